"""The cached doors to the library; nothing else is cached but the desk in pages.ui.jobs.

Arguments are strings and numbers. The area's folder is fingerprinted by the name, size and time of
its files; underscored arguments ride along beside a key that stands for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from planner.demand.redistrict import redistrict_question
from planner.demand.settings import ResponderSettings
from planner.report import atlas
from planner.report.maps import Relief, map_html
from planner.road import camera_question, load_ground, responder_question
from planner.store.as_set import as_set

if TYPE_CHECKING:
    from planner.demand.camera_book import CameraBook
    from planner.demand.redistrict import RedistrictContext
    from planner.demand.settings import CameraSettings, RedistrictSettings
    from planner.report.maps import Layer
    from planner.road import CameraContext, Ground, ResponderContext
    from planner.words import Lang

T = TypeVar("T")


def stamp(folder: Path) -> str:
    """Return a fingerprint of a folder's files that changes when any of them is replaced."""
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    told = [f"{f.name}|{f.stat().st_size}|{f.stat().st_mtime_ns}" for f in files]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


@st.cache_resource(max_entries=4, show_spinner=False)
def ground(folder: str, files: str) -> Ground:
    """Return the ground of an area folder; `files` is its `stamp`."""
    del files
    return load_ground(Path(folder))


@st.cache_resource(max_entries=4, show_spinner=False)
def office_ground(fingerprint: str, root: str, files: str, _ground: Ground) -> Ground:
    """Return the ground as the office has set it; `files` is the stamp of what it keeps."""
    del fingerprint, files
    return as_set(_ground, Path(root))


@st.cache_resource(max_entries=4, show_spinner=False)
def relief(fingerprint: str, _ground: Ground) -> Relief | None:
    """Return the shaded terrain of an area."""
    del fingerprint
    return atlas.background(_ground.area)


@st.cache_data(max_entries=24, show_spinner=False)
def drawn(
    fingerprint: str, what: str, lang: Lang, _ground: Ground, _layers: Callable[[], list[Layer]]
) -> str:
    """Return a map as HTML; `what` names the map and the plan on it."""
    return sheet(_ground, _layers(), fingerprint, what.split("|", maxsplit=1)[0], lang)


def sheet(
    ground_: Ground,
    layers: list[Layer],
    fingerprint: str,
    title: str,
    lang: Lang,
    *,
    alone: bool = False,
) -> str:
    """Return a map; `alone` writes every script into it, so that it opens without this program."""
    return map_html(
        layers,
        lang=lang,
        title=f"{ground_.area.names[lang]} · {title}",
        about=atlas.about(ground_.area, lang),
        relief=relief(fingerprint, ground_),
        assets="inline" if alone else "served",
    )


@st.cache_resource(max_entries=24, show_spinner=False)
def drawn_work(what: str, key: str, _make: Callable[[], T]) -> T:
    """Return what was made from a draft: its drawing, its readings, its desk, its mended grids.

    `what` names the step and `key` everything it was made from; a refusal is not kept.
    """
    del what, key
    return _make()


@st.cache_resource(max_entries=8, show_spinner=False)
def lasting(what: str, key: str, _make: Callable[[], T]) -> T:
    """Return what all sessions share as long as the program runs: a desk with open drafts."""
    del what, key
    return _make()


@st.cache_data(max_entries=48, show_spinner=False)
def drawn_case(key: str, lang: Lang, _make: Callable[[], str]) -> str:
    """Return the map of a case as HTML; `key` names the case and everything it was made from."""
    del key, lang
    return _make()


@st.cache_resource(max_entries=12, show_spinner=False)
def camera(
    fingerprint: str, told: str, _settings: CameraSettings, _book: CameraBook, _ground: Ground
) -> tuple[object, CameraContext]:
    """Return the camera question of an area; `told` is what `_settings` and `_book` say."""
    del fingerprint, told
    return camera_question(_ground, _settings, _book)


@st.cache_resource(max_entries=12, show_spinner=False)
def responder(
    fingerprint: str,
    day: str,
    limit_min: int,
    serve_all: bool,
    _ground: Ground,
) -> tuple[object, ResponderContext]:
    """Return the responder question of an area."""
    del fingerprint
    settings = ResponderSettings(
        limit_min=limit_min, serve_all=serve_all, on=date.fromisoformat(day)
    )
    return responder_question(_ground, settings)


@st.cache_resource(max_entries=24, show_spinner=False)
def redistrict(
    fingerprint: str, unit_code: str, told: str, _settings: RedistrictSettings, _ground: Ground
) -> tuple[object, RedistrictContext]:
    """Return the question of a unit's grids; `told` is what `_settings` say."""
    del fingerprint, told
    return redistrict_question(_ground, unit_code, _settings)
