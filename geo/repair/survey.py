"""What is wrong with each face, and which ground of each grid is beyond doubt."""

from dataclasses import dataclass

import numpy as np
import shapely

from geo.coverage.edges import Ints
from geo.repair.ground import Bools, Ground, connected, parts_of

FINE, GAP, OVERLAP, OUTSIDE_FACE, CROSSING, STRAY, CHIP, FOREIGN = range(8)
KIND_NAMES = (
    "",
    "gap",
    "overlap",
    "outside",
    "crosses_unit_border",
    "stray_part",
    "stray_part",
    "overlap",
)
# exception that a kind of ground may be recorded as
RECORDED = {GAP: "hole", OUTSIDE_FACE: "exclave", STRAY: "island", CHIP: "island"}
CHIP_SHARE = 0.1  # of a grid; a larger piece that contested ground cuts off is half a grid


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """The trouble of each face.

    Attributes
    ----------
    kind
        FINE, GAP, OVERLAP, OUTSIDE_FACE, CROSSING, STRAY (a part as drawn), CHIP (hangs on its
        grid by contested ground only) or FOREIGN (a grid on a recorded hole).
    core
        Grid whose undisputed ground a face is, -1 for none.
    patch
        Number of the connected piece of contested ground inside one unit, -1 for none.
    """

    kind: Ints
    core: Ints
    patch: Ints


def survey(ground: Ground) -> Survey:
    """Judge every face by its claims."""
    kind = _kinds(ground)
    sizes = np.array([len(one) for one in ground.sets])[ground.claims]
    only = np.array([one[0] if one else -1 for one in ground.sets])[ground.claims]
    core = np.where((kind == FINE) & (sizes == 1), only, -1).astype(np.int64)
    stray = _drawn_strays(ground)
    a, b, _ = ground.borders
    same = (core[a] == core[b]) & (core[a] >= 0)
    part = connected(len(ground.faces), a[same], b[same])
    area = np.bincount(part, weights=ground.area)
    whole = np.bincount(core[core >= 0], weights=ground.area[core >= 0], minlength=1)
    largest: dict[int, int] = {}
    for face in np.flatnonzero(core >= 0).tolist():
        grid, one = int(core[face]), int(part[face])
        if grid not in largest or area[one] > area[largest[grid]]:
            largest[grid] = one
    main = np.array([largest.get(int(grid), -1) for grid in core]) == part
    chip = (core >= 0) & ~main & ~stray
    kind[chip], kind[stray & (core >= 0)] = CHIP, STRAY
    small = area[part] < CHIP_SHARE * whole[np.maximum(core, 0)]
    core = np.where((chip & small) | (stray & (core >= 0)), -1, core)
    return Survey(kind, core, _patches(ground, kind, core, a, b))


def _kinds(ground: Ground) -> Ints:
    sets, unit_of = ground.sets, ground.drawn.unit
    kind = np.zeros(len(ground.faces), dtype=np.int64)
    rows = zip(
        ground.claims.tolist(),
        ground.unit.tolist(),
        ground.inside.tolist(),
        ground.hole.tolist(),
        strict=True,
    )
    for face, (number, unit, inside, hole) in enumerate(rows):
        claims = sets[number]
        if hole:
            kind[face] = FOREIGN if claims else FINE
        elif not inside:
            kind[face] = OUTSIDE_FACE if claims else FINE
        elif not claims:
            kind[face] = GAP
        elif unit >= 0 and any(unit_of[claim] not in (-1, unit) for claim in claims):
            kind[face] = CROSSING
        elif len(claims) > 1:
            kind[face] = OVERLAP
    return kind


def _drawn_strays(ground: Ground) -> Bools:
    """Faces of parts that are separate as drawn and not recorded as islands."""
    parts = parts_of(ground, ground.claims, ground.sets)
    loose = np.zeros(len(ground.faces), dtype=bool)
    recorded = ground.drawn.islands
    for part in np.unique(parts.part[~parts.main]).tolist():
        faces = parts.face[parts.part == part]
        grid = ground.drawn.rows.ids[int(parts.grid[parts.part == part][0])]
        held = any(
            shapely.contains(shape, ground.spots[faces]).all()
            for _, shape in recorded.get(grid, [])
        )
        if not held:
            loose[faces] = True
    return loose


def _patches(ground: Ground, kind: Ints, core: Ints, a: Ints, b: Ints) -> Ints:
    """Give each face the number of its connected contested ground, unit by unit."""
    contested = np.isin(kind, (GAP, OVERLAP, CROSSING)) | ((kind == CHIP) & (core < 0))
    linked = contested[a] & contested[b] & (ground.unit[a] == ground.unit[b])
    label = connected(len(kind), a[linked], b[linked])
    patch = np.full(len(kind), -1, dtype=np.int64)
    _, patch[contested] = np.unique(label[contested], return_inverse=True)
    return patch
