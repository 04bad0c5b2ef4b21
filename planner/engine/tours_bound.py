"""A number no plan of a tours question can be below, in the judge's own words; proofs with it.

The portfolio: what is certain, the whole question as one model where it is small, flows with cuts
(good for few long tours), tours swept turn by turn with promises day by day (for many turns over
days), column generation (good for short tours and windows), all tours listed that a better plan can
hold, or the best one where one is all of a plan, and the whole model again with more work.
"""

import math
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.tours_bound_columns import Generation, generated
from planner.engine.tours_bound_days import daily_bound, pays
from planner.engine.tours_bound_flow import flow_bound
from planner.engine.tours_bound_master import Column
from planner.engine.tours_bound_one import best_tour, is_one
from planner.engine.tours_bound_parts import Relaxed, relaxed
from planner.engine.tours_bound_routes import plan_of, proved_by_routes
from planner.engine.tours_small import prove, small_enough
from planner.problem.tours import ToursPlan, ToursProblem

GLANCE, FLOWS, DAYS, COLUMNS, LOOK = 0.1, 0.3, 0.7, 0.5, 0.3
"""Shares of the work: a first look at the whole, flows, days, columns, a longer look.

Where the share of days is too little for them, flows have it too.
"""
ROUTES, PROGRAM = 0.4, 1.0
"""Shares to list tours, and for the program over them: most questions need much less."""
SMALL_COLUMNS = 0.9
"""The share of columns where the whole model is small: there they do most."""
ONE_COLUMNS, ONE = 0.5, 1.0
"""Shares where one tour is all of a plan: columns for prices, and the search for the tour."""
NEAR = 0.1
"""Share of the value the bound is near it: where listing tours may do."""
SPOTS_MOST, SPOTS_TOGETHER = 200, 600
"""Most spots of a turn, and of all groups, for which tours are priced one by one."""
DEAR = 1_000_000
"""Price of what must be where no plan is known."""


@dataclass(frozen=True, slots=True)
class Known:
    """The best bound and the best plan so far, with its value."""

    bound: int
    plan: ToursPlan | None = None
    value: int | None = None

    @property
    def closed(self) -> bool:
        """Whether the plan is proved to be the best."""
        return self.value is not None and self.bound >= self.value


def lower_bound(problem: ToursProblem, attempt: Attempt, *, incumbent: int | None) -> int:
    """Return a number that no sound plan of this question is valued below.

    Parameters
    ----------
    incumbent
        Value of the best plan known, None without one.
    """
    question = relaxed(problem)
    bound = _last(question, attempt, Known(question.certain, None, incumbent)).bound
    return bound if incumbent is None else min(bound, incumbent)


def settled(problem: ToursProblem, attempt: Attempt, plan: ToursPlan | None) -> Known:
    """Return a bound and the best plan known: the given one, or a better one from a proof.

    Parameters
    ----------
    plan
        A sound plan, None without one.
    """
    question = relaxed(problem)
    value = None if plan is None else judge.objective(problem, plan)
    return _last(question, attempt, Known(question.certain, plan, value))


def _last(question: Relaxed, attempt: Attempt, begin: Known) -> Known:
    """Take steps until the best plan is proved to be it, or none is left."""
    best = begin
    for known in _steps(question, attempt, begin):
        best = known
        attempt.report(known.value, known.bound)
        if known.closed or attempt.cancelled():
            break
    return best


def _steps(question: Relaxed, attempt: Attempt, known: Known) -> Iterator[Known]:
    """Yield what is known after each step."""
    yield known
    work = attempt.effort.work
    small = small_enough(question)
    if small:
        known = _proved(question, attempt, known, GLANCE * work)
        yield known
    dear = float(DEAR if known.value is None else known.value + 1)
    if small:
        known = yield from _by_columns(question, attempt, known, dear)
    days = len({turn.day for turn in question.problem.turns}) > 1
    swept = days and pays(question, DAYS * work)
    share = FLOWS + DAYS if days and not swept else FLOWS
    flows = flow_bound(question, attempt, work=share * work, dear=dear)
    known = _raised(known, whole(flows))
    yield known
    if swept:
        daily = daily_bound(question, attempt, work=DAYS * work, dear=dear, start=known.plan)
        known = _raised(known, whole(daily))
        yield known
    if not small:
        known = yield from _by_columns(question, attempt, known, dear)
    else:
        yield _proved(question, attempt, known, LOOK * work)


def _by_columns(
    question: Relaxed, attempt: Attempt, known: Known, dear: float
) -> Generator[Known, None, Known]:
    """Yield what is known after tours are priced one by one, and after they are listed."""
    if _few(question):
        work = attempt.effort.work
        share = SMALL_COLUMNS if small_enough(question) else COLUMNS
        share = ONE_COLUMNS if is_one(question) else share
        columns = generated(question, attempt, work=share * work, dear=dear)
        known = _raised(known, whole(columns.bound))
        yield known
        if is_one(question):
            known = _one(question, attempt, columns, known, ONE * work)
        else:
            known = _listed(question, attempt, columns, known)
        yield known
    return known


def _one(
    question: Relaxed, attempt: Attempt, columns: Generation, known: Known, work: float
) -> Known:
    """Look for the one tour that is the best plan."""
    value = DEAR if known.value is None else known.value
    bound, column = best_tour(question, columns, attempt, value=value, work=work)
    return _raised(_made(question, columns, known, column and {column: 1}), whole(bound))


def _few(question: Relaxed) -> bool:
    """Return whether there are few enough spots to price tours one by one."""
    spots = [len(group.spots) for group in question.groups]
    return bool(spots) and max(spots) <= SPOTS_MOST and sum(spots) <= SPOTS_TOGETHER


def _proved(question: Relaxed, attempt: Attempt, known: Known, work: float) -> Known:
    proof = prove(question, attempt, work=work, start=known.plan)
    if proof.plan is not None:
        value = judge.objective(question.problem, proof.plan)
        if known.value is None or value < known.value:
            known = replace(known, plan=proof.plan, value=value)
    return known if proof.bound is None else _raised(known, proof.bound)


def _listed(question: Relaxed, attempt: Attempt, columns: Generation, known: Known) -> Known:
    """List the tours of better plans, where the bound of the columns is near the best plan."""
    value = known.value
    if value is None or known.closed or value - columns.bound > NEAR * value:
        return known
    work, last = ROUTES * attempt.effort.work, PROGRAM * attempt.effort.work
    bound, made = proved_by_routes(question, columns, attempt, value=value, work=work, last=last)
    return _raised(_made(question, columns, known, made), bound)


def _made(
    question: Relaxed, columns: Generation, known: Known, made: Mapping[Column, int] | None
) -> Known:
    """Keep the plan made of some tours, where it is sound and better."""
    plan = None if made is None else plan_of(question, columns.master.nets, made)
    if plan is None or judge.faults(question.problem, plan):
        return known
    value = judge.objective(question.problem, plan)
    if known.value is not None and value >= known.value:
        return known
    return replace(known, plan=plan, value=value)


def _raised(known: Known, bound: int) -> Known:
    return replace(known, bound=max(known.bound, bound))


def whole(value: float) -> int:
    """Return a whole number safely below a bound, in spite of the rounding in it."""
    return -(10**18) if math.isinf(value) else math.ceil(value - 1e-6 * max(1.0, abs(value)) - 1e-3)
