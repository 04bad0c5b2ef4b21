"""Where the roads leave the area."""

from collections import Counter
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.roads import Network
from geo.schema import Fact, InputError

BORDER_M = 0.05  # a road or junction this close to the border lies on it
_INSIDE, _OUTSIDE = 1, -1  # 0: along the border
Found = dict[str, tuple[int, float, float]]  # exit id -> row of the edge, x, y


@dataclass(frozen=True, slots=True)
class _Course:
    """How an edge runs from u to v: the side of each stretch off the border, and its ends in m."""

    edge: int
    side: tuple[int, ...]
    start_m: tuple[float, ...]
    end_m: tuple[float, ...]

    def side_at(self, end: str) -> int:
        """Tell on which side the edge leaves its end u or v; 0 when it only follows the border."""
        return (self.side[0] if end == "u" else self.side[-1]) if self.side else 0

    def crossing_m(self, end: str) -> float | None:
        """Where, from outside at this end, the edge first comes in; None if it does not."""
        if self.side_at(end) != _OUTSIDE or _INSIDE not in self.side:
            return None
        if end == "u":
            return self.end_m[self.side.index(_INSIDE) - 1]
        return self.start_m[len(self.side) - self.side[::-1].index(_INSIDE)]


def exits(network: Network, boundary: shapely.Polygon | shapely.MultiPolygon) -> gpd.GeoDataFrame:
    """List the points where roads lead over the boundary of the area (metres).

    A road along the border or touching it does not leave. An edge that crosses
    several times leaves once, at the crossing nearest to its outer end; one that
    comes back is no exit; one that only passes through has one at each end. A
    junction on the border is an exit if roads from inside meet a road outside in
    it, also by way of roads along the border, or if the only road to it stops
    there (a net cut off at the border). Holes of the boundary are outside.

    Returns
    -------
    Frame by exit_id (id of the edge that leaves, with -u or -v for its outer end):
        edge_id, road_id, road_class, bridge, geometry Point

    Raises
    ------
    InputError
        boundary_geometry, when the boundary is no valid polygon.
    """
    if boundary.geom_type not in ("Polygon", "MultiPolygon") or not boundary.is_valid:
        facts: dict[str, Fact] = {"given": shapely.is_valid_reason(boundary)}
        sentence = "boundary: expected a valid polygon, given: {given}."
        raise InputError(code="boundary_geometry", facts=facts, sentence=sentence)
    shapely.prepare(boundary)
    border = boundary.boundary
    shapely.prepare(border)
    tree = shapely.STRtree(network.geometry)
    near = np.sort(tree.query(border, predicate="dwithin", distance=BORDER_M))
    courses = [_course(network, int(edge), boundary, border) for edge in near]
    found = _crossings(network, courses) | _junctions(network, courses, border)
    ids = sorted(found)
    chosen = network.edges.iloc[[found[i][0] for i in ids]]
    xy = np.array([found[i][1:] for i in ids]).reshape(-1, 2)
    return gpd.GeoDataFrame(
        {
            "edge_id": chosen.index.to_numpy(),
            "road_id": chosen["road_id"].to_numpy(),
            "road_class": chosen["road_class"].to_numpy(),
            "bridge": chosen["bridge"].to_numpy(bool),
        },
        index=pd.Index(ids, name="exit_id", dtype="object"),
        geometry=shapely.points(xy),
        crs=network.edges.crs,
    )


def _course(
    network: Network, edge: int, boundary: shapely.Geometry, border: shapely.Geometry
) -> _Course:
    """Cut an edge where it meets the border and tell the side of each stretch."""
    line = network.geometry[edge]
    met = shapely.get_coordinates(shapely.intersection(line, border))
    cuts = shapely.line_locate_point(line, shapely.points(met))
    cuts = np.unique(np.concatenate([[0.0, line.length], cuts]))
    start, end = cuts[:-1], cuts[1:]
    # of three points the one farthest from the border speaks for the stretch
    inner = start[:, None] + (end - start)[:, None] * np.array([0.25, 0.5, 0.75])
    points = shapely.line_interpolate_point(line, inner)
    apart = shapely.distance(points, border)
    best = np.arange(len(start)), apart.argmax(axis=1)
    side = np.where(shapely.intersects(boundary, points[best]), _INSIDE, _OUTSIDE)
    off = apart[best] > BORDER_M
    return _Course(edge, *(tuple(values[off].tolist()) for values in (side, start, end)))


def _crossings(network: Network, courses: list[_Course]) -> Found:
    """List the exits in the course of an edge, the one nearest to each of its outer ends."""
    found: Found = {}
    for course in courses:
        line = network.geometry[course.edge]
        for end in ("u", "v"):
            at = course.crossing_m(end)
            if at is not None:
                point = line.interpolate(at)
                found[f"{network.edges.index[course.edge]}-{end}"] = course.edge, point.x, point.y
    return found


def _junctions(network: Network, courses: list[_Course], border: shapely.Geometry) -> Found:
    """List the exits at junctions on the border, one a junction."""
    on = shapely.dwithin(shapely.points(network.node_xy), border, BORDER_M)
    ends = network.edges[["u", "v"]].to_numpy(np.int64)
    degree = np.bincount(ends.ravel(), minlength=len(on))
    group = _groups(ends, [c.edge for c in courses if not c.side], len(on))
    met = [
        (int(ends[c.edge, k]), c.side_at("uv"[k]), f"{network.edges.index[c.edge]}", c.edge, k)
        for c in courses
        for k in (0, 1)
        if on[ends[c.edge, k]] and c.side
    ]
    from_inside = Counter(int(group[node]) for node, side, *_ in met if side == _INSIDE)
    found: dict[int, tuple[str, int]] = {}
    for node, side, name, edge, k in sorted(met, key=lambda hit: hit[2]):
        if side == _OUTSIDE and from_inside[int(group[node])]:
            found.setdefault(node, (f"{name}-{'vu'[k]}", edge))
        elif side == _INSIDE and degree[node] == 1:
            found.setdefault(node, (f"{name}-{'uv'[k]}", edge))
    x, y = network.node_xy.T
    return {i: (edge, float(x[node]), float(y[node])) for node, (i, edge) in found.items()}


def _groups(ends: NDArray[np.int64], along: list[int], count: int) -> NDArray[np.int32]:
    """Give junctions a group number so that those joined by roads along the border are one."""
    u, v = ends[along].T
    links = coo_array((np.ones(len(along)), (u, v)), shape=(count, count))
    label: NDArray[np.int32] = connected_components(links, directed=False)[1]
    return label
