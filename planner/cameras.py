"""The door to camera placement: a question in, a judged answer out."""

from planner import engine
from planner.judged import door, judged
from planner.outcome import Cancelled, Effort, OnProgress
from planner.problem.camera import CameraProblem

solve = door(engine.camera.solve)


def budget_curve(
    problem: CameraProblem,
    *,
    most: int,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[tuple[int, int, int], ...]:
    """Return (cameras, unwatched weight, its lower bound) for 0 to most cameras.

    Numbers of cameras too small for what must be kept or watched are missing. Every plan behind
    the curve was judged.
    """
    attempt = engine.Attempt(effort, on_progress=on_progress, cancelled=cancelled)
    points = []
    for changed, outcome in engine.camera.budgets(problem, attempt, most=most):
        judged(changed, outcome)
        if outcome.objective is not None:
            points.append((changed.max_cameras, outcome.objective, outcome.bound or 0))
    return tuple(points)
