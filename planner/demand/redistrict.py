"""How to divide a village unit into grids, as a question: basic units with people and work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo.basic_units import basic_units
from geo.contract import InputError
from planner.demand.grid_figures import measured
from planner.demand.homes import effort_of_homes, spread_households
from planner.problem.redistrict import (
    Band,
    BasicUnit,
    Border,
    Prices,
    RedistrictProblem,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.basic_units import Cutting
    from geo.load import Area
    from planner.demand.ground import Ground
    from planner.demand.settings import RedistrictSettings

    Ints = NDArray[np.int64]

LEAST_BORDER_M = 1.0
"""Pieces joined by less are no neighbours: nobody would call such a neck one grid."""


@dataclass(frozen=True, eq=False)
class RedistrictContext:
    """What the question left behind at the door.

    Parameters
    ----------
    old
        Frame by grid_id: the grids to be drawn again; kept ones and special grids are not in it.
    pieces
        Frame by basic_id: old_grid, households, effort_min, geometry.
    borders
        Frame: a, b (rows of pieces), metres, natural_m.
    homes
        Frame: place_id, basic_id, households; the people of every place, house by house.
    kept_households
        Households of the unit on ground that stays as it is.
    """

    ground: Ground
    unit_code: str
    settings: RedistrictSettings
    old: gpd.GeoDataFrame
    pieces: gpd.GeoDataFrame
    borders: pd.DataFrame
    homes: pd.DataFrame
    kept_households: int

    def names(self, lang: str) -> dict[str, str]:
        """Call every piece by its id and the place most of its people, or it itself, belong to."""
        told = self.ground.area.places
        mine = told[told["unit_code"] == self.unit_code]
        near_by = told if mine.empty else mine
        if near_by.empty:
            return {str(name): str(name) for name in self.pieces.index}
        places = told[f"name_{lang}"]
        own = self.homes[self.homes["households"] > 0].sort_values("households", kind="stable")
        place_of = dict(zip(own["basic_id"], own["place_id"], strict=True))
        spots = shapely.point_on_surface(self.pieces.geometry.to_numpy())
        near = shapely.STRtree(near_by.geometry.to_numpy()).nearest(spots)
        return {
            str(name): f"{places[place_of.get(name, near_by.index[row])]} {name}"
            for name, row in zip(self.pieces.index, near.tolist(), strict=True)
        }


def redistrict_question(
    ground: Ground, unit_code: str, settings: RedistrictSettings
) -> tuple[RedistrictProblem, RedistrictContext]:
    """Build the question of one village unit: its ground in pieces, with people and work.

    Raises
    ------
    InputError
        unknown_unit_asked, unknown_keep or nothing_to_divide.
    """
    afresh = settings.question == "afresh"
    context = RedistrictContext(
        ground,
        unit_code,
        settings,
        *_pieces(ground, unit_code, settings.keep, settings.cutting, across_zones=afresh),
    )
    return _problem(context), context


@lru_cache(maxsize=24)
def _pieces(
    ground: Ground, unit_code: str, keep: tuple[str, ...], cutting: Cutting, *, across_zones: bool
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, pd.DataFrame, pd.DataFrame, int]:
    """Old grids, pieces, borders, homes and kept households: what no price changes."""
    old = _open_grids(ground.area, unit_code, keep)
    homes = spread_households(ground.area, unit_code)
    whole = shapely.coverage_union_all(old.geometry.to_numpy())
    homes = homes.assign(inside=shapely.intersects(whole, homes.geometry.to_numpy()))
    cut = basic_units(
        old.geometry,
        measured(ground).land,
        homes.geometry.to_numpy()[homes["inside"]],
        cutting,
        across_zones=across_zones,
    )
    pieces = cut.pieces.assign(old_grid=old.index.to_numpy(dtype=object)[cut.pieces["zone"]])
    here = homes[homes["inside"]].assign(basic_id=_pieces_of(homes[homes["inside"]], pieces))
    pieces = pieces.assign(
        households=_summed(here["households"], here["basic_id"], pieces.index),
        effort_min=_summed(effort_of_homes(ground, here), here["basic_id"], pieces.index),
    )[["old_grid", "households", "effort_min", "geometry"]]
    told = here[["place_id", "basic_id", "households"]].reset_index(drop=True)
    kept = int(homes.loc[~homes["inside"], "households"].sum())
    return old, pieces, cut.borders, pd.DataFrame(told), kept


def _open_grids(area: Area, unit_code: str, keep: Sequence[str]) -> gpd.GeoDataFrame:
    """Return the base grids of a unit that are to be drawn again."""
    if unit_code not in area.units.index:
        told = "There is no unit {unit}; this area has {known}."
        facts = {"unit": unit_code, "known": ", ".join(map(str, area.units.index))}
        raise InputError(code="unknown_unit_asked", facts=facts, sentence=told)
    grids = area.grids[area.grids["unit_code"] == unit_code]
    unknown = sorted(set(keep) - set(grids.index))
    if unknown:
        facts = {"grids": ", ".join(unknown), "unit": unit_code}
        raise InputError(
            code="unknown_keep", facts=facts, sentence="Unit {unit} has no grid {grids} to keep."
        )
    found = grids[(grids["kind"] == "base") & ~grids.index.isin(list(keep))].sort_index()
    if found.empty:
        told = "Unit {unit} has no base grid that may be drawn again."
        raise InputError(code="nothing_to_divide", facts={"unit": unit_code}, sentence=told)
    return found


def _pieces_of(homes: gpd.GeoDataFrame, pieces: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Piece each home lies in, on a common border the first."""
    names = pieces.index.to_numpy(dtype=object)
    tree = shapely.STRtree(pieces.geometry.to_numpy())
    # the raster moves the outer border by less than a millimetre
    home, piece = tree.query_nearest(homes.geometry.to_numpy())
    first = np.unique(home, return_index=True)[1]
    found: NDArray[np.object_] = names[piece[first]]
    return found


def _summed(values: object, names: pd.Series, index: pd.Index) -> Ints:
    rows = index.get_indexer(pd.Index(names))
    total = np.bincount(rows, weights=np.asarray(values, float), minlength=len(index))
    return np.rint(total).astype(np.int64)


def _problem(context: RedistrictContext) -> RedistrictProblem:
    told, pieces, borders = context.settings, context.pieces, context.borders
    ids = [str(name) for name in pieces.index]
    spots = shapely.get_coordinates(shapely.point_on_surface(pieces.geometry.to_numpy()))
    basics = tuple(
        BasicUnit(name, households, effort, round(x), round(y), old_grid=old)
        for name, households, effort, (x, y), old in zip(
            ids,
            pieces["households"].tolist(),
            pieces["effort_min"].tolist(),
            spots.tolist(),
            pieces["old_grid"].tolist(),
            strict=True,
        )
    )
    wide = borders[borders["metres"] >= LEAST_BORDER_M]
    least, most, band, effort = _limits(context)
    return RedistrictProblem(
        basics=basics,
        borders=tuple(
            Border(ids[int(a)], ids[int(b)], round(long), round(100 * along / long))
            for a, b, long, along in wide.itertuples(index=False)
        ),
        least_grids=least,
        most_grids=most,
        households=band,
        effort=effort,
        prices=Prices(
            plain_m=told.plain_price,
            natural_m=told.plain_price * told.natural_pct // 100,
            spread=told.spread_price,
            moved_unit=told.moved_unit_price,
            moved_household=told.moved_price,
        ),
        together=_hamlets(context, band.high) if told.hamlets_whole else (),
        question=told.question,
    )


def _limits(context: RedistrictContext) -> tuple[int, int, Band, Band]:
    """Least and most grids, the band of households and the aim of effort."""
    told = context.settings
    total = int(context.pieces["households"].sum())
    least, most = told.least_households, told.most_households
    if told.question == "adjust":
        fewest = count = len(context.old)
        aim = 0.0
    elif told.grids is None:
        # more grids than the limits allow, or none that fits: the count is what clashes
        count = min(max(1, total // max(1, least)), len(context.pieces))
        fewest = max(1, min(-(-total // max(1, most)), len(context.pieces)))
        count, aim = max(fewest, count), (least + most) / 2
    else:
        fewest = count = max(1, told.grids - len(set(told.keep)))
        aim = total / count
        least = -(-total * (100 - told.tolerance_pct) // (100 * count))
        most = max(least, total * (100 + told.tolerance_pct) // (100 * count))
    work = int(context.pieces["effort_min"].sum()) / max(1, total) * aim
    households = Band(
        low=least,
        high=most,
        hard=told.limits_hold,
        outside_price=told.outside_price,
        target=round(aim),
        off_target_price=told.household_price if aim else 0,
    )
    effort = Band(hard=False, target=round(work), off_target_price=told.effort_price if aim else 0)
    return fewest, count, households, effort


def _hamlets(context: RedistrictContext, most: int) -> tuple[tuple[str, ...], ...]:
    """Pieces of each place that stays whole, small places first.

    Places that share a piece hang together; one that would make the whole larger than a grid may
    be, and one that the grids of today cut already, is not held together.
    """
    held, old_grid = context.pieces["households"].to_dict(), context.pieces["old_grid"]
    heap_of: dict[str, frozenset[str]] = {}
    groups = []
    places = context.homes.groupby("place_id", sort=True)
    size = places["households"].sum().sort_values(kind="stable")
    for place_id in size.index:
        ids = sorted({str(name) for name in places.get_group(place_id)["basic_id"]})
        cut = context.settings.question == "adjust" and old_grid.loc[ids].nunique() > 1
        heap = frozenset().union(*(heap_of.get(name, frozenset([name])) for name in ids))
        if cut or len(ids) < 2 or sum(held[name] for name in heap) > most:
            continue
        heap_of |= dict.fromkeys(heap, heap)
        groups.append(tuple(ids))
    return tuple(groups)
