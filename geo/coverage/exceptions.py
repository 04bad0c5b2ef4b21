"""Ground that rightly breaks the rule of one grid per spot, recorded with a note.

A hole lies inside the boundary and belongs to no grid (a neighbour's exclave, a lake). An exclave
lies outside and belongs. An island is a separate part of a grid that belongs to it. Recorded
exceptions only add rings to the cancellation; whatever does not match the ground exactly is left
over and named.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.contract import Fact, InputError, name_some
from geo.coverage.edges import Ints, Polygons

EXCEPTION_KINDS = ("hole", "exclave", "island")
COMMON_GROUND = "T********"  # the interiors meet
_COLUMNS = ("kind", "grid_id", "note")


def no_exceptions(crs: object) -> gpd.GeoDataFrame:
    """Frame of exceptions without a row."""
    return _no_rows(crs).copy()


@lru_cache(maxsize=16)
def _no_rows(crs: object) -> gpd.GeoDataFrame:
    columns = {name: pd.Series(dtype="object") for name in _COLUMNS}
    empty = pd.Index([], dtype="object", name="exception_id")
    return gpd.GeoDataFrame(columns, index=empty, geometry=[], crs=crs)


def checked_exceptions(frame: gpd.GeoDataFrame | None, crs: object) -> gpd.GeoDataFrame:
    """Bring recorded exceptions into order: by exception_id, texts without edge spaces.

    Parameters
    ----------
    frame
        Polygons by exception_id with kind, grid_id ("" for a hole nobody's) and note.
    crs
        Coordinate system of the grids, which the exceptions must share.

    Raises
    ------
    InputError
        exception_columns, duplicate_exception, exception_kind, note_missing, exception_shape or
        exception_crs.
    """
    if frame is None or not len(frame):
        return no_exceptions(crs)
    missing = [name for name in _COLUMNS if name not in frame.columns]
    if missing:
        told = "The exceptions have no column {columns}."
        raise _refusal({"columns": ", ".join(missing)}, "exception_columns", told)
    ids = pd.Index([str(value) for value in frame.index], dtype="object", name="exception_id")
    texts = {name: [_text(value) for value in frame[name]] for name in _COLUMNS}
    kept = gpd.GeoDataFrame(
        texts, index=ids, geometry=shapely.force_2d(frame.geometry.to_numpy()), crs=frame.crs
    )
    _refuse(kept, crs)
    return kept.sort_index()


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value).strip()  # noqa: PLR0124 - NaN


def _refuse(frame: gpd.GeoDataFrame, crs: object) -> None:
    """Refuse exceptions that cannot be understood, naming the rows."""
    shapes = frame.geometry.to_numpy()
    areal = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
    kinds = ", ".join(EXCEPTION_KINDS)
    refusals = (
        ("duplicate_exception", frame.index.duplicated(), "Exceptions named twice: {rows}."),
        (
            "exception_kind",
            ~frame["kind"].isin(EXCEPTION_KINDS),
            f"An exception is one of {kinds}; these are not: {{rows}}.",
        ),
        ("note_missing", frame["note"] == "", "Exceptions need a note that says why: {rows}."),
        (
            "exception_shape",
            ~(areal & shapely.is_valid(shapes)),
            "An exception is a valid polygon; these are not: {rows}.",
        ),
    )
    for code, bad, told in refusals:
        if np.any(bad):
            raise _refusal({"rows": name_some(frame.index[np.asarray(bad)])}, code, told)
    if frame.crs != crs:
        told = "The exceptions are drawn in {given}, the grids in {expected}."
        raise _refusal({"given": str(frame.crs), "expected": str(crs)}, "exception_crs", told)


def _refusal(facts: dict[str, Fact], code: str, told: str) -> InputError:
    return InputError(code, facts, told)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Ground of the recorded exceptions of one kind, and how it lies to the units.

    ``unit`` is the row of the unit the ground is drawn in, -1 for none; ``owner`` the row of the
    unit it belongs to by its grid, -1 for none.
    """

    geometry: Polygons
    ids: tuple[str, ...]
    unit: Ints
    owner: Ints


_NOWHERE = Ground(np.zeros(0, dtype=object), (), np.zeros(0, np.int64), np.zeros(0, np.int64))


def ground_of(
    exceptions: gpd.GeoDataFrame, kind: str, units: Polygons, unit_of_grid: Mapping[str, int]
) -> Ground:
    """Ground of one kind of exception, with the unit it is drawn in and the unit it belongs to.

    Which unit is only a guess at where the rings will cancel; a wrong guess leaves them over.
    """
    if not len(exceptions):
        return _NOWHERE
    chosen = exceptions[exceptions["kind"] == kind]
    shapes = chosen.geometry.to_numpy()
    unit = np.full(len(shapes), -1, dtype=np.int64)
    if len(shapes) and len(units):
        row, held = shapely.STRtree(units).query(shapely.point_on_surface(shapes), "within")
        unit[row] = held
    owner = [unit_of_grid.get(grid_id, -1) for grid_id in chosen["grid_id"]]
    return Ground(shapes, tuple(chosen.index), unit, np.array(owner, dtype=np.int64))


def clashes(
    exceptions: gpd.GeoDataFrame, boundary: shapely.Geometry
) -> list[tuple[str, str, shapely.Geometry]]:
    """Exclaves that lie on ground which counts already: inside the boundary or another exclave.

    Counted twice, such ground would let two grids lie on it unnoticed.

    Returns
    -------
    exception_id, what it lies on ("boundary" or "exception:id"), the common ground.
    """
    if not len(exceptions):
        return []
    exclaves = exceptions[exceptions["kind"] == "exclave"]
    counted = [("boundary", boundary if boundary.is_valid else shapely.make_valid(boundary))]
    found = []
    for name, shape in zip(exclaves.index, exclaves.geometry, strict=True):
        below = [
            (name, what, _areal(shapely.intersection(shape, other)))
            for what, other in counted
            if shapely.relate_pattern(shape, other, COMMON_GROUND)
        ]
        found += below
        if not below:
            counted.append((f"exception:{name}", shape))
    return found


def _areal(shape: shapely.Geometry) -> shapely.Geometry:
    """Keep the polygons of what two shapes have in common, not where they only touch."""
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[shapely.area(parts) > 0])


def islands_of(exceptions: gpd.GeoDataFrame) -> dict[str, list[tuple[str, shapely.Geometry]]]:
    """Grid -> exception_id and shape of every separate part that is recorded as its own."""
    found: dict[str, list[tuple[str, shapely.Geometry]]] = defaultdict(list)
    parts = exceptions[exceptions["kind"] != "hole"]
    for row in parts.itertuples():
        for part in shapely.get_parts(row.geometry):
            found[row.grid_id].append((row.Index, part))
    return found
