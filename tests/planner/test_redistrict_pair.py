"""Two grids with a price on spread: said to be best only where trying every division agrees."""

from dataclasses import replace

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.redistrict_pair import best_of_two
from planner.engine.redistrict_view import View
from planner.outcome import Effort
from planner.problem import Prices, RedistrictPlan
from tests.planner.test_engine_redistrict import lattice, with_old
from tests.planner.test_redistrict_columns import every


def said(view: View, plan: RedistrictPlan) -> bool:
    names = {key: n for n, key in enumerate(view.keys)}
    labels = [names.setdefault(key, len(names)) for _, key in plan.grid_of]
    attempt = Attempt(Effort(0, 100))
    attempt.stop_at(100)
    return best_of_two(view, labels, (0, 1), attempt, work=20)


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
        proved += said(view, plans[0][1])
        assert judge.objective(problem, plans[-1][1]) > plans[0][0]
        assert not said(view, plans[-1][1])
    assert tried >= 8
    assert proved >= tried // 2
