"""The responder question: who comes first to each grid, and who comes as backup."""

from dataclasses import dataclass
from typing import Literal

from planner.problem.checks import (
    NUMBER_LIMIT,
    TIME_LIMIT_S,
    check_bool,
    check_choice,
    check_id,
    check_ids,
    check_int,
    check_matrix,
    check_unique,
)

WEIGHT_MOST = 100_000
"""Largest weight of a grid, in points per second."""
QUOTA_MOST = 1_000
PRICES = (
    *("late_price_s", "no_backup_price_s", "unserved_price_s", "own_unit_price_s"),
    *("change_price_s", "full_price", "last_price"),
)
POST_KINDS = (
    "police_station",
    "community_officer",
    "auxiliary",
    "village_auxiliary",
    "volunteer_police",
    "volunteer",
    "militia",
    "rescue_team",
    "fire_station",
    "clinic",
    "village_team",
    "police_room",
)


@dataclass(frozen=True, slots=True)
class Post:
    """People who can be sent.

    Parameters
    ----------
    size
        People in the post.
    may_lead
        Whether it may be the first responder of a grid.
    capacity
        Most load (households, or effort in any one unit) of the grids it is first responder of.
    home_units
        Codes of the units it belongs to; empty means all.
    open
        Whether it exists; a post that is not open is a site that a cure may propose.
    skills
        What its people can do.
    """

    post_id: str
    kind: str
    size: int
    may_lead: bool
    capacity: int
    home_units: tuple[str, ...] = ()
    open: bool = True
    skills: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_id("post_id", self.post_id)
        check_choice("kind", self.kind, POST_KINDS)
        check_int("size", self.size, high=10_000)
        check_bool("may_lead", self.may_lead)
        check_int("capacity", self.capacity)
        check_ids("home_units", self.home_units)
        check_bool("open", self.open)
        check_ids("skills", self.skills)


@dataclass(frozen=True, slots=True)
class ResponderGrid:
    """A grid: its load in households, and its weight (what one second of waiting costs).

    Parameters
    ----------
    needs
        Skills its first responder must have.
    before
        Its first responder in the plan before this one; None if it had none.
    """

    grid_id: str
    unit_code: str
    load: int
    weight: int
    needs: tuple[str, ...] = ()
    before: str | None = None

    def __post_init__(self) -> None:
        check_id("grid_id", self.grid_id)
        check_id("unit_code", self.unit_code)
        check_int("load", self.load)
        check_int("weight", self.weight, high=WEIGHT_MOST)
        check_ids("needs", self.needs)
        if self.before is not None:
            check_id("before", self.before)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many different posts of a kind are first responders in each unit: least to most."""

    kind: str
    least: int = 0
    most: int = QUOTA_MOST

    def __post_init__(self) -> None:
        check_choice("kind", self.kind, POST_KINDS)
        check_int("most", self.most, high=QUOTA_MOST)
        check_int("least", self.least, high=self.most)


@dataclass(frozen=True, slots=True)
class ResponderRules:
    """The rules of response, each with its value. All prices are seconds per point of weight.

    Parameters
    ----------
    limit_s, late_price_s
        A first responder should arrive within the limit; beyond it the price is added once.
    backup_limit_s
        A backup arrives within this time.
    backup_hard, no_backup_price_s
        Whether every grid must have a backup; if not, a missing one costs the price.
    serve_all, unserved_price_s
        Whether every grid must have a first responder; if not, a missing one costs the price.
    backup_weight_pct
        What a second of the backup counts against a second of the first, in percent.
    own_unit_price_s
        Price of a first responder outside its home units.
    min_response_size
        Fewest people in a post that is first responder.
    quotas
        Posts of a kind that answer in each unit.
    posts_most
        Most posts that are first responders at all; None for no limit.
    change_price_s
        Price of another first responder than before.
    full_price
        Price of each percent that the fullest post is full (fair loads).
    last_price
        Price of each second of the longest arrival of a first responder.
    """

    limit_s: int = 900
    late_price_s: int = 900
    backup_limit_s: int = 1800
    backup_hard: bool = False
    no_backup_price_s: int = 1800
    serve_all: bool = True
    unserved_price_s: int = 20_000
    backup_weight_pct: int = 20
    own_unit_price_s: int = 120
    min_response_size: int = 2
    quotas: tuple[Quota, ...] = ()
    posts_most: int | None = None
    change_price_s: int = 0
    full_price: int = 0
    last_price: int = 0

    def __post_init__(self) -> None:
        for name in ("limit_s", "backup_limit_s"):
            check_int(name, getattr(self, name), high=TIME_LIMIT_S)
        for name in PRICES:
            check_int(name, getattr(self, name), high=NUMBER_LIMIT)
        check_bool("backup_hard", self.backup_hard)
        check_bool("serve_all", self.serve_all)
        check_int("backup_weight_pct", self.backup_weight_pct, high=1000)
        check_int("min_response_size", self.min_response_size, high=10_000)
        check_unique("quotas", "kind", (quota.kind for quota in self.quotas))
        if self.posts_most is not None:
            check_int("posts_most", self.posts_most)


@dataclass(frozen=True, slots=True)
class ResponderProblem:
    """Who answers for each grid, so that weighted arrival is soonest.

    Parameters
    ----------
    reach_s
        Seconds from each post (row) to each grid (column); -1 for unreachable.
    efforts
        Load of each grid (column) on each post (row), where posts need more or less effort for the
        same grid; empty: the grid's own load on everybody.

    Raises
    ------
    ProblemError
        If an id is repeated or the table has the wrong size.
    """

    posts: tuple[Post, ...]
    grids: tuple[ResponderGrid, ...]
    reach_s: tuple[tuple[int, ...], ...]
    rules: ResponderRules = ResponderRules()
    efforts: tuple[tuple[int, ...], ...] = ()
    kind: Literal["responder"] = "responder"
    version: Literal[1] = 1

    def __post_init__(self) -> None:
        check_unique("posts", "post_id", (post.post_id for post in self.posts))
        check_unique("grids", "grid_id", (grid.grid_id for grid in self.grids))
        size = {"height": len(self.posts), "width": len(self.grids)}
        check_matrix("reach_s", self.reach_s, **size)
        if self.efforts:
            check_matrix("efforts", self.efforts, **size, low=0, high=NUMBER_LIMIT)

    def effort(self, post: int, grid: int) -> int:
        """Return the load of a grid on a post, both by position."""
        return self.efforts[post][grid] if self.efforts else self.grids[grid].load


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who answers for one grid."""

    grid_id: str
    first_post_id: str
    backup_post_id: str | None = None


@dataclass(frozen=True, slots=True)
class ResponderPlan:
    """One assignment for every served grid, in the order of the question."""

    assignments: tuple[Assignment, ...]
