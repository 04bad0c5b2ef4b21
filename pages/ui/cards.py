"""Cards: an answer with its proof, what is left out, the certificate, a table with its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import printed, state
from pages.ui.plain import plain
from planner.outcome import Status, Stopped
from planner.problem import to_json
from planner.report import tables
from planner.report.sheet import csv_bytes
from planner.words import Lang, area, duration, explain, known, number, say, share

if TYPE_CHECKING:
    import pandas as pd

    from geo.coverage import Certificate
    from planner.outcome import Outcome

_LOOK = {
    Status.OPTIMAL: (st.success, ":material/verified:"),
    Status.FEASIBLE: (st.success, ":material/check_circle:"),
    Status.INFEASIBLE: (st.error, ":material/block:"),
    Status.NOT_FOUND: (st.warning, ":material/hourglass_bottom:"),
}
_ROW_PX, _LONGEST_PX, _WIDE_PX = 36, 420, 210
_ROOM_PX = 320
_LOOSE_GAP = 0.5  # a bound farther away says nothing about how much better a plan could be
_MEASURED = 5  # rows by whose text the browser is sure to size a column


def status(outcome: Outcome[object], lang: Lang) -> None:
    """Show how the answer ended, in words; an exhausted effort is never called impossible."""
    box, icon = _LOOK[outcome.status]
    stopped = outcome.run.stopped is Stopped.CANCELLED
    if stopped and not outcome.solved:
        st.warning(say("state.cancelled_empty", lang), icon=":material/stop_circle:")
        return
    if stopped:
        st.info(say("state.cancelled", lang), icon=":material/stop_circle:")
    box(f"**{say(f'status.{outcome.status}', lang)}** {_help(outcome, lang)}", icon=icon)


def answer(
    outcome: Outcome[object], names: Mapping[str, str], lang: Lang, *, objective: str
) -> None:
    """Show an answer: status, objective, bound, gap, clashes or what is left out.

    `objective` is the key of the sentence that says what this question's objective counts.
    """
    status(outcome, lang)
    if outcome.status is Status.INFEASIBLE:
        _conflicts(outcome, names, lang)
    if outcome.solved:
        _figures(outcome, lang, objective)
        st.caption(say("answer.judged", lang))


def left_out(outcome: Outcome[object], names: Mapping[str, str], lang: Lang) -> None:
    """Show what the plan does not serve, why, and what would help."""
    if not outcome.solved:
        return
    st.subheader(say("answer.left_out", lang, count=len(outcome.left_out)))
    if not outcome.left_out:
        st.caption(say("answer.left_out_none", lang))
        return
    st.caption(say("answer.left_out_intro", lang))
    table(tables.left_out_table(outcome, names, lang), lang, name="left_out")
    for note in outcome.notes:
        if known(f"note.{note.code}"):
            st.caption(plain(explain("note", note.code, note.facts, lang)))


def run(outcome: Outcome[object], lang: Lang) -> None:
    """Show how to repeat the run, and offer the answer as JSON."""
    with st.expander(say("answer.run", lang)):
        told = outcome.run
        facts = {
            "run.solver": f"{told.solver} {told.version}",
            "run.seed": str(told.seed),
            "run.work_limit": number(told.work_limit, lang),
            "run.work": number(told.work, lang, decimals=1),
            "run.wall_s": duration(told.wall_s, lang),
        }
        st.markdown("\n".join(f"- {say(key, lang)}: {plain(v)}" for key, v in facts.items()))
        for note in outcome.notes:
            if note.code == "work_by_step":
                st.caption(explain("note", note.code, note.facts, lang))
        st.caption(say("run.problem_id", lang))
        st.code(told.problem_id, language=None, wrap_lines=True)
        st.download_button(
            say("common.download_outcome", lang),
            to_json(outcome),
            file_name=state.file_name("outcome.json"),
            mime="application/json",
            on_click="ignore",
        )


def certificate(found: Certificate, lang: Lang) -> None:
    """Show the proof of the coverage, or each kind of fault and each fault."""
    verdict(found, lang)
    proof(found, lang)
    if found.kinds:
        heading = say("certificate.faults_table", lang)
        table(tables.fault_table(found, lang), lang, name="faults", title=heading)


def verdict(found: Certificate, lang: Lang) -> None:
    """Say in one sentence whether the coverage is proved."""
    if found.ok:
        words = say(
            "certificate.ok", lang, grid_count=found.grid_count, area_m2=found.boundary_area_m2
        )
        st.success(words, icon=":material/verified:")
    else:
        count = sum(number for number, _ in found.kinds.values())
        st.error(say("certificate.not_ok", lang, fault_count=count), icon=":material/error:")


def proof(found: Certificate, lang: Lang) -> None:
    """Show the figures of the proof and each kind of fault, with the certificate as a file.

    They are folded: who asks where the faults are need not know how the proof is led.
    """
    with st.expander(say("certificate.proof", lang), icon=":material/fact_check:"):
        _proof(found, lang)


def _proof(found: Certificate, lang: Lang) -> None:
    figures = {
        "residue": number(found.residue_edges, lang),
        "grids": number(found.grid_count, lang),
        "area": area(found.area_m2, lang),
        "difference": area(abs(found.area_m2 - found.boundary_area_m2), lang),
    }
    hints = {"residue": "certificate.residue_help"}
    for column, (key, value) in zip(st.columns(4), figures.items(), strict=True):
        hint = say(hints[key], lang) if key in hints else None
        column.metric(say(f"certificate.{key}", lang), value, help=hint)
    _kinds(found, lang)
    st.download_button(
        say("common.download_json", lang),
        found.to_json(),
        file_name=state.file_name("certificate.json"),
        mime="application/json",
        on_click="ignore",
    )


def table(
    frame: pd.DataFrame,
    lang: Lang,
    *,
    name: str,
    title: str | None = None,
    hints: Mapping[str, str] | None = None,
    wide: str = "",
) -> None:
    """Show a table and offer it as a file that a spreadsheet reads.

    `hints` has for a heading the words that its column shows when pointed at; `wide` is a column
    of text that is empty in most rows and needs room.
    """
    if title:
        st.subheader(title)
    if frame.empty:
        st.caption(say("common.nothing_here", lang))
        return
    height = min(_LONGEST_PX, _ROW_PX * (len(frame) + 1))
    printed.copy(frame)
    st.dataframe(
        frame,
        hide_index=True,
        height=height,
        alt=title,
        column_config=_columns(frame, hints or {}, wide),
        placeholder="—",
    )
    st.download_button(
        say("common.download_csv", lang),
        lambda: csv_bytes(frame),
        file_name=state.file_name(f"{name}.csv"),
        mime="text/csv",
        key=f"csv-{name}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def chooser(
    frame: pd.DataFrame, title: str, go: Callable[[int], None], *, name: str, wide: str
) -> None:
    """Show a table; choosing a row calls `go` with its number, counted from 0.

    `wide` is the column that is empty at first and needs room later.
    """

    def chosen() -> None:
        rows = st.session_state[f"rows-{name}"].selection.rows
        if rows:
            go(int(rows[0]))

    height = min(_LONGEST_PX, _ROW_PX * (len(frame) + 1))
    printed.copy(frame)
    st.dataframe(
        frame,
        hide_index=True,
        height=height,
        alt=title,
        column_config=_columns(frame, {}, wide),
        key=f"rows-{name}",
        on_select=chosen,
        selection_mode="single-row",
    )


def _columns(frame: pd.DataFrame, hints: Mapping[str, str], wide: str) -> dict[str, object]:
    """Columns with their hints; measures have their digits grouped as in the sentences beside."""
    columns: dict[str, object] = {
        name: st.column_config.Column(help=hint) for name, hint in hints.items()
    }
    for name in frame.select_dtypes("floating").columns:
        hint = hints.get(str(name))
        told = "plain" if _fine(frame[name]) else "localized"
        columns[str(name)] = st.column_config.NumberColumn(format=told, help=hint)
    for name in frame.select_dtypes(["object", "string"]).columns:
        if name not in hints and (px := _room(frame[name])):
            columns[str(name)] = st.column_config.Column(width=px)
    if wide:
        columns[wide] = st.column_config.TextColumn(width=_WIDE_PX)
    return columns


def _fine(cells: pd.Series[float]) -> bool:
    """Whether numbers have more than the three decimals of the other form: degrees, to 0.1 m."""
    return bool((cells.round(3) != cells).any() and (cells.round(6) == cells).all())


def _room(cells: pd.Series[str]) -> int | None:
    """Pixels of the longest text where the first rows, which the browser measures, are shorter."""
    rooms = [_px(text) for text in cells.fillna("").astype(str)]
    longest = max(rooms)
    return min(longest, _ROOM_PX) if longest > max(rooms[:_MEASURED]) else None


def _px(text: str) -> int:
    wide = sum(not char.isascii() for char in text)
    return 14 * wide + 7 * (len(text) - wide) + 20


def figures(values: Mapping[str, str], lang: Lang) -> None:
    """Show figures by the key of their name, four a row."""
    items = list(values.items())
    for first in range(0, len(items), 4):
        for column, (key, value) in zip(st.columns(4), items[first : first + 4], strict=False):
            column.metric(say(key, lang), value)


def _help(outcome: Outcome[object], lang: Lang) -> str:
    if outcome.status is not Status.FEASIBLE:
        return say(f"status.{outcome.status}_help", lang)
    if outcome.gap is None:
        return say("status.feasible_help_nogap", lang)
    if outcome.gap > _LOOSE_GAP:
        return say("status.feasible_help_loose", lang)
    return say("status.feasible_help", lang, gap=outcome.gap)


def _figures(outcome: Outcome[object], lang: Lang, objective: str) -> None:
    unknown = say("answer.unknown", lang)
    values = {
        "objective": None if outcome.objective is None else number(outcome.objective, lang),
        "bound": None if outcome.bound is None else number(outcome.bound, lang),
        "gap": None if outcome.gap is None else share(outcome.gap, lang),
    }
    for column, (key, value) in zip(st.columns(3), values.items(), strict=True):
        hint = say(objective if key == "objective" else f"answer.{key}_help", lang)
        column.metric(say(f"answer.{key}", lang), value or unknown, help=hint)
    if outcome.bound == 0 and outcome.objective:  # no cost is below 0: that was known before
        st.caption(say("answer.no_bound", lang))


def _conflicts(outcome: Outcome[object], names: Mapping[str, str], lang: Lang) -> None:
    st.subheader(say("answer.conflicts", lang))
    told = [explain("conflict", c.rule, c.facts, lang, names=names) for c in outcome.conflicts]
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in told))


def _kinds(found: Certificate, lang: Lang) -> None:
    if not found.kinds:
        st.caption(say("certificate.clean", lang))
        return
    heading = say("certificate.table", lang)
    table(tables.certificate_table(found, lang), lang, name="fault_kinds", title=heading)
