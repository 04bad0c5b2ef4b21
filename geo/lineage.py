"""What became of each grid: old and new divisions of one ground, and figures carried over."""

from collections.abc import Mapping
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.contract import Fact, InputError, name_some

Rule = Literal["households", "area"]
Floats = NDArray[np.float64]

THIN_M = 0.01  # 2 x area / perimeter; a border moved to the 1 mm raster gives nothing to anybody
LINEAGE = ("old_id", "new_id", "area_m2", "place_count", "household_count", "population_count")


def grid_of_places(grids: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> "pd.Series[str]":
    """Grid of each place; on a common border the grid with the lower id, in none an empty text.

    Returns
    -------
    Series by place_id.
    """
    ordered = grids.sort_index()
    place, grid = shapely.STRtree(ordered.geometry.to_numpy()).query(
        places.geometry.to_numpy(), "intersects"
    )
    found = np.full(len(places), "", dtype=object)
    order = np.lexsort((-grid, place))  # the lowest grid is written last and stays
    found[place[order]] = ordered.index.to_numpy(dtype=object)[grid[order]]
    return pd.Series(found, index=places.index, dtype="object", name="grid_id")


def lineage(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> pd.DataFrame:
    """Tell which ground, places and people of every old grid lie in which new grid.

    Parameters
    ----------
    old, new
        Frames by grid_id in one system in metres, of the same township; a grid with no ground in
        common with any of the other division has an empty id on that side.
    places
        Frame by place_id: household_count, population_count.

    Returns
    -------
    Frame, one row for each pair of grids with common ground or places, sorted by id: the columns
    of `LINEAGE`. Slivers thinner than 1 cm are left out; the columns of counts add up to all
    places.
    """
    ground = _common(old, new)
    counted = pd.DataFrame(
        {
            "old_id": grid_of_places(old, places).to_numpy(),
            "new_id": grid_of_places(new, places).to_numpy(),
            "place_count": 1,
            "household_count": places["household_count"].to_numpy(),
            "population_count": places["population_count"].to_numpy(),
        }
    )
    both = pd.concat([ground, counted], ignore_index=True).fillna(0)
    table = both.groupby(["old_id", "new_id"], as_index=False, sort=True).sum()
    whole = [name for name in LINEAGE if name.endswith("_count")]
    return table.astype(dict.fromkeys(whole, np.int64))[list(LINEAGE)]


def turned(table: pd.DataFrame) -> pd.DataFrame:
    """Read a lineage the other way: what each new grid was before."""
    swapped = table.rename(columns={"old_id": "new_id", "new_id": "old_id"})
    return swapped[list(LINEAGE)].sort_values(["old_id", "new_id"], ignore_index=True)


def relations(table: pd.DataFrame) -> "pd.Series[str]":
    """Say for every row what happened: same, renamed, split, merged, exchanged, new or ended.

    A pair with no other partner on either side is the same grid or a renamed one; one old grid
    in several new ones is split, several old ones in one are merged; ground that went from one
    grid that lives on to another one is exchanged.
    """
    olds, news = table["old_id"], table["new_id"]
    into = table.groupby("old_id")["new_id"].transform("size")
    out_of = table.groupby("new_id")["old_id"].transform("size")
    told = np.select(
        [
            (olds == "").to_numpy(),
            (news == "").to_numpy(),
            ((into == 1) & (out_of == 1) & (olds == news)).to_numpy(),
            ((into == 1) & (out_of == 1)).to_numpy(),
            ((into > 1) & (out_of == 1)).to_numpy(),
            ((into == 1) & (out_of > 1)).to_numpy(),
        ],
        ["new", "ended", "same", "renamed", "split", "merged"],
        "exchanged",
    )
    return pd.Series(told, index=table.index, dtype="object", name="relation")


def recounted(
    counts: "pd.Series[int]", grids: gpd.GeoDataFrame, places: gpd.GeoDataFrame
) -> "pd.Series[int]":
    """Count per grid what was counted per place; exact for any division, past or future.

    Parameters
    ----------
    counts
        By place_id; several rows of one place add up.

    Returns
    -------
    Series by grid_id, every grid; counts of places in no grid stand under an empty id.

    Raises
    ------
    InputError
        unknown_places.
    """
    unknown = sorted({str(one) for one in counts.index} - {str(one) for one in places.index})
    if unknown:
        told = "These places are not known: {rows}; bring the places the counts were made for."
        facts: dict[str, Fact] = {"rows": name_some(unknown)}
        raise InputError(facts=facts, code="unknown_places", sentence=told)
    grid = grid_of_places(grids, places).reindex(counts.index)
    summed = counts.groupby(grid.to_numpy()).sum()
    return summed.reindex(sorted({*grids.index, *summed.index}), fill_value=0).astype(np.int64)


def carried(counts: "pd.Series[int]", table: pd.DataFrame, *, rule: Rule) -> "pd.Series[int]":
    """Carry whole numbers counted per old grid over to the new grids; no count is lost.

    Each old grid's count is divided in proportion to the households (or the ground) that went
    to each new grid, in whole numbers by largest remainders. An old grid without households is
    divided by ground. This is an estimate wherever a grid was divided: `recounted` is exact and
    comes first wherever there are counts per place.

    Parameters
    ----------
    counts
        By old_id.
    table
        From `lineage`.

    Raises
    ------
    InputError
        unknown_grids: counts of grids that the lineage does not know.

    References
    ----------
    Areal weighting: Goodchild & Lam (1980), Geo-Processing 1: 297-312. Largest remainders: Hamilton
    (1792).
    """
    known = table[table["old_id"] != ""]
    unknown = sorted({str(one) for one in counts.index} - set(known["old_id"]))
    if unknown:
        told = "These grids are not in the old division: {rows}; check which month the counts are."
        facts: dict[str, Fact] = {"rows": name_some(unknown)}
        raise InputError(facts=facts, code="unknown_grids", sentence=told)
    given: dict[str, int] = dict.fromkeys(sorted(set(table["new_id"])), 0)
    heirs = {str(name): group for name, group in known.groupby("old_id", sort=True)}
    for name, count in counts.items():
        group = heirs[str(name)]
        weights = _weights(group, rule)
        for new_id, part in zip(group["new_id"], _parts(int(count), weights), strict=True):
            given[str(new_id)] += part
    return pd.Series(given, dtype=np.int64, name=counts.name).rename_axis("grid_id")


def _weights(group: pd.DataFrame, rule: Rule) -> Floats:
    by_rule: Mapping[Rule, str] = {"households": "household_count", "area": "area_m2"}
    for column in (by_rule[rule], "area_m2", "place_count"):
        weights: Floats = group[column].to_numpy(dtype=np.float64)
        if weights.sum() > 0:
            return weights
    return np.ones(len(group))


def _parts(count: int, weights: Floats) -> list[int]:
    """Divide a whole number by weights: whole parts with the same sum."""
    exact = count * weights / weights.sum()
    parts = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - parts), kind="stable")  # ties: the first of the group
    parts[order[: count - int(parts.sum())]] += 1
    return [int(part) for part in parts]


def _common(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> pd.DataFrame:
    """Find the ground each pair has in common, and grids without a partner."""
    before, after = old.geometry.to_numpy(), new.geometry.to_numpy()
    from_row, to_row = shapely.STRtree(after).query(before, "intersects")
    shapes = shapely.intersection(before[from_row], after[to_row])
    area = shapely.area(shapes)
    thick = 2 * area > THIN_M * shapely.length(shapes)
    from_row, to_row, area = from_row[thick], to_row[thick], area[thick]
    ended = np.setdiff1d(np.arange(len(old)), from_row)
    fresh = np.setdiff1d(np.arange(len(new)), to_row)
    old_id = [*old.index[from_row], *old.index[ended], *([""] * len(fresh))]
    new_id = [*new.index[to_row], *([""] * len(ended)), *new.index[fresh]]
    area_m2 = np.concatenate([area, shapely.area(before[ended]), shapely.area(after[fresh])])
    return pd.DataFrame({"old_id": old_id, "new_id": new_id, "area_m2": area_m2})
