"""The simulation against what queueing theory says, and against itself."""

import math
from dataclasses import replace

import numpy as np
import pytest

from planner import responders
from planner.problem import ProblemError
from planner.problem.busy import BusyProblem, CallPlace
from planner.simulate import (
    Demand,
    Force,
    Patrol,
    Simulation,
    Spell,
    compared,
    figures,
    matters,
    serve,
)
from planner.simulate.matters import Matters

HOUR = 3600
# 4 matters an hour all day: 24 in each band of 6 hours
STEADY = Demand(("here",), ((24, 24, 24, 24),), counted_days=1, busy_s=1800)


def erlang_c(servers: int, load: float) -> float:
    """Chance that somebody has to wait (A. K. Erlang, 1917)."""
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(load**k / math.factorial(k) for k in range(servers)) + last)


@pytest.mark.parametrize("servers", [3, 4])
def test_one_post_waits_as_erlang_says(servers: int) -> None:
    force = Force(("p",), ((servers,),), (((0,),),))
    found = figures(STEADY, force, Simulation(days=200, runs=8, limit_s=0)).of
    load = 4 * 0.5
    chance = erlang_c(servers, load)
    wait_s = chance * 1800 / (servers - load)
    # the interval is of 95 %: three half widths are about six standard errors
    assert abs(found["waited"].mean - chance) < 3 * found["waited"].half
    assert abs(found["response_s"].mean - wait_s) < 3 * found["response_s"].half
    assert found["response_s"].half < 0.1 * wait_s


def test_the_load_of_a_post_is_arrivals_times_time() -> None:
    found = figures(STEADY, Force(("p",), ((3,),), (((0,),),)), Simulation(days=200, runs=8))
    assert found.load["p"].mean == pytest.approx(4 * 0.5 / 3, rel=0.02)


def two_crews(first: float, second: float) -> tuple[float, float]:
    """Loads of two crews, each first in its own half, one queue: Larson's hypercube solved.

    R. C. Larson, 1974. Rates are per service; states free-free, first busy, second busy, both
    busy, then the queue, a geometric tail.
    """
    both = first + second
    tail = both / 2
    # balance of free-free, of each one busy, and that all chances add up to 1
    left = np.array(
        [
            [-both, 1, 1, 0],
            [first, -(1 + both), 0, 1],
            [second, 0, -(1 + both), 1],
            [1, 1, 1, 1 / (1 - tail)],
        ]
    )
    states = np.linalg.solve(left, [0, 0, 0, 1])
    busy = states[3] / (1 - tail)
    return states[1] + busy, states[2] + busy


def test_two_posts_share_the_work_as_the_hypercube_says() -> None:
    demand = Demand(("a", "b"), ((18,) * 4, (6,) * 4), counted_days=1, busy_s=1200)
    # ways of a second or two order the posts and take nothing worth counting
    force = Force(("p", "q"), ((1,), (1,)), (((0, 1), (1, 0)),))
    found = figures(demand, force, Simulation(days=300, runs=8))
    first, second = two_crews(3 / 3, 1 / 3)
    assert found.load["p"].mean == pytest.approx(first, rel=0.03)
    assert found.load["q"].mean == pytest.approx(second, rel=0.03)


NONE = np.zeros(3, dtype=np.int64)


def test_the_nearest_free_crew_goes_and_the_next_one_is_second() -> None:
    given = Matters(
        np.array([0.0, 10.0, 20.0]),
        np.array([0, 0, 0]),
        np.array([100.0] * 3),
        np.zeros(3, dtype=int),
    )
    force = Force(("far", "near"), ((1,), (1,)), (((50,), (5,)),))
    served = serve(force, given, days=1)
    assert served.post.tolist() == [1, 0, 1]
    # the third waits until the near one is done at 105
    assert served.response_s.tolist() == [5, 50, 85 + 5]
    assert served.second_s.tolist() == [50, np.inf, np.inf]
    assert served.busy_s.tolist() == [150, 210]


def test_a_cut_road_and_an_empty_post_are_felt_on_their_days() -> None:
    given = Matters(
        np.array([12.0 * HOUR, 36.0 * HOUR, 60.0 * HOUR]),
        np.array([0] * 3),
        np.full(3, 60.0),
        np.zeros(3, int),
    )
    ways, cut = ((300,), (900,)), ((-1,), (900,))
    force = Force(("p", "q"), ((1,), (1,)), (ways, cut), table_of_day=(0, 1, 0))
    assert serve(force, given, days=3).response_s.tolist() == [300, 900, 300]
    away = replace(force, table_of_day=(0,), units=((1,) * 4 + (0,) * 4 + (1,) * 4, (1,)))
    assert serve(away, given, days=3).response_s.tolist() == [300, 900, 300]
    nobody = replace(force, units=((1,), (0,)))
    served = serve(nobody, given, days=3)
    # at midnight the road is open again
    assert served.response_s.tolist() == [300, 12 * HOUR + 300, 300]


def test_who_cannot_be_reached_is_told_apart_from_who_waits() -> None:
    asked = Simulation(days=2, runs=2)
    found = figures(STEADY, Force(("p",), ((2,),), (((-1,),),)), asked).of
    assert found["nobody"].mean == 1
    assert found["in_time"].mean == 0
    assert math.isnan(found["response_s"].mean)


def test_the_same_matters_make_small_differences_visible() -> None:
    demand = Demand(("a", "b"), ((9, 9, 9, 9), (5, 5, 5, 5)), counted_days=1, busy_s=1800)
    before = Force(("p", "q"), ((2,), (1,)), (((300, 700), (800, 400)),))
    after = replace(before, reach_s=(((290, 700), (800, 400)),))
    asked = Simulation(days=30, runs=10)
    alone = figures(demand, before, asked)
    told = compared(alone, figures(demand, after, asked))["response_s"]
    assert told.told_apart
    assert told.difference.mean < 0
    apart = figures(demand, after, replace(asked, seed=1)).of["response_s"]
    assert told.difference.half < 0.5 * math.hypot(alone.of["response_s"].half, apart.half)
    same = compared(alone, figures(demand, before, asked))
    assert not any(c.told_apart for c in same.values())


def test_matters_come_from_the_counts_alone() -> None:
    demand = Demand(("a", "b"), ((365, 0, 0, 0), (0, 0, 0, 730)), busy_s=600)
    drawn = matters(demand, days=2000, seed=4, run=0)
    hours = drawn.at_s % 86400 / HOUR
    assert ((hours[drawn.place == 0] >= 6) & (hours[drawn.place == 0] < 12)).all()
    assert (hours[drawn.place == 1] < 6).all()
    assert (drawn.place == 0).sum() == pytest.approx(2000, rel=0.07)
    assert (drawn.place == 1).sum() == pytest.approx(4000, rel=0.05)
    assert drawn.busy_s.mean() == pytest.approx(600, rel=0.05)
    assert (np.diff(drawn.at_s) >= 0).all()


def test_a_force_of_another_shape_is_refused() -> None:
    with pytest.raises(ProblemError, match="units"):
        Force(("p",), (), ())
    with pytest.raises(ProblemError, match="table_of_day"):
        Force(("p",), ((1,),), (((0,),),), table_of_day=(1,))


def test_three_crews_are_as_busy_as_the_exact_hypercube_says() -> None:
    orders, calls = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (2, 0, 1)), (50, 25, 35, 40)
    places = tuple(
        CallPlace(str(i), c, o) for i, (c, o) in enumerate(zip(calls, orders, strict=True))
    )
    exact = responders.busy(BusyProblem(3, places, service_s=576, period_s=576 * 100))
    # 576 s of 86 400: as many calls a day as in 150 services
    counts = tuple((round(c * 1.5 / 4 * 100),) * 4 for c in calls)
    demand = Demand(tuple("abcd"), counts, counted_days=100, busy_s=576)
    reach = tuple(tuple(order.index(unit) for order in orders) for unit in range(3))
    found = figures(demand, Force(("p", "q", "r"), ((1,),) * 3, (reach,)), Simulation(300, 6))
    assert [found.load[p].mean for p in "pqr"] == pytest.approx(exact.busy, rel=0.03)
    assert found.of["waited"].mean == pytest.approx(exact.waiting, rel=0.05)


def test_kinds_are_drawn_apart_and_only_who_is_able_answers() -> None:
    bare = Demand(("a",), ((40,) * 4,), counted_days=30)
    kinds = replace(bare, kinds=(("fire", 1), ("quarrel", 3)))
    one, two = (matters(demand, days=300, seed=4, run=0) for demand in (bare, kinds))
    assert one.at_s.tolist() == two.at_s.tolist()
    assert np.mean(two.kind) == pytest.approx(0.75, abs=0.03)
    force = Force(("engine", "elder"), ((9,), (9,)), (((50,), (5,)),), able=((0,), (1,)))
    served = serve(force, two, days=300)
    assert np.array_equal(served.post, two.kind)
    found = figures(kinds, force, Simulation(days=30, runs=3))
    assert (found.kinds["fire"].mean, found.kinds["quarrel"].mean) == (50, 5)
    nobody = figures(kinds, replace(force, able=((0,), ())), Simulation(days=30, runs=3))
    assert nobody.of["nobody"].mean == pytest.approx(0.75, abs=0.1)
    assert np.isnan(nobody.kinds["quarrel"].mean)


def test_a_patrol_goes_where_it_is_nearer_and_only_while_it_is_out() -> None:
    given = Matters(np.array([1.0, 2.0, 3.0]) * HOUR, NONE, np.full(3, 60.0), NONE)
    spells = (Spell(2 * HOUR - 60, 2 * HOUR + 60, (20,)),)
    fixed = Force(("hall", "crew"), ((1,), (0,)), (((300,), (-1,)),))
    force = replace(fixed, patrols=(Patrol(1, spells),))
    served = serve(force, given, days=1)
    assert served.post.tolist() == [0, 1, 0]
    assert served.response_s.tolist() == [300, 20, 300]
    assert served.second_s.tolist()[1] == 300
    assert served.on_s.tolist() == [24 * HOUR, 120 // 7]
    # the route begins again with the week, and a busy patrol answers nothing
    later = Matters(given.at_s + 7 * 24 * HOUR, NONE, np.full(3, 60.0), NONE)
    assert serve(force, later, days=8).post.tolist() == [0, 1, 0]
    twice = Matters(np.full(3, 2.0 * HOUR), NONE, np.full(3, 60.0), NONE)
    # at 80 s past two it is free again, but its stop ended at 60 s past two
    assert serve(force, twice, days=1).post.tolist() == [1, 0, 0]
    longer = replace(fixed, patrols=(Patrol(1, (replace(spells[0], end_s=3 * HOUR),)),))
    assert serve(longer, twice, days=1).post.tolist() == [1, 0, 1]
    assert serve(replace(force, able=((0,),)), given, days=1).post.tolist() == [0, 0, 0]
