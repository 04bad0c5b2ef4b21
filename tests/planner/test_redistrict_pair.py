"""Two grids with a price on spread: said to be best only where trying every division agrees."""

from dataclasses import replace

import pytest

from planner import judge, redistrict
from planner.engine.attempt import Attempt
from planner.engine.redistrict_pair import divide_two, question_of_two
from planner.engine.redistrict_pairs import Pairs, _ground, neighbours
from planner.engine.redistrict_view import View
from planner.outcome import Effort
from planner.problem import Prices, RedistrictPlan
from tests.planner.test_engine_redistrict import lattice, with_old
from tests.planner.test_redistrict_columns import every, labels_of


def said(view: View, plan: RedistrictPlan, best: int) -> bool:
    """Return whether the plan is said to be the best; a better one must be sound and better."""
    names = {key: n for n, key in enumerate(view.keys)}
    labels = [names.setdefault(key, len(names)) for _, key in plan.grid_of]
    attempt = Attempt(Effort(0, 100))
    attempt.stop_at(100)
    found = divide_two(view, labels, (0, 1), attempt, work=20)
    if found.labels is None:
        return found.proved
    made = view.plan(found.labels)
    assert judge.faults(view.problem, made) == ()
    reached = judge.objective(view.problem, made)
    assert best <= reached < judge.objective(view.problem, plan)
    assert reached == best or not found.proved
    return False


def test_pairs_are_proved_where_nothing_is_better_and_nowhere_else() -> None:
    proved = tried = 0
    for seed in range(16):
        problem = lattice(3, 3, 2, seed=seed, slack_pct=40)
        problem = replace(problem, prices=Prices(spread=20, moved_unit=200, moved_household=10))
        plans = every(problem)
        if len(plans) < 2:
            continue
        if seed % 2:
            problem = with_old(problem, plans[len(plans) // 2][1], seed=seed)
            plans = every(problem)
        if len(plans) < 2:
            continue
        tried += 1
        view = View(problem)
        proved += said(view, plans[0][1], plans[0][0])
        assert judge.objective(problem, plans[-1][1]) > plans[0][0]
        assert not said(view, plans[-1][1], plans[0][0])
    assert tried >= 8
    assert proved >= tried // 2


@pytest.mark.parametrize("spread", [0, pytest.param(20, marks=pytest.mark.slow)])
def test_no_two_grids_said_to_be_proved_can_be_divided_better(
    spread: int,
) -> None:
    said_of_all = 0
    for seed in range(6):
        problem = lattice(4, 5, 4, seed=seed, slack_pct=40)
        problem = replace(problem, prices=Prices(spread=spread))
        view, attempt = View(problem), Attempt(Effort(0, 100))
        attempt.stop_at(100)
        # a plan for which nothing has a price: it can be divided better nearly everywhere
        poor = replace(problem, prices=Prices(plain_m=0, natural_m=0))
        start = redistrict.solve(poor, effort=Effort(0, 1)).plan
        assert start is not None
        pairs = Pairs(view, attempt)
        # with little work at first, so that pairs are tried that are not proved yet
        labels = pairs.redivide(labels_of(view, start), work=0.001 if seed % 2 else 40)
        assert judge.faults(problem, view.plan(labels)) == ()
        proved, of = pairs.statement(labels)
        said_of_all += proved == of
        assert of == len(neighbours(view, labels))
        for pair in neighbours(view, labels):
            if _ground(labels, pair) not in pairs._proved:
                continue
            asked = question_of_two(view, labels, pair)
            assert asked is not None
            inside = [label for label in labels if label in pair]
            as_it_is = View(asked).plan([pair.index(label) for label in inside])
            assert judge.objective(asked, as_it_is) == every(asked)[0][0]
    assert said_of_all >= 2
