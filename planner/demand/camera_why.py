"""Why no pole sees a target, and the cheapest new site that would, tested by sight and law."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.pictures import VERDICTS, Aimed, verdicts
from geo.sight import walls
from planner.demand.camera import options_of, site_rows
from planner.demand.camera_book import Mounted
from planner.demand.camera_targets import middle_of
from planner.demand.camera_views import masks_of
from planner.demand.camera_wiring import wiring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.demand.camera import CameraContext
    from planner.problem.camera import CameraOption

SITE_HEIGHT_M = 6.0
SEARCH_M = 60.0  # a new site is looked for so far from its target at most
STEP_M, VERGE_M = 12.0, 3.5  # along roads, and beside their middle line
SITES_MOST = 24  # tried for one target
_LEGAL = "art7_gov"


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site nobody has thought of yet: its place in metres, and the camera it would carry.

    Parameters
    ----------
    option
        What it would see; lawful once the site has agreed.
    cost
        Yuan for the camera with power and network.
    """

    x: float
    y: float
    option: CameraOption
    cost: int


@dataclass(frozen=True, slots=True)
class Unseen:
    """A target no pole sees, what a camera at the nearest pole shows of it, and a cure.

    Parameters
    ----------
    verdict
        One of `geo.pictures.VERDICTS` for a camera aimed at it, or mask.
    """

    target_id: str
    pole_id: str
    away_m: float
    verdict: str
    site: NewSite | None


def unseen(
    context: CameraContext, target_ids: Sequence[str], *, cures: bool = True
) -> tuple[Unseen, ...]:
    """Say of each target what the nearest pole shows of it, and which new site would see it."""
    area, poles = context.ground.area, context.ground.area.poles
    if poles.empty:
        return ()
    masks = shapely.STRtree(masks_of(area))
    hidden = [
        name
        for name in target_ids
        if len(masks.query(middle_of(context.stretches[name]), predicate="intersects"))
    ]
    sites = _sites(context, [n for n in target_ids if n not in hidden]) if cures else {}
    rows = []
    for name in target_ids:
        away = poles.geometry.distance(context.targets.geometry[name])
        pole_id = str(away.idxmin())
        verdict = "mask" if name in hidden else _verdict(context, pole_id, name)
        rows.append(Unseen(name, pole_id, float(away.min()), verdict, sites.get(name)))
    return tuple(rows)


def _verdict(context: CameraContext, pole_id: str, target_id: str) -> str:
    """Say what the kind of camera that does best shows of a target it is aimed at."""
    area, row = context.ground.area, context.ground.area.poles.loc[pole_id]
    target = context.targets.loc[target_id]
    at = middle_of(context.stretches[target_id])
    heading = _bearing(row.geometry, at)
    spot = np.array([[at.x, at.y, context.settings.target_height_m]])
    lens = np.array([[row.geometry.x, row.geometry.y, float(row["height_m"])]])
    told = []
    for kind in context.settings.kinds:
        tilt = np.array([float(kind.tilt_deg)])
        aimed = Aimed(lens, np.array([heading]), tilt, kind.model)
        wanted = float(target["px_per_m"])
        found = verdicts(aimed, spot, walls(area.buildings), area.terrain, wanted_px_per_m=wanted)
        told.append(VERDICTS[int(found[0, 0])])
    return "seen" if "seen" in told else told[0]


def _sites(context: CameraContext, target_ids: Sequence[str]) -> dict[str, NewSite]:
    """Try sites beside the roads near targets: for each the cheapest lawful one that sees it."""
    ground, settings = context.ground, context.settings
    tried: list[tuple[str, shapely.Point, int]] = []  # target, place, heading
    for name in target_ids:
        target = middle_of(context.stretches[name])
        places = _verges(context, target)
        tried += [(name, place, round(_bearing(place, target)) % 360) for place in places]
    if not tried:
        return {}
    ids = [f"new-{number}" for number in range(len(tried))]
    poles = gpd.GeoDataFrame(
        {
            "name_zh": ids,
            "name_en": ids,
            "height_m": SITE_HEIGHT_M,
            "consent": "agreed",
            "legal_class": _LEGAL,
            "power": False,
        },
        geometry=[place for _, place, _ in tried],
        crs=ground.area.crs,
        index=pd.Index(ids, name="pole_id", dtype="object"),
    )
    wires = wiring(replace(ground.area, poles=poles), settings, ())["connect_cost"]
    every = gpd.GeoDataFrame(pd.concat([ground.area.poles, poles]), crs=ground.area.crs)
    wider = replace(ground, area=replace(ground.area, poles=every))
    cameras = [
        Mounted(pole_id, heading, kind.kind_id)
        for pole_id, (_, _, heading) in zip(ids, tried, strict=True)
        for kind in settings.kinds
    ]
    frame = site_rows([(f"{c.pole_id}/{c.kind_id}", c, False) for c in cameras], every)
    wanted = dict(zip(ids, tried, strict=True))
    best: dict[str, NewSite] = {}
    for option in options_of(frame, context.looked_at, wider, settings, context.book):
        name, place, _ = wanted[option.pole_id]
        if name in option.sees and option.consented and option.filming_allowed:
            cost = option.cost + int(wires[option.pole_id])
            site = NewSite(float(place.x), float(place.y), option, cost)
            best[name] = min(best.get(name, site), site, key=_price)
    return best


def _price(site: NewSite) -> tuple[float, ...]:
    return site.cost, -len(site.option.sees), site.x, site.y


def _verges(context: CameraContext, target: shapely.Point) -> NDArray[np.object_]:
    """Points beside the roads around a target, on no building and in no zone, nearest first."""
    area, lines = context.ground.area, context.ground.network.geometry
    around = shapely.buffer(target, SEARCH_M)
    roads = lines[shapely.STRtree(lines).query(around, predicate="intersects")]
    parts = [part for road in roads for part in shapely.get_parts(road.intersection(around))]
    found = []
    for part in parts:
        for at in np.arange(0.0, part.length, STEP_M):
            one, two = part.interpolate(at), part.interpolate(min(at + 1.0, part.length))
            east, north = two.x - one.x, two.y - one.y
            long = float(np.hypot(east, north))
            if long < 1e-6:
                continue
            for side in (-VERGE_M, VERGE_M):
                x, y = one.x - side * north / long, one.y + side * east / long
                found.append(shapely.Point(round(x, 2), round(y, 2)))
    points = np.array(found, dtype=object)
    if not len(points):
        return points
    barred = np.concatenate([area.buildings.geometry.to_numpy(), area.zones.geometry.to_numpy()])
    taken = np.unique(shapely.STRtree(barred).query(points, predicate="intersects")[0])
    free = np.delete(points, taken)
    order = np.argsort(shapely.distance(free, target), kind="stable")
    return free[order][:SITES_MOST]


def _bearing(place: shapely.Point, target: shapely.Point) -> float:
    turn = np.degrees(np.arctan2(target.x - place.x, target.y - place.y))
    return float(turn % 360.0)
