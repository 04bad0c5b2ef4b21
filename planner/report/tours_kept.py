"""How much of a week is promised and kept: by place and by village, as planned and as done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from planner.problem.tour_parts import DAY_S
from planner.problem.tours import ToursPlan
from planner.report.tours_days import days_of
from planner.words import listed, say, share

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.demand.tours import ToursContext
    from planner.problem.tours import ToursProblem
    from planner.report.tours_days import Days
    from planner.words import Lang

_ELSEWHERE = ""
_LAYERS = {"place": "places", "site": "sites"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A place with a promise, as planned and as done; `unit_code` is empty where it is in none."""

    unit_code: str
    planned: Days
    done: Days

    @property
    def as_planned(self) -> bool:
        """Whether the plan keeps it."""
        return not self.planned.late

    @property
    def as_done(self) -> bool:
        """Whether what was done keeps it."""
        return not self.done.late


def done_of(plan: ToursPlan, missed: Collection[tuple[str, int]]) -> ToursPlan:
    """Return what was done of a plan: all but the calls (task and day) that were ticked off."""
    tours = [
        replace(
            tour,
            calls=tuple(c for c in tour.calls if (c.task_id, c.begin_s // DAY_S) not in missed),
        )
        for tour in plan.tours
    ]
    return ToursPlan(tuple(tour for tour in tours if tour.calls))


def kept_of(
    problem: ToursProblem,
    plan: ToursPlan,
    context: ToursContext,
    missed: Collection[tuple[str, int]],
) -> tuple[Kept, ...]:
    """Return what became of every promise: broken as done first, then broken as planned."""
    done = {one.name: one for one in days_of(problem, done_of(plan, missed), context)}
    found = [
        Kept(_unit_of(one.name, context), one, done[one.name])
        for one in days_of(problem, plan, context)
    ]
    return tuple(sorted(found, key=lambda one: (one.as_done, one.as_planned)))


def unit_table(found: Collection[Kept], context: ToursContext, lang: Lang) -> pd.DataFrame:
    """One row a village and one for all: promises, kept as planned, kept as done."""
    units = context.ground.area.units[f"name_{lang}"]
    names = {str(code): str(name) for code, name in units.items()}
    names[_ELSEWHERE] = say("kept.elsewhere", lang)
    rows = [
        _row(names[code], [one for one in found if one.unit_code == code], lang)
        for code in names
        if any(one.unit_code == code for one in found)
    ]
    rows.append(_row(say("kept.all", lang), list(found), lang))
    heads = ("unit", "promised", "as_planned", "as_done", "share")
    return pd.DataFrame(rows, columns=[say(f"kept.head_{name}", lang) for name in heads])


def place_table(
    found: Collection[Kept],
    plan: ToursPlan,
    context: ToursContext,
    missed: Collection[tuple[str, int]],
    lang: Lang,
) -> pd.DataFrame:
    """One row a place: its promise, the days it was planned and done, and whether it was kept."""
    names = context.names(lang)
    visited = _visited(plan)
    rows = []
    for one in found:
        name, gap = one.planned.name, one.planned.promised
        planned = visited.get(name, ())
        done = [day for day in planned if (name, day) not in missed]
        rows.append(
            (
                names.get(name, name),
                gap,
                context.day(context.dues[name].last_day).isoformat(),
                listed([context.day(day).isoformat() for day in planned], lang),
                listed([context.day(day).isoformat() for day in done], lang),
                one.planned.days[-1],
                one.done.days[-1],
                say("kept.yes" if one.as_done else "kept.no", lang, days=len(one.done.late)),
            )
        )
    heads = ("place", "gap", "before", "planned", "done", "since_planned", "since_done", "verdict")
    return pd.DataFrame(rows, columns=[say(f"kept.head_{name}", lang) for name in heads])


def _row(name: str, of: Collection[Kept], lang: Lang) -> tuple[str, int, int, int, str]:
    kept = sum(one.as_done for one in of)
    return (
        name,
        len(of),
        sum(one.as_planned for one in of),
        kept,
        share(kept / max(1, len(of)), lang),
    )


def _visited(plan: ToursPlan) -> Mapping[str, tuple[int, ...]]:
    days: dict[str, set[int]] = {}
    for tour in plan.tours:
        for call in tour.calls:
            days.setdefault(call.task_id, set()).add(call.begin_s // DAY_S)
    return {name: tuple(sorted(of)) for name, of in days.items()}


def _unit_of(name: str, context: ToursContext) -> str:
    """Return the village of a place or site; exits and what lies in none have none."""
    layer, _, source_id = name.partition(":")
    rows = getattr(context.ground.area, _LAYERS[layer]) if layer in _LAYERS else None
    if rows is None or "unit_code" not in rows or source_id not in rows.index:
        return _ELSEWHERE
    return str(rows["unit_code"][source_id])
