"""Suggestions that would cut ground off from its grid: to a neighbour, or apart for good."""

from collections import defaultdict

import numpy as np

from geo.coverage.edges import Ints
from geo.repair.ground import Bools, Ground, parts_of
from geo.repair.survey import FINE, Survey


def join_cut_off(ground: Ground, state: Survey, owner: Ints, unit_of: Ints) -> tuple[Bools, Bools]:
    """Let neighbours have the ground that is cut off from its owner; ``owner`` is changed.

    Parameters
    ----------
    owner
        Owner of each face, -1 for nobody.
    unit_of
        Unit of each owner.

    Returns
    -------
    Faces that changed hands, and faces apart from the rest of their owner for good.
    """
    joined, lone = np.zeros((2, len(owner)), dtype=bool)
    for _ in range(len(ground.sets)):
        held = _cut_off(ground, owner, len(unit_of))
        given = _given_away(ground, state, owner, unit_of, held)
        if not given:
            for part in np.unique(held[held >= 0]).tolist():
                faces = np.flatnonzero(held == part)
                lone[faces] = not _recorded(state, faces)
            break
        for part, grid in given.items():
            owner[held == part] = grid
            joined |= held == part
    return joined, lone


def _cut_off(ground: Ground, owner: Ints, count: int) -> Ints:
    """Part of each face that is not the largest of its owner, -1 for all other faces."""
    sets = ((), *((g,) for g in range(count)))
    parts = parts_of(ground, np.maximum(owner + 1, 0), sets)
    loose = ~parts.main
    held = np.full(len(owner), -1, dtype=np.int64)
    held[parts.face[loose]] = parts.part[loose]
    return held


def _given_away(
    ground: Ground, state: Survey, owner: Ints, unit_of: Ints, held: Ints
) -> dict[int, int]:
    """Find who should have each cut-off part: a claimant if one is beside it, by border.

    Recorded islands are left out, and parts with no lawful neighbour.
    """
    a, b, metres = ground.borders
    edge = (held[a] >= 0) & (held[b] != held[a])
    beside: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    unit = ground.unit
    for i, j, length in zip(a[edge].tolist(), b[edge].tolist(), metres[edge].tolist(), strict=True):
        grid = int(owner[j])
        fits = grid >= 0 and (unit_of[grid] in (-1, unit[i]) or unit[i] < 0)
        if fits and unit[j] == unit[i] and grid != owner[i] and held[j] < 0:
            beside[int(held[i])][grid] += length
    given = {}
    for part, near in sorted(beside.items()):
        faces = np.flatnonzero(held == part)
        if _recorded(state, faces):
            continue
        claims = {g for f in faces.tolist() for g in ground.sets[ground.claims[f]]}
        wanted = {g: m for g, m in near.items() if g in claims} or near
        given[part] = max(sorted(wanted), key=wanted.__getitem__)
    return given


def _recorded(state: Survey, faces: Ints) -> bool:
    """Whether faces are a recorded island."""
    return bool((state.kind[faces] == FINE).all())
