"""Who is there within how many minutes: bands of time around posts, and what lies in each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.isochrones import NEVER, Posts, reached_roads, surfaces
from geo.schema import InputError
from geo.usage import usable
from planner.demand.reach import reach_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from geo.speeds import Mode
    from planner.demand.ground import Ground

# the planner's own starting points, no standard
PRESETS: dict[str, tuple[int, ...]] = {"township": (5, 10, 15, 30), "urban": (1, 3, 5)}
MOST_BANDS = 6
LONGEST_MIN = 600
MAX_WALK_MIN = 60
_GAPS = re.compile(r"[\s,;，；、]+")


@dataclass(frozen=True, slots=True)
class ResponseSettings:
    """What is asked: from which sites, how, and within which minutes.

    Parameters
    ----------
    site_ids
        Sites somebody starts from.
    arrival
        1: until the first is there; 2: until a second one, from another site, is there too.
    on
        Day whose closures count; None: what is shut for good.
    """

    site_ids: tuple[str, ...]
    mode: Mode
    limits_min: tuple[int, ...] = PRESETS["township"]
    night: bool = False
    arrival: int = 1
    on: date | None = None
    max_walk_min: int = MAX_WALK_MIN

    def __post_init__(self) -> None:
        """Refuse bands that do not rise."""
        if self.limits_min != tuple(sorted(set(self.limits_min))) or min(self.limits_min) < 1:
            msg = f"limits_min must rise from at least 1, got {self.limits_min}"
            raise ValueError(msg)

    @property
    def bands(self) -> tuple[int, ...]:
        """Numbers of the bands: one a limit, one for later, one for never."""
        return (*range(len(self.limits_min) + 1), NEVER)


@dataclass(frozen=True, eq=False)
class Response:
    """What lies within which minutes.

    Parameters
    ----------
    roads
        Frame of `geo.isochrones.reached_roads` with `barred`: not for this mode then, or closed.
    surfaces
        Frame band -> polygon, for a map only.
    places, grids
        The area's own frames with `band` and `arrive_s` (-1: never); to a place off the road the
        rest of the way is walked. A grid is reached when its last place is; one without places
        when a point inside it is.
    """

    settings: ResponseSettings
    roads: gpd.GeoDataFrame
    surfaces: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    grids: gpd.GeoDataFrame

    def counts(self) -> pd.DataFrame:
        """Frame band -> households, places, grids, road_km; each column sums to the whole.

        The whole of the roads are those that are not barred.
        """
        open_ = self.roads[~self.roads["barred"]]
        columns = {
            "households": self.places.groupby("band")["household_count"].sum(),
            "places": self.places.groupby("band").size(),
            "grids": self.grids.groupby("band").size(),
            "road_km": open_.groupby("band")["length_m"].sum() / 1000,
        }
        index = pd.Index(self.settings.bands, name="band")
        return pd.DataFrame({k: v.reindex(index, fill_value=0) for k, v in columns.items()})

    @property
    def barred_km(self) -> float:
        """Length of the roads that are not for this mode then, or closed."""
        return float(self.roads.loc[self.roads["barred"], "length_m"].sum()) / 1000


def response(ground: Ground, settings: ResponseSettings) -> Response:
    """Work out the bands of time around some sites.

    Raises
    ------
    KeyError
        A site is not in the area.
    geo.schema.InputError
        network_empty: the area has no roads.
    """
    area, network = ground.area, ground.network
    trip = ground.trip(settings.mode, settings.on, night=settings.night)
    posts = area.sites.geometry.loc[list(settings.site_ids)]
    start = reach_of(network, posts, trip, max_walk_s=60 * settings.max_walk_min)
    sets_off = np.flatnonzero(start.walk_out_s >= 0)
    limits_s = [60 * minutes for minutes in settings.limits_min]
    roads = reached_roads(
        network,
        Posts(start.left_at[sets_off], start.walk_out_s[sets_off].astype(float)),
        trip.by,
        limits_s,
        closed=trip.closed,
        arrival=settings.arrival,
    )
    barred = set(network.edges.index[~usable(network, trip.by)]) | trip.closed
    points, grid = points_to_reach(ground)
    there = reach_of(network, points, trip, max_walk_s=60 * settings.max_walk_min, bases=posts)
    seconds = _arrivals(start.seconds(there), settings.arrival)
    at_grids = pd.Series(seconds).groupby(grid).max().reindex(area.grids.index)
    return Response(
        settings,
        roads.assign(barred=roads["edge_id"].isin(barred)),
        surfaces(roads),
        area.places.assign(**_banded(seconds[: len(area.places)], limits_s)),
        area.grids.assign(**_banded(np.array(at_grids, dtype=np.float64), limits_s)),
    )


def points_to_reach(ground: Ground) -> tuple[gpd.GeoSeries, NDArray[np.object_]]:
    """Return all places and a point in each grid without one, and the grid of each, if any.

    The places come first; a grid is reached when the last of its points is.
    """
    area, grid_of = ground.area, _grid_of(ground)
    empty = area.grids.index.difference(grid_of)
    inside = area.grids.geometry.loc[empty].representative_point()
    points = gpd.GeoSeries(pd.concat([area.places.geometry, inside]), crs=area.crs)
    of_places = grid_of.reindex(area.places.index)
    return points, np.concatenate([of_places.to_numpy(object), empty.to_numpy(object)])


def limits_of(text: str) -> tuple[int, ...]:
    """Read minutes as a planner writes them: "5, 10, 15, 30", with any comma or blank.

    Raises
    ------
    geo.schema.InputError
        response_limits: no numbers, too many, out of bounds; order and repetition do not matter.
    """
    told = [part for part in _GAPS.split(text.strip()) if part]
    minutes = sorted({int(part) for part in told if part.isdecimal() and len(part) < 5})
    known = bool(told) and all(part.isdecimal() for part in told)
    if not known or len(minutes) > MOST_BANDS or minutes[0] < 1 or minutes[-1] > LONGEST_MIN:
        raise InputError(
            code="response_limits",
            facts={"most": MOST_BANDS, "longest": LONGEST_MIN},
            sentence="limits: give 1 to {most} whole numbers of minutes, each from 1 to {longest}.",
        )
    return tuple(minutes)


def _grid_of(ground: Ground) -> pd.Series:
    """Grid of each place that lies in one."""
    found = gpd.sjoin(ground.area.places, ground.area.grids[["geometry"]], predicate="within")
    grid: pd.Series = found[~found.index.duplicated()][found.columns[-1]]
    return grid


def _arrivals(table_s: NDArray[np.int64], arrival: int) -> NDArray[np.float64]:
    """Seconds until the asked arrival at each point; inf where it never comes."""
    if len(table_s) < arrival:
        return np.full(table_s.shape[1], np.inf)
    rising: NDArray[np.float64] = np.sort(np.where(table_s < 0, np.inf, table_s), axis=0)
    at: NDArray[np.float64] = rising[arrival - 1]
    return at


def _banded(seconds: NDArray[np.float64], limits_s: Sequence[int]) -> dict[str, object]:
    never = np.isinf(seconds)
    band = np.where(never, NEVER, np.searchsorted(limits_s, seconds, side="left"))
    return {"band": band, "arrive_s": np.where(never, NEVER, seconds).astype(np.int64)}
