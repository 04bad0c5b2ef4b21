"""The engine of tours: judged at the door, as good as trying everything where that can be done."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, permutations, product

import pytest

from planner import judge, tours
from planner.engine.tours import IN_ALL
from planner.judge.tours_cost import missing
from planner.outcome import Effort, Progress, Status, Stopped
from planner.problem import Travel, problem_from_json, to_json
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem

QUICK = Effort(0, 1)
RULES = TourRules(reserve_share_pct=0, rest_s=0, left_out_price_s=10, abroad_price_s=90)


def drawn(seed: int) -> ToursProblem:
    """A small question: four or five tasks, one a street, on one or two turns of a day."""
    rng = random.Random(seed)
    spots = [(rng.randrange(100), rng.randrange(100)) for _ in range(7)]
    table = tuple(tuple(abs(a[0] - b[0]) + abs(a[1] - b[1]) for b in spots) for a in spots)
    ids = tuple(f"p{i}" for i in range(len(spots)))
    tasks = [
        Task(
            f"t{i}", "visit", rng.choice(["u1", "u2"]),
            (Way(ids[i], ids[i], rng.randrange(1, 40)),),
            priority=rng.randrange(1, 30), load=rng.randrange(5),
            windows=(Window(a := rng.randrange(300), a + rng.randrange(60, 500)),)
            if rng.random() < 0.5 else (),
        )
        for i in range(1, 4)
    ]  # fmt: skip
    street = (Way("p4", "p5", 20), Way("p5", "p4", rng.randrange(10, 30)))
    tasks.append(Task("s", "street", "u1", street, priority=25, each_way=rng.random() < 0.5))
    crews = [
        Crew(f"c{k}", "police", 2, 1, "car", "p0", "p6" if k else "", load_most=8,
             home_units=("u1",) if k else ())
        for k in range(rng.choice([1, 2]))
    ]  # fmt: skip
    turns = [
        Turn(f"n{k}", crew.crew_id, "day", 0, 0, rng.randrange(250, 700), rng.randrange(200, 500))
        for k, crew in enumerate(crews)
    ]
    travel = (Travel("car", table),)
    return ToursProblem(1, ids, travel, tuple(crews), tuple(turns), tuple(tasks), RULES)


def walked(problem: ToursProblem, turn: Turn, jobs: tuple[tuple[str, int], ...]) -> Tour:
    tasks = {task.task_id: task for task in problem.tasks}
    crew = next(crew for crew in problem.crews if crew.crew_id == turn.crew_id)
    row = {name: i for i, name in enumerate(problem.location_ids)}
    table = problem.travel[0].seconds
    now, here, calls = turn.start_s, row[crew.base_id], []
    for task_id, way in jobs:
        task = tasks[task_id]
        arrive = now + table[here][row[task.ways[way].enter_id]]
        begin = max(arrive, task.windows[0].open_s) if task.windows else arrive
        now = begin + task.ways[way].dwell_s
        calls.append(Call(task_id, way, arrive, begin, now, now))
        here = row[task.ways[way].leave_id]
    back = now + table[here][row[crew.end_id or crew.base_id]]
    return Tour(turn.turn_id, turn.start_s, tuple(calls), back)


def cheapest(problem: ToursProblem) -> int:
    """Try every choice of jobs, turns and orders."""
    jobs = [(t.task_id, w) for t in problem.tasks for w in range(len(t.ways))]
    single = {t.task_id for t in problem.tasks if not t.each_way}
    sound: list[dict[frozenset[tuple[str, int]], Tour]] = []
    for turn in problem.turns:
        alone = replace(problem, turns=(turn,))
        best: dict[frozenset[tuple[str, int]], tuple[int, Tour]] = {}
        for size in range(len(jobs) + 1):
            for chosen in combinations(jobs, size):
                names = [name for name, _ in chosen if name in single]
                if len(names) != len(set(names)):
                    continue
                for order in permutations(chosen):
                    tour = walked(alone, turn, order)
                    plan = ToursPlan((tour,) if order else ())
                    if judge.faults(alone, plan):
                        continue
                    cost = judge.objective(alone, plan)
                    if cost < best.get(frozenset(chosen), (10**9, tour))[0]:
                        best[frozenset(chosen)] = cost, tour
        sound.append({key: tour for key, (_, tour) in best.items()})
    found = 10**9
    for picked in product(*sound):
        plan = ToursPlan(tuple(table[key] for table, key in zip(sound, picked, strict=True) if key))
        if not judge.faults(problem, plan):
            found = min(found, judge.objective(problem, plan))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_small_questions_are_answered_as_well_as_by_trying_everything(seed):
    problem = drawn(seed)
    outcome = tours.solve(problem, effort=QUICK)
    assert outcome.objective == cheapest(problem)


def week(**rules: object) -> ToursProblem:
    """Four days, two crews of which one may be out, three places wanted on two days each."""
    ids = ("base", "a", "b", "c")
    table = tuple(tuple(60 * abs(i - j) for j in range(4)) for i in range(4))
    crews = tuple(Crew(f"c{k}", "police", 2, 1, "car", "base") for k in range(2))
    turns = tuple(
        Turn(f"d{d}c{k}", f"c{k}", "day", d, d * DAY_S + 28_800, d * DAY_S + 36_000, 7200)
        for d in range(4)
        for k in range(2)
    )
    tasks = tuple(
        Task(name, "visit", "u", (Way(name, name, 600),), times=2, priority=9, mandatory=True)
        for name in ids[1:]
    )
    given = TourRules(**{"left_out_price_s": 99, **rules})
    return ToursProblem(4, ids, (Travel("car", table),), crews, turns, tasks, given)


def test_a_week_keeps_the_reserve_and_every_place_has_its_days():
    problem = week()
    outcome = tours.solve(problem, effort=QUICK)
    assert outcome.status is Status.OPTIMAL
    assert outcome.plan is not None
    assert judge.faults(problem, outcome.plan) == ()
    days = {
        (call.task_id, call.begin_s // DAY_S) for tour in outcome.plan.tours for call in tour.calls
    }
    assert len(days) == 6
    assert outcome.objective == 2 * 360  # twice all the way out and back


def test_breaks_are_taken_before_they_are_overdue():
    problem = week(break_after_s=1500, break_s=300)
    outcome = tours.solve(problem, effort=QUICK)
    assert outcome.plan is not None
    assert judge.faults(problem, outcome.plan) == ()
    waits = [
        max(call.begin_s - call.arrive_s, call.leave_s - call.end_s)
        for tour in outcome.plan.tours
        for call in tour.calls
    ]
    assert max(waits) >= 300


def test_the_same_question_seed_and_work_give_the_same_plan():
    problem = drawn(3)
    first, second = (tours.solve(problem, effort=QUICK) for _ in range(2))
    assert first.plan == second.plan


def test_where_no_turn_may_go_out_the_reserve_is_named():
    outcome = tours.solve(week(reserve_share_pct=100), effort=QUICK)
    assert outcome.status is Status.INFEASIBLE
    assert [conflict.rule for conflict in outcome.conflicts] == ["mandatory", "reserve_share_pct"]


def test_a_question_and_its_answer_survive_their_written_form():
    problem = week()
    assert problem_from_json(to_json(problem)) == problem


@pytest.mark.parametrize("seed", range(8))
def test_everything_left_out_has_a_reason_and_only_tested_cures(seed):
    problem = replace(drawn(seed), rules=replace(RULES, left_out_price_s=3))
    outcome = tours.solve(problem, effort=QUICK)
    assert outcome.plan is not None
    lacking = {task_id for task_id, times in missing(problem, outcome.plan).items() if times}
    assert {item.item for item in outcome.left_out} == lacking
    assert all(item.reason for item in outcome.left_out)
    assert all(cure.tested for item in outcome.left_out for cure in item.cures)


def many(days: int) -> ToursProblem:
    """Eighteen places in a square and three crews, two of which may be out."""
    rng = random.Random(5)
    spots = [(rng.randrange(900), rng.randrange(900)) for _ in range(19)]
    table = tuple(tuple(abs(a[0] - b[0]) + abs(a[1] - b[1]) for b in spots) for a in spots)
    ids = tuple(f"p{i}" for i in range(len(spots)))
    crews = tuple(Crew(f"c{k}", "police", 2, 1, "car", "p0") for k in range(3))
    turns = tuple(
        Turn(f"d{d}c{k}", f"c{k}", "day", d, d * DAY_S, d * DAY_S + 6000, 6000)
        for d in range(days)
        for k in range(3)
    )
    tasks = tuple(
        Task(name, "visit", "u", (Way(name, name, 300),), priority=rng.randrange(1, 30))
        for name in ids[1:]
    )
    rules = TourRules(reserve_share_pct=34, rest_s=0, left_out_price_s=60)
    return ToursProblem(days, ids, (Travel("car", table),), crews, turns, tasks, rules)


@pytest.mark.parametrize("days", [1, 2])
def test_progress_is_told_and_never_gets_worse(days):
    told: list[Progress] = []
    tours.solve(many(days), effort=QUICK, on_progress=told.append)
    costs = [step.objective for step in told if step.objective is not None]
    assert costs == sorted(costs, reverse=True)
    assert costs
    assert all(0 <= step.share_pct <= 100 for step in told)


@pytest.mark.parametrize("days", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_progress_goes_on_to_the_end_and_what_was_booked_is_told_step_by_step(days):
    told: list[Progress] = []
    effort = Effort(0, 4)
    outcome = tours.solve(many(days), effort=effort, on_progress=told.append)
    shares = [step.share_pct for step in told]
    assert shares == sorted(shares)
    assert sum(share == 99 for share in shares) <= 2  # it does not wait there for the bound
    (note,) = (note for note in outcome.notes if note.code == "work_by_step")
    booked = dict(note.facts)
    assert booked.pop("limit") == effort.work
    assert booked["search"] <= 1.25 * effort.work
    assert abs(sum(booked.values()) - outcome.run.work) <= 1.5
    assert outcome.run.work <= IN_ALL * effort.work


@pytest.mark.parametrize("days", [1, 2])
def test_a_cancel_returns_the_best_plan_so_far(days):
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 20

    outcome = tours.solve(many(days), effort=Effort(0, 1000), cancelled=cancelled)
    assert outcome.run.stopped is Stopped.CANCELLED
    assert outcome.plan is not None
    assert outcome.run.work < 100


def test_home_units_are_preferred_when_the_price_is_high():
    problem = week(reserve_share_pct=0)
    crews = tuple(replace(crew, home_units=(f"u{k}",)) for k, crew in enumerate(problem.crews))
    tasks = tuple(replace(t, unit_code=f"u{i % 2}") for i, t in enumerate(problem.tasks))
    units = {task.task_id: task.unit_code for task in tasks}

    def strangers(price_s: int) -> int:
        rules = replace(problem.rules, abroad_price_s=price_s)
        outcome = tours.solve(replace(problem, crews=crews, tasks=tasks, rules=rules), effort=QUICK)
        assert outcome.plan is not None
        return sum(
            units[call.task_id] != f"u{tour.turn_id[-1]}"
            for tour in outcome.plan.tours
            for call in tour.calls
        )

    assert strangers(3000) == 0
    assert strangers(0) > 0


def test_no_crews_and_no_tasks_are_answers_too():
    problem = week()
    assert tours.solve(replace(problem, tasks=()), effort=QUICK).objective == 0
    wanted = tuple(replace(task, mandatory=False) for task in problem.tasks)
    lonely = tours.solve(replace(problem, crews=(), turns=(), tasks=wanted), effort=QUICK)
    assert lonely.status is Status.OPTIMAL
    assert {item.reason for item in lonely.left_out} == {"no_crew_may_go"}
