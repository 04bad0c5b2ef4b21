"""Solve the redistricting question: plans drawn or adjusted, re-divided in pairs, and bounded."""

from planner import judge
from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.redistrict_adjust import adjusted, moving_bound
from planner.engine.redistrict_bound import lower_bound
from planner.engine.redistrict_clash import arithmetic
from planner.engine.redistrict_draw import drawn
from planner.engine.redistrict_exact import medium, prove, small
from planner.engine.redistrict_pairs import Redivided, redivide
from planner.engine.redistrict_view import View
from planner.outcome import Conflict, Note, Outcome, facts
from planner.problem.redistrict import RedistrictPlan, RedistrictProblem

SOLVER = (f"annealing+{cp.SOLVER}", cp.VERSION)
SEARCH_SHARE, SMALL_SEARCH_SHARE, BOUND_SHARE = 0.5, 0.1, 0.1
"""Shares of the work for finding plans, for that in a small village, and for the bound."""
ADJUST_PAIR_SHARE = 0.4
"""Share of what is left for pairs when adjusting; the rest bounds how much must change hands."""


def solve(problem: RedistrictProblem, attempt: Attempt) -> Outcome[RedistrictPlan]:
    """Return a plan with its bound, or the rules that clash."""
    view = View(problem)
    certain = arithmetic(view)
    if certain:
        return unsolved(problem, attempt, solver=SOLVER, conflicts=certain)
    known = _Known(view, attempt)
    conflicts = _adjust(known) if problem.question == "adjust" else _draw(known)
    if known.labels is None:
        return unsolved(problem, attempt, solver=SOLVER, conflicts=conflicts, bound=known.bound)
    plan = view.plan(known.labels)
    notes = (Note("bound_from", facts(method=known.method)), *known.statement())
    return solved(problem, plan, attempt, bound=known.bound, solver=SOLVER, notes=notes)


class _Known:
    """What is known so far: the best plan, the best bound and where it comes from."""

    def __init__(self, view: View, attempt: Attempt) -> None:
        self.view = view
        self.attempt = attempt
        self.labels: list[int] | None = None
        self.points = 0
        self.bound = 0
        self.method = "spreading"
        self._divided: Redivided | None = None

    @property
    def left(self) -> float:
        """Work left."""
        return max(0.0, self.attempt.effort.work - self.attempt.used)

    @property
    def open(self) -> bool:
        """Whether there may be a better plan than the best."""
        return self.labels is None or self.points > self.bound

    def plan(self, labels: list[int] | None) -> None:
        """Learn of a plan."""
        if labels is None or judge.faults(self.view.problem, self.view.plan(labels)):
            return
        points = judge.objective(self.view.problem, self.view.plan(labels))
        if self.labels is None or points < self.points:
            self.labels, self.points = labels, points
            self.attempt.report(points)

    def at_least(self, bound: int | None, method: str) -> None:
        """Learn of a bound."""
        if bound is not None and bound >= self.bound:
            self.bound, self.method = bound, method
            self.attempt.report(bound=bound)

    def pairs(self, work: float) -> None:
        """Divide pairs of neighbouring grids again."""
        if self.labels is not None and self.open:
            self._divided = redivide(self.view, self.labels, self.attempt, work=work)
            self.plan(self._divided.labels)

    def whole(self) -> tuple[Conflict, ...]:
        """Try the whole village at once with the work left; return rules found to clash."""
        exact = prove(self.view, self.attempt, work=self.left, best=self.labels)
        self.plan(exact.labels)
        self.at_least(exact.bound, "whole_village")
        return exact.conflicts

    def statement(self) -> tuple[Note, ...]:
        """Return what the pairs say about the plan, if it is not proved best anyway."""
        divided = self._divided
        if divided is None or not self.open or divided.labels != self.labels:
            return ()
        return (Note("pairs_proved", facts(proved=divided.proved, pairs=divided.pairs)),)


def _draw(known: _Known) -> tuple[Conflict, ...]:
    """Draw grids afresh; return the rules that clash, if a proof found that."""
    view, attempt, work = known.view, known.attempt, known.attempt.effort.work
    share = SMALL_SEARCH_SHARE if small(view) else SEARCH_SHARE
    known.plan(drawn(view, attempt, work=share * work))
    known.at_least(lower_bound(view, attempt, work=BOUND_SHARE * work), "spreading")
    if small(view):
        return known.whole()
    known.pairs(known.left)
    if known.open and medium(view):
        return known.whole()
    return ()


def _adjust(known: _Known) -> tuple[Conflict, ...]:
    """Adjust the old grids; return the rules that clash, if a proof found that."""
    view, attempt, work = known.view, known.attempt, known.attempt.effort.work
    share = SMALL_SEARCH_SHARE if small(view) else SEARCH_SHARE
    known.plan(adjusted(view, attempt, work=share * work))
    if small(view):
        return known.whole()
    known.pairs(ADJUST_PAIR_SHARE * known.left)
    left = known.left
    other, points = moving_bound(view, attempt, work=(1 - BOUND_SHARE) * left, best=known.labels)
    known.plan(other)
    known.at_least(lower_bound(view, attempt, work=BOUND_SHARE * left, loads=points), "moving")
    return ()
