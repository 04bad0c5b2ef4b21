"""The sheets of a plan of tours, as every workbook has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.judge.tours_cost import missing
from planner.problem.tours import ToursPlan
from planner.report.tour_tables import left_table, list_table, turn_table
from planner.report.tours_days import days_table
from planner.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from planner.demand.tours import ToursContext
    from planner.outcome import Outcome
    from planner.problem.tours import ToursProblem


def tour_sheets(
    problem: ToursProblem, context: ToursContext, outcome: Outcome[ToursPlan], lang: Lang
) -> dict[str, pd.DataFrame]:
    """Name of each sheet -> its table: stops, turns that go out, what is left out, days since."""
    plan, names, first = outcome.plan or ToursPlan(()), context.names(lang), context.first
    lacking = {task: times for task, times in missing(problem, plan).items() if times}
    sheets = {
        "stops": list_table(problem, plan, first, names, lang),
        "turns": turn_table(problem, plan, first, names, lang),
        "left": left_table(problem, lacking, outcome.left_out, names, lang),
        "days": days_table(problem, plan, context, lang),
    }
    return {say(f"tours.sheet_{name}", lang): table for name, table in sheets.items()}
