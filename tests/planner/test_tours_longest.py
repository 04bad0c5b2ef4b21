"""A short longest tour is searched for where it has a price, under the reserve."""

from dataclasses import replace
from itertools import product

import pytest

from planner import judge, tours
from planner.engine.attempt import Attempt
from planner.engine.tours_search import Pool, Space, Trial, search
from planner.engine.tours_view import View
from planner.outcome import Effort
from planner.problem.tour_parts import Crew, Task, TourRules, Travel, Turn, Way
from planner.problem.tours import ToursProblem

PLACES = (0, 300, 340, 700, 900, -400, -450)
RULES = TourRules(
    least_crew_size=1,
    volunteers_need_officer=False,
    night_least_size=1,
    reserve_share_pct=0,
    rest_s=0,
    longest_price_pct=10_000,
)


def question(crews: int, *, reserve: int = 0) -> ToursProblem:
    """Places along one road, all to be visited; crews start at 0."""
    ids = tuple(f"n{i}" for i in range(len(PLACES)))
    seconds = tuple(tuple(abs(a - b) for b in PLACES) for a in PLACES)
    out = tuple(Crew(f"k{k}", "police", 2, 1, "car", "n0") for k in range(crews))
    turns = tuple(Turn(f"t{k}", f"k{k}", "day", 0, 0, 20_000, 20_000) for k in range(crews))
    tasks = tuple(Task(i, "visit", "u", (Way(i, i, 60),), mandatory=True) for i in ids[1:])
    rules = replace(RULES, reserve_share_pct=reserve)
    return ToursProblem(1, ids, (Travel("car", seconds),), out, turns, tasks, rules)


def least_longest_s(crews: int) -> int:
    """Try every split: on a road a crew drives to its furthest place on each side and back."""
    best = 10**9
    for crew_of in product(range(crews), repeat=len(PLACES) - 1):
        lengths = []
        for crew in range(crews):
            mine = [p for p, k in zip(PLACES[1:], crew_of, strict=True) if k == crew]
            lengths.append(2 * max([0, *mine]) - 2 * min([0, *mine]) + 60 * len(mine))
        best = min(best, max(lengths))
    return best


@pytest.mark.parametrize("crews", [2, 3])
def test_the_longest_tour_is_as_short_as_any_split_allows(crews: int) -> None:
    asked = question(crews)
    outcome = tours.solve(asked, effort=Effort(seed=0, work=3))
    assert outcome.plan is not None
    assert judge.faults(asked, outcome.plan) == ()
    longest_s = max(tour.return_s - tour.start_s for tour in outcome.plan.tours)
    assert longest_s == least_longest_s(crews)


def test_a_short_longest_tour_takes_no_crew_from_the_reserve() -> None:
    asked = question(4, reserve=50)
    outcome = tours.solve(asked, effort=Effort(seed=0, work=3))
    assert outcome.plan is not None
    assert judge.faults(asked, outcome.plan) == ()
    assert len(outcome.plan.tours) == 2
    longest_s = max(tour.return_s - tour.start_s for tour in outcome.plan.tours)
    assert longest_s == least_longest_s(2)


def test_turns_of_one_day_that_run_past_midnight_are_one_shift() -> None:
    asked = question(2)
    turns = tuple(replace(turn, end_s=200_000, max_drive_s=200_000) for turn in asked.turns)
    late = replace(asked, days=3, turns=turns)
    outcome = tours.solve(late, effort=Effort(seed=0, work=3))
    assert outcome.plan is not None
    assert judge.faults(late, outcome.plan) == ()
    longest_s = max(tour.return_s - tour.start_s for tour in outcome.plan.tours)
    assert longest_s == least_longest_s(2)


def test_a_search_that_wants_any_plan_ends_at_the_first() -> None:
    view, booked = View(question(2)), []
    for first in (False, True):
        attempt = Attempt(Effort(seed=0, work=3))
        trial = Trial(0.2, 20, 10.0, first=first)
        assert search(view, Space((2,), 2_500), attempt, Pool(), trial) is not None
        booked.append(attempt.used)
    assert booked[1] < booked[0] / 10
