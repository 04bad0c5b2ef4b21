"""Road lines: smooth, noded, with bridges cut out as edges of their own."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.ops import substring

from .frame import Floats
from .lines import smooth
from .roads import CLASSES, CellRoads
from .town import Town

WIDTH_M = {"county": 7.0, "township": 6.0, "village": 4.5, "track": 3.0, "footpath": 1.2}
SURFACE = {
    "county": "asphalt",
    "township": "concrete",
    "village": "concrete",
    "track": "gravel",
    "footpath": "ground",
}
BRIDGE_HALF_M = 14.0
GRID_M = 0.01


@dataclass(frozen=True, eq=False)
class Road:
    """One edge of the road net."""

    line: LineString
    road_class: str
    name_zh: str = ""
    name_en: str = ""
    width_m: float = 0.0
    bridge: bool = False


def _links(net: CellRoads) -> dict[int, list[int]]:
    links: dict[int, list[int]] = defaultdict(list)
    for a, b in sorted(net.rank):
        links[a].append(b)
        links[b].append(a)
    return links


def _relaxed(
    net: CellRoads, links: dict[int, list[int]], fixed: dict[int, tuple[float, float]], rounds: int
) -> dict[int, Floats]:
    """Smooth all cells of the net together; a junction follows its best road."""
    order = {cell: n for n, cell in enumerate(sorted(links))}
    xy = net.window.xy(np.array(sorted(links)))
    left, right, move = [], [], []
    for cell in sorted(links):
        around = links[cell]
        best = min(net.rank[min(cell, o), max(cell, o)] for o in around)
        main = [o for o in around if net.rank[min(cell, o), max(cell, o)] == best]
        pick = main if len(main) >= 2 else around
        move.append(len(around) >= 2 and cell not in fixed)
        left.append(order[pick[0]])
        right.append(order[pick[1 % len(pick)]])
        if cell in fixed:
            xy[order[cell]] = fixed[cell]
    mask = np.array(move)
    for _ in range(rounds):
        middle = 0.25 * xy[left] + 0.5 * xy + 0.25 * xy[right]
        xy = np.where(mask[:, None], middle, xy)
    return {cell: xy[n] for cell, n in order.items()}


def _chains(net: CellRoads, links: dict[int, list[int]]) -> list[list[int]]:
    """Cut the cell net into chains between junctions, ends and changes of class or name."""

    def kind(a: int, b: int) -> tuple[int, str]:
        key = (min(a, b), max(a, b))
        return net.rank[key], net.name[key]

    nodes = {
        c
        for c, around in links.items()
        if len(around) != 2 or kind(c, around[0]) != kind(c, around[1])
    }
    seen: set[tuple[int, int]] = set()
    chains = []
    for start in sorted(nodes):
        for first in links[start]:
            if (start, first) in seen:
                continue
            chain = [start, first]
            while chain[-1] not in nodes:
                a, b = links[chain[-1]]
                chain.append(b if a == chain[-2] else a)
            seen.add((start, first))
            seen.add((chain[-1], chain[-2]))
            chains.append(chain)
    return chains


def _raw_roads(
    net: CellRoads,
    towns: list[Town],
    fixed: dict[int, tuple[float, float]],
    names: dict[str, tuple[str, str]],
) -> list[Road]:
    links = _links(net)
    place = _relaxed(net, links, fixed, rounds=7)
    roads = [
        Road(LineString(s.xy), s.road_class, s.name_zh, s.name_en, s.width_m)
        for town in towns
        for s in town.streets
    ]
    for chain in _chains(net, links):
        key = (min(chain[0], chain[1]), max(chain[0], chain[1]))
        road_class = CLASSES[net.rank[key]]
        xy = smooth(np.array([place[c] for c in chain]), sigma_m=16.0, step_m=10.0, tolerance_m=0.8)
        zh, en = names.get(net.name[key], ("", ""))
        roads.append(Road(LineString(np.round(xy, 2)), road_class, zh, en, WIDTH_M[road_class]))
    return roads


def _noded(roads: list[Road]) -> list[Road]:
    """Split at every crossing and give each piece the attributes of the line it came from."""
    rank = [CLASSES.index(road.road_class) for road in roads]
    pieces = shapely.get_parts(shapely.union_all([r.line for r in roads], grid_size=GRID_M))
    tree = shapely.STRtree([r.line for r in roads])
    out = []
    for piece in pieces:
        middle = piece.interpolate(0.5, normalized=True)
        hits = tree.query(middle.buffer(0.1), predicate="intersects").tolist()
        source = roads[min(hits, key=lambda n: (rank[n], n))]
        out.append(replace(source, line=piece))
    return _merged(out)


def _merged(roads: list[Road]) -> list[Road]:
    """Join pieces of the same road that meet where nothing else ends."""
    ends: dict[tuple[float, float], list[int]] = defaultdict(list)
    for n, road in enumerate(roads):
        ends[road.line.coords[0]].append(n)
        ends[road.line.coords[-1]].append(n)

    def label(n: int) -> tuple[str, str, float, bool]:
        r = roads[n]
        return r.road_class, r.name_zh, r.width_m, r.bridge

    stops = [p for p, who in ends.items() if len(who) != 2 or label(who[0]) != label(who[1])]
    stop_set = set(stops)
    used: set[int] = set()
    out = []
    for point in sorted(stop_set):
        for first in ends[point]:
            if first in used:
                continue
            coords, here, n = [point], point, first
            while True:
                used.add(n)
                step = list(roads[n].line.coords)
                step = step if step[0] == here else step[::-1]
                coords += step[1:]
                here = coords[-1]
                if here in stop_set:
                    break
                n = next(k for k in ends[here] if k != n)
            out.append(replace(roads[first], line=LineString(coords)))
    return out


def _with_bridges(roads: list[Road], streams: list[LineString]) -> list[Road]:
    """Cut a short bridge edge out of a vehicle road wherever it crosses a named stream."""
    water = shapely.union_all(streams)
    out = []
    for road in roads:
        crossings = (
            []
            if road.road_class == "footpath"
            else [
                road.line.project(p)
                for p in shapely.get_parts(road.line.intersection(water))
                if isinstance(p, Point)
            ]
        )
        cuts: list[list[float]] = []
        for at in sorted(crossings):
            low, high = max(at - BRIDGE_HALF_M, 0.0), min(at + BRIDGE_HALF_M, road.line.length)
            if cuts and low < cuts[-1][1] + 30:
                cuts[-1][1] = high
            else:
                cuts.append([low, high])
        out += _cut(road, cuts)
    return out


def _cut(road: Road, cuts: list[list[float]]) -> list[Road]:
    marks, flags = [0.0], []
    for low, high in cuts:
        if low > marks[-1] + 3:
            marks.append(low)
            flags.append(False)
        marks.append(high if road.line.length - high > 3 else road.line.length)
        flags.append(True)
    if marks[-1] < road.line.length:
        marks.append(road.line.length)
        flags.append(False)
    parts = [
        np.round(shapely.get_coordinates(substring(road.line, a, b)), 3)
        for a, b in itertools.pairwise(marks)
    ]
    for before, after in itertools.pairwise(parts):
        after[0] = before[-1]
    parts[0][0], parts[-1][-1] = road.line.coords[0], road.line.coords[-1]
    return [replace(road, line=LineString(p), bridge=f) for p, f in zip(parts, flags, strict=True)]


def road_lines(
    net: CellRoads,
    towns: list[Town],
    fixed: dict[int, tuple[float, float]],
    names: dict[str, tuple[str, str]],
    streams: list[LineString],
) -> list[Road]:
    """Turn cell links and town streets into the final noded road edges."""
    roads = _with_bridges(_noded(_raw_roads(net, towns, fixed, names)), streams)
    roads = [road for road in roads if road.line.length > 0.05]
    return sorted(roads, key=lambda r: (CLASSES.index(r.road_class), r.line.coords[0]))


def places_lost(
    roads: list[Road], places: list[tuple[float, float]], start: tuple[float, float]
) -> dict[int, int]:
    """Count for every bridge the places that its loss cuts off from a start point."""
    number, pairs = graph_ends(roads)
    links: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for n, (a, b) in enumerate(pairs):
        links[a].append((b, n))
        links[b].append((a, n))
    tree = shapely.STRtree(shapely.points(list(number)))
    here = int(tree.nearest(Point(start)))
    at = [int(n) for n in tree.nearest(shapely.points(places))]

    def reached(closed: int) -> set[int]:
        seen, queue = {here}, [here]
        while queue:
            for there, n in links[queue.pop()]:
                if n != closed and there not in seen:
                    seen.add(there)
                    queue.append(there)
        return seen

    return {
        n: sum(node not in found for node in at)
        for n, road in enumerate(roads)
        if road.bridge and (found := reached(n)) is not None
    }


def graph_ends(roads: list[Road]) -> tuple[dict[tuple[float, float], int], list[tuple[int, int]]]:
    """List the end points with a number each and each road's two numbers."""
    number: dict[tuple[float, float], int] = {}
    pairs = []
    for road in roads:
        a = number.setdefault(road.line.coords[0], len(number))
        b = number.setdefault(road.line.coords[-1], len(number))
        pairs.append((a, b))
    return number, pairs
