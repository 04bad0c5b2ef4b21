"""The roster question: which post works which shift on which day, over a few weeks.

Rows are slots of posts, never people: whoever fills a slot is the station's own matter and stays
out of the question. A roster is a table of shift ids, "" for a day off.
"""

from dataclasses import dataclass
from typing import Literal

from planner.problem.checks import (
    NUMBER_LIMIT,
    ProblemError,
    check_bool,
    check_id,
    check_int,
    check_known,
    check_unique,
)

DAYS_MOST = 366
MINUTES_MOST = DAYS_MOST * 1440
PRICE_MOST = 10_000
OFF = ""
"""A day without a shift."""


@dataclass(frozen=True, slots=True)
class RosterShift:
    """A kind of shift.

    Parameters
    ----------
    length_min
        Minutes it counts for.
    night
        Whether it counts as a night in the fair share.
    held_in
        Whether its people stay at the station as reserve (standby).
    not_next
        Shifts that may not follow on the next day.
    rest_days
        Days off that must follow.
    """

    shift_id: str
    length_min: int
    night: bool = False
    held_in: bool = False
    not_next: tuple[str, ...] = ()
    rest_days: int = 0

    def __post_init__(self) -> None:
        check_id("shift_id", self.shift_id)
        check_int("length_min", self.length_min, high=MINUTES_MOST)
        check_bool("night", self.night)
        check_bool("held_in", self.held_in)
        check_int("rest_days", self.rest_days, high=14)


@dataclass(frozen=True, slots=True)
class ShiftLimit:
    """Most shifts of one kind that a slot works."""

    shift_id: str
    most: int

    def __post_init__(self) -> None:
        check_int("most", self.most, high=DAYS_MOST)


@dataclass(frozen=True, slots=True)
class RosterSlot:
    """A row of the roster: one slot of a post.

    Parameters
    ----------
    leads
        Whether it can be the leader in charge.
    limits
        Most shifts by kind; a kind not named has no limit.
    least_min, most_min
        Minutes over the whole roster, at least and at most; None for no limit.
    longest_run, shortest_run
        Days of work in a row. A run that touches an end of the known days may be shorter.
    shortest_rest
        Days off in a row, likewise.
    most_weekends
        Most weekends with a shift; None for no limit.
    away
        Days (0 is the first) on which the slot is empty.
    before
        Shifts of the days just before, oldest first: rest and runs go on from there.
    nights_before, weekends_before
        The carried balance: nights and weekends worked in the months that are counted.
    cycle, offset
        A pattern of shifts that repeats, and how far into it day 0 is; () for none.
    """

    slot_id: str
    leads: bool = False
    limits: tuple[ShiftLimit, ...] = ()
    least_min: int = 0
    most_min: int | None = None
    longest_run: int = 6
    shortest_run: int = 1
    shortest_rest: int = 1
    most_weekends: int | None = None
    away: tuple[int, ...] = ()
    before: tuple[str, ...] = ()
    nights_before: int = 0
    weekends_before: int = 0
    cycle: tuple[str, ...] = ()
    offset: int = 0

    def __post_init__(self) -> None:
        check_id("slot_id", self.slot_id)
        check_bool("leads", self.leads)
        check_unique("limits", "shift_id", (limit.shift_id for limit in self.limits))
        check_int("least_min", self.least_min, high=MINUTES_MOST)
        for name, high in (("most_min", MINUTES_MOST), ("most_weekends", DAYS_MOST)):
            if getattr(self, name) is not None:
                check_int(name, getattr(self, name), high=high)
        for name in ("longest_run", "shortest_run", "shortest_rest"):
            check_int(name, getattr(self, name), low=1, high=DAYS_MOST)
        for name in ("nights_before", "weekends_before", "offset"):
            check_int(name, getattr(self, name))


@dataclass(frozen=True, slots=True)
class RosterCover:
    """How many slots a shift needs on a day, and points for each one too few or too many.

    Parameters
    ----------
    must
        Whether fewer than needed is no roster at all.
    """

    day: int
    shift_id: str
    need: int
    under_price: int = 0
    over_price: int = 0
    must: bool = False

    def __post_init__(self) -> None:
        check_int("day", self.day, high=DAYS_MOST)
        check_int("need", self.need, high=10_000)
        check_int("under_price", self.under_price, high=PRICE_MOST)
        check_int("over_price", self.over_price, high=PRICE_MOST)
        check_bool("must", self.must)


@dataclass(frozen=True, slots=True)
class RosterWish:
    """A shift that a slot wants, or wants not, on a day, and what refusing it costs in points."""

    slot_id: str
    day: int
    shift_id: str
    wanted: bool
    price: int

    def __post_init__(self) -> None:
        check_int("day", self.day, high=DAYS_MOST)
        check_bool("wanted", self.wanted)
        check_int("price", self.price, high=PRICE_MOST)


@dataclass(frozen=True, slots=True)
class RosterFixed:
    """A cell settled by hand: the shift, or "" for a day off."""

    slot_id: str
    day: int
    shift_id: str

    def __post_init__(self) -> None:
        check_int("day", self.day, high=DAYS_MOST)


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """A roster that keeps its rules, with the points for cover, wishes, fairness and change least.

    Parameters
    ----------
    days
        The calendar type of each day, such as ``normal`` or ``market``.
    weekends
        Days of each weekend or holiday.
    leader_daily
        Whether a slot that can lead works every day.
    held_in_pct
        Least share of the slots at work on a day that are held in at the station.
    fair_nights_price, fair_weekends_price
        Points for each night and weekend between the slot with most and with fewest, balance
        carried.
    pattern_price, kept, moved_price
        Points for each cell that differs from the pattern of its slot, and from the roster before
        (rows as in the plan; () for none).

    Raises
    ------
    ProblemError
        If an id is unknown or repeated, or a day is outside the roster.
    """

    days: tuple[str, ...]
    shifts: tuple[RosterShift, ...]
    slots: tuple[RosterSlot, ...]
    cover: tuple[RosterCover, ...]
    weekends: tuple[tuple[int, ...], ...] = ()
    wishes: tuple[RosterWish, ...] = ()
    fixed: tuple[RosterFixed, ...] = ()
    leader_daily: bool = False
    held_in_pct: int = 0
    fair_nights_price: int = 0
    fair_weekends_price: int = 0
    pattern_price: int = 0
    kept: tuple[tuple[str, ...], ...] = ()
    moved_price: int = 0
    kind: Literal["roster"] = "roster"
    version: Literal[1] = 1

    def __post_init__(self) -> None:
        check_int("days", len(self.days), low=1, high=DAYS_MOST)
        for d, day_kind in enumerate(self.days):
            check_id(f"days[{d}]", day_kind)
        check_unique("shifts", "shift_id", (shift.shift_id for shift in self.shifts))
        check_unique("slots", "slot_id", (slot.slot_id for slot in self.slots))
        check_bool("leader_daily", self.leader_daily)
        check_int("held_in_pct", self.held_in_pct, high=100)
        for name in ("fair_nights_price", "fair_weekends_price", "pattern_price", "moved_price"):
            check_int(name, getattr(self, name), high=min(PRICE_MOST, NUMBER_LIMIT))
        self._check_shifts()
        self._check_days()
        self._check_cells()
        if self.kept:
            self._check_kept()

    def _check_shifts(self) -> None:
        known = self.shift_ids
        for i, shift in enumerate(self.shifts):
            for j, shift_id in enumerate(shift.not_next):
                check_known(f"shifts[{i}].not_next[{j}]", shift_id, known, "shift")
        for i, slot in enumerate(self.slots):
            for limit in slot.limits:
                check_known(f"slots[{i}].limits", limit.shift_id, known, "shift")
            for name in ("before", "cycle"):
                for j, cell in enumerate(getattr(slot, name)):
                    check_known(f"slots[{i}].{name}[{j}]", cell, (OFF, *known), "shift")

    def _check_days(self) -> None:
        last = len(self.days) - 1
        for i, slot in enumerate(self.slots):
            for j, day in enumerate(slot.away):
                check_int(f"slots[{i}].away[{j}]", day, high=last)
        for i, weekend in enumerate(self.weekends):
            for j, day in enumerate(weekend):
                check_int(f"weekends[{i}][{j}]", day, high=last)

    def _check_cells(self) -> None:
        last, shifts = len(self.days) - 1, self.shift_ids
        slots = {slot.slot_id for slot in self.slots}
        asked: set[tuple[int, str]] = set()
        for i, cover in enumerate(self.cover):
            check_int(f"cover[{i}].day", cover.day, high=last)
            check_known(f"cover[{i}].shift_id", cover.shift_id, shifts, "shift")
            if (cover.day, cover.shift_id) in asked:
                expected = "one need for each day and shift"
                raise ProblemError(place=f"cover[{i}]", expected=expected, given=cover.shift_id)
            asked.add((cover.day, cover.shift_id))
        for i, wish in enumerate(self.wishes):
            check_known(f"wishes[{i}].slot_id", wish.slot_id, slots, "slot")
            check_int(f"wishes[{i}].day", wish.day, high=last)
            check_known(f"wishes[{i}].shift_id", wish.shift_id, shifts, "shift")
        for i, cell in enumerate(self.fixed):
            check_known(f"fixed[{i}].slot_id", cell.slot_id, slots, "slot")
            check_int(f"fixed[{i}].day", cell.day, high=last)
            check_known(f"fixed[{i}].shift_id", cell.shift_id, (OFF, *shifts), "shift")

    def _check_kept(self) -> None:
        width = len(self.days)
        if len(self.kept) != len(self.slots) or any(len(row) != width for row in self.kept):
            expected = f"{len(self.slots)} rows of {width} days"
            raise ProblemError(place="kept", expected=expected, given=len(self.kept))
        for i, row in enumerate(self.kept):
            for j, cell in enumerate(row):
                check_known(f"kept[{i}][{j}]", cell, (OFF, *self.shift_ids), "shift")

    @property
    def shift_ids(self) -> tuple[str, ...]:
        """Ids of the shifts, in their order."""
        return tuple(shift.shift_id for shift in self.shifts)


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """A row for each slot, in their order: the shift of each day, "" for off."""

    rows: tuple[tuple[str, ...], ...]
