"""Changes of a roster by hand, a question with a rule eased, what moved between two rosters."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeAlias

from planner.outcome import Conflict
from planner.problem.roster import OFF, RosterFixed, RosterPlan, RosterProblem, RosterSlot

Cell: TypeAlias = tuple[int, int]
"""Row and day of a cell, from 0."""

_MORE = {"roster_longest_run": "longest_run", "roster_most_weekends": "most_weekends"}
_LESS = {"roster_shortest_run": "shortest_run", "roster_shortest_rest": "shortest_rest"}
_NONE: dict[str, tuple[str, int | None]] = {
    "roster_least_min": ("least_min", 0),
    "roster_most_min": ("most_min", None),
}


def with_cells(plan: RosterPlan, cells: Mapping[Cell, str]) -> RosterPlan:
    """Return the roster with other shifts in some cells."""
    return RosterPlan(
        tuple(
            tuple(cells.get((s, day), cell) for day, cell in enumerate(row))
            for s, row in enumerate(plan.rows)
        )
    )


def exchanged(plan: RosterPlan, one: Cell, other: Cell) -> RosterPlan:
    """Return the roster with the shifts of two cells exchanged."""
    (s, d), (t, e) = one, other
    return with_cells(plan, {one: plan.rows[t][e], other: plan.rows[s][d]})


def traded(plan: RosterPlan, one: int, other: int, days: range) -> RosterPlan:
    """Return the roster with the shifts of two rows exchanged on some days."""
    return with_cells(
        plan,
        {(s, day): plan.rows[t][day] for s, t in ((one, other), (other, one)) for day in days},
    )


def changes(old: RosterPlan, new: RosterPlan) -> tuple[Cell, ...]:
    """Return the cells in which two rosters differ."""
    return tuple(
        (s, day)
        for s, (before, after) in enumerate(zip(old.rows, new.rows, strict=True))
        for day, (a, b) in enumerate(zip(before, after, strict=True))
        if a != b
    )


def duties_moved(old: RosterPlan, new: RosterPlan, since: int = 0) -> tuple[int, int]:
    """Return how many duties from a day on their slot no longer has, and how many there were."""
    duties = [
        (s, day, cell)
        for s, row in enumerate(old.rows)
        for day, cell in enumerate(row)
        if day >= since and cell != OFF
    ]
    return sum(new.rows[s][day] != cell for s, day, cell in duties), len(duties)


def gone_from(
    problem: RosterProblem,
    plan: RosterPlan,
    slots: Collection[str],
    days: range,
    *,
    today: int,
    moved_price: int,
) -> RosterProblem:
    """Return what is asked when slots of a roster fall empty: the past stays, little moves.

    Parameters
    ----------
    days
        Days, from 0, on which they are away; those before today are past and stay as they were.
    today
        First day that may be changed.
    moved_price
        Points for each cell that differs from the roster so far.
    """
    away = {day for day in days if today <= day < len(problem.days)}
    past = tuple(
        RosterFixed(slot.slot_id, day, row[day])
        for slot, row in zip(problem.slots, plan.rows, strict=True)
        for day in range(today)
    )
    empty = tuple(
        replace(slot, away=tuple(sorted({*slot.away, *away}))) if slot.slot_id in slots else slot
        for slot in problem.slots
    )
    return replace(problem, slots=empty, fixed=past, kept=plan.rows, moved_price=moved_price)


def eased(problem: RosterProblem, conflict: Conflict) -> RosterProblem:
    """Return the question with one rule of a clash eased: a step more, or not asked at all.

    Raises
    ------
    LookupError
        If the question has no such rule.
    """
    told, rule = dict(conflict.facts), conflict.rule
    if rule == "roster_cover":
        cover = tuple(replace(one, must=False) for one in problem.cover)
        return replace(problem, cover=cover)
    if rule == "roster_leader":
        return replace(problem, leader_daily=False)
    if rule == "roster_held_in":
        return replace(problem, held_in_pct=0)
    if rule == "roster_rest":
        shifts = tuple(
            replace(one, rest_days=0, not_next=()) if one.shift_id == told["shift"] else one
            for one in problem.shifts
        )
        return replace(problem, shifts=shifts)
    if rule == "roster_fixed":
        gone = (told["slot"], int(told["day"]) - 1)
        fixed = tuple(one for one in problem.fixed if (one.slot_id, one.day) != gone)
        return replace(problem, fixed=fixed)
    slots = tuple(
        _eased(slot, rule, told) if told.get("slot", slot.slot_id) == slot.slot_id else slot
        for slot in problem.slots
    )
    return replace(problem, slots=slots)


def _eased(slot: RosterSlot, rule: str, told: Mapping[str, str | int]) -> RosterSlot:
    if rule == "roster_away":
        away = tuple(day for day in slot.away if day != int(told["day"]) - 1)
        return replace(slot, away=away)
    if rule == "roster_shift_limit":
        limits = tuple(
            replace(one, most=one.most + 1) if one.shift_id == told["shift"] else one
            for one in slot.limits
        )
        return replace(slot, limits=limits)
    if rule in _NONE:
        name, value = _NONE[rule]
        return replace(slot, **{name: value})  # type: ignore[arg-type]
    if rule in _MORE:
        name = _MORE[rule]
        return replace(slot, **{name: getattr(slot, name) + 1})
    name = _LESS[rule]
    return replace(slot, **{name: max(1, getattr(slot, name) - 1)})
