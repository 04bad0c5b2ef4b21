"""Borders of grids piece by piece: who is across, and what line of the land they follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coverage.chains import Polygons, chain_of, gathered
from geo.terrain import Terrain

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_KEPT_MOST = 20_000  # polygons remembered; an edit makes two or three new ones
_BESIDE_RAD = np.pi / 2


@dataclass(frozen=True, slots=True)
class AlongRule:
    """When a border follows a line of the land; every number is a setting of the planner.

    A border is cut into pieces of at most `piece_m`. A piece follows a road or a stream when its
    middle lies within `tolerance_m` of it and the two run the same way to within `angle_deg`: a
    border that crosses a road does not follow it. A piece follows a ridge when the ground
    `ridge_reach_m` away, square to it on both sides, lies at least `ridge_drop_m` lower.
    """

    tolerance_m: float = 10.0
    angle_deg: float = 30.0
    piece_m: float = 20.0
    ridge_reach_m: float = 60.0
    ridge_drop_m: float = 6.0

    def __post_init__(self) -> None:
        """Refuse lengths that measure nothing."""
        if min(self.tolerance_m, self.piece_m, self.ridge_reach_m) <= 0:
            msg = "tolerance_m, piece_m and ridge_reach_m must be positive"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Pieces of the borders of polygons, in order of the polygons and their rings.

    Parameters
    ----------
    owner, segment
        Row of the polygon, and which of its segments the piece is of, counted from 0.
    outer
        Whether the piece is of an outer ring.
    step
        Metres east and north from start to end, the polygon on the left.
    line
        Kind of line -> row of the line followed, -1 for none; ridges have no rows, only 0.
    beyond
        Row of the villager group across, -1 where there is none or none is known.
    """

    owner: Ints
    segment: Ints
    outer: Bools
    step: Floats
    line: Mapping[str, Ints]
    beyond: Ints

    @property
    def metres(self) -> Floats:
        """Length of each piece."""
        length: Floats = np.hypot(*self.step.T)
        return length

    def followed(self) -> Bools:
        """Tell for each piece whether it follows any line."""
        found = np.zeros(len(self.owner), dtype=bool)
        for rows in self.line.values():
            found |= rows >= 0
        return found


@dataclass(frozen=True, eq=False)
class Land:
    """Roads, streams and heights that borders may follow, made ready once per area.

    ``groups`` are the villager groups whose borders are among the lines: they say who is across.
    What was found for a polygon is remembered by its coordinates: an edit leaves most grids as
    they were.
    """

    lines: Mapping[str, gpd.GeoDataFrame]
    terrain: Terrain | None
    rule: AlongRule = field(default_factory=AlongRule)
    groups: gpd.GeoDataFrame | None = None
    _pieces: dict[str, tuple[shapely.STRtree, Ints, Floats]] = field(
        init=False, default_factory=dict
    )
    _kept: dict[shapely.Geometry, Trace] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Cut every line into its straight pieces with their direction."""
        for kind, frame in self.lines.items():
            self._pieces[kind] = _straight(frame.geometry.to_numpy())

    def trace(self, polygons: Polygons) -> Trace:
        """Trace the borders of polygons, only those of polygons not seen before anew."""
        shapes = polygons.tolist()
        found = {shape: self._kept.get(shape) for shape in shapes}
        fresh = [shape for shape, trace in found.items() if trace is None]
        if fresh:
            made = dict(zip(fresh, self._traced(fresh), strict=True))
            if len(self._kept) + len(made) > _KEPT_MOST:
                self._kept.clear()
            self._kept.update(made)
            found |= made
        traces = [trace for shape in shapes if (trace := found[shape]) is not None]
        return _joined(traces, list(self.kinds))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of lines, ridges last where heights are known."""
        return (*self.lines, *(("ridge",) if self.terrain is not None else ()))

    def _traced(self, shapes: list[shapely.Geometry]) -> list[Trace]:
        """Trace polygons together, and take the pieces of each apart."""
        start, end, owner, segment, outer = _segments(np.array(shapes, dtype=object))
        count = np.maximum(np.ceil(np.hypot(*(end - start).T) / self.rule.piece_m), 1).astype(int)
        row = np.repeat(np.arange(len(count)), count)
        nth = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        step = ((end - start) / count[:, None])[row]
        middle = start[row] + step * (nth + 0.5)[:, None]
        line = {kind: self._beside(kind, middle, step) for kind in self.lines}
        if self.terrain is not None:
            line["ridge"] = _on_ridge(self.terrain, middle, step, self.rule)
        beyond = self._beyond(middle, step)
        cut = np.searchsorted(owner[row], np.arange(len(shapes) + 1))
        segment, outer = segment[row], outer[row]
        return [
            Trace(
                owner=np.zeros(b - a, dtype=np.int64),
                segment=segment[a:b],
                outer=outer[a:b],
                step=step[a:b],
                line={kind: rows[a:b] for kind, rows in line.items()},
                beyond=beyond[a:b],
            )
            for a, b in zip(cut[:-1].tolist(), cut[1:].tolist(), strict=True)
        ]

    def _beyond(self, middle: Floats, step: Floats) -> Ints:
        """Row of the group each piece looks out on, just beyond the tolerance of its line."""
        found = np.full(len(middle), -1, dtype=np.int64)
        if self.groups is None or self.groups.empty:
            return found
        outward = np.stack([step[:, 1], -step[:, 0]], axis=1) / np.hypot(*step.T)[:, None]
        spots = shapely.points(middle + outward * (self.rule.tolerance_m + 1.0))
        piece, group = self.groups.sindex.query(spots, predicate="intersects")
        order = np.lexsort((-group, piece))  # on a border of two the first one
        found[piece[order]] = group[order]
        return found

    def _beside(self, kind: str, middle: Floats, step: Floats) -> Ints:
        """Row of the nearest line each piece follows, of two equally near the first; -1 none."""
        tree, line_of, turn = self._pieces[kind]
        found = np.full(len(middle), -1, dtype=np.int64)
        if not len(line_of):
            return found
        points = shapely.points(middle)
        piece, near = tree.query(points, "dwithin", distance=self.rule.tolerance_m)
        bearing = np.arctan2(step[:, 1], step[:, 0])
        apart = np.abs((bearing[piece] - turn[near] + _BESIDE_RAD) % np.pi - _BESIDE_RAD)
        alike = apart <= np.radians(self.rule.angle_deg) + 1e-12
        piece, near = piece[alike], near[alike]
        away_m = shapely.distance(points[piece], tree.geometries[near])
        # written from the farthest to the nearest, so that the nearest stays
        order = np.lexsort((-line_of[near], -away_m))
        found[piece[order]] = line_of[near[order]]
        return found


def across(polygons: Polygons) -> Ints:
    """Row of the polygon across each segment, -1 where none is; order as in `Trace`.

    Only segments with identical end points count, as in an edge-matched coverage.
    """
    chain = chain_of(polygons)
    segments, first = gathered(chain)
    owner = chain.owners(segments)
    pair = np.flatnonzero(~first[1:] & (owner[1:] != owner[:-1]))
    other = np.full(len(chain.xy), -1, dtype=np.int64)
    other[segments[pair]] = owner[pair + 1]
    other[segments[pair + 1]] = owner[pair]
    facing: Ints = other[chain.real]
    return facing


def segment_numbers(trace: Trace, polygons: Polygons) -> Ints:
    """Count the segment of each piece among all segments of the polygons, as `across` does."""
    chain = chain_of(polygons)
    counts = np.bincount(chain.owners(np.flatnonzero(chain.real)), minlength=len(polygons))
    numbers: Ints = (np.cumsum(counts) - counts)[trace.owner] + trace.segment
    return numbers


def _segments(polygons: Polygons) -> tuple[Floats, Floats, Ints, Ints, Bools]:
    """Start, end, polygon, number within it and outer ring or not, of every segment."""
    chain = chain_of(polygons)
    at = np.flatnonzero(chain.real)
    ahead = chain.ahead[at]
    owner = chain.owners(at)
    number = np.arange(len(at)) - np.searchsorted(owner, owner)
    parts = shapely.get_parts(polygons)
    _, part = shapely.get_rings(parts, return_index=True)
    outer = np.diff(part, prepend=-1) > 0
    return chain.xy[at + ~ahead], chain.xy[at + ahead], owner, number, chain.spread(outer)[at]


def _straight(lines: Polygons) -> tuple[shapely.STRtree, Ints, Floats]:
    """Straight pieces of lines as a tree, with the row of their line and their direction."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    same = np.flatnonzero((np.diff(line) == 0) & (np.abs(np.diff(xy, axis=0)).max(axis=1) > 0))
    ends = np.stack([xy[same], xy[same + 1]], axis=1)
    turn = np.arctan2(*(ends[:, 1] - ends[:, 0]).T[::-1])
    return shapely.STRtree(shapely.linestrings(ends)), line[same].astype(np.int64), turn


def _on_ridge(terrain: Terrain, middle: Floats, step: Floats, rule: AlongRule) -> Ints:
    """0 for pieces with lower ground on both sides, -1 for others and where heights lack."""
    length = np.hypot(*step.T)[:, None]
    square = np.stack([-step[:, 1], step[:, 0]], axis=1) / length * rule.ridge_reach_m
    here = terrain.at(*middle.T)
    sides = np.stack([terrain.at(*(middle + way * square).T) for way in (1, -1)])
    with np.errstate(invalid="ignore"):
        falls = (here - sides >= rule.ridge_drop_m).all(axis=0)
    return np.where(falls, 0, -1).astype(np.int64)


def _joined(traces: list[Trace], kinds: list[str]) -> Trace:
    """Put the traces of single polygons one behind the other."""
    none = np.zeros(0, dtype=np.int64)
    counts = [len(trace.owner) for trace in traces]
    return Trace(
        owner=np.repeat(np.arange(len(traces)), counts),
        segment=np.concatenate([none, *(trace.segment for trace in traces)]),
        outer=np.concatenate([none.astype(bool), *(trace.outer for trace in traces)]),
        step=np.concatenate([np.zeros((0, 2)), *(trace.step for trace in traces)]),
        line={
            kind: np.concatenate([none, *(trace.line[kind] for trace in traces)]) for kind in kinds
        },
        beyond=np.concatenate([none, *(trace.beyond for trace in traces)]),
    )
