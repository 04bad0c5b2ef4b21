"""What changed between two rosters: who has which duty now, which stay short, what it costs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from planner import judge
from planner.problem.roster_moves import changes
from planner.report.roster_table import word
from planner.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.problem.roster import RosterCover, RosterPlan, RosterProblem
    from planner.words import Lang


def changes_table(
    problem: RosterProblem,
    old: RosterPlan,
    new: RosterPlan,
    first: date,
    names: Mapping[str, str],
    lang: Lang,
) -> pd.DataFrame:
    """Return a row for each cell that differs, by day.

    Parameters
    ----------
    names
        Slot -> its name.
    """
    rows = [
        [
            (first + timedelta(days=day)).isoformat(),
            names[problem.slots[row].slot_id],
            word(old.rows[row][day], lang),
            word(new.rows[row][day], lang),
        ]
        for row, day in sorted(changes(old, new), key=lambda cell: (cell[1], cell[0]))
    ]
    heads = [say(f"roster_changes.{name}", lang) for name in ("date", "slot", "was", "now")]
    return pd.DataFrame(rows, columns=heads)


def short_shifts(problem: RosterProblem, plan: RosterPlan) -> list[tuple[RosterCover, int]]:
    """Return each shift of a day that has fewer than it needs, by day, and how many it has."""
    found = []
    for cover in sorted(problem.cover, key=lambda one: one.day):
        there = sum(row[cover.day] == cover.shift_id for row in plan.rows)
        if there < cover.need:
            found.append((cover, there))
    return found


def short_table(problem: RosterProblem, plan: RosterPlan, first: date, lang: Lang) -> pd.DataFrame:
    """Return a row for each shift of a day that has fewer than it needs."""
    rows = [
        [
            (first + timedelta(days=cover.day)).isoformat(),
            word(cover.shift_id, lang),
            cover.need,
            there,
        ]
        for cover, there in short_shifts(problem, plan)
    ]
    heads = [say(f"roster_changes.{name}", lang) for name in ("date", "shift", "need", "there")]
    return pd.DataFrame(rows, columns=heads)


def cost_table(
    problem: RosterProblem, old: RosterPlan, new: RosterPlan, lang: Lang
) -> pd.DataFrame:
    """Return the points by what they are for, before and after, as the judge counts them."""
    before, after = judge.roster.parts(problem, old), judge.roster.parts(problem, new)
    rows = [
        [say(f"roster_part.{name}", lang), before[name], after[name], after[name] - before[name]]
        for name in after
        if before[name] or after[name]
    ]
    heads = [say(f"roster_changes.{name}", lang) for name in ("part", "before", "after", "more")]
    return pd.DataFrame(rows, columns=heads)
