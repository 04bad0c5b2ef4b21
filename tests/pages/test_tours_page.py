"""The page of patrols: a week planned, changed by hand, kept when something happens, approved."""

from __future__ import annotations

import io
import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cache, jobs, state
from pages.ui.plain import plain
from planner import judge, tours
from planner.demand.day_types import first_of_patrols
from planner.outcome import Conflict, Cure, LeftOut, Note, Outcome, Run, Status, Stopped, facts
from planner.problem import problem_id
from planner.problem.tours import ToursPlan
from planner.report.duty_files import tick_files
from planner.store import tours as store
from planner.words import LANGS, say
from tests.pages.quick_tours import quick

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2025, 1, 6)
BRIDGE, PATH = say("road.bridge", "en"), "r10"
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def tiny(monkeypatch, tiny_source, tmp_path) -> None:
    """The drawn township, a store of its own, and plans at once."""
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_source})
    monkeypatch.setattr(state, "TOURS", tmp_path / "tours")
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    monkeypatch.setattr(tours, "solve", quick)
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)


def opened(lang: str = "en", **settings: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    address = {"lang": lang, "day": DAY.isoformat(), "days": "3", **settings}
    app.query_params.update(address)
    app.run()
    app.switch_page("pages/police/patrols.py")
    app.query_params.update(address)
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    assert say("app.unexpected", "en") not in text(app)
    assert say("app.unexpected", "zh") not in text(app)
    return app


def text(app: AppTest) -> str:
    kinds = (*app.subheader, *app.markdown, *app.caption)
    boxes = (*app.info, *app.error, *app.warning, *app.success)
    return "\n".join(str(part.value) for part in (*kinds, *boxes))


def press(app: AppTest, key: str, lang: str = "en", **facts_: object) -> AppTest:
    label = say(key, lang, **facts_)
    next(b for b in app.button if b.label == label and not b.disabled).click()
    return wait(checked(app.run()))


def wait(app: AppTest) -> AppTest:
    for _ in range(300):
        if not any(b.label in {say("common.cancel", lang) for lang in LANGS} for b in app.button):
            return app
        time.sleep(0.05)
        app.run()
    raise TimeoutError


def test_the_first_day_offered_is_the_one_the_command_begins_with(tiny_source):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(lang="en")
    app.run()
    app = checked(app.switch_page("pages/police/patrols.py").run())
    label = say("week.first", "en")
    [first] = [one.value for one in app.date_input if one.label == label]
    data_date = json.loads((tiny_source / "area.json").read_text("utf-8"))["data_date"]
    assert first == first_of_patrols(data_date)


def test_a_day_is_told_back_in_one_line(tmp_path):
    press(planned(), "week.approve")
    app = opened(view="approved")
    rows = app.dataframe[0].value

    def told(line: str) -> AppTest:
        app.text_input[0].set_value(line)
        return press(app, "week.ticks_save")

    beyond = f"{len(rows) + 1}"
    wrong = say("week.ticks_line_wrong", "en", words=beyond)
    assert plain(wrong) in text(told(f"{beyond} 1:2"))
    assert not store.ticks_of(tmp_path / "tours", "tiny", DAY)
    assert say("week.ticks_saved", "en", count=len(rows), missed=1) in text(told("1:2"))
    ticks = store.ticks_of(tmp_path / "tours", "tiny", DAY)
    assert [one.reason for one in ticks if not one.done] == ["road"]
    done, why = say("col.done", "en"), say("col.why_not", "en")
    shown = app.dataframe[0].value
    assert shown[done].tolist() == [False, *[True] * (len(rows) - 1)]
    assert shown[why].tolist()[0] == say("week.reason.road", "en")
    assert not app.text_input[0].value


def box(app: AppTest, key: str, lang: str = "en"):
    return next(found for found in app.selectbox if found.label == say(key, lang))


def planned(lang: str = "en", **settings: str) -> AppTest:
    return press(opened(lang, **settings), "common.compute", lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_week_is_asked_for_computed_and_shown(lang):
    app = opened(lang)
    assert say("state.none", lang, button=say("common.compute", lang)) in text(app)
    assert say("week.no_last", lang) in text(app)
    app = planned(lang)
    shown = text(app)
    assert say("answer.judged", lang) in shown
    assert say("week.list", lang) in shown
    assert say("week.since", lang) in shown
    heads = {say(f"col.{name}", lang) for name in ("on_day", "crew", "stop", "arrive")}
    assert any(heads <= set(table.value.columns) for table in app.dataframe)


def test_a_stop_goes_to_another_crew_and_back_again():
    app = planned()
    listed = app.dataframe[2].value
    to = box(app, "week.to_turn")
    chosen = box(app, "week.stop_box").value
    other = next(
        name for name in to.options if not name.startswith(str(chosen)) and "Mixed crew" in name
    )
    to.select(other)
    checked(app.run())
    app = press(app, "week.move")
    shown = text(app)
    assert say("week.sound", "en") in shown or "faults" in shown
    assert "stops moved" in shown
    assert len(app.table) == 1  # both plans side by side
    app = press(app, "week.take", number=1)
    assert "stops moved" not in text(app)
    app = press(press(app, "week.undo"), "week.undo")
    assert "stops moved" not in text(app)
    assert app.dataframe[2].value.equals(listed)


def test_a_stop_left_out_comes_back_by_hand():
    app = press(planned(), "week.drop")
    assert "stops moved" in text(app)
    left = say("week.left", "en")
    stops = box(app, "week.stop_box")
    stops.select(next(name for name in stops.options if name.startswith(left)))
    app = checked(app.run())
    app = press(app, "week.add")
    assert say("week.cannot", "en") not in text(app)


def test_a_pinned_stop_stays_when_the_rest_is_planned_anew():
    app = press(planned(), "week.pin")
    assert "1 pinned" in text(app)
    app = press(app, "week.again")
    assert "1 pinned" in text(app)
    assert say("week.pending", "en") not in text(app)
    app = press(app, "week.unpin")
    assert "1 pinned" not in text(app)


def test_a_crew_falls_ill_and_what_moved_is_told():
    app = press(planned(), "week.event_go")
    shown = text(app)
    assert "stops moved:" in shown
    assert say("answer.judged", "en") in shown
    app = press(app, "week.undo")
    assert "stops moved:" not in text(app)


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("broken", "", ""),
        ("late", "", ""),
        ("urgent", "tours-event-place", "place:p7"),
        ("road", "tours-event-roads", BRIDGE),
    ],
)
def test_other_things_that_happen_are_planned_around(kind, key, value):
    assert "stops moved:" in text(happened(planned(), kind, key, value))


def test_a_week_is_approved_opened_again_ticked_off_and_counted_as_last_week(tmp_path):
    app = press(planned(), "week.approve")
    assert say("week.approved_now", "en", date=DAY.isoformat()) in text(app)
    week = store.load(tmp_path / "tours", "tiny", DAY)
    calls = store.calls_of(week.plan)
    app = opened(view="approved")
    assert say("week.no_ticks", "en") in text(app)
    app = press(app, "week.ticks_save")
    ticks = store.ticks_of(tmp_path / "tours", "tiny", DAY)
    assert ticks
    assert all(tick.done and (tick.task_id, tick.day) in calls for tick in ticks)
    assert say("week.no_ticks", "en") not in text(app)
    assert say("kept.title", "en") in text(app)
    heads = set(app.dataframe[1].value.columns)  # the first is the tick sheet itself
    assert say("col.planned", "en") in heads
    assert not any("crew" in head.lower() for head in heads)
    later = opened(day="2025-01-13")
    told = say("week.last", "en", date=DAY.isoformat(), calls=len(calls), missed=0)
    assert told in text(later)
    later = press(later, "week.copy", date=DAY.isoformat())
    assert say("week.sound", "en") in text(later) or "faults" in text(later)
    assert "things are not done as often as wanted" in text(later)  # others are due this week
    assert say("week.not_with_this", "en", button=say("common.compute", "en")) in text(later)


def test_another_effort_says_that_the_plan_there_still_stands():
    app = planned()
    box(app, "common.effort").select("normal")
    checked(app.run())
    button = say("common.compute", "en")
    assert say("week.not_with_this", "en", button=button) in text(app)
    assert say("state.none", "en", button=button) not in text(app)
    assert say("week.since", "en") in text(app)


def test_a_restart_keeps_the_plan_as_it_was_changed(monkeypatch):
    app = press(planned(), "week.drop")
    changed = app.dataframe[2].value
    cache.lasting.clear()
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)
    later = opened()
    assert later.dataframe[2].value.equals(changed)
    assert say("week.not_with_this", "en", button=say("common.compute", "en")) in text(later)


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [("urgent", "tours-event-place", "place:p7"), ("road", "tours-event-roads", BRIDGE)],
)
def test_a_restart_keeps_a_plan_whose_ground_has_changed(monkeypatch, kind, key, value):
    app = happened(planned(), kind, key, value)
    changed = app.dataframe[2].value
    cache.lasting.clear()
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)
    later = opened()
    assert later.dataframe[2].value.equals(changed)
    assert "stops moved:" in text(later)


def test_an_approved_week_stands_on_its_ground_when_it_is_looked_at_and_opened():
    app = press(happened(planned(), "road", "tours-event-roads", PATH), "week.approve")
    changed = app.dataframe[2].value
    shown = opened(view="approved")
    assert say("week.no_ground", "en") not in text(shown)
    assert say("kept.title", "en") in text(shown)
    cache.lasting.clear()
    (state.TOURS / "tiny" / f"draft-{DAY}.json").unlink()
    again = press(opened(), "week.open", date=DAY.isoformat())
    assert again.dataframe[2].value.equals(changed)


def happened(app: AppTest, kind: str, key: str, value: str) -> AppTest:
    box(app, "week.event").set_value(kind)
    checked(app.run())
    if key:
        widget = next(one for one in (*app.selectbox, *app.multiselect) if one.key == key)
        roads = [name for name in widget.options if value in name]
        checked(widget.set_value(roads if kind == "road" else value).run())
    return press(app, "week.event_go")


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
    assert say("week.no_cures", "en") in shown
    assert say("note.cures_examined", "en", examined=0, left_out=1) in shown


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


def test_the_same_calls_another_way_are_still_sound():
    app = planned()
    assert "Guessable" in text(app)
    app = press(app, "week.vary")
    assert say("week.sound", "en") in text(app) or "stops moved" not in text(app)
    assert say("week.unsound", "en", count=1) not in text(app)


def test_a_filled_tick_sheet_is_taken_whole_or_not_at_all(tmp_path):
    press(planned(), "week.approve")
    week = store.load(tmp_path / "tours", "tiny", DAY)
    book = tick_files(week.problem, week.plan, DAY, dict(week.names["en"]), ("x", "y"), "en")
    xlsx = "application/octet-stream"
    app = opened(view="approved")
    app.file_uploader[0].set_value(("ticks.xlsx", book["tick-sheet.xlsx"], xlsx))
    app = press(checked(app.run()), "week.tick_take")
    assert say("week.tick_empty", "en") in text(app)
    app.file_uploader[0].set_value(("ticks.xlsx", filled(book["tick-sheet.xlsx"], "√", "2"), xlsx))
    app = press(checked(app.run()), "week.tick_take")
    ticks = store.ticks_of(tmp_path / "tours", "tiny", DAY)
    assert [tick.reason for tick in ticks if not tick.done] == ["road"]
    app.file_uploader[0].set_value(("ticks.xlsx", filled(book["tick-sheet.xlsx"], "√", "x"), xlsx))
    app = press(checked(app.run()), "week.tick_take")
    assert say("week.tick_wrong", "en", count=1) in text(app)
    assert store.ticks_of(tmp_path / "tours", "tiny", DAY) == ticks


def filled(book: bytes, checked_: str, mark: str) -> bytes:
    """Mark the first day as checked, and the first thing planned on it with a mark."""
    opened_ = openpyxl.load_workbook(io.BytesIO(book))
    sheet = next(one for one in opened_ if any(c.value == "checked" for r in one for c in r))
    head = next(cell.row for row in sheet for cell in row if cell.value == "checked")
    sheet.cell(head, 3).value = checked_
    row = next(r for r in range(head + 1, sheet.max_row + 1) if sheet.cell(r, 3).value == "√")
    sheet.cell(row, 3).value = mark
    held = io.BytesIO()
    opened_.save(held)
    return held.getvalue()


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
def test_without_an_approved_week_the_page_says_so(lang):
    assert say("week.none_approved", lang) in text(opened(lang, view="approved"))


def test_a_damaged_week_is_told(tmp_path):
    press(planned(), "week.approve")
    (tmp_path / "tours" / "tiny" / f"week-{DAY}.json").write_text("{", encoding="utf-8")
    shown = text(opened(view="approved")).replace("\\", "")
    assert say("input.week_damaged", "en", file=f"week-{DAY}.json") in shown


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
