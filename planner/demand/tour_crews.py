"""Crews of an area and the turns they have over a horizon."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.demand.cells import clock_s, home_units
from planner.demand.tour_settings import shift_span
from planner.problem.tour_parts import DAY_S, OWN_SKILL, Crew, Turn

if TYPE_CHECKING:
    import pandas as pd

    from geo.travel import Mode
    from planner.demand.ground import Ground
    from planner.demand.tour_settings import TourSettings

VEHICLES: tuple[Mode, ...] = ("motorbike", "car")
VEHICLE = "vehicle"
"""Skill of whoever comes with a vehicle, besides the one of its mode."""
_NOON_S = DAY_S // 2


def crews_of(ground: Ground, settings: TourSettings) -> tuple[Crew, ...]:
    """Read the posts of an area as crews.

    A crew has its mode for a skill, since a street takes each mode another time, and its own id,
    since a meeting is for two crews only.
    """
    return tuple(_crew(str(name), row, settings) for name, row in ground.area.crews.iterrows())


def _crew(name: str, row: pd.Series, settings: TourSettings) -> Crew:
    vehicle = (VEHICLE,) if row["mode"] in VEHICLES else ()
    return Crew(
        crew_id=name,
        kind=row["kind"],
        size=int(row["size"]),
        officers=int(row["officers"]),
        mode=row["mode"],
        base_id=f"base:{row['base_site_id']}",
        skills=(row["mode"], *vehicle, own_skill(name), *settings.skills.get(name, ())),
        home_units=home_units(row["home_units"]),
        home_grids=settings.home_grids.get(name, ()),
    )


def own_skill(crew_id: str) -> str:
    """Name what only one crew can do: to be itself."""
    return f"{OWN_SKILL}{crew_id}"


def turns_of(ground: Ground, settings: TourSettings, first: date, days: int) -> tuple[Turn, ...]:
    """Give each crew a turn on each day on which its roster has it and it is there."""
    return tuple(
        _turn(str(name), row, settings, day, first + timedelta(days=day))
        for day in range(days)
        for name, row in ground.area.crews.iterrows()
        if _there(str(name), settings, first + timedelta(days=day))
    )


def _there(crew_id: str, settings: TourSettings, day: date) -> bool:
    cycle = settings.rosters.get(crew_id, "1")
    on = cycle[day.toordinal() % len(cycle)] == "1" or _shift(crew_id, settings, day) is not None
    return on and day.isoformat() not in settings.off.get(crew_id, ())


def _shift(crew_id: str, settings: TourSettings, day: date) -> tuple[str, str] | None:
    """Return the shift a crew has on a day instead of its usual one."""
    told = settings.shifts.get(crew_id, {}).get(day.isoformat())
    return None if told is None else shift_span(told)


def shift_on(
    crew_id: str, row: pd.Series, settings: TourSettings, day: date
) -> tuple[str, str] | None:
    """Return begin and end of the shift of a crew on a day, "HH:MM"; None where it has none."""
    if not _there(crew_id, settings, day):
        return None
    return _shift(crew_id, settings, day) or (str(row["shift_start"]), str(row["shift_end"]))


def _turn(crew_id: str, row: pd.Series, settings: TourSettings, number: int, day: date) -> Turn:
    usual = str(row["shift_start"]), str(row["shift_end"])
    start, end = (clock_s(told) for told in _shift(crew_id, settings, day) or usual)
    end += DAY_S if end <= start else 0
    return Turn(
        turn_id=f"{crew_id}@{day.isoformat()}",
        crew_id=crew_id,
        shift_id="day" if start < _NOON_S else "evening",
        day=number,
        start_s=number * DAY_S + start,
        end_s=number * DAY_S + end,
        max_drive_s=60 * settings.max_drive_min,
        night=2 * dark_seconds(settings, start, end) >= end - start,
    )


def dark_seconds(settings: TourSettings, start_s: int, end_s: int) -> int:
    """Seconds of a shift that lie in the dark hours, which may run past midnight."""
    dark, light = clock_s(settings.dark_from), clock_s(settings.dark_to)
    light += DAY_S if light <= dark else 0
    spans = ((dark + shift, light + shift) for shift in (-DAY_S, 0, DAY_S))
    return sum(max(0, min(end_s, b) - max(start_s, a)) for a, b in spans)
