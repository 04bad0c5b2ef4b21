"""Load an area folder: every layer read, reprojected, checked; every fault named at once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import pandas as pd
import shapely

from geo import schema
from geo.area_file import AREA_FILE, fault, header_of
from geo.contract import Fact, Frame, InputError, SchemaError, name_some, raise_if_any
from geo.crs import to_working
from geo.formats import read_drawing, source_of
from geo.formats.geojson import read_features, read_json
from geo.formats.headers import LAYERS as HEADERS
from geo.formats.tables import read_table
from geo.intake.columns import adopted
from geo.intake.coordinates import placed, reading_of
from geo.intake.drawings import read_polygons
from geo.persons.tables import refuse_named
from geo.road_lines import road_lines
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
_GEOJSON = (".geojson", ".json")
_LONLAT = "EPSG:4490"


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
            read = _layer_reader(key, frame, header.crs, frames["units"])
            frames[key] = reading.take(names[key], read, frames[key])
    frames |= _osm_frames(names, header.crs, reading)
    tables = {
        key: reading.take(names[key], _table_reader(frame), frame.empty(""))
        if key in names
        else frame.empty("")
        for key, frame in _TABLES.items()
    }
    terrain = None
    if "terrain" in names:
        terrain = reading.take(names["terrain"], lambda path: _terrain(path, header.crs), None)
    if not reading.faults:
        reading.faults.extend(_cross_faults(frames | tables))
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


def _known_columns(rows: T_frame, frame: Frame) -> T_frame:
    """Keep the columns of the contract: nothing else, such as a person's name, comes in."""
    known = {*frame.columns, "geometry"}
    return rows.drop(columns=[name for name in rows.columns if name not in known])


def _nameless(rows: T_frame, file: str) -> T_frame:
    """Rows as they are, unless a column, a cell or an id of theirs is about a person.

    Every column the file has is looked at, also those nobody reads.

    Raises
    ------
    SchemaError
        person_header or person_cell, as `geo.persons.tables.refuse_named` says.
    """
    labels = [f"row {number}" for number in range(2, len(rows) + 2)]
    if rows.index.name is not None:
        refuse_named(file, {str(rows.index.name): rows.index.tolist()}, labels)
        labels = [str(row) for row in rows.index]
    told = [name for name in rows.columns if name != "geometry"]
    refuse_named(file, {str(name): rows[name].tolist() for name in told}, labels)
    return rows


def _table_reader(frame: Frame) -> Callable[[Path], pd.DataFrame]:
    def read(path: Path) -> pd.DataFrame:
        return _known_columns(_nameless(read_table(path, frame), path.name), frame)

    return read


def _named(frame: T_frame) -> T_frame:
    """Give whatever has no name its name in the other language, or else its id."""
    ids = pd.Series(frame.index, index=frame.index, dtype="object")
    name_zh, name_en = frame["name_zh"], frame["name_en"]
    return frame.assign(
        name_zh=name_zh.fillna(name_en).fillna(ids), name_en=name_en.fillna(name_zh).fillna(ids)
    )


def _layer_reader(
    key: str, frame: Frame, crs: str, units: gpd.GeoDataFrame
) -> Callable[[Path], gpd.GeoDataFrame]:
    def read(path: Path) -> gpd.GeoDataFrame:
        rows = read_features(path) if path.suffix in _GEOJSON else _foreign(path, key, crs, units)
        if not len(rows) and key != "units":
            return frame.empty(crs)  # a layer of nothing is a layer: no cameras, no reservoirs
        if not len(rows):
            told = "{file}: no feature has a shape; expected polygons."
            raise InputError(facts={"file": path.name}, code="no_features", sentence=told)
        named = _nameless(frame.check(rows, path.name), path.name)
        return to_working(_known_columns(named, frame), crs)

    return read


def _foreign(path: Path, key: str, crs: str, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rows of a layer in another format than ours, its headers and coordinates recognised."""
    drawing = read_drawing(source_of(path))
    told = [name for name in drawing.frame.columns if name != drawing.frame.geometry.name]
    every = {str(name): drawing.frame[name].tolist() for name in told}
    refuse_named(drawing.file, every, drawing.rows)
    if key in HEADERS and key != "roads":
        drawing = adopted(drawing, key)
    if not len(drawing.frame):
        return drawing.frame
    near = None
    if len(units):
        near = shapely.geometrycollections(units.to_crs(_LONLAT).geometry.to_numpy())
    if key == "roads":
        return road_lines(drawing, reading_of(drawing, near), crs=crs).roads
    return placed(drawing, reading_of(drawing, near), crs)


def _osm_frames(
    names: Mapping[str, str], crs: str, reading: _Reading
) -> dict[str, gpd.GeoDataFrame]:
    """Roads and buildings out of an OpenStreetMap file, where the area has one."""
    if "osm" not in names:
        return {}

    def roads(path: Path) -> gpd.GeoDataFrame:
        return _nameless(schema.ROADS.check(read_osm_roads(path, crs), path.name), path.name)

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


# layer, its column, layer the value must be an id of
_REFERENCES = (
    ("grids", "unit_code", "units"),
    ("groups", "unit_code", "units"),
    ("places", "unit_code", "units"),
    ("sites", "unit_code", "units"),
    ("buildings", "place_id", "places"),
    ("incidents", "place_id", "places"),
    ("crews", "base_site_id", "sites"),
    ("crews", "home_units", "units"),
    ("responders", "site_id", "sites"),
    ("responders", "home_units", "units"),
)


def _cross_faults(frames: Mapping[str, pd.DataFrame]) -> Iterator[InputError]:
    """Ids that point at nothing in another layer, and crews with more officers than people."""
    for layer, column, target in _REFERENCES:
        frame, known = frames[layer], set(frames[target].index)
        lost: dict[str, list[str]] = {}
        for row, value in frame[column].dropna().items():
            for wanted in _ids_in(column, value):
                if wanted not in known:
                    lost.setdefault(wanted, []).append(str(row))
        for wanted, rows in lost.items():
            told = f"{column} {wanted} is not in {target}; correct it or add it there"
            about: dict[str, Fact] = {"field": column, "given": wanted, "target": target}
            yield _cross_fault("unknown_reference", layer, rows, told, **about)
    crews = frames["crews"]
    over = crews.index[crews["officers"].to_numpy() > crews["size"].to_numpy()]
    if len(over):
        told = "officers must not be more than size"
        yield _cross_fault("too_many_officers", "crews", list(map(str, over)), told)


def _ids_in(column: str, value: object) -> list[str]:
    """Ids a cell names: one, or for home units a list with ";" between."""
    if column != "home_units":
        return [str(value)]
    return [part.strip() for part in str(value).split(";") if part.strip()]


def _cross_fault(code: str, layer: str, rows: list[str], told: str, **about: Fact) -> InputError:
    facts: dict[str, Fact] = {"layer": layer, "rows": name_some(rows), "told": told, **about}
    return InputError(code, facts, "{layer} ({rows}): {told}.")


def _fingerprint(folder: Path, files: set[str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        content = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        digest.update(f"{name}\t{content}\n".encode())
    return digest.hexdigest()
