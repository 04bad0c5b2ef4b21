"""The door to rosters: which post works which shift on which day; a judged answer out.

What somebody does by hand is judged here too: who else could take a duty, and which change of one
cell, or exchange of two, mends a broken rule. Nothing is searched that the judge does not see.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner import engine, judge
from planner.judge import Fault
from planner.judged import door
from planner.problem.roster import OFF, RosterPlan, RosterProblem
from planner.problem.roster_moves import Cell, changes, exchanged, traded, with_cells

solve = door(engine.roster.solve)
_NEAR_DAYS = 7
"""How far before a broken rule a change is looked for."""
_TRADED_DAYS = 4
"""Most days in a row that two slots exchange."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a roster as the judge sees it.

    Parameters
    ----------
    cells
        The cells that differ.
    left, new
        Rules that are broken then, and those of them that were not broken before.
    more
        Points more; below 0 for fewer.
    """

    plan: RosterPlan
    cells: tuple[Cell, ...]
    left: tuple[Fault, ...]
    new: tuple[Fault, ...]
    more: int


def alternatives(problem: RosterProblem, plan: RosterPlan, cell: Cell) -> tuple[Change, ...]:
    """Return what it means if another slot takes the shift of a cell, and gives its own for it.

    Returns
    -------
    tuple of Change
        One for each slot that has another shift that day: the exchange of that day, or of the
        fewest days around it that break no new rule. Those without a new fault first, the
        cheapest in front; where all have faults, they are the reasons why there is none.
    """
    row, day = cell
    old = judge.faults(problem, plan)
    found = [
        _traded(problem, plan, old, cell, other)
        for other, cells in enumerate(plan.rows)
        if other != row and cells[day] != plan.rows[row][day]
    ]
    return tuple(sorted(found, key=lambda one: (len(one.new), len(one.cells), one.more, one.cells)))


def fillers(
    problem: RosterProblem, plan: RosterPlan, day: int, shift_id: str
) -> tuple[Change, ...]:
    """Return what it means if each slot that has another shift, or none, on a day takes this one.

    Returns
    -------
    tuple of Change
        Those without a new fault first, the cheapest in front; where all have faults, they are
        the reasons why the shift stays short.
    """
    old = judge.faults(problem, plan)
    found = [
        _change(problem, plan, with_cells(plan, {(row, day): shift_id}), old)
        for row, cells in enumerate(plan.rows)
        if cells[day] != shift_id
    ]
    return tuple(sorted(found, key=lambda one: (len(one.new), one.more, one.cells)))


def cure(problem: RosterProblem, plan: RosterPlan, broken: Fault) -> Change | None:
    """Return the cheapest small change that mends a broken rule and breaks no other, or None.

    It is one cell with another shift, or two cells of a day exchanged.
    """
    old = judge.faults(problem, plan)
    tried = (_change(problem, plan, other, old) for other in _mending(problem, plan, broken))
    found = [one for one in tried if not one.new and broken not in one.left]
    return min(found, key=lambda one: (one.more, len(one.cells), one.cells), default=None)


def _traded(
    problem: RosterProblem, plan: RosterPlan, old: tuple[Fault, ...], cell: Cell, other: int
) -> Change:
    row, day = cell
    first = _change(problem, plan, traded(plan, row, other, range(day, day + 1)), old)
    for length in range(1, _TRADED_DAYS + 1):
        for begin in range(max(0, day - length + 1), min(day, len(problem.days) - length) + 1):
            days = range(begin, begin + length)
            change = _change(problem, plan, traded(plan, row, other, days), old)
            if not change.new:
                return change
    return first


def _change(
    problem: RosterProblem, plan: RosterPlan, other: RosterPlan, old: tuple[Fault, ...]
) -> Change:
    left = judge.faults(problem, other)
    more = judge.objective(problem, other) - judge.objective(problem, plan)
    new = tuple(fault for fault in left if fault not in old)
    return Change(other, changes(plan, other), left, new, more)


def _mending(problem: RosterProblem, plan: RosterPlan, broken: Fault) -> Iterator[RosterPlan]:
    """Yield rosters with one cell changed, or two of a day exchanged, where a rule is broken."""
    told, last = dict(broken.facts), len(problem.days)
    of_slot = "slot" in told
    rows = [
        s for s, slot in enumerate(problem.slots) if told.get("slot", slot.slot_id) == slot.slot_id
    ]
    days = range(last)
    if "day" in told:
        day = int(told["day"]) - 1
        # the shift before is as good a place to mend a lack of rest, or a run, as the one after
        days = (
            range(max(0, day - _NEAR_DAYS), min(day + 2, last)) if of_slot else range(day, day + 1)
        )
    for row in rows:
        for day in days:
            for shift in (OFF, *problem.shift_ids):
                if shift != plan.rows[row][day]:
                    yield with_cells(plan, {(row, day): shift})
            for other, cells in enumerate(plan.rows if of_slot else ()):
                if cells[day] != plan.rows[row][day]:
                    yield exchanged(plan, (row, day), (other, day))
