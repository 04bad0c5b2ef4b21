"""Sight against exact arithmetic that shares no code with it, on random scenes."""

import numpy as np
import pytest
import shapely
from pyproj import CRS

from benchmarks.sight import truth
from benchmarks.sight.make import KINDS, scene
from geo.blocking import Blocking
from geo.terrain import Terrain, clearance_m
from geo.views import seen_grounds
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


def view(eye: np.ndarray, reach: float, rng: np.random.Generator) -> shapely.Polygon:
    """All round in a square, or a sector with few corners."""
    if rng.random() < 0.5:
        return shapely.box(*(eye - reach), *(eye + reach))
    bearing = rng.uniform(0, 6) + np.linspace(0, rng.uniform(0.3, 5), 7)
    return shapely.Polygon(
        [eye, *(eye + reach * np.column_stack([np.cos(bearing), np.sin(bearing)]))]
    )


def same_ground_is_seen(seed: int, eyes: int) -> None:
    given, rng = scene(seed), np.random.default_rng(seed)
    xy, reach = given.eyes[:eyes, :2], float(given.range_m)
    views = np.array([view(eye, reach, rng) for eye in xy])
    told = seen_grounds(xy, views, walls_of(shapes(given)), range_m=2 * reach)
    for area, eye, one in zip(told, xy.tolist(), views, strict=True):
        rim = shapely.get_coordinates(one).tolist()
        wanted = float(truth.seen_m2(eye, rim, given.footprints))
        assert shapely.is_valid(area)
        # slivers of sight under a square decimetre are dropped from the drawing
        assert area.area == pytest.approx(wanted, rel=1e-9, abs=0.011), (seed, KINDS[seed % 5])


def test_the_ground_seen_has_the_area_of_exact_arithmetic():
    for seed in range(20):
        same_ground_is_seen(seed, 2)


@pytest.mark.slow
def test_the_ground_seen_has_its_area_in_a_thousand_scenes():
    for seed in range(20, 1000):
        same_ground_is_seen(seed, 1)


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
