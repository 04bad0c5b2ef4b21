"""Who is in the roster, who is away, and what somebody would like: by slot and post, never why."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.ui import state
from planner.demand.roster import STATION_KINDS
from planner.demand.roster_book import WHATS, Entry
from planner.demand.roster_patterns import SHIFT_IDS
from planner.report.roster_table import word
from planner.store import rosters as store
from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.roster_book import RosterBook, What

_LOG = logging.getLogger(__name__)
_TOLD = "roster-leave-told"
_HEADS = ("who", "from", "to", "what", "shift")


def form(ground: Ground, book: RosterBook, lang: Lang) -> None:
    """Show posts, leave and wishes, and offer to change them."""
    area_id, said = ground.area.area_id, st.session_state.pop(_TOLD, None)
    with st.expander(
        say("roster_leave.title", lang), icon=":material/event_busy:", expanded=said is not None
    ):
        if said is not None:
            box, key = said
            (st.error if box == "error" else st.success)(say(key, lang))
        st.caption(say("roster_leave.help", lang))
        posts = {str(p): str(n) for p, n in ground.area.responders[f"name_{lang}"].items()}
        usual = ground.area.responders["kind"].isin(STATION_KINDS)
        who = _who(ground, lang)
        with st.form("roster-leave", border=False):
            chosen = st.multiselect(
                say("roster_leave.posts", lang),
                list(posts),
                [p for p in posts if p in book.post_ids]
                or [str(p) for p in ground.area.responders.index[usual]],
                format_func=lambda post: f"{posts[post]} {post}",
                placeholder=say("data.pick", lang),
                select_all=False,  # its entry is in English
            )
            table = _table(book, who, f"roster-leave-{hash(book.entries)}", lang)
            save = st.form_submit_button(say("roster_leave.save", lang), type="primary")
    if not save:
        return
    try:
        entries = tuple(_entries(table, who, lang))
    except (ValueError, KeyError):
        _say("error", "roster_leave.wrong")
        return
    ids = [str(p) for p in ground.area.responders.index[usual]]
    changed = replace(
        book, entries=entries, post_ids=() if sorted(chosen) == sorted(ids) else tuple(chosen)
    )
    try:
        store.set_book(state.ROSTERS, area_id, changed)
    except OSError:
        _LOG.exception("leave and wishes could not be kept")
        _say("error", "roster.not_kept")
        return
    _say("success", "roster_leave.saved")


def _who(ground: Ground, lang: Lang) -> dict[str, str]:
    """Return label -> slot or post, a post before its slots."""
    found: dict[str, str] = {}
    for post, row in ground.area.responders.iterrows():
        name = row[f"name_{lang}"]
        found[f"{post} {name}"] = str(post)
        if int(row["size"]) > 1:
            found |= {f"{post}-{n} {name}": f"{post}-{n}" for n in range(1, int(row["size"]) + 1)}
    return found


def _table(book: RosterBook, who: dict[str, str], key: str, lang: Lang) -> pd.DataFrame:
    heads = [say(f"roster_leave.{name}", lang) for name in _HEADS]
    labels = {slot: label for label, slot in who.items()}
    rows = [
        [
            labels.get(one.who, one.who),
            one.first,
            one.last,
            say(f"roster_leave.{one.what}", lang),
            word(one.shift_id, lang) if one.shift_id else None,
        ]
        for one in book.entries
    ]
    config: dict[str, Any] = {
        heads[0]: st.column_config.SelectboxColumn(options=list(who), width=260),
        heads[1]: st.column_config.DateColumn(format="YYYY-MM-DD"),
        heads[2]: st.column_config.DateColumn(format="YYYY-MM-DD"),
        heads[3]: st.column_config.SelectboxColumn(
            options=[say(f"roster_leave.{what}", lang) for what in WHATS]
        ),
        heads[4]: st.column_config.SelectboxColumn(options=[word(one, lang) for one in SHIFT_IDS]),
    }
    table = pd.DataFrame(rows, columns=heads, dtype="object")
    edited: pd.DataFrame = st.data_editor(
        table, num_rows="dynamic", hide_index=True, key=key, column_config=config, placeholder="—"
    )
    return edited


def _entries(table: pd.DataFrame, who: dict[str, str], lang: Lang) -> list[Entry]:
    """Read the rows; a wish for a shift without one is a `ValueError`."""
    whats: dict[str, What] = {say(f"roster_leave.{what}", lang): what for what in WHATS}
    shifts = {word(one, lang): one for one in SHIFT_IDS}
    entries = []
    for row in table.replace("", None).dropna(how="all").itertuples(index=False, name=None):
        slot, first, last, what, shift = (None if pd.isna(cell) else cell for cell in row)
        kind = whats[str(what)] if what else "away"
        needs = kind in ("wants", "not")
        if slot is None or first is None or (needs and shift is None):
            raise ValueError
        start = _day(first)
        end = start if last is None else _day(last)
        entries.append(Entry(who[slot], start, end, kind, shifts[shift] if needs else ""))
    return entries


def _day(cell: object) -> date:
    return date.fromisoformat(str(cell)[:10])


def _say(box: str, key: str) -> None:
    st.session_state[_TOLD] = (box, key)
    st.rerun()
