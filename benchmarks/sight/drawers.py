"""Programs that draw the ground in sight: houses near an eye, joined where they overlap."""

from collections.abc import Callable

import numpy as np
import shapely

from benchmarks.sight.asking import Ask, pairs, shapes
from benchmarks.sight.given import Floats, Given

Near = Callable[[Floats], np.ndarray]


def visilibity(given: Given) -> Ask:
    """Visibility polygons of VisiLibity1; targets in them."""
    draw = _visilibity(given)
    return lambda asked: _in_areas(given, [draw(eye) for eye in given.eyes[:asked, :2]])


def visilibity_areas(given: Given) -> Ask:
    """Visibility polygons of VisiLibity1, cut to the disc and measured."""
    draw = _visilibity(given)
    return lambda asked: _areas(given, [draw(eye) for eye in given.eyes[:asked, :2]])


def pyvispoly(given: Given) -> Ask:
    """Triangular expansion of CGAL in exact numbers; targets in the polygons."""
    draw = _pyvispoly(given)
    return lambda asked: _in_areas(given, [draw(eye) for eye in given.eyes[:asked, :2]])


def pyvispoly_areas(given: Given) -> Ask:
    """Triangular expansion of CGAL in exact numbers, cut to the disc and measured."""
    draw = _pyvispoly(given)
    return lambda asked: _areas(given, [draw(eye) for eye in given.eyes[:asked, :2]])


def shadows(given: Given) -> Ask:
    """Draw the disc less the shadow of each wall, by shapely: what this program did before."""
    near, reach = _near(given), float(given.range_m)

    def draw(eye: Floats) -> shapely.Geometry:
        houses = near(eye)
        xy, ring = shapely.get_coordinates(shapely.get_rings(houses), return_index=True)
        wall = np.flatnonzero(ring[1:] == ring[:-1])
        a, b = xy[wall] - eye, xy[wall + 1] - eye
        broad = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) > 1e-9
        a, b = a[broad], b[broad]
        to_a, to_b = a / np.hypot(*a.T)[:, None], b / np.hypot(*b.T)[:, None]
        middle = to_a + to_b
        middle /= np.hypot(*middle.T)[:, None]
        far = 4 * reach
        corners = np.stack([a, b, to_b * far, middle * far, to_a * far], axis=1)
        hidden = shapely.polygons(corners + eye)
        return shapely.difference(
            _disc(eye, reach), shapely.union_all(np.concatenate([houses, hidden]))
        )

    return lambda asked: _areas(given, [draw(eye) for eye in given.eyes[:asked, :2]])


def _visilibity(given: Given) -> Callable[[Floats], shapely.Geometry]:
    import visilibity as library

    near, half = _near(given), float(given.range_m) * 2.5
    tiny = 1e-7

    def ring(xy: Floats) -> object:
        return library.Polygon([library.Point(x, y) for x, y in xy.tolist()])

    def draw(eye: Floats) -> shapely.Geometry:
        box = shapely.get_coordinates(shapely.box(-half, -half, half, half, ccw=True))[:-1]
        holes = [
            shapely.get_coordinates(one.exterior)[:-1] - eye
            for one in shapely.orient_polygons(near(eye), exterior_cw=True)
        ]
        world = library.Environment([ring(box), *map(ring, holes)])
        seen = library.Visibility_Polygon(library.Point(0.0, 0.0), world, tiny)
        corners = [(seen[k].x() + eye[0], seen[k].y() + eye[1]) for k in range(seen.n())]
        return shapely.buffer(shapely.Polygon(corners), 0)

    return draw


def _pyvispoly(given: Given) -> Callable[[Floats], shapely.Geometry]:
    import pyvispoly as library

    near, half = _near(given), float(given.range_m) * 2.5

    def ring(xy: Floats) -> object:
        return library.Polygon([library.Point(x, y) for x, y in xy.tolist()])

    def draw(eye: Floats) -> shapely.Geometry:
        box = shapely.get_coordinates(shapely.box(-half, -half, half, half, ccw=True))[:-1]
        holes = [
            ring(shapely.get_coordinates(one.exterior)[:-1] - eye)
            for one in shapely.orient_polygons(near(eye), exterior_cw=True)
        ]
        world = library.PolygonWithHoles(ring(box), holes)
        seen = library.VisibilityPolygonCalculator(world).compute_visibility_polygon(
            library.Point(0.0, 0.0)
        )
        corners = [(float(p.x()) + eye[0], float(p.y()) + eye[1]) for p in seen.boundary()]
        return shapely.buffer(shapely.Polygon(corners), 0)

    return draw


def _near(given: Given) -> Near:
    """Houses in reach of an eye, joined where they overlap, kept inside the world of an eye."""
    houses = shapes(given)
    one, other = shapely.STRtree(houses).query(houses, predicate="intersects")
    if (one != other).any():
        houses = shapely.get_parts(shapely.union_all(houses))
    tree, reach = shapely.STRtree(houses), float(given.range_m)

    def near(eye: Floats) -> np.ndarray:
        found = houses[tree.query(shapely.Point(eye), predicate="dwithin", distance=reach)]
        return found[~shapely.intersects_xy(found, *eye)]

    return near


def _in_areas(given: Given, drawn: list[shapely.Geometry]) -> Floats:
    table = np.zeros((len(drawn), len(given.targets)))
    eye, target = pairs(given, len(drawn))
    for row, area in enumerate(drawn):
        mine = target[eye == row]
        table[row, mine] = shapely.intersects_xy(area, *given.targets[mine, :2].T)
    return table


def _areas(given: Given, drawn: list[shapely.Geometry]) -> Floats:
    reach = float(given.range_m)
    disc = [_disc(eye, reach) for eye in given.eyes[: len(drawn), :2]]
    return np.array(shapely.area(shapely.intersection(np.array(drawn), np.array(disc))))


def _disc(eye: Floats, reach: float) -> shapely.Polygon:
    """Draw the polygon of 180 corners around the circle."""
    angle = np.radians(np.arange(180) * 2.0 - 180.0)
    radius = reach / np.cos(np.radians(1.0))
    return shapely.Polygon(eye + radius * np.column_stack([np.sin(angle), np.cos(angle)]))
