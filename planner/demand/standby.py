"""Where crews may wait in an area, as a question: settlements and sites, calls of one band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from planner.demand.cells import TIME_BANDS
from planner.demand.reach import as_table, reach_of
from planner.demand.simulation import demand_of
from planner.problem.standby import Calls, StandbyPlace, StandbyProblem

if TYPE_CHECKING:
    from datetime import date

    from geo.speeds import Mode
    from planner.demand.ground import Ground

DARK = ("evening", "night")
"""Bands driven at the speeds of the night: after 18 it is dark for most of the year."""


@dataclass(frozen=True, slots=True)
class StandbySettings:
    """What somebody asks: their own numbers, no standard.

    Parameters
    ----------
    busy_min
        Mean minutes a call keeps a crew at the place.
    counted_days
        Days over which the calls of the area were counted.
    held
        Settlements or sites that keep a crew.
    """

    band: str = "night"
    crews: int = 3
    within_min: int = 15
    goal: str = "expected"
    mode: Mode = "car"
    busy_min: int = 40
    counted_days: int = 365
    most_at: int = 2
    held: tuple[str, ...] = ()
    on: date | None = None
    max_walk_min: int = 60


@dataclass(frozen=True, eq=False)
class StandbyContext:
    """What the question left behind at the door: spots as a frame id -> name_zh, name_en, point."""

    ground: Ground
    settings: StandbySettings
    spots: gpd.GeoDataFrame
    calls: Calls

    def names(self, lang: str) -> dict[str, str]:
        """Id -> name of every spot, place and site of the siting question behind it."""
        told = {str(name): str(text) for name, text in self.spots[f"name_{lang}"].items()}
        for spot, text in tuple(told.items()):
            for n in range(1, max(self.settings.most_at, self.settings.crews) + 1):
                told[f"{spot}#{n}"] = told[f"{spot}@{n}"] = text
        return told


def standby_question(
    ground: Ground, settings: StandbySettings
) -> tuple[StandbyProblem, StandbyContext]:
    """Ask where crews wait: at any settlement or site; calls are those counted in the band."""
    area = ground.area
    demand = demand_of(ground, counted_days=settings.counted_days, busy_s=60 * settings.busy_min)
    band = tuple(TIME_BANDS).index(settings.band)
    named = ["name_zh", "name_en", "geometry"]
    spots = gpd.GeoDataFrame(pd.concat([area.places[named], area.sites[named]]), crs=area.crs)
    trip = ground.trip(settings.mode, settings.on, night=settings.band in DARK)
    walk_s = 60 * settings.max_walk_min
    start = reach_of(ground.network, spots, trip, max_walk_s=walk_s)
    end = reach_of(ground.network, area.places, trip, max_walk_s=walk_s, bases=spots)
    problem = StandbyProblem(
        spots=tuple(map(str, spots.index)),
        places=tuple(
            StandbyPlace(place, row[band])
            for place, row in zip(demand.places, demand.counts, strict=True)
        ),
        reach_s=as_table(start.seconds(end)),
        crews=settings.crews,
        within_s=60 * settings.within_min,
        goal=settings.goal,
        most_at=settings.most_at,
        held=settings.held,
    )
    low, high = TIME_BANDS[settings.band]
    calls = Calls(demand.busy_s, settings.counted_days * (high - low))
    return problem, StandbyContext(ground, settings, spots, calls)
