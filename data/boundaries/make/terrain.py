"""Made-up heights: a mid-mountain basin with hillocks, ridges around it, a gorge in the west."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter, zoom

from .flow import erode, fill
from .frame import COARSE, Floats, Window, stream_of_chance
from .noise import fractal

AXIS_DEG = 30.0  # the basin lies from south-west to north-east
BASIN_CENTRE_KM = (0.7, 0.0)
BASIN_HALF_KM = (5.9, 2.75)  # half axes: about 50 km2
FLOOR_M = 1005.0
HILLOCKS = 150


def along_across(x_km: Floats, y_km: Floats) -> tuple[Floats, Floats]:
    """Turn east and north kilometres into kilometres along and across the basin."""
    turn = np.deg2rad(AXIS_DEG)
    return (x_km * np.cos(turn) + y_km * np.sin(turn), -x_km * np.sin(turn) + y_km * np.cos(turn))


def basin_distance(window: Window) -> Floats:
    """Give 1 on the basin's rim, less inside, more outside, with a wavy rim."""
    x, y = window.km_from_centre()
    wx = fractal(window, "warp x", longest_m=9000, shortest_m=900) * 0.42
    wy = fractal(window, "warp y", longest_m=9000, shortest_m=900) * 0.42
    u, v = along_across(x + wx, y + wy)
    return np.hypot(
        (u - BASIN_CENTRE_KM[0]) / BASIN_HALF_KM[0], (v - BASIN_CENTRE_KM[1]) / BASIN_HALF_KM[1]
    )


def _smooth_step(value: Floats, low: float, high: float) -> Floats:
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def _smooth_min(a: Floats, b: Floats, width: float) -> Floats:
    mix = np.clip(0.5 + (b - a) / (2 * width), 0, 1)
    return b * (1 - mix) + a * mix - width * mix * (1 - mix)


def river_km(y_km: Floats) -> Floats:
    """Give the east kilometre of the gorge river at every north kilometre."""
    return -8.55 - 0.075 * (y_km + 3.1) ** 2 + 0.16 * np.sin(2.1 * y_km)


def _first_shape(window: Window, rim: Floats) -> Floats:
    x, y = window.km_from_centre()
    u, v = along_across(x, y)
    floor = FLOOR_M + 13 * u + 16 * np.abs(v)
    floor += 9 * fractal(window, "floor", longest_m=4000, shortest_m=250)
    crest = 1590 + 115 * fractal(window, "crest", longest_m=9000, shortest_m=1200)
    crest += np.where(v < 0, 130, 0) + 9 * u
    high = floor + (crest - floor) * _smooth_step(rim, 0.88, 1.75)
    land = high - (high - 880) * 0.9 * _smooth_step(rim, 1.85, 3.4)
    land += (
        70 * fractal(window, "relief", longest_m=3500, shortest_m=300) * _smooth_step(rim, 0.8, 1.3)
    )
    gap = np.exp(-(((u + 6.6) / 1.7) ** 2) - (((v + 0.3) / 0.75) ** 2))
    land -= (land - 960) * 0.85 * gap
    away = np.abs(x - river_km(y))
    gorge = 452 - 7 * y + 330 * away + 60 * fractal(window, "wall", longest_m=2500, shortest_m=300)
    return _smooth_min(land, np.where(away < 0.12, 452 - 7 * y, gorge), 140)


def _eroded(window: Window) -> Floats:
    coarse = window.coarse(COARSE)
    rim = basin_distance(coarse)
    start = _first_shape(coarse, rim)
    x, y = coarse.km_from_centre()
    fixed = np.zeros(coarse.shape, bool)
    fixed[[0, -1], :] = fixed[:, [0, -1]] = True
    fixed |= np.abs(x - river_km(y)) < 0.07
    outside = _smooth_step(rim, 0.85, 1.25)
    gorge = np.exp(-np.abs(x - river_km(y)) / 1.6)
    strength = 0.0012 + 0.0150 * outside + 0.010 * gorge
    uplift = 3.0 * outside
    cut = erode(start, uplift=uplift, strength=strength, fixed=fixed, cell_m=coarse.cell, steps=26)
    return zoom(gaussian_filter(cut, 0.6), COARSE, order=3, mode="nearest", grid_mode=True)


def _hillocks(window: Window, rim: Floats, land: Floats) -> Floats:
    """Scatter steep small hills over the basin floor, apart from each other and from the rim."""
    chance = stream_of_chance("hillocks")
    x, y = window.km_from_centre()
    inside = np.flatnonzero((rim < 0.93).ravel() & (land < 1260).ravel())
    bumps = np.zeros(window.shape)
    kept: list[tuple[float, float, float]] = []
    for cell in chance.permutation(inside).tolist():
        cx, cy = x.ravel()[cell], y.ravel()[cell]
        radius = chance.uniform(0.10, 0.24)
        if any(np.hypot(cx - a, cy - b) < 1.05 * (radius + r) for a, b, r in kept):
            continue
        kept.append((cx, cy, radius))
        stretch, turn = chance.uniform(0.75, 1.35), chance.uniform(0, np.pi)
        dx, dy = x - cx, y - cy
        a = (dx * np.cos(turn) + dy * np.sin(turn)) / stretch
        b = (-dx * np.sin(turn) + dy * np.cos(turn)) * stretch
        near = np.exp(-((np.hypot(a, b) / (radius * 0.62)) ** 2.4))
        bumps = np.maximum(bumps, chance.uniform(170, 360) * radius * near)
        if len(kept) == HILLOCKS:
            break
    if len(kept) < 100:
        raise ValueError(f"only {len(kept)} hillocks fit into the basin")
    return bumps


def heights(window: Window) -> Floats:
    """Make the whole surface in metres, drained everywhere."""
    rim = basin_distance(window)
    land = _eroded(window)
    rough = fractal(window, "fine", longest_m=700, shortest_m=75, falloff=1.5)
    outside = _smooth_step(rim, 0.8, 1.3)
    land = land + rough * (1.6 + 8.0 * outside)
    land = land + _hillocks(window, rim, land) * (1 + 0.12 * rough)
    land = np.where(land > 1700, 1700 + (land - 1700) * 0.72, land)
    return fill(np.maximum(land, 335.0), rise_m=2e-3)
