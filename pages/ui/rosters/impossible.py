"""Ten rosters that cannot be: which rules clash, and what easing one of them does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, state
from pages.ui.plain import plain
from planner import rosters
from planner.demand.roster_examples import IMPOSSIBLE
from planner.outcome import Effort
from planner.problem.roster_moves import eased
from planner.report.roster_names import names_of
from planner.report.roster_table import roster_table
from planner.words import Lang, explain, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.outcome import Conflict

_EFFORT, _MONDAY = Effort(0, 5), date(2026, 12, 7)


def show(lang: Lang) -> None:
    """Show one of the ten, solved at once: each takes a blink."""
    st.caption(say("roster_impossible.intro", lang))
    name = state.picked(
        "impossible",
        tuple(IMPOSSIBLE),
        say("roster_impossible.which", lang),
        lambda key: say(f"roster_impossible.{key}", lang),
    )
    st.subheader(say(f"roster_impossible.{name}", lang))
    problem = IMPOSSIBLE[name]
    outcome = rosters.solve(problem, effort=_EFFORT)
    names = names_of(problem, {}, lang)
    cards.answer(outcome, names, lang, objective="roster.objective_help")
    words = {_words(c, names, lang): c for c in outcome.conflicts}
    chosen = st.selectbox(
        say("roster_impossible.ease", lang), list(words), index=None, placeholder="—", width=420
    )
    if chosen is None:
        return
    other = eased(problem, words[chosen])
    after = rosters.solve(other, effort=_EFFORT)
    key = "eased" if after.solved else "still"
    box = st.success if after.solved else st.warning
    box(say(f"roster_impossible.{key}", lang))
    if after.plan is not None:
        table = roster_table(other, after.plan, _MONDAY, {}, lang)
        cards.table(table, lang, name="impossible")
        return
    told = [explain("conflict", c.rule, c.facts, lang, names=names) for c in after.conflicts]
    st.markdown("\n".join(f"- {plain(line)}" for line in told))


def _words(conflict: Conflict, names: Mapping[str, str], lang: Lang) -> str:
    """Return what easing a rule means."""
    facts = {key: names.get(str(value), value) for key, value in conflict.facts}
    return say(f"roster_eased.{conflict.rule}", lang, **facts)
