"""A plan tour by tour for paper and telephones: stops in order with their times, the way driven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import numpy as np
import shapely

from planner.problem.tour_parts import DAY_S
from planner.report.duty_leeway import leave_late_s, leeways

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from geo.travel import Mode
    from planner.demand.tours import ToursContext
    from planner.problem.tour_parts import Crew, Task, Turn
    from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem
    from planner.report.duty_leeway import Leeway
    from planner.words import Lang

    Points = NDArray[np.float64]

NOWHERE = shapely.LineString()
_SAME_M = 0.05  # two ends this near are one spot


@dataclass(frozen=True, eq=False)
class Stop:
    """One call of a tour; times are seconds after midnight of the day its turn begins.

    Parameters
    ----------
    at
        Where it begins.
    way
        Line driven or walked from the stop before, in that direction.
    street
        Line of a street to be covered, in the direction in which it is.
    """

    number: int
    task_id: str
    name: str
    kind: str
    arrive_s: int
    begin_s: int
    end_s: int
    leave_s: int
    leeway_s: int
    at: shapely.Point
    way: shapely.LineString
    street: shapely.LineString

    @property
    def latest_s(self) -> int:
        """Latest time at which its work may begin."""
        return self.begin_s + max(0, self.leeway_s)


@dataclass(frozen=True, eq=False)
class Duty:
    """What one crew does on one turn, without anybody's name.

    Parameters
    ----------
    home
        Line from the last stop back.
    break_s
        Least length of a wait that is a break; 0 where no break is asked for.
    """

    turn: Turn
    crew: Crew
    crew_name: str
    day: date
    base_name: str
    base: shapely.Point
    start_s: int
    latest_start_s: int
    return_s: int
    stops: tuple[Stop, ...]
    home: shapely.LineString
    break_s: int

    @property
    def track(self) -> Points:
        """Corners of the whole way from the base and back in the area's system, none twice."""
        lines = [line for stop in self.stops for line in (stop.way, stop.street)]
        return joined([*lines, self.home])

    @property
    def length_m(self) -> float:
        """Length of the whole way."""
        ways = sum(stop.way.length + stop.street.length for stop in self.stops)
        return float(ways + self.home.length)


def duties(
    problem: ToursProblem,
    plan: ToursPlan,
    context: ToursContext,
    lang: Lang,
    turns: Collection[str] = (),
) -> tuple[Duty, ...]:
    """Return the tours of a plan by day and crew, all or those of some turns only."""
    by_turn = {turn.turn_id: turn for turn in problem.turns}
    order = {crew.crew_id: number for number, crew in enumerate(problem.crews)}
    tours = [tour for tour in plan.tours if not turns or tour.turn_id in turns]
    tours.sort(key=lambda t: (by_turn[t.turn_id].day, order[by_turn[t.turn_id].crew_id], t.start_s))
    leeway, names = leeways(problem, plan), context.names(lang)
    crews = {crew.crew_id: crew for crew in problem.crews}
    read = _Reader(context, {task.task_id: task for task in problem.tasks}, names)
    found = []
    for tour in tours:
        turn = by_turn[tour.turn_id]
        crew, midnight_s = crews[turn.crew_id], turn.day * DAY_S
        own = leeway[tour.turn_id]
        leave_s = leave_late_s(problem, tour, own)
        stops, here = read.stops(tour, crew, own, midnight_s)
        found.append(
            Duty(
                turn=turn,
                crew=crew,
                crew_name=names.get(crew.crew_id, crew.crew_id),
                day=context.first + timedelta(days=turn.day),
                base_name=names.get(f"site:{crew.base_id.partition(':')[2]}", crew.base_id),
                base=context.spots[crew.base_id],
                start_s=tour.start_s - midnight_s,
                latest_start_s=tour.start_s + max(0, leave_s) - midnight_s,
                return_s=tour.return_s - midnight_s,
                stops=stops,
                home=read.way(crew, here, crew.end_id or crew.base_id),
                break_s=problem.rules.break_s * bool(problem.rules.break_after_s),
            )
        )
    return tuple(found)


def joined(lines: Sequence[shapely.Geometry]) -> Points:
    """Corners of lines that follow each other, without those that come twice in a row."""
    corners = [shapely.get_coordinates(line) for line in lines if not line.is_empty]
    if not corners:
        return np.empty((0, 2))
    points = np.concatenate(corners)
    moves = np.hypot(*np.diff(points, axis=0).T) > _SAME_M
    kept: Points = points[np.concatenate([[True], moves])]
    return kept


@dataclass(frozen=True, eq=False)
class _Reader:
    """What is needed to say what a call is on the ground."""

    context: ToursContext
    tasks: Mapping[str, Task]
    names: Mapping[str, str]

    def stops(
        self, tour: Tour, crew: Crew, leeway: Leeway, midnight_s: int
    ) -> tuple[tuple[Stop, ...], str]:
        """Return the stops of a tour, and where it leaves the last one."""
        here, found = crew.base_id, []
        for number, call in enumerate(tour.calls):
            task = self.tasks[call.task_id]
            way = task.ways[call.way]
            found.append(
                Stop(
                    number=number + 1,
                    task_id=call.task_id,
                    name=self.names.get(call.task_id, call.task_id),
                    kind=task.kind,
                    arrive_s=call.arrive_s - midnight_s,
                    begin_s=call.begin_s - midnight_s,
                    end_s=call.end_s - midnight_s,
                    leave_s=call.leave_s - midnight_s,
                    leeway_s=leeway.calls_s[number],
                    at=self.context.spots[way.enter_id],
                    way=self.way(crew, here, way.enter_id),
                    street=self._street(call),
                )
            )
            here = way.leave_id
        return tuple(found), here

    def way(self, crew: Crew, leave_id: str, enter_id: str) -> shapely.LineString:
        """Line between two locations on the roads of a crew; empty for one spot."""
        if leave_id == enter_id:
            return NOWHERE
        lines = self.context.path(cast("Mode", crew.mode), leave_id, enter_id)
        return _line(joined(lines.geoms))

    def _street(self, call: Call) -> shapely.LineString:
        """Line of a street as it is done: its second way is the first one back."""
        shape = self.context.tasks.geometry[call.task_id]
        if shape.length == 0:
            return NOWHERE
        return _line(shapely.get_coordinates(shape)[:: -1 if call.way else 1])


def _line(points: Points) -> shapely.LineString:
    return shapely.LineString(points) if len(points) > 1 else NOWHERE
