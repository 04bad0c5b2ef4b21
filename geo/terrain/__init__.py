"""Heights of the ground: files read and laid together, heights between cells, lines of sight."""

from geo.terrain.building import (
    FINER_M,
    OPEN_CELL_M,
    Making,
    build_terrain,
    finer_than_open,
    read_terrain,
)
from geo.terrain.geotiff import write_geotiff
from geo.terrain.heights import Terrain
from geo.terrain.mosaic import Seams
from geo.terrain.reading import ENDINGS, Wishes
from geo.terrain.sight import clearance_m, line_of_sight

__all__ = [
    "ENDINGS",
    "FINER_M",
    "OPEN_CELL_M",
    "Making",
    "Seams",
    "Terrain",
    "Wishes",
    "build_terrain",
    "clearance_m",
    "finer_than_open",
    "line_of_sight",
    "read_terrain",
    "write_geotiff",
]
