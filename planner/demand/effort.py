"""Minutes of work that a grid takes in a month, on its slopes and roads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse.csgraph import minimum_spanning_tree

from geo.speeds import OFF_ROAD_FACTOR, tobler_ms
from planner.demand.reach import reach_of

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.load import Area
    from geo.roads import Network
    from geo.terrain import Terrain
    from geo.travel import Mode
    from planner.demand.reach import Trip

    Seconds = NDArray[np.int64]
    Floats = NDArray[np.float64]

_NEAREST_M = 0.01  # two dwellings on one spot; a weight of zero would be taken for "no way"


@dataclass(frozen=True, slots=True)
class EffortSettings:
    """What a month's work in a grid consists of: the planner's own numbers, no standard.

    The effort of a grid in minutes a month is

        rounds_a_month * (round + doors) + household_min * households

    round
        A closed round through all places of the grid, on the mapped roads by `mode` with their
        slopes, the last bit on foot where no such road leads. Shortest for up to 10 places;
        above, a round with its bound beside it (`planner.demand.rounds`).
    doors
        The walk at each place along the shortest tree that joins its mapped dwellings, there and
        back, straight over the slopes at the pace off the path: paths to houses branch, and each
        branch is walked back. A place without mapped dwellings has no such walk.
    household_min
        Talk and paper for one household in a month.

    `max_walk_min` is the longest walk from where a vehicle is left. Two places without any mapped
    way between them are joined by a straight walk, and counted as such.
    """

    mode: Mode = "motorbike"
    rounds_a_month: int = 4
    household_min: float = 5.0
    max_walk_min: int = 120

    def __post_init__(self) -> None:
        """Refuse a month without work."""
        if self.rounds_a_month < 0 or self.household_min < 0 or self.max_walk_min < 0:
            msg = "rounds_a_month, household_min and max_walk_min must not be negative"
            raise ValueError(msg)


def place_seconds(
    network: Network, points: gpd.GeoSeries, trip: Trip, *, max_walk_min: int
) -> tuple[Seconds, NDArray[np.bool_]]:
    """Seconds from point to point, and where they are a straight walk for want of a mapped way."""
    xy = shapely.get_coordinates(points.to_numpy())
    pace = OFF_ROAD_FACTOR * float(tobler_ms(np.zeros(1))[0])
    straight = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)) / pace
    across = np.ceil(straight).astype(np.int64)
    if not len(network.edges) or not len(xy):
        return across, across > 0
    mapped = reach_of(network, points, trip, max_walk_s=60 * max_walk_min).seconds()
    missing = mapped < 0
    return np.where(missing, across, mapped), missing


def door_seconds(area: Area) -> Seconds:
    """Seconds of the walk to all mapped dwellings of each place and back, in order of places.

    A dwelling belongs to the place it names, else to the nearest place (guessed).
    """
    homes = area.buildings[area.buildings["kind"] == "dwelling"]
    walks = np.zeros(len(area.places), dtype=np.int64)
    if homes.empty or area.places.empty:
        return walks
    spots = shapely.get_coordinates(shapely.centroid(homes.geometry.to_numpy()))
    place = _place_of(homes, spots, area.places)
    for row in np.unique(place):
        walks[row] = _tree_walk(spots[place == row], area.terrain)
    return walks


def _place_of(homes: gpd.GeoDataFrame, spots: Floats, places: gpd.GeoDataFrame) -> Seconds:
    """Row of the place of each dwelling."""
    named = places.index.get_indexer(homes["place_id"])
    nearest = shapely.STRtree(places.geometry.to_numpy()).nearest(shapely.points(spots))
    row: Seconds = np.where(named >= 0, named, nearest).astype(np.int64)
    return row


def _tree_walk(spots: Floats, terrain: Terrain | None) -> int:
    """Seconds there and back along the tree that joins the spots with the least walking."""
    away = spots[:, None] - spots[None]
    metres = np.maximum(np.hypot(away[..., 0], away[..., 1]), _NEAREST_M)
    rise = np.zeros_like(metres)
    if terrain is not None:
        height = terrain.at(*spots.T)
        # without a height the ground counts as level
        rise = np.nan_to_num(height[None, :] - height[:, None])
    slope = rise / metres
    pace = OFF_ROAD_FACTOR * np.stack([tobler_ms(slope), tobler_ms(-slope)])
    both = (metres / pace).sum(axis=0)
    np.fill_diagonal(both, 0.0)
    return int(np.ceil(minimum_spanning_tree(both).sum()))
