"""A plan of basic units turned back into ground: operations of the editor, and the new grids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd
import shapely

from geo.contract import InputError
from geo.redraw import GridSet, Replan, apply, open_grids, proved
from planner.words import LANGS, say

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.redraw import Change, Operation
    from planner.demand.ground import Ground
    from planner.demand.redistrict import RedistrictContext
    from planner.outcome import Outcome
    from planner.problem.redistrict import RedistrictPlan, RedistrictProblem

_NEW = "new-"
MOSTLY = 0.5
"""A new grid keeps an old code when each holds more than this of the other's people."""


@dataclass(frozen=True, eq=False)
class Proposal:
    """An answer on the ground.

    Parameters
    ----------
    operations
        What the editor does to take the proposal over.
    state
        The whole township's division afterwards.
    pieces
        Frame by basic_id: the context's columns and grid_id, the new grid.
    proof
        Whether edge cancellation proves the division, grids to units to township.
    """

    problem: RedistrictProblem
    context: RedistrictContext
    outcome: Outcome[RedistrictPlan]
    operations: tuple[Operation, ...]
    state: GridSet
    pieces: gpd.GeoDataFrame
    proof: bool

    @property
    def grid_ids(self) -> tuple[str, ...]:
        """The proposed grids, sorted."""
        return tuple(sorted(set(self.pieces["grid_id"])))

    def grids(self) -> gpd.GeoDataFrame:
        """All grids of the township once the proposal is taken over (`geo.schema.GRIDS`)."""
        return self.state.frame()


@lru_cache(maxsize=4)
def opened(ground: Ground) -> GridSet:
    """Open the grids in force for redrawing.

    Raises
    ------
    InputError
        redraw_not_clean.
    """
    return open_grids(ground.area.grids, ground.area.units)


def proposal(
    problem: RedistrictProblem,
    context: RedistrictContext,
    outcome: Outcome[RedistrictPlan],
    *,
    state: GridSet | None = None,
) -> Proposal:
    """Lay a plan on the ground.

    Grids that keep most of their people keep their code and name; the others get the next free
    codes, from west to east, and the name of the place with most of their people.

    Parameters
    ----------
    state
        Division to begin from, when several units are proposed one after the other.

    Raises
    ------
    ValueError
        The outcome has no plan.
    InputError
        redraw_ and codes_used_up, when the kernel refuses it; nothing is half done.
    """
    if outcome.plan is None:
        msg = f"a plan is needed, the outcome is {outcome.status}"
        raise ValueError(msg)
    start = state or opened(context.ground)
    keys = pd.Series(dict(outcome.plan.grid_of)).reindex(context.pieces.index)
    pieces = context.pieces.assign(key=keys.to_numpy())
    part_of = _codes(context, pieces)
    laid = _changed(start, _replan(context, pieces, part_of))
    code_of = _created(*laid) if laid else {}
    grid_of = pieces["key"].map(part_of).map(lambda name: code_of.get(name, name))
    pieces = pieces.drop(columns="key").assign(grid_id=grid_of.to_numpy())
    operations: tuple[Operation, ...] = ()
    if laid:
        # names and ground in one operation: one step to take over, one to take back
        replan = _named(context, pieces, *laid, code_of)
        start, operations = apply(start, replan).state, (replan,)
    return Proposal(problem, context, outcome, operations, start, pieces, proof=proved(start))


def _codes(context: RedistrictContext, pieces: gpd.GeoDataFrame) -> dict[str, str]:
    """Old code each part of the plan keeps, else a name of its own for the kernel to number."""
    keys = list(dict.fromkeys(pieces["key"]))
    if context.settings.question == "adjust":
        return {key: key for key in keys}
    # people decide; where nobody lives, the ground does
    weight = pieces["households"] + pieces.area / (pieces.area.sum() + 1)
    both = weight.groupby([pieces["key"], pieces["old_grid"]]).sum()
    of_part = weight.groupby(pieces["key"]).sum()
    of_old = weight.groupby(pieces["old_grid"]).sum()
    kept = {
        str(key): str(old)
        for (key, old), shared in both.items()
        if shared > MOSTLY * of_part[key] and shared > MOSTLY * of_old[old]
    }
    return {key: kept.get(key, f"{_NEW}{number}") for number, key in enumerate(keys)}


def _replan(
    context: RedistrictContext, pieces: gpd.GeoDataFrame, part_of: Mapping[str, str]
) -> Replan | None:
    """Operation that divides the ground anew; None when every grid stays as it is.

    When adjusting, grids that keep exactly their pieces are left alone.
    """
    shapes = pieces.geometry.to_numpy()
    rows: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(pieces["key"]):
        rows[part_of[key]].append(row)
    ids = set(context.old.index)
    if context.settings.question == "adjust":
        moved = pieces.loc[pieces["key"] != pieces["old_grid"], ["key", "old_grid"]]
        ids &= set(moved["key"]) | set(moved["old_grid"])
        rows = {key: held for key, held in rows.items() if key in ids}
    if not ids:
        return None
    parts = [
        (name, tuple(shapely.get_parts(shapely.coverage_union_all(shapes[held])).tolist()))
        for name, held in rows.items()
    ]
    return Replan(tuple(sorted(ids)), tuple(parts))


def _changed(start: GridSet, replan: Replan | None) -> tuple[Replan, Change] | None:
    """Carry a new division out; None when it is the one there is."""
    if replan is None:
        return None
    try:
        return replan, apply(start, replan)
    except InputError as error:
        if error.code != "redraw_nothing_changes":
            raise
    return None


def _created(replan: Replan, change: Change) -> dict[str, str]:
    """Code the kernel gave to each part that had none: the part that holds the grid."""
    fresh = [(key, shapes) for key, shapes in replan.parts if key.startswith(_NEW)]
    polygons = [shape for _, shapes in fresh for shape in shapes]
    keys = [key for key, shapes in fresh for _ in shapes]
    spots = [change.state.grids[code].geometry.point_on_surface() for code in change.created]
    if not spots:
        return {}
    near = shapely.STRtree(polygons).nearest(spots)
    return {keys[row]: code for row, code in zip(near.tolist(), change.created, strict=True)}


def _named(
    context: RedistrictContext,
    pieces: gpd.GeoDataFrame,
    replan: Replan,
    change: Change,
    code_of: Mapping[str, str],
) -> Replan:
    """Name each part without a name after the place most of its people belong to."""
    part_of = {code_of.get(key, key): key for key, _ in replan.parts}
    grids = change.state.grids
    taken = {g.name_zh for g in grids.values() if g.unit_code == context.unit_code}
    names = []
    for code, place_id in _largest_place(context, pieces).items():
        if code in part_of and not (grids[code].name_zh or grids[code].name_en):
            names.append((part_of[code], *_free_name(context.ground, place_id, taken)))
    return replace(replan, names=tuple(names))


def _largest_place(context: RedistrictContext, pieces: gpd.GeoDataFrame) -> dict[str, str]:
    """Place with most people of each grid that has any."""
    grid_id = context.homes["basic_id"].map(pieces["grid_id"]).to_numpy()
    homes = context.homes.assign(grid_id=grid_id)
    people = homes.groupby(["grid_id", "place_id"], as_index=False)["households"].sum()
    people = people[people["households"] > 0].sort_values(
        ["grid_id", "households", "place_id"], ascending=[True, False, True], kind="stable"
    )
    first = people.drop_duplicates("grid_id")
    return dict(zip(first["grid_id"], first["place_id"], strict=True))


def _free_name(ground: Ground, place_id: str, taken: set[str]) -> tuple[str, str]:
    """Name of a grid in both languages, numbered where the place has given its name already."""
    place, number = ground.area.places.loc[place_id], 1
    while True:
        key = "proposal.grid_name" if number == 1 else "proposal.grid_name/number"
        zh, en = (say(key, x, place=place[f"name_{x}"], number=number) for x in LANGS)
        if zh not in taken:
            taken.add(zh)
            return zh, en
        number += 1
