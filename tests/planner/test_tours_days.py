"""Tours over days: only sound plans, as cheap as trying everything where that can be done."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import judge, tours
from planner.engine import Attempt
from planner.engine.tours_days_rounds import over_days
from planner.outcome import Effort
from planner.problem import Travel
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import Call, Kept, Tour, ToursPlan, ToursProblem

QUICK = Effort(0, 1)
HOUR_S = 3600
RULES = TourRules(reserve_share_pct=0, rest_s=0, left_out_price_s=100, promise_price_s=700)


def drawn(seed: int, **rules: object) -> ToursProblem:
    """Three turns of two crews over two days, three tasks, some of them promised, kept, pinned."""
    rng = random.Random(seed)
    ids = ("base", "a", "b", "c")
    spots = [(0, 0), *((rng.randrange(-400, 400), rng.randrange(-400, 400)) for _ in ids[1:])]
    table = tuple(tuple(abs(p[0] - q[0]) + abs(p[1] - q[1]) for q in spots) for p in spots)
    crews = tuple(
        Crew(f"c{k}", "police", 2, 1, "car", "base", home_units=("u1",) if k else ())
        for k in range(2)
    )
    turns = tuple(
        Turn(name, crew, "day", day, day * DAY_S + 28_800, day * DAY_S + 28_800 + length, 9999)
        for name, crew, day, length in (
            ("t0", "c0", 0, rng.randrange(1500, 4000)),
            ("t1", "c1", 0, rng.randrange(1500, 4000)),
            ("t2", "c0", 1, rng.randrange(1500, 4000)),
        )
    )
    tasks = tuple(
        Task(
            name, "visit", rng.choice(("u1", "u2")), (Way(name, name, rng.randrange(60, 600)),),
            times=rng.choice((0, 1, 2)), priority=rng.randrange(5), mandatory=rng.random() < 0.1,
            longest_gap_days=rng.choice((0, 1, 2)), last_day=-rng.randrange(1, 4),
        )
        for name in ids[1:]
    )  # fmt: skip
    kept = tuple(Kept(name, rng.choice(turns).turn_id) for name in ids[1:] if rng.random() < 0.4)
    pins = tuple(Kept(name, rng.choice(turns).turn_id) for name in ids[1:] if rng.random() < 0.1)
    some = {
        "fair_price_s": rng.choice((0, 0, 3)),
        "longest_price_pct": rng.choice((0, 0, 80)),
        "moved_price_s": rng.choice((0, 150)),
        "abroad_price_s": 120,
        "no_repeat": rng.random() < 0.5,
        "reserve_share_pct": rng.choice((0, 0, 50)),
        "break_after_s": rng.choice((0, 0, 1500)),
        "break_s": 300,
    }
    given_rules = replace(RULES, **{**some, **rules})
    travel = (Travel("car", table),)
    return ToursProblem(2, ids, travel, crews, turns, tasks, given_rules, pins, kept)


def walked(problem: ToursProblem, turn: Turn, order: tuple[str, ...]) -> Iterator[Tour]:
    """Every way to take breaks, or none, after each call."""
    rules, table = problem.rules, problem.travel[0].seconds
    tasks = {task.task_id: task for task in problem.tasks}
    for breaks in product((False, True) if rules.break_after_s else (False,), repeat=len(order)):
        now, here, calls = turn.start_s, 0, []
        for name, rests in zip(order, breaks, strict=True):
            there = problem.location_ids.index(name)
            arrive = now + table[here][there]
            end = arrive + tasks[name].ways[0].dwell_s
            now, here = end + rules.break_s * rests, there
            calls.append(Call(name, 0, arrive, arrive, end, now))
        yield Tour(turn.turn_id, turn.start_s, tuple(calls), now + table[here][0])


def cheapest(problem: ToursProblem) -> int | None:
    """Try every choice of calls and orders on every turn."""
    bare = replace(problem, pins=(), rules=replace(problem.rules, reserve_share_pct=0))
    names = [task.task_id for task in problem.tasks]
    free = replace(bare, tasks=tuple(replace(task, mandatory=False) for task in bare.tasks))
    choices: list[list[Tour | None]] = []
    for turn in problem.turns:
        orders = (order for size in (1, 2, 3) for order in permutations(names, size))
        walks = [tour for order in orders for tour in walked(problem, turn, order)]
        choices.append([None, *(t for t in walks if not judge.faults(free, ToursPlan((t,))))])
    costs = []
    for picked in product(*choices):
        plan = ToursPlan(tuple(tour for tour in picked if tour is not None))
        if not judge.faults(problem, plan):
            costs.append(judge.objective(problem, plan))
    return min(costs, default=None)


@pytest.mark.parametrize("seed", range(10))
def test_two_days_are_answered_as_well_as_by_trying_everything(seed):
    problem = drawn(seed)
    plan = searched(problem)
    assert (None if plan is None else judge.objective(problem, plan)) == cheapest(problem)


@pytest.mark.slow
@given(st.integers(10, 10_000))
@settings(max_examples=8)
def test_no_plan_is_unsound_or_better_than_the_best(seed):
    problem = drawn(seed)
    plan, best = searched(problem), cheapest(problem)
    if plan is not None:
        assert judge.faults(problem, plan) == ()
        assert best is not None
        assert judge.objective(problem, plan) >= best


def line(days: int, tasks: tuple[Task, ...], crews: int = 1, **rules: object) -> ToursProblem:
    """Places in a line, ten minutes from each other; each crew has one shift of six hours a day."""
    ids = ("base", "a", "b", "c", "d")
    table = tuple(tuple(600 * abs(i - j) for j in range(5)) for i in range(5))
    people = tuple(Crew(f"c{k}", "police", 2, 1, "car", "base") for k in range(crews))
    turns = tuple(
        Turn(f"d{d}c{k}", f"c{k}", "day", d, d * DAY_S + 8 * HOUR_S, d * DAY_S + 14 * HOUR_S, 21600)
        for d in range(days)
        for k in range(crews)
    )
    return ToursProblem(
        days, ids, (Travel("car", table),), people, turns, tasks, replace(RULES, **rules)
    )


def visit(place: str, **fields: object) -> Task:
    return Task(f"v{place}", "visit", "u", (Way(place, place, 600),), **fields)


def searched(problem: ToursProblem) -> ToursPlan | None:
    """What the search finds by itself, without the proofs for small questions behind the door."""
    return over_days(problem, Attempt(QUICK))


def solved(problem: ToursProblem) -> ToursPlan:
    plan = searched(problem)
    assert plan is not None
    assert judge.faults(problem, plan) == ()
    return plan


def days_of(plan: ToursPlan, task_id: str) -> list[int]:
    calls = [call for tour in plan.tours for call in tour.calls if call.task_id == task_id]
    return sorted(call.begin_s // DAY_S for call in calls)


def test_promises_choose_the_days():
    promised = visit("d", times=0, longest_gap_days=3, last_day=-2)
    # due by day 1 and by day 4: twice is enough for a week only if both are late enough
    plan = solved(line(7, (promised,), promise_price_s=5000))
    days = [-2, *days_of(plan, "vd"), 6]
    assert all(b - a <= 3 for a, b in pairwise(days))
    assert len(days) == 4


def test_a_promise_that_costs_less_than_the_way_is_broken():
    promised = visit("d", times=0, longest_gap_days=3, last_day=-2)
    assert solved(line(7, (promised,), promise_price_s=10)).tours == ()


def test_promises_share_the_ways_of_each_other():
    tasks = tuple(
        visit(place, times=0, longest_gap_days=gap, last_day=-1)
        for place, gap in (("b", 3), ("c", 3), ("d", 3))
    )
    plan = solved(line(7, tasks, promise_price_s=9000))
    assert len(plan.tours) == 2  # all three places on the same two days


def test_rest_between_two_shifts_of_a_crew_is_kept():
    problem = line(1, (visit("a", times=1, priority=90),))
    (early,) = problem.turns
    late = replace(early, turn_id="late", shift_id="late", start_s=early.end_s, end_s=86_000)
    hours = Window(20 * HOUR_S, 22 * HOUR_S)
    evening = Task("e", "visit", "u", (Way("b", "b", 600),), priority=90, windows=(hours,))
    morning = replace(problem.tasks[0], windows=(Window(8 * HOUR_S, 9 * HOUR_S),))
    both = replace(
        problem, turns=(early, late), tasks=(morning, evening),
        rules=replace(problem.rules, rest_s=10 * HOUR_S),
    )  # fmt: skip
    plan = solved(both)
    assert len(plan.tours) == 2  # back by nine, out again after seven
    longer = replace(both, rules=replace(both.rules, rest_s=14 * HOUR_S))
    assert len(solved(longer).tours) == 1


def test_pins_and_kept_calls_decide_who_goes():
    problem = line(2, (visit("a", priority=50),), crews=2)
    pinned = replace(problem, pins=(Kept("va", "d1c1"),))
    assert [tour.turn_id for tour in solved(pinned).tours] == ["d1c1"]
    kept = replace(
        problem, kept=(Kept("va", "d1c0"),), rules=replace(problem.rules, moved_price_s=50)
    )
    assert [tour.turn_id for tour in solved(kept).tours] == ["d1c0"]


def test_no_crew_does_the_same_two_days_running():
    tasks = (visit("a", times=3, priority=50), visit("b", times=3, priority=50))
    plan = solved(line(3, tasks, no_repeat=True))
    orders = [[call.task_id for call in tour.calls] for tour in plan.tours]
    assert len(orders) == 3
    assert all(a != b for a, b in pairwise(orders))


def test_what_must_be_done_on_one_crew_can_be_shared_fairly_or_shortly():
    tasks = tuple(visit(place, priority=90) for place in "abcd")
    alone = solved(line(1, tasks, crews=2))
    assert len(alone.tours) == 1
    fair = solved(line(1, tasks, crews=2, fair_price_s=60))
    assert len(fair.tours) == 2
    short = solved(line(1, tasks, crews=2, longest_price_pct=300))
    lengths = [tour.return_s - tour.start_s for tour in short.tours]
    assert max(lengths) < 2 * 4 * 600 + 4 * 600


def test_a_question_without_an_answer_is_not_answered():
    far = visit("a", mandatory=True, skills=("boat",))
    assert searched(line(2, (far,))) is None


def test_a_cancel_ends_the_search_with_what_there_is():
    tasks = tuple(visit(place, times=3, priority=9) for place in "abcd")
    asked = []

    def enough() -> bool:
        asked.append(None)
        return len(asked) > 5

    outcome = tours.solve(line(7, tasks, crews=3), effort=Effort(0, 1000), cancelled=enough)
    assert outcome.run.work < 100


def test_the_same_seed_gives_the_same_week():
    tasks = tuple(visit(place, times=2, priority=9, longest_gap_days=2) for place in "abcd")
    problem = line(5, tasks, crews=2, fair_price_s=5)
    assert searched(problem) == searched(problem)
