"""The question of busy posts: calls by place, who is asked in which order, how long it takes."""

from dataclasses import dataclass

from planner.problem.checks import TIME_LIMIT_S, ProblemError, check_bool, check_id, check_int

UNITS_MOST = 500
CALLS_MOST = 10**9
PERIOD_MOST_S = 100 * 366 * 86_400


@dataclass(frozen=True, slots=True)
class CallPlace:
    """A place: its calls in the period, and all units (positions) in the order they are asked."""

    place_id: str
    calls: int
    order: tuple[int, ...]

    def __post_init__(self) -> None:
        check_id("place_id", self.place_id)
        check_int("calls", self.calls, high=CALLS_MOST)


@dataclass(frozen=True, slots=True)
class BusyProblem:
    """Units that are each busy or free, and calls that go to the first free unit of a list.

    Calls come at random (Poisson); each keeps one unit busy for a random time, exponential with
    the same mean for all units.

    Parameters
    ----------
    units
        Number of units.
    service_s
        Mean seconds a call keeps a unit.
    period_s
        Seconds in which the calls come.
    queue
        Whether a call waits when every unit is busy; if not, it goes to somebody else.

    Raises
    ------
    ProblemError
        If an order is not one of all units, or a queue would grow for ever.
    """

    units: int
    places: tuple[CallPlace, ...]
    service_s: int
    period_s: int
    queue: bool = True

    def __post_init__(self) -> None:
        check_int("units", self.units, low=1, high=UNITS_MOST)
        check_int("service_s", self.service_s, low=1, high=TIME_LIMIT_S)
        check_int("period_s", self.period_s, low=1, high=PERIOD_MOST_S)
        check_bool("queue", self.queue)
        everybody = list(range(self.units))
        for i, place in enumerate(self.places):
            if sorted(place.order) != everybody:
                expected = f"each of the units 0 to {self.units - 1} once"
                raise ProblemError(place=f"places[{i}].order", expected=expected, given=place.order)
        if self.queue and self.load >= self.units:
            expected = f"calls that keep fewer than {self.units} units busy"
            raise ProblemError(place="places", expected=expected, given=round(self.load, 3))

    @property
    def load(self) -> float:
        """Units that all calls together would keep busy if none were turned away (erlangs)."""
        return sum(map(self.load_of, self.places))

    def load_of(self, place: CallPlace) -> float:
        """Units that the calls of one place would keep busy (erlangs)."""
        return place.calls * self.service_s / self.period_s


@dataclass(frozen=True, slots=True)
class BusyAnswer:
    """How often each unit is busy, and who answers.

    Parameters
    ----------
    exact
        Whether every state was counted; else Larson's approximation (1975).
    busy
        Share of time each unit is busy.
    answers
        Place by unit: share of all calls of the place that the unit answers.
    waiting
        Share of calls that find every unit busy.
    wait_s
        Mean seconds before a unit sets off, over all calls; 0 where nobody waits.
    states
        Share of time of each state with no call waiting, by bits of the busy units (bit 0 is the
        first unit); empty if not exact.
    """

    exact: bool
    busy: tuple[float, ...]
    answers: tuple[tuple[float, ...], ...]
    waiting: float
    wait_s: float
    states: tuple[float, ...] = ()
