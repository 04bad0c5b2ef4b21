"""Roads somebody brings, as a reader sees them: names of ends, figures, the map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from planner.report.atlas import ground_layers
from planner.report.maps import Layer
from planner.report.road_findings import Looked, findings_frame
from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.road_look import Look, Mended

_DEGREES = ("lon", "lat")  # in the list of the command line; metres are enough beside a map


def end_names(look: Look, lang: Lang) -> dict[str, str]:
    """Call each end that nearly meets a road: its number on the map, the gap, both roads."""
    rows = look.misses.itertuples()
    return {
        str(row.Index): say(
            "bring.end",
            lang,
            n=number,
            gap=f"{row.gap_m:.2f}",
            road=row.edge_id,
            other=row.near_edge_id,
        )
        for number, row in enumerate(rows, 1)
    }


def findings(look: Look, done: Mended, lang: Lang) -> pd.DataFrame:
    """List everything to look at with its place; ends first, numbered as on the map."""
    looked = Looked(look.reading.findings, look.misses, look.crossed, done.joins)
    frame = findings_frame(looked, look.reading.roads.crs, lang)
    table = pd.DataFrame(frame.drop(columns=["geometry", *_DEGREES])).reset_index(drop=True)
    table.insert(0, "number", range(1, len(table) + 1))
    heads = [name for name in table.columns if name != "number"]
    words = [say("col.number", lang), *(say(f"roadfile.col_{name}", lang) for name in heads)]
    named: pd.DataFrame = table.set_axis(words, axis=1)
    return named


def look_layers(ground: Ground, look: Look, lang: Lang) -> list[Layer]:
    """Draw the roads as they were read, and the ends that nearly meet one by number."""
    roads = look.reading.roads
    named = roads.assign(name_zh=roads["name_zh"].fillna(""), name_en=roads["name_en"].fillna(""))
    over = replace(ground, area=replace(ground.area, roads=named), network=look.network)
    names = end_names(look, lang)
    ends = look.misses.assign(
        short=[str(number) for number in range(1, len(look.misses) + 1)],
        called=list(names.values()),
    )
    tips = (("called", say("roadfile.what_near_miss", lang)),)
    layer = Layer("stop", say("bring.layer_misses", lang), ends, tips, text="short", variant=3)
    return [*ground_layers(over, lang, grids=False), *([layer] if len(ends) else [])]
