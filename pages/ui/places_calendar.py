"""Kinds of days by rules: market, school, holidays, seasons, single days; a month to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.schema import InputError
from pages.ui import frame, places
from planner.demand.day_kinds import kinds_of_day
from planner.demand.day_types import DAY_TYPES, DayRules, Season, dates_of, month_day
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streamlit.elements.lib.column_types import ColumnConfig

    from planner.road import Ground

_LONGEST_DAY = 8  # 10月 15日
_LONGEST_LIST = 20_000  # characters: some years of days
_SEASONS = ("flood", "fire")
Row = tuple[object, ...]  # of a table to fill in


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
        places.kept(
            ground,
            lambda: replace(
                ground.places,
                rules=DayRules(
                    market_digits=tuple(sorted(digits)),
                    school_weekdays=tuple(sorted(school)),
                    terms=tuple(_season(first, last) for _, first, last in terms),
                    holidays=tuple(sorted((_iso(a), _iso(b)) for a, b in holidays)),
                    exceptions=_by_day(exceptions, lang),
                    market_dates=market_dates,
                    **_by_name(seasons, lang),
                ),
            ),
            "places.calendar.wrong",
            lang,
        )


def _season(first: object, last: object) -> Season:
    return Season(month_day(str(first)), month_day(str(last)))


def _by_name(rows: list[Row], lang: Lang) -> dict[str, Season]:
    """Seasons by their name; one given twice would lose the first."""
    words = {say(f"day.{name}", lang): name for name in _SEASONS}
    found = {words.get(str(word), ""): _season(first, last) for word, first, last in rows}
    if len(found) < len(rows) or "" in found:
        msg = "every season needs its name, once"
        raise ValueError(msg)
    return found


def _by_day(rows: list[Row], lang: Lang) -> dict[str, tuple[str, ...]]:
    """Kinds by single day; several rows of one day are several kinds of it."""
    words = {say(f"day.{name}", lang): name for name in DAY_TYPES}
    found: dict[str, tuple[str, ...]] = {}
    for day, word in rows:
        found[_iso(day)] = (*found.get(_iso(day), ()), words.get(str(word), ""))
    return found


def _seasons(
    rows: list[tuple[str, str, str]], key: str, lang: Lang, *, named: bool = False
) -> list[Row]:
    """Edit name, first and last day of seasons."""
    heads = [say(f"places.calendar.{name}", lang) for name in ("which", "first", "last")]
    text = st.column_config.TextColumn(max_chars=_LONGEST_DAY)
    which = st.column_config.SelectboxColumn(
        options=[say(f"day.{name}", lang) for name in _SEASONS]
    )
    table = pd.DataFrame(rows, columns=heads, dtype="object")
    config = {heads[0]: which, heads[1]: text, heads[2]: text}
    found = _edited(table if named else table[heads[1:]], key, config)
    return found if named else [("", *row) for row in found]


def _holidays(rules: DayRules, key: str, lang: Lang) -> list[Row]:
    heads = [say(f"places.calendar.{name}", lang) for name in ("first", "last")]
    rows = [tuple(map(date.fromisoformat, pair)) for pair in rules.holidays]
    day = st.column_config.DateColumn(format="YYYY-MM-DD")
    table = pd.DataFrame(rows, columns=heads, dtype="object")
    return _edited(table, key, dict.fromkeys(heads, day))


def _exceptions(rules: DayRules, key: str, lang: Lang) -> list[Row]:
    heads = [say(f"places.calendar.{name}", lang) for name in ("on", "kind")]
    rows = [
        (date.fromisoformat(day), say(f"day.{kind}", lang))
        for day, kinds in sorted(rules.exceptions.items())
        for kind in kinds
    ]
    kinds = [say(f"day.{name}", lang) for name in DAY_TYPES]
    config = {
        heads[0]: st.column_config.DateColumn(format="YYYY-MM-DD"),
        heads[1]: st.column_config.SelectboxColumn(options=kinds),
    }
    return _edited(pd.DataFrame(rows, columns=heads, dtype="object"), key, config)


def _edited(table: pd.DataFrame, key: str, config: Mapping[str, ColumnConfig]) -> list[Row]:
    """Rows of a table to fill in; a cell left empty is "", so that half a row is told, not lost."""
    edited = st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=True,
        key=key,
        column_config=dict(config),
        placeholder="—",
    )
    filled = edited.replace("", None).dropna(how="all")
    return [tuple("" if pd.isna(cell) else cell for cell in row) for row in filled.to_numpy()]


def _iso(day: object) -> str:
    """Write a day; an empty cell is a `ValueError`."""
    return date.fromisoformat(str(day)[:10]).isoformat()


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
