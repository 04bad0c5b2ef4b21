"""Questions with one possible answer: it is said to be the best, with its own points as bound."""

from dataclasses import replace

import pytest

from planner import judge, redistrict
from planner.outcome import Effort, Status
from planner.problem import Band, RedistrictProblem
from tests.planner.test_engine_redistrict import lattice, with_old
from tests.planner.test_redistrict_effort import rows

SQUARE = replace(lattice(10, 10, 1), households=Band(0, 10_000, target=3, off_target_price=7))
ONES = replace(lattice(4, 4, 4), households=Band(0, 100), least_grids=16, most_grids=16)


def method(outcome: object) -> str:
    return next(dict(note.facts)["method"] for note in outcome.notes if note.code == "bound_from")


@pytest.mark.parametrize(
    ("problem", "count"), [(SQUARE, 1), (ONES, 16), (with_old(SQUARE, rows(SQUARE), seed=1), 1)]
)
def test_the_only_plan_is_proved_best_at_once(problem: RedistrictProblem, count: int) -> None:
    outcome = redistrict.solve(problem, effort=Effort(0, 1))
    assert outcome.plan is not None
    assert len(set(dict(outcome.plan.grid_of).values())) == count
    assert outcome.status is Status.OPTIMAL
    assert outcome.bound == outcome.objective == judge.objective(problem, outcome.plan)
    assert method(outcome) == "only_plan"
    assert len(redistrict.alternatives(problem, effort=Effort(0, 1))) == 1


def test_one_grid_that_breaks_a_limit_is_impossible_still() -> None:
    outcome = redistrict.solve(replace(SQUARE, households=Band(0, 5)), effort=Effort(0, 1))
    assert outcome.status is Status.INFEASIBLE
    assert outcome.conflicts
