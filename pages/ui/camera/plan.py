"""The plan of cameras on the page: answer, cover, map, list, changes, files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache, cards, downloads, jobs, maps
from pages.ui.camera import kept
from pages.ui.plain import plain
from planner import cameras
from planner.demand.camera_why import unseen
from planner.judge import camera as judge
from planner.judge.camera_law import breaches
from planner.outcome import Progress
from planner.problem import CameraPlan, problem_id
from planner.report import (
    atlas_plans,
    camera_files,
    camera_law,
    camera_lists,
    camera_tables,
    layers,
    tables,
)
from planner.words import area, listed, number, say, share

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from planner.demand.camera import CameraContext
    from planner.demand.camera_book import CameraBook
    from planner.outcome import Cancelled, Effort, OnProgress, Outcome
    from planner.problem import CameraProblem
    from planner.words import Lang

    Answer = Outcome[CameraPlan]

BEYOND, POINTS_MOST = 5, 60  # budgets above the one asked for; points of the curve
CURVE_TIMES = 4  # work of the whole curve, in that of the plan
MONEY_STEPS = 8  # points of the curve of cost up to what the plan costs
PER_PHASE = 10
UNSEEN_MOST = 6
_NONE = CameraPlan(())


def solve(
    problem: CameraProblem, *, effort: Effort, on_progress: OnProgress, cancelled: Cancelled
) -> tuple[Answer, ...]:
    """Answer the question, and then every smaller and some larger budgets.

    The figures told on the way are those of the question; of the budgets only how far they are.
    """
    part = 100 // (1 + CURVE_TIMES)

    def alone(told: Progress) -> None:
        on_progress(replace(told, share_pct=told.share_pct * part // 100))

    first = cameras.solve(problem, effort=effort, on_progress=alone, cancelled=cancelled)
    if first.plan is None or cancelled():
        return (first,)

    def along(told: Progress) -> None:
        share = part + told.share_pct * (100 - part) // 100
        on_progress(Progress(share, first.objective, first.bound))

    more = replace(effort, work=CURVE_TIMES * effort.work)
    numbers = budgets(problem)
    return (
        first,
        *cameras.along(problem, numbers, effort=more, on_progress=along, cancelled=cancelled),
    )


def solve_money(
    problem: CameraProblem,
    budgets: list[int],
    *,
    effort: Effort,
    on_progress: OnProgress,
    cancelled: Cancelled,
) -> tuple[Answer, ...]:
    """Answer the question for rising budgets of money."""
    more = replace(effort, work=CURVE_TIMES * effort.work)
    return cameras.along_cost(
        problem, budgets, effort=more, on_progress=on_progress, cancelled=cancelled
    )


def money(spent: int) -> list[int]:
    """Budgets of the curve of cost: a step is an eighth of what the plan costs, to two more."""
    step = max(1, -(-spent // MONEY_STEPS))
    return [step * n for n in range(MONEY_STEPS + 3)]


def curve(problem: CameraProblem, outcomes: tuple[Answer, ...]) -> tuple[cameras.CurvePoint, ...]:
    """Return the curve of the answers of `solve`, the main one among them."""
    numbers = budgets(problem)[: len(outcomes) - 1]
    told = [(problem.max_cameras, outcomes[0]), *zip(numbers, outcomes[1:], strict=True)]
    told.sort(key=lambda pair: pair[0])
    return cameras.points([n for n, _ in told], [answer for _, answer in told])


def budgets(problem: CameraProblem) -> list[int]:
    """Numbers of cameras of the curve: all up to a few more than asked for, or evenly spread."""
    top = problem.max_cameras + BEYOND
    step = -(-top // POINTS_MOST)
    return sorted({*range(0, top + 1, step), problem.max_cameras})


def found(problem: CameraProblem, effort: Effort) -> Answer | None:
    """Return the answer that is there already, without asking for one."""
    job = jobs.desk().find(jobs.name_of(problem_id(problem), effort))
    return job.outcome if job is not None else None  # type: ignore[return-value]


def adopted(problem: CameraProblem, context: CameraContext, lang: Lang) -> None:
    """Say what became of the plan adopted last, before a new one is asked for."""
    book, called = context.book, context.names(lang)
    options = {option.option_id: option for option in problem.options}
    broken = [name for name in book.plan if name not in options or any(breaches(options[name]))]
    if broken:
        st.warning(say("camera.broken", lang, count=len(broken)), icon=":material/gavel:")
        names = [called[name] for name in broken if name in options]
        if names:
            st.caption(plain(listed(names, lang)))
    if book.plan:
        st.button(
            say("camera.forget", lang),
            type="tertiary",
            on_click=kept.change,
            args=(context.ground.area.area_id, _forgotten),
        )


def show(problem: CameraProblem, context: CameraContext, outcome: Answer, lang: Lang) -> None:
    """Show a plan with all that stands on its page."""
    ground, names = context.ground, context.names(lang)
    cards.answer(outcome, names, lang, objective="camera.objective_help")
    plan = outcome.plan
    if plan is not None:
        _cover(problem, context, plan, lang)
        _adopt(problem, context, plan, lang)
        maps.show(
            ground,
            say("page.cameras", lang),
            lang,
            lambda: atlas_plans.camera_map_layers(
                ground, layers.camera_layers(problem, outcome, context), names, lang
            ),
            key=f"{problem_id(problem)}|{outcome.run.work_limit}|{outcome.objective}",
        )
        table = tables.camera_table(problem, outcome, context, lang)
        cards.table(table, lang, name="cameras", title=say("camera.table", lang))
        table = tables.target_table(problem, outcome, context, lang)
        cards.table(table, lang, name="targets", title=say("camera.targets_table", lang))
    cards.left_out(outcome, names, lang)
    if plan is not None:
        _unseen(problem, context, outcome, lang)


def files(
    problem: CameraProblem,
    context: CameraContext,
    outcomes: tuple[Answer, ...],
    lang: Lang,
) -> None:
    """Offer every table of a plan as one workbook, and its layers."""
    downloads.files(
        context.ground,
        "cameras",
        lambda: _sheets(problem, context, outcomes, lang),
        lambda: layers.camera_layers(problem, outcomes[0], context),
        lang,
    )


def _sheets(
    problem: CameraProblem, context: CameraContext, outcomes: tuple[Answer, ...], lang: Lang
) -> dict[str, pd.DataFrame]:
    outcome, names = outcomes[0], context.names(lang)
    plan = outcome.plan or _NONE
    told = curve(problem, outcomes)
    order = cameras.in_order(problem, plan, per_phase=PER_PHASE)
    made: dict[str, Callable[[], pd.DataFrame]] = {
        "cameras": lambda: tables.camera_table(problem, outcome, context, lang),
        "camera_filing": lambda: camera_files.filing_table(problem, plan, context, lang),
        "camera_signs": lambda: camera_files.sign_table(problem, plan, context, lang),
        "camera_storage": lambda: camera_files.storage_table(problem, plan, context, lang),
        "camera_cover": lambda: camera_tables.cover_table(problem, plan, lang),
        "targets": lambda: tables.target_table(problem, outcome, context, lang),
        "camera_left": lambda: tables.left_out_table(outcome, names, lang),
        "camera_excluded": lambda: camera_law.exclusion_table(problem, context, lang),
        "camera_consents": lambda: camera_lists.consent_table(context, lang),
        "camera_curve": lambda: camera_tables.curve_table(told, total(problem), lang),
        "camera_phases": lambda: camera_tables.phase_table(order, names, lang),
        "camera_drill": lambda: camera_tables.drill_table(
            cameras.drill(problem, plan), names, lang
        ),
        "camera_duties": lambda: camera_files.duties_table(lang),
    }
    return {say(f"sheet.{name}", lang): make() for name, make in made.items()}


def total(problem: CameraProblem) -> int:
    """Points lost without any camera."""
    return judge.objective(problem, _NONE)


def _cover(problem: CameraProblem, context: CameraContext, plan: CameraPlan, lang: Lang) -> None:
    st.subheader(say("camera.cover", lang))
    unknown = say("answer.unknown", lang)
    shares = camera_tables.cover_shares(problem, plan)
    told = {
        f"camera.cover_{name}": unknown if part is None else share(part, lang)
        for name, part in shares.items()
        if part is not None or name != "twice"
    }
    filled = camera_files.storage_table(problem, plan, context, lang).iloc[-1, -1]
    told |= {
        "camera.figure_cameras": number(len(plan.option_ids), lang),
        "camera.figure_cost": number(judge.cost(problem, plan), lang),
        "camera.figure_private": area(judge.private_m2(problem, plan), lang),
        "camera.figure_storage": number(float(filled), lang, decimals=1),
    }
    cards.figures(told, lang)
    st.caption(say("camera.cover_help", lang))
    with st.expander(say("camera.parts", lang)):
        cards.table(camera_tables.cover_table(problem, plan, lang), lang, name="camera_cover")
        cards.table(camera_tables.parts_table(problem, plan, lang), lang, name="camera_parts")


def _adopt(problem: CameraProblem, context: CameraContext, plan: CameraPlan, lang: Lang) -> None:
    book, area_id = context.book, context.ground.area.area_id
    new = tuple(o.option_id for o in problem.options if not o.existing)
    ours = tuple(name for name in plan.option_ids if name in set(new))
    if book.plan and set(book.plan) == set(ours):
        st.success(say("camera.adopted", lang, count=len(book.plan)), icon=":material/task_alt:")
        return
    if book.plan:
        table = camera_law.change_table(problem, CameraPlan(ours), context, lang)
        title = say("camera.changes", lang, count=len(table))
        cards.table(table, lang, name="camera_changes", title=title)
    st.button(
        say("camera.adopt", lang),
        icon=":material/task_alt:",
        help=say("camera.adopt_help", lang),
        on_click=kept.change,
        args=(area_id, lambda now: kept.with_plan(now, ours)),
    )


def _unseen(problem: CameraProblem, context: CameraContext, outcome: Answer, lang: Lang) -> None:
    """Say why no pole sees the heaviest targets, and which new site would."""
    left = [item.item for item in outcome.left_out if item.reason == "no_option_sees"]
    if not left:
        return
    few = left[:UNSEEN_MOST]
    st.subheader(say("camera.unseen", lang))
    st.caption(say("camera.unseen_help", lang))
    with st.spinner(say("app.asking", lang)):
        key = f"{problem_id(problem)}|{'|'.join(few)}"
        rows = cache.drawn_work("camera unseen", key, lambda: unseen(context, few))
    table = camera_lists.unseen_table(rows, context, lang)
    cards.table(table, lang, name="camera_unseen")
    if len(left) > len(few):
        st.caption(say("camera.unseen_more", lang, count=len(few)))


def _forgotten(book: CameraBook) -> CameraBook:
    return kept.with_plan(book, ())
