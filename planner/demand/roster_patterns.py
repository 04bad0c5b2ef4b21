"""Shift patterns as templates to edit: which shifts there are, and in which turn a slot works them.

No source was found for hours or turns of police stations: these are starting points, no standard.
"""

from dataclasses import dataclass, replace

from planner.demand.day_types import DAY_TYPES
from planner.problem.roster import OFF, RosterShift

HOUR_MIN = 60
SHIFT_IDS = ("day", "night", "early", "late", "duty", "standby")
"""Shifts that have a word; an office chooses among them and sets their hours itself."""
CYCLE_MOST, BEGINS_MOST_H = 56, 24


@dataclass(frozen=True, slots=True)
class DayNeed:
    """How many a shift needs on days of a kind."""

    day_kind: str
    shift_id: str
    need: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A template.

    Parameters
    ----------
    shifts
        The shifts; for each, `begins_h` has the hour at which it begins.
    cycle
        What a slot works day after day, "" for a day off; the next slot is one day further.
    held_in_pct
        Share of those at work that this pattern holds in at the station.
    needs
        What an office asks of a shift by the kind of day; what is not told the cycle gives.
    """

    pattern_id: str
    shifts: tuple[RosterShift, ...]
    begins_h: tuple[int, ...]
    cycle: tuple[str, ...]
    held_in_pct: int = 0
    needs: tuple[DayNeed, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a template that no slot could work."""
        known = [shift.shift_id for shift in self.shifts]
        sound = (
            len(self.begins_h) == len(known) == len(set(known)) > 0
            and all(0 <= hour <= BEGINS_MOST_H for hour in self.begins_h)
            and 0 < len(self.cycle) <= CYCLE_MOST
            and {OFF} < {OFF, *self.cycle} <= {OFF, *known}
            and all(need.shift_id in known for need in self.needs)
            and all(need.day_kind in DAY_TYPES and 0 <= need.need <= 999 for need in self.needs)
        )
        if not sound:
            msg = f"expected shifts, and a cycle and needs of them, got {self}"
            raise ValueError(msg)

    def covers(self, shift_id: str, hour: int) -> bool:
        """Whether a shift runs through an hour, counted from the midnight before it begins."""
        at = [shift.shift_id for shift in self.shifts].index(shift_id)
        begin = self.begins_h[at]
        return begin <= hour < begin + self.shifts[at].length_min // HOUR_MIN


def _shift(shift_id: str, hours: int, **more: bool | int | tuple[str, ...]) -> RosterShift:
    return replace(RosterShift(shift_id, hours * HOUR_MIN), **more)  # type: ignore[arg-type]


_STANDBY = _shift("standby", 8, held_in=True)
PATTERNS = {
    pattern.pattern_id: pattern
    for pattern in (
        Pattern(
            "pattern_3crew_2shift",
            (_shift("day", 12), _shift("night", 12, night=True, rest_days=1), _STANDBY),
            (8, 20, 9),
            ("day", "night", OFF),
        ),
        Pattern(
            "pattern_4crew_3shift",
            (
                _shift("early", 8),
                _shift("late", 8, not_next=("early",)),
                _shift("night", 8, night=True, rest_days=1),
                _STANDBY,
            ),
            (8, 16, 24, 9),
            ("early", "late", "night", OFF),
        ),
        Pattern(
            "duty_standby_rest",
            (_shift("duty", 24, night=True, not_next=("duty",)), _STANDBY),
            (8, 9),
            ("duty", "standby", OFF),
            held_in_pct=50,
        ),
    )
}
