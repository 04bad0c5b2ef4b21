"""Footprints of houses along streets and in hamlets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from .frame import Floats, Window, stream_of_chance
from .hamlets import Place
from .network import Road
from .town import Town


@dataclass(frozen=True, eq=False)
class Building:
    """One footprint."""

    polygon: Polygon
    kind: str
    height_m: float
    place_id: str | None


def box(x: float, y: float, length: float, depth: float, turn: float) -> Polygon:
    """Make a rectangle around a point; `turn` in radians is the direction of its length."""
    c, s = np.cos(turn), np.sin(turn)
    half = np.array([[-length, -depth], [length, -depth], [length, depth], [-length, depth]]) / 2
    return Polygon(half @ np.array([[c, s], [-s, c]]) + [x, y])


class Plot:
    """Free ground: knows what is taken and takes no overlap."""

    def __init__(self, blocked: list[BaseGeometry], clearance_m: float = 1.2) -> None:
        self.blocked = shapely.STRtree(blocked)
        self.clearance_m = clearance_m
        self.taken: dict[tuple[int, int], list[Polygon]] = defaultdict(list)

    def take(self, polygon: Polygon) -> bool:
        """Take the ground of a polygon when it is free."""
        if len(self.blocked.query(polygon, predicate="intersects")):
            return False
        x, y = polygon.centroid.coords[0]
        key = int(x // 60), int(y // 60)
        around = [
            p
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for p in self.taken.get((key[0] + i, key[1] + j), ())
        ]
        if any(polygon.distance(p) < self.clearance_m for p in around):
            return False
        self.taken[key].append(polygon)
        return True


def road_ground(roads: list[Road]) -> list[BaseGeometry]:
    """Give the ground of the roads with a verge."""
    return [road.line.buffer(road.width_m / 2 + 1.5) for road in roads]


def street_rows(town: Town, plot: Plot, places: list[Place], topic: str) -> list[Building]:
    """Line both sides of every street with shops and houses."""
    chance = stream_of_chance("rows " + topic)
    out = []
    site = topic == "site"
    for street in town.streets:
        line = shapely.LineString(street.xy)
        for side in (1, -1):
            at = 6.0
            while at < line.length - 6:
                front = 26.0 if site else float(chance.uniform(7.5, 12.5))
                depth = 12.0 if site else float(chance.uniform(9.5, 13.5))
                p = line.interpolate(at + front / 2)
                q = line.interpolate(min(at + front / 2 + 2, line.length))
                turn = float(np.arctan2(q.y - p.y, q.x - p.x))
                off = side * (street.width_m / 2 + 3.0 + depth / 2)
                polygon = box(
                    p.x - off * np.sin(turn), p.y + off * np.cos(turn), front - 0.2, depth, turn
                )
                at += front + (9.0 if site else float(chance.choice([1.4, 1.4, 1.4, 5.0, 9.0])))
                if chance.random() < 0.08 or not plot.take(polygon):
                    continue
                shop = (
                    not site
                    and street.road_class in ("county", "township")
                    and chance.random() < 0.62
                )
                height = 15.0 if site else float(np.round(chance.choice([6.4, 9.6, 9.6, 12.8]), 1))
                out.append(
                    Building(
                        polygon,
                        "shop" if shop else "dwelling",
                        height,
                        _nearest(places, polygon).place_id,
                    )
                )
    return out


def _nearest(places: list[Place], polygon: Polygon) -> Place:
    c = polygon.centroid
    return min(places, key=lambda p: ((p.x - c.x) ** 2 + (p.y - c.y) ** 2, p.place_id))


def hamlet_houses(
    place: Place, plot: Plot, window: Window, heights: Floats, *, share: float, mine: BaseGeometry
) -> list[Building]:
    """Scatter a hamlet's houses in rows along the contour around its point."""
    chance = stream_of_chance("houses " + place.place_id)
    wanted = max(round(place.households * share), 4)
    gy, gx = np.gradient(heights, window.cell)
    cell = int(window.cells(np.array([place.x]), np.array([place.y]))[0])
    r, c = divmod(cell, window.cols)
    block = slice(max(r - 2, 0), r + 3), slice(max(c - 2, 0), c + 3)
    fall = np.array([float(gx[block].mean()), -float(gy[block].mean())])
    along = float(np.arctan2(fall[1], fall[0]) + np.pi / 2)
    out: list[Building] = []
    spread = 11.0 * wanted**0.5
    shapely.prepare(mine)
    for _ in range(40 * wanted):
        s, t = chance.normal(0, spread * 1.25), chance.normal(0, spread * 0.6)
        t = round(t / 19) * 19 + chance.normal(0, 2.2)
        x = place.x + s * np.cos(along) - t * np.sin(along)
        y = place.y + s * np.sin(along) + t * np.cos(along)
        turn = along + chance.normal(0, 0.13) + (np.pi / 2 if chance.random() < 0.15 else 0)
        polygon = box(x, y, chance.uniform(9.5, 14), chance.uniform(8, 10.5), turn)
        if not mine.contains(polygon) or not plot.take(polygon):
            continue
        other = chance.random() < 0.07
        height = float(np.round(3.2 * chance.choice([1, 2, 2, 2, 3]) + chance.uniform(0, 0.6), 1))
        out.append(Building(polygon, "other" if other else "dwelling", height, place.place_id))
        if len(out) == wanted:
            break
    return out
