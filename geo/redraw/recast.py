"""Some grids of a division replaced by others on the same ground; everything else stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely

from geo.codes import before_units, in_order, next_code
from geo.redraw.cutting import THINNEST_M
from geo.redraw.nodes import Inserts, with_nodes
from geo.redraw.refusals import Why, refusal
from geo.redraw.state import Face, Grid, GridSet, cancels, faces_of_grids

_MOVED_M = 0.002  # 2 x area / perimeter: what a node on the raster may move is no ground moved


@dataclass(frozen=True, slots=True, eq=False)
class Recast:
    """Grids that go, the grids and faces in their place, and nodes for the outline."""

    gone: tuple[str, ...]
    grids: Mapping[str, Grid]
    faces: Mapping[str, Face]
    inserts: Inserts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What an operation did.

    Attributes
    ----------
    state
        Division afterwards.
    touched
        Grids whose shape or faces changed, those that are new or gone among them.
    noded
        Neighbours that only got a node in their border.
    created, retired
        Codes that are new, codes that are gone for good.
    moved
        Ground that changed hands: from grid, to grid, m2.
    """

    state: GridSet
    touched: tuple[str, ...] = ()
    noded: tuple[str, ...] = ()
    created: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    moved: tuple[tuple[str, str, float], ...] = ()


def whole(gone: Sequence[str], grids: Sequence[Grid], inserts: Inserts) -> Recast:
    """Recast in which every new grid is one face."""
    by_id = {grid.grid_id: grid for grid in grids}
    faces = {name: Face(grid.geometry, grid.unit_code, name) for name, grid in by_id.items()}
    return Recast(tuple(gone), by_id, faces, inserts)


def carried_out(state: GridSet, recast: Recast) -> Change:
    """Replace the grids, give neighbours and units their nodes, and prove the result.

    Raises
    ------
    InputError
        redraw_two_pieces, redraw_too_thin, redraw_locked, redraw_nothing_changes, or
        redraw_not_exact when the proof fails: then nothing has changed.
    """
    for grid in recast.grids.values():
        if grid.geometry.geom_type != "Polygon":
            raise refusal(Why.TWO_PIECES, grid=grid.grid_id)
    recast = _same_where_equal(state, recast)
    touched = tuple(sorted(_touched(state, recast)))
    if not touched:
        raise refusal(Why.NOTHING_CHANGES)
    _refuse_thin(state, recast)
    moved = _moved(state, recast)
    for giver, _, _ in moved:
        if state.grids[giver].locked:
            raise refusal(Why.LOCKED, grid=giver)
    after, noded = _woven(state, recast)
    if not _fresh_valid(state, after) or not cancels(after):
        raise refusal(Why.NOT_EXACT)
    created = tuple(sorted(recast.grids.keys() - state.grids.keys()))
    retired = tuple(sorted(set(recast.gone) - recast.grids.keys()))
    return Change(after, touched, noded, created, retired, moved)


def head_of(state: GridSet, unit_code: str) -> str:
    """Return what codes of grids of a unit begin with: its code, and what stands before that."""
    own = [name for name, grid in state.grids.items() if grid.unit_code == unit_code]
    return before_units((name, unit_code) for name in own) + unit_code


def new_codes(state: GridSet, unit_code: str, kind: str, count: int) -> list[str]:
    """Next codes of a unit, in order, with what stands before the unit in the codes it has."""
    head = head_of(state, unit_code)
    used = {code for code in (*state.grids, *state.retired) if code.startswith(head)}
    codes: list[str] = []
    for _ in range(count):
        codes.append(next_code(head, kind, used))
        used.add(codes[-1])
    return codes


def numbering(shapes: Sequence[shapely.Geometry]) -> list[int]:
    """Rows of shapes in the order in which they are numbered (`geo.codes.in_order`)."""
    return in_order([(shape.centroid.x, shape.centroid.y) for shape in shapes])


def _same_where_equal(state: GridSet, recast: Recast) -> Recast:
    """Recast with the old geometry object of every grid whose ground is the same."""
    grids, faces = dict(recast.grids), dict(recast.faces)
    for grid_id, grid in recast.grids.items():
        old = state.grids.get(grid_id)
        if old is None or old.geometry is grid.geometry:
            continue
        if shapely.equals_exact(shapely.normalize(old.geometry), shapely.normalize(grid.geometry)):
            grids[grid_id] = replace(grid, geometry=old.geometry)
            for face_id, face in recast.faces.items():
                if face.geometry is grid.geometry:
                    faces[face_id] = replace(face, geometry=old.geometry)
    return replace(recast, grids=grids, faces=faces)


def _touched(state: GridSet, recast: Recast) -> set[str]:
    """Grids with another shape or other faces than before."""
    before = faces_of_grids(state, recast.gone)
    after: dict[str, set[str]] = {grid_id: set() for grid_id in recast.grids}
    for face_id, face in recast.faces.items():
        after[face.grid_id].add(face_id)
    return {
        grid_id
        for grid_id in {*recast.gone, *recast.grids}
        if grid_id not in before
        or grid_id not in after
        or before[grid_id].keys() != after[grid_id]
        or recast.grids[grid_id].geometry is not state.grids[grid_id].geometry
    }


def _refuse_thin(state: GridSet, recast: Recast) -> None:
    """Refuse a grid that becomes narrower than 1 m; one that was so already may stay so."""
    for grid_id, grid in recast.grids.items():
        old = state.grids.get(grid_id)
        width = _width(grid.geometry)
        if width < THINNEST_M and (old is None or width < _width(old.geometry)):
            raise refusal(Why.TOO_THIN, grid=grid_id, metres=THINNEST_M)


def _width(shape: shapely.Geometry) -> float:
    return float(2 * shape.area / shape.length)


def _moved(state: GridSet, recast: Recast) -> tuple[tuple[str, str, float], ...]:
    """Ground that changes hands, by giver and receiver."""
    givers = sorted(recast.gone)
    takers = sorted(recast.grids)
    old = np.array([state.grids[name].geometry for name in givers], dtype=object)
    new = np.array([recast.grids[name].geometry for name in takers], dtype=object)
    giver, taker = shapely.STRtree(new).query(old, "intersects")
    other = [givers[i] != takers[j] for i, j in zip(giver, taker, strict=True)]
    giver, taker = giver[other], taker[other]
    shared = shapely.intersection(old[giver], new[taker])
    area, length = shapely.area(shared), shapely.length(shared)
    held = 2 * area > _MOVED_M * length
    rows = zip(giver[held], taker[held], area[held], strict=True)
    return tuple(sorted((givers[i], takers[j], float(size)) for i, j, size in rows))


def _woven(state: GridSet, recast: Recast) -> tuple[GridSet, tuple[str, ...]]:
    """State with the new grids, and the neighbours that got a node."""
    gone = set(recast.gone)
    faces = {name: face for name, face in state.faces.items() if face.grid_id not in gone}
    grids = {name: grid for name, grid in state.grids.items() if name not in gone}
    units, boundary = state.units, state.boundary
    noded: tuple[str, ...] = ()
    if recast.inserts:
        noded = _noded(grids, faces, recast.inserts)
        units = {code: with_nodes(unit, recast.inserts) for code, unit in units.items()}
        boundary = with_nodes(boundary, recast.inserts)
    grids |= recast.grids
    faces |= recast.faces
    retired = state.retired | (gone - recast.grids.keys())
    return replace(
        state, faces=faces, grids=grids, units=units, boundary=boundary, retired=retired
    ), noded


def _noded(grids: dict[str, Grid], faces: dict[str, Face], inserts: Inserts) -> tuple[str, ...]:
    """Put nodes into the grids across the outline and their faces; the grids that got one."""
    near = _near([grid.geometry for grid in grids.values()], inserts)
    changed: dict[str, shapely.Geometry] = {}
    for grid_id in np.array(list(grids), dtype=object)[near]:
        shape = with_nodes(grids[grid_id].geometry, inserts)
        if shape is not grids[grid_id].geometry:
            changed[grid_id] = shape
    for face_id, face in faces.items():
        if face.grid_id in changed:
            old, new = grids[face.grid_id].geometry, changed[face.grid_id]
            shape = new if face.geometry is old else with_nodes(face.geometry, inserts)
            faces[face_id] = replace(face, geometry=shape)
    for grid_id, shape in changed.items():
        grids[grid_id] = replace(grids[grid_id], geometry=shape)
    return tuple(sorted(changed))


def _near(shapes: Sequence[shapely.Geometry], inserts: Inserts) -> np.ndarray:
    """Rows of the shapes whose box meets the box of an edge that gets nodes."""
    ends = np.array([[start.real, start.imag, end.real, end.imag] for start, end in inserts])
    low = np.minimum(ends[:, :2], ends[:, 2:])
    high = np.maximum(ends[:, :2], ends[:, 2:])
    box = shapely.bounds(np.array(shapes, dtype=object))
    apart = (box[:, None, :2] > high) | (box[:, None, 2:] < low)
    return np.flatnonzero(~apart.any(axis=2).all(axis=1))


def _fresh_valid(state: GridSet, after: GridSet) -> bool:
    """Whether all rings that were not there before are valid."""
    old = {id(grid.geometry) for grid in state.grids.values()}
    old |= {id(face.geometry) for face in state.faces.values()}
    fresh = [g.geometry for g in after.grids.values() if id(g.geometry) not in old]
    fresh += [f.geometry for f in after.faces.values() if id(f.geometry) not in old]
    return bool(shapely.is_valid(np.array(fresh, dtype=object)).all())
