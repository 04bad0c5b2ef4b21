"""Every connected piece of a village, without listing them: the frontier of a sweep over its units.

The units are looked at one after the other. Of all choices so far only this matters: which units on
the frontier (looked at, with a neighbour still to come) are in the piece, and which of them hang
together. Simpath: Knuth, The Art of Computer Programming 4A, 7.1.4, exercise 225; for districts:
Kawahara, Horiyama, Hotta and Minato, 2017, doi 10.1007/978-3-319-53925-6_16.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

STATES_MOST = 1_000_000
"""States of all layers beyond which a sweep is too slow to be repeated."""
GROWTH = 2.3
"""How many times as many states a frontier one unit wider has, about (measured)."""
_NEW = 10**6


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What may happen at one unit.

    Parameters
    ----------
    moves
        Rows of the state after, the state before, whether the unit is in the piece, and the points
        of borders cut; sorted.
    ends
        Rows of the same form (first column 0) after which the piece is complete.
    into
        The moves into each state, without it.
    """

    unit: int
    moves: Ints
    ends: Ints
    into: tuple[tuple[tuple[int, int, int], ...], ...]


def layers(
    near: Sequence[Mapping[int, int]], *, most: int = STATES_MOST
) -> tuple[Layer, ...] | None:
    """Return the layers of a graph, or None if they have too many states.

    Parameters
    ----------
    near
        Of each unit, its neighbours and the points of the border between.
    """
    order = _order(near)
    place = {unit: i for i, unit in enumerate(order)}
    last = [max(place[w] for w in (v, *near[v])) for v in range(len(near))]
    states: dict[tuple[int, ...], int] = {(): 0}
    front: list[int] = []
    found: list[Layer] = []
    count = 0
    for i, unit in enumerate(order):
        wide = [*front, unit]
        stay = [j for j, w in enumerate(wide) if last[w] > i]
        beside = [(j, near[unit][w]) for j, w in enumerate(front) if w in near[unit]]
        layer, states = _layer(unit, states, stay, beside)
        front = [wide[j] for j in stay]
        found.append(layer)
        count += len(states)
        if count > most:
            return None
    return tuple(found)


def _layer(
    unit: int,
    states: Mapping[tuple[int, ...], int],
    stay: Sequence[int],
    beside: Sequence[tuple[int, int]],
) -> tuple[Layer, dict[tuple[int, ...], int]]:
    """Return what may happen at a unit, and the states after."""
    after: dict[tuple[int, ...], int] = {}
    moves, ends = [], []
    for state, number in states.items():
        for inside in (0, 1):
            cut = sum(price for j, price in beside if bool(state[j]) != bool(inside))
            joined = {state[j] for j, _ in beside if state[j]} if inside else set()
            pieces = (*(_NEW if p in joined else p for p in state), _NEW * inside)
            kept = [pieces[j] for j in stay]
            if lost := {*pieces} - {0, *kept}:
                # a piece that leaves the frontier is complete: there must be no other
                if len({*pieces} - {0}) == len(lost) == 1:
                    ends.append((0, number, inside, cut))
                continue
            names: dict[int, int] = {0: 0}
            key = tuple(names.setdefault(piece, len(names)) for piece in kept)
            moves.append((after.setdefault(key, len(after)), number, inside, cut))
    into: list[list[tuple[int, int, int]]] = [[] for _ in after]
    for number, *move in sorted(moves):
        into[number].append((move[0], move[1], move[2]))
    told = tuple(tuple(row) for row in into)
    return Layer(unit, _rows(sorted(moves)), _rows(ends), told), after


def _rows(rows: list[tuple[int, int, int, int]]) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def _order(near: Sequence[Mapping[int, int]]) -> list[int]:
    """Return an order of the units with a narrow frontier: the best of one from each unit."""
    best: list[int] = []
    least = float("inf")
    for start in range(len(near)):
        order, score = _order_from(near, start, least)
        if score < least:
            best, least = order, score
    return best


def _order_from(
    near: Sequence[Mapping[int, int]], start: int, most: float
) -> tuple[list[int], float]:
    """Return an order that keeps the frontier narrow step by step, and what it would cost."""
    place: dict[int, int] = {}
    open_ = [len(row) for row in near]
    front: set[int] = set()
    edge = {start}
    score = 0.0
    while len(place) < len(near) and score < most:
        edge = edge or {min(set(range(len(near))) - place.keys())}
        unit = min(edge, key=lambda v: _wish(near, place, front, open_, v))
        place[unit] = len(place)
        for other in near[unit]:
            open_[other] -= 1
        front = {w for w in (*front, unit) if open_[w]}
        edge = {w for w in (*edge, *near[unit]) if w not in place}
        score += GROWTH ** len(front)
    return list(place), score


def _wish(
    near: Sequence[Mapping[int, int]],
    place: Mapping[int, int],
    front: set[int],
    open_: Sequence[int],
    unit: int,
) -> tuple[int, int, int]:
    """Return how much wider the frontier gets with a unit, its oldest neighbour, and the unit."""
    closed = sum(1 for w in near[unit] if w in front and open_[w] == 1)
    oldest = min((place[w] for w in near[unit] if w in place), default=0)
    return (open_[unit] > 0) - closed, oldest, unit
