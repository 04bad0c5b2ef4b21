"""Somebody away: planned and judged twice, duty lists and days counted again by hand, a command."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from planner import judge
from planner.__main__ import main
from planner.away import Absent, away
from planner.demand.duty import arrivals_at_grids, due
from planner.demand.duty_lost import lost
from planner.demand.responder_book import ResponderBook
from planner.demand.settings import ResponderSettings
from planner.demand.simulation import called_of, force_of
from planner.demand.team_book import TeamBook
from planner.outcome import Effort
from planner.problem import Assignment, ResponderPlan
from planner.report import away as report
from planner.road import load_ground, responder_question
from planner.simulate import Force
from planner.simulate.matters import Matters
from planner.simulate.run import serve

FIRST = date(2026, 7, 6)
EFFORT = Effort(0, 2)
BOOKS = ResponderBook(), TeamBook()


@pytest.fixture
def tiny(tiny_folder):
    ground = load_ground(tiny_folder)
    return responder_question(ground, ResponderSettings(on=FIRST))


def test_without_the_first_of_a_plan_others_answer_and_the_judge_agrees(tiny) -> None:
    base, context = tiny
    usual = away(base, context, BOOKS, Absent((), FIRST), EFFORT)
    assert usual.usual[1].plan == usual.without[1].plan
    assert all(one.first == 0 for one in usual.lost)
    gone = usual.usual[1].plan.assignments[0].first_post_id
    found = away(base, context, BOOKS, Absent((gone,), FIRST, 3), EFFORT)
    problem, outcome = found.without
    assert judge.faults(problem, outcome.plan) == ()
    assert gone not in {a.first_post_id for a in outcome.plan.assignments}
    assert gone not in {a.backup_post_id for a in outcome.plan.assignments}
    plans = (found.usual[0], found.usual[1].plan), (problem, outcome.plan)
    sheets = report.plan_sheets(*plans, context.names("en"), "en")
    (answers, costs) = sheets.values()
    had = {a.grid_id for a in found.usual[1].plan.assignments if a.first_post_id == gone}
    assert set(report.moved(*plans)) <= set(answers.iloc[:, 0])
    assert had <= set(answers.iloc[:, 0])
    assert len(costs) == 7


def test_what_duty_lists_lose_is_counted_again_from_the_lists(tiny) -> None:
    base, context = tiny
    post = base.posts[0].post_id
    grids = arrivals_at_grids(context, base.reach_s)
    for told in lost(base, context, (post,)):
        first = [g for g in grids.places if (d := due(grids, g, matter=told.matter))
                 and d[0].post_id == post]  # fmt: skip
        assert told.first == len(first)
        later = [due(grids, g, matter=told.matter, away=(post,)) for g in first]
        assert told.nobody == sum(not d for d in later)
        known = [d[0].arrive_s for d in later if d]
        assert told.after_s == (round(sum(known) / len(known)) if known else 0)
        assert told.after_s >= told.before_s or not known


def test_who_is_called_goes_before_the_nearest(tiny) -> None:
    base, context = tiny
    force = force_of(context.ground)
    grid = base.grids[0].grid_id
    plan = ResponderPlan((Assignment(grid, force.posts[-1], force.posts[0]),))
    called = called_of(context.ground, plan, force.posts)
    assert len(called) == len(context.ground.area.places)
    assert set(called) <= {(), (len(force.posts) - 1, 0)}
    one = Force(("near", "far"), ((1,), (1,)), (((10,), (99,)),))
    given = Matters(np.array([0.0]), np.array([0]), np.array([60.0]), np.array([0]))
    assert serve(one, given, days=1).response_s.tolist() == [10]
    other = replace(one, called=((1,),))
    served = serve(other, given, days=1)
    assert served.response_s.tolist() == [99]
    assert served.second_s.tolist() == [10]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_tells_who_answers(lang, tiny_folder, tmp_path, capsys) -> None:
    words = ["away", "--area", str(tiny_folder), "--days", "2", "--lang", lang]
    words += ["--store", str(tmp_path / "store"), "--work", "2"]
    post = load_ground(tiny_folder).area.responders.index[0]
    assert main([*words, post, "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "away.xlsx").is_file()
    told = capsys.readouterr().out
    assert "away." not in told.replace("away.xlsx", "")
    assert main([*words, "nobody"]) == 2
    assert main([*words, post, "--start", "soon"]) == 2
    assert main([*words, post, "--days", "0"]) == 2
