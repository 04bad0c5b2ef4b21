"""The plan of a week in work, kept on disk so that a restart of the program does not lose it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, get_args

from pages.ui import state
from pages.ui.tours.asked import Asked
from pages.ui.tours.work import How, Sheet, Work
from planner.demand.tour_changes import again
from planner.store import tours as store

if TYPE_CHECKING:
    from planner.problem.tour_ground import GroundStep
    from planner.problem.tours import ToursProblem

_LOG = logging.getLogger(__name__)


def opened(asked: Asked, week_id: str) -> Work:
    """Return a week in work with the plan that was kept for it, or with nothing.

    What had happened to the ground happens again, so that the plan stands on the roads it is for.
    """
    draft = store.draft_of(state.TOURS, asked.ground.area.area_id, asked.first_day, week_id)
    if draft is None or draft.how not in get_args(How):
        return Work()
    on = stood_on(asked, draft.problem, draft.steps)
    if on is None:
        return Work()
    sheet = Sheet(draft.asked, draft.problem, draft.plan, draft.how, on, draft.before)  # type: ignore[arg-type]
    return Work([sheet], kept=sheet)


def stood_on(asked: Asked, problem: ToursProblem, steps: tuple[GroundStep, ...]) -> Asked | None:
    """Return the ground a kept plan stands on; None where it knows something that is gone."""
    try:
        on = Asked(problem, again(problem, asked.context, steps))
    except KeyError:
        return None
    return on if on.knows(problem) else None


def keep(work: Work, asked: Asked, week_id: str) -> None:
    """Keep the plan as it stands, once; a store that cannot be written to stops nobody."""
    sheet = work.now
    if sheet is None or sheet is work.kept:
        return
    work.kept = sheet
    draft = store.Draft(
        week_id,
        sheet.asked,
        sheet.problem,
        sheet.plan,
        sheet.how,
        sheet.before,
        steps=sheet.on.context.steps,
    )
    try:
        store.keep_draft(state.TOURS, asked.ground.area.area_id, asked.first_day, draft)
    except OSError:
        _LOG.exception("the plan in work could not be kept")
