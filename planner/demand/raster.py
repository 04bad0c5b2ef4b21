"""People by place out of a population raster; the sum inside the boundary is conserved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.raster_counts import read_cells, sums_by_shape
from planner.demand.footprints import Guess
from planner.demand.largest_remainder import shared_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.load import Area


def from_raster(
    name: str,
    content: bytes,
    area: Area,
    *,
    density: bool = False,
    people_per_household: float | None = None,
) -> Guess:
    """Count people by place: the cells of a raster summed over each place's catchment.

    The catchment of a place is the ground of its unit that lies nearer to it than to any other
    place of the unit, in a straight line. A unit without places goes to the nearest place of all.
    Catchments tile the area, so the sum over places is the sum inside the boundary, rounded once.

    Parameters
    ----------
    people_per_household
        Guesses households as well, people divided by this; left as they are when None.

    Raises
    ------
    InputError
        As `geo.raster_counts.read_cells`.
    """
    cells = read_cells(name, content, area.boundary, area.crs, density=density)
    shapes, place = catchments(area)
    sums: NDArray[np.float64] = np.zeros(len(area.places))
    np.add.at(sums, place, sums_by_shape(cells, shapes))
    inside = float(sums.sum())
    ids = [str(code) for code in area.places.index]

    def shared(total: float) -> dict[str, int]:
        return dict(zip(ids, shared_out(round(total), sums).tolist(), strict=True))

    counts = {"population_count": shared(inside)}
    if people_per_household is not None:
        counts["household_count"] = shared(inside / people_per_household)
    return Guess(counts, inside, cells.void, int((sums == 0).sum()), cells.uncovered_m2)


def catchments(area: Area) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Cut the area into catchments: shapes, and the row of the place each belongs to.

    Two places at one point share nothing: the first of them has the catchment.
    """
    points, codes = area.places.geometry.to_numpy(), area.places["unit_code"].to_numpy()
    shapes: list[shapely.Geometry] = []
    place: list[int] = []
    for code, unit in area.units.geometry.items():
        rows = np.flatnonzero(codes == code)
        rows = rows if len(rows) else np.arange(len(points))
        for row, shape in _split(unit, points, rows):
            shapes.append(shape)
            place.append(row)
    return np.array(shapes, dtype=object), np.array(place, dtype=np.int64)


def _split(
    unit: shapely.Geometry, points: NDArray[np.object_], rows: NDArray[np.int64]
) -> list[tuple[int, shapely.Geometry]]:
    """Cut one unit by the cells nearest to each point."""
    if len(rows) == 1:
        return [(int(rows[0]), unit)]
    sites = shapely.multipoints(points[rows])
    found = shapely.get_parts(shapely.voronoi_polygons(sites, extend_to=shapely.box(*unit.bounds)))
    tree = shapely.STRtree(points[rows])
    cell, at = tree.query(found, "intersects")
    _, first = np.unique(cell, return_index=True)
    pieces = shapely.intersection(found[cell[first]], unit)
    return [
        (int(rows[row]), piece)
        for row, piece in zip(at[first], pieces, strict=True)
        if shapely.area(piece) > 0
    ]
