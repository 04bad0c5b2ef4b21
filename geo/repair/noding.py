"""Borders noded together on the 1 mm raster.

GEOS hands noded borders back segment by segment, and encloses faces several times as fast when
they are strung together; borders that two grids have in common are noded once.
"""

import numpy as np
import shapely

from geo.coverage.edges import Polygons
from geo.coverage.ledger import GRID_SIZE_M
from geo.repair.drawn import Drawn
from geo.repair.tracing import chained

REACH_M = 3 * GRID_SIZE_M  # a line this far from another is not noded with it


def noded(drawn: Drawn, more: Polygons) -> Polygons:
    """All borders, and some lines more, noded together once."""
    borders = shapely.boundary(np.concatenate(drawn.outlines))
    return _together(strung(np.append(borders, more)))


def noded_again(lines: Polygons, more: Polygons) -> Polygons:
    """Node further lines into noded ones; what is out of their reach stays as it is."""
    near = np.zeros(len(lines), dtype=bool)
    near[shapely.STRtree(lines).query(more, "dwithin", distance=REACH_M)[1]] = True
    return np.append(lines[~near], _together(np.append(lines[near], more)))


def _together(lines: Polygons) -> Polygons:
    parts: Polygons = shapely.get_parts(shapely.union_all(lines, grid_size=GRID_SIZE_M))
    return parts


def strung(lines: Polygons) -> Polygons:
    """Join lines wherever just two segments meet; what they have in common is there once."""
    xy, row = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
    points = xy[:, 0] + 1j * xy[:, 1]
    long = (row[1:] == row[:-1]) & (points[1:] != points[:-1])
    return chained(points[:-1][long], points[1:][long])[0]
