"""A tours question as its bounds see it: what is wanted, and the turns that are alike.

Everything in here is a relaxation: whatever a sound plan does can be said in these words, at no
higher price. Times are relative to midnight before the turn, so that days fall together.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.engine.tours_view import able_to, may_go_out, stranger_price
from planner.problem.tour_parts import DAY_S, Crew, Task, Turn
from planner.problem.tours import ToursProblem


@dataclass(frozen=True, slots=True)
class Unit:
    """Something wanted `times` times: a task, or one of its ways where each is wanted.

    Parameters
    ----------
    price
        What each missing time costs; `required`: none may be missing.
    days
        Days of the horizon on which some turn that may go out can do it.
    """

    task: int
    times: int
    price: int
    required: bool
    days: int


@dataclass(frozen=True, slots=True)
class Spot:
    """One way of a unit within one span of beginnings on one day; ends of legs are locations."""

    unit: int
    way: int
    enter: int
    leave: int
    dwell_s: int
    open_s: int
    late_s: int
    price: int
    load: int
    day: int


@dataclass(frozen=True, slots=True)
class Group:
    """Turns that differ in the day only: rows of the question's turns, and what they can do.

    Parameters
    ----------
    work_s
        Most seconds of driving and work in a tour, with the breaks these ask for taken off.
    """

    turns: tuple[int, ...]
    mode: str
    base: int
    end: int
    start_s: int
    end_s: int
    max_drive_s: int
    work_s: int
    load_most: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """Days a task is late for n calls: at least `late` - `fewer` * n for each of the lines."""

    task: int
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A question for its bounds.

    Parameters
    ----------
    turns_out
        For each shift on a day how many turns may be out.
    certain
        What every plan costs at least: what nobody can do.
    kept, pins
        For each pair of a task and a turn how often its loss is priced; pairs that must be.
    """

    problem: ToursProblem
    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    turns_out: dict[tuple[int, str], int]
    promises: tuple[Promise, ...]
    kept: dict[tuple[int, int], int]
    pins: tuple[tuple[int, int], ...]

    def task_of(self, spot: Spot) -> int:
        """Return the row of the task a spot is of."""
        return self.units[spot.unit].task

    @property
    def certain(self) -> int:
        """What every plan costs at least: times nobody can do, promises nobody can keep."""
        cost = sum(unit.price * max(0, unit.times - unit.days) for unit in self.units)
        days: dict[int, int] = defaultdict(int)
        for unit in self.units:
            days[unit.task] += unit.days
        late = (max(a - b * days[p.task] for a, b in p.lines) for p in self.promises)
        return cost + self.problem.rules.promise_price_s * sum(max(0, days) for days in late)


def relaxed(problem: ToursProblem) -> Relaxed:
    """Read a question for its bounds."""
    row = {name: i for i, name in enumerate(problem.location_ids)}
    turn_row = {turn.turn_id: i for i, turn in enumerate(problem.turns)}
    task_row = {task.task_id: i for i, task in enumerate(problem.tasks)}
    kept: dict[tuple[int, int], int] = defaultdict(int)
    for call in problem.kept:
        kept[task_row[call.task_id], turn_row[call.turn_id]] += 1
    pins = tuple((task_row[pin.task_id], turn_row[pin.turn_id]) for pin in problem.pins)
    out = turns_out(problem)
    wanted = list(_wanted(problem))
    own = {turn for _, turn in [*kept, *pins]}
    groups = tuple(_groups(problem, row, wanted, out, own))
    days: dict[int, set[int]] = defaultdict(set)
    for group in groups:
        for turn in group.turns:
            for spot in group.spots:
                days[spot.unit].add(problem.turns[turn].day + spot.day)
    units = tuple(
        Unit(
            t,
            problem.tasks[t].times,
            problem.tasks[t].priority * problem.rules.left_out_price_s,
            problem.tasks[t].mandatory,
            len(days[u]),
        )
        for u, (t, _) in enumerate(wanted)
    )
    promises = tuple(_promise(problem, t) for t in range(len(problem.tasks)))
    late = tuple(promise for promise in promises if promise.lines)
    return Relaxed(problem, units, groups, out, late, dict(kept), pins)


def turns_out(problem: ToursProblem) -> dict[tuple[int, str], int]:
    """Return for each shift on a day how many turns the reserve lets go."""
    turns: dict[tuple[int, str], int] = defaultdict(int)
    for turn in problem.turns:
        turns[turn.day, turn.shift_id] += 1
    share = 100 - problem.rules.reserve_share_pct
    return {shift: count * share // 100 for shift, count in turns.items()}


def _wanted(problem: ToursProblem) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each unit: its task, and the ways of which one is to be taken."""
    for t, task in enumerate(problem.tasks):
        ways = range(len(task.ways))
        yield from ((t, (way,)) for way in ways) if task.each_way else [(t, tuple(ways))]


def _groups(
    problem: ToursProblem,
    row: dict[str, int],
    wanted: Sequence[tuple[int, tuple[int, ...]]],
    out: dict[tuple[int, str], int],
    own: set[int],
) -> Iterator[Group]:
    crews = {crew.crew_id: crew for crew in problem.crews}
    alike: dict[tuple[Group, int], list[int]] = defaultdict(list)
    for r, turn in enumerate(problem.turns):
        crew = crews[turn.crew_id]
        if not may_go_out(problem, turn, crew) or not out[turn.day, turn.shift_id]:
            continue
        midnight = turn.day * DAY_S
        start_s, end_s = turn.start_s - midnight, turn.end_s - midnight
        like = Group(
            (),
            crew.mode,
            row[crew.base_id],
            row[crew.end_id or crew.base_id],
            start_s,
            end_s,
            min(turn.max_drive_s, end_s - start_s),
            _work_s(problem, end_s - start_s),
            crew.load_most,
            tuple(_spots(problem, row, wanted, turn, crew)),
        )
        alike[like, r if r in own else -1].append(r)
    for (like, _), rows in alike.items():
        yield replace(like, turns=tuple(rows))


def _spots(
    problem: ToursProblem,
    row: dict[str, int],
    wanted: Sequence[tuple[int, tuple[int, ...]]],
    turn: Turn,
    crew: Crew,
) -> Iterator[Spot]:
    officers = problem.rules.officer_where_needed
    for u, (t, ways) in enumerate(wanted):
        task = problem.tasks[t]
        if not able_to(task, crew, officers=officers) or task.load > crew.load_most:
            continue
        price = stranger_price(problem, crew, task)
        for w in ways:
            way = task.ways[w]
            for day, open_s, late_s in _spans(task, turn, way.dwell_s):
                ends = row[way.enter_id], row[way.leave_id]
                yield Spot(u, w, *ends, way.dwell_s, open_s, late_s, price, task.load, day)


def _spans(task: Task, turn: Turn, dwell_s: int) -> Iterator[tuple[int, int, int]]:
    """Yield the days, counted from the turn's, and spans in which a call can begin."""
    midnight = turn.day * DAY_S
    spans = [(w.open_s, w.close_s) for w in task.windows] or [(turn.start_s, turn.end_s)]
    for a, b in spans:
        first = max(a, turn.start_s) - midnight
        last = min(b, turn.end_s) - dwell_s - midnight
        for day in range(first // DAY_S, last // DAY_S + 1):
            open_s, late_s = max(first, day * DAY_S), min(last, (day + 1) * DAY_S - 1)
            if open_s <= late_s:
                yield day, open_s, late_s


def _work_s(problem: ToursProblem, length_s: int) -> int:
    """Most seconds under way and at work in so long a turn: n breaks part n + 1 stretches."""
    rules = problem.rules
    if not rules.break_after_s:
        return length_s
    most = length_s // rules.break_s + 1
    return max(
        min((n + 1) * rules.break_after_s, length_s - n * rules.break_s) for n in range(most)
    )


def _promise(problem: ToursProblem, t: int) -> Promise:
    """Each call keeps so many days from being late as the promise allows between two.

    Late is every day of the horizon, and before it since the last call, that has no call in the
    promised number of days before it.
    """
    task = problem.tasks[t]
    gap, price = task.longest_gap_days, problem.rules.promise_price_s
    days = problem.days - 1 - task.last_day - gap
    if not gap or not price or days <= 0:
        return Promise(t, ())
    before = max(0, -task.last_day - gap)  # days late before the horizon begins
    few, rest = divmod(days - before, gap)
    last = ((before + (few + 1) * rest, rest),) if rest else ()
    return Promise(t, ((days, gap), *last, (before, 0)))
