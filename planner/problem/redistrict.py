"""The redistricting question: which grid each basic unit of one village unit belongs to.

A basic unit is a piece of ground nobody wants to cut again (between roads, streams, ridges and
group lines). Two questions share one form: *afresh* draws grids from nothing, *adjust* keeps the
old grids and lets as little as possible change hands. What must hold is hard; everything else has
a price in points, and the points of a plan are minimised.
"""

from dataclasses import dataclass, field
from typing import Literal

from planner.problem.checks import (
    ProblemError,
    check_bool,
    check_choice,
    check_id,
    check_ids,
    check_int,
    check_known,
    check_unique,
)

LOAD_LIMIT = 10**7
"""Most households, or minutes of effort, of a whole question."""
COORDINATE_LIMIT_M = 10**8
EXTENT_LIMIT_M = 10**6
"""Largest width and height of a question in metres; keeps every spread far below 2^63."""
PRICE_LIMIT = 10**4
SPREAD_PRICE_LIMIT = 1000
QUESTIONS = ("afresh", "adjust")


@dataclass(frozen=True, slots=True)
class BasicUnit:
    """A piece of ground that stays whole.

    Parameters
    ----------
    effort_min
        Minutes of work it makes, in any one unit of time.
    x_m, y_m
        A point inside it, in metres of the working coordinates; only distances matter.
    locked_to
        Grid it must belong to; empty means any.
    old_grid
        Grid it belongs to today; empty means none.
    """

    unit_id: str
    households: int
    effort_min: int
    x_m: int
    y_m: int
    locked_to: str = ""
    old_grid: str = ""

    def __post_init__(self) -> None:
        check_id("unit_id", self.unit_id)
        check_int("households", self.households)
        check_int("effort_min", self.effort_min)
        for name in ("x_m", "y_m"):
            value = getattr(self, name)
            check_int(name, value, low=-COORDINATE_LIMIT_M, high=COORDINATE_LIMIT_M)
        for name in ("locked_to", "old_grid"):
            if getattr(self, name) != "":
                check_id(name, getattr(self, name))


@dataclass(frozen=True, slots=True)
class Border:
    """Two basic units that share a line, its length and how much of it a person can see.

    Parameters
    ----------
    natural_pct
        Share of the length along a road, stream, ridge or group line, in percent.
    """

    a: str
    b: str
    metres: int
    natural_pct: int = 0

    def __post_init__(self) -> None:
        check_id("a", self.a)
        check_id("b", self.b)
        check_int("metres", self.metres)
        check_int("natural_pct", self.natural_pct, high=100)


@dataclass(frozen=True, slots=True)
class Band:
    """How much a grid should carry, in households or in minutes of effort.

    Parameters
    ----------
    low, high
        Least and most of one grid.
    hard
        Whether the band must hold; if not, each unit outside it costs the price.
    outside_price
        Points per household or minute outside the band, when it need not hold.
    target, off_target_price
        Points per household or minute away from the target, inside the band or outside.
    """

    low: int = 0
    high: int = LOAD_LIMIT
    hard: bool = True
    outside_price: int = 1000
    target: int = 0
    off_target_price: int = 0

    def __post_init__(self) -> None:
        check_int("high", self.high, high=LOAD_LIMIT)
        check_int("low", self.low, high=self.high)
        check_bool("hard", self.hard)
        check_int("target", self.target, high=LOAD_LIMIT)
        check_int("outside_price", self.outside_price, high=PRICE_LIMIT)
        check_int("off_target_price", self.off_target_price, high=PRICE_LIMIT)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a plan pays besides its bands, in points.

    Parameters
    ----------
    plain_m, natural_m
        A metre of border between two grids: across plain ground, and along a line people see.
    spread
        A household one hectometre from the middle of its grid (ten hectometres: a hundred times).
    moved_unit, moved_household
        A basic unit, and each household in it, that changes hands; only when adjusting.
    """

    plain_m: int = 10
    natural_m: int = 2
    spread: int = 0
    moved_unit: int = 1000
    moved_household: int = 100

    def __post_init__(self) -> None:
        for name in ("plain_m", "natural_m", "moved_unit", "moved_household"):
            check_int(name, getattr(self, name), high=PRICE_LIMIT)
        check_int("spread", self.spread, high=SPREAD_PRICE_LIMIT)


@dataclass(frozen=True, slots=True)
class RedistrictProblem:
    """How to divide one village unit into grids, each in one piece.

    Parameters
    ----------
    borders
        One for each two basic units that share a line; those that meet in a point are no
        neighbours.
    least_grids, most_grids
        How many grids there may be. When adjusting, the old grids are kept, all of them.
    together
        Groups of basic units that must be in one grid.

    Raises
    ------
    ProblemError
        If an id is unknown or repeated, a pair of neighbours is given twice, or totals are absurd.
    """

    basics: tuple[BasicUnit, ...]
    borders: tuple[Border, ...]
    least_grids: int
    most_grids: int
    households: Band = field(default_factory=Band)
    effort: Band = field(default_factory=Band)
    prices: Prices = field(default_factory=Prices)
    together: tuple[tuple[str, ...], ...] = ()
    question: str = "afresh"
    kind: Literal["redistrict"] = "redistrict"
    version: Literal[1] = 1

    def __post_init__(self) -> None:
        check_choice("question", self.question, QUESTIONS)
        if not self.basics:
            raise ProblemError(place="basics", expected="at least one basic unit", given="none")
        check_unique("basics", "unit_id", (basic.unit_id for basic in self.basics))
        check_int("most_grids", self.most_grids, low=1)
        check_int("least_grids", self.least_grids, low=1, high=self.most_grids)
        self._check_totals()
        self._check_borders()
        self._check_together()
        if self.question == "adjust":
            self._check_old_grids()

    @property
    def old_grids(self) -> tuple[str, ...]:
        """The grids of today, in the order in which the basic units name them."""
        return tuple(dict.fromkeys(basic.old_grid for basic in self.basics if basic.old_grid))

    def _check_totals(self) -> None:
        for name in ("households", "effort_min"):
            total = sum(getattr(basic, name) for basic in self.basics)
            check_int(f"sum of basics.{name}", total, high=LOAD_LIMIT)
        for name in ("x_m", "y_m"):
            values = [getattr(basic, name) for basic in self.basics]
            check_int(f"extent of basics.{name}", max(values) - min(values), high=EXTENT_LIMIT_M)

    def _check_borders(self) -> None:
        known = {basic.unit_id for basic in self.basics}
        seen: dict[frozenset[str], int] = {}
        for i, border in enumerate(self.borders):
            check_known(f"borders[{i}].a", border.a, known, "basic unit")
            check_known(f"borders[{i}].b", border.b, known, "basic unit")
            pair = frozenset((border.a, border.b))
            if len(pair) == 1:
                raise ProblemError(
                    place=f"borders[{i}].b", expected="another basic unit than a", given=border.b
                )
            if pair in seen:
                expected = f"a pair not given before (borders[{seen[pair]}])"
                raise ProblemError(place=f"borders[{i}]", expected=expected, given=sorted(pair))
            seen[pair] = i

    def _check_together(self) -> None:
        known = {basic.unit_id for basic in self.basics}
        for i, group in enumerate(self.together):
            check_ids(f"together[{i}]", group)
            for j, unit_id in enumerate(group):
                check_known(f"together[{i}][{j}]", unit_id, known, "basic unit")

    def _check_old_grids(self) -> None:
        old = self.old_grids
        if not old:
            raise ProblemError(
                place="basics", expected="an old grid of at least one basic unit", given="none"
            )
        for i, basic in enumerate(self.basics):
            if basic.locked_to:
                check_known(f"basics[{i}].locked_to", basic.locked_to, old, "old grid")
        if not self.least_grids <= len(old) <= self.most_grids:
            expected = f"a range that holds the {len(old)} old grids"
            given = (self.least_grids, self.most_grids)
            raise ProblemError(place="most_grids", expected=expected, given=given)


@dataclass(frozen=True, slots=True)
class RedistrictPlan:
    """The grid of every basic unit: (unit id, grid key), in the order of the question.

    Keys are old grids when adjusting; afresh, a key is a number or a key somebody locked ground to.
    """

    grid_of: tuple[tuple[str, str], ...]
