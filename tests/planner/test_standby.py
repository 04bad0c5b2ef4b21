"""Standby: the definition against every plan there is, closed formulas, the queue, an area."""

from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import Path
from random import Random

import pytest

from planner import siting, standby
from planner.demand.standby import StandbySettings, standby_question
from planner.judge import standby as judge
from planner.outcome import Effort, Status
from planner.problem.checks import ProblemError
from planner.problem.standby import PARTS, Calls, StandbyPlace, StandbyPlan, StandbyProblem, plan_of
from planner.road import load_ground

LUOYAN = Path(__file__).resolve().parents[2] / "data" / "boundaries"
EFFORT = Effort(0, 4)


def _random(seed: int, **rules: object) -> StandbyProblem:
    rng = Random(seed)
    spots, places = 5, 9
    reach = tuple(
        tuple(rng.choice((-1, 200, 500, 800, 1200)) for _ in range(places)) for _ in range(spots)
    )
    told = {"crews": 3, "within_s": 600, "busy_ppm": 350_000, "most_at": 3} | rules
    return StandbyProblem(
        tuple(f"s{i}" for i in range(spots)),
        tuple(StandbyPlace(f"p{i}", rng.randint(0, 40)) for i in range(places)),
        reach,
        **told,  # type: ignore[arg-type]
    )


def _plans(problem: StandbyProblem) -> list[StandbyPlan]:
    every = combinations_with_replacement(problem.spots, problem.crews)
    plans = [StandbyPlan(spots) for spots in every]
    return [plan for plan in plans if not judge.faults(problem, plan)]


def _solved(problem: StandbyProblem) -> tuple[StandbyPlan, int]:
    outcome = siting.plan(problem.as_siting(), effort=EFFORT)
    assert outcome.status is Status.OPTIMAL
    return plan_of(outcome.plan.site_ids), outcome.objective


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("busy", [0, 100_000, 350_000, 800_000])
def test_no_other_plan_expects_more_calls_in_time(seed: int, busy: int) -> None:
    problem = _random(seed, busy_ppm=busy, most_at=1 + seed % 3)
    plan, _ = _solved(problem)
    best = max(judge.expected(problem, other) for other in _plans(problem))
    rounded = len(problem.as_siting().targets) / problem.scale
    assert judge.expected(problem, plan) >= best - rounded


@pytest.mark.parametrize("seed", range(4))
def test_the_objective_is_what_the_definition_misses(seed: int) -> None:
    problem = _random(seed)
    plan, objective = _solved(problem)
    levels = sum(problem.gains())
    missed = problem.calls * levels - judge.expected(problem, plan)
    assert objective / problem.scale == pytest.approx(
        missed, abs=len(problem.as_siting().targets) / problem.scale
    )


def test_with_crews_never_busy_it_is_plain_cover_and_all_at_one_spot_the_formula() -> None:
    problem = _random(3, busy_ppm=0)
    plain = replace(problem, goal="cover")
    both = [judge.expected(problem, _solved(asked)[0]) for asked in (problem, plain)]
    assert both[0] == both[1]
    busy = replace(problem, busy_ppm=250_000)
    row = busy.rows_within(0)
    calls = sum(busy.places[i].calls for i in row)
    together = StandbyPlan(("s0", "s0", "s0"))
    assert judge.expected(busy, together) == pytest.approx(calls * (1 - 0.25**3))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("goal", ["backup", "median", "centre"])
def test_the_other_goals_are_best_among_all_plans_too(seed: int, goal: str) -> None:
    problem = _random(seed, goal=goal, crews=2, most_at=2)
    plan, objective = _solved(problem)
    assert judge.faults(problem, plan) == ()
    unserved = problem.as_siting().unserved

    def cost(spots: tuple[str, ...]) -> int:
        rows = [problem.reach_s[problem.spots.index(spot)] for spot in spots]
        total, worst = 0, 0
        for i, place in enumerate(problem.places):
            ways = sorted(row[i] for row in rows if row[i] >= 0)
            near = sum(way <= problem.within_s for way in ways)
            least = ways[0] if ways else unserved
            worst = max(worst, least if place.calls else 0)
            total += place.calls * (50 * ((near < 1) + (near < 2)) if goal == "backup" else least)
        return worst if goal == "centre" else total

    assert objective == min(cost(other.spots) for other in _plans(problem))


def test_the_judge_names_each_broken_rule() -> None:
    problem = _random(0, held=("s1",), most_at=1)
    rules = {f.rule for f in judge.faults(problem, StandbyPlan(("s0", "s0", "s2", "s3")))}
    assert rules == {"standby_full", "site_standing", "standby_crews"}
    assert [f.rule for f in judge.faults(problem, StandbyPlan(("s1", "x")))] == ["site_unknown"]


def test_a_crew_that_is_held_stays_and_more_held_than_crews_are_refused() -> None:
    plan, _ = _solved(_random(1, held=("s4",)))
    assert "s4" in plan.spots
    with pytest.raises(ProblemError):
        _random(1, held=("s1", "s2"), crews=1)


@pytest.mark.parametrize("seed", range(3))
def test_the_busy_share_of_the_answer_is_that_of_its_own_queue(seed: int) -> None:
    problem = _random(seed)
    found = standby.solve(problem, Calls(busy_s=1800, period_s=400_000), effort=EFFORT)
    worked = found.worked
    assert worked is not None
    assert found.plan is not None
    told = problem.calls * worked.service_s / 400_000 / len(found.plan.spots)
    assert sum(worked.busy.busy) / len(found.plan.spots) == pytest.approx(told, abs=1e-6)
    assert worked.service_s == pytest.approx(1800 + 2 * worked.drive_s, abs=3)
    assert 0 <= worked.both <= 1
    assert 0 <= worked.first <= 1


def test_like_crews_at_one_spot_are_free_as_erlang_has_it() -> None:
    reach = ((300, 300),)
    places = (StandbyPlace("a", 10), StandbyPlace("b", 20))
    problem = StandbyProblem(("s",), places, reach, crews=2, within_s=600, most_at=2)
    worked = standby.worked(problem, StandbyPlan(("s", "s")), Calls(900, 45_000))
    assert worked is not None
    load = 30 * worked.service_s / 45_000
    none_busy = (1 - load / 2) / (1 + load / 2)  # M/M/2
    assert worked.both == pytest.approx(none_busy, abs=1e-6)
    assert worked.first == pytest.approx(1)


def test_more_calls_than_crews_can_answer_is_an_answer_not_a_fault() -> None:
    found = standby.solve(_random(2), Calls(busy_s=3600, period_s=3600), effort=EFFORT)
    assert found.worked is None
    assert found.plan is not None


def test_an_area_is_asked_by_band_and_answered_the_same_again() -> None:
    ground = load_ground(LUOYAN)
    problem, context = standby_question(ground, StandbySettings(band="night", crews=2))
    assert len(problem.spots) == len(ground.area.places) + len(ground.area.sites)
    counted = ground.area.incidents
    night = int(counted.loc[counted["time_band"] == "night", "count"].sum())
    assert problem.calls == night
    first, again = (standby.solve(problem, context.calls, effort=EFFORT) for _ in range(2))
    assert first.plan == again.plan
    assert first.plan is not None
    assert first.problem.busy_ppm < PARTS
    assert set(first.plan.spots) <= set(problem.spots)
