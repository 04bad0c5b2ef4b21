"""Promises kept and judged from the days alone; kinds of days; parts that add up."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from planner.demand.cells import TIME_BANDS
from planner.demand.day_types import DayRules, Season
from planner.demand.ground import Ground, load_ground
from planner.demand.place_book import PlaceBook
from planner.demand.place_ground import with_book
from planner.demand.priority import PART_COLUMNS, priority_parts
from planner.demand.priority_parts import Parts
from planner.demand.promise_terms import Promises
from planner.demand.promises import (
    due_places,
    promises_broken,
    promises_missed,
    visits_due,
)
from planner.demand.shares import patrol_shares
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.judge.promises import broken_promises

ROOT = Path(__file__).resolve().parents[2]
FIRST = date(2026, 11, 30)
BANDS = ("morning", "afternoon")


@cache
def ground() -> Ground:
    return load_ground(ROOT / "data" / "boundaries")


def having(**told: object) -> Ground:
    return with_book(ground(), replace(PlaceBook(), **told))


@pytest.mark.parametrize("seed", range(20))
def test_the_judge_finds_what_counting_windows_finds(seed: int) -> None:
    draw = random.Random(seed)
    days = draw.randint(5, 40)
    last = FIRST + timedelta(days=days - 1)
    every = [FIRST + timedelta(days=n) for n in range(days)]
    visits = {f"P{n}": draw.sample(every, draw.randint(0, days // 2)) for n in range(6)}
    promised = {f"P{n}": draw.randint(1, 12) for n in range(6)}
    broken = {found.place_id for found in broken_promises(visits, promised, FIRST, last)}
    for place, most in promised.items():
        windows = [every[n : n + most] for n in range(days - most + 1)]
        kept = all(set(window) & set(visits[place]) for window in windows)
        assert (place in broken) == (not kept)


@pytest.mark.parametrize("seed", range(8))
def test_no_promise_is_broken_over_a_horizon_whatever_is_promised(seed: int) -> None:
    draw = random.Random(seed)
    area = ground().area
    promises = Promises(
        kinds={"hamlet": draw.randint(2, 20), "town": draw.randint(1, 4)},
        grids={g: draw.randint(1, 9) for g in draw.sample(list(area.grids.index), 12)},
        places={p: draw.randint(1, 30) for p in draw.sample(list(area.places.index), 9)},
    )
    seen = having(promises=promises)
    assert promises_broken(seen, FIRST, 40, 5) == ()
    visits = visits_due(seen, FIRST, 40, 5)
    for place, most in promises.places.items():
        gaps = {(b - a).days for a, b in zip(visits[place], visits[place][1:], strict=False)}
        assert gaps <= {most}, "neither abandoned nor chased"


def test_a_promise_the_cap_forbids_is_listed() -> None:
    seen = having(promises=Promises(places={"P007": 2}, least_days=3))
    broken = promises_broken(seen, FIRST, 14, 5)
    assert {(b.place_id, b.days, b.promised_days) for b in broken} == {("P007", 2, 2)}


def test_a_plan_that_leaves_out_a_place_with_a_promise_is_told() -> None:
    seen = having(promises=Promises(places={"P007": 4, "P009": 6}, least_days=5))
    left = ["place:P007", "place:P008", "site:P009", "exit:x"]
    assert promises_missed(seen, left) == ["P007"]
    assert promises_missed(ground(), left) == []


def test_without_promises_the_rotation_is_as_before() -> None:
    places = ground().area.places.sort_index()
    turn = places.groupby("unit_code").cumcount() % 5
    for number in range(7):
        day = FIRST + timedelta(days=number)
        wanted = set(places.index[turn == day.toordinal() % 5])
        assert set(due_places(ground(), day, 5).index) == wanted


def test_the_question_of_a_day_asks_for_who_is_due_and_for_the_office_s_points() -> None:
    parts = Parts(own={"P001": 7}, near_site=0, days={"flood": {"reservoir_dam": 9}})
    rules = DayRules(flood=Season("11-01", "12-31"))
    seen = having(promises=Promises(places={"P001": 1}), parts=parts, rules=rules)
    settings = TourSettings(place_gap_days=5, site_gap_days=1, season_gap_days={})
    problem, context = tours_question(seen, settings, FIRST, 1)
    assert context.day_kinds[0][0] == "flood"
    due = {t.task_id: t.priority for t in problem.tasks if t.task_id.startswith("place:")}
    assert "place:P001" in due
    table = priority_parts(seen, parts, ("flood",), tuple(TIME_BANDS))["priority"]
    assert due == {name: int(table[name.removeprefix("place:")]) for name in due}
    points = {task.task_id: task.priority for task in problem.tasks}
    dams = seen.area.sites.index[seen.area.sites["kind"] == "reservoir_dam"]
    assert {points[f"site:{d}"] for d in dams if f"site:{d}" in points} == {10 + 30 + 9}


@pytest.mark.parametrize("seed", range(12))
def test_parts_add_up_and_every_grid_lies_between_its_floor_and_its_cap(seed: int) -> None:
    draw = random.Random(seed)
    parts = Parts(
        floor=draw.randint(0, 20),
        cap=draw.randint(20, 90),
        per_10_households=draw.randint(0, 9),
        per_incident=draw.randint(0, 9),
        near_site=draw.randint(0, 20),
        own={f"P{n:03d}": draw.randint(0, 60) for n in draw.sample(range(1, 250), 30)},
        grid_floor=draw.randint(0, 40),
        grid_cap=draw.randint(40, 80),
    )
    kinds = tuple(draw.sample(["market", "school", "flood", "fire"], 2))
    table = priority_parts(ground(), parts, kinds, BANDS)
    assert (table[list(PART_COLUMNS)].sum(axis=1) == table["priority"]).all()
    assert (table["priority"] >= 0).all()
    assert (table["priority"] >= parts.floor).all()
    by_grid = table[table["grid_id"] != ""].groupby("grid_id")["priority"]
    most = (parts.floor * by_grid.size()).clip(lower=parts.grid_cap)
    assert by_grid.sum().between(parts.grid_floor, most).all()
    assert (table[["cap", "grid_cap"]] <= 0).all().all()
    households = ground().area.places["household_count"]
    assert (table["households"] == parts.per_10_households * households // 10).all()


def test_shares_add_up_and_no_grid_with_a_place_goes_without() -> None:
    shares = patrol_shares(ground(), Parts(), FIRST, 30, usual=5, dwell_min=10)
    for column in ("households_pct", "demand_pct", "patrol_pct"):
        assert shares[column].sum() == pytest.approx(100)
    held = shares[shares["places"] > 0]
    assert (held["least_visits"] >= 6).all()
    assert shares["households"].sum() == ground().area.places["household_count"].sum()
    visits = visits_due(ground(), FIRST, 30, 5)
    assert shares["minutes"].sum() == 10 * sum(map(len, visits.values()))
    assert len(held) < len(shares), "special grids without a place are listed too"


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        ("2026-05-02", ("market", "holiday", "flood")),
        ("2026-05-04", ("school", "flood")),
        ("2026-05-10", ("flood",)),
        ("2026-01-06", ("school", "fire")),
        ("2026-12-30", ("school", "fire")),
        ("2026-08-03", ("flood",)),
        ("2026-11-01", ("normal",)),
        ("2026-03-03", ("fire",)),
        ("2026-03-05", ("market", "school", "fire")),
    ],
)
def test_kinds_of_days_by_rule(day: str, kinds: tuple[str, ...]) -> None:
    rules = DayRules(
        market_digits=(2, 5, 8),
        school_weekdays=(0, 1, 2, 3, 4),
        terms=(Season("09-01", "01-20"), Season("03-01", "07-10")),
        holidays=(("2026-05-01", "2026-05-03"),),
        flood=Season("05-01", "09-30"),
        fire=Season("12-01", "04-30"),
        exceptions={"2026-03-03": ("fire",)},
    )
    assert rules.kinds(date.fromisoformat(day)) == kinds
    month = rules.month(int(day[:4]), int(day[5:7]))
    assert month[date.fromisoformat(day)] == kinds


@pytest.mark.parametrize(
    "wrong",
    [
        {"market_digits": (10,)},
        {"school_weekdays": (7,)},
        {"holidays": (("2026-05-03", "2026-05-01"),)},
        {"exceptions": {"2026-05-03": ("张三",)}},
        {"exceptions": {"5月3日": ("market",)}},
    ],
)
def test_rules_that_name_no_day_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must|Invalid"):
        DayRules(**wrong)
