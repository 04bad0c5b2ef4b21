"""Operations that cut grids: split, refine, cut out."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import shapely
from shapely import Polygon

from geo.coverage.edges import Ints, Polygons
from geo.redraw.choosing import giving, in_one_piece, laid_across, of_one_unit, shapes_of
from geo.redraw.cutting import (
    THINNEST_M,
    Parts,
    arranged,
    fitted,
    joined,
    pieces_of,
    unions,
    without_crumbs,
)
from geo.redraw.lines import drawn, laid
from geo.redraw.operations import CutOut, Line, Refine, Split, SplitAlong
from geo.redraw.recast import Recast, new_codes, numbering, whole
from geo.redraw.refusals import Why, refusal
from geo.redraw.state import Face, Grid, GridSet, Weights, faces_of_grids


def split(state: GridSet, operation: Split | SplitAlong, weights: Weights | None) -> Recast:
    """Cut a grid into as many grids as the lines make parts.

    New codes are the next of the unit, in the order of numbering. The heaviest part keeps the
    names, and the code where the operation says so.
    """
    grid_id = operation.grid_id
    grid = giving(state, grid_id)
    if isinstance(operation, Split):
        pieces = laid_across(grid, [operation.line], loops=False)
    else:
        pieces = laid_across(grid, operation.lines, loops=True)
    ground = shapes_of([grid])
    faces, owner = arranged(ground, pieces)
    label = without_crumbs(faces, np.arange(len(faces)), owner)
    shapes, names = unions(faces, label)
    if len(shapes) < 2:
        if len(faces) > 1:
            raise refusal(Why.TOO_THIN, grid=grid_id, metres=THINNEST_M)
        raise refusal(Why.LINE_NOT_ACROSS, grid=grid_id)
    parts = fitted(ground, shapes, np.zeros(len(names), dtype=np.int64))
    heaviest, *others = _ranked(list(parts.shapes), weights)
    if operation.keep_code:
        codes = new_codes(state, grid.unit_code, grid.kind, len(others))
        first = replace(grid, geometry=heaviest)
    else:
        order = numbering([heaviest, *others])
        given = new_codes(state, grid.unit_code, grid.kind, len(order))
        code_of = dict(zip(order, given, strict=True))
        codes = [code_of[row + 1] for row in range(len(others))]
        first = replace(grid, grid_id=code_of[0], effective_from=None, geometry=heaviest)
    fresh = [
        Grid(code, grid.unit_code, grid.kind, "", "", None, shape)
        for code, shape in zip(codes, others, strict=True)
    ]
    return whole([grid_id], [first, *fresh], parts.inserts)


def _ranked(shapes: list[Polygon], weights: Weights | None) -> list[Polygon]:
    """Put the heaviest shape first (the largest when weights are equal), then as numbered."""
    shapes = [shapes[row] for row in numbering(shapes)]
    weight = [0.0 if weights is None else weights(shape) for shape in shapes]
    first = max(range(len(shapes)), key=lambda row: (weight[row], shapes[row].area, -row))
    return [shapes[first], *shapes[:first], *shapes[first + 1 :]]


def refine(state: GridSet, operation: Refine) -> Recast:
    """Cut the faces of grids along lines; children are numbered after the grid they began in."""
    ids = tuple(dict.fromkeys(operation.grid_ids))
    grids = [g for grid_id in ids for g in of_one_unit(state, [grid_id], least=1)]
    held = faces_of_grids(state, ids)
    rows = [(face_id, face) for grid_id in ids for face_id, face in held[grid_id].items()]
    ground = np.array([face.geometry for _, face in rows], dtype=object)
    pieces = laid(ground, [drawn(line) for line in operation.lines])
    faces, owner = arranged(ground, list(chain.from_iterable(pieces)))
    label = without_crumbs(faces, np.arange(len(faces)), owner)
    shapes, names = unions(faces, label)
    of_face = owner[names]
    if len(shapes) == len(rows):
        raise refusal(Why.NOTHING_CHANGES)
    parts = fitted(ground, shapes, of_face)
    return _refined(state, grids, rows, parts)


def _refined(
    state: GridSet, grids: Sequence[Grid], rows: list[tuple[str, Face]], parts: Parts
) -> Recast:
    """Recast of grids whose faces have been cut."""
    made: dict[str, Face] = {}
    last: dict[str, int] = {}
    for row, (face_id, face) in enumerate(rows):
        children = parts.shapes[parts.owner == row]
        order = np.lexsort((-shapely.get_y(shapely.centroid(children)), _west(children)))
        if len(children) == 1:
            made[face_id] = replace(face, geometry=children[0])
            continue
        root = face_id.rpartition("/")[0] or face_id
        for shape in children[order]:
            made[_face_id(state, root, last)] = replace(face, geometry=shape)
    shapes = [
        joined(np.array([f.geometry for f in made.values() if f.grid_id == grid.grid_id], object))
        for grid in grids
    ]
    fresh = {g.grid_id: replace(g, geometry=s) for g, s in zip(grids, shapes, strict=True)}
    return Recast(tuple(fresh), fresh, made, parts.inserts)


def _west(shapes: Polygons) -> Ints:
    return np.asarray(shapely.get_x(shapely.centroid(shapes)))


def _face_id(state: GridSet, root: str, last: dict[str, int]) -> str:
    """Next free id of a face that began in a grid."""
    if root not in last:
        start = f"{root}/"
        ends = (name[len(start) :] for name in state.faces if name.startswith(start))
        last[root] = max((int(end) for end in ends if end.isdecimal()), default=0)
    last[root] += 1
    face_id = f"{root}/{last[root]}"
    taken = face_id in state.faces or face_id in state.grids
    return _face_id(state, root, last) if taken else face_id


def cut_out(state: GridSet, operation: CutOut) -> Recast:
    """Make a special grid of the ground that a ring encloses in some grids."""
    grids = of_one_unit(state, operation.grid_ids, least=1)
    ring = _ring(operation.ring)
    ground = shapes_of(grids)
    if _wide(shapely.difference(ring, shapely.union_all(ground))):
        raise refusal(Why.RING_OUTSIDE)
    pieces = laid(ground, [shapely.LineString(ring.exterior.coords)])
    faces, owner = arranged(ground, list(chain.from_iterable(pieces)))
    inside = shapely.contains(ring, shapely.point_on_surface(faces))
    label = np.where(inside, len(grids), owner)
    label = _without_strays(faces, label)
    shapes, names = unions(faces, label)
    if len(grids) not in names:
        raise refusal(Why.TOO_THIN, grid=grids[0].grid_id, metres=THINNEST_M)
    for row, grid in enumerate(grids):
        if row not in names:
            raise refusal(Why.GIVES_ALL, grid=grid.grid_id)
    unit_code = grids[0].unit_code
    [code] = new_codes(state, unit_code, "special", 1)
    in_one_piece(shapes, [*(grid.grid_id for grid in grids), code])
    parts = fitted(ground, shapes, names)
    text = operation.name_zh, operation.name_en
    special = Grid(code, unit_code, "special", *text, None, parts.shapes[-1])
    left = [replace(g, geometry=s) for g, s in zip(grids, parts.shapes[:-1], strict=True)]
    return whole([grid.grid_id for grid in grids], [*left, special], parts.inserts)


def _ring(points: Line) -> Polygon:
    """Ring as a polygon on the raster."""
    line = drawn(points)
    xy = shapely.get_coordinates(line)
    if (xy[0] != xy[-1]).any():
        xy = np.concatenate([xy, xy[:1]])
    ring = Polygon(xy) if len(xy) > 3 else Polygon()
    if ring.is_empty or not ring.is_valid:
        raise refusal(Why.BAD_RING)
    return ring


def _wide(shape: shapely.Geometry) -> bool:
    """Whether any part of some ground is wider than a crumb."""
    parts = shapely.get_parts(shape)
    return bool((2 * shapely.area(parts) > THINNEST_M * shapely.length(parts)).any())


def _without_strays(faces: Polygons, label: Ints) -> Ints:
    """Give crumbs that lie apart from the main piece of their label to what they border on."""
    piece = pieces_of(faces, label)
    piece = without_crumbs(faces, piece, np.zeros(len(faces), dtype=np.int64))
    return label[piece]
