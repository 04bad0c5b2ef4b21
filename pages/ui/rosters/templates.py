"""A template of shifts to edit: which shifts there are, their turn, what each kind of day needs."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.ui import state
from planner.demand.day_types import DAY_TYPES
from planner.demand.roster_patterns import HOUR_MIN, PATTERNS, SHIFT_IDS, DayNeed, Pattern
from planner.problem.roster import OFF, RosterShift
from planner.report.roster_table import word
from planner.store import rosters as store
from planner.words import LANGS, Lang, say

if TYPE_CHECKING:
    from planner.demand.roster_book import RosterBook

_LOG = logging.getLogger(__name__)
_TOLD = "roster-template-told"
_COLUMNS = ("shift", "begins", "hours", "night", "held_in", "rest", "not_next")
_HOURS_MOST, _REST_MOST, _NEED_MOST = 48, 14, 99


def form(area_id: str, pattern_id: str, book: RosterBook, lang: Lang) -> None:
    """Show the template that is chosen and offer to change it for this office."""
    pattern = book.pattern(pattern_id)
    said = st.session_state.pop(_TOLD, None)
    with st.expander(
        say("roster_template.title", lang), icon=":material/tune:", expanded=said is not None
    ):
        if said is not None:
            box, key = said
            (st.error if box == "error" else st.success)(say(key, lang))
        st.caption(say("roster_template.help", lang))
        about = f"template-{pattern_id}-{hash(pattern)}"
        with st.form(about, border=False):
            cycle = st.text_input(
                say("roster_template.cycle", lang),
                " ".join(word(cell, lang) for cell in pattern.cycle),
                help=say("roster_template.cycle_help", lang),
            )
            shifts = _shifts(pattern, f"{about}-shifts", lang)
            st.caption(say("roster_template.needs", lang))
            needs = _needs(pattern, f"{about}-needs", lang)
            with st.container(horizontal=True):
                save = st.form_submit_button(say("roster_template.save", lang), type="primary")
                ours = st.form_submit_button(
                    say("roster_template.ours", lang), disabled=pattern_id not in book.patterns
                )
    if save:
        _save(area_id, book, pattern, (cycle, shifts, needs))
    elif ours:
        own = {key: one for key, one in book.patterns.items() if key != pattern_id}
        _keep(area_id, replace(book, patterns=own))


def _shifts(pattern: Pattern, key: str, lang: Lang) -> pd.DataFrame:
    """Show a row for each shift there is a word for; one of no hours is not used."""
    known = {shift.shift_id: shift for shift in pattern.shifts}
    begins = dict(zip(known, pattern.begins_h, strict=True))
    rows: list[list[Any]] = []
    for shift_id in SHIFT_IDS:
        shift = known.get(shift_id, RosterShift(shift_id, 0))
        rows.append(
            [
                word(shift_id, lang),
                begins.get(shift_id, 8),
                shift.length_min // HOUR_MIN,
                shift.night,
                shift.held_in,
                shift.rest_days,
                [word(other, lang) for other in shift.not_next],
            ]
        )
    heads = [say(f"roster_template.{name}", lang) for name in _COLUMNS]
    numbers = {"begins": 24, "hours": _HOURS_MOST, "rest": _REST_MOST}
    config: dict[str, Any] = {
        say(f"roster_template.{name}", lang): st.column_config.NumberColumn(
            min_value=0, max_value=most, step=1, required=True
        )
        for name, most in numbers.items()
    }
    config[heads[-1]] = st.column_config.MultiselectColumn(
        options=[word(shift_id, lang) for shift_id in SHIFT_IDS]
    )
    table = pd.DataFrame(rows, columns=heads)
    edited = st.data_editor(
        table, hide_index=True, disabled=heads[:1], column_config=config, key=key
    )
    return edited.set_axis(list(_COLUMNS), axis=1)


def _needs(pattern: Pattern, key: str, lang: Lang) -> pd.DataFrame:
    """Show a row for each kind of day; an empty cell is left to the cycle."""
    told = {(need.day_kind, need.shift_id): need.need for need in pattern.needs}
    shifts = [shift.shift_id for shift in pattern.shifts]
    rows = [
        [say(f"day.{kind}", lang), *(told.get((kind, one)) for one in shifts)] for kind in DAY_TYPES
    ]
    # columns by id: a day is also the name of a shift
    table = pd.DataFrame(rows, columns=["day_kind", *shifts], index=list(DAY_TYPES))
    table = table.astype(dict.fromkeys(shifts, "Int64"))
    config: dict[str, Any] = {
        one: st.column_config.NumberColumn(
            word(one, lang), min_value=0, max_value=_NEED_MOST, step=1
        )
        for one in shifts
    }
    config["day_kind"] = st.column_config.TextColumn(say("roster_template.day_kind", lang))
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=["day_kind"],
        column_config=config,
        key=key,
        placeholder="—",
    )
    return edited.drop(columns="day_kind")


def _save(
    area_id: str,
    book: RosterBook,
    pattern: Pattern,
    typed: tuple[str, pd.DataFrame, pd.DataFrame],
) -> None:
    cycle, shifts, needs = typed
    words = {word(cell, lang).lower(): cell for cell in (*SHIFT_IDS, OFF) for lang in LANGS}
    cells = [part.lower() for part in cycle.replace("、", " ").replace(",", " ").split()]
    if not cells or any(cell not in words for cell in cells):
        _say("error", "roster_template.cycle_wrong")
        return
    used = [
        (shift_id, row)
        for shift_id, (_, row) in zip(SHIFT_IDS, shifts.iterrows(), strict=True)
        if row["hours"] > 0
    ]
    known = [shift_id for shift_id, _ in used]
    made = [
        RosterShift(
            shift_id,
            int(row["hours"]) * HOUR_MIN,
            night=bool(row["night"]),
            held_in=bool(row["held_in"]),
            not_next=tuple(
                words[str(one).lower()]
                for one in row["not_next"] or ()
                if words[str(one).lower()] in known
            ),
            rest_days=int(row["rest"]),
        )
        for shift_id, row in used
    ]
    try:
        changed = Pattern(
            pattern.pattern_id,
            tuple(made),
            tuple(int(row["begins"]) for _, row in used),
            tuple(words[cell] for cell in cells),
            pattern.held_in_pct,
            tuple(
                DayNeed(str(kind), str(shift_id), int(need))
                for kind, row in needs.iterrows()
                for shift_id, need in row.items()
                if pd.notna(need) and shift_id in known
            ),
        )
    except ValueError:
        _say("error", "roster_template.no_shift")
        return
    own = {**book.patterns, pattern.pattern_id: changed}
    if changed == PATTERNS[pattern.pattern_id]:
        del own[pattern.pattern_id]
    _keep(area_id, replace(book, patterns=own))


def _keep(area_id: str, book: RosterBook) -> None:
    try:
        store.set_book(state.ROSTERS, area_id, book)
    except OSError:
        _LOG.exception("what was set for the rosters could not be kept")
        _say("error", "roster.not_kept")
        return
    _say("success", "roster_template.saved")


def _say(box: str, key: str) -> None:
    st.session_state[_TOLD] = (box, key)
    st.rerun()
