"""Duties as a workbook: the whole week on one sheet, then one sheet a crew; codes stay text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from planner.words import Lang, clock, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.problem.tours import ToursProblem
    from planner.report.duty_lines import Duty

_COLUMNS = (
    *("day", "crew", "stop", "site", "kind", "way_km", "arrive", "stay_min", "depart"),
    *("latest", "leeway_min", "grid_code", "unit_code", "task_code", "turn_code"),
)
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_TITLE = 31  # characters a sheet's title may have


def duty_sheets(
    duties: Sequence[Duty], problem: ToursProblem, lang: Lang
) -> dict[str, pd.DataFrame]:
    """Return title -> stops of all duties, and of each crew's."""
    every = _table(duties, problem, lang)
    sheets = {say("duty.sheet_week", lang): every}
    for crew_id in dict.fromkeys(duty.crew.crew_id for duty in duties):
        own = [duty for duty in duties if duty.crew.crew_id == crew_id]
        sheets[_title(own[0].crew_name, sheets)] = _table(own, problem, lang)
    return sheets


def _table(duties: Sequence[Duty], problem: ToursProblem, lang: Lang) -> pd.DataFrame:
    tasks = {task.task_id: task for task in problem.tasks}
    rows = [
        (
            duty.day.isoformat(),
            duty.crew_name,
            stop.number,
            stop.name,
            say(f"task_kind.{stop.kind}", lang),
            round(stop.way.length / 1000, 2),
            clock(stop.arrive_s, lang),
            round((stop.end_s - stop.begin_s) / 60, 1),
            clock(stop.leave_s, lang),
            clock(stop.latest_s, lang),
            max(0, stop.leeway_s) // 60,
            tasks[stop.task_id].grid_id,
            tasks[stop.task_id].unit_code,
            stop.task_id,
            duty.turn.turn_id,
        )
        for duty in duties
        for stop in duty.stops
    ]
    return pd.DataFrame(rows, columns=[say(f"duty.head.{name}", lang) for name in _COLUMNS])


def _title(name: str, taken: dict[str, pd.DataFrame]) -> str:
    """Title of a sheet no other one has, whatever the crew is called."""
    plain = _NOT_IN_TITLES.sub(" ", name).strip("' ") or "-"
    used = {title.casefold() for title in taken}
    title, number = plain[:_TITLE], 2
    while title.casefold() in used:
        end = f" {number}"
        title, number = plain[: _TITLE - len(end)] + end, number + 1
    return title
