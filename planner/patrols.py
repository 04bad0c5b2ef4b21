"""The door to patrol planning: a question in, a judged answer out."""

from planner import engine
from planner.judged import judged
from planner.outcome import Cancelled, Effort, OnProgress, Outcome
from planner.problem.patrol import PatrolPlan, PatrolProblem


def solve(
    problem: PatrolProblem,
    *,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> Outcome[PatrolPlan]:
    """Return a judged answer; the same question, seed and work give the same plan.

    Parameters
    ----------
    on_progress
        Called now and then from the solving thread.
    cancelled
        Asked several times a second; once it says true, the best plan so far is returned.

    Raises
    ------
    JudgeDisagreesError
        If the judge refuses what the engine found.
    """
    outcome = engine.patrol.solve(
        problem, engine.Attempt(effort, on_progress=on_progress, cancelled=cancelled)
    )
    return judged(problem, outcome)
