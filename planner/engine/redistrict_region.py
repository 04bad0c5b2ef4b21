"""Divide part of a village as well as possible with CP-SAT, the rest staying as it is.

Each grid must be in one piece. That would take a model ten times as large if it were written down
at once; instead the model is solved without it, and every stray piece found becomes a rule: ground
may lie in this grid only if the grid goes on through one of these neighbours. Such rules hold for
every plan, so what the solver proves with some of them holds with all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.redistrict_model import Region, RegionModel
from planner.engine.redistrict_strays import Strays
from planner.engine.redistrict_view import View

ROUND_SHARE = 0.2
"""Largest share of the work one round may take, so that the first does not take it all."""
ROUNDS_MOST = 200


@dataclass(frozen=True, slots=True)
class Divided:
    """What came of it.

    Parameters
    ----------
    labels
        A division in which every grid is in one piece, or None.
    bound
        Points that no division of the region can go below, None if unknown.
    proved
        Whether nothing better than `labels` exists, or nothing below the limit if there are none.
    """

    labels: list[int] | None
    bound: int | None
    proved: bool


def divide(
    view: View,
    region: Region,
    attempt: Attempt,
    *,
    work: float,
    patch: Callable[[list[int]], None] | None = None,
) -> Divided:
    """Return the best division of a region.

    Parameters
    ----------
    patch
        Called with every division on the way whose grids are not yet all in one piece.
    """
    model = RegionModel(view, region)
    strays = Strays(model)
    before = attempt.used
    bound: int | None = None
    share = ROUND_SHARE
    for _ in range(ROUNDS_MOST):
        left = work - (attempt.used - before)
        if left <= 0 or attempt.over():
            break
        answer = cp.solve(model.model, attempt, work=min(left, max(0.05, share * work)))
        if answer.bound is not None:
            bound = answer.bound if bound is None else max(bound, answer.bound)
        if answer.found is cp.Found.INFEASIBLE:
            return Divided(None, region.upper, proved=True)
        if not answer.solved:
            # a round that finds nothing is worth repeating only with all that is left
            if share == 1:
                break
            share = 1.0
            continue
        labels = model.read(answer)
        if not strays.forbid(labels):
            optimal = answer.found is cp.Found.OPTIMAL
            return Divided(labels, bound, proved=optimal)
        if patch is not None:
            patch(labels)
    return Divided(None, bound, proved=False)
