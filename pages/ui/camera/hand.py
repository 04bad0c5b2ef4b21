"""A camera placed by hand: judged at once, refused with the article, or added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import streamlit as st

from pages.ui import cache, cards, maps, state
from pages.ui.camera import kept
from pages.ui.plain import plain
from planner.demand.camera import kind_name, option_at
from planner.demand.camera_book import Mounted
from planner.demand.camera_views import cones
from planner.judge import camera as judge
from planner.problem import CameraPlan, problem_id
from planner.report import camera_lists
from planner.report.camera_map import placed_map_layers
from planner.report.maps import lonlat
from planner.words import explain, listed, say

if TYPE_CHECKING:
    from planner.demand.camera import CameraContext
    from planner.demand.camera_book import CameraBook
    from planner.judge.fault import Fault
    from planner.problem import CameraOption, CameraProblem
    from planner.words import Lang

_ROOM_DEG = 0.0004


def show(
    problem: CameraProblem, context: CameraContext, found: CameraPlan | None, lang: Lang
) -> None:
    """Ask for a camera and judge it beside the plan shown."""
    st.subheader(say("camera.hand", lang))
    st.caption(say("camera.hand_help", lang))
    camera = _asked(context, lang)
    key = f"{problem_id(problem)}|{camera}"
    option, wider = cache.drawn_work("camera by hand", key, lambda: option_at(context, camera))
    question = problem
    if option.option_id not in {o.option_id for o in problem.options}:
        question = replace(problem, options=(*problem.options, option))
    faults = judge.faults(_law_only(question), CameraPlan((option.option_id,)))
    _verdict(faults, option, wider, lang)
    if not faults and found is not None:
        after = CameraPlan(tuple(sorted({*found.option_ids, option.option_id})))
        points = judge.objective(question, after) - judge.objective(question, found)
        st.markdown(say("camera.hand_gain", lang, points=points))
    if not faults:
        _buttons(context, camera, lang)
    _map(wider, option, key, lang)
    _mounted(context, lang)


def _law_only(problem: CameraProblem) -> CameraProblem:
    """Return the question without what a new plan can make room for: limits and demands."""
    return replace(
        problem,
        max_cameras=1,
        max_per_pole=1,
        max_cost=None,
        max_private_m2=None,
        must_keep=(),
        targets=tuple(replace(target, required=False) for target in problem.targets),
    )


def _asked(context: CameraContext, lang: Lang) -> Mounted:
    area, names = context.ground.area, context.names(lang)
    with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        pole_id = state.picked(
            "pole",
            tuple(str(name) for name in area.poles.index),
            say("camera.consent_pole", lang),
            lambda name: f"{name} {names[name]}",
        )
        heading = state.counted(
            "turn", say("camera.hand_heading", lang), least=0, most=359, start=0
        )
        kind = state.picked(
            "lens",
            tuple(kind.kind_id for kind in context.settings.kinds),
            say("camera.hand_kind", lang),
            lambda name: kind_name(name, lang),
        )
    return Mounted(pole_id, heading, kind)


def _verdict(faults: list[Fault], option: CameraOption, context: CameraContext, lang: Lang) -> None:
    names = context.names(lang)
    if faults:
        told = [explain("fault", f.rule, f.facts, lang, names=names) for f in faults]
        lines = "\n".join(f"- {plain(sentence)}" for sentence in told)
        st.error(f"**{say('camera.hand_refused', lang)}**\n\n{lines}", icon=":material/block:")
    elif option.sees:
        seen = plain(listed([names[target] for target in option.sees], lang))
        words = say("camera.hand_fine", lang, targets=len(option.sees), names=seen)
        st.success(words, icon=":material/check_circle:")
    else:
        st.warning(say("camera.hand_blind", lang), icon=":material/visibility_off:")
    money = option.cost + int(context.wired.loc[option.pole_id, "connect_cost"])
    masks = context.masks([option.option_id])[0]
    st.caption(say("camera.hand_facts", lang, area_m2=option.private_m2, masks=masks, money=money))


def _buttons(context: CameraContext, camera: Mounted, lang: Lang) -> None:
    area_id = context.ground.area.area_id
    with st.container(horizontal=True):
        for word, part, fixed in (
            ("camera.hand_place", "placed", True),
            ("camera.hand_fixed", "standing", True),
            ("camera.hand_loose", "standing", False),
        ):
            st.button(
                say(word, lang),
                key=f"hand-{part}-{fixed}",
                on_click=kept.change,
                args=(area_id, _adding(part, replace(camera, fixed=fixed))),
            )


def _adding(part: str, camera: Mounted) -> kept.Change:
    def change(book: CameraBook) -> CameraBook:
        same = (camera.pole_id, camera.heading_deg, camera.kind_id)
        others = tuple(
            c for c in getattr(book, part) if (c.pole_id, c.heading_deg, c.kind_id) != same
        )
        return replace(book, **{part: (*others, camera)})

    return change


def _map(context: CameraContext, option: CameraOption, key: str, lang: Lang) -> None:
    """Show the camera with what it would show, masks taken out, among the houses around it."""
    name, ground = option.option_id, context.ground
    crs = context.options.crs

    def cone() -> gpd.GeoDataFrame:
        shapes = cones(context.aims([name]), ground.area, context.settings.px_per_m)
        return gpd.GeoDataFrame({"name": [context.names(lang)[name]]}, geometry=shapes, crs=crs)

    def focus() -> tuple[float, float, float, float]:
        here = context.options.loc[[name]].geometry.buffer(90).to_frame("geometry")
        west, south, east, north = lonlat(here.set_geometry("geometry")).total_bounds.tolist()
        return west - _ROOM_DEG, south - _ROOM_DEG, east + _ROOM_DEG, north + _ROOM_DEG

    maps.drawing(
        say("camera.hand", lang),
        lang,
        lambda: placed_map_layers(ground, cone(), context.options.loc[[name]], lang),
        key=f"{key}|{context.settings.px_per_m}",
        focus=focus,
    )


def _mounted(context: CameraContext, lang: Lang) -> None:
    """List what was recorded, with a way to take it out."""
    st.subheader(say("camera.hand_list", lang))
    book, area_id = context.book, context.ground.area.area_id
    table = camera_lists.mounted_table(context, lang)
    if table.empty:
        st.caption(say("camera.hand_none", lang))
        return
    cards.table(table, lang, name="camera_mounted")
    rows = [*book.standing, *book.placed]
    at = st.selectbox(
        say("camera.hand_remove", lang),
        range(len(rows)),
        format_func=lambda n: f"{rows[n].pole_id} {rows[n].heading_deg}°",
        key=f"hand-remove-{len(rows)}",
        width=240,
        label_visibility="collapsed",
    )
    st.button(
        say("camera.hand_remove", lang),
        on_click=kept.change,
        args=(area_id, _removing(rows[at])),
    )


def _removing(camera: Mounted) -> kept.Change:
    def change(book: CameraBook) -> CameraBook:
        return replace(
            book,
            standing=tuple(c for c in book.standing if c != camera),
            placed=tuple(c for c in book.placed if c != camera),
        )

    return change
