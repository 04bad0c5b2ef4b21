"""Turns that are swept together: all that differ in what calls bring and cost alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.engine.tours_bound_net import Floats, Ints, Net, net_of
from planner.engine.tours_bound_parts import Group, Relaxed

UNITED_MOST = 1.3
"""So many times the spots of the largest group may be looked at in one sweep of all days."""
SHUT = 1e9
"""What it costs to call where a turn may not."""


@dataclass(frozen=True, eq=False)
class Family:
    """A net that holds the spots of all its turns, each with its own price in each turn.

    Parameters
    ----------
    turns
        Rows of the question's turns.
    prices
        Of the spots in the turns; `SHUT` where a turn has no such spot.
    days
        Days on which calls at the spots begin in the turns.
    """

    net: Net
    turns: tuple[int, ...]
    prices: Floats
    days: Ints


def families_of(question: Relaxed) -> tuple[Family, ...]:
    """Return the families of all turns that may go out."""
    alike: dict[tuple[object, ...], list[Group]] = defaultdict(list)
    for group in question.groups:
        net = net_of(question, group)
        kind = (group.mode, group.base, group.end, group.start_s, group.end_s, net.closes)
        alike[kind].append(group)
    return tuple(
        _family(question, part) for groups in alike.values() for part in _parted(question, groups)
    )


def _parted(question: Relaxed, groups: Sequence[Group]) -> Iterator[Sequence[Group]]:
    """Yield groups together, or by days where their spots are too many different ones."""
    spots = {replace(spot, price=0) for group in groups for spot in group.spots}
    if len(spots) <= UNITED_MOST * max(len(group.spots) for group in groups):
        yield groups
        return
    by_days: dict[tuple[int, ...], list[Group]] = defaultdict(list)
    for group in groups:
        days = sorted({question.problem.turns[turn].day for turn in group.turns})
        by_days[tuple(days)].append(group)
    yield from by_days.values()


def _family(question: Relaxed, groups: Sequence[Group]) -> Family:
    spots = dict.fromkeys(replace(spot, price=0) for group in groups for spot in group.spots)
    place = {spot: n for n, spot in enumerate(spots)}
    turns = tuple(turn for group in groups for turn in group.turns)
    prices = np.full((len(spots), len(turns)), SHUT)
    column = {turn: n for n, turn in enumerate(turns)}
    for group in groups:
        rows = [place[replace(spot, price=0)] for spot in group.spots]
        own = np.array([spot.price for spot in group.spots], dtype=np.float64)
        for turn in group.turns:
            prices[rows, column[turn]] = own
    net = net_of(question, replace(groups[0], turns=turns, spots=tuple(spots)))
    first = np.array([question.problem.turns[turn].day for turn in turns], dtype=np.int64)
    later = np.array([spot.day for spot in spots], dtype=np.int64)
    return Family(net, turns, prices, later[:, None] + first[None, :])
