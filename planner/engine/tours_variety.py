"""Unpredictable on purpose: the calls of a plan on their days, in another order, at other hours.

For each turn there is a set of near-best routes; which of them is gone, and by how much later than
could be, is drawn by seed and date. Of a few draws the one a watcher would guess least is taken.
What the judge refuses, or what costs more than the price, is not taken: then the turn stays as it
is. Crews, days and calls are those of the plan, so promises stay as they are.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from planner import judge
from planner.engine.tours_days import Stops, Week
from planner.engine.tours_days_clock import clocked
from planner.engine.tours_days_state import plan_of, spans_of
from planner.engine.tours_routes import near_routes
from planner.judge.tours_book import book_of, drive_seconds
from planner.judge.tours_variety import Walk, Watcher, walk_of
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import Tour, ToursPlan, ToursProblem

PRICE_PCT = 5
"""By how much a varied plan may cost more, in per cent of its driving, where nothing is said."""
DRAWS = 24
"""Routes and starts drawn for a turn, of which the least guessed is taken."""
STEP_S = 60
"""Starts are shifted by whole minutes."""


def varied(
    problem: ToursProblem,
    plan: ToursPlan,
    *,
    seed: int,
    first: date,
    before: Iterable[Walk] = (),
    more_s: int | None = None,
) -> ToursPlan:
    """Return the plan with its tours in other near-best orders and at other times.

    The same question, plan, seed, date and past give the same plan. No crew does on two days
    running the same in the same order, where its calls leave a choice.

    Parameters
    ----------
    seed
        To be kept by the station: who knows it can draw the plan as well.
    first
        Date of day 0.
    before
        What a watcher has seen before: tours of earlier weeks.
    more_s
        By how many seconds the objective may be larger, 5 % of the driving where None.

    Raises
    ------
    ValueError
        If the plan breaks a rule.
    """
    found = judge.faults(problem, plan)
    if found:
        message = f"plan: expected one without faults, got {found[0].rule}"
        raise ValueError(message)
    return _Varying(problem, plan, seed, first, tuple(before), more_s).plan()


class _Varying:
    """A plan while its turns are varied one after the other, day by day."""

    def __init__(
        self,
        problem: ToursProblem,
        plan: ToursPlan,
        seed: int,
        first: date,
        before: tuple[Walk, ...],
        more_s: int | None,
    ) -> None:
        self._problem, self._seed, self._first = problem, seed, first
        # two days alike are refused here even where the question lets them be
        self._strict = replace(problem, rules=replace(problem.rules, no_repeat=True))
        self._book, self._week = book_of(problem), Week(problem)
        self._tours = {self._week.turn_rows[tour.turn_id]: tour for tour in plan.tours}
        self._watcher, self._last = Watcher(), _last(before, first)
        for walk in sorted(before, key=lambda walk: walk.day):
            self._watcher.see(walk)
        self._driven = {turn: drive_seconds(self._book, t) for turn, t in self._tours.items()}
        total_s = sum(self._driven.values())
        self._more_s = total_s * PRICE_PCT // 100 if more_s is None else more_s
        self._most = judge.objective(problem, plan) + self._more_s
        self._repeats = len(judge.faults(self._strict, plan))

    def plan(self) -> ToursPlan:
        """Return the plan with every turn varied that can be."""
        turns = self._problem.turns
        days = sorted({turns[turn].day for turn in self._tours})
        for day in days:
            today = [turn for turn in self._tours if turns[turn].day == day]
            for turn in sorted(today, key=self._week.begins):
                self._vary(turn)
            for turn in today:
                self._watcher.see(self._walk(self._tours[turn]))
        return plan_of(self._tours)

    def _vary(self, turn: int) -> None:
        """Take the least guessed draw that the judge and the price let through."""
        draws = sorted(self._draws(turn), key=lambda draw: draw[0])
        for _, tour in draws:
            tours = {**self._tours, turn: tour}
            if self._taken(plan_of(tours)):
                self._tours = tours
                return

    def _draws(self, turn: int) -> Iterator[tuple[tuple[bool, float, int], Tour]]:
        """Yield tours drawn for a turn, each with what makes one better than another."""
        name = self._problem.turns[turn].turn_id
        routes = self._routes(turn)
        day = self._first + timedelta(days=self._problem.turns[turn].day)
        rng = random.Random(f"{self._seed} {day.isoformat()} {name}")  # noqa: S311 no secret
        span = spans_of(self._week, [turn], self._tours)[turn]
        near = self._near(turn)
        for number in range(DRAWS):
            tour = shifted(self._week, turn, rng.choice(routes), span, rng)
            if tour is not None:
                walk = self._walk(tour)
                alike = len(walk.calls) > 1 and walk.places in near
                yield (alike, self._guessed(walk), number), tour

    def _routes(self, turn: int) -> tuple[Stops, ...]:
        """Return the routes of a turn; seed and plan decide them, no date does."""
        tour, total_s = self._tours[turn], sum(self._driven.values())
        share_s = self._more_s * self._driven[turn] // max(1, total_s)
        rng = random.Random(f"{self._seed} {tour.turn_id}")  # noqa: S311 no secret
        return near_routes(self._week, turn, _stops(self._week, tour), share_s, rng)

    def _near(self, turn: int) -> set[tuple[str, ...]]:
        """Return what the crew of a turn does in order on the days beside it."""
        crew_id, day = self._week.crews[turn].crew_id, self._problem.turns[turn].day
        beside = {
            self._walk(tour).places
            for other, tour in self._tours.items()
            if self._week.crews[other].crew_id == crew_id
            and abs(self._problem.turns[other].day - day) == 1
        }
        return beside | (self._last.get(crew_id, set()) if day == 0 else set())

    def _guessed(self, walk: Walk) -> float:
        return sum(sum(shares) for _, shares in self._watcher.bets(walk))

    def _walk(self, tour: Tour) -> Walk:
        return walk_of(self._book, tour, self._first)

    def _taken(self, plan: ToursPlan) -> bool:
        """Return whether the judge lets a plan through; two days alike only as often as now."""
        faults = judge.faults(self._strict, plan)
        own = judge.faults(self._problem, plan) if faults else ()
        if own or len(faults) > self._repeats:
            return False
        if judge.objective(self._problem, plan) > self._most:
            return False
        self._repeats = len(faults)
        return True


def shifted(
    week: Week, turn: int, stops: Stops, span: tuple[int, int], rng: random.Random
) -> Tour | None:
    """Return the tour of a turn begun later by a time drawn, None where none of these fits."""
    soonest = clocked(week, turn, stops, span)
    if soonest is None:
        return None
    later_s = STEP_S * rng.randrange((span[1] - soonest.return_s) // STEP_S + 1)
    return clocked(week, turn, stops, (soonest.start_s + later_s, span[1])) or soonest


def _stops(week: Week, tour: Tour) -> Stops:
    return tuple(
        (week.task_rows[call.task_id], call.way, call.begin_s // DAY_S) for call in tour.calls
    )


def _last(before: Iterable[Walk], first: date) -> Mapping[str, set[tuple[str, ...]]]:
    """Return what each crew did in order on the day before the first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for walk in before:
        if walk.day == first - timedelta(days=1):
            found.setdefault(walk.crew_id, set()).add(walk.places)
    return found
