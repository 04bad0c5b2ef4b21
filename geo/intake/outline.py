"""How well a drawing matches the known outline of a township: what tells 440 m apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from geo.coverage.edges import edge_residue
from geo.crs import working_crs_for

NEAR_M = 5_000  # a drawing of the township may reach this far beyond its bounding box
DEGREE_M = 111_320  # length of a degree of latitude, to a percent
_REACH_M = 200  # a line further off than this is another line: GCJ-02 is 440 m away
_EDGE_M = 30  # outlines of different makers differ by this much and are still the same
_UNITED = 2_000  # polygons: the union of more takes seconds
_STEPS = 2_000  # places looked at along the outline of a drawing

Numbers = NDArray[np.float64]  # (n, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A township in metres: its ground and every border known of it.

    Parameters
    ----------
    bounds
        West, south, east, north in degrees.
    ground
        The township grown by 30 m.
    borders
        Straight pieces of the outline, and of inner borders where they are known.
    from_lonlat
        To the metres of `ground`.
    """

    bounds: tuple[float, float, float, float]
    ground: shapely.Geometry
    borders: shapely.STRtree
    from_lonlat: Transformer

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude in degrees of the middle of the bounding box."""
        west, south, east, north = self.bounds
        return (west + east) / 2, (south + north) / 2

    def beyond_m(self, lonlat: Numbers) -> NDArray[np.float64]:
        """Metres from the bounding box, roughly: 0 inside, infinite for what is no place."""
        west, south, east, north = self.bounds
        lon, lat = lonlat.T
        dx = np.maximum(np.maximum(west - lon, lon - east), 0) * np.cos(np.radians(south))
        dy = np.maximum(np.maximum(south - lat, lat - north), 0)
        far: NDArray[np.float64] = np.hypot(dx, dy) * DEGREE_M
        return np.where(np.isfinite(far), far, np.inf)

    def share_near(self, lonlat: Numbers) -> float:
        """Share of the places within 5 km of the bounding box, 0..1."""
        return float((self.beyond_m(lonlat) <= NEAR_M).mean())

    def fit(self, vertices: Numbers, outer: Numbers) -> float:
        """How well a drawing lies on the township, 0..1.

        Parameters
        ----------
        vertices
            Its vertices in longitude and latitude: how many lie on the township's ground?
        outer
            Places along its outer border, none for points: how near are they to known borders,
            1 on the line and 0 from 200 m? The share of both is the mean.
        """
        x, y = self._metres(vertices).T
        inside = float(shapely.contains_xy(self.ground, x, y).mean())
        if len(outer) == 0:
            return inside
        _, far = self.borders.query_nearest(
            shapely.points(self._metres(outer)), return_distance=True, all_matches=False
        )
        return (inside + float(np.clip(1 - far / _REACH_M, 0, 1).mean())) / 2

    def _metres(self, lonlat: Numbers) -> Numbers:
        return np.column_stack(self.from_lonlat.transform(*lonlat.T))


def outline_of(near: shapely.Geometry) -> Outline:
    """Township as one or several polygons in longitude and latitude, ready to be compared with.

    Several polygons that share borders (villages) tell more than their union: each border of
    theirs is one that a drawing may follow.
    """
    west, south, east, north = (float(value) for value in near.bounds)
    centre = (west + east) / 2, (south + north) / 2
    way = Transformer.from_crs("EPSG:4326", working_crs_for(*centre), always_xy=True)
    parts = shapely.transform(
        shapely.get_parts(near), lambda xy: np.column_stack(way.transform(*xy.T))
    )
    ground = shapely.buffer(shapely.union_all(shapely.make_valid(parts)), _EDGE_M)
    shapely.prepare(ground)
    return Outline((west, south, east, north), ground, shapely.STRtree(_pieces(parts)), way)


def _pieces(parts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Two-point lines of every ring."""
    xy, ring = shapely.get_coordinates(
        shapely.get_rings(shapely.get_parts(shapely.make_valid(parts))), return_index=True
    )
    same = ring[1:] == ring[:-1]
    pieces: NDArray[np.object_] = shapely.linestrings(np.stack((xy[:-1], xy[1:]), axis=1)[same])
    return pieces


def outer_places(shapes: Sequence[shapely.Geometry | None]) -> Numbers:
    """Places along the outer border of polygons, or of the faces that lines enclose.

    Worked out once, in the numbers of the file: which border is the outer one does not depend
    on the system. Points, and lines that enclose nothing, have none. Of very many polygons the
    border is what no two of them share, so that gaps and overlaps blur it.
    """
    held = np.array([shape for shape in shapes if shape is not None], dtype=object)
    held = held[~shapely.is_empty(held)]
    dimensions = shapely.get_dimensions(held)
    areas = held[dimensions == 2]
    if len(areas) > _UNITED:
        return _some(_lone_edges(areas))
    if (dimensions == 1).any():
        lines = np.concatenate((held[dimensions == 1], shapely.boundary(areas)))
        areas = shapely.get_parts(shapely.polygonize([shapely.union_all(lines)]))
    whole = shapely.get_parts(shapely.union_all(shapely.make_valid(areas)))
    return _along(shapely.get_exterior_ring(whole[shapely.get_dimensions(whole) == 2]))


def _lone_edges(areas: NDArray[np.object_]) -> Numbers:
    """Where the segments start that have no twin running the other way."""
    start = edge_residue(areas, areas[:0]).edges.start
    return np.column_stack((start.real, start.imag))


def _some(places: Numbers) -> Numbers:
    return places[:: -(-len(places) // _STEPS) or 1]


def _along(rings: NDArray[np.object_]) -> Numbers:
    """Places on rings at equal distances from each other."""
    length = shapely.length(rings)
    if length.sum() == 0:
        return np.empty((0, 2))
    counts = np.ceil(length / length.sum() * _STEPS).astype(int)
    places = [
        shapely.line_interpolate_point(ring, np.arange(count) / count, normalized=True)
        for ring, count in zip(rings, counts, strict=True)
    ]
    along: Numbers = shapely.get_coordinates(np.concatenate(places))
    return along
