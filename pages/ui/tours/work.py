"""A week in work: the plans it has gone through, what is asked next, and the way back.

One list for everybody at this machine, as with drafts of a division: a week has no owner. The way
back lasts as long as the program runs; the plan as it stands is kept on disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from planner import judge, tours
from planner.problem.tour_moves import Orders, kept_calls, orders_of, steps_of
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import Kept

if TYPE_CHECKING:
    from pages.ui.tours.asked import Asked
    from planner.judge import Fault
    from planner.outcome import Outcome
    from planner.problem.tours import ToursPlan, ToursProblem
    from planner.store.tours import Week

Event = Mapping[str, Any]
How = Literal[
    "solved",
    "again",
    "event",
    "copied",
    "moved",
    "dropped",
    "added",
    "pinned",
    "freed",
    "varied",
    "chosen",
    "carried",
]

MADE: tuple[How, ...] = ("solved", "again", "event")
_STEPS_KEPT = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan as it stands.

    Parameters
    ----------
    asked
        The question the engine answered for it; with `problem` the pins since.
    how
        What was done last.
    on
        The ground it stands on, as it was known then.
    before
        Plan people went by before something happened; None where nothing has.
    """

    asked: ToursProblem
    problem: ToursProblem
    plan: ToursPlan
    how: How
    on: Asked
    before: ToursPlan | None = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What the judge says of it."""
        return judge.faults(self.problem, self.plan)

    @property
    def cost(self) -> int:
        return judge.objective(self.asked, self.plan)

    @property
    def orders(self) -> Orders:
        return orders_of(self.plan)

    def pinned(self, task_id: str, turn_id: str) -> bool:
        return Kept(task_id, turn_id) in self.problem.pins

    def with_orders(self, orders: Orders, how: How) -> Sheet:
        """Return the plan that does what the orders say."""
        plan = tours.retimed(self.problem, orders, self.plan.tours)
        return replace(self, plan=plan, how=how)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for its answer, and the plan people go by until then."""

    question: ToursProblem
    on: Asked
    before: ToursPlan | None = None


@dataclass(slots=True)
class Work:
    """The sheets of a week in work, the present one last; `kept` is the one on disk.

    `running` names the computation that was begun for the question that waits.
    """

    sheets: list[Sheet] = field(default_factory=list)
    pending: Waiting | None = None
    taken: set[str] = field(default_factory=set)
    kept: Sheet | None = None
    running: str = ""

    @property
    def now(self) -> Sheet | None:
        return self.sheets[-1] if self.sheets else None

    def made(self, sheet: Sheet) -> Sheet | None:
        """Return the sheet the engine made, from which this one was changed by hand."""
        before = [one for one in self.sheets if one.how in MADE and one.asked is sheet.asked]
        return before[-1] if before else None

    def question(self, first: ToursProblem) -> ToursProblem:
        """Return what the engine is to be asked: what waits, what was asked, the week as set."""
        if self.pending is not None:
            return self.pending.question
        return self.now.asked if self.now else first

    def add(self, sheet: Sheet) -> None:
        self.sheets.append(sheet)
        del self.sheets[:-_STEPS_KEPT]

    def undo(self) -> None:
        """Go back one sheet; a question that waits is let go first."""
        if self.pending is not None:
            self.pending = None
        elif len(self.sheets) > 1:
            self.sheets.pop()

    def ask(self, question: ToursProblem, on: Asked, before: ToursPlan | None = None) -> None:
        """Let another question wait for its answer; the plan so far stays until then."""
        self.pending = Waiting(question, on, before)

    def answered(self, question: ToursProblem, outcome: Outcome[object], first: Asked) -> None:
        """Take up an answer, once; with more effort or after a stop there may be another."""
        plan: ToursPlan | None = outcome.plan  # type: ignore[assignment]
        run = outcome.run
        name = f"{run.problem_id}|{run.seed}|{run.work_limit}|{run.stopped}|{outcome.objective}"
        if plan is None or (name in self.taken and self.pending is None):
            return
        self.taken.add(name)
        now = self.pending or self.now
        on, before = (now.on, now.before) if now else (first, None)
        event = self.pending is not None and before is not None
        how: How = "event" if event else "again" if self.sheets else "solved"
        self.pending = None
        self.add(Sheet(question, question, plan, how, on, before))


@dataclass(slots=True)
class Hand:
    """The week somebody worked on last, of those with the same days."""

    work: Work | None = None


def copied(problem: ToursProblem, on: Asked, week: Week) -> Sheet | None:
    """Return an approved week laid on another: same crews, same days of the week, same order.

    What is not asked for any more is left away; None where nothing is left.
    """
    weekday = {on.context.day(turn.day).weekday(): turn.day for turn in reversed(problem.turns)}
    days = {
        turn.turn_id: weekday.get(week.day(turn.day * DAY_S).weekday(), -1)
        for turn in week.problem.turns
    }
    return _laid(problem, on, (week.problem, week.plan), days, "copied")


def laid(problem: ToursProblem, on: Asked, sheet: Sheet) -> Sheet | None:
    """Return a plan laid on the same days asked for otherwise: as `copied`, by the day itself."""
    days = {turn.turn_id: turn.day for turn in sheet.problem.turns}
    return _laid(problem, on, (sheet.problem, sheet.plan), days, "carried")


def _laid(
    problem: ToursProblem,
    on: Asked,
    then: tuple[ToursProblem, ToursPlan],
    days: Mapping[str, int],
    how: How,
) -> Sheet | None:
    turns = {(turn.crew_id, turn.day): turn.turn_id for turn in problem.turns}
    ways = {task.task_id: len(task.ways) for task in problem.tasks}
    crews = {turn.turn_id: turn.crew_id for turn in then[0].turns}
    orders = {}
    for tour in then[1].tours:
        turn_id = turns.get((crews[tour.turn_id], days[tour.turn_id]))
        steps = tuple(s for s in steps_of(tour) if s.way < ways.get(s.task_id, 0))
        if steps and turn_id is not None:
            orders[turn_id] = steps
    if not orders:
        return None
    plan = tours.retimed(problem, orders, then[1].tours)
    if judge.faults(problem, plan):  # its times may be those of roads as they were
        plan = tours.retimed(problem, orders)
    return Sheet(problem, problem, plan, how, on)


def to_ask_again(sheet: Sheet) -> ToursProblem:
    """Return the question that keeps what is pinned, and changes the rest as little as pays."""
    return replace(sheet.problem, kept=kept_calls(sheet.orders))
