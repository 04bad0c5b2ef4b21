"""Water that nobody walks through: which side of it a road lies on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.roads import Network

OPEN_M = 10.0  # guessed: this close to where a road crosses, one walks over with the road
_OVER_M = 5.0  # guessed: a road that goes on less far beyond is drawn askew or ends at the bank
_AROUND_M = 20.0  # how far a crossing is looked at
_AT_M = 0.01
_TOUCH_M = 1.0  # a walk that only begins or ends in the water does not cross it

Geometries = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Water:
    """Streams and shores, open where a road crosses them, and the roads cut into banks.

    Parameters
    ----------
    lines : the water as simple lines
    banks, bank_edge : all edges, those that cross water cut there; row of each one's edge
    decks : what of the edges is no bank: bridges, and ends that reach or overshoot the water
    """

    lines: shapely.STRtree
    banks: Geometries
    bank_edge: NDArray[np.int64]
    decks: shapely.STRtree

    def crossed(self, walks: Geometries) -> NDArray[np.bool_]:
        """Tell for each straight walk whether it leads through water, or ends where no bank is."""
        found = np.zeros(len(walks), dtype=bool)
        if len(self.lines):
            length = shapely.length(walks)
            long = np.flatnonzero(length > 2 * _TOUCH_M)
            ends = [
                shapely.get_coordinates(shapely.line_interpolate_point(walks[long], at))
                for at in (_TOUCH_M, length[long] - _TOUCH_M)
            ]
            inner = shapely.linestrings(np.stack(ends, axis=1))
            found[long[self.lines.query(inner, predicate="intersects")[0]]] = True
        if len(self.decks):
            ends = shapely.get_point(walks, -1)
            found[self.decks.query(ends, predicate="dwithin", distance=_AT_M)[0]] = True
        return found


def water(network: Network, *layers: Sequence[shapely.Geometry] | Geometries) -> Water:
    """Take streams and shores (lines or polygons, metres) as what keeps people on one side.

    The outline of a polygon counts. Where a road of the network crosses, by a bridge, a culvert or
    a ford, the water is open for `OPEN_M` to either side. A road that only reaches the water, or
    goes on less than `_OVER_M` beyond, opens nothing.
    """
    shapes: Geometries = np.concatenate([np.zeros(0, dtype=object), *map(_array, layers)])
    areas = shapely.get_dimensions(shapes) == 2
    drawn = np.concatenate([shapes[~areas], shapely.boundary(shapes[areas])])
    drawn = shapely.get_parts(drawn)
    edges = network.geometry
    line, edge = (
        shapely.STRtree(edges).query(drawn, predicate="intersects") if len(drawn) else _NONE
    )
    crossings, which = shapely.get_parts(
        shapely.intersection(drawn[line], edges[edge]), return_index=True
    )
    of_line, of_edge = line[which], edge[which]
    bridge = network.edges["bridge"].to_numpy(bool)[of_edge]
    tree = shapely.STRtree(edges)
    over = np.array(
        [
            sure or _leads_over(at, drawn[row], edges[tree.query(at, "dwithin", _AROUND_M)])
            for at, row, sure in zip(crossings, of_line, bridge, strict=True)
        ],
        dtype=bool,
    )
    for row in np.unique(of_line[over]):
        opening = shapely.union_all(shapely.buffer(crossings[over & (of_line == row)], OPEN_M))
        drawn[row] = shapely.difference(drawn[row], opening)
    cut = np.unique(edge)
    banks, bank_edge = _banks(edges, cut, shapes)
    kept = np.isin(bank_edge, cut)
    around = shapely.union_all(shapely.buffer(banks[kept], 5 * _AT_M))
    decks = shapely.get_parts(shapely.difference(edges[cut], around))
    lines = shapely.STRtree(shapely.get_parts(drawn))
    return Water(lines, banks, bank_edge, shapely.STRtree(decks))


_NONE = np.zeros((2, 0), dtype=np.int64)


def _leads_over(at: shapely.Geometry, line: shapely.Geometry, edges: Geometries) -> bool:
    """Tell whether the roads that meet the water at a spot go on away from it on two sides."""
    disc = shapely.buffer(at, _AROUND_M)
    roads = shapely.get_parts(shapely.union_all(shapely.buffer(edges, 0.05)))
    [joined] = roads[shapely.STRtree(roads).nearest([at])]
    here = shapely.intersection(joined, disc)
    sides = shapely.get_parts(shapely.difference(disc, shapely.buffer(line, 0.01)))
    reached = shapely.intersection(sides, here)
    far = [shapely.distance(shapely.points(shapely.get_coordinates(r)), line) for r in reached]
    return sum(len(d) > 0 and float(d.max()) >= _OVER_M for d in far) > 1


def _array(layer: Sequence[shapely.Geometry] | Geometries) -> Geometries:
    array = np.empty(len(layer), dtype=object)
    array[:] = list(layer)
    return array


def _banks(
    edges: Geometries, cut: NDArray[np.int64], shapes: Geometries
) -> tuple[Geometries, NDArray[np.int64]]:
    """Cut some edges at the water: the nearest spot on this side may be on an edge that crosses."""
    whole = np.setdiff1d(np.arange(len(edges)), cut)
    if not len(cut):
        return edges, whole
    all_water = shapely.union_all(shapely.buffer(shapes, _TOUCH_M))
    pieces, row = shapely.get_parts(shapely.difference(edges[cut], all_water), return_index=True)
    long = shapely.length(pieces) >= _OVER_M  # a stub across is no bank of its own
    pieces, row = pieces[long], row[long]
    # an edge that runs in the water all along has no bank: it stays as it is
    drowned = np.setdiff1d(np.arange(len(cut)), row)
    banks = np.concatenate([edges[whole], pieces, edges[cut[drowned]]])
    return banks, np.concatenate([whole, cut[row], cut[drowned]])
