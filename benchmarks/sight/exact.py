"""Exact answers for a few eyes of a large scene: every look against every house in its reach."""

import numpy as np
import shapely

from benchmarks.sight import truth
from benchmarks.sight.given import Floats, Given, Ring


def looks(given: Given, asked: int) -> Floats:
    """Who sees whom; nan for pairs out of range."""
    houses = _Houses(given)
    table = np.full((asked, len(given.targets)), np.nan)
    for eye in range(asked):
        mine = _in_range(given, eye)
        near = houses.near(given.eyes[eye, :2], float(given.range_m))
        targets = given.targets[mine, :2].tolist()
        hidden = truth.hidden([given.eyes[eye, :2].tolist()], targets, near)[0]
        table[eye, mine] = ~np.array(hidden, dtype=bool)
    return table


def areas(given: Given, asked: int) -> Floats:
    """Ground in sight all round, m2."""
    houses, reach = _Houses(given), float(given.range_m)
    angle = np.radians(np.arange(180) * 2.0 - 180.0)
    rim = np.column_stack([np.sin(angle), np.cos(angle)]) * reach / np.cos(np.radians(1.0))
    told = []
    for eye in given.eyes[:asked, :2]:
        ring = [(x, y) for x, y in (eye + rim[[*range(180), 0]]).tolist()]
        near = houses.near(eye, reach * 1.001)
        told.append(float(truth.seen_m2(eye.tolist(), ring, near)))
    return np.array(told)


def hills(given: Given, asked: int) -> Floats:
    """Who sees whom over the ground; nan for pairs out of range."""
    ground = truth.Ground(
        given.heights.astype(np.float32).tolist(),
        *map(float, given.corner_xy),
        (float(given.cell_m[0]), float(given.cell_m[1])),
    )
    table = np.full((asked, len(given.targets)), np.nan)
    reach = float(given.range_m)
    for eye in range(asked):
        a = given.eyes[eye].tolist()
        low = ground.at(ground.place(truth.spot(a)))
        for target in _in_range(given, eye).tolist():
            b = given.targets[target].tolist()
            high = ground.at(ground.place(truth.spot(b)))
            assert low is not None
            assert high is not None
            up = float(high - low) + b[2] - a[2]
            if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + up**2 <= reach**2:
                margin = ground.margin(a, b)
                table[eye, target] = margin is not None and float(margin) >= -0.01
    return table


class _Houses:
    """Footprints by box; of those away from an eye none can stand in its looks."""

    def __init__(self, given: Given) -> None:
        self.footprints = given.footprints
        corners = [np.array(one[0]) for one in self.footprints]
        self.low = np.array([xy.min(axis=0) for xy in corners])
        self.high = np.array([xy.max(axis=0) for xy in corners])

    def near(self, eye: Floats, reach: float) -> list[list[Ring]]:
        touch = (self.low <= eye + reach).all(axis=1) & (self.high >= eye - reach).all(axis=1)
        return [self.footprints[row] for row in np.flatnonzero(touch)]


def _in_range(given: Given, eye: int) -> np.ndarray:
    near = shapely.STRtree(shapely.points(given.targets[:, :2])).query(
        shapely.Point(given.eyes[eye, :2]), predicate="dwithin", distance=float(given.range_m)
    )
    if given.heights.size:
        return np.sort(near)
    apart = ((given.targets[near] - given.eyes[eye]) ** 2).sum(axis=1)
    return np.sort(near[apart <= float(given.range_m) ** 2])
