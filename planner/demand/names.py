"""Names for the spots a map leaves nameless: exits and junctions, by the nearest settlement."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from planner.words import LANGS, known, say

if TYPE_CHECKING:
    import geopandas as gpd

    from planner.demand.ground import Ground
    from planner.words import Lang


def exit_names(ground: Ground) -> pd.DataFrame:
    """Name every exit of a vehicle by road class and nearest settlement: id -> name_zh, name_en."""
    exits = ground.road_exits
    near = _nearest(ground, exits.geometry)
    names: dict[str, list[str]] = {}
    for lang in LANGS:
        roads = [
            say(f"road.{road}" if known(f"road.{road}") else "road.other", lang)
            for road in exits["road_class"]
        ]
        texts = [
            say("exit.name", lang, place=place, road=road)
            for place, road in zip(near[f"name_{lang}"], roads, strict=True)
        ]
        names[f"name_{lang}"] = numbered(texts, lang)
    return pd.DataFrame(names, index=exits.index)


def junction_names(ground: Ground, points: gpd.GeoSeries) -> pd.DataFrame:
    """Name every junction by its number and nearest settlement: id -> name_zh, name_en."""
    near = _nearest(ground, points)
    names = {
        f"name_{lang}": [
            say("junction.name", lang, place=place, number=number)
            for number, place in enumerate(near[f"name_{lang}"], start=1)
        ]
        for lang in LANGS
    }
    return pd.DataFrame(names, index=points.index)


def _nearest(ground: Ground, points: gpd.GeoSeries) -> pd.DataFrame:
    """Names of the nearest settlement of each point; of its unit where there are none."""
    area = ground.area
    named = area.places if len(area.places) else area.units
    columns = [f"name_{lang}" for lang in LANGS]
    rows = [named.distance(point).to_numpy().argmin() for point in points]
    near: pd.DataFrame = named[columns].iloc[rows]
    return near


def numbered(texts: list[str], lang: Lang) -> list[str]:
    """Return the texts, with a number in brackets behind each that occurs more than once."""
    alike, seen = Counter(texts), Counter[str]()
    told = []
    for text in texts:
        seen[text] += 1
        more = say("checkpoint.numbered", lang, name=text, number=seen[text])
        told.append(text if alike[text] == 1 else more)
    return told
