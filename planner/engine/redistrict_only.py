"""Questions with one answer at most: all ground in one grid, or every basic unit one of its own."""

from planner import judge
from planner.engine.redistrict_view import View


def only_plan(view: View) -> list[int] | None:
    """Return the labels of the only plan there can be; None where there may be several, or none."""
    n = len(view.problem.basics)
    if view.most == 1:
        labels = [0] * n
    elif view.least == n and not view.keys:
        labels = list(range(n))
    else:
        return None
    return None if judge.faults(view.problem, view.plan(labels)) else labels
