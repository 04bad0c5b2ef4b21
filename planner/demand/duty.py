"""Who is due at a place: first, second, third; what each level adds; the smallest team.

Skills by kind of post and people by kind of matter are in an office's book of teams.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from planner.demand.reach import reach_of
from planner.demand.team_book import USUAL, TeamBook
from planner.problem.checks import NUMBER_LIMIT
from planner.problem.siting import Site, SitingProblem, SitingTarget

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.demand.responder import ResponderContext

LEVELS = ("group", "village", "township", "county")
GROUP_KINDS = ("village_team", "volunteer", "volunteer_police")
"""Kinds of posts that belong to a villager group or a village's own people."""
_PERSON_PRICE = 20_000
_PERSON = "+"


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who can come: seconds until there, the level it is of, what it adds.

    Parameters
    ----------
    adds
        Skills the matter needs that nobody due before has.
    """

    post_id: str
    arrive_s: int
    level: str
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A level of escalation: how many more can come, the first after so long, what they add."""

    level: str
    posts: int
    first_s: int | None
    adds: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Arrivals:
    """Seconds from every post (row) to every place or grid (column); -1 where no way leads.

    Parameters
    ----------
    sizes
        People of each post; empty: as many as are needed.
    book
        What matters need and what kinds of posts can do.
    """

    posts: tuple[str, ...]
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    places: tuple[str, ...]
    seconds: NDArray[np.int64]
    sizes: tuple[int, ...] = ()
    book: TeamBook = USUAL


def arrivals_at_places(context: ResponderContext) -> Arrivals:
    """Work out once how soon every post is at every place; each question is a look then."""
    ground, settings = context.ground, context.settings
    places = gpd.GeoDataFrame(geometry=ground.area.places.geometry, crs=ground.area.crs)
    seconds = np.full((len(context.posts), len(places)), -1, dtype=np.int64)
    for mode, (start, _) in context.reach.items():
        trip = ground.trip(mode, settings.on)
        walk_s = 60 * settings.max_walk_min
        there = reach_of(ground.network, places, trip, max_walk_s=walk_s, bases=context.posts)
        rows = (context.posts["mode"] == mode).to_numpy()
        seconds[rows] = start.seconds(there)[rows]
    names = tuple(str(name) for name in ground.area.places.index)
    return _arrivals(context, names, seconds)


def arrivals_at_grids(context: ResponderContext, reach_s: Sequence[Sequence[int]]) -> Arrivals:
    """Tell the seconds of a responder question as arrivals, for the duty table of every grid."""
    names = tuple(str(name) for name in context.grids.index)
    return _arrivals(context, names, np.array(reach_s, dtype=np.int64))


def due(
    arrivals: Arrivals,
    place_id: str,
    *,
    matter: str | None = None,
    away: Collection[str] = (),
    within_s: int | None = None,
) -> tuple[Due, ...]:
    """List who can come to a place, the soonest first; for a matter only who has a skill for it.

    Parameters
    ----------
    away
        Posts that are empty.
    within_s
        Only those there within so many seconds.

    Raises
    ------
    ValueError
        The place is not among those of the arrivals.
    """
    column = arrivals.seconds[:, arrivals.places.index(place_id)]
    book = arrivals.book
    needs = book.needs(matter)
    lacking, found = set(needs), []
    for row in np.argsort(column, kind="stable").tolist():
        seconds, name = int(column[row]), arrivals.posts[row]
        has = book.of(arrivals.kinds[row])
        late = within_s is not None and seconds > within_s
        if seconds < 0 or name in away or late or (matter and not has & set(needs)):
            continue
        adds = tuple(skill for skill in needs if skill in has & lacking)
        lacking -= has
        found.append(Due(name, seconds, arrivals.levels[row], adds))
    return tuple(found)


def escalation(
    found: Sequence[Due], matter: str, kinds: Mapping[str, str], book: TeamBook = USUAL
) -> tuple[Step, ...]:
    """Tell what each level adds to those below it, from the villager group to the county.

    Parameters
    ----------
    kinds
        Kind of each post.
    """
    lacking, steps = set(book.needs(matter)), []
    for level in LEVELS:
        here = [one for one in found if one.level == level]
        has = {skill for one in here for skill in book.of(kinds[one.post_id])}
        adds = tuple(skill for skill in book.needs(matter) if skill in lacking & has)
        lacking -= has
        first_s = min((one.arrive_s for one in here), default=None)
        steps.append(Step(level, len(here), first_s, adds))
    return tuple(steps)


def team_question(
    arrivals: Arrivals, place_id: str, matter: str, *, away: Collection[str] = ()
) -> SitingProblem:
    """Ask for the fewest people that together have every skill of a matter, then the soonest.

    A skill is a target, one of a post's people a site: it costs one person, and its minutes on
    top. Two people of one skill may be of one post; one person may serve several skills.
    """
    book = arrivals.book
    needs = book.needs(matter)
    row = {post: i for i, post in enumerate(arrivals.posts)}
    often, most = max(book.people[matter].values()), sum(book.people[matter].values())
    sites = []
    for one in due(arrivals, place_id, matter=matter, away=away):
        post = row[one.post_id]
        has = book.of(arrivals.kinds[post])
        near = tuple(i for i, skill in enumerate(needs) if skill in has)
        # a week on the way still costs less than a person more
        price = min(NUMBER_LIMIT, _PERSON_PRICE * most + one.arrive_s // 60)
        size = min(often, arrivals.sizes[post]) if arrivals.sizes else often
        people = [one.post_id, *(f"{one.post_id}{_PERSON}{n}" for n in range(2, size + 1))][:size]
        sites += [Site(person, near, price=price) for person in people]
    targets = tuple(
        SitingTarget(skill, must=True, times=book.people[matter][skill]) for skill in needs
    )
    return SitingProblem("price", tuple(sites), targets)


def people_of(site_ids: Sequence[str]) -> dict[str, int]:
    """Return post -> people it sends in an answer to `team_question`."""
    return dict(Counter(site.partition(_PERSON)[0] for site in site_ids))


def _arrivals(
    context: ResponderContext, places: tuple[str, ...], seconds: NDArray[np.int64]
) -> Arrivals:
    posts = context.posts
    return Arrivals(
        tuple(str(name) for name in posts.index),
        tuple(posts["kind"]),
        tuple(
            level_of(kind, str(units))
            for kind, units in zip(posts["kind"], posts["home_units"].fillna(""), strict=True)
        ),
        places,
        seconds,
        tuple(int(size) for size in posts["size"]),
    )


def level_of(kind: str, home_units: str) -> str:
    """Return the level a post is of: its village's own people, a village, or the township.

    No table of an area holds posts of the county; that level stays empty until it does.
    """
    if not home_units:
        return "township"
    return "group" if kind in GROUP_KINDS else "village"
