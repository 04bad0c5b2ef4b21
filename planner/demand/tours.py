"""Days and weeks of patrol as a question: who is there, what is promised, what is to be covered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from planner.demand.names import exit_names
from planner.demand.tour_crews import crews_of, turns_of
from planner.demand.tour_joins import joined, rows_of
from planner.demand.tour_posts import meeting_items, post_items
from planner.demand.tour_streets import street_id, street_items
from planner.demand.tour_stretches import streets, stretches
from planner.demand.tour_travel import journeys, tables
from planner.demand.tour_visits import (
    exit_dues,
    exit_items,
    kinds_of_days,
    place_dues,
    place_items,
    site_dues,
    site_items,
)
from planner.problem.tour_parts import TourRules
from planner.problem.tours import ToursProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    import shapely

    from geo.roads import Network
    from geo.travel import Mode
    from planner.demand.ground import Ground
    from planner.demand.reach import Reach
    from planner.demand.tour_items import Due, Item
    from planner.demand.tour_settings import TourSettings
    from planner.demand.tour_stretches import Street, Stretch
    from planner.problem.tour_ground import GroundStep
    from planner.problem.tour_parts import Crew

NOBODY: Mapping[str, date] = {}


@dataclass(frozen=True, eq=False)
class ToursContext:
    """What the question left behind at the door: what its ids are on the ground.

    Parameters
    ----------
    first
        Day 0 of the question.
    day_kinds
        Kinds of each day, the one to be named first in front.
    tasks
        Frame task_id -> layer, source_id, name_zh, name_en, kind, length_m, geometry: a point, or
        the line of a street in the direction of its first way.
    spots
        Frame location_id -> point, in the order of the question.
    crews
        Frame crew_id -> as the area's posts, without any person.
    dues
        Location -> calls that its promise needs, also of those that need none in this horizon.
    street_edges
        Task of a street -> ids of its edges, in order.
    later_streets
        Edges whose turn comes after a horizon shorter than a week.
    reach
        Mode -> the locations on the roads of that mode.
    closed_sites, closed_streets
        Sites no turn finds open, and edges to be covered that are shut: not in the question.
    known
        Days of last calls somebody wrote down, as the question was asked with them.
    steps
        What has happened to the ground since the question was asked.
    """

    ground: Ground
    settings: TourSettings
    first: date
    day_kinds: tuple[tuple[str, ...], ...]
    tasks: gpd.GeoDataFrame
    spots: gpd.GeoSeries
    crews: pd.DataFrame
    dues: Mapping[str, Due]
    street_edges: Mapping[str, tuple[str, ...]]
    later_streets: tuple[str, ...]
    reach: Mapping[Mode, tuple[Reach, ...]]
    closed_sites: tuple[str, ...]
    closed_streets: tuple[str, ...]
    known: Mapping[str, date]
    steps: tuple[GroundStep, ...] = ()

    def day(self, number: int) -> date:
        """Date of a day of the question."""
        return self.first + timedelta(days=number)

    def names(self, lang: str) -> dict[str, str]:
        """Id -> name of every task, crew and turn, and of every place with a promise."""
        column, area = f"name_{lang}", self.ground.area
        layers = (("place", area.places), ("site", area.sites), ("exit", exit_names(self.ground)))
        told = {
            f"{of}:{key}": str(name) for of, rows in layers for key, name in rows[column].items()
        }
        told |= {str(key): str(name) for key, name in self.tasks[column].items()}
        crews = {str(key): str(name) for key, name in self.crews[column].items()}
        days = (self.day(number).isoformat() for number in range(len(self.day_kinds)))
        turns = {f"{crew}@{day}": f"{name} {day}" for day in days for crew, name in crews.items()}
        return {**told, **crews, **turns}

    def path(self, mode: Mode, leave_id: str, enter_id: str) -> shapely.MultiLineString:
        """Line of the way between two locations by a mode."""
        rows = self.spots.index.get_indexer([leave_id, enter_id])
        return self.reach[mode][0].path(int(rows[0]), int(rows[1]))


def tours_question(
    ground: Ground,
    settings: TourSettings,
    first: date,
    days: int = 7,
    known: Mapping[str, date] = NOBODY,
) -> tuple[ToursProblem, ToursContext]:
    """Build the question of some days of patrol from an area and what its office has set.

    Parameters
    ----------
    first, days
        First day of the horizon and its length.
    known
        Location ("place:…", "site:…", "exit:…") -> day of its last call, where somebody wrote it
        down; elsewhere the turn of the place counts.
    """
    kinds = kinds_of_days(ground, first, days)
    crews, turns = crews_of(ground, settings), turns_of(ground, settings, first, days)
    trips = journeys(ground, crews, turns, first)
    chosen, shut_edges = stretches(ground, settings, trips)
    found = _streets(ground.network, chosen, settings)
    covered = street_items(ground, settings, found, trips, (first, days))
    asked = [street for street, _ in covered]
    places = place_dues(ground, settings, first, kinds, _of("place", known))
    sites = site_dues(ground, settings, first, kinds, _of("site", known))
    exits = exit_dues(ground, settings, first, days, _of("exit", known))
    visits, shut_sites = site_items(ground, settings, sites, kinds, turns)
    items = [
        *place_items(ground, settings, places, kinds),
        *visits,
        *exit_items(ground, settings, exits, days),
        *post_items(ground, settings, kinds, turns, first),
        *meeting_items(ground, settings, turns, days, first),
        *(item for _, item in covered),
    ]
    bases = _bases(ground, crews)
    spots = _spots(bases, items, ground.area.crs)
    reach = trips.reach(spots, bases, 60 * settings.max_walk_min)
    problem = ToursProblem(
        days=days,
        location_ids=tuple(str(name) for name in spots.index),
        travel=tables(reach),
        crews=crews,
        turns=turns,
        tasks=tuple(item.task for item in items),
        rules=rules_of(settings),
    )
    context = ToursContext(
        ground,
        settings,
        first,
        kinds,
        _tasks(items, ground.area.crs),
        spots,
        ground.area.crews,
        {
            f"{layer}:{name}": due
            for layer, dues in (("place", places), ("site", sites), ("exit", exits))
            for name, due in dues.items()
        },
        _edges(ground, asked),
        _later(ground.network, chosen, asked),
        reach,
        shut_sites,
        shut_edges,
        known,
    )
    return problem, context


def tours_problem(
    ground: Ground, settings: TourSettings, first: date, days: int = 7
) -> ToursProblem:
    """Build the question alone, for whoever draws nothing."""
    return tours_question(ground, settings, first, days)[0]


def rules_of(settings: TourSettings) -> TourRules:
    """Return the rules and prices a planner has set."""
    return TourRules(
        least_crew_size=settings.least_crew_size,
        reserve_share_pct=settings.reserve_share_pct,
        night_least_size=settings.night_least_size,
        night_needs_officer=settings.night_needs_officer,
        rest_s=60 * settings.rest_min,
        break_after_s=60 * settings.break_after_min,
        break_s=60 * settings.break_min,
        no_repeat=settings.no_repeat,
        meetings_hold=settings.meetings_hold,
        meeting_least_s=60 * (2 * settings.meet_min - settings.meet_window_min),
        meeting_price_s=settings.meeting_price_s,
        left_out_price_s=settings.left_out_price_s,
        abroad_price_s=settings.abroad_price_s,
        other_grid_price_s=settings.other_grid_price_s,
        promise_price_s=settings.promise_price_s,
        longest_price_pct=settings.longest_price_pct,
        fair_price_s=settings.fair_price_s,
        moved_price_s=settings.moved_price_s,
    )


def _of(layer: str, known: Mapping[str, date]) -> dict[str, date]:
    return {
        name.removeprefix(f"{layer}:"): day
        for name, day in known.items()
        if name.startswith(f"{layer}:")
    }


def _bases(ground: Ground, crews: Sequence[Crew]) -> gpd.GeoSeries:
    sites = sorted({crew.base_id.removeprefix("base:") for crew in crews})
    points = ground.area.sites.geometry.loc[sites]
    return gpd.GeoSeries(
        points.to_numpy(), index=[f"base:{name}" for name in sites], crs=ground.area.crs
    )


def _spots(bases: gpd.GeoSeries, items: Sequence[Item], crs: str) -> gpd.GeoSeries:
    points = dict(bases.items())
    for item in items:
        points.update(item.spots)
    return gpd.GeoSeries(points, crs=crs)


def _tasks(items: Sequence[Item], crs: str) -> gpd.GeoDataFrame:
    rows = {
        "layer": [item.layer for item in items],
        "source_id": [item.source_id for item in items],
        "name_zh": [item.name_zh for item in items],
        "name_en": [item.name_en for item in items],
        "kind": [item.kind for item in items],
        "length_m": [float(item.geometry.length) for item in items],
    }
    index = pd.Index([item.task.task_id for item in items], name="task_id", dtype="object")
    return gpd.GeoDataFrame(rows, index=index, geometry=[item.geometry for item in items], crs=crs)


def _streets(network: Network, chosen: dict[int, Stretch], settings: TourSettings) -> list[Street]:
    longest_m = settings.street_longest_m
    found = streets(network, chosen, longest_m)
    return joined(network, found, settings.street_shortest_m, longest_m)


def _edges(ground: Ground, asked: Sequence[Street]) -> dict[str, tuple[str, ...]]:
    network = ground.network
    return {
        street_id(network, street): tuple(
            str(network.edges.index[row]) for row in rows_of(street.edges)
        )
        for street in asked
    }


def _later(
    network: Network, chosen: Mapping[int, Stretch], asked: Sequence[Street]
) -> tuple[str, ...]:
    covered = {row for street in asked for row in rows_of(street.edges)}
    return tuple(str(network.edges.index[row]) for row in chosen if row not in covered)
