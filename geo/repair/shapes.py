"""Polygons out of faces, with the nodes they need and no others.

Noding puts a node wherever two borders cross. One that no border turns or ends at any more is
left away, in the same way in every polygon that passes it, so that a grid nobody touched comes
out vertex by vertex as it was drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from geo.coverage.edges import Ints, Polygons
from geo.coverage.ledger import united
from geo.repair.ground import Bools, Ground, Points
from geo.repair.tracing import outlines

FEWEST_NODES = 3  # of a ring
STRAIGHT_M = 0.0015  # a node put into a straight border lies this near to it: 1 mm raster


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Polygons to be made: the faces of each, and each as drawn (None for a new one)."""

    faces: list[Ints]
    drawn: Polygons


@dataclass(frozen=True, slots=True, eq=False)
class _Passes:
    """How the ring of each polygon passes each of its nodes."""

    ring: Ints
    polygon: Ints
    node: Ints
    before: Ints
    after: Ints
    straight: Bools
    own: Bools  # the polygon was drawn with a vertex there


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """All nodes of an arrangement, ascending."""

    at: Points

    @classmethod
    def of(cls, ground: Ground) -> "Nodes":
        """Nodes of all faces."""
        return cls(ground.seams.nodes)

    def number(self, points: Points) -> Ints:
        """Look up the node at each point, -1 where there is none."""
        spot = np.minimum(np.searchsorted(self.at, points), len(self.at) - 1)
        return np.where(self.at[spot] == points, spot, -1).astype(np.int64)

    def of_faces(self, ground: Ground, faces: Bools) -> Bools:
        """Which nodes lie on the outline of some faces."""
        hit = np.zeros(len(self.at), dtype=bool)
        hit[ground.seams.node[faces[ground.seams.face]]] = True
        return hit


def made(ground: Ground, nodes: Nodes, layer: Layer, touched: Bools) -> Polygons:
    """Make every polygon that has a touched node; the others stay as drawn, byte for byte."""
    polygons = layer.drawn.copy()
    rows = _meeting(ground, nodes, layer, touched)
    bare = np.array([not len(layer.faces[row]) for row in rows.tolist()], dtype=bool)
    polygons[rows[bare]] = shapely.Polygon()  # whatever it had is somebody else's
    rows = rows[~bare]
    if not len(rows):
        return polygons
    whole = outlines(ground, [layer.faces[row] for row in rows.tolist()])
    passes = _passes(whole, nodes, layer.drawn[rows])
    needless = _needless(passes, touched)
    # a sliver keeps its nodes, and so must whoever lies beside it
    needless &= ~np.isin(passes.node, passes.node[_collapsing(passes, needless)])
    bent = passes.node[_bent(passes, nodes, needless)]
    # whoever else passes such a node needs it too, or the two borders would part
    needless &= ~np.isin(passes.node, bent)
    fresh = _without(whole, ~needless)
    crossed = np.flatnonzero(~shapely.is_valid(fresh))
    if len(crossed):  # a spike within the raster needs all its nodes
        spiky = passes.node[np.isin(passes.polygon, crossed)]
        fresh = _without(whole, ~needless | np.isin(passes.node, spiky))
    for row, shape in zip(rows, fresh, strict=True):
        if layer.drawn[row] is None or not _same(shape, layer.drawn[row]):
            polygons[row] = shape
    return polygons


def mismatched_and_unlike(ground: Ground, nodes: Nodes, layer: Layer) -> tuple[Ints, Ints]:
    """Compare the polygons as drawn with what their faces give back.

    Returns
    -------
    Nodes that some polygon lacks although its border must have them; rows of polygons whose
    rings the faces do not give back, such as one that runs to and fro.
    """
    whole = outlines(ground, layer.faces)
    passes = _passes(whole, nodes, layer.drawn)
    every = np.ones(len(nodes.at), dtype=bool)
    lacking = ~_needless(passes, every) & passes.straight & ~passes.own
    shapes = _without(whole, ~_needless(passes, ~every))
    pairs = zip(shapes, layer.drawn, strict=True)
    unlike = np.flatnonzero([not _same(shape, drawn) for shape, drawn in pairs])
    return np.unique(passes.node[lacking]), unlike


def joined(faces: Polygons) -> shapely.Geometry:
    """Union of noded faces."""
    if len(faces) == 1:
        return faces[0]
    return shapely.coverage_union_all(faces) if len(faces) else shapely.Polygon()


def all_joined(faces: Polygons, groups: Sequence[Ints]) -> Polygons:
    """Union of each group of noded faces; one alone stays as it is, none is empty ground."""
    whole = np.full(len(groups), shapely.Polygon(), dtype=object)
    sizes = np.array([len(group) for group in groups], dtype=np.int64)
    alone, many = np.flatnonzero(sizes == 1), np.flatnonzero(sizes > 1)
    whole[alone] = faces[[int(groups[row][0]) for row in alone.tolist()]]
    whole[many] = united(faces, [groups[row] for row in many.tolist()])
    return whole


def _meeting(ground: Ground, nodes: Nodes, layer: Layer, touched: Bools) -> Ints:
    """Rows of polygons that have a touched node, as drawn or by their faces, or were not drawn."""
    new = shapely.is_missing(layer.drawn)
    meets: Bools = new.copy()
    xy, row = shapely.get_coordinates(layer.drawn, return_index=True)
    number = nodes.number(xy[:, 0] + 1j * xy[:, 1])
    meets[row[(number >= 0) & touched[number]]] = True
    seams = ground.seams
    concerned = np.zeros(len(ground.faces), dtype=bool)
    concerned[seams.face[touched[seams.node]]] = True
    for one in np.flatnonzero(~meets).tolist():
        meets[one] = concerned[layer.faces[one]].any()
    return np.flatnonzero(meets)


def _passes(polygons: Polygons, nodes: Nodes, drawn: Polygons) -> _Passes:
    parts, owner = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    open_end = np.append(ring[1:] == ring[:-1], False)  # the last point of a ring is its first
    points, ring = (xy[:, 0] + 1j * xy[:, 1])[open_end], ring[open_end]
    first = np.searchsorted(ring, ring)
    last = np.searchsorted(ring, ring, side="right") - 1
    here = np.arange(len(points))
    before = points[np.where(here == first, last, here - 1)]
    after = points[np.where(here == last, first, here + 1)]
    polygon = owner[part[ring]].astype(np.int64)
    node = nodes.number(points)
    return _Passes(
        ring,
        polygon,
        node,
        nodes.number(before),
        nodes.number(after),
        _straight(before, points, after),
        np.isin(polygon * len(nodes.at) + node, _drawn_keys(drawn, nodes)),
    )


def _drawn_keys(drawn: Polygons, nodes: Nodes) -> Ints:
    present = np.array([shape is not None for shape in drawn], dtype=bool)
    rows = np.flatnonzero(present)
    xy, row = shapely.get_coordinates(drawn[rows], return_index=True)
    number = nodes.number(xy[:, 0] + 1j * xy[:, 1])
    known = number >= 0
    keys: Ints = np.unique(rows[row[known]] * len(nodes.at) + number[known])
    return keys


def _straight(before: Points, here: Points, after: Points) -> Bools:
    chord = after - before
    length = np.maximum(np.abs(chord), 1e-12)
    turned = (here - before) * np.conj(chord) / length
    off = np.abs(turned.imag) <= STRAIGHT_M
    on: Bools = off & (turned.real > 0) & (turned.real < length)
    return on


def _needless(passes: _Passes, touched: Bools) -> Bools:
    """Nodes a ring can do without: put there by noding, and no other border turns there.

    Where nothing was decided every node that was not drawn goes, so the drawing stays as it was.
    """
    low = np.minimum(passes.before, passes.after)
    high = np.maximum(passes.before, passes.after)
    count = len(touched)
    way, first, pair = np.unique(low * count + high, return_index=True, return_inverse=True)
    _, first, pair = np.unique(
        passes.node * len(way) + pair, return_index=True, return_inverse=True
    )
    drawn = np.bincount(pair, weights=passes.own, minlength=len(first)) > 0
    node = passes.node[first] * count
    ends = np.concatenate([node + low[first], node + high[first]])
    _, end, ways = np.unique(ends, return_inverse=True, return_counts=True)
    one_way = (ways[end] == 1).reshape(2, -1).all(axis=0)
    free = (one_way & ~drawn)[pair]
    needless: Bools = passes.straight & ~passes.own & (free | ~touched[passes.node])
    return needless


def _bent(passes: _Passes, nodes: Nodes, needless: Bools) -> Bools:
    """Find runs of needless nodes that together turn: left away they would cut a corner."""
    kept = np.flatnonzero(~needless)
    ring = passes.ring
    here = np.flatnonzero(needless)
    whole = np.isin(ring[here], ring[kept])
    here = here[whole]
    if not len(here):
        return np.zeros(len(needless), dtype=bool)
    after = np.searchsorted(kept, here)
    first, last = (
        np.searchsorted(ring[kept], ring[here]),
        np.searchsorted(ring[kept], ring[here], side="right"),
    )
    before = np.where(after > first, after - 1, last - 1)
    after = np.where(after < last, after, first)
    at = nodes.at[passes.node]
    off = ~_straight(at[kept[before]], at[here], at[kept[after]])
    bent = np.zeros(len(needless), dtype=bool)
    bent[here[np.isin(before, before[off])]] = True
    return bent


def _collapsing(passes: _Passes, needless: Bools) -> Bools:
    """Find the passes of rings that would enclose nothing without their needless nodes."""
    left = np.bincount(passes.ring[~needless], minlength=int(passes.ring.max(initial=-1)) + 1)
    few: Bools = left[passes.ring] < FEWEST_NODES
    return few


def _without(polygons: Polygons, keep: Bools) -> Polygons:
    """Polygons with only some of their nodes; a ring that would collapse stays whole."""
    parts, owner = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    open_end = np.append(ring[1:] == ring[:-1], False)
    xy, ring = xy[open_end], ring[open_end]
    enough = np.bincount(ring[keep], minlength=len(rings)) >= FEWEST_NODES
    keep = keep | ~enough[ring]
    thinned = shapely.linearrings(xy[keep], indices=ring[keep])
    starts = np.searchsorted(part, np.arange(len(parts) + 1))
    shapes = [
        shapely.Polygon(thinned[i], list(thinned[i + 1 : j])) if j > i else shapely.Polygon()
        for i, j in pairwise(starts.tolist())
    ]
    out = np.empty(len(polygons), dtype=object)
    for row in range(len(polygons)):
        mine = [shapes[n] for n in np.flatnonzero(owner == row)]
        out[row] = mine[0] if len(mine) == 1 else shapely.MultiPolygon(mine)
    normal: Polygons = shapely.normalize(out)
    return normal


def _same(shape: shapely.Geometry, drawn: shapely.Geometry) -> bool:
    return bool(shapely.equals_exact(shape, drawn, 0.0, normalize=True))
