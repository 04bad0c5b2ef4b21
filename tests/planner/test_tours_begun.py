"""A search keeps what has begun: after midnight, with its breaks, on roads that are shut since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner import judge, tours
from planner.engine import Attempt
from planner.engine.tours_days import Week
from planner.engine.tours_days_rounds import _Improving
from planner.outcome import Effort
from planner.problem import Travel
from planner.problem.tour_events import RoadCut, after
from planner.problem.tour_moves import Step
from planner.problem.tour_parts import DAY_S
from tests.planner.tour_weeks import HOUR_S, crew, hours, shifts, visit, week

TIRED = {"break_after_s": 4 * HOUR_S, "break_s": HOUR_S // 2}


def night():
    """Two nights of one crew; of the first, one call before and one after midnight."""
    late = shifts((crew("c0"),), 2, 20, 28)
    tasks = (visit("a", windows=hours(20, 23)), visit("b", windows=hours(25, 26)), visit("c"))
    return week(tasks, turns=late, days=2), {"c0@0": ("va", "vb")}, DAY_S + 12 * HOUR_S


def long_day():
    """A shift that ends when its crew is home, its break behind it."""
    tasks = (visit("a"), visit("d", windows=hours(15, 15.75)))
    turns = shifts((crew("c0"),), 2, 8, 16.5)
    return week(tasks, turns=turns, days=2, **TIRED), {"c0@0": ("va", "vd")}, DAY_S


def shut_road():
    """From the base to the last place only the way over the others was short enough."""
    tasks = (visit("a"), visit("c", windows=hours(9, 9.5)))
    asked = week(tasks, turns=shifts((crew("c0"),), 2, 8, 12), days=2)
    return asked, {"c0@0": ("va", "vc")}, DAY_S


@pytest.mark.parametrize("made", [night, long_day, shut_road])
def test_a_first_plan_does_all_that_has_begun(made):
    asked, orders, now_s = made()
    steps = {turn: tuple(Step(task) for task in tasks) for turn, tasks in orders.items()}
    plan = tours.retimed(asked, steps)
    assert judge.faults(asked, plan) == ()
    far = tuple(tuple(4 * s for s in row) for row in asked.travel[0].seconds)
    events = [RoadCut((Travel("car", far),))] if made is shut_road else []
    left = after(asked, plan, events, now_s=now_s)
    done = replace(plan, tours=tuple(t for t in plan.tours if t.start_s < now_s))
    assert judge.faults(left, done) == ()
    found = _Improving(Week(left), Attempt(Effort(0, 1))).begun(1)
    assert found is not None
    assert found.unmet == 0
