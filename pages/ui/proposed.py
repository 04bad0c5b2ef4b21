"""Answers about a unit's grids: side by side, one on the map, in tables, on to the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.contract import InputError
from geo.redraw import to_plain
from pages.ui import cache, cards, downloads, frame, maps, state
from pages.ui.plain import plain
from pages.ui.redraw import shelf
from pages.ui.redraw.work import base_of_grids
from planner.problem import problem_id
from planner.report import grid_list, redistrict
from planner.report.proposal import Proposal, proposal
from planner.report.proposal_map import focus, proposal_map_layers
from planner.store import redraws
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.demand.redistrict import RedistrictContext
    from planner.outcome import Outcome

    Answer = tuple[object, RedistrictContext, Outcome[object]]


def show(answers: Sequence[Answer], lang: Lang) -> None:
    """Show the answers there are: the first at once, then beside the others."""
    context = answers[0][1]
    names = context.names(lang) | grid_list.called(context.ground.area.grids, lang)
    which = _chosen(len(answers), lang)
    problem, _, outcome = answers[which]
    cards.answer(outcome, names, lang, objective="proposal.objective_help")
    solved = [answer for answer in answers if answer[2].solved]
    if solved:
        _compared([_laid(answer) for answer in solved], lang)
    if outcome.solved:
        _one(_laid((problem, answers[which][1], outcome)), which + 1, lang)
    cards.run(outcome, lang)


def _chosen(count: int, lang: Lang) -> int:
    if count < 2:
        return 0
    which = st.segmented_control(
        say("proposal.show", lang),
        list(range(count)),
        format_func=lambda row: say("proposal.nth", lang, number=row + 1),
        key="proposal-shown",
        default=0,
        required=True,
    )
    return int(which or 0)


def _laid(answer: Answer) -> Proposal:
    """Return the answer laid on the ground, made once."""
    problem, context, outcome = answer
    told = outcome.run
    parts = (context.ground.area.fingerprint, told.problem_id, outcome.objective)
    key = "|".join(map(str, (*parts, told.work_limit, told.seed, told.stopped)))
    return cache.drawn_work("proposal", key, lambda: proposal(problem, context, outcome))


def _compared(proposals: Sequence[Proposal], lang: Lang) -> None:
    """Show the figures of all proposals side by side, and their differences in words."""
    st.subheader(say("proposal.compare", lang))
    st.dataframe(redistrict.comparison_table(proposals, lang), hide_index=True)
    first, *others = [redistrict.sums(one) for one in proposals]
    for number, other in enumerate(others, start=2):
        told = redistrict.difference(first, other, lang)
        nth = say("proposal.nth", lang, number=number)
        st.markdown(f"- **{nth}**: {plain(say('proposal.against_first', lang, told=told))}")


def _one(found: Proposal, number: int, lang: Lang) -> None:
    """Show one proposal: proof, map, tables, files, and the way to the editor."""
    ground = found.context.ground
    if found.proof:
        words = say("proposal.proved", lang, grids=len(found.state.grids))
        st.success(words, icon=":material/verified:")
    else:
        st.error(say("proposal.unproved", lang), icon=":material/error:")
    if not found.operations:
        st.info(say("proposal.unchanged", lang), icon=":material/check_circle:")
    title = f"{say('proposal.map', lang)} · {say('proposal.nth', lang, number=number)}"
    maps.drawing(
        title,
        lang,
        lambda: proposal_map_layers(found, lang),
        key=f"{problem_id(found.problem)}|{found.outcome.objective}",
        focus=lambda: focus(found),
    )
    table = redistrict.proposal_table(found, lang)
    cards.table(table, lang, name="proposal", title=say("proposal.table", lang))
    moved = redistrict.moved_table(found, lang)
    cards.table(moved, lang, name="moved", title=say("proposal.moved_table", lang))
    downloads.files(
        ground,
        "proposal",
        lambda: redistrict.sheets(found, lang),
        lambda: redistrict.proposal_layers(found),
        lang,
    )
    if found.operations and found.proof:
        _taken(found, number, lang)


def _taken(found: Proposal, number: int, lang: Lang) -> None:
    """Begin a draft with this proposal and go to the editor."""
    words, hint = say("proposal.take", lang), say("proposal.take_help", lang)
    if not st.button(words, type="primary", help=hint, icon=":material/edit_square:"):
        return
    area = found.context.ground.area
    unit = grid_list.called(area.units, lang)[found.context.unit_code]
    name = say("proposal.draft_name", lang, unit=unit, number=number)[: redraws.MOST_NAME]
    try:
        draft = redraws.create(
            state.REDRAWS,
            area.area_id,
            name,
            base_of_grids(area.grids),
            base_fingerprint=area.fingerprint,
        )
        for operation in found.operations:
            draft = redraws.append(state.REDRAWS, draft, to_plain(operation))
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/block:")
        return
    shelf.choose(draft.token)
    st.switch_page("pages/township/editor.py", query_params={shelf.KEY: draft.token})
