"""Two divisions beside each other: figures of grids that differ, and the record of a change."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from planner.report.handover import handover_sheets, lineage_table
from planner.words import Lang, number, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geo.load import Area

__all__ = ["change_sheets", "differences", "differences_table", "totals_table"]

COMPARED = ("household_count", "population_count", "place_count", "area_m2", "effort_min")
_DIGITS = {"area_m2": 1, "effort_min": 1}
_TOTAL_DIGITS = {"natural": 0, "compactness": 2}
_SLACK = {"area_m2": 0.5}  # nodes on the 1 mm raster change areas by less


def differences(
    old: pd.DataFrame, new: pd.DataFrame, columns: Sequence[str] = COMPARED
) -> pd.DataFrame:
    """List the grids that differ, each figure before and after.

    Parameters
    ----------
    old, new
        Figures by grid_id; columns one of the two does not have are left out.

    Returns
    -------
    Frame by grid_id: for each column its value ``<name>_old`` and ``<name>_new``, missing where
    the grid is in one division only; rows whose figures agree are left out.
    """
    shared = [name for name in columns if name in old.columns and name in new.columns]
    both = old[shared].add_suffix("_old").join(new[shared].add_suffix("_new"), how="outer")
    changed = pd.Series(False, index=both.index)
    for name in shared:
        before, after = both[f"{name}_old"], both[f"{name}_new"]
        changed |= before.isna() | after.isna() | ((after - before).abs() > _SLACK.get(name, 0))
    pairs = [f"{name}_{side}" for name in shared for side in ("old", "new")]
    return both.loc[changed, pairs].sort_index()


def differences_table(
    old: pd.DataFrame,
    new: pd.DataFrame,
    lang: Lang,
    *,
    heads: tuple[str, str, str] = ("changes.before", "changes.after", "changes.by"),
    names: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """Write `differences` with the reader's headings, the change of each figure beside it.

    `heads` are the keys of the words for either side and for their difference; `names` calls the
    grids, where they are to stand beside their codes.
    """
    found = differences(old, new)
    rows: dict[str, object] = {say("col.grid_id", lang): found.index}
    if names:
        rows[say("col.grid", lang)] = [names.get(str(one), "") for one in found.index]
    for pair in (name for name in found.columns if name.endswith("_old")):
        name = pair.removesuffix("_old")
        before, after = found[f"{name}_old"], found[f"{name}_new"]
        digits, head = _DIGITS.get(name, 0), say(f"col.{name}", lang)
        for words, values in (
            (heads[0], before),
            (heads[1], after),
            (heads[2], after.fillna(0) - before.fillna(0)),
        ):
            kept = values.round(digits)
            rows[say(words, lang, figure=head)] = kept if digits else kept.astype("Int64")
    return pd.DataFrame(rows).reset_index(drop=True)


def totals_table(
    one: pd.DataFrame, other: pd.DataFrame, lang: Lang, heads: tuple[str, str]
) -> pd.DataFrame:
    """Write what two divisions come to as wholes, a figure a row, one column each.

    Parameters
    ----------
    one, other
        Figures by grid_id, as `planner.demand.grid_figures` makes them.
    heads
        Headings of the two columns.
    """
    both = [_totals(figures) for figures in (one, other)]
    rows: dict[str, object] = {
        say("col.figure", lang): [say(f"changes.total.{name}", lang) for name in both[0]]
    }
    for head, totals in zip(heads, both, strict=True):
        rows[head] = [
            number(value, lang, decimals=_TOTAL_DIGITS.get(name, 0))
            for name, value in totals.items()
        ]
    return pd.DataFrame(rows)


def _totals(figures: pd.DataFrame) -> dict[str, float]:
    households, effort = figures["household_count"], figures["effort_min"]
    return {
        "grids": len(figures),
        "warned": int(figures["warnings"].map(bool).sum()),
        "fewest": float(households.min()),
        "most": float(households.max()),
        "effort_most": float(effort.max()),
        "natural": float(figures["natural_pct"].mean()),
        "compactness": float(figures["polsby_popper"].mean()),
    }


def change_sheets(
    old: gpd.GeoDataFrame,
    new: gpd.GeoDataFrame,
    area: Area,
    figures: tuple[pd.DataFrame, pd.DataFrame],
    lang: Lang,
) -> dict[str, pd.DataFrame]:
    """Make the sheets of the record of a change of grids, for `workbook.write_workbook`.

    Parameters
    ----------
    figures
        Figures of the old and of the new division, by grid_id.

    Returns
    -------
    Sheet title -> table: codes ended and issued, figures before and after, hand-over, sums.
    """
    return {
        say("changes.sheet.lineage", lang): lineage_table(old, new, area, lang),
        say("changes.sheet.figures", lang): differences_table(*figures, lang),
        **handover_sheets(old, new, area, lang),
    }
