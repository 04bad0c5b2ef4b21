"""The plan of a week in work, kept on disk so that a restart of the program does not lose it."""

from __future__ import annotations

import logging
from typing import get_args

from pages.ui import state
from pages.ui.tours.asked import Asked
from pages.ui.tours.work import How, Sheet, Work
from planner.store import tours as store

_LOG = logging.getLogger(__name__)


def opened(asked: Asked, week_id: str) -> Work:
    """Return a week in work with the plan that was kept for it, or with nothing.

    A plan for roads that were cut is not taken up: its ways could not be drawn on the roads as they
    are set.
    """
    draft = store.draft_of(state.TOURS, asked.ground.area.area_id, asked.first_day, week_id)
    if draft is None or draft.how not in get_args(How):
        return Work()
    same_roads = draft.problem.travel == asked.problem.travel
    if not same_roads or not asked.knows(draft.problem):
        return Work()
    on = Asked(draft.problem, asked.context)
    sheet = Sheet(draft.asked, draft.problem, draft.plan, draft.how, on, draft.before)  # type: ignore[arg-type]
    return Work([sheet], kept=sheet)


def keep(work: Work, asked: Asked, week_id: str) -> None:
    """Keep the plan as it stands, once; a store that cannot be written to stops nobody."""
    sheet = work.now
    if sheet is None or sheet is work.kept:
        return
    work.kept = sheet
    draft = store.Draft(week_id, sheet.asked, sheet.problem, sheet.plan, sheet.how, sheet.before)
    try:
        store.keep_draft(state.TOURS, asked.ground.area.area_id, asked.first_day, draft)
    except OSError:
        _LOG.exception("the plan in work could not be kept")
