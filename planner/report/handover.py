"""What changes hands when one division replaces another: each thing once, sums kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.lineage import LINEAGE, grid_of_places, lineage, relations
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import geopandas as gpd

    from geo.load import Area

__all__ = ["counts_table", "handed_over", "handover_table", "lineage_table", "sums_table"]

KINDS = ("place", "site", "mandatory_stop", "pole")


def handed_over(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, area: Area) -> pd.DataFrame:
    """List every settlement, site, mandatory stop and camera pole whose grid is another one.

    A site that must be visited is a mandatory stop and stands under that kind only, so nothing
    is listed twice. What lies in no grid has an empty grid.

    Returns
    -------
    Frame sorted by old grid, kind and id: item_kind, item_id, name_zh, name_en, old_id, new_id,
    household_count, population_count (0 for everything but settlements).
    """
    found = [row for kind, frame in _things(area) for row in _moved(kind, frame, old, new)]
    columns = ["item_kind", "item_id", "name_zh", "name_en", "old_id", "new_id"]
    table = pd.DataFrame(found, columns=[*columns, "household_count", "population_count"])
    order = table["item_kind"].map(KINDS.index)
    table = table.assign(order=order).sort_values(["old_id", "order", "item_id"])
    return table.drop(columns="order").reset_index(drop=True)


def _things(area: Area) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    must = area.sites["mandatory"].astype(bool)
    yield "place", area.places
    yield "site", area.sites[~must]
    yield "mandatory_stop", area.sites[must]
    yield "pole", area.poles


def _moved(
    kind: str, frame: gpd.GeoDataFrame, old: gpd.GeoDataFrame, new: gpd.GeoDataFrame
) -> Iterator[dict[str, object]]:
    before, after = grid_of_places(old, frame), grid_of_places(new, frame)
    counted = ("household_count", "population_count")
    for item_id, row in frame[(before != after).to_numpy()].iterrows():
        yield {
            "item_kind": kind,
            "item_id": str(item_id),
            "name_zh": row["name_zh"],
            "name_en": row["name_en"],
            "old_id": before[item_id],
            "new_id": after[item_id],
            **{name: int(row[name]) if name in frame.columns else 0 for name in counted},
        }


def handover_table(
    old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, area: Area, lang: Lang
) -> pd.DataFrame:
    """Write `handed_over` with the reader's headings and the names of the grids."""
    table = handed_over(old, new, area)
    rows = {
        say("col.kind", lang): [say(f"handover.{kind}", lang) for kind in table["item_kind"]],
        say("col.code", lang): table["item_id"],
        say("col.name", lang): table[f"name_{lang}"],
        say("col.old_grid", lang): _with_names(table["old_id"], old, lang),
        say("col.new_grid", lang): _with_names(table["new_id"], new, lang),
        say("col.household_count", lang): table["household_count"],
        say("col.population_count", lang): table["population_count"],
    }
    return pd.DataFrame(rows)


def lineage_table(
    old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, area: Area, lang: Lang
) -> pd.DataFrame:
    """Write old code -> new code for every pair of grids that is not the same grid."""
    table = lineage(old, new, area.places)
    relation = relations(table)
    changed = (relation != "same").to_numpy()
    table, relation = table[changed], relation[changed]
    rows = {
        say("col.old_grid", lang): _with_names(table["old_id"], old, lang),
        say("col.new_grid", lang): _with_names(table["new_id"], new, lang),
        say("col.relation", lang): [say(f"relation.{name}", lang) for name in relation],
        **{
            say(f"col.{name}", lang): table[name].round(1) if name == "area_m2" else table[name]
            for name in LINEAGE[2:]
        },
    }
    return pd.DataFrame(rows).reset_index(drop=True)


def sums_table(
    old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, area: Area, lang: Lang
) -> pd.DataFrame:
    """Write the sums over all grids before and after: nothing is lost and nothing made."""
    before, after = _sums(old, area), _sums(new, area)
    rows = {
        say("col.item", lang): [say(f"handover.sum.{name}", lang) for name in before],
        say("col.before", lang): list(before.values()),
        say("col.after", lang): list(after.values()),
    }
    return pd.DataFrame(rows)


def _sums(grids: gpd.GeoDataFrame, area: Area) -> Mapping[str, float]:
    held = area.places[(grid_of_places(grids, area.places) != "").to_numpy()]
    return {
        "grids": len(grids),
        "area_m2": round(float(grids.area.sum()), 1),
        "places": len(held),
        "households": int(held["household_count"].sum()),
        "residents": int(held["population_count"].sum()),
    }


def counts_table(counts: pd.Series[int], grids: gpd.GeoDataFrame, lang: Lang) -> pd.DataFrame:
    """Write counts by grid with the names of the grids; what lies in no grid stands apart."""
    rows = {
        say("col.grid", lang): _with_names(counts.index.to_series(), grids, lang),
        say("col.count", lang): counts.to_numpy(),
    }
    return pd.DataFrame(rows)


def _with_names(ids: pd.Series[str], grids: gpd.GeoDataFrame, lang: Lang) -> list[str]:
    """Write codes with the names of their grids; no grid is said so."""
    names = grids[f"name_{lang}"].to_dict()
    nobody = say("handover.nobody", lang)
    return [f"{one} {names.get(one) or ''}".strip() if one else nobody for one in ids]
