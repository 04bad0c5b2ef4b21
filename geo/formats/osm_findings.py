"""What a person should know of the roads of an OpenStreetMap file: counts, and places."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from geo.contract import Fact
from geo.formats.drawing import Note
from geo.formats.osm_chains import Hole
from geo.formats.osm_map import OsmMap, Way
from geo.formats.osm_use import MODES, Obstacle, known_barrier, unread_condition
from geo.formats.road_reading import Finding, told

_KINDS = 8  # kinds a note lists one by one


@dataclass(frozen=True, slots=True)
class Sorted:
    """Ways that are roads, and ways tagged so that are none."""

    kept: tuple[Way, ...]
    left: tuple[Way, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where the nodes lie in metres, what stands on them, and which lie on a road."""

    held: OsmMap
    xy: NDArray[np.float64]
    obstacles: Mapping[int, Obstacle]
    on_roads: Set[int]


def findings_of(ways: Sorted, holes: Sequence[Hole], places: Places) -> tuple[Finding, ...]:
    """Everything that was left out, cut, shut or not understood, with its place.

    Codes: road_not_built, road_cut, barrier, barrier_unknown, condition_unread,
    oneway_reversible.
    """
    return (
        *(_of_hole(hole, places) for hole in holes),
        *(_of_way("road_not_built", way, places, kind=way.tags["highway"]) for way in ways.left),
        *_barriers(places),
        *(_of_way("condition_unread", way, places) for way in ways.kept if _puzzles(way)),
        *(
            _of_way("oneway_reversible", way, places)
            for way in ways.kept
            if way.tags.get("oneway") == "reversible"
        ),
    )


def notes_of(findings: Sequence[Finding], roads: gpd.GeoDataFrame, rings: int) -> tuple[Note, ...]:
    """Count what was found, and the length that nobody may use."""
    cut, built = told(findings, "road_cut"), told(findings, "road_not_built")
    shut, unknown = told(findings, "barrier"), told(findings, "barrier_unknown")
    missing = sum(int(finding.facts["missing"]) for finding in cut)
    notes = [
        Note("osm_roads_cut", {"count": len(cut), "missing": missing}),
        Note("osm_not_built", {"count": len(built), "kinds": _kinds(built)}),
        Note("osm_barriers", {"count": len(shut), "kinds": _kinds(shut)}),
        Note("osm_barriers_unknown", {"count": len(unknown), "kinds": _kinds(unknown)}),
        Note("osm_conditions", {"count": len(told(findings, "condition_unread"))}),
        Note("osm_reversible", {"count": len(told(findings, "oneway_reversible"))}),
        Note("osm_rings", {"count": rings}),
    ]
    return tuple(note for note in (*notes, *_closed(roads)) if note.facts["count"])


def _closed(roads: gpd.GeoDataFrame) -> Iterable[Note]:
    """Roads that tags close to a mode, such as private and farm roads, by mode."""
    length = roads.length.to_numpy()
    for mode in MODES:
        shut = (roads[mode] == "no").to_numpy()
        km = round(float(length[shut].sum()) / 1000, 1)
        yield Note(f"osm_closed_{mode}", {"count": int(shut.sum()), "km": km})


def _kinds(findings: Sequence[Finding]) -> str:
    counted = Counter(str(finding.facts["kind"]) for finding in findings).most_common()
    more = ", ..." if len(counted) > _KINDS else ""
    return ", ".join(f"{kind} {count}" for kind, count in counted[:_KINDS]) + more


def _of_way(code: str, way: Way, places: Places, **facts: Fact) -> Finding:
    """Make a finding at the first node of a way that the file holds."""
    rows = places.held.rows(way.nodes)
    return _at(code, f"w{way.number}", int(rows[(rows >= 0).argmax()]), places, **facts)


def _of_hole(hole: Hole, places: Places) -> Finding:
    return _at("road_cut", f"w{hole.way}", hole.node, places, missing=hole.missing)


def _at(code: str, about: str, row: int, places: Places, **facts: Fact) -> Finding:
    x, y = places.xy[row].tolist() if row >= 0 else (np.nan, np.nan)
    return Finding(code, about, x, y, facts)


def _barriers(places: Places) -> Iterable[Finding]:
    """Barriers on roads: those that shut somebody out, and those of a kind nobody knows."""
    numbers = np.array(list(places.held.tagged), dtype=np.int64)
    rows = places.held.rows(numbers).tolist()
    for number, row, tags in zip(numbers, rows, places.held.tagged.values(), strict=True):
        if row not in places.on_roads or "barrier" not in tags:
            continue
        obstacle, kind = places.obstacles.get(row), tags["barrier"]
        if obstacle is not None and obstacle.shut:
            modes = " ".join(mode for mode in MODES if mode in obstacle.shut)
            yield _at("barrier", f"n{number}", row, places, kind=kind, modes=modes)
        elif not known_barrier(kind):
            yield _at("barrier_unknown", f"n{number}", row, places, kind=kind)


def _puzzles(way: Way) -> bool:
    return unread_condition(way.tags)
