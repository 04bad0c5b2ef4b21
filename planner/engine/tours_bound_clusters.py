"""Clusters of units, and what a tour spends at least on its way within one.

Every leg takes at least the out-part of where it begins and the in-part of where it ends. Within a
cluster a leg counts as no more than its two parts, so the order of the calls there is free.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from planner.engine.tours_bound_net import Flags, Floats, Ints, Net
from planner.engine.tours_bound_parts import Relaxed

FAR = 10**7
PARTS_MOST = FAR / 4
ROUNDS = 20


@dataclass(frozen=True, eq=False)
class Clusters:
    """The cluster of each unit, and sets made of whole clusters: which units each holds."""

    of_unit: Ints
    sets: Flags


def clusters_of(question: Relaxed, most: int) -> Clusters:
    """Join what lies nearest on average; clusters hold at most so many units."""
    count = len(question.units)
    cluster: Ints = np.arange(count)
    if count < 2:
        return Clusters(cluster, np.zeros((0, count), dtype=bool))
    holds = np.eye(count, dtype=bool)
    sets: list[Flags] = []
    tree = linkage(squareform(_apart(question), checks=False), "average")
    for one, other in tree[:, :2].astype(int):
        both = holds[one] | holds[other]
        holds = np.vstack([holds, both])
        if both.sum() <= most:
            cluster[both] = len(holds)
        else:
            sets.append(both)
    return Clusters(cluster, np.array(sets, dtype=bool).reshape(-1, count))


def _apart(question: Relaxed) -> Floats:
    """Seconds between the nearest ends of two units."""
    count = len(question.units)
    ends: list[set[int]] = [set() for _ in question.units]
    for group in question.groups:
        for spot in group.spots:
            ends[spot.unit] |= {spot.enter, spot.leave}
    seconds = np.array(question.problem.travel[0].seconds, dtype=np.float64)
    seconds = np.where(seconds < 0, FAR, seconds)
    places = [sorted(end) for end in ends]
    apart = np.zeros((count, count))
    for one in range(count):
        for other in range(one):
            if places[one] and places[other]:
                least = seconds[np.ix_(places[one], places[other])].min()
                apart[one, other] = apart[other, one] = least
    return apart


def parts_of(net: Net) -> tuple[Ints, Ints]:
    """Share legs between their ends: what all legs from a spot, and all to it, take at least."""
    size = net.size
    legs = np.where(net.legs < 0, FAR, net.legs)[:size, :size].astype(np.float64)
    if size < 2:
        none: Ints = np.zeros(size, dtype=np.int64)
        return none, none
    out: Floats = np.minimum(legs.min(axis=1), PARTS_MOST) / 2
    into: Floats = np.zeros(size)
    for _ in range(ROUNDS):
        # half of what the other side leaves, so that none takes all
        into = (into + np.clip((legs - out[:, None]).min(axis=0), 0, PARTS_MOST)) / 2
        out = (out + np.clip((legs - into[None, :]).min(axis=1), 0, PARTS_MOST)) / 2
    into = np.clip((legs - out[:, None]).min(axis=0), 0, PARTS_MOST)
    return np.floor(out).astype(np.int64), np.floor(into).astype(np.int64)


def along(net: Net, cluster: Ints, parts: tuple[Ints, Ints], path: Sequence[int]) -> float:
    """Return what a tour drives at least: legs between clusters, parts of legs within them."""
    out, into = parts
    seconds = float(net.legs[-1, path[0]] + net.legs[path[-1], -1])
    for one, other in pairwise(path):
        inside = cluster[one] == cluster[other]
        seconds += float(out[one] + into[other] if inside else net.legs[one, other])
    return seconds
