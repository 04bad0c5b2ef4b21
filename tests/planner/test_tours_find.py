"""Searches of one shift: with much work some begin with nothing, and the result is repeatable."""

from __future__ import annotations

import pytest

from planner.engine import Attempt, tours
from planner.engine.tours_cost import Costs
from planner.engine.tours_search import Trial, search
from planner.engine.tours_view import View
from planner.outcome import Effort
from tests.planner.test_tours_days_parts import days, visit


@pytest.mark.parametrize(("short", "begun"), [(0, [0, 0, 0, 0, 0, 1]), (9, [0, 0, 0, 1, 1])])
def test_searches_from_nothing_and_from_the_best_plan(short, begun, monkeypatch):
    seen: list[Trial] = []

    def watched(view, space, attempt, pool, trial):
        seen.append(trial)
        return search(view, space, attempt, pool, trial)

    monkeypatch.setattr(tours, "SHORT", short)
    monkeypatch.setattr(tours, "search", watched)
    view = View(days(1, tuple(visit(place, priority=90) for place in "abcd")))
    found = [tours.find(view, Attempt(Effort(0, 1)), share=0.02) for _ in range(2)]
    assert found[0] is not None
    assert found[0] == found[1]
    assert Costs(view).total(found[0]) == 2 * 4 * 600  # out to the last place and back
    assert [int(bool(trial.start)) for trial in seen] == 2 * begun
    assert sum(trial.work for trial in seen) <= 2 * 0.02 + 1e-9
