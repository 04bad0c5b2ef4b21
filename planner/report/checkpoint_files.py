"""Answers of checkpoints -> layers, a map, and the files an office keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from planner.problem import to_json
from planner.report.atlas import about, background, ground_layers, unit_names
from planner.report.checkpoints import curve_table, exits_table, points_table
from planner.report.maps import Layer, lonlat, map_html
from planner.report.sheet import csv_bytes
from planner.report.tables import left_out_table
from planner.whole import write_folder
from planner.words import Lang, say

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from planner.report.checkpoints import Asked, PerimeterAnswers

Frames = dict[str, gpd.GeoDataFrame]
_STYLES = {"none": "unwatched", "camera": "camera", "post": "post"}


def point_frame(asked: Asked, site_ids: tuple[str, ...], lang: Lang) -> gpd.GeoDataFrame:
    """Points as a frame: site_id -> name, kind, road_class, people, watch, point."""
    sites = asked.context.sites.loc[list(site_ids)]
    names = asked.context.names(lang)
    return sites[["kind", "road_class", "people", "watch", "geometry"]].assign(
        name=[names[str(name)] for name in sites.index]
    )


def seal_layers(roads: Asked | None, paths: Asked | None, lang: Lang) -> Frames:
    """Return the points on roads, the exits, and the points on footpaths."""
    found = {}
    if roads is not None:
        found["points"] = point_frame(roads, roads.points, lang)
        exits, names = roads.context.laid.exits, roads.context.names(lang)
        found["exits"] = exits.assign(name=[names[str(name)] for name in exits.index])
    if paths is not None:
        found["path_points"] = point_frame(paths, paths.new_points(), lang)
    return {name: frame for name, frame in found.items() if len(frame)}


def layers(answers: PerimeterAnswers, lang: Lang) -> Frames:
    """Return the points of each answer and the exits."""
    found = seal_layers(answers.roads, answers.paths, lang)
    posts = point_frame(answers.posts, answers.posts.points, lang)
    return found | ({"posts": posts} if len(posts) else {})


def map_layers(
    roads: Asked | None, paths: Asked | None, posts: Asked | None, lang: Lang
) -> list[Layer]:
    """Return the points over the ground; the best few posts and exits are a click away."""
    asked = next(one for one in (roads, posts) if one is not None)
    context = asked.context
    ground = context.ground
    outer = gpd.GeoDataFrame(geometry=[context.outer.boundary], crs=ground.area.crs)
    tips = (("name", say("col.point", lang)), ("people", say("col.people", lang)))
    drawn = [*ground_layers(ground, lang, grids=False)]
    if context.settings.protect != "area":
        drawn.append(Layer("outline", say("layer.outer", lang), outer, thin="no"))
    if roads is not None:
        exits = context.laid.exits
        named = exits.assign(name=[context.names(lang)[str(n)] for n in exits.index])
        drawn.append(Layer("exit", say("layer.exits", lang), named, tips[:1], show=False))
    if paths is not None:
        more = point_frame(paths, paths.new_points(), lang)
        drawn.append(Layer("missed", say("layer.points_path", lang), more, tips, show=False))
    for watch, style in _STYLES.items():
        if roads is not None:
            chosen = point_frame(roads, tuple(roads.by_watch()[watch]), lang)
            drawn.append(Layer(style, say(f"layer.points_{watch}", lang), chosen, tips))
    if posts is not None:
        best = point_frame(posts, posts.points, lang)
        drawn.append(Layer("case", say("layer.points_best", lang), best, tips, show=roads is None))
    return [*drawn, unit_names(ground.area, lang)]


def sheets(answers: PerimeterAnswers, lang: Lang) -> dict[str, pd.DataFrame]:
    """Return every table of the answers by the code of its heading."""
    found = seal_sheets(answers.roads, answers.paths, lang)
    posts = answers.posts
    found["best_posts"] = points_table(posts, posts.points, lang)
    found["post_curve"] = curve_table(answers, lang)
    found["post_left"] = left_out_table(posts.outcome, posts.context.names(lang), lang)
    return {name: table for name, table in found.items() if len(table)}


def seal_sheets(roads: Asked | None, paths: Asked | None, lang: Lang) -> dict[str, pd.DataFrame]:
    """Return the tables of a seal by the code of its heading."""
    found = {}
    if roads is not None:
        found["points"] = points_table(roads, roads.points, lang)
        found["exits"] = exits_table(roads, lang)
        names = roads.context.names(lang)
        found["point_left"] = left_out_table(roads.outcome, names, lang)
    if paths is not None:
        found["path_points"] = points_table(paths, paths.new_points(), lang)
    return {name: table for name, table in found.items() if len(table)}


def write_perimeter(answers: PerimeterAnswers, out: Path, *, lang: Lang) -> tuple[Path, ...]:
    """Write questions and judged answers, tables, points as GeoJSON in degrees, and a map.

    Raises
    ------
    OSError
        When the folder cannot be written to; nothing is then half written.
    """
    return write_folder(out, lambda folder: _write_into(answers, folder, lang))


def _write_into(answers: PerimeterAnswers, folder: Path, lang: Lang) -> list[str]:
    asked = {"seal": answers.roads, "paths": answers.paths, "posts": answers.posts}
    files: dict[str, bytes] = {}
    for name, one in asked.items():
        if one is not None:
            files[f"{name}.question.json"] = to_json(one.problem)
            files[f"{name}.answer.json"] = to_json(one.outcome)
    for name, table in sheets(answers, lang).items():
        files[f"{name}.csv"] = csv_bytes(table)
    for name, frame in layers(answers, lang).items():
        files[f"{name}.geojson"] = lonlat(frame).to_json(ensure_ascii=False).encode()
    files["map.html"] = _map(answers, lang).encode()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return list(files)


def _map(answers: PerimeterAnswers, lang: Lang) -> str:
    ground = answers.posts.context.ground
    return map_html(
        map_layers(answers.roads, answers.paths, answers.posts, lang),
        lang=lang,
        title=f"{ground.area.names[lang]} · {say('page.perimeter', lang)}",
        about=about(ground.area, lang),
        relief=background(ground.area),
        assets="inline",
    )
