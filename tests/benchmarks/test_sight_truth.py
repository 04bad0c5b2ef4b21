"""Sight against exact arithmetic that shares no code with it, on random scenes."""

import numpy as np
import pytest
import shapely
from pyproj import CRS

from benchmarks.sight import truth
from benchmarks.sight.make import KINDS, scene
from geo.blocking import Blocking
from geo.terrain import Terrain, clearance_m
from geo.walls import walls_of

FEW, MANY = range(60), range(60, 1000)


def shapes(given) -> np.ndarray:
    return np.array([shapely.Polygon(one[0], one[1:]) for one in given.footprints])


def hidden(given) -> list[list[bool]]:
    eyes, targets = given.eyes[:, :2], given.targets[:, :2]
    eye, target = (rows.ravel() for rows in np.indices((len(eyes), len(targets))))
    told = Blocking(walls_of(shapes(given)), eyes, targets).hidden(eye, target)
    return told.reshape(len(eyes), len(targets)).tolist()


def same_lines_are_stopped(seed: int) -> None:
    given = scene(seed)
    eyes, targets = given.eyes[:, :2].tolist(), given.targets[:, :2].tolist()
    assert hidden(given) == truth.hidden(eyes, targets, given.footprints), (seed, KINDS[seed % 5])


def test_buildings_stop_the_lines_they_stop_in_exact_arithmetic():
    for seed in FEW:
        same_lines_are_stopped(seed)


@pytest.mark.slow
def test_buildings_stop_the_lines_they_stop_in_a_thousand_scenes():
    for seed in MANY:
        same_lines_are_stopped(seed)


def ground(given) -> tuple[Terrain, truth.Ground]:
    heights = given.heights.astype(np.float32)
    west, north = map(float, given.corner_xy)
    cell_x, cell_y = map(float, given.cell_m)
    told = [[None if np.isnan(h) else float(h) for h in row] for row in heights]
    exact = truth.Ground(told, west, north, (cell_x, cell_y))
    return Terrain(heights, west, north, cell_x, cell_y, CRS.from_epsg(4544)), exact


def same_hills_rise_above_lines(seed: int) -> None:
    given = scene(seed)
    terrain, exact = ground(given)
    eye, target = (rows.ravel() for rows in np.indices((len(given.eyes), len(given.targets))))
    told = clearance_m(terrain, given.eyes[eye], given.targets[target])
    pairs = zip(given.eyes[eye].tolist(), given.targets[target].tolist(), strict=True)
    wanted = [exact.margin(a, b) for a, b in pairs]
    assert told.tolist() == pytest.approx(
        [float("nan") if m is None else float(m) for m in wanted], abs=1e-9, nan_ok=True
    ), seed


def test_hills_rise_above_lines_by_what_exact_arithmetic_tells():
    for seed in range(0, 60, 3):
        same_hills_rise_above_lines(seed)


@pytest.mark.slow
def test_hills_rise_above_lines_in_a_thousand_scenes():
    for seed in range(60, 1000, 3):
        same_hills_rise_above_lines(seed)
