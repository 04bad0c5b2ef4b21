"""Shut roads and a week that leaves something out: what opening one of them would bring in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pages.ui import cache
from planner import tours
from planner.demand.tour_changes import openable, opened
from planner.report.road_spots import called
from planner.report.roads import short_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages.ui import jobs
    from pages.ui.tours.asked import Asked
    from planner.demand.tours import ToursContext
    from planner.outcome import Cancelled, Cure, Effort, OnProgress, Outcome
    from planner.problem.tour_parts import Travel
    from planner.problem.tours import ToursPlan, ToursProblem
    from planner.words import Lang

OPENS = "open_road"
_TRIED_MOST = 6
_WORK_PART = 4
_BETWEEN = "; "


def solve_on(on: Asked) -> jobs.Solve:
    """Return how a question on some ground is answered: where roads are shut, they are tried out.

    What is left out is explained once more with each shut road opened, for a quarter of the work.
    """
    if not openable(on.problem, on.context):
        return tours.solve
    return partial(_solve, on.context)


def _solve(
    context: ToursContext,
    problem: ToursProblem,
    *,
    effort: Effort,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> Outcome[ToursPlan]:
    found = tours.solve(problem, effort=effort, on_progress=on_progress, cancelled=cancelled)
    if not found.left_out or (cancelled and cancelled()):
        return found
    tables = {
        _BETWEEN.join(ids): opened(problem, context, ids)[0]
        for ids in openable(problem, context)[:_TRIED_MOST]
    }
    less = replace(effort, work=max(1, effort.work // _WORK_PART))
    told = tours.explained(problem, found, opened=tables, effort=less, cancelled=cancelled)
    return replace(told, run=found.run)


def opened_by(
    problem: ToursProblem, context: ToursContext, cure: Cure
) -> tuple[Mapping[str, tuple[Travel, ...]], ToursContext]:
    """Return the tables by the name of what a cure opens, and the ground with it open."""
    road = str(dict(cure.facts)["road"])
    tables, changed = opened(problem, context, road.split(_BETWEEN))
    return {road: tables}, changed


def names(context: ToursContext, lang: Lang) -> dict[str, str]:
    """Return the names of what is shut."""
    ground = context.ground
    key = f"{ground.area.area_id}|{ground.area.fingerprint}|{lang}"
    known = cache.drawn_work("short road names", key, lambda: short_names(ground, lang))
    return {c.what: called(ground, known, c.what, lang) for c in ground.closures}
