"""The question of standby: where crews wait in one band of the day, so that they are soon there.

The busy model (MEXCLP, Daskin 1983) is a plain covering question: the k-th crew within reach of a
place adds ``(1 - q) q^(k-1)`` of its calls, so a place is a target for each k.
"""

from dataclasses import dataclass

from planner.outcome import Outcome
from planner.problem.busy import PERIOD_MOST_S, BusyAnswer
from planner.problem.checks import (
    NUMBER_LIMIT,
    TIME_LIMIT_S,
    check_choice,
    check_id,
    check_int,
    check_matrix,
    check_unique,
)
from planner.problem.siting import TIMES_MOST, Site, SitingPlan, SitingProblem, SitingTarget

STANDBY_GOALS = ("expected", "cover", "backup", "median", "centre")
PARTS = 1_000_000
"""Shares are told in millionths."""
_SCALE_MOST = 10_000


@dataclass(frozen=True, slots=True)
class StandbyPlace:
    """A place and its calls in this band of the day, over the days counted."""

    place_id: str
    calls: int

    def __post_init__(self) -> None:
        check_id("place_id", self.place_id)
        check_int("calls", self.calls, high=NUMBER_LIMIT)


@dataclass(frozen=True, slots=True)
class StandbyProblem:
    """Where so many crews wait.

    Parameters
    ----------
    spots
        Ids of where a crew may wait.
    reach_s
        Seconds from each spot (row) to each place (column); -1 where no way leads.
    goal
        expected: most calls with a free crew in time, each crew busy by chance (Daskin 1983).
        cover: most calls with a crew in time (Church and ReVelle 1974). backup: the same, half of
        it for a second crew (Hogan and ReVelle 1986). median: least seconds over all calls
        (Hakimi 1964). centre: least seconds to the worst served place with calls.
    busy_ppm
        Share of time a crew is busy, in millionths; for the goal expected.
    most_at
        Most crews at one spot.
    held
        Spots that keep one crew each, whatever comes out.

    Raises
    ------
    ProblemError
        If an id is repeated, the table has the wrong size, or more spots are held than crews are.
    """

    spots: tuple[str, ...]
    places: tuple[StandbyPlace, ...]
    reach_s: tuple[tuple[int, ...], ...]
    crews: int
    within_s: int
    goal: str = "expected"
    busy_ppm: int = 0
    most_at: int = 2
    held: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_choice("goal", self.goal, STANDBY_GOALS)
        check_unique("spots", "spot", self.spots)
        check_unique("places", "place_id", (place.place_id for place in self.places))
        check_matrix("reach_s", self.reach_s, height=len(self.spots), width=len(self.places))
        check_int("within_s", self.within_s, low=1, high=TIME_LIMIT_S)
        check_int("busy_ppm", self.busy_ppm, high=PARTS - 1)
        check_int("most_at", self.most_at, low=1, high=TIMES_MOST)
        check_unique("held", "spot", self.held)
        for spot in self.held:
            check_choice("held", spot, self.spots)
        check_int("crews", self.crews, low=max(1, len(self.held)), high=TIMES_MOST)

    @property
    def calls(self) -> int:
        """Calls of all places."""
        return sum(place.calls for place in self.places)

    def rows_within(self, spot: int) -> tuple[int, ...]:
        """Rows of the places a spot (by position) reaches in time."""
        return tuple(row for row, far in enumerate(self.reach_s[spot]) if 0 <= far <= self.within_s)

    def as_siting(self) -> SitingProblem:
        """Return the same question as siting."""
        if self.goal == "expected":
            return self._expected()
        goal = self.goal
        called = [row for row, place in enumerate(self.places) if place.calls]
        near = [tuple(i for i, row in enumerate(called) if line[row] >= 0) for line in self.reach_s]
        far = [
            tuple(line[called[i]] for i in rows)
            for line, rows in zip(self.reach_s, near, strict=True)
        ]
        targets = tuple(
            SitingTarget(self.places[row].place_id, self.places[row].calls) for row in called
        )
        timed = goal in {"median", "centre"}
        longest = max((max(line) for line in far if line), default=0)
        return SitingProblem(
            goal,
            tuple(
                Site(name, near[i], far[i], state=self._state(spot, n))
                for i, spot in enumerate(self.spots)
                for n, name in enumerate(self._names(spot), 1)
            ),
            targets,
            within=None if timed else self.within_s,
            unserved=min(NUMBER_LIMIT, 2 * longest + self.within_s),
            most_new=self.crews - len(self.held),
        )

    def _expected(self) -> SitingProblem:
        levels = [
            (row, k, round(self.scale * place.calls * gain))
            for row, place in enumerate(self.places)
            for k, gain in enumerate(self.gains(), 1)
        ]
        levels = [level for level in levels if level[2]]
        sites = []
        for i, spot in enumerate(self.spots):
            within = set(self.rows_within(i))
            near = tuple(at for at, (row, _, _) in enumerate(levels) if row in within)
            sites += [
                Site(name, near, state=self._state(spot, n))
                for n, name in enumerate(self._names(spot), 1)
            ]
        targets = tuple(
            SitingTarget(f"{self.places[row].place_id}@{k}", weight, times=k)
            for row, k, weight in levels
        )
        return SitingProblem("cover", tuple(sites), targets, most_new=self.crews - len(self.held))

    def gains(self) -> tuple[float, ...]:
        """Return what the first, second ... crew within reach adds to a call being answered."""
        q = self.busy_ppm / PARTS
        return tuple((1 - q) * q**k for k in range(self.crews))

    @property
    def scale(self) -> int:
        """Points of a call in the siting question, whose numbers are whole."""
        most = max((place.calls for place in self.places), default=0)
        return max(1, min(_SCALE_MOST, NUMBER_LIMIT // max(1, most)))

    def _names(self, spot: str) -> tuple[str, ...]:
        return tuple(f"{spot}#{n}" for n in range(1, self.most_at + 1))

    def _state(self, spot: str, number: int) -> str:
        return "standing" if spot in self.held and number == 1 else "free"


@dataclass(frozen=True, slots=True)
class Calls:
    """How long calls keep a crew, and over how many seconds those of the question came.

    Parameters
    ----------
    busy_s
        Mean seconds at the place.
    period_s
        Seconds of this band of the day over all days counted.
    """

    busy_s: int
    period_s: int

    def __post_init__(self) -> None:
        check_int("busy_s", self.busy_s, low=1, high=TIME_LIMIT_S)
        check_int("period_s", self.period_s, low=1, high=PERIOD_MOST_S)


@dataclass(frozen=True, slots=True)
class StandbyPlan:
    """The spot of each crew, in order of the spots; a spot holds as many as it is named."""

    spots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """What a plan of standby gives once calls keep crews busy.

    Parameters
    ----------
    busy
        Larson's hypercube for these spots.
    service_s
        Mean seconds a call keeps a crew: there, at the place, and back.
    first, both
        Share of calls a crew drives to in time; share of them with two crews free in time.
    drive_s
        Mean seconds on the way.
    """

    busy: BusyAnswer
    service_s: int
    first: float
    both: float
    drive_s: float


@dataclass(frozen=True, slots=True)
class Standby:
    """A plan of standby.

    Parameters
    ----------
    problem
        The question as asked last, with the busy share it was answered for.
    worked
        None where the calls would keep more crews busy than there are.
    rounds
        Plans looked at until the busy share and the plan agreed.
    """

    problem: StandbyProblem
    outcome: Outcome[SitingPlan]
    plan: StandbyPlan | None
    worked: Worked | None
    rounds: int


def plan_of(site_ids: tuple[str, ...]) -> StandbyPlan:
    """Return the spots behind the sites of `StandbyProblem.as_siting`."""
    return StandbyPlan(tuple(sorted(name.rpartition("#")[0] for name in site_ids)))
