"""Which crews may be out together when the reserve keeps some of them at the base."""

import math
import random
from itertools import combinations, product

from planner.engine.patrol_view import View

TEAMS_MOST = 24
"""Sets of crews that are tried."""
PICKS_MOST = 200
"""Sets that are looked at to find different ones."""


def teams_of(view: View, dice: random.Random) -> list[list[int]]:
    """Return sets of as many crews as allowed, no two alike."""
    shifts = []
    for shift, allowed in view.allowed_out.items():
        mine = [k for k in view.crews if view.problem.crews[k].shift_id == shift]
        shifts.append((mine, min(allowed, len(mine))))
    if not any(size for _, size in shifts):
        return []
    count = math.prod(math.comb(len(mine), size) for mine, size in shifts)
    if count <= PICKS_MOST:
        picks = product(*(combinations(mine, size) for mine, size in shifts))
        teams = [[k for part in pick for k in part] for pick in picks]
    else:
        teams = [
            [k for mine, size in shifts for k in dice.sample(mine, size)] for _ in range(PICKS_MOST)
        ]
    different: dict[tuple[object, ...], list[int]] = {}
    for team in teams:
        different.setdefault(tuple(sorted(_likeness(view, k) for k in team)), sorted(team))
    return list(different.values())[:TEAMS_MOST]


def _likeness(view: View, crew: int) -> tuple[str | int | bool | tuple[str, ...], ...]:
    """Return what makes crews interchangeable."""
    who = view.problem.crews[crew]
    return (
        who.shift_id,
        who.mode,
        who.base_id,
        who.start_s,
        who.end_s,
        who.max_drive_s,
        who.officers > 0,
        tuple(sorted(who.home_units)),
    )
