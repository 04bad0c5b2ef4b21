"""Sites that a plan would not miss, taken out of it."""

import numpy as np

from planner.engine.siting_view import Ints, View


def needed(view: View, chosen: Ints) -> Ints:
    """Return the choice without sites whose loss changes neither the objective nor a must."""
    kept = np.sort(chosen)
    while len(kept):
        idle = np.flatnonzero(~_missed(view, kept))
        if not len(idle):
            break
        dearest = idle[np.argmax(view.limits.price[kept[idle]])]
        kept = np.delete(kept, dearest)
    return kept


def _missed(view: View, chosen: Ints) -> np.ndarray:
    """Tell for each chosen site whether something gets worse without it."""
    place = np.full(len(view.sites), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    rows = np.flatnonzero(place[view.pairs.site] >= 0)
    at, target = place[view.pairs.site[rows]], view.pairs.target[rows]
    times = view.there + np.bincount(target, minlength=view.targets)
    critical = view.must & (times == view.times)
    if view.problem.goal in {"cover", "backup"}:
        critical |= (times == view.times) & (view.weight > 0)
    if view.problem.goal == "backup":
        critical |= (times == view.times + 1) & (view.weight > 0)
    missed = np.bincount(at[critical[target]], minlength=len(chosen)) > 0
    if view.problem.goal in {"median", "centre"}:
        missed |= _nearest_missed(view, at, target, view.pairs.far[rows], len(chosen))
    return missed


def _nearest_missed(view: View, at: Ints, target: Ints, far: Ints, count: int) -> np.ndarray:
    """Tell which sites are the only nearest one of a target that then gets farther from any."""
    order = np.lexsort((at, far, target))
    at, target, far = at[order], target[order], far[order]
    first = np.flatnonzero(np.diff(target, prepend=-1))
    after = view.nearest[target[first]].copy()
    follows = np.flatnonzero(np.append(target[1:] == target[:-1], [False])[first])
    after[follows] = np.minimum(after[follows], far[first[follows] + 1])
    worst = 0
    if view.problem.goal == "centre":
        least = view.nearest.copy()
        np.minimum.at(least, target, far)
        worst = int(least.max(initial=0))
        worse = after > worst
    else:
        worse = (after > far[first]) & (view.weight[target[first]] > 0)
    return np.bincount(at[first[worse]], minlength=count) > 0
