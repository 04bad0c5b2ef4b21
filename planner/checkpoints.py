"""The door to checkpoints: a question in, a judged answer out; all questions of one use at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner import engine
from planner.demand.checkpoint_settings import SEALED
from planner.demand.checkpoints import posts_question, seal_question
from planner.engine import Attempt
from planner.judged import door, judged
from planner.report.checkpoints import Asked, PerimeterAnswers

if TYPE_CHECKING:
    import shapely

    from planner.demand.checkpoint_settings import CheckpointSettings
    from planner.demand.ground import Ground
    from planner.outcome import Cancelled, Effort, OnProgress, Outcome
    from planner.problem import CheckpointPlan, CheckpointProblem

CURVE_MOST = 12
"""Most posts the curve goes to."""

solve = door(engine.checkpoints.solve)


def curve(
    problem: CheckpointProblem,
    *,
    effort: Effort,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Outcome[CheckpointPlan], ...]:
    """Answer an `intercept` question with 0 posts, 1 post and so on, each judged.

    It ends where nothing is missed, where more posts meet no more, at `CURVE_MOST`, or when
    somebody cancels. What is missed is not explained.
    """
    found: list[Outcome[CheckpointPlan]] = []
    for posts in range(CURVE_MOST + 1):
        asked = replace(problem, most_posts=posts, hold=())
        attempt = Attempt(effort, on_progress=on_progress, cancelled=cancelled)
        answer = engine.checkpoints.plan_only(asked, attempt, work=effort.work)
        found.append(judged(asked, answer))
        same = len(found) > 1 and found[-1].objective == found[-2].objective
        if not answer.objective or same or attempt.cancelled():
            break
    return tuple(found)


def best_and_curve(
    problem: CheckpointProblem,
    *,
    effort: Effort,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Outcome[CheckpointPlan], ...]:
    """Answer an `intercept` question, and after it with 0 posts, 1 post and so on."""
    best = solve(problem, effort=effort, on_progress=on_progress, cancelled=cancelled)
    return best, *curve(problem, effort=effort, cancelled=cancelled)


def seal(
    ground: Ground,
    settings: CheckpointSettings,
    *,
    effort: Effort,
    zone: shapely.Geometry | None = None,
) -> tuple[Asked | None, Asked | None]:
    """Close an area off by road, then what footpaths are still open; none for road safety.

    Raises
    ------
    InputError
        What `seal_question` refuses.
    """
    if settings.use not in SEALED:
        return None, None
    problem, context = seal_question(ground, settings, zone=zone)
    roads = Asked(problem, context, solve(problem, effort=effort))
    if roads.outcome.plan is None:
        return roads, None
    kept = roads.outcome.plan.site_ids
    problem, context = seal_question(ground, settings, layer="path", kept=kept, zone=zone)
    return roads, Asked(problem, context, solve(problem, effort=effort))


def survey(
    ground: Ground,
    settings: CheckpointSettings,
    *,
    effort: Effort,
    zone: shapely.Geometry | None = None,
) -> PerimeterAnswers:
    """Answer every question of one use: roads, footpaths on top, the best few posts, each number.

    Raises
    ------
    InputError
        What the questions refuse.
    """
    roads, paths = seal(ground, settings, effort=effort, zone=zone)
    problem, context = posts_question(ground, settings, zone=zone)
    posts = Asked(problem, context, solve(problem, effort=effort))
    return PerimeterAnswers(roads, paths, posts, curve(problem, effort=effort))
