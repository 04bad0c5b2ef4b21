"""Map of one tour for paper: the way on the real roads and its stops in order, readable in grey.

Drawn as SVG in millimetres of paper, north of the area's coordinate system up, in black and grey
alone, so that no copy loses anything.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.report.duty_labels import Frame, Paper, Spot, placed_names, placed_numbers
from planner.report.duty_lines import NOWHERE, joined
from planner.report.duty_scale import bar, mark, north
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from planner.demand.ground import Ground
    from planner.report.duty_lines import Duty, Stop

    Points = NDArray[np.float64]

_ROOM = 0.09  # of the extent, on each side
_LEAST_M = 500.0  # a tour in one street is not blown up beyond this
_FAR_MM, _NEAR_MM = 9.5, 7.5  # from a number to its stop: beyond it a map is crowded
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FINE_MM = 0.15  # what is finer is not seen on paper
_ARROW_MM = 21.0  # from one arrow on the way to the next
STYLE = """
.strip { display: block; background: #fff; border: .25mm solid #000; }
.strip text { font-family: inherit; }
.strip .water { fill: none; stroke: #d4d4d4; stroke-width: .55; }
.strip .road { fill: none; stroke: #bdbdbd; stroke-width: .3; stroke-linejoin: round; }
.strip .main { stroke: #a5a5a5; stroke-width: .6; }
.strip .border { fill: none; stroke: #777; stroke-width: .25; stroke-dasharray: 2.2 .7 .4 .7; }
.strip .way { fill: none; stroke: #000; stroke-width: .7; stroke-linejoin: round; }
.strip .halo { fill: none; stroke: #fff; stroke-width: 1.7; stroke-linejoin: round; }
.strip .street { fill: none; stroke: #000; stroke-width: 1.5; stroke-linejoin: round; }
.strip .inner { fill: none; stroke: #fff; stroke-width: .6; stroke-linejoin: round; }
.strip .off { fill: none; stroke: #000; stroke-width: .3; stroke-dasharray: .5 .7; }
.strip .outline { fill: none; stroke: #000; stroke-width: .3; stroke-dasharray: 1.4 .8; }
.strip .arrow { fill: #000; stroke: #fff; stroke-width: .3; }
.strip .leader { stroke: #000; stroke-width: .2; }
.strip .dot { fill: #000; stroke: #fff; stroke-width: .25; }
.strip .number { fill: #fff; stroke: #000; stroke-width: .35; }
.strip .post .number, .strip .post.number { stroke-width: .8; }
.strip .figure { font-weight: 700; text-anchor: middle; }
.strip .base { fill: #000; stroke: #fff; stroke-width: .35; }
.strip .name { fill: #6a6a6a; text-anchor: middle; paint-order: stroke; stroke: #fff;
  stroke-width: .6; }
.strip .plate { fill: #fff; fill-opacity: .6; }
.strip .mark { font-weight: 700; }
"""
_MAIN = ("motorway", "trunk", "national", "provincial", "county", "primary", "secondary")


def strip_maps(duty: Duty, ground: Ground, paper: Paper, detail: Paper, lang: Lang) -> list[str]:
    """Draw the way of a duty with its stops, roads and water around, scale, north and marks.

    Where the numbers would not find room near their stops the first map shows the whole way and
    where the others lie, and each of these some stops in a row.
    """
    whole = _drawn(duty, duty.track)
    frame = paper.frame(whole, room=_ROOM, least_m=_LEAST_M)
    spots = _spots(duty.stops, frame)
    if _crowding(spots, duty, frame, paper) <= _FAR_MM:
        return [_map(duty, ground, frame, spots, paper, lang)]
    parts = _sections(duty, detail)
    frames = [_close(part, detail) for part in parts]
    marks = [
        Spot(_LETTERS[n % len(_LETTERS)], *frame.on(np.array([[one.east, one.north]]))[0].tolist())
        for n, one in enumerate(frames)
    ]
    outlines = _lines("outline", [one.window.exterior for one in frames], frame)
    maps = [_map(duty, ground, frame, marks, paper, lang, outlines=outlines)]
    for letter, part, one in zip(marks, parts, frames, strict=True):
        spots = _spots(part.stops, one)
        maps.append(_map(part, ground, one, spots, detail, lang, letter=letter.text))
    return maps


def _map(  # noqa: PLR0913 - what a map shows
    duty: Duty,
    ground: Ground,
    frame: Frame,
    spots: Sequence[Spot],
    paper: Paper,
    lang: Lang,
    *,
    outlines: str = "",
    letter: str = "",
) -> str:
    base = frame.on(shapely.get_coordinates(duty.base))[0]
    numbers, boxes, _ = placed_numbers(spots, base, frame, paper.letters)
    parts = [
        _around(ground, frame),
        _way(duty, frame),
        outlines,
        *placed_names(_settlements(ground, frame, lang), boxes, frame, paper),
        _base(base),
        *numbers,
        bar(frame, paper, lang),
        north(paper, lang),
    ]
    told = [letter, say("map.example", lang) if ground.area.example else ""]
    parts.append(mark(" · ".join(text for text in told if text), paper))
    title = escape(say("duty.map_of", lang, crew=duty.crew_name, day=duty.day.isoformat()))
    size = f"{frame.width:.1f}", f"{frame.height:.1f}"
    return (
        f'<svg class="strip" role="img" width="{size[0]}mm" height="{size[1]}mm" '
        f'viewBox="0 0 {size[0]} {size[1]}"><title>{title}</title>{"".join(parts)}</svg>'
    )


def _sections(duty: Duty, detail: Paper) -> list[Duty]:
    """Cut a duty into as few runs of stops as have room on a map each."""
    found, begin = [], 0
    while begin < len(duty.stops):
        end = begin + 1
        while end < len(duty.stops) and _roomy(_part(duty, begin, end + 1), detail):
            end += 1
        found.append(_part(duty, begin, end))
        begin = end
    return found


def _part(duty: Duty, begin: int, end: int) -> Duty:
    home = duty.home if end == len(duty.stops) else NOWHERE
    return replace(duty, stops=duty.stops[begin:end], home=home)


def _roomy(part: Duty, detail: Paper) -> bool:
    frame = _close(part, detail)
    return _crowding(_spots(part.stops, frame), part, frame, detail) <= _NEAR_MM


def _crowding(spots: Sequence[Spot], duty: Duty, frame: Frame, paper: Paper) -> float:
    base = frame.on(shapely.get_coordinates(duty.base))[0]
    return placed_numbers(spots, base, frame, paper.letters)[2]


def _close(part: Duty, detail: Paper) -> Frame:
    """Ground of some stops and their streets, not of the way there."""
    streets = joined([stop.street for stop in part.stops])
    xy = np.concatenate([streets, *(shapely.get_coordinates(stop.at) for stop in part.stops)])
    return detail.frame(xy, room=2 * _ROOM, least_m=_LEAST_M)


def _drawn(duty: Duty, track: Points) -> Points:
    """Points a map of the whole duty must show."""
    at = [shapely.get_coordinates(stop.at) for stop in duty.stops]
    return np.concatenate([track, *at, shapely.get_coordinates(duty.base)])


def _spots(stops: Sequence[Stop], frame: Frame) -> list[Spot]:
    """Where the numbers belong: at a place, or in the middle of a street."""
    found: list[Spot] = []
    for stop in stops:
        middle = stop.street.interpolate(0.5, normalized=True) if stop.street.length else stop.at
        x, y = frame.on(shapely.get_coordinates(middle))[0].tolist()
        found.append(Spot(str(stop.number), x, y, post=stop.kind == "post"))
    return found


def _around(ground: Ground, frame: Frame) -> str:
    """Roads, water and the border of the area within the frame."""
    area, window = ground.area, frame.window
    roads = area.roads[area.roads.intersects(window)]
    main = roads["road_class"].astype(str).isin(_MAIN).to_numpy()
    water = [*area.streams.geometry, *area.reservoirs.geometry.boundary]
    drawn = (
        ("water", [shape for shape in water if shape.intersects(window)]),
        ("border", [area.boundary.boundary]),
        ("road", roads.geometry[~main]),
        ("road main", roads.geometry[main]),
    )
    return "".join(_lines(name, shapes, frame) for name, shapes in drawn)


def _way(duty: Duty, frame: Frame) -> str:
    """Draw the way with arrows, the streets to be covered on top, and walks off the road dotted."""
    lines = [stop.way for stop in duty.stops] + [duty.home]
    streets = [stop.street for stop in duty.stops if stop.street.length]
    gaps = []
    for stop, after in zip(duty.stops, [*(s.way for s in duty.stops[1:]), duty.home], strict=True):
        ends = [line for line in (stop.way, after) if line.length]
        if not stop.street.length and ends:
            near = ends[0].interpolate(ends[0].length if ends[0] is stop.way else 0.0)
            gaps.append(shapely.LineString([near, stop.at]))
    return (
        _lines("halo", lines, frame)
        + _lines("way", lines, frame)
        + _lines("street", streets, frame)
        + _lines("inner", streets, frame)
        + _lines("off", gaps, frame)
        + _arrows(duty.track, frame)
    )


def _lines(name: str, shapes: Iterable[shapely.Geometry], frame: Frame) -> str:
    """Draw lines cut to the frame, in one path."""
    cut = shapely.intersection(np.array(list(shapes), dtype=object), frame.window)
    thin = shapely.simplify(cut, _FINE_MM * frame.per_mm)
    parts = [part for part in shapely.get_parts(thin) if part.length > 0]
    if not parts:
        return ""
    steps = []
    for part in shapely.get_parts(np.array(parts, dtype=object)):
        xy = frame.on(shapely.get_coordinates(part))
        steps.append("M" + " ".join(f"{x:.2f},{y:.2f}" for x, y in xy.tolist()))
    return f'<path class="{name}" d="{"".join(steps)}"/>'


def _arrows(track: Points, frame: Frame) -> str:
    """Put arrows along the way, as far apart on paper as the eye needs."""
    if len(track) < 2:
        return ""
    line = shapely.LineString(frame.on(track))
    at = np.arange(_ARROW_MM / 2, line.length, _ARROW_MM)
    tips = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
    tails = shapely.get_coordinates(shapely.line_interpolate_point(line, at - 1.5))
    drawn = []
    for (x, y), (tail_x, tail_y) in zip(tips.tolist(), tails.tolist(), strict=True):
        if abs(x - tail_x) + abs(y - tail_y) < 0.8:  # the way turns back just here
            continue
        turn = np.degrees(np.arctan2(y - tail_y, x - tail_x))
        drawn.append(
            f'<path class="arrow" transform="translate({x:.2f} {y:.2f}) rotate({turn:.0f})" '
            'd="M1.5,0 -1.3,-1.35 -.7,0 -1.3,1.35Z"/>'
        )
    return "".join(drawn)


def _base(at: Points) -> str:
    x, y = at.tolist()
    return f'<path class="base" transform="translate({x:.2f} {y:.2f})" d="M-1.5,-1.5h3v3h-3z"/>'


def _settlements(ground: Ground, frame: Frame, lang: Lang) -> Sequence[tuple[str, float, float]]:
    """Names of settlements in the frame with where they lie, the nearest to its middle first."""
    places = ground.area.places
    seen = places[places.intersects(frame.window)]
    xy = frame.on(shapely.get_coordinates(seen.geometry.to_numpy()))
    near = np.argsort(np.hypot(*(xy - (frame.width / 2, frame.height / 2)).T), kind="stable")
    names = seen[f"name_{lang}"].astype(str).to_numpy()
    return [(str(names[row]), *xy[row].tolist()) for row in near]
