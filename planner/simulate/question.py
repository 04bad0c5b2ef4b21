"""What is simulated: where matters arise and when, and which posts stand where with how many."""

from bisect import bisect_right
from dataclasses import dataclass

from planner.problem.checks import ProblemError, check_int

BANDS_S = ((6, 12), (12, 18), (18, 24), (0, 6))
"""Hours of morning, afternoon, evening and night, in the order of the counts."""
DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Demand:
    """Where matters arise, and how long somebody is busy with one.

    Parameters
    ----------
    places
        Ids.
    counts
        For each place the matters counted in the morning, afternoon, evening and night.
    counted_days
        Days over which they were counted.
    busy_s
        Mean seconds at the place; drawn from an exponential distribution.
    kinds
        Kinds of matters, each with its weight among all; empty: all are of one kind.
    """

    places: tuple[str, ...]
    counts: tuple[tuple[int, int, int, int], ...]
    counted_days: int = 365
    busy_s: int = 2400
    kinds: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if self.kinds and sum(weight for _, weight in self.kinds) <= 0:
            raise ProblemError(place="kinds", expected="a weight above 0", given=self.kinds)
        check_int("counted_days", self.counted_days, low=1)
        check_int("busy_s", self.busy_s, low=1)
        if len(self.counts) != len(self.places):
            expected = f"{len(self.places)} rows"
            raise ProblemError(place="counts", expected=expected, given=len(self.counts))


@dataclass(frozen=True, slots=True)
class Spell:
    """Where a patrol is from one time to another, as its seconds to every place; -1: no way."""

    begin_s: int
    end_s: int
    reach_s: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Patrol:
    """A crew on its route, free to answer there unless it does already.

    Parameters
    ----------
    post
        Its row among the posts of the force.
    spells
        In the order of time, in seconds since the first midnight.
    again_s
        After so many seconds the route begins again.
    """

    post: int
    spells: tuple[Spell, ...]
    again_s: int = 7 * DAY_S

    def where(self, now: float) -> Spell | None:
        """Return where it is; None while it is not out."""
        at = now % self.again_s
        row = bisect_right(self.spells, at, key=lambda spell: spell.begin_s) - 1
        return self.spells[row] if row >= 0 and at < self.spells[row].end_s else None


@dataclass(frozen=True, slots=True)
class Force:
    """Which posts answer: one plan; two of them are compared on the same matters.

    Parameters
    ----------
    posts
        Ids.
    units
        For each post the crews there on each quarter of a day (night, morning, afternoon,
        evening), day after day; a list shorter than the month begins again.
    reach_s
        Tables of seconds, a row a post and a column a place; -1 where there is no way.
    table_of_day
        The table of each day, such as another one while a road is cut; begins again likewise.
    own
        For each place the posts that are its own, by row.
    called
        For each place the posts that are called first, by row and in that order, whoever is
        nearer; empty: the nearest everywhere.
    able
        For each kind of matter of the demand the posts that can answer it, by row; empty: all.
    patrols
        Posts under way; one that is nearer than whoever else would go, goes.
    """

    posts: tuple[str, ...]
    units: tuple[tuple[int, ...], ...]
    reach_s: tuple[tuple[tuple[int, ...], ...], ...]
    table_of_day: tuple[int, ...] = (0,)
    own: tuple[tuple[int, ...], ...] = ()
    called: tuple[tuple[int, ...], ...] = ()
    able: tuple[tuple[int, ...], ...] = ()
    patrols: tuple[Patrol, ...] = ()

    def __post_init__(self) -> None:
        if len(self.units) != len(self.posts) or not all(self.units):
            expected = f"{len(self.posts)} rows with a number at least"
            raise ProblemError(place="units", expected=expected, given=len(self.units))
        for i, table in enumerate(self.reach_s):
            if len(table) != len(self.posts):
                expected = f"{len(self.posts)} rows"
                raise ProblemError(place=f"reach_s[{i}]", expected=expected, given=len(table))
        for place in self.called:
            if not set(place) <= set(range(len(self.posts))):
                expected = f"rows below {len(self.posts)}"
                raise ProblemError(place="called", expected=expected, given=place)
        if not set(self.table_of_day) <= set(range(len(self.reach_s))) or not self.table_of_day:
            expected = f"numbers below {len(self.reach_s)}"
            raise ProblemError(place="table_of_day", expected=expected, given=self.table_of_day)


@dataclass(frozen=True, slots=True)
class Simulation:
    """How long and how often: the same seed makes the same matters for every force.

    Parameters
    ----------
    limit_s
        Seconds within which somebody should be there.
    """

    days: int = 30
    runs: int = 20
    seed: int = 0
    limit_s: int = 900

    def __post_init__(self) -> None:
        check_int("days", self.days, low=1, high=3660)
        check_int("runs", self.runs, low=2, high=10_000)
        check_int("seed", self.seed, high=2**31 - 1)
        check_int("limit_s", self.limit_s)
