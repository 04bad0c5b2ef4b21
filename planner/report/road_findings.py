"""The list of everything to look at in a layer of roads, with places: a table or a map layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import degrees_for
from geo.formats.geojson import write_features
from planner.report.sheet import csv_bytes
from planner.whole import write_whole
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.formats.road_reading import Finding
    from geo.road_joins import Join

_COLUMNS = ("what", "road", "other", "gap_m", "x", "y", "lon", "lat", "detail")


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What reading found, ends that nearly meet, roads that cross, and what was joined."""

    findings: Sequence[Finding]
    misses: gpd.GeoDataFrame
    crossed: gpd.GeoDataFrame
    joins: Sequence[Join]


def findings_frame(looked: Looked, crs: object, lang: Lang) -> gpd.GeoDataFrame:
    """One row for each thing to look at, in words, with its place in metres and in degrees."""
    rows = list(_rows(looked, lang))
    table = pd.DataFrame(rows, columns=[name for name in _COLUMNS if name not in {"lon", "lat"}])
    points = gpd.GeoSeries(gpd.points_from_xy(table["x"], table["y"]), crs=crs)
    degrees = points.to_crs(degrees_for(points))
    table["lon"], table["lat"] = degrees.x.round(7), degrees.y.round(7)
    index = pd.Index([f"f{n}" for n in range(1, len(table) + 1)], dtype="object", name="finding")
    frame = gpd.GeoDataFrame(table[list(_COLUMNS)], geometry=degrees)
    return frame.set_index(index)


def write_findings(path: Path, frame: gpd.GeoDataFrame, lang: Lang) -> None:
    """Write the list as CSV, or those rows that have a place as GeoJSON points."""
    if path.suffix.lower() == ".csv":
        table = pd.DataFrame(frame.drop(columns="geometry"))
        write_whole(path, csv_bytes(table.set_axis(_headings(lang), axis=1)))
        return
    placed = frame[np.isfinite(frame["x"].to_numpy(float))]
    part = path.with_name(f".{path.stem[:100]}.part")
    try:
        write_features(part, placed)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _headings(lang: Lang) -> list[str]:
    return [say(f"roadfile.col_{name}", lang) for name in _COLUMNS]


def _rows(looked: Looked, lang: Lang) -> Iterator[dict[str, object]]:
    """Rows without degrees: ends first, then what was joined, crossings, and what was read so."""
    for row in looked.misses.sort_values("gap_m").itertuples():
        yield {
            **_what("near_miss", lang),
            "road": row.edge_id,
            "other": row.near_edge_id,
            "gap_m": round(row.gap_m, 3),
            **_place(row.geometry.x, row.geometry.y),
        }
    for join in looked.joins:
        yield {
            **_what("joined", lang),
            "road": join.road_id,
            "other": join.to_road_id,
            "gap_m": join.moved_m,
            **_place(join.x, join.y),
        }
    for row in looked.crossed.itertuples():
        yield {
            **_what("crossing", lang),
            "road": row.road_id,
            "other": row.other_id,
            **_place(row.geometry.x, row.geometry.y),
            "detail": say(f"roadfile.{'bridge' if row.bridge else row.kind}", lang),
        }
    for finding in looked.findings:
        yield {
            **_what(finding.code, lang),
            "road": finding.about,
            **_place(finding.x, finding.y),
            "detail": say(f"roadfile.detail_{finding.code}", lang, **_facts(finding, lang)),
        }


def _facts(finding: Finding, lang: Lang) -> dict[str, object]:
    """Facts of a finding, modes of travel in words."""
    facts: dict[str, object] = dict(finding.facts)
    if "modes" in facts:
        modes = str(facts["modes"]).split()
        facts["modes"] = listed([say(f"roadfile.mode_{mode}", lang) for mode in modes], lang)
    return facts


def _what(code: str, lang: Lang) -> dict[str, object]:
    return {"what": say(f"roadfile.what_{code}", lang), "other": "", "gap_m": None, "detail": ""}


def _place(x: float, y: float) -> dict[str, object]:
    return {"x": round(x, 3), "y": round(y, 3)}
