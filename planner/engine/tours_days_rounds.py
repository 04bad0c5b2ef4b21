"""A plan over days from nothing: first turns and days, then rounds until the work is used."""

from planner.engine.attempt import Attempt
from planner.engine.tours_days import Week
from planner.engine.tours_days_first import First, first, one_by_one
from planner.engine.tours_days_pool import columns_of, recombined
from planner.engine.tours_days_roster import rostered
from planner.engine.tours_days_search import Columns, Freed, Rounds
from planner.engine.tours_days_spread import Spread
from planner.engine.tours_days_state import State, assessed, state_of
from planner.judge.tours_cost import busy_permille, missing
from planner.judge.tours_meetings import meetings_of
from planner.problem.tours import ToursPlan, ToursProblem

FIRST_SHARE = 0.15
"""Share of the work to pack calls into turns, where taking turns in order leaves something out."""
BEGIN_ITERATIONS, ROUND_ITERATIONS, ITERATIONS_MOST = 400, 300, 3000
PATIENCE = 12
"""Rounds without a better plan after which rounds become longer by half."""
TOLERANCE = 0.01
"""By which share a plan to go on from may be worse than the best, at first; less and less."""
STALE_MOST = 120
"""So many of them, and the plan is left as it is."""
SIZES = (2, 2, 3)
"""How many days a round takes apart: one of these."""
SWAP_SHARE, LONGEST_SHARE, FAIR_SHARE = 0.1, 0.4, 0.4
"""Share of rounds in which an idle crew takes over, the longest tours are cut, loads are evened."""
LACKING_SHARE = 0.5
"""Share of rounds for what is left out, where something is: its crews are called out for it."""
AROUND, AROUND_SHARE = 5, 0.5
"""So many turns that come near one place, of whatever days, are freed in this share of rounds."""
AROUND_WORK = 20
"""With less work than this days alone are freed: they gain more at first."""
HEIR_SHARE = 0.5
"""Of the last kind, the share in which another crew takes a whole turn over."""
LONGEST_CUT = 0.15
"""Largest share by which the longest tour is to become shorter in one round."""
MIX_EVERY, MIX_MOST, MIX_SHARE = 15, 300, 0.01
"""Every so many rounds the newest tours are recombined, so many of them, with this of the work."""
LAST_MOST, LAST_SHARE = 1500, 0.05
"""So many at the end, with this of the work."""


def over_days(
    problem: ToursProblem, attempt: Attempt, start: ToursPlan | None = None
) -> ToursPlan | None:
    """Return a sound plan, None where none is found.

    Parameters
    ----------
    start
        A sound plan to begin with.
    """
    week, work = Week(problem), attempt.effort.work
    improving = _Improving(week, attempt)
    state = improving.begun(work) if start is None else state_of(week, start)
    if state is None:
        return None
    state = improving.improved(state, (1 - LAST_SHARE) * work)
    if not attempt.cancelled():
        state = improving.mixed(state, LAST_MOST, LAST_SHARE * work)
    return None if state.unmet else state.plan


class _Improving:
    """Rounds over one question, each kind in its share."""

    def __init__(self, week: Week, attempt: Attempt) -> None:
        self._week, self._attempt = week, attempt
        self._columns = Columns()
        self._rounds = Rounds(week, attempt, self._columns)
        self._rng = self._rounds.rng
        self._days = sorted({week.problem.turns[turn].day for turn in week.usable})

    def begun(self, work: float) -> State | None:
        """Return a first plan; where something that must be done is not, of two the better."""
        week = self._week
        turns = rostered(week, one_by_one(week))
        days = tuple(Spread(week, turns).chosen(self._rng))
        found = self._rounds.begun(First(turns, days), iterations=BEGIN_ITERATIONS)
        if found is None or found.unmet:
            chosen = first(week, self._attempt, work=FIRST_SHARE * work)
            other = self._rounds.begun(chosen, iterations=BEGIN_ITERATIONS)
            both = [state for state in (found, other) if state is not None]
            found = min(both, key=lambda state: state.rank, default=assessed(week, {}, {}))
        return found

    def improved(self, state: State, until: float) -> State:
        """Take apart and put together until so much work is used."""
        iterations, stale, number, best = ROUND_ITERATIONS, 0, 0, state
        while self._days and stale < STALE_MOST and self._attempt.used < until:
            if self._attempt.cancelled():
                break
            number += 1
            found = self._rounds.tried(state, self._freed(state), iterations=iterations)
            if found is not None and self._acceptable(found, best, until):
                state = found
            if number % MIX_EVERY == 0:
                state = self.mixed(state, MIX_MOST, MIX_SHARE * until)
            best, stale = _best(state, best), 0 if state.rank < best.rank else stale + 1
            if stale and stale % PATIENCE == 0:
                iterations, state = min(ITERATIONS_MOST, iterations * 3 // 2), best
            self._report(best)
        return best

    def _acceptable(self, found: State, best: State, until: float) -> bool:
        """Return whether to go on from a plan: a little worse than the best will do at first."""
        share = TOLERANCE * (1 - self._attempt.used / until)
        return (found.unmet, found.cost) <= (best.unmet, best.cost * (1 + share))

    def _report(self, state: State) -> None:
        self._attempt.spend(1e-4)  # a round without a search ends too
        if not state.unmet:
            self._attempt.report(state.cost)

    def mixed(self, state: State, most: int, work: float) -> State:
        """Recombine tours found so far."""
        columns = columns_of(self._week, state, self._columns.found, most)
        return _best(recombined(self._week, self._attempt, columns, state, work=work), state)

    def _freed(self, state: State) -> Freed:
        """Choose what the next round takes apart."""
        rules, rng = self._week.problem.rules, self._rng
        lacking = self._lacking(state)
        if lacking and rng.random() < LACKING_SHARE:
            days = rng.sample(self._days, min(len(self._days), rng.choice(SIZES) - 1))
            return self._rounds.called(state, rng.choice(lacking), days)
        if rules.longest_price_pct and state.tours and rng.random() < LONGEST_SHARE:
            return self._shorter(state)
        if rules.fair_price_s and state.tours and rng.random() < FAIR_SHARE:
            return self._fairer(state)
        enough = len(state.tours) > AROUND and len(self._days) > max(SIZES)
        if enough and self._attempt.effort.work >= AROUND_WORK and rng.random() < AROUND_SHARE:
            return self._rounds.around(state, AROUND)
        days = rng.sample(self._days, min(len(self._days), rng.choice(SIZES)))
        swap = rng.random() < SWAP_SHARE
        return self._rounds.freed(state, days, swap=swap)

    def _lacking(self, state: State) -> list[tuple[int, ...]]:
        """Return tasks that are left out, those of a meeting together."""
        week = self._week
        names = [name for name, times in missing(week.problem, state.plan).items() if times]
        meetings = meetings_of(week.problem)
        together = {
            meetings.get(week.problem.tasks[week.task_rows[name]].meeting, (name,))
            for name in names
        }
        return [tuple(week.task_rows[name] for name in found) for found in sorted(together)]

    def _shorter(self, state: State) -> Freed:
        """Free the days of the longest tours and let none be as long as the longest is now."""
        lengths = sorted(
            ((tour.return_s - tour.start_s, turn) for turn, tour in state.tours.items()),
            reverse=True,
        )
        days: list[int] = []
        for _, turn in lengths:
            day = self._week.problem.turns[turn].day
            if day not in days and len(days) < max(SIZES):
                days.append(day)
        others = [s for s, turn in lengths if self._week.problem.turns[turn].day not in days]
        cut_s = int(lengths[0][0] * LONGEST_CUT * self._rng.random() ** 2)
        longest_s = max(lengths[0][0] - max(1, cut_s), *others, 1)
        freed = self._rounds.freed(state, days, swap=False)
        return Freed(freed.turns, longest_s=longest_s)

    def _fairer(self, state: State) -> Freed:
        """Let a less busy crew take over a turn of a busier one, or have that home earlier."""
        week, rng = self._week, self._rng
        busy = busy_permille(week.problem, state.plan)
        out = sorted(state.tours)
        gone = rng.choices(out, [1 + busy[week.crews[turn].crew_id] ** 2 for turn in out])[0]
        tour, shift = state.tours[gone], week.shifts[gone]
        freed = self._rounds.freed(state, [shift[0]], swap=False)
        heirs = [
            turn
            for turn in week.usable
            if turn not in state.tours and week.shifts[turn] == shift
            if busy[week.crews[turn].crew_id] < busy[week.crews[gone].crew_id]
        ]
        if heirs and rng.random() < HEIR_SHARE:
            heir = rng.choice(heirs)
            turns = tuple(turn for turn in freed.turns if turn not in {gone, heir})
            return Freed((*turns, heir), {gone: heir})
        less_s = max(1, int((tour.return_s - tour.start_s) * rng.random()))
        others = [t for turn, t in state.tours.items() if turn in freed.turns and turn != gone]
        # nobody else should become the busiest instead
        longest_s = max([less_s, *(other.return_s - other.start_s for other in others)])
        return Freed(freed.turns, home_s={gone: tour.start_s + less_s}, longest_s=longest_s)


def _best(one: State | None, other: State) -> State:
    return one if one is not None and one.rank < other.rank else other
