"""Which cell belongs to which of the 7 units."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter, uniform_filter
from scipy.ndimage import label as connected

from .frame import (
    BAOLONG,
    GONGHE,
    HUAGAOPING,
    JIDI,
    LONGTANG,
    LUOYAN,
    TIANXING,
    Bools,
    Floats,
    Ints,
    Window,
)
from .paths import raster_graph, spread

SEEDS_KM = {
    LUOYAN: ((0.0, -0.3), (1.4, 0.6), (-1.5, -1.2), (0.6, 1.5), (1.6, -1.0), (-1.6, 0.6)),
    LONGTANG: ((-4.8, 1.0), (-5.6, -1.6), (-3.4, 2.4)),
    BAOLONG: ((-2.4, -4.2), (0.6, -4.0), (-4.8, -4.4)),
    GONGHE: ((4.4, -1.2), (5.6, 0.6), (3.2, -2.8)),
    TIANXING: ((4.6, 3.3), (1.8, 4.4), (2.4, 3.7), (6.6, 3.4), (-0.4, 3.9)),
}
JIDI_CELLS = 2500  # 2.25 km2
HUAGAOPING_CELLS = 3700  # 3.3 km2


def flat_spot(
    window: Window,
    slope: Floats,
    keep_off: Bools,
    near_km: tuple[float, float],
    *,
    within_km: float,
    size_m: float,
) -> int:
    """Find the flattest square of `size_m` near a point, with little water in it."""
    x, y = window.km_from_centre()
    width = int(size_m / window.cell)
    score = uniform_filter(slope, width) + 3 * uniform_filter(keep_off.astype(float), width)
    away = np.hypot(x - near_km[0], y - near_km[1])
    return int(np.argmin(np.where(away < within_km, score + 0.02 * away, np.inf)))


def five_villages(window: Window, cost: Floats, inside: Bools) -> Ints:
    """Allot every inside cell to one of the five villages of before 2010; -1 outside."""
    graph = raster_graph(window, cost, allowed=inside)
    seeds, owner = [], {}
    x0, y0 = window.centre
    for unit, points in SEEDS_KM.items():
        for east, north in points:
            cell = int(window.cells(np.array([x0 + east * 1000]), np.array([y0 + north * 1000]))[0])
            seeds.append(cell)
            owner[cell] = unit
    _, _, source = spread(graph, np.array(seeds))
    label = np.full(inside.size, -1)
    reached = source >= 0
    label[reached] = [owner[int(cell)] for cell in source[reached]]
    return label.reshape(window.shape)


def cut_out(window: Window, cost: Floats, label: Ints, centre: int, unit: int, cells: int) -> Ints:
    """Cut a community of `cells` cells around a centre out of Luoyan village."""
    graph = raster_graph(window, 1 + 0.3 * cost, allowed=label == LUOYAN)
    far, _, _ = spread(graph, np.array([centre]))
    ball = np.zeros(label.size)
    ball[np.argsort(far, kind="stable")[:cells]] = 1.0
    # Rounded, because a ball of equal cost has ragged arms along every easy valley.
    calm = (gaussian_filter(ball.reshape(label.shape), 3.0) > 0.5) & (label == LUOYAN)
    part, _ = connected(calm)
    return np.where(part == part.ravel()[centre], unit, label)


def communities(window: Window, cost: Floats, villages: Ints, town: int, site: int) -> Ints:
    """Cut both communities out of Luoyan village."""
    label = cut_out(window, cost, villages, town, JIDI, JIDI_CELLS)
    return cut_out(window, cost, label, site, HUAGAOPING, HUAGAOPING_CELLS)
