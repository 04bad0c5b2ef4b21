"""Grids, faces and lines an operation names, or the refusal that says what is wrong."""

from collections.abc import Sequence

import numpy as np
import shapely

from geo.coverage.edges import Polygons
from geo.redraw.lines import drawn, has_loop, laid
from geo.redraw.operations import Line
from geo.redraw.refusals import Why, refusal
from geo.redraw.state import Grid, GridSet


def grid_of(state: GridSet, grid_id: str) -> Grid:
    """Grid by its id; refused when there is none."""
    if grid_id not in state.grids:
        raise refusal(Why.UNKNOWN_GRID, grid=grid_id)
    return state.grids[grid_id]


def giving(state: GridSet, grid_id: str) -> Grid:
    """Grid that may give ground away; refused when it is locked."""
    grid = grid_of(state, grid_id)
    if grid.locked:
        raise refusal(Why.LOCKED, grid=grid_id)
    return grid


def of_one_unit(state: GridSet, grid_ids: Sequence[str], *, least: int) -> list[Grid]:
    """Different grids of one unit, in the order they are named."""
    grids = [grid_of(state, grid_id) for grid_id in dict.fromkeys(grid_ids)]
    if len(grids) < least:
        raise refusal(Why.TOO_FEW)
    for grid in grids[1:]:
        if grid.unit_code != grids[0].unit_code:
            raise refusal(Why.OTHER_UNIT, first=grids[0].grid_id, second=grid.grid_id)
    return grids


def shapes_of(grids: Sequence[Grid]) -> Polygons:
    """Ground of grids."""
    return np.array([grid.geometry for grid in grids], dtype=object)


def laid_across(grid: Grid, lines: Sequence[Line], *, loops: bool) -> list[shapely.Geometry]:
    """Pieces of the lines in a grid; refused when they miss it, or loop where they must not."""
    pieces = laid(shapes_of([grid]), [drawn(line) for line in lines])[0]
    if not pieces:
        raise refusal(Why.LINE_MISSES, grid=grid.grid_id)
    if not loops and has_loop(pieces, grid.geometry):
        raise refusal(Why.LINE_LOOPS, grid=grid.grid_id)
    return pieces


def in_one_piece(shapes: Polygons, names: Sequence[str]) -> None:
    """Refuse shapes of which one is in two pieces, by the name of its grid."""
    for shape, name in zip(shapes, names, strict=True):
        if shape.geom_type != "Polygon":
            raise refusal(Why.TWO_PIECES, grid=name)
