"""Checkpoints on a page: what to protect, the seal with its proof, the best few posts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache, cards, desk, downloads, frame, maps, state
from pages.ui.camera import kept
from pages.ui.plain import plain
from pages.ui.posts import adopting
from planner import checkpoints
from planner.demand.camera_adopted import adopted_watch, watched_exits
from planner.demand.checkpoint_settings import PROTECTED, USES, CheckpointSettings
from planner.problem import problem_id
from planner.report import checkpoint_files as files
from planner.report import checkpoints as tables
from planner.report.checkpoints import Asked, PerimeterAnswers
from planner.words import Lang, explain, listed, say

if TYPE_CHECKING:
    from planner.outcome import Effort
    from planner.road import Ground
    from planner.store.posts import Place

Sealed = tuple[Asked | None, Asked | None]


def settings(ground: Ground, lang: Lang) -> CheckpointSettings:
    """Show what can be set and return it."""
    use = state.picked(
        "use",
        USES,
        say("checkpoint.use", lang),
        lambda key: say(f"checkpoint.use.{key}", lang),
        hint=say("checkpoint.use_help", lang),
    )
    kind, name = ("area", "") if use != "perimeter" else _protected(ground, lang)
    found = CheckpointSettings(use=use, protect=kind, protect_id=name)
    if kind == "site":
        around = state.counted(
            "around", say("checkpoint.site_m", lang), least=50, most=5000, start=500,
            hint=say("checkpoint.site_help", lang),
        )  # fmt: skip
        found = replace(found, site_m=around)
    elif use == "perimeter":
        depth = state.counted(
            "depth", say("checkpoint.depth_m", lang), least=0, most=20_000, start=1000,
            hint=say("checkpoint.depth_help", lang),
        )  # fmt: skip
        places = state.picked(
            "settlements", ("hold", "weigh"), say("checkpoint.places", lang),
            lambda key: say(f"checkpoint.places.{key}", lang),
        )  # fmt: skip
        found = replace(found, depth_m=depth, places_hold=places == "hold")
    posts = state.counted(
        "posts", say("checkpoint.posts", lang), least=0, most=50, start=4,
        hint=say("checkpoint.posts_help", lang),
    )  # fmt: skip
    return replace(found, posts=posts)


def _protected(ground: Ground, lang: Lang) -> tuple[str, str]:
    """Choose the area, or a unit, a grid or a key site of it."""
    area = ground.area
    frames = {"unit": area.units, "grid": area.grids, "site": area.sites}
    kinds = [kind for kind in PROTECTED if kind == "area" or len(frames[kind])]
    kind = state.picked(
        "protect", kinds, say("checkpoint.protect", lang),
        lambda key: say(f"checkpoint.protect.{key}", lang),
    )  # fmt: skip
    if kind == "area":
        return kind, ""
    names = frames[kind][f"name_{lang}"]
    ids = [str(name) for name in names.index]
    told = {name: f"{names[name]} · {name}" for name in ids}
    which = state.picked(f"which_{kind}", ids, say("checkpoint.protect_id", lang), told.__getitem__)
    return kind, which


def manned(posts: tuple[Place, ...], asked: CheckpointSettings, lang: Lang) -> CheckpointSettings:
    """Count the adopted posts as manned already, unless the planner begins anew."""
    if not posts:
        return asked
    counted = st.toggle(
        say("checkpoint.by_posts", lang, count=len(posts)),
        value=True,
        key="points_by_posts",
        persist_state="session",
        help=say("checkpoint.by_posts_help", lang, metres=asked.post_m),
    )
    return replace(asked, manned=posts) if counted else asked


def watched(ground: Ground, asked: CheckpointSettings, lang: Lang) -> CheckpointSettings:
    """Count the exits as watched that a camera adopted or hanging there watches."""
    book, kinds = kept.read(ground.area.area_id, lang)
    if not book.plan and not book.standing:
        return asked
    with st.spinner(say("app.asking", lang)):
        watch = cache.drawn_work(
            "adopted watch",
            f"{ground.fingerprint}|{kinds}|{book.mark}",
            lambda: adopted_watch(ground, kinds, book),
        )
    seen = watched_exits(ground, watch)
    st.caption(say("checkpoint.by_cameras", lang, count=len(seen)))
    return replace(asked, seen=seen)


def sealed(ground: Ground, asked: CheckpointSettings, effort: Effort) -> Sealed:
    """Return the seal of roads and of footpaths, kept by what was asked; it takes a blink."""
    return cache.drawn_work(
        "perimeter",
        f"{ground.fingerprint}|{asked}|{effort.seed}",
        lambda: checkpoints.seal(ground, asked, effort=effort),
    )


def by_hand(
    ground: Ground, asked: CheckpointSettings, effort: Effort, lang: Lang
) -> CheckpointSettings:
    """Let points be barred, and told to be watched by a camera."""
    roads, _ = sealed(ground, asked, effort)
    if roads is None:
        return asked
    names = roads.context.names(lang)
    keys = {name: _key(name, ground, asked) for name in ("forbidden", "seen")}
    # a point chosen before may not be there since a setting was changed
    chosen = {
        name: tuple(p for p in st.session_state.get(key, ()) if p in names)
        for name, key in keys.items()
    }
    now = replace(asked, forbidden=chosen["forbidden"], seen=(*asked.seen, *chosen["seen"]))
    plan = sealed(ground, now, effort)[0] or roads
    offered = [*chosen["forbidden"], *chosen["seen"], *roads.points, *plan.points]
    offered += [str(name) for name in roads.context.laid.exits.index]
    options = [name for name in dict.fromkeys(offered) if name in names]
    with st.container(horizontal=True):
        for name, key in keys.items():
            st.session_state[key] = list(chosen[name])
            st.multiselect(
                say(f"checkpoint.{name}", lang), options, format_func=names.__getitem__,
                key=key, persist_state="session", placeholder="—", select_all=False,
            )  # fmt: skip
    return now


def _key(name: str, ground: Ground, asked: CheckpointSettings) -> str:
    return f"points_{name}_{ground.area.area_id}_{asked.use}_{asked.protect}_{asked.protect_id}"


def show_seal(roads: Asked, paths: Asked | None, posts: tuple[Place, ...], lang: Lang) -> None:
    """Show the fewest points, who watches them, the proof, footpaths, exits, and files."""
    outcome, names = roads.outcome, roads.context.names(lang)
    if not roads.problem.outside:
        for line in tables.told(roads, lang):
            st.info(plain(line), icon=":material/info:")
        return
    cards.answer(outcome, names, lang, objective="checkpoint.objective_help")
    for note in outcome.notes:
        if note.code == "release":
            told = explain("note", note.code, note.facts, lang, names=names)
            st.markdown(f"- {plain(told)}")
    if outcome.plan is None:
        return
    for line in tables.told(roads, lang):
        st.markdown(plain(line))
    if paths is not None:
        st.markdown(f"**{say('checkpoint.paths', lang)}** {plain(tables.paths_told(paths, lang))}")
    st.caption(say("checkpoint.proof", lang, flow=outcome.bound))
    maps.show(
        roads.context.ground, say("page.perimeter", lang), lang,
        lambda: files.map_layers(roads, paths, None, lang),
        key=f"{problem_id(roads.problem)}|{paths and problem_id(paths.problem)}",
    )  # fmt: skip
    table = tables.points_table(roads, roads.points, lang)
    cards.table(table, lang, name="points", title=say("checkpoint.points_table", lang))
    if roads.context.settings.use == "perimeter":
        adopting(roads.context, roads.points, posts, lang)
    if paths is not None and paths.new_points():
        more = tables.points_table(paths, paths.new_points(), lang)
        cards.table(more, lang, name="path_points", title=say("sheet.path_points", lang))
    table = tables.exits_table(roads, lang)
    cards.table(table, lang, name="exits", title=say("checkpoint.exits_table", lang))
    cards.left_out(outcome, names, lang)
    downloads.files(
        roads.context.ground, "perimeter",
        lambda: _worded(files.seal_sheets(roads, paths, lang), lang),
        lambda: files.seal_layers(roads, paths, lang), lang,
    )  # fmt: skip
    cards.run(outcome, lang)


def show_posts(
    ground: Ground,
    asked: CheckpointSettings,
    effort: Effort,
    adopted: tuple[Place, ...],
    lang: Lang,
) -> None:
    """Ask for the best few posts and show them, what they meet, and what more would meet."""
    st.caption(say("checkpoint.best_help", lang))
    problem, context = cache.drawn_work(
        "perimeter posts",
        f"{ground.fingerprint}|{asked}",
        lambda: checkpoints.posts_question(ground, asked),
    )
    if not problem.routes:
        st.info(say("checkpoint.no_traffic", lang), icon=":material/info:")
        return
    found = desk.answers(problem_id(problem), problem, checkpoints.best_and_curve, effort, lang)
    if not found:
        return
    outcome, *curve = found
    posts = Asked(problem, context, outcome)
    names = context.names(lang)
    cards.answer(outcome, names, lang, objective="checkpoint.missed_help")
    if outcome.plan is None:
        return
    met = say("checkpoint.met", lang, posts=len(posts.points), share=tables.met_share(posts))
    st.markdown(f"{plain(met)} {plain(listed([names[s] for s in posts.points], lang))}")
    maps.show(
        ground, say("checkpoint.best", lang), lang,
        lambda: files.map_layers(None, None, posts, lang),
        key=f"{problem_id(problem)}|{outcome.objective}",
    )  # fmt: skip
    answers = PerimeterAnswers(None, None, posts, tuple(curve))
    table = tables.points_table(posts, posts.points, lang)
    cards.table(table, lang, name="posts", title=say("checkpoint.posts_table", lang))
    if asked.use == "perimeter":
        adopting(context, posts.points, adopted, lang)
    table = tables.curve_table(answers, lang)
    cards.table(table, lang, name="post_curve", title=say("checkpoint.curve_table", lang))
    cards.left_out(outcome, names, lang)
    downloads.files(
        ground, "posts", lambda: _worded(files.sheets(answers, lang), lang),
        lambda: files.layers(answers, lang), lang,
    )  # fmt: skip
    cards.run(outcome, lang)


def refused(error: frame.InputError, lang: Lang) -> None:
    """Say why nothing can be asked, and what to do."""
    st.warning(plain(frame.sentence(error, lang)), icon=":material/info:")


def _worded(sheets: dict[str, object], lang: Lang) -> dict[str, object]:
    return {say(f"sheet.{name}", lang): table for name, table in sheets.items()}
