"""A roster in work: the plans it has gone through, the way back and forth, what is asked next.

One for everybody at this machine, as with the week of patrols; what is to last is kept on disk.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pages.ui import cache, state
from pages.ui.tours.shelf import Shelf
from planner import judge
from planner.problem.roster_moves import changes, exchanged, with_cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any

    from planner.demand.roster_patterns import Pattern
    from planner.judge import Fault
    from planner.outcome import Outcome
    from planner.problem.roster import RosterPlan, RosterProblem
    from planner.problem.roster_moves import Cell

_STEPS_KEPT = 80
BY_ENGINE = ("solved", "kept")


@dataclass(frozen=True, slots=True)
class Step:
    """A roster as it stands.

    Parameters
    ----------
    asked
        The question the engine was asked last; with `problem` what was set by hand since.
    how
        What was done last: solved, kept, hand, read.
    since
        First day, from 0, that may be changed; what was before is past.
    before
        The roster people went by before something happened; None where nothing has.
    """

    asked: RosterProblem
    problem: RosterProblem
    plan: RosterPlan
    how: str
    since: int = 0
    before: RosterPlan | None = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What the judge says of it."""
        return judge.faults(self.problem, self.plan)

    def changed(self, plan: RosterPlan, how: str = "hand") -> Step:
        """Return the step after a change by hand; a cell that is changed is settled no more."""
        cells = {
            (self.problem.slots[s].slot_id, day)
            for s, day in changes(self.plan, plan)
            if day >= self.since
        }
        fixed = tuple(one for one in self.problem.fixed if (one.slot_id, one.day) not in cells)
        return replace(self, problem=replace(self.problem, fixed=fixed), plan=plan, how=how)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for its answer."""

    problem: RosterProblem
    since: int = 0
    before: RosterPlan | None = None


@dataclass(slots=True)
class Work:
    """The steps of a roster in work; `at` is the one that is seen."""

    steps: list[Step] = field(default_factory=list)
    at: int = -1
    pending: Waiting | None = None
    taken: set[str] = field(default_factory=set)

    @property
    def now(self) -> Step | None:
        return self.steps[self.at] if self.steps else None

    @property
    def made(self) -> RosterPlan | None:
        """The last roster up to here that was not made by hand."""
        made = [step.plan for step in self.steps[: self.at + 1] if step.how in BY_ENGINE]
        return made[-1] if made else None

    @property
    def can_undo(self) -> bool:
        return self.at > 0

    @property
    def can_redo(self) -> bool:
        return self.at < len(self.steps) - 1

    def add(self, step: Step) -> None:
        """Take another step from here; what had been taken back is gone."""
        self.steps = [*self.steps[: self.at + 1], step][-_STEPS_KEPT:]
        self.at = len(self.steps) - 1

    def undo(self) -> None:
        self.at = max(0, self.at - 1)

    def redo(self) -> None:
        self.at = min(len(self.steps) - 1, self.at + 1)

    def let_go(self) -> None:
        """Wait no longer for what was asked."""
        self.pending = None

    def answered(self, problem: RosterProblem, outcome: Outcome[object]) -> None:
        """Take up an answer, once; with more effort there may be another."""
        run = outcome.run
        name = f"{run.problem_id}|{run.work_limit}|{run.stopped}|{outcome.objective}"
        plan: RosterPlan | None = outcome.plan  # type: ignore[assignment]
        if plan is None or (name in self.taken and self.pending is None):
            return
        self.taken.add(name)
        waiting = self.pending or Waiting(problem)
        asked = waiting.problem
        self.add(Step(asked, asked, plan, "solved", waiting.since, waiting.before))
        self.pending = None


@dataclass(frozen=True, eq=False)
class Desk:
    """A roster in work with what its days and rows are called.

    Parameters
    ----------
    names
        Post -> its name.
    """

    area_id: str
    first: date
    pattern: Pattern
    names: Mapping[str, str]
    work: Work


def shelf() -> Shelf:
    """Return the rosters in work of this program, the same for every reader."""
    return cache.lasting("rosters", str(state.ROSTERS), Shelf)


def done(step: Step, event: Mapping[str, Any]) -> Step:
    """Return the step after what was done on the board.

    Raises
    ------
    LookupError, TypeError, ValueError
        If it names what is not there, or a day that is past.
    """
    if event["op"] == "swap":
        plan = exchanged(step.plan, cell_of(step, event["from"]), cell_of(step, event["to"]))
    elif event["op"] == "set":
        shift = str(event["shift"])
        if shift and shift not in step.problem.shift_ids:
            raise LookupError(shift)
        plan = with_cells(step.plan, {cell_of(step, event["at"]): shift})
    else:
        raise ValueError(event["op"])
    if any(day < step.since for _, day in changes(step.plan, plan)):
        raise ValueError(event["op"])
    return step if plan == step.plan else step.changed(plan)


def cell_of(step: Step, told: Sequence[Any]) -> Cell:
    """Return the cell that [slot, day] names.

    Raises
    ------
    LookupError, TypeError, ValueError
        If it names none.
    """
    slot, day = told
    rows = [one.slot_id for one in step.problem.slots]
    if not 0 <= int(day) < len(step.problem.days):
        raise LookupError(day)
    return rows.index(str(slot)), int(day)
