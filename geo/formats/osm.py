"""Roads, buildings and key places out of one OpenStreetMap file, through osmnx and offline."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.sax import SAXParseException

import geopandas as gpd
import networkx as nx
import numpy as np
import osmnx as ox
import pandas as pd
import shapely
from pyproj import CRS

from geo.schema import InputError

# Of two classes merged into one edge the later one counts: what may not use a piece
# of an edge may not use the edge.
OSM_CLASSES = (
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "road",
    "residential", "living_street", "service", "track", "cycleway", "pedestrian",
    "bridleway", "footway", "path", "steps", "construction",
)  # fmt: skip
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


def road_graph(path: Path) -> nx.MultiDiGraph:
    """Read the directed road graph of an OSM file, in longitude and latitude, islands kept.

    `ox.graph_from_xml` makes road edges of every way, building outlines and
    borders too; so it is asked for the bare ways first, what has no `highway`
    tag is dropped, then what is left is simplified.

    Raises
    ------
    InputError
        osm_unreadable or osm_no_roads.
    """
    with _offline(), _readable(path):
        try:
            graph = ox.graph_from_xml(path, simplify=False, retain_all=True)
        except ox._errors.InsufficientResponseError:  # a map with nothing in it
            graph = nx.MultiDiGraph()
    other = [edge for edge, tags in graph.edges(keys=True).items() if "highway" not in tags]
    graph.remove_edges_from(other)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    if graph.number_of_edges() == 0:
        sentence = "{file}: no way has a highway tag; give an extract with roads."
        raise InputError(code="osm_no_roads", facts={"file": Path(path).name}, sentence=sentence)
    return ox.simplify_graph(graph)


def read_osm_roads(path: Path, crs: CRS | str) -> gpd.GeoDataFrame:
    """Read the roads of an OSM file as noded lines in `crs`, a street open both ways once.

    An edge merged of several ways takes the class that fewest may use and is a
    bridge if any of them is. Widths nobody tagged are nan, surfaces "".

    Returns
    -------
    ROADS frame: road_class, name_zh, name_en, bridge, oneway, surface, width_m
    """
    return _roads_of(*_version(path), CRS.from_user_input(crs)).copy()


@lru_cache(maxsize=2)
def _roads_of(path: Path, _modified: int, _size: int, crs: CRS) -> gpd.GeoDataFrame:
    """Give the two directions of a street as one line, with the tags of its ways."""
    arcs = ox.graph_to_gdfs(road_graph(path), nodes=False).to_crs(crs).reset_index(drop=True)
    lines = shapely.transform(arcs.geometry.to_numpy(), lambda xy: np.round(xy, _MM))
    ways = [_values(value) for value in arcs["osmid"]]
    both = pd.Series([_either_way(w, line) for w, line in zip(ways, lines, strict=True)])
    first, count = ~both.duplicated(), both.map(both.value_counts())
    name = _tag(arcs, "name").map(" / ".join)
    roads = gpd.GeoDataFrame(
        {
            "road_class": _tag(arcs, "highway").map(_road_class),
            "name_zh": name,
            "name_en": name,
            "bridge": _tag(arcs, "bridge").map(lambda v: any(tag != "no" for tag in v)),
            "oneway": count == 1,
            "surface": _tag(arcs, "surface").map(" / ".join),
            "width_m": _tag(arcs, "width").map(_narrowest),
        },
        geometry=lines,
        crs=crs,
    )[first]
    return _named(
        roads, [f"w{min(map(int, w))}" for w, one in zip(ways, first, strict=True) if one]
    )


def read_osm_buildings(path: Path, crs: CRS | str) -> gpd.GeoDataFrame:
    """Read the building footprints of an OSM file in `crs`, heights (guessed if untagged) in m.

    Returns
    -------
    BUILDINGS frame: kind, height_m, place_id
    """
    features = _features_of(*_version(path))
    chosen = features[features.geom_type.isin(["Polygon", "MultiPolygon"])]
    chosen = chosen[chosen["building"].notna() & (chosen["building"] != "no")].to_crs(crs)
    chosen = chosen.explode()  # a footprint is one polygon; the parts keep the tags
    height = _column(chosen, "height").map(_metres, na_action="ignore").astype(float)
    levels = _column(chosen, "building:levels").map(_metres, na_action="ignore").astype(float)
    frame = gpd.GeoDataFrame(
        {
            "kind": chosen["building"].map(_BUILDING_KINDS).fillna("other"),
            "height_m": height.fillna(levels * STOREY_M).fillna(BUILDING_M).to_numpy(),
            "place_id": None,
        },
        geometry=shapely.transform(chosen.geometry.to_numpy(), lambda xy: np.round(xy, _MM)),
        crs=crs,
    )
    frame.index = pd.Index(_unique(_osm_ids(chosen)), name="building_id")
    return frame.sort_index()


def read_osm_sites(
    path: Path, crs: CRS | str, *, amenities: tuple[str, ...] = KEY_AMENITIES
) -> gpd.GeoDataFrame:
    """Read the key places of an OSM file as points in `crs`; of a footprint a point inside it.

    Returns
    -------
    Frame by site_id: amenity, name ("" where there is none), geometry
    """
    features = _features_of(*_version(path))
    chosen = features[features["amenity"].isin(amenities)].to_crs(crs)
    points = chosen.geometry.representative_point()
    frame = gpd.GeoDataFrame(
        {"amenity": chosen["amenity"], "name": _column(chosen, "name").fillna("")},
        geometry=shapely.transform(points.to_numpy(), lambda xy: np.round(xy, _MM)),
        crs=crs,
    )
    frame.index = pd.Index(_osm_ids(chosen), name="site_id")
    return frame.sort_index()


def _version(path: Path) -> tuple[Path, int, int]:
    """Name one version of a file: reading one takes seconds, so it is done once."""
    path = Path(path).resolve()
    with _readable(path):
        stat = path.stat()
    return path, stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=2)
def _features_of(path: Path, _modified: int, _size: int) -> gpd.GeoDataFrame:
    """Read everything in the file that is tagged as building or amenity."""
    with _offline(), _readable(path):
        try:
            found = ox.features_from_xml(path, tags={"building": True, "amenity": True})
        except ox._errors.InsufficientResponseError:
            found = gpd.GeoDataFrame(geometry=[], crs="EPSG:4326")
    absent = [name for name in ("building", "amenity") if name not in found]
    return found.assign(**dict.fromkeys(absent))


@contextmanager
def _offline() -> Iterator[None]:
    """Keep osmnx from writing caches and logs, and read the tags this module needs."""
    settings = {
        "use_cache": False,
        "log_file": False,
        "log_console": False,
        "useful_tags_way": sorted({*ox.settings.useful_tags_way, "surface", "width"}),
    }
    before = {name: getattr(ox.settings, name) for name in settings}
    try:
        for name, value in settings.items():
            setattr(ox.settings, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(ox.settings, name, value)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, ParseError, SAXParseException, UnicodeDecodeError) as error:
        sentence = "{file}: cannot be read; give an OpenStreetMap XML file (.osm or .osm.bz2)."
        facts = {"file": Path(path).name}
        raise InputError(code="osm_unreadable", facts=facts, sentence=sentence) from error


def _either_way(ways: list[str], line: shapely.LineString) -> tuple[object, ...]:
    """Key that both directions of one street share and no other street has."""
    xy = shapely.get_coordinates(line)
    forward, backward = xy.tobytes(), xy[::-1].tobytes()
    return (*sorted(ways), min(forward, backward))


def _values(tag: object) -> list[str]:
    """Values of a tag that osmnx gives as nothing, one value or a list of them."""
    if isinstance(tag, list):
        return sorted({str(value) for value in tag})
    return [] if tag is None or tag != tag else [str(tag)]  # noqa: PLR0124 - nan


def _tag(arcs: gpd.GeoDataFrame, name: str) -> "pd.Series[list[str]]":
    if name not in arcs:
        return pd.Series([[] for _ in range(len(arcs))], index=arcs.index)
    lists: pd.Series[list[str]] = arcs[name].map(_values)
    return lists


def _column(frame: gpd.GeoDataFrame, name: str) -> "pd.Series[str]":
    return frame[name] if name in frame else pd.Series(None, index=frame.index, dtype="str")


def _road_class(highways: list[str]) -> str:
    """Road class of an edge: the one of its ways' classes that fewest may use."""
    known = [name.removesuffix("_link") for name in highways]
    known = [name if name in OSM_CLASSES else "path" for name in known]
    return max(known, key=OSM_CLASSES.index)


def _narrowest(widths: list[str]) -> float:
    numbers = [_metres(width) for width in widths]
    return min((number for number in numbers if np.isfinite(number)), default=np.nan)


def _metres(text: str) -> float:
    """Read a length such as 3.5 or "3.5 m"; nan where it is anything else."""
    try:
        metres = float(text.removesuffix("m").strip())
    except ValueError:
        return np.nan
    return metres if np.isfinite(metres) and metres >= 0 else np.nan


def _named(roads: gpd.GeoDataFrame, stems: list[str]) -> gpd.GeoDataFrame:
    """Roads by an id that depends on the way and the place only, not on the order of reading."""
    start = shapely.get_coordinates(shapely.get_point(roads.geometry.to_numpy(), 0))
    middle = shapely.get_coordinates(roads.geometry.interpolate(0.5, normalized=True))
    order = np.lexsort((*start.T, *middle.T, np.array(stems)))
    roads, stems = roads.iloc[order], [stems[i] for i in order]
    roads.index = pd.Index(_unique(stems, always=True), name="road_id")
    return roads.sort_index()


def _unique(stems: list[str], *, always: bool = False) -> list[str]:
    """Ids with the parts of one thing numbered: w7 w7 w9 -> w7-1 w7-2 w9."""
    stem = pd.Series(stems, dtype="str")
    number = stem.groupby(stem).cumcount() + 1
    many = stem.duplicated(keep=False) | always
    return [f"{s}-{n}" if m else s for s, n, m in zip(stem, number, many, strict=True)]


def _osm_ids(features: gpd.GeoDataFrame) -> list[str]:
    return [f"{element[0]}{number}" for element, number in features.index]
