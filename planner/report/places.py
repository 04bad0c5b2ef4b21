"""Tables of what stands on the ground: key sites and exit roads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from planner.report.maps import lonlat
from planner.words import Lang, known, say

if TYPE_CHECKING:
    import geopandas as gpd

    from planner.demand.ground import Ground

_DECIMALS = 5


def site_table(ground: Ground, lang: Lang) -> pd.DataFrame:
    """One row per key site: name, kind, unit, opening hours, whether a patrol must stop there."""
    sites, units = ground.area.sites, ground.area.units[f"name_{lang}"]
    yes, no = say("common.yes", lang), say("common.no", lang)
    return _headed(
        {
            "name": sites[f"name_{lang}"].fillna("").tolist(),
            "kind": [_word("site", kind, lang) for kind in sites["kind"]],
            "unit": [units.get(code, "") for code in sites["unit_code"]],
            "opens": [f"{a}–{b}" for a, b in zip(sites["opens"], sites["closes"], strict=True)],
            "mandatory": [yes if must else no for must in sites["mandatory"]],
            **_position(sites),
        },
        lang,
    )


def exit_table(ground: Ground, lang: Lang) -> pd.DataFrame:
    """One row per place where a road leaves the area: code, class, position."""
    exits = ground.exits
    return _headed(
        {
            "exit": [str(name) for name in exits.index],
            "road_class": [_word("road", kind, lang) for kind in exits["road_class"]],
            **_position(exits),
        },
        lang,
    )


def _position(points: gpd.GeoDataFrame) -> dict[str, list[float]]:
    degrees = lonlat(points).geometry
    if points.empty:
        return {"lon": [], "lat": []}
    return {
        "lon": degrees.x.round(_DECIMALS).tolist(),
        "lat": degrees.y.round(_DECIMALS).tolist(),
    }


def _headed(columns: dict[str, list[object] | list[str] | list[float]], lang: Lang) -> pd.DataFrame:
    return pd.DataFrame({say(f"col.{name}", lang): values for name, values in columns.items()})


def _word(group: str, code: object, lang: Lang) -> str:
    key = f"{group}.{code}"
    return say(key, lang) if known(key) else say(f"{group}.other", lang)
