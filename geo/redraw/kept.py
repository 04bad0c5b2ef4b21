"""A division put by as bytes and read again: every shape to the last bit, and proved anew."""

import msgspec
import numpy as np
import shapely

from geo.redraw.state import Face, Grid, GridSet, proved


class _KeptGrid(msgspec.Struct, array_like=True):
    grid_id: str
    unit_code: str
    kind: str
    name_zh: str
    name_en: str
    effective_from: str | None
    locked: bool
    shape: bytes


class _KeptFace(msgspec.Struct, array_like=True):
    """A face; without a shape it is the whole ground of its grid."""

    face_id: str
    grid_id: str
    shape: bytes


class _Kept(msgspec.Struct):
    crs: str
    grids: list[_KeptGrid]
    faces: list[_KeptFace]
    units: list[tuple[str, bytes]]
    retired: list[str]


def pack(state: GridSet) -> bytes:
    """Write a division."""
    grids = [
        _KeptGrid(
            grid.grid_id,
            grid.unit_code,
            grid.kind,
            grid.name_zh,
            grid.name_en,
            grid.effective_from,
            grid.locked,
            shapely.to_wkb(grid.geometry),
        )
        for grid in state.grids.values()
    ]
    faces = [
        _KeptFace(face_id, face.grid_id, _own_shape(face, state))
        for face_id, face in state.faces.items()
    ]
    units = [(code, shapely.to_wkb(shape)) for code, shape in state.units.items()]
    return msgspec.json.encode(_Kept(state.crs, grids, faces, units, sorted(state.retired)))


def unpack(content: bytes) -> GridSet | None:
    """Read what `pack` wrote; None for anything that is no division or is not proved."""
    try:
        kept = msgspec.json.decode(content, type=_Kept)
        state = _state(kept)
        return state if proved(state) else None
    except (msgspec.MsgspecError, shapely.errors.ShapelyError, KeyError, ValueError):
        return None


def _own_shape(face: Face, state: GridSet) -> bytes:
    if face.geometry is state.grids[face.grid_id].geometry:
        return b""
    written: bytes = shapely.to_wkb(face.geometry)
    return written


def _state(kept: _Kept) -> GridSet:
    grids = {
        one.grid_id: Grid(
            one.grid_id,
            one.unit_code,
            one.kind,
            one.name_zh,
            one.name_en,
            one.effective_from,
            shapely.from_wkb(one.shape),
            one.locked,
        )
        for one in kept.grids
    }
    faces = {
        one.face_id: Face(
            shapely.from_wkb(one.shape) if one.shape else grids[one.grid_id].geometry,
            grids[one.grid_id].unit_code,
            one.grid_id,
        )
        for one in kept.faces
    }
    units = {code: shapely.from_wkb(shape) for code, shape in kept.units}
    boundary = shapely.coverage_union_all(np.array(list(units.values()), dtype=object))
    return GridSet(kept.crs, faces, grids, units, boundary, frozenset(kept.retired))
