"""What happened to the ground of a week: told again, taken back, and promises counted on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner import tours
from planner.demand.ground import load_ground
from planner.demand.tour_changes import URGENT, again, openable, opened, road_cut, urgent_place
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.outcome import Effort
from planner.problem.tour_events import after
from planner.problem.tour_moves import Step
from planner.report import tours_kept
from planner.store.tours import calls_of

FIRST = date(2025, 1, 6)


@pytest.fixture(scope="module")
def asked(tiny_source):
    settings = TourSettings(meetings=(), reserve_share_pct=0)
    return tours_question(load_ground(tiny_source), settings, FIRST, 7)


@pytest.fixture(scope="module")
def bridge(asked):
    edges = asked[1].ground.network.edges
    return str(edges.index[edges["road_id"] == "r3"][0])


def west(problem):
    """A plan with one visit in the west, and a moment at which it has begun."""
    turn = next(turn for turn in problem.turns if turn.crew_id == "k1")
    name = next(t.task_id for t in problem.tasks if t.task_id in ("site:s4", "place:p1"))
    plan = tours.retimed(problem, {turn.turn_id: (Step(name),)})
    return plan, plan.tours[0].calls[0].begin_s + 1


def test_what_happened_to_the_ground_is_told_again_to_the_last_second(asked, bridge):
    problem, context = asked
    cut, changed, _ = road_cut(problem, context, [bridge], 1)
    place = next(
        f"place:{name}"
        for name in context.ground.area.places.index
        if f"place:{name}" not in context.spots.index
    )
    urgent, changed = urgent_place(problem, changed, place, 2, minutes=10)
    assert cut.travel != problem.travel
    told = again(problem, context, changed.steps)
    assert [step.kind for step in told.steps] == ["shut", "urgent"]
    assert list(told.spots.index) == list(urgent.location_ids)
    assert f"{URGENT}{place}" in told.tasks.index
    assert told.ground.conditions == changed.ground.conditions
    assert told.reach["car"][0].seconds().tolist() == changed.reach["car"][0].seconds().tolist()
    with pytest.raises(KeyError):
        again(problem, context, [replace(changed.steps[-1], ids=("place:nowhere",))])


def test_a_road_that_is_opened_again_gives_the_old_times_but_what_was_driven_stays(asked, bridge):
    problem, context = asked
    event, changed, _ = road_cut(problem, context, [bridge], 0)
    assert openable(problem, context) == ()
    assert openable(problem, changed) == ((bridge,),)
    plan, now_s = west(problem)
    cut = after(problem, plan, [event], now_s=now_s)
    tables, free = opened(cut, changed, [bridge])
    assert tables == problem.travel
    assert free.ground.conditions == context.ground.conditions
    # a leg driven while the road was shut took what it took
    crew = next(crew for crew in cut.crews if crew.crew_id == "k1")
    task = next(t for t in cut.tasks if t.task_id == plan.tours[0].calls[0].task_id)
    row, to = map(cut.location_ids.index, (crew.base_id, task.ways[0].enter_id))
    table = next(one for one in cut.travel if one.mode == crew.mode)
    slow = [list(seconds) for seconds in table.seconds]
    slow[row][to] += 77
    driven = tuple(
        replace(one, seconds=tuple(map(tuple, slow))) if one is table else one for one in cut.travel
    )
    tables, _ = opened(replace(cut, travel=driven), changed, [bridge])
    again_ = next(one for one in tables if one.mode == crew.mode)
    assert again_.seconds[row][to] == slow[row][to]


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_a_promise_is_kept_as_planned_and_not_as_done_where_its_visit_was_missed(asked, lang):
    problem, context = asked
    plan = tours.solve(problem, effort=Effort(0, 2)).plan
    assert plan is not None
    whole = tours_kept.kept_of(problem, plan, context, ())
    assert {one.planned.name for one in whole} == set(context.dues)
    assert all(one.as_planned == one.as_done for one in whole)
    needed = {t.task_id for t in problem.tasks if t.longest_gap_days and t.last_day < 0}
    missed = {(name, day) for name, day in calls_of(plan) if name in needed}
    assert missed
    found = tours_kept.kept_of(problem, plan, context, missed)
    broken = [one for one in found if one.as_planned and not one.as_done]
    assert broken
    assert found[0] in broken or not found[0].as_done
    units = tours_kept.unit_table(found, context, lang)
    # the last row is the sum of those above
    assert list(units.iloc[-1, 1:4]) == list(units.iloc[:-1, 1:4].sum())
    places = tours_kept.place_table(found, plan, context, missed, lang)
    assert len(places) == len(found)
    assert tours_kept.done_of(plan, set(calls_of(plan))).tours == ()
