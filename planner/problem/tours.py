"""The tours question: which crew does what on which shift, over days or weeks.

A turn is one crew on one shift; a tour is what it does there. A plan is judged by
:mod:`planner.judge.tours`, which is also the exact meaning of every rule and price.
"""

from dataclasses import dataclass, field
from typing import Literal

from planner.problem.checks import (
    check_id,
    check_ids,
    check_int,
    check_known,
    check_matrix,
    check_unique,
)
from planner.problem.tour_parts import DAYS_MOST, HORIZON_S, Crew, Task, TourRules, Travel, Turn


@dataclass(frozen=True, slots=True)
class Kept:
    """A call of the plan before: this task on this turn."""

    task_id: str
    turn_id: str


@dataclass(frozen=True, slots=True)
class ToursProblem:
    """Which crew does what on which shift, so that promises hold and little time is lost.

    Parameters
    ----------
    days
        Length of the horizon.
    location_ids
        Names of the rows and columns of every travel table.
    pins
        Calls that must be made; `kept`: calls whose loss has a price.
    now_s
        What had begun by then is pinned already; seconds after midnight of day 0.

    Raises
    ------
    ProblemError
        If an id is unknown or repeated, or a table has the wrong size.
    """

    days: int
    location_ids: tuple[str, ...]
    travel: tuple[Travel, ...]
    crews: tuple[Crew, ...]
    turns: tuple[Turn, ...]
    tasks: tuple[Task, ...]
    rules: TourRules = field(default_factory=TourRules)
    pins: tuple[Kept, ...] = ()
    kept: tuple[Kept, ...] = ()
    now_s: int = 0
    kind: Literal["tours"] = "tours"
    version: Literal[1] = 1

    def __post_init__(self) -> None:
        check_int("days", self.days, low=1, high=DAYS_MOST)
        check_int("now_s", self.now_s, high=HORIZON_S)
        check_ids("location_ids", self.location_ids)
        check_unique("travel", "mode", (table.mode for table in self.travel))
        check_unique("crews", "crew_id", (crew.crew_id for crew in self.crews))
        check_unique("turns", "turn_id", (turn.turn_id for turn in self.turns))
        check_unique("tasks", "task_id", (task.task_id for task in self.tasks))
        size, known = len(self.location_ids), set(self.location_ids)
        for i, table in enumerate(self.travel):
            check_matrix(f"travel[{i}].seconds", table.seconds, height=size, width=size)
        modes = {table.mode for table in self.travel}
        for i, crew in enumerate(self.crews):
            check_known(f"crews[{i}].mode", crew.mode, modes, "mode with a travel table")
            check_known(f"crews[{i}].base_id", crew.base_id, known, "location")
            check_known(f"crews[{i}].end_id", crew.end_id or crew.base_id, known, "location")
        crews = {crew.crew_id for crew in self.crews}
        for i, turn in enumerate(self.turns):
            check_known(f"turns[{i}].crew_id", turn.crew_id, crews, "crew")
            check_int(f"turns[{i}].day", turn.day, high=self.days - 1)
        for i, task in enumerate(self.tasks):
            for j, way in enumerate(task.ways):
                for end in ("enter_id", "leave_id"):
                    check_known(f"tasks[{i}].ways[{j}].{end}", getattr(way, end), known, "location")
        tasks, turns = {t.task_id for t in self.tasks}, {t.turn_id for t in self.turns}
        for name, calls in (("pins", self.pins), ("kept", self.kept)):
            for i, call in enumerate(calls):
                check_known(f"{name}[{i}].task_id", call.task_id, tasks, "task")
                check_known(f"{name}[{i}].turn_id", call.turn_id, turns, "turn")


@dataclass(frozen=True, slots=True)
class Call:
    """One time a task is done: on the spot, at work, done, off again; waits lie in between."""

    task_id: str
    way: int
    arrive_s: int
    begin_s: int
    end_s: int
    leave_s: int

    def __post_init__(self) -> None:
        check_id("task_id", self.task_id)
        check_int("way", self.way, high=1000)
        for name in ("arrive_s", "begin_s", "end_s", "leave_s"):
            check_int(name, getattr(self, name), low=-HORIZON_S, high=2 * HORIZON_S)


@dataclass(frozen=True, slots=True)
class Tour:
    """What one crew does on one turn: it leaves its base, makes its calls and is back."""

    turn_id: str
    start_s: int
    calls: tuple[Call, ...]
    return_s: int

    def __post_init__(self) -> None:
        check_id("turn_id", self.turn_id)
        check_int("start_s", self.start_s, low=-HORIZON_S, high=2 * HORIZON_S)
        check_int("return_s", self.return_s, low=-HORIZON_S, high=2 * HORIZON_S)


@dataclass(frozen=True, slots=True)
class ToursPlan:
    """The tours of the turns that go out; every other turn is the reserve."""

    tours: tuple[Tour, ...]
