"""Short streets put to their neighbours: nobody plans a call of nine seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.demand.tour_stretches import Street, ends_of, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geo.roads import Network

    Ints = NDArray[np.int64]
    Pair = tuple[Street, Street]


def joined(
    network: Network, found: Sequence[Street], shortest_m: float, longest_m: float
) -> list[Street]:
    """Put streets shorter than asked to a neighbour covered alike, the straightest way on.

    What was one street stays in one; a street without such a neighbour stays short.
    """
    uv = network.edges[["u", "v"]].to_numpy(np.int64)
    metres = network.edges["length_m"].to_numpy(float)
    length = {street: float(metres[rows_of(street.edges)].sum()) for street in found}
    ends = {street: set(ends_of(uv, street.edges)) for street in found}
    waiting = sorted(found, key=lambda street: (length[street], street.edges))
    while waiting:
        short = waiting.pop(0)
        if length.get(short, shortest_m) >= shortest_m:
            continue
        room = longest_m - length[short]
        pairs = [
            (pair, other)
            for other, other_m in length.items()
            if other_m <= room and other != short and ends[short] & ends[other]
            for pair in _pairs(short, other, uv)
        ]
        if not pairs:
            continue
        (first, second), other = min(
            pairs, key=lambda one: (_bend(network, *one[0]), one[0][0].edges, one[0][1].edges)
        )
        street = Street(short.stretch, (*first.edges, *second.edges), short.oneway)
        length[street] = length.pop(short) + length.pop(other)
        ends[street] = set(ends_of(uv, street.edges))
        waiting.append(street)
    return sorted(length, key=lambda street: min(rows_of(street.edges)))


def rows_of(edges: Sequence[int]) -> list[int]:
    """Rows of the edges of a street, whichever way each is met."""
    return [edge if edge >= 0 else ~edge for edge in edges]


def _pairs(a: Street, b: Street, uv: Ints) -> Iterator[Pair]:
    """Orders in which two streets follow one another, turned round where both may be."""
    if a.stretch != b.stretch or a.oneway != b.oneway:
        return
    turned = () if a.oneway else ((a, _back(b)), (_back(a), b))
    for first, second in ((a, b), (b, a), *turned):
        if ends_of(uv, first.edges)[1] == ends_of(uv, second.edges)[0]:
            yield first, second


def _back(street: Street) -> Street:
    return Street(street.stretch, tuple(~edge for edge in reversed(street.edges)), street.oneway)


def _bend(network: Network, first: Street, second: Street) -> float:
    """Angle by which the way turns from one street to the next, in radians."""
    a = shapely.get_coordinates(line_of(network, first.edges[-1:]))
    b = shapely.get_coordinates(line_of(network, second.edges[:1]))
    come, go = a[-1] - a[-2], b[1] - b[0]
    cosine = float(come @ go / max(float(np.hypot(*come) * np.hypot(*go)), 1e-9))
    return float(np.arccos(np.clip(cosine, -1.0, 1.0)))
