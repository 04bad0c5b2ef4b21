"""Points put on the roads: where on which edge, in metres."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.roads import Network
from geo.schema import Fact, InputError
from geo.speeds import Profile
from geo.usage import usable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Snaps:
    """Points on the network: where on which edge, and how far from the true point.

    Parameters
    ----------
    edge : row of the edge in network.edges
    offset_m : metres along its line from u
    gap_m : metres from the true point to the road, walked off the road
    xy : the true points [n, 2]
    """

    edge: Ints
    offset_m: Floats
    gap_m: Floats
    xy: Floats

    def __len__(self) -> int:
        return len(self.edge)

    def __getitem__(self, i: int | slice | Ints) -> "Snaps":
        rows = np.atleast_1d(np.arange(len(self))[i])
        return Snaps(self.edge[rows], self.offset_m[rows], self.gap_m[rows], self.xy[rows])


def snap(
    network: Network,
    points: gpd.GeoDataFrame | gpd.GeoSeries | Floats,
    *,
    profile: Profile | None = None,
) -> Snaps:
    """Put each point on the nearest edge (metres), of two equally near on the first.

    Parameters
    ----------
    points : points in the system of the network, or an array [n, 2] in it
    profile : only edges it may use; the rest of the way is walked (gap_m).
        Without it a point beside a footpath is on the footpath, where no car comes

    Raises
    ------
    InputError
        network_empty, snap_crs or snap_points.
    """
    xy = _coordinates(network, points)
    rows = np.arange(len(network.edges))
    if profile is not None:
        rows = np.flatnonzero(usable(network, profile))
    if not len(rows):
        sentence = "roads: no road that mode {mode} may use; add roads or choose another mode."
        raise InputError(
            code="network_empty",
            facts={"mode": profile.mode if profile else "any"},
            sentence=sentence,
        )
    at, lines = shapely.points(xy), network.geometry[rows]
    point, near = shapely.STRtree(lines).query_nearest(at, all_matches=True)
    first = np.full(len(at), len(rows))
    np.minimum.at(first, point, near)
    line = lines[first]
    return Snaps(
        rows[first].astype(np.int64),
        shapely.line_locate_point(line, at),
        shapely.distance(line, at),
        xy,
    )


def _coordinates(network: Network, points: gpd.GeoDataFrame | gpd.GeoSeries | Floats) -> Floats:
    """Coordinates of the points, once it is sure that they are in the network's system."""
    if isinstance(points, gpd.GeoDataFrame | gpd.GeoSeries):
        if points.crs != network.edges.crs:
            facts: dict[str, Fact] = {"expected": str(network.edges.crs), "given": str(points.crs)}
            sentence = (
                "points: expected the coordinate system of the roads, {expected}, given {given}."
            )
            raise InputError(code="snap_crs", facts=facts, sentence=sentence)
        points = shapely.get_coordinates(points.geometry.to_numpy())
    xy = np.asarray(points, dtype=float).reshape(-1, 2)
    if not np.isfinite(xy).all():
        sentence = "points: expected finite coordinates in metres."
        raise InputError(code="snap_points", sentence=sentence)
    return xy
