"""Rows with an id that another row has too: parts of one grid, or a grid with a wrong code."""

from dataclasses import dataclass
from itertools import groupby

import shapely

from geo.repair.drawn import Drawn
from geo.repair.fresh import Codes, head_of_row, is_makeshift


@dataclass(frozen=True, slots=True)
class Namesake:
    """A row that has the id of another: which row keeps it, and what this one may do.

    Attributes
    ----------
    keeper
        Row that keeps the id: the first whose unit stands in it, else the first.
    together
        Whether both are one grid drawn in two rows: one unit, and one piece if joined.
    grid_id
        Code of its own that the row may get, "" when none is left.
    makeshift
        As in `geo.repair.fresh.Fresh`.
    """

    keeper: int
    together: bool
    grid_id: str
    makeshift: bool


def namesakes_of(drawn: Drawn, codes: Codes) -> dict[int, Namesake]:
    """Find rows with an id given before; those that repeat a shape are another matter."""
    found = {}
    rows = [row for row in range(len(drawn.rows.ids)) if row not in drawn.copy_of]
    for name, group in groupby(rows, key=lambda row: drawn.rows.ids[row]):
        members = list(group)
        keeper = min(members, key=lambda row: (_unit_of(drawn, row) not in name, row))
        for row in members:
            if row != keeper:
                head = head_of_row(drawn, row)
                code = codes.give(head)
                together = _together(drawn, keeper, row)
                found[row] = Namesake(keeper, together, code, is_makeshift(code, head))
    return found


def _unit_of(drawn: Drawn, row: int) -> str:
    unit = int(drawn.unit[row])
    return drawn.parents.ids[unit] if unit >= 0 else drawn.rows.units[row]


def _together(drawn: Drawn, one: int, other: int) -> bool:
    if drawn.unit[one] != drawn.unit[other] or _unit_of(drawn, one) != _unit_of(drawn, other):
        return False
    apart = [shape for _, shape in drawn.islands.get(drawn.rows.ids[one], [])]
    shapes = [drawn.grids[one], drawn.grids[other]]
    recorded = any(shapely.equals(shape, island) for shape in shapes for island in apart)
    return recorded or shapely.get_num_geometries(shapely.union_all(shapes)) == 1
