"""Several tiles on one raster, cell by cell: nothing is interpolated where they meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.contract import Fact, InputError
from geo.terrain.tile import Tile, check_size
from geo.terrain.warp import same_system

_LATTICE = 0.02  # of a cell; file headers round their corners


@dataclass(frozen=True, slots=True)
class Seams:
    """What the tiles said where they lie over each other.

    Parameters
    ----------
    shared_cells : cells that two or more tiles know
    differing_cells : those of them with two heights; the tile first by name counts
    most_m : largest difference among them in metres
    uncovered_cells : cells between the tiles that none of them holds
    """

    shared_cells: int = 0
    differing_cells: int = 0
    most_m: float = 0.0
    uncovered_cells: int = 0


def one_lattice(tiles: Sequence[Tile]) -> bool:
    """Tell whether the cells of all tiles lie on one raster of one coordinate system."""
    first = tiles[0]
    return all(same_system(first.crs, tile.crs) and _fits(first, tile) for tile in tiles)


def joined(tiles: Sequence[Tile]) -> tuple[Tile, Seams]:
    """Lay tiles of one lattice together; a cell takes the height of the first tile that has one.

    Tiles are taken in the order of their names, so that the order of files decides nothing. Where
    two tiles give a cell different heights, the result counts and measures it.

    Raises
    ------
    InputError
        terrain_steps: cells of different sizes, systems or places; terrain_size: too many cells.
    """
    tiles = sorted(tiles, key=lambda tile: tile.name)
    first = tiles[0]
    if not one_lattice(tiles):
        raise _steps(tiles)
    west = min(tile.bounds[0] for tile in tiles)
    north = max(tile.bounds[3] for tile in tiles)
    places = [_place(tile, west, north) for tile in tiles]
    spans = [
        (r + t.heights.shape[0], c + t.heights.shape[1])
        for t, (r, c) in zip(tiles, places, strict=True)
    ]
    rows, columns = max(span[0] for span in spans), max(span[1] for span in spans)
    check_size(first.name, columns, rows)
    heights = np.full((rows, columns), np.nan, dtype=np.float32)
    held = np.zeros((rows, columns), dtype=bool)
    shared = differing = 0
    most = 0.0
    for tile, (row, column) in zip(tiles, places, strict=True):
        part = np.s_[row : row + tile.heights.shape[0], column : column + tile.heights.shape[1]]
        there, comes = heights[part], tile.heights
        both = np.isfinite(there) & np.isfinite(comes)
        apart = np.abs(there[both].astype(np.float64) - comes[both])
        shared, differing = shared + int(both.sum()), differing + int((apart > 0).sum())
        most = max(most, float(apart.max(initial=0.0)))
        heights[part] = np.where(np.isfinite(there), there, comes)
        held[part] = True
    name = ", ".join(tile.name for tile in tiles)
    whole = Tile(name, heights, west, north, first.step_x, first.step_y, first.crs)
    return whole, Seams(shared, differing, most, int((~held).sum()))


def _place(tile: Tile, west: float, north: float) -> tuple[int, int]:
    """Row and column of a tile's first cell on the raster that begins at a corner."""
    return round((north - tile.north) / tile.step_y), round((tile.west - west) / tile.step_x)


def _fits(first: Tile, other: Tile) -> bool:
    """Tell whether the cells of one tile continue those of the other."""
    rows, columns = other.heights.shape
    steps = ((first.step_x, other.step_x, columns), (first.step_y, other.step_y, rows))
    if any(abs(a - b) * count > _LATTICE * a for a, b, count in steps):
        return False
    away = ((other.west - first.west) / first.step_x, (first.north - other.north) / first.step_y)
    return all(abs(value - round(value)) <= _LATTICE for value in away)


def _steps(tiles: Sequence[Tile]) -> InputError:
    other = next(tile for tile in tiles if not one_lattice((tiles[0], tile)))
    facts: dict[str, Fact] = {
        "file": tiles[0].name,
        "other": other.name,
        "cell": f"{tiles[0].step_x:.6g} x {tiles[0].step_y:.6g}",
        "other_cell": f"{other.step_x:.6g} x {other.step_y:.6g}",
    }
    told = (
        "{file} and {other}: their cells ({cell} and {other_cell}) do not lie on one raster; "
        "give tiles of one source, or have them resampled."
    )
    return InputError(code="terrain_steps", facts=facts, sentence=told)
