"""The same ground on two kinds of days: the plans solved differ in what the day asks for, alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner import tours
from planner.demand.day_types import DayRules
from planner.demand.ground import Ground, load_ground
from planner.demand.place_book import PlaceBook
from planner.demand.place_ground import with_book
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.outcome import Effort, Outcome
from planner.problem.tour_parts import DAY_S

if TYPE_CHECKING:
    from planner.problem.tours import ToursPlan

FIRST = date(2025, 1, 6)  # a Monday
DAYS = 3
QUICK = Effort(0, 1)
SETTINGS = TourSettings(streets=(), meetings=())
PLAIN = DayRules()
MARKET = DayRules(market_dates=("2025-01-07",))
FLOOD = DayRules(exceptions={f"2025-01-{day:02d}": ("flood",) for day in range(6, 6 + DAYS)})


@pytest.fixture(scope="module")
def ground(tiny_source) -> Ground:
    return load_ground(tiny_source)


def solved(ground: Ground, rules: DayRules, settings=SETTINGS) -> Outcome[ToursPlan]:
    problem, _ = tours_question(with_book(ground, PlaceBook(rules=rules)), settings, FIRST, DAYS)
    return tours.solve(problem, effort=QUICK)


def called(outcome: Outcome[ToursPlan]) -> dict[str, list[int]]:
    """Task -> seconds at which it begins, of the whole plan."""
    assert outcome.plan is not None
    found: dict[str, list[int]] = {}
    for tour in outcome.plan.tours:
        for call in tour.calls:
            found.setdefault(call.task_id, []).append(call.begin_s)
    return found


@pytest.mark.slow
def test_a_market_day_has_an_officer_at_the_market_all_its_morning_and_a_plain_day_nobody(ground):
    plain, market = (called(solved(ground, rules)) for rules in (PLAIN, MARKET))
    posts = {name: times for name, times in market.items() if name.startswith("post:")}
    assert not [name for name in plain if name.startswith("post:")]
    [(name, [start])] = posts.items()
    assert name.endswith("@2025-01-07")
    assert DAY_S + 8.5 * 3600 <= start <= DAY_S + 10 * 3600  # two hours until noon
    assert set(plain) == set(market) - {name}  # nothing else of the week has gone for it


@pytest.mark.slow
def test_in_the_flood_season_bridges_and_dams_are_seen_as_often_as_promised(ground):
    settings = replace(
        SETTINGS, season_gap_days={"flood": {"bridge": 1, "reservoir_dam": 1}}, site_gap_days=30
    )
    sites = ground.area.sites
    wet = [f"site:{name}" for name in sites.index[sites["kind"] == "bridge"]]
    assert wet
    plain, flood = (called(solved(ground, rules, settings)) for rules in (PLAIN, FLOOD))
    for name in wet:
        assert len(plain.get(name, ())) <= 1
        assert sorted(at // DAY_S for at in flood[name]) == list(range(DAYS))
    dry = set(flood) - set(wet)
    assert dry >= {name for name in plain if name not in wet}
