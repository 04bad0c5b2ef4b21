"""When no search finds a plan: make one from what must be done, or name a smallest clash.

A clash is a set of named rules that cannot hold together though any one fewer can. Both halves are
shown, not believed: without any one rule there is a plan the judge accepts, and the rules together
are proved impossible, twice, under different settings. What is neither is not decided.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from planner import judge
from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.tours_bound import whole
from planner.engine.tours_bound_columns import generated
from planner.engine.tours_bound_flow import flow_bound
from planner.engine.tours_bound_parts import Relaxed, relaxed
from planner.engine.tours_clash_rules import (
    DEMANDS,
    Rule,
    Rules,
    demands_of,
    limits_of,
    only,
    told,
)
from planner.engine.tours_small import small_enough, tours_of
from planner.engine.tours_small_model import Circuits
from planner.engine.tours_small_rules import add_rules
from planner.engine.tours_together import together
from planner.outcome import Conflict, Effort
from planner.problem.tours import ToursPlan, ToursProblem

LOOK_WORK = 1.0
"""Work of one of the many small solves."""
SEARCH_WORK = 2
BOUND_WORK = 1.0
WORK_MOST = 40.0
"""Work all of them may use together; then nothing is said."""
ALONE_MOST = 40
"""So many things that must be done are looked at one by one for a clash of their own."""


class Holds(StrEnum):
    """Whether rules can hold together."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


Answer = tuple[Holds, ToursPlan | None]
UNKNOWN: Answer = Holds.UNDECIDED, None


@dataclass(frozen=True, slots=True)
class Rescue:
    """A plan after all, or a clash, or neither: nothing is decided then."""

    plan: ToursPlan | None = None
    conflicts: tuple[Conflict, ...] = ()


def rescue(problem: ToursProblem, attempt: Attempt) -> Rescue:
    """Return a sound plan of what must be done, or the smallest clash found."""
    demands = demands_of(problem)
    attempt.stop_at(attempt.used + WORK_MOST)
    try:
        return _rescued(problem, demands, attempt)
    finally:
        attempt.stop_at(math.inf)


def _rescued(problem: ToursProblem, demands: list[Rule], attempt: Attempt) -> Rescue:
    with attempt.silently():
        asked = [*demands, *limits_of(problem, demands)]
        answer, plan = _holds(problem, asked, attempt)
        if answer is Holds.YES:
            sound = plan is not None and not judge.faults(problem, plan)
            return Rescue(plan if sound else None)
        found = _smallest(problem, _alone(problem, demands, attempt) or asked, attempt)
    return Rescue(conflicts=tuple(told(problem, rule) for rule in found))


def _alone(problem: ToursProblem, demands: list[Rule], attempt: Attempt) -> list[Rule] | None:
    """Return the rules about the first demand that cannot be met even by itself."""
    for demand in demands[:ALONE_MOST]:
        asked = [demand, *limits_of(problem, [demand])]
        if holds(problem, asked, attempt) is Holds.NO:
            return asked
    return None


def _smallest(problem: ToursProblem, asked: list[Rule], attempt: Attempt) -> list[Rule]:
    """Drop rules, many at once and then one by one, as long as the others still clash.

    Returns nothing unless the clash that is left is confirmed in both directions.
    """
    if holds(problem, asked, attempt) is not Holds.NO:
        return []
    left = list(asked)
    size = max(1, len(left) // 2)
    while True:
        sure, at = True, 0
        while at < len(left):
            fewer = left[:at] + left[at + size :]
            answer = holds(problem, fewer, attempt)
            if answer is Holds.NO:
                left = fewer
            else:
                sure = sure and answer is Holds.YES
                at += size
        if size == 1:
            break
        size //= 2
    agreed = sure and holds(problem, left, attempt, other=True) is Holds.NO
    # what must be done is told first
    return sorted(left, key=lambda rule: rule.name not in DEMANDS) if agreed else []


def holds(problem: ToursProblem, rules: Rules, attempt: Attempt, *, other: bool = False) -> Holds:
    """Return whether rules of a question can hold together when all others are dropped.

    Parameters
    ----------
    other
        Whether to prove it with other settings, for a second opinion.
    """
    return _holds(problem, rules, attempt, other=other)[0]


def _holds(problem: ToursProblem, rules: Rules, attempt: Attempt, *, other: bool = False) -> Answer:
    """Return the answer, and the plan that shows a yes."""
    if not any(rule.name in DEMANDS for rule in rules):
        return Holds.YES, ToursPlan(())
    asked = only(problem, rules)
    question = relaxed(asked)
    answer = _exactly(question, attempt, other=other) if small_enough(question) else UNKNOWN
    if answer is UNKNOWN and _too_much(question, attempt, other=other):
        answer = Holds.NO, None
    return _searched(asked, attempt) if answer is UNKNOWN else answer


def _exactly(question: Relaxed, attempt: Attempt, *, other: bool) -> Answer:
    """Ask the model of circuits, which holds every rule."""
    circuits = Circuits(question)
    add_rules(circuits)
    answer = cp.solve(circuits.model, attempt, work=LOOK_WORK, other=other)
    if answer.found is cp.Found.INFEASIBLE:
        return Holds.NO, None
    if answer.solved:
        plan = ToursPlan(tuple(tours_of(circuits, answer)))
        if not judge.faults(question.problem, plan):
            return Holds.YES, plan
    return UNKNOWN


def _searched(asked: ToursProblem, attempt: Attempt) -> Answer:
    """Look for a plan as for any question."""
    if attempt.over():
        return UNKNOWN
    inner = Attempt(Effort(attempt.effort.seed, SEARCH_WORK), cancelled=attempt.cancelled)
    plan = together(asked, inner)
    attempt.spend(inner.used)
    return (Holds.YES, plan) if plan and not judge.faults(asked, plan) else UNKNOWN


def _too_much(question: Relaxed, attempt: Attempt, *, other: bool) -> bool:
    """Return whether a bound proves it: no plan that misses nothing costs more than all driving."""
    turns = question.problem.turns
    most = sum(min(turn.max_drive_s, turn.end_s - turn.start_s) for turn in turns)
    dear = 4.0 * (most + 1)
    if other:
        return whole(generated(question, attempt, work=BOUND_WORK, dear=dear).bound) > most
    return whole(flow_bound(question, attempt, work=BOUND_WORK, dear=dear)) > most
