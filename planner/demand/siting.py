"""Where something is to stand in an area: places and spots along roads, in metres of road."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.speeds import WALK_KMH, Profile
from geo.travel import Snaps, road_seconds, snap, usable
from planner.problem.checks import NUMBER_LIMIT
from planner.problem.siting import Site, SitingProblem, SitingTarget
from planner.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.roads import Network
    from planner.demand.ground import Ground
    from planner.words import Lang


WHATS = (
    *("loudspeakers", "boards", "mediation", "legal_aid", "love_supermarket"),
    *("poles", "extinguishers"),
)
COUNTS = ("household_count", "population_count")
_WALKER = Profile("foot")
_NO_WAY = -1
_BEYOND = 3  # times the distance: how far it is to the nearest site is told up to here


@dataclass(frozen=True, slots=True)
class SitingSettings:
    """What somebody wants to put up: their own numbers, no standard.

    Parameters
    ----------
    what, goal
        What it is, and the goal of `planner.problem.siting`.
    number, budget, price
        Most new sites, most price of them all, price of one.
    within_m
        Metres of road within which a place is served; None: any way that leads there.
    every_m
        Metres between candidates along a road.
    count
        What of a place counts.
    standing, forbidden
        Places where one stands, and where none may stand.
    """

    what: str = "loudspeakers"
    goal: str = "cover"
    number: int | None = None
    budget: int | None = None
    price: int = 1
    within_m: int | None = 500
    every_m: int = 200
    count: str = COUNTS[0]
    standing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SitingContext:
    """What the question left behind at the door.

    Parameters
    ----------
    sites
        Frame site_id -> edge_id, state, point on the road; in the order of the question.
    metres
        Metres of road from each site (row) to each place (column); -1 where no way leads.
    cut_off
        Places no candidate leads to within the distance, which are therefore no must.
    """

    ground: Ground
    settings: SitingSettings
    sites: gpd.GeoDataFrame
    metres: NDArray[np.int64]
    cut_off: tuple[str, ...]

    def names(self, lang: Lang) -> dict[str, str]:
        """Id -> name of every place, and of the site next to it."""
        column = self.ground.area.places[f"name_{lang}"]
        places = {str(name): str(told) for name, told in column.items()}
        return places | {
            site_of(name): say("siting.at", lang, place=told) for name, told in places.items()
        }


def siting_question(
    ground: Ground, settings: SitingSettings
) -> tuple[SitingProblem, SitingContext]:
    """Build the question: places with counts, spots along roads, metres on foot by road."""
    places = ground.area.places
    level = _level(ground.network)
    trip = ground.trip("foot")
    doors = snap(level, gpd.GeoSeries(places.geometry, crs=ground.area.crs), barriers=trip.water)
    sites, spots = _candidates(level, doors, settings, list(places.index))
    metres = _metres(level, spots, doors, trip.closed)
    served = metres >= 0
    if settings.within_m is not None:
        served &= metres <= settings.within_m
    open_sites = (sites["state"] != "forbidden").to_numpy()
    reached = served[open_sites].any(axis=0)
    problem = SitingProblem(
        goal=settings.goal,
        sites=tuple(
            _site(str(name), state, row, settings)
            for name, state, row in zip(sites.index, sites["state"], metres, strict=True)
        ),
        targets=tuple(
            SitingTarget(str(name), int(count), must=settings.goal == "price" and bool(may))
            for name, count, may in zip(places.index, places[settings.count], reached, strict=True)
        ),
        within=settings.within_m,
        unserved=max(int(metres.max(initial=0)), settings.within_m or 0, 1),
        most_new=settings.number,
        most_price=settings.budget,
    )
    lost = tuple(str(name) for name in places.index[~reached])
    return problem, SitingContext(ground, settings, sites, metres, lost)


def site_of(place_id: str) -> str:
    """Id of the candidate where a place meets its road."""
    return f"at-{place_id}"


def _site(name: str, state: str, metres: NDArray[np.int64], settings: SitingSettings) -> Site:
    """List the places a site leads to; where a distance decides, those not far beyond it."""
    most = NUMBER_LIMIT
    if settings.within_m is not None:
        most = _BEYOND * settings.within_m
    near = np.flatnonzero((metres >= 0) & (metres <= most))
    return Site(name, tuple(near.tolist()), tuple(metres[near].tolist()), settings.price, state)


def _level(network: Network) -> Network:
    """Return the network without slopes: on foot its seconds tell metres of road."""
    return replace(network, piece_rise_m=np.zeros_like(network.piece_rise_m))


def _metres(
    level: Network, spots: Snaps, doors: Snaps, closed: frozenset[str]
) -> NDArray[np.int64]:
    """Whole metres from spots to doors along roads, and straight from road to door; rounded up."""
    metres = road_seconds(level, spots, doors, _WALKER, closed=closed) * (WALK_KMH / 3.6)
    metres = metres + doors.gap_m[None, :]
    reached = np.isfinite(metres) & ~doors.crosses[None, :]
    whole = np.full(metres.shape, _NO_WAY, dtype=np.int64)
    whole[reached] = np.ceil(metres[reached] - 1e-3)
    return whole


def _candidates(
    level: Network, doors: Snaps, settings: SitingSettings, places: list[str]
) -> tuple[gpd.GeoDataFrame, Snaps]:
    """Put spots along every road people may walk, evenly, and one where each place meets its road.

    The spot of a place carries the place's id; what stands there or may not is told by it.
    """
    edges = np.flatnonzero(usable(level, _WALKER))
    length = level.edges["length_m"].to_numpy(float)[edges]
    many = np.maximum(1, np.rint(length / settings.every_m)).astype(int)
    edge = np.repeat(edges, many)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(many) - many, many)
    offset = (step + 0.5) * np.repeat(length / many, many)
    edge = np.concatenate([doors.edge, edge])
    offset = np.concatenate([doors.offset_m, offset])
    points = shapely.line_interpolate_point(level.geometry[edge], offset)
    ids = [site_of(name) for name in places]
    ids += [f"S{number + 1:04d}" for number in range(len(edge) - len(places))]
    standing, shut = set(settings.standing), set(settings.forbidden)
    state = ["standing" if n in standing else "forbidden" if n in shut else "free" for n in places]
    state += ["free"] * (len(edge) - len(places))
    frame = gpd.GeoDataFrame(
        {"edge_id": level.edges.index.to_numpy()[edge], "state": state},
        geometry=points,
        crs=level.edges.crs,
        index=ids,
    )
    xy = shapely.get_coordinates(points)
    return frame, Snaps(edge, offset, np.zeros(len(edge)), xy)
