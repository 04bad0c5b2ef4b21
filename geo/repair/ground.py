"""The drawing as one arrangement of faces, each with the grids that claim it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.coverage.edges import Ints, Polygons, edges_of
from geo.coverage.ledger import members
from geo.repair.drawn import Drawn

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Points = NDArray[np.complex128]


@dataclass(frozen=True, slots=True, eq=False)
class Seams:
    """Directed border segments of faces: the face on the left and the one on the right (or -1).

    ``nodes`` are all their ends, ascending; ``node`` is the one each segment starts at,
    ``end_node`` the one it ends at. Segments come face by face.
    """

    start: Points
    end: Points
    face: Ints
    other: Ints
    nodes: Points
    node: Ints
    end_node: Ints

    @property
    def length(self) -> Floats:
        """Metres of each segment."""
        return np.abs(self.end - self.start)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Faces of everything noded together once, and who claims them.

    Attributes
    ----------
    claims
        Set of claimants of each face, as a row of ``sets``.
    sets
        Rows of grids, ascending; the first set is empty.
    unit
        Row of the one unit a face lies in, -1 for none or several.
    inside
        Whether a face lies inside the boundary or a recorded exclave.
    outlying
        Whether a face is of the township by a recorded exclave only.
    hole
        Whether a face lies in a recorded hole.
    held
        For units, boundary, holes and exclaves: the faces of each.
    borders
        Pairs of neighbouring faces, each pair both ways round, with metres of common border.
    """

    drawn: Drawn
    faces: Polygons
    spots: Polygons
    area: Floats
    claims: Ints
    sets: tuple[tuple[int, ...], ...]
    unit: Ints
    inside: Bools
    outlying: Bools
    hole: Bools
    held: dict[str, list[Ints]]
    seams: Seams
    borders: tuple[Ints, Ints, Floats]


def ground_of_lines(drawn: Drawn, lines: Polygons) -> Ground:
    """Faces enclosed by noded lines."""
    faces: Polygons = shapely.get_parts(shapely.polygonize(lines))
    spots = shapely.point_on_surface(faces)
    held = [members(spots, polygons) for polygons in drawn.outlines]
    used = np.zeros(len(faces), dtype=bool)
    for face, _ in held:
        used[face] = True
    keep = np.flatnonzero(used)
    number = np.full(len(faces), -1, dtype=np.int64)
    number[keep] = np.arange(len(keep))
    faces, spots = faces[keep], spots[keep]
    held_by = [
        by_row(number[face], row, len(polygons))
        for (face, row), polygons in zip(held[1:], drawn.outlines[1:], strict=True)
    ]
    claims, sets = _claim_sets(number[held[0][0]], held[0][1], len(faces))
    unit = np.full(len(faces), -1, dtype=np.int64)
    count = np.bincount(number[held[1][0]], minlength=len(faces))
    unit[number[held[1][0]]] = held[1][1]
    unit[count != 1] = -1
    within, outlying, hole = np.zeros((3, len(faces)), dtype=bool)
    within[number[held[2][0]]], outlying[number[held[4][0]]] = True, True
    hole[number[held[3][0]]] = True
    seams = seams_of(faces)
    names = ("units", "boundary", "holes", "exclaves")
    return Ground(
        drawn,
        faces,
        spots,
        shapely.area(faces),
        claims,
        sets,
        unit,
        within | outlying,
        outlying & ~within,
        hole,
        dict(zip(names, held_by, strict=True)),
        seams,
        _borders(seams, len(faces)),
    )


def by_row(face: Ints, row: Ints, count: int) -> list[Ints]:
    """Faces of each of ``count`` polygons, ascending, out of pairs ordered by face."""
    order = np.argsort(row, kind="stable")
    ends = np.searchsorted(row[order], np.arange(count + 1)).tolist()
    return [face[order[i:j]] for i, j in pairwise(ends)]


def _claim_sets(face: Ints, row: Ints, count: int) -> tuple[Ints, tuple[tuple[int, ...], ...]]:
    """Collect the sets of claimants, and which of them each face has."""
    sets: dict[tuple[int, ...], int] = {(): 0}
    ends = np.searchsorted(face, np.arange(count + 1)).tolist()
    rows = row.tolist()
    claims = np.empty(count, dtype=np.int64)
    for number in range(count):
        key = tuple(rows[ends[number] : ends[number + 1]])
        claims[number] = sets.setdefault(key, len(sets))
    return claims, tuple(sets)


def seams_of(faces: Polygons) -> Seams:
    """Directed segments of noded faces, with the face on the other side."""
    edges = edges_of(faces)
    places, numbered = np.unique(np.concatenate([edges.start, edges.end]), return_inverse=True)
    half = len(edges.start)
    a, b = numbered[:half].astype(np.int64), numbered[half:].astype(np.int64)
    key = np.minimum(a, b) * len(places) + np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    pair = np.flatnonzero(key[order][1:] == key[order][:-1])
    other = np.full(half, -1, dtype=np.int64)
    first, second = order[pair], order[pair + 1]
    other[first], other[second] = edges.owner[second], edges.owner[first]
    return Seams(edges.start, edges.end, edges.owner, other, places, a, b)


def _borders(seams: Seams, count: int) -> tuple[Ints, Ints, Floats]:
    inner = seams.other >= 0
    key = seams.face[inner] * count + seams.other[inner]
    pairs, inverse = np.unique(key, return_inverse=True)
    metres = np.bincount(inverse, weights=seams.length[inner], minlength=len(pairs))
    face, other = np.divmod(pairs.astype(np.int64), max(count, 1))
    return face, other, metres.astype(np.float64)


def xy_of(points: Points) -> Floats:
    """Coordinates of points, one a row."""
    return np.column_stack([points.real, points.imag])


def connected(count: int, a: Ints, b: Ints) -> Ints:
    """Give each of ``count`` things the number of its connected group."""
    links = coo_array((np.ones(len(a)), (a, b)), shape=(count, count))
    label: Ints = connected_components(links, directed=False)[1].astype(np.int64)
    return label


def expand(claims: Ints, sets: tuple[tuple[int, ...], ...]) -> tuple[Ints, Ints]:
    """Pairs of face and grid that claims it, ordered by face."""
    size = np.array([len(one) for one in sets], dtype=np.int64)
    flat = np.array([row for one in sets for row in one], dtype=np.int64)
    begin = np.concatenate([[0], np.cumsum(size)])[:-1]
    count = size[claims]
    face = np.repeat(np.arange(len(claims), dtype=np.int64), count)
    offset = np.arange(len(face)) - np.repeat(np.cumsum(count) - count, count)
    return face, flat[np.repeat(begin[claims], count) + offset] if len(flat) else face


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Connected parts of the claims of each grid: pairs of face and grid with their part.

    ``main`` tells whether a pair belongs to the largest part of its grid.
    """

    face: Ints
    grid: Ints
    part: Ints
    main: Bools


def parts_of(ground: Ground, claims: Ints, sets: tuple[tuple[int, ...], ...]) -> Parts:
    """Find the connected parts of every grid under some claims; a common point does not connect."""
    face, grid = expand(claims, sets)
    count = len(ground.faces)
    key = grid * count + face
    order = np.argsort(key)
    a, b, _ = ground.borders
    begin, end = np.searchsorted(face, a), np.searchsorted(face, a, side="right")
    times = end - begin
    step = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    pair = np.repeat(begin, times) + step
    wanted = grid[pair] * count + np.repeat(b, times)
    spot = np.minimum(np.searchsorted(key[order], wanted), max(len(key) - 1, 0))
    hit = key[order][spot] == wanted if len(key) else np.zeros(0, dtype=bool)
    part = connected(len(face), pair[hit], order[spot[hit]]) if len(face) else face
    size = np.bincount(part, weights=ground.area[face]) if len(face) else np.zeros(0)
    best: dict[int, int] = {}
    for one, owner in sorted(set(zip(part.tolist(), grid.tolist(), strict=True))):
        if owner not in best or size[one] > size[best[owner]]:
            best[owner] = one
    largest = np.array([best[owner] for owner in grid.tolist()], dtype=np.int64)
    return Parts(face, grid, part, part == largest)
