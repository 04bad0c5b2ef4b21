"""Somebody away for some days, as sheets an office keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from planner.report.assignment import beside_table, changed, changes_table, figures_of, lost_table
from planner.report.files import source_note
from planner.report.roster import compared_table
from planner.report.workbook import write_workbook
from planner.whole import write_folder
from planner.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from geo.load import Area
    from planner.demand.duty_lost import Lost
    from planner.problem import ResponderPlan, ResponderProblem
    from planner.simulate import Compared
    from planner.words import Lang

Planned = tuple["ResponderProblem", "ResponderPlan"]


def moved(usual: Planned, without: Planned) -> tuple[str, ...]:
    """Return the grids that get another first responder."""
    return changed({a.grid_id: a.first_post_id for a in usual[1].assignments}, without[1])


def plan_sheets(
    usual: Planned, without: Planned, names: Mapping[str, str], lang: Lang
) -> dict[str, pd.DataFrame]:
    """Return who answers now in place of whom, and the figures of both plans beside."""
    first = {a.grid_id: a.first_post_id for a in usual[1].assignments}
    free = replace(without[0], grids=usual[0].grids)
    beside = [
        (say("away.there", lang), figures_of(*usual, first)),
        (say("away.gone", lang), figures_of(free, without[1], first)),
    ]
    return {
        say("away.answers", lang): changes_table(usual[0], usual[1], without[1], names, lang),
        say("away.costs", lang): beside_table(beside, lang),
    }


def met_sheets(
    lost: Sequence[Lost], compared: Mapping[str, Compared], lang: Lang, *, limit_s: int
) -> dict[str, pd.DataFrame]:
    """Return what the duty lists lose, and the days simulated where they were."""
    sheets = {say("away.lost", lang): lost_table(lost, lang)}
    if compared:
        sheets[say("away.met", lang)] = compared_table(compared, lang, limit_s=limit_s)
    return sheets


def write_away(
    sheets: Mapping[str, pd.DataFrame], area: Area, out: Path, lang: Lang
) -> tuple[Path, ...]:
    """Write the sheets as a workbook into a folder."""

    def write(folder: Path) -> list[str]:
        stamp = datetime.fromisoformat(area.data_date)
        write_workbook(folder / "away.xlsx", sheets, note=source_note(area, lang), stamp=stamp)
        return ["away.xlsx"]

    return write_folder(out, write)
