"""What a reader asks of cameras: limits, detail, prices and the kinds there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.optics import CameraModel
from pages.ui import state
from pages.ui.camera import kept
from planner.demand.camera import kind_name
from planner.demand.camera_kinds import PRICE_MOST, CameraKind
from planner.demand.settings import CameraSettings
from planner.store.cameras import set_kinds
from planner.words import say

if TYPE_CHECKING:
    from planner.demand.camera_book import CameraBook
    from planner.words import Lang

DENSITIES = ("40", "20", "80", "125")
_SAME = "same"
_KEYS = ("key_site", "market", "bridge")
_COLUMNS = ("name", "pixels", "sensor", "focal", "tilt", "price", "rate")
_TOLD = "camera-kinds-told"


def limits(lang: Lang) -> tuple[int, str]:
    """Ask how many cameras and how much detail."""
    most = state.counted("cameras", say("camera.max_cameras", lang), least=0, most=500, start=40)
    density = state.picked(
        "px",
        DENSITIES,
        say("camera.px_class", lang),
        lambda key: say(f"px.{key}", lang),
        hint=say("camera.px_class_help", lang),
    )
    return most, density


def settings(
    area_id: str,
    kinds: tuple[CameraKind, ...],
    book: CameraBook,
    asked: tuple[int, str],
    lang: Lang,
) -> CameraSettings:
    """Ask for prices, limits and kinds, folded away, and return all settings together."""
    with st.expander(say("camera.rules", lang), icon=":material/rule_settings:"):
        st.caption(say("camera.rules_help", lang))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            cost = _number("cost", "camera.max_cost", 100_000_000, 0, lang)
            ground = _number("yards", "camera.max_private", 1_000_000, 0, lang)
            days = state.counted(
                "days",
                say("camera.retention", lang),
                least=30,
                most=365,
                start=30,
                hint=say("camera.retention_help", lang),
            )
            exits = _detail("px_exit", "camera.px_exit", lang)
            keys = _detail("px_key", "camera.px_key", lang)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            second = _number("second", "camera.second", 1000, 2, lang, "camera.second_help")
            money = _number("per_cost", "camera.cost_price", 1000, 0, lang)
            yards = _number(
                "per_yard", "camera.private_price", 1000, 1, lang, "camera.private_help"
            )
            double = _number("per_double", "camera.overlap_price", 1000, 1, lang)
            moved = _number("per_move", "camera.moved_price", 1000, 5, lang)
            power = _number("power", "camera.power_per_m", 10_000, 20, lang, "camera.wire_help")
            network = _number("network", "camera.network_per_m", 10_000, 6, lang)
        chosen = _kinds(area_id, kinds, lang)
    detail = {"exit": exits} | dict.fromkeys(_KEYS, keys)
    return CameraSettings(
        max_cameras=asked[0],
        px_per_m=float(asked[1]),
        px_by_kind={name: float(px) for name, px in detail.items() if px != _SAME},
        kinds=chosen,
        second_by_kind=dict.fromkeys(_KEYS, second) if second else {},
        max_cost=cost or None,
        max_private_m2=ground or None,
        cost_price=money,
        private_price=yards,
        overlap_price=double,
        moved_price=moved if book.plan or book.standing else 0,
        power_per_m=power,
        network_per_m=network,
        retention_days=days,
    )


def _number(key: str, word: str, most: int, start: int, lang: Lang, hint: str = "") -> int:
    told = say(hint, lang) if hint else ""
    return state.counted(key, say(word, lang), least=0, most=most, start=start, hint=told)


def _detail(key: str, word: str, lang: Lang) -> str:
    def told(px: str) -> str:
        return say("camera.px_same", lang) if px == _SAME else say(f"px.{px}", lang)

    return state.picked(key, (_SAME, *DENSITIES), say(word, lang), told)


def _kinds(area_id: str, kinds: tuple[CameraKind, ...], lang: Lang) -> tuple[CameraKind, ...]:
    """Choose among the kinds there are, and let the office change their table."""
    names = [kind.kind_id for kind in kinds]
    key = f"camera-kinds-{area_id}-{'|'.join(names)}"
    picked = st.multiselect(
        say("camera.kinds", lang),
        names,
        default=names,
        format_func=lambda name: kind_name(name, lang),
        key=key,
        select_all=False,
    )
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.error(say(told, lang))
    st.caption(say("camera.kind_table", lang))
    table = st.data_editor(
        _table(kinds, lang),
        num_rows="dynamic",
        hide_index=True,
        key=f"{key}-table",
        column_config={say("camera.kind_name", lang): st.column_config.TextColumn(width=160)},
    )
    with st.container(horizontal=True):
        if st.button(say("camera.kind_save", lang), icon=":material/save:"):
            _save(area_id, table)
        if st.button(say("camera.kind_reset", lang), type="tertiary"):
            set_kinds(state.OFFICE, area_id, ())
            st.rerun()
    return tuple(kind for kind in kinds if kind.kind_id in picked) or kinds


def _table(kinds: tuple[CameraKind, ...], lang: Lang) -> pd.DataFrame:
    rows = [
        (
            kind.kind_id,
            kind.model.pixels,
            kind.model.sensor_width_mm,
            kind.model.focal_mm,
            kind.tilt_deg,
            kind.price,
            kind.bitrate_mbit_s,
        )
        for kind in kinds
    ]
    return pd.DataFrame(rows, columns=[say(f"camera.kind_{name}", lang) for name in _COLUMNS])


def _save(area_id: str, table: pd.DataFrame) -> None:
    """Keep a table of kinds that can be bought, or say that it cannot."""
    try:
        made = tuple(_kind(row) for row in table.itertuples(index=False))
        CameraSettings(kinds=made)  # refuses none at all, and two of one name
    except (ValueError, TypeError, OverflowError):
        st.session_state[_TOLD] = "camera.kind_bad"
    else:
        kept.saved(lambda: set_kinds(state.OFFICE, area_id, made))
    st.rerun()


def _kind(row: tuple[object, ...]) -> CameraKind:
    """Make a kind of a row; whatever is no number is refused."""
    name, *figures = row
    pixels, sensor, focal, tilt, price, rate = (float(str(value)) for value in figures)
    if not 0 <= price <= PRICE_MOST:
        raise ValueError(price)
    model = CameraModel(int(pixels), sensor, focal)
    return CameraKind(str(name).strip(), model, int(tilt), int(price), rate)
