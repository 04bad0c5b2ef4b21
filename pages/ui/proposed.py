"""Answers about a unit's grids: side by side, one on the map, in tables, on to the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.contract import InputError
from geo.redraw import to_plain
from pages.ui import cache, cards, desk, downloads, frame, maps, state
from pages.ui.plain import plain
from pages.ui.redraw import shelf
from pages.ui.redraw.work import base_of_grids
from planner.outcome import Status
from planner.problem import problem_id
from planner.report import atlas, clashes, grid_list, redistrict
from planner.report.proposal import Proposal, proposal
from planner.report.proposal_map import focus, proposal_map_layers
from planner.store import redraws
from planner.words import Lang, explain, known, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.demand.redistrict import RedistrictContext
    from planner.demand.settings import RedistrictSettings
    from planner.outcome import Outcome

_NOTES = ("pairs_proved", "nearest")
_MOST_ANSWERS = 3
_UNANSWERED = (Status.INFEASIBLE, Status.NOT_FOUND)


def show(
    problem: object, context: RedistrictContext, outcomes: Sequence[Outcome[object]], lang: Lang
) -> None:
    """Show the answers to one question, each by the name of what it favours."""
    answers = {_called(one, nth, lang): one for nth, one in enumerate(outcomes, start=1)}
    which = _chosen(answers, lang)
    outcome = answers[which]
    names = context.names(lang) | grid_list.called(context.ground.area.grids, lang)
    told = clashes.with_places(problem, context, outcome, lang)
    cards.answer(told, names, lang, objective="proposal.objective_help")
    _noted(outcome, context.settings.question, lang)
    _helped(outcome, context.settings, lang)
    solved = {name: _laid(problem, context, one) for name, one in answers.items() if one.solved}
    if solved:
        _compared(solved, lang)
    if which in solved:
        _outside(solved[which], lang)
        _one(solved[which], which, lang)
    cards.run(outcome, lang)


def _noted(outcome: Outcome[object], question: str, lang: Lang) -> None:
    """Say what is known beyond the figures: pairs proved, or how near to a plan it came."""
    for note in outcome.notes:
        if note.code in _NOTES:
            st.caption(plain(explain("note", note.code, note.facts, lang)))
    if outcome.status in _UNANSWERED:
        key = f"proposal.helps_{outcome.status}"
        asked = f"{key}_{question}"
        st.info(say(asked if known(asked) else key, lang), icon=":material/lightbulb:")


def _helped(outcome: Outcome[object], settings: RedistrictSettings, lang: Lang) -> None:
    """Offer what may help at a press: the settings change, and the question can be asked again."""
    if outcome.status not in _UNANSWERED:
        return
    ways = {
        "soften": settings.limits_hold and (f"hold_{settings.question}", "soft"),
        "cut": settings.hamlets_whole and ("whole", False),
        "harder": outcome.status is Status.NOT_FOUND and desk.harder(),
    }
    with st.container(horizontal=True):
        for name, change in ways.items():
            if change:
                st.button(
                    say(f"proposal.{name}", lang),
                    key=f"proposal-{name}",
                    on_click=st.session_state.__setitem__,
                    args=change,
                )


def _outside(found: Proposal, lang: Lang) -> None:
    """Say how many grids are outside limits that only have a price."""
    band, (few, many) = found.problem.households, redistrict.outside(found)
    if few or many:
        facts = {"low": band.low, "high": band.high, "few": few, "many": many}
        st.warning(say("proposal.outside", lang, **facts), icon=":material/rule:")


def _called(outcome: Outcome[object], nth: int, lang: Lang) -> str:
    """Name of an answer: its number and what it favours, which its first note says."""
    favours = [note.code for note in outcome.notes if known(f"weighs.{note.code}")]
    weighs = say(f"weighs.{favours[0] if favours else 'alternative_as_asked'}", lang)
    return say("proposal.nth", lang, number=nth, weighs=weighs)


def _chosen(answers: Mapping[str, Outcome[object]], lang: Lang) -> str:
    first = next(iter(answers))
    if len(answers) < 2:
        return first
    which = st.segmented_control(
        say("proposal.show", lang),
        list(answers),
        key="proposal-shown",
        default=first,
        required=True,
    )
    return which if which in answers else first


def _laid(problem: object, context: RedistrictContext, outcome: Outcome[object]) -> Proposal:
    """Return the answer laid on the ground, made once."""
    told = outcome.run
    taste = outcome.notes[0].code if outcome.notes else ""
    parts = (context.ground.area.fingerprint, told.problem_id, outcome.objective, taste)
    key = "|".join(map(str, (*parts, told.work_limit, told.seed, told.stopped)))
    return cache.drawn_work("proposal", key, lambda: proposal(problem, context, outcome))


def _compared(proposals: Mapping[str, Proposal], lang: Lang) -> None:
    """Show the figures of all proposals side by side, and their differences in words."""
    st.subheader(say("proposal.compare", lang))
    table = redistrict.comparison_table(proposals, lang)
    st.dataframe(table, hide_index=True, height="content", alt=say("proposal.compare", lang))
    (first, told), *others = [(name, redistrict.sums(one)) for name, one in proposals.items()]
    for name, other in others:
        words = redistrict.difference(told, other, lang)
        sentence = say("proposal.against", lang, first=first, told=words)
        st.markdown(f"- **{plain(name)}**: {plain(sentence)}")
    if len(proposals) < _MOST_ANSWERS:
        st.caption("  \n".join(plain(one) for one in _fewer(next(iter(proposals.values())), lang)))


def _fewer(first: Proposal, lang: Lang) -> list[str]:
    """Say of each weight that was tried why it has no proposal of its own."""
    told = [note for note in first.outcome.notes if note.code.startswith("taste_")]
    said = [explain("note", note.code, note.facts, lang) for note in told]
    return said or [say("proposal.fewer", lang)]


def _one(found: Proposal, name: str, lang: Lang) -> None:
    """Show one proposal: proof, map, tables, files, and the way to the editor."""
    ground = found.context.ground
    if found.proof:
        words = say("proposal.proved", lang, grids=len(found.state.grids))
        st.success(words, icon=":material/verified:")
    else:
        st.error(say("proposal.unproved", lang), icon=":material/error:")
    if not found.operations:
        st.info(say("proposal.unchanged", lang), icon=":material/check_circle:")
    title = f"{say('proposal.map', lang)} · {name}"
    maps.drawing(
        title,
        lang,
        lambda: proposal_map_layers(found, lang),
        key=f"{problem_id(found.problem)}|{found.outcome.objective}",
        about=atlas.about(ground.area, lang),
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
        _taken(found, name, lang)


def _taken(found: Proposal, name: str, lang: Lang) -> None:
    """Begin a draft with this proposal and go to the editor."""
    words, hint = say("proposal.take", lang), say("proposal.take_help", lang)
    if not st.button(words, type="primary", help=hint, icon=":material/edit_square:"):
        return
    area = found.context.ground.area
    unit = grid_list.called(area.units, lang)[found.context.unit_code]
    name = f"{unit} · {name}"[: redraws.MOST_NAME]
    try:
        draft = redraws.create(
            state.REDRAWS,
            area.area_id,
            name,
            base_of_grids(area.grids),
            base_fingerprint=area.files_fingerprint,
        )
        for operation in found.operations:
            draft = redraws.append(state.REDRAWS, draft, to_plain(operation))
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/block:")
        return
    shelf.choose(draft.token, found.grid_ids)
    st.switch_page("pages/township/editor.py", query_params={shelf.KEY: draft.token})
