"""Whether two neighbouring grids can be divided better, whatever their middles are."""

from collections.abc import Sequence
from dataclasses import replace

from planner.engine.attempt import Attempt
from planner.engine.redistrict_columns import Columns, within_columns
from planner.engine.redistrict_region import Divided
from planner.engine.redistrict_view import View
from planner.problem.redistrict import RedistrictProblem


def divide_two(
    view: View, labels: Sequence[int], pair: tuple[int, int], attempt: Attempt, *, work: float
) -> Divided:
    """Return the plan with the ground of two grids divided better, if it can be.

    Proved means that nothing divides it better than `labels`, or than the plan returned.

    Parameters
    ----------
    labels
        The plan, by unit.
    pair
        Labels of the two grids.
    """
    asked = question_of_two(view, labels, pair)
    if asked is None or not within_columns(part := View(asked)):
        return Divided(None, None, proved=False)
    names = {view.keys[q]: q for q in pair if q < len(view.keys)}
    place = {names[key]: i for i, key in enumerate(part.keys) if key in names}
    for q in pair:
        place.setdefault(q, len(place))
    mine = [place[label] for label in labels if label in pair]
    with attempt.silently():
        found = Columns(part, attempt).climb(mine, attempt.used + work)
    if found.labels is None:
        return found
    name = {i: q for q, i in place.items()}
    new = iter(found.labels)
    whole = [name[next(new)] if label in pair else label for label in labels]
    return Divided(whole, found.bound, proved=found.proved)


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
