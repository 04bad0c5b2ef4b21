"""Lines along which contested ground can be divided.

Between two drawings of one border the best estimate is the line half-way; where one drawing has
left vertices away, it is the other one; where a grid was moved as a whole, it is its border moved
back.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import Voronoi, cKDTree

from geo.coverage.edges import Ints, Polygons, edges_of
from geo.repair.ground import Bools, Floats, Ground, Points
from geo.repair.survey import CHIP, GAP, OVERLAP, Survey

THIN_M = 0.02  # 2 x area / perimeter; a thinner piece is not worth a line of its own
FINEST_STEP_M, COARSEST_STEP_M = 0.8, 5.0  # spacing of samples along borders
SMOOTH = 0.06  # of the spacing; a Voronoi edge of samples zigzags by about this
TO_TIP = 0.25  # of the width; a line that ends this near to where two borders part ends there
SAME_PLACE_M = 0.003


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
    """Segments between a patch of contested ground and anything else; each ring one way round."""

    start: Points
    end: Points
    face: Ints
    patch: Ints
    grid: Ints  # grid of the undisputed ground on the other side, -1 for anything else


def cuts_of(ground: Ground, state: Survey, moves: dict[int, complex]) -> Cuts:
    """Lines that divide the contested ground of a drawing."""
    rim = _rim(ground, state)
    width, alone = _patch_figures(ground, state)
    lines, detailed, done = _between_two(ground, state, rim, width, alone)
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
    ground: Ground, state: Survey, rim: _Rim, width: Floats, alone: Ints
) -> tuple[list[shapely.Geometry], dict[int, int], Bools]:
    """Middle lines of pieces between exactly two grids, and pieces one of them drew in full."""
    done = width < THIN_M
    wanted = np.flatnonzero(alone >= 0)
    order = np.argsort(rim.patch, kind="stable")
    begin = np.searchsorted(rim.patch[order], wanted)
    end = np.searchsorted(rim.patch[order], wanted, side="right")
    faces, sides, grids = [], [], []
    for patch, i, j in zip(wanted.tolist(), begin.tolist(), end.tolist(), strict=True):
        rows = order[i:j]
        if rim.end[rows[0]] != rim.start[rows[1]]:
            rows = rows[::-1]  # the ring was drawn clockwise
        found = _two_sides(rim.grid[rows], np.append(rim.start[rows], rim.end[rows[-1]]))
        if found is not None:
            faces.append(int(alone[patch]))
            sides.append((found[0][1], found[1][1]))
            grids.append((found[0][0], found[1][0]))
            done[patch] = True
    thick = [width[state.patch[face]] >= THIN_M for face in faces]
    pairs = [pair for pair, is_thick in zip(sides, thick, strict=True) if is_thick]
    return _middles(pairs), _detailed(ground, state, faces, sides, grids), done


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
    spots = shapely.points(_xy(np.array([spot for *_, spot in straight])))
    at, segment = shapely.STRtree(drawn.lines).query(spots, "dwithin", distance=SAME_PLACE_M)
    found: dict[int, int] = {}
    for i, s in zip(at.tolist(), segment.tolist(), strict=True):
        face, by, full, _ = straight[i]
        if drawn.grid[s] == by and drawn.ends[s] <= drawn.vertices[full]:
            found[face] = full
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Segments:
    """Border segments as drawn, and the vertices of each grid."""

    lines: Polygons
    grid: Ints
    ends: list[set[complex]]
    vertices: list[set[complex]]


def _drawn_segments(ground: Ground) -> _Segments:
    edges = edges_of(ground.drawn.grids)
    lines = shapely.linestrings(np.stack([_xy(edges.start), _xy(edges.end)], axis=1))
    ends = [set(pair) for pair in zip(edges.start.tolist(), edges.end.tolist(), strict=True)]
    vertices: list[set[complex]] = [set() for _ in ground.drawn.grids]
    for spot, grid in zip(edges.start.tolist(), edges.owner.tolist(), strict=True):
        vertices[grid].add(spot)
    return _Segments(lines, edges.owner, ends, vertices)


def _two_sides(grid: Ints, ring: Points) -> tuple[tuple[int, Points], tuple[int, Points]] | None:
    """Split a closed ring where the neighbour changes; None unless there are exactly two."""
    turn = np.flatnonzero(grid != np.roll(grid, 1))
    if len(turn) != 2 or (grid < 0).any():
        return None
    i, j = int(turn[0]), int(turn[1])
    first = ring[i : j + 1]
    second = np.concatenate([ring[j:-1], ring[: i + 1]])
    return (int(grid[i]), first), (int(grid[j]), second[::-1])


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
    made: Polygons = shapely.linestrings(_xy(points), indices=row)
    return made


def _samples(rim: _Rim, width: Floats, done: Bools) -> tuple[Floats, Ints, Ints]:
    """Places along the undisputed borders of patches, as dense as the patch is narrow."""
    use = (rim.grid >= 0) & ~done[rim.patch]
    start, end, grid, patch = rim.start[use], rim.end[use], rim.grid[use], rim.patch[use]
    step = _steps(width)[patch]
    times = np.maximum(np.ceil(np.abs(end - start) / step), 1).astype(np.int64)
    row = np.repeat(np.arange(len(start)), times)
    number = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    share = (number + 0.5) / times[row]
    point = start[row] + share * (end - start)[row]
    return _xy(point), grid[row], patch[row]


def _steps(width: Floats) -> Floats:
    return np.clip(width / 2, FINEST_STEP_M, COARSEST_STEP_M)


def _half_way(
    ground: Ground,
    state: Survey,
    rim: _Rim,
    width: Floats,
    samples: tuple[Floats, Ints, Ints],
) -> list[shapely.Geometry]:
    """Lines as far from the ground of one grid as from that of the next, patch by patch."""
    xy, grid, patch = samples
    unit = np.zeros(len(width), dtype=np.int64)
    unit[state.patch[state.patch >= 0]] = ground.unit[state.patch >= 0]
    pieces: dict[int, Floats] = {}
    for one in np.unique(unit[patch]).tolist():  # ground across a unit border has no say
        mine = unit[patch] == one
        if len(np.unique(grid[mine])) > 1:
            pieces |= _ridges(xy[mine], grid[mine], patch[mine])
    tips = _tips(rim, np.array(list(pieces), dtype=np.int64))
    faces = _faces_of_patches(state.patch)
    lines = []
    for number, segments in pieces.items():
        step = float(_steps(width[[number]])[0])
        area = shapely.coverage_union_all(ground.faces[faces[number]])
        shapely.prepare(area)
        whole = shapely.line_merge(shapely.multilinestrings(segments))
        smooth = shapely.simplify(shapely.get_parts(whole), step * SMOOTH)
        crossing = ~shapely.contains(area, smooth)
        clipped = shapely.get_parts(shapely.intersection(smooth[crossing], area))
        kept = np.concatenate([smooth[~crossing], clipped[shapely.get_type_id(clipped) == 1]])
        lines += _ended(kept, tips.get(number), TO_TIP * float(width[number]))
    return lines


def _faces_of_patches(patch: Ints) -> dict[int, Ints]:
    order = np.argsort(patch, kind="stable")
    numbers, first = np.unique(patch[order], return_index=True)
    return dict(zip(numbers.tolist(), np.split(order, first[1:]), strict=True))


def _ridges(xy: Floats, grid: Ints, patch: Ints) -> dict[int, Floats]:
    """Edges of the Voronoi diagram between samples of different grids around one patch.

    Inside a patch the nearest undisputed ground is always around the same patch.
    """
    origin = xy.mean(axis=0)
    far = 10 * np.abs(xy - origin).max() + 100
    corners = far * np.array([[-1.0, -1.01], [1.02, -1.0], [-1.0, 1.03], [1.0, 1.04]])
    diagram = Voronoi(np.concatenate([xy - origin, corners]))
    nobody = np.full(len(corners), -1)
    one, two = np.concatenate([grid, nobody])[diagram.ridge_points].T
    around, across = np.concatenate([patch, nobody])[diagram.ridge_points].T
    ends = np.array(diagram.ridge_vertices, dtype=np.int64)
    between = (one != two) & (around == across) & (around >= 0) & (ends >= 0).all(axis=1)
    segments, number = diagram.vertices[ends[between]] + origin, around[between]
    long = (segments[:, 0] != segments[:, 1]).any(axis=1)
    order = np.flatnonzero(long)[np.argsort(number[long], kind="stable")]
    numbers, first = np.unique(number[order], return_index=True)
    groups = np.split(segments[order], first[1:]) if len(order) else []
    return dict(zip(numbers.tolist(), groups, strict=True))


def _tips(rim: _Rim, patches: Ints) -> dict[int, Floats]:
    """Places on the rim of each patch where one neighbour follows another."""
    use = np.isin(rim.patch, patches)
    spot = np.concatenate([rim.start[use], rim.end[use]])
    patch, grid = np.tile(rim.patch[use], 2), np.tile(rim.grid[use], 2)
    places, number = np.unique(spot, return_inverse=True)
    sides = np.unique(np.column_stack([patch, number, grid]), axis=0)
    meets, count = np.unique(sides[:, :2], axis=0, return_counts=True)
    found: dict[int, list[complex]] = defaultdict(list)
    for where, at in meets[count > 1].tolist():
        found[where].append(complex(places[at]))
    return {where: _xy(np.array(spots)) for where, spots in found.items()}


def _xy(points: Points) -> Floats:
    return np.column_stack([points.real, points.imag])


def _ended(lines: Polygons, tips: Floats | None, reach_m: float) -> list[shapely.Geometry]:
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


def _back(move: complex, tree: cKDTree, nodes: Floats) -> Callable[[Floats], Floats]:
    """Move coordinates back, on to nodes of standing borders where they come to lie on one."""

    def moved(xy: Floats) -> Floats:
        back = np.round(xy - [move.real, move.imag], 3)
        distance, node = tree.query(back)
        return np.where((distance <= SAME_PLACE_M)[:, None], nodes[node], back)

    return moved
