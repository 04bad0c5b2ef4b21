"""What of a plan has happened by a moment, and how a question is told that it has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.problem.tour_parts import HORIZON_S, Task, Travel, Turn, Window
from planner.problem.tours import Call, Kept, Tour, ToursPlan, ToursProblem

NEVER = (Window(0, 0),)
"""Hours of a task that cannot be done any more: none would mean always."""


@dataclass(frozen=True, slots=True)
class Past:
    """Calls that have begun by now.

    Parameters
    ----------
    done
        The calls of each turn that have begun, in order.
    home_s
        When each turn that is or was out is home after its last begun call.
    back_s
        When each crew is home for the last time.
    shifts
        Day and name of the shifts that have sent somebody out.
    """

    now_s: int
    done: dict[str, tuple[Call, ...]]
    home_s: dict[str, int]
    back_s: dict[str, int]
    shifts: frozenset[tuple[int, str]]
    legs: tuple[tuple[str, str, str, int], ...]

    @property
    def calls(self) -> dict[Kept, None]:
        """Calls that have begun, as they are pinned."""
        return {Kept(c.task_id, turn): None for turn, calls in self.done.items() for c in calls}

    def travelled(
        self, problem: ToursProblem, travel: Sequence[Travel], location_ids: tuple[str, ...] = ()
    ) -> tuple[Travel, ...]:
        """Return new tables in which the legs driven by now take what they took."""
        rows = {name: i for i, name in enumerate(location_ids or problem.location_ids)}
        tables = {table.mode: [list(row) for row in table.seconds] for table in travel}
        for mode, leave_id, enter_id, seconds in self.legs:
            tables[mode][rows[leave_id]][rows[enter_id]] = seconds
        return tuple(
            replace(table, seconds=tuple(map(tuple, tables[table.mode]))) for table in travel
        )


def past_of(problem: ToursProblem, plan: ToursPlan, now_s: int) -> Past:
    """Return what of a plan has begun by now."""
    turns = {turn.turn_id: turn for turn in problem.turns}
    crews = {crew.crew_id: crew for crew in problem.crews}
    done, home_s, back_s = {}, {}, dict[str, int]()
    legs: list[tuple[str, str, str, int]] = []
    for tour in plan.tours:
        calls = tuple(call for call in tour.calls if call.begin_s < now_s)
        if not calls:
            continue
        crew = crews[turns[tour.turn_id].crew_id]
        done[tour.turn_id] = calls
        path = _path(problem, tour, calls)
        driven = [(crew.mode, a, b, _seconds(problem, crew.mode, a, b)) for a, b in path]
        over = len(calls) == len(tour.calls)
        home = tour.return_s if over else calls[-1].end_s + driven[-1][3]
        # the way home may have changed while somebody is still out
        legs += driven if home <= now_s else driven[:-1]
        home_s[tour.turn_id] = home
        back_s[crew.crew_id] = max(back_s.get(crew.crew_id, 0), home)
    shifts = frozenset((turns[name].day, turns[name].shift_id) for name in done)
    return Past(now_s, done, home_s, back_s, shifts, tuple(legs))


def _path(problem: ToursProblem, tour: Tour, calls: Sequence[Call]) -> list[tuple[str, str]]:
    """Locations left and entered: from the base along the calls and home again."""
    tasks = {task.task_id: task for task in problem.tasks}
    turn = next(turn for turn in problem.turns if turn.turn_id == tour.turn_id)
    crew = next(crew for crew in problem.crews if crew.crew_id == turn.crew_id)
    ways = [tasks[call.task_id].ways[call.way] for call in calls]
    leave = [crew.base_id, *(way.leave_id for way in ways)]
    enter = [*(way.enter_id for way in ways), crew.end_id or crew.base_id]
    return list(zip(leave, enter, strict=True))


def _seconds(problem: ToursProblem, mode: str, leave_id: str, enter_id: str) -> int:
    table = next(table for table in problem.travel if table.mode == mode)
    row = problem.location_ids.index
    return table.seconds[row(leave_id)][row(enter_id)]


def with_past(problem: ToursProblem, plan: ToursPlan, past: Past) -> ToursProblem:
    """Pin what has begun at its times; before now nothing else begins and nobody else leaves."""
    if not past.now_s:
        return problem
    begun: dict[str, list[Window]] = {}
    for calls in past.done.values():
        for call in calls:
            begun.setdefault(call.task_id, []).append(Window(call.begin_s, call.end_s))
    left = {tour.turn_id: tour.start_s for tour in plan.tours if tour.start_s < past.now_s}
    over = {task.meeting for task in problem.tasks if task.task_id in begun}
    pins = dict.fromkeys([*problem.pins, *past.calls])
    return replace(
        problem,
        turns=tuple(_from_now(turn, left.get(turn.turn_id), past.now_s) for turn in problem.turns),
        tasks=tuple(
            _task(
                # where one is there already nobody can be told not to come
                replace(task, meeting="") if task.meeting in over else task,
                begun.get(task.task_id, ()),
                past.now_s,
            )
            for task in problem.tasks
        ),
        pins=tuple(pins),
    )


def _from_now(turn: Turn, left_s: int | None, now_s: int) -> Turn:
    """Let a turn that is not out begin now, and one that has left when it did."""
    start_s = max(turn.start_s, now_s if left_s is None else left_s)
    return replace(turn, start_s=start_s) if start_s < turn.end_s else turn


def _task(task: Task, begun: Sequence[Window], now_s: int) -> Task:
    given = task.windows or (Window(0, HORIZON_S),)
    later = [Window(max(w.open_s, now_s), w.close_s) for w in given if w.close_s >= now_s]
    return replace(task, windows=(*begun, *later) or NEVER)
