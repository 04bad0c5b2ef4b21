"""Points put on the roads: where on which edge, in metres."""

from dataclasses import dataclass, field
from functools import lru_cache

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.nearest import Stretches, stretches
from geo.roads import Network
from geo.schema import Fact, InputError
from geo.speeds import Profile
from geo.usage import usable
from geo.water import Water

SIDE_M = 800.0  # guessed: a quarter of an hour through the country, then people ask for a boat
_FIRST_REACH_M = 50.0

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
    crosses : whether the straight walk to the road leads through water, as far as anybody looked
    """

    edge: Ints
    offset_m: Floats
    gap_m: Floats
    xy: Floats
    crosses: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def __post_init__(self) -> None:
        """Where nobody looked for water, no walk leads through it."""
        if len(self.crosses) != len(self.edge):
            object.__setattr__(self, "crosses", np.zeros(len(self.edge), dtype=bool))

    def __len__(self) -> int:
        return len(self.edge)

    def __getitem__(self, i: int | slice | Ints) -> "Snaps":
        rows = np.atleast_1d(np.arange(len(self))[i])
        return Snaps(
            self.edge[rows],
            self.offset_m[rows],
            self.gap_m[rows],
            self.xy[rows],
            self.crosses[rows],
        )


def snap(
    network: Network,
    points: gpd.GeoDataFrame | gpd.GeoSeries | Floats,
    *,
    profile: Profile | None = None,
    barriers: Water | None = None,
) -> Snaps:
    """Put each point on the nearest edge (metres), of two equally near on the first.

    With barriers a point is put on the nearest edge on its own side of the water, when there is
    one within `SIDE_M`; else it stays on the nearest and is marked: `crosses`.

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
    feet = _stretches(network, profile).nearest(xy)
    edge = rows[feet.line].astype(np.int64)
    snaps = Snaps(edge, feet.offset_m, feet.gap_m, xy)
    if barriers is None:
        return snaps
    walks = shapely.shortest_line(shapely.points(xy), network.geometry[edge])
    across = np.flatnonzero(barriers.crossed(walks))
    return _same_side(network, snaps, across, barriers, np.isin(barriers.bank_edge, rows))


@lru_cache(maxsize=16)
def _stretches(network: Network, profile: Profile | None) -> Stretches:
    """Prepare the edges a profile may use for finding the nearest one."""
    lines = network.geometry
    return stretches(lines if profile is None else lines[usable(network, profile)])


def _same_side(
    network: Network,
    snaps: Snaps,
    across: Ints,
    barriers: Water,
    open_banks: NDArray[np.bool_],
) -> Snaps:
    """Put the points of some rows on the nearest bank on their own side, or mark them."""
    banks, of_edge = barriers.banks[open_banks], barriers.bank_edge[open_banks]
    at = shapely.points(snaps.xy)
    edge, offset_m, gap_m = snaps.edge.copy(), snaps.offset_m.copy(), snaps.gap_m.copy()
    tree, reach_m = shapely.STRtree(banks), _FIRST_REACH_M
    while len(across) and reach_m <= SIDE_M:
        point, near = tree.query(at[across], predicate="dwithin", distance=reach_m)
        walks = shapely.shortest_line(at[across][point], banks[near])
        dry = ~barriers.crossed(walks)
        point, near, walks = point[dry], near[dry], walks[dry]
        order = np.lexsort((of_edge[near], shapely.length(walks), point))
        found, first = np.unique(point[order], return_index=True)
        rows, taken = across[found], order[first]
        edge[rows] = of_edge[near[taken]]
        spots = shapely.get_point(walks[taken], -1)
        offset_m[rows] = shapely.line_locate_point(network.geometry[edge[rows]], spots)
        gap_m[rows] = shapely.length(walks[taken])
        across, reach_m = np.delete(across, found), 2 * reach_m
    crosses = np.isin(np.arange(len(edge)), across)
    return Snaps(edge, offset_m, gap_m, snaps.xy, crosses)


def _coordinates(network: Network, points: gpd.GeoDataFrame | gpd.GeoSeries | Floats) -> Floats:
    """Coordinates of the points, once it is sure that they are in the network's system."""
    if isinstance(points, gpd.GeoDataFrame | gpd.GeoSeries):
        if points.crs != network.edges.crs:
            facts: dict[str, Fact] = {"expected": str(network.edges.crs), "given": str(points.crs)}
            sentence = (
                "points: expected the coordinate system of the roads, {expected}, given {given}."
            )
            raise InputError(code="snap_crs", facts=facts, sentence=sentence)
        shapes = points.geometry.to_numpy()
        if (shapely.get_num_coordinates(shapes) != 1).any():
            raise _without_place()
        points = shapely.get_coordinates(shapes)
    xy = np.asarray(points, dtype=float).reshape(-1, 2)
    if not np.isfinite(xy).all():
        raise _without_place()
    return xy


def _without_place() -> InputError:
    sentence = "points: expected points, each with finite coordinates in metres."
    return InputError(code="snap_points", sentence=sentence)
