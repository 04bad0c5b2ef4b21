"""Files of heights -> tiles: the ending of each name decides, nothing is ever guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from geo.contract import Fact, InputError
from geo.formats import archive
from geo.terrain.asc import read_asc
from geo.terrain.geotiff import read_geotiff
from geo.terrain.hgt import read_hgt
from geo.terrain.tile import INTO, Tile

ENDINGS = (".tif", ".tiff", ".hgt", ".asc", ".zip")
_INSIDE = (".tif", ".tiff", ".hgt", ".asc")
_MOST_TILES = 64


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says about files that do not say it themselves.

    Parameters
    ----------
    system : coordinates of ASCII grids without a .prj, such as EPSG:4544
    sea_unknown : 0 stands for the sea or for nothing measured
    resample : tiles whose cells do not lie on one raster are read onto the coarsest of them
    """

    system: str = ""
    sea_unknown: bool = False
    resample: bool = False


def read_tiles(source: Mapping[str, bytes], wishes: Wishes) -> list[Tile]:
    """Read every tile of the files, by the ending of its name.

    Raises
    ------
    InputError
        terrain_format, terrain_zip, terrain_many, or what the reader of a format refuses.
    """
    parts = _unpacked(source)
    names = [name for name in parts if _ending(name) != ".prj"]
    if not names or len(names) > _MOST_TILES:
        facts: dict[str, Fact] = {"given": len(names), "expected": _MOST_TILES}
        told = "Expected from 1 to {expected} files of heights, given {given}."
        raise InputError(code="terrain_many", facts=facts, sentence=told)
    prj = {_stem(name): name for name in parts if _ending(name) == ".prj"}
    tiles = []
    for name in sorted(names):
        content, sea = parts[name], wishes.sea_unknown
        if _ending(name) == ".hgt":
            tile = read_hgt(name, content, sea_unknown=sea)
        elif _ending(name) == ".asc":
            beside = parts.get(prj.get(_stem(name), ""), b"")
            tile = read_asc(name, content, beside, system=wishes.system, sea_unknown=sea)
        else:
            tile = read_geotiff(name, content, sea_unknown=sea)
        tiles.append(tile)
    return tiles


def _unpacked(source: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files by name, those of a ZIP after its own name."""
    parts: dict[str, bytes] = {}
    for name, content in source.items():
        if _ending(name) not in (*ENDINGS, ".prj"):
            facts: dict[str, Fact] = {"file": name[:100], "expected": " ".join(ENDINGS)}
            told = "{file}: expected heights in a file ending {expected}."
            raise InputError(code="terrain_format", facts=facts, sentence=told)
        if _ending(name) != ".zip":
            parts[name] = content
            continue
        for layer in _rasters(name, content):
            for part, inner in archive.unpack(name, content, _INSIDE, layer).items():
                parts[f"{name}{INTO}{part}"] = inner
                if _ending(part) == ".asc":
                    prj = PurePosixPath(part).with_suffix(".prj").name
                    parts[f"{name}{INTO}{prj}"] = archive.beside(name, content, prj)
    return parts


def _rasters(name: str, content: bytes) -> tuple[str, ...]:
    """Names of the rasters in a ZIP; a drawing in it, as of contours, is no terrain."""
    try:
        return archive.layers(name, content, _INSIDE)
    except InputError as error:
        if error.code != "zip_empty":
            raise
        facts: dict[str, Fact] = {"file": name, "expected": " ".join(_INSIDE)}
        told = "{file}: the ZIP holds no heights ({expected}); contours and maps are not taken."
        raise InputError(code="terrain_zip", facts=facts, sentence=told) from error


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix("")).casefold()
