"""The patrol question: which crews go out on one shift, and where each one goes.

Times are seconds after midnight of the day the shift begins; a night shift runs past 86400.
A plan is judged by :mod:`planner.judge.patrol`, which is also the exact meaning of every rule.
"""

from dataclasses import dataclass
from itertools import chain
from typing import Literal

from planner.problem.checks import (
    NUMBER_LIMIT,
    TIME_LIMIT_S,
    ProblemError,
    check_bool,
    check_choice,
    check_id,
    check_ids,
    check_int,
    check_known,
    check_matrix,
    check_unique,
)
from planner.problem.tour_parts import CREW_KINDS, MODES, Travel


@dataclass(frozen=True, slots=True)
class Crew:
    """A crew that may go out.

    Parameters
    ----------
    size, officers
        People in the crew, and how many of them are police officers.
    mode
        How it travels; a table of :class:`Travel` with this mode must exist.
    base_id
        Location where it starts and ends.
    start_s, end_s
        Its shift in seconds after midnight; it is back at its base by ``end_s``.
    max_drive_s
        Longest time under way between places, in seconds.
    home_units
        Codes of the units it knows; empty means it is at home everywhere.
    shift_id
        Crews with the same shift id share one reserve.
    """

    crew_id: str
    kind: str
    size: int
    officers: int
    mode: str
    base_id: str
    start_s: int
    end_s: int
    max_drive_s: int
    home_units: tuple[str, ...] = ()
    shift_id: str = "day"

    def __post_init__(self) -> None:
        check_id("crew_id", self.crew_id)
        check_choice("kind", self.kind, CREW_KINDS)
        check_int("size", self.size, low=1, high=1000)
        check_int("officers", self.officers, high=1000)
        if self.officers > self.size:
            raise ProblemError(
                place="officers", expected=f"at most size {self.size}", given=self.officers
            )
        check_choice("mode", self.mode, MODES)
        check_id("base_id", self.base_id)
        check_int("start_s", self.start_s, high=TIME_LIMIT_S)
        check_int("end_s", self.end_s, high=TIME_LIMIT_S)
        if self.end_s <= self.start_s:
            raise ProblemError(
                place="end_s", expected=f"more than start_s {self.start_s}", given=self.end_s
            )
        check_int("max_drive_s", self.max_drive_s, high=TIME_LIMIT_S)
        check_ids("home_units", self.home_units)
        check_id("shift_id", self.shift_id)


@dataclass(frozen=True, slots=True)
class Stop:
    """A place to visit once.

    Parameters
    ----------
    dwell_s
        Seconds the visit takes.
    priority
        What leaving it out costs, in points; 0 or more.
    mandatory
        Whether it may not be left out.
    open_s, close_s
        The whole visit lies in this window, in seconds after midnight.
    needs_officer
        Whether only a crew with a police officer may go there.
    """

    stop_id: str
    unit_code: str
    dwell_s: int
    priority: int
    mandatory: bool = False
    open_s: int = 0
    close_s: int = TIME_LIMIT_S
    needs_officer: bool = False

    def __post_init__(self) -> None:
        check_id("stop_id", self.stop_id)
        check_id("unit_code", self.unit_code)
        check_int("dwell_s", self.dwell_s, high=TIME_LIMIT_S)
        check_int("priority", self.priority, high=10_000)
        check_bool("mandatory", self.mandatory)
        check_int("open_s", self.open_s, high=TIME_LIMIT_S)
        check_int("close_s", self.close_s, high=TIME_LIMIT_S)
        check_bool("needs_officer", self.needs_officer)
        if self.open_s + self.dwell_s > self.close_s:
            expected = f"at least open_s + dwell_s = {self.open_s + self.dwell_s}"
            raise ProblemError(place="close_s", expected=expected, given=self.close_s)


@dataclass(frozen=True, slots=True)
class PatrolRules:
    """The rules of a patrol, each with its value.

    Parameters
    ----------
    min_crew_size
        Fewest people in a crew that goes out.
    reserve_share_pct
        Share of the crews of each shift that stays at the base. Of n crews at most
        ``n * (100 - share) // 100`` go out: the reserve is rounded up.
    officer_where_needed
        Whether stops that need an officer get a crew that has one.
    volunteers_need_officer
        Whether crews of volunteers or militia go out only with an officer among them.
    own_units_price_s
        Price of a visit outside the crew's home units, in seconds of driving.
    left_out_price_s
        Price of leaving out one point of priority, in seconds of driving.
    """

    min_crew_size: int = 2
    reserve_share_pct: int = 50
    officer_where_needed: bool = True
    volunteers_need_officer: bool = True
    own_units_price_s: int = 600
    left_out_price_s: int = 3600

    def __post_init__(self) -> None:
        check_int("min_crew_size", self.min_crew_size, high=1000)
        check_int("reserve_share_pct", self.reserve_share_pct, high=100)
        check_bool("officer_where_needed", self.officer_where_needed)
        check_bool("volunteers_need_officer", self.volunteers_need_officer)
        check_int("own_units_price_s", self.own_units_price_s, high=NUMBER_LIMIT)
        check_int("left_out_price_s", self.left_out_price_s, high=NUMBER_LIMIT)


@dataclass(frozen=True, slots=True)
class PatrolProblem:
    """Who goes where on one shift, so that little is left out and little time is lost on the road.

    Parameters
    ----------
    location_ids
        Names of the rows and columns of every travel table: each stop id and each base id.

    Raises
    ------
    ProblemError
        If an id is unknown or repeated, or a table has the wrong size.
    """

    location_ids: tuple[str, ...]
    travel: tuple[Travel, ...]
    crews: tuple[Crew, ...]
    stops: tuple[Stop, ...]
    rules: PatrolRules = PatrolRules()
    kind: Literal["patrol"] = "patrol"
    version: Literal[1] = 1

    def __post_init__(self) -> None:
        check_ids("location_ids", self.location_ids)
        check_unique("travel", "mode", (table.mode for table in self.travel))
        check_unique("crews", "crew_id", (crew.crew_id for crew in self.crews))
        check_unique("stops", "stop_id", (stop.stop_id for stop in self.stops))
        size, known = len(self.location_ids), set(self.location_ids)
        for i, table in enumerate(self.travel):
            check_matrix(f"travel[{i}].seconds", table.seconds, height=size, width=size)
        modes = {table.mode for table in self.travel}
        for i, crew in enumerate(self.crews):
            check_known(f"crews[{i}].base_id", crew.base_id, known, "location")
            check_known(f"crews[{i}].mode", crew.mode, modes, "mode with a travel table")
        for i, stop in enumerate(self.stops):
            check_known(f"stops[{i}].stop_id", stop.stop_id, known, "location")


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: arrival and departure in seconds after midnight; the crew may wait in between."""

    stop_id: str
    arrive_s: int
    leave_s: int

    def __post_init__(self) -> None:
        check_id("stop_id", self.stop_id)
        check_int("arrive_s", self.arrive_s, low=-TIME_LIMIT_S, high=2 * TIME_LIMIT_S)
        check_int("leave_s", self.leave_s, low=-TIME_LIMIT_S, high=2 * TIME_LIMIT_S)


@dataclass(frozen=True, slots=True)
class CrewRoute:
    """What one crew does: it leaves its base, makes its visits in order and is back."""

    crew_id: str
    start_s: int
    visits: tuple[Visit, ...]
    return_s: int

    def __post_init__(self) -> None:
        check_id("crew_id", self.crew_id)
        check_int("start_s", self.start_s, low=-TIME_LIMIT_S, high=2 * TIME_LIMIT_S)
        check_int("return_s", self.return_s, low=-TIME_LIMIT_S, high=2 * TIME_LIMIT_S)


@dataclass(frozen=True, slots=True)
class PatrolPlan:
    """The routes of the crews that go out; every other crew is the reserve."""

    routes: tuple[CrewRoute, ...]

    @property
    def served(self) -> frozenset[str]:
        """Ids of the stops somebody visits."""
        return frozenset(v.stop_id for v in chain.from_iterable(r.visits for r in self.routes))
