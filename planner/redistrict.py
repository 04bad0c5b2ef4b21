"""The door to redistricting: a question in, judged answers out."""

from planner import engine
from planner.judged import door, judged
from planner.outcome import Cancelled, Effort, OnProgress, Outcome
from planner.problem.redistrict import RedistrictPlan, RedistrictProblem

solve = door(engine.redistrict.solve)


def alternatives(
    problem: RedistrictProblem,
    *,
    effort: Effort = Effort(),  # noqa: B008 a frozen value
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Outcome[RedistrictPlan], ...]:
    """Return up to three judged answers to one question; the first is the answer as asked.

    Afresh they favour what was asked, even loads, a short border, visible lines and short ways to
    the middle; when adjusting what was asked, few moves, a short border, short ways and even loads.
    The next taste is tried as long as there are fewer than three; the first answer says why others
    have no plan (notes taste_alike_proved, taste_alike, taste_not_found).
    All have the same points, and the first note of each tells its taste and figures: border_m,
    natural_pct, moved, moved_households, fewest, most. Equal plans stand once. The work is shared
    between the three.
    """
    attempt = engine.Attempt(effort, on_progress=on_progress, cancelled=cancelled)
    found = engine.redistrict_choices.alternatives(problem, attempt)
    return tuple(judged(problem, outcome) for outcome in found)
