"""The first choice of turns and days: who goes out when, and what each turn should do.

CP-SAT packs calls into turns by their work, a hop from the nearest other place for each, and a trip
out for each unit a turn enters; the real routes are found afterwards. Turns in order of time with
calls spread over their days are quicker and better; this is for weeks in which they leave something
out that must be done.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.tours_days import Week

FAR_PCT = 60
"""A tour through several units drives less than out and back to each: so much of it."""
FILL_PCT = 95
"""Share of a turn that may be planned full before its routes are known."""


@dataclass(frozen=True, slots=True)
class First:
    """Turns to go out, and the days planned for each of `Week.wants`, a bit for each."""

    turns: tuple[int, ...]
    days: tuple[int, ...]


def first(week: Week, attempt: Attempt, *, work: float) -> First:
    """Choose turns and days."""
    draft = _Draft(week)
    with attempt.silently():
        answer = cp.solve(draft.model, attempt, work=work)
    days = [0] * len(week.wants)
    if not answer.solved:
        return First(one_by_one(week), tuple(days))
    turns = tuple(turn for turn in week.usable if answer.true(draft.out[turn]))
    for (want, turn), literal in draft.calls.items():
        if answer.true(literal):
            days[want] |= 1 << draft.day[want, turn]
    return First(turns, tuple(days))


def one_by_one(week: Week) -> tuple[int, ...]:
    """Send out turns in order as long as the reserve and every crew's rest allow.

    Turns with pinned calls come first, then those with kept calls.
    """
    out: list[int] = []
    used: Counter[tuple[int, str]] = Counter()
    load: Counter[str] = Counter()

    def order(turn: int) -> tuple[bool, bool]:
        return turn not in week.pins, turn not in week.kept

    for turn in sorted(week.usable, key=lambda t: (*order(t), *week.begins(t))):
        shift = week.shifts[turn]
        alike = [t for t in week.usable if week.shifts[t] == shift and t not in out]
        free = [t for t in alike if not any(week.rest_clash(t, other) for other in out)]
        if used[shift] < week.allowed_out[shift] and free:
            best = min(free, key=lambda t: (*order(t), load[week.crews[t].crew_id], t))
            out.append(best)
            used[shift] += 1
            load[week.crews[best].crew_id] += 1
    return tuple(out)


class _Draft:
    """The packing model: literals of turns that go out and of wants on turns."""

    def __init__(self, week: Week) -> None:
        self.week, self.model = week, cp_model.CpModel()
        self.cost: list[cp_model.LinearExpr] = []
        self.out = {turn: self.model.new_bool_var("") for turn in week.usable}
        self.calls: dict[tuple[int, int], cp_model.IntVar] = {}
        self.day: dict[tuple[int, int], int] = {}
        self._offer()
        self._turns()
        self._loads()
        self._days()
        self._fixed()
        self.model.minimize(sum(self.cost))

    def _offer(self) -> None:
        hops = _hops(self.week)
        for w, want in enumerate(self.week.wants):
            for turn in self.week.usable:
                day = self.week.home_day(turn, want)
                if day is not None:
                    literal = self.calls[w, turn] = self.model.new_bool_var("")
                    self.day[w, turn] = day
                    self.model.add_implication(literal, self.out[turn])
                    price = self.week.price(turn, want[0]) + hops[want[0]]
                    self.cost.append(price * literal)

    def _turns(self) -> None:
        """Keep the reserve, and each crew's rest as if every turn were used in full."""
        shifts: dict[tuple[int, str], list[cp_model.IntVar]] = defaultdict(list)
        crews: dict[str, list[int]] = defaultdict(list)
        for turn, literal in self.out.items():
            shifts[self.week.shifts[turn]].append(literal)
            crews[self.week.crews[turn].crew_id].append(turn)
        for shift, literals in shifts.items():
            self.model.add(sum(literals) <= self.week.allowed_out[shift])
        for turns in crews.values():
            for one, other in combinations(turns, 2):
                if self.week.rest_clash(one, other):
                    self.model.add_at_most_one([self.out[one], self.out[other]])

    def _loads(self) -> None:
        """Fit work, hops and trips to units into each turn, driving under its cap."""
        week, problem = self.week, self.week.problem
        hops, far = _hops(week), _far(week)
        by_turn: dict[int, list[int]] = defaultdict(list)
        for w, turn in self.calls:
            by_turn[turn].append(w)
        for turn, wants in by_turn.items():
            given, mode = problem.turns[turn], week.crews[turn].mode
            base = week.row[week.crews[turn].base_id]
            units: dict[str, cp_model.IntVar] = {}
            drive: list[cp_model.LinearExpr] = []
            work: list[cp_model.LinearExpr] = []
            for w in wants:
                task, ways = week.wants[w]
                unit = problem.tasks[task].unit_code
                literal = self.calls[w, turn]
                if unit not in units:
                    units[unit] = self.model.new_bool_var("")
                    trip = far[mode, base, unit] * FAR_PCT // 100
                    drive.append(trip * units[unit])
                    self.cost.append(trip * units[unit])
                self.model.add_implication(literal, units[unit])
                drive.append(hops[task] * literal)
                work.append(problem.tasks[task].ways[ways[0]].dwell_s * literal)
            length = (given.end_s - given.start_s) * FILL_PCT // 100 * self.out[turn]
            self.model.add(sum(drive) + sum(work) <= length)
            self.model.add(sum(drive) <= given.max_drive_s)
            loads = [problem.tasks[week.wants[w][0]].load * self.calls[w, turn] for w in wants]
            self.model.add(sum(loads) <= week.crews[turn].load_most)

    def _days(self) -> None:
        """Count missing times and late days, as the judge does."""
        week, problem = self.week, self.week.problem
        done: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        for (w, turn), literal in self.calls.items():
            done[w, self.day[w, turn]].append(literal)
        of_task: dict[int, list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
        of_want: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for (w, day), literals in done.items():
            self.model.add_at_most_one(literals)
            of_want[w] += literals
            of_task[week.wants[w][0]] += [(day, literal) for literal in literals]
        for w, (task, _) in enumerate(week.wants):
            given = problem.tasks[task]
            each = week.worth.prize(task)
            if given.times and each:
                missing = self.model.new_int_var(0, given.times, "")
                self.model.add(missing + sum(of_want[w]) >= given.times)
                self.cost.append(each * missing)
        for task, windows in enumerate(week.worth.late_windows):
            for window in windows:
                saving = [x for day, x in of_task[task] if window >> day & 1]
                if saving:
                    late = self.model.new_bool_var("")
                    self.model.add_bool_or([late, *saving])
                    self.cost.append(problem.rules.promise_price_s * late)

    def _fixed(self) -> None:
        """Pay for pinned and kept calls that are not planned."""
        week = self.week
        must, moved_s = week.worth.must, week.problem.rules.moved_price_s
        rows: dict[int, list[int]] = defaultdict(list)
        for w, (task, _) in enumerate(week.wants):
            rows[task].append(w)
        for calls, price in ((week.pins, must), (week.kept, moved_s)):
            for turn, tasks in calls.items():
                for task in sorted(tasks):
                    literals = [self.calls[w, turn] for w in rows[task] if (w, turn) in self.calls]
                    if literals and price:
                        lost = self.model.new_bool_var("")
                        self.model.add_bool_or([lost, *literals])
                        self.cost.append(price * lost)


def _hops(week: Week) -> Sequence[int]:
    """Seconds from the nearest other task to each task."""
    ways = [task.ways[0] for task in week.problem.tasks]
    enter = np.array([week.row[way.enter_id] for way in ways], dtype=np.int64)
    leave = np.array([week.row[way.leave_id] for way in ways], dtype=np.int64)
    seconds = next(iter(week.seconds.values()))[np.ix_(leave, enter)].astype(np.float64)
    seconds[seconds < 0] = np.inf
    np.fill_diagonal(seconds, np.inf)
    near = seconds.min(axis=0, initial=np.inf)
    return [int(x) if np.isfinite(x) else 0 for x in near]


def _far(week: Week) -> Mapping[tuple[str, int, str], int]:
    """Seconds out and back from each base to the nearest task of each unit, by mode."""
    units: dict[str, list[int]] = defaultdict(list)
    for task in week.problem.tasks:
        units[task.unit_code].append(week.row[task.ways[0].enter_id])
    bases = sorted({week.row[crew.base_id] for crew in week.crews})
    found = {}
    for mode, seconds in week.seconds.items():
        for base in bases:
            for unit, places in units.items():
                there = [s for s in seconds[base, places].tolist() if s >= 0]
                found[mode, base, unit] = 2 * min(there, default=0)
    return found
