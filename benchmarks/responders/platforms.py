"""Police platforms of a city (CUMCM 2011, problem B), asked as a station would ask.

One unit of the map is 100 m, a car drives 60 km/h: one unit takes 0.1 minutes. Ways are counted
in ten-thousandths of a minute, so that every published digit can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.responders.given import closing
from benchmarks.responders.old_sheet import Cell, rows, sheets
from planner import responders, siting
from planner.outcome import Effort
from planner.problem import Site, SitingProblem, SitingTarget

MINUTE = 10_000
WITHIN_MIN = 3
_UNIT = MINUTE / 10


@dataclass(frozen=True, eq=False)
class City:
    """Junctions (by number), the platforms and exits of a district, and ways between junctions.

    Parameters
    ----------
    way
        Ten-thousandths of a minute between all junctions of the city, in order.
    """

    junctions: tuple[int, ...]
    platforms: tuple[int, ...]
    exits: tuple[int, ...]
    way: NDArray[np.int64]


def read(path: Path, district: int = 1) -> City:
    """Read the workbook of the contest: junctions, roads, platforms, accesses."""
    spots, roads, platforms, exits, *_ = (_numbers(rows(sheet)) for sheet in sheets(path).values())
    xy = np.array([row[1:3] for row in spots], dtype=float)
    ends = np.array([row[:2] for row in roads], dtype=np.int64) - 1
    length = np.hypot(*(xy[ends[:, 0]] - xy[ends[:, 1]]).T)
    graph = csr_array((length, (ends[:, 0], ends[:, 1])), shape=(len(xy), len(xy)))
    return City(
        tuple(int(row[0]) for row in spots if row[3] == district),
        tuple(int(row[2]) for row in platforms if row[0] == district),
        tuple(int(row[2]) for row in exits if row[2] is not None),
        np.rint(dijkstra(graph, directed=False) * _UNIT).astype(np.int64),
    )


def _numbers(table: list[list[Cell | None]]) -> list[list[float | None]]:
    """Rows that begin with a number, texts left out; the six districts are A to F and dropped."""
    return [
        [cell if isinstance(cell, float) else None for cell in row]
        for row in table
        if isinstance(row[0], float)
    ]


def standing(city: City, goal: str, **limits: int) -> SitingProblem:
    """Ask about the platforms that stand, and perhaps more of them at junctions."""
    targets = np.array(city.junctions) - 1
    return SitingProblem(
        goal,
        tuple(
            Site(
                f"n{n}",
                tuple(range(len(targets))),
                tuple(city.way[n - 1, targets].tolist()),
                state="standing" if n in city.platforms else "free",
            )
            for n in city.junctions
        ),
        tuple(SitingTarget(f"n{n}", must=goal == "price") for n in city.junctions),
        unserved=int(city.way[:, targets].max()),
        **limits,
    )


def beyond(city: City, effort: Effort) -> tuple[int, ...]:
    """Return who is beyond three minutes."""
    problem = standing(city, "cover", within=WITHIN_MIN * MINUTE, most_new=0)
    outcome = siting.solve(problem, effort=effort)
    return tuple(sorted(int(item.item[1:]) for item in outcome.left_out))


def worst_min(city: City, more: int, effort: Effort) -> float | None:
    """Return how long the farthest waits with so many platforms more; None if not proved."""
    outcome = siting.solve(standing(city, "centre", most_new=more), effort=effort)
    proved = outcome.bound == outcome.objective
    return outcome.objective / MINUTE if outcome.objective is not None and proved else None


def needed(city: City, effort: Effort) -> tuple[int, ...]:
    """Return where platforms are to be added so that nobody is beyond three minutes."""
    problem = standing(city, "price", within=WITHIN_MIN * MINUTE)
    outcome = siting.solve(problem, effort=effort)
    ids: Sequence[str] = outcome.plan.site_ids if outcome.plan and outcome.bound else ()
    found = sorted(int(name[1:]) for name in ids)
    return tuple(number for number in found if number not in city.platforms)


def closed(city: City, effort: Effort) -> tuple[float, float, bool]:
    """Return how soon all exits are closed, one by a platform: last, sum, whether proved."""
    at, to = np.array(city.platforms) - 1, np.array(city.exits) - 1
    problem = closing(
        [f"platform {n}" for n in city.platforms],
        [f"exit {n}" for n in city.exits],
        city.way[np.ix_(at, to)].tolist(),
    )
    outcome = responders.solve(problem, effort=effort)
    if outcome.objective is None:
        return float("inf"), float("inf"), False
    last, total = divmod(outcome.objective, problem.rules.last_price)
    return last / MINUTE, total / MINUTE, outcome.bound == outcome.objective
