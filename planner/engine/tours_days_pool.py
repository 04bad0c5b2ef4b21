"""Recombine tours that rounds found into the best plan they allow, with CP-SAT.

Every rule and price that looks at several tours is a row here, as the judge counts it: the reserve,
rest, days alike, promises, pins and kept calls, the longest tour, fair shares. A task may be
covered twice on a day; what saves more by leaving it out then does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.tours_days import Stops, Week
from planner.engine.tours_days_clock import clocked, driven
from planner.engine.tours_days_state import State
from planner.engine.tours_days_tidy import tidied
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import Tour


@dataclass(frozen=True, slots=True)
class Column:
    """A tour a turn may make, with its driving and prices."""

    turn: int
    stops: Stops
    tour: Tour
    cost: int


def columns_of(
    week: Week, state: State, found: Iterable[tuple[int, Stops]], most: int
) -> tuple[Column, ...]:
    """Return the tours of a plan and the newest found, also for other crews on the shift.

    Parameters
    ----------
    found
        Newest last.
    most
        About how many columns to return.
    """
    chosen: dict[tuple[int, Stops], Column | None] = {
        (turn, stops): _priced(week, turn, stops, state.tours[turn])
        for turn, stops in state.stops.items()
    }
    for turn, stops in [*state.stops.items(), *reversed(list(found))]:
        for other in (turn, *(t for t in week.usable if week.shifts[t] == week.shifts[turn])):
            if (other, stops) not in chosen:
                chosen[other, stops] = _column(week, other, stops)
        if len(chosen) > most:
            break
    return tuple(column for column in chosen.values() if column is not None)


def _column(week: Week, turn: int, stops: Stops) -> Column | None:
    if not all(week.able(turn, task) for task, _, _ in stops):
        return None
    tour = clocked(week, turn, stops)
    return None if tour is None else _priced(week, turn, stops, tour)


def _priced(week: Week, turn: int, stops: Stops, tour: Tour) -> Column:
    cost = driven(week, turn, stops) + sum(week.price(turn, task) for task, _, _ in stops)
    return Column(turn, stops, tour, cost)


def recombined(
    week: Week, attempt: Attempt, columns: tuple[Column, ...], state: State, *, work: float
) -> State | None:
    """Return the best plan made of the columns, None if there is none the judge accepts."""
    master = _Master(week, columns)
    chosen = set(state.stops.items())
    for literal, column in zip(master.taken, columns, strict=True):
        master.model.add_hint(literal, (column.turn, column.stops) in chosen)
    with attempt.silently():
        answer = cp.solve(master.model, attempt, work=work)
    if not answer.solved:
        return None
    taken = zip(master.taken, columns, strict=True)
    picked = [column for literal, column in taken if answer.true(literal)]
    stops = {column.turn: column.stops for column in picked}
    return tidied(week, stops, {column.turn: column.tour for column in picked})


class _Master:
    """The set-covering model with a literal for each column."""

    def __init__(self, week: Week, columns: tuple[Column, ...]) -> None:
        self.week, self.columns = week, columns
        self.model = cp_model.CpModel()
        self.taken = [self.model.new_bool_var("") for _ in columns]
        self.cost: list[cp_model.LinearExpr] = [
            column.cost * literal for column, literal in zip(columns, self.taken, strict=True)
        ]
        self.of_turn: dict[int, list[int]] = defaultdict(list)
        for c, column in enumerate(columns):
            self.of_turn[column.turn].append(c)
        self.out = {turn: self._any(rows) for turn, rows in self.of_turn.items()}
        self._turns()
        self._rest()
        self._alike()
        self._days()
        self._fixed()
        self._longest()
        self._fair()
        self.model.minimize(sum(self.cost))

    def _any(self, rows: list[int]) -> cp_model.IntVar:
        """Return a literal that is true if and only if one of some columns is taken."""
        out = self.model.new_bool_var("")
        self.model.add_exactly_one([*(self.taken[c] for c in rows), out.negated()])
        return out

    def _turns(self) -> None:
        shifts: dict[tuple[int, str], list[cp_model.IntVar]] = defaultdict(list)
        for turn, literal in self.out.items():
            shifts[self.week.shifts[turn]].append(literal)
        for shift, literals in shifts.items():
            self.model.add(sum(literals) <= self.week.allowed_out[shift])

    def _rest(self) -> None:
        rest_s = self.week.problem.rules.rest_s
        for one, other in combinations(sorted(self.out, key=self.week.begins), 2):
            if self.week.rest_clash(one, other):
                back = self._sum(one, lambda column: column.tour.return_s)
                start = self._sum(other, lambda column: column.tour.start_s)
                rule = self.model.add(start - back >= rest_s)
                rule.only_enforce_if([self.out[one], self.out[other]])

    def _sum(self, turn: int, value: Callable[[Column], int]) -> cp_model.LinearExpr:
        rows = self.of_turn[turn]
        return cp_model.LinearExpr.weighted_sum(
            [self.taken[c] for c in rows], [value(self.columns[c]) for c in rows]
        )

    def _alike(self) -> None:
        """Take no tour twice on two days running by one crew."""
        if not self.week.problem.rules.no_repeat:
            return
        same: dict[tuple[str, tuple[tuple[int, int], ...]], list[int]] = defaultdict(list)
        for c, column in enumerate(self.columns):
            done = tuple((task, way) for task, way, _ in column.stops)
            if len(done) > 1:
                same[self.week.crews[column.turn].crew_id, done].append(c)
        for rows in same.values():
            for a, b in combinations(rows, 2):
                if abs(self._day(a) - self._day(b)) == 1:
                    self.model.add_at_most_one([self.taken[a], self.taken[b]])

    def _day(self, c: int) -> int:
        return self.week.problem.turns[self.columns[c].turn].day

    def _days(self) -> None:
        """Count missing times and late days."""
        week, problem = self.week, self.week.problem
        covers: dict[tuple[int, int, int], list[cp_model.IntVar]] = defaultdict(list)
        for literal, column in zip(self.taken, self.columns, strict=True):
            for call, (task, way, _) in zip(column.tour.calls, column.stops, strict=True):
                each = way if problem.tasks[task].each_way else 0
                covers[task, each, call.begin_s // DAY_S].append(literal)
        done: dict[tuple[int, int], dict[int, cp_model.IntVar]] = defaultdict(dict)
        for (task, each, day), literals in covers.items():
            done[task, each][day] = made = self.model.new_bool_var("")
            self.model.add_bool_or([*literals, made.negated()])
        for task, ways in week.wants:
            given = problem.tasks[task]
            price = week.worth.prize(task)
            if given.times and price:
                missing = self.model.new_int_var(0, given.times, "")
                days = done[task, ways[0] if given.each_way else 0].values()
                self.model.add(missing + sum(days) >= given.times)
                self.cost.append(price * missing)
        for task, windows in enumerate(week.worth.late_windows):
            count = len(problem.tasks[task].ways) if problem.tasks[task].each_way else 1
            days_made = [item for each in range(count) for item in done[task, each].items()]
            for window in windows:
                late = self.model.new_bool_var("")
                saving = [made for day, made in days_made if window >> day & 1]
                self.model.add_bool_or([late, *saving])
                self.cost.append(problem.rules.promise_price_s * late)

    def _fixed(self) -> None:
        week = self.week
        moved_s = week.problem.rules.moved_price_s
        for calls, price in ((week.pins, week.worth.must), (week.kept, moved_s)):
            for turn, tasks in calls.items():
                for task in sorted(tasks):
                    rows = self.of_turn.get(turn, [])
                    made = [c for c in rows if any(task == s[0] for s in self.columns[c].stops)]
                    lost = self.model.new_bool_var("")
                    self.model.add_bool_or([lost, *(self.taken[c] for c in made)])
                    self.cost.append(price * lost)

    def _longest(self) -> None:
        pct = self.week.problem.rules.longest_price_pct
        if not pct or not self.columns:
            return
        most = max(_length(column) for column in self.columns)
        longest = self.model.new_int_var(0, most, "")
        for turn in self.out:
            self.model.add(longest >= self._sum(turn, _length))
        price = self.model.new_int_var(0, pct * most // 100 + 1, "")
        self.model.add(100 * price >= pct * longest - 99)
        self.cost.append(1 * price)

    def _fair(self) -> None:
        rules = self.week.problem.rules
        if not rules.fair_price_s:
            return
        given: dict[str, int] = defaultdict(int)
        for turn, crew in zip(self.week.problem.turns, self.week.crews, strict=True):
            given[crew.crew_id] += turn.end_s - turn.start_s
        most = self.model.new_int_var(0, 1000, "")
        least = self.model.new_int_var(0, 1000, "")
        for crew_id, seconds in given.items():
            turns = [t for t in self.out if self.week.crews[t].crew_id == crew_id]
            busy = self.model.new_int_var(0, 1000, "")
            out = sum(1000 * self._sum(turn, _length) for turn in turns)
            self.model.add(seconds * busy <= out)
            self.model.add(seconds * busy + seconds - 1 >= out)
            self.model.add(most >= busy)
            self.model.add(least <= busy)
        self.cost.append(rules.fair_price_s * (most - least))


def _length(column: Column) -> int:
    return column.tour.return_s - column.tour.start_s
