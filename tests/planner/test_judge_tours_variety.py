"""What a watcher can guess of the next patrol: small cases worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.judge.tours_variety import Predictability, Walk, predictability, walks_of
from planner.problem import Travel
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way
from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem

MONDAY = date(2025, 1, 6)


def walk(day: int, *calls: tuple[str, int], crew: str = "c") -> Walk:
    return Walk(MONDAY + timedelta(days=day), crew, calls)


def test_the_same_every_day_is_guessed_always():
    """Two days to bet on; on each the hours of a and b, that a is first, and b next."""
    found = predictability(walk(day, ("a", 8), ("b", 9)) for day in range(3))
    assert found == Predictability(score=100, hour=100, order=100, bets=8)


def test_the_other_way_round_is_not_guessed():
    """Both hours are wrong, so is the first place; nobody was seen leaving b, so no bet on that."""
    found = predictability([walk(0, ("a", 8), ("b", 9)), walk(1, ("b", 8), ("a", 9))])
    assert found == Predictability(score=0, hour=0, order=0, bets=3)


def test_answers_seen_equally_often_share_the_bet():
    """Hours 8, 9, 8: wrong, then half a bet of two; that a is first is right twice: 2.5 of 4."""
    found = predictability(walk(day, ("a", hour)) for day, hour in enumerate((8, 9, 8)))
    assert found == Predictability(score=62, hour=25, order=100, bets=4)


def test_the_habit_that_wins_more_counts():
    """Mondays at 8, Tuesdays at 15, three weeks: by weekday 4 of 5 are right, else 1 of 5."""
    found = predictability(
        walk(7 * week + day, ("a", hour)) for week in range(3) for day, hour in ((0, 8), (1, 15))
    )
    assert (found.hour, found.order, found.bets) == (80, 100, 10)
    assert found.score == 90


def test_nobody_bets_on_what_was_never_seen():
    assert predictability([]) == Predictability(score=0, hour=0, order=0, bets=0)
    one_day = [walk(0, ("a", 8)), walk(0, ("a", 8), crew="d")]
    assert predictability(one_day).bets == 0
    # b is new; that this crew goes to a first was seen
    assert predictability([walk(0, ("a", 8)), walk(1, ("b", 8))]).bets == 1


def test_order_of_the_walks_given_does_not_matter():
    walks = [walk(day, ("a", 8 + day % 2), ("b", 10)) for day in range(4)]
    assert predictability(walks[::-1]) == predictability(walks)


@pytest.mark.parametrize(("kind", "seen"), [("visit", (("a", 1),)), ("post", ())])
def test_what_is_seen_of_a_plan(kind, seen):
    """A tour belongs to the day of its turn, also after midnight; posts are meant to be known."""
    problem = ToursProblem(
        days=2,
        location_ids=("base", "a"),
        travel=(Travel("car", ((0, 600), (600, 0))),),
        crews=(Crew("c", "police", 2, 1, "car", "base"),),
        turns=(Turn("t", "c", "night", 0, 80_000, 100_000, 9999),),
        tasks=(Task("a", kind, "u", (Way("a", "a", 60),)),),
        rules=TourRules(reserve_share_pct=0),
    )
    arrive = DAY_S + 3700
    call = Call("a", 0, arrive, arrive, arrive + 60, arrive + 60)
    plan = ToursPlan((Tour("t", arrive - 600, (call,), arrive + 660),))
    assert walks_of(problem, plan, MONDAY) == (Walk(MONDAY, "c", seen),)
