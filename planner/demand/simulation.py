"""An area as a simulation: matters from its counts, posts on their roads, crews from a roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from geo.travel import MODES, UNREACHABLE
from planner.demand.cells import TIME_BANDS, home_units
from planner.demand.reach import as_table, reach_of
from planner.demand.roster import slot_post
from planner.demand.who_comes import posts_of
from planner.problem.roster import OFF
from planner.simulate import Demand, Force

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from planner.demand.ground import Ground
    from planner.demand.roster_patterns import Pattern
    from planner.problem.responder import ResponderPlan
    from planner.problem.roster import RosterPlan, RosterProblem

QUARTERS = 4
_HALF_H = 3
"""A shift counts for a quarter of a day when it covers so many of its six hours."""
CREW = 2
"""People of a crew; a post of one person is a crew by itself."""


def demand_of(ground: Ground, *, counted_days: int = 365, busy_s: int = 2400) -> Demand:
    """Return where matters arise by the area's counts; how long they take is a setting."""
    area = ground.area
    table = area.incidents.pivot_table(
        index="place_id", columns="time_band", values="count", aggfunc="sum", fill_value=0
    ).reindex(index=area.places.index, columns=list(TIME_BANDS), fill_value=0)
    rows = tuple(tuple(int(n) for n in row) for row in table.to_numpy())
    return Demand(tuple(map(str, area.places.index)), rows, counted_days, busy_s)  # type: ignore[arg-type]


def force_of(
    ground: Ground,
    *,
    crews: dict[str, tuple[int, ...]] | None = None,
    on: date | None = None,
    max_walk_min: int = 60,
) -> Force:
    """Return all posts of an area with seconds to every place, each by its own mode.

    Parameters
    ----------
    crews
        Post -> crews by quarter of a day, see `Force`; a post not named has one all the time.
    on
        Day whose closures count.
    """
    posts, places = posts_of(ground), ground.area.places
    table = np.full((len(posts), len(places)), UNREACHABLE, dtype=np.int64)
    for mode in MODES:
        rows = (posts["mode"] == mode).to_numpy()
        if rows.any():
            trip, walk_s = ground.trip(mode, on), 60 * max_walk_min
            start = reach_of(ground.network, posts, trip, max_walk_s=walk_s)
            end = reach_of(ground.network, places, trip, max_walk_s=walk_s, bases=posts)
            table[rows] = start.seconds(end)[rows]
    known = crews or {}
    return Force(
        posts=tuple(map(str, posts.index)),
        units=tuple(known.get(str(post), (1,)) for post in posts.index),
        reach_s=(as_table(table),),
        own=_own(ground, posts),
    )


def called_of(
    ground: Ground, plan: ResponderPlan, posts: Sequence[str]
) -> tuple[tuple[int, ...], ...]:
    """Return for each place who is called by an assignment: the first of its grid, the backup.

    A place in no grid of the plan calls nobody before others.
    """
    places, grids = ground.area.places, ground.area.grids
    inside = gpd.sjoin(places[["geometry"]], grids[["geometry"]], predicate="within")
    grid_of = inside[~inside.index.duplicated()][inside.columns[-1]]
    row = {post: i for i, post in enumerate(posts)}
    calls = {
        a.grid_id: tuple(row[p] for p in (a.first_post_id, a.backup_post_id) if p in row)
        for a in plan.assignments
    }
    return tuple(calls.get(str(grid_of.get(place)), ()) for place in places.index)


def crews_of(
    problem: RosterProblem, plan: RosterPlan, pattern: Pattern
) -> dict[str, tuple[int, ...]]:
    """Return the crews that a roster puts on each quarter of a day; who is held in is none."""
    held_in = {shift.shift_id for shift in problem.shifts if shift.held_in}
    size: dict[str, int] = {}
    people: dict[str, NDArray[np.int64]] = {}
    for slot, row in zip(problem.slots, plan.rows, strict=True):
        post = slot_post(slot.slot_id)
        size[post] = size.get(post, 0) + 1
        there = people.setdefault(post, np.zeros(QUARTERS * len(row), dtype=np.int64))
        for day, cell in enumerate(row):
            if cell == OFF or cell in held_in:
                continue
            for quarter in range(2 * QUARTERS):
                at = day * QUARTERS + quarter
                hours = range(6 * quarter, 6 * quarter + 6)
                if at < len(there) and sum(pattern.covers(cell, h) for h in hours) >= _HALF_H:
                    there[at] += 1
    return {post: tuple(map(int, n // min(CREW, size[post]))) for post, n in people.items()}


def _own(ground: Ground, posts: gpd.GeoDataFrame) -> tuple[tuple[int, ...], ...]:
    """Return for each place the posts at home in its unit; who is at home everywhere is not."""
    homes = [set(home_units(text)) for text in posts["home_units"]]
    return tuple(
        tuple(i for i, units in enumerate(homes) if str(unit) in units)
        for unit in ground.area.places["unit_code"]
    )
