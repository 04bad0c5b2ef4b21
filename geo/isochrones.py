"""How far one gets along the roads in a time: every road is cut exactly where the time is up."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra
from shapely.ops import substring

from geo.roads import Network
from geo.shortest import with_rows
from geo.snap import Floats, Ints, Snaps
from geo.speeds import Profile
from geo.travel import gap_seconds, road_seconds
from geo.ways import Ways, ways

NEVER = -1  # the band of what nobody reaches, however long it takes
BUFFER_M = 100.0  # half width of a band drawn as a surface: the houses along a road
_RASTER_M = 0.001  # surfaces are cut on this raster, so that neighbours share their vertices
_SHORT_M = 1e-6  # what is shorter is a rounding, not a piece of road


class Posts(NamedTuple):
    """Where somebody starts from, and the seconds before each is there.

    A walk to the spot where the vehicle stands is such a wait; the gap between a point and its
    road is walked besides.
    """

    spots: Snaps
    wait_s: Floats | float = 0.0


class _Part(NamedTuple):
    """Pieces of edges between junctions and posts: no post inside, ``begin`` towards ``end``."""

    edge: Ints
    begin: Ints
    end: Ints
    low_m: Floats
    high_m: Floats


class _Fronts(NamedTuple):
    """Arrivals at each part: rows are those from its begin and from its end, by post."""

    seconds: Floats
    post: Ints


def reached_roads(
    network: Network,
    posts: Posts,
    profile: Profile,
    limits_s: Sequence[int],
    *,
    closed: Collection[str] = frozenset(),
    arrival: int = 1,
) -> gpd.GeoDataFrame:
    """Cut all roads into bands by the seconds until somebody from a post is there.

    The walk from a post to its road counts, and a limit belongs to the band it ends. What a
    profile may not use, and what is closed, is not reached along it.

    Parameters
    ----------
    limits_s : rising seconds; band n lies within limit n and beyond the one before
    arrival : 1 for the first post to arrive, 2 for the second, another one than the first

    Returns
    -------
    Frame: edge_id, band (number of the limit; ``len(limits_s)`` later than all; -1 never), from_m,
        to_m along the edge, length_m, geometry LineString; in order, the pieces of an edge make
        up the edge
    """
    if list(limits_s) != sorted(set(limits_s)) or not limits_s or limits_s[0] <= 0:
        msg = f"limits_s must be positive and rise, got {list(limits_s)}"
        raise ValueError(msg)
    way = ways(network, profile, frozenset(closed))
    spots = posts.spots
    part = _parts(way, spots)
    begin_s = gap_seconds(spots) + posts.wait_s
    between = road_seconds(network, spots, spots, profile, closed=closed)
    fronts = _fronts(way, part, *_arrivals(way, spots, between, begin_s, arrival))
    row, low, high = _cut(way, part, fronts, np.asarray(limits_s, dtype=float))
    seconds = _seconds_at(way, part, fronts, row, (low + high) / 2, arrival)
    band = np.searchsorted(np.asarray(limits_s, dtype=float), seconds, side="left")
    return _frame(network, part.edge[row], low, high, np.where(np.isinf(seconds), NEVER, band))


def surfaces(roads: gpd.GeoDataFrame, *, buffer_m: float = BUFFER_M) -> gpd.GeoDataFrame:
    """Draw bands of roads as surfaces, for a map only: the ground beside a road within reach.

    Ground belongs to the earliest band whose roads pass within ``buffer_m``; roads never reached
    have no surface. The surfaces do not overlap and share their borders vertex by vertex.

    Parameters
    ----------
    roads : frame of `reached_roads`

    Returns
    -------
    Frame band -> geometry (MultiPolygon), bands without ground left out
    """
    bands = sorted(set(roads["band"]) - {NEVER})
    drawn = [
        shapely.set_precision(
            shapely.union_all(shapely.buffer(_joined(roads, band), buffer_m, quad_segs=4)),
            _RASTER_M,
        )
        for band in bands
    ]
    borders = shapely.union_all(shapely.boundary(drawn), grid_size=_RASTER_M)
    faces = shapely.get_parts(shapely.polygonize([borders]))
    spots = shapely.point_on_surface(faces)
    owner = np.full(len(faces), len(bands))
    for row in reversed(range(len(bands))):
        shapely.prepare(drawn[row])
        owner[shapely.covers(drawn[row], spots)] = row
    cover = [shapely.coverage_union_all(faces[owner == row]) for row in range(len(bands))]
    frame = gpd.GeoDataFrame(
        {"band": bands}, geometry=[_multi(shape) for shape in cover], crs=roads.crs
    )
    return frame[~frame.is_empty].set_index("band")


def _joined(roads: gpd.GeoDataFrame, band: int) -> NDArray[np.object_]:
    lines = roads.geometry.to_numpy()[roads["band"].to_numpy() == band]
    parts: NDArray[np.object_] = shapely.get_parts(
        shapely.line_merge(shapely.multilinestrings(lines))
    )
    return parts


def _multi(shape: shapely.Geometry) -> shapely.MultiPolygon:
    parts = shapely.get_parts(shape)
    return shapely.MultiPolygon(list(parts[shapely.get_type_id(parts) == 3]))


def _parts(way: Ways, posts: Snaps) -> _Part:
    """Cut the edges at the posts and barriers.

    The post in row p of `posts` is node n + p; the node after the last post stands for every
    barrier: nobody arrives there.
    """
    network, barriers = way.network, way.barriers
    u, v = network.edges[["u", "v"]].to_numpy(np.int64).T
    length = network.edges["length_m"].to_numpy(float)
    count, n = len(length), len(network.node_xy)
    edge = np.concatenate([np.arange(count), posts.edge, barriers.edge])
    at_barrier = np.full(len(barriers.edge), n + len(posts))
    node = np.concatenate([u, n + np.arange(len(posts)), at_barrier])
    low = np.concatenate([np.zeros(count), posts.offset_m, barriers.at_m])
    order = np.lexsort((node, low, edge))  # junctions have lower numbers: they begin an edge
    edge, node, low = edge[order], node[order], low[order]
    last = np.append(edge[1:] != edge[:-1], True)
    high = np.where(last, length[edge], np.append(low[1:], 0.0))
    end = np.where(last, v[edge], np.append(node[1:], 0))
    return _Part(edge, node, end, low, high)


def _arrivals(
    way: Ways, posts: Snaps, between: Floats, begin_s: Floats, arrival: int
) -> tuple[Floats, Ints]:
    """Seconds of the first arrivals at each junction, post and barrier, and from which posts."""
    n, count = len(way.network.node_xy), len(posts)
    start = way.leaving(posts).labels()
    graph = with_rows(way.graph, start.place, start.node, start.seconds, count)
    at_nodes = dijkstra(graph, indices=np.arange(n, n + count))[:, :n]
    itself = np.where(np.eye(count, dtype=bool), 0.0, between)
    never = np.full((count, 1), np.inf)
    seconds = np.concatenate([at_nodes, itself, never], axis=1) + begin_s[:, None]
    if count < arrival:
        missing = np.full((arrival - count, n + count + 1), np.inf)
        seconds = np.concatenate([seconds, missing])
    first = np.argsort(seconds, axis=0, kind="stable")[:arrival]
    return np.take_along_axis(seconds, first, axis=0), first


def _fronts(way: Ways, part: _Part, seconds: Floats, post: Ints) -> _Fronts:
    """Seconds at the begin of each part for going on forward, and at its end for coming back."""
    ahead = np.where(way.forward[part.edge], seconds[:, part.begin], np.inf)
    back = np.where(way.backward[part.edge], seconds[:, part.end], np.inf)
    return _Fronts(
        np.concatenate([ahead, back]), np.concatenate([post[:, part.begin], post[:, part.end]])
    )


def _cut(way: Ways, part: _Part, fronts: _Fronts, limits: Floats) -> tuple[Ints, Floats, Floats]:
    """Cut the parts where any front meets any limit: row of the part, from and to in metres."""
    metres, ahead, back = way.costs.cumulative
    start = way.costs.edge_start_m[part.edge]
    turn = len(fronts.seconds) // 2
    rows, at = [np.arange(len(part.edge))], [part.low_m]
    for number, front in enumerate(fronts.seconds):
        for limit in limits:
            some = np.flatnonzero(front < limit)
            left = (limit - front)[some]
            if number < turn:
                spent = np.interp((start + part.low_m)[some], metres, ahead) + left
                offset = np.interp(spent, ahead, metres) - start[some]
            else:
                spent = np.interp((start + part.high_m)[some], metres, back) - left
                offset = np.interp(spent, back, metres) - start[some]
            inside = (offset > part.low_m[some]) & (offset < part.high_m[some])
            rows.append(some[inside])
            at.append(offset[inside])
    row, low = np.concatenate(rows), np.concatenate(at)
    order = np.lexsort((low, row))
    row, low = row[order], low[order]
    last = np.append(row[1:] != row[:-1], True)
    high = np.where(last, part.high_m[row], np.append(low[1:], 0.0))
    return row, low, high


def _seconds_at(
    way: Ways, part: _Part, fronts: _Fronts, row: Ints, at_m: Floats, arrival: int
) -> Floats:
    """Seconds until the given arrival at a spot of each part."""
    metres, ahead, back = way.costs.cumulative
    start = way.costs.edge_start_m[part.edge[row]]

    def spent(table: Floats, offset_m: Floats) -> Floats:
        return np.interp(start + offset_m, metres, table)

    turn = len(fronts.seconds) // 2
    seconds = fronts.seconds[:, row].copy()
    seconds[:turn] += spent(ahead, at_m) - spent(ahead, part.low_m[row])
    seconds[turn:] += spent(back, part.high_m[row]) - spent(back, at_m)
    post = fronts.post[:, row]
    for _ in range(arrival - 1):
        first = post[seconds.argmin(axis=0), np.arange(len(row))]
        seconds = np.where(post == first, np.inf, seconds)
    least: Floats = seconds.min(axis=0)
    return least


def _frame(network: Network, edge: Ints, low: Floats, high: Floats, band: Ints) -> gpd.GeoDataFrame:
    """Join neighbours of one band on one edge, and draw the pieces."""
    keep = high - low > _SHORT_M
    edge, low, high, band = edge[keep], low[keep], high[keep], band[keep]
    first = np.flatnonzero((np.diff(edge, prepend=-1) != 0) | (np.diff(band, prepend=-2) != 0))
    last = np.append(first[1:], len(edge)) - 1
    edge, low, high, band = edge[first], low[first], high[last], band[first]
    lines = network.geometry[edge].copy()
    for row in np.flatnonzero(high - low < shapely.length(lines) - _SHORT_M):
        lines[row] = substring(lines[row], low[row], high[row])
    return gpd.GeoDataFrame(
        {
            "edge_id": pd.Index(network.edges.index[edge], name="edge_id"),
            "band": band,
            "from_m": low,
            "to_m": high,
            "length_m": high - low,
        },
        geometry=lines,
        crs=network.edges.crs,
    )
