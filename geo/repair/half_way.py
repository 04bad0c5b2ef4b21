"""Lines half-way between the undisputed ground of several grids, by Voronoi diagrams of samples."""

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geo.coverage.edges import Ints, Polygons
from geo.coverage.ledger import GRID_SIZE_M
from geo.repair.ground import Bools, Floats, Ground, by_row, xy_of
from geo.repair.rim import Rim, steps
from geo.repair.survey import Survey
from geo.repair.tracing import chained, outlines

SMOOTH = 0.06  # of the spacing; a Voronoi edge of samples zigzags by about this
TO_TIP = 0.25  # of the width; a line that ends this near to where two borders part ends there
CORNER = np.pi / 4  # least turn of a border that is a corner, most of a line drawn to one
CENTRE_DECIMALS = 6  # micrometres; the drawing is in millimetres
FLAT_M2 = 1e-9  # a triangle no larger is flat
FAR_APART_M = 1e9  # patches are put this far from each other, so that each finds its own tips

Samples = tuple[Floats, Ints, Ints]  # places, grid and patch of each


def half_way(
    ground: Ground, state: Survey, rim: Rim, width: Floats, samples: Samples
) -> list[shapely.Geometry]:
    """Lines as far from the ground of one grid as from that of the next, patch by patch."""
    segments, number = _all_ridges(ground, state, width, samples)
    numbers, held = np.unique(number, return_inverse=True)
    if not len(numbers):
        return []
    areas = outlines(ground, by_row(*_faces_of(state.patch, numbers), len(numbers)))
    shapely.prepare(areas)
    lines, first = chained(segments[:, 0], segments[:, 1])
    at = held[first]
    smooth = shapely.simplify(lines, steps(width)[numbers[at]] * SMOOTH)
    divided = np.isin(rim.patch, numbers)
    crossing = ~shapely.contains(areas[at], smooth)
    ends = _tips(rim, divided & (rim.grid >= 0))
    reach_m = TO_TIP * width
    ways = _ways(rim, areas, numbers, (smooth, at, crossing), ends, reach_m)
    clipped, row = _clipped(smooth[crossing], at[crossing], areas)
    kept = np.concatenate([smooth[~crossing], clipped])
    patch = numbers[np.concatenate([at[~crossing], row])]
    return [*ways, *_ended(kept, patch, _tips(rim, divided), reach_m)]


def _faces_of(patch: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """Faces of some patches, and the row of the patch of each."""
    face = np.flatnonzero(np.isin(patch, numbers))
    return face, np.searchsorted(numbers, patch[face])


def _all_ridges(
    ground: Ground, state: Survey, width: Floats, samples: Samples
) -> tuple[NDArray[np.complex128], Ints]:
    """Find the ridges between samples, unit by unit: ends and patch of each."""
    xy, grid, patch = samples
    unit = np.zeros(len(width), dtype=np.int64)
    unit[state.patch[state.patch >= 0]] = ground.unit[state.patch >= 0]
    nothing = (np.zeros((0, 2), dtype=np.complex128), np.zeros(0, dtype=np.int64))
    names, row = np.unique(unit[patch], return_inverse=True)
    found = [nothing] + [
        _ridges(xy[mine], grid[mine], patch[mine])  # ground across a unit border has no say
        for mine in by_row(np.arange(len(patch)), row, len(names))
        if len(np.unique(grid[mine])) > 1
    ]
    return np.concatenate([one for one, _ in found]), np.concatenate([one for _, one in found])


def _clipped(lines: Polygons, at: Ints, areas: Polygons) -> tuple[Polygons, Ints]:
    """Clip lines to the ground of their patch, all lines of a patch at once."""
    if not len(lines):
        return lines, at
    order = np.argsort(at, kind="stable")
    rows, which = np.unique(at[order], return_inverse=True)
    together = shapely.multilinestrings(lines[order], indices=which)
    parts, row = shapely.get_parts(shapely.intersection(together, areas[rows]), return_index=True)
    plain = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
    return parts[plain], rows[row[plain]]


def _ways(
    rim: Rim,
    areas: Polygons,
    numbers: Ints,
    found: tuple[Polygons, Ints, Bools],
    ends: tuple[Floats, Ints],
    reach_m: Floats,
) -> list[shapely.Geometry]:
    """Take lines out of a unit that go to a corner instead; the lines are no longer crossing."""
    lines, at, crossing = found
    xy, patch = ends
    outer = np.flatnonzero(rim.outer)
    outer = outer[np.isin(rim.patch[outer], numbers)]
    beside = by_row(outer, np.searchsorted(numbers, rim.patch[outer]), len(numbers))
    tips = by_row(np.arange(len(patch)), np.searchsorted(numbers, patch), len(numbers))
    across = np.flatnonzero(crossing)
    made = []
    for row in np.unique(at[across]).tolist():
        if not len(beside[row]) or not len(tips[row]):
            continue
        mine = across[at[across] == row]
        border = _border(rim, beside[row])
        gone, ways = _ways_to_corners(
            lines[mine], areas[row], border, xy[tips[row]], float(reach_m[numbers[row]])
        )
        lines[mine[gone]] = shapely.LineString()
        made += ways
    return made


def _border(rim: Rim, rows: Ints) -> shapely.Geometry:
    ends = np.stack([xy_of(rim.start[rows]), xy_of(rim.end[rows])], axis=1)
    return shapely.multilinestrings(ends)


def _ways_to_corners(
    across: Polygons, area: shapely.Geometry, border: shapely.Geometry, ends: Floats, reach_m: float
) -> tuple[Ints, list[shapely.Geometry]]:
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
    Rows of the lines that are replaced, and the shortest ways.
    """
    places = shapely.points(ends)
    line, place = shapely.STRtree(places).query(across, "dwithin", distance=reach_m)
    tips = [shapely.points(shapely.get_coordinates(shapely.get_point(across, n))) for n in (0, -1)]
    through = ~(shapely.intersects(area, tips[0]) | shapely.intersects(area, tips[1]))
    alone = through[line] & (np.bincount(line)[line] == 1) & (np.bincount(place)[place] == 1)
    line, place = line[alone], place[alone]
    ways = shapely.shortest_line(places[place], border)
    length_m = shapely.length(ways)
    off_m = shapely.length(shapely.difference(ways, area))
    fits = (off_m < GRID_SIZE_M) & (length_m > GRID_SIZE_M)
    spots = shapely.get_point(ways, -1)
    fits &= shapely.distance(spots, across[line]) <= np.sin(CORNER) * length_m
    fits[fits] = _turns(border, spots[fits], length_m[fits]) >= CORNER
    return line[fits], list(ways[fits])


def _ridges(xy: Floats, grid: Ints, patch: Ints) -> tuple[NDArray[np.complex128], Ints]:
    """Edges of the Voronoi diagram between samples of different grids around one patch.

    Inside a patch the nearest undisputed ground is always around the same patch.
    """
    origin = xy.mean(axis=0)
    far = 10 * np.abs(xy - origin).max() + 100
    corners = far * np.array([[-1.0, -1.01], [1.02, -1.0], [-1.0, 1.03], [1.0, 1.04]])
    places = np.concatenate([xy, corners + origin])
    triangles = _triangles(places)
    nobody = np.full(len(corners), -1)
    grid, patch = np.concatenate([grid, nobody]), np.concatenate([patch, nobody])
    label = grid[triangles]
    triangles = triangles[(label != label[:, :1]).any(axis=1)]
    # an edge of the diagram joins the middles of two triangles with a common side; the samples
    # at the ends of that side are those it lies between
    first, second = triangles.ravel(), np.roll(triangles, -1, axis=1).ravel()
    row = np.repeat(np.arange(len(triangles)), triangles.shape[1])
    around = patch[first]
    between = (grid[first] != grid[second]) & (around == patch[second]) & (around >= 0)
    first, second, row, around = first[between], second[between], row[between], around[between]
    side = np.minimum(first, second) * len(grid) + np.maximum(first, second)
    order = np.argsort(side, kind="stable")
    pair = np.flatnonzero(np.diff(side[order]) == 0)
    one, two = order[pair], order[pair + 1]
    middles = _middles_of_triangles(places[triangles] - origin) + origin
    spots = middles[:, 0] + 1j * middles[:, 1]
    long = spots[row[one]] != spots[row[two]]
    return np.column_stack([spots[row[one]], spots[row[two]]])[long], around[one][long]


def _triangles(places: Floats) -> Ints:
    """Triangles of Delaunay between places, as rows of them; of equal places the first counts."""
    triangles = shapely.delaunay_triangles(shapely.multipoints(places))
    ring = shapely.get_coordinates(triangles).reshape(-1, 4, 2)[:, :3]
    spots = places[:, 0] + 1j * places[:, 1]
    known, first = np.unique(spots, return_index=True)
    corners: Ints = first[np.searchsorted(known, ring[..., 0] + 1j * ring[..., 1])]
    return corners


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
    line = lines[shapely.STRtree(lines).nearest(spots)]
    at = shapely.line_locate_point(line, spots)
    before = shapely.line_interpolate_point(line, np.maximum(at - reach_m, 0.0))
    after = shapely.line_interpolate_point(line, at + reach_m)
    x, y = (get([before, spots, after]) for get in (shapely.get_x, shapely.get_y))
    way = np.diff(x + 1j * y, axis=0)
    turns: Floats = np.abs(np.angle(way[1] * np.conj(way[0])))
    return turns


def _tips(rim: Rim, use: Bools) -> tuple[Floats, Ints]:
    """Places on the rim of patches where one neighbour follows another, and the patch of each."""
    spot = np.concatenate([rim.start[use], rim.end[use]])
    patch, grid = np.tile(rim.patch[use], 2), np.tile(rim.grid[use], 2)
    places, number = np.unique(spot, return_inverse=True)
    at = patch * len(places) + number
    _, first = np.unique(at * (grid.max(initial=0) + 2) + grid, return_index=True)
    meets, count = np.unique(at[first], return_counts=True)
    of, place = np.divmod(meets[count > 1], max(len(places), 1))
    return xy_of(places[place]), of


def _ended(
    lines: Polygons, patch: Ints, tips: tuple[Floats, Ints], reach_m: Floats
) -> list[shapely.Geometry]:
    """Lines whose loose ends are drawn to the tip of their patch near by, to close a face.

    Parameters
    ----------
    lines, patch
        Lines, and the patch each divides.
    tips
        Where neighbours of patches follow each other, and the patch.
    reach_m
        By patch, the metres within which an end is drawn.
    """
    there = ~shapely.is_empty(lines)
    lines, patch = lines[there], patch[there]
    places, of = tips
    if not len(places) or not len(lines):
        return list(lines)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    turn = line[1:] != line[:-1]
    ends = np.flatnonzero(np.append(True, turn) | np.append(turn, True))
    spots = np.round(xy[ends], CENTRE_DECIMALS)
    _, inverse, count = np.unique(
        spots[:, 0] + 1j * spots[:, 1], return_inverse=True, return_counts=True
    )
    loose = ends[count[inverse] == 1]
    mine = patch[line[loose]]
    tree = cKDTree(np.column_stack([places, of * FAR_APART_M]))
    distance, tip = tree.query(np.column_stack([xy[loose], mine * FAR_APART_M]))
    near = np.flatnonzero(distance <= reach_m[mine])
    near = near[np.argsort(distance[near], kind="stable")]
    # one end only: both ends of a short line drawn to one tip would leave no line
    _, nearest = np.unique((line[loose] * len(places) + tip)[near], return_index=True)
    near = near[nearest]
    xy = xy.copy()
    xy[loose[near]] = places[tip[near]]
    made = shapely.linestrings(xy, indices=line)
    return list(made[shapely.length(made) > 0])
