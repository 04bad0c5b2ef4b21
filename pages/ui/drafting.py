"""The draft a reader works on: found by the token in the address, begun, taken up again, ended."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.contract import InputError
from geo.formats import read_drawing
from geo.formats.kept import pack, unpack
from geo.intake.columns import adopted
from geo.intake.coordinates import Reading
from geo.intake.drawings import is_line_work, polygons_of
from geo.repair import Choice, mend, open_desk
from pages.ui import cache, frame, state
from pages.ui.plain import plain
from planner.demand.drawn import township_from, township_of, with_units
from planner.report.cases import names_of
from planner.store import drafts
from planner.words import Lang, say

if TYPE_CHECKING:
    from geo.formats import Drawing
    from geo.repair import Desk, Mended
    from planner.demand.drawn import Township
    from planner.report.cases import Names
    from planner.road import Ground
    from planner.store.drafts import Draft, Part

_KEY = "draft"
_LISTED = 8  # further ones are folded away


@dataclass(frozen=True, eq=False)
class Work:
    """A draft with everything made from it."""

    draft: Draft
    ground: Ground
    township: Township
    desk: Desk
    mended: Mended
    names: Names
    key: str

    @property
    def own_township(self) -> bool:
        """Whether the drawing is checked against the area chosen in the header."""
        return "units" not in self.draft.parts

    @property
    def open(self) -> frozenset[str]:
        """Cases that still stand: not decided, nor settled by what was decided elsewhere."""
        return frozenset(case.case_id for case in self.mended.open_cases)

    @property
    def decided(self) -> dict[str, str]:
        """Case -> receiver of what was decided about it."""
        return {case: made.receiver for case, made in drafts.decisions(self.draft).items()}


def current(lang: Lang) -> Draft | None:
    """Return the draft of the address; one that is gone is said so and forgotten."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = st.query_params.get(_KEY, "")
    token = st.session_state[_KEY]
    if not token:
        return None
    try:
        draft = drafts.load(state.DRAFTS, token)
    except InputError as error:
        st.warning(plain(frame.sentence(error, lang)), icon=":material/draft:")
        st.session_state[_KEY] = ""
        return None
    state.note(_KEY, token)
    return draft


def choose(draft: Draft | None) -> None:
    """Work on a draft from now on, or on none."""
    st.session_state[_KEY] = draft.token if draft else ""
    st.session_state.pop("case", None)


def change(draft: Draft, make: Callable[[Draft], object]) -> None:
    """Change a draft as it stands on disk now: another window may have gone on with it.

    One that is gone is left alone; the page that follows says so.
    """
    with suppress(InputError):
        make(drafts.load(state.DRAFTS, draft.token))


def head(draft: Draft, lang: Lang) -> None:
    """Show which draft this is, with the way to another file.

    What nobody has confirmed is not kept when the reader leaves it: the files lie here as they
    came, with every column.
    """
    key = "data.anew" if placed(draft) else "data.discard"
    with st.container(horizontal=True, vertical_alignment="center"):
        told = say("data.draft", lang, name=plain(draft.title), when=_when(draft))
        st.markdown(f":material/draft: {told}", width="stretch")
        hint = say(f"{key}_help", lang)
        if st.button(say(key, lang), icon=":material/upload_file:", help=hint):
            if not placed(draft):
                _delete(draft.token)
            choose(None)
            st.rerun()


def drawing(draft: Draft, role: str = "grids") -> Drawing:
    """Return the drawing of a draft as it was read.

    Raises
    ------
    InputError
        As `geo.formats.read_drawing`.
    """
    part = draft.parts[role]

    def make() -> Drawing:
        if part.kept:
            return unpack(drafts.kept_of(state.DRAFTS, draft, role))
        source = drafts.source_of(state.DRAFTS, draft, role)
        return read_drawing(source, layer=part.layer, encoding=part.encoding)

    return cache.drawn_work("drawing", _part_key(draft, role), make)


def keep(draft: Draft, role: str, part: Part) -> None:
    """Keep a confirmed drawing: shapes and the columns of its layer, nothing else of the file."""
    found = drawing(draft, role)
    # the lines of a CAD drawing become polygons later; the texts among them name these
    texts = [name for name in ("layer", "text") if name in found.frame.columns]
    lines = replace(found, frame=found.frame[[*texts, "geometry"]])
    known = lines if is_line_work(found) else adopted(found, role)
    drafts.keep(state.DRAFTS, draft, role, part, pack(known))


def placed(draft: Draft) -> bool:
    """Tell whether a person has confirmed where every drawing of the draft lies."""
    return all(part.system for part in draft.parts.values())


def township(draft: Draft, ground: Ground) -> Township:
    """Return the township a drawing is checked against: the one that was brought, else the area."""
    if "units" not in draft.parts:
        return township_of(ground.area)
    return cache.drawn_work(
        "township", _part_key(draft, "units"), lambda: township_from(_polygons(draft, "units"))
    )


def opened(draft: Draft, ground: Ground, lang: Lang) -> Work:
    """Return everything made from a draft whose position is confirmed."""
    parts = "|".join(_part_key(draft, role) for role in sorted(draft.parts))
    key = f"{ground.area.fingerprint}|{parts}"
    around = township(draft, ground)

    def make_desk() -> Desk:
        grids = with_units(_polygons(draft, "grids", around.crs), around)
        return open_desk(
            grids,
            around.boundary,
            units=around.units,
            places=around.places,
            expected_codes=around.expected_codes,
            in_force=ground.area.grids if "units" not in draft.parts else None,
        )

    desk = cache.drawn_work("desk", key, make_desk)
    draft, mended = _mended(draft, desk, key, lang)
    names = names_of(
        lang,
        {
            "grids": (desk.grids, ground.area.grids),
            "units": (around.units,),
            "places": (around.places,),
        },
    )
    return Work(draft, ground, around, desk, mended, names, key)


def _mended(draft: Draft, desk: Desk, key: str, lang: Lang) -> tuple[Draft, Mended]:
    """Carry out what was decided; steps that cannot be carried out are taken back and said so."""
    made = drafts.decisions(draft)
    choices = {name: Choice(d.receiver, note=d.note, rule=d.rule) for name, d in made.items()}
    told = f"{key}|{sorted((n, c.receiver, c.note, c.rule) for n, c in choices.items())}"
    try:
        return draft, cache.drawn_work("mended", told, lambda: mend(desk, choices))
    except InputError as error:
        if not draft.steps:
            raise
        st.error(plain(frame.sentence(error, lang)), icon=":material/undo:")
        st.caption(say("desk.taken_back", lang))
        return _mended(drafts.undo(state.DRAFTS, draft), desk, key, lang)


def _polygons(draft: Draft, role: str, crs: str | None = None) -> object:
    part = draft.parts[role]
    reading = Reading(part.system, part.swapped, near_share=1.0)
    return polygons_of(drawing(draft, role), reading, crs=crs)


def _part_key(draft: Draft, role: str) -> str:
    part = draft.parts[role]
    return f"{part.digest}|{part.layer}|{part.encoding}|{part.system}|{part.swapped}"


def earlier(area_id: str, lang: Lang) -> None:
    """List the drafts of an area, to take one up again or to delete it."""
    st.subheader(say("data.earlier", lang))
    drafts.forget_unconfirmed(state.DRAFTS, datetime.now(UTC))
    found = drafts.listed(state.DRAFTS, area_id)
    st.caption(say("data.earlier_kept" if found else "data.earlier_none", lang))
    for draft in found[:_LISTED]:
        _row(draft, lang)
    if found[_LISTED:]:
        with st.expander(say("data.older", lang, count=len(found) - _LISTED)):
            for draft in found[_LISTED:]:
                _row(draft, lang)


def _row(draft: Draft, lang: Lang) -> None:
    """Show one draft in the list; one that holds work is deleted only when asked again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        done = say("data.decided", lang, count=len(draft.steps))
        told = say("data.of", lang, name=plain(draft.title), when=_when(draft))
        state_of = done if placed(draft) else say("data.unconfirmed", lang)
        st.markdown(f"{told} · {state_of}", width="stretch")
        st.button(
            say("data.continue", lang),
            key=f"take-{draft.token}",
            on_click=choose,
            args=(draft,),
            icon=":material/arrow_forward:",
        )
        if not draft.steps:
            _drop(draft, say("data.delete", lang))
            return
        with st.popover(say("data.delete", lang), icon=":material/delete:", type="tertiary"):
            st.markdown(say("data.delete_ask", lang, count=len(draft.steps)))
            _drop(draft, say("data.delete_sure", lang))


def _drop(draft: Draft, words: str) -> None:
    st.button(
        words,
        key=f"drop-{draft.token}",
        on_click=_delete,
        args=(draft.token,),
        icon=":material/delete:",
        type="tertiary",
    )


def _delete(token: str) -> None:
    try:
        drafts.delete(state.DRAFTS, token)
    except InputError:
        return  # somebody else was quicker


def _when(draft: Draft) -> str:
    """Time of a draft by the clock of this machine."""
    return datetime.fromisoformat(draft.created_at).astimezone().strftime("%Y-%m-%d %H:%M")
