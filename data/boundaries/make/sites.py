"""Key sites: offices, schools, clinics, market, water works, bridges, dams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Point, Polygon

from .buildings import Building, Plot, box
from .frame import HUAGAOPING, JIDI, UNITS
from .grids import Compound
from .hamlets import Place
from .network import Road
from .town import Town


@dataclass(frozen=True)
class Site:
    """One key site."""

    site_id: str
    name_zh: str
    name_en: str
    kind: str
    unit: int
    x: float
    y: float
    mandatory: bool = False
    opens: str = "00:00"
    closes: str = "24:00"


# name, kind, along and across in the town's frame, opening, mandatory, compound size or None
TOWN_SITES = (
    (
        "落雁乡人民政府",
        "Luoyan township hall",
        "township_hall",
        (75, 175),
        "08:30",
        "17:30",
        False,
        (70, 50),
    ),
    (
        "落雁派出所",
        "Luoyan police station",
        "police_station",
        (-80, 165),
        "00:00",
        "24:00",
        False,
        (48, 36),
    ),
    (
        "落雁中心学校",
        "Luoyan central primary school",
        "school",
        (225, 185),
        "07:00",
        "17:30",
        True,
        (100, 70),
    ),
    ("落雁中学", "Luoyan middle school", "school", (265, -85), "07:00", "21:30", True, (130, 90)),
    (
        "落雁中心幼儿园",
        "Luoyan central kindergarten",
        "school",
        (-235, 75),
        "07:30",
        "17:30",
        True,
        (46, 40),
    ),
    (
        "落雁乡卫生院",
        "Luoyan township clinic",
        "clinic",
        (-225, -55),
        "00:00",
        "24:00",
        False,
        (66, 52),
    ),
    ("落雁农贸市场", "Luoyan market", "market", (45, -62), "07:00", "15:00", True, (84, 52)),
    (
        "落雁水厂",
        "Luoyan water works",
        "water_works",
        (-100, -235),
        "08:00",
        "18:00",
        False,
        (56, 44),
    ),
    (
        "落雁加油站",
        "Luoyan fuel station",
        "fuel_station",
        (-292, 32),
        "07:00",
        "21:00",
        False,
        None,
    ),
    ("落雁客运招呼站", "Luoyan bus stop", "bus_stop", (285, 30), "06:30", "19:00", False, None),
    ("落雁信用社", "Luoyan credit union", "bank", (40, 30), "08:30", "17:00", False, None),
    ("落雁邮政所", "Luoyan post office", "bank", (-30, 30), "09:00", "17:00", False, None),
    (
        "落雁专职消防救援站",
        "Luoyan fire and rescue post",
        "fire_station",
        (-232, 30),
        "00:00",
        "24:00",
        False,
        None,
    ),
    (
        "及第社区居委会",
        "Jidi community office",
        "unit_office",
        (95, 98),
        "08:30",
        "17:30",
        False,
        None,
    ),
    ("及第警务室", "Jidi police room", "police_room", (115, 98), "00:00", "24:00", False, None),
)


def town_compounds(town: Town) -> dict[str, Polygon]:
    """Give the ground of the town's larger institutions, by Chinese name."""
    out = {}
    for zh, _, _, spot, _, _, _, size in TOWN_SITES:
        if size:
            x, y = town.at(*spot)
            polygon = box(x, y, *size, np.deg2rad(town.turn_deg))
            out[zh] = shapely.set_precision(polygon, 0.01)
    return out


def compound_houses(town: Town, plot: Plot) -> list[Building]:
    """Put public buildings on the compounds and take the rest of their ground."""
    out: list[Building] = []
    turn = np.deg2rad(town.turn_deg)
    for _zh, _, kind, spot, _, _, _, size in TOWN_SITES:
        what = "school" if kind == "school" else "public"
        blocks = [(0.0, 0.28, 0.62, 12.0), (0.0, -0.26, 0.5, 10.0)] if size else [(0, 0, 0, 9.0)]
        for a, b, share, depth in blocks:
            length, wide = size or (14.0, 10.0)
            x, y = town.at(spot[0] + a * length, spot[1] + b * wide)
            polygon = box(x, y, max(share * length, 12.0), depth, turn)
            if plot.take(polygon):
                out.append(Building(polygon, what, 12.6 if size else 9.0, None))
    return out


def _nearest(places: list[Place], kind: str = "hamlet") -> list[Place]:
    return sorted((p for p in places if p.kind == kind), key=lambda p: (-p.households, p.place_id))


def seats(places: list[Place]) -> dict[int, Place]:
    """Choose the hamlet with the unit's office: the large and in the middle of the unit."""
    out = {}
    for unit in range(len(UNITS)):
        mine = [p for p in _nearest(places) if p.unit == unit]
        middle = np.mean([(p.x, p.y) for p in mine], axis=0)
        mine.sort(
            key=lambda p: (
                np.hypot(p.x - middle[0], p.y - middle[1]) / 60 - p.households,
                p.place_id,
            )
        )
        if unit == HUAGAOPING:
            mine = [p for p in places if p.kind == "resettlement_site"][5:6]
        out[unit] = mine[0]
    return out


def rural_spots(places: list[Place]) -> list[tuple[str, str, str, int, Place, float]]:
    """List what stands in the villages: kind, names, unit, at which hamlet, metres beside it."""
    rows = []
    schools = 0
    for unit, seat in seats(places).items():
        if unit == JIDI:
            continue
        zh, en = UNITS[unit][1], UNITS[unit][2]
        office = "居委会" if zh.endswith("社区") else "村委会"
        rows.append(("unit_office", zh + office, f"{en} office", unit, seat, 34.0))
        rows.append(("police_room", zh + "警务室", f"{en} police room", unit, seat, 52.0))
        rows.append(("clinic", zh + "卫生室", f"{en} clinic", unit, seat, -40.0))
        rows.append(("school", zh + "小学", f"{en} primary school", unit, seat, -120.0))
        others = [p for p in _nearest(places) if p.unit == unit and p is not seat]
        far = [p for p in others if np.hypot(p.x - seat.x, p.y - seat.y) > 1800]
        if far and schools < 4 and unit != HUAGAOPING:
            rows.append(
                (
                    "school",
                    far[0].name_zh + "教学点",
                    f"{far[0].name_en} teaching point",
                    unit,
                    far[0],
                    95.0,
                )
            )
            schools += 1
    return rows


def beside_road(
    place: Place,
    metres_along: float,
    roads: list[Road],
    tree: shapely.STRtree,
) -> tuple[float, float, float]:
    """Find a spot beside the road of a hamlet; gives x, y and the road's direction in radians."""
    line = roads[int(tree.nearest(Point(place.x, place.y)))].line
    at = line.project(Point(place.x, place.y))
    at = min(max(at + metres_along, 4.0), max(line.length - 4.0, 0.0))
    p, q = line.interpolate(at), line.interpolate(min(at + 3, line.length))
    if p.distance(q) < 0.5:
        p, q = line.interpolate(max(at - 3, 0)), line.interpolate(at)
    turn = float(np.arctan2(q.y - p.y, q.x - p.x))
    return p.x, p.y, turn


def village_sites(
    places: list[Place],
    roads: list[Road],
    plot: Plot,
) -> tuple[list[tuple[str, str, str, int, float, float]], list[Building], list[Compound]]:
    """Place village offices, schools and clinics beside roads with a building each."""
    vehicle = [r for r in roads if r.road_class != "footpath" and r.line.length > 60]
    tree = shapely.STRtree([r.line for r in vehicle])
    rows, houses, compounds = [], [], []
    for kind, zh, en, unit, place, along in rural_spots(places):
        for shift in (
            0.0,
            25.0,
            -25.0,
            60.0,
            -60.0,
            100.0,
            -100.0,
            140.0,
            -140.0,
            200.0,
            -200.0,
            270.0,
            -270.0,
        ):
            x, y, turn = beside_road(place, along + shift, vehicle, tree)
            side = 1 if along > 0 else -1
            large = kind == "school"
            built = None
            for flip in (side, -side, 1.8 * side, -1.8 * side, 2.8 * side, -2.8 * side):
                off = flip * (26.0 if large else 13.0)
                spot = x - off * np.sin(turn), y + off * np.cos(turn)
                polygon = box(*spot, 30.0 if large else 13.0, 11.0 if large else 9.5, turn)
                yard = box(*spot, 62.0, 40.0, turn) if large else polygon
                if large and any(yard.buffer(6).contains(Point(p.x, p.y)) for p in places):
                    continue
                if plot.take(polygon):
                    built = polygon, spot
                    break
            if built:
                break
        if not built:
            raise ValueError(f"no room for {zh}")
        polygon, spot = built
        houses.append(
            Building(polygon, "school" if large else "public", 9.8 if large else 7.0, None)
        )
        rows.append((kind, zh, en, unit, float(spot[0]), float(spot[1])))
        if large:
            size = (44.0, 32.0) if "教学点" in zh else (62.0, 40.0)
            yard = shapely.set_precision(box(*spot, *size, turn), 0.01)
            compounds.append(Compound(zh, en, unit, yard))
    return rows, houses, compounds


HOURS = {
    "unit_office": ("08:30", "17:30"),
    "clinic": ("08:00", "18:00"),
    "school": ("07:30", "17:00"),
}


def all_sites(
    town: Town,
    rural: list[tuple[str, str, str, int, float, float]],
    bridges: list[tuple[str, str, int, float, float, bool]],
    dams: list[tuple[str, str, int, float, float]],
) -> list[Site]:
    """List all key sites with a number each."""
    sites: list[tuple[str, str, str, int, float, float, bool, str, str]] = []
    for zh, en, kind, spot, opens, closes, must, _ in TOWN_SITES:
        sites.append((zh, en, kind, JIDI, *town.at(*spot), must, opens, closes))
    for kind, zh, en, unit, x, y in rural:
        must = kind == "school" and "小学" in zh
        sites.append((zh, en, kind, unit, x, y, must, *HOURS.get(kind, ("00:00", "24:00"))))
    sites += [
        (zh, en, "bridge", unit, x, y, must, "00:00", "24:00")
        for zh, en, unit, x, y, must in bridges
    ]
    sites += [
        (zh, en, "reservoir_dam", unit, x, y, False, "00:00", "24:00")
        for zh, en, unit, x, y in dams
    ]
    return [
        Site(f"S{n:03d}", zh, en, kind, unit, x, y, must, opens, closes)
        for n, (zh, en, kind, unit, x, y, must, opens, closes) in enumerate(sites, 1)
    ]
