"""Lines half-way between the undisputed ground of several grids, by Voronoi diagrams of samples."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Delaunay, cKDTree

from geo.coverage.edges import Ints, Polygons
from geo.coverage.ledger import GRID_SIZE_M
from geo.repair.ground import Bools, Floats, Ground, Points, by_row
from geo.repair.survey import Survey

FINEST_STEP_M, COARSEST_STEP_M = 0.8, 5.0  # spacing of samples along borders
SMOOTH = 0.06  # of the spacing; a Voronoi edge of samples zigzags by about this
TO_TIP = 0.25  # of the width; a line that ends this near to where two borders part ends there
CORNER = np.pi / 4  # least turn of a border that is a corner, most of a line drawn to one
CENTRE_DECIMALS = 6  # micrometres; the drawing is in millimetres
FLAT_M2 = 1e-9  # a triangle no larger is flat


@dataclass(frozen=True, slots=True, eq=False)
class Rim:
    """Segments between a patch of contested ground and anything else; each ring one way round."""

    start: Points
    end: Points
    face: Ints
    patch: Ints
    grid: Ints  # grid of the undisputed ground on the other side, -1 for anything else
    outer: Bools  # whether the unit, or the township, ends there


def rim_of(ground: Ground, state: Survey) -> Rim:
    """Border of every patch of contested ground."""
    seams = ground.seams
    patch = state.patch[seams.face]
    other_patch = np.where(seams.other >= 0, state.patch[seams.other], -1)
    edge = (patch >= 0) & (other_patch != patch)
    other = seams.other[edge]
    same_unit = (other >= 0) & (ground.unit[other] == ground.unit[seams.face[edge]])
    grid = np.where(same_unit, state.core[other], -1)
    outer = ~same_unit | ~ground.inside[other]
    return Rim(seams.start[edge], seams.end[edge], seams.face[edge], patch[edge], grid, outer)


def samples_of(rim: Rim, width: Floats, done: Bools) -> tuple[Floats, Ints, Ints]:
    """Places along the undisputed borders of patches, as dense as the patch is narrow."""
    use = (rim.grid >= 0) & ~done[rim.patch]
    start, end, grid, patch = rim.start[use], rim.end[use], rim.grid[use], rim.patch[use]
    step = _steps(width)[patch]
    times = np.maximum(np.ceil(np.abs(end - start) / step), 1).astype(np.int64)
    row = np.repeat(np.arange(len(start)), times)
    number = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    share = (number + 0.5) / times[row]
    point = start[row] + share * (end - start)[row]
    return xy_of(point), grid[row], patch[row]


def _steps(width: Floats) -> Floats:
    return np.clip(width / 2, FINEST_STEP_M, COARSEST_STEP_M)


def half_way(
    ground: Ground,
    state: Survey,
    rim: Rim,
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
    divided = np.isin(rim.patch, list(pieces))
    tips = _tips(rim, divided)
    ends = _tips(rim, divided & (rim.grid >= 0))
    outer = by_row(
        np.arange(len(rim.patch)), np.where(rim.outer, rim.patch, len(width)), len(width)
    )
    faces = _faces_of_patches(state.patch)
    lines = []
    for number, segments in pieces.items():
        step = float(_steps(width[[number]])[0])
        area = shapely.coverage_union_all(ground.faces[faces[number]])
        shapely.prepare(area)
        whole = shapely.line_merge(shapely.multilinestrings(segments))
        smooth = shapely.simplify(shapely.get_parts(whole), step * SMOOTH)
        crossing = ~shapely.contains(area, smooth)
        kept, across = smooth[~crossing], smooth[crossing]
        reach_m = TO_TIP * float(width[number])
        if number in ends and len(outer[number]):
            border = _border(rim, outer[number])
            across, ways = _ways_to_corners(across, area, border, ends[number], reach_m)
            lines += ways
        clipped = shapely.get_parts(shapely.intersection(across, area))
        kept = np.concatenate([kept, clipped[shapely.get_type_id(clipped) == 1]])
        lines += _ended(kept, tips.get(number), reach_m)
    return lines


def _border(rim: Rim, rows: Ints) -> shapely.Geometry:
    ends = np.stack([xy_of(rim.start[rows]), xy_of(rim.end[rows])], axis=1)
    return shapely.multilinestrings(ends)


def _ways_to_corners(
    across: Polygons, area: shapely.Geometry, border: shapely.Geometry, ends: Floats, reach_m: float
) -> tuple[Polygons, list[shapely.Geometry]]:
    """Replace lines from the end of a common border out of the unit by the way to a corner.

    Where nobody drew the ground up to the border of the unit, the edges of the drawing say
    little about how two grids go on beside each other. A corner with which the border of the unit
    comes nearest says more: a line that missed it would leave a grid a strip behind the corner.
    A way that turns aside more than it goes on is none.

    Parameters
    ----------
    across
        Lines that leave the contested ground.
    area, border
        The contested ground, and where it ends with its unit.
    ends
        Where the common border of two grids ends on the contested ground.
    reach_m
        Metres from such an end within which a line is taken to start there.

    Returns
    -------
    The lines that stay, and the shortest ways.
    """
    if not len(across):
        return across, []
    tips = [shapely.points(shapely.get_coordinates(shapely.get_point(across, n))) for n in (0, -1)]
    through = ~(shapely.intersects(area, tips[0]) | shapely.intersects(area, tips[1]))
    places = shapely.points(ends)
    near = shapely.distance(across[:, None], places[None, :]) <= reach_m
    alone = through & (near.sum(axis=1) == 1)
    alone &= (near & (near.sum(axis=0) == 1)).any(axis=1)
    ways = shapely.shortest_line(places[np.argmax(near, axis=1)], border)
    length_m = shapely.length(ways)
    off_m = shapely.length(shapely.difference(ways, area))
    alone &= (off_m < GRID_SIZE_M) & (length_m > GRID_SIZE_M)
    spots = shapely.get_point(ways, -1)
    alone &= shapely.distance(spots, across) <= np.sin(CORNER) * length_m
    alone[alone] = _turns(border, spots[alone], length_m[alone]) >= CORNER
    return across[~alone], list(ways[alone])


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
    places = np.concatenate([xy - origin, corners])
    triangles = Delaunay(places)
    # an edge of the diagram joins the middles of two triangles with a common side; the samples
    # at the ends of that side are those it lies between
    row, corner = np.nonzero(np.arange(len(triangles.neighbors))[:, None] < triangles.neighbors)
    ends = np.column_stack([row, triangles.neighbors[row, corner]])
    first = triangles.simplices[row, (corner + 1) % 3]
    second = triangles.simplices[row, (corner + 2) % 3]
    nobody = np.full(len(corners), -1)
    grid, patch = np.concatenate([grid, nobody]), np.concatenate([patch, nobody])
    around = patch[first]
    between = (grid[first] != grid[second]) & (around == patch[second]) & (around >= 0)
    middles = _middles_of_triangles(places[triangles.simplices]) + origin
    segments, number = middles[ends[between]], around[between]
    long = (segments[:, 0] != segments[:, 1]).any(axis=1)
    order = np.flatnonzero(long)[np.argsort(number[long], kind="stable")]
    numbers, first = np.unique(number[order], return_index=True)
    groups = np.split(segments[order], first[1:]) if len(order) else []
    return dict(zip(numbers.tolist(), groups, strict=True))


def _middles_of_triangles(corners: NDArray[np.float64]) -> Floats:
    """Centres of the circles through three corners, on a raster so fine that equal ones are equal.

    Flat triangles, as three samples on one straight border make them, give a centre far away.
    """
    one, two = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    twice = 2 * (one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])
    twice = np.where(np.abs(twice) < FLAT_M2, FLAT_M2, twice)
    a, b = (one**2).sum(axis=1), (two**2).sum(axis=1)
    x = (two[:, 1] * a - one[:, 1] * b) / twice
    y = (one[:, 0] * b - two[:, 0] * a) / twice
    middle: Floats = np.round(corners[:, 0] + np.column_stack([x, y]), CENTRE_DECIMALS)
    return middle


def _turns(border: shapely.Geometry, spots: Polygons, reach_m: Floats) -> Floats:
    """Radians by which a border turns at some spots on it, seen at a distance."""
    lines = shapely.get_parts(shapely.line_merge(border))
    line = lines[np.argmin(shapely.distance(spots[:, None], lines[None, :]), axis=1)]
    at = shapely.line_locate_point(line, spots)
    before = shapely.line_interpolate_point(line, np.maximum(at - reach_m, 0.0))
    after = shapely.line_interpolate_point(line, at + reach_m)
    x, y = (get([before, spots, after]) for get in (shapely.get_x, shapely.get_y))
    way = np.diff(x + 1j * y, axis=0)
    turns: Floats = np.abs(np.angle(way[1] * np.conj(way[0])))
    return turns


def _tips(rim: Rim, use: Bools) -> dict[int, Floats]:
    """Places on the rim of each patch where one neighbour follows another."""
    spot = np.concatenate([rim.start[use], rim.end[use]])
    patch, grid = np.tile(rim.patch[use], 2), np.tile(rim.grid[use], 2)
    places, number = np.unique(spot, return_inverse=True)
    at = patch * len(places) + number
    _, first = np.unique(at * (grid.max(initial=0) + 2) + grid, return_index=True)
    meets, count = np.unique(at[first], return_counts=True)
    found: dict[int, list[complex]] = defaultdict(list)
    for one in meets[count > 1].tolist():
        where, place = divmod(one, len(places))
        found[where].append(complex(places[place]))
    return {where: xy_of(np.array(spots)) for where, spots in found.items()}


def xy_of(points: Points) -> Floats:
    """Coordinates of points, one a row."""
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
    spots = np.round(xy[ends], CENTRE_DECIMALS)
    _, inverse, count = np.unique(
        spots[:, 0] + 1j * spots[:, 1], return_inverse=True, return_counts=True
    )
    loose = ends[count[inverse] == 1]
    distance, tip = cKDTree(tips).query(xy[loose])
    near = np.flatnonzero(distance <= reach_m)
    near = near[np.argsort(distance[near], kind="stable")]
    # one end only: both ends of a short line drawn to one tip would leave no line
    _, nearest = np.unique((line[loose] * len(tips) + tip)[near], return_index=True)
    near = near[nearest]
    xy = xy.copy()
    xy[loose[near]] = tips[tip[near]]
    made = shapely.linestrings(xy, indices=line)
    return list(made[shapely.length(made) > 0])
