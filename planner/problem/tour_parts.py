"""What a tours question is made of: crews, their turns, the tasks, the rules with their prices.

Times are seconds after midnight of day 0; day 3 begins at 3 * 86400.
"""

from dataclasses import dataclass

from planner.problem.checks import (
    NUMBER_LIMIT,
    ProblemError,
    check_bool,
    check_choice,
    check_id,
    check_ids,
    check_int,
)

DAY_S = 86_400
DAYS_MOST = 62
HORIZON_S = (DAYS_MOST + 2) * DAY_S
"""Largest time: the last shift may run past its midnight."""
PRIORITY_MOST = 10_000
OWN_SKILL = "crew:"
"""Beginning of the skill that only one crew has, to be itself; its id follows."""
CREW_KINDS = ("police", "auxiliary", "village_auxiliary", "volunteer", "militia", "mixed")
ESCORTED_KINDS = ("volunteer", "militia")
"""Kinds that go out only with a police officer among them."""
MODES = ("foot", "motorbike", "car")
TASK_KINDS = ("visit", "post", "street", "perimeter")


@dataclass(frozen=True, slots=True)
class Travel:
    """Seconds from every location (row) to every location (column) by one mode; -1 = no way."""

    mode: str
    seconds: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        check_choice("mode", self.mode, MODES)


@dataclass(frozen=True, slots=True)
class Crew:
    """A post that goes out as one, with what it is made of and where it belongs.

    Parameters
    ----------
    end_id
        Location where its tours end; "" for its base.
    load_most
        Most load it may take on one tour.
    home_units, home_grids
        Codes of the units and grids it belongs to; empty means it is at home everywhere.
    """

    crew_id: str
    kind: str
    size: int
    officers: int
    mode: str
    base_id: str
    end_id: str = ""
    skills: tuple[str, ...] = ()
    load_most: int = NUMBER_LIMIT
    home_units: tuple[str, ...] = ()
    home_grids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_id("crew_id", self.crew_id)
        check_choice("kind", self.kind, CREW_KINDS)
        check_int("size", self.size, low=1, high=1000)
        check_int("officers", self.officers, high=self.size)
        check_choice("mode", self.mode, MODES)
        check_id("base_id", self.base_id)
        if self.end_id:
            check_id("end_id", self.end_id)
        check_ids("skills", self.skills)
        check_int("load_most", self.load_most)
        check_ids("home_units", self.home_units)
        check_ids("home_grids", self.home_grids)


@dataclass(frozen=True, slots=True)
class Turn:
    """One crew on one shift: when it may be out, and how long it may drive.

    Turns of the same shift on the same day share one reserve.
    """

    turn_id: str
    crew_id: str
    shift_id: str
    day: int
    start_s: int
    end_s: int
    max_drive_s: int
    night: bool = False

    def __post_init__(self) -> None:
        check_id("turn_id", self.turn_id)
        check_id("shift_id", self.shift_id)
        check_int("day", self.day, high=DAYS_MOST)
        check_int("start_s", self.start_s, high=HORIZON_S)
        check_int("end_s", self.end_s, low=self.start_s + 1, high=HORIZON_S)
        check_int("max_drive_s", self.max_drive_s, high=HORIZON_S)
        check_bool("night", self.night)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do a task: where it begins, where it ends, how long it takes.

    A place is entered and left at one location; a street at its two ends, one way or the other.
    """

    enter_id: str
    leave_id: str
    dwell_s: int

    def __post_init__(self) -> None:
        check_id("enter_id", self.enter_id)
        check_id("leave_id", self.leave_id)
        check_int("dwell_s", self.dwell_s, high=HORIZON_S)


@dataclass(frozen=True, slots=True)
class Window:
    """A span in which the whole of a call must lie."""

    open_s: int
    close_s: int

    def __post_init__(self) -> None:
        check_int("open_s", self.open_s, high=HORIZON_S)
        check_int("close_s", self.close_s, low=self.open_s, high=HORIZON_S)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done at a place or along a street, once or several times.

    Parameters
    ----------
    ways
        Ways to do it; one of them is chosen at each call.
    times
        Days of the horizon on which it is wanted. With `each_way` every way is wanted so often:
        both directions of a street whose two sides matter.
    priority
        What each missing time costs, in points.
    mandatory
        Whether no time may be missing.
    windows
        When it can be done; none means always.
    longest_gap_days, last_day
        Promise of a place: at most so many days from one call to the next, 0 for no promise;
        `last_day` is the day of the last call before the horizon, -1 for the day before it.
    load
        What each call takes of the crew's `load_most`.
    meeting
        Name of a meeting: tasks that share it are done by different crews at the same time.
    """

    task_id: str
    kind: str
    unit_code: str
    ways: tuple[Way, ...]
    grid_id: str = ""
    times: int = 1
    each_way: bool = False
    priority: int = 0
    mandatory: bool = False
    windows: tuple[Window, ...] = ()
    skills: tuple[str, ...] = ()
    least_size: int = 1
    needs_officer: bool = False
    longest_gap_days: int = 0
    last_day: int = -1
    load: int = 0
    meeting: str = ""

    def __post_init__(self) -> None:
        check_id("task_id", self.task_id)
        check_choice("kind", self.kind, TASK_KINDS)
        check_id("unit_code", self.unit_code)
        if not self.ways:
            raise ProblemError(place="ways", expected="at least one way to do it", given="none")
        if self.grid_id:
            check_id("grid_id", self.grid_id)
        check_int("times", self.times, high=DAYS_MOST)
        check_bool("each_way", self.each_way)
        check_int("priority", self.priority, high=PRIORITY_MOST)
        check_bool("mandatory", self.mandatory)
        check_ids("skills", self.skills)
        check_int("least_size", self.least_size, low=1, high=1000)
        check_bool("needs_officer", self.needs_officer)
        check_int("longest_gap_days", self.longest_gap_days, high=DAYS_MOST)
        check_int("last_day", self.last_day, low=-10_000, high=-1)
        check_int("load", self.load)
        if self.meeting:
            check_id("meeting", self.meeting)
            if self.each_way:
                raise ProblemError(place="each_way", expected="false at a meeting", given="true")


@dataclass(frozen=True, slots=True)
class TourRules:
    """Rules that hold, and prices of those that only should.

    Parameters
    ----------
    least_crew_size, volunteers_need_officer, officer_where_needed, reserve_share_pct
        Fewest people of a crew that goes out; whether volunteers and militia go out only with an
        officer among them; whether tasks that need an officer get a crew that has one; share of
        the turns of one shift on one day that stays, rounded up.
    night_least_size, night_needs_officer
        Fewest people of a crew that goes out at night, and whether one must be an officer.
    rest_s
        Least time from the return of one tour to the start of the crew's next.
    break_after_s, break_s
        Nobody is out longer than the first without a wait of the second; 0 for no such rule.
    meetings_hold, meeting_least_s, meeting_price_s
        Whether nobody may wait at a meeting for a crew that does not come; how long all must be
        at work at the same time; price of a meeting that is missed, where meetings need not hold.
    no_repeat
        Whether a crew's tours on two days running must differ in what they do or in its order.
    left_out_price_s
        Price of a point of priority left out, in seconds of driving, as all prices are.
    abroad_price_s, other_grid_price_s
        Price of a call outside the crew's units; of one within them outside its grids.
    promise_price_s
        Price of each day by which a gap is longer than promised.
    longest_price_pct
        Price of a second of the longest tour, in per cent of one.
    fair_price_s
        Price of each per mille by which the share of its turns that the busiest crew is out is
        larger than that of the least busy one.
    moved_price_s
        Price of each kept call that is not made.
    """

    least_crew_size: int = 2
    volunteers_need_officer: bool = True
    officer_where_needed: bool = True
    reserve_share_pct: int = 50
    night_least_size: int = 2
    night_needs_officer: bool = False
    rest_s: int = 8 * 3600
    break_after_s: int = 0
    break_s: int = 0
    no_repeat: bool = False
    meetings_hold: bool = True
    meeting_least_s: int = 300
    meeting_price_s: int = 1800
    left_out_price_s: int = 3600
    abroad_price_s: int = 600
    other_grid_price_s: int = 0
    promise_price_s: int = 7200
    longest_price_pct: int = 0
    fair_price_s: int = 0
    moved_price_s: int = 0

    def __post_init__(self) -> None:
        for name in ("volunteers_need_officer", "officer_where_needed", "night_needs_officer"):
            check_bool(name, getattr(self, name))
        check_bool("no_repeat", self.no_repeat)
        check_bool("meetings_hold", self.meetings_hold)
        check_int("least_crew_size", self.least_crew_size, high=1000)
        check_int("night_least_size", self.night_least_size, high=1000)
        check_int("reserve_share_pct", self.reserve_share_pct, high=100)
        for name in ("rest_s", "break_after_s", "break_s", "meeting_least_s"):
            check_int(name, getattr(self, name), high=HORIZON_S)
        if self.break_after_s and not self.break_s:
            raise ProblemError(place="break_s", expected="more than 0", given=self.break_s)
        for name in self.__slots__:
            if "_price_" in name:
                check_int(name, getattr(self, name))
