"""A month of an area to be simulated: roads shut on their days, plans called, patrols under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import geopandas as gpd

from geo.travel import MODES
from planner.demand.reach import as_table, reach_of
from planner.demand.simulation import called_of, force_of
from planner.demand.team_book import USUAL, TeamBook
from planner.simulate import Patrol, Spell

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from planner.demand.ground import Ground
    from planner.problem.responder import ResponderPlan
    from planner.problem.tours import ToursPlan, ToursProblem
    from planner.simulate import Force

WALK_S = 3600
PATROL_KIND = "auxiliary"
"""What people on patrol can do, as a kind of post."""


def month_force(
    ground: Ground,
    first: date,
    days: int,
    *,
    plan: ResponderPlan | None = None,
    away: Collection[str] = (),
    book: TeamBook = USUAL,
) -> Force:
    """Return all posts of an area over some days, each day on the roads open then.

    Parameters
    ----------
    plan
        Who is called to each grid; None: the nearest.
    away
        Posts that are empty.
    book
        Who has one of the skills of a matter can answer it.
    """
    shut = [
        tuple(ground.closed(mode, first + timedelta(days=n)) for mode in MODES) for n in range(days)
    ]
    kinds = list(dict.fromkeys(shut))
    forces = [force_of(ground, on=first + timedelta(days=shut.index(one))) for one in kinds]
    force = forces[0]
    kind_of = [str(kind) for kind in ground.area.responders["kind"]]
    units = zip(force.posts, force.units, strict=True)
    return replace(
        force,
        units=tuple((0,) if post in away else crews for post, crews in units),
        reach_s=tuple(one.reach_s[0] for one in forces),
        table_of_day=tuple(kinds.index(one) for one in shut),
        called=called_of(ground, plan, force.posts) if plan else (),
        able=tuple(
            tuple(i for i, kind in enumerate(kind_of) if book.of(kind) & set(needs))
            for needs in book.people.values()
        ),
    )


def with_patrols(
    force: Force,
    ground: Ground,
    problem: ToursProblem,
    plan: ToursPlan,
    *,
    book: TeamBook = USUAL,
) -> Force:
    """Add the crews of an approved week, each from its last stop until it is at the next one.

    A stop that is no place or site of the area any more is passed over; the week begins again when
    it is over.
    """
    points = _points(ground)
    crew_of = {turn.turn_id: turn.crew_id for turn in problem.turns}
    stops = sorted({c.task_id for tour in plan.tours for c in tour.calls} & set(points.index))
    if not stops:
        return force
    trip, places = ground.trip("car"), ground.area.places
    start = reach_of(ground.network, points.loc[stops], trip, max_walk_s=WALK_S)
    seconds = start.seconds(reach_of(ground.network, places, trip, max_walk_s=WALK_S))
    column = {str(name): i for i, name in enumerate(places.index)}
    for row, stop in enumerate(stops):
        if stop in column:
            seconds[row, column[stop]] = 0  # it is there and needs no walk to the road and back
    reach = dict(zip(stops, as_table(seconds), strict=True))
    spells: dict[str, list[Spell]] = {}
    for tour in plan.tours:
        calls = [call for call in tour.calls if call.task_id in reach]
        ends = [call.arrive_s for call in calls[1:]] + [tour.return_s]
        spells.setdefault(crew_of[tour.turn_id], []).extend(
            Spell(call.arrive_s, end_s, reach[call.task_id])
            for call, end_s in zip(calls, ends, strict=True)
            if call.arrive_s < end_s
        )
    crews = [crew for crew in sorted(spells) if spells[crew]]
    return _joined(force, crews, spells, book)


def _joined(
    force: Force,
    crews: Sequence[str],
    spells: Mapping[str, list[Spell]],
    book: TeamBook,
) -> Force:
    first, nowhere = len(force.posts), (-1,) * len(force.reach_s[0][0])
    rows = range(first, first + len(crews))
    can = book.of(PATROL_KIND)
    return replace(
        force,
        posts=(*force.posts, *crews),
        units=(*force.units, *((0,) for _ in crews)),
        reach_s=tuple((*table, *(nowhere for _ in crews)) for table in force.reach_s),
        able=tuple(
            (*able, *(rows if can & set(needs) else ()))
            for able, needs in zip(force.able, book.people.values(), strict=True)
        )
        if force.able
        else (),
        patrols=tuple(
            Patrol(row, tuple(sorted(spells[crew], key=lambda spell: spell.begin_s)))
            for row, crew in zip(rows, crews, strict=True)
        ),
    )


def _points(ground: Ground) -> gpd.GeoSeries:
    places, sites = ground.area.places.geometry, ground.area.sites.geometry
    both = {str(name): shape for frame in (places, sites) for name, shape in frame.items()}
    return gpd.GeoSeries(both, crs=ground.area.crs)
