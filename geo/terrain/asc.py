"""ESRI ASCII grids (.asc): a header of six lines, then heights from north to south."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from geo.contract import InputError
from geo.crs import known_crs
from geo.formats.drawing import system_of
from geo.terrain.tile import Tile, check_size, known_heights, nowhere, unreadable

_NEEDED = ("ncols", "nrows")
_CORNERS = {"x": ("xllcorner", "xllcenter"), "y": ("yllcorner", "yllcenter")}
_HEADER_BYTES = 2_000
_AT_ONCE = 8_000_000  # bytes of text turned into numbers together, about 100 MB on the way


def read_asc(
    name: str, content: bytes, prj: bytes = b"", *, system: str = "", sea_unknown: bool = False
) -> Tile:
    """Read an ESRI ASCII grid of heights in metres.

    Parameters
    ----------
    prj
        Content of the .prj beside it; b"" where there is none.
    system
        What a person says the coordinates are, such as EPSG:4544; counts where no .prj tells it.

    Raises
    ------
    InputError
        terrain_unreadable, terrain_header, terrain_count, terrain_size, terrain_crs_missing,
        bad_crs or terrain_heights.
    """
    header, start = _header(name, content)
    columns, rows = (_whole(name, header, key) for key in _NEEDED)
    check_size(name, columns, rows)
    # a header with neither is told to lack the usual word
    square = "cellsize" in header or "dx" not in header
    step_x = _positive(name, header, "cellsize" if square else "dx")
    step_y = _positive(name, header, "cellsize" if square else "dy")
    west = _corner(name, header, "x", step_x)
    south = _corner(name, header, "y", step_y)
    crs = _system(name, prj, system)
    raw = _values(name, content, start, columns * rows).reshape(rows, columns)
    heights = known_heights(name, raw, nodata=header.get("nodata_value"), sea_unknown=sea_unknown)
    return Tile(name, heights, west, south + rows * step_y, step_x, step_y, crs)


def _header(name: str, content: bytes) -> tuple[dict[str, float], int]:
    """Numbers of the header by their lower-case names, and where the heights begin."""
    found: dict[str, float] = {}
    at = 0
    while at < min(len(content), _HEADER_BYTES):
        end = content.find(b"\n", at)
        end = len(content) if end < 0 else end + 1
        words = content[at:end].split()
        if words and not words[0][:1].isalpha():
            break
        if len(words) == 2:
            try:
                found[words[0].decode("ascii").lower()] = float(words[1])
            except ValueError as error:  # also a letter beyond ASCII
                raise unreadable(name) from error
        elif words:
            raise unreadable(name)
        at = end
    if not found:
        raise unreadable(name)
    return found, at


def _number(name: str, header: Mapping[str, float], key: str) -> float:
    value = header.get(key, np.nan)
    if np.isfinite(value):
        return value
    told = "{file}: the header says nothing usable about {key}; export the grid again."
    raise InputError(code="terrain_header", facts={"file": name, "key": key}, sentence=told)


def _positive(name: str, header: Mapping[str, float], key: str) -> float:
    value = _number(name, header, key)
    return value if value > 0 else _number(name, {}, key)


def _whole(name: str, header: Mapping[str, float], key: str) -> int:
    value = _positive(name, header, key)
    return int(value) if value == int(value) else int(_number(name, {}, key))


def _corner(name: str, header: Mapping[str, float], axis: str, step: float) -> float:
    """Outer corner of the south-west cell along one axis; a header may give its centre."""
    corner, centre = _CORNERS[axis]
    if centre in header and corner not in header:
        return _number(name, header, centre) - step / 2
    return _number(name, header, corner)


def _system(name: str, prj: bytes, system: str) -> CRS:
    """System of the .prj, else the one a person names."""
    told = system_of(prj.decode("utf-8", errors="replace").strip(" \0\r\n")) or system
    if not told:
        raise nowhere(name)
    return known_crs(told)


def _values(name: str, content: bytes, start: int, count: int) -> NDArray[np.float64]:
    """Exactly as many numbers as the header promises."""
    values = np.empty(count)
    at = 0
    for words in _words(content, start):
        if at + len(words) > count:
            raise _miscounted(name, count)
        try:
            values[at : at + len(words)] = np.array(words, dtype=np.float64)
        except ValueError as error:  # a word that is no number, such as 1,5
            raise unreadable(name) from error
        at += len(words)
    if at < count:
        raise _miscounted(name, count)
    return values


def _words(content: bytes, start: int) -> Iterator[list[bytes]]:
    """Words of the body, some megabytes at a time, none cut in two."""
    while start < len(content):
        end = start + _AT_ONCE
        if end < len(content):
            end = max(content.rfind(mark, start, end) for mark in (b" ", b"\n", b"\t"))
            end = len(content) if end <= start else end
        words = content[start:end].split()
        if words:
            yield words
        start = end


def _miscounted(name: str, count: int) -> InputError:
    told = "{file}: expected {expected} heights as its header says; export the grid again."
    return InputError(code="terrain_count", facts={"file": name, "expected": count}, sentence=told)
