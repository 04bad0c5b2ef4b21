"""Roads out of an OpenStreetMap file as noded lines in metres, with who may use them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from shapely.ops import substring

from geo.contract import Fact, InputError
from geo.formats.osm_chains import Chain, chains_of, runs_of
from geo.formats.osm_findings import Places, Sorted, findings_of, notes_of
from geo.formats.osm_map import OsmMap, Way
from geo.formats.osm_use import (
    MODES,
    OSM_CLASSES,
    Obstacle,
    Use,
    is_road,
    obstacle_of,
    use_of,
)
from geo.formats.road_reading import RoadReading

BARRIER_M = 1.0  # a barrier shuts this much of the road on each side of it, and no more
_MM = 3  # decimals kept of coordinates in metres
_OWN = ("road_class", "bridge", "oneway", "surface", "width_m", *MODES, "max_kmh", "night", "rain")
_WORST = {"night": ("closed", "open"), "rain": ("closed", "slow", "open")}


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """The map in metres: where each node lies, and what stands on it."""

    held: OsmMap
    xy: NDArray[np.float64]
    obstacles: Mapping[int, Obstacle]


def roads_of_map(name: str, held: OsmMap, crs: CRS | str, *, plain: bool = False) -> RoadReading:
    """Roads of a map in ``crs``; each edge has one use all along.

    Parameters
    ----------
    name
        Name of the file, for messages.
    plain
        As osmnx counts: everything with a highway tag, roads being built too, in edges from
        junction to junction, rings that meet nothing left out; an edge of several ways takes
        the strictest of each tag and barriers shut nothing. For comparing, not for planning.

    Raises
    ------
    InputError
        osm_no_roads: no way is a road that has a length; osm_no_nodes: the extract holds no
        piece of any road.

    Notes
    -----
    Notes begin with ``osm_`` and count what was noticed; findings say where.
    """
    tagged = [way for way in held.ways if "highway" in way.tags]
    kept = tagged if plain else [way for way in tagged if is_road(way.tags)]
    if not kept:
        raise _no_roads(name)
    uses = [use_of(way.tags) for way in kept]
    turned = [_turned(way, use) for way, use in zip(kept, uses, strict=True)]
    runs, holes = runs_of(held, turned)
    if not runs:
        told = (
            "{file}: of {count} roads not one piece has its nodes in the file; give an extract "
            "with complete ways."
        )
        facts: dict[str, Fact] = {"file": name, "count": len(kept)}
        raise InputError(facts=facts, code="osm_no_nodes", sentence=told)
    ground = _Ground(held, _metres(held.lonlat, crs), {} if plain else _obstacles(held))
    chains, rings = chains_of(
        runs,
        np.array([use.oneway for use in uses]),
        np.zeros(len(uses), np.int64) if plain else _numbered(uses),
        frozenset(ground.obstacles),
        held.node_id,
    )
    chains += [] if plain else rings
    rows = [row for chain in chains for row in _rows(chain, turned, uses, ground)]
    if not rows:
        raise _no_roads(name)
    frame = _frame(rows, crs)
    on_roads = {node for chain in chains for node in chain.nodes}
    numbers = {way.number for way in kept}
    ways = Sorted(tuple(kept), tuple(way for way in tagged if way.number not in numbers))
    findings = findings_of(ways, holes, Places(held, ground.xy, ground.obstacles, on_roads))
    return RoadReading(frame, notes_of(findings, frame, len(rings)), findings)


def _no_roads(name: str) -> InputError:
    told = "{file}: no way in it is a road; give an extract with roads."
    return InputError(facts={"file": name}, code="osm_no_roads", sentence=told)


def _turned(way: Way, use: Use) -> Way:
    """Way in driving direction."""
    return Way(way.number, way.nodes[::-1], way.tags) if use.turned else way


def _numbered(uses: Sequence[Use]) -> NDArray[np.int64]:
    """Give ways of the same use the same number, whichever way they were drawn."""
    known: dict[tuple[object, ...], int] = {}
    keys = [tuple(getattr(use, name) for name in (*_OWN, "against")) for use in uses]
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)


def _obstacles(held: OsmMap) -> dict[int, Obstacle]:
    """Rows of the nodes that shut something, with what they shut."""
    numbers = np.array(list(held.tagged), dtype=np.int64)
    found = zip(held.rows(numbers).tolist(), held.tagged.values(), strict=True)
    told = ((row, obstacle_of(tags)) for row, tags in found)
    return {row: obstacle for row, obstacle in told if obstacle is not None}


def _metres(lonlat: NDArray[np.float64], crs: CRS | str) -> NDArray[np.float64]:
    way = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    return np.round(np.column_stack(way.transform(*lonlat.T)), _MM) + 0.0


def _rows(
    chain: Chain, ways: Sequence[Way], uses: Sequence[Use], ground: _Ground
) -> list[dict[str, object]]:
    """Rows of one edge: pieces at barriers apart, and a second row for who may go against it."""
    line = shapely.LineString(ground.xy[list(chain.nodes)])
    if not line.length > 0:
        return []
    use = _strictest([uses[way] for way in chain.ways])
    tags = [ways[way].tags for way in chain.ways]
    own = {
        "stem": f"w{min(ways[way].number for way in chain.ways)}",
        "name_zh": _names(tags, "name:zh"),
        "name_en": _names(tags, "name:en"),
        **{name: getattr(use, name) for name in _OWN},
    }
    ends = (ground.obstacles.get(chain.nodes[0]), ground.obstacles.get(chain.nodes[-1]))
    rows = [
        {**own, **_shut(own, obstacle), "geometry": piece} for piece, obstacle in _cut(line, ends)
    ]
    if not use.against:
        return rows
    others = dict.fromkeys(set(MODES) - use.against, "no")
    return rows + [{**row, **others, "geometry": shapely.reverse(row["geometry"])} for row in rows]


def _cut(
    line: shapely.LineString, ends: tuple[Obstacle | None, Obstacle | None]
) -> list[tuple[shapely.LineString, Obstacle | None]]:
    """Pieces of an edge: a short one at each barrier, the rest between."""
    first, last = ends
    if first is None and last is None:
        return [(line, None)]
    length = line.length
    least = min(BARRIER_M, length / 3)
    start = least if first else 0.0
    stop = length - least if last else length
    pieces = [(0.0, start, first), (start, stop, None), (stop, length, last)]
    return [
        (shapely.transform(substring(line, a, b), lambda xy: np.round(xy, _MM) + 0.0), obstacle)
        for a, b, obstacle in pieces
        if round(b - a, _MM) > 0
    ]


def _shut(own: Mapping[str, object], obstacle: Obstacle | None) -> dict[str, object]:
    if obstacle is None:
        return {}
    rain = "closed" if obstacle.rain else own["rain"]
    return {**dict.fromkeys(sorted(obstacle.shut), "no"), "rain": rain}


def _strictest(uses: Sequence[Use]) -> Use:
    """Use of an edge of several ways: the strictest of each; one way is taken as it is."""
    if len(set(uses)) == 1:
        return uses[0]
    facts = asdict(uses[0])
    facts["road_class"] = max((use.road_class for use in uses), key=OSM_CLASSES.index)
    facts["bridge"] = any(use.bridge for use in uses)
    facts["against"] = frozenset.intersection(*(use.against for use in uses))
    facts["surface"] = " / ".join(sorted({use.surface for use in uses if use.surface})) or None
    for name in ("width_m", "max_kmh"):
        numbers = [getattr(use, name) for use in uses]
        facts[name] = min((number for number in numbers if number is not None), default=None)
    for mode in MODES:
        said = {getattr(use, mode) for use in uses}
        facts[mode] = "no" if "no" in said else "yes" if said == {"yes"} else None
    for name, order in _WORST.items():
        said = {getattr(use, name) for use in uses}
        facts[name] = next((value for value in order if value in said), None)
    return Use(**facts)


def _names(tags: Sequence[Mapping[str, str]], key: str) -> str:
    found = {held.get(key, held.get("name", "")) for held in tags}
    return " / ".join(sorted(found - {""}))


def _frame(rows: Sequence[Mapping[str, object]], crs: CRS | str) -> gpd.GeoDataFrame:
    """Roads by an id that depends on the way and the place only, not on the order of reading."""
    lines = np.array([row["geometry"] for row in rows], dtype=object)
    columns = ("road_class", "name_zh", "name_en", *_OWN[1:])
    data = {name: pd.Series([row[name] for row in rows], dtype="object") for name in columns}
    for name, kind in (("bridge", bool), ("oneway", bool), ("width_m", float), ("max_kmh", float)):
        data[name] = data[name].astype(kind)
    roads = gpd.GeoDataFrame(data, geometry=lines, crs=crs)
    stems = np.array([str(row["stem"]) for row in rows])
    start = shapely.get_coordinates(shapely.get_point(lines, 0))
    middle = shapely.get_coordinates(shapely.line_interpolate_point(lines, 0.5, normalized=True))
    order = np.lexsort((*start.T, *middle.T, stems))
    roads, stem = roads.iloc[order], pd.Series(stems[order])
    number = stem.groupby(stem).cumcount() + 1
    ids = [f"{s}-{n}" for s, n in zip(stem, number, strict=True)]
    roads.index = pd.Index(ids, dtype="object", name="road_id")
    return roads.sort_index()
