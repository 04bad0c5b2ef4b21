"""Counts of places: what is in use, the table to fill in, and the table brought back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.contract import InputError, SchemaError
from pages.ui import bringing, cards, downloads, frame, places, state
from pages.ui.origins import badge
from pages.ui.plain import plain
from planner.demand.place_book import today
from planner.demand.place_counts import bring
from planner.demand.place_header import COUNTED
from planner.report.files import source_note
from planner.report.place_table import (
    changed_counts,
    current_counts,
    handed_back,
    place_table,
)
from planner.report.workbook import write_workbook
from planner.words import Lang, listed, number, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.demand.place_book import Origin
    from planner.demand.place_counts import Brought, CellFault
    from planner.road import Ground

_FAULTS_SHOWN = 40
_NAMES_SHOWN = 12
_SURE = ("entered", "measured", "guessed")


def show(ground: Ground, lang: Lang) -> None:
    """Show counts, template, upload and the table by place."""
    in_use(ground, lang)
    st.subheader(say("places.step1", lang))
    st.caption(say("places.step1_help", lang))
    _template(ground, lang)
    st.subheader(say("places.step2", lang))
    _upload(ground, lang)
    st.subheader(say("places.table", lang))
    cards.table(place_table(ground.area, lang), lang, name="places")


def in_use(ground: Ground, lang: Lang) -> None:
    """Show the sum of every count with how sure it is, where from and of which day."""
    st.subheader(say("places.now", lang))
    counts = current_counts(ground.area)
    lines = [
        f"| {' | '.join(say(f'places.col.{key}', lang) for key in _HEADS)} |",
        f"|{'---|' * len(_HEADS)}",
    ]
    for column in COUNTED:
        origins = ground.places.origins(column, ground.area)
        cells = (
            say(f"places.head.{column}", lang),
            number(int(counts[column].sum()), lang),
            *("<br>".join(cell) for cell in _told(origins, lang)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    st.markdown("\n".join(lines), unsafe_allow_html=True)


def _told(origins: Mapping[Origin, int], lang: Lang) -> tuple[list[str], list[str], list[str]]:
    """How sure, from where and of which day, a line for each origin of a column."""
    return (
        [badge(origin.kind, lang) for origin in origins],
        [
            say("places.from", lang, way=say(f"places.way.{origin.way}", lang), count=count)
            for origin, count in origins.items()
        ],
        [plain(origin.on) for origin in origins],
    )


_HEADS = ("what", "sum", "sure", "from", "on")


def _template(ground: Ground, lang: Lang) -> None:
    area = ground.area
    note = f"{source_note(area, lang)} {say('places.note', lang)}"
    stamp = datetime.fromisoformat(area.data_date)

    def write(path: Path) -> None:
        sheets = {say("places.sheet", lang): place_table(area, lang)}
        write_workbook(path, sheets, note=note, stamp=stamp)

    st.download_button(
        say("places.template", lang),
        lambda: downloads.made(".xlsx", write),
        file_name=state.file_name(f"{say('places.sheet', lang)}.xlsx"),
        on_click="ignore",
        icon=":material/download:",
    )


def _upload(ground: Ground, lang: Lang) -> None:
    bringing.uploader_words(lang)
    key = f"places-table-{places.version(ground)}"  # empty again once the table is taken
    given = st.file_uploader(say("places.upload", lang), type=["xlsx", "csv"], key=key)
    if given is None:
        return
    name, content = given.name, given.getvalue()
    try:
        brought = bring(name, content, ground.area)
    except InputError as error:
        refused(error, lang)
        return
    if brought.faults:
        _faults(brought, lang)
        return
    _before_after(ground, brought.values, lang)
    _remarks(ground, brought, lang)
    _accept(ground, brought, lang)
    _hand_back(ground, name, content, lang)


def refused(error: InputError, lang: Lang) -> None:
    """Say why a file was not taken, cell by cell, without repeating what stood there."""
    faults = error.faults if isinstance(error, SchemaError) else (error,)
    person = any(fault.code.startswith("person_") for fault in faults)
    title = say("places.refused" if person else "places.unread", lang)
    st.error(title, icon=":material/person_off:" if person else ":material/error:")
    st.markdown("\n".join(f"- {plain(frame.sentence(fault, lang))}" for fault in faults))
    if person:
        st.caption(say("places.refused_hint", lang))


def _faults(brought: Brought, lang: Lang) -> None:
    count = len(brought.faults)
    st.error(say("places.faults", lang, count=count), icon=":material/rule:")
    told = [f"- {_sentence(fault, lang)}" for fault in brought.faults[:_FAULTS_SHOWN]]
    if count > _FAULTS_SHOWN:
        told.append(f"- {say('places.faults_more', lang, count=count - _FAULTS_SHOWN)}")
    st.markdown("\n".join(told))


def _sentence(fault: CellFault, lang: Lang) -> str:
    return plain(say(f"places.fault.{fault.code}", lang, cell=fault.cell, **fault.facts))


def _before_after(ground: Ground, values: object, lang: Lang) -> None:
    """Show for each column the sum now and the sum once the numbers are taken."""
    st.markdown(f"**{say('places.before_after', lang)}**")
    st.dataframe(before_after(ground, values, lang), hide_index=True)


def before_after(ground: Ground, values: object, lang: Lang) -> pd.DataFrame:
    """Return the sums before and after taking numbers; missing places keep theirs."""
    counts = current_counts(ground.area)
    rows = []
    for column, given in dict(values).items():
        new = pd.Series(dict(given), dtype="float64").reindex(counts.index)
        after = new.fillna(counts[column])
        sums = int(counts[column].sum()), int(after.sum())
        missing = int(new.isna().sum())
        rows.append((say(f"places.head.{column}", lang), *sums, len(given), missing))
    heads = ("what", "before", "after", "given", "missing")
    return pd.DataFrame(rows, columns=[say(f"places.col.{key}", lang) for key in heads])


def _remarks(ground: Ground, brought: Brought, lang: Lang) -> None:
    for total in brought.totals:
        right = total.given == total.found
        key = "places.total_right" if right else "places.total_wrong"
        told = say(key, lang, cell=total.cell, given=total.given, found=total.found)
        (st.caption if right else st.warning)(told)
    if brought.unused:
        words = plain(listed(brought.unused, lang))
        st.caption(say("places.unused", lang, columns=words))
    names = ground.area.places[f"name_{lang}"]
    absent = brought.missing_places
    if absent:
        words = plain(listed([names[code] for code in absent], lang, most=_NAMES_SHOWN))
        st.warning(say("places.missing", lang, places=words), icon=":material/help:")


def _accept(ground: Ground, brought: Brought, lang: Lang) -> None:
    absent = brought.missing_places
    sure = st.radio(
        say("places.sure", lang),
        _SURE,
        format_func=lambda kind: say(f"provenance.{kind}", lang),
        horizontal=True,
        key="places-sure",
    )
    values = _to_take(ground, brought, lang)
    kept = not absent or st.checkbox(say("places.keep_missing", lang, count=len(absent)))
    if not kept:
        st.caption(say("places.keep_first", lang))
    if st.button(say("places.accept", lang), type="primary", disabled=not (kept and values)):
        take(ground, values, sure, "table", lang)


def _to_take(ground: Ground, brought: Brought, lang: Lang) -> Mapping[str, Mapping[str, int]]:
    """Numbers that differ from those in use, and the others once somebody says they were checked.

    The table goes out with today's numbers in it: unchanged, a guess does not become an entry.
    """
    changed = changed_counts(brought.values, ground.area)
    same = sum(map(len, brought.values.values())) - sum(map(len, changed.values()))
    if same and st.checkbox(say("places.same", lang, count=same), key="places-same"):
        return brought.values
    return changed


def take(ground: Ground, values: object, kind: str, way: str, lang: Lang) -> None:
    """Take numbers into the book; a place without one keeps its number and where it is from."""
    given = {column: numbers for column, numbers in dict(values).items() if numbers}
    origin = today(date.today(), kind, way)  # noqa: DTZ011 - the office's own day
    places.keep(ground, ground.places.taking(given, origin), lang)


def _hand_back(ground: Ground, name: str, content: bytes, lang: Lang) -> None:
    try:
        back = handed_back(name, content, ground.area)
    except InputError as error:
        st.caption(plain(frame.sentence(error, lang)))
        return
    st.download_button(
        say("places.hand_back", lang),
        back,
        file_name=name,
        help=say("places.hand_back_help", lang),
        on_click="ignore",
        icon=":material/edit_document:",
        type="tertiary",
    )
