"""A division of a township: faces, the grid each belongs to, and the units they must fill."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import Polygon

from geo.contract import InputError
from geo.coverage.edges import Polygons, edge_residue
from geo.redraw.nodes import DECIMALS, both_ways, chains, with_nodes
from geo.redraw.refusals import Why, refusal

Weights = Callable[[Polygon], float]


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A piece of ground that changes hands as a whole; a grid not refined is one face."""

    geometry: Polygon
    unit_code: str
    grid_id: str


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A grid with its ground; ``kind`` is base or special, empty names are none."""

    grid_id: str
    unit_code: str
    kind: str
    name_zh: str
    name_en: str
    effective_from: str | None
    geometry: Polygon
    locked: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class GridSet:
    """A division in metres on a 1 mm raster; a value that no operation changes.

    Attributes
    ----------
    crs
        Working coordinate system.
    faces, grids, units
        By id; borders of units have every node that their grids have.
    boundary
        Union of the units.
    retired
        Codes used once and never given again.
    """

    crs: str
    faces: Mapping[str, Face]
    grids: Mapping[str, Grid]
    units: Mapping[str, shapely.Geometry]
    boundary: shapely.Geometry
    retired: frozenset[str]

    def frame(self) -> gpd.GeoDataFrame:
        """Frame of the grids by grid_id, sorted (`geo.schema.GRIDS`)."""
        held = [self.grids[grid_id] for grid_id in sorted(self.grids)]
        ids = pd.Index([grid.grid_id for grid in held], dtype="object", name="grid_id")
        columns = {
            name: pd.Series([getattr(grid, name) or None for grid in held], ids, dtype="object")
            for name in ("name_zh", "name_en", "kind", "unit_code", "effective_from")
        }
        return gpd.GeoDataFrame(columns, geometry=[grid.geometry for grid in held], crs=self.crs)


def open_grids(
    grids: gpd.GeoDataFrame, units: gpd.GeoDataFrame, *, retired: Iterable[str] = ()
) -> GridSet:
    """Open grids for redrawing; every grid begins as one face, none is locked.

    Parameters
    ----------
    grids
        Frame of `geo.schema.GRIDS`, in metres; coordinates are rounded to 1 mm where they are
        not (an area that was loaded has them so).
    units
        Frame by unit_code; a node of a grid on a border of its unit is put into the unit.
    retired
        Codes that were used before and must not be given again.

    Raises
    ------
    InputError
        redraw_not_clean when the borders of grids, units and township do not cancel.
    """
    shapes, outlines = (_rounded(frame.geometry.to_numpy()) for frame in (grids, units))
    rows: dict[str, Grid] = {}
    for grid_id, row, shape in zip(grids.index, grids.to_dict("records"), shapes, strict=True):
        zh, en, date = (_text(row.get(name)) for name in ("name_zh", "name_en", "effective_from"))
        rows[grid_id] = Grid(grid_id, row["unit_code"], row["kind"], zh, en, date or None, shape)
    faces = {name: Face(grid.geometry, grid.unit_code, name) for name, grid in rows.items()}
    of_unit = dict(zip(units.index, outlines, strict=True))
    known = all(grid.unit_code in of_unit for grid in rows.values())
    if not known or not _areal(shapes, outlines):
        raise refusal(Why.NOT_CLEAN)
    boundary = shapely.coverage_union_all(outlines)
    state = GridSet(str(grids.crs), faces, rows, of_unit, boundary, frozenset(retired))
    if proved(state):
        return state
    state = _with_nodes_of_grids(state)
    if not proved(state):
        raise refusal(Why.NOT_CLEAN)
    return state


def _with_nodes_of_grids(state: GridSet) -> GridSet:
    """State whose units have the nodes their grids have on the border, as after redrawing."""
    units = {}
    for code, unit in state.units.items():
        own = [grid.geometry for grid in state.grids.values() if grid.unit_code == code]
        try:
            found = chains(np.array([unit], dtype=object), np.array(own, dtype=object))
        except InputError as error:
            raise refusal(Why.NOT_CLEAN) from error
        units[code] = with_nodes(unit, both_ways(found))
    boundary = shapely.coverage_union_all(np.array(list(units.values()), dtype=object))
    return replace(state, units=units, boundary=boundary)


def proved(state: GridSet) -> bool:
    """Whether faces fill grids, grids fill units and units fill the township exactly once.

    Edge cancellation without tolerance (`geo.coverage`), on valid rings.
    """
    shapes = np.array([grid.geometry for grid in state.grids.values()], dtype=object)
    return bool(shapely.is_valid(shapes).all()) and cancels(state)


def cancels(state: GridSet) -> bool:
    """Whether all borders cancel at all three levels; rings are taken to be valid."""
    row_of = {code: row for row, code in enumerate(state.units)}
    grids = list(state.grids.values())
    shapes = np.array([grid.geometry for grid in grids], dtype=object)
    unit = np.array([row_of[grid.unit_code] for grid in grids], dtype=np.int64)
    units = np.array(list(state.units.values()), dtype=object)
    rows = np.arange(len(units), dtype=np.int64)
    outline = np.array([state.boundary], dtype=object)
    return (
        edge_residue(shapes, units, groups=(unit, rows)).count == 0
        and edge_residue(units, outline).count == 0
        and _faces_cancel(state)
    )


def _faces_cancel(state: GridSet) -> bool:
    """Whether refined grids are filled by their faces; one face is the grid itself."""
    row_of = {grid_id: row for row, grid_id in enumerate(state.grids)}
    grids = list(state.grids.values())
    loose = [
        face
        for face in state.faces.values()
        if face.geometry is not state.grids[face.grid_id].geometry
    ]
    rows = sorted({row_of[face.grid_id] for face in loose})
    if len(state.faces) - len(loose) + len(rows) != len(grids):
        return False
    if not rows:
        return True
    shapes = np.array([face.geometry for face in loose], dtype=object)
    owner = np.array([row_of[face.grid_id] for face in loose], dtype=np.int64)
    whole = np.array([grids[row].geometry for row in rows], dtype=object)
    return edge_residue(shapes, whole, groups=(owner, np.array(rows, np.int64))).count == 0


def faces_of_grids(state: GridSet, grid_ids: Iterable[str]) -> dict[str, dict[str, Face]]:
    """Faces of some grids by grid and face id, in the order of the state."""
    held: dict[str, dict[str, Face]] = {grid_id: {} for grid_id in grid_ids}
    for face_id, face in state.faces.items():
        if face.grid_id in held:
            held[face.grid_id][face_id] = face
    return held


def _rounded(shapes: Polygons) -> Polygons:
    """Shapes on the raster; the same objects where they are on it already."""
    xy = shapely.get_coordinates(shapes)
    if np.array_equal(xy, np.round(xy, DECIMALS)):
        return shapes
    moved: Polygons = shapely.transform(shapes, lambda xy: np.round(xy, DECIMALS) + 0.0)
    return moved


def _areal(shapes: Polygons, outlines: Polygons) -> bool:
    """Whether grids are single polygons and units polygons, none missing or empty."""
    single = shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON
    areal = np.isin(shapely.get_type_id(outlines), (3, 6))
    filled = shapely.area(np.concatenate([shapes, outlines])) > 0
    return bool(single.all() and areal.all() and filled.all() and len(shapes))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
