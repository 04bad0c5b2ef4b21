"""Divisions crossed with each other: what parents agree on, what a pool keeps."""

import random

import pytest

from planner.engine.attempt import Attempt
from planner.engine.redistrict_breed import Found, Pool, crossed
from planner.engine.redistrict_search import Cooling, anneal
from planner.engine.redistrict_state import State, scale_of
from planner.engine.redistrict_view import View
from planner.outcome import Effort
from tests.planner.test_engine_redistrict import lattice

STILL = Cooling(sweeps=0, hot=0.1, cold=0.01)
PROBLEM = lattice(8, 8, 4, slack_pct=20)
VIEW = View(PROBLEM)
LEVEL = VIEW.level()


def attempt(work: int = 100) -> Attempt:
    return Attempt(Effort(0, work))


def bands(count: int, *, upright: bool) -> list[int]:
    """Return grids that are bands of columns, or of rows."""
    at = [(basic.x_m // 90, basic.y_m // 90) for basic in PROBLEM.basics]
    return [(x if upright else y) * count // 8 for x, y in at]


def found(labels: list[int]) -> Found:
    state = State(PROBLEM, LEVEL, scale_of(LEVEL), labels, max(labels) + 1)
    return state.broken, state.objective, labels


def fresh(turn: int) -> Found:
    rng = random.Random(turn)
    state = State(PROBLEM, LEVEL, scale_of(LEVEL), bands(4, upright=turn % 2 == 0), 4)
    label, broken, points = anneal(state, rng, attempt(), Cooling(10, 0.5, 0.05))
    return broken, points, label


def pieces(labels: list[int]) -> int:
    left, count = set(range(len(labels))), 0
    while left:
        count += 1
        waiting = [left.pop()]
        for here in waiting:
            for there, _ in LEVEL.beside[here]:
                if there in left and labels[there] == labels[here]:
                    left.discard(there)
                    waiting.append(there)
    return count


def test_crossing_without_a_search_gives_the_first_parent_back() -> None:
    one, other = bands(4, upright=True), bands(4, upright=False)
    child = crossed(
        PROBLEM, LEVEL, (one, other), attempt(), random.Random(0), (STILL, STILL, STILL)
    )
    assert child == found(one)


def test_a_rough_search_moves_only_ground_the_parents_do_not_share() -> None:
    one, other = bands(4, upright=True), bands(2, upright=True)
    hot = Cooling(sweeps=30, hot=5.0, cold=1.0)
    _, _, child = crossed(
        PROBLEM, LEVEL, (one, other), attempt(), random.Random(0), (hot, STILL, STILL)
    )
    # both cut along columns, so whole cells of columns stay together
    cell_of: dict[tuple[int, int], set[int]] = {}
    for a, b, label in zip(one, other, child, strict=True):
        cell_of.setdefault((a, b), set()).add(label)
    assert all(len(labels) == 1 for labels in cell_of.values())


@pytest.mark.parametrize("seed", range(4))
def test_children_are_whole_and_counted_right(seed: int) -> None:
    one, other = fresh(2 * seed)[2], fresh(2 * seed + 1)[2]
    child = crossed(PROBLEM, LEVEL, (one, other), attempt(), random.Random(seed))
    assert pieces(child[2]) == len(set(child[2])) == 4
    assert child[:2] == pytest.approx(found(child[2])[:2])
    assert child[0] <= found(one)[0]


def test_a_pool_keeps_the_best_and_nothing_twice() -> None:
    pool = Pool(VIEW, attempt())
    assert pool.best is None
    good, fair, poor = (0.0, 10.0, [0]), (0.0, 20.0, [1]), (5.0, 1.0, [2])
    assert pool.learn(poor)
    assert pool.learn(fair)
    assert not pool.learn((0.0, 20.0, [3]))
    assert pool.learn(good)
    assert pool.best == good
    assert not pool.learn(fair)


def test_breeding_further_goes_on_where_it_stopped() -> None:
    def bred(*shares: float) -> Found:
        used = attempt()
        pool = Pool(VIEW, used)
        for share in shares:
            pool.breed(fresh, work=share, most=4)
        assert pool.best is not None
        return pool.best

    assert bred(0.3) == bred(0.3)
    assert bred(0.1, 0.2, 0.2) <= bred(0.1, 0.2) <= bred(0.1)


def test_breeding_that_is_cut_short_changes_nothing() -> None:
    used = attempt()
    pool = Pool(VIEW, used)
    pool.breed(fresh, work=0.05, most=3)
    before = pool.best
    used.stop_at(used.used)
    pool.breed(fresh, work=1.0, most=3)
    assert pool.best == before
