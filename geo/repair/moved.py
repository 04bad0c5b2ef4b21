"""Ground that grids displaced as a whole contest only because they were displaced.

Their borders are moved back and noded with the drawing from the beginning, so that what they
explain is divided without a line half-way and without noding anything twice.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from geo.coverage.edges import Ints, Polygons
from geo.repair.drawn import Drawn
from geo.repair.ground import Floats, Ground, Points, xy_of
from geo.repair.pieces import Pieces

SAME_PLACE_M = 0.003  # a vertex that comes back this near to a standing border is on it
EXPLAINED = 0.9  # of a piece that the grids, moved back, hold exactly once


@dataclass(frozen=True, slots=True, eq=False)
class MovedBack:
    """Shapes of all grids, those displaced moved back, and their borders over contested ground.

    Both are empty if nothing was displaced.
    """

    shapes: Polygons
    lines: Polygons


def moved_back(drawn: Drawn, moves: dict[int, complex], contested: Polygons) -> MovedBack:
    """Move displaced grids back, on to standing borders where they come to lie on one.

    Parameters
    ----------
    moves
        Displacement in metres (x + iy) of each grid that was displaced.
    contested
        Ground claimed by nobody, by several grids or across a unit border.
    """
    if not moves:
        return MovedBack(np.zeros(0, dtype=object), np.zeros(0, dtype=object))
    rows, shapes = list(moves), drawn.grids.copy()
    still = [row for row in range(len(shapes)) if row not in moves]
    nodes = shapely.get_coordinates(np.concatenate([shapes[still], drawn.units]))
    nodes = np.concatenate([nodes, shapely.get_coordinates(drawn.boundary)])
    move = np.repeat(list(moves.values()), shapely.get_num_coordinates(shapes[rows]))
    shapes[rows] = shapely.transform(shapes[rows], _back(move, nodes))
    xy, ring = shapely.get_coordinates(shapely.get_rings(shapes[rows]), return_index=True)
    segments = np.stack([xy[:-1], xy[1:]], axis=1)[ring[1:] == ring[:-1]]
    segments = segments[(segments[:, 0] != segments[:, 1]).any(axis=1)]
    lines = shapely.linestrings(segments)
    hit = np.unique(shapely.STRtree(contested).query(lines, "intersects")[0])
    return MovedBack(shapes, lines[hit])


def _back(move: Points, nodes: Floats) -> Callable[[Floats], Floats]:
    def moved(xy: Floats) -> Floats:
        back = np.round(xy - xy_of(move), 3)
        distance, node = cKDTree(nodes).query(back, distance_upper_bound=2 * SAME_PLACE_M)
        near = distance <= SAME_PLACE_M
        back[near] = nodes[node[near]]
        return back

    return moved


def explained(
    ground: Ground, pieces: Pieces, shapes: Polygons, asked: Mapping[int, tuple[int, ...]]
) -> dict[int, Ints]:
    """Find pieces that lie where grids, moved back, are: the owner of each of their faces.

    Parameters
    ----------
    shapes
        All grids, those displaced moved back.
    asked
        Pieces to look at, with the grids that may have each.

    Returns
    -------
    Piece -> owners, -1 where none or several of those that may have the piece hold a face.
    """
    faces = np.flatnonzero(np.isin(pieces.of_face, list(asked)))
    grid, face = shapely.STRtree(ground.spots[faces]).query(shapes, "contains")
    held: dict[int, set[int]] = defaultdict(set)
    for i, g in zip(faces[face].tolist(), grid.tolist(), strict=True):
        held[i].add(g)
    found = {}
    for piece, allowed in asked.items():
        rows = pieces.faces[piece]
        holders = [held[i].intersection(allowed) for i in rows.tolist()]
        owner = np.array([next(iter(one)) if len(one) == 1 else -1 for one in holders])
        clear = ground.area[rows][owner >= 0].sum()
        if clear >= EXPLAINED * ground.area[rows].sum():
            found[piece] = owner
    return found
