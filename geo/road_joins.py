"""Roads that nearly meet or cross without meeting: listed, and joined only where asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.crs import snap_to_mm
from geo.roads import LEAST_BACK_M, beyond

END_M = 0.5  # a join this near to the end of the other road goes to its end and leaves no stub
_MM = 1000

Coordinates = NDArray[np.float64]
_Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Join:
    """One end that was moved: of which road, to which other, how far, and where to in metres."""

    node_id: str
    road_id: str
    to_road_id: str
    moved_m: float
    x: float
    y: float


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Roads after joining, what was joined, and the named ends that could not be."""

    roads: gpd.GeoDataFrame
    joins: tuple[Join, ...]
    left: tuple[str, ...]


def join_near_misses(roads: gpd.GeoDataFrame, which: gpd.GeoDataFrame) -> Joined:
    """Join the ends named in `which`, rows of `geo.roads.near_misses`; nothing else moves.

    An end goes to the nearest place of the other road: to its end where that is within 0.5 m of
    that place, else onto the line, which gets a vertex there to the millimetre and is divided
    in two (ids ``a.1``, ``a.2``); a road may meet itself so. Two named ends that face each other
    move one to the other, the first to the second. The roads given are left as they are.

    Parameters
    ----------
    roads : ROADS frame in metres, the one the near misses were found in
    which : near misses to join; rows of other roads are refused

    Raises
    ------
    KeyError
        A named road is not among the roads.
    """
    lines = _coordinates(roads)
    breaks: dict[str, set[_Key]] = {}
    joins, left = [], []
    for row in which.sort_values(["gap_m", "edge_id"], kind="stable").itertuples():
        node, own, other = str(row.Index), str(row.edge_id), str(row.near_edge_id)
        end = np.array(_key_xy(_key((row.geometry.x, row.geometry.y))))
        place = _target(lines[other] if other != own else _behind(lines[own], end, row.gap_m), end)
        if row.gap_m > 0 and _key(place) == _key(end):
            continue  # the end that faces it was moved here just now
        moved = _with_end(lines[own], end, place)
        if moved is None:
            left.append(node)
            continue
        lines[own] = moved if other != own else _back_to(lines[own], end, place)
        lines[other] = _with_vertex(lines[other], place)
        breaks.setdefault(other, set()).add(_key(place))
        far = float(np.hypot(*(place - end)))
        joins.append(Join(node, own, other, round(far, 3), *place.tolist()))
    return Joined(_divided(roads, lines, breaks), tuple(joins), tuple(left))


def crossings(roads: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """List the places where roads cross or touch without a common end.

    A bridge crosses so, and so does a junction somebody forgot: a person decides.

    Returns
    -------
    Frame by crossing_id (made of its place): road_id, other_id, kind ("cross", "touch": the end
    of one lies on the other; "overlap": they share a stretch), bridge (either is one), geometry
    Point
    """
    lines = roads.geometry.to_numpy()
    one, other = shapely.STRtree(lines).query(lines, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.intersection(lines[one], lines[other])
    ends = _ends(lines)
    found = []
    for a, b, shape in zip(one.tolist(), other.tolist(), shared, strict=True):
        for part in shapely.get_parts(shape):
            place = part if part.geom_type == "Point" else part.interpolate(0.5, normalized=True)
            key = _key((place.x, place.y))
            at_end = (key in ends[a]) + (key in ends[b])
            kind = "overlap" if part.geom_type != "Point" else ("cross", "touch", "")[at_end]
            if kind:
                found.append((key, a, b, kind))
    return _listed(roads, sorted(found))


def node_crossings(roads: gpd.GeoDataFrame, which: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Make junctions of the crossings named in `which`, rows of `crossings`.

    Both roads get a vertex at the place, to the millimetre, and are divided there; no end moves.
    An overlap is left as it is.
    """
    lines = _coordinates(roads)
    breaks: dict[str, set[_Key]] = {}
    for row in which[which["kind"] != "overlap"].itertuples():
        place = np.array(_key_xy(_key((row.geometry.x, row.geometry.y))))
        for name in (str(row.road_id), str(row.other_id)):
            lines[name] = _with_vertex(lines[name], place)
            breaks.setdefault(name, set()).add(_key(place))
    return _divided(roads, lines, breaks)


def meet_at_shared_vertices(roads: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, int]:
    """Divide roads where they share a vertex with another, and how many such places there are.

    A vertex drawn by two roads, to the millimetre, is where they meet; nothing moves.
    """
    lines = _coordinates(roads)
    drawn = {name: {_key(xy) for xy in line} for name, line in lines.items()}
    count = Counter(key for keys in drawn.values() for key in keys)
    common = {key for key, number in count.items() if number > 1}
    breaks = {
        name: inside
        for name, line in lines.items()
        if (inside := {_key(xy) for xy in line[1:-1]} & common)
    }
    places = {key for inside in breaks.values() for key in inside}
    return _divided(roads, lines, breaks), len(places)


def _coordinates(roads: gpd.GeoDataFrame) -> dict[str, Coordinates]:
    lines = snap_to_mm(roads.geometry.to_numpy())
    named = zip(roads.index, lines, strict=True)
    return {str(name): shapely.get_coordinates(line) for name, line in named}


def _key(xy: Sequence[float] | Coordinates) -> _Key:
    return round(float(xy[0]) * _MM), round(float(xy[1]) * _MM)


def _key_xy(key: _Key) -> tuple[float, float]:
    return key[0] / _MM, key[1] / _MM


def _ends(lines: NDArray[np.object_]) -> list[set[_Key]]:
    return [{_key(xy) for xy in shapely.get_coordinates(line)[[0, -1]]} for line in lines]


def _target(line: Coordinates, end: Coordinates) -> Coordinates:
    """Place of a line nearest to a point: its end where that is nearly as near."""
    drawn = shapely.LineString(line)
    near = shapely.get_coordinates(drawn.interpolate(drawn.project(shapely.Point(end))))[0]
    for tip in (line[0], line[-1]):
        if np.hypot(*(tip - near)) <= END_M:
            return np.array(_key_xy(_key(tip)))
    return np.array(_key_xy(_key(near)))


def _behind(line: Coordinates, end: Coordinates, gap_m: float) -> Coordinates:
    """Part of a road that its own end stops short of."""
    along_m = max(4 * gap_m, LEAST_BACK_M)
    rest: Coordinates = shapely.get_coordinates(
        beyond(shapely.LineString(line), shapely.Point(end), along_m)
    )
    return rest


def _back_to(line: Coordinates, end: Coordinates, place: Coordinates) -> Coordinates:
    """Road whose end goes to a place of its own, which gets a vertex besides that end."""
    at_start = _key(line[0]) == _key(end)
    body = _with_vertex(line[1:] if at_start else line[:-1], place)
    return np.vstack([place, body] if at_start else [body, place])


def _with_end(line: Coordinates, end: Coordinates, place: Coordinates) -> Coordinates | None:
    """Line whose end lies at the place; None where it has no such end, or would have no length."""
    moved = line.copy()
    tips = [tip for tip in (0, -1) if _key(line[tip]) == _key(end)]
    if not tips:
        return None
    moved[tips[0]] = place
    return moved if shapely.LineString(moved).length > 0 else None


def _with_vertex(line: Coordinates, place: Coordinates) -> Coordinates:
    """Line with a vertex at a place that lies on it to the millimetre."""
    if any(_key(xy) == _key(place) for xy in line):
        return line
    starts, steps = line[:-1], np.diff(line, axis=0)
    square = np.maximum((steps**2).sum(axis=1), 1e-12)
    share = np.clip(((place - starts) * steps).sum(axis=1) / square, 0.0, 1.0)
    gap = np.hypot(*(starts + share[:, None] * steps - place).T)
    return np.insert(line, int(gap.argmin()) + 1, place, axis=0)


def _divided(
    roads: gpd.GeoDataFrame, lines: Mapping[str, Coordinates], breaks: Mapping[str, set[_Key]]
) -> gpd.GeoDataFrame:
    """Roads along the lines, divided at the breaks inside them; the parts keep every column."""
    taken = {str(name) for name in roads.index}
    rows, names, shapes = [], [], []
    for number, name in enumerate(map(str, roads.index)):
        parts = _parts(lines[name], breaks.get(name, set()))
        own = [name] if len(parts) == 1 else _free(name, len(parts), taken)
        rows += [number] * len(parts)
        names += own
        shapes += [shapely.LineString(part) for part in parts]
    divided = roads.iloc[rows].set_geometry(gpd.GeoSeries(shapes, index=roads.index[rows]))
    divided.index = pd.Index(names, dtype="object", name=roads.index.name)
    return divided.set_crs(roads.crs)


def _parts(line: Coordinates, breaks: set[_Key]) -> list[Coordinates]:
    at = [i for i in range(1, len(line) - 1) if _key(line[i]) in breaks]
    bounds = [0, *at, len(line) - 1]
    parts = [line[a : b + 1] for a, b in pairwise(bounds)]
    return [part for part in parts if shapely.LineString(part).length > 0] or [line]


def _free(name: str, count: int, taken: set[str]) -> list[str]:
    """Ids of the parts of a road that no other road has."""
    own: list[str] = []
    number = 0
    while len(own) < count:
        number += 1
        if f"{name}.{number}" not in taken:
            own.append(f"{name}.{number}")
    taken.update(own)
    return own


def _listed(
    roads: gpd.GeoDataFrame, found: Sequence[tuple[_Key, int, int, str]]
) -> gpd.GeoDataFrame:
    bridge = roads["bridge"].to_numpy(bool)
    ids = [f"c{key[0]}_{key[1]}" for key, *_ in found]
    number = pd.Series(ids, dtype="object").groupby(ids).cumcount()
    ids = [f"{name}+{again}" if again else name for name, again in zip(ids, number, strict=True)]
    return gpd.GeoDataFrame(
        {
            "road_id": [str(roads.index[a]) for _, a, _, _ in found],
            "other_id": [str(roads.index[b]) for _, _, b, _ in found],
            "kind": [kind for *_, kind in found],
            "bridge": [bool(bridge[a] or bridge[b]) for _, a, b, _ in found],
        },
        index=pd.Index(ids, dtype="object", name="crossing_id"),
        geometry=[shapely.Point(_key_xy(key)) for key, *_ in found],
        crs=roads.crs,
    )
