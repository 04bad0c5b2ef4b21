"""Contested ground as pieces: connected, with one trouble, and the grids that may have it."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely

from geo.coverage.edges import Ints, Polygons
from geo.repair.ground import Floats, Ground, connected
from geo.repair.slivers import threaded
from geo.repair.survey import (
    CHIP,
    CROSSING,
    FINE,
    FOREIGN,
    GAP,
    OUTSIDE_FACE,
    OVERLAP,
    STRAY,
    Survey,
)

LIKE_A_GRID = 2.0  # a gap this wide against the median grid is ground that was not drawn
CRUMB_M = 0.4  # of outline, as round a square decimetre; nobody decides about less beside more
LARGE_AS_A_GRID, ROUND_AS_A_GRID = 0.5, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Connected faces with the same trouble, claims and unit; -1 for faces beyond doubt.

    ``crumbs`` holds for some pieces small ones beside them that are decided with them.
    ``near`` holds for each piece the metres of border with every grid of its unit, ``beside`` the
    grids of any unit along it, ``around`` the length of its outline, ``allowed`` the grids that
    may have it.
    """

    of_face: Ints
    faces: list[Ints]
    kind: Ints
    near: list[dict[int, float]]
    beside: list[set[int]]
    around: Floats
    allowed: list[tuple[int, ...]]
    crumbs: dict[int, list[int]]


def pieces_of(ground: Ground, state: Survey) -> Pieces:
    """Find the pieces of a drawing, and who may have each."""
    count = len(ground.faces)
    a, b, metres = ground.borders
    key = np.stack([state.kind, ground.claims, ground.unit, state.patch, ground.outlying])
    same = (key[:, a] == key[:, b]).all(axis=0) & (state.kind[a] != FINE)
    label = threaded(ground, state, connected(count, a[same], b[same]))
    doubtful = state.kind != FINE
    of_face = np.full(count, -1, dtype=np.int64)
    _, of_face[doubtful] = np.unique(label[doubtful], return_inverse=True)
    total = int(of_face.max(initial=-1)) + 1
    order = np.argsort(of_face, kind="stable")
    ends = np.searchsorted(of_face[order], np.arange(total + 1))
    faces = [order[ends[n] : ends[n + 1]] for n in range(total)]
    first = np.array([one[0] for one in faces], dtype=np.int64)
    edge = (of_face[a] >= 0) & (of_face[a] != of_face[b])
    near = _near(ground, of_face, (a[edge], b[edge], metres[edge]), total)
    seams = ground.seams
    outer = (of_face[seams.face] >= 0) & (
        np.where(seams.other >= 0, of_face[seams.other], -2) != of_face[seams.face]
    )
    around: Floats = np.bincount(
        of_face[seams.face[outer]], seams.length[outer], minlength=total
    ).astype(np.float64)
    kind = state.kind[first]
    allowed = [_allowed(ground, int(kind[n]), int(first[n]), near[n]) for n in range(total)]
    around_patch: dict[int, set[int]] = defaultdict(set)
    for number, patch in enumerate(state.patch[first].tolist()):
        around_patch[patch] |= set(near[number])
    for number in np.flatnonzero(np.isin(kind, (GAP, CROSSING))).tolist():
        if not allowed[number]:  # enclosed by other contested ground
            allowed[number] = tuple(sorted(around_patch[int(state.patch[first[number]])]))
    beside: list[set[int]] = [set() for _ in range(total)]
    for i, j in zip(a[edge].tolist(), b[edge].tolist(), strict=True):
        beside[of_face[i]] |= set(ground.sets[ground.claims[j]])
    crumbs = _crumbs(ground, of_face, kind, around)
    return Pieces(of_face, faces, kind, near, beside, around, allowed, crumbs)


def _crumbs(ground: Ground, of_face: Ints, kind: Ints, around: Floats) -> dict[int, list[int]]:
    """Find crumbs, each with the contested piece with which it has the longest border.

    Where drawings of several borders miss each other by millimetres, the corners are contested
    in ways of their own. Nobody decides about those, and their nodes would bend more ground out
    of the long borders that end there than a crumb has.
    """
    own = np.isin(kind, (GAP, OVERLAP, CROSSING))
    crumb = own & (around < CRUMB_M)
    a, b, metres = ground.borders
    one, two = of_face[a], of_face[b]
    beside = (one >= 0) & (two >= 0) & (ground.unit[a] == ground.unit[b])
    beside[beside] = crumb[one[beside]] & (own & ~crumb)[two[beside]]
    shared: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    rows = zip(one[beside].tolist(), two[beside].tolist(), metres[beside].tolist(), strict=True)
    for piece, other, length in rows:
        shared[piece][other] += length
    held: dict[int, list[int]] = defaultdict(list)
    for piece, by in sorted(shared.items()):
        held[max(sorted(by), key=by.__getitem__)].append(piece)
    return dict(held)


def _near(
    ground: Ground, of_face: Ints, edge: tuple[Ints, Ints, Floats], total: int
) -> list[dict[int, float]]:
    """Metres of border of each piece with the grids of its unit."""
    near: list[dict[int, float]] = [defaultdict(float) for _ in range(total)]
    unit_of = ground.drawn.unit
    for i, j, length in zip(*(values.tolist() for values in edge), strict=True):
        if ground.inside[j] and not ground.hole[j] and ground.unit[i] == ground.unit[j]:
            for grid in ground.sets[ground.claims[j]]:
                if unit_of[grid] in (-1, ground.unit[i]) or ground.unit[i] < 0:
                    near[of_face[i]][grid] += length
    return near


def _allowed(ground: Ground, kind: int, face: int, near: dict[int, float]) -> tuple[int, ...]:
    unit = int(ground.unit[face])
    claims = ground.sets[ground.claims[face]]
    if kind in (OUTSIDE_FACE, FOREIGN):
        return ()
    if kind in (STRAY, CHIP):
        return tuple(sorted(set(near) - set(claims)))
    own = tuple(g for g in claims if unit < 0 or ground.drawn.unit[g] in (-1, unit))
    return own or tuple(sorted(near))


@dataclass(frozen=True, slots=True)
class Typical:
    """Area, width and roundness of the median grid."""

    area: float
    width: float
    roundness: float

    @classmethod
    def of(cls, grids: Polygons) -> "Typical":
        """Figures of some grids."""
        if not len(grids):
            return cls(0.0, 0.0, 0.0)
        area, length = shapely.area(grids), shapely.length(grids)
        figures = (area, 2 * area / length, 4 * np.pi * area / length**2)
        return cls(*(float(np.median(values)) for values in figures))

    def like_a_grid(self, shape: tuple[float, float]) -> bool:
        """Whether a gap (area, length of its outline) has the size and shape of a grid."""
        area, around = shape
        round_too = 4 * np.pi * area / around**2 >= ROUND_AS_A_GRID * self.roundness
        return area >= LARGE_AS_A_GRID * self.area and (
            2 * area / around >= LIKE_A_GRID * self.width or round_too
        )
