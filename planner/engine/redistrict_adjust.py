"""Adjust grids: from the old plan with as little as possible changing hands."""

import random

from planner.engine.attempt import Attempt
from planner.engine.redistrict_search import Cooling, State, anneal, scale_of
from planner.engine.redistrict_start import mend
from planner.engine.redistrict_view import FREE, Level, View

TURNS_MOST = 40
COOLINGS = (
    Cooling(sweeps=20, hot=0.01, cold=0.001, lenient=2.0, strict=200.0),
    Cooling(sweeps=40, hot=0.2, cold=0.005, lenient=1.0, strict=200.0),
    Cooling(sweeps=80, hot=0.5, cold=0.005, lenient=0.5, strict=200.0),
)
"""From a walk that hardly leaves the old plan to one that looks further; taken in turn."""


def adjusted(view: View, attempt: Attempt, *, work: float) -> list[int] | None:
    """Return labels of the basic units near the old plan that keep every limit, or None."""
    level = view.level()
    k = len(view.keys)
    old = old_labels(level, k)
    if old is None:
        return None
    scale = scale_of(level)
    rng = random.Random(attempt.effort.seed)  # noqa: S311 no secret
    best: tuple[float, float, list[int]] | None = None
    for turn in range(TURNS_MOST):
        state = State(view.problem, level, scale, old, k)
        label, broken, points = anneal(state, rng, attempt, COOLINGS[turn % len(COOLINGS)])
        if best is None or (broken, points) < best[:2]:
            best = (broken, points, label)
        if attempt.used >= work or attempt.cancelled():
            break
    return view.units(best[2]) if best is not None and best[0] == 0 else None


def old_labels(level: Level, k: int) -> list[int] | None:
    """Return the old plan with every grid in one piece; None if a grid has no ground left."""
    label = [
        fixed if fixed != FREE else max(stay, key=lambda q: (stay[q], -q), default=FREE)
        for fixed, stay in zip(level.fixed, level.stay, strict=True)
    ]
    if len(set(label) - {FREE}) < k:
        return None
    mend(level, label)
    return label if FREE not in label else None
