"""A whole road -> the files an office keeps: summary, GeoPackage, workbook, map, questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from geo.export import write_geopackage
from planner.problem import to_json as as_json
from planner.problem.tours import ToursPlan
from planner.report import summary, tables
from planner.report.atlas import about, background, overview_layers
from planner.report.atlas_plans import camera_map_layers, responder_map_layers, tours_map_layers
from planner.report.grid_list import grid_list
from planner.report.layers import camera_layers, responder_layers
from planner.report.maps import map_html
from planner.report.tables import named
from planner.report.tour_map import layers as tour_layers
from planner.report.tour_sheets import tour_sheets
from planner.report.workbook import write_workbook
from planner.whole import write_folder
from planner.words import Lang, known, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd

    from geo.load import Area
    from planner.report.answers import Answers

    Frames = dict[str, gpd.GeoDataFrame]

# What a plan adds to a map of the ground.
_PLAN_STYLES = frozenset(
    {"route", "stop", "missed", "zone", "pole", "sector", "unwatched", "watched", "camera", "post"}
    | {f"grid_{shade}" for shade in range(1, 6)}
)


def write_answers(answers: Answers, out: Path, *, lang: Lang) -> tuple[Path, ...]:
    """Write everything a road gives into a folder; files of the same name are replaced.

    Returns
    -------
    tuple of Path
        The files: summary.json, certificate.json, GeoPackage, XLSX, HTML map, and each question
        and answer as JSON, so that anybody can judge them again.

    Raises
    ------
    OSError
        When the folder cannot be written to; nothing is then half written.
    """
    return write_folder(out, lambda part: _write_into(answers, part, lang))


def _write_into(answers: Answers, out: Path, lang: Lang) -> tuple[str, ...]:
    name = answers.ground.area.area_id
    frames = _frames(answers)
    figures = _figures(answers, frames)
    files = {
        "summary.json": summary.to_json(figures).encode(),
        "certificate.json": answers.ground.certificate.to_json().encode(),
        **_questions(answers),
    }
    for file, content in files.items():
        (out / file).write_bytes(content)
    plans = {f"{kind}_{layer}": frame for kind in frames for layer, frame in frames[kind].items()}
    note = source_note(answers.ground.area, lang)
    layers = _ground_layers(answers.ground.area) | plans
    write_geopackage(out / f"{name}.gpkg", layers, stamp=note)
    write_workbook(
        out / f"{name}.xlsx",
        _sheets(answers, figures, lang),
        note=note,
        stamp=datetime.fromisoformat(answers.ground.area.data_date),
    )
    (out / f"{name}.html").write_text(_map(answers, frames, lang), encoding="utf-8")
    return (*files, f"{name}.gpkg", f"{name}.xlsx", f"{name}.html")


def source_note(area: Area, lang: Lang) -> str:
    """Say where the data is from, of which date, and whether it is made up."""
    example = f"{say('map.example', lang)} · " if area.example else ""
    return f"{example}{area.attribution[lang]} · {area.data_date} · {area.crs}"


def _frames(answers: Answers) -> dict[str, Frames]:
    """Geometry of every plan, by question and layer."""
    (problem, context, outcome), camera, responder = (
        answers.tours,
        answers.camera,
        answers.responder,
    )
    return {
        "patrol": tour_layers(problem, outcome.plan or ToursPlan(()), context),
        "camera": camera_layers(camera[0], camera[2], camera[1]),
        "responder": responder_layers(responder[0], responder[2], responder[1]),
    }


def _ground_layers(area: Area) -> dict[str, gpd.GeoDataFrame]:
    layers = {
        "units": area.units,
        "grids": area.grids,
        "groups": area.groups,
        "places": area.places,
        "sites": area.sites,
        "roads": area.roads,
        "streams": area.streams,
        "reservoirs": area.reservoirs,
        "buildings": area.buildings,
        "poles": area.poles,
        "no_camera_zones": area.zones,
    }
    return {name: frame for name, frame in layers.items() if len(frame)}


def _figures(answers: Answers, frames: Mapping[str, Frames]) -> dict[str, object]:
    area = answers.ground.area
    return {
        "area": {
            "area_id": area.area_id,
            "name": area.names,
            "crs": area.crs,
            "example_data": area.example,
            "attribution": area.attribution,
            "data_date": area.data_date,
            "fingerprint": area.fingerprint,
        },
        "ground": summary.ground_figures(answers.ground),
        "coverage": summary.coverage_figures(answers.ground),
        "patrols": summary.tours_figures(
            answers.tours[0], answers.tours[2], frames["patrol"]["tours"]
        ),
        "cameras": summary.camera_figures(answers.camera[0], answers.camera[2]),
        "responders": summary.responder_figures(answers.responder[0], answers.responder[2]),
    }


def _questions(answers: Answers) -> dict[str, bytes]:
    files = {}
    for name in ("tours", "camera", "responder"):
        problem, _, outcome = getattr(answers, name)
        files[f"{name}.problem.json"] = as_json(problem)
        files[f"{name}.outcome.json"] = as_json(outcome)
    return files


def _sheets(answers: Answers, figures: dict[str, object], lang: Lang) -> dict[str, pd.DataFrame]:
    camera_problem, camera, camera_outcome = answers.camera
    responder_problem, responder, responder_outcome = answers.responder
    ground = {
        "about": figure_table(figures, lang),
        "units": tables.unit_table(answers.ground, lang),
        "grids": grid_list(answers.ground.area.grids, answers.ground, lang),
        "check": tables.fault_table(answers.ground.certificate, lang),
    }
    more = {
        "cameras": tables.camera_table(camera_problem, camera_outcome, camera, lang),
        "targets": tables.target_table(camera_problem, camera_outcome, camera, lang),
        "camera_left": tables.left_out_table(camera_outcome, camera.names(lang), lang),
        "responders": tables.responder_table(responder_problem, responder_outcome, responder, lang),
        "responder_left": tables.left_out_table(responder_outcome, responder.names(lang), lang),
    }
    return {
        **{say(f"sheet.{name}", lang): table for name, table in ground.items()},
        **tour_sheets(*answers.tours, lang),
        **{say(f"sheet.{name}", lang): table for name, table in more.items()},
    }


def _map(answers: Answers, frames: Mapping[str, Frames], lang: Lang) -> str:
    """Draw the ground and every plan on one sheet; cameras and responders are a click away."""
    ground, limit_s = answers.ground, answers.responder[0].rules.limit_s
    names = answers.responder[1].names(lang)
    hidden = responder_map_layers(ground, frames["responder"], names, lang, limit_s=limit_s)
    names = answers.camera[1].names(lang)
    hidden += camera_map_layers(ground, frames["camera"], names, lang)
    names = answers.tours[1].names(lang)
    shown = tours_map_layers(ground, frames["patrol"], names, lang)
    layers = [
        *overview_layers(ground, lang),
        *(replace(layer, show=False) for layer in hidden if layer.style in _PLAN_STYLES),
        *(layer for layer in shown if layer.style in _PLAN_STYLES),
    ]
    return map_html(
        layers,
        lang=lang,
        title=f"{ground.area.names[lang]} · {say('app.title', lang)}",
        about=about(ground.area, lang),
        relief=background(ground.area),
        assets="inline",
    )


def figure_table(figures: dict[str, object], lang: Lang) -> pd.DataFrame:
    """Lay out the figures of a summary as a table: section, figure, value, unit."""
    rows = [
        (
            named("section", section, lang),
            named_figure(name, lang),
            _shown(entry["value"], lang),
            named("unit", entry["unit"], lang),
        )
        for section, entries in figures.items()
        if isinstance(entries, dict)
        for name, entry in entries.items()
        if isinstance(entry, dict) and "unit" in entry
    ]
    heads = [say(f"sheet.{name}", lang) for name in ("section", "figure", "value", "unit")]
    return pd.DataFrame(rows, columns=heads)


def named_figure(name: str, lang: Lang) -> str:
    """Name a figure; a kind of fault counts as "<fault>_count" and "<fault>_area"."""
    for ending, heading in (("_count", "count"), ("_area", "area_m2")):
        kind = f"certificate.{name.removesuffix(ending)}"
        if name.endswith(ending) and known(kind):
            return f"{say(kind, lang)} · {say(f'col.{heading}', lang)}"
    return named("figure", name, lang)


def _shown(value: object, lang: Lang) -> object:
    if isinstance(value, bool):
        return say("common.yes" if value else "common.no", lang)
    return named("status", value, lang) if isinstance(value, str) else value
