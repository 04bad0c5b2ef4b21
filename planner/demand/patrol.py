"""One shift of patrol as a question: who is due today, who may go, how long the ways are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.travel import MODES, Mode
from planner.demand.cells import TIME_BANDS, clock_s, home_units, site_window
from planner.demand.day_types import kinds_of_day
from planner.demand.names import exit_names
from planner.demand.patrol_points import parts_of
from planner.demand.priority import priority_parts
from planner.demand.promises import due_places
from planner.demand.reach import Reach, as_table, reach_of
from planner.problem import Crew, PatrolProblem, PatrolRules, Stop, Travel

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.settings import PatrolSettings

DAY_S = 86_400
_NOON_S = DAY_S // 2


@dataclass(frozen=True, eq=False)
class PatrolContext:
    """What the question left behind at the door: where its ids lie.

    Parameters
    ----------
    stops
        Frame stop_id -> layer, source_id, name_zh, name_en, kind, unit_code, point.
    bases
        Frame location_id -> name_zh, name_en, point.
    crews
        Frame crew_id -> name_zh, name_en, kind, mode.
    reach
        Mode -> the locations on the roads of that mode, in the order of the question.
    closed_sites
        Sites left out of the question because they are shut during the whole shift.
    day_kinds
        Kinds of the day, the one to be named first in front.
    """

    ground: Ground
    settings: PatrolSettings
    day_kinds: tuple[str, ...]
    stops: gpd.GeoDataFrame
    bases: gpd.GeoDataFrame
    crews: pd.DataFrame
    location_ids: tuple[str, ...]
    reach: Mapping[Mode, Reach]
    closed_sites: tuple[str, ...]

    @property
    def day_type(self) -> str:
        """The kind of the day that is named first."""
        return self.day_kinds[0]

    def names(self, lang: str) -> dict[str, str]:
        """Id -> name of every stop, base and crew."""
        column = f"name_{lang}"
        frames = (self.stops, self.bases, self.crews)
        return {str(key): str(name) for frame in frames for key, name in frame[column].items()}


def patrol_question(
    ground: Ground, settings: PatrolSettings
) -> tuple[PatrolProblem, PatrolContext]:
    """Build the patrol question of one shift.

    Due are all open sites, all exits, and the places whose turn it is: each comes up within what
    is promised to it, else once in `revisit_days`, so that none is abandoned and none is chased.
    """
    area = ground.area
    kinds = kinds_of_day(ground, settings.on, settings.day_type)
    crews = _crews_of_shift(area.crews, settings.shift)
    start_s, end_s = _hours(crews)
    stops, shut = _due(ground, settings, kinds, (start_s, end_s))
    bases = _bases(ground, crews)
    points = pd.concat([stops.geometry, bases.geometry])
    location_ids = tuple(str(name) for name in points.index)
    reach = {
        mode: reach_of(
            ground.network,
            points,
            ground.trip(mode, settings.on, night=settings.shift == "evening"),
            max_walk_s=60 * settings.max_walk_min,
            bases=bases,
        )
        for mode in MODES
        if mode in set(crews["mode"])
    }
    problem = PatrolProblem(
        location_ids=location_ids,
        travel=tuple(Travel(mode, as_table(reach[mode].seconds())) for mode in reach),
        crews=tuple(_crew(name, row, settings) for name, row in crews.iterrows()),
        stops=tuple(_stop(str(name), row) for name, row in stops.iterrows()),
        rules=PatrolRules(
            min_crew_size=settings.min_crew_size,
            reserve_share_pct=settings.reserve_share_pct,
            own_units_price_s=settings.outside_home_price_s,
            left_out_price_s=settings.left_out_price_s,
        ),
    )
    context = PatrolContext(ground, settings, kinds, stops, bases, crews, location_ids, reach, shut)
    return problem, context


def _crews_of_shift(crews: pd.DataFrame, shift: str) -> pd.DataFrame:
    early = crews["shift_start"].map(clock_s) < _NOON_S
    return crews[early if shift == "day" else ~early]


def _shift_hours(row: pd.Series) -> tuple[int, int]:
    """Start and end of a crew's shift in seconds; a shift over midnight ends on the next day."""
    start, end = clock_s(row["shift_start"]), clock_s(row["shift_end"])
    return start, end if end > start else end + DAY_S


def _hours(crews: pd.DataFrame) -> tuple[int, int]:
    hours = [_shift_hours(row) for _, row in crews.iterrows()]
    return min((h[0] for h in hours), default=0), max((h[1] for h in hours), default=DAY_S)


def _due(
    ground: Ground, settings: PatrolSettings, kinds: tuple[str, ...], hours: tuple[int, int]
) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    sites, shut = _due_sites(ground, settings, kinds, hours)
    parts = [
        _due_places(ground, settings, kinds, hours),
        sites,
        _due_exits(ground, settings),
    ]
    stops = pd.concat([part for part in parts if len(part)] or parts[:1])
    return gpd.GeoDataFrame(stops, geometry="geometry", crs=ground.area.crs), shut


def _frame(source: gpd.GeoDataFrame, layer: str, columns: dict[str, object]) -> gpd.GeoDataFrame:
    """Rows of one layer as stops, under ids that cannot clash with those of another layer."""
    ids = [f"{layer}:{name}" for name in source.index]
    return gpd.GeoDataFrame(
        {
            "layer": layer,
            "source_id": [str(name) for name in source.index],
            "name_zh": source["name_zh"].to_numpy(),
            "name_en": source["name_en"].to_numpy(),
            "kind": source["kind"].to_numpy(),
            "unit_code": source["unit_code"].to_numpy(),
            **columns,
        },
        geometry=source.geometry.to_numpy(),
        crs=source.crs,
        index=pd.Index(ids, name="stop_id"),
    )


def _due_places(
    ground: Ground, settings: PatrolSettings, kinds: tuple[str, ...], hours: tuple[int, int]
) -> gpd.GeoDataFrame:
    """Places whose turn it is today, with the sum of their parts."""
    bands = [name for name, band in TIME_BANDS.items() if _overlap(band, hours)]
    points = priority_parts(ground, parts_of(ground, settings), kinds, bands)["priority"]
    due = due_places(ground, settings.on, settings.revisit_days)
    return _frame(
        due,
        "place",
        {
            "dwell_s": 60 * settings.hamlet_dwell_min,
            "priority": points[due.index].to_numpy(),
            "mandatory": False,
            "open_s": 0,
            "close_s": 7 * DAY_S,
        },
    )


def _overlap(band: tuple[int, int], hours: tuple[int, int]) -> bool:
    """Whether a band of the day and a shift, which may run past midnight, share any time."""
    return any(band[0] + day < hours[1] and hours[0] < band[1] + day for day in (0, DAY_S))


def _due_sites(
    ground: Ground, settings: PatrolSettings, kinds: tuple[str, ...], hours: tuple[int, int]
) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """Sites open long enough during the shift, and the names of those that are not."""
    sites = ground.area.sites
    dwell_s = 60 * settings.site_dwell_min
    windows = np.array(
        [site_window(row["opens"], row["closes"], hours) for _, row in sites.iterrows()],
        dtype=np.int64,
    ).reshape(-1, 2)
    opens, closes = windows.T
    stays = np.minimum(closes, hours[1]) - np.maximum(opens, hours[0]) >= dwell_s
    due, shut = sites[stays], sites[~stays]
    parts = parts_of(ground, settings)
    today = [parts.on_days(kinds, str(kind)) for kind in due["kind"]]
    priority = np.minimum(parts.floor + parts.cap // 2 + np.array(today, dtype=int), parts.cap)
    frame = _frame(
        due,
        "site",
        {
            "dwell_s": dwell_s,
            "priority": priority,
            "mandatory": due["mandatory"].to_numpy(),
            "open_s": opens[stays],
            "close_s": closes[stays],
        },
    )
    return frame, tuple(str(name) for name in shut.index)


def _due_exits(ground: Ground, settings: PatrolSettings) -> gpd.GeoDataFrame:
    """Exit roads that a vehicle can use; a footpath over the ridge is not a patrol stop."""
    exits = ground.road_exits
    units = ground.area.units
    inside = [str(units.distance(point).idxmin()) for point in exits.geometry]
    parts = parts_of(ground, settings)
    named = exits.join(exit_names(ground)).assign(
        kind="exit",
        unit_code=inside,
    )
    return _frame(
        named,
        "exit",
        {
            "dwell_s": 60 * settings.exit_dwell_min,
            "priority": parts.floor + parts.cap // 3,
            "mandatory": False,
            "open_s": 0,
            "close_s": 7 * DAY_S,
        },
    )


def _bases(ground: Ground, crews: pd.DataFrame) -> gpd.GeoDataFrame:
    sites = ground.area.sites.loc[sorted(set(crews["base_site_id"]))]
    return sites[["name_zh", "name_en", "geometry"]].set_axis(
        pd.Index([f"base:{name}" for name in sites.index], name="location_id")
    )


def _crew(name: object, row: pd.Series, settings: PatrolSettings) -> Crew:
    start_s, end_s = _shift_hours(row)
    return Crew(
        crew_id=str(name),
        kind=row["kind"],
        size=int(row["size"]),
        officers=int(row["officers"]),
        mode=row["mode"],
        base_id=f"base:{row['base_site_id']}",
        start_s=start_s,
        end_s=end_s,
        max_drive_s=60 * settings.max_drive_min,
        home_units=home_units(row["home_units"]),
        shift_id=settings.shift,
    )


def _stop(name: str, row: pd.Series) -> Stop:
    return Stop(
        stop_id=name,
        unit_code=str(row["unit_code"]),
        dwell_s=int(row["dwell_s"]),
        priority=int(row["priority"]),
        mandatory=bool(row["mandatory"]),
        open_s=int(row["open_s"]),
        close_s=int(row["close_s"]),
        needs_officer=False,
    )
