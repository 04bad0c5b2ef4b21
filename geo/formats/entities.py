"""Entities of a DXF as coordinates: curves as lines, blocks as what they hold."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import shapely
from ezdxf.entities.arc import Arc
from ezdxf.entities.circle import Circle
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.entities.ellipse import Ellipse
from ezdxf.entities.insert import Insert
from ezdxf.entities.line import Line
from ezdxf.entities.lwpolyline import LWPolyline
from ezdxf.entities.mtext import MText
from ezdxf.entities.point import Point
from ezdxf.entities.polyline import Polyline
from ezdxf.entities.spline import Spline
from ezdxf.entities.text import Text
from ezdxf.math import OCS
from numpy.typing import NDArray

TOLERANCE_M = 0.01  # farthest a chord lies from its curve, in units of the drawing
_FINEST = 1e-7  # of its radius; keeps a circle of any size below 15,000 corners
_DEEPEST = 16  # blocks inside blocks
_FRAME_POINT = 16  # vertex flag of a control point that does not lie on the line
_SEGMENTS = 8  # of a spline between two knots, before chords are halved further

Corners = NDArray[np.float64]


class NotFiniteError(ValueError):
    """A coordinate, a radius or a bulge is no finite number."""


class TooManyError(ValueError):
    """Blocks hold more entities, or more blocks inside blocks, than any drawing needs."""


def exploded(entities: Iterable[DXFEntity], most: int) -> Iterator[tuple[str, DXFEntity]]:
    """Layer and entity of everything, blocks taken apart in place.

    What a block holds on layer 0 lies on the layer of its reference (DXF reference, BLOCK).

    Raises
    ------
    TooManyError
        More than ``most`` entities and references in all, or blocks nested too deeply.
    """
    stack = [("", iter(entities))]
    count = 0
    while stack:
        above, level = stack[-1]
        entity = next(level, None)
        if entity is None:
            stack.pop()
            continue
        count += 1
        if count > most or len(stack) > _DEEPEST:
            raise TooManyError
        own = str(entity.dxf.get("layer", "0"))
        layer = above if above and own == "0" else own
        if not isinstance(entity, Insert):
            yield layer, entity
        elif entity.mcount > 1:
            stack.append((layer, entity.multi_insert()))
        else:
            stack.append((layer, iter([*entity.attribs, *entity.virtual_entities()])))


def shape_of(entity: DXFEntity) -> shapely.Geometry | None:
    """Shape of an entity: a point, a line, or a polygon where a line is closed; else None.

    Curves become chords that lie no farther than TOLERANCE_M from them.

    Raises
    ------
    NotFiniteError
    """
    if isinstance(entity, (Text, MText, Point)):
        place = entity.dxf.location if isinstance(entity, Point) else _anchor(entity)
        return shapely.Point(_finite([place])[0])
    corners, closed = _corners(entity)
    if corners is None:
        return None
    if len(corners) and closed and (corners[0] != corners[-1]).any():
        corners = np.vstack([corners, corners[:1]])
    if closed and len(np.unique(corners, axis=0)) > 2:
        return shapely.Polygon(corners)
    return shapely.LineString(corners) if len(corners) > 1 else None


def is_curved(entity: DXFEntity) -> bool:
    """Whether the shape of an entity is only near it."""
    if isinstance(entity, LWPolyline):
        return bool(entity.has_arc)
    if isinstance(entity, Polyline):
        return bool(entity.has_arc)
    return isinstance(entity, (Circle, Ellipse, Spline))  # an Arc is a Circle


def text_of(entity: DXFEntity) -> str | None:
    """Words of a label without the signs that format them."""
    return str(entity.plain_text()).strip() if isinstance(entity, (Text, MText)) else None


def arc_chords(start: complex, end: complex, bulge: float) -> list[complex]:
    """Points of an arc after its start, the end included.

    Parameters
    ----------
    bulge
        Tangent of a quarter of the angle, positive counter-clockwise (DXF reference, LWPOLYLINE).

    Notes
    -----
    Both directions of one arc give the same points to the last bit, so that neighbours meet.
    """
    if (end.real, end.imag) < (start.real, start.imag):
        return [*arc_chords(end, start, -bulge)[-2::-1], end]
    chord = end - start
    radius = abs(chord) * (1 + bulge**2) / (4 * abs(bulge))
    centre = (start + end) / 2 + 1j * chord * (1 - bulge**2) / (4 * bulge)
    angle = 4 * math.atan(bulge)
    step = 2 * math.acos(max(1 - max(TOLERANCE_M / radius, _FINEST), 0.0))
    count = math.ceil(abs(angle) / step)
    turns = np.exp(1j * angle * np.arange(1, count) / count)
    return [*(centre + (start - centre) * turns).tolist(), end]


def _corners(entity: DXFEntity) -> tuple[Corners | None, bool]:
    """Corners of a line in the plane and whether it is closed."""
    if isinstance(entity, Line):
        return _finite([entity.dxf.start, entity.dxf.end]), False
    if isinstance(entity, LWPolyline):
        points = entity.get_points("xyb")
        return _bulged(points, bool(entity.closed), entity.ocs()), bool(entity.closed)
    if isinstance(entity, Polyline) and entity.is_2d_polyline:
        points = [
            (vertex.dxf.location.x, vertex.dxf.location.y, vertex.dxf.get("bulge", 0.0))
            for vertex in entity.vertices
            if not vertex.dxf.flags & _FRAME_POINT
        ]
        return _bulged(points, bool(entity.is_closed), entity.ocs()), bool(entity.is_closed)
    if isinstance(entity, Polyline) and entity.is_3d_polyline:
        vertices = [v.dxf.location for v in entity.vertices if not v.dxf.flags & _FRAME_POINT]
        return _finite(vertices), bool(entity.is_closed)
    return _curve(entity)


def _curve(entity: DXFEntity) -> tuple[Corners | None, bool]:
    """Chords of a circle, an arc, an ellipse or a spline."""
    if isinstance(entity, Circle):
        radius = _finite([(abs(entity.dxf.radius), 0, 0), entity.dxf.center])[0, 0]
        if radius == 0:
            return None, False
        return _finite(entity.flattening(_sagitta(radius))), not isinstance(entity, Arc)
    if isinstance(entity, Ellipse):
        axis = entity.dxf.major_axis
        radius = math.hypot(*_finite([axis, entity.dxf.center])[0])
        turn = abs(entity.dxf.end_param - entity.dxf.start_param)
        whole = math.isclose(turn % math.tau, 0, abs_tol=1e-9)
        return _finite(entity.flattening(_sagitta(radius))), whole
    if isinstance(entity, Spline):
        controls = _finite([*entity.control_points, *entity.fit_points])
        extent = float(np.ptp(controls, axis=0).max()) if len(controls) else 0.0
        return _finite(entity.flattening(_sagitta(extent), _SEGMENTS)), bool(entity.closed)
    return None, False


def _sagitta(radius: float) -> float:
    return max(TOLERANCE_M, radius * _FINEST)


def _bulged(points: Iterable[Sequence[float]], closed: bool, ocs: OCS) -> Corners:
    """Corners of a polyline in the plane of the drawing; its arcs as chords."""
    stops, turns = [], []
    for x, y, bulge in points:
        _finite([(x, y), (bulge, 0)])
        stops.append(complex(x, y))
        turns.append(bulge)
    line = stops[:1]
    ends = [*stops, *stops[: int(closed)]]
    for (start, end), bulge in zip(pairwise(ends), turns, strict=False):
        curved = abs(bulge) > 1e-9 and start != end
        line += arc_chords(start, end, bulge) if curved else [end]
    corners = [(stop.real, stop.imag, 0.0) for stop in line]
    return _finite(ocs.points_to_wcs(corners) if ocs.transform else corners)


def _anchor(entity: Text | MText) -> Sequence[float]:
    """Point a label is hung on: where its writer put it."""
    if isinstance(entity, MText):
        place: Sequence[float] = entity.dxf.insert
        return place
    _, place, _ = entity.get_placement()
    ocs = entity.ocs()
    turned: Sequence[float] = ocs.to_wcs(place) if ocs.transform else place
    return turned


def _finite(points: Iterable[Sequence[float]]) -> Corners:
    """Plan coordinates of points."""
    corners = np.array([tuple(point)[:2] for point in points], dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(corners).all():
        raise NotFiniteError
    return corners
