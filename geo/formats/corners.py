"""Polygons out of rows of corner points: who belongs to which ring, and rings to shapes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shapely

from geo.contract import Fact, InputError

_CORNERS = 3  # of the smallest ring


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number, its cells, and its place if it has one."""

    number: int
    cells: Sequence[object]
    xy: tuple[float, float] | None

    def at(self, column: int) -> object:
        """Cell of a column; a row may end before it."""
        return self.cells[column] if column < len(self.cells) else None


Ring = list[Row]


def rings_of(rows: Sequence[Row], parcel: int, corner: int, ring: int | None) -> list[list[Ring]]:
    """Rings of each parcel in order of the file, as the columns of the table tell them.

    Parameters
    ----------
    parcel
        Column of the code that corners of one parcel share; a blank means the one above.
    corner
        Column of the point number; the first number again closes a ring, and is left away.
    ring
        Column of the ring number inside a parcel, if there is one.
    """
    parcels: dict[str, list[Ring]] = {}
    current: tuple[str, str] | None = None
    closed = False
    for row in rows:
        code = str(row.at(parcel) or (current[0] if current else ""))
        key = (code, str(row.at(ring)) if ring is not None else "")
        rings = parcels.setdefault(code, [])
        if key != current or closed:
            rings.append([])
        closed = bool(rings[-1]) and row.at(corner) == rings[-1][0].at(corner)
        if not closed:
            rings[-1].append(row)
        current = key
    return list(parcels.values())


def polygon_of(file: str, rings: Sequence[Ring]) -> shapely.Geometry:
    """Shape of one parcel: a ring inside the ring before it is a hole, else another part.

    Raises
    ------
    InputError
        few_corners: a ring of fewer than 3 corners, or one without a place.
    """
    parts: list[list[list[tuple[float, float]]]] = []
    for ring in rings:
        line = list(_line(file, ring))
        if parts and shapely.Polygon(parts[-1][0]).contains(shapely.Point(line[0])):
            parts[-1].append(line)
        else:
            parts.append([line])
    polygons = [shapely.Polygon(outer, holes) for outer, *holes in parts]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _line(file: str, ring: Ring) -> Iterator[tuple[float, float]]:
    """Corners of a ring, the last one that repeats the first left away."""
    placed = [row.xy for row in ring if row.xy is not None]
    last = len(placed) - 1 if len(placed) > 1 and placed[0] == placed[-1] else len(placed)
    if len(placed) < len(ring) or len(set(placed[:last])) < _CORNERS:
        facts: dict[str, Fact] = {"file": file, "first": ring[0].number, "last": ring[-1].number}
        told = "{file}, rows {first} to {last}: expected a ring of at least 3 corners, each with "
        told += "coordinates."
        raise InputError(facts=facts, code="few_corners", sentence=told)
    return iter(placed[:last])
