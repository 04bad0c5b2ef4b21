"""Our own way to the same answers."""

from collections.abc import Callable, Mapping

import numpy as np
import shapely
from pyproj import CRS

from benchmarks.sight.given import ANGLE_DEG, HEADINGS, Floats, Given
from geo.outlooks import outlooks
from geo.sight import headings, visible, watched
from geo.terrain import Terrain
from geo.views import sector
from geo.walls import Walls, walls_of

Ask = Callable[[int], Floats]


def looks(given: Given) -> Ask:
    """Who sees whom past buildings, and in which of eight headings."""
    standing, reach = _standing(given), float(given.range_m)

    def ask(asked: int) -> Floats:
        found = visible(given.eyes[:asked], given.targets, standing, range_m=reach)
        watched(found, headings(HEADINGS), angle_deg=ANGLE_DEG)
        return found.matrix(asked, len(given.targets)).astype(float)

    return ask


def areas(given: Given) -> Ask:
    """Measure the ground in sight all round, m2."""
    standing, reach = _standing(given), float(given.range_m)

    def ask(asked: int) -> Floats:
        xy = given.eyes[:asked, :2]
        disc = [sector((x, y), 0, angle_deg=360, range_m=reach) for x, y in xy.tolist()]
        seen = shapely.intersection(outlooks(standing, xy, range_m=reach * 1.001), np.array(disc))
        measured: Floats = shapely.area(seen)
        return measured

    return ask


def hills(given: Given) -> Ask:
    """Who sees whom over the ground, without buildings."""
    place = (*map(float, given.corner_xy), *map(float, given.cell_m))
    terrain = Terrain(given.heights.astype(np.float32), *place, CRS.from_epsg(4544))
    reach = float(given.range_m)

    def ask(asked: int) -> Floats:
        found = visible(given.eyes[:asked], given.targets, None, terrain, range_m=reach)
        return found.matrix(asked, len(given.targets)).astype(float)

    return ask


def _standing(given: Given) -> Walls:
    return walls_of(np.array([shapely.Polygon(one[0], one[1:]) for one in given.footprints]))


LOOKS: Mapping[str, Callable[[Given], Ask]] = {"ours": looks}
AREAS: Mapping[str, Callable[[Given], Ask]] = {"ours": areas}
HILLS: Mapping[str, Callable[[Given], Ask]] = {"ours": hills}
NEEDS: Mapping[str, tuple[str, ...]] = {"ours": ()}
