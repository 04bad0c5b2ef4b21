"""What the duty lists lose while some posts are away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.demand.duty import arrivals_at_grids, due
from planner.demand.team_book import MATTERS, USUAL, TeamBook

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.demand.responder import ResponderContext
    from planner.problem import ResponderProblem


@dataclass(frozen=True, slots=True)
class Lost:
    """What the duty lists of a matter lose.

    Parameters
    ----------
    first
        Grids at which one of those away would be the first due.
    before_s, after_s
        Mean seconds until somebody able is at those grids, with everybody there and without them.
    nobody
        Those of them to which nobody able comes then.
    """

    matter: str
    first: int
    before_s: int
    after_s: int
    nobody: int


def lost(
    base: ResponderProblem,
    context: ResponderContext,
    posts: Collection[str],
    book: TeamBook = USUAL,
) -> tuple[Lost, ...]:
    """Tell for each matter what the duty lists lose without some posts."""
    grids = replace(arrivals_at_grids(context, base.reach_s), book=book)
    told = []
    for matter in MATTERS:
        before, after, nobody = [], [], 0
        for grid in grids.places:
            usual = due(grids, grid, matter=matter)
            if not usual or usual[0].post_id not in posts:
                continue
            left = [one for one in usual if one.post_id not in posts]
            if left:
                before.append(usual[0].arrive_s)
                after.append(left[0].arrive_s)
            else:
                nobody += 1
        count = max(1, len(before))
        told.append(
            Lost(
                matter,
                len(before) + nobody,
                round(sum(before) / count),
                round(sum(after) / count),
                nobody,
            )
        )
    return tuple(told)
