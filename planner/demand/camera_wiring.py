"""How far power and network are from each pole, and what bringing them costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from planner.problem.camera import CameraPole
from planner.problem.checks import NUMBER_LIMIT

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.load import Area
    from planner.demand.settings import CameraSettings


def wiring(area: Area, settings: CameraSettings, standing: Collection[str]) -> pd.DataFrame:
    """Frame pole_id -> power_m, network_m, link_id, connect_cost, in a straight line.

    Power comes from the pole itself, else from the nearest building or pole that has it; network
    from the nearest settlement or key site, which is the link. Nothing is known, and nothing
    counted, where there is none. A pole that carries a camera today has both.
    """
    poles = area.poles
    powered = poles["power"].to_numpy(bool)
    sources = np.concatenate([area.buildings.geometry.to_numpy(), poles.geometry[powered]])
    power_m = np.where(powered, 0.0, _nearest_m(poles.geometry, sources)[1])
    links = pd.concat([area.places.geometry, area.sites.geometry])
    row, network_m = _nearest_m(poles.geometry, links.to_numpy())
    names = np.array([*links.index.astype(str), ""], dtype=object)
    told = pd.DataFrame(
        {"power_m": power_m.round(), "network_m": network_m.round(), "link_id": names[row]},
        index=poles.index,
    )
    price = told["power_m"] * settings.power_per_m + told["network_m"] * settings.network_per_m
    price = price.mask(poles.index.isin(list(standing)), 0.0)
    return told.assign(connect_cost=price.clip(upper=NUMBER_LIMIT).round().astype(int))


def wired_poles(wired: pd.DataFrame) -> tuple[CameraPole, ...]:
    """Poles of the question: what connecting them costs, and the link they hang on."""
    rows = zip(wired.index, wired["connect_cost"], wired["link_id"], strict=True)
    return tuple(CameraPole(str(name), int(cost), str(link)) for name, cost, link in rows)


def _nearest_m(points: gpd.GeoSeries, sources: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Row of the nearest source of each point and its distance; -1 and 0 where there is none."""
    row = np.full(len(points), -1)
    away = np.zeros(len(points))
    if len(sources) and len(points):
        (point, source), found = shapely.STRtree(sources).query_nearest(
            points.to_numpy(), return_distance=True, all_matches=False
        )
        row[point], away[point] = source, found
    return row, away
