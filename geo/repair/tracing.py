"""Segments strung together to lines and rings, all at once.

What follows what is a table; the place of every segment in its line comes from doubling the step:
after n rounds each segment knows what lies 2^n segments ahead.
"""

from collections.abc import Sequence

import numpy as np
import shapely

from geo.coverage.edges import Ints, Polygons
from geo.coverage.ledger import united
from geo.repair.ground import Floats, Ground, Points, by_row, connected, xy_of


def outlines(ground: Ground, groups: Sequence[Ints]) -> Polygons:
    """Union of each group of faces, with every node on its border; none is empty ground.

    Borders between two faces of a group fall away, and what is left is strung together. Where a
    union touches itself in a point, or has several parts and holes, GEOS joins the faces.
    """
    whole = np.full(len(groups), shapely.Polygon(), dtype=object)
    sizes = np.array([len(group) for group in groups], dtype=np.int64)
    alone = np.flatnonzero(sizes == 1)
    whole[alone] = ground.faces[[int(groups[row][0]) for row in alone.tolist()]]
    many = np.flatnonzero(sizes > 1)
    if not len(many):
        return whole
    row = np.repeat(np.arange(len(many)), sizes[many])
    of, seam = _borders_of(ground, np.concatenate([groups[n] for n in many.tolist()]), row)
    shapes, left = _traced(ground, of, seam, len(many))
    shapes[left] = united(ground.faces, [groups[n] for n in many[left].tolist()])
    whole[many] = shapes
    return whole


def _borders_of(ground: Ground, face: Ints, row: Ints) -> tuple[Ints, Ints]:
    """Segments with a group of faces on the left only: the group and the seam of each."""
    seams, count = ground.seams, len(ground.faces)
    begin = np.searchsorted(seams.face, np.arange(count + 1))  # seams come face by face
    times = np.diff(begin)[face]
    of = np.repeat(row, times)
    seam = np.arange(len(of)) - np.repeat(np.cumsum(times) - times - begin[face], times)
    held = np.sort(row * count + face)
    wanted = of * count + seams.other[seam]
    spot = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
    inner = (held[spot] == wanted) & (seams.other[seam] >= 0)
    return of[~inner], seam[~inner]


def _traced(ground: Ground, of: Ints, seam: Ints, count: int) -> tuple[Polygons, Ints]:
    """Polygons out of the borders of groups; groups that must be joined in another way."""
    nodes = len(ground.seams.nodes)
    tail = of * nodes + ground.seams.node[seam]
    order = np.argsort(tail, kind="stable")
    head = of * nodes + ground.seams.end_node[seam]
    after = order[np.minimum(np.searchsorted(tail[order], head), len(order) - 1)]
    touching = np.zeros(count, dtype=bool)
    touching[of[order[1:]][np.diff(tail[order]) == 0]] = True
    fine = ~touching[of]
    number = np.cumsum(fine) - 1
    of, seam, after = of[fine], seam[fine], number[after[fine]]
    row, ring = _strung(after)
    first = np.flatnonzero(np.diff(ring, prepend=-1))
    points = ground.seams.start[seam[row]]
    owner = of[row[first]]
    outer = _areas(points, first) > 0
    parts = np.bincount(owner[outer], minlength=count)
    holes = np.bincount(owner[~outer], minlength=count)
    touching |= (parts > 1) & (holes > 0)
    rings = shapely.linearrings(xy_of(points), indices=ring) if len(row) else owner.astype(object)
    shapes = np.empty(count, dtype=object)
    inner = by_row(np.flatnonzero(~outer), owner[~outer], count)
    shells = by_row(np.flatnonzero(outer), owner[outer], count)
    plain = (parts == 1) & (holes == 0) & ~touching
    shapes[plain] = shapely.polygons(
        rings[outer & plain[owner]][np.argsort(owner[outer & plain[owner]])]
    )
    for group in np.flatnonzero(~plain & ~touching).tolist():
        made = [shapely.Polygon(rings[n], list(rings[inner[group]])) for n in shells[group]]
        shapes[group] = made[0] if len(made) == 1 else shapely.MultiPolygon(made)
    return shapes, np.flatnonzero(touching)


def _areas(points: Points, first: Ints) -> Floats:
    """Twice the area of each ring, seen from its first point; rings follow one another."""
    last = np.append(first[1:], len(points))
    times = last - first
    near = points - np.repeat(points[first], times)
    after = np.append(near[1:], 0)
    after[last - 1] = 0  # a ring closes at its first point
    cross = (np.conj(near) * after).imag
    area: Floats = np.add.reduceat(cross, first) if len(first) else np.zeros(0)
    return area


def _strung(after: Ints) -> tuple[Ints, Ints]:
    """Bring things into the order in which each follows another, ring by ring or line by line.

    Parameters
    ----------
    after
        What follows each thing, -1 for nothing; nothing follows two.

    Returns
    -------
    Things in order, and the number of the ring or line of each, ascending.
    """
    count = len(after)
    rows = np.arange(count)
    has = after >= 0
    line = connected(count, rows[has], after[has]) if count else rows
    first = np.full(int(line.max(initial=-1)) + 1, count, dtype=np.int64)
    np.minimum.at(first, line, rows)
    started = np.zeros(count, dtype=bool)
    started[after[has]] = True
    open_line = np.zeros(len(first), dtype=bool)
    open_line[line[~started]] = True
    closing = has & (after == first[line]) & ~open_line[line]
    ahead = np.where(has & ~closing, after, rows)
    left = (ahead != rows).astype(np.int64)
    while True:  # left: how many follow; ahead: what lies as far ahead
        more = left[ahead]
        if not more.any():
            break
        left, ahead = left + more, ahead[ahead]
    order = np.lexsort((-left, line))
    return order, line[order]


def chained(start: Points, end: Points) -> tuple[Polygons, Ints]:
    """Lines out of segments, joined wherever just two meet, and a segment of each line."""
    count = len(start)
    if not count:
        return np.zeros(0, dtype=object), np.zeros(0, dtype=np.int64)
    places, at = np.unique(np.concatenate([start, end]), return_inverse=True)
    low, high = np.minimum(at[:count], at[count:]), np.maximum(at[:count], at[count:])
    _, only = np.unique(low * len(places) + high, return_index=True)
    tail = np.concatenate([at[:count][only], at[count:][only]])
    after, turned = _continued(tail, len(places)), np.roll(np.arange(len(tail)), len(only))
    order, line = _strung(after)
    of = np.empty(len(tail), dtype=np.int64)
    of[order] = line
    one_way = (of < of[turned])[order]
    order, line = order[one_way], line[one_way]
    first = np.flatnonzero(np.diff(line, prepend=-1))
    last = np.append(first[1:], len(line)) - 1
    node = np.concatenate([tail[order], tail[turned[order[last]]]])
    number = np.cumsum(np.diff(line, prepend=-1) > 0) - 1
    row = np.concatenate([number, number[last]])
    sorted_rows = np.argsort(row, kind="stable")
    lines: Polygons = shapely.linestrings(
        xy_of(places[node[sorted_rows]]), indices=row[sorted_rows]
    )
    return lines, only[order[first] % len(only)]


def _continued(tail: Ints, places: int) -> Ints:
    """Find what each directed segment goes on with; the second half is the first turned round."""
    half = len(tail) // 2
    turned = np.roll(np.arange(len(tail)), half)
    order = np.argsort(tail, kind="stable")
    plain = np.bincount(tail, minlength=places) == 2
    first = np.flatnonzero(plain[tail[order]])[::2]
    after = np.full(len(tail), -1, dtype=np.int64)
    one, two = order[first], order[first + 1]
    after[turned[one]], after[turned[two]] = two, one
    return after
