"""Improve a plan over days: take some days apart, let PyVRP put them together again, ask the judge.

Each round frees the turns of one to three days, keeps every other tour as it is, and offers each
task at its price beside the days it keeps. What comes back is taken if the judge calls the whole
plan better.
"""

import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.tours_days import Masks, Stop, Stops, Week, days_done
from planner.engine.tours_days_first import First
from planner.engine.tours_days_part import Part, Slot
from planner.engine.tours_days_slots import slots_of
from planner.engine.tours_days_state import State, assessed, begins, fitted, spans_of
from planner.engine.tours_days_tidy import varied
from planner.engine.tours_search import CLIENTS_PER_WORK, OVERHEAD, Pool, Space, Trial, search
from planner.engine.tours_view import NO_WAY_S
from planner.problem.tours import Tour

ITERATIONS_PER_CLIENT = 20
"""A small part needs few iterations."""

SQUEEZED_SHARE = 0.15
"""Share of rounds in which an idle turn may go out in the time its crew has left."""


@dataclass(frozen=True, slots=True)
class Freed:
    """What a round takes apart.

    Parameters
    ----------
    turns
        Turns that may be used.
    heirs
        Idle turns that take over, by the turn they take over from.
    home_s
        When turns must be home, earlier than they must.
    longest_s
        How long a tour may last.
    asked
        Tasks that are to be done whatever else is left for them.
    """

    turns: tuple[int, ...]
    heirs: Mapping[int, int] = field(default_factory=dict)
    home_s: Mapping[int, int] = field(default_factory=dict)
    longest_s: int | None = None
    asked: frozenset[int] = frozenset()


class Columns:
    """Tours of single turns that some round found, newest last."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, Stops], None] = {}

    def add(self, turn: int, stops: Stops) -> None:
        """Keep one, as the newest."""
        self.found.pop((turn, stops), None)
        self.found[turn, stops] = None


class Rounds:
    """Rounds of taking apart and putting together, over one question.

    Parameters
    ----------
    columns
        Where every tour found on the way is kept.
    """

    def __init__(self, week: Week, attempt: Attempt, columns: Columns) -> None:
        self.week, self.columns = week, columns
        self._attempt = attempt
        self.rng = random.Random(attempt.effort.seed)  # noqa: S311 repeatable, not secret
        self._seed = 0

    def begun(self, chosen: First, *, iterations: int) -> State | None:
        """Return a first plan: the turns of each day by themselves, in order."""
        week = self.week
        stops: dict[int, Stops] = {}
        tours: dict[int, Tour] = {}
        for day in sorted({week.problem.turns[turn].day for turn in chosen.turns}):
            turns = [t for t in chosen.turns if week.problem.turns[t].day == day]
            fixed, current = self._planned(chosen, day, turns, days_done(stops))
            spans = spans_of(week, turns, tours)
            part = Part(week, spans, slots_of(week, turns, fixed, current, self.rng))
            for turn, (row, tour) in self._searched(part, (), iterations, None).items():
                stops[turn], tours[turn] = row, tour
        return assessed(week, *varied(week, stops, tours))

    def _planned(
        self, chosen: First, day: int, turns: Sequence[int], done: Masks
    ) -> tuple[Masks, Masks]:
        """Return what counts as done beside a day, later days as planned, and its own plan.

        Calls that are asked of a turn of the day are its own after midnight too.
        """
        fixed, current = dict(done), dict[tuple[int, int], int]()
        for (task, ways), days in zip(self.week.wants, chosen.days, strict=True):
            key, own = (task, ways[0]), 1 << day | self.week.asked_of(turns, task, ways)
            fixed[key] = fixed.get(key, 0) | (days >> day + 1 << day + 1) & ~own
            current[key] = days & own
        return fixed, current

    def tried(self, state: State, freed: Freed, *, iterations: int) -> State | None:
        """Return the plan with some turns put together again, None if the judge refuses it."""
        week, turns = self.week, list(freed.turns)
        staying = {t: tour for t, tour in state.tours.items() if t not in freed.heirs}
        squeezed = self.rng.random() < SQUEEZED_SHARE
        spans = spans_of(week, turns, staying, squeezed=squeezed)
        for turn, home_s in freed.home_s.items():
            if turn in spans:
                start_s, end_s = spans[turn]
                spans[turn] = start_s, max(start_s, min(end_s, home_s))
        outside = {t: s for t, s in state.stops.items() if t not in spans and t in staying}
        inside = {t: s for t, s in state.stops.items() if t in spans}
        for gone, heir in freed.heirs.items():
            if heir in spans:
                inside[heir] = state.stops[gone]
        fixed, current = days_done(outside), days_done(inside)
        slots = slots_of(week, list(spans), fixed, current, self.rng)
        part = Part(week, spans, [_dearer(week, slot, freed.asked) for slot in slots])
        start = part.start(inside, begins(state))
        found = self._searched(part, start, iterations, freed.longest_s)
        stops = {**outside, **{turn: row for turn, (row, _) in found.items()}}
        tours = {turn: state.tours[turn] for turn in outside}
        tours.update({turn: tour for turn, (_, tour) in found.items()})
        return assessed(week, *varied(week, stops, tours))

    def _searched(
        self,
        part: Part,
        start: tuple[tuple[int, tuple[int, ...]], ...],
        iterations: int,
        longest_s: int | None,
    ) -> Mapping[int, tuple[Stops, Tour]]:
        """Search a part; its best routes as tours, and all its routes as columns."""
        self._seed += 1
        pool = Pool()
        iterations = min(iterations, ITERATIONS_PER_CLIENT * len(part.clients))
        work = iterations * (OVERHEAD + len(part.clients)) / CLIENTS_PER_WORK
        space = Space(tuple(1 for _ in part.fleets), longest_s)
        trial = Trial(work, self._seed, 10.0, start)
        routes = search(part, space, self._attempt, pool, trial)
        for route in pool.routes:
            self.columns.add(*part.stops(route))
        found = {}
        for route in routes or ():
            turn, stops = part.stops(route)
            good = fitted(self.week, turn, stops, part.span(turn))
            if good is not None:
                found[turn] = good
                self.columns.add(turn, good[0])
        return found

    def called(self, state: State, tasks: Sequence[int], days: Sequence[int]) -> Freed:
        """Return turns of a day on which tasks can be done, each with a crew that can do it.

        Parameters
        ----------
        days
            Other days to take apart.
        """
        week = self.week
        able = [self._able(task) for task in tasks]
        common = sorted(set.intersection(*(set(turns) for turns in able)))
        if not common:
            return self.freed(state, days, swap=False)
        day = self.rng.choice(common)
        called: set[int] = set()
        for turns in able:
            free = [turn for turn in turns[day] if turn not in called] or turns[day]
            out = [turn for turn in free if turn in state.tours]
            called.add(self.rng.choice(out or free))
        own = {week.problem.turns[turn].day for turn in called}
        freed = self.freed(state, sorted({*days, *own}), swap=False, called=called)
        return replace(freed, asked=frozenset(tasks))

    def around(self, state: State, count: int) -> Freed:
        """Return so many turns that come nearest to some call, of whatever days."""
        week = self.week
        turn = self.rng.choice(sorted(state.stops))
        legs = week.seconds[week.crews[turn].mode][self._at(self.rng.choice(state.stops[turn]))]
        way_s = np.where(legs < 0, NO_WAY_S, legs).tolist()

        def far(other: int) -> tuple[int, int]:
            return min(way_s[self._at(stop)] for stop in state.stops[other]), other

        return Freed(tuple(sorted(state.stops, key=far)[:count]))

    def _at(self, stop: Stop) -> int:
        """Return the row of the place where a stop begins."""
        task, way, _ = stop
        return self.week.row[self.week.problem.tasks[task].ways[way].enter_id]

    def _able(self, task: int) -> Mapping[int, list[int]]:
        """Return for each day the turns that can do a task on it."""
        week, turns = self.week, defaultdict[int, list[int]](list)
        for turn in (turn for turn in week.usable if week.able(turn, task)):
            for day in week.days_of(turn):
                ways = range(len(week.problem.tasks[task].ways))
                if any(week.can(turn, (task, way, day)) for way in ways):
                    turns[day].append(turn)
        return turns

    def freed(
        self, state: State, days: Sequence[int], *, swap: bool, called: Collection[int] = ()
    ) -> Freed:
        """Return turns of some days: those in use and, as far as the reserve allows, idle ones.

        Parameters
        ----------
        swap
            Whether on one of the shifts an idle turn takes the place of one in use.
        called
            Turns that are to go out, if need be in the place of others.
        """
        week = self.week
        shifts = sorted({week.shifts[t] for t in week.usable if week.shifts[t][0] in days})
        swapped = self.rng.choice(shifts) if swap and shifts else None
        turns: list[int] = []
        heirs: dict[int, int] = {}
        for shift in shifts:
            mine = [turn for turn in week.usable if week.shifts[turn] == shift]
            used = [turn for turn in mine if turn in state.tours]
            idle = [turn for turn in mine if turn not in state.tours]
            self.rng.shuffle(idle)
            idle.sort(key=lambda turn: turn not in called)
            spare = week.allowed_out[shift] - len(used)
            turns += idle[:spare]
            others = [turn for turn in used if turn not in called]
            for heir in [turn for turn in idle[spare:] if turn in called][: len(others)]:
                gone = others.pop(self.rng.randrange(len(others)))
                used.remove(gone)
                heirs[gone] = heir
                turns.append(heir)
            if shift == swapped and used and idle:
                gone, heir = self.rng.choice(used), idle[-1]
                used.remove(gone)
                heirs[gone] = heir
                turns.append(heir)
            turns += used
        return Freed(tuple(dict.fromkeys(turns)), heirs)


def _dearer(week: Week, slot: Slot, asked: Collection[int]) -> Slot:
    """Raise what a call brings above all else, where it is asked for."""
    if slot.task not in asked:
        return slot
    return replace(
        slot, prizes={day: prize + week.worth.must for day, prize in slot.prizes.items()}
    )
