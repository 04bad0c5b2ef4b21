"""Solve the redistricting question: plans drawn or adjusted, re-divided in pairs, and bounded.

The work climbs rungs. What is done up to a rung depends on nothing above it, nor on the work asked
for, which only cuts it short: a larger effort first does all a smaller one does, so its answer is
never worse.
"""

import itertools
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
from planner.engine.redistrict_columns import Columns, within_columns
from planner.engine.redistrict_draw import Drawing
from planner.engine.redistrict_exact import medium, prove, rules_alone, small, within_reach
from planner.engine.redistrict_known import Known
from planner.engine.redistrict_only import only_plan
from planner.engine.redistrict_view import View
from planner.outcome import Conflict, Note, Outcome, facts
from planner.problem.redistrict import RedistrictPlan, RedistrictProblem

SOLVER = (f"annealing+{cp.SOLVER}", cp.VERSION)
RUNG, HIGHER = 5, 4
"""The first rung in units of work, and how many times as high the next one is."""
NARROW_RUNGS, NARROW_HIGHER = (1, 2, 5), 10
"""The first rungs where whole grids bound, and how many times as high those are that follow: each
rung ends with whole grids, so the fewer a rung is cut short before, the better."""
FIRST_WORK = 0.3
"""Work for a first look; without a plan the rules alone are tried next, where that is in reach."""
BOUND_SHARE, COLUMNS_SHARE = 0.1, 0.6
"""Share of the whole work for a bound by spreading at the end, and of each rung for whole grids."""
SEARCH_SHARE, SMALL_SEARCH_SHARE = 0.5, 0.03
"""Shares of a rung's work for finding plans, and for that in a small village."""
ADJUST_PAIR_SHARE = 0.4
"""Share of what is left for pairs when adjusting; the rest bounds how much must change hands."""
HURRIED_WORK = 0.8
"""Work for the old grids, and then for drawing afresh, before either gets its share."""
DRAWN_SHARE = 0.5
"""Share of a rung's work for drawing afresh when the old grids lead to no plan."""


class _Rounds(Protocol):
    """A first look, and what is done on every rung."""

    def look(self, work: float) -> None:
        """Search a little."""

    def climb(self, work: float) -> tuple[Conflict, ...]:
        """Do the work of one rung; return rules found to clash."""


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
        # no plan and no clash: the work is what ended it
        attempt.spend(0, limit_hit=not conflicts)
        found: Outcome[RedistrictPlan] = unsolved(
            problem, attempt, solver=SOLVER, conflicts=conflicts, bound=known.bound
        )
        return found if conflicts else replace(found, notes=known.nearest())
    plan = view.plan(known.labels)
    notes = (Note("bound_from", facts(method=known.method)), *known.statement())
    return solved(problem, plan, attempt, bound=known.bound, solver=SOLVER, notes=notes)


def _climbed(known: Known, rounds: _Rounds) -> tuple[Conflict, ...]:
    """Climb the rungs until the work is used or nothing is open; return rules that clash."""
    attempt, asked = known.attempt, known.attempt.effort.work
    whole = Columns(known.view, attempt) if within_columns(known.view) else None
    # as long as there is no plan, finding one is worth the work for the bound as well
    attempt.stop_at(asked)
    conflicts: tuple[Conflict, ...] = ()
    if within_reach(known.view):
        rounds.look(FIRST_WORK)
        if known.labels is None:
            exact = rules_alone(known.view, attempt)
            known.plan(exact.labels)
            conflicts = exact.conflicts
    below = 0
    for rung in _rungs(asked, narrow=whole is not None):
        if conflicts or not known.open or attempt.over():
            break
        if whole is None:
            limit = (1 - BOUND_SHARE) * min(rung, asked)
            conflicts = _searched(known, rounds, (limit, (1 - BOUND_SHARE) * rung, rung))
        else:
            conflicts = _narrow(known, rounds, whole, (below, rung))
        attempt.stop_at(asked)
        below = rung
    if whole is None and not conflicts:
        _spread_bound(known, asked - attempt.used)
    return conflicts


def _narrow(
    known: Known, rounds: _Rounds, whole: Columns, rung: tuple[int, int]
) -> tuple[Conflict, ...]:
    """Climb one rung where whole grids bound: they come first as soon as there is a plan."""
    below, end = rung
    if known.labels is not None and below:
        _put_together(known, whole, below + COLUMNS_SHARE * (end - below))
        return _searched(known, rounds, (end, end, end))
    until = below + (1 - COLUMNS_SHARE) * (end - below)
    conflicts = _searched(known, rounds, (until, until, end))
    if not conflicts:
        _put_together(known, whole, end)
    return conflicts


def _searched(
    known: Known, rounds: _Rounds, ends: tuple[float, float, float]
) -> tuple[Conflict, ...]:
    """Search one rung, all of it as long as there is no plan.

    Parameters
    ----------
    ends
        Work at which the search of a plan known ends, at which the rung's share of searching does,
        and the end of the rung: the work asked for may cut the last rung short.
    """
    attempt, asked = known.attempt, known.attempt.effort.work
    known.limit = min(asked, ends[0])
    attempt.stop_at(known.limit if known.labels is not None else asked)
    conflicts: tuple[Conflict, ...] = ()
    for until in dict.fromkeys(ends[1:]):
        work = until - attempt.used
        wanted = until == ends[1] or known.labels is None
        if wanted and work > 0 and known.open and not conflicts and not attempt.over():
            conflicts = rounds.climb(work)
    return conflicts


def _put_together(known: Known, whole: Columns, end: float) -> None:
    """Bound the question by whole grids, and put them together to a plan."""
    attempt, asked = known.attempt, known.attempt.effort.work
    attempt.stop_at(min(end, asked))
    if known.labels is None or not known.open or attempt.over():
        return
    # with little work whole grids are out of reach, and then this is all there is
    _spread_bound(known, BOUND_SHARE * (end - attempt.used))
    found = whole.climb(known.labels, end)
    known.plan(found.labels)
    known.at_least(found.bound, "columns")
    if end <= asked:
        # whole grids may be out of reach for good, and leave their share of the rung
        _spread_bound(known, end - attempt.used)


def _spread_bound(known: Known, work: float) -> None:
    """Bound the question by spreading, unless that is worth nothing any more."""
    if known.open and known.method != "columns" and work > 0:
        bound = lower_bound(known.view, known.attempt, work=work, loads=known.apart)
        known.at_least(bound, "moving" if known.apart else "spreading")


def _rungs(last: float, *, narrow: bool) -> Iterator[int]:
    """Yield the rungs up to the first that is not below the last."""
    first, higher = (NARROW_RUNGS, NARROW_HIGHER) if narrow else ((RUNG,), HIGHER)
    for turn in itertools.count():
        rung = first[turn % len(first)] * higher ** (turn // len(first))
        yield rung
        if rung >= last:
            return


class _Draw:
    """Draw grids afresh."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._drawing = Drawing(known.view, known.attempt)

    def look(self, work: float) -> None:
        self._drawing.search(work=work)
        self._known.plan(self._drawing.labels, searched=True)
        self._known.missed(self._drawing.nearest)

    def climb(self, work: float) -> tuple[Conflict, ...]:
        known, view, attempt = self._known, self._known.view, self._known.attempt
        until = attempt.used + work
        if known.labels is not None:
            self._drawing.learn(known.labels)
        self.look(work * (SMALL_SEARCH_SHARE if small(view) else SEARCH_SHARE))
        if small(view):
            return _whole(known, until - attempt.used)
        known.divide_pairs(until - attempt.used)
        if medium(view):
            return _whole(known, until - attempt.used)
        return ()


class _Adjust:
    """Adjust the old grids."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._adjusting = Adjusting(known.view, known.attempt)
        self._moving = Moving(known.view, known.attempt)
        self._drawing: Drawing | None = None

    def look(self, work: float) -> None:
        self._adjusting.search(work=work)
        self._known.plan(self._adjusting.labels, searched=True)
        self._known.missed(self._adjusting.nearest)

    def climb(self, work: float) -> tuple[Conflict, ...]:
        known, view, attempt = self._known, self._known.view, self._known.attempt
        until = attempt.used + work
        if known.labels is not None:
            self._adjusting.learn(known.labels)
        elif not small(view):
            self._hurry(work)
        self.look(work * (SMALL_SEARCH_SHARE if small(view) else SEARCH_SHARE))
        if known.labels is None and not attempt.over():
            self._draw_afresh(DRAWN_SHARE * (until - attempt.used))
        if small(view):
            return _whole(known, until - attempt.used)
        known.divide_pairs(ADJUST_PAIR_SHARE * (until - attempt.used))
        known.plan(self._moving.improved(known.labels, work=until - attempt.used))
        known.apart = self._moving.bound
        known.divide_pairs(until - attempt.used)
        return ()

    def _hurry(self, work: float) -> None:
        """Try both ways to a plan soon: with little work the old grids must not use it up."""
        until = self._known.attempt.used + work
        self.look(min(HURRIED_WORK, work))
        if self._known.labels is None and not self._known.attempt.over():
            self._draw_afresh(min(HURRIED_WORK, until - self._known.attempt.used))

    def _draw_afresh(self, work: float) -> None:
        """Draw afresh and call the new grids as the old ones they hold most of."""
        known, view = self._known, self._known.view
        if self._drawing is None:
            count = len(view.keys)
            asked = replace(view.problem, question="afresh", least_grids=count, most_grids=count)
            self._afresh = View(asked)
            self._drawing = Drawing(self._afresh, known.attempt)
        self._drawing.search(work=work)
        if self._drawing.labels is not None:
            plan = self._afresh.plan(self._drawing.labels)
            self._adjusting.learn(relabelled(view, plan))
            known.plan(self._adjusting.labels)


def _whole(known: Known, work: float) -> tuple[Conflict, ...]:
    """Try the whole village at once; return rules found to clash."""
    if not known.open:
        return ()
    exact = prove(known.view, known.attempt, work=work, best=known.labels)
    known.plan(exact.labels)
    known.at_least(exact.bound, "whole_village")
    return exact.conflicts
