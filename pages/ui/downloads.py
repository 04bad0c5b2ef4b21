"""A plan as files an office keeps: a workbook of its tables, a GeoPackage of its layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from geo.export import write_geopackage
from pages.ui import state
from planner.report.files import source_note
from planner.report.workbook import workbook_bytes, write_workbook
from planner.words import Lang, say

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.load import Area
    from planner.road import Ground


def files(
    ground: Ground,
    name: str,
    sheets: Callable[[], Mapping[str, pd.DataFrame]],
    layers: Callable[[], Mapping[str, gpd.GeoDataFrame]],
    lang: Lang,
) -> None:
    """Offer the tables as a workbook and the layers as a GeoPackage, made when asked for."""
    area = ground.area
    note, stamp = source_note(area, lang), datetime.fromisoformat(area.data_date)
    with st.container(horizontal=True):
        st.download_button(
            say("common.download_xlsx", lang),
            lambda: made(
                ".xlsx", lambda path: write_workbook(path, sheets(), note=note, stamp=stamp)
            ),
            file_name=f"{area.area_id}_{name}.xlsx",
            key=f"xlsx-{name}",
            on_click="ignore",
        )
        st.download_button(
            say("common.download_gpkg", lang),
            lambda: made(".gpkg", lambda path: write_geopackage(path, dict(layers()), stamp=note)),
            file_name=f"{area.area_id}_{name}.gpkg",
            key=f"gpkg-{name}",
            on_click="ignore",
        )


def workbook(
    name: str,
    area: Area,
    sheets: Callable[[], Mapping[str, pd.DataFrame]],
    lang: Lang,
    *,
    icon: str | None = None,
) -> None:
    """Offer tables as a workbook, made when asked for."""
    st.download_button(
        say("common.download_xlsx", lang),
        lambda: workbook_bytes(
            sheets(),
            note=source_note(area, lang),
            stamp=datetime.fromisoformat(area.data_date),
        ),
        file_name=state.file_name(f"{name}.xlsx"),
        key=f"workbook-{name}",
        on_click="ignore",
        icon=icon,
    )


def made(suffix: str, write: Callable[[Path], object]) -> bytes:
    """Return what a writer writes; both writers want a path, and no file stays behind."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{suffix}"
        write(path)
        return path.read_bytes()
