"""Bounds of tours: never above any sound plan, with every rule and price at work."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import permutations, product

import pytest

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.tours_bound import lower_bound, settled, whole
from planner.engine.tours_bound_columns import generated
from planner.engine.tours_bound_flow import flow_bound
from planner.engine.tours_bound_parts import relaxed
from planner.engine.tours_small import prove
from planner.outcome import Effort
from planner.problem import Travel
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import Call, Kept, Tour, ToursPlan, ToursProblem

IDS = ("base", "a", "b", "c", "d", "end")


def drawn(seed: int) -> ToursProblem:
    """Two tasks or three on two turns or three of one day or two; every rule now and then."""
    rng = random.Random(seed)
    days = rng.choice([1, 2, 2])
    table = [[0 if i == j else rng.randrange(5, 60) for j in IDS] for i in IDS]
    if rng.random() < 0.2:
        table[rng.randrange(1, 5)][rng.randrange(1, 5)] = -1
    crews = tuple(
        Crew(f"c{k}", rng.choice(["police", "militia"]), rng.choice([2, 2, 2, 3]),
             rng.choice([0, 1, 1]),
             "car", "base", rng.choice(["", "end"]), load_most=rng.choice([3, 99]),
             home_units=rng.choice([(), ("u1",)]), home_grids=rng.choice([(), ("g1",)]))
        for k in range(2)
    )  # fmt: skip
    turns = tuple(_turn(rng, n, crews[n % 2], n // 2 % days) for n in range(rng.choice([2, 2, 3])))
    tasks = [_task(rng, f"t{i}", IDS[i + 1], days) for i in range(2)]
    ways = (Way("c", "d", 20), Way("d", "c", rng.randrange(10, 30)))
    street = Task("s", "street", "u1", ways, times=rng.choice([1, 1, 2]), priority=9,
                  each_way=rng.random() < 0.5)  # fmt: skip
    names = ["t0", "t1", "s"]
    calls = [Kept(rng.choice(names), rng.choice(turns).turn_id) for _ in range(rng.choice([0, 2]))]
    pins = (Kept("t0", "n0"),) if rng.random() < 0.1 else ()
    travel = (Travel("car", tuple(tuple(row) for row in table)),)
    rules = TourRules(
        reserve_share_pct=rng.choice([0, 0, 40]),
        rest_s=rng.choice([0, 100, DAY_S // 2]),
        break_after_s=(after := rng.choice([0, 0, 90])),
        break_s=20 if after else 0,
        no_repeat=rng.random() < 0.3,
        left_out_price_s=rng.choice([2, 20]),
        abroad_price_s=30,
        other_grid_price_s=7,
        promise_price_s=rng.choice([0, 25]),
        longest_price_pct=rng.choice([0, 0, 60]),
        fair_price_s=rng.choice([0, 0, 1]),
        moved_price_s=11,
    )
    given = (crews, turns, (*tasks, street), rules, pins, tuple(calls))
    return ToursProblem(days, IDS, travel, *given)


def _turn(rng: random.Random, number: int, crew: Crew, day: int) -> Turn:
    begin = day * DAY_S + rng.choice([1000, DAY_S - 100])
    end = begin + rng.randrange(120, 400)
    drive = rng.choice([60, 150, 400])
    return Turn(f"n{number}", crew.crew_id, f"s{number % 2}", day, begin, end, drive)


def _task(rng: random.Random, name: str, place: str, days: int) -> Task:
    begin = rng.choice([1000, DAY_S - 100]) + rng.randrange(150)
    window = Window(begin, begin + rng.randrange(40, 400))
    promised = rng.random() < 0.5
    return Task(
        name, "visit", rng.choice(["u1", "u2"]), (Way(place, place, rng.randrange(40)),),
        rng.choice(["", "g1", "g2"]), times=rng.choice([0, 1, 1, 2]),
        priority=rng.randrange(10), windows=rng.choice([(), (), (window,)]),
        mandatory=rng.random() < 0.1, needs_officer=rng.random() < 0.2,
        longest_gap_days=1 if promised else 0, last_day=rng.choice([-1, -3]),
        load=rng.randrange(3),
    )  # fmt: skip


def walks(problem: ToursProblem, turn: Turn) -> Iterator[Tour]:
    """Every order of every choice of jobs on a turn, at several times, with and without breaks."""
    jobs = [(t, w) for t in problem.tasks for w in range(len(t.ways))]
    row = {name: i for i, name in enumerate(problem.location_ids)}
    crew = next(crew for crew in problem.crews if crew.crew_id == turn.crew_id)
    seconds, rules = problem.travel[0].seconds, problem.rules
    for size in range(1, 4):
        for order in permutations(jobs, size):
            for rests in product((0, rules.break_s), repeat=size) if rules.break_s else [(0,) * 3]:
                for late in (0, 40, 100):
                    now, here, calls = turn.start_s + late, row[crew.base_id], []
                    for (task, way), rest in zip(order, rests, strict=False):
                        arrive = now + max(0, seconds[here][row[task.ways[way].enter_id]])
                        begin = max([arrive, *(w.open_s for w in task.windows)])
                        end = begin + task.ways[way].dwell_s
                        now, here = end + rest, row[task.ways[way].leave_id]
                        calls.append(Call(task.task_id, way, arrive, begin, end, now))
                    back = now + max(0, seconds[here][row[crew.end_id or crew.base_id]])
                    if back <= turn.end_s:
                        yield Tour(turn.turn_id, turn.start_s + late, tuple(calls), back)


ALONE = frozenset({
    "unreachable", "windows", "end_s", "max_drive_s", "load_most", "least_size", "skills",
    "officer_where_needed", "break_after_s", "volunteers_need_officer", "once_a_day",
})  # fmt: skip


def best_found(problem: ToursProblem) -> int | None:
    """Value of the best sound plan among all of these walks, tried together."""
    tours: list[list[Tour | None]] = []
    for turn in problem.turns:
        known: dict[tuple[object, ...], Tour] = {}
        for tour in walks(problem, turn):
            if not ALONE & {fault.rule for fault in judge.faults(problem, ToursPlan((tour,)))}:
                known.setdefault(tuple((c.task_id, c.way) for c in tour.calls), tour)
        tours.append([None, *known.values()])
    values = []
    for picked in product(*tours):
        plan = ToursPlan(tuple(tour for tour in picked if tour is not None))
        if not judge.faults(problem, plan):
            values.append(judge.objective(problem, plan))
    return min(values, default=None)


def trial() -> Attempt:
    return Attempt(Effort(0, 5))


def is_tiny(problem: ToursProblem) -> bool:
    """Whether everything can be tried in a moment."""
    ways = sum(len(task.ways) for task in problem.tasks)
    return len(problem.turns) == 2 and ways == 4 and not problem.rules.break_s


@pytest.mark.parametrize("seed", [s for s in range(60) if is_tiny(drawn(s))])
def test_the_whole_model_is_as_good_as_trying_everything(seed):
    problem = drawn(seed)
    best = best_found(problem)
    proof = prove(relaxed(problem), trial(), work=5, start=None)
    assert best is None or best >= judge.objective(problem, proof.plan) == proof.bound


@pytest.mark.parametrize("seed", range(200, 240))
def test_no_bound_is_above_the_best_plan(seed):
    problem = drawn(seed)
    question = relaxed(problem)
    proof = prove(question, trial(), work=5, start=None)
    if proof.plan is None:
        return
    assert judge.faults(problem, proof.plan) == ()
    assert judge.objective(problem, proof.plan) == proof.bound
    assert question.certain <= proof.bound
    columns = generated(question, trial(), work=5, dear=1e5)
    assert whole(columns.bound) <= proof.bound
    assert whole(flow_bound(question, trial(), work=5, dear=1e5)) <= proof.bound
    assert lower_bound(problem, trial(), incumbent=proof.bound) == proof.bound


def test_the_same_question_gives_the_same_bound_and_a_cancel_stops_it():
    problem = drawn(200)
    first, second = (generated(relaxed(problem), trial(), work=5, dear=1e5) for _ in range(2))
    assert first.bound == second.bound
    stopped = Attempt(Effort(0, 5), cancelled=lambda: True)
    assert generated(relaxed(problem), stopped, work=5, dear=1e5).bound <= first.bound
    assert settled(problem, stopped, None).plan is None


def test_a_proved_plan_replaces_a_worse_one():
    problem = drawn(200)
    known = settled(problem, trial(), ToursPlan(()))
    assert known.plan is not None
    assert known.closed
    assert known.value < judge.objective(problem, ToursPlan(()))
