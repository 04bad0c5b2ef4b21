"""The layers of a drawing in an order of their own, with rings that enclose ground."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.coverage.edges import Ints, Polygons
from geo.coverage.exceptions import Ground as Recorded
from geo.coverage.exceptions import ground_of, islands_of
from geo.coverage.findings import Rows, copies, rows_of, unit_rows

OF_STATED_UNIT = 0.5  # a grid with less of its ground in the unit it names has the wrong code


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The layers as drawn, in an order of their own, rings mended so that they enclose ground.

    ``copy_of`` names, for rows that repeat the shape of an earlier one, that row; they claim
    nothing. ``unit`` is the unit a grid is in by its code, or by its ground if the code is wrong
    (``recoded``); -1 for none.
    """

    rows: Rows
    grids: Polygons
    copy_of: dict[int, int]
    unit: Ints
    recoded: tuple[int, ...]
    parents: Rows
    units: Polygons
    boundary: shapely.Geometry
    holes: Recorded
    exclaves: Recorded
    islands: dict[str, list[tuple[str, shapely.Geometry]]]

    @property
    def outlines(self) -> list[Polygons]:
        """Every layer that has borders."""
        outer = np.array([self.boundary], dtype=object)
        return [self.grids, self.units, outer, self.holes.geometry, self.exclaves.geometry]


def drawn_layers(
    grids: gpd.GeoDataFrame,
    boundary: shapely.Geometry,
    units: gpd.GeoDataFrame | None,
    exceptions: gpd.GeoDataFrame,
) -> Drawn:
    """Bring the layers into an order of their own; broken rings are read even-odd."""
    rows, parents = rows_of(grids), rows_of(units)
    twins = dict.fromkeys(copies(rows), 0)
    first = {shapely.to_wkb(shape): row for row, shape in reversed(list(enumerate(rows.geometry)))}
    twins = {row: first[shapely.to_wkb(rows.geometry[row])] for row in twins}
    shapes = polygonal(rows.geometry)
    shapes[list(twins)] = shapely.Polygon()
    stated = unit_rows(rows, parents)
    unit = _units_by_ground(shapes, stated, polygonal(parents.geometry))
    of_grid = dict(zip(rows.ids, unit.tolist(), strict=True))
    holes, exclaves = (
        ground_of(exceptions, kind, parents.geometry, of_grid) for kind in ("hole", "exclave")
    )
    outer = polygonal(np.array([boundary], dtype=object))[0]
    return Drawn(
        rows,
        shapes,
        twins,
        unit,
        tuple(np.flatnonzero(unit != stated).tolist()),
        parents,
        polygonal(parents.geometry),
        outer,
        holes,
        exclaves,
        islands_of(exceptions),
    )


def polygonal(polygons: Polygons) -> Polygons:
    """Read broken rings even-odd; lines and points among what they become are dropped."""
    mended = polygons.copy()
    for row in np.flatnonzero(~shapely.is_valid(polygons)):
        parts = shapely.get_parts(shapely.make_valid(polygons[row]))
        mended[row] = shapely.union_all(parts[shapely.area(parts) > 0])
    return mended


def _units_by_ground(grids: Polygons, stated: Ints, units: Polygons) -> Ints:
    """Find the unit of each grid: the one it names, or what has most of it if the code is wrong."""
    unit = stated.copy()
    if not len(units):
        return unit
    grid, row = shapely.STRtree(units).query(grids, "intersects")
    alone = np.bincount(grid, minlength=len(grids))[grid] == 1
    doubtful = ~(alone & (stated[grid] == row))
    grid, row = grid[doubtful], row[doubtful]
    common = shapely.area(shapely.intersection(grids[grid], units[row]))
    for number in np.unique(grid):
        mine = grid == number
        share = dict(zip(row[mine].tolist(), (common[mine] / grids[number].area), strict=True))
        most = max(sorted(share), key=share.__getitem__)
        wrong = share.get(int(stated[number]), 0.0) < OF_STATED_UNIT
        if wrong and (share[most] >= OF_STATED_UNIT or stated[number] < 0):
            unit[number] = most
    return unit
