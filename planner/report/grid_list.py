"""Grids as an office keeps them: the list with its four bounds, the figures, what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.four_bounds import SIDES
from planner.demand.grid_figures import FigureSettings, bounds_of, grid_figures
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geo.four_bounds import Bound
    from planner.demand.grid_rules import GridRules
    from planner.demand.ground import Ground

# column of the figures -> heading, decimals, where the number comes from
_FIGURES: Mapping[str, tuple[str, int, str]] = {
    "household_count": ("household_count", 0, "entered"),
    "households_of_mean_pct": ("households_of_mean_pct", 0, "entered"),
    "effort_min": ("effort_min", 0, "guessed"),
    "effort_of_mean_pct": ("effort_of_mean_pct", 0, "guessed"),
    "round_min": ("round_min", 1, "guessed"),
    "doors_min": ("doors_min", 1, "guessed"),
    "arrival_min": ("first_arrival_min", 1, "guessed"),
    "self_contained_pct": ("self_contained_pct", 0, "guessed"),
    "area_m2": ("area_m2", 0, "measured"),
    "polsby_popper": ("polsby_popper", 2, "measured"),
    "reock": ("reock", 2, "measured"),
    "parts": ("parts", 0, "measured"),
    "neighbours": ("neighbours", 0, "measured"),
    "natural_pct": ("natural_pct", 0, "measured"),
    "road_pct": ("road_pct", 0, "measured"),
    "water_pct": ("water_pct", 0, "measured"),
    "ridge_pct": ("ridge_pct", 0, "measured"),
    "group_pct": ("group_pct", 0, "measured"),
}
_WHOLE = ("household_count", "parts", "neighbours")


def grid_list(
    grids: gpd.GeoDataFrame, ground: Ground, lang: Lang, settings: FigureSettings | None = None
) -> pd.DataFrame:
    """One row per grid: code, name, kind, unit, four bounds, households, residents, area, since."""
    figures = grid_figures(grids, ground, settings=settings)
    sides = bounds_of(grids, ground, settings)
    names = bound_names(grids, ground, lang)
    units = called(ground.area.units, lang)
    columns: dict[str, list[object]] = {
        "grid_id": grids.index.tolist(),
        "name": [names[str(name)] for name in grids.index],
        "kind": [say(f"grid_kind.{kind}", lang) for kind in grids["kind"]],
        "unit": [units.get(str(code), str(code)) for code in grids["unit_code"]],
    }
    for side in SIDES:
        columns[f"bounds_{side}"] = [side_text(cell, names, lang) for cell in sides[side]]
    columns |= {
        "household_count": figures["household_count"].tolist(),
        "population_count": figures["population_count"].tolist(),
        "area_m2": figures["area_m2"].round(1).tolist(),
        "effective_from": grids["effective_from"].tolist(),
    }
    return pd.DataFrame({say(f"col.{name}", lang): cells for name, cells in columns.items()})


def figure_table(grids: gpd.GeoDataFrame, figures: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """One row per grid with its figures (`planner.demand.grid_figures`) and limits broken."""
    names = called(grids, lang)
    table = {
        say("col.grid_id", lang): grids.index.tolist(),
        say("col.name", lang): [names.get(str(name), str(name)) for name in grids.index],
        say("col.warnings", lang): [
            listed([say(f"limit.{code}", lang) for code in codes], lang)
            for codes in figures["warnings"]
        ],
    }
    for column, (heading, decimals, _) in _FIGURES.items():
        cells = figures[column]
        table[say(f"col.{heading}", lang)] = (
            cells.tolist() if column in _WHOLE else cells.astype(float).round(decimals).tolist()
        )
    return pd.DataFrame(table)


def notes_table(settings: FigureSettings, lang: Lang) -> pd.DataFrame:
    """One row per figure: its heading, where it comes from, how it is worked out."""
    rows = [
        (
            say(f"col.{heading}", lang),
            say(f"origin.{origin}", lang),
            _defined(heading, settings, lang),
        )
        for heading, _, origin in _FIGURES.values()
    ]
    heads = [say(f"col.{name}", lang) for name in ("figure", "origin", "definition")]
    return pd.DataFrame(rows, columns=heads)


def _defined(heading: str, settings: FigureSettings, lang: Lang) -> str:
    effort, along = settings.effort, settings.along
    return say(
        f"define.{heading}",
        lang,
        rounds=effort.rounds_a_month,
        household_min=f"{effort.household_min:g}",
        mode=say(f"going.{effort.mode}", lang),
        tolerance=f"{along.tolerance_m:g}",
        angle=f"{along.angle_deg:g}",
        reach=f"{along.ridge_reach_m:g}",
        drop=f"{along.ridge_drop_m:g}",
    )


def side_text(bounds: Sequence[Bound], names: Mapping[str, str], lang: Lang) -> str:
    """Say what lies on one side: the neighbours, and the lines that the side follows."""
    across = [_bound(b, names, lang) for b in bounds if b.kind in {"grid", "outer"}]
    lines = [_bound(b, names, lang) for b in bounds if b.kind not in {"grid", "outer"}]
    if not lines:
        return listed(across, lang)
    return say("bounds.along", lang, neighbours=listed(across, lang), line=listed(lines, lang))


def _bound(bound: Bound, names: Mapping[str, str], lang: Lang) -> str:
    if bound.kind == "group" and bound.bound_id:
        group = names.get(bound.bound_id, bound.bound_id)
        return say("bounds.group_across", lang, group=group)
    if bound.bound_id:
        return names.get(bound.bound_id, bound.bound_id)
    return say(f"bounds.{bound.kind}", lang)


def bounds_sentence(sides: pd.Series, names: Mapping[str, str], lang: Lang) -> str:
    """Say the four bounds of one grid in a sentence; `sides` is a row of `bounds_of`."""
    told = {side: side_text(sides[side], names, lang) for side in SIDES}
    sentence = say("bounds.sentence", lang, **told)
    if sides["within"]:
        grids = listed([names.get(name, name) for name in sides["within"]], lang)
        sentence += say("bounds.within", lang, grids=grids)
    return sentence


def bound_names(grids: gpd.GeoDataFrame, ground: Ground, lang: Lang) -> dict[str, str]:
    """Id -> name of everything a bound may be: roads, streams, waters, groups, grids."""
    area = ground.area
    told: dict[str, str] = {}
    for layer in (area.roads, area.streams, area.reservoirs, area.groups):
        told |= called(layer, lang)
    return told | {str(name): str(name) for name in grids.index} | called(grids, lang)


def called(frame: gpd.GeoDataFrame, lang: Lang) -> dict[str, str]:
    """Id -> name of a layer; where the reader's language has none, the other one stands in."""
    names: dict[str, str] = {}
    for column in ("name_en", "name_zh") if lang == "zh" else ("name_zh", "name_en"):
        given = zip(frame.index, frame[column], strict=True)
        names |= {str(i): name for i, name in given if isinstance(name, str) and name}
    return names


def warning_texts(figures: pd.Series, rules: GridRules, lang: Lang) -> list[str]:
    """Say each limit that one grid breaks, with its figure; `figures` is a row of them."""
    compact_pct = 100 * figures["polsby_popper"]
    facts = {
        "several_parts": (figures["parts"], 1),
        "households_few": (figures["household_count"], rules.households_least),
        "households_many": (figures["household_count"], rules.households_most),
        "effort_low": (figures["effort_of_mean_pct"], rules.effort_least_pct),
        "effort_high": (figures["effort_of_mean_pct"], rules.effort_most_pct),
        "shape_stretched": (compact_pct, rules.compact_least_pct),
        "no_own_post": (figures["self_contained_pct"], rules.own_least_pct),
    }
    return [
        say(f"broken.{code}", lang, value=facts[code][0], limit=facts[code][1])
        for code in figures["warnings"]
    ]


def kept_layer(
    grids: gpd.GeoDataFrame, figures: pd.DataFrame, ground: Ground, lang: Lang
) -> gpd.GeoDataFrame:
    """Return the grids with figures and four bounds as plain columns, for a file."""
    sides, names = bounds_of(grids, ground), bound_names(grids, ground, lang)
    told = {f"bounds_{s}": [side_text(cell, names, lang) for cell in sides[s]] for s in SIDES}
    plain = figures.drop(columns=["kind", "unit_code", "warnings"])
    codes = [";".join(row) for row in figures["warnings"]]
    return grids.join(plain).assign(**told, warnings=codes)
