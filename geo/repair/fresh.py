"""New grids: ground that nobody drew becomes a grid of its own, with a code never used before."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.codes import before_units, next_code
from geo.contract import InputError
from geo.repair.apart import largest_grid
from geo.repair.drawn import Drawn
from geo.repair.ground import Ground
from geo.repair.pieces import LARGE_AS_A_GRID, Pieces, Typical
from geo.repair.reasons import Reason
from geo.repair.survey import CROSSING, GAP, STRAY, Survey

PLAIN = "new-"  # head of an id where the grids around have no code with a number at its end
_CODE = re.compile(r"\d{15}")  # of the contract: 12 digits of the unit, 3 of the grid
_UNIT_CODE = re.compile(r"\d{12}")
_UNIT_DIGITS = 12
_DIGIT_COUNT = 3
_BLANK = ("", "None", "nan", "<NA>")


class Codes:
    """Codes in use, and the next one of each series; a code given once is never given again."""

    def __init__(self, frames: Iterable[gpd.GeoDataFrame | None], others: Iterable[object]) -> None:
        self._taken = {str(value) for value in others}
        for frame in (frame for frame in frames if frame is not None):
            self._taken |= {str(value) for value in frame.index}

    def give(self, head: str) -> str:
        """Take the next code of a base grid by `geo.codes`; a plain id when all are used up."""
        try:
            code = next_code(head, "base", self._taken)
        except InputError:
            if head == PLAIN:
                return ""
            return self.give(PLAIN)
        self._taken.add(code)
        return code


def is_makeshift(code: str, head: str) -> bool:
    """Whether a code was given for want of one with the head it should have."""
    return code.startswith(PLAIN) and head != PLAIN


@dataclass(frozen=True, slots=True)
class Fresh:
    """A grid that a piece of ground may become.

    Attributes
    ----------
    unit_code
        "" where none is known.
    makeshift
        The codes of its unit are used up, and the id stands for one that an office has to find.
    """

    piece: int
    grid_id: str
    unit_code: str
    makeshift: bool


@dataclass(frozen=True, slots=True)
class Lacking:
    """Pieces that should be new grids, with the reason, and pieces that only might."""

    wanted: Mapping[int, Reason]
    possible: tuple[int, ...]


def without_grid(ground: Ground, unit: int) -> bool:
    """Whether a row of the units has no grid at all."""
    return unit >= 0 and not bool((ground.drawn.unit == unit).any())


def lacking(ground: Ground, state: Survey, pieces: Pieces, typical: Typical) -> Lacking:
    """Find whole grids among the ground that nobody drew.

    The largest ground of a unit without any is its first grid, whatever its size. Elsewhere it
    must be like a grid in size and shape, and not lie along one neighbour mostly.
    """
    wanted: dict[int, Reason] = {}
    possible = []
    nobodys: dict[int, list[int]] = defaultdict(list)
    for piece, faces in enumerate(pieces.faces):
        kind, unit = int(pieces.kind[piece]), int(ground.unit[faces[0]])
        if kind not in (GAP, CROSSING) or (len(ground.drawn.units) and unit < 0):
            continue
        if not pieces.allowed[piece]:
            nobodys[int(state.patch[faces[0]])].append(piece)
        elif kind == GAP and typical.like_a_grid(_shape(ground, pieces, piece)):
            if _amid(pieces, piece):
                wanted[piece] = "missing_grid"
            else:
                possible.append(piece)
    wanted |= _apart(ground, pieces, typical, nobodys.values())
    return Lacking(wanted, tuple(possible))


def _apart(
    ground: Ground, pieces: Pieces, typical: Typical, patches: Iterable[list[int]]
) -> dict[int, Reason]:
    """Find new grids among patches that no grid of their unit touches."""
    wanted: dict[int, Reason] = {}
    largest: dict[int, tuple[float, int]] = {}
    for members in patches:
        gaps = [piece for piece in members if pieces.kind[piece] == GAP]
        first = max(gaps or members, key=lambda n: (_shape(ground, pieces, n)[0], -n))
        if typical.like_a_grid(_shape(ground, pieces, first)):
            wanted[first] = "no_neighbour"
        area = float(sum(ground.area[pieces.faces[piece]].sum() for piece in members))
        unit = int(ground.unit[pieces.faces[first][0]])
        largest[unit] = max(largest.get(unit, (0.0, first)), (area, first))
    for unit, (area, first) in largest.items():
        if without_grid(ground, unit):
            wanted[first] = "first_grid"
        elif area >= LARGE_AS_A_GRID * largest_grid(ground, unit):
            wanted[first] = "no_neighbour"
    return wanted


def _shape(ground: Ground, pieces: Pieces, piece: int) -> tuple[float, float]:
    return float(ground.area[pieces.faces[piece]].sum()), float(pieces.around[piece])


def _amid(pieces: Pieces, piece: int) -> bool:
    metres = pieces.near[piece].values()
    return max(metres, default=0.0) <= sum(metres) / 2


def beside_new(
    ground: Ground, state: Survey, pieces: Pieces, founded: Mapping[int, int]
) -> dict[int, tuple[int, ...]]:
    """Find contested ground that may go to new grids: it lies beside one, and no claimant may.

    Ground enclosed by contested ground may go to a new grid anywhere in the same patch.

    Parameters
    ----------
    founded
        Piece -> number of the grid that it founds.
    """
    a, b, _ = ground.borders
    of_face, unit = pieces.of_face, ground.unit
    edge = (of_face[a] >= 0) & np.isin(of_face[b], list(founded)) & (unit[a] == unit[b])
    beside: dict[int, set[int]] = defaultdict(set)
    for piece, founder in zip(of_face[a[edge]].tolist(), of_face[b[edge]].tolist(), strict=True):
        beside[piece].add(founded[founder])
    in_patch: dict[int, set[int]] = defaultdict(set)
    for founder, number in founded.items():
        in_patch[int(state.patch[pieces.faces[founder][0]])].add(number)
    more = {}
    for piece, faces in enumerate(pieces.faces):
        kind, claims = int(pieces.kind[piece]), ground.sets[int(ground.claims[faces[0]])]
        lawful = set(claims) & set(pieces.allowed[piece])
        if piece in founded or lawful or kind not in (GAP, CROSSING, STRAY):
            continue
        found = beside[piece]
        if kind != STRAY and not pieces.near[piece]:
            found |= in_patch[int(state.patch[faces[0]])]
        more[piece] = tuple(sorted(found))
    return more


def fresh_grids(ground: Ground, pieces: Pieces, found: Lacking, codes: Codes) -> tuple[Fresh, ...]:
    """Give codes to new grids: suggested ones first, then from west to east, north to south."""
    heads = _Heads(ground)
    order = sorted(
        (*found.wanted, *found.possible),
        key=lambda n: (n not in found.wanted, *_corner(ground, pieces, n)),
    )
    fresh = []
    for piece in order:
        head, unit_code = heads.of(pieces, piece)
        code = codes.give(head)
        if code:
            fresh.append(Fresh(piece, code, unit_code, is_makeshift(code, head)))
    return tuple(fresh)


def _corner(ground: Ground, pieces: Pieces, piece: int) -> tuple[float, float]:
    west, _, _, north = shapely.total_bounds(ground.faces[pieces.faces[piece]])
    return float(west), -float(north)


def head_of_row(drawn: Drawn, row: int) -> str:
    """Head of the code that a row may get instead of its own, as `_Heads.of` has it."""
    unit, name, stated = int(drawn.unit[row]), drawn.rows.ids[row], drawn.rows.units[row]
    if unit >= 0:
        return _before_units(drawn) + drawn.parents.ids[unit]
    if not _CODE.fullmatch(name):
        return PLAIN
    return stated if _UNIT_CODE.fullmatch(stated) else name[:_UNIT_DIGITS]


def _before_units(drawn: Drawn) -> str:
    """Return what stands before the code of the unit in most codes of the drawing."""
    units = [drawn.parents.ids[row] if row >= 0 else "" for row in drawn.unit.tolist()]
    return before_units(zip(drawn.rows.ids, units, strict=True))


class _Heads:
    """What the code of a new grid begins with."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.before = _before_units(ground.drawn)

    def of(self, pieces: Pieces, piece: int) -> tuple[str, str]:
        """Head of the code and unit of the new grid that a piece would be.

        With units: the code of the unit, after what most of the drawing's codes have before it.
        Without: the unit in the codes of most of the grids around, else a plain head.
        """
        unit = int(self.ground.unit[pieces.faces[piece][0]])
        if unit >= 0:
            code = self.ground.drawn.parents.ids[unit]
            return self.before + code, code
        rows, near = self.ground.drawn.rows, pieces.near[piece]
        around = sorted(pieces.beside[piece], key=lambda g: (-near.get(g, 0.0), g))
        coded = [rows.ids[g][:_UNIT_DIGITS] for g in around if _CODE.fullmatch(rows.ids[g])]
        if 2 * len(coded) > len(around):
            (code, _), *_ = Counter(coded).most_common(1)
            return code, code
        stated = Counter(rows.units[g] for g in around if rows.units[g] not in _BLANK).most_common(
            1
        )
        return PLAIN, stated[0][0] if stated else ""
