"""Posts around an area that the office has adopted: kept, told beside a plan, given up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import shapely
import streamlit as st

from geo.contract import InputError
from pages.ui import frame, state
from pages.ui.plain import plain
from planner.store.posts import clear_posts, own_posts, set_posts
from planner.words import say

if TYPE_CHECKING:
    from planner.demand.checkpoints import CheckpointContext
    from planner.demand.ground import Ground
    from planner.store.posts import Place
    from planner.words import Lang

_FAILED = "posts-not-kept"
_SAME_M = 0.01
_LOG = logging.getLogger(__name__)


def posts_of(ground: Ground, lang: Lang) -> tuple[Place, ...]:
    """Return the adopted posts; where they cannot be read, say so and go on with none."""
    try:
        return own_posts(state.OFFICE, ground.area)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        st.button(
            say("checkpoint.kept_damaged", lang),
            on_click=_saved(lambda: clear_posts(state.OFFICE, ground.area.area_id)),
        )
        return ()


def adopting(
    context: CheckpointContext, points: tuple[str, ...], before: tuple[Place, ...], lang: Lang
) -> None:
    """Say which posts are adopted, and offer to adopt those of a plan that no camera watches."""
    if st.session_state.pop(_FAILED, False):
        st.error(say("checkpoint.not_kept", lang), icon=":material/error:")
    area_id = context.ground.area.area_id
    sites = context.sites.loc[list(points)]
    here = sites.geometry[sites["watch"] != "camera"]
    near = [min((at.distance(one) for one in _points(before)), default=9.0) for at in here]
    same = sum(metres < _SAME_M for metres in near)
    if before:
        words = say("checkpoint.adopted", lang, count=len(before), here=same)
        st.success(words, icon=":material/task_alt:")
    with st.container(horizontal=True):
        if len(here) and not same == len(here) == len(before):
            st.button(
                say("checkpoint.adopt", lang, count=len(here)),
                icon=":material/task_alt:",
                help=say("checkpoint.adopt_help", lang),
                on_click=_saved(lambda: set_posts(state.OFFICE, area_id, here)),
            )
        if before:
            st.button(
                say("checkpoint.adopt_forget", lang),
                type="tertiary",
                on_click=_saved(lambda: clear_posts(state.OFFICE, area_id)),
            )


def _points(posts: tuple[Place, ...]) -> list[shapely.Point]:
    return [shapely.Point(place) for place in posts]


def _saved(work: Callable[[], None]) -> Callable[[], None]:
    """Make a callback that changes what is kept; a disk that refuses is told on the next run."""

    def run() -> None:
        try:
            work()
        except OSError:
            _LOG.exception("adopted posts not kept")
            st.session_state[_FAILED] = True

    return run
