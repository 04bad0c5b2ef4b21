"""Whether two neighbouring grids can be divided better, whatever their middles are."""

from collections.abc import Sequence
from dataclasses import replace

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.redistrict_columns import columns_bound
from planner.engine.redistrict_view import View
from planner.problem.redistrict import RedistrictProblem


def best_of_two(
    view: View, labels: Sequence[int], pair: tuple[int, int], attempt: Attempt, *, work: float
) -> bool:
    """Return whether it is proved that nothing divides the ground of two grids better.

    Parameters
    ----------
    labels
        The plan, by unit.
    pair
        Labels of the two grids.
    """
    asked = question_of_two(view, labels, pair)
    if asked is None:
        return False
    part = View(asked)
    inside = [label for label in labels if label in pair]
    names = {view.keys[q]: q for q in pair if q < len(view.keys)}
    place = {names[key]: i for i, key in enumerate(part.keys) if key in names}
    for q in pair:
        place.setdefault(q, len(place))
    mine = [place[label] for label in inside]
    with attempt.silently():
        bound = columns_bound(part, attempt, work=work, labels=mine)
    return bound is not None and bound >= judge.objective(asked, part.plan(mine))


def question_of_two(
    view: View, labels: Sequence[int], pair: tuple[int, int]
) -> RedistrictProblem | None:
    """Return the question of dividing the ground of two grids; None if it cannot be put.

    What is the same for every division is left out: borders with other grids, and ground that
    comes from a third grid.
    """
    problem = view.problem
    keys = {view.keys[q] for q in pair if q < len(view.keys)}
    adjust = problem.question == "adjust"
    basics = tuple(
        replace(basic, old_grid=basic.old_grid if basic.old_grid in keys else "")
        for basic, label in zip(problem.basics, labels, strict=True)
        if label in pair
    )
    if adjust and {basic.old_grid for basic in basics} - {""} != keys:
        return None
    ids = {basic.unit_id for basic in basics}
    together = (tuple(unit for unit in group if unit in ids) for group in problem.together)
    return replace(
        problem,
        basics=basics,
        borders=tuple(one for one in problem.borders if {one.a, one.b} <= ids),
        together=tuple(group for group in together if group),
        least_grids=2,
        most_grids=2,
    )
