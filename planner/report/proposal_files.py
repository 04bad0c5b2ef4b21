"""Proposals of several units as the files an office keeps."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.coverage import certify
from geo.export import write_geopackage
from geo.redraw import to_plain
from planner.problem import to_json
from planner.report.files import source_note
from planner.report.grid_list import called
from planner.report.redistrict import comparison_table, moved_table, proposal_layers, proposal_table
from planner.report.workbook import write_workbook
from planner.whole import write_folder
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.coverage import Certificate
    from geo.redraw import GridSet
    from planner.demand.ground import Ground
    from planner.report.proposal import Proposal


def certificate_of(ground: Ground, state: GridSet) -> Certificate:
    """Certify a division against its noded units, the expected codes and all places."""
    units = ground.area.units.set_geometry(
        gpd.GeoSeries(dict(state.units), crs=state.crs).reindex(ground.area.units.index)
    )
    return certify(
        state.frame(),
        state.boundary,
        units=units,
        expected_codes=ground.area.expected_unit_codes,
        places=ground.area.places,
    )


def write_proposals(
    proposals: Sequence[Proposal], state: GridSet, out: Path, *, lang: Lang
) -> tuple[Path, ...]:
    """Write proposals, made one on the other, into a folder.

    Parameters
    ----------
    state
        The township's division with all of them.

    Returns
    -------
    tuple of Path
        GeoPackage (all grids, and for the units in question new grids, old grids, pieces),
        workbook, certificate, operations for the editor, each question and answer as JSON.

    Raises
    ------
    OSError
        When the folder cannot be written to; nothing is then half written.
    """
    return write_folder(out, lambda part: _write_into(proposals, state, part, lang))


def _write_into(
    proposals: Sequence[Proposal], state: GridSet, out: Path, lang: Lang
) -> tuple[str, ...]:
    ground = proposals[0].context.ground
    area = ground.area
    name, note = f"{area.area_id}_proposal", source_note(area, lang)
    files = {
        "certificate.json": certificate_of(ground, state).to_json().encode(),
        "operations.json": _operations(proposals),
    }
    for one in proposals:
        unit = one.context.unit_code
        files[f"{unit}.redistrict.problem.json"] = to_json(one.problem)
        files[f"{unit}.redistrict.outcome.json"] = to_json(one.outcome)
    for file, content in files.items():
        (out / file).write_bytes(content)
    layers = {"grids": state.frame(), **_layers(proposals)}
    write_geopackage(out / f"{name}.gpkg", layers, stamp=note)
    stamp = datetime.fromisoformat(area.data_date)
    write_workbook(out / f"{name}.xlsx", _sheets(proposals, lang), note=note, stamp=stamp)
    return (*files, f"{name}.gpkg", f"{name}.xlsx")


def _operations(proposals: Sequence[Proposal]) -> bytes:
    plain = [to_plain(operation) for one in proposals for operation in one.operations]
    return json.dumps(plain, ensure_ascii=False).encode()


def _layers(proposals: Sequence[Proposal]) -> dict[str, gpd.GeoDataFrame]:
    """Frames of all units one below the other; pieces are named after their unit."""
    parts = [proposal_layers(one) for one in proposals]
    for one, frames in zip(proposals, parts, strict=True):
        pieces = frames["basic_units"]
        unit = one.context.unit_code
        frames["basic_units"] = pieces.set_index(
            pd.Index([f"{unit}/{i}" for i in pieces.index], dtype="object", name="basic_id")
        )
    crs = proposals[0].context.ground.area.crs
    return {
        name: gpd.GeoDataFrame(pd.concat([frames[name] for frames in parts]), crs=crs)
        for name in parts[0]
    }


def _sheets(proposals: Sequence[Proposal], lang: Lang) -> dict[str, pd.DataFrame]:
    units = called(proposals[0].context.ground.area.units, lang)
    codes = {one.context.unit_code: one for one in proposals}
    named = {f"{units.get(code, '')} {code}".strip(): one for code, one in codes.items()}
    return {
        say("sheet.compare", lang): comparison_table(named, lang),
        say("sheet.proposal", lang): pd.concat([proposal_table(one, lang) for one in proposals]),
        say("sheet.moved", lang): pd.concat([moved_table(one, lang) for one in proposals]),
    }
