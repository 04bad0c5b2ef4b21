"""Sight against exact arithmetic that shares no code with it, on random scenes."""

import numpy as np
import pytest

from benchmarks.sight import scenes
from benchmarks.sight.make import KINDS, scene

FEW, MANY = range(40), range(40, 1000)


def all_right(seeds, held) -> None:
    wrong = {(seed, KINDS[seed % len(KINDS)]) for seed in seeds if held(scene(seed), seed)[1]}
    assert not wrong


def looks(given, _):
    return scenes.looks(given)


def hills(given, _):
    return scenes.hills(given)


@pytest.mark.parametrize("held", [looks, hills])
def test_lines_are_stopped_as_in_exact_arithmetic(held):
    all_right(FEW, held)


def test_the_ground_seen_has_the_area_of_exact_arithmetic():
    all_right(range(12), scenes.areas)


@pytest.mark.slow
@pytest.mark.parametrize("held", [looks, hills, scenes.areas])
def test_a_thousand_scenes_agree_with_exact_arithmetic(held):
    all_right(MANY, held)


def test_a_wrong_answer_would_be_told(monkeypatch):
    """The comparison itself is tried: with everything in sight it finds faults in every part."""
    given = scene(0)
    monkeypatch.setattr(
        "geo.blocking.Blocking.hidden", lambda self, eye, spot: np.zeros(len(eye), dtype=bool)
    )
    monkeypatch.setattr(scenes, "clearance_m", lambda terrain, start, end: np.full(len(start), 1.0))
    monkeypatch.setattr(scenes, "seen_grounds", lambda xy, views, standing, range_m: views)
    assert scenes.looks(given)[1] > 0
    assert scenes.hills(given)[1] > 0
    assert sum(scenes.areas(scene(seed), seed)[1] for seed in range(4)) > 0
