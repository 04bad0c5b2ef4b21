"""Readers of public instances: each becomes a question as users ask it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from planner.problem import (
    Post,
    ResponderGrid,
    ResponderProblem,
    ResponderRules,
)
from planner.problem.checks import NUMBER_LIMIT, TIME_LIMIT_S

LONE = {
    "limit_s": TIME_LIMIT_S,
    "backup_weight_pct": 0,
    "no_backup_price_s": 0,
    "own_unit_price_s": 0,
    "min_response_size": 1,
}
"""Rules under which only the way of the first responder costs anything."""


def gap(path: Path) -> ResponderProblem:
    """Read a generalised assignment: m n; m rows of costs; m rows of efforts; m capacities."""
    numbers = np.array(path.read_text().split(), dtype=np.int64)
    agents, jobs = (int(number) for number in numbers[:2])
    table = numbers[2 : 2 + 2 * agents * jobs].reshape(2, agents, jobs)
    rooms = numbers[2 + 2 * agents * jobs :][:agents]
    return _question(
        [(f"a{i + 1}", int(room)) for i, room in enumerate(rooms)],
        [(f"j{j + 1}", 0) for j in range(jobs)],
        table[0].tolist(),
        ResponderRules(**LONE),
        table[1].tolist(),
    )


def capacitated_median(path: Path) -> tuple[ResponderProblem, int]:
    """Read a capacitated p-median and its best value: number best; n p capacity; i x y demand.

    Distances are Euclidean, cut to whole numbers; every point may be a site.
    """
    numbers = [float(word) for word in path.read_text().split()]
    best, count, sites, room = (int(number) for number in numbers[1:5])
    points = np.array(numbers[5 : 5 + 4 * count]).reshape(count, 4)
    far = np.hypot(*(points[:, None, 1:3] - points[None, :, 1:3]).transpose(2, 0, 1))
    problem = _question(
        [(f"s{i + 1}", room) for i in range(count)],
        [(f"p{i + 1}", int(demand)) for i, demand in enumerate(points[:, 3])],
        np.floor(far).astype(np.int64).tolist(),
        ResponderRules(**LONE, posts_most=sites),
    )
    return problem, best


def closing(
    posts: Sequence[str], places: Sequence[str], reach: Sequence[Sequence[int]]
) -> ResponderProblem:
    """Ask who closes which place, one place each: the last one soonest, then all together."""
    return _question(
        [(post, 1) for post in posts],
        [(place, 1) for place in places],
        reach,
        ResponderRules(**LONE, last_price=NUMBER_LIMIT),
    )


def _question(
    posts: Sequence[tuple[str, int]],
    places: Sequence[tuple[str, int]],
    reach: Sequence[Sequence[int]],
    rules: ResponderRules,
    efforts: Sequence[Sequence[int]] = (),
) -> ResponderProblem:
    return ResponderProblem(
        tuple(Post(name, "police_station", 1, may_lead=True, capacity=n) for name, n in posts),
        tuple(ResponderGrid(name, "all", load, 1) for name, load in places),
        tuple(map(tuple, reach)),
        rules,
        tuple(map(tuple, efforts)),
    )
