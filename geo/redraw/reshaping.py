"""Operations that draw a common border anew: reshape, move a vertex, replan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import shapely
from shapely import Polygon

from geo.coverage.edges import Ints, Polygons, edge_residue, shared_borders
from geo.redraw.choosing import giving, in_one_piece, of_one_unit, shapes_of
from geo.redraw.cutting import (
    THINNEST_M,
    arranged,
    fitted,
    joined,
    pieces_of,
    unions,
    without_crumbs,
)
from geo.redraw.lines import VERTEX_M, drawn, has_loop, laid
from geo.redraw.nodes import DECIMALS
from geo.redraw.operations import MoveVertex, Replan, Reshape
from geo.redraw.recast import Recast, new_codes, numbering, whole
from geo.redraw.refusals import Why, refusal
from geo.redraw.state import Grid, GridSet


def reshape(state: GridSet, operation: Reshape) -> Recast:
    """Give two neighbours the line as their common border, or what it cuts off one of them."""
    grids = of_one_unit(state, (operation.first, operation.second), least=2)
    ground = shapes_of(grids)
    if not len(shared_borders(ground)[0]):
        raise refusal(Why.NOT_NEIGHBOURS, grids=", ".join(g.grid_id for g in grids))
    line = drawn(operation.line)
    both = np.array([joined(ground)], dtype=object)
    pieces = laid(both, [line])[0]
    if has_loop(pieces, both[0]):
        raise refusal(Why.LINE_LOOPS, grid=grids[0].grid_id)
    faces, owner = arranged(both, pieces)
    label = without_crumbs(faces, np.arange(len(faces)), owner)
    if len(np.unique(label)) > 1:
        shapes, _ = unions(faces, label)
        side = _sides(shapes, grids)
    else:
        faces, owner = arranged(ground, list(chain.from_iterable(laid(ground, [line]))))
        label = without_crumbs(faces, np.arange(len(faces)), owner)
        shapes, names = unions(faces, label)
        side = _cut_off(shapes, owner[names], grids)
    shapes, names = unions(shapes, side)
    in_one_piece(shapes, [grid.grid_id for grid in grids])
    parts = fitted(ground, shapes, names)
    fresh = [replace(g, geometry=s) for g, s in zip(grids, parts.shapes, strict=True)]
    return whole([grid.grid_id for grid in grids], fresh, parts.inserts)


def _sides(shapes: Polygons, grids: Sequence[Grid]) -> Ints:
    """Grid on each side of a line across the ground of two: 0 or 1 for each part.

    Parts that meet along the line lie on different sides; the side that holds more of a grid
    stays with it.
    """
    a, b, _ = shared_borders(shapes)
    side = np.full(len(shapes), -1, dtype=np.int64)
    side[0] = 0
    for _ in range(len(shapes)):
        for i, j in [*zip(a, b, strict=True), *zip(b, a, strict=True)]:
            if side[i] >= 0 and side[j] < 0:
                side[j] = 1 - side[i]
    held = shapely.area(shapely.intersection(shapes[:, None], shapes_of(grids)[None]))
    kept = [float(held[np.arange(len(shapes)), way].sum()) for way in (side, 1 - side)]
    keeps_some = [
        all(held[way == row, row].sum() > THINNEST_M for row in (0, 1)) for way in (side, 1 - side)
    ]
    best = max((0, 1), key=lambda way: (keeps_some[way], kept[way], -way))
    if not keeps_some[best]:
        raise _not_between(grids)
    return side if best == 0 else 1 - side


def _cut_off(shapes: Polygons, owner: Ints, grids: Sequence[Grid]) -> Ints:
    """Grid of each part when all but the largest part of each grid changes hands."""
    side = 1 - owner
    for row in (0, 1):
        own = np.flatnonzero(owner == row)
        side[own[np.argmax(shapely.area(shapes[own]))]] = row
    if (side == owner).all():
        raise _not_between(grids)
    return side


def _not_between(grids: Sequence[Grid]) -> Exception:
    first, second = (grid.grid_id for grid in grids)
    return refusal(Why.LINE_NOT_BETWEEN, first=first, second=second)


def move_vertex(state: GridSet, operation: MoveVertex) -> Recast:
    """Move a vertex in every grid that has it."""
    at, to = (np.asarray(point, dtype=np.float64) for point in (operation.at, operation.to))
    if not (np.isfinite(at).all() and np.isfinite(to).all()):
        raise refusal(Why.BAD_LINE)
    to = np.round(to, DECIMALS) + 0.0
    vertex = _vertex(state, at)
    if any(_has(unit, vertex) for unit in state.units.values()):
        raise refusal(Why.UNIT_BORDER)
    if (vertex == to).all():
        raise refusal(Why.NOTHING_CHANGES)
    near = shapely.Point(vertex).buffer(VERTEX_M)
    held = [g for g in state.grids.values() if shapely.intersects(near, g.geometry)]
    fresh = []
    for grid in held:
        if _has(grid.geometry, vertex):
            shape = _with_vertex_at(grid.geometry, vertex, to)
            if _has(grid.geometry, to) or not shape.is_valid:
                raise refusal(Why.BORDER_CROSSES, grid=grid.grid_id)
            fresh.append(replace(grid, geometry=shape))
    ground = joined(np.array([state.grids[grid.grid_id].geometry for grid in fresh], dtype=object))
    if edge_residue(shapes_of(fresh), np.array([ground], dtype=object)).count:  # turned inside out
        raise refusal(Why.BORDER_CROSSES, grid=fresh[0].grid_id)
    return whole([grid.grid_id for grid in fresh], fresh, {})


def _vertex(state: GridSet, at: np.ndarray) -> np.ndarray:
    """Vertex of a grid nearest to a place, within 0.5 m."""
    shapes = np.array([grid.geometry for grid in state.grids.values()], dtype=object)
    box = shapely.bounds(shapes)
    near = (box[:, :2] <= at + VERTEX_M).all(axis=1) & (box[:, 2:] >= at - VERTEX_M).all(axis=1)
    xy = shapely.get_coordinates(shapes[near])
    away = np.hypot(*(xy - at).T)
    if not len(away) or away.min() > VERTEX_M:
        raise refusal(Why.NO_VERTEX)
    order = np.lexsort((xy[:, 1], xy[:, 0], away))
    found: np.ndarray = xy[order[0]]
    return found


def _has(shape: shapely.Geometry, point: np.ndarray) -> bool:
    return bool((shapely.get_coordinates(shape) == point).all(axis=1).any())


def _with_vertex_at(shape: Polygon, vertex: np.ndarray, to: np.ndarray) -> Polygon:
    moved: Polygon = shapely.transform(
        shape, lambda xy: np.where((xy == vertex).all(axis=1)[:, None], to, xy)
    )
    return moved


def replan(state: GridSet, operation: Replan) -> Recast:
    """Divide the ground of some grids as a proposal says; codes of the grids it names stay."""
    grids = of_one_unit(state, operation.grid_ids, least=1)
    ids = [grid.grid_id for grid in grids]
    for grid in grids:
        if grid.grid_id not in dict(operation.parts):
            giving(state, grid.grid_id)
    outline = joined(shapes_of(grids))
    ground = shapely.get_parts(outline)
    planned, key_of = _planned(operation)
    _refuse_not_whole(planned, outline)
    lines = [shapely.LineString(ring.coords) for ring in shapely.get_rings(planned)]
    pieces = list(chain.from_iterable(laid(ground, lines)))
    faces, _ = arranged(ground, pieces)
    keys = sorted({*key_of})
    label = _label(faces, planned, np.array([keys.index(key) for key in key_of]))
    shapes, names = unions(faces, label)
    if len(names) < len(keys):
        lost = next(key for row, key in enumerate(keys) if row not in names)
        raise refusal(Why.TOO_THIN, grid=lost, metres=THINNEST_M)
    in_one_piece(shapes, keys)
    parts = fitted(ground, shapes, names)
    called = {key: (name_zh, name_en) for key, name_zh, name_en in operation.names}
    if not called.keys() <= set(keys):
        raise refusal(Why.BAD_OPERATION, told="names are of parts only")
    made = _replanned(state, grids, called, dict(zip(keys, parts.shapes, strict=True)))
    return whole(ids, made, parts.inserts)


def _planned(operation: Replan) -> tuple[Polygons, list[str]]:
    """Polygons of a proposal on the raster and the key of each."""
    held = [(key, shape) for key, shapes in operation.parts for shape in shapes]
    shapes = np.array([shape for _, shape in held], dtype=object)
    if not held or not shapely.is_valid(shapes).all():
        raise refusal(Why.BAD_OPERATION, told="valid polygons are needed")
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, DECIMALS) + 0.0)
    return rounded, [key for key, _ in held]


def _refuse_not_whole(planned: Polygons, outline: shapely.Geometry) -> None:
    """Refuse a proposal that leaves, repeats or leaves out more than crumbs."""
    covered = shapely.union_all(planned, grid_size=10.0**-DECIMALS)
    twice = float(shapely.area(planned).sum() - covered.area)
    apart = shapely.get_parts(shapely.symmetric_difference(covered, outline))
    wide = 2 * shapely.area(apart) > THINNEST_M * shapely.length(apart)
    wrong = float(shapely.area(apart[wide]).sum()) + (twice if twice > THINNEST_M else 0.0)
    if wrong:
        raise refusal(Why.NOT_WHOLE, metres2=round(wrong, 1))


def _label(faces: Polygons, planned: Polygons, row_of: Ints) -> Ints:
    """Row of the key of each face; crumbs apart from the rest of their key join what is near."""
    nearest = shapely.STRtree(planned).nearest(shapely.point_on_surface(faces))
    label = row_of[nearest]
    piece = pieces_of(faces, label)
    piece = without_crumbs(faces, piece, np.zeros(len(faces), dtype=np.int64))
    return np.asarray(label[piece])


def _replanned(
    state: GridSet,
    grids: Sequence[Grid],
    called: Mapping[str, tuple[str, str]],
    shapes: Mapping[str, Polygon],
) -> list[Grid]:
    """Grids of a proposal: known keys keep their code, new ones are numbered in order."""
    known = {grid.grid_id: grid for grid in grids}
    made = {key: replace(known[key], geometry=shapes[key]) for key in shapes if key in known}
    fresh = [key for key in shapes if key not in known]
    fresh = [fresh[row] for row in numbering([shapes[key] for key in fresh])]
    unit_code = grids[0].unit_code
    codes = new_codes(state, unit_code, "base", len(fresh))
    for key, code in zip(fresh, codes, strict=True):
        made[key] = Grid(code, unit_code, "base", "", "", None, shapes[key])
    for key, (name_zh, name_en) in called.items():
        made[key] = replace(made[key], name_zh=name_zh, name_en=name_en)
    return list(made.values())
