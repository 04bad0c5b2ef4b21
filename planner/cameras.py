"""The door to camera placement: a question in, a judged answer out."""

from dataclasses import replace
from typing import NamedTuple

from planner import engine
from planner.judged import door, judged
from planner.outcome import Cancelled, Effort, OnProgress
from planner.problem.camera import CameraProblem

solve = door(engine.camera.solve)


class CurvePoint(NamedTuple):
    """A budget, the points lost with it, and a bound below which no plan of that budget comes."""

    budget: int
    objective: int
    bound: int


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
    asked = [replace(problem, max_cameras=cameras) for cameras in numbers]
    attempt = engine.Attempt(effort, on_progress=on_progress, cancelled=cancelled)
    return _curve([*numbers], asked, attempt)


def cost_curve(
    problem: CameraProblem,
    budgets: tuple[int, ...],
    *,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[CurvePoint, ...]:
    """Return (money, points lost, lower bound) for rising budgets of money."""
    rising = sorted(set(budgets))
    asked = [replace(problem, max_cost=budget) for budget in rising]
    attempt = engine.Attempt(effort, on_progress=on_progress, cancelled=cancelled)
    return _curve(rising, asked, attempt)


def _curve(
    numbers: list[int], asked: list[CameraProblem], attempt: engine.Attempt
) -> tuple[CurvePoint, ...]:
    """Ask for every budget; what a larger budget cannot lose less than, a smaller cannot either."""
    points: list[CurvePoint] = []
    for number, (changed, outcome) in zip(
        numbers, engine.camera.budgets(asked, attempt), strict=False
    ):
        judged(changed, outcome)
        if outcome.objective is not None:
            points.append(CurvePoint(number, outcome.objective, outcome.bound or 0))
    bound = 0
    closed: list[CurvePoint] = []
    for point in reversed(points):
        bound = max(bound, point.bound)
        closed.append(point._replace(bound=min(bound, point.objective)))
    return tuple(reversed(closed))
