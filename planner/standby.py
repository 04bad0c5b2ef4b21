"""The door to standby: where crews wait, judged, with how busy they then are.

How busy a crew is depends on how far it drives, and that on where it waits: so the plan and
Larson's hypercube are asked in turn until the plan stays (Batta, Dolan and Krishnamurthy 1989).
"""

from collections.abc import Callable
from dataclasses import replace

from planner import responders, siting
from planner.judge import standby as judge
from planner.judged import JudgeDisagreesError
from planner.outcome import Cancelled, Effort, OnProgress
from planner.problem.standby import (
    PARTS,
    Calls,
    Standby,
    StandbyPlan,
    StandbyProblem,
    Worked,
    plan_of,
)

ROUNDS_MOST = 6
"""Turns of plan and hypercube; an alternation is cut off here, the better of its plans stays."""
_SETTLED_S = 1.0
_TURNS = 30
_FULL = 0.999


def solve(
    problem: StandbyProblem,
    calls: Calls,
    *,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> Standby:
    """Return where crews wait; for the goal expected with the share of time they are busy.

    Raises
    ------
    JudgeDisagreesError
        If the judge refuses a plan.
    """

    def once(asked: StandbyProblem, rounds: int) -> Standby:
        outcome = siting.plan(
            asked.as_siting(), effort=effort, on_progress=on_progress, cancelled=cancelled
        )
        if outcome.plan is None:
            return Standby(asked, outcome, None, None, rounds)
        plan = plan_of(outcome.plan.site_ids)
        found = judge.faults(asked, plan)
        if found:
            raise JudgeDisagreesError(found)
        return Standby(asked, outcome, plan, worked(asked, plan, calls), rounds)

    if problem.goal != "expected":
        return once(problem, 1)
    load = problem.calls * calls.busy_s / calls.period_s
    return _settled(problem, min(_FULL, load / problem.crews), once)


def _settled(
    problem: StandbyProblem, busy: float, once: Callable[[StandbyProblem, int], Standby]
) -> Standby:
    """Ask in turn until a plan comes again; of those looked at the one with most in time stays."""
    looked: list[Standby] = []
    for rounds in range(1, ROUNDS_MOST + 1):
        now = once(replace(problem, busy_ppm=round(PARTS * busy)), rounds)
        if now.worked is None or now.plan is None:
            return now
        again = any(one.plan == now.plan for one in looked)
        looked.append(now)
        if again:
            break
        busy = min(_FULL, sum(now.worked.busy.busy) / len(now.plan.spots))
    best = max(reversed(looked), key=lambda one: one.worked.first if one.worked else 0.0)
    return replace(best, rounds=len(looked))


def worked(problem: StandbyProblem, plan: StandbyPlan, calls: Calls) -> Worked | None:
    """Return what a plan gives with crews busy by chance; None where they could not keep up.

    The way there and back is part of what keeps a crew, so the two are asked in turn.
    """
    drive_s = 0.0
    for _ in range(_TURNS):
        service_s = max(1, round(calls.busy_s + 2 * drive_s))
        if problem.calls * service_s >= _FULL * len(plan.spots) * calls.period_s:
            return None
        asked = judge.queue_of(problem, plan, service_s=service_s, period_s=calls.period_s)
        busy = responders.busy(asked)
        first, both, now_s = judge.answered(problem, plan, busy)
        if abs(now_s - drive_s) < _SETTLED_S:
            break
        drive_s = now_s
    return Worked(busy, service_s, first, both, now_s)
