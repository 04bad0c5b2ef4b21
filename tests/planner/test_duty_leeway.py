"""Leeway worked out backwards is the leeway found by trying each delay before the judge."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import judge
from planner.problem import Travel
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem
from planner.report.duty_leeway import DEPARTURE, late, leave_late_s, leeways

MOST_S = 400  # no leeway of the small weeks below is longer


def drawn(seed: int) -> tuple[ToursProblem, ToursPlan] | None:
    """Two tours of one crew with waits and breaks, short enough to try every delay; None if bad."""
    rng = random.Random(seed)
    ids = ("base", "a", "b", "c")
    table = tuple(tuple(0 if i == j else rng.randrange(5, 40) for j in range(4)) for i in range(4))
    rests = rng.random() < 0.6
    rules = TourRules(
        reserve_share_pct=0, rest_s=rng.choice((0, 60)),
        break_after_s=rng.randrange(120, 200) if rests else 0, break_s=30 if rests else 0,
    )  # fmt: skip
    first = rng.choice((1000, DAY_S - 300))
    tours, turns, tasks = [], [], {}
    for n, start in enumerate((first, first + 420)):
        here, now, calls = 0, start + rng.randrange(20), []
        begins = now
        for name in rng.sample(ids[1:], rng.randrange(1, 4)):
            there, dwell = ids.index(name), tasks[name].ways[0].dwell_s if name in tasks else 25
            arrive = now + table[here][there]
            begin = arrive + rng.choice((0, 0, 10, 35))
            now = begin + dwell + rng.choice((0, 0, 8, 40))
            calls.append(Call(name, 0, arrive, begin, begin + dwell, now))
            spans = tasks[name].windows if name in tasks else ()
            if rng.random() < 0.7:
                open_s = begin - rng.randrange(10)
                middle = open_s + dwell + rng.randrange(5, 30)
                spans += (Window(open_s, middle),)
                spans += (Window(open_s + 5, middle + rng.randrange(5, 60)),)
            elif not spans:
                spans = (Window(0, 9 * DAY_S),)
            tasks[name] = Task(
                name, "visit", "u", (Way(name, name, dwell),), windows=spans, times=2
            )
            here = there
        back = now + table[here][0]
        tours.append(Tour(f"t{n}", begins, tuple(calls), back))
        turns.append(Turn(f"t{n}", "k", "day", n, start, back + rng.randrange(MOST_S), 9999))
    crew = Crew("k", "police", 2, 1, "car", "base")
    problem = ToursProblem(
        2, ids, (Travel("car", table),), (crew,), tuple(turns), tuple(tasks.values()), rules
    )
    plan = ToursPlan(tuple(tours))
    return None if judge.faults(problem, plan) else (problem, plan)


def holds(problem: ToursProblem, plan: ToursPlan, turn: str, number: int, delay_s: int) -> bool:
    """Whether the judge has nothing against a delay but the very drive that took longer."""
    tour = next(tour for tour in plan.tours if tour.turn_id == turn)
    later = late(problem, tour, number, delay_s)
    changed = ToursPlan(tuple(later if one.turn_id == turn else one for one in plan.tours))
    told = list(judge.faults(problem, changed))
    if number != DEPARTURE and later.calls[number].arrive_s > tour.calls[number].arrive_s:
        own = [one for one in told if one.rule == "travel_time"]
        assert len(own) == 1
        told.remove(own[0])
    pairs = zip(tour.calls, later.calls, strict=True)
    return not told and all(a.begin_s // DAY_S == b.begin_s // DAY_S for a, b in pairs)


def tried(problem: ToursProblem, plan: ToursPlan, turn: str, number: int) -> int:
    delays = range(1, 9 * MOST_S)
    return next(d for d in delays if not holds(problem, plan, turn, number, d)) - 1


@given(st.integers(0, 100_000))
@settings(max_examples=120)
def test_the_leeway_is_the_last_delay_the_judge_accepts(seed):
    made = drawn(seed)
    if made is None:
        return
    problem, plan = made
    found = leeways(problem, plan)
    for tour in plan.tours:
        told = found[tour.turn_id]
        assert told.start_s == tried(problem, plan, tour.turn_id, DEPARTURE)
        assert len(told.calls_s) == len(tour.calls)
        for number, leeway_s in enumerate(told.calls_s):
            assert leeway_s == tried(problem, plan, tour.turn_id, number)


def test_who_leaves_as_late_as_the_card_allows_begins_the_first_stop_in_its_leeway():
    capped = 0
    for problem, plan in filter(None, map(drawn, range(300))):
        found = leeways(problem, plan)
        for tour in plan.tours:
            told = found[tour.turn_id]
            delay_s = leave_late_s(problem, tour, told)
            first = late(problem, tour, DEPARTURE, delay_s).calls[0]
            assert 0 <= delay_s <= told.start_s
            assert first.begin_s <= tour.calls[0].begin_s + told.calls_s[0]
            capped += delay_s < told.start_s
    assert capped


def test_enough_of_the_drawn_weeks_are_sound_and_have_breaks():
    made = [one for one in map(drawn, range(300)) if one]
    assert len(made) > 60
    assert sum(bool(problem.rules.break_after_s) for problem, _ in made) > 15


def test_no_delay_at_all_changes_nothing():
    problem, plan = next(one for one in map(drawn, range(100)) if one)
    for tour in plan.tours:
        for number in range(DEPARTURE, len(tour.calls)):
            assert late(problem, tour, number, 0) == tour


@pytest.mark.parametrize("longer_s", [1, 60])
def test_a_longer_shift_gives_no_less_leeway(longer_s):
    for problem, plan in filter(None, map(drawn, range(60))):
        turns = tuple(replace(turn, end_s=turn.end_s + longer_s) for turn in problem.turns)
        more = leeways(replace(problem, turns=turns), plan)
        for turn, told in leeways(problem, plan).items():
            pairs = zip(told.calls_s, more[turn].calls_s, strict=True)
            assert all(0 <= a <= b <= a + longer_s for a, b in pairs)
