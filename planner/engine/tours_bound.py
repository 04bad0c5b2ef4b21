"""A number no plan of a tours question can be below, in the judge's own words."""

from planner.engine.attempt import Attempt
from planner.engine.tours_bound_parts import relaxed
from planner.problem.tours import ToursProblem


def lower_bound(problem: ToursProblem, attempt: Attempt, *, incumbent: int | None) -> int:
    """Return a number that no sound plan of this question is valued below.

    Parameters
    ----------
    incumbent
        Value of the best plan known, None without one.
    """
    bound = relaxed(problem).certain
    attempt.report(bound=bound)
    return bound if incumbent is None else min(bound, incumbent)
