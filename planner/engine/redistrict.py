"""Solve the redistricting question: plans drawn or adjusted, re-divided in pairs, and bounded.

The work climbs rungs of 5, 20, 80 ... units. What is done up to a rung depends on nothing
above it: a larger effort first does all a smaller one does, so its answer is never worse.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from planner import judge
from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.redistrict_adjust import Adjusting, Moving, relabelled
from planner.engine.redistrict_bound import loads_bound, lower_bound
from planner.engine.redistrict_clash import arithmetic
from planner.engine.redistrict_draw import Drawing
from planner.engine.redistrict_exact import medium, prove, small
from planner.engine.redistrict_known import Known
from planner.engine.redistrict_only import only_plan
from planner.engine.redistrict_view import View
from planner.outcome import Conflict, Effort, Note, Outcome, facts
from planner.problem.redistrict import RedistrictPlan, RedistrictProblem

SOLVER = (f"annealing+{cp.SOLVER}", cp.VERSION)
RUNG, HIGHER = 5, 4
"""The first rung in units of work, and how many times as high the next one is."""
BOUND_SHARE = 0.1
"""Share of the whole work for the bound by spreading, at the end."""
SEARCH_SHARE, SMALL_SEARCH_SHARE = 0.5, 0.03
"""Shares of a rung's work for finding plans, and for that in a small village."""
ADJUST_PAIR_SHARE = 0.4
"""Share of what is left for pairs when adjusting; the rest bounds how much must change hands."""
GRACE = 4.0
"""How many times the work may be used as long as there is no plan at all."""


class _Rounds(Protocol):
    """What is done on every rung."""

    def climb(self, work: float) -> tuple[Conflict, ...]:
        """Do the work of one rung; return rules found to clash."""

    def last_resort(self, work: int) -> None:
        """Try what is left to try when no rung gave a plan."""


def solve(problem: RedistrictProblem, attempt: Attempt) -> Outcome[RedistrictPlan]:
    """Return a plan with its bound, or the rules that clash."""
    view = View(problem)
    certain = arithmetic(view)
    if certain:
        return unsolved(problem, attempt, solver=SOLVER, conflicts=certain)
    only = only_plan(view)
    if only is not None:
        plan = view.plan(only)
        bound, why = judge.objective(problem, plan), Note("bound_from", facts(method="only_plan"))
        return solved(problem, plan, attempt, bound=bound, solver=SOLVER, notes=(why,))
    known = Known(view, attempt)
    known.at_least(loads_bound(view), "spreading")
    rounds = _Adjust(known) if problem.question == "adjust" else _Draw(known)
    conflicts = _climbed(known, rounds)
    if known.labels is None:
        return unsolved(problem, attempt, solver=SOLVER, conflicts=conflicts, bound=known.bound)
    plan = view.plan(known.labels)
    notes = (Note("bound_from", facts(method=known.method)), *known.statement())
    return solved(problem, plan, attempt, bound=known.bound, solver=SOLVER, notes=notes)


def _climbed(known: Known, rounds: _Rounds) -> tuple[Conflict, ...]:
    """Climb the rungs until the work is used or nothing is open; return rules that clash."""
    attempt, asked = known.attempt, known.attempt.effort.work
    known.limit = (1 - BOUND_SHARE) * asked
    attempt.stop_at(GRACE * known.limit)
    conflicts: tuple[Conflict, ...] = ()
    for rung in _rungs(GRACE * asked):
        work = (1 - BOUND_SHARE) * rung - attempt.used
        if work > 0:
            conflicts = rounds.climb(work)
        if conflicts or not known.open or attempt.over():
            break
    attempt.stop_at(math.inf)
    if known.labels is None and not conflicts and not attempt.cancelled():
        rounds.last_resort(asked)
    if known.open and not conflicts:
        bound = lower_bound(known.view, attempt, work=BOUND_SHARE * asked, loads=known.apart)
        known.at_least(bound, "moving" if known.apart else "spreading")
    return conflicts


def _rungs(last: float) -> Iterator[int]:
    """Yield the rungs up to the first that is not below the last."""
    rung = RUNG
    while rung < last:
        yield rung
        rung *= HIGHER
    yield rung


class _Draw:
    """Draw grids afresh."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._drawing = Drawing(known.view, known.attempt)

    def climb(self, work: float) -> tuple[Conflict, ...]:
        known, view, attempt = self._known, self._known.view, self._known.attempt
        until = attempt.used + work
        if known.labels is not None:
            self._drawing.learn(known.labels)
        self._drawing.search(work=work * (SMALL_SEARCH_SHARE if small(view) else SEARCH_SHARE))
        known.plan(self._drawing.labels, searched=True)
        if small(view):
            return _whole(known, until - attempt.used)
        known.divide_pairs(until - attempt.used)
        if medium(view):
            return _whole(known, until - attempt.used)
        return ()

    def last_resort(self, work: int) -> None:
        """Leave it at that: the rungs have tried everything."""


class _Adjust:
    """Adjust the old grids."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._adjusting = Adjusting(known.view, known.attempt)
        self._moving = Moving(known.view, known.attempt)

    def climb(self, work: float) -> tuple[Conflict, ...]:
        known, view, attempt = self._known, self._known.view, self._known.attempt
        until = attempt.used + work
        if known.labels is not None:
            self._adjusting.learn(known.labels)
        self._adjusting.search(work=work * (SMALL_SEARCH_SHARE if small(view) else SEARCH_SHARE))
        known.plan(self._adjusting.labels, searched=True)
        if known.labels is None and not attempt.over():
            self.last_resort(math.ceil(work))
        if small(view):
            return _whole(known, until - attempt.used)
        known.divide_pairs(ADJUST_PAIR_SHARE * (until - attempt.used))
        known.plan(self._moving.improved(known.labels, work=until - attempt.used))
        known.apart = self._moving.bound
        return ()

    def last_resort(self, work: int) -> None:
        """Draw afresh and call the new grids as the old ones they hold most of."""
        known = self._known
        view, attempt = known.view, known.attempt
        count = len(view.keys)
        asked = replace(view.problem, question="afresh", least_grids=count, most_grids=count)
        effort = Effort(attempt.effort.seed, work)
        drawn = solve(asked, Attempt(effort, cancelled=attempt.cancelled))
        attempt.spend(drawn.run.work)
        if drawn.plan is not None:
            self._adjusting.learn(relabelled(view, drawn.plan))
            known.plan(self._adjusting.labels)


def _whole(known: Known, work: float) -> tuple[Conflict, ...]:
    """Try the whole village at once; return rules found to clash."""
    if not known.open:
        return ()
    exact = prove(known.view, known.attempt, work=work, best=known.labels)
    known.plan(exact.labels)
    known.at_least(exact.bound, "whole_village")
    return exact.conflicts
