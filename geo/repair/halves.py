"""Whose each face of a piece is when the piece is divided: whose undisputed ground is nearest."""

from collections import defaultdict

import numpy as np
import shapely
from scipy.spatial import cKDTree

from geo.coverage.edges import Ints
from geo.repair.cuts import Cuts
from geo.repair.ground import Ground
from geo.repair.pieces import Pieces
from geo.repair.survey import Survey

NEAREST_ASKED = 12  # samples looked at to find the nearest one of a grid that may have the piece
CLEARLY = 0.8  # of the border of a face with one grid


def halves_of(ground: Ground, state: Survey, cuts: Cuts, pieces: Pieces) -> Ints:
    """Owner of each face of divided pieces, -1 for all other faces and where nobody is near."""
    half = np.full(len(ground.faces), -1, dtype=np.int64)
    beside = _core_beside(ground, state, pieces)
    unsure = []
    many = np.zeros(len(half), dtype=bool)
    if len(cuts.many_sided):
        many[shapely.STRtree(cuts.many_sided).query(ground.spots, "within")[0]] = True
    for piece, faces in enumerate(pieces.faces):
        allowed = set(pieces.allowed[piece])
        if len(faces) == 1 or len(allowed) < 2:
            continue
        for face in faces.tolist():
            mine = {g: m for g, m in beside[face].items() if g in allowed}
            best = max(sorted(mine), key=mine.__getitem__, default=-1)
            half[face] = best
            if many[face] and (best < 0 or mine[best] < CLEARLY * sum(mine.values())):
                unsure.append(face)
    _ask_samples(ground, cuts, pieces, half, unsure)
    _fill(ground, pieces, half)
    return half


def _core_beside(ground: Ground, state: Survey, pieces: Pieces) -> dict[int, dict[int, float]]:
    """Metres of border of each doubtful face with the undisputed ground of every grid."""
    beside: dict[int, dict[int, float]] = defaultdict(dict)
    a, b, metres = ground.borders
    use = (pieces.of_face[a] >= 0) & (state.core[b] >= 0)
    core = state.core[b][use]
    rows = zip(a[use].tolist(), core.tolist(), metres[use].tolist(), strict=True)
    for face, grid, length in rows:
        beside[face][grid] = beside[face].get(grid, 0.0) + length
    return beside


def _ask_samples(ground: Ground, cuts: Cuts, pieces: Pieces, half: Ints, faces: list[int]) -> None:
    """Give faces to the grid with the nearest sample of those that may have the piece."""
    if not faces or not len(cuts.samples):
        return
    xy = shapely.get_coordinates(ground.spots[faces])
    asked = min(NEAREST_ASKED, len(cuts.samples))
    _, near = cKDTree(cuts.samples).query(xy, k=np.arange(1, asked + 1))
    for face, rows in zip(faces, near, strict=True):
        allowed = pieces.allowed[int(pieces.of_face[face])]
        grids = [g for g in cuts.sample_grid[rows].tolist() if g in allowed]
        half[face] = grids[0] if grids else half[face]


def _fill(ground: Ground, pieces: Pieces, half: Ints) -> None:
    """Give faces in the middle of a divided piece to whoever has most of the rest."""
    for faces in pieces.faces:
        known = faces[half[faces] >= 0]
        if 0 < len(known) < len(faces):
            share = np.bincount(half[known], weights=ground.area[known])
            half[faces[half[faces] < 0]] = int(np.argmax(share))
