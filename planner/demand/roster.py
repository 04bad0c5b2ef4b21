"""Who works when, as a question: slots of posts, a pattern, cover by the kind of day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.demand.day_kinds import kinds_of_day
from planner.demand.roster_book import wishes
from planner.demand.roster_patterns import PATTERNS
from planner.problem.roster import OFF, RosterCover, RosterFixed, RosterProblem, RosterSlot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.demand.ground import Ground
    from planner.demand.roster_book import Entry
    from planner.demand.roster_patterns import Pattern

STATION_KINDS = ("police_station", "community_officer", "auxiliary")
"""Posts whose slots a station's roster has rows for, unless others are chosen."""
BEFORE_DAYS = 7
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Balance:
    """What a slot brings from the months before: nights and weekends, and its last days."""

    nights: int = 0
    weekends: int = 0
    last: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterSettings:
    """What a station asks of its roster: its own numbers, no standard.

    Parameters
    ----------
    extra
        Kind of day -> how many more than the pattern gives are wanted on its first shift.
    must
        Whether cover is a rule rather than a price.
    away
        Slots or posts that are empty, and on which dates.
    own
        The template as the office has set it; None for that of the program.
    entries, wish_price
        Leave and wishes, and points for each wish that is refused.
    """

    first: date
    days: int = 28
    pattern_id: str = "pattern_3crew_2shift"
    post_ids: tuple[str, ...] = ()
    extra: tuple[tuple[str, int], ...] = (("market", 1), ("flood", 1))
    must: bool = False
    longest_run: int = 6
    leader_daily: bool = True
    held_in_pct: int | None = None
    away: tuple[tuple[str, date], ...] = ()
    moved_price: int = 5
    own: Pattern | None = None
    entries: tuple[Entry, ...] = ()
    wish_price: int = 10

    @property
    def pattern(self) -> Pattern:
        """The template."""
        return PATTERNS[self.pattern_id] if self.own is None else self.own

    @property
    def dates(self) -> tuple[date, ...]:
        """The days of the roster."""
        return tuple(self.first + timedelta(days=number) for number in range(self.days))


def roster_question(
    ground: Ground,
    settings: RosterSettings,
    *,
    balances: Mapping[str, Balance] | None = None,
    kept: tuple[tuple[str, ...], ...] = (),
    fixed: tuple[RosterFixed, ...] = (),
) -> RosterProblem:
    """Build the roster question of a station.

    Parameters
    ----------
    balances
        Slot -> what it brings from the months before.
    kept, fixed
        A roster to move little of, and cells that stay whatever happens.
    """
    pattern, days = settings.pattern, settings.dates
    kinds = [kinds_of_day(ground, day) for day in days]
    slots = tuple(_slots(ground, settings, balances or {}))
    held_in = pattern.held_in_pct if settings.held_in_pct is None else settings.held_in_pct
    return RosterProblem(
        days=tuple(kind[0] for kind in kinds),
        shifts=pattern.shifts,
        slots=slots,
        cover=tuple(_cover(settings, kinds, len(slots))),
        weekends=weekends(days),
        wishes=tuple(
            wishes(
                settings.entries,
                slots,
                days,
                [shift.shift_id for shift in pattern.shifts],
                settings.wish_price,
            )
        ),
        fixed=fixed,
        leader_daily=settings.leader_daily,
        held_in_pct=held_in,
        fair_nights_price=20,
        fair_weekends_price=20,
        pattern_price=1,
        kept=kept,
        moved_price=settings.moved_price if kept else 0,
    )


def slot_post(slot_id: str) -> str:
    """Return the post of a slot."""
    return slot_id.rpartition("-")[0]


def weekends(days: Sequence[date]) -> tuple[tuple[int, ...], ...]:
    """Return the days of each weekend, a half one at an end included."""
    found: dict[date, list[int]] = {}
    for number, day in enumerate(days):
        if day.weekday() >= _SATURDAY:
            found.setdefault(day - timedelta(days=day.weekday()), []).append(number)
    return tuple(map(tuple, found.values()))


def _slots(
    ground: Ground, settings: RosterSettings, balances: Mapping[str, Balance]
) -> list[RosterSlot]:
    posts = ground.area.responders
    chosen = (
        posts.index.isin(settings.post_ids)
        if settings.post_ids
        else posts["kind"].isin(STATION_KINDS)
    )
    made: list[RosterSlot] = []
    known = {OFF, *(shift.shift_id for shift in settings.pattern.shifts)}
    for post_id, row in posts[chosen].iterrows():
        for number in range(1, int(row["size"]) + 1):
            slot_id = f"{post_id}-{number}"
            balance = balances.get(slot_id, Balance())
            away = {day for name, day in settings.away if name in (slot_id, post_id)}
            gone = [one for one in settings.entries if one.what == "away" and one.is_of(slot_id)]
            away |= {day for day in settings.dates for one in gone if one.has(day)}
            made.append(
                RosterSlot(
                    slot_id,
                    leads=bool(row["may_lead"]),
                    longest_run=settings.longest_run,
                    away=tuple(n for n, day in enumerate(settings.dates) if day in away),
                    # a shift of another pattern is no shift here
                    before=tuple(cell if cell in known else OFF for cell in balance.last),
                    nights_before=balance.nights,
                    weekends_before=balance.weekends,
                    cycle=settings.pattern.cycle,
                    offset=len(made) % len(settings.pattern.cycle),
                )
            )
    return made


def _cover(
    settings: RosterSettings, kinds: Sequence[tuple[str, ...]], slots: int
) -> list[RosterCover]:
    """Ask of each shift what the office has set for the kinds of the day, the most of them.

    Where it has set nothing: what the pattern gives at least, and more on its first shift.
    """
    cycle, extra = settings.pattern.cycle, dict(settings.extra)
    share = Counter(cell for cell in cycle if cell != OFF)
    first = settings.pattern.shifts[0].shift_id
    told = {(need.day_kind, need.shift_id): need.need for need in settings.pattern.needs}

    def need(shift_id: str, day: tuple[str, ...]) -> int:
        set_here = [told[kind, shift_id] for kind in day if (kind, shift_id) in told]
        if set_here:
            return max(set_here)
        more = max(extra.get(kind, 0) for kind in day) if shift_id == first else 0
        return slots * share[shift_id] // len(cycle) + more

    asked = {*share, *(shift_id for _, shift_id in told)}
    return [
        RosterCover(
            day,
            shift.shift_id,
            need(shift.shift_id, kind),
            under_price=100,
            over_price=2,
            must=settings.must,
        )
        for day, kind in enumerate(kinds)
        for shift in settings.pattern.shifts
        if shift.shift_id in asked
    ]
