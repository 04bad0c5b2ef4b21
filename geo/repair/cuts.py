"""Lines along which contested ground can be divided.

Between two drawings of one border the best estimate is the line half-way; where one drawing has
left vertices away, it is the other one; where a grid was moved as a whole, it is its border moved
back.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi, cKDTree

from geo.edges import Ints, Polygons
from geo.repair.ground import Bools, Floats, Ground, Points
from geo.repair.survey import CHIP, GAP, OVERLAP, Survey

THIN_M = 0.02  # 2 x area / perimeter; a thinner piece is not worth a line of its own
FINEST_STEP_M, COARSEST_STEP_M = 0.2, 5.0  # spacing of samples along borders
STEPS_TO_TIP = 2.0  # a line that ends this near to where two borders part ends there
SAME_PLACE_M = 0.003

Polyline = NDArray[np.float64]


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
        Shapes of all grids, those displaced as a whole moved back; none if nothing moved.
    """

    lines: list[shapely.Geometry]
    detailed: Polygons
    detailed_grid: Ints
    many_sided: Polygons
    samples: Floats
    sample_grid: Ints
    moved: Polygons


@dataclass(frozen=True, slots=True, eq=False)
class _Rim:
    """Segments between a patch of contested ground and anything else, in ring order by face."""

    start: Points
    end: Points
    face: Ints
    patch: Ints
    grid: Ints  # grid of the undisputed ground on the other side, -1 for anything else


def cuts_of(ground: Ground, state: Survey, moves: dict[int, complex]) -> Cuts:
    """Lines that divide the contested ground of a drawing."""
    rim = _rim(ground, state)
    width, alone = _patch_figures(ground, state)
    lines, detailed, done = _between_two(ground, rim, width, alone)
    samples, sample_grid, patch = _samples(rim, width, done)
    lines += _half_way(ground, state, rim, width, (samples, sample_grid, patch))
    moved, more = _moved_back(ground, state, moves)
    pieces = ground.faces[list(detailed)]
    fuller = np.array(list(detailed.values()), dtype=np.int64)
    many = ground.faces[np.isin(state.patch, patch)]
    return Cuts([*lines, *more], pieces, fuller, many, samples, sample_grid, moved)


def _rim(ground: Ground, state: Survey) -> _Rim:
    seams = ground.seams
    patch = state.patch[seams.face]
    other_patch = np.where(seams.other >= 0, state.patch[seams.other], -1)
    edge = (patch >= 0) & (other_patch != patch)
    other = seams.other[edge]
    same_unit = (other >= 0) & (ground.unit[other] == ground.unit[seams.face[edge]])
    grid = np.where(same_unit, state.core[other], -1)
    return _Rim(seams.start[edge], seams.end[edge], seams.face[edge], patch[edge], grid)


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
    ground: Ground, rim: _Rim, width: Floats, alone: Ints
) -> tuple[list[shapely.Geometry], dict[int, int], Bools]:
    """Middle lines of pieces that lie between the borders of exactly two grids."""
    drawn = _drawn_vertices(ground)
    pairs: list[tuple[Points, Points]] = []
    detailed: dict[int, int] = {}
    done = width < THIN_M
    wanted = np.flatnonzero(alone >= 0)
    order = np.argsort(rim.patch, kind="stable")
    begin = np.searchsorted(rim.patch[order], wanted)
    end = np.searchsorted(rim.patch[order], wanted, side="right")
    for patch, i, j in zip(wanted.tolist(), begin.tolist(), end.tolist(), strict=True):
        rows = order[i:j]
        sides = _two_sides(rim.grid[rows], np.append(rim.start[rows], rim.end[rows[-1]]))
        if sides is None:
            continue
        (one, first), (two, second) = sides
        fuller = _fuller(one, first, two, second, drawn)
        if fuller >= 0:
            detailed[int(alone[patch])] = fuller
        if width[patch] >= THIN_M:
            pairs.append((first, second))
        done[patch] = True
    return _middles(pairs), detailed, done


def _two_sides(
    grid: Ints, ring: Points
) -> tuple[tuple[int, Points], tuple[int, Points]] | None:
    """Split a closed ring where the neighbour changes; None unless there are exactly two."""
    turn = np.flatnonzero(grid != np.roll(grid, 1))
    if len(turn) != 2 or (grid < 0).any():
        return None
    i, j = int(turn[0]), int(turn[1])
    first = ring[i : j + 1]
    second = np.concatenate([ring[j:-1], ring[: i + 1]])
    return (int(grid[i]), first), (int(grid[j]), second[::-1])


def _drawn_vertices(ground: Ground) -> dict[int, set[complex]]:
    xy, row = shapely.get_coordinates(ground.drawn.grids, return_index=True)
    points = xy[:, 0] + 1j * xy[:, 1]
    ends = np.searchsorted(row, np.arange(len(ground.drawn.grids) + 1))
    return {g: set(points[ends[g] : ends[g + 1]].tolist()) for g in range(len(ends) - 1)}


def _fuller(
    one: int, first: Points, two: int, second: Points, drawn: dict[int, set[complex]]
) -> int:
    """The grid that drew vertices where the other cut straight from one common vertex to the next."""
    if len(first) == len(second) or min(len(first), len(second)) != 2:
        return -1
    ends = {complex(first[0]), complex(first[-1])}
    if not (ends <= drawn[one] and ends <= drawn[two]):
        return -1
    return one if len(first) > len(second) else two


def _middles(sides: list[tuple[Points, Points]]) -> list[shapely.Geometry]:
    """Lines half-way between two lines with common ends.

    Each vertex of either line is paired with the nearest point of the other; the middles of the
    pairs follow each other as the pairs do along both lines.
    """
    if not sides:
        return []
    lines = [_lines([pair[n] for pair in sides]) for n in (0, 1)]
    found = []
    for mine, other in ((0, 1), (1, 0)):
        xy, row = shapely.get_coordinates(lines[mine], return_index=True)
        inner = np.flatnonzero((row[1:-1] == row[:-2]) & (row[1:-1] == row[2:])) + 1
        xy, row = xy[inner], row[inner]
        points = shapely.points(xy)
        here = shapely.line_locate_point(lines[mine][row], points, normalized=True)
        there = shapely.line_locate_point(lines[other][row], points, normalized=True)
        across = shapely.line_interpolate_point(lines[other][row], there, normalized=True)
        found.append((row, here + there, (xy + shapely.get_coordinates(across)) / 2))
    ends = np.array([[[p.real, p.imag] for p in (pair[0][0], pair[0][-1])] for pair in sides])
    count = np.arange(len(sides))
    row = np.concatenate([count, found[0][0], found[1][0], count])
    along = np.concatenate([np.full(len(count), -1.0), found[0][1], found[1][1], count * 0 + 3.0])
    xy = np.concatenate([ends[:, 0], found[0][2], found[1][2], ends[:, 1]])
    order = np.lexsort((along, row))
    return list(shapely.linestrings(xy[order], indices=row[order]))


def _lines(chains: list[Points]) -> Polygons:
    points = np.concatenate(chains)
    row = np.repeat(np.arange(len(chains)), [len(chain) for chain in chains])
    made: Polygons = shapely.linestrings(np.column_stack([points.real, points.imag]), indices=row)
    return made


def _samples(rim: _Rim, width: Floats, done: Bools) -> tuple[Floats, Ints, Ints]:
    """Places along the undisputed borders of patches, as dense as the patch is narrow."""
    use = (rim.grid >= 0) & ~done[rim.patch]
    start, end, grid, patch = (
        values[use] for values in (rim.start, rim.end, rim.grid, rim.patch)
    )
    step = _steps(width)[patch]
    times = np.maximum(np.ceil(np.abs(end - start) / step), 1).astype(np.int64)
    row = np.repeat(np.arange(len(start)), times)
    number = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    share = (number + 0.5) / times[row]
    point = start[row] + share * (end - start)[row]
    return np.column_stack([point.real, point.imag]), grid[row], patch[row]


def _steps(width: Floats) -> Floats:
    return np.clip(width, FINEST_STEP_M, COARSEST_STEP_M)


def _half_way(
    ground: Ground,
    state: Survey,
    rim: _Rim,
    width: Floats,
    samples: tuple[Floats, Ints, Ints],
) -> list[shapely.Geometry]:
    """Lines as far from the ground of one grid as from that of the next, patch by patch."""
    xy, grid, patch = samples
    shared = np.isin(state.patch, patch)
    if len(np.unique(grid)) < 2:
        return []
    pieces = _ridges(xy, grid, ground.faces, np.where(shared, state.patch, -1))
    tips = _tips(rim)
    lines = []
    for number, segments in sorted(pieces.items()):
        step = float(_steps(width[[number]])[0])
        area = shapely.coverage_union_all(ground.faces[state.patch == number])
        whole = shapely.line_merge(shapely.multilinestrings(segments))
        smooth = shapely.simplify(shapely.get_parts(whole), step / 4)
        inner = shapely.get_parts(shapely.intersection(smooth, area))
        kept = inner[shapely.get_type_id(inner) == 1]
        lines += _ended(kept, tips.get(number), STEPS_TO_TIP * step)
    return lines


def _ridges(
    xy: Floats, grid: Ints, faces: Polygons, patch: Ints
) -> dict[int, list[Polyline]]:
    """Edges of the Voronoi diagram between different grids that meet a patch."""
    origin = xy.mean(axis=0)
    far = 10 * np.abs(xy - origin).max() + 100
    corners = far * np.array([[-1.0, -1.01], [1.02, -1.0], [-1.0, 1.03], [1.0, 1.04]])
    diagram = Voronoi(np.concatenate([xy - origin, corners]))
    label = np.concatenate([grid, np.full(4, -1)])
    pair = label[diagram.ridge_points]
    ends = np.array(diagram.ridge_vertices, dtype=np.int64)
    between = (pair[:, 0] != pair[:, 1]) & (ends >= 0).all(axis=1) & (pair >= 0).all(axis=1)
    segments = diagram.vertices[ends[between]] + origin
    segments = segments[np.abs(segments[:, 0] - segments[:, 1]).max(axis=1) > 0]
    inside = np.flatnonzero(patch >= 0)
    lines = shapely.linestrings(segments)
    line, face = shapely.STRtree(faces[inside]).query(lines, "intersects")
    pieces: dict[int, list[Polyline]] = defaultdict(list)
    hits = np.unique(np.column_stack([patch[inside[face]], line]), axis=0)
    for number, row in hits.tolist():
        pieces[number].append(segments[row])
    return pieces


def _tips(rim: _Rim) -> dict[int, Floats]:
    """Places on the rim of each patch where one neighbour follows another."""
    order = np.lexsort((rim.end.imag, rim.end.real, rim.patch))
    nodes = defaultdict(dict)  # type: dict[int, dict[complex, set[int]]]
    for row in order.tolist():
        for spot in (complex(rim.start[row]), complex(rim.end[row])):
            nodes[int(rim.patch[row])].setdefault(spot, set()).add(int(rim.grid[row]))
    return {
        patch: np.array([[s.real, s.imag] for s, grids in spots.items() if len(grids) > 1])
        for patch, spots in nodes.items()
    }


def _ended(
    lines: Polygons, tips: Floats | None, reach_m: float
) -> list[shapely.Geometry]:
    """Lines whose loose ends are drawn to the tip near by, so that they close a face."""
    lines = lines[~shapely.is_empty(lines)]
    if tips is None or not len(tips) or not len(lines):
        return list(lines)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    first = np.concatenate([[True], line[1:] != line[:-1]])
    last = np.concatenate([line[1:] != line[:-1], [True]])
    ends = np.flatnonzero(first | last)
    _, inverse, count = np.unique(
        np.round(xy[ends], 6), axis=0, return_inverse=True, return_counts=True
    )
    loose = ends[count[inverse.ravel()] == 1]
    distance, tip = cKDTree(tips).query(xy[loose])
    near = distance <= reach_m
    xy = xy.copy()
    xy[loose[near]] = tips[tip[near]]
    made = shapely.linestrings(xy, indices=line)
    return list(made[shapely.length(made) > 0])


def _moved_back(
    ground: Ground, state: Survey, moves: dict[int, complex]
) -> tuple[Polygons, list[shapely.Geometry]]:
    """Shapes with displaced grids moved back, and their borders over contested ground."""
    if not moves:
        return np.zeros(0, dtype=object), []
    shapes = ground.drawn.grids.copy()
    still = [row for row in range(len(shapes)) if row not in moves]
    nodes = shapely.get_coordinates(np.concatenate([shapes[still], ground.drawn.units]))
    nodes = np.concatenate([nodes, shapely.get_coordinates(ground.drawn.boundary)])
    tree = cKDTree(nodes)
    for row, move in moves.items():
        shapes[row] = shapely.transform(shapes[row], _back(move, tree, nodes))
    contested = ground.faces[(state.patch >= 0) | (state.kind == CHIP)]
    moved = shapes[list(moves)]
    xy, ring = shapely.get_coordinates(shapely.get_rings(moved), return_index=True)
    segments = np.stack([xy[:-1], xy[1:]], axis=1)[ring[1:] == ring[:-1]]
    segments = segments[(segments[:, 0] != segments[:, 1]).any(axis=1)]
    lines = shapely.linestrings(segments)
    hit = np.unique(shapely.STRtree(contested).query(lines, "intersects")[0])
    return shapes, list(lines[hit])


def _back(move: complex, tree: cKDTree, nodes: Floats):  # type: ignore[no-untyped-def]
    """Move coordinates back, on to nodes of standing borders where they come to lie on one."""

    def moved(xy: Floats) -> Floats:
        back = np.round(xy - [move.real, move.imag], 3)
        distance, node = tree.query(back)
        return np.where((distance <= SAME_PLACE_M)[:, None], nodes[node], back)

    return moved
