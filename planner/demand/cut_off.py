"""Which places the posts reach by each mode, which are cut off, and who still comes on foot."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.snap import snap
from geo.speeds import MODES, Mode
from geo.travel import UNREACHABLE
from planner.demand.reach import reach_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from geo.roads import Network
    from planner.demand.ground import Ground
    from planner.demand.reach import Reach

    Ints = NDArray[np.int64]

MAX_WALK_MIN = 60  # the planner's own limit from where a vehicle stops, as in the plans


@dataclass(frozen=True, slots=True, eq=False)
class Arrivals:
    """How the quickest start reaches each place by one mode; -1 where none does.

    Parameters
    ----------
    seconds
        From the quickest start to the place, the last walk in it.
    walk_s
        Seconds on foot in it, from where the vehicle stops.
    start
        Row of that start among the starts.
    """

    seconds: Ints
    walk_s: Ints
    start: Ints

    @property
    def cut(self) -> NDArray[np.bool_]:
        """Places nobody reaches by this mode."""
        cut: NDArray[np.bool_] = self.seconds == UNREACHABLE
        return cut


@dataclass(frozen=True, eq=False)
class Access:
    """How the places of an area are reached on one day.

    Parameters
    ----------
    starts
        Frame start_id -> name_zh, name_en, point: the posts, else the bases of the crews.
    by
        Mode -> arrivals, in the order of the places.
    across
        Ids of the places from which the only road within reach lies across water.
    """

    ground: Ground
    starts: gpd.GeoDataFrame
    by: Mapping[Mode, Arrivals]
    across: tuple[str, ...]

    def cut_off(self, mode: Mode) -> tuple[str, ...]:
        """Ids of the places nobody reaches by a mode."""
        return tuple(self.ground.area.places.index[self.by[mode].cut])


def access(ground: Ground, day: date | None = None, *, night: bool = False) -> Access:
    """Work out, once per ground, day and hour, how every place is reached by every mode.

    Vehicles go as far as their roads lead and the rest is walked, at most `MAX_WALK_MIN`; on foot
    people walk as far as it takes. A place on a closed edge is cut off by whoever may not use it.
    """
    now = ground.conditions.on(day)
    shut = tuple(ground.closed(mode, day) for mode in MODES)
    counts = (ground.area.fingerprint, now.speeds, now.rules, now.rain, shut, night)
    return _access(_Case(ground.network, counts, ground, day, night))


def newly_cut(before: Access, now: Access, mode: Mode) -> tuple[str, ...]:
    """Ids of the places that were reached by a mode before and are not now."""
    lost = now.by[mode].cut & ~before.by[mode].cut
    return tuple(now.ground.area.places.index[lost])


def newly_walked(before: Access, now: Access, mode: Mode) -> tuple[str, ...]:
    """Ids of the places a vehicle drove to before, and now stops short of."""
    then, today = before.by[mode], now.by[mode]
    stops = (then.seconds >= 0) & (today.seconds >= 0) & (then.walk_s == 0) & (today.walk_s > 0)
    return tuple(now.ground.area.places.index[stops])


def without_closures(ground: Ground) -> Ground:
    """Return the ground on a dry day with nothing shut; the office's own speeds still count."""
    return _dry(ground)


def islands(ground: Ground) -> tuple[str, ...]:
    """Ids of the places whose road no other joins to the largest part of the roads."""
    places, network = ground.area.places, ground.network
    if places.empty or not len(network.edges):
        return ()
    spots = snap(network, places, barriers=ground.trip("foot").water)
    part = network.component[network.edges["u"].to_numpy()[spots.edge]]
    return tuple(places.index[part != 0])


def starts_of(ground: Ground) -> gpd.GeoDataFrame:
    """List where people set out: posts, else bases of crews, else key sites, each site once.

    Without any, the first junction of the largest part of the roads stands for the rest of the
    world.
    """
    area = ground.area
    for table, column in ((area.responders, "site_id"), (area.crews, "base_site_id")):
        if len(table):
            return area.sites.loc[sorted(set(table[column])), ["name_zh", "name_en", "geometry"]]
    if len(area.sites):
        return area.sites[["name_zh", "name_en", "geometry"]]
    main = ground.network.node_xy[ground.network.component == 0][:1]
    return gpd.GeoDataFrame(
        {"name_zh": "", "name_en": ""},
        index=pd.RangeIndex(len(main)).astype(str),
        geometry=shapely.points(main),
        crs=area.crs,
    )


@lru_cache(maxsize=16)
def _dry(ground: Ground) -> Ground:
    return ground.under(replace(ground.conditions, closures=(), slides=frozenset(), rain=False))


@dataclass(frozen=True, slots=True)
class _Case:
    """What `access` works out; two days on which the same counts are one case."""

    network: Network
    counts: tuple[object, ...]
    ground: Ground = field(compare=False)
    day: date | None = field(compare=False)
    night: bool = field(compare=False)


@lru_cache(maxsize=16)
def _access(case: _Case) -> Access:
    ground, day, night = case.ground, case.day, case.night
    places, starts = ground.area.places, starts_of(ground)
    by: dict[Mode, Arrivals] = {}
    across: tuple[str, ...] = ()
    for mode in MODES:
        if places.empty or not len(ground.network.edges):
            nobody = np.full(len(places), UNREACHABLE, dtype=np.int64)
            by[mode] = Arrivals(nobody, nobody, nobody)
            continue
        trip = ground.trip(mode, day, night=night)
        from_starts = reach_of(ground.network, starts, trip, max_walk_s=60 * MAX_WALK_MIN)
        to = reach_of(ground.network, places, trip, max_walk_s=60 * MAX_WALK_MIN, bases=starts)
        by[mode] = _arrivals(from_starts, to)
        across = tuple(places.index[to.points.crosses])
    return Access(ground, starts, by, across)


def _arrivals(from_starts: Reach, to: Reach) -> Arrivals:
    """Take the quickest start of each place; of equally quick ones the first."""
    never = np.iinfo(np.int64).max
    table = from_starts.seconds(to)
    table = np.where(table < 0, never, table)
    start = table.argmin(axis=0)
    seconds = table[start, np.arange(table.shape[1])]
    reached = seconds < never
    walk_s = to.walk_in_s
    return Arrivals(
        np.where(reached, seconds, UNREACHABLE),
        np.where(reached, walk_s, UNREACHABLE),
        np.where(reached, start, UNREACHABLE),
    )
