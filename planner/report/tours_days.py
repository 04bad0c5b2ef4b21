"""Days since the last visit of every place with a promise, day by day through a plan of tours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from planner.judge.tours_since import since
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.demand.tours import ToursContext
    from planner.problem.tours import ToursPlan, ToursProblem


@dataclass(frozen=True, slots=True)
class Days:
    """A place with a promise: days since its last visit each evening, and days on which it is late.

    `promised` is the longest gap promised, in days.
    """

    name: str
    promised: int
    late: tuple[int, ...]
    days: tuple[int, ...]


def days_table(
    problem: ToursProblem, plan: ToursPlan, context: ToursContext, lang: Lang
) -> pd.DataFrame:
    """One row a place with a promise, one column a day: days since its last visit that evening.

    Places whose promise is broken come first, those that need no visit in the horizon last. The
    column of late days names the days on which the promise is broken; where it is empty for all,
    none is.
    """
    names = context.names(lang)
    days = [context.day(number).isoformat() for number in range(problem.days)]
    rows = [
        (
            names.get(one.name, one.name),
            one.promised,
            ", ".join(days[day] for day in one.late),
            *one.days,
        )
        for one in days_of(problem, plan, context)
    ]
    heads = [say(f"tours.head_{name}", lang) for name in ("place", "promised", "late")]
    return pd.DataFrame(rows, columns=[*heads, *days])


def days_of(problem: ToursProblem, plan: ToursPlan, context: ToursContext) -> Iterator[Days]:
    """Yield the days since the last visit of each place with a promise, as the table has them."""
    asked = set()
    for one in since(problem, plan):
        asked.add(one.task_id)
        needs = context.dues[one.task_id]
        over = needs.over_days
        done = next((day for day, n in enumerate(one.days) if not n), problem.days)
        # before the first visit the question counts from a later last day than the true one
        days = tuple(n + over * (day < done) for day, n in enumerate(one.days))
        yield Days(one.task_id, needs.gap_days, one.late, days)
    for name, needs in sorted(context.dues.items()):
        if name not in asked:
            days = tuple(day - needs.last_day for day in range(problem.days))
            late = tuple(day for day, n in enumerate(days) if n > needs.gap_days)
            yield Days(name, needs.gap_days, late, days)
