"""Figures of many runs with their confidence, and two forces compared on the same matters."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from planner.simulate.matters import Matters, matters
from planner.simulate.question import Demand, Force, Simulation
from planner.simulate.run import NOBODY, Served, serve

CONFIDENCE = 0.95
SHARES = (50, 90)
"""Percentiles of the response time."""
WITHIN_MIN = (5, 10, 15, 30, 60)
"""Minutes for which the share of matters with somebody there is told: the spread of responses."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over the runs and the half width of its 95 % interval."""

    mean: float
    half: float


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """What the runs say.

    Parameters
    ----------
    of
        Name -> figure: `matters` in a run; `response_s`, `p50_s`, `p90_s`; shares, 0 to 1, of
        `in_time`, `second_in_time`, `own` (answered by a post of its own place), `waited` and
        `nobody` (no post got there); `within_5` and so on for each of `WITHIN_MIN`.
    load
        Share of its time each post was busy, by id.
    by_run
        The same names -> their value in each run.
    kinds
        Kind of matter -> mean seconds until somebody able was there; empty without kinds.
    """

    of: Mapping[str, Figure]
    load: Mapping[str, Figure]
    by_run: Mapping[str, NDArray[np.float64]]
    kinds: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure before and after, the difference, and whether it can be told from chance."""

    before: Figure
    after: Figure
    difference: Figure

    @property
    def told_apart(self) -> bool:
        """Whether the interval of the difference leaves 0 out."""
        return abs(self.difference.mean) > self.difference.half


def figures(demand: Demand, force: Force, asked: Simulation) -> Figures:
    """Simulate a force and return its figures; the same seed gives the same ones."""
    rows, loads, kinds = [], [], []
    for run in range(asked.runs):
        given = matters(demand, days=asked.days, seed=asked.seed, run=run)
        served = serve(force, given, days=asked.days)
        rows.append(_of_run(force, given, served, asked.limit_s))
        kinds.append([_mean(served.response_s[given.kind == k]) for k in range(len(demand.kinds))])
        loads.append(served.busy_s / np.maximum(1.0, served.on_s))
    by_run = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    load = np.array(loads)
    return Figures(
        of={name: _figure(values) for name, values in by_run.items()},
        load={post: _figure(load[:, i]) for i, post in enumerate(force.posts)},
        by_run=by_run,
        kinds={
            name: _figure(np.array([run[k] for run in kinds]))
            for k, (name, _) in enumerate(demand.kinds)
        },
    )


def compared(before: Figures, after: Figures) -> dict[str, Compared]:
    """Compare two forces run by run: both met the same matters, so chance cancels out.

    Raises
    ------
    ValueError
        If they were not simulated with the same matters.
    """
    if not np.array_equal(before.by_run["matters"], after.by_run["matters"]):
        message = "expected two forces that met the same matters"
        raise ValueError(message)
    return {
        name: Compared(before.of[name], after.of[name], _figure(after.by_run[name] - values))
        for name, values in before.by_run.items()
    }


def _of_run(force: Force, given: Matters, served: Served, limit_s: int) -> dict[str, float]:
    came = served.post != NOBODY
    times, soon = served.response_s[came], np.nan_to_num(served.response_s, nan=np.inf)
    p50, p90 = np.percentile(times, SHARES) if len(times) else (np.nan, np.nan)
    own = (
        [p in force.own[place] for p, place in zip(served.post, given.place, strict=True)]
        if (force.own)
        else []
    )
    return {
        "matters": float(len(came)),
        "response_s": _mean(times),
        "p50_s": float(p50),
        "p90_s": float(p90),
        "in_time": _mean(came & (soon <= limit_s)),
        "second_in_time": _mean(came & (served.second_s <= limit_s)),
        "own": _mean(np.array(own, dtype=float)),
        "waited": _mean(came & (np.nan_to_num(served.waited_s) > 0)),
        "nobody": _mean(~came),
        **{f"within_{m}": _mean(came & (soon <= 60 * m)) for m in WITHIN_MIN},
    }


def _mean(values: NDArray[np.float64] | NDArray[np.bool_]) -> float:
    known = values[~np.isnan(values)]
    return float(np.mean(known)) if len(known) else float("nan")


def _figure(values: NDArray[np.float64]) -> Figure:
    """Mean and half width by Student's t over the runs that have the figure."""
    known = values[~np.isnan(values)]
    if len(known) < 2:
        return Figure(_mean(known), float("nan"))
    t = float(stats.t.ppf((1 + CONFIDENCE) / 2, len(known) - 1))
    return Figure(_mean(known), t * float(np.std(known, ddof=1)) / len(known) ** 0.5)
