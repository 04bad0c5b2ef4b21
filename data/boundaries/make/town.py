"""Street plans of the market town and of the resettlement site."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from .frame import Floats


@dataclass(frozen=True, eq=False)
class Street:
    """One street between two junctions, in working metres."""

    xy: Floats
    road_class: str
    name_zh: str
    name_en: str
    width_m: float


@dataclass(frozen=True, eq=False)
class Town:
    """A set of streets with the points where outside roads may join."""

    streets: list[Street]
    gates: dict[str, tuple[float, float]]
    groups: dict[str, tuple[float, float]]
    hull: Polygon
    centre: tuple[float, float]
    turn_deg: float

    def at(self, along: float, across: float) -> tuple[float, float]:
        """Give working metres of a point of the town's own frame."""
        x, y = _placed(np.array([[along, across]]), self.centre, self.turn_deg)[0].tolist()
        return x, y


def _placed(local: Floats, centre: tuple[float, float], turn_deg: float) -> Floats:
    """Bend a little, turn and move a plan to its place, rounded to millimetres."""
    s, t = local[:, 0], local[:, 1]
    t = t + 14 * np.sin(s / 190.0)
    s = s + 9 * np.sin(t / 120.0 + 0.6)
    a = np.deg2rad(turn_deg)
    xy = np.column_stack(
        [centre[0] + s * np.cos(a) - t * np.sin(a), centre[1] + s * np.sin(a) + t * np.cos(a)]
    )
    return np.round(xy, 3)


def _plan(
    centre: tuple[float, float],
    turn_deg: float,
    lines: list[tuple[list[tuple[float, float]], str, str, str, float]],
) -> list[Street]:
    streets = []
    for corners, road_class, zh, en, width in lines:
        for a, b in itertools.pairwise(corners):
            count = max(int(np.hypot(b[0] - a[0], b[1] - a[1]) / 25), 1)
            local = np.linspace(a, b, count + 1)
            streets.append(Street(_placed(local, centre, turn_deg), road_class, zh, en, width))
    return streets


def _finish(
    centre: tuple[float, float],
    turn_deg: float,
    streets: list[Street],
    gates: dict[str, tuple[float, float]],
    groups: dict[str, tuple[float, float]],
) -> Town:
    hull = shapely.MultiLineString([LineString(s.xy) for s in streets]).convex_hull

    def place(points: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
        return {
            key: tuple(_placed(np.array([p]), centre, turn_deg)[0].tolist())  # type: ignore[misc]
            for key, p in points.items()
        }

    return Town(streets, place(gates), place(groups), hull, centre, turn_deg)


def market_town(centre: tuple[float, float], turn_deg: float) -> Town:
    """Lay out the market town: a main street, a parallel street, lanes between."""
    main = [(-330.0, 0.0), (-160.0, 0.0), (-60.0, 0.0), (0.0, 0.0), (150.0, 0.0), (330.0, 0.0)]
    lines = [
        (main, "county", "中街", "Zhongjie", 9.0),
        ([(-160.0, 0.0), (-160.0, 125.0), (-160.0, 290.0)], "township", "西街", "Xijie", 7.0),
        (
            [(-160.0, 125.0), (0.0, 125.0), (150.0, 125.0), (300.0, 125.0)],
            "township",
            "新街",
            "Xinjie",
            8.0,
        ),
        ([(150.0, 0.0), (150.0, -105.0), (150.0, -270.0)], "township", "下街", "Xiajie", 7.0),
        ([(0.0, 0.0), (0.0, 125.0)], "village", "横巷", "Heng lane", 4.5),
        ([(150.0, 0.0), (150.0, 125.0), (150.0, 280.0)], "village", "学校路", "School road", 5.0),
        (
            [(-60.0, 0.0), (-60.0, -105.0), (60.0, -105.0), (150.0, -105.0)],
            "village",
            "市场路",
            "Market road",
            5.0,
        ),
        ([(-60.0, -105.0), (-60.0, -210.0)], "village", "水厂路", "Waterworks road", 4.0),
    ]
    gates = {
        "west": main[0],
        "east": main[-1],
        "north": (-160.0, 290.0),
        "south": (150.0, -270.0),
        "school": (150.0, 280.0),
        "new": (300.0, 125.0),
    }
    groups = {
        "中街": (-95.0, 9.0),
        "下街": (158.0, -150.0),
        "西街": (-169.0, 75.0),
        "新街": (75.0, 134.0),
    }
    return _finish(centre, turn_deg, _plan(centre, turn_deg, lines), gates, groups)


def resettlement_site(centre: tuple[float, float], turn_deg: float) -> Town:
    """Lay out the resettlement site: a ring street with two cross streets."""
    left, right, low, high = -130.0, 130.0, -70.0, 70.0
    name = ("安置点道路", "Resettlement site street", 6.0)
    lines = [
        ([(-200.0, 0.0), (left, 0.0), (0.0, 0.0), (right, 0.0), (200.0, 0.0)], "village", *name),
        ([(left, 0.0), (left, high), (0.0, high), (right, high), (right, 0.0)], "village", *name),
        ([(left, 0.0), (left, low), (0.0, low), (right, low), (right, 0.0)], "village", *name),
        ([(0.0, low), (0.0, 0.0), (0.0, high)], "village", *name),
    ]
    gates = {"west": (-200.0, 0.0), "east": (200.0, 0.0)}
    spots = [(s, t) for t in (84.0, 4.0, -76.0) for s in (-108.0, -38.0, 38.0, 108.0)]
    groups = {str(n): spot for n, spot in enumerate(spots[:11], 1)}
    return _finish(centre, turn_deg, _plan(centre, turn_deg, lines), gates, groups)
