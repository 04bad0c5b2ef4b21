"""Roads, buildings and key places out of one OpenStreetMap file, read here and offline."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from geo.contract import Fact, InputError
from geo.formats.osm_areas import ring_ground
from geo.formats.osm_map import OsmMap, Tags, Way
from geo.formats.osm_read import read_map
from geo.formats.osm_roads import roads_of_map
from geo.formats.osm_use import OSM_CLASSES, measure
from geo.formats.road_reading import RoadReading
from geo.formats.text import read_bytes

__all__ = [
    "KEY_AMENITIES",
    "OSM_CLASSES",
    "centre_of",
    "osm_centre",
    "osm_reading",
    "read_osm_buildings",
    "read_osm_roads",
    "read_osm_sites",
]

KEY_AMENITIES = ("school", "hospital", "fire_station", "police", "townhall")
STOREY_M = 3.0  # guess: height of one storey where only building:levels is given
BUILDING_M = 6.0  # guess: two storeys where nothing is given
_BUILDING_KINDS: Mapping[str, str] = {
    "residential": "dwelling", "house": "dwelling", "apartments": "dwelling",
    "detached": "dwelling", "hut": "dwelling", "farm": "dwelling", "yes": "dwelling",
    "commercial": "shop", "retail": "shop", "supermarket": "shop",
    "school": "school", "university": "school", "kindergarten": "school", "college": "school",
    "church": "public", "public": "public", "civic": "public", "hospital": "public",
    "townhall": "public", "fire_station": "public", "station": "public", "train_station": "public",
}  # fmt: skip
_MM = 3  # decimals kept of coordinates in metres
_LONLAT = "EPSG:4326"


def read_osm_roads(path: Path, crs: CRS | str, *, plain: bool = False) -> gpd.GeoDataFrame:
    """Read the roads of an OSM file (.osm, .bz2, .gz, .pbf) as noded lines in `crs`.

    Parameters
    ----------
    plain
        As osmnx counts, from junction to junction; see `roads_of_map`.

    Returns
    -------
    ROADS frame

    Raises
    ------
    InputError
        What `read_map` and `roads_of_map` find.
    """
    return osm_reading(path, crs, plain=plain).roads


def osm_reading(path: Path, crs: CRS | str, *, plain: bool = False) -> RoadReading:
    """Read the roads of an OSM file, with notes and findings on what was left out, cut or shut."""
    return roads_of_map(Path(path).name, _map_of(*_version(path)), crs, plain=plain)


def osm_centre(path: Path) -> tuple[float, float]:
    """Longitude and latitude in degrees of the middle of what an OSM file holds.

    Raises
    ------
    InputError
        osm_no_nodes: nothing in the file has a place.
    """
    return centre_of(Path(path).name, _map_of(*_version(path)))


def centre_of(name: str, held: OsmMap) -> tuple[float, float]:
    """Longitude and latitude in degrees of the middle of a map that was read; as `osm_centre`."""
    if not len(held.lonlat):
        told = "{file}: no road of it has its nodes in the file; give an extract with nodes."
        facts: dict[str, Fact] = {"file": name, "count": 0}
        raise InputError(facts=facts, code="osm_no_nodes", sentence=told)
    lon, lat = np.median(held.lonlat, axis=0).tolist()
    return lon, lat


def read_osm_buildings(path: Path, crs: CRS | str) -> gpd.GeoDataFrame:
    """Read the building footprints of an OSM file in `crs`, heights (guessed if untagged) in m.

    Returns
    -------
    BUILDINGS frame: kind, height_m, place_id
    """
    held = _map_of(*_version(path))
    found = [
        (name, tags, shape)
        for name, tags, shape in _shaped(held, "building")
        if tags["building"] != "no" and shape.geom_type in {"Polygon", "MultiPolygon"}
    ]
    frame = gpd.GeoDataFrame(
        {
            "kind": [_BUILDING_KINDS.get(tags["building"], "other") for _, tags, _ in found],
            "height_m": [_height(tags) for _, tags, _ in found],
            "place_id": pd.Series([None] * len(found), dtype="object"),
        },
        geometry=gpd.GeoSeries([shape for *_, shape in found], crs=_LONLAT).to_crs(crs),
    )
    frame.index = pd.Index([name for name, *_ in found], dtype="object")
    frame = frame.explode()  # a footprint is one polygon; the parts keep the tags
    frame = frame.set_geometry(_to_mm(frame), crs=frame.crs)
    frame.index = pd.Index(_unique(list(frame.index)), dtype="object", name="building_id")
    return frame.sort_index()


def read_osm_sites(
    path: Path, crs: CRS | str, *, amenities: tuple[str, ...] = KEY_AMENITIES
) -> gpd.GeoDataFrame:
    """Read the key places of an OSM file as points in `crs`; of a footprint a point inside it.

    Returns
    -------
    Frame by site_id: amenity, name ("" where there is none), geometry
    """
    held = _map_of(*_version(path))
    found = [row for row in _shaped(held, "amenity") if row[1]["amenity"] in amenities]
    shapes = gpd.GeoSeries([shape for *_, shape in found], crs=_LONLAT).to_crs(crs)
    frame = gpd.GeoDataFrame(
        {
            "amenity": [tags["amenity"] for _, tags, _ in found],
            "name": [tags.get("name", "") for _, tags, _ in found],
        },
        geometry=shapes.representative_point(),
        crs=crs,
    )
    frame = frame.set_geometry(_to_mm(frame), crs=frame.crs)
    frame.index = pd.Index([name for name, *_ in found], dtype="object", name="site_id")
    return frame.sort_index()


def _version(path: Path) -> tuple[Path, int, int]:
    """Name one version of a file: reading one takes seconds, so it is done once."""
    path = Path(path).resolve()
    if not path.is_file():
        read_bytes(path)  # which says so in one sentence
    stat = path.stat()
    return path, stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=2)
def _map_of(path: Path, _modified: int, _size: int) -> OsmMap:
    return read_map(path.name, read_bytes(path))


def _shaped(held: OsmMap, key: str) -> Iterator[tuple[str, Tags, shapely.Geometry]]:
    """Id, tags and shape in degrees of everything with a tag; what is cut is left out."""
    for number, tags in held.tagged.items():
        if key in tags:
            [row] = held.rows(np.array([number]))
            yield f"n{number}", tags, shapely.Point(held.lonlat[row])
    ways = {way.number: way for way in held.ways}
    for way in held.ways:
        shape = _way_shape(way, held) if key in way.tags else None
        if shape is not None:
            yield f"w{way.number}", way.tags, shape
    for relation in held.relations:
        if key not in relation.tags or relation.tags.get("type") != "multipolygon":
            continue
        rings = [n for kind, n, role in relation.members if kind == "w" and role != "label"]
        ground = ring_ground(rings, ways, held)
        if ground is not None:
            yield f"r{relation.number}", relation.tags, ground


def _way_shape(way: Way, held: OsmMap) -> shapely.Geometry | None:
    """Ground inside a closed way, a line of an open one; None where nodes are missing."""
    rows = held.rows(way.nodes)
    if len(rows) < 2 or (rows < 0).any():
        return None
    xy = held.lonlat[rows]
    if len(rows) < 4 or rows[0] != rows[-1]:
        return shapely.LineString(xy)
    ring = shapely.Polygon(xy)
    ring = ring if ring.is_valid else shapely.make_valid(ring)
    parts = [part for part in shapely.get_parts(ring) if part.geom_type == "Polygon"]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _to_mm(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    shapes = shapely.transform(frame.geometry.to_numpy(), lambda xy: np.round(xy, _MM))
    return gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs)


def _height(tags: Tags) -> float:
    """Height in metres: as tagged, by storeys, or guessed."""
    height, levels = measure(tags.get("height", "")), measure(tags.get("building:levels", ""))
    if height is not None:
        return height
    return BUILDING_M if levels is None else levels * STOREY_M


def _unique(stems: list[str]) -> list[str]:
    """Ids with the parts of one thing numbered: w7 w7 w9 -> w7-1 w7-2 w9."""
    stem = pd.Series(stems, dtype="str")
    number = stem.groupby(stem).cumcount() + 1
    many = stem.duplicated(keep=False)
    return [f"{s}-{n}" if m else s for s, n, m in zip(stem, number, many, strict=True)]
