"""A plan put together from whole grids: the cheapest that hold every unit once."""

from collections.abc import Iterable, Sequence

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.redistrict_price import Pricing
from planner.engine.redistrict_region import Divided
from planner.engine.redistrict_view import FREE, View

GRIDS_MOST = 60_000
"""Grids beyond which putting them together takes too long."""

Grid = tuple[int, frozenset[int]]
"""The kind of a grid and its blocks."""


def cover(
    pricing: Pricing, grids: Sequence[Grid], attempt: Attempt, *, work: float, upper: int
) -> Divided:
    """Return the cheapest plan made of some grids that costs less than `upper`.

    Parameters
    ----------
    grids
        Each in one piece, its main measure within the band.
    """
    view = pricing.view
    sound = [one for one in grids if _whole(pricing, one[1]) and pricing.keeps(one[1])]
    if work <= 0 or len(sound) > GRIDS_MOST:
        return Divided(None, None, proved=False)
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in sound]
    for b in range(len(pricing.blocks)):
        model.add_exactly_one(x for x, (_, grid) in zip(taken, sound, strict=True) if b in grid)
    if len(pricing.kinds) == 1:
        model.add_linear_constraint(cp_model.LinearExpr.sum(taken), view.least, view.most)
    else:
        for kind in pricing.kinds:
            mine = [x for x, (other, _) in zip(taken, sound, strict=True) if other == kind]
            model.add_exactly_one(mine)
    # twice the points, so that a border counts once for each side
    twice = [pricing.full_cost(kind, grid) for kind, grid in sound]
    cost = cp_model.LinearExpr.weighted_sum(taken, twice)
    model.add(cost < 2 * upper)
    model.minimize(cost)
    with attempt.silently():
        answer = cp.solve(model, attempt, work=work)
    if not answer.solved or answer.objective is None:
        return Divided(None, upper, proved=answer.found is cp.Found.INFEASIBLE)
    chosen = [one for one, x in zip(sound, taken, strict=True) if answer.true(x)]
    proved = answer.found is cp.Found.OPTIMAL
    return Divided(_labels(view, pricing, chosen), answer.objective // 2, proved=proved)


def _whole(pricing: Pricing, grid: frozenset[int]) -> bool:
    """Return whether a grid holds groups as a whole or not at all, and ground of one lock only."""
    units = {unit for b in grid for unit in pricing.blocks[b]}
    cut = any(0 < len(units.intersection(group)) < len(group) for group in pricing.view.groups)
    return not cut and len({pricing.view.fixed[unit] for unit in units} - {FREE}) < 2


def _labels(view: View, pricing: Pricing, chosen: Iterable[Grid]) -> list[int]:
    """Return the label of each unit; grids without a name are numbered after those with one."""
    labels = [FREE] * len(view.beside)
    free = len(view.keys)
    for kind, grid in chosen:
        units = [unit for b in grid for unit in pricing.blocks[b]]
        label = max(kind, *(view.fixed[unit] for unit in units)) if units else kind
        if label == FREE:
            label, free = free, free + 1
        for unit in units:
            labels[unit] = label
    return labels
