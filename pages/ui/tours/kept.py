"""How much of an approved week is promised and kept: for the station and for officials."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, downloads, state
from pages.ui.tours.asked import Asked, ask
from pages.ui.tours.drafts import stood_on
from planner.demand.tour_settings import from_plain
from planner.report import tours_kept
from planner.report.files import source_note
from planner.report.tour_tables import day_name
from planner.report.tours_days import days_table
from planner.report.workbook import write_workbook
from planner.store import tours as store
from planner.store.tour_settings import own_tours
from planner.words import say, share

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from planner.demand.ground import Ground
    from planner.store.tours import Week
    from planner.words import Lang


def ground_of(ground: Ground, week: Week) -> Asked | None:
    """Return the ground an approved week stands on, as it was; None where that is gone."""
    area_id, first = ground.area.area_id, week.first_day
    visits = week.visits
    if visits is None:
        visits = store.last_visits(state.TOURS, area_id, first)
    # asked with the rules of then: by those of now a meeting or a street may be gone
    own = own_tours(state.OFFICE, area_id) if week.settings is None else from_plain(week.settings)
    asked = ask(ground, own, first, week.problem.days, visits)
    return stood_on(asked, week.problem, week.steps)


def show(ground: Ground, week: Week, on: Asked, lang: Lang, *, whole: bool = True) -> None:
    """Show promises by village, with `whole` by place too, and offer all of it as a workbook."""
    ticks = store.ticks_of(state.TOURS, ground.area.area_id, week.first_day)
    missed = {(tick.task_id, tick.day) for tick in ticks if not tick.done}
    found = tours_kept.kept_of(week.problem, week.plan, on.context, missed)
    kept = sum(one.as_done for one in found)
    st.subheader(say("kept.title", lang))
    st.caption(say("kept.help", lang))
    calls = len(store.calls_of(week.plan))
    words = say(
        "kept.told",
        lang,
        promised=len(found),
        planned=sum(one.as_planned for one in found),
        done=kept,
        share=share(kept / max(1, len(found)), lang),
        calls=calls,
        ticked=len(ticks),
    )
    # what nobody has typed back counts as made, and is no success yet
    box = st.warning if kept < len(found) else st.info if len(ticks) < calls else st.success
    box(words)
    by_unit = tours_kept.unit_table(found, on.context, lang)
    by_place = tours_kept.place_table(found, week.plan, on.context, missed, lang)
    cards.table(by_unit, lang, name="kept-units", title=say("kept.by_unit", lang))
    if whole:
        cards.table(by_place, lang, name="kept-places", title=say("kept.by_place", lang))

    def sheets() -> dict[str, pd.DataFrame]:
        done = tours_kept.done_of(week.plan, missed)
        since = days_table(week.problem, done, on.context, lang)
        return {
            say("kept.by_unit", lang): by_unit,
            say("kept.by_place", lang): by_place,
            say("tours.sheet_days", lang): since,
        }

    _workbook(ground, week, sheets, lang)


def _workbook(
    ground: Ground, week: Week, sheets: Callable[[], dict[str, pd.DataFrame]], lang: Lang
) -> None:
    note = source_note(ground.area, lang)
    stamp = datetime.combine(week.first_day, datetime.min.time())

    def write(path: Path) -> None:
        write_workbook(path, sheets(), note=note, stamp=stamp)

    st.download_button(
        say("kept.download", lang),
        lambda: downloads.made(".xlsx", write),
        file_name=state.file_name(f"promises_{week.first_day}.xlsx"),
        key=f"kept-{week.first_day}",
        on_click="ignore",
        icon=":material/table_view:",
    )


def latest(ground: Ground, lang: Lang) -> None:
    """Show what became of the promises of the week approved last."""
    weeks = store.approved(state.TOURS, ground.area.area_id)
    if not weeks:
        st.caption(say("kept.none", lang))
        return
    week = store.load(state.TOURS, ground.area.area_id, weeks[0])
    on = ground_of(ground, week)
    st.caption(say("kept.latest", lang, day=day_name(week.first_day, lang)))
    if on is None:
        st.warning(say("week.no_ground", lang))
        return
    show(ground, week, on, lang, whole=False)
