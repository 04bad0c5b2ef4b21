"""A plan over days from nothing: a first choice of turns and days, then rounds of improving."""

from planner.engine.attempt import Attempt
from planner.engine.tours_days import Week
from planner.engine.tours_days_first import first
from planner.engine.tours_days_search import Columns, Rounds
from planner.engine.tours_days_state import State, assessed
from planner.problem.tours import ToursPlan, ToursProblem

FIRST_SHARE = 0.1
"""Share of the work for the first choice of turns and days."""
BEGIN_ITERATIONS, ROUND_ITERATIONS = 400, 300
SIZES = (1, 1, 2, 2, 3)
"""How many days a round takes apart: one of these."""
SWAP_SHARE = 0.3
"""Share of rounds in which an idle crew takes the place of one that is out."""


def over_days(problem: ToursProblem, attempt: Attempt) -> ToursPlan | None:
    """Return a sound plan, None where none is found."""
    week, work = Week(problem), attempt.effort.work
    rounds = Rounds(week, attempt, Columns())
    chosen = first(week, attempt, work=FIRST_SHARE * work)
    state = rounds.begun(chosen, iterations=BEGIN_ITERATIONS) or assessed(week, {}, {})
    while state is not None and attempt.used < work and not attempt.cancelled():
        state = _round(rounds, state)
        if not state.unmet:
            attempt.report(state.cost)
        attempt.spend(work / 10_000)  # a round without a search ends too
    return state.plan if state is not None and not state.unmet else None


def _round(rounds: Rounds, state: State) -> State:
    days = sorted({rounds.week.problem.turns[turn].day for turn in rounds.week.usable})
    size = min(len(days), rounds.rng.choice(SIZES))
    if not size:
        return state
    freed = rounds.freed(
        state, rounds.rng.sample(days, size), swap=rounds.rng.random() < SWAP_SHARE
    )
    found = rounds.tried(state, freed, iterations=ROUND_ITERATIONS)
    return found if found is not None and found.rank < state.rank else state
