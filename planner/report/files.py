"""A whole road -> the files an office keeps: summary, GeoPackage, workbook, map, questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from geo.export import write_geopackage
from planner.problem import to_json as as_json
from planner.report import summary, tables
from planner.report.layers import camera_layers, patrol_layers, responder_layers
from planner.report.maps import map_html
from planner.report.scenes import (
    about,
    camera_scene,
    ground_relief,
    ground_scene,
    patrol_scene,
    place_scene,
    responder_scene,
)
from planner.report.workbook import write_workbook
from planner.words import Lang, say

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from geo.load import Area
    from planner.road import Road


def write_road(road: Road, out: Path, *, lang: Lang) -> tuple[Path, ...]:
    """Write everything a road gives into a folder; files of the same name are replaced.

    Returns
    -------
    tuple of Path
        The files: summary.json, certificate.json, GeoPackage, XLSX, HTML map, and each question
        and answer as JSON, so that anybody can judge them again.

    Raises
    ------
    OSError
        When the folder cannot be written to.
    """
    out.mkdir(parents=True, exist_ok=True)
    name = road.ground.area.area_id
    plans = _plan_layers(road)
    figures = _figures(road, plans)
    files = {
        "summary.json": summary.to_json(figures).encode(),
        "certificate.json": road.ground.certificate.to_json().encode(),
        **_questions(road),
    }
    for file, content in files.items():
        (out / file).write_bytes(content)
    write_geopackage(out / f"{name}.gpkg", _ground_layers(road.ground.area) | plans)
    write_workbook(
        out / f"{name}.xlsx",
        _sheets(road, figures, lang),
        note=source_note(road.ground.area, lang),
        stamp=datetime.fromisoformat(road.ground.area.data_date),
    )
    (out / f"{name}.html").write_text(_map(road, lang), encoding="utf-8")
    return tuple(out / file for file in [*files, f"{name}.gpkg", f"{name}.xlsx", f"{name}.html"])


def source_note(area: Area, lang: Lang) -> str:
    """Say where the data is from, of which date, and whether it is made up."""
    example = f"{say('map.example', lang)} · " if area.example else ""
    return f"{example}{area.attribution[lang]} · {area.data_date} · {area.crs}"


def _plan_layers(road: Road) -> dict[str, gpd.GeoDataFrame]:
    patrol = patrol_layers(road.patrol[2], road.patrol[1])
    camera = camera_layers(road.camera[0], road.camera[2], road.camera[1])
    responder = responder_layers(road.responder[0], road.responder[2], road.responder[1])
    return {
        "patrol_routes": patrol["routes"],
        "patrol_stops": patrol["stops"],
        "cameras": camera["cameras"],
        "camera_views": camera["sectors"],
        "camera_targets": camera["targets"],
        "responder_grids": responder["grids"],
        "responder_posts": responder["posts"],
    }


def _ground_layers(area: Area) -> dict[str, gpd.GeoDataFrame]:
    layers = {
        "units": area.units,
        "grids": area.grids,
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


def _figures(road: Road, plans: dict[str, gpd.GeoDataFrame]) -> dict[str, object]:
    area = road.ground.area
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
        "ground": summary.ground_figures(road.ground),
        "coverage": summary.coverage_figures(road.ground),
        "patrols": summary.patrol_figures(road.patrol[0], road.patrol[2], plans["patrol_routes"]),
        "cameras": summary.camera_figures(road.camera[0], road.camera[2]),
        "responders": summary.responder_figures(road.responder[0], road.responder[2]),
    }


def _questions(road: Road) -> dict[str, bytes]:
    files = {}
    for name in ("patrol", "camera", "responder"):
        problem, _, outcome = getattr(road, name)
        files[f"{name}.problem.json"] = as_json(problem)
        files[f"{name}.outcome.json"] = as_json(outcome)
    return files


def _sheets(road: Road, figures: dict[str, object], lang: Lang) -> dict[str, pd.DataFrame]:
    patrol_problem, patrol, patrol_outcome = road.patrol
    del patrol_problem
    camera_problem, camera, camera_outcome = road.camera
    responder_problem, responder, responder_outcome = road.responder
    sheets = {
        "about": figure_table(figures, lang),
        "units": tables.unit_table(road.ground, lang),
        "grids": tables.grid_table(road.ground, lang),
        "check": tables.fault_table(road.ground.certificate, lang),
        "routes": tables.patrol_table(patrol_outcome, patrol, lang),
        "crews": tables.crew_table(patrol_outcome, patrol, lang),
        "patrol_left": tables.left_out_table(patrol_outcome, patrol.names(lang), lang),
        "cameras": tables.camera_table(camera_problem, camera_outcome, camera, lang),
        "targets": tables.target_table(camera_problem, camera_outcome, camera, lang),
        "camera_left": tables.left_out_table(camera_outcome, camera.names(lang), lang),
        "responders": tables.responder_table(responder_problem, responder_outcome, responder, lang),
        "responder_left": tables.left_out_table(responder_outcome, responder.names(lang), lang),
    }
    return {say(f"sheet.{name}", lang): table for name, table in sheets.items()}


def _map(road: Road, lang: Lang) -> str:
    """Draw ground and every plan on one sheet that opens without a network; plans can be hidden."""
    ground, title = road.ground, f"{road.ground.area.names[lang]} · {say('app.title', lang)}"
    plans = [
        *responder_scene(road.responder[0], road.responder[2], road.responder[1], lang),
        *camera_scene(road.camera[0], road.camera[2], road.camera[1], lang),
    ]
    layers = [
        *ground_scene(ground, lang),
        *place_scene(ground, lang),
        *(replace(layer, show=False) for layer in plans),
        *patrol_scene(road.patrol[2], road.patrol[1], lang),
    ]
    return map_html(
        layers,
        lang=lang,
        title=title,
        about=about(ground, lang),
        relief=ground_relief(ground),
        assets="inline",
    )


def figure_table(figures: dict[str, object], lang: Lang) -> pd.DataFrame:
    """Lay out the figures of a summary as a table: section, figure, value, unit."""
    rows = [
        (section, name, entry["value"], entry["unit"])
        for section, entries in figures.items()
        if isinstance(entries, dict)
        for name, entry in entries.items()
        if isinstance(entry, dict) and "unit" in entry
    ]
    heads = [say(f"sheet.{name}", lang) for name in ("section", "figure", "value", "unit")]
    return pd.DataFrame(rows, columns=heads)
