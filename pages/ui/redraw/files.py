"""What leaves the editor: hand-over sheet, record of the change, the grids in three formats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo.crs import degrees_for
from geo.export import write_geopackage
from geo.formats.geojson import write_features
from geo.formats.write_shapefile import shapefile_zip
from pages.ui import cards, downloads, state
from planner.report.changes import change_sheets
from planner.report.files import source_note
from planner.report.handover import handed_over, handover_sheets
from planner.report.workbook import write_workbook
from planner.words import say

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from pages.ui.redraw.bench import Bench


@st.fragment
def show(bench: Bench) -> None:
    """Offer the files of a draft as it stands when they are asked for."""
    lang = bench.lang
    with st.expander(say("redraw.files", lang), icon=":material/download:"):
        with st.container(horizontal=True):
            for name, (ending, make) in MADE.items():
                file = say(f"file.{name if name in _OWN_NAME else 'draft'}", lang)
                st.download_button(
                    say(f"redraw.{name}", lang),
                    partial(make, bench),
                    file_name=state.file_name(f"{file}{ending}"),
                    key=f"redraw-file-{name}",
                    on_click="ignore",
                    icon=":material/download:",
                )
        if st.toggle(say("redraw.handover_show", lang), key="redraw-handover"):
            _sheet(bench)


def _sheet(bench: Bench) -> None:
    """Show what changes hands, each thing once, and the sums: of all grids, and grid by grid."""
    lang = bench.lang
    (title, table), *others = _handover(bench).items()
    if table.empty:
        st.caption(say("redraw.handover_none", lang))
    else:
        cards.table(table, lang, name="handover", title=title)
    for number, (head, sheet) in enumerate(others):
        if not sheet.empty:
            cards.table(sheet, lang, name=f"handover_sums_{number}", title=head)


def _old(bench: Bench) -> gpd.GeoDataFrame:
    return bench.work.first.state.frame()


def _new(bench: Bench) -> gpd.GeoDataFrame:
    return bench.work.now.state.frame()


def _handover(bench: Bench) -> dict[str, pd.DataFrame]:
    return handover_sheets(_old(bench), _new(bench), bench.area, bench.lang)


def _record(bench: Bench) -> bytes:
    figures = bench.first_figures, bench.figures
    return _book(bench, change_sheets(_old(bench), _new(bench), bench.area, figures, bench.lang))


def _book(bench: Bench, sheets: dict[str, pd.DataFrame]) -> bytes:
    stamp = datetime.fromisoformat(bench.area.data_date)
    return downloads.made(
        ".xlsx", lambda path: write_workbook(path, sheets, note=_note(bench), stamp=stamp)
    )


def _geopackage(bench: Bench) -> bytes:
    """Write the grids with the units of the same state: their borders have the same nodes."""
    new, units = _new(bench), bench.area.units
    held = bench.state.units
    layers = {
        "grids": new,
        "units": units.set_geometry([held[code] for code in units.index], crs=units.crs),
        "handover": handed_over(_old(bench), new, bench.area),
    }
    return downloads.made(".gpkg", lambda path: write_geopackage(path, layers, stamp=_note(bench)))


def _shapefile(bench: Bench) -> bytes:
    return shapefile_zip(_new(bench), "grids", encoding="GB18030", stamp=_note(bench))


def _geojson(bench: Bench) -> bytes:
    grids = _new(bench)
    degrees = grids.to_crs(degrees_for(grids))
    return downloads.made(".geojson", lambda path: write_features(path, degrees))


def _note(bench: Bench) -> str:
    name = bench.work.redraw.name
    return f"{name} · {source_note(bench.area, bench.lang)}"


_OWN_NAME = frozenset({"handover", "record"})
MADE: dict[str, tuple[str, Callable[[Bench], bytes]]] = {
    "handover": (".xlsx", lambda bench: _book(bench, _handover(bench))),
    "record": (".xlsx", _record),
    "gpkg": (".gpkg", _geopackage),
    "shp": (".zip", _shapefile),
    "geojson": (".geojson", _geojson),
}
