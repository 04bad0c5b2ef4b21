"""Answers on the page of patrols: what is left out, cures, other plans, clashes, no answer."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import replace
from threading import Event

import pytest

from geo.load import load_area
from pages.ui import state
from pages.ui.tours import cures
from planner import judge, tours
from planner.demand.tour_settings import TourSettings
from planner.outcome import Conflict, Cure, LeftOut, Note, Outcome, Run, Status, Stopped, facts
from planner.problem import problem_id
from planner.problem.tours import ToursPlan
from planner.store.tour_settings import set_tours
from planner.words import LANGS, say
from tests.pages.quick_tours import quick
from tests.pages.week_page import (
    BRIDGE,
    DAY,
    checked,
    happened,
    opened,
    planned,
    press,
    text,
    tiny,
    wait,
)

__all__ = ["tiny"]  # the fixture, for every test below
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_shut_road_is_tried_out_and_opened_with_one_click(monkeypatch):
    tried = []

    def left_out(problem, *, effort, **_):
        left = LeftOut(problem.tasks[0].task_id, "full", facts(), ())
        return replace(quick(problem, effort=effort), left_out=(left,))

    def told(problem, outcome, *, opened, **_):
        tried.append((problem, opened))
        cure = Cure("open_road", facts(road=next(iter(opened))), tested=True)
        return replace(outcome, left_out=(replace(outcome.left_out[0], cures=(cure,)),))

    monkeypatch.setattr(tours, "solve", left_out)
    monkeypatch.setattr(tours, "explained", told)
    app = planned()
    assert not tried  # nothing is shut
    app = happened(app, "road", "tours-event-roads", BRIDGE)
    cut, opened_ = tried[-1]
    [(road, tables)] = opened_.items()
    assert tables != cut.travel
    item = cut.tasks[0].task_id
    assert road in text(app)
    app = wait(checked(app.button(key=f"cure-{item}-0").click().run()))
    assert "stops moved:" in text(app)
    assert len(tried) == 1  # nothing is shut any more
    [sheet] = [one for one in (state.TOURS / "tiny").iterdir() if one.name.startswith("draft")]
    assert '"opened"' in sheet.read_text(encoding="utf-8")


def test_what_is_left_out_is_told_without_a_cure_too(monkeypatch):
    def without_cures(problem, *, effort, **_):
        left = LeftOut(problem.tasks[0].task_id, "full", facts(), ())
        told = Note("cures_examined", facts(examined=0, left_out=1))
        return replace(quick(problem, effort=effort), left_out=(left,), notes=(told,))

    monkeypatch.setattr(tours, "solve", without_cures)
    shown = text(planned())
    assert say("week.no_cures.0", "en") in shown
    assert say("note.cures_examined", "en", examined=0, left_out=1) in shown


def test_a_meeting_left_out_is_shown_once_and_its_cure_brings_all_its_crews(monkeypatch):
    asked = []

    def with_cure_of_all(problem, *, effort, **_):
        asked.append(problem)
        first, second = (replace(task, meeting="m") for task in problem.tasks[:2])
        turns = [turn.turn_id for turn in problem.turns[:2]]
        pair = [Cure("lower_reserve", facts(turn=turn, share_pct=0), tested=True) for turn in turns]
        cure = replace(pair[0], also=(pair[1],))
        left = [LeftOut(task.task_id, "full", facts(), (cure,)) for task in (first, second)]
        return replace(quick(problem, effort=effort), left_out=tuple(left))

    def together(sheet, left_out):
        tasks = tuple(replace(task, meeting="m") for task in sheet.problem.tasks)
        return once(replace(sheet, problem=replace(sheet.problem, tasks=tasks)), left_out)

    once = cures._once
    monkeypatch.setattr(tours, "solve", with_cure_of_all)
    monkeypatch.setattr(cures, "_once", together)
    app = planned()
    takes = [one for one in app.button if one.label == say("week.cure_take", "en")]
    assert len(takes) == 1
    assert ", and send" in text(app)
    wait(checked(takes[0].click().run()))
    assert asked[-1].rules.reserve_share_pct == 0


def test_a_cure_is_accepted_with_one_click_and_the_week_planned_anew(monkeypatch):
    asked = []

    def with_cures(problem, *, effort, **_):
        asked.append(problem)
        found = quick(problem, effort=effort)
        change = facts(turn=problem.turns[0].turn_id, share_pct=0)
        cure = Cure("lower_reserve", change, tested=True)
        gone = Cure("extend_turn", facts(turn="nobody", minutes=10), tested=True)
        left = LeftOut(problem.tasks[0].task_id, "full", facts(), (cure, gone))
        return replace(found, left_out=(left,))

    monkeypatch.setattr(tours, "solve", with_cures)
    app = planned(days="4")
    item = asked[0].tasks[0].task_id
    checked(app.button(key=f"cure-{item}-1").click().run())
    assert say("week.cure_gone", "en") in text(app)
    app = wait(checked(app.button(key=f"cure-{item}-0").click().run()))
    assert asked[-1].rules.reserve_share_pct == 0
    assert asked[-1].kept
    assert "stops moved:" in text(app)


def test_other_plans_are_found_shown_and_taken_up(monkeypatch):
    def others(problem, *, base, effort, **_):
        names = ("drive_s", "tours", "missing", "late", "busiest_pct", "least_pct", "longest_s")
        note = Note("tours_even", facts(**dict.fromkeys((*names, "moved"), 1)))
        fewer = ToursPlan(base.plan.tours[:-1])
        cost = judge.objective(problem, fewer)
        other = replace(base, plan=fewer, objective=cost, notes=(note,), bound=0)
        return base, other

    monkeypatch.setattr(tours, "alternatives", others)
    app = press(planned(days="2"), "week.choices_find")
    assert len(app.table) == 1
    app = press(app, "week.take", number=1)
    assert len(app.table) == 2  # now also among the plans of this week


@pytest.mark.parametrize("lang", LANGS)
def test_an_impossible_week_names_the_clash_and_an_exhausted_one_does_not(lang, monkeypatch):
    def none(problem, *, effort, **_):
        run = Run("quick", "1", effort.seed, effort.work, 1.0, 0.1, problem_id(problem))
        clash = (Conflict("reserve_share_pct", facts(share_pct=50, allowed=0)),)
        return Outcome(Status.INFEASIBLE, run, conflicts=clash)

    monkeypatch.setattr(tours, "solve", none)
    shown = text(planned(lang))
    assert say("status.infeasible", lang) in shown
    assert say("answer.conflicts", lang) in shown

    def spent(problem, *, effort, **_):
        run = Run("quick", "1", 0, effort.work, 1.0, 0.1, problem_id(problem), Stopped.WORK_LIMIT)
        return Outcome(Status.NOT_FOUND, run)

    monkeypatch.setattr(tours, "solve", spent)
    shown = text(planned(lang, days="2"))
    assert say("status.not_found", lang) in shown
    assert say("status.infeasible", lang) not in shown


def test_a_new_arrangement_of_which_no_plan_came_is_not_said_to_wait(monkeypatch):
    app = planned()

    def spent(problem, *, effort, **_):
        run = Run("quick", "1", 0, effort.work, 1.0, 0.1, problem_id(problem), Stopped.WORK_LIMIT)
        return Outcome(Status.NOT_FOUND, run)

    monkeypatch.setattr(tours, "solve", spent)
    app = happened(app, "ill", "", "")
    button = say("week.let_go", "en")
    assert say("week.pending_none", "en", button=button) in text(app)
    assert say("week.pending", "en") not in text(app)
    assert say("week.pending_none", "en", button=button) not in text(press(app, "week.let_go"))


def test_a_lower_bound_of_nothing_is_said_to_prove_nothing(monkeypatch):
    assert say("answer.no_bound", "en") not in text(planned())

    def loose(problem, **settings):
        return replace(quick(problem, **settings), bound=0)

    monkeypatch.setattr(tours, "solve", loose)
    assert say("answer.no_bound", "en") in text(planned(days="2"))


@pytest.mark.parametrize("lang", LANGS)
def test_without_anybody_there_the_page_says_what_to_do_and_computes_nothing(lang):
    crews = load_area(state.AREAS["luoyan"]).crews.index
    days = (DAY.isoformat(),)
    set_tours(state.OFFICE, "tiny", TourSettings(off=dict.fromkeys(crews, days)))
    app = opened(lang, days="1")
    assert say("week.nobody", lang) in text(app)
    assert all(one.label != say("common.compute", lang) for one in app.button)
    assert say("answer.judged", lang) in text(planned(lang, days="2"))  # the day after they are


@pytest.mark.parametrize("lang", LANGS)
def test_an_area_without_crews_has_a_page_that_says_so(lang, tiny_source, tmp_path, monkeypatch):
    folder = tmp_path / "nobody"
    shutil.copytree(tiny_source, folder)
    told = json.loads((folder / "area.json").read_text("utf-8"))
    del told["layers"]["crews"]
    (folder / "area.json").write_text(json.dumps(told), "utf-8")
    monkeypatch.setattr(state, "AREAS", {"luoyan": folder})
    assert say("common.no_layer", lang, layer=say("layer.crews", lang)) in text(opened(lang))


def test_what_is_computed_for_nobody_any_more_is_stopped(monkeypatch):
    began, ended = Event(), Event()

    def slow(problem, *, effort, cancelled=None, **_):
        if problem.kept:
            began.set()
            while not cancelled():
                time.sleep(0.01)
            ended.set()
        return quick(problem, effort=effort)

    monkeypatch.setattr(tours, "solve", slow)
    app = press(planned(), "week.pin")
    next(one for one in app.button if one.label == say("week.again", "en")).click()
    app = checked(app.run())
    assert began.wait(20)
    next(one for one in app.button if one.label == say("week.let_go", "en")).click()
    app = checked(app.run())
    assert ended.wait(20)
    assert say("week.pending", "en") not in text(app)
