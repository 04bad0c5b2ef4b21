"""Made instances: ground cut into basic units by roads, streams and nearness to hamlets."""

import json
from pathlib import Path

import numpy as np
import shapely

from benchmarks.redraw.given import Given
from geo.coverage.edges import shared_borders

SEED = 20260901
CELL_M2 = 15_000.0  # of a basic unit; a village of 9 km2 has 600
HAMLETS_PER = 25  # basic units a hamlet
HOUSEHOLDS_PER = 1.5  # mean of a basic unit
NATURAL_M = 25.0  # a border nearer to a natural line than this follows it
TOLERANCE_PCT = 5.0


def made(count: int, grids: int, *, tolerance_pct: float = TOLERANCE_PCT) -> Given:
    """Make about ``count`` basic units with households in hamlets and natural lines across."""
    rng = np.random.default_rng([SEED, count])
    side = float(np.sqrt(count * CELL_M2))
    lines = _natural_lines(rng, side)
    seeds = _seeds(rng, count, side, lines)
    ground = shapely.box(0, 0, side, side)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=ground)
    )
    cells = shapely.set_precision(shapely.intersection(cells, ground), 0.001)
    cells = np.array([_largest(cell) for cell in cells], dtype=object)
    households = _households(rng, cells, side)
    return _given(f"made-{count}-{grids}", cells, households, lines, grids, tolerance_pct)


def lattice(side: int, grids: int, *, tolerance_pct: float = TOLERANCE_PCT) -> Given:
    """Make a square of unit cells with weights 1 to 10; every border counts one."""
    rng = np.random.default_rng([SEED, side])
    x, y = (part.ravel().astype(float) for part in np.meshgrid(np.arange(side), np.arange(side)))
    cells = shapely.box(x, y, x + 1, y + 1)
    weights = rng.integers(1, 11, side * side)
    return _given(f"lattice-{side}-{grids}", cells, weights, None, grids, tolerance_pct)


def oklahoma(path: Path) -> Given:
    """Read 77 counties with residents of 2020: five parts within 1 %, every border counts one.

    References
    ----------
    Validi, Buchanan & Lykhovyd (2022), Operations Research 70(2): the optimum is 39 cut borders.
    """
    facts = json.loads(path.read_text(encoding="utf-8"))
    nodes, rows = facts["nodes"], facts["adjacency"]
    number = {node["id"]: row for row, node in enumerate(nodes)}
    borders = sorted(
        {
            (min(row, number[other["id"]]), max(row, number[other["id"]]), 1.0, 0)
            for row, others in enumerate(rows)
            for other in others
        }
    )
    return Given(
        name="oklahoma-5",
        households=[int(node["P0010001"]) for node in nodes],
        area_m2=[1.0] * len(nodes),
        outer_m=[1.0] * len(nodes),
        xy=[(111e3 * 0.82 * float(n["INTPTLON20"]), 111e3 * float(n["INTPTLAT20"])) for n in nodes],
        borders=borders,
        grids=5,
        tolerance_pct=1.0,
        old=[],
    )


def disturbed(given: Given, grid_of: list[int]) -> Given:
    """Take a division and let the people move: a new hamlet here, an empty valley there.

    The households of the basic units near one point grow threefold and near another one shrink
    to a third, so that some grids of the old division are far out of balance.
    """
    rng = np.random.default_rng([SEED, len(given.households), 7])
    xy = np.array(given.xy)
    grown, shrunk = xy[rng.integers(len(xy), size=2)]
    reach = np.ptp(xy[:, 0]) / 8
    households = np.array(given.households)
    households[np.hypot(*(xy - grown).T) < reach] *= 3
    near = np.hypot(*(xy - shrunk).T) < reach
    households[near] //= 3
    facts = {name: getattr(given, name) for name in Given.__slots__}
    facts |= {
        "name": f"adjust-{len(xy)}-{given.grids}",
        "households": [int(value) for value in households],
        "old": list(grid_of),
        "tolerance_pct": 10.0,
    }
    return Given(**facts)


def _natural_lines(rng: np.random.Generator, side: float) -> shapely.Geometry:
    """Draw a road or stream each 600 m on average, wandering from edge to edge."""
    lines = []
    for number in range(max(2, round(2 * side / 600))):
        along = np.linspace(-0.1 * side, 1.1 * side, 60)
        across = rng.uniform(0, side) + np.cumsum(rng.normal(0, side / 90, 60))
        lines.append(np.column_stack([along, across][:: 1 if number % 2 else -1]))
    segments = np.array([np.stack([line[:-1], line[1:]], axis=1) for line in lines])
    return shapely.multilinestrings(shapely.linestrings(segments.reshape(-1, 2, 2)))


def _seeds(
    rng: np.random.Generator, count: int, side: float, lines: shapely.Geometry
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Place seeds, a part of them in pairs on both sides of a line, which then is a border."""
    paired = count // 4
    parts = shapely.get_parts(lines)
    spots = shapely.line_interpolate_point(
        parts[rng.integers(len(parts), size=paired)], rng.uniform(0, 1, paired), normalized=True
    )
    at = shapely.get_coordinates(spots)
    off = rng.normal(0, 1, at.shape)
    off *= 0.15 * np.sqrt(CELL_M2) / np.hypot(*off.T)[:, None]
    free = rng.uniform(0, side, (count - 2 * paired, 2))
    seeds = np.vstack([at + off, at - off, free])
    inside = ((seeds > 1) & (seeds < side - 1)).all(axis=1)
    extra = rng.uniform(0, side, (int((~inside).sum()), 2))
    return np.vstack([seeds[inside], extra])


def _households(
    rng: np.random.Generator, cells: np.ndarray[tuple[int], np.dtype[np.object_]], side: float
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Let people live around hamlets; about two fifths of the basic units are empty."""
    hamlets = rng.uniform(0, side, (max(1, len(cells) // HAMLETS_PER), 2))
    centres = shapely.get_coordinates(shapely.centroid(cells))
    near = np.min(np.hypot(*(centres[:, None] - hamlets[None]).transpose(2, 0, 1)), axis=1)
    share = np.exp(-((near / (1.2 * np.sqrt(CELL_M2))) ** 2))
    mean = HOUSEHOLDS_PER * share / share.mean()
    return rng.poisson(mean).astype(np.int64)


def _given(
    name: str,
    cells: np.ndarray[tuple[int], np.dtype[np.object_]],
    households: np.ndarray[tuple[int], np.dtype[np.int64]],
    lines: shapely.Geometry | None,
    grids: int,
    tolerance_pct: float,
) -> Given:
    a, b, metres = shared_borders(cells)
    natural = np.zeros(len(a), dtype=np.int64)
    if lines is not None:
        natural = _along(shapely.intersection(cells[a], cells[b]), lines)
    inner = np.bincount(np.r_[a, b], weights=np.r_[metres, metres], minlength=len(cells))
    spots = shapely.get_coordinates(shapely.point_on_surface(cells))
    return Given(
        name=name,
        households=[int(value) for value in households],
        area_m2=[float(value) for value in shapely.area(cells)],
        outer_m=[max(0.0, float(v)) for v in shapely.length(cells) - inner],
        xy=[(float(x), float(y)) for x, y in spots],
        borders=sorted(
            (int(min(i, j)), int(max(i, j)), float(m), int(n))
            for i, j, m, n in zip(a, b, metres, natural, strict=True)
        ),
        grids=grids,
        tolerance_pct=tolerance_pct,
        old=[],
    )


def _along(
    borders: np.ndarray[tuple[int], np.dtype[np.object_]], lines: shapely.Geometry
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Percent of each border near a line, at ten points of its chord: the borders are straight."""
    xy, row = shapely.get_coordinates(borders, return_index=True)
    ends = np.searchsorted(row, np.arange(len(borders) + 1))
    first, last = xy[ends[:-1]], xy[ends[1:] - 1]
    share = (np.arange(10) + 0.5) / 10
    spots = first[:, None] + (last - first)[:, None] * share[None, :, None]
    points = shapely.points(spots.reshape(-1, 2))
    segments = shapely.get_parts(lines)
    _, far = shapely.STRtree(segments).query_nearest(
        points, return_distance=True, all_matches=False
    )
    near: np.ndarray[tuple[int], np.dtype[np.int64]] = (far.reshape(-1, 10) < NATURAL_M).mean(
        axis=1
    )
    return np.round(100 * near).astype(np.int64)


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    return max(shapely.get_parts(shape), key=shapely.area)
