"""Roads open and shut as a reader sees them: names, the table of who is cut off, the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo.rules import RULES
from geo.speeds import MODES
from planner.demand.cut_off import access, newly_cut, newly_walked, without_closures
from planner.demand.rule_table import value_of, whats
from planner.report.road_spots import called, spot_places
from planner.words import Lang, known, listed, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from geo.rules import Rules
    from geo.speeds import Mode
    from planner.demand.cut_off import Access, Arrivals
    from planner.demand.ground import Ground
    from planner.demand.rule_table import What

_DM = 10  # the map is drawn in whole decimetres from the corner of the area
_LENGTHS_IN_NAMES = 10  # metres
_MOST_NAMES = 8


def road_names(ground: Ground, lang: Lang) -> dict[str, str]:
    """Map each edge to what people call that road: id, name, class, bridge or not, length."""
    edges = ground.network.edges
    named = ground.area.roads[f"name_{lang}"].reindex(edges["road_id"]).fillna("")
    bridge = say("road.bridge", lang)
    found: dict[str, str] = {}
    for edge_id, name, row in zip(
        edges.index, named, edges[["road_class", "bridge", "length_m"]].itertuples(), strict=True
    ):
        word = _class_word(row.road_class, lang)
        metres = max(round(row.length_m / _LENGTHS_IN_NAMES) * _LENGTHS_IN_NAMES, 1)
        unit = "米" if lang == "zh" else "m"
        parts = (edge_id, name, word, bridge if row.bridge else "", f"{metres} {unit}")
        found[str(edge_id)] = " · ".join(str(part) for part in parts if part)
    return found


def short_names(ground: Ground, lang: Lang) -> dict[str, str]:
    """Map each edge to a short name for lists: name or class, bridge or not, id."""
    edges = ground.network.edges
    named = ground.area.roads[f"name_{lang}"].reindex(edges["road_id"]).fillna("")
    bridge = say("road.bridge", lang)
    return {
        str(edge_id): " ".join(
            part
            for part in (name or _class_word(kind, lang), bridge if over else "", str(edge_id))
            if part
        )
        for edge_id, name, kind, over in zip(
            edges.index, named, edges["road_class"], edges["bridge"], strict=True
        )
    }


def placed_names(ground: Ground, lang: Lang) -> dict[str, str]:
    """Map each edge to a name by which somebody finds it in a list: the settlement is in it."""
    area, lines = ground.area, ground.network.geometry
    places = area.places if len(area.places) else area.units
    middles = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    _, near = places.sindex.nearest(middles, return_all=False)
    at = places[f"name_{lang}"].to_numpy()[near]
    return {
        name: say("road.piece_near", lang, road=told, place=str(place))
        for (name, told), place in zip(short_names(ground, lang).items(), at, strict=True)
    }


def _class_word(road_class: str, lang: Lang) -> str:
    key = f"road.{road_class}"
    return say(key if known(key) else "road.other", lang)


def place_names(
    ground: Ground, place_ids: Collection[str], lang: Lang, *, most: int = _MOST_NAMES
) -> str:
    """Write the names of some places, the first few only."""
    named = ground.area.places[f"name_{lang}"]
    return listed([str(named[name]) for name in place_ids], lang, most=most)


def affected(before: Access, now: Access) -> tuple[str, ...]:
    """Ids of the places to which closures or rain make any mode fail, or stop short."""
    found = {
        name
        for mode in MODES
        for name in (*newly_cut(before, now, mode), *newly_walked(before, now, mode))
    }
    return tuple(name for name in now.ground.area.places.index if name in found)


def cut_table(
    now: Access, lost: Mapping[Mode, Collection[str]], place_ids: Sequence[str], lang: Lang
) -> pd.DataFrame:
    """One row per place: who cannot come (`lost`), who comes on foot and how long, and the rest."""
    area = now.ground.area
    units = area.units[f"name_{lang}"]
    joint = "、" if lang == "zh" else ", "
    rows = []
    for name in place_ids:
        place, row = area.places.loc[name], int(area.places.index.get_loc(name))
        modes = [say(f"way.{mode}", lang) for mode in MODES if name in lost[mode]]
        rows.append(
            {
                "place": place[f"name_{lang}"],
                "unit": units.get(place["unit_code"], ""),
                "household_count": int(place["household_count"]),
                "cut_by": joint.join(modes),
                "on_foot_min": _minutes(now.by["foot"], row, lang),
                "nearest_post": _post(now, row, lang),
                "by_motorbike": _minutes(now.by["motorbike"], row, lang),
                "by_car": _minutes(now.by["car"], row, lang),
            }
        )
    columns = ["place", "unit", "household_count", "cut_by", "on_foot_min", "nearest_post"]
    columns += ["by_motorbike", "by_car"]
    table = pd.DataFrame(rows, columns=columns)
    return table.set_axis([say(f"col.{name}", lang) for name in columns], axis=1)


def rule_table(rules: Rules, mode: Mode, lang: Lang) -> pd.DataFrame:
    """One row per number of a mode besides the class of a road: what, how much, from where."""
    rows = []
    for what in whats(mode):
        value, usual = value_of(rules, mode, what), value_of(RULES, mode, what)
        sure = say(f"provenance.{'guessed' if value == usual else 'entered'}", lang)
        rows.append((rule_name(what, lang), _shown(what, value, lang), sure))
    columns = ("rule_name", "value", "known_by")
    return pd.DataFrame(rows, columns=[say(f"col.{name}", lang) for name in columns])


def rule_name(what: What, lang: Lang) -> str:
    """Name a number of the rules, with its unit."""
    kind, _, surface = what.partition("_")
    if not surface:
        return say(f"rule.{kind}", lang)
    return say(f"rule.{kind}", lang, surface=say(f"surface.{surface}", lang))


def _shown(what: What, value: float, lang: Lang) -> str:
    if what.startswith(("width", "top")):
        return f"{value:g}"
    return f"{100 * value:g}" if value else say("rule.none", lang)


def shut_names(ground: Ground, day: date | None, lang: Lang) -> list[str]:
    """Name what counts as shut for anybody on a day, or for good without a day."""
    shut = frozenset().union(*(ground.closed(mode, day) for mode in MODES))
    if not shut:
        return []
    names = short_names(ground, lang)
    return [called(ground, names, name, lang) for name in sorted(shut)]


def told_lines(
    ground: Ground, day: date | None, lang: Lang, *, most: int = _MOST_NAMES
) -> list[str]:
    """Say which roads count as shut on a day and who is cut off by that; nothing on a usual day.

    Modes that the same places lose are told together, then those that can still be walked to.

    Parameters
    ----------
    day
        Without a day it is what counts for plans that outlast one.
    most
        Places of one line named at most.
    """
    shut = frozenset().union(*(ground.closed(mode, day) for mode in MODES))
    rain = ground.conditions.on(day).rain
    slides = ground.conditions.slides if rain else frozenset()
    lines = []
    if shut - slides:
        count = len(shut - slides)
        if day is None:
            lines.append(say("roads.told_lasting", lang, count=count))
        else:
            lines.append(say("roads.told_shut", lang, date=day.isoformat(), count=count))
    if rain:
        lines.append(say("roads.told_rain", lang))
    if shut & slides:
        lines.append(say("roads.told_slides", lang, count=len(shut & slides)))
    if not lines:
        return []
    before, now = access(without_closures(ground)), access(ground, day)
    cut = {mode: newly_cut(before, now, mode) for mode in MODES}
    for ids in dict.fromkeys(ids for ids in cut.values() if ids):
        names = place_names(ground, ids, lang, most=most)
        way = listed([say(f"way.{mode}", lang) for mode in MODES if cut[mode] == ids], lang)
        lines.append(say("roads.told_cut", lang, mode=way, count=len(ids), names=names))
    lost = {name for ids in cut.values() for name in ids}
    walked = [name for name in now.ground.area.places.index if name in lost.difference(cut["foot"])]
    if walked:
        names = place_names(ground, walked, lang, most=most)
        lines.append(say("roads.told_walked", lang, count=len(walked), names=names))
    return lines


def _minutes(arrivals: Arrivals, row: int, lang: Lang) -> str:
    """Minutes of one mode, how many of them walked; where none comes, words and no number."""
    seconds, walk_s = int(arrivals.seconds[row]), int(arrivals.walk_s[row])
    if seconds < 0:
        return say("roads.no_way", lang)
    minutes, walk = -(-seconds // 60), -(-walk_s // 60)
    if walk:
        return say("roads.drive_walk", lang, minutes=minutes, walk=walk)
    return say("roads.drive", lang, minutes=minutes)


def _post(now: Access, row: int, lang: Lang) -> str:
    start = int(now.by["foot"].start[row])
    return "" if start < 0 else str(now.starts[f"name_{lang}"].iloc[start] or "")


def map_base(ground: Ground, lang: Lang) -> dict[str, object]:
    """Lay out what stays on the map: roads, water, border, places; whole decimetres."""
    area = ground.area
    corner = corner_of(ground)
    names = road_names(ground, lang)
    water = [*area.streams.geometry, *area.reservoirs.geometry.boundary]
    edges = ground.network.edges
    return {
        "roads": [
            [str(edge_id), names[str(edge_id)], str(road_class), steps(line, corner)]
            for edge_id, road_class, line in zip(
                edges.index, edges["road_class"], edges.geometry, strict=True
            )
        ],
        "water": [steps(part, corner) for line in water for part in shapely.get_parts(line)],
        "border": [
            steps(ring, corner)
            for part in shapely.get_parts(area.boundary)
            for ring in (part.exterior, *part.interiors)
        ],
        "places": [
            [str(name), str(label), *_dm(np.array([[at.x, at.y]]), corner)[0].tolist()]
            for name, label, at in zip(
                area.places.index, area.places[f"name_{lang}"], area.places.geometry, strict=True
            )
        ],
    }


def corner_of(ground: Ground) -> NDArray[np.float64]:
    """Corner of the area in whole metres, from which the map is drawn."""
    corner: NDArray[np.float64] = np.floor(shapely.bounds(ground.area.boundary)[:2])
    return corner


def map_state(
    ground: Ground, shut: Collection[str], picked: Collection[str], cut: tuple[Access, Access]
) -> dict[str, object]:
    """Tell what changes on the map: roads and spots shut and chosen, slides, places cut off."""
    before, now = cut
    lost: dict[str, int] = {}
    for mode in MODES:
        for name in newly_cut(before, now, mode):
            lost[name] = 2 if name in _lost_on_foot(now) else 1
    spots = spot_places(ground, {*shut, *picked})
    corner = corner_of(ground)
    return {
        "shut": sorted(name for name in shut if name not in spots),
        "slides": sorted(ground.conditions.slides),
        "picked": sorted(name for name in picked if name not in spots),
        "spots": [
            [name, *_dm(np.array([place]), corner)[0].tolist(), name in shut, name in picked]
            for name, place in sorted(spots.items())
        ],
        "cut": sorted([name, how] for name, how in lost.items()),
    }


def _lost_on_foot(now: Access) -> Collection[str]:
    foot: Mode = "foot"
    return now.cut_off(foot)


def _dm(xy: NDArray[np.float64], corner: NDArray[np.float64]) -> NDArray[np.int64]:
    rounded: NDArray[np.int64] = np.rint((xy[:, :2] - corner) * _DM).astype(np.int64)
    return rounded


def steps(line: shapely.Geometry, corner: NDArray[np.float64]) -> list[int]:
    """Coordinates as steps from the point before: fewer figures on the wire."""
    points = _dm(shapely.get_coordinates(line), corner)
    steps: list[int] = np.diff(points, axis=0, prepend=0).ravel().tolist()
    return steps
