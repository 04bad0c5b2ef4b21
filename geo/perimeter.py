"""Roads between a protected core and the outside, as nodes and links somebody could stand on."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.ops import substring

from geo.cores import Core
from geo.exits import BORDER_M, exits
from geo.loose_ends import loose_ends
from geo.roads import Network
from geo.snap import Snaps

INSIDE, OUTSIDE = "inside", "outside"
_NEAR_M = 1.0  # places nearer together share a node
_END_M = 0.001  # the precision of junctions: nearer to an end is the end


@dataclass(frozen=True, slots=True, eq=False)
class Perimeter:
    """The mapped roads outside the core, up to where the outside begins.

    Parameters
    ----------
    links : frame link_id -> tail, head (nodes), kind ("road", or "exit" for the step over the
        border), edge_id, exit_id (of `geo.exits`, "" for a road), road_class, bridge, length_m,
        and the line, a point for an exit. Nodes that lie in the core are all called `INSIDE`, the
        world beyond the border is `OUTSIDE`
    nodes : frame node -> point; without those two
    exits : frame link_id -> exit_id, edge_id, road_class, point; those left away with dead ends too
    place_node : the node of each place: its own, `INSIDE`, or "" where it lies beyond the border
    """

    links: gpd.GeoDataFrame
    nodes: gpd.GeoDataFrame
    exits: gpd.GeoDataFrame
    place_node: tuple[str, ...]


def perimeter(
    network: Network,
    open_to: NDArray[np.bool_],
    outer: shapely.Polygon | shapely.MultiPolygon,
    core: Core | None,
    places: Snaps | None = None,
    *,
    stub_m: float = 0.0,
) -> Perimeter:
    """Lay out the roads between a core and the outside.

    Roads beyond the border count as one: whoever is out may come in anywhere. Crossings are those
    of `geo.exits`. Dead ends where nothing is to be protected are left away.

    Parameters
    ----------
    open_to : which edges count
    outer : where the outside begins
    core : what lies inside for certain; None keeps every road apart
    places : points that get a node of their own where they meet their road
    stub_m : a road that ends so near before the border counts as leaving

    Raises
    ------
    InputError
        boundary_geometry, when `outer` is no valid polygon.
    """
    part = replace(network, edges=network.edges[open_to])
    rows = np.flatnonzero(open_to)
    laid = _Laid(network, core, _outline(part, outer, rows, stub_m), places)
    links = [link for edge in rows for link in laid.edge(int(edge))]
    links += laid.gates()
    return _kept(network, links, laid)


@dataclass(frozen=True, slots=True, eq=False)
class _Outline:
    """Where edges are let in: kept interval of each edge in m, and the exits at junctions."""

    low_m: dict[int, float]
    high_m: dict[int, float]
    dropped: frozenset[int]
    exits: gpd.GeoDataFrame
    at_node: dict[str, int]
    edge_of: dict[str, int]


def _outline(
    part: Network,
    outer: shapely.Polygon | shapely.MultiPolygon,
    rows: NDArray[np.int64],
    stub_m: float,
) -> _Outline:
    found = exits(part, outer)
    stubs = loose_ends(part, outer, stub_m)
    if len(stubs):
        found = pd.concat([found, stubs[found.columns]])
    row_of = dict(zip(part.edges.index, rows.tolist(), strict=True))
    low: dict[int, float] = {}
    high: dict[int, float] = {}
    at_node: dict[str, int] = {}
    edge_of: dict[str, int] = {}
    for name, gate in found.iterrows():
        edge, side = row_of[gate["edge_id"]], str(name)[-1]
        edge_of[str(name)] = edge
        at = part.edges.index.get_loc(gate["edge_id"])
        line = part.geometry[at]
        ends = int(part.edges["u"].iloc[at]), int(part.edges["v"].iloc[at])
        offset = float(line.line_locate_point(gate.geometry))
        if offset <= _END_M or offset >= line.length - _END_M:
            at_node[str(name)] = ends[0] if offset <= _END_M else ends[1]
        elif side == "u":
            low[edge] = offset
        else:
            high[edge] = offset
    near = shapely.buffer(outer, BORDER_M)
    shapely.prepare(near)
    whole = shapely.covers(near, part.geometry)
    length = shapely.length(part.geometry)
    cut = np.flatnonzero(~whole)
    inside = shapely.length(shapely.intersection(part.geometry[cut], near))
    # what only touches the border from outside is a few centimetres in
    gone = cut[inside <= np.minimum(4 * BORDER_M, length[cut] / 2)]
    return _Outline(low, high, frozenset(rows[gone].tolist()), found, at_node, edge_of)


class _Laid:
    """Pieces of edges between the nodes on them: junctions, exits, places, the core."""

    def __init__(
        self, network: Network, core: Core | None, outline: _Outline, places: Snaps | None
    ) -> None:
        self.network, self.core, self.outline = network, core, outline
        self.points: dict[str, shapely.Point] = {}
        self.place_node: list[str] = []
        self._on_edge: dict[int, list[tuple[float, str]]] = defaultdict(list)
        self._edges = network.edges[["u", "v", "road_class", "bridge"]]
        self._exit_node: dict[str, str] = {}
        for name, gate in outline.exits.iterrows():
            self._exit_node[str(name)] = self._gate(str(name), gate)
        for row in range(0 if places is None else len(places)):
            self._put(places, row)  # type: ignore[arg-type]

    def _gate(self, name: str, gate: pd.Series) -> str:
        """Return the node at which an exit is reached from inside."""
        node = self.outline.at_node.get(name)
        if node is not None:
            return self._junction(node)
        row = self.outline.edge_of[name]
        low, high = self.outline.low_m.get(row), self.outline.high_m.get(row)
        offset = low if name.endswith("u") else high
        inner = self._inner(row)
        if inner is not None and offset is not None and inner[0] <= offset <= inner[1]:
            return INSIDE
        self.points[f"x:{name}"] = gate.geometry
        return f"x:{name}"

    def _exit_id(self, name: str) -> str:
        """Name the step over the border; at a junction by its place."""
        node = self.outline.at_node.get(name)
        return f"exit:{name}" if node is None else f"exit:{self.network.node_id[node]}"

    def gates(self) -> Iterator[dict[str, object]]:
        """Yield the step over the border at each exit; what lies in the core has none to watch."""
        for name, gate in self.outline.exits.iterrows():
            yield {
                "link_id": self._exit_id(str(name)),
                "exit_id": str(name),
                "tail": self._exit_node[str(name)],
                "head": OUTSIDE,
                "kind": "exit",
                "edge_id": gate["edge_id"],
                "road_class": gate["road_class"],
                "bridge": bool(gate["bridge"]),
                "length_m": 0.0,
                "geometry": gate.geometry,
            }

    def exits(self) -> gpd.GeoDataFrame:
        """Frame every exit, whatever lies behind it."""
        found = self.outline.exits
        names = [self._exit_id(str(name)) for name in found.index]
        frame = found[["edge_id", "road_class", "geometry"]].assign(exit_id=found.index)
        return frame.set_axis(pd.Index(names, name="link_id", dtype="object"))

    def edge(self, row: int) -> Iterator[dict[str, object]]:
        """Yield the links an edge is cut into."""
        if row in self.outline.dropped:
            return
        stops = self._stops(row)
        line, name = self.network.geometry[row], self.network.edges.index[row]
        pieces = [(a, b) for a, b in pairwise(stops) if not a[1] == b[1] == INSIDE]
        for number, ((start, tail), (end, head)) in enumerate(pieces):
            yield {
                "link_id": str(name) if len(pieces) == 1 else f"{name}#{number + 1}",
                "tail": tail,
                "head": head,
                "kind": "road",
                "edge_id": name,
                "exit_id": "",
                "road_class": self._edges["road_class"].iloc[row],
                "bridge": bool(self._edges["bridge"].iloc[row]),
                "length_m": end - start,
                "geometry": substring(line, start, end),
            }

    def _stops(self, row: int) -> list[tuple[float, str]]:
        """Return the nodes along an edge with their offsets, from u to v."""
        low = self.outline.low_m.get(row, 0.0)
        length = self.network.geometry[row].length
        high = self.outline.high_m.get(row, length)
        name = self.network.edges.index[row]
        u, v = (int(self._edges[end].iloc[row]) for end in ("u", "v"))
        first = f"x:{name}-u" if row in self.outline.low_m else self._junction(u)
        last = f"x:{name}-v" if row in self.outline.high_m else self._junction(v)
        between = [stop for stop in self._on_edge[row] if low < stop[0] < high]
        inner = self._inner(row)
        if inner is not None and inner[1] > low and inner[0] < high:
            a, b = max(inner[0], low), min(inner[1], high)
            between = [stop for stop in between if not a <= stop[0] <= b]
            between += [(a, INSIDE), (b, INSIDE)]
            first = INSIDE if a <= low + _END_M else first
            last = INSIDE if b >= high - _END_M else last
        return [(low, first), *sorted(between), (high, last)]

    def _inner(self, row: int) -> tuple[float, float] | None:
        if self.core is None or np.isnan(self.core.first_m[row]):
            return None
        return float(self.core.first_m[row]), float(self.core.last_m[row])

    def _put(self, places: Snaps, row: int) -> None:
        """Give a place its node on its edge, or name where it lies instead."""
        edge, offset = int(places.edge[row]), float(places.offset_m[row])
        length = self.network.geometry[edge].length
        low, high = self.outline.low_m.get(edge, 0.0), self.outline.high_m.get(edge, length)
        inner = self._inner(edge)
        # a point put on the end of a line may lie behind it by the last bit
        if edge in self.outline.dropped or not low - _END_M <= offset <= high + _END_M:
            self.place_node.append("")
        elif inner is not None and inner[0] <= offset <= inner[1]:
            self.place_node.append(INSIDE)
        elif offset <= _END_M or offset >= length - _END_M:
            end = "u" if offset <= _END_M else "v"
            self.place_node.append(self._junction(int(self._edges[end].iloc[edge])))
        elif near := [n for at, n in self._on_edge[edge] if abs(at - offset) < _NEAR_M]:
            self.place_node.append(near[0])
        else:
            label = f"p:{row}"
            self.points[label] = self.network.geometry[edge].interpolate(offset)
            self._on_edge[edge].append((offset, label))
            self.place_node.append(label)

    def _junction(self, node: int) -> str:
        if self.core is not None and self.core.node[node]:
            return INSIDE
        label = self.network.node_id[node]
        self.points[label] = shapely.Point(self.network.node_xy[node])
        return label


def _kept(network: Network, links: list[dict[str, object]], laid: _Laid) -> Perimeter:
    """Leave away rings, dead ends and what has no way out; frame the rest."""
    kept = {str(link["link_id"]): link for link in links if link["tail"] != link["head"]}
    stay = {INSIDE, OUTSIDE, *laid.place_node}
    at: dict[str, set[str]] = defaultdict(set)
    for name, link in kept.items():
        at[str(link["tail"])].add(name)
        at[str(link["head"])].add(name)
    waiting = [node for node in at if len(at[node]) == 1]
    while waiting:
        node = waiting.pop()
        if len(at[node]) != 1 or node in stay:
            continue
        name = at[node].pop()
        link = kept.pop(name)
        other = str(link["head"] if link["tail"] == node else link["tail"])
        at[other].discard(name)
        if len(at[other]) == 1:
            waiting.append(other)
    names = list(kept)
    columns = ["tail", "head", "kind", "edge_id", "exit_id", "road_class", "bridge", "length_m"]
    frame = gpd.GeoDataFrame(
        {column: [kept[name][column] for name in names] for column in columns},
        index=pd.Index(names, name="link_id", dtype="object"),
        geometry=[kept[name]["geometry"] for name in names],
        crs=network.edges.crs,
    )
    used = sorted((set(frame["tail"]) | set(frame["head"])) - {INSIDE, OUTSIDE})
    nodes = gpd.GeoDataFrame(
        index=pd.Index(used, name="node", dtype="object"),
        geometry=[laid.points[node] for node in used],
        crs=network.edges.crs,
    )
    return Perimeter(frame, nodes, laid.exits(), tuple(laid.place_node))
