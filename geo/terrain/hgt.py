"""SRTM height files (.hgt): one square degree of heights, named after its south-west corner."""

import re
from pathlib import PurePosixPath

import numpy as np
from pyproj import CRS

from geo.contract import Fact, InputError
from geo.terrain.tile import INTO, Tile, known_heights

_NAME = re.compile(r"([NS])(\d{2})_?([EW])(\d{3})(?!\d)", re.IGNORECASE)
_SIDES = {2 * side * side: side for side in (1201, 3601)}  # 3 and 1 arc seconds


def read_hgt(name: str, content: bytes, *, sea_unknown: bool = False) -> Tile:
    """Read an SRTM tile in WGS 84 degrees; its outer rows and columns are those of its neighbours.

    Raises
    ------
    InputError
        terrain_name: the name does not say which degree; terrain_hgt_size; terrain_heights.

    References
    ----------
    NASA/USGS, SRTM documentation, "SRTM_Topo.pdf": big-endian signed 16 bit, rows from north to
    south, void -32768, 1201 or 3601 samples a side, the outermost on the degree lines.
    """
    corner = _NAME.match(PurePosixPath(name.rpartition(INTO)[2]).name)
    facts: dict[str, Fact] = {"file": name}
    if corner is None or int(corner[2]) > 90 or int(corner[4]) > 180:
        told = "{file}: an .hgt file is placed by its name, such as N28E104.hgt; name it so."
        raise InputError(code="terrain_name", facts=facts, sentence=told)
    side = _SIDES.get(len(content))
    if side is None:
        facts["given"] = len(content)
        told = (
            "{file}: expected 1201 x 1201 or 3601 x 3601 heights of two bytes, given {given} "
            "bytes; fetch it again."
        )
        raise InputError(code="terrain_hgt_size", facts=facts, sentence=told)
    south = int(corner[2]) * (1 if corner[1] in "Nn" else -1)
    west = int(corner[4]) * (1 if corner[3] in "Ee" else -1)
    raw = np.frombuffer(content, dtype=">i2").reshape(side, side)
    heights = known_heights(name, raw, nodata=None, sea_unknown=sea_unknown)
    step = 1 / (side - 1)
    # samples lie on the degree lines, so the cells around them reach half a cell beyond
    return Tile(
        name, heights, west - step / 2, south + 1 + step / 2, step, step, CRS.from_epsg(4326)
    )
