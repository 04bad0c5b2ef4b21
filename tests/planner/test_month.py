"""A month of Luoyan made ready: shut roads on their days, plans called, patrols where they stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from geo.closures import Closure
from geo.travel import MODES
from planner.demand.ground import load_ground
from planner.demand.month import month_force, with_patrols
from planner.demand.simulation import force_of
from planner.demand.team_book import USUAL
from planner.problem import Assignment, ResponderPlan
from planner.problem.tour_parts import Turn
from planner.problem.tours import Call, Tour, ToursPlan

LUOYAN = Path(__file__).resolve().parents[2] / "data" / "boundaries"
FIRST = date(2026, 12, 1)
SHUT = FIRST + timedelta(days=2)


@pytest.fixture(scope="module")
def ground():
    return load_ground(LUOYAN)


def test_a_road_shut_on_a_day_is_shut_in_the_tables_of_that_day(ground) -> None:
    roads = tuple(Closure(str(edge), MODES, SHUT, SHUT) for edge in ground.network.edges.index[:60])
    force = month_force(ground.under(replace(ground.conditions, closures=roads)), FIRST, 5)
    assert force.table_of_day == (0, 0, 1, 0, 0)
    usual = force_of(ground, on=FIRST)
    assert force.reach_s[0] == usual.reach_s[0]
    assert force.reach_s[1] != usual.reach_s[0]
    assert all(
        slow < 0 or 0 <= quick <= slow
        for before, after in zip(*force.reach_s, strict=True)
        for quick, slow in zip(before, after, strict=True)
    )


def test_a_plan_is_called_the_away_are_empty_and_skills_say_who_answers(ground) -> None:
    grid = str(ground.area.grids.index[0])
    plan = ResponderPlan((Assignment(grid, "R31", "R01"),))
    force = month_force(ground, FIRST, 2, plan=plan, away=("R02",))
    assert force.table_of_day == (0, 0)
    assert (30, 0) in force.called
    assert force.units[1] == (0,)
    kinds = list(ground.area.responders["kind"])
    for needs, able in zip(USUAL.people.values(), force.able, strict=True):
        assert set(able) == {i for i, kind in enumerate(kinds) if USUAL.of(kind) & set(needs)}


def test_a_patrol_stands_at_its_stop_until_the_next_one(ground) -> None:
    stops = [str(name) for name in ground.area.places.index[:2]]
    times = zip(stops, (1000, 3000), strict=True)
    calls = tuple(Call(stop, 0, at, at, at + 600, at + 600) for stop, at in times)
    strange = Call("nowhere", 0, 5000, 5000, 5100, 5100)
    plan = ToursPlan((Tour("t1", 500, (*calls, strange), 6000),))
    problem = SimpleNamespace(turns=(Turn("t1", "crew", "day", 0, 0, 7000, 6000),))
    bare = month_force(ground, FIRST, 2)
    force = with_patrols(bare, ground, problem, plan)
    assert force.posts == (*bare.posts, "crew")
    (patrol,) = force.patrols
    assert [(s.begin_s, s.end_s) for s in patrol.spells] == [(1000, 3000), (3000, 6000)]
    for row, spell in enumerate(patrol.spells):
        assert spell.reach_s[row] == 0  # it is there
        assert max(spell.reach_s) > 0
    assert patrol.where(999) is None
    assert patrol.where(3000) == patrol.spells[1]
    assert patrol.where(6000) is None
    last = len(force.posts) - 1
    for needs, able in zip(USUAL.people.values(), force.able, strict=True):
        assert (last in able) == bool(USUAL.of("auxiliary") & set(needs))
    assert with_patrols(bare, ground, problem, ToursPlan(())) == bare
