"""From what a reader did to an operation of the kernel: plain functions, no screen.

Whatever comes from the browser is checked for its form here; whether it can be done is the
kernel's to say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import shapely

from geo.contract import InputError
from geo.redraw import (
    CutOut,
    Dissolve,
    Lock,
    Merge,
    MoveVertex,
    Refine,
    Reshape,
    Split,
    SplitAlong,
    Transfer,
    Unlock,
)
from pages.ui.redraw.wire import Point, ground_point

if TYPE_CHECKING:
    from geo.crossings import Crossing
    from geo.redraw import GridSet, Operation

Event = Mapping[str, Any]
Line = tuple[Point, ...]

# a compass direction and the angle of its line, counted from east against the clock
COMPASS = {"north_south": 90, "west_east": 0, "sw_ne": 45, "nw_se": 135}
_NEAR_M = 0.5  # a point typed or dragged is the vertex within this distance
_MOST_POINTS = 5000
_MOST_IDS = 2000


def operation_of(
    event: Event,
    state: GridSet,
    origin: Point,
    *,
    ways: Sequence[Crossing] = (),
    natural: Callable[[Sequence[str]], tuple[Line, ...]] = lambda _: (),
) -> Operation:
    """Return the operation an event of the map asks for.

    Parameters
    ----------
    event
        ``op``, ``ids``, and what the operation needs: ``line`` in millimetres from `origin`,
        ``faces``, ``name``, ``zh``, ``en``.
    ways
        Ways across the grid that were offered; ``name`` is the number of one of them.
    natural
        Lines of the land within grids, for cutting these into small faces.

    Raises
    ------
    InputError
        redraw_bad_event, redraw_no_way, redraw_choose_one, redraw_choose_two.
    """
    op, ids = _text(event.get("op")), _ids(event.get("ids", ()))
    if op in _FROM_IDS:
        least, make = _FROM_IDS[op]
        return make(_enough(ids, least))
    if op in _FROM_LINE:
        least, make_drawn = _FROM_LINE[op]
        return make_drawn(_enough(ids, least), _line(event.get("line"), origin), event, state)
    if op == "paint":
        return Transfer(_ids(event.get("faces", ())), _enough(ids, 1)[0])
    if op == "along":
        return along(_enough(ids, 1)[0], ways, _text(event.get("name")))
    if op == "refine":
        return refined(_enough(ids, 1), natural)
    raise _bad()


def coded(operation: Operation, *, keep_code: bool) -> Operation:
    """Tell a split what becomes of the old code; other operations are as they were."""
    if isinstance(operation, Split | SplitAlong):
        return replace(operation, keep_code=keep_code)
    return operation


def along(grid_id: str, ways: Sequence[Crossing], name: str) -> SplitAlong:
    """Divide a grid along one of the ways that were offered, by its number."""
    if not name.isdecimal() or int(name) >= len(ways):
        told = "No line of the land crosses this grid there; draw one."
        raise InputError(code="redraw_no_way", facts={}, sentence=told)
    return SplitAlong(grid_id, (_points(ways[int(name)].line),))


def refined(ids: tuple[str, ...], natural: Callable[[Sequence[str]], tuple[Line, ...]]) -> Refine:
    """Cut grids into small faces along the lines of the land in them."""
    lines = natural(ids)
    if not lines:
        told = "No line of the land crosses this grid there; draw one."
        raise InputError(code="redraw_no_way", facts={}, sentence=told)
    return Refine(ids, lines)


def compass_split(state: GridSet, grid_id: str, direction: str) -> Split:
    """Divide a grid by a straight line in a compass direction through its middle."""
    shape = state.grids[grid_id].geometry
    angle = math.radians(COMPASS[direction])
    middle = shape.centroid
    if not shapely.contains(shape, middle):
        middle = shapely.point_on_surface(shape)
    west, south, east, north = shape.bounds
    reach = math.hypot(east - west, north - south) + 1
    ahead = (reach * math.cos(angle), reach * math.sin(angle))
    line = (
        (middle.x - ahead[0], middle.y - ahead[1]),
        (middle.x + ahead[0], middle.y + ahead[1]),
    )
    return Split(grid_id, _through(shape, line, (middle.x, middle.y)))


def vertex_move(state: GridSet, grid_id: str, number: int, shift: Point) -> MoveVertex:
    """Move a point of a grid's outer ring, counted from 1, by metres east and north."""
    points = outline(state, grid_id)
    if not 1 <= number <= len(points):
        raise _bad()
    x, y = points[number - 1]
    return MoveVertex((x, y), (x + shift[0], y + shift[1]))


def outline(state: GridSet, grid_id: str) -> Line:
    """Return the points of a grid's outer ring, without the closing one."""
    return _points(state.grids[grid_id].geometry.exterior)[:-1]


def _through(shape: shapely.Geometry, line: Line, middle: Point) -> Line:
    """Cut a long line back to the piece through the middle, a metre beyond its ends.

    A bent grid would otherwise be met several times by a line meant to cross it once.
    """
    parts = shapely.get_parts(shapely.intersection(shapely.linestrings(line), shape))
    piece = min(parts, key=lambda part: part.distance(shapely.Point(middle)))
    (x0, y0), (x1, y1) = _points(piece)[0], _points(piece)[-1]
    metres = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / metres, (y1 - y0) / metres
    return (x0 - dx, y0 - dy), (x1 + dx, y1 + dy)


def _reshape(ids: tuple[str, ...], line: Line, _: Event, __: GridSet) -> Reshape:
    return Reshape(ids[0], ids[1], line)


def _split(ids: tuple[str, ...], line: Line, _: Event, state: GridSet) -> Split:
    """Divide the grid most of the line lies in: after a step both parts are chosen."""
    drawn = shapely.linestrings(line)
    return Split(max(ids, key=lambda grid_id: _within(state, grid_id, drawn)), line)


def _within(state: GridSet, grid_id: str, line: shapely.Geometry) -> float:
    """Metres of a line inside a grid; none for one the kernel will say it does not know."""
    grid = state.grids.get(grid_id)
    return float(shapely.length(shapely.intersection(grid.geometry, line))) if grid else 0.0


def _vertex(_: tuple[str, ...], line: Line, __: Event, state: GridSet) -> MoveVertex:
    return MoveVertex(_nearest(state, line[0]), line[1])


def _cut(ids: tuple[str, ...], line: Line, event: Event, state: GridSet) -> CutOut:
    """Cut a special grid out of the grids chosen, or of those under it where none of them is."""
    if len(line) < 3:
        raise _bad()
    beneath = under(state, line)
    if not beneath:
        told = "The ring takes no ground of any grid; draw it on the grids."
        raise InputError(code="redraw_ring_misses", facts={}, sentence=told)
    names = _text(event.get("zh", "")).strip(), _text(event.get("en", "")).strip()
    return CutOut(ids if set(ids) & set(beneath) else beneath, line, *names)


def under(state: GridSet, ring: Line) -> tuple[str, ...]:
    """Return the grids that a ring takes more than a square metre of."""
    drawn = shapely.make_valid(shapely.polygons(ring))
    ids = sorted(state.grids)
    shapes = [state.grids[grid_id].geometry for grid_id in ids]
    shared = shapely.area(shapely.intersection(shapes, drawn))
    return tuple(grid_id for grid_id, metres in zip(ids, shared, strict=True) if metres > 1)


def _nearest(state: GridSet, spot: Point) -> Point:
    """Return the vertex of the grids nearest to a spot, or the spot where none is near."""
    ids = sorted(state.grids)
    shapes = [state.grids[grid_id].geometry for grid_id in ids]
    near = [shape for shape in shapes if shape.distance(shapely.Point(spot)) <= _NEAR_M]
    points = [tuple(point) for shape in near for point in shapely.get_coordinates(shape).tolist()]
    if not points:
        return spot
    nearest = min(points, key=lambda point: math.dist(point, spot))
    return nearest if math.dist(nearest, spot) <= _NEAR_M else spot


def _points(line: shapely.Geometry) -> Line:
    return tuple((float(x), float(y)) for x, y in shapely.get_coordinates(line))


def _line(value: object, origin: Point) -> Line:
    """Read a line of the map: pairs of whole millimetres."""
    if not isinstance(value, list) or not 2 <= len(value) <= _MOST_POINTS:
        raise _bad()
    for spot in value:
        fine = isinstance(spot, list) and len(spot) == 2
        if not fine or not all(isinstance(n, int | float) and abs(n) < 1e10 for n in spot):
            raise _bad()
    return tuple(ground_point(spot, origin) for spot in value)


def _ids(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > _MOST_IDS:
        raise _bad()
    return tuple(dict.fromkeys(_text(item) for item in value))


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 200:
        raise _bad()
    return value


def _enough(ids: tuple[str, ...], least: int) -> tuple[str, ...]:
    if len(ids) >= least:
        return ids
    if least == 1:
        told = "Choose a grid first, on the map or in the list."
        raise InputError(code="redraw_choose_one", facts={}, sentence=told)
    told = "Choose two grids first, on the map or in the list."
    raise InputError(code="redraw_choose_two", facts={}, sentence=told)


def only(ids: tuple[str, ...]) -> str:
    """Return the one grid chosen; with more it would be a guess which is meant."""
    if len(ids) == 1:
        return ids[0]
    told = "Choose one grid only; this is done to one grid at a time."
    raise InputError(code="redraw_choose_only_one", facts={}, sentence=told)


def _bad() -> InputError:
    told = "The map sent something that cannot be read; load the page again."
    return InputError(code="redraw_bad_event", facts={}, sentence=told)


_FROM_IDS: Mapping[str, tuple[int, Callable[[tuple[str, ...]], Operation]]] = {
    "merge": (2, lambda ids: Merge(ids, ids[0])),
    "dissolve": (1, lambda ids: Dissolve(only(ids))),
    "lock": (1, Lock),
    "unlock": (1, Unlock),
}
_FROM_LINE: Mapping[
    str, tuple[int, Callable[[tuple[str, ...], Line, Event, GridSet], Operation]]
] = {
    "split": (1, _split),
    "reshape": (2, _reshape),
    "vertex": (0, _vertex),
    "cut": (0, _cut),
}
