"""The road network: junctions and the edges between them, in metres."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.ops import substring

from geo.formats.osm import OSM_CLASSES, read_osm_buildings, read_osm_roads, read_osm_sites
from geo.schema import ROADS, Fact, InputError, name_some
from geo.terrain import Terrain

__all__ = [
    "ROAD_CLASSES",
    "Network",
    "near_misses",
    "network_from_lines",
    "network_from_osm",
    "read_osm_buildings",
    "read_osm_roads",
    "read_osm_sites",
]

TOWNSHIP_CLASSES = ("county", "township", "village", "track", "footpath")
ROAD_CLASSES = TOWNSHIP_CLASSES + OSM_CLASSES
PIECE_M = 30.0  # heights are read at least this often: one cell of the usual raster
BRIDGE_M = 300.0  # a longer edge with a bridge in it is mostly road, so the ground counts
LEAST_BACK_M = 1.0  # so near its own end a road is always beside itself
_OPTIONAL = tuple(name for name, column in ROADS.columns.items() if column.optional)
_CARRIED = tuple(name for name in _OPTIONAL if not name.startswith("name_"))
_MM = 1000  # end points closer than a millimetre are one junction


@dataclass(frozen=True, eq=False)
class Network:
    """Junctions and edges of the mapped roads; islands and dead ends belong to it.

    An edge is one piece of road between two junctions, with its line drawn from
    u to v; unless `oneway` it may be used both ways. Directions are counted by
    `arc_count`.

    Parameters
    ----------
    node_xy : float array [n, 2], metres
    node_id : ids of the junctions, made of their place to the millimetre
    edges : frame edge_id -> u, v (rows of node_xy), length_m, road_class, bridge, oneway,
        climb_m and descent_m (metres up and down from u to v), road_id, geometry, and what
        the roads say of surface, width_m, foot, motorbike, car, max_kmh, night and rain
        (None or nan where they say nothing)
    component : for each junction the number of the connected part it lies in (0 is the largest)
    piece_edge, piece_m, piece_rise_m : the edges in pieces of at most 30 m, in order:
        row of the edge, length and rise from u towards v in metres
    """

    node_xy: NDArray[np.float64]
    node_id: tuple[str, ...]
    edges: gpd.GeoDataFrame
    component: NDArray[np.int64]
    piece_edge: NDArray[np.int64]
    piece_m: NDArray[np.float64]
    piece_rise_m: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Freeze the arrays, so that one network can be shared and cached by identity."""
        for array in (
            self.node_xy,
            self.component,
            self.piece_edge,
            self.piece_m,
            self.piece_rise_m,
        ):
            array.flags.writeable = False

    @property
    def arc_count(self) -> int:
        """Number of directed edges: a street open both ways counts twice."""
        return int(2 * len(self.edges) - self.edges["oneway"].sum())

    @property
    def component_count(self) -> int:
        """Number of parts that no mapped road connects."""
        return int(self.component.max()) + 1 if len(self.component) else 0

    @property
    def length_m(self) -> float:
        """Length of all edges in metres, each street once."""
        return float(self.edges["length_m"].sum())

    @cached_property
    def geometry(self) -> NDArray[np.object_]:
        """Lines of the edges as a plain array."""
        lines: NDArray[np.object_] = self.edges.geometry.to_numpy()
        return lines


def network_from_lines(roads: gpd.GeoDataFrame, *, terrain: Terrain | None = None) -> Network:
    """Build the network of lines that meet only at their end points.

    Lines that cross without a common end point do not meet (one may be a
    bridge); `near_misses` lists the ends that look as if they should. Parallel
    edges, rings, one-way streets and islands are kept. Without terrain, and
    where its heights are unknown, the ground counts as flat.

    Parameters
    ----------
    roads : ROADS frame in a projected system
    terrain : heights, sampled at least every 30 m along each edge; a short bridge
        is a straight line between its ends, whatever lies below it

    Raises
    ------
    InputError
        roads_crs, roads_class or roads_geometry.
    """
    _check(roads, terrain)
    lines = shapely.force_2d(roads.geometry.to_numpy())
    ends = np.stack([shapely.get_coordinates(shapely.get_point(lines, i)) for i in (0, -1)])
    keys, rows = np.unique(
        np.round(ends.reshape(-1, 2) * _MM).astype(np.int64), axis=0, return_inverse=True
    )
    u, v = rows.reshape(2, -1)
    edge, length, rise = _pieces(lines, roads["bridge"].to_numpy(bool), terrain)
    edges = gpd.GeoDataFrame(
        {
            "u": u,
            "v": v,
            "length_m": shapely.length(lines),
            "road_class": roads["road_class"].to_numpy(),
            "bridge": roads["bridge"].to_numpy(bool),
            "oneway": roads["oneway"].to_numpy(bool),
            "climb_m": np.bincount(edge, np.maximum(rise, 0), len(lines)),
            "descent_m": np.bincount(edge, np.maximum(-rise, 0), len(lines)),
            "road_id": roads.index.to_numpy(),
            **_said(roads),
        },
        index=pd.Index(roads.index, name="edge_id"),
        geometry=lines,
        crs=roads.crs,
    )
    return Network(
        keys / _MM,
        tuple(f"n{x}_{y}" for x, y in keys),
        edges,
        _components(u, v, len(keys)),
        edge,
        length,
        rise,
    )


def network_from_osm(path: Path, crs: CRS | str, *, terrain: Terrain | None = None) -> Network:
    """Build the network of an OpenStreetMap file, in metres of `crs`."""
    return network_from_lines(read_osm_roads(path, crs), terrain=terrain)


def near_misses(network: Network, *, tolerance_m: float = 5.0) -> gpd.GeoDataFrame:
    """List the dead ends that stop within `tolerance_m` of a road they are not joined to.

    These are the usual faults of drawn roads: nobody can drive over a gap of a
    metre. Nothing is repaired here. A road that is reached within four times the
    tolerance over the mapped edges, as beside a sharp bend, is no miss. A road may
    stop short of itself: a ring that was not closed.

    Returns
    -------
    Frame by node_id: edge_id (the dead end's own), near_edge_id, gap_m, geometry Point
    """
    ends = network.edges[["u", "v"]].to_numpy()
    degree = np.bincount(ends.ravel(), minlength=len(network.node_xy))
    dead = np.flatnonzero(degree == 1)
    points = shapely.points(network.node_xy[dead])
    tree = shapely.STRtree(network.geometry)
    point, near = tree.query(points, predicate="dwithin", distance=tolerance_m)
    own = np.flatnonzero((degree == 1)[ends].any(axis=1))
    own_edge = {int(node): int(edge) for edge in own for node in ends[edge]}
    own_at = np.array([own_edge[int(node)] for node in dead], dtype=np.int64)
    own_of = own_at[point]
    other = ends[own_of].sum(axis=1) - dead[point]
    joined = (ends[near] == other[:, None]).any(axis=1)
    short = network.edges["length_m"].to_numpy()[own_of] <= 4 * tolerance_m
    keep = (near != own_of) & ~(joined & short)
    gap = shapely.distance(points[point], network.geometry[near])
    own_gap = _own_gap(network, own_at, points, tolerance_m)
    back = np.flatnonzero(own_gap <= tolerance_m)
    point = np.concatenate([point[keep], back])
    near, own_of = np.append(near[keep], own_at[back]), own_at[point]
    gap = np.append(gap[keep], own_gap[back])
    order = np.lexsort((near, gap, point))
    first = order[np.unique(point[order], return_index=True)[1]]
    return gpd.GeoDataFrame(
        {
            "edge_id": network.edges.index[own_of[first]],
            "near_edge_id": network.edges.index[near[first]],
            "gap_m": gap[first],
        },
        index=pd.Index([network.node_id[n] for n in dead[point[first]]], name="node_id"),
        geometry=points[point[first]],
        crs=network.edges.crs,
    )


def _own_gap(
    network: Network, own: NDArray[np.int64], points: NDArray[np.object_], tolerance_m: float
) -> NDArray[np.float64]:
    """Metres from each dead end to where its own road comes back; inf for a road that does not."""
    lines, along = network.geometry[own], max(4 * tolerance_m, LEAST_BACK_M)
    gap = np.full(len(points), np.inf)
    for row in np.flatnonzero(shapely.length(lines) > along):
        gap[row] = beyond(lines[row], points[row], along).distance(points[row])
    return gap


def beyond(line: shapely.LineString, end: shapely.Point, along_m: float) -> shapely.LineString:
    """Cut off the first metres of a line, told from the end of it that lies at a point."""
    first, last = (shapely.get_point(line, at) for at in (0, -1))
    turned = line if first.distance(end) <= last.distance(end) else shapely.reverse(line)
    return substring(turned, along_m, turned.length)


def _said(roads: gpd.GeoDataFrame) -> dict[str, "pd.Series[str]"]:
    """Columns a layer of roads may leave out, as the edges carry them: texts, None and nan."""
    absent = ROADS.empty("").reindex(roads.index)
    columns = {name: (roads if name in roads else absent)[name] for name in _CARRIED}
    return {
        name: column.astype("object").where(column.notna(), None)
        if ROADS.columns[name].kind == "text"
        else column
        for name, column in columns.items()
    }


def _pieces(
    lines: NDArray[np.object_], bridge: NDArray[np.bool_], terrain: Terrain | None
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Cut the lines into equal pieces: row of the line, length and rise of each piece."""
    total = shapely.length(lines)
    count = np.maximum(np.ceil(total / PIECE_M), 1).astype(np.int64)
    count[bridge & (total <= BRIDGE_M)] = 1
    edge = np.repeat(np.arange(len(lines)), count)
    length = (total / count)[edge]
    if terrain is None or not len(lines):
        return edge, length, np.zeros(len(edge))
    step = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    heights = [
        terrain.at(*shapely.get_coordinates(shapely.line_interpolate_point(lines[edge], at)).T)
        for at in (step * length, (step + 1) * length)
    ]
    return edge, length, np.nan_to_num(heights[1] - heights[0], nan=0.0)


def _components(u: NDArray[np.int64], v: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Give each junction the number of its connected part, the largest first, ties by place."""
    links = coo_array((np.ones(len(u)), (u, v)), shape=(count, count))
    _, label = connected_components(links, directed=False)
    _, first, size = np.unique(label, return_index=True, return_counts=True)
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((first, -size))] = np.arange(len(size))
    return rank[label] if count else np.zeros(0, dtype=np.int64)


def _check(roads: gpd.GeoDataFrame, terrain: Terrain | None) -> None:
    """Refuse what the ROADS contract cannot see: the system, unknown classes, no length."""
    crs = roads.crs
    projected = crs is not None and crs.is_projected
    same = terrain is None or terrain.crs.equals(crs, ignore_axis_order=True)
    if not (projected and same):
        facts: dict[str, Fact] = {
            "expected": terrain.crs.name if terrain is not None else "a projected one in metres",
            "given": "none" if crs is None else crs.name,
        }
        sentence = "roads: expected the coordinate system {expected}, given {given}; reproject."
        raise InputError(code="roads_crs", facts=facts, sentence=sentence)
    unknown = roads.index[~roads["road_class"].isin(ROAD_CLASSES)]
    if len(unknown):
        facts = {
            "rows": name_some(unknown),
            "expected": " ".join(ROAD_CLASSES),
            "given": " ".join(sorted(set(roads.loc[unknown, "road_class"].astype(str)))),
        }
        sentence = "roads: road_class must be one of {expected}, given {given} ({rows})."
        raise InputError(code="roads_class", facts=facts, sentence=sentence)
    lines = roads.geometry
    length = lines.length.to_numpy()
    bad = roads.index[(lines.geom_type != "LineString") | ~(np.isfinite(length) & (length > 0))]
    if len(bad):
        sentence = "roads: every road must be one line with a length, see {rows}."
        raise InputError(code="roads_geometry", facts={"rows": name_some(bad)}, sentence=sentence)
