"""Matters by chance: a Poisson number in each place and band, from the counts alone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.simulate.question import BANDS_S, DAY_S, Demand


@dataclass(frozen=True, slots=True, eq=False)
class Matters:
    """Matters of one run in the order in which they are reported.

    Parameters
    ----------
    at_s, busy_s
        Seconds since the first midnight; seconds somebody will be busy at the place.
    place
        Row of the place.
    kind
        Number of its kind among those of the demand.
    """

    at_s: NDArray[np.float64]
    place: NDArray[np.int64]
    busy_s: NDArray[np.float64]
    kind: NDArray[np.int64]


def matters(demand: Demand, *, days: int, seed: int, run: int) -> Matters:
    """Draw the matters of a run; they depend on the demand, the seed and the run alone.

    Every force meets the same matters: common random numbers (A. M. Law, Simulation Modeling and
    Analysis).
    """
    chance = np.random.default_rng([seed, run])
    rates = np.array(demand.counts, dtype=float).reshape(-1, len(BANDS_S)) / demand.counted_days
    times, places = [], []
    for band, (first_h, last_h) in enumerate(BANDS_S):
        number = chance.poisson(rates[:, band][None, :], size=(days, len(rates)))
        day, place = np.nonzero(number)
        often = number[day, place]
        day, place = np.repeat(day, often), np.repeat(place, often)
        hours = chance.uniform(first_h, last_h, size=len(day))
        times.append(day * DAY_S + hours * 3600)
        places.append(place)
    at_s = np.concatenate(times)
    order = np.argsort(at_s, kind="stable")
    busy_s = chance.exponential(demand.busy_s, size=len(order))
    kind = _kinds(demand, seed, run, len(order))
    return Matters(at_s[order], np.concatenate(places)[order], busy_s, kind)


def _kinds(demand: Demand, seed: int, run: int, count: int) -> NDArray[np.int64]:
    """Draw kinds by a chance of their own: with or without them times and places are the same."""
    if not demand.kinds:
        return np.zeros(count, dtype=np.int64)
    weights = np.array([weight for _, weight in demand.kinds], dtype=float)
    chance = np.random.default_rng([seed, run, 1])
    return chance.choice(len(weights), size=count, p=weights / weights.sum())
