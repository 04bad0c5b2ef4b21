"""Ten rosters that cannot be: the clash is named, none of its rules can be spared, easing helps."""

from __future__ import annotations

import pytest

from planner import judge, rosters
from planner.demand.roster_examples import IMPOSSIBLE
from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.roster import build_clash
from planner.outcome import Effort, Status
from planner.problem.roster_moves import eased
from planner.words import LANGS, explain, say

# the rules of each clash, and how many of each
CLASHES = {
    "leader_away": {"roster_leader": 1, "roster_away": 1},
    "leader_every_day": {"roster_leader": 7, "roster_longest_run": 1},
    "too_few": {"roster_cover": 1},
    "leave_on_market": {"roster_cover": 1, "roster_away": 3},
    "rest_after_night": {"roster_cover": 2, "roster_rest": 1},
    "by_hand": {"roster_fixed": 2, "roster_rest": 1},
    "held_in": {"roster_cover": 1, "roster_held_in": 1},
    "hours": {"roster_cover": 5, "roster_most_min": 1},
    "weekends": {"roster_cover": 1, "roster_most_weekends": 1},
    "nights_each": {"roster_cover": 5, "roster_shift_limit": 1},
}


@pytest.mark.parametrize("name", CLASHES)
def test_the_clash_is_named_and_none_of_its_rules_can_be_spared(name: str) -> None:
    problem = IMPOSSIBLE[name]
    outcome = rosters.solve(problem, effort=Effort(0, 5))
    assert outcome.status is Status.INFEASIBLE
    rules = [conflict.rule for conflict in outcome.conflicts]
    assert {rule: rules.count(rule) for rule in rules} == CLASHES[name]
    for spared in outcome.conflicts:
        model, literals = build_clash(problem)
        for rule, literal in literals.items():
            model.add(literal == (rule in outcome.conflicts and rule != spared))
        assert cp.solve(model, Attempt(Effort(0, 5)), work=5).solved, spared
    for lang in LANGS:
        assert say(f"roster_impossible.{name}", lang)
        for conflict in outcome.conflicts:
            assert explain("conflict", conflict.rule, conflict.facts, lang)
            assert say(f"roster_eased.{conflict.rule}", lang, **dict(conflict.facts))


def test_there_are_ten_and_a_clash_of_each_is_known() -> None:
    assert len(IMPOSSIBLE) == 10
    assert IMPOSSIBLE.keys() == CLASHES.keys()


@pytest.mark.parametrize("name", CLASHES)
def test_some_rule_of_the_clash_eased_gives_a_roster(name: str) -> None:
    problem = IMPOSSIBLE[name]
    clash = rosters.solve(problem, effort=Effort(0, 5)).conflicts
    found = 0
    for conflict in clash:
        other = eased(problem, conflict)
        assert other != problem
        outcome = rosters.solve(other, effort=Effort(0, 5))
        if outcome.plan is not None:
            found += 1
            assert judge.faults(other, outcome.plan) == ()
            assert judge.faults(problem, outcome.plan) != ()
    assert found
