"""Other programs on an assignment: each finds the best of a small one, and our judge agrees."""

import pytest

from benchmarks.responders.peers import TOOLS
from planner import judge, responders
from planner.outcome import Effort, Status
from planner.problem import Assignment, Post, ResponderGrid, ResponderPlan, ResponderProblem
from planner.problem.responder import ResponderRules

RULES = {"backup_weight_pct": 0, "no_backup_price_s": 0, "min_response_size": 1, "limit_s": 9000}
POSTS = tuple(
    Post(f"p{i}", "police_station", 1, may_lead=True, capacity=room)
    for i, room in enumerate((50, 40, 60))
)
GRIDS = tuple(ResponderGrid(f"g{i}", "all", load, 1) for i, load in enumerate((20, 15, 25, 10, 30)))
REACH = ((10, 50, 30, 20, 90), (40, 10, 60, 70, 20), (30, 40, 20, 80, 50))


@pytest.mark.parametrize("tool", list(TOOLS))
@pytest.mark.parametrize("most", [None, 2])
def test_each_program_finds_the_best_of_a_small_one(tool: str, most: int | None) -> None:
    rules = ResponderRules(**RULES, posts_most=most)
    problem = ResponderProblem(POSTS, GRIDS, REACH, rules)
    ours = responders.solve(problem, effort=Effort(0, 2))
    assert ours.status is Status.OPTIMAL
    rows, bound = TOOLS[tool](problem, 5)
    found = zip(GRIDS, rows, strict=True)
    plan = ResponderPlan(tuple(Assignment(g.grid_id, POSTS[row].post_id) for g, row in found))
    assert judge.faults(problem, plan) == ()
    assert judge.objective(problem, plan) == ours.objective
    assert bound == pytest.approx(ours.objective, abs=1e-4)
