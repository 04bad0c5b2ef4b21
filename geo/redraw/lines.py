"""Drawn lines laid on the ground of some grids: clipped, carried to the border, on the raster."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coverage.edges import Polygons
from geo.redraw.nodes import DECIMALS
from geo.redraw.operations import Line
from geo.redraw.refusals import Why, refusal

VERTEX_M = 0.5  # a line that meets a border this near to a vertex meets it at the vertex
REACH_M = 10.0  # an end this near to the border was meant to reach it: a thick finger on a map
_ALONG_M = 0.05  # a point of a line this near to the border runs along it
_SHIFT_MM = 200  # a node may lie this far along the border if it then lies nearer to the border
_CLOSE_M = 1e-5  # a node this near to the border is near enough
_TOUCHES_M = 1e-6

Points = NDArray[np.float64]


def drawn(line: Line) -> shapely.LineString:
    """Line on the raster without repeated points.

    Raises
    ------
    InputError
        redraw_bad_line for fewer than two different points or a number that is none.
    """
    xy = np.asarray(line, dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(xy).all():
        raise refusal(Why.BAD_LINE)
    xy = np.round(xy, DECIMALS) + 0.0
    xy = xy[np.append(True, (xy[1:] != xy[:-1]).any(axis=1))] if len(xy) else xy
    if len(xy) < 2:
        raise refusal(Why.BAD_LINE)
    return shapely.LineString(xy)


def laid(polygons: Polygons, lines: Sequence[shapely.Geometry]) -> list[list[shapely.Geometry]]:
    """Pieces of lines inside each polygon, with ends at nodes of the borders where they meet.

    An end at the border goes to a vertex within 0.5 m, or else to the place on the raster that
    moves the border least. An end inside, not further than 10 m from the border, is carried to
    it; one further inside stays, and cuts nothing.
    """
    borders = _Borders(polygons)
    every = shapely.MultiLineString(list(lines))
    pieces = []
    for polygon in polygons:
        inside = shapely.get_parts(shapely.intersection(every, polygon))
        inside = inside[shapely.get_type_id(inside) == shapely.GeometryType.LINESTRING]
        merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(inside)))
        pieces.append(_carried(merged, borders))
    return pieces


def has_loop(pieces: Sequence[shapely.Geometry], polygon: shapely.Geometry) -> bool:
    """Whether the pieces of one line in a polygon meet anywhere but at its border: a loop."""
    ends = Counter(end for piece in pieces for end in _ends(piece))
    crossings = [shapely.Point(end) for end, count in ends.items() if count > 2]
    far = shapely.distance(shapely.boundary(polygon), np.array(crossings, dtype=object))
    return bool((far > 10.0**-DECIMALS).any())


def _carried(pieces: Polygons, borders: "_Borders") -> list[shapely.Geometry]:
    """Pieces on the raster whose ends have been placed."""
    count = Counter(end for piece in pieces for end in _ends(piece))
    made = []
    for piece in pieces:
        xy = shapely.get_coordinates(piece)
        first, last = _ends(piece)
        if first == last:
            made.append(shapely.LineString(borders.laid(xy)))
            continue
        inner = borders.laid(xy[1:-1])
        start = borders.carried(xy[0], loose=count[first] == 1)
        end = borders.carried(xy[-1], loose=count[last] == 1)
        whole = np.concatenate([start, inner, end[::-1]])
        if (whole != whole[0]).any():
            made.append(shapely.LineString(whole))
    return made


def _ends(piece: shapely.Geometry) -> tuple[tuple[float, float], tuple[float, float]]:
    xy = shapely.get_coordinates(piece)
    return (float(xy[0, 0]), float(xy[0, 1])), (float(xy[-1, 0]), float(xy[-1, 1]))


class _Borders:
    """Vertices and edges of borders, and the nodes that lines have been given so far."""

    def __init__(self, polygons: Polygons) -> None:
        xy, ring = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
        inner = (ring[1:] == ring[:-1]) & (xy[1:] != xy[:-1]).any(axis=1)
        self._start, self._end = xy[:-1][inner], xy[1:][inner]
        step = self._end - self._start
        self._squared = np.einsum("ij,ij->i", step, step)
        ends = np.stack([self._start, self._end], axis=1)
        self._edges = shapely.STRtree(shapely.linestrings(ends))
        self._vertices: list[Points] = [xy]

    def carried(self, end: Points, *, loose: bool) -> Points:
        """End of a line where it is to be, behind it the place it was carried from, if any."""
        edge, spot, away = self._nearest(end)
        if away > (REACH_M if loose else _TOUCHES_M):
            return self.laid(end[None])
        node = self._node(spot, edge)
        if away <= VERTEX_M:
            return node[None]
        return np.stack([node, np.round(end, DECIMALS) + 0.0])

    def laid(self, points: Points) -> Points:
        """Points of a line on the raster; at the border where they run along it.

        Without this a line along a border leaves strips of a millimetre, and noding those moves
        vertices of the border.
        """
        placed: Points = np.round(points, DECIMALS) + 0.0
        spots = shapely.points(points)
        near = self._edges.query(spots, predicate="dwithin", distance=_ALONG_M)[0]
        for row in np.unique(near):
            edge, spot, _ = self._nearest(points[row])
            placed[row] = self._node(spot, edge)
        return placed

    def _nearest(self, point: Points) -> tuple[int, Points, float]:
        """Nearest edge, nearest spot of it, and how far away that is."""
        step = self._end - self._start
        along = np.einsum("ij,ij->i", point - self._start, step) / self._squared
        spot = self._start + np.clip(along, 0, 1)[:, None] * step
        away = np.hypot(*(spot - point).T)
        edge = int(np.argmin(away))
        return edge, spot[edge], float(away[edge])

    def _node(self, spot: Points, edge: int) -> Points:
        vertices = np.concatenate(self._vertices)
        away = np.hypot(*(vertices - spot).T)
        nearest = int(np.argmin(away))
        if away[nearest] <= VERTEX_M:
            found: Points = vertices[nearest]
            return found
        node = on_raster(spot, self._start[edge], self._end[edge])
        self._vertices.append(node[None])
        return node


def on_raster(spot: Points, start: Points, end: Points) -> Points:
    """Place on the raster within 20 cm of a spot on an edge that hardly lies off the edge.

    The nearest raster place moves a border by up to 0.71 mm, this one by a hundredth of a
    millimetre, so areas hardly change however often a border is met.
    """
    step = end - start
    axis = int(abs(step[1]) > abs(step[0]))
    shift = np.arange(-_SHIFT_MM, _SHIFT_MM + 1)
    xy = np.empty((len(shift), 2))
    xy[:, axis] = np.round(np.round(spot[axis], DECIMALS) + shift * 10.0**-DECIMALS, DECIMALS)
    exact = start[1 - axis] + (xy[:, axis] - start[axis]) * step[1 - axis] / step[axis]
    xy[:, 1 - axis] = np.round(exact, DECIMALS)
    off = np.maximum(np.round(np.abs(xy[:, 1 - axis] - exact), 7), _CLOSE_M)
    best: Points = xy[np.lexsort((shift, np.abs(shift), off))[0]]
    return best + 0.0
