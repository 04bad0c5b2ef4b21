"""Ten rosters that cannot be, small enough to be checked by hand: how a clash is told.

Example data: a station of four slots, one of which leads, and a week from a Monday with a market
on its Wednesday.
"""

from dataclasses import replace

from planner.demand.roster_patterns import PATTERNS
from planner.problem.roster import (
    RosterCover,
    RosterFixed,
    RosterProblem,
    RosterSlot,
    ShiftLimit,
)

_SHIFTS = PATTERNS["pattern_3crew_2shift"].shifts
_MARKET, _WEEKEND = 2, (5, 6)
_DAYS = tuple("market" if day == _MARKET else "normal" for day in range(7))
_LEADER = RosterSlot("R01-1", leads=True)
_OTHERS = tuple(RosterSlot(f"R01-{number}") for number in (2, 3, 4))


def _week(
    slots: tuple[RosterSlot, ...] = (_LEADER, *_OTHERS),
    cover: tuple[RosterCover, ...] = (),
    fixed: tuple[RosterFixed, ...] = (),
    *,
    leader_daily: bool = False,
    held_in_pct: int = 0,
) -> RosterProblem:
    return RosterProblem(
        days=_DAYS,
        shifts=_SHIFTS,
        slots=slots,
        cover=cover,
        weekends=(_WEEKEND,),
        fixed=fixed,
        leader_daily=leader_daily,
        held_in_pct=held_in_pct,
    )


def _need(shift_id: str, need: int, *days: int) -> tuple[RosterCover, ...]:
    return tuple(RosterCover(day, shift_id, need, must=True) for day in days)


def _all(**fields: object) -> tuple[RosterSlot, ...]:
    return tuple(replace(slot, **fields) for slot in (_LEADER, *_OTHERS))  # type: ignore[arg-type]


IMPOSSIBLE: dict[str, RosterProblem] = {
    "leader_away": _week((replace(_LEADER, away=(3,), longest_run=7), *_OTHERS), leader_daily=True),
    "leader_every_day": _week((replace(_LEADER, longest_run=6), *_OTHERS), leader_daily=True),
    "too_few": _week(cover=_need("day", 5, _MARKET)),
    "leave_on_market": _week(
        (_LEADER, *(replace(slot, away=(_MARKET,)) for slot in _OTHERS)),
        _need("day", 2, _MARKET),
    ),
    "rest_after_night": _week(cover=_need("night", 3, 0, 1)),
    "by_hand": _week(fixed=(RosterFixed("R01-2", 0, "night"), RosterFixed("R01-2", 1, "day"))),
    "held_in": _week(cover=_need("day", 3, _MARKET), held_in_pct=50),
    "hours": _week(_all(most_min=24 * 60), _need("day", 2, *range(5))),
    "weekends": _week(_all(most_weekends=0), _need("day", 1, 5)),
    "nights_each": _week(
        _all(limits=(ShiftLimit("night", 1),)), _need("night", 1, *range(len(_DAYS)))
    ),
}
"""Name -> a roster that cannot be."""
