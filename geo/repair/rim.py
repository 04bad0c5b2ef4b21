"""Borders of contested ground, and places along them from which it is divided.

Places are made in pairs, one on either side of the contested ground, so that the line half-way
between two borders comes out straight from few of them; it would zigzag between places that lie
at random. Only where no other border is near do places follow each other densely.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from geo.coverage.edges import Ints
from geo.repair.ground import Bools, Floats, Ground, Points, xy_of
from geo.repair.survey import Survey

PAIR_STEP, SHORTEST_PAIR_STEP_M, LONGEST_PAIR_STEP_M = 1.75, 1.6, 8.0  # of the width of the ground
FINEST_STEP_M, COARSEST_STEP_M = 0.8, 5.0  # spacing of places with nothing opposite them
OPPOSITE = 3.0  # of the width; what lies farther is not opposite
PLACE_DECIMALS = 3  # millimetres, as the drawing
APART_M = 0.001  # two places nearer than this are one, as where two borders meet


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
    """Places along the undisputed borders of patches, with the grid and the patch of each."""
    use = (rim.grid >= 0) & ~done[rim.patch]
    start, end, grid, patch = rim.start[use], rim.end[use], rim.grid[use], rim.patch[use]
    step_m = np.clip(PAIR_STEP * width, SHORTEST_PAIR_STEP_M, LONGEST_PAIR_STEP_M)
    row, point = _spread(start, end, step_m[patch])
    place, beside, foot = _opposite(
        point, row, start, end, key=(grid, patch), reach_m=OPPOSITE * width[patch[row]]
    )
    alone = np.ones(len(row), dtype=bool)
    alone[place] = False
    lone = np.unique(row[alone])
    paired = ~np.isin(row, lone)
    dense_row, dense = _spread(start[lone], end[lone], steps(width)[patch[lone]])
    apart = np.abs(foot - point[place]) > APART_M
    of = np.concatenate([row[paired], lone[dense_row], beside[apart]])
    points = np.concatenate([point[paired], dense, foot[apart]])
    # what is opposite a place that is opposite it is the place again, but for the last digits
    return np.round(xy_of(points), PLACE_DECIMALS), grid[of], patch[of]


def steps(width: Floats) -> Floats:
    """Metres between places on borders with nothing opposite, by the width of the ground."""
    return np.clip(width / 2, FINEST_STEP_M, COARSEST_STEP_M)


def _spread(start: Points, end: Points, step_m: Floats) -> tuple[Ints, Points]:
    """Even places on segments, none at an end: the segment of each, and where it is."""
    times = np.maximum(np.ceil(np.abs(end - start) / step_m), 1).astype(np.int64)
    row = np.repeat(np.arange(len(start)), times)
    number = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    return row, start[row] + (number + 0.5) / times[row] * (end - start)[row]


def _opposite(
    point: Points,
    row: Ints,
    start: Points,
    end: Points,
    *,
    key: tuple[Ints, Ints],
    reach_m: Floats,
) -> tuple[Ints, Ints, Points]:
    """Nearest place on the border of another grid around the same patch.

    Parameters
    ----------
    point, row
        Places, and the segment each lies on.
    start, end, key
        Segments, with the grid and the patch of each.
    reach_m
        How far to look from each place.

    Returns
    -------
    Places with something opposite, the segment it lies on, and where.
    """
    grid, patch = key
    segments = shapely.linestrings(np.stack([xy_of(start), xy_of(end)], axis=1))
    spots = shapely.points(xy_of(point))
    place, other = shapely.STRtree(segments).query(spots, "dwithin", distance=reach_m)
    mine = row[place]
    across = (grid[mine] != grid[other]) & (patch[mine] == patch[other])
    place, other = place[across], other[across]
    way = end[other] - start[other]
    share = ((point[place] - start[other]) * np.conj(way)).real / np.abs(way) ** 2
    foot = np.where(share < 1, start[other] + np.maximum(share, 0.0) * way, end[other])
    facing = ~np.isin(foot, _meetings(start, end, grid))  # there both borders are, and end
    place, other, foot = place[facing], other[facing], foot[facing]
    order = np.lexsort((other, np.abs(foot - point[place]), place))
    place, other, foot = place[order], other[order], foot[order]
    nearest = np.diff(place, prepend=-1) > 0
    return place[nearest], other[nearest], foot[nearest]


def _meetings(start: Points, end: Points, grid: Ints) -> Points:
    """Find the ends of segments at which borders of several grids meet."""
    places, at = np.unique(np.concatenate([start, end]), return_inverse=True)
    wide = int(grid.max(initial=0)) + 1
    pairs = np.unique(at * wide + np.tile(grid, 2))
    meets: Points = places[np.bincount(pairs // wide, minlength=len(places)) > 1]
    return meets
