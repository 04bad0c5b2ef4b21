"""Files of heights -> one terrain in the working system of an area, with what was done to them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from pyproj import CRS

from geo.contract import Fact, InputError
from geo.formats.text import read_bytes
from geo.terrain.heights import Terrain
from geo.terrain.mosaic import Seams, joined, one_lattice
from geo.terrain.reading import Wishes, read_tiles
from geo.terrain.tile import Box, Tile
from geo.terrain.warp import (
    cell_m,
    coarser,
    moved_box,
    raster_over,
    resampled,
    same_system,
)

NO_WISHES = Wishes()
MARGIN_M = 3_000.0  # kept around an area: roads and lines of sight lead over its border
# Public open models of the whole Earth have cells of one arc second, 31 m from north to south
# (SRTM GL1, Copernicus GLO-30, AW3D30). What is clearly finer is a survey, and may be a secret.
OPEN_CELL_M = 30.0
FINER_M = 25.0


@dataclass(frozen=True, slots=True)
class Making:
    """What was done to make a terrain of files.

    Parameters
    ----------
    files : names of the tiles used, in their order; those outside the area are not among them
    outside : names of the tiles that do not touch the area
    system : coordinate system of the files
    file_cell_m : width and height of a cell of the files in metres, the coarsest where they differ
    seams : what the tiles said where they lie over each other
    reprojected : heights were read bilinearly at the cells of a new raster
    together : tiles of different rasters were read onto the coarsest one
    coarsened : how many cells a side were averaged into one; 1 where none were
    """

    files: tuple[str, ...]
    outside: tuple[str, ...]
    system: str
    file_cell_m: tuple[float, float]
    seams: Seams
    reprojected: bool
    together: bool
    coarsened: int


def read_terrain(path: Path, crs: CRS | str | None = None) -> Terrain:
    """Read the heights of one file, .tif, .hgt, .asc or a ZIP of such, into a system in metres.

    Parameters
    ----------
    path : the file; its ending decides how it is read, a .prj beside an .asc is read too
    crs : the working system of the area; without one the file must be in a projected system

    Raises
    ------
    InputError
        Whatever `build_terrain` refuses.
    """
    path = Path(path)
    source = {path.name: read_bytes(path)}
    beside = path.with_suffix(".prj")
    if path.suffix.lower() == ".asc" and beside.is_file():
        source[beside.name] = read_bytes(beside)
    return build_terrain(source, crs)[0]


def build_terrain(
    source: Mapping[str, bytes],
    crs: CRS | str | None = None,
    *,
    within: Box | None = None,
    wishes: Wishes = NO_WISHES,
    coarsen: bool = False,
) -> tuple[Terrain, Making]:
    """Make one terrain of files of heights.

    Tiles are cut to the area, laid together cell by cell on their own raster and, where that is
    not in the working system, read bilinearly at the cells of a new raster there, whose cells are
    as wide and as high in metres as those of the files.

    Parameters
    ----------
    source : file name -> content; several tiles, each .prj beside its .asc, ZIPs of such
    crs : system of the terrain; without one that of the first file, which must be in metres
    within : west, south, east and north of the area in `crs`; without it all that the files hold
    coarsen : average heights that are finer than public open models up to about their cells

    Raises
    ------
    InputError
        terrain_format, terrain_many, terrain_outside, terrain_crs, terrain_steps or what the
        reader of a format refuses.
    """
    tiles = read_tiles(source, wishes)
    wanted = tiles[0].crs if crs is None else CRS.from_user_input(crs)
    if not wanted.is_projected:
        facts: dict[str, Fact] = {"file": tiles[0].name, "given": wanted.name}
        told = "{file}: its coordinates are degrees ({given}); say which system in metres to use."
        raise InputError(code="terrain_crs", facts=facts, sentence=told)
    near, outside = _near(tiles, within, wanted)
    cells = [cell_m(tile, wanted) for tile in near]
    size = max(cells, key=lambda cell: cell[0] * cell[1])
    together = wishes.resample and not one_lattice(near)
    if together:
        terrain, seams = _together(near, wanted, size, within)
        reprojected = True
    else:
        whole, seams = joined(near)
        reprojected = not same_system(whole.crs, wanted)
        terrain = _moved(whole, wanted, size, within) if reprojected else _kept(whole, wanted)
    times = _times(terrain) if coarsen else 1
    terrain = coarser(terrain, times) if times > 1 else terrain
    if not np.isfinite(terrain.heights).any():
        raise _outside(tiles)
    making = Making(
        tuple(sorted(tile.name for tile in near)),
        outside,
        near[0].crs.name,
        size,
        seams,
        reprojected,
        together,
        times,
    )
    return terrain, making


def finer_than_open(cell: tuple[float, float]) -> bool:
    """Tell whether cells of this width and height in metres are finer than public open models."""
    return max(cell) < FINER_M


def _near(
    tiles: Sequence[Tile], within: Box | None, crs: CRS
) -> tuple[list[Tile], tuple[str, ...]]:
    """Tiles cut to the area, and the names of those that do not touch it."""
    if within is None:
        return list(tiles), ()
    west, south, east, north = within
    box = (west - MARGIN_M, south - MARGIN_M, east + MARGIN_M, north + MARGIN_M)
    cut = {tile.name: tile.cut(moved_box(box, crs, tile.crs)) for tile in tiles}
    near = [tile for tile in cut.values() if tile is not None]
    if not near:
        raise _outside(tiles)
    return near, tuple(name for name, tile in cut.items() if tile is None)


def _kept(tile: Tile, crs: CRS) -> Terrain:
    """Take a tile in the working system as it is, cell by cell."""
    return Terrain(tile.heights.copy(), tile.west, tile.north, tile.step_x, tile.step_y, crs)


def _moved(tile: Tile, crs: CRS, size: tuple[float, float], within: Box | None) -> Terrain:
    """Read a tile bilinearly on a raster of the working system."""
    box = moved_box(tile.bounds, tile.crs, crs) if within is None else _wide(within)
    raster = raster_over(box, *_round(size), tile.name)
    heights = resampled(tile, raster, crs)
    return Terrain(heights, raster.west, raster.north, raster.cell_x_m, raster.cell_y_m, crs)


def _together(
    tiles: Sequence[Tile], crs: CRS, size: tuple[float, float], within: Box | None
) -> tuple[Terrain, Seams]:
    """Read tiles of different rasters onto one; the finer tile counts where two know a cell."""
    boxes = [moved_box(tile.bounds, tile.crs, crs) for tile in tiles]
    west, south, east, north = zip(*boxes, strict=True)
    box = (min(west), min(south), max(east), max(north)) if within is None else _wide(within)
    raster = raster_over(box, *_round(size), tiles[0].name)
    heights = np.full((raster.rows, raster.columns), np.nan, dtype=np.float32)
    seams = Seams()
    for tile in sorted(tiles, key=lambda tile: (tile.step_x * tile.step_y, tile.name)):
        # up to its edge: tiles that only touch must not leave an unknown line between them
        comes = resampled(tile, raster, crs, reach=0.5)
        both = np.isfinite(heights) & np.isfinite(comes)
        apart = np.abs(heights[both] - comes[both])
        seams = replace(
            seams,
            shared_cells=seams.shared_cells + int(both.sum()),
            differing_cells=seams.differing_cells + int((apart > 0).sum()),
            most_m=max(seams.most_m, float(apart.max(initial=0.0))),
        )
        heights = np.where(np.isfinite(heights), heights, comes)
    made = Terrain(heights, raster.west, raster.north, raster.cell_x_m, raster.cell_y_m, crs)
    return made, seams


def _wide(within: Box) -> Box:
    west, south, east, north = within
    return west - MARGIN_M, south - MARGIN_M, east + MARGIN_M, north + MARGIN_M


def _round(size: tuple[float, float]) -> tuple[float, float]:
    """Cell sizes to the decimetre: readable, and the same for neighbouring tiles."""
    return max(round(size[0], 1), 0.1), max(round(size[1], 1), 0.1)


def _times(terrain: Terrain) -> int:
    """How many cells a side make one about as large as those of public open models."""
    cell = (terrain.cell_x_m, terrain.cell_y_m)
    if not finer_than_open(cell):
        return 1
    rows, columns = terrain.heights.shape
    return int(max(1, min(math.ceil(OPEN_CELL_M / max(cell)), rows // 2, columns // 2)))


def _outside(tiles: Sequence[Tile]) -> InputError:
    facts: dict[str, Fact] = {"file": tiles[0].name, "count": len(tiles)}
    told = "{file}: no height of the {count} file(s) lies in the area; give the tiles of the area."
    return InputError(code="terrain_outside", facts=facts, sentence=told)
