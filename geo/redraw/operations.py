"""What can be done to a division of a township: one frozen value each, points in metres."""

from dataclasses import dataclass

from shapely import Polygon

Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Cut a grid along a drawn line into as many grids as the line makes parts.

    The heaviest part keeps the code; without ``keep_code`` the old code ends and every part gets
    a new one.
    """

    grid_id: str
    line: Line
    keep_code: bool = True


@dataclass(frozen=True, slots=True)
class SplitAlong:
    """Cut a grid along roads or streams, which may meet and branch; codes as with `Split`."""

    grid_id: str
    lines: tuple[Line, ...]
    keep_code: bool = True


@dataclass(frozen=True, slots=True)
class Merge:
    """Join grids of one unit; the code ``keep`` stays."""

    grid_ids: tuple[str, ...]
    keep: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Give faces of refined grids to another grid of their unit."""

    face_ids: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class Refine:
    """Cut grids into small faces along lines, for `Transfer`; no grid changes its ground."""

    grid_ids: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Reshape:
    """Give two neighbours a new common border.

    A line across the ground of both becomes their border. A line that begins and ends at the
    common border cuts off what lies between, and that changes hands.
    """

    first: str
    second: str
    line: Line


@dataclass(frozen=True, slots=True)
class MoveVertex:
    """Move a vertex that grids of one unit share."""

    at: Point
    to: Point


@dataclass(frozen=True, slots=True)
class CutOut:
    """Make a special grid of what a ring encloses in some grids of one unit."""

    grid_ids: tuple[str, ...]
    ring: Line
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Dissolve:
    """Give the ground of a grid to its neighbours in the unit, each face over its longest border.

    A grid that has not been refined is one face, so it goes whole.
    """

    grid_id: str


@dataclass(frozen=True, slots=True)
class Replan:
    """Divide the whole ground of some grids of one unit anew.

    A part whose key is one of the grids keeps that code, the others get new ones; `names` has the
    key, the Chinese and the English name of parts that get other names than they have.
    """

    grid_ids: tuple[str, ...]
    parts: tuple[tuple[str, tuple[Polygon, ...]], ...]
    names: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """Locked grids give nothing away; they may receive."""

    grid_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlock:
    """Let grids give ground away again."""

    grid_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a grid other names; empty for none."""

    grid_id: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Recode:
    """Give a grid the code that a register has for it.

    A code that ended is never given again; one that only this draft gave, and nobody used, is free
    again without ``in_force``.
    """

    grid_id: str
    code: str
    in_force: bool = True


Operation = (
    Split
    | SplitAlong
    | Merge
    | Transfer
    | Refine
    | Reshape
    | MoveVertex
    | CutOut
    | Dissolve
    | Replan
    | Lock
    | Unlock
    | Rename
    | Recode
)
