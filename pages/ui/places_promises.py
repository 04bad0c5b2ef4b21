"""Promises: the longest gap by kind, grid and place, kept, and judged over the days to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.ui import cards, places
from planner.demand.promise_terms import LONGEST, Promises
from planner.demand.promises import promised_days, promises_broken, visits_due
from planner.words import Lang, known, say

if TYPE_CHECKING:
    from planner.road import Ground

_HORIZON = 56  # days of the check: eight weeks


def show(ground: Ground, lang: Lang) -> None:
    """Show the promises as a form, then whether the turns keep them."""
    st.caption(say("places.promises_help", lang, usual=places.USUAL_DAYS))
    _form(ground, ground.places.promises, lang)
    _check(ground, lang)


def _form(ground: Ground, told: Promises, lang: Lang) -> None:
    area = ground.area
    with st.form("places-promises"):
        with st.container(horizontal=True):
            kinds = {
                kind: int(
                    st.number_input(
                        _kind(kind, lang), 0, LONGEST, told.kinds.get(kind, 0), width=150
                    )
                )
                for kind in sorted(set(area.places["kind"]))
            }
            least = int(
                st.number_input(
                    say("places.promises.least", lang),
                    1,
                    LONGEST,
                    told.least_days,
                    width=200,
                    help=say("places.promises.least_help", lang),
                )
            )
        with st.expander(say("places.promises.grids", lang)):
            base = area.grids[area.grids["kind"] == "base"]
            names = base[[f"name_{lang}"]].set_axis([say("col.grid", lang)], axis=1)
            grids = _days(names, told.grids, f"grids-{places.version(ground)}", lang)
        with st.expander(say("places.promises.places", lang)):
            heads = {"place": say("col.place", lang), "unit": say("col.unit", lang)}
            names = places.named(ground, lang).rename(columns=heads)
            own = _days(names, told.places, f"places-{places.version(ground)}", lang)
        asked = st.form_submit_button(say("places.save", lang), type="primary")
    if asked:
        given = {kind: days for kind, days in kinds.items() if days}
        now = Promises(given, grids, own, least)
        places.keep(ground, replace(ground.places, promises=now), lang)


def _kind(kind: str, lang: Lang) -> str:
    key = f"place_kind.{kind}"
    return say(key, lang) if known(key) else kind


def _days(names: pd.DataFrame, told: object, what: str, lang: Lang) -> dict[str, int]:
    """Edit a table of days; only the days can be written."""
    days = say("places.promises.days", lang)
    given = dict(told)
    edited = st.data_editor(
        names.assign(**{days: [given.get(str(name), 0) for name in names.index]}),
        hide_index=True,
        disabled=list(names.columns),
        key=f"promises-{what}",
        column_config={days: st.column_config.NumberColumn(min_value=0, max_value=LONGEST, step=1)},
    )
    return {str(name): int(n) for name, n in edited[days].dropna().items() if n}


def _check(ground: Ground, lang: Lang) -> None:
    st.subheader(say("places.promises.check", lang, days=_HORIZON))
    first = date.fromisoformat(ground.area.data_date)
    broken = promises_broken(ground, first, _HORIZON, places.USUAL_DAYS)
    visits = visits_due(ground, first, _HORIZON, places.USUAL_DAYS)
    told = ground.places.promises
    promised = bool(told.kinds or told.grids or told.places)
    if not promised:
        st.caption(say("places.promises.none", lang))
    elif broken:
        st.error(
            say("places.promises.broken", lang, count=len(broken)), icon=":material/event_busy:"
        )
    else:
        words = say("places.promises.kept", lang, count=_count(ground), first=first, days=_HORIZON)
        st.success(words, icon=":material/event_available:")
    by_day = pd.Series([day for days in visits.values() for day in days]).value_counts()
    if len(by_day):
        least = int(by_day.min()) if len(by_day) == _HORIZON else 0
        st.markdown(say("places.promises.load", lang, least=least, most=int(by_day.max())))
    if broken:
        names = ground.area.places[f"name_{lang}"]
        rows = [
            (names[b.place_id], b.first.isoformat(), b.last.isoformat(), b.days, b.promised_days)
            for b in broken
        ]
        heads = [say("col.place", lang)]
        heads += [say(f"places.col.{key}", lang) for key in ("first", "last", "days", "promised")]
        cards.table(pd.DataFrame(rows, columns=heads), lang, name="broken_promises")


def _count(ground: Ground) -> int:
    """Count the places that have a promise."""
    return int((promised_days(ground, LONGEST + 1) <= LONGEST).sum())
