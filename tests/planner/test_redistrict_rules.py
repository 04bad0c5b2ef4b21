"""Questions whose rules alone leave no plan: proved before a search spends the work on them."""

from dataclasses import replace

import pytest

from planner import judge, redistrict
from planner.engine.attempt import Attempt
from planner.engine.redistrict_exact import rules_alone
from planner.engine.redistrict_view import View
from planner.outcome import Effort, Status
from planner.problem import Band, RedistrictProblem
from tests.planner.test_engine_redistrict import lattice


def walled(households: int) -> RedistrictProblem:
    """Return an empty 9 x 6 lattice cut by a column of full ground, people left and right of it."""
    drawn = lattice(9, 6, 2)
    people = {"u4.0": 60, "u0.0": households, "u8.5": 8}
    basics = tuple(
        replace(basic, households=people.get(basic.unit_id, 0)) for basic in drawn.basics
    )
    wall = tuple(f"u4.{y}" for y in range(6))
    return replace(drawn, basics=basics, households=Band(15, 70), together=(wall,))


@pytest.mark.parametrize("work", [1, 5])
def test_ground_behind_a_wall_that_no_grid_can_take_is_proved_impossible(work: int) -> None:
    # 60 and 8 fit together, but then the rest is 12; 60 and 12 do not fit, and 12 and 8 lie apart
    problem = walled(12)
    outcome = redistrict.solve(problem, effort=Effort(0, work))
    assert outcome.status is Status.INFEASIBLE
    assert outcome.run.work < 1
    assert {"grid_count", "households", "together"} <= {c.rule for c in outcome.conflicts}


def test_one_household_more_and_there_is_a_plan() -> None:
    problem = replace(walled(15), households=Band(15, 70))
    exact = rules_alone(View(problem), Attempt(Effort(0, 5)))
    assert exact.labels is not None
    assert judge.faults(problem, View(problem).plan(exact.labels)) == ()
