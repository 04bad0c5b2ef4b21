"""Where one tour is all of a plan, the best one is found and proved."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.tours_bound import settled
from planner.engine.tours_bound_columns import generated
from planner.engine.tours_bound_one import best_tour, is_one
from planner.engine.tours_bound_parts import relaxed
from planner.engine.tours_bound_routes import plan_of
from planner.engine.tours_days import Week
from planner.engine.tours_days_clock import clocked
from planner.outcome import Effort
from planner.problem import Travel
from planner.problem.tour_parts import Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import ToursPlan, ToursProblem


def trial(work: int = 5) -> Attempt:
    return Attempt(Effort(0, work))


def one_crew_out(seed: int, *, places: int = 5, crews: int = 2) -> ToursProblem:
    """Places with hours, prices and loads; of two crews one may be out."""
    rng = random.Random(seed)
    ids = tuple(f"p{n}" for n in range(places + 1))
    table = tuple(tuple(0 if i == j else rng.randrange(5, 60) for j in ids) for i in ids)
    tasks = []
    for n in range(places):
        open_s = rng.randrange(0, 150)
        windows = (Window(open_s, open_s + rng.randrange(30, 90)),) if rng.random() < 0.5 else ()
        tasks.append(
            Task(f"t{n}", "visit", rng.choice(["u1", "u2"]), (Way(ids[n + 1], ids[n + 1], 10),),
                 priority=rng.randrange(0, 9), windows=windows, load=rng.randrange(3),
                 mandatory=rng.random() < 0.05)
        )  # fmt: skip
    out = tuple(
        Crew(f"c{k}", "police", 2, 1, "car", "p0", load_most=5, home_units=(f"u{k + 1}",))
        for k in range(crews)
    )
    turns = tuple(Turn(f"n{k}", c.crew_id, "day", 0, 0, 220, 130) for k, c in enumerate(out))
    rules = TourRules(reserve_share_pct=50 * (crews > 1), left_out_price_s=10, abroad_price_s=15)
    return ToursProblem(1, ids, (Travel("car", table),), out, turns, tuple(tasks), rules)


def best_of_all(problem: ToursProblem) -> int | None:
    """Try every order of every choice of calls on every turn."""
    week = Week(problem)
    plans = [ToursPlan(())]
    for turn in range(len(problem.turns)):
        for count in range(1, len(problem.tasks) + 1):
            for order in permutations(range(len(problem.tasks)), count):
                tour = clocked(week, turn, tuple((task, 0, 0) for task in order))
                plans += [] if tour is None else [ToursPlan((tour,))]
    sound = [plan for plan in plans if not judge.faults(problem, plan)]
    return min((judge.objective(problem, plan) for plan in sound), default=None)


@pytest.mark.parametrize("seed", range(40))
def test_the_best_tour_is_that_of_all_orders(seed):
    problem = one_crew_out(seed)
    best = best_of_all(problem)
    question = relaxed(problem)
    assert is_one(question)
    state = generated(question, trial(), work=5, dear=1e5)
    bound, column = best_tour(question, state, trial(), value=10**5, work=5)
    plan = ToursPlan(()) if column is None else plan_of(question, state.master.nets, {column: 1})
    assert plan is not None
    if best is None:
        assert bound >= 10**5 - 1
        return
    assert judge.faults(problem, plan) == ()
    assert judge.objective(problem, plan) == best == pytest.approx(bound)
    again, none = best_tour(question, state, trial(), value=best, work=5)
    assert none is None
    assert again == pytest.approx(best)


@pytest.mark.parametrize("seed", range(12))
def test_prices_of_an_early_end_never_raise_the_bound_above_the_best(seed):
    problem = one_crew_out(seed, places=6)
    best = best_of_all(problem)
    question = relaxed(problem)
    for work in (0.001, 0.01, 0.05):
        state = generated(question, trial(), work=work, dear=1e5)
        for more in (0.0, 0.001, 0.1):
            bound, _ = best_tour(question, state, trial(), value=10**5, work=more)
            assert best is None or bound <= best + 1e-6


def test_a_long_tour_is_proved_by_the_portfolio():
    problem = one_crew_out(3, places=7, crews=1)
    known = settled(problem, trial(), ToursPlan(()))
    assert known.closed
    assert known.value == best_of_all(problem)


def test_more_than_one_tour_or_promises_are_no_question_of_one_tour():
    assert not is_one(relaxed(one_crew_out(0, crews=4)))
    assert is_one(relaxed(one_crew_out(0, crews=1)))
