"""Roads somebody brings, looked at before they count: what nearly meets, and what was joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.road_joins import crossings, join_near_misses, node_crossings
from geo.roads import Network, near_misses, network_from_lines

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd

    from geo.formats.road_reading import RoadReading
    from geo.road_joins import Join

NEAR_M = 5.0  # ends this near to another road are listed


@dataclass(frozen=True, eq=False)
class Look:
    """Roads as they were read, and what to look at.

    Parameters
    ----------
    misses
        Ends that stop within 5 m of a road they are not joined to; frame of `near_misses`, the
        narrowest first.
    crossed
        Roads that cross without a node; frame of `crossings`.
    """

    reading: RoadReading
    network: Network
    misses: gpd.GeoDataFrame
    crossed: gpd.GeoDataFrame


@dataclass(frozen=True, eq=False)
class Mended:
    """Roads after what a person asked for: ends joined, crossings made junctions."""

    roads: gpd.GeoDataFrame
    network: Network
    joins: tuple[Join, ...] = ()
    left: tuple[str, ...] = ()
    noded: int = 0


def look_at(reading: RoadReading) -> Look:
    """List what nearly meets and what crosses; nothing is joined."""
    network = network_from_lines(reading.roads)
    misses = near_misses(network, tolerance_m=NEAR_M).sort_values("gap_m", kind="stable")
    return Look(reading, network, misses, crossings(reading.roads))


def mended(look: Look, ends: Collection[str], *, node: bool = False) -> Mended:
    """Join the ends a person named, and make junctions of the crossings that are no bridge.

    Parameters
    ----------
    ends
        Ids of nodes, of `Look.misses`.
    node
        Whether the crossings become junctions.
    """
    roads, crossed = look.reading.roads, look.crossed
    wanted = crossed[~crossed["bridge"] & (crossed["kind"] != "overlap")] if node else crossed[:0]
    if len(wanted):
        roads = node_crossings(roads, wanted)
    if not len(ends):
        return Mended(roads, network_from_lines(roads), noded=len(wanted))
    found = near_misses(network_from_lines(roads), tolerance_m=NEAR_M)
    done = join_near_misses(roads, found[found.index.isin(list(ends))])
    return Mended(done.roads, network_from_lines(done.roads), done.joins, done.left, len(wanted))
