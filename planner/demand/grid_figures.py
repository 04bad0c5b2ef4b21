"""Figures of grids: people, shape, work, who comes first, what their borders follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.borders import AlongRule, Land
from geo.four_bounds import four_bounds
from geo.measure import measure_grids, places_in
from geo.travel import MODES
from planner.demand.effort import EffortSettings, door_seconds, place_seconds
from planner.demand.grid_rules import GridRules, broken
from planner.demand.patrol import home_units
from planner.demand.reach import reach_of
from planner.demand.rounds import Round, shortest_round

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.load import Area
    from planner.demand.ground import Ground

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_ROUNDS_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class FigureSettings:
    """What figures depend on beside the ground: the planner's own settings, no standard."""

    effort: EffortSettings = field(default_factory=EffortSettings)
    along: AlongRule = field(default_factory=AlongRule)
    max_walk_min: int = 60  # of a post's people from their vehicle


@dataclass(frozen=True, eq=False)
class Measured:
    """What no edit of the grids changes, worked out once per ground.

    Parameters
    ----------
    between_s
        Seconds from place to place; `unmapped` where no mapped way leads.
    doors_s
        Seconds of the walk to the dwellings of each place and back.
    arrival_s
        Seconds until the quickest post is at each place, -1 where none can come.
    first_units
        For each place the units whose own people are quickest there.
    own_known
        Whether any post names the units it belongs to; else self-containment is unknown.
    """

    settings: FigureSettings
    land: Land
    between_s: Ints
    unmapped: NDArray[np.bool_]
    doors_s: Ints
    arrival_s: Ints
    first_units: tuple[frozenset[str], ...]
    own_known: bool
    _rounds: dict[tuple[int, ...], Round] = field(init=False, default_factory=dict)

    def round_of(self, places: tuple[int, ...]) -> Round:
        """Return the closed round through places, given by their rows in rising order."""
        found = self._rounds.get(places)
        if found is None:
            if len(self._rounds) >= _ROUNDS_KEPT:
                self._rounds.clear()
            found = shortest_round(self.between_s[np.ix_(places, places)])
            self._rounds[places] = found
        return found


def measured(ground: Ground, settings: FigureSettings | None = None) -> Measured:
    """Work out, once per ground and settings, what the figures of every division share."""
    return _measured(ground, settings or FigureSettings())


@lru_cache(maxsize=8)
def _measured(ground: Ground, told: FigureSettings) -> Measured:
    area = ground.area
    between_s, unmapped = place_seconds(
        ground.network,
        area.places.geometry,
        told.effort.mode,
        max_walk_min=told.effort.max_walk_min,
    )
    seconds = _post_seconds(ground, told.max_walk_min)
    homes = [frozenset(home_units(text)) for text in area.responders["home_units"]]
    return Measured(
        settings=told,
        land=Land({"road": area.roads, "stream": area.streams}, area.terrain, told.along),
        between_s=between_s,
        unmapped=unmapped,
        doors_s=door_seconds(area),
        arrival_s=_quickest(seconds),
        first_units=_first_units(seconds, homes),
        own_known=any(homes),
    )


def _post_seconds(ground: Ground, max_walk_min: int) -> Ints:
    """Seconds from every post to every place by the post's own mode, -1 where there is no way."""
    area = ground.area
    posts, places = area.responders, area.places
    table = np.full((len(posts), len(places)), -1, dtype=np.int64)
    if posts.empty or places.empty or not len(ground.network.edges):
        return table
    where = area.sites.geometry.loc[posts["site_id"]]
    for mode in MODES:
        rows = (posts["mode"] == mode).to_numpy()
        if rows.any():
            reach = [
                reach_of(ground.network, points, mode, max_walk_s=60 * max_walk_min)
                for points in (where[rows], places.geometry)
            ]
            table[rows] = reach[0].seconds(reach[1])
    return table


def _quickest(seconds: Ints) -> Ints:
    """Seconds of the quickest post at each place, -1 where none can come."""
    never = np.iinfo(np.int64).max
    best = np.where(seconds < 0, never, seconds).min(axis=0, initial=never)
    return np.where(best == never, -1, best)


def _first_units(seconds: Ints, homes: list[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Units at home with a post that is quickest at each place; of equally quick ones all."""
    first = (seconds >= 0) & (seconds == _quickest(seconds)[None, :])
    return tuple(
        frozenset().union(*(homes[row] for row in np.flatnonzero(column))) for column in first.T
    )


def grid_figures(
    grids: gpd.GeoDataFrame,
    ground: Ground,
    ids: Collection[str] | None = None,
    *,
    rules: GridRules | None = None,
    settings: FigureSettings | None = None,
) -> pd.DataFrame:
    """Measure the grids of any division of a ground.

    Parameters
    ----------
    grids
        Frame by grid_id in metres with kind and unit_code: the ground's own or a draft.
    ids
        Grids to return; all when None. Neighbours and the means of units are always those of the
        whole division.
    rules
        Limits for the warnings.

    Returns
    -------
    Frame by grid_id:
    kind, unit_code
    area_m2, parts, polsby_popper, reock, neighbours
        Measured on the drawn shape.
    household_count, population_count, place_count
        Entered counts of the places inside.
    households_of_mean_pct, effort_of_mean_pct
        In per cent of the mean of the unit's base grids; nan for other grids.
    round_min, round_gap_pct, doors_min, effort_min
        One round, by how much at most it is too long, one walk to the doors, and all of a month
        (`EffortSettings`). `unmapped_places`: places that no mapped way joins to another of them.
    arrival_min
        Mean minutes until the quickest post is there, each household counted; nan where nobody
        lives or to some place no way leads.
    self_contained_pct
        Share of households whose quickest post is at home in the grid's unit (`home_units`); nan
        without households, or when no post of the area names its units.
    natural_pct, road_pct, stream_pct, ridge_pct
        Share of the whole border that follows any such line, and each (`AlongRule`).
    warnings
        Codes of the limits broken (`planner.demand.grid_rules`).
    """
    fixed = measured(ground, settings)
    grids = grids if ids is None else _around(grids, ids)
    figures = _counted(grids, ground.area)
    figures = figures.join(_work(grids, ground.area, fixed)).join(_along(grids, fixed.land))
    figures["households_of_mean_pct"] = _of_mean(figures, "household_count")
    figures["effort_of_mean_pct"] = _of_mean(figures, "effort_min")
    figures["warnings"] = pd.Series(
        broken(figures, rules or GridRules()), index=figures.index, dtype="object"
    )
    return figures if ids is None else figures.loc[[i for i in figures.index if i in set(ids)]]


def _around(grids: gpd.GeoDataFrame, ids: Collection[str]) -> gpd.GeoDataFrame:
    """Return the grids that the figures of some depend on: their units' and those beside them."""
    asked = grids.index.isin(list(ids))
    west, south, east, north = grids.bounds.to_numpy().T
    beside = np.zeros(len(grids), dtype=bool)
    for row in np.flatnonzero(asked):
        beside |= (
            (west <= east[row])
            & (east >= west[row])
            & (south <= north[row])
            & (north >= south[row])
        )
    return grids[beside | grids["unit_code"].isin(grids.loc[asked, "unit_code"])]


def bounds_of(
    grids: gpd.GeoDataFrame, ground: Ground, settings: FigureSettings | None = None
) -> pd.DataFrame:
    """Return the four bounds of each grid (`geo.four_bounds`)."""
    return four_bounds(grids, measured(ground, settings).land)


def _counted(grids: gpd.GeoDataFrame, area: Area) -> pd.DataFrame:
    rows = measure_grids(grids, area.places)
    rows.insert(0, "kind", grids["kind"].to_numpy())
    rows.insert(1, "unit_code", grids["unit_code"].astype(str).to_numpy())
    return rows


def _work(grids: gpd.GeoDataFrame, area: Area, fixed: Measured) -> pd.DataFrame:
    """Effort and who comes first, grid by grid."""
    place, grid = places_in(grids.geometry.to_numpy(), area.places.geometry.to_numpy())
    inside: list[list[int]] = [[] for _ in range(len(grids))]
    for p, g in zip(place.tolist(), grid.tolist(), strict=True):
        inside[g].append(p)
    households = area.places["household_count"].to_numpy(np.int64)
    units = grids["unit_code"].astype(str).tolist()
    rows = [
        _grid_work(tuple(here), unit, households, fixed)
        for here, unit in zip(inside, units, strict=True)
    ]
    columns = ["round_min", "round_gap_pct", "doors_min", "effort_min", "unmapped_places"]
    columns += ["arrival_min", "self_contained_pct"]
    return pd.DataFrame(rows, index=grids.index, columns=columns)


def _grid_work(
    here: tuple[int, ...], unit: str, households: Ints, fixed: Measured
) -> tuple[float, float, float, float, int, float, float]:
    """Figures of one grid with the places `here`, in the order of `_work`'s columns."""
    told, rows = fixed.settings.effort, list(here)
    weight = households[rows]
    all_of_them = int(weight.sum())
    tour, doors_s = fixed.round_of(here), int(fixed.doors_s[rows].sum())
    effort_s = told.rounds_a_month * (tour.seconds + doors_s)
    gap = 100 * (tour.seconds - tour.least_s) / tour.least_s if tour.least_s else 0.0
    alone = fixed.unmapped[np.ix_(rows, rows)].any(axis=1) if rows else np.zeros(0)
    arrival, own = np.nan, np.nan
    if all_of_them:
        counted = fixed.arrival_s[rows]
        if (counted[weight > 0] >= 0).all():
            arrival = float((counted * weight).sum()) / all_of_them / 60
        if fixed.own_known:
            first = np.array([unit in fixed.first_units[row] for row in rows])
            own = 100 * float(weight[first].sum()) / all_of_them
    return (
        tour.seconds / 60,
        gap,
        doors_s / 60,
        effort_s / 60 + told.household_min * all_of_them,
        int(alone.sum()),
        arrival,
        own,
    )


def _along(grids: gpd.GeoDataFrame, land: Land) -> pd.DataFrame:
    """Share of each grid's border that follows lines of the land, in per cent."""
    trace = land.trace(grids.geometry.to_numpy())
    metres, count = trace.metres, len(grids)
    whole = np.bincount(trace.owner, weights=metres, minlength=count)

    def share(on: NDArray[np.bool_]) -> Floats:
        along = np.bincount(trace.owner, weights=metres * on, minlength=count)
        with np.errstate(invalid="ignore", divide="ignore"):
            part: Floats = 100 * along / whole
        return part

    columns = {"natural_pct": share(trace.followed())}
    for kind in ("road", "stream", "ridge"):
        followed = trace.line[kind] >= 0 if kind in trace.line else None
        columns[f"{kind}_pct"] = np.full(count, np.nan) if followed is None else share(followed)
    return pd.DataFrame(columns, index=grids.index)


def _of_mean(figures: pd.DataFrame, column: str) -> pd.Series:
    """Per cent of the mean of the unit's base grids; nan for other grids and a mean of 0."""
    base = figures.loc[figures["kind"] == "base", [column, "unit_code"]]
    mean = base.groupby("unit_code")[column].transform("mean").replace(0.0, np.nan)
    return (100 * base[column] / mean).reindex(figures.index)
