"""Who works when, as a question: slots of posts, a pattern, cover by the kind of day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.demand.day_kinds import kinds_of_day
from planner.demand.roster_patterns import PATTERNS
from planner.problem.roster import OFF, RosterCover, RosterFixed, RosterProblem, RosterSlot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.demand.ground import Ground
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

    @property
    def pattern(self) -> Pattern:
        """The template."""
        return PATTERNS[self.pattern_id]


def roster_question(
    ground: Ground,
    settings: RosterSettings,
    *,
    balances: Mapping[str, Balance] | None = None,
    kept: tuple[tuple[str, ...], ...] = (),
    fixed: tuple[RosterFixed, ...] = (),
) -> RosterProblem:
    """Build the roster question of a station."""
    pattern, days = settings.pattern, _dates(settings)
    kinds = [kinds_of_day(ground, day)[0] for day in days]
    slots = tuple(_slots(ground, settings, balances or {}))
    held_in = pattern.held_in_pct if settings.held_in_pct is None else settings.held_in_pct
    return RosterProblem(
        days=tuple(kinds),
        shifts=pattern.shifts,
        slots=slots,
        cover=tuple(_cover(settings, kinds, len(slots))),
        weekends=weekends(days),
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


def weekends(days: list[date]) -> tuple[tuple[int, ...], ...]:
    """Return the days of each weekend, a half one at an end included."""
    found: dict[date, list[int]] = {}
    for number, day in enumerate(days):
        if day.weekday() >= _SATURDAY:
            found.setdefault(day - timedelta(days=day.weekday()), []).append(number)
    return tuple(map(tuple, found.values()))


def _dates(settings: RosterSettings) -> list[date]:
    return [settings.first + timedelta(days=number) for number in range(settings.days)]


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
    for post_id, row in posts[chosen].iterrows():
        for number in range(1, int(row["size"]) + 1):
            slot_id = f"{post_id}-{number}"
            balance = balances.get(slot_id, Balance())
            away = {day for name, day in settings.away if name in (slot_id, post_id)}
            made.append(
                RosterSlot(
                    slot_id,
                    leads=bool(row["may_lead"]),
                    longest_run=settings.longest_run,
                    away=tuple(n for n, day in enumerate(_dates(settings)) if day in away),
                    before=balance.last,
                    nights_before=balance.nights,
                    weekends_before=balance.weekends,
                    cycle=settings.pattern.cycle,
                    offset=len(made) % len(settings.pattern.cycle),
                )
            )
    return made


def _cover(settings: RosterSettings, kinds: list[str], slots: int) -> list[RosterCover]:
    """Ask of each shift what the pattern gives at least, and more on its first one by the day."""
    cycle, extra = settings.pattern.cycle, dict(settings.extra)
    share = Counter(cell for cell in cycle if cell != OFF)
    first = settings.pattern.shifts[0].shift_id
    return [
        RosterCover(
            day,
            shift_id,
            slots * times // len(cycle) + (extra.get(kind, 0) if shift_id == first else 0),
            under_price=100,
            over_price=2,
            must=settings.must,
        )
        for day, kind in enumerate(kinds)
        for shift_id, times in share.items()
    ]
