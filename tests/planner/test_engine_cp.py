"""The one way to run CP-SAT: a bound is said only where there is one."""

import pytest
from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.outcome import Effort


@pytest.mark.parametrize(("low", "bound"), [(-50, None), (0, 0)])
def test_stopped_before_it_has_a_bound_it_says_none(low: int, bound: int | None) -> None:
    model = cp_model.CpModel()
    numbers = [model.new_int_var(low, 50, "") for _ in range(6)]
    model.add(sum(numbers) != 7)
    model.minimize(sum(numbers))
    attempt = Attempt(Effort(0, 1))
    answer = cp.solve(model, attempt, work=0.0)
    assert answer.found is cp.Found.UNKNOWN
    assert answer.bound == bound


def test_a_bound_below_nothing_is_said_when_it_is_reached() -> None:
    model = cp_model.CpModel()
    number = model.new_int_var(-5, 5, "")
    model.minimize(number + 5)
    answer = cp.solve(model, Attempt(Effort(0, 1)), work=1.0)
    assert (answer.found, answer.bound) == (cp.Found.OPTIMAL, 0)
    model.minimize(-number)
    answer = cp.solve(model, Attempt(Effort(0, 1)), work=1.0)
    assert (answer.found, answer.bound) == (cp.Found.OPTIMAL, -5)
