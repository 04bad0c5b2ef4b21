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

__all__ = [
    "balance_table",
    "counts_table",
    "handed_over",
    "handover_sheets",
    "handover_table",
    "lineage_table",
    "sums_table",
]

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


def handover_sheets(
    old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, area: Area, lang: Lang
) -> dict[str, pd.DataFrame]:
    """Make the sheets of the hand-over: the list, the sums, the balance of each grid."""
    return {
        say("changes.sheet.handover", lang): handover_table(old, new, area, lang),
        say("changes.sheet.sums", lang): sums_table(old, new, area, lang),
        say("changes.sheet.balance", lang): balance_table(old, new, area, lang),
    }


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
    """Write the sums over all grids before and after: nothing is lost and nothing made.

    Between them stands what changes hands of each, as `handed_over` lists it.
    """
    before, after = _sums(old, area), _sums(new, area)
    handed = _listed(handed_over(old, new, area))
    # nodes on the raster move less than a square metre; all else is counted
    kept = [abs(after[name] - before[name]) <= (name == "area_m2") for name in before]
    rows = {
        say("col.item", lang): [say(f"handover.sum.{name}", lang) for name in before],
        say("col.before", lang): list(before.values()),
        say("col.handed", lang): pd.array([handed.get(name) for name in before], dtype="Int64"),
        say("col.after", lang): list(after.values()),
        say("col.sums_agree", lang): [
            "" if name == "grids" else say(f"handover.{'agrees' if fine else 'differs'}", lang)
            for name, fine in zip(before, kept, strict=True)
        ],
    }
    return pd.DataFrame(rows)


def _sums(grids: gpd.GeoDataFrame, area: Area) -> Mapping[str, int]:
    held = {
        kind: frame[(grid_of_places(grids, frame) != "").to_numpy()]
        for kind, frame in _things(area)
    }
    return {
        "grids": len(grids),
        "area_m2": round(float(grids.area.sum())),
        **{kind: len(held[kind]) for kind in KINDS},
        "households": int(held["place"]["household_count"].sum()),
        "residents": int(held["place"]["population_count"].sum()),
    }


def _listed(table: pd.DataFrame) -> Mapping[str, int]:
    """Count what a list of `handed_over` has of each item of the sums."""
    return {
        **{kind: int((table["item_kind"] == kind).sum()) for kind in KINDS},
        "households": int(table["household_count"].sum()),
        "residents": int(table["population_count"].sum()),
    }


def balance_table(
    old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, area: Area, lang: Lang
) -> pd.DataFrame:
    """Write for each grid that gives or takes: settlements and households had, given, taken, has.

    The columns of given and taken have the same sum; what a grid had, less what it gave, with
    what it took, is what it has.
    """
    table = handed_over(old, new, area)
    table = table[table["item_kind"] == "place"].assign(places=1)
    table = table.rename(columns={"household_count": "households"})
    ids = sorted({*table["old_id"], *table["new_id"]})
    rows: dict[str, object] = {
        say("col.grid", lang): _with_names(pd.Series(ids, dtype="object"), new, lang, old)
    }
    for name in ("places", "households"):
        had, has = (_per_grid(grids, area, name) for grids in (old, new))
        given, taken = (table.groupby(side)[name].sum() for side in ("old_id", "new_id"))
        figure = say(f"handover.each.{name}", lang)
        for words, values in (("had", had), ("given", given), ("taken", taken), ("has", has)):
            head = say(f"handover.{words}", lang, figure=figure)
            rows[head] = values.reindex(ids, fill_value=0).astype(int).to_list()
    return pd.DataFrame(rows)


def _per_grid(grids: gpd.GeoDataFrame, area: Area, name: str) -> pd.Series[int]:
    places = area.places
    counted = places["household_count"] if name == "households" else pd.Series(1, places.index)
    total: pd.Series[int] = counted.groupby(grid_of_places(grids, places)).sum()
    return total


def counts_table(counts: pd.Series[int], grids: gpd.GeoDataFrame, lang: Lang) -> pd.DataFrame:
    """Write counts by grid with the names of the grids; what lies in no grid stands apart."""
    rows = {
        say("col.grid", lang): _with_names(counts.index.to_series(), grids, lang),
        say("col.count", lang): counts.to_numpy(),
    }
    return pd.DataFrame(rows)


def _with_names(
    ids: pd.Series[str],
    grids: gpd.GeoDataFrame,
    lang: Lang,
    earlier: gpd.GeoDataFrame | None = None,
) -> list[str]:
    """Write codes with the names of their grids, or those they had; no grid is said so."""
    names = {} if earlier is None else earlier[f"name_{lang}"].to_dict()
    names |= grids[f"name_{lang}"].to_dict()
    nobody = say("handover.nobody", lang)
    return [f"{one} {names.get(one) or ''}".strip() if one else nobody for one in ids]
