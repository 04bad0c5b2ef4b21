"""Visits that a horizon asks for: settlements, sites and exits, as often as is promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from planner.demand.cells import TIME_BANDS, clock_s, site_window
from planner.demand.day_kinds import kinds_of_day
from planner.demand.names import exit_names
from planner.demand.priority import priority_parts
from planner.demand.priority_parts import Parts
from planner.demand.promises import promised_days
from planner.demand.tour_items import (
    Due,
    Item,
    days_around,
    due,
    grid_at,
    last_days,
    spans_of,
    unit_at,
)
from planner.problem.tour_parts import DAY_S, Task, Way, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    import geopandas as gpd

    from planner.demand.ground import Ground
    from planner.demand.tour_settings import TourSettings
    from planner.problem.tour_parts import Turn

    Days = tuple[tuple[str, ...], ...]


def kinds_of_days(ground: Ground, first: date, days: int) -> Days:
    """Kinds of each day of a horizon."""
    return tuple(kinds_of_day(ground, first + timedelta(days=day)) for day in range(days))


def place_dues(
    ground: Ground, settings: TourSettings, first: date, kinds: Days, known: Mapping[str, date]
) -> dict[str, Due]:
    """Count the calls that each settlement needs within the horizon."""
    gaps = promised_days(ground, settings.place_gap_days)
    return _dues(ground.area.places, _seasonal(ground.area.places, gaps, settings, kinds), first,
                 len(kinds), known)  # fmt: skip


def site_dues(
    ground: Ground, settings: TourSettings, first: date, kinds: Days, known: Mapping[str, date]
) -> dict[str, Due]:
    """Count the calls that each site needs; what the office promised to its kind counts."""
    told, sites = ground.places.promises, ground.area.sites
    gaps = sites["kind"].map(dict(told.kinds)).fillna(settings.site_gap_days)
    gaps = gaps.clip(lower=told.least_days).astype("int64")
    return _dues(sites, _seasonal(sites, gaps, settings, kinds), first, len(kinds), known)


def exit_dues(
    ground: Ground, settings: TourSettings, first: date, days: int, known: Mapping[str, date]
) -> dict[str, Due]:
    """Count the calls that each exit of a vehicle needs within the horizon."""
    exits = ground.road_exits.assign(unit_code="")
    gaps = pd.Series(settings.exit_gap_days, index=exits.index, dtype="int64")
    return _dues(exits, gaps, first, days, known)


def _dues(
    frame: gpd.GeoDataFrame, gaps: pd.Series[int], first: date, days: int,
    known: Mapping[str, date],
) -> dict[str, Due]:  # fmt: skip
    last = last_days(frame, gaps, first, known)
    return {str(name): due(int(last[name]), int(gaps[name]), days) for name in frame.index}


def _seasonal(
    frame: gpd.GeoDataFrame, gaps: pd.Series[int], settings: TourSettings, kinds: Days
) -> pd.Series[int]:
    """Shorten gaps for the seasons of the horizon."""
    for day_kind in sorted({kind for day in kinds for kind in day}):
        shorter = frame["kind"].map(dict(settings.season_gap_days.get(day_kind, {})))
        gaps = gaps.where(~(shorter < gaps), shorter).astype("int64")
    return gaps


def parts_of(ground: Ground) -> Parts:
    """Return the parts the office has set, else the planner's own."""
    return ground.places.parts or Parts()


def place_items(
    ground: Ground, settings: TourSettings, dues: Mapping[str, Due], kinds: Days
) -> list[Item]:
    """Make a visit of every settlement whose promise comes up within the horizon."""
    places = ground.area.places
    asked = places.loc[[name for name in places.index if dues[str(name)].times]]
    points = pd.concat(
        [
            priority_parts(ground, parts_of(ground), day, tuple(TIME_BANDS))["priority"]
            for day in dict.fromkeys(kinds)
        ],
        axis=1,
    ).max(axis=1)
    items = []
    for row in _rows(ground, asked):
        task = _task("place", row, dues[row["source"]], settings.place_dwell_min)
        windows = _windows(
            dues[row["source"]], settings, (settings.visit_from, settings.visit_to), len(kinds)
        )
        task = replace(task, priority=int(points[row["source"]]), windows=windows)
        items.append(_item("place", row, task))
    return items


def site_items(
    ground: Ground,
    settings: TourSettings,
    dues: Mapping[str, Due],
    kinds: Days,
    turns: Sequence[Turn],
) -> tuple[list[Item], tuple[str, ...]]:
    """Make a visit of every site whose turn comes up, and name those no turn finds open."""
    sites, parts = ground.area.sites, parts_of(ground)
    asked = sites.loc[[name for name in sites.index if dues[str(name)].times]]
    items, shut = [], []
    for row in _rows(ground, asked):
        name, kind = row["source"], row["kind"]
        open_ = _windows(dues[name], settings, (row["opens"], row["closes"]), len(kinds))
        windows = met(open_, turns, 60 * settings.site_dwell_min)
        if windows is None:
            shut.append(name)
            continue
        extra = max(parts.on_days(day, kind) for day in kinds)
        task = replace(
            _task("site", row, dues[name], settings.site_dwell_min),
            priority=min(parts.floor + parts.cap // 2 + extra, parts.cap),
            windows=windows,
            mandatory=bool(row["mandatory"]),
        )
        items.append(_item("site", row, task))
    return items, tuple(shut)


def exit_items(
    ground: Ground, settings: TourSettings, dues: Mapping[str, Due], days: int
) -> list[Item]:
    """Make a perimeter point of every exit a vehicle can use."""
    exits = ground.road_exits
    named = exits.join(exit_names(ground)).assign(
        kind="exit", unit_code=unit_at(ground, list(exits.geometry))
    )
    asked = named.loc[[name for name in named.index if dues[str(name)].times]]
    parts = parts_of(ground)
    points = min(parts.floor + parts.cap // 3, parts.cap)
    items = []
    for row in _rows(ground, asked):
        needs = dues[row["source"]]
        task = _task("exit", row, needs, settings.exit_dwell_min)
        windows = _windows(needs, settings, ("00:00", "24:00"), days)
        task = replace(task, kind="perimeter", priority=points, windows=windows)
        items.append(_item("exit", row, task))
    return items


def _rows(ground: Ground, frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    grids = grid_at(ground, list(frame.geometry))
    rows: list[dict[str, Any]] = frame.assign(source=frame.index.astype(str), grid=grids).to_dict(
        "records"
    )
    return rows


def _task(layer: str, row: Mapping[str, Any], needs: Due, dwell_min: int) -> Task:
    spot = f"{layer}:{row['source']}"
    return Task(
        task_id=spot,
        kind="visit",
        unit_code=row["unit_code"],
        grid_id=row["grid"],
        ways=(Way(spot, spot, 60 * dwell_min),),
        times=needs.times,
        longest_gap_days=needs.gap_days - needs.over_days,
        last_day=min(-1, needs.last_day + needs.over_days),
    )


def _item(layer: str, row: Mapping[str, Any], task: Task) -> Item:
    names, point = (row["name_zh"], row["name_en"]), row["geometry"]
    return Item(task, layer, str(row["source"]), *names, row["kind"], {task.task_id: point}, point)


def _windows(
    needs: Due, settings: TourSettings, hours: tuple[str, str], days: int
) -> tuple[Window, ...]:
    """Hours of the days around those on which a call is due; whole days where it is never shut."""
    around = days_around(
        needs,
        days,
        settings.early_days,
        settings.late_days,
        other_weekday=settings.other_weekdays,
    )
    if site_window(*hours, (0, DAY_S))[1] > 2 * DAY_S:
        return spans_of(around, days)
    return daily(*hours, around)


def daily(opens: str, closes: str, days: Iterable[int]) -> tuple[Window, ...]:
    """Make the same span on some days; one that ends before it begins ends on the day after."""
    a, b = clock_s(opens), clock_s(closes)
    b += DAY_S if b <= a else 0
    return tuple(Window(day * DAY_S + a, day * DAY_S + b) for day in days)


def met(
    windows: tuple[Window, ...], turns: Sequence[Turn], dwell_s: int
) -> tuple[Window, ...] | None:
    """Keep the windows in which some turn has time for a call; None when none has."""
    if not windows:
        return windows
    kept = tuple(
        window
        for window in windows
        if any(
            min(window.close_s, turn.end_s) - max(window.open_s, turn.start_s) >= dwell_s
            for turn in turns
        )
    )
    return kept or None
