"""The rules of width, surface, night and rain: what counts, and a form that sets one mode's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.schema import InputError
from geo.speeds import MODES
from pages.ui import cards, frame, state
from pages.ui.plain import plain
from planner.demand.rule_table import set_for, value_of, whats
from planner.report import roads
from planner.store.roads import keep_rules, own_rules, rules_before, undo_rules
from planner.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.speeds import Mode
    from planner.demand.ground import Ground
    from planner.demand.rule_table import OwnRule, What
    from planner.words import Lang

_DONE = "rules-done"


def show(ground: Ground, lang: Lang) -> None:
    """Show every number that counts besides the class of a road, and the form that changes it."""
    area_id = ground.area.area_id
    with st.expander(say("roads.rules", lang), expanded=_DONE in st.session_state):
        st.caption(say("rules.whose", lang))
        try:
            own = own_rules(state.OFFICE, area_id)
        except InputError as error:
            st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
            if st.button(say("rules.clear", lang)):
                _kept(lambda: keep_rules(state.OFFICE, area_id, ()), lang)
            return
        asked = state.picked(
            "rules_mode",
            ("motorbike", "car", "foot"),
            say("rules.mode", lang),
            lambda key: say(f"way.{key}", lang),
        )
        mode = next(one for one in MODES if one == asked)
        cards.table(roads.rule_table(ground.conditions.rules, mode, lang), lang, name="rules")
        st.subheader(say("rules.edit", lang))
        _form(ground, own, mode, lang)
        if rules_before(state.OFFICE, area_id) and st.button(
            say("roads.undo", lang), icon=":material/undo:", key="rules-undo"
        ):
            _kept(lambda: undo_rules(state.OFFICE, area_id), lang)
        if st.session_state.pop(_DONE, False):
            st.success(say("rules.saved", lang), icon=":material/check:")


def _form(ground: Ground, own: tuple[OwnRule, ...], mode: Mode, lang: Lang) -> None:
    area_id, rules = ground.area.area_id, ground.conditions.rules
    now = {what: value_of(rules, mode, what) for what in whats(mode)}
    with st.form(f"rules-{area_id}-{mode}-{hash(tuple(now.values()))}", border=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            asked = {what: _field(mode, what, value, lang) for what, value in now.items()}
        st.caption(say("rules.never", lang))
        with st.container(horizontal=True):
            saved = st.form_submit_button(say("rules.save", lang), type="primary")
            back = st.form_submit_button(say("rules.back", lang))
    if saved:
        _kept(lambda: keep_rules(state.OFFICE, area_id, set_for(own, mode, asked)), lang)
    elif back:
        _kept(lambda: keep_rules(state.OFFICE, area_id, set_for(own, mode, {})), lang)


def _field(mode: Mode, what: What, value: float, lang: Lang) -> float:
    """Ask for one number; shares in whole percent."""
    value, label = float(value), roads.rule_name(what, lang)
    key = f"rule-{mode}-{what}-{value:g}"
    if what == "width":
        return float(
            st.number_input(label, 0.0, 10.0, value, step=0.1, format="%.1f", key=key, width=220)
        )
    if what.startswith("top"):
        return float(
            st.number_input(label, 0.5, 120.0, value, step=1.0, format="%.1f", key=key, width=220)
        )
    percent = st.number_input(label, 0, 100, round(100 * value), step=5, key=key, width=220)
    return percent / 100


def _kept(change: Callable[[], None], lang: Lang) -> None:
    """Keep a change and run the page again; what cannot be kept is said in one sentence."""
    try:
        change()
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/block:")
        return
    except OSError:
        st.error(say("app.unexpected", lang), icon=":material/block:")
        return
    st.session_state[_DONE] = True
    st.rerun()
