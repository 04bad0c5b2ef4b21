"""Operations that hand ground over whole: merge, transfer, dissolve."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import shapely

from geo.coverage.edges import shared_borders
from geo.redraw.choosing import giving, grid_of, of_one_unit, shapes_of
from geo.redraw.cutting import joined
from geo.redraw.operations import Dissolve, Merge, Transfer
from geo.redraw.recast import Recast, whole
from geo.redraw.refusals import Why, refusal
from geo.redraw.state import Face, Grid, GridSet, faces_of_grids


def merge(state: GridSet, operation: Merge) -> Recast:
    """Join grids into the one that keeps its code."""
    grids = of_one_unit(state, operation.grid_ids, least=2)
    ids = [grid.grid_id for grid in grids]
    if operation.keep not in ids:
        raise refusal(Why.TOO_FEW)
    for grid_id in ids:
        if grid_id != operation.keep:
            giving(state, grid_id)
    shape = joined(shapes_of(grids))
    if shape.geom_type != "Polygon":
        raise refusal(Why.NOT_NEIGHBOURS, grids=", ".join(ids))
    return whole(ids, [replace(state.grids[operation.keep], geometry=shape)], {})


def transfer(state: GridSet, operation: Transfer) -> Recast:
    """Give faces to another grid of their unit."""
    to = grid_of(state, operation.to)
    for face_id in operation.face_ids:
        if face_id not in state.faces:
            raise refusal(Why.UNKNOWN_FACE, face=face_id)
    taken = {name for name in operation.face_ids if state.faces[name].grid_id != to.grid_id}
    if not taken:
        raise refusal(Why.NOTHING_CHANGES)
    givers = sorted({state.faces[name].grid_id for name in taken})
    for giver in givers:
        of_one_unit(state, [giver, to.grid_id], least=2)
        giving(state, giver)
    held = faces_of_grids(state, [*givers, to.grid_id])
    faces = {name: face for of_grid in held.values() for name, face in of_grid.items()}
    faces |= {name: replace(faces[name], grid_id=to.grid_id) for name in sorted(taken)}
    for giver in givers:
        if not any(face.grid_id == giver for face in faces.values()):
            raise refusal(Why.GIVES_ALL, grid=giver)
    return _regrouped(state, tuple(held), faces)


def dissolve(state: GridSet, operation: Dissolve) -> Recast:
    """Give every face of a grid to the neighbour in its unit with the longest common border."""
    grid = giving(state, operation.grid_id)
    others = [g for g in state.grids.values() if g.unit_code == grid.unit_code and g is not grid]
    if not others:
        raise refusal(Why.LAST_GRID, grid=grid.grid_id, unit=grid.unit_code)
    held = faces_of_grids(state, [grid.grid_id])[grid.grid_id]
    taker = _takers(held, others)
    if len(taker) < len(held):
        raise refusal(Why.NO_NEIGHBOUR, grid=grid.grid_id)
    ids = sorted(set(taker.values()))
    kept = faces_of_grids(state, ids)
    faces = {name: face for of_grid in kept.values() for name, face in of_grid.items()}
    faces |= {name: replace(face, grid_id=taker[name]) for name, face in held.items()}
    recast = _regrouped(state, tuple(ids), faces)
    grids = [recast.grids[name] for name in ids]
    return whole([grid.grid_id, *ids], grids, {})


def _takers(held: Mapping[str, Face], others: list[Grid]) -> dict[str, str]:
    """Grid that takes each face over the longest border; inner faces go with the face around."""
    names = [*held, *(other.grid_id for other in others)]
    ground = [face.geometry for face in held.values()] + [other.geometry for other in others]
    a, b, metres = shared_borders(np.array(ground, dtype=object))
    pairs = [(names[i], names[j], long) for i, j, long in zip(a, b, metres, strict=True)]
    taker = {other.grid_id: other.grid_id for other in others}
    while True:
        border: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for one, other, long in pairs:
            for face, near in ((one, other), (other, one)):
                if face not in taker and near in taker:
                    border[face][taker[near]] += long
        if not border:
            return {name: taker[name] for name in held if name in taker}
        for face, lengths in border.items():
            taker[face] = max(sorted(lengths), key=lengths.__getitem__)


def _regrouped(state: GridSet, ids: tuple[str, ...], faces: dict[str, Face]) -> Recast:
    """Recast of grids that are the union of their faces as these say now."""
    of_grid: dict[str, list[shapely.Geometry]] = {grid_id: [] for grid_id in ids}
    for face in faces.values():
        of_grid[face.grid_id].append(face.geometry)
    grids = {
        grid_id: replace(state.grids[grid_id], geometry=joined(np.array(shapes, dtype=object)))
        for grid_id, shapes in of_grid.items()
    }
    return Recast(ids, grids, faces)
