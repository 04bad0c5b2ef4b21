"""Ground of a unit that touches no grid of the unit: an outlying piece, or a part cut off for good.

Ground never crosses a unit border, so a neighbour of another unit cannot have it. What is too
small for a grid of its own goes to the nearest grid of the unit and is recorded as an island.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import shapely

from geo.coverage.edges import Ints
from geo.repair.ground import Ground, expand
from geo.repair.pieces import Pieces
from geo.repair.survey import Survey


def largest_grid(ground: Ground, unit: int) -> float:
    """Ground in m2 that the largest grid of a unit claims in it, 0 where none claims any."""
    here = (ground.unit == unit) & ground.inside
    face, grid = expand(ground.claims, ground.sets)
    lawful = here[face] & np.isin(ground.drawn.unit[grid], (-1, unit))
    held = np.bincount(grid[lawful], weights=ground.area[face[lawful]], minlength=1)
    return float(held.max())


def nearest_owners(
    ground: Ground,
    state: Survey,
    pieces: Pieces,
    open_pieces: Iterable[int],
    owned: tuple[Ints, Ints],
) -> dict[int, int]:
    """Find the nearest grid of its unit for each piece that touches none.

    Pieces of one patch go to one grid, which then has one outlying part, not several. A grid
    that is smaller than the patch would itself be the outlying part, so larger ones go first.

    Parameters
    ----------
    owned
        Owner of each face (-1: nobody yet), and the unit of each owner.
    """
    owner, unit_of = owned
    patches: dict[int, list[int]] = defaultdict(list)
    for piece in open_pieces:
        patches[int(state.patch[pieces.faces[piece][0]])].append(piece)
    found: dict[int, int] = {}
    held = np.bincount(owner[owner >= 0], weights=ground.area[owner >= 0], minlength=len(unit_of))
    for members in patches.values():
        here = np.concatenate([pieces.faces[piece] for piece in members])
        unit = int(ground.unit[here[0]])
        if unit < 0 and len(ground.drawn.units):
            continue  # ground of no unit: the layers disagree, and no grid may have it
        lawful = (owner >= 0) & (ground.unit == unit) & ground.inside
        lawful &= np.isin(unit_of[owner], (-1, unit))
        faces = np.flatnonzero(lawful)
        if len(faces):
            far = shapely.distance(shapely.union_all(ground.faces[here]), ground.faces[faces])
            small = held[owner[faces]] <= ground.area[here].sum()
            nearest = int(owner[faces[np.lexsort((owner[faces], far, small))[0]]])
            found |= dict.fromkeys(members, nearest)
    return found
