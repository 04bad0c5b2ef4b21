"""Musts so far apart that no site serves two of them: each needs sites of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planner.engine.siting_view import pairs_of, table
from planner.outcome import Conflict, facts

if TYPE_CHECKING:
    from planner.engine.siting_view import Ints, View


def apart_clash(view: View) -> tuple[Conflict, ...]:
    """Return musts apart from each other that need more than a limit allows, and that limit.

    Without any of the rules named the others can hold. The musts are taken greedily, those with
    the fewest sites first; nothing is returned where they fit the limits, which proves nothing,
    or where a site that may not be used would serve one of them.
    """
    problem, limits = view.problem, view.limits
    cover = table(view.pairs.site, view.pairs.target, (view.targets, len(view.sites)))
    need = np.where(view.must, np.maximum(0, view.times - view.there), 0)
    rows = _apart(cover.indptr, cover.indices, need)
    rows = rows[~_forbidden(view)[rows]]
    cheapest = [
        int(
            np.sort(limits.price[cover.indices[cover.indptr[row] : cover.indptr[row + 1]]])[
                :k
            ].sum()
        )
        for row, k in zip(rows.tolist(), need[rows].tolist(), strict=True)
    ]
    for rule, most, each in (
        ("most_new", problem.most_new, need[rows].tolist()),
        ("most_price", problem.most_price, cheapest),
    ):
        found = _beyond(each, most) if most is not None else []
        if found and most is not None:
            musts = [problem.targets[rows[i]] for i in found]
            named = [facts(target=m.target_id, times=m.times) for m in musts]
            return (*(Conflict("target_must", f) for f in named), Conflict(rule, facts(most=most)))
    return ()


def _apart(first: Ints, sites: Ints, need: Ints) -> Ints:
    """Rows in need no two of which share a site, those with the fewest sites first."""
    size = np.diff(first)
    rows = np.flatnonzero((need > 0) & (size >= need))
    taken = np.zeros(int(sites.max(initial=-1)) + 1, dtype=bool)
    found = []
    for row in rows[np.lexsort((rows, size[rows]))].tolist():
        mine = sites[first[row] : first[row + 1]]
        if not taken[mine].any():
            taken[mine] = True
            found.append(row)
    return np.array(found, dtype=np.int64)


def _forbidden(view: View) -> np.ndarray:
    """Whether a site that may not be used would serve each target."""
    states = np.array([site.state for site in view.problem.sites], dtype=object)
    told = np.zeros(view.targets, dtype=bool)
    told[pairs_of(view.problem, np.flatnonzero(states == "forbidden")).target] = True
    return told


def _beyond(each: list[int], most: int) -> list[int]:
    """Places in a list that together are beyond a limit, and without any one of them are not."""
    if sum(each) <= most:
        return []
    kept, total = list(range(len(each))), sum(each)
    for i in sorted(kept, key=each.__getitem__):
        if total - each[i] > most:
            kept.remove(i)
            total -= each[i]
    return kept
