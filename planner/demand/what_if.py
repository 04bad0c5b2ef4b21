"""What if: posts away, roads cut, a new place to stand by; who comes first and second then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.closures import Closure
from geo.speeds import MODES
from planner.demand.cells import TIME_BANDS
from planner.demand.response import points_to_reach
from planner.demand.simulation import demand_of
from planner.demand.who_comes import sent

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.speeds import Mode
    from planner.demand.ground import Ground

NEW = "new"
_KIND = "auxiliary"
_RANKS = ("first", "second")


@dataclass(frozen=True, slots=True)
class Change:
    """What would be otherwise.

    Parameters
    ----------
    away
        Posts that are empty.
    cut
        Edges of the network nobody may use.
    stand
        Settlements where one crew more stands by, and how it goes from there.
    """

    away: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    stand: tuple[str, ...] = ()
    stand_mode: Mode = "car"

    @property
    def nothing(self) -> bool:
        """Whether all stays as it is."""
        return not (self.away or self.cut or self.stand)


@dataclass(frozen=True, slots=True)
class Terms:
    """How people travel in both cases: all by one mode or each by its own, when, how long counts.

    Parameters
    ----------
    on
        Day whose closures count; None: what is shut for good.
    """

    within_s: int
    mode: Mode | None = None
    night: bool = False
    on: date | None = None


@dataclass(frozen=True, eq=False)
class Compared:
    """Who comes first and second as it is and as it would be.

    Parameters
    ----------
    grids, places
        Frame id -> first_s, second_s, first, second (posts) before, and the same with `_then`
        after; -1 and None where nobody comes. A grid is reached when its last place is; `places`
        has household_count too.
    """

    terms: Terms
    before: Ground
    after: Ground
    grids: pd.DataFrame
    places: pd.DataFrame

    @property
    def totals(self) -> pd.DataFrame:
        """Frame first, second -> households in time before and then, mean seconds before and then.

        Means are over households that somebody reaches in both cases.
        """
        rows, weight = {}, self.places["household_count"].to_numpy()
        for name in _RANKS:
            old, new = (self.places[f"{name}_s{tail}"].to_numpy() for tail in ("", "_then"))
            both = (old >= 0) & (new >= 0)
            whole = max(1, int(weight[both].sum()))
            rows[name] = {
                "in_time": int(weight[(old >= 0) & (old <= self.terms.within_s)].sum()),
                "in_time_then": int(weight[(new >= 0) & (new <= self.terms.within_s)].sum()),
                "mean_s": float((weight * old)[both].sum() / whole),
                "mean_s_then": float((weight * new)[both].sum() / whole),
            }
        return pd.DataFrame.from_dict(rows, orient="index")


def changed(ground: Ground, change: Change) -> Ground:
    """Make the ground as it would be: posts and places to stand by, and roads shut for all.

    Raises
    ------
    KeyError
        A settlement is not in the area.
    """
    area = ground.area
    responders = area.responders.drop(index=list(change.away), errors="ignore")
    places = area.places.loc[list(change.stand)]
    new = [f"{NEW} {name}" for name in places.index]
    named = places[["name_zh", "name_en", "unit_code", "geometry"]].set_axis(new)
    sites = gpd.GeoDataFrame(pd.concat([area.sites, named.assign(kind=_KIND)]), crs=area.crs)
    crews = pd.DataFrame(
        {
            "name_zh": places["name_zh"].to_numpy(),
            "name_en": places["name_en"].to_numpy(),
            "kind": _KIND,
            "site_id": new,
            "mode": change.stand_mode,
        },
        index=pd.Index(new, name=responders.index.name),
    )
    if new:
        responders = pd.concat([responders, crews])
    shut = tuple(Closure(edge, MODES, date.min) for edge in change.cut)
    now = ground.conditions
    return replace(
        ground,
        area=replace(area, responders=responders, sites=sites if new else area.sites),
        conditions=replace(now, closures=(*now.closures, *shut)),
    )


def compared(ground: Ground, change: Change, terms: Terms) -> Compared:
    """Work out who comes first and second to every place and grid, before and then."""
    after = changed(ground, change)
    tables = [first_and_second(g, terms) for g in (ground, after)]
    places, grids = (
        before.join(then.add_suffix("_then"))
        for before, then in zip(tables[0], tables[1], strict=True)
    )
    households = ground.area.places["household_count"]
    return Compared(terms, ground, after, grids, places.assign(household_count=households))


def first_and_second(ground: Ground, terms: Terms) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return two frames, by place and by grid: first_s, second_s, first, second."""
    posts = sent(ground, mode=terms.mode, night=terms.night, on=terms.on)
    points, grid = points_to_reach(ground)
    found = _first_two(posts.seconds(points), list(map(str, posts.posts.index)))
    area, columns = ground.area, {}
    for name in _RANKS:
        late = found[f"{name}_s"].where(found[f"{name}_s"] >= 0, np.inf)
        last = late.groupby(grid).idxmax().reindex(area.grids.index)
        for column in (f"{name}_s", name):
            columns[column] = found[column].loc[last].to_numpy()
    places = found.iloc[: len(area.places)].set_axis(area.places.index)
    return places, pd.DataFrame(columns, index=area.grids.index)


def _first_two(seconds: NDArray[np.int64], posts: list[str]) -> pd.DataFrame:
    """Return the two soonest posts at each point."""
    far = np.iinfo(np.int64).max
    table = np.where(seconds < 0, far, seconds)
    order = np.argsort(table, axis=0, kind="stable")
    columns: dict[str, object] = {}
    for rank, name in enumerate(_RANKS):
        if rank >= len(posts):
            columns[f"{name}_s"] = np.full(seconds.shape[1], -1)
            columns[name] = [None] * seconds.shape[1]
            continue
        row = order[rank]
        at = table[row, np.arange(len(row))]
        columns[f"{name}_s"] = np.where(at == far, -1, at)
        columns[name] = [None if s == far else posts[r] for r, s in zip(row, at, strict=True)]
    return pd.DataFrame(columns)


def calls_of_grids(ground: Ground, band: str) -> dict[str, int]:
    """Count the calls of a band of the day in each grid, over the days counted."""
    at, demand = tuple(TIME_BANDS).index(band), demand_of(ground)
    _, grid = points_to_reach(ground)
    counts = pd.Series([row[at] for row in demand.counts])
    found = counts.groupby(grid[: len(counts)]).sum()
    return {str(name): int(calls) for name, calls in found.items()}
