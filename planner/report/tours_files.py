"""A week of tours as files: question, answer, tables a person reads, cards and tracks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from planner.report.duty_files import tour_files
from planner.report.files import source_note
from planner.report.outcome_files import write_outcome
from planner.report.sheet import csv_bytes
from planner.report.tour_sheets import tour_sheets
from planner.report.tour_tables import list_table
from planner.report.workbook import write_workbook
from planner.words import Lang, say

if TYPE_CHECKING:
    from pathlib import Path

    from planner.demand.tours import ToursContext
    from planner.outcome import Outcome
    from planner.problem.tours import ToursPlan, ToursProblem


def write_tours(
    problem: ToursProblem,
    context: ToursContext,
    outcome: Outcome[ToursPlan],
    out: Path,
    *,
    lang: Lang,
) -> tuple[Path, ...]:
    """Write question and answer as JSON; with a plan also its tables and what crews take along.

    Raises
    ------
    OSError
        When the folder cannot be written to; nothing is then half written.
    """

    def planned(folder: Path, plan: ToursPlan) -> list[str]:
        names = context.names(lang)
        stops = list_table(problem, plan, context.first, names, lang)
        area = context.ground.area
        (folder / "tours.csv").write_bytes(csv_bytes(stops))
        write_workbook(
            folder / "tours.xlsx",
            tour_sheets(problem, context, outcome, lang),
            note=f"{source_note(area, lang)} {say('tours.note', lang)}",
            stamp=datetime.combine(context.first, datetime.min.time()),
        )
        papers = tour_files(problem, plan, context, lang, draft=True)
        for name, content in papers.items():
            (folder / name).write_bytes(content)
        return ["tours.csv", "tours.xlsx", *papers]

    return write_outcome(problem, outcome, out, planned)
