"""Points put on the roads one mode may use, and the seconds between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from geo.travel import UNREACHABLE, Mode, Snaps, path_geometry, snap, travel_seconds

if TYPE_CHECKING:
    import shapely
    from numpy.typing import NDArray

    from geo.roads import Network


@dataclass(frozen=True, eq=False)
class Reach:
    """Points on the roads of one mode.

    Parameters
    ----------
    beyond
        For each point whether the nearest road of this mode is farther than people walk.
    """

    network: Network
    mode: Mode
    snaps: Snaps
    beyond: NDArray[np.bool_]

    def seconds(self, others: Reach | None = None) -> NDArray[np.int32]:
        """Seconds from every point to every (other) point; -1 where there is no way."""
        to = others or self
        table = travel_seconds(self.network, self.snaps, to.snaps, self.mode)
        cut = self.beyond[:, None] | to.beyond[None, :]
        if others is None:
            np.fill_diagonal(cut, val=False)
        return np.where(cut, UNREACHABLE, table).astype(np.int32)

    def path(self, first: int, second: int) -> shapely.LineString:
        """Line of the fastest way between two points, along the roads."""
        return path_geometry(self.network, self.snaps[first], self.snaps[second], self.mode)


def reach_of(
    network: Network,
    points: gpd.GeoSeries | gpd.GeoDataFrame,
    mode: Mode,
    *,
    max_walk_m: float,
) -> Reach:
    """Put points on the roads of a mode; the last `max_walk_m` metres may be walked.

    A vehicle stops where its road ends: a hamlet up a footpath is reached on foot from there if
    it is near, and otherwise only by those who come on foot. Whoever is on foot starts and ends on
    foot, so no walk is too far.
    """
    snaps = snap(network, gpd.GeoSeries(points.geometry, crs=network.edges.crs), mode=mode)
    beyond = np.zeros(len(snaps), dtype=bool) if mode == "foot" else snaps.gap_m > max_walk_m
    return Reach(network, mode, snaps, beyond)


def as_table(seconds: NDArray[np.int32]) -> tuple[tuple[int, ...], ...]:
    """Whole numbers of a matrix as the tuples a question holds."""
    return tuple(tuple(row) for row in seconds.tolist())
