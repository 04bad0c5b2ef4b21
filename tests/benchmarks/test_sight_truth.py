"""Sight against exact arithmetic that shares no code with it, on random scenes."""

import numpy as np
import pytest
import shapely

from benchmarks.sight import truth
from benchmarks.sight.make import KINDS, scene
from geo.blocking import Blocking
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
