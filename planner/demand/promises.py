"""The longest time a place waits between two visits, promised per kind, per grid or per place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.measure import places_in
from planner.judge.promises import BrokenPromise, broken_promises

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from planner.demand.ground import Ground


def grid_of(ground: Ground) -> pd.Series[str]:
    """Grid in which each place lies, "" for a place in none."""
    grids, places = ground.area.grids, ground.area.places
    found = np.full(len(places), "", dtype=object)
    place, grid = places_in(grids.geometry.to_numpy(), places.geometry.to_numpy())
    found[place] = grids.index.to_numpy(dtype=object)[grid]
    return pd.Series(found, index=places.index, dtype="object")


def promised_days(ground: Ground, usual: int) -> pd.Series[int]:
    """Longest gap of each place in days; `usual` where nothing is promised."""
    told, places = ground.places.promises, ground.area.places
    days = places["kind"].map(dict(told.kinds)).astype("float64")
    if told.grids:
        days = grid_of(ground).map(dict(told.grids)).astype("float64").fillna(days)
    if told.places:
        own = pd.Series(dict(told.places), dtype="float64").reindex(places.index)
        days = own.fillna(days)
    held: pd.Series[int] = days.fillna(usual).clip(lower=told.least_days).astype("int64")
    return held


def due_places(ground: Ground, on: date, usual: int) -> gpd.GeoDataFrame:
    """Places whose turn it is on a day.

    Places of one unit with the same gap come up one after the other, so that each waits exactly
    its gap and the days are even; without promises all have the `usual` one.
    """
    places = ground.area.places.sort_index()
    gap = promised_days(ground, usual).reindex(places.index)
    turn = places.groupby([places["unit_code"], gap]).cumcount() % gap
    return places[(turn == on.toordinal() % gap).to_numpy()]


def visits_due(ground: Ground, first: date, days: int, usual: int) -> dict[str, list[date]]:
    """Days on which each place is due within a horizon."""
    found: dict[str, list[date]] = {str(place): [] for place in ground.area.places.index}
    for number in range(days):
        day = first + timedelta(days=number)
        for place in due_places(ground, day, usual).index:
            found[str(place)].append(day)
    return found


def promises_broken(
    ground: Ground, first: date, days: int, usual: int
) -> tuple[BrokenPromise, ...]:
    """Judge the turns of a horizon against what was promised; empty when all is kept.

    What is promised to a place is read without the cap: a promise the cap does not let anybody
    keep is listed.
    """
    visits = visits_due(ground, first, days, usual)
    return broken_promises(visits, promised_to(ground), first, first + timedelta(days=days - 1))


def promised_to(ground: Ground) -> dict[str, int]:
    """Days promised to each place that has a promise at all, the cap left aside."""
    told = ground.places.promises
    places, grids = ground.area.places, grid_of(ground)
    promised = {}
    for place, kind in places["kind"].items():
        days_of = told.places.get(
            str(place), told.grids.get(str(grids[place]), told.kinds.get(str(kind), 0))
        )
        if days_of:
            promised[str(place)] = days_of
    return promised


def promises_missed(ground: Ground, left_out: Iterable[str]) -> list[str]:
    """Places with a promise among the stops a plan leaves out: due today, they wait too long."""
    promised = promised_to(ground)
    found = (stop.removeprefix("place:") for stop in left_out if stop.startswith("place:"))
    return sorted(place for place in found if place in promised)
