"""Speeds, grades and what to measure first, as tables, a workbook and a sheet to print."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.slopes import grade_table
from planner.demand.field_check import WRONG_BY
from planner.report.atlas import ground_layers
from planner.report.maps import Layer, Relief, relief
from planner.words import Lang, known, length, listed, number, say, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.terrain import Making, Terrain
    from planner.demand.field_check import FieldCheck
    from planner.demand.ground import Ground
    from planner.demand.speed_table import SpeedRow

_SHEET_ROWS = 20  # stretches on a tick sheet: more than a day's work
_BLANKS = ("date", "up_min", "down_min", "weather", "remark")


def class_name(road_class: object, lang: Lang) -> str:
    """Name a class of road; one of OpenStreetMap that has no word of ours keeps its own."""
    key = f"road.{road_class}"
    return say(key, lang) if known(key) else str(road_class).replace("_", " ")


def speed_table(rows: Sequence[SpeedRow], lang: Lang) -> pd.DataFrame:
    """Write the table of speeds: each with where it comes from."""
    return pd.DataFrame(
        {
            say("col.mode", lang): [say(f"way.{row.mode}", lang) for row in rows],
            say("col.road_class", lang): [class_name(row.road_class, lang) for row in rows],
            say("col.kmh", lang): [_kmh(row.kmh, lang) for row in rows],
            say("col.origin", lang): [
                say(f"provenance.{row.origin}", lang) if row.kmh is not None else "—"
                for row in rows
            ],
            say("col.usual_kmh", lang): [_kmh(row.usual_kmh, lang) for row in rows],
            say("col.source", lang): [_source(row, lang) for row in rows],
            say("col.km", lang): [round(row.km, 1) for row in rows],
        }
    )


def _kmh(kmh: float | None, lang: Lang) -> str:
    return say("speeds.none", lang) if kmh is None else f"{kmh:g}"


def _source(row: SpeedRow, lang: Lang) -> str:
    """Say where a speed comes from in the reader's language; an office's note stays as it is."""
    if row.origin != "guessed":
        return row.source
    if row.kmh is None:
        return say("speeds.source_none", lang)
    return say("speeds.source_tobler" if row.mode == "foot" else "speeds.source_guess", lang)


def grades(ground: Ground, lang: Lang) -> pd.DataFrame:
    """Write the grades of the roads by class, in per cent; nothing without terrain."""
    if ground.area.terrain is None:
        return pd.DataFrame()
    table = grade_table(ground.network, ground.area.terrain)
    columns = {
        say("col.road_class", lang): [class_name(name, lang) for name in table.index],
        say("col.km", lang): table["km"].round(1),
        say("col.unknown_km", lang): (table["km"] - table["known_km"]).clip(lower=0).round(1),
    }
    for name in ("median", "p95", "steepest"):
        columns[say(f"col.grade_{name}", lang)] = (100 * table[name]).round(1)
    return pd.DataFrame(columns).reset_index(drop=True)


def terrain_figures(ground: Ground, terrain: Terrain, lang: Lang) -> dict[str, str]:
    """Give the facts of a terrain by the key of their name."""
    xy = ground.network.node_xy
    inside = float(np.isfinite(terrain.at(*xy.T)).mean()) if len(xy) else 0.0
    heights = terrain.heights
    low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
    return {
        "terrain.cell": say(
            "terrain.cell_m", lang, x=f"{terrain.cell_x_m:.4g}", y=f"{terrain.cell_y_m:.4g}"
        ),
        "terrain.span": say("terrain.span_m", lang, low=f"{low:.0f}", high=f"{high:.0f}"),
        "terrain.nodes": share(inside, lang),
        "terrain.unknown": number(int(np.isnan(heights).sum()), lang),
    }


def making_words(making: Making, lang: Lang) -> list[str]:
    """Say in sentences what was done to make a terrain of the files."""
    across, up = making.file_cell_m
    told = [
        say(
            "terrain.made_of",
            lang,
            files=listed(making.files, lang),
            system=making.system,
            x=f"{across:.3g}",
            y=f"{up:.3g}",
        )
    ]
    if making.outside:
        told.append(say("terrain.outside", lang, files=listed(making.outside, lang)))
    if making.together:
        told.append(say("terrain.together", lang))
    elif making.reprojected:
        told.append(say("terrain.reprojected", lang))
    else:
        told.append(say("terrain.kept", lang))
    seams = making.seams
    if seams.differing_cells and not making.together:
        told.append(
            say("terrain.differ", lang, cells=seams.differing_cells, most=f"{seams.most_m:.1f}")
        )
    elif seams.shared_cells and not making.together:
        told.append(say("terrain.agree", lang, cells=seams.shared_cells))
    if seams.uncovered_cells:
        told.append(say("terrain.uncovered", lang, cells=seams.uncovered_cells))
    return told


def terrain_layers(ground: Ground, terrain: Terrain, lang: Lang) -> list[Layer]:
    """Draw the extent of a terrain around the area and its roads."""
    extent = gpd.GeoDataFrame(geometry=[shapely.box(*terrain.bounds).exterior], crs=terrain.crs)
    layers = ground_layers(ground, lang, grids=False)
    return [*layers, Layer("outline", say("terrain.extent", lang), extent)]


def shaded(terrain: Terrain) -> Relief | None:
    """Shade a whole terrain for the background of a map."""
    extent = gpd.GeoSeries([shapely.box(*terrain.bounds)], crs=terrain.crs)
    west, south, east, north = extent.to_crs("EPSG:4326").total_bounds.tolist()
    return relief(terrain, (west, south, east, north))


def check_table(check: FieldCheck, lang: Lang) -> pd.DataFrame:
    """Write the guessed speeds, the heaviest first, with what each 30 % would change."""
    rows = check.speeds
    per = max(check.base.households, 1)
    return pd.DataFrame(
        {
            say("col.mode", lang): [say(f"way.{mode}", lang) for mode in rows["mode"]],
            say("col.road_class", lang): [class_name(name, lang) for name in rows["road_class"]],
            say("col.guess_kmh", lang): rows["kmh"].astype(float),
            say("col.km", lang): rows["km"].astype(float).round(1),
            say("col.slow_s", lang): _tenths(rows["slow_s"] / per),
            say("col.fast_s", lang): _tenths(rows["fast_s"] / per),
            say("col.slow_within", lang): rows["slow_within"].astype(int),
            say("col.fast_within", lang): rows["fast_within"].astype(int),
        }
    )


def _tenths(values: pd.Series[float]) -> pd.Series[float]:
    """Round to tenths; a rounded nothing has no sign."""
    return values.astype(float).round(1) + 0.0


def stretch_table(check: FieldCheck, lang: Lang, *, most: int = _SHEET_ROWS) -> pd.DataFrame:
    """Write the stretches to measure first."""
    rows = check.stretches.head(most)
    per = max(check.base.households, 1)
    at_most = rows["household_s"] * (1 / (1 - WRONG_BY) - 1) / per
    return pd.DataFrame(
        {
            say("col.number", lang): rows.index,
            say("col.stretch", lang): _called(check, lang, most),
            say("col.road_class", lang): [class_name(name, lang) for name in rows["road_class"]],
            say("col.mode", lang): [
                listed([say(f"way.{mode}", lang) for mode in modes.split()], lang)
                for modes in rows["modes"]
            ],
            say("col.km", lang): rows["km"].astype(float).round(2),
            say("col.carried_share", lang): [share(value, lang) for value in rows["share"]],
            say("col.at_most_s", lang): at_most.astype(float).round(1),
        }
    )


def _called(check: FieldCheck, lang: Lang, most: int) -> list[str]:
    rows = check.stretches.head(most)
    texts = []
    for name, near in zip(rows[f"name_{lang}"], rows[f"near_{lang}"], strict=True):
        key = "check.named" if name else "check.nameless"
        texts.append(say(key, lang, name=name, near=near))
    return texts


def tick_sheet(check: FieldCheck, lang: Lang) -> pd.DataFrame:
    """Write the stretches with empty columns to fill in on the road; none is about a person."""
    table = stretch_table(check, lang).iloc[:, :5]
    return table.assign(**{say(f"col.{name}", lang): "" for name in _BLANKS})


def check_layers(ground: Ground, check: FieldCheck, lang: Lang) -> list[Layer]:
    """Draw the stretches to measure first over the ground."""
    rows = check.stretches.head(_SHEET_ROWS)
    stretches = rows.assign(
        number=rows.index,
        called=_called(check, lang, _SHEET_ROWS),
        far=[length(1000 * km, lang) for km in rows["km"]],
    )
    tips = (
        ("number", say("col.number", lang)),
        ("called", say("col.stretch", lang)),
        ("far", say("col.length", lang)),
    )
    badges = stretches.set_geometry(
        shapely.point_on_surface(stretches.geometry.to_numpy()), crs=stretches.crs
    ).assign(short=range(1, len(stretches) + 1))
    return [
        *ground_layers(ground, lang, grids=False),
        Layer("route", say("check.layer", lang), stretches, tips, variant=1),
        Layer("stop", "", badges, tips, text="short", variant=1),
    ]


def tick_sheet_html(check: FieldCheck, title: str, note: str, lang: Lang) -> bytes:
    """Write the tick sheet as one page that prints on A4 across and asks for nothing outside."""
    table = tick_sheet(check, lang)
    head = "".join(f"<th>{_safe(name)}</th>" for name in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_safe(value)}</td>" for value in row) + "</tr>"
        for row in table.itertuples(index=False)
    )
    page = _PAGE.format(
        lang={"zh": "zh-CN", "en": "en"}[lang],
        title=_safe(title),
        note=_safe(note),
        how=_safe(say("check.how_to", lang)),
        head=head,
        rows=rows,
    )
    return page.encode()


def _safe(value: object) -> str:
    return html.escape(str(value), quote=True)


_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: A4 landscape; margin: 12mm; }}
body {{ font: 10pt/1.45 "Noto Sans CJK SC", "Microsoft YaHei", SimSun, sans-serif; color: #000;
  margin: 0; padding: 4mm; }}
h1 {{ font-size: 15pt; margin: 0 0 2mm; }}
p {{ margin: 0 0 2mm; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: 9pt; }}
th, td {{ border: 0.3mm solid #555; padding: 1.2mm 1.5mm; text-align: left; height: 6mm;
  vertical-align: top; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
@media print {{ body {{ padding: 0; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{how}</p>
<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>
<p>{note}</p>
</body>
</html>
"""
