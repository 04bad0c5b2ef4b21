"""Improve a division by moving single lumps from grid to grid, hot first, then cold.

Limits that must hold are pressed ever harder; pressed hard from the start they would keep good
divisions from ever being reached.
"""

import random
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.redistrict_state import State
from planner.engine.redistrict_view import Level

Ints: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"

VISITS_PER_WORK = 500_000
"""Lumps looked at that count as one unit of work: about a second (measured)."""
LABELS_PER_VISIT = 20
"""Lumps looked through for those at a border in the time of one visit (measured)."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """How a search goes from hot to cold, and from lenient to strict.

    Parameters
    ----------
    sweeps
        Times every border lump is looked at.
    hot, cold
        First and last temperature, in typical borders of a lump.
    lenient, strict
        First and last weight of broken limits.
    """

    sweeps: int
    hot: float
    cold: float
    lenient: float = 0.5
    strict: float = 20.0


def anneal(
    state: State, rng: random.Random, attempt: Attempt, cooling: Cooling
) -> tuple[list[int], float, float]:
    """Search, and return the best division met: its labels, broken limits and points."""
    numbers = np.random.default_rng(rng.getrandbits(64))
    best = (state.broken, state.objective, list(state.label))
    step = state.scale.step
    ends = _ends(state.level)
    for sweep in range(cooling.sweeps):
        share = sweep / max(1, cooling.sweeps - 1)
        hot = step * cooling.hot * (cooling.cold / cooling.hot) ** share
        press = cooling.lenient * (cooling.strict / cooling.lenient) ** share
        order = numbers.permutation(_border_lumps(state, ends))
        # a move that costs d is made with probability exp(-d / hot)
        worse = hot * numbers.exponential(size=len(order))
        state.sweep(order.tolist(), worse.tolist(), press)
        attempt.spend((len(order) + len(state.label) / LABELS_PER_VISIT) / VISITS_PER_WORK)
        if (state.broken, state.objective) < best[:2]:
            best = (state.broken, state.objective, list(state.label))
        if attempt.over():
            break
    return best[2], best[0], best[1]


def _ends(level: Level) -> tuple[Ints, Ints]:
    """Return both ends of every border."""
    pairs = [
        (here, there) for here, near in enumerate(level.beside) for there, _ in near if here < there
    ]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


def _border_lumps(state: State, ends: tuple[Ints, Ints]) -> Ints:
    """Return the lumps that touch another grid."""
    label = np.array(state.label)
    cut = label[ends[0]] != label[ends[1]]
    on = np.zeros(len(label), dtype=bool)
    on[ends[0][cut]] = on[ends[1][cut]] = True
    return np.flatnonzero(on)
