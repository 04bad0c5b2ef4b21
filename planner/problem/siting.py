"""The siting question: where things stand so that places are near them, whatever the things are.

Loudspeakers, notice boards, service points, camera poles: a site reaches some targets, each at a
distance in whole units (metres or seconds, as the asker likes). Where sites are and how distances
were measured is not known here.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from planner.problem.checks import (
    NUMBER_LIMIT,
    ProblemError,
    check_bool,
    check_choice,
    check_id,
    check_int,
    check_unique,
)

GOALS = ("cover", "backup", "price", "median", "centre")
STATES = ("free", "standing", "forbidden")
SITES_MOST = 100_000
"""Most sites a question may allow."""
TIMES_MOST = 10


@dataclass(frozen=True, slots=True)
class Site:
    """A spot where one of the things may stand, or stands.

    Parameters
    ----------
    near
        Rows of the targets it reaches, from 0, rising.
    far
        Distance to each of them; empty where distances do not matter.
    price
        Price of putting one there, in any one unit; what stands already costs nothing.
    state
        free, standing (in every plan) or forbidden (in none).
    """

    site_id: str
    near: tuple[int, ...]
    far: tuple[int, ...] = ()
    price: int = 1
    state: str = "free"

    def __post_init__(self) -> None:
        check_id("site_id", self.site_id)
        check_choice("state", self.state, STATES)
        check_int("price", self.price)
        self._check_rows()
        if self.far and len(self.far) != len(self.near):
            expected = f"{len(self.near)} numbers, one for each of near, or none"
            raise ProblemError(place="far", expected=expected, given=f"{len(self.far)} numbers")
        for i, distance in enumerate(self.far):
            if type(distance) is not int or not 0 <= distance <= NUMBER_LIMIT:
                check_int(f"far[{i}]", distance)

    def _check_rows(self) -> None:
        for i, row in enumerate(self.near):
            if type(row) is not int or row < 0:
                check_int(f"near[{i}]", row)
        for i, (before, row) in enumerate(pairwise(self.near)):
            if row <= before:
                expected = f"a row above {before}"
                raise ProblemError(place=f"near[{i + 1}]", expected=expected, given=row)


@dataclass(frozen=True, slots=True)
class SitingTarget:
    """A place that something should be near.

    Parameters
    ----------
    weight
        What it counts: households, people, points.
    must
        Whether every plan has to cover it.
    times
        By how many sites it has to be reached to count as covered.
    """

    target_id: str
    weight: int = 1
    must: bool = False
    times: int = 1

    def __post_init__(self) -> None:
        check_id("target_id", self.target_id)
        check_int("weight", self.weight)
        check_bool("must", self.must)
        check_int("times", self.times, low=1, high=TIMES_MOST)


@dataclass(frozen=True, slots=True)
class SitingProblem:
    """Where to put things, under a limit of number, of price or of both.

    Parameters
    ----------
    goal
        cover: least weight not covered. backup: of the weight, ``100 - backup_pct`` in a hundred
        where a target is not covered and ``backup_pct`` where it is not covered once more than it
        has to be. price: least price with every ``must`` covered. median: least weight times
        distance to the nearest site. centre: least distance of the worst served target, each
        counting alike.
    within
        A site serves targets no farther than this; None: all it lists.
    unserved
        What a target that no site serves counts as in distance; at least as far as any served one.
    most_new
        Most sites added to those standing; None for no limit.
    most_price
        Most price of the sites added; None for no limit.

    Raises
    ------
    ProblemError
        If an id is repeated, a row is unknown or ``unserved`` is nearer than a served target.
    """

    goal: str
    sites: tuple[Site, ...]
    targets: tuple[SitingTarget, ...]
    within: int | None = None
    unserved: int = NUMBER_LIMIT
    most_new: int | None = None
    most_price: int | None = None
    backup_pct: int = 50
    kind: Literal["siting"] = "siting"
    version: Literal[1] = 1

    def __post_init__(self) -> None:
        check_choice("goal", self.goal, GOALS)
        check_unique("sites", "site_id", (site.site_id for site in self.sites))
        check_unique("targets", "target_id", (target.target_id for target in self.targets))
        if self.within is not None:
            check_int("within", self.within)
        check_int("unserved", self.unserved)
        if self.most_new is not None:
            check_int("most_new", self.most_new, high=SITES_MOST)
        if self.most_price is not None:
            check_int("most_price", self.most_price, high=10**9)
        check_int("backup_pct", self.backup_pct, high=100)
        count = len(self.targets)
        for i, site in enumerate(self.sites):
            if site.near and site.near[-1] >= count:
                expected = f"rows of targets, at most {count - 1}"
                raise ProblemError(place=f"sites[{i}].near", expected=expected, given=site.near[-1])
        self._check_unserved()

    def _check_unserved(self) -> None:
        """Check that no target is worse served by a site than by none."""
        if self.goal not in {"median", "centre"}:
            return
        longest = max((max(site.far) for site in self.sites if site.far), default=0)
        if self.within is not None:
            longest = min(longest, self.within)
        if longest > self.unserved:
            expected = f"at least the longest way, {longest}"
            raise ProblemError(place="unserved", expected=expected, given=self.unserved)


@dataclass(frozen=True, slots=True)
class SitingPlan:
    """All sites that stand under the plan, those there before among them, in order of ids."""

    site_ids: tuple[str, ...]
