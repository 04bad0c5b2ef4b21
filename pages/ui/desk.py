"""A question on a page: the button that asks, the watch while it runs, the answer at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import jobs, state
from planner.outcome import Effort
from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.outcome import Outcome, Progress

_EFFORTS = {"quick": 5, "normal": 20, "thorough": 90}
_SEED = 0


def effort(lang: Lang, times: int = 1) -> Effort:
    """Show the choice of effort and return it, so many times larger for a larger question."""
    key = state.picked(
        "effort",
        tuple(_EFFORTS),
        say("common.effort", lang),
        lambda name: say(f"effort.{name}", lang),
        hint=say("common.effort_help", lang),
    )
    return Effort(seed=_SEED, work=times * _EFFORTS[key])


def harder() -> tuple[str, str] | None:
    """Return the setting of the next larger effort, None where there is none."""
    names = list(_EFFORTS)
    at = names.index(str(st.session_state.get("effort", names[0]))) + 1
    return ("effort", names[at]) if at < len(names) else None


def answered(
    problem_id: str,
    problem: object,
    solve: jobs.Solve,
    asked: Effort,
    lang: Lang,
    *,
    none: str = "state.none",
) -> Outcome[object] | None:
    """Show the button or the watch, and return the answer once it is there."""
    found = answers(problem_id, problem, solve, asked, lang, none=none)
    return found[0] if found else None


def answers(
    problem_id: str,
    problem: object,
    solve: jobs.Solve,
    asked: Effort,
    lang: Lang,
    *,
    none: str = "state.none",
) -> tuple[Outcome[object], ...]:
    """Show the button or the watch, and return the answers once they are there.

    `none` is the key of the sentence shown where nothing was computed.
    """
    job = jobs.desk().find(jobs.name_of(problem_id, asked))
    if job is not None and not job.done:
        _watch(job.name, lang)
        return ()
    button = "common.compute" if job is None else "common.again"
    spent = job is not None and job.outcome is not None and not job.cancelled
    if not spent and st.button(say(button, lang), type="primary", icon=":material/play_arrow:"):
        jobs.start(problem_id, problem, solve, asked)
        st.rerun()
    if job is None:
        words = say(none, lang, button=say(button, lang))
        st.info(words, icon=":material/lightbulb:")
        return ()
    if job.outcome is None:
        _broken(job, lang)
    return job.outcomes


def _broken(job: jobs.Job, lang: Lang) -> None:
    if job.cancelled:
        st.warning(say("state.cancelled_empty", lang), icon=":material/stop_circle:")
    else:
        st.error(say("state.failed", lang), icon=":material/error:")


@st.fragment(run_every=0.6)
def _watch(name: str, lang: Lang) -> None:
    """Show how far a computation is, with a button that stops it; rerun the page at its end."""
    job = jobs.desk().find(name)
    if job is None or job.done:
        st.rerun()
        return
    with st.container(border=True):
        words = "state.waiting" if job.waiting else "state.running"
        if job.stop.is_set():
            words = "state.cancelling"
        told = say(words, lang, elapsed_s=job.elapsed_s)
        st.progress(_share(job.progress), text=told)
        if job.progress is not None and job.progress.objective is not None:
            st.caption(_best(job.progress, lang))
        st.button(
            say("common.cancel", lang),
            on_click=job.cancel,
            disabled=job.stop.is_set(),
            icon=":material/stop:",
            key=f"cancel-{name}",
        )


def _share(progress: Progress | None) -> float:
    return 0.0 if progress is None else min(1.0, max(0.0, progress.share_pct / 100))


def _best(progress: Progress, lang: Lang) -> str:
    if progress.bound is None:
        return say("state.best_only", lang, objective=progress.objective)
    return say("state.best", lang, objective=progress.objective, bound=progress.bound)
