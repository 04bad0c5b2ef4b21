"""Roads an office brought for an area in place of those of its folder, and how they were made."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import msgspec

from geo.export import write_geopackage
from geo.formats.geopackage import read_layer
from geo.schema import ROADS, InputError
from planner.store import office

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from geo.load import Area

_NAME, _LAYER = "own_roads", "roads"


@dataclass(frozen=True, slots=True)
class Making:
    """How brought roads came about: counts of what was read, found, joined and noded.

    Parameters
    ----------
    digest
        SHA-256 of the file they are kept in.
    """

    read: int
    missed: int
    joined: int
    noded: int
    digest: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class OwnRoads:
    """Roads an office brought, and how they were made of a file."""

    roads: gpd.GeoDataFrame
    making: Making


def keep_own_roads(root: Path, area_id: str, own: OwnRoads) -> None:
    """Keep roads as a GeoPackage any program opens, and beside it how they were made."""
    folder = office.folder_of(root, area_id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_NAME}.gpkg"
    write_geopackage(path, {_LAYER: own.roads})
    told = asdict(own.making) | {"digest": _digest(path)}
    office.keep(root, area_id, _NAME, told)


def own_roads(root: Path, area: Area) -> OwnRoads | None:
    """Read the roads an office brought for an area; None where it brought none.

    Raises
    ------
    InputError
        office_damaged: the file is not the one that was kept; what its reader refuses.
    """
    told = office.kept(root, area.area_id, _NAME)
    if told is None:
        return None
    path = office.folder_of(root, area.area_id) / f"{_NAME}.gpkg"
    try:
        making = msgspec.convert(told, Making)
    except msgspec.ValidationError as error:
        raise office.damaged(_NAME) from error
    if not path.is_file() or _digest(path) != making.digest:
        raise office.damaged(_NAME)
    return OwnRoads(_roads(path, area), making)


def forget_own_roads(root: Path, area_id: str) -> None:
    """Go back to the roads of the area's own folder."""
    folder = office.folder_of(root, area_id)
    (folder / f"{_NAME}.json").unlink(missing_ok=True)
    (folder / f"{_NAME}.gpkg").unlink(missing_ok=True)


def _roads(path: Path, area: Area) -> gpd.GeoDataFrame:
    """Roads of the kept file by its contract; what has no name is called by its id."""
    found = read_layer(path, _LAYER)
    if found.crs is None or not found.crs.equals(area.crs):
        raise InputError(
            code="own_roads_crs",
            facts={},
            sentence="The roads that were brought are in another system than the area; bring "
            "them again.",
        )
    for name in ("bridge", "oneway"):  # SQLite has no truth values
        found[name] = found[name].astype(bool)
    roads = ROADS.check(found, path.name)
    ids = roads.index.to_series()
    chinese, english = roads["name_zh"], roads["name_en"]
    return roads.assign(
        name_zh=chinese.fillna(english).fillna(ids), name_en=english.fillna(chinese).fillna(ids)
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
