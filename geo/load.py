"""Load an area folder: every layer read, reprojected, checked; every fault named at once."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import pandas as pd
import shapely

from geo import schema
from geo.area_file import AREA_FILE, fault, header_of
from geo.contract import Frame, InputError, SchemaError, raise_if_any
from geo.formats.geojson import read_json
from geo.intake.drawings import read_polygons
from geo.layer_rows import layer_reader, nameless, table_reader
from geo.references import reference_faults
from geo.roads import read_osm_buildings, read_osm_roads
from geo.terrain import Terrain, read_terrain

__all__ = ["Area", "load_area", "read_polygons"]

T = TypeVar("T")
T_frame = TypeVar("T_frame", bound=pd.DataFrame)

_LAYERS: Mapping[str, Frame] = {
    "units": schema.UNITS,
    "units_history": schema.UNITS_HISTORY,
    "grids": schema.GRIDS,
    "groups": schema.GROUPS,
    "places": schema.PLACES,
    "sites": schema.SITES,
    "roads": schema.ROADS,
    "streams": schema.STREAMS,
    "reservoirs": schema.RESERVOIRS,
    "buildings": schema.BUILDINGS,
    "poles": schema.POLES,
    "no_camera_zones": schema.ZONES,
}
_TABLES: Mapping[str, Frame] = {
    "incidents": schema.INCIDENTS,
    "calendar": schema.CALENDAR,
    "crews": schema.CREWS,
    "responders": schema.RESPONDERS,
}
_OTHERS = ("terrain", "osm")
_NAMED_LAYERS = ("units", "grids", "groups", "places", "sites", "poles")
_NAMED_TABLES = ("crews", "responders")


@dataclass(frozen=True, eq=False)
class Area:
    """One township: frames in the working system (metres), tables and terrain, all checked.

    A layer the folder does not have is an empty frame; ``terrain`` is then None. The
    files_fingerprint is the SHA-256 over the bytes of every file that was read; fingerprint is the
    same until somebody lays other heights or counts over the area.
    """

    area_id: str
    folder: Path
    crs: str
    names: Mapping[str, str]
    example: bool
    attribution: Mapping[str, str]
    data_date: str
    township_code: str
    expected_unit_codes: tuple[str, ...]
    default_day_type: str
    units: gpd.GeoDataFrame
    units_history: gpd.GeoDataFrame
    grids: gpd.GeoDataFrame
    groups: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    roads: gpd.GeoDataFrame
    streams: gpd.GeoDataFrame
    reservoirs: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    poles: gpd.GeoDataFrame
    zones: gpd.GeoDataFrame
    incidents: pd.DataFrame
    calendar: pd.DataFrame
    crews: pd.DataFrame
    responders: pd.DataFrame
    terrain: Terrain | None
    osm: Path | None
    fingerprint: str
    files_fingerprint: str

    @cached_property
    def boundary(self) -> shapely.Geometry:
        """Union of the units; edge-exact where they form a coverage."""
        units = self.units.geometry.to_numpy()
        if shapely.coverage_is_valid(units):
            return shapely.coverage_union_all(units)
        return shapely.union_all(units)


@dataclass(slots=True)
class _Reading:
    """Files read so far and the faults they had, so that all are told at once."""

    folder: Path
    files: set[str] = field(default_factory=set)
    faults: list[InputError] = field(default_factory=list)

    def take(self, name: str, read: Callable[[Path], T], otherwise: T) -> T:
        """Read one file of the folder; on a fault remember it and go on with the empty layer."""
        try:
            path = _inside(self.folder, name)
            self.files.add(name)
            return read(path)
        except SchemaError as error:
            self.faults.extend(error.faults)
        except InputError as error:
            self.faults.append(error)
        return otherwise


def load_area(folder: Path) -> Area:
    """Load an area folder (area.json and the layers it names) in metres, snapped to 1 mm.

    Raises
    ------
    InputError
        area.json is missing or broken.
    SchemaError
        All faults of all files at once, each with file, field and id or row.
    """
    folder = Path(folder)
    facts = read_json(folder / AREA_FILE)
    header = header_of(facts)
    reading = _Reading(folder, {AREA_FILE})
    names = _layer_names(facts, reading)
    frames: dict[str, gpd.GeoDataFrame] = {}
    for key, frame in _LAYERS.items():  # units first: they say where the township is
        frames[key] = frame.empty(header.crs)
        if key in names:
            read = layer_reader(key, frame, header.crs, frames["units"])
            frames[key] = reading.take(names[key], read, frames[key])
    frames |= _osm_frames(names, header.crs, reading)
    tables = {
        key: reading.take(names[key], table_reader(frame), frame.empty(""))
        if key in names
        else frame.empty("")
        for key, frame in _TABLES.items()
    }
    terrain = None
    if "terrain" in names:
        terrain = reading.take(names["terrain"], lambda path: _terrain(path, header.crs), None)
    if not reading.faults:
        reading.faults.extend(reference_faults(frames | tables))
    raise_if_any(folder.name, reading.faults)
    frames["zones"] = frames.pop("no_camera_zones")
    frames |= {key: _named(frames[key]) for key in _NAMED_LAYERS}
    tables |= {key: _named(tables[key]) for key in _NAMED_TABLES}
    fingerprint = _fingerprint(folder, reading.files)
    return Area(
        folder=folder,
        **vars(header),
        **frames,
        **tables,
        terrain=terrain,
        osm=folder / names["osm"] if "osm" in names else None,
        fingerprint=fingerprint,
        files_fingerprint=fingerprint,
    )


def _layer_names(facts: object, reading: _Reading) -> dict[str, str]:
    """Layers area.json names, those we know."""
    layers = facts["layers"] if isinstance(facts, dict) else {}
    known = {*_LAYERS, *_TABLES, *_OTHERS}
    for key in sorted(set(layers) - known):
        told = f"layers: {key} is not a layer; expected some of {' '.join(sorted(known))}"
        reading.faults.append(fault(AREA_FILE, "unknown_layer", told, given=str(key)))
    if "units" not in layers:
        told = "layers: expected at least units, the basis of everything"
        reading.faults.append(fault(AREA_FILE, "no_units", told))
    return {key: str(name) for key, name in layers.items() if key in known}


def _inside(folder: Path, name: str) -> Path:
    """Path of a file directly in the folder; nothing else is ever opened."""
    if Path(name).name != name or "\\" in name:
        raise fault(
            AREA_FILE, "file_outside", f"expected a plain file name, got {name}", given=name
        )
    if not (folder / name).is_file():
        raise fault(name, "file_missing", "the file does not exist; area.json names it")
    return folder / name


def _named(frame: T_frame) -> T_frame:
    """Give whatever has no name its name in the other language, or else its id."""
    ids = pd.Series(frame.index, index=frame.index, dtype="object")
    name_zh, name_en = frame["name_zh"], frame["name_en"]
    return frame.assign(
        name_zh=name_zh.fillna(name_en).fillna(ids), name_en=name_en.fillna(name_zh).fillna(ids)
    )


def _osm_frames(
    names: Mapping[str, str], crs: str, reading: _Reading
) -> dict[str, gpd.GeoDataFrame]:
    """Roads and buildings out of an OpenStreetMap file, where the area has one."""
    if "osm" not in names:
        return {}

    def roads(path: Path) -> gpd.GeoDataFrame:
        return nameless(schema.ROADS.check(read_osm_roads(path, crs), path.name), path.name)

    def buildings(path: Path) -> gpd.GeoDataFrame:
        return schema.BUILDINGS.check(read_osm_buildings(path, crs), path.name)

    for key in sorted({"roads", "buildings"} & set(names)):
        told = f"layers: expected either osm or {key}, got both"
        reading.faults.append(fault(AREA_FILE, "layer_twice", told))
    return {
        "roads": reading.take(names["osm"], roads, schema.ROADS.empty(crs)),
        "buildings": reading.take(names["osm"], buildings, schema.BUILDINGS.empty(crs)),
    }


def _terrain(path: Path, crs: str) -> Terrain | None:
    return read_terrain(path, crs)


def _fingerprint(folder: Path, files: set[str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        content = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        digest.update(f"{name}\t{content}\n".encode())
    return digest.hexdigest()
