"""Figures of grids: people, shape, work, who comes first, what their borders follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo.four_bounds import four_bounds
from geo.measure import measure_shapes, places_in
from planner.demand.grid_ground import FigureSettings, Measured, measured
from planner.demand.grid_rules import GridRules, broken

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.borders import Land
    from planner.demand.ground import Ground

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Shapes = NDArray[np.object_]
    Columns = dict[str, NDArray[np.generic]]

__all__ = ["FigureSettings", "GridRules", "bounds_of", "grid_figures", "measured"]

# figure -> kinds of lines of the land it counts
_KINDS = {
    "road_pct": ("road",),
    "water_pct": ("stream", "shore"),
    "ridge_pct": ("ridge",),
    "group_pct": ("group",),
}
_WORK = (
    *("round_min", "round_gap_pct", "doors_min", "effort_min", "unmapped_places"),
    *("arrival_min", "self_contained_pct"),
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
        where `arrival_min` is, and when no post of the area names its units.
    natural_pct, road_pct, water_pct, ridge_pct, group_pct
        Share of the whole border that follows any line of the land, and each kind (`AlongRule`);
        water is streams and shores. nan where the area has no such layer.
    warnings
        Codes of the limits broken (`planner.demand.grid_rules`).
    """
    fixed = measured(ground, settings)
    shapes, names = grids.geometry.to_numpy(), grids.index
    kind, unit = (grids[column].to_numpy(dtype=object) for column in ("kind", "unit_code"))
    asked = np.ones(len(grids), dtype=bool) if ids is None else names.isin(list(ids))
    rows = np.flatnonzero(asked | _around(shapes, unit, asked))
    shapes, kind, unit, asked = shapes[rows], kind[rows], unit[rows], asked[rows]
    columns: Columns = {"kind": kind, "unit_code": unit}
    columns |= measure_shapes(shapes, ground.area.places)
    columns |= _work(shapes, unit, ground, fixed)
    for figure, column in (("households", "household_count"), ("effort", "effort_min")):
        columns[f"{figure}_of_mean_pct"] = _of_mean(columns[column], kind, unit)
    columns = {name: cells[asked] for name, cells in columns.items()}
    columns |= _along(shapes[asked], fixed.land)
    told = broken(columns, rules or GridRules())
    index = names[rows][asked]
    return pd.DataFrame({**columns, "warnings": pd.Series(told, index, dtype="object")}, index)


def _around(shapes: Shapes, unit: Shapes, asked: Bools) -> Bools:
    """Tell which grids the figures of some depend on: their units' and those beside them."""
    west, south, east, north = shapely.bounds(shapes).T
    needed: Bools = np.isin(unit, list(set(unit[asked])))
    if asked.all():
        return needed
    for row in np.flatnonzero(asked):
        needed |= (
            (west <= east[row])
            & (east >= west[row])
            & (south <= north[row])
            & (north >= south[row])
        )
    return needed


def bounds_of(
    grids: gpd.GeoDataFrame, ground: Ground, settings: FigureSettings | None = None
) -> pd.DataFrame:
    """Return the four bounds of each grid (`geo.four_bounds`)."""
    return four_bounds(grids, measured(ground, settings).land)


def _work(shapes: Shapes, unit: Shapes, ground: Ground, fixed: Measured) -> Columns:
    """Effort and who comes first, grid by grid."""
    places = ground.area.places
    inside: list[list[int]] = [[] for _ in shapes]
    for place, grid in zip(*places_in(shapes, places.geometry.to_numpy()), strict=True):
        inside[grid].append(int(place))
    households = places["household_count"].to_numpy(np.int64)
    rows = [
        _grid_work(tuple(here), str(code), households, fixed)
        for here, code in zip(inside, unit, strict=True)
    ]
    cells = np.array(rows, dtype=float).reshape(-1, len(_WORK)).T
    columns: Columns = dict(zip(_WORK, cells, strict=True))
    return columns | {"unmapped_places": columns["unmapped_places"].astype(np.int64)}


def _grid_work(
    here: tuple[int, ...], unit: str, households: Ints, fixed: Measured
) -> tuple[float, float, float, float, int, float, float]:
    """Figures of one grid with the places `here`, in the order of `_WORK`."""
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


def _along(shapes: Shapes, land: Land) -> Columns:
    """Share of each grid's border that follows lines of the land, in per cent."""
    trace = land.trace(shapes)
    metres, count = trace.metres, len(shapes)
    whole = np.bincount(trace.owner, weights=metres, minlength=count)

    def share(on: Bools) -> Floats:
        along = np.bincount(trace.owner, weights=metres * on, minlength=count)
        with np.errstate(invalid="ignore", divide="ignore"):
            part: Floats = 100 * along / whole
        return part

    columns: Columns = {"natural_pct": share(trace.followed())}
    for name, kinds in _KINDS.items():
        rows = [trace.line[kind] for kind in kinds if kind in trace.line]
        columns[name] = share(np.max(rows, axis=0) >= 0) if rows else np.full(count, np.nan)
    return columns


def _of_mean(cells: NDArray[np.generic], kind: Shapes, unit: Shapes) -> Floats:
    """Per cent of the mean of the unit's base grids; nan for other grids and a mean of 0."""
    base = kind == "base"
    _, group = np.unique(unit.astype(str), return_inverse=True)
    value = cells.astype(np.float64)
    total, count = (
        np.bincount(group, weights=weight, minlength=len(unit)) for weight in (value * base, base)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        part: Floats = 100 * value / (total / count)[group]
    return np.where(base & np.isfinite(part), part, np.nan)
