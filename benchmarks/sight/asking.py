"""What the other programs share: houses as shapes, pairs in range, heights between cells."""

from collections.abc import Callable

import numpy as np
import shapely

from benchmarks.sight.given import Floats, Given

Ask = Callable[[int], Floats]


def shapes(given: Given) -> np.ndarray:
    """Give the houses as polygons."""
    return np.array([shapely.Polygon(one[0], one[1:]) for one in given.footprints])


def pairs(given: Given, asked: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs within the slant range."""
    tree = shapely.STRtree(shapely.points(given.targets[:, :2]))
    reach = float(given.range_m)
    eyes = shapely.points(given.eyes[:asked, :2])
    eye, target = tree.query(eyes, predicate="dwithin", distance=reach)
    lift = [np.zeros(len(xyz)) for xyz in (given.eyes, given.targets)]
    if given.heights.size:
        from scipy.ndimage import map_coordinates

        lift = [ground(given, xyz, map_coordinates) for xyz in (given.eyes, given.targets)]
    up = given.targets[target, 2] + lift[1][target] - given.eyes[eye, 2] - lift[0][eye]
    flat = given.targets[target, :2] - given.eyes[eye, :2]
    near = (flat**2).sum(axis=1) + up**2 <= reach**2
    return eye[near], target[near]


def ground(given: Given, xy: Floats, map_coordinates: Callable[..., Floats]) -> Floats:
    """Give the height of the ground at each spot."""
    column = (xy[:, 0] - given.corner_xy[0]) / given.cell_m[0] - 0.5
    row = (given.corner_xy[1] - xy[:, 1]) / given.cell_m[1] - 0.5
    return map_coordinates(given.heights, [row, column], order=1)
