"""Water that nobody walks through: which side of it a road lies on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.roads import Network

OPEN_M = 10.0  # guessed: this close to where a road crosses, one walks over with the road
_TOUCH_M = 1.0  # a walk that only begins or ends in the water does not cross it

Geometries = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Water:
    """Streams and shores, open where a road crosses them, and the roads cut into banks.

    Parameters
    ----------
    lines : the water as simple lines
    banks, bank_edge : all edges, those that cross water cut there; row of each one's edge
    """

    lines: shapely.STRtree
    banks: Geometries
    bank_edge: NDArray[np.int64]

    def crossed(self, walks: Geometries) -> NDArray[np.bool_]:
        """Tell for each straight walk whether it leads through water."""
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
        return found


def water(network: Network, *layers: Sequence[shapely.Geometry] | Geometries) -> Water:
    """Take streams and shores (lines or polygons, metres) as what keeps people on one side.

    The outline of a polygon counts. Where a road of the network crosses, by a bridge, a culvert or
    a ford, the water is open for `OPEN_M` to either side.
    """
    shapes: Geometries = np.concatenate([np.zeros(0, dtype=object), *map(_array, layers)])
    areas = shapely.get_dimensions(shapes) == 2
    drawn = np.concatenate([shapes[~areas], shapely.boundary(shapes[areas])])
    drawn = shapely.get_parts(drawn)
    edges = network.geometry
    line, edge = (
        shapely.STRtree(edges).query(drawn, predicate="intersects") if len(drawn) else _NONE
    )
    crossings = shapely.intersection(drawn[line], edges[edge])
    for row in np.unique(line):
        opening = shapely.union_all(shapely.buffer(crossings[line == row], OPEN_M))
        drawn[row] = shapely.difference(drawn[row], opening)
    cut = np.unique(edge)
    return Water(shapely.STRtree(shapely.get_parts(drawn)), *_banks(edges, cut, shapes))


_NONE = np.zeros((2, 0), dtype=np.int64)


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
    # an edge that runs in the water all along has no bank: it stays as it is
    drowned = np.setdiff1d(np.arange(len(cut)), row)
    banks = np.concatenate([edges[whole], pieces, edges[cut[drowned]]])
    return banks, np.concatenate([whole, cut[row], cut[drowned]])
