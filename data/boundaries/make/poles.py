"""Candidate camera poles and the zones where no camera may look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Point, Polygon

from .buildings import Building
from .frame import stream_of_chance
from .hamlets import Place
from .network import Road, graph_ends
from .roads import CLASSES
from .sites import Site

POLES = 156
PUBLIC_SITES = (
    "market",
    "school",
    "clinic",
    "bus_stop",
    "bank",
    "fuel_station",
    "unit_office",
    "township_hall",
    "police_station",
    "water_works",
)
OPERATOR = ("market", "school", "clinic", "bank", "bus_stop", "fuel_station")


@dataclass(frozen=True)
class Pole:
    """One place where a camera could stand."""

    name_zh: str
    name_en: str
    x: float
    y: float
    legal_class: str


def _beside(
    point: Point, roads: list[Road], tree: shapely.STRtree, side: int
) -> tuple[float, float]:
    """Move a point from the carriageway to the verge."""
    road = roads[int(tree.nearest(point))]
    at = road.line.project(point)
    p = road.line.interpolate(max(at - 1, 0))
    q = road.line.interpolate(min(at + 1, road.line.length))
    turn = float(np.arctan2(q.y - p.y, q.x - p.x))
    off = side * (road.width_m / 2 + 1.0)
    base = road.line.interpolate(at)
    return base.x - off * np.sin(turn), base.y + off * np.cos(turn)


def _road_spots(roads: list[Road], township: Polygon) -> list[tuple[str, str, Point, str]]:
    rows: list[tuple[str, str, Point, str]] = []
    for road in roads:
        rank = CLASSES.index(road.road_class)
        crossing = road.line.intersection(township.exterior)
        if rank < 4 and not crossing.is_empty:
            rows += [
                ("出口道路", "Exit road", Point(p.coords[0]), "art7_gov")
                for p in shapely.get_parts(crossing)
            ]
        if road.bridge and rank < 3:
            rows.append(("桥头", "Bridge head", Point(road.line.coords[0]), "art7_gov"))
    return rows


def _spots(
    roads: list[Road],
    township: Polygon,
    places: list[Place],
    sites: list[Site],
) -> list[tuple[str, str, Point, str]]:
    rows = _road_spots(roads, township)
    for site in sites:
        if site.kind in PUBLIC_SITES:
            law = "art7_operator" if site.kind in OPERATOR else "art7_gov"
            rows.append(
                (site.name_zh + "门口", site.name_en + " entrance", Point(site.x, site.y), law)
            )
    number, pairs = graph_ends(roads)
    worst: dict[int, list[int]] = {}
    for road, ends in zip(roads, pairs, strict=True):
        for end in ends:
            worst.setdefault(end, []).append(CLASSES.index(road.road_class))
    for xy, end in number.items():
        ranks = sorted(worst[end])
        if len(ranks) >= 3 and ranks[0] <= 1 and ranks[2] <= 2:
            rows.append(("路口", "Junction", Point(xy), "art7_gov"))
    rows += [
        (
            place.name_zh + "村口",
            place.name_en + " entrance",
            Point(place.x, place.y),
            "voluntary" if int(place.place_id[1:]) % 3 else "art9_duty_holder",
        )
        for place in sorted(places, key=lambda p: (-p.households, p.place_id))
    ]
    return rows


def candidate_poles(
    roads: list[Road],
    township: Polygon,
    places: list[Place],
    sites: list[Site],
    houses: list[Building],
) -> list[Pole]:
    """Choose pole spots on verges, at least 28 m apart, not inside a house."""
    vehicle = [r for r in roads if r.road_class != "footpath"]
    tree = shapely.STRtree([r.line for r in vehicle])
    walls = shapely.STRtree([h.polygon for h in houses])
    out: list[Pole] = []
    for zh, en, point, law in _spots(roads, township, places, sites):
        if vehicle[int(tree.nearest(point))].line.distance(point) > 60:
            continue
        for side in (1, -1):
            x, y = _beside(point, vehicle, tree, side)
            free = not len(walls.query(Point(x, y).buffer(0.4), predicate="intersects"))
            apart = all((x - p.x) ** 2 + (y - p.y) ** 2 > 28.0**2 for p in out)
            if free and apart and township.contains(Point(x, y)):
                out.append(Pole(zh, en, x, y, law))
                break
        if len(out) == POLES:
            break
    return out


def pole_rows(poles: list[Pole]) -> list[tuple[dict[str, str | float | bool], Point]]:
    """Give every pole its number, height, consent and power."""
    chance = stream_of_chance("poles")
    rows = []
    for n, pole in enumerate(poles, 1):
        if pole.legal_class == "art7_gov":
            consent = "not_needed"
        else:
            consent = str(
                chance.choice(
                    ["agreed", "asked", "refused", "withdrawn", "not_asked"],
                    p=[0.66, 0.12, 0.08, 0.05, 0.09],
                )
            )
        rows.append(
            (
                {
                    "pole_id": f"L{n:03d}",
                    "name_zh": pole.name_zh,
                    "name_en": pole.name_en,
                    "height_m": float(chance.choice([4.0, 5.0, 6.0, 6.0, 7.0, 8.0])),
                    "consent": consent,
                    "legal_class": pole.legal_class,
                    "power": bool(chance.random() < 0.86),
                },
                Point(pole.x, pole.y),
            )
        )
    return rows


def zones(
    sites: list[Site],
    houses: list[Building],
) -> list[tuple[dict[str, str], Polygon]]:
    """Draw zones closed to cameras: dormitories, wards, some yards; one that needs consent."""
    rows: list[tuple[str, str, str, Polygon]] = []

    def near(site: Site, offset: tuple[float, float], size: float) -> Polygon:
        return Point(site.x + offset[0], site.y + offset[1]).buffer(size, quad_segs=4)

    for site in sites:
        if site.kind == "school" and site.mandatory and "幼儿园" not in site.name_zh:
            rows.append(
                (
                    "art8_private",
                    site.name_zh + "学生宿舍",
                    site.name_en + ": dormitory",
                    near(site, (22, 14), 14),
                )
            )
        if site.kind == "clinic" and "卫生院" in site.name_zh:
            rows.append(
                (
                    "art8_private",
                    "病房和换药室",
                    "Wards and treatment rooms",
                    near(site, (-10, 8), 15),
                )
            )
        if site.kind == "police_station":
            rows.append(
                ("art8_private", "民警备勤休息室", "Staff rest rooms", near(site, (12, 10), 9))
            )
        if site.kind == "water_works":
            rows.append(
                (
                    "consent_required",
                    "示例涉密单位周边,须先征得同意",
                    "Example of a secret unit's surroundings: prior consent needed",
                    near(site, (60, -40), 45),
                )
            )
    dwellings = [h for h in houses if h.kind == "dwelling"]
    picked = stream_of_chance("yards").choice(len(dwellings), 14, replace=False)
    rows += [
        (
            "art8_private",
            "住户院坝",
            "Dwelling yard",
            shapely.oriented_envelope(dwellings[n].polygon.buffer(6, join_style="mitre")),
        )
        for n in sorted(picked.tolist())
    ]
    return [
        (
            {"zone_id": f"Z{n:03d}", "kind": kind, "reason_zh": zh, "reason_en": en},
            shapely.set_precision(polygon, 0.01),
        )
        for n, (kind, zh, en, polygon) in enumerate(rows, 1)
    ]
