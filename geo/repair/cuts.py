"""Lines along which contested ground can be divided.

Between two drawings of one border the best estimate is the line half-way; where one drawing has
left vertices away, it is the other one. Where displaced grids explain the ground, none is needed.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from geo.coverage.edges import Ints, Polygons, edges_of
from geo.repair.ground import Bools, Floats, Ground, Points, by_row, xy_of
from geo.repair.half_way import half_way
from geo.repair.moved import SAME_PLACE_M, explained
from geo.repair.pieces import pieces_of
from geo.repair.rim import Rim, rim_of, samples_of
from geo.repair.survey import CHIP, GAP, OVERLAP, STRAY, Survey

THIN_M = 0.02  # 2 x area / perimeter; a thinner piece is not worth a line of its own


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """Lines that divide contested ground, and how to tell whose side a face is on.

    Attributes
    ----------
    lines
        Lines to be noded with the borders.
    detailed, detailed_grid
        Pieces whose border one grid drew with more vertices, and that grid.
    many_sided
        Contested faces that lie between more than two grids.
    samples, sample_grid
        Places on the borders of undisputed ground around those, and whose ground it is.
    moved
        All grids, those displaced as a whole moved back; none if nothing was displaced.
    """

    lines: list[shapely.Geometry]
    detailed: Polygons
    detailed_grid: Ints
    many_sided: Polygons
    samples: Floats
    sample_grid: Ints
    moved: Polygons


def cuts_of(ground: Ground, state: Survey, moved: Polygons) -> Cuts:
    """Lines that divide the contested ground of a drawing.

    Parameters
    ----------
    moved
        All grids, those displaced as a whole moved back; none if nothing was displaced.
    """
    rim = rim_of(ground, state)
    width, alone = _patch_figures(ground, state)
    settled = _settled(ground, state, moved, len(width))
    alone[settled] = -1
    lines, detailed, done = _between_two(ground, state, rim, width, alone)
    samples, sample_grid, patch = samples_of(rim, width, done | settled)
    lines += half_way(ground, state, rim, width, (samples, sample_grid, patch))
    pieces = ground.faces[list(detailed)]
    fuller = np.array(list(detailed.values()), dtype=np.int64)
    many = ground.faces[np.isin(state.patch, patch)]
    return Cuts(lines, pieces, fuller, many, samples, sample_grid, moved)


def _settled(ground: Ground, state: Survey, moved: Polygons, count: int) -> Bools:
    """Which patches need no line: displaced grids, moved back, explain every piece of them."""
    settled = np.zeros(count, dtype=bool)
    if not len(moved):
        return settled
    pieces = pieces_of(ground, state)
    asked = {
        piece: allowed
        for piece, allowed in enumerate(pieces.allowed)
        if len(allowed) > 1 and pieces.kind[piece] not in (STRAY, CHIP)
    }
    found = explained(ground, pieces, moved, asked)
    patch = state.patch[[faces[0] for faces in pieces.faces]]
    settled[patch[list(asked)]] = True
    settled[patch[[piece for piece in asked if piece not in found]]] = False
    return settled


def _patch_figures(ground: Ground, state: Survey) -> tuple[Floats, Ints]:
    """Width (2 x area / perimeter) of each patch, and its face if it has only one, else -1."""
    inside = state.patch >= 0
    count = int(state.patch.max(initial=-1)) + 1
    area = np.bincount(state.patch[inside], weights=ground.area[inside], minlength=count)
    seams = ground.seams
    patch = state.patch[seams.face]
    other = np.where(seams.other >= 0, state.patch[seams.other], -1)
    edge = (patch >= 0) & (other != patch)
    around = np.bincount(patch[edge], weights=seams.length[edge], minlength=count)
    faces = np.bincount(state.patch[inside], minlength=count)
    alone = np.full(count, -1, dtype=np.int64)
    alone[state.patch[inside]] = np.flatnonzero(inside)
    alone[faces != 1] = -1
    plain = np.isin(state.kind[alone], (GAP, OVERLAP)) & (
        shapely.get_num_interior_rings(ground.faces[alone]) == 0
    )
    return 2 * area / around, np.where((alone >= 0) & plain, alone, -1)


def _between_two(
    ground: Ground, state: Survey, rim: Rim, width: Floats, alone: Ints
) -> tuple[list[shapely.Geometry], dict[int, int], Bools]:
    """Middle lines of pieces between exactly two grids, and pieces one of them drew in full."""
    done = width < THIN_M
    wanted = np.flatnonzero(alone >= 0)
    order = np.argsort(rim.patch, kind="stable")
    begin = np.searchsorted(rim.patch[order], wanted)
    end = np.searchsorted(rim.patch[order], wanted, side="right")
    faces, sides, grids, patches = [], [], [], []
    for patch, i, j in zip(wanted.tolist(), begin.tolist(), end.tolist(), strict=True):
        rows = order[i:j]
        if rim.end[rows[0]] != rim.start[rows[1]]:
            rows = rows[::-1]  # the ring was drawn clockwise
        found = _two_sides(rim.grid[rows], np.append(rim.start[rows], rim.end[rows[-1]]))
        if found is not None:
            faces.append(int(alone[patch]))
            sides.append((found[0][1], found[1][1]))
            grids.append((found[0][0], found[1][0]))
            patches.append(patch)
    lines = _lines([pair[0] for pair in sides]), _lines([pair[1] for pair in sides])
    middles = _middles(*lines)
    # one that goes to and fro is longer than either side, as in pieces about as wide as long
    fine = shapely.length(middles) <= np.maximum(*(shapely.length(side) for side in lines))
    done[np.array(patches, dtype=np.int64)[fine]] = True
    thick = fine & (width[patches] >= THIN_M)
    return list(middles[thick]), _detailed(ground, state, faces, sides, grids), done


def _detailed(
    ground: Ground,
    state: Survey,
    faces: list[int],
    sides: list[tuple[Points, Points]],
    grids: list[tuple[int, int]],
) -> dict[int, int]:
    """Pieces one grid cut straight across, between vertices of the other, who drew them in full.

    Around a gap the border beside a grid is its own; around an overlap it is the other grid's.
    """
    straight: list[tuple[int, int, int, complex]] = []  # piece, drawn by, in full by, where
    for number, (pair, (one, two)) in enumerate(zip(sides, grids, strict=True)):
        overlap = state.kind[faces[number]] == OVERLAP
        drawers = (two, one) if overlap else (one, two)
        for side, other in ((0, 1), (1, 0)):
            if len(pair[side]) == 2 < len(pair[other]):
                spot = complex(pair[side].mean())
                straight.append((faces[number], drawers[side], drawers[other], spot))
    if not straight:
        return {}
    drawn = _drawn_segments(ground)
    spots = shapely.points(xy_of(np.array([spot for *_, spot in straight])))
    at, segment = shapely.STRtree(drawn.lines).query(spots, "dwithin", distance=SAME_PLACE_M)
    found: dict[int, int] = {}
    for i, s in zip(at.tolist(), segment.tolist(), strict=True):
        face, by, full, _ = straight[i]
        ends = {complex(drawn.start[s]), complex(drawn.end[s])}
        if drawn.grid[s] == by and ends <= drawn.vertices[full]:
            found[face] = full
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Segments:
    """Border segments as drawn, and the vertices of each grid."""

    lines: Polygons
    start: Points
    end: Points
    grid: Ints
    vertices: list[set[complex]]


def _drawn_segments(ground: Ground) -> _Segments:
    edges = edges_of(ground.drawn.grids)
    lines = shapely.linestrings(np.stack([xy_of(edges.start), xy_of(edges.end)], axis=1))
    starts = by_row(np.arange(len(lines)), edges.owner, len(ground.drawn.grids))
    vertices = [set(edges.start[rows].tolist()) for rows in starts]
    return _Segments(lines, edges.start, edges.end, edges.owner, vertices)


def _two_sides(grid: Ints, ring: Points) -> tuple[tuple[int, Points], tuple[int, Points]] | None:
    """Split a closed ring where the neighbour changes; None unless there are exactly two."""
    turn = np.flatnonzero(grid[1:] != grid[:-1]) + 1
    if grid[0] != grid[-1]:
        turn = np.append(0, turn)
    if len(turn) != 2 or (grid < 0).any():
        return None
    i, j = int(turn[0]), int(turn[1])
    first = ring[i : j + 1]
    second = np.concatenate([ring[j:-1], ring[: i + 1]])
    return (int(grid[i]), first), (int(grid[j]), second[::-1])


def _middles(one: Polygons, two: Polygons) -> Polygons:
    """Lines half-way between two lines with common ends.

    Each vertex of either line is paired with the nearest point of the other; the middles of the
    pairs follow each other as the pairs do along both lines.
    """
    if not len(one):
        return np.zeros(0, dtype=object)
    found = []
    for mine, other in ((one, two), (two, one)):
        xy, row = shapely.get_coordinates(mine, return_index=True)
        inner = np.flatnonzero((row[1:-1] == row[:-2]) & (row[1:-1] == row[2:])) + 1
        xy, row = xy[inner], row[inner]
        points = shapely.points(xy)
        here = shapely.line_locate_point(mine[row], points, normalized=True)
        there = shapely.line_locate_point(other[row], points, normalized=True)
        across = shapely.line_interpolate_point(other[row], there, normalized=True)
        found.append((row, here + there, (xy + shapely.get_coordinates(across)) / 2))
    ends = [shapely.get_coordinates(shapely.get_point(one, place)) for place in (0, -1)]
    count = np.arange(len(one))
    row = np.concatenate([count, found[0][0], found[1][0], count])
    along = np.concatenate([np.full(len(count), -1.0), found[0][1], found[1][1], count * 0 + 3.0])
    xy = np.concatenate([ends[0], found[0][2], found[1][2], ends[1]])
    order = np.lexsort((along, row))
    made: Polygons = shapely.linestrings(xy[order], indices=row[order])
    return made


def _lines(chains: list[Points]) -> Polygons:
    if not chains:
        return np.zeros(0, dtype=object)
    points = np.concatenate(chains)
    row = np.repeat(np.arange(len(chains)), [len(chain) for chain in chains])
    made: Polygons = shapely.linestrings(xy_of(points), indices=row)
    return made
