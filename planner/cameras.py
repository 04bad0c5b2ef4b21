"""The door to camera placement: a question in, a judged answer out."""

from collections.abc import Sequence
from dataclasses import replace

from planner import engine
from planner.engine.camera_drill import drill, in_order
from planner.judged import door, judged
from planner.outcome import Cancelled, Effort, OnProgress, Outcome
from planner.problem.camera import CameraPlan, CameraProblem
from planner.problem.camera_answers import Built, CurvePoint, Outage

__all__ = [
    "Built",
    "CurvePoint",
    "Outage",
    "along",
    "along_cost",
    "budget_curve",
    "cost_curve",
    "drill",
    "in_order",
    "points",
    "solve",
]

solve = door(engine.camera.solve)


def along(
    problem: CameraProblem,
    cameras: Sequence[int],
    *,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Outcome[CameraPlan], ...]:
    """Return the judged answer for each number of cameras, rising; fewer when cancelled.

    All together get the work of one effort.
    """
    asked = [replace(problem, max_cameras=number) for number in cameras]
    return _answers(asked, engine.Attempt(effort, on_progress=on_progress, cancelled=cancelled))


def points(
    budgets: Sequence[int], outcomes: Sequence[Outcome[CameraPlan]]
) -> tuple[CurvePoint, ...]:
    """Return the curve of answers to rising budgets; budgets without a plan are missing.

    A plan of a smaller budget is one of a larger budget too, and what a larger budget cannot lose
    less than, a smaller cannot either. Of two answers to one budget the better counts.
    """
    best: dict[int, int] = {}
    least: int | None = None
    for budget, outcome in zip(budgets, outcomes, strict=False):
        if outcome.objective is not None:
            least = outcome.objective if least is None else min(least, outcome.objective)
        if least is not None:
            best[budget] = least
    bound = 0
    bounds: dict[int, int] = {}
    for budget, outcome in reversed([*zip(budgets, outcomes, strict=False)]):
        bounds[budget] = bound = max(bound, outcome.bound or 0)
    return tuple(CurvePoint(n, lost, min(bounds[n], lost)) for n, lost in best.items())


def budget_curve(
    problem: CameraProblem,
    *,
    most: int,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[CurvePoint, ...]:
    """Return (cameras, points lost, lower bound) for 0 to most cameras.

    Numbers of cameras too small for what must be kept or watched are missing. Every plan behind
    the curve was judged.
    """
    numbers = range(most + 1)
    told = along(problem, numbers, effort=effort, on_progress=on_progress, cancelled=cancelled)
    return points(numbers, told)


def along_cost(
    problem: CameraProblem,
    budgets: Sequence[int],
    *,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Outcome[CameraPlan], ...]:
    """Return the judged answer for each budget of money, rising; fewer when cancelled."""
    asked = [replace(problem, max_cost=budget) for budget in budgets]
    return _answers(asked, engine.Attempt(effort, on_progress=on_progress, cancelled=cancelled))


def cost_curve(
    problem: CameraProblem,
    budgets: Sequence[int],
    *,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[CurvePoint, ...]:
    """Return (money, points lost, lower bound) for rising budgets of money."""
    rising = sorted(set(budgets))
    told = along_cost(problem, rising, effort=effort, on_progress=on_progress, cancelled=cancelled)
    return points(rising, told)


def _answers(
    asked: list[CameraProblem], attempt: engine.Attempt
) -> tuple[Outcome[CameraPlan], ...]:
    found = engine.camera.budgets(asked, attempt)
    return tuple(judged(changed, outcome) for changed, outcome in found)
