"""Patrol routes: as good as trying every plan on tiny beats, sound and repeatable on large ones."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, permutations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import judge, patrols
from planner.engine.attempt import Attempt
from planner.engine.patrol_bound import lower_bound
from planner.engine.patrol_view import View
from planner.outcome import Conflict, Effort, Outcome, Progress, Status, Stopped
from planner.problem import Crew, PatrolPlan, PatrolProblem, PatrolRules, Stop, Travel

EIGHT = 8 * 3600


def town(
    *,
    stops: int,
    crews: int,
    seed: int = 0,
    rules: PatrolRules | None = None,
    hours: int = 4,
    max_drive_s: int = 4 * 3600,
) -> PatrolProblem:
    """Return a made-up town: stops scattered over 10 km around one base, mixed crews."""
    dice = random.Random(seed)
    points = [(dice.uniform(0, 10), dice.uniform(0, 10)) for _ in range(stops)] + [(5.0, 5.0)]

    def table(seconds_per_km: int) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(int(seconds_per_km * (abs(x - u) + abs(y - v))) for u, v in points)
            for x, y in points
        )

    return PatrolProblem(
        location_ids=(*(f"s{i}" for i in range(stops)), "base"),
        travel=(Travel("car", table(90)), Travel("motorbike", table(110))),
        crews=tuple(
            Crew(
                f"c{k}",
                "police" if k % 2 == 0 else "auxiliary",
                2 + k % 3,
                1 - k % 2,
                ("car", "motorbike")[k % 2],
                "base",
                EIGHT,
                EIGHT + hours * 3600,
                max_drive_s,
                ("u0", "u1") if k % 3 == 1 else (),
            )
            for k in range(crews)
        ),
        stops=tuple(
            Stop(
                f"s{i}",
                f"u{i % 3}",
                dice.choice([300, 600]),
                dice.randint(0, 5),
                mandatory=i == 0,
                open_s=EIGHT + (1800 if i % 4 == 1 else 0),
                close_s=EIGHT + (7200 if i % 5 == 2 else 30_000),
                needs_officer=i % 4 == 0,
            )
            for i in range(stops)
        ),
        rules=rules or PatrolRules(),
    )


def every_plan(problem: PatrolProblem) -> Iterator[PatrolPlan]:
    """Yield every way to share stops among crews in every order."""
    view = View(problem)
    n, crews = len(problem.stops), range(len(problem.crews))
    timed = {
        (k, order): view.route(k, order)
        for k in crews
        for size in range(1, n + 1)
        for chosen in combinations(range(n), size)
        for order in permutations(chosen)
    }
    best = {}
    for (k, order), route in timed.items():
        if route is not None:
            key = (k, frozenset(order))
            if key not in best or view.cost(k, order) < view.cost(k, best[key]):
                best[key] = order
    for owner in product((None, *crews), repeat=n):
        routes = {}
        for k in crews:
            mine = frozenset(s for s in range(n) if owner[s] == k)
            if mine:
                routes[k] = best.get((k, mine))
        if all(routes.values()):
            yield view.plan({k: stops for k, stops in routes.items() if stops})


def cheapest(problem: PatrolProblem) -> int | None:
    """Return the least objective of all plans the judge accepts."""
    sound = [p for p in every_plan(problem) if not judge.faults(problem, p)]
    return min((judge.objective(problem, plan) for plan in sound), default=None)


@st.composite
def tiny_problems(draw: st.DrawFn) -> PatrolProblem:
    """Draw questions of up to 4 stops and 2 crews in which every rule may bind or clash."""
    stops, crews = draw(st.integers(1, 4)), draw(st.integers(1, 2))
    places = stops + 1
    cell = st.integers(0, 900) | st.just(-1)
    modes = ("foot", "car")
    tables = tuple(
        Travel(mode, tuple(tuple(draw(cell) for _ in range(places)) for _ in range(places)))
        for mode in modes
    )
    return PatrolProblem(
        location_ids=(*(f"s{i}" for i in range(stops)), "base"),
        travel=tables,
        crews=tuple(
            Crew(
                f"c{k}",
                draw(st.sampled_from(["police", "militia"])),
                draw(st.integers(1, 3)),
                draw(st.integers(0, 1)),
                draw(st.sampled_from(modes)),
                "base",
                draw(st.integers(0, 600)),
                draw(st.integers(1200, 4000)),
                draw(st.integers(0, 3000)),
                draw(st.sampled_from([(), ("u0",), ("u1",)])),
            )
            for k in range(crews)
        ),
        stops=tuple(
            Stop(
                f"s{i}",
                draw(st.sampled_from(["u0", "u1"])),
                draw(st.integers(0, 400)),
                draw(st.integers(0, 3)),
                mandatory=draw(st.integers(0, 5)) == 0,
                open_s=draw(st.integers(0, 1500)),
                close_s=draw(st.integers(1900, 4000)),
                needs_officer=draw(st.booleans()),
            )
            for i in range(stops)
        ),
        rules=PatrolRules(
            min_crew_size=draw(st.integers(0, 2)),
            reserve_share_pct=draw(st.sampled_from([0, 50, 100])),
            officer_where_needed=draw(st.booleans()),
            volunteers_need_officer=draw(st.booleans()),
            own_units_price_s=draw(st.integers(0, 500)),
            left_out_price_s=draw(st.sampled_from([0, 300, 3000])),
        ),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tiny_problems())
def test_a_tiny_beat_is_solved_as_well_as_by_trying_every_plan(problem: PatrolProblem) -> None:
    outcome = patrols.solve(problem, effort=Effort(0, 2))
    best = cheapest(problem)
    if best is None:
        assert outcome.status is Status.INFEASIBLE
        assert outcome.conflicts
    else:
        assert outcome.status is Status.OPTIMAL
        assert outcome.objective == best


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tiny_problems())
def test_the_relaxed_bound_is_never_above_the_best_plan(problem: PatrolProblem) -> None:
    best = cheapest(problem)
    if best is not None:
        assert lower_bound(View(problem), Attempt(Effort())) <= best


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(tiny_problems())
def test_every_left_out_stop_has_a_reason_and_only_tested_cures(problem: PatrolProblem) -> None:
    outcome = patrols.solve(problem, effort=Effort(0, 2))
    if outcome.plan is not None:
        missing = {stop.stop_id for stop in problem.stops} - outcome.plan.served
        assert {item.item for item in outcome.left_out} == missing
        assert all(item.reason for item in outcome.left_out)
        assert all(cure.tested for item in outcome.left_out for cure in item.cures)


@pytest.fixture(scope="module")
def larger() -> PatrolProblem:
    """Forty stops, six crews of which three may be out."""
    return town(stops=40, crews=6, seed=4)


@pytest.fixture(scope="module")
def answer(larger: PatrolProblem) -> Outcome[PatrolPlan]:
    """The answer to the larger question with little work."""
    return patrols.solve(larger, effort=Effort(3, 2))


def test_a_larger_plan_is_sound_and_has_a_bound(
    larger: PatrolProblem, answer: Outcome[PatrolPlan]
) -> None:
    assert answer.plan is not None
    assert answer.bound is not None
    assert not judge.verdict(larger, answer)
    assert len(answer.plan.routes) <= 3
    assert {note.code for note in answer.notes} == {"bound_from", "cures_examined"}


def test_the_same_seed_and_work_give_the_same_plan(
    larger: PatrolProblem, answer: Outcome[PatrolPlan]
) -> None:
    again = patrols.solve(larger, effort=Effort(3, 2))
    assert again.plan == answer.plan
    assert again.bound == answer.bound
    assert again.left_out == answer.left_out
    assert replace(again.run, wall_s=0.0) == replace(answer.run, wall_s=0.0)


def test_progress_is_reported_and_never_gets_worse(larger: PatrolProblem) -> None:
    told: list[Progress] = []
    patrols.solve(larger, effort=Effort(0, 1), on_progress=told.append)
    costs = [p.objective for p in told if p.objective is not None]
    assert costs
    assert costs == sorted(costs, reverse=True)
    assert all(0 <= p.share_pct <= 100 for p in told)


def test_a_cancel_returns_the_best_plan_so_far(larger: PatrolProblem) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 5

    outcome = patrols.solve(larger, effort=Effort(0, 1000), cancelled=cancelled)
    assert outcome.run.stopped is Stopped.CANCELLED
    assert outcome.plan is not None
    assert outcome.run.work < 100


def test_a_cancel_at_once_is_no_proof_of_anything() -> None:
    problem = town(stops=4, crews=1, rules=PatrolRules(reserve_share_pct=0))
    outcome = patrols.solve(problem, cancelled=lambda: True)
    assert outcome.status in {Status.NOT_FOUND, Status.FEASIBLE}
    assert outcome.run.stopped is Stopped.CANCELLED


def solved(problem: PatrolProblem) -> Outcome[PatrolPlan]:
    return patrols.solve(problem, effort=Effort(0, 2))


def rules_of(outcome: Outcome[PatrolPlan]) -> set[str]:
    return {conflict.rule for conflict in outcome.conflicts}


SMALL = town(stops=5, crews=2, seed=2, rules=PatrolRules(reserve_share_pct=0))


def with_rules(problem: PatrolProblem, **values: int | bool) -> PatrolProblem:
    return replace(problem, rules=replace(problem.rules, **values))


def with_crews(problem: PatrolProblem, **values: object) -> PatrolProblem:
    return replace(problem, crews=tuple(replace(c, **values) for c in problem.crews))


def with_first_stop(problem: PatrolProblem, **values: object) -> PatrolProblem:
    first, *others = problem.stops
    return replace(problem, stops=(replace(first, **values), *others))


TIGHTENED = {
    "reserve_share_pct": with_rules(SMALL, reserve_share_pct=100),
    "min_crew_size": with_rules(SMALL, min_crew_size=9),
    "officer_where_needed": with_crews(SMALL, officers=0),
    "volunteers_need_officer": with_first_stop(
        with_crews(SMALL, kind="militia", officers=0), needs_officer=False
    ),
    "end_s": with_crews(SMALL, end_s=EIGHT + 60),
    "max_drive_s": with_crews(SMALL, max_drive_s=1),
    "window": with_first_stop(SMALL, open_s=0, close_s=600),
    "unreachable": replace(
        SMALL,
        travel=tuple(
            Travel(
                t.mode,
                tuple(
                    tuple(-1 if i != j and 0 in (i, j) else cell for j, cell in enumerate(row))
                    for i, row in enumerate(t.seconds)
                ),
            )
            for t in SMALL.travel
        ),
    ),
}


def test_the_small_town_as_it_is_leaves_nothing_mandatory_out() -> None:
    outcome = solved(SMALL)
    assert outcome.status is Status.OPTIMAL
    assert outcome.plan is not None
    assert "s0" in outcome.plan.served


@pytest.mark.parametrize("rule", TIGHTENED)
def test_a_rule_that_clashes_with_a_mandatory_stop_is_named(rule: str) -> None:
    outcome = solved(TIGHTENED[rule])
    assert outcome.status is Status.INFEASIBLE
    assert rule in rules_of(outcome)
    assert "mandatory" in rules_of(outcome)


@pytest.mark.parametrize("rule", TIGHTENED)
def test_without_the_mandatory_stop_the_rule_only_binds(rule: str) -> None:
    outcome = solved(with_first_stop(TIGHTENED[rule], mandatory=False))
    assert outcome.status is Status.OPTIMAL
    assert outcome.plan is not None
    assert "s0" not in outcome.plan.served


def test_the_named_clash_is_only_about_what_clashes() -> None:
    outcome = solved(TIGHTENED["min_crew_size"])
    assert rules_of(outcome) == {"min_crew_size", "mandatory"}
    assert Conflict("mandatory", (("stop", "s0"),)) in outcome.conflicts


def test_switching_a_rule_off_lets_the_stop_in() -> None:
    officers = with_rules(TIGHTENED["officer_where_needed"], officer_where_needed=False)
    volunteers = with_rules(TIGHTENED["volunteers_need_officer"], volunteers_need_officer=False)
    volunteers = with_rules(volunteers, officer_where_needed=False)
    for problem in (officers, volunteers):
        outcome = solved(problem)
        assert outcome.plan is not None
        assert "s0" in outcome.plan.served


REASONS = {
    "no_crew_may_go": TIGHTENED["reserve_share_pct"],
    "unreachable_by_any_crew": TIGHTENED["unreachable"],
    "outside_all_shifts": TIGHTENED["window"],
    "no_officer_crew": TIGHTENED["officer_where_needed"],
    "too_far": TIGHTENED["max_drive_s"],
    "not_worth": with_rules(with_first_stop(SMALL, priority=1), left_out_price_s=1),
}


@pytest.mark.parametrize("reason", REASONS)
def test_the_reason_for_leaving_out_is_the_right_one(reason: str) -> None:
    outcome = solved(with_first_stop(REASONS[reason], mandatory=False, priority=1))
    found = {item.item: item.reason for item in outcome.left_out}
    assert found["s0"] == reason


def applied(problem: PatrolProblem, kind: str, facts: dict[str, str | int]) -> PatrolProblem:
    """Return the question with a cure applied, read from its facts alone."""
    if kind in {"extend_shift", "extend_drive"}:
        crews = tuple(
            replace(
                crew,
                end_s=crew.end_s + 60 * int(facts.get("minutes", 0)),
                max_drive_s=crew.max_drive_s + 60 * int(facts.get("drive_minutes", 0)),
            )
            if crew.crew_id == facts["crew"]
            else crew
            for crew in problem.crews
        )
        return replace(problem, crews=crews)
    if kind == "send_reserve":
        return with_rules(problem, reserve_share_pct=int(facts["reserve_share_pct"]))
    like = next(crew for crew in problem.crews if crew.crew_id == facts["like_crew"])
    more = replace(like, crew_id="more", officers=int(facts["officers"]))
    problem = with_rules(problem, reserve_share_pct=int(facts["reserve_share_pct"]))
    return replace(problem, crews=(*problem.crews, more))


def test_each_kind_of_cure_really_brings_the_stop_in() -> None:
    problem = with_rules(town(stops=7, crews=2, seed=6, hours=1), reserve_share_pct=50)
    outcome = solved(problem)
    kinds = set()
    for item in outcome.left_out:
        for cure in item.cures:
            if cure.kind in {"extend_shift", "send_reserve", "one_more_crew"} - kinds:
                kinds.add(cure.kind)
                better = applied(problem, cure.kind, dict(cure.facts))
                must = tuple(
                    replace(s, mandatory=True) if s.stop_id == item.item else s
                    for s in better.stops
                )
                assert solved(replace(better, stops=must)).plan is not None
    assert kinds >= {"extend_shift", "send_reserve", "one_more_crew"}


def test_a_window_is_widened_just_enough() -> None:
    problem = with_first_stop(SMALL, mandatory=False, priority=9, open_s=0, close_s=EIGHT)
    cures = {c.kind: dict(c.facts) for i in solved(problem).left_out for c in i.cures}
    close_s = int(cures["widen_window"]["close_s"])
    wider = with_first_stop(problem, close_s=close_s, mandatory=True)
    assert solved(wider).plan is not None
    assert close_s % 60 == 0


def test_home_units_are_preferred_when_the_price_is_high() -> None:
    problem = town(stops=6, crews=2, seed=3, rules=PatrolRules(reserve_share_pct=0))
    crews = tuple(
        replace(crew, home_units=(f"u{k}",), officers=1) for k, crew in enumerate(problem.crews)
    )
    stops = tuple(replace(s, unit_code=f"u{i % 2}") for i, s in enumerate(problem.stops))
    problem = replace(problem, crews=crews, stops=stops)

    def strangers(price: int) -> int:
        outcome = solved(with_rules(problem, own_units_price_s=price))
        assert outcome.plan is not None
        units = {s.stop_id: s.unit_code for s in problem.stops}
        return sum(
            units[v.stop_id] != f"u{r.crew_id[1:]}" for r in outcome.plan.routes for v in r.visits
        )

    assert strangers(0) > strangers(3000)


def test_no_crews_and_no_stops_are_answers_too() -> None:
    empty = replace(
        SMALL,
        stops=(),
        location_ids=("base",),
        travel=tuple(Travel(t.mode, ((0,),)) for t in SMALL.travel),
    )
    assert solved(empty).objective == 0
    lonely = replace(with_first_stop(SMALL, mandatory=False), crews=())
    assert solved(lonely).status is Status.OPTIMAL
