"""Tours asked for an area: every promise is in the question, and nothing about any person."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.closures import Closure
from geo.persons import cell_trace, header_trace
from geo.travel import Profile, snap, travel_seconds
from planner.demand.ground import Ground, load_ground
from planner.demand.place_book import PlaceBook
from planner.demand.place_ground import with_book
from planner.demand.promise_terms import Promises
from planner.demand.tour_crews import dark_seconds
from planner.demand.tour_items import days_around, due, spans_of
from planner.demand.tour_settings import Meeting, PostRule, TourSettings
from planner.demand.tours import tours_problem, tours_question
from planner.judge.tours_cost import late_days
from planner.problem.forms import problem_from_json, to_json
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem

ROOT = Path(__file__).resolve().parents[2]
MONDAY = date(2025, 1, 6)
MARKET_DAY = date(2025, 1, 3)
QUIET = TourSettings(streets=(), meetings=(), posts=())


@pytest.fixture(scope="module")
def ground(tiny_source) -> Ground:
    return load_ground(tiny_source)


@pytest.fixture(scope="module")
def luoyan():
    ground = load_ground(ROOT / "data/boundaries")
    return tours_question(ground, TourSettings(), date(2026, 12, 1), 7)


def kept(calls: tuple[int, ...], last_day: int, gap: int, days: int) -> bool:
    """Whether a promise holds with calls on these days, and still can on the day after."""
    first, *rest = (*calls, days)
    overdue = max(gap, -last_day)  # nobody can call before day 0
    return first - last_day <= overdue and all(b - a <= gap for a, b in pairwise((first, *rest)))


@given(st.integers(-20, -1), st.integers(1, 9), st.integers(1, 8))
@settings(max_examples=200)
def test_a_promise_needs_as_many_calls_as_trying_all_of_them_shows(last_day, gap, days):
    fewest = next(
        count
        for count in range(days + 1)
        if any(kept(calls, last_day, gap, days) for calls in combinations(range(days), count))
    )
    assert due(last_day, gap, days).times == fewest


@given(st.integers(-400, -1), st.integers(63, 365), st.integers(1, 62), st.data())
def test_a_gap_longer_than_any_horizon_is_asked_for_in_other_words(last_day, gap, days, data):
    needs = due(last_day, gap, days)
    told, since = needs.gap_days - needs.over_days, min(-1, last_day + needs.over_days)
    assert told == 62
    if needs.times and last_day + gap >= 0:
        day = data.draw(st.integers(0, days - 1))
        assert max(0, day - since - told) == max(0, day - last_day - gap)


@given(
    st.integers(-40, -1), st.integers(1, 30), st.integers(1, 20), st.integers(0, 5),
    st.integers(0, 5),
)  # fmt: skip
def test_a_visit_may_be_on_the_day_it_is_due_and_only_near_it(last_day, gap, days, early, late):
    needs = due(last_day, gap, days)
    first = max(0, last_day + gap)
    dues = range(first, days, gap)
    around = days_around(needs, days, early, late)
    assert set(dues) <= set(around)
    assert all(any(due_ - early <= day <= due_ + late for due_ in dues) for day in around)
    assert all(day >= first - gap // 2 for day in around)
    spans = spans_of(around, days)
    inside = {
        day
        for day in range(days)
        if not spans
        or any(w.open_s <= day * DAY_S and (day + 1) * DAY_S <= w.close_s for w in spans)
    }
    assert inside == set(around) or not around
    assert all(a.close_s < b.open_s for a, b in pairwise(spans))


@given(st.integers(-40, -1), st.integers(1, 40), st.integers(1, 15), st.integers(0, 3))
@settings(max_examples=200)
def test_another_weekday_than_last_time_is_taken_where_the_promise_allows(last, gap, days, early):
    needs = due(last, gap, days)
    every = days_around(needs, days, early, 2)
    others = days_around(needs, days, early, 2, other_weekday=True)
    assert set(others) <= set(every)
    dues = range(max(0, last + gap), days, gap)
    for day in dues:
        near = [d for d in every if day - min(early, gap // 2) <= d <= day]
        kept = [d for d in others if d in near]
        assert kept
        if any((d - last) % 7 for d in near):
            assert any((d - last) % 7 for d in kept)
    if gap >= 7 and early and last + gap > 0:
        assert all((d - last) % 7 for d in others if d <= max(dues, default=-1))


def test_days_of_a_luoyan_week_have_their_share_of_the_visits(luoyan):
    problem, _ = luoyan
    share = np.zeros(problem.days)
    for task in problem.tasks:
        if task.kind in ("visit", "perimeter"):
            days = sorted({window.open_s // DAY_S for window in task.windows})
            share[days or range(problem.days)] += task.times / (len(days) or problem.days)
    assert share.min() > share.mean() / 2
    assert share.max() < share.mean() * 2


def calls_on(problem: ToursProblem, days_of: dict[str, list[int]]) -> ToursPlan:
    turn = problem.turns[0]
    calls = tuple(
        Call(task_id, 0, day * DAY_S, day * DAY_S, day * DAY_S, day * DAY_S)
        for task_id, days in days_of.items()
        for day in days
    )
    return ToursPlan((Tour(turn.turn_id, 0, calls, 0),))


@pytest.mark.parametrize(("days", "gap"), [(1, 5), (7, 3), (7, 28), (14, 9), (31, 90)])
def test_every_promise_that_comes_up_is_asked_for_and_can_be_kept(ground, days, gap):
    wishes = replace(QUIET, place_gap_days=gap)
    problem, context = tours_question(ground, wishes, MONDAY, days)
    tasks = {task.task_id: task for task in problem.tasks}
    days_of = {}
    for name, needs in context.dues.items():
        first = max(0, needs.last_day + needs.gap_days)
        wanted = list(range(first, days, needs.gap_days))
        if name.removeprefix("site:") in context.closed_sites:
            assert name not in tasks
        elif wanted:
            assert tasks[name].times == len(wanted)
            days_of[name] = wanted
        else:
            assert name not in tasks
    assert late_days(problem, calls_on(problem, days_of)) == {}
    places = {f"place:{name}" for name in ground.area.places.index}
    assert places <= set(context.dues)
    turns = Counter(-needs.last_day for name, needs in context.dues.items() if name in places)
    assert max(turns) <= gap


def test_what_the_office_promises_goes_before_the_usual_gap(ground):
    book = PlaceBook(promises=Promises(kinds={"town": 2}, places={"p1": 3}))
    problem, context = tours_question(with_book(ground, book), QUIET, MONDAY, 7)
    gaps = {task.task_id: task.longest_gap_days for task in problem.tasks}
    assert gaps["place:p5"] == 2
    assert gaps["place:p1"] == 3
    assert context.dues["place:p2"].gap_days == QUIET.place_gap_days


def test_a_call_somebody_wrote_down_goes_before_the_turn_of_a_place(ground):
    known = {"place:p2": MONDAY - timedelta(days=27), "place:p3": MONDAY - timedelta(days=40)}
    problem, context = tours_question(ground, QUIET, MONDAY, 7, known)
    tasks = {task.task_id: task for task in problem.tasks}
    assert tasks["place:p2"].last_day == -27
    assert (tasks["place:p3"].last_day, tasks["place:p3"].times) == (-40, 1)
    assert context.dues["place:p2"].times == 1


def test_seasons_shorten_gaps_while_they_last(ground):
    seasonal = replace(QUIET, season_gap_days={"market": {"bridge": 1}})
    with_market, _ = tours_question(ground, seasonal, MARKET_DAY, 3)
    without, _ = tours_question(ground, seasonal, MONDAY, 1)
    gaps = [
        {task.task_id: task.longest_gap_days for task in problem.tasks}.get("site:s7", 0)
        for problem in (with_market, without)
    ]
    assert gaps[0] == 1
    assert gaps[1] in (0, QUIET.site_gap_days)


def test_market_days_have_their_post_and_other_days_none(ground):
    days = 10
    problem, context = tours_question(
        ground, replace(QUIET, posts=TourSettings().posts), date(2025, 1, 1), days
    )
    posts = [task for task in problem.tasks if task.kind == "post"]
    market = [day for day in range(days) if "market" in context.day_kinds[day]]
    assert market
    assert [task.windows[0].open_s // DAY_S for task in posts] == market
    for task in posts:
        (window,) = task.windows
        assert (window.open_s % DAY_S, window.close_s % DAY_S) == (8.5 * 3600, 12 * 3600)
        assert task.needs_officer
        assert task.ways[0].enter_id == "site:s3"


@pytest.mark.parametrize(("site_id", "at"), [("", ["s5"]), ("s5", ["s5"]), ("s9", [])])
def test_a_post_at_one_site_is_at_no_other_of_its_kind(ground, site_id, at):
    rule = PostRule("school", "", "09:00", "11:00", 30, site_id=site_id)
    _, context = tours_question(ground, replace(QUIET, posts=(rule,)), MONDAY, 1)
    posts = context.tasks[context.tasks["layer"] == "post"]
    assert list(posts["source_id"]) == at


def test_sites_are_called_at_in_their_opening_hours_only(ground):
    asked = replace(QUIET, site_gap_days=1)
    problem = tours_problem(ground, asked, MONDAY, 3)
    tasks = {task.task_id: task for task in problem.tasks}
    school = tasks["site:s5"]
    assert [(w.open_s % DAY_S, w.close_s % DAY_S) for w in school.windows] == [
        (7.5 * 3600, 17.5 * 3600)
    ] * 3
    hamlet = tasks.get("place:p1") or next(t for name, t in tasks.items() if "place:" in name)
    assert {(w.open_s % DAY_S, w.close_s % DAY_S) for w in hamlet.windows} == {
        (8 * 3600, 21 * 3600)
    }
    assert school.mandatory
    assert tasks["site:s2"].windows == ()  # never shut
    late = replace(asked, off=dict.fromkeys(("k1", "k4"), ("2025-01-06",)))
    _, shut = tours_question(ground, late, MONDAY, 1)
    assert "s3" in shut.closed_sites  # the market shuts when the late shift begins


def test_crews_are_there_by_their_rosters_and_not_on_days_off(ground):
    wishes = replace(QUIET, rosters={"k1": "110"}, off={"k4": ("2025-01-07",)})
    problem = tours_problem(ground, wishes, MONDAY, 6)
    days = {name: [t.day for t in problem.turns if t.crew_id == name] for name in ("k1", "k4")}
    start = MONDAY.toordinal() % 3
    assert days["k1"] == [day for day in range(6) if (start + day) % 3 < 2]
    assert days["k4"] == [0, 2, 3, 4, 5]
    assert {t.shift_id for t in problem.turns if t.crew_id == "k3"} == {"evening"}


@given(st.integers(0, DAY_S), st.integers(1, DAY_S))
def test_dark_seconds_are_those_a_clock_counts(start, length):
    step = 600
    start, end = start // step * step, start // step * step + length // step * step
    dark = sum(
        step for second in range(start, end, step) if not 6 * 3600 <= second % DAY_S < 19 * 3600
    )
    assert dark_seconds(TourSettings(), start, end) == dark


def test_two_crews_meet_for_certain_when_both_keep_their_post(ground):
    node = ground.network.node_id[0]
    wishes = replace(QUIET, meetings=(Meeting(("k1", "k4"), node, "10:30", (0, 3)),))
    problem = tours_problem(ground, wishes, MONDAY, 7)
    posts = [task for task in problem.tasks if task.task_id.startswith("meet:")]
    assert len(posts) == 4
    must = tours_problem(ground, replace(wishes, meet_mandatory=True), MONDAY, 7)
    assert sum(task.mandatory for task in must.tasks if task.kind == "post") == 4
    for a, b in zip(posts[::2], posts[1::2], strict=True):
        assert a.windows == b.windows
        (window,), stay = a.windows, a.ways[0].dwell_s
        # the two stays must overlap, and for as long as the rule asks
        assert 2 * stay - (window.close_s - window.open_s) == problem.rules.meeting_least_s == 600
        assert a.meeting == b.meeting != ""
        able = [
            [c.crew_id for c in problem.crews if set(t.skills) <= set(c.skills)] for t in (a, b)
        ]
        assert able == [["k1"], ["k4"]]
        assert a.ways[0].enter_id == b.ways[0].enter_id == f"node:{node}"


def test_neighbouring_crews_of_an_area_meet_once_a_week(luoyan):
    problem, context = luoyan
    homes = {crew.crew_id: crew.home_units for crew in problem.crews}
    pairs = Counter(
        task.task_id.removeprefix("meet:").partition(".")[0]
        for task in problem.tasks
        if task.task_id.startswith("meet:")
    )
    assert pairs
    assert set(pairs.values()) == {2}
    units = context.ground.area.units.geometry
    for pair in pairs:
        a, b = (units[homes[name][0]] for name in pair.split("+"))
        assert a.touches(b)


def test_a_shut_bridge_cuts_the_east_off_and_is_named(ground):
    shut = Closure("r3", ("car", "motorbike", "foot"), MONDAY + timedelta(days=2), None)
    closed = ground.under(replace(ground.conditions, closures=(shut,)))
    for days, cut in ((2, False), (3, True)):  # shut on one day is shut for the whole horizon
        problem, context = tours_question(closed, TourSettings(place_gap_days=1), MONDAY, days)
        table = next(table for table in problem.travel if table.mode == "car").seconds
        at = problem.location_ids.index
        assert (table[at("base:s2")][at("place:p8")] < 0) == cut
        covered = {edge for edges in context.street_edges.values() for edge in edges}
        assert ("r3" in {*covered, *context.later_streets}) == (not cut)
        assert context.closed_streets == (("r3",) if cut else ())


def test_a_mode_with_turns_by_day_and_night_is_as_slow_as_at_night(ground):
    problem, context = tours_question(ground, QUIET, MONDAY, 2)
    assert {turn.night for turn in problem.turns} == {False, True}
    spots = snap(ground.network, context.spots)
    for table in problem.travel:
        crews = {crew.crew_id for crew in problem.crews if crew.mode == table.mode}
        nights = {turn.night for turn in problem.turns if turn.crew_id in crews}
        each = [
            travel_seconds(ground.network, spots, spots, Profile(table.mode, night=night))
            for night in nights
        ]
        direct = np.max(each, axis=0)
        told = np.array(table.seconds)
        # a last bit may be walked; each part of a way is rounded up by itself
        assert (told[direct >= 0] <= direct[direct >= 0] + 3).all()
        drives = ["base:s2", "site:s5", "site:s6"]
        rows = [problem.location_ids.index(name) for name in drives if name in context.spots.index]
        assert (told[np.ix_(rows, rows)] == direct[np.ix_(rows, rows)]).all()


def test_a_question_reads_back_as_it_was_written(luoyan):
    problem, _ = luoyan
    assert problem_from_json(to_json(problem)) == problem


def test_a_luoyan_week_has_the_size_of_a_township(luoyan):
    problem, context = luoyan
    kinds = Counter(task.kind for task in problem.tasks)
    streets = context.tasks[context.tasks["layer"] == "street"]
    assert 90 <= kinds["visit"] + kinds["perimeter"] <= 140
    assert 50_000 <= streets["length_m"].sum() <= 70_000
    assert len(problem.turns) == 7 * 13


def test_no_field_holds_a_person(luoyan):
    problem, context = luoyan
    codes = tuple(context.ground.area.units.index)
    texts = set(texts_in(msgspec.to_builtins(problem)))
    texts |= {name for lang in ("zh", "en") for name in context.names(lang).values()}
    assert len(texts) > 500
    assert [text for text in texts if cell_trace(text, codes=codes)] == []
    forms = (problem, context, context.settings, *problem.tasks[:1], *problem.crews[:1])
    names = {field.name for form in forms for field in fields(form)} | set(context.tasks.columns)
    assert [name for name in names if header_trace(name)] == []


def texts_in(value: object):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (*texts_in(key), *texts_in(inner))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts_in(inner)
