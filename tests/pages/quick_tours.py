"""A stand-in for the engine of tours: a plan at once, with what must be done first."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from planner import judge, tours
from planner.outcome import Outcome, Run, Status
from planner.problem import problem_id
from planner.problem.tour_moves import Step

if TYPE_CHECKING:
    from planner.outcome import Effort
    from planner.problem.tours import ToursPlan, ToursProblem

WHOLE = {"mandatory", "pin", "reserve_share_pct"}
DAYS = {"rest_s", "no_repeat"}
MOST_STEPS = 4


def quick(problem: ToursProblem, *, effort: Effort, **_: object) -> Outcome[ToursPlan]:
    """Send out what the reserve allows, each with the first things that fit."""
    orders: dict[str, tuple[Step, ...]] = {}
    done: defaultdict[str, set[int]] = defaultdict(set)
    out: Counter[tuple[int, str]] = Counter()
    days = {turn.turn_id: turn.day for turn in problem.turns}
    wanted = defaultdict(list)
    for call in (*problem.pins, *problem.kept):
        wanted[call.turn_id].append(call.task_id)
    tasks = {task.task_id: task for task in problem.tasks}
    pinned = {pin.turn_id for pin in problem.pins}
    for turn in sorted(problem.turns, key=lambda turn: turn.turn_id not in pinned):
        allowed = judge.tours.turns_allowed_out(problem, turn.day, turn.shift_id)
        if out[turn.day, turn.shift_id] >= allowed:
            continue
        steps: tuple[Step, ...] = ()
        first = [tasks[name] for name in wanted[turn.turn_id] if name in tasks]
        rest = sorted(problem.tasks, key=lambda task: not task.mandatory)
        for task in (*first, *rest):
            if days[turn.turn_id] in done[task.task_id] or len(done[task.task_id]) >= task.times:
                continue
            tried = (*steps, Step(task.task_id))
            plan = tours.retimed(problem, {turn.turn_id: tried})
            if len(tried) <= MOST_STEPS and not _faults(problem, plan):
                steps = tried
                done[task.task_id].add(days[turn.turn_id])
        if steps:
            orders[turn.turn_id] = steps
            out[turn.day, turn.shift_id] += 1
    plan = tours.retimed(problem, orders)
    while again := _again(problem, plan):
        orders = {turn: steps for turn, steps in orders.items() if turn not in again}
        plan = tours.retimed(problem, orders)
    run = Run("quick", "1", effort.seed, effort.work, 1.0, 0.1, problem_id(problem))
    cost = judge.objective(problem, plan)
    return Outcome(Status.FEASIBLE, run, plan, cost, cost // 2)


def _faults(problem: ToursProblem, plan: ToursPlan) -> bool:
    return any(fault.rule not in WHOLE for fault in judge.faults(problem, plan))


def _again(problem: ToursProblem, plan: ToursPlan) -> set[object]:
    """Find turns that come too soon after another, or do the same as the day before."""
    return {dict(f.facts)["turn"] for f in judge.faults(problem, plan) if f.rule in DAYS}
