"""Kinds of days by rules: market, school, holidays, seasons, single days; a month to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.schema import InputError
from pages.ui import frame, places
from planner.demand.day_types import DAY_TYPES, DayRules, Season, dates_of
from planner.demand.patrol_points import kinds_of_day
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.road import Ground

_MONTH_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_LONGEST_LIST = 20_000  # characters: some years of days
_SEASONS = ("flood", "fire")


def show(ground: Ground, lang: Lang) -> None:
    """Show the rules as a form, then a month of days."""
    st.caption(say("places.calendar_help", lang))
    if ground.places.rules is None:
        st.info(say("places.calendar.area", lang), icon=":material/calendar_month:")
    _form(ground, ground.places.rules or DayRules(), lang)
    _month(ground, lang)


def _form(ground: Ground, rules: DayRules, lang: Lang) -> None:
    mark = places.version(ground)
    with st.form("places-calendar"):
        with st.container(horizontal=True):
            digits = st.multiselect(
                say("places.calendar.market", lang),
                list(range(10)),
                list(rules.market_digits),
                placeholder=say("data.pick", lang),
                select_all=False,  # its entry is in English
                key=f"market-{mark}",
                width=300,
            )
            school = st.multiselect(
                say("places.calendar.school", lang),
                list(range(7)),
                list(rules.school_weekdays),
                format_func=lambda day: say(f"places.weekday.{day}", lang),
                placeholder=say("data.pick", lang),
                select_all=False,
                key=f"school-{mark}",
                width=360,
            )
        listed_days = st.text_area(
            say("places.calendar.market_dates", lang),
            "\n".join(rules.market_dates),
            help=say("places.calendar.market_dates_help", lang),
            placeholder="2026-11-25",
            key=f"market-dates-{mark}",
            max_chars=_LONGEST_LIST,
            height=100,
        )
        st.markdown(f"**{say('places.calendar.terms', lang)}**")
        terms = _seasons([("", s.first, s.last) for s in rules.terms], f"terms-{mark}", lang)
        st.markdown(f"**{say('places.calendar.seasons', lang)}**")
        own = [(name, getattr(rules, name)) for name in _SEASONS if getattr(rules, name)]
        seasons = _seasons(
            [(say(f"day.{name}", lang), s.first, s.last) for name, s in own],
            f"seasons-{mark}",
            lang,
            named=True,
        )
        st.markdown(f"**{say('places.calendar.holidays', lang)}**")
        holidays = _holidays(rules, f"holidays-{mark}", lang)
        st.markdown(f"**{say('places.calendar.exceptions', lang)}**")
        exceptions = _exceptions(rules, f"exceptions-{mark}", lang)
        asked = st.form_submit_button(say("places.save", lang), type="primary")
    if asked:
        try:
            market_dates = dates_of(listed_days)
        except InputError as error:
            st.error(frame.sentence(error, lang), icon=":material/edit:")
            return
        words = {say(f"day.{name}", lang): name for name in _SEASONS}
        places.kept(
            ground,
            lambda: replace(
                ground.places,
                rules=DayRules(
                    market_digits=tuple(sorted(digits)),
                    school_weekdays=tuple(sorted(school)),
                    terms=tuple(Season(first, last) for _, first, last in terms),
                    holidays=tuple(sorted(holidays)),
                    exceptions=exceptions,
                    market_dates=market_dates,
                    **{words[name]: Season(first, last) for name, first, last in seasons},
                ),
            ),
            "places.calendar.wrong",
            lang,
        )


def _seasons(
    rows: list[tuple[str, str, str]], key: str, lang: Lang, *, named: bool = False
) -> list[tuple[str, str, str]]:
    """Edit first and last days; a row that is not filled in counts for nothing."""
    heads = [say(f"places.calendar.{name}", lang) for name in ("which", "first", "last")]
    text = st.column_config.TextColumn(validate=_MONTH_DAY, max_chars=5, required=True)
    which = st.column_config.SelectboxColumn(
        options=[say(f"day.{name}", lang) for name in _SEASONS], required=True
    )
    table = pd.DataFrame(rows, columns=heads, dtype="object")
    edited = st.data_editor(
        table if named else table[heads[1:]],
        num_rows="dynamic",
        hide_index=True,
        key=key,
        column_config={heads[0]: which, heads[1]: text, heads[2]: text},
    ).dropna()
    found = edited if named else edited.assign(**{heads[0]: ""})[heads]
    return [(str(which), str(a), str(b)) for which, a, b in found.itertuples(index=False)]


def _holidays(rules: DayRules, key: str, lang: Lang) -> list[tuple[str, str]]:
    heads = [say(f"places.calendar.{name}", lang) for name in ("first", "last")]
    rows = [tuple(map(date.fromisoformat, pair)) for pair in rules.holidays]
    day = st.column_config.DateColumn(format="YYYY-MM-DD", required=True)
    edited = st.data_editor(
        pd.DataFrame(rows, columns=heads, dtype="object"),
        num_rows="dynamic",
        hide_index=True,
        key=key,
        column_config=dict.fromkeys(heads, day),
    ).dropna()
    return [(_iso(first), _iso(last)) for first, last in edited.itertuples(index=False)]


def _exceptions(rules: DayRules, key: str, lang: Lang) -> dict[str, tuple[str, ...]]:
    """Edit single days; several rows of one day are several kinds of it."""
    heads = [say(f"places.calendar.{name}", lang) for name in ("on", "kind")]
    words = {say(f"day.{name}", lang): name for name in DAY_TYPES}
    rows = [
        (date.fromisoformat(day), say(f"day.{kind}", lang))
        for day, kinds in sorted(rules.exceptions.items())
        for kind in kinds
    ]
    edited = st.data_editor(
        pd.DataFrame(rows, columns=heads, dtype="object"),
        num_rows="dynamic",
        hide_index=True,
        key=key,
        column_config={
            heads[0]: st.column_config.DateColumn(format="YYYY-MM-DD", required=True),
            heads[1]: st.column_config.SelectboxColumn(options=list(words), required=True),
        },
    ).dropna()
    found: dict[str, tuple[str, ...]] = {}
    for day, word in edited.itertuples(index=False):
        found[_iso(day)] = (*found.get(_iso(day), ()), words[word])
    return found


def _iso(day: object) -> str:
    return pd.Timestamp(str(day)).date().isoformat()


def _month(ground: Ground, lang: Lang) -> None:
    start = date.fromisoformat(ground.area.data_date)
    shown = st.date_input(say("places.calendar.month", lang), start, width=192)
    first = shown.replace(day=1)
    last = (first.replace(day=28) + pd.Timedelta(days=4)).replace(day=1)
    days = [day.date() for day in pd.date_range(first, last, inclusive="left")]
    cells = [""] * first.weekday()
    for day in days:
        cells.append(f"{day.day} {_kinds(kinds_of_day(ground, day), lang)}")
    cells += [""] * (-len(cells) % 7)
    heads = [say(f"places.weekday.{n}", lang) for n in range(7)]
    weeks = [cells[at : at + 7] for at in range(0, len(cells), 7)]
    st.table(pd.DataFrame(weeks, columns=heads), hide_index=True)


def _kinds(kinds: Iterable[str], lang: Lang) -> str:
    return listed([say(f"day.{kind}", lang) for kind in kinds if kind != "normal"], lang)
