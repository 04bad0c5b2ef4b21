"""Busy posts: Erlang's formulas, the balance of every state, and Larson's published example."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import responders
from planner.engine import busy as engine
from planner.judge import busy as judge
from planner.problem.busy import BusyProblem, CallPlace
from planner.problem.checks import ProblemError

# Three units, ten places: Larson and Odoni, Urban Operations Research (1981), 5.4.3 and 5.5.3,
# http://web.mit.edu/urban_or_book/www/book/chapter5/5.5.3.html: load 1.5, half of it at unit 1;
# who is asked second is told in the text. The picture with the loads of the places cannot be
# read there: these sums are the only ones in steps of 0.05 that give the exact figures, and the
# figures of the approximation then follow without choice.
CITY = BusyProblem(
    3,
    (
        CallPlace("1 and 2", 50, (0, 1, 2)),
        CallPlace("rest of area 1", 25, (0, 2, 1)),
        CallPlace("area 2", 35, (1, 0, 2)),
        CallPlace("area 3", 40, (2, 0, 1)),
    ),
    service_s=1,
    period_s=100,
)


def test_the_exact_figures_of_the_book_come_out() -> None:
    answer = engine.exact(CITY)
    assert [round(share, 4) for share in answer.busy] == [0.5574, 0.4734, 0.4693]
    assert judge.faults(CITY, answer) == ()


def test_the_approximation_of_the_book_comes_out_within_its_own_stop() -> None:
    answer = engine.approximate(CITY)
    # the book stops after three turns, we go on until nothing moves
    assert answer.busy == pytest.approx([0.5627, 0.4716, 0.4657], abs=2e-4)
    by_level = judge.levels(1.5, 3, queue=True)
    told = [engine._factor(by_level, 0.5, j) for j in range(3)]
    assert told == pytest.approx([1, 0.73684, 0.63158], abs=5e-6)


@st.composite
def towns(draw: st.DrawFn) -> BusyProblem:
    units = draw(st.integers(1, 5))
    queue = draw(st.booleans())
    count = draw(st.integers(1, 5))
    most = 100 * units // count - 1 if queue else 500
    return BusyProblem(
        units,
        tuple(
            CallPlace(
                f"p{i}",
                draw(st.integers(0, most)),
                tuple(draw(st.permutations(range(units)))),
            )
            for i in range(count)
        ),
        service_s=60,
        period_s=6000,
        queue=queue,
    )


@settings(max_examples=60, deadline=None)
@given(towns())
def test_every_state_is_in_balance_and_nothing_is_lost(town: BusyProblem) -> None:
    assert judge.faults(town, engine.exact(town)) == ()
    assert judge.faults(town, engine.approximate(town)) == ()


def test_a_wrong_share_is_found() -> None:
    answer = engine.exact(CITY)
    moved = (answer.busy[0] - 0.01, answer.busy[1] + 0.01, answer.busy[2])
    assert [f.rule for f in judge.faults(CITY, replace(answer, busy=moved))] == ["busy_busy"] * 2
    states = list(answer.states)
    states[1], states[2] = states[2], states[1]
    found = judge.faults(CITY, replace(answer, states=tuple(states)))
    assert "busy_balance" in {f.rule for f in found}


def test_one_unit_waits_as_long_as_the_formula_says() -> None:
    # M/M/1: share busy 0.8, mean wait 0.8 / (1 - 0.8) services
    one = BusyProblem(1, (CallPlace("p", 8, (0,)),), service_s=60, period_s=600)
    answer = responders.busy(one)
    assert answer.busy == pytest.approx([0.8])
    assert answer.wait_s == pytest.approx(240)


def test_erlang_b_and_c_have_their_textbook_values() -> None:
    # two erlangs on three units: B = 4/19, C = 4/9
    assert judge.waiting(2, 3, queue=False) == pytest.approx(4 / 19)
    assert judge.waiting(2, 3, queue=True) == pytest.approx(4 / 9)


@pytest.mark.parametrize("queue", [True, False])
def test_fifteen_units_are_exact_and_sixteen_nearly_so(queue: bool) -> None:
    def town(units: int) -> BusyProblem:
        order = tuple(range(units))
        places = tuple(CallPlace(f"p{i}", 6 + i % 3, order[i:] + order[:i]) for i in range(units))
        return BusyProblem(units, places, service_s=60, period_s=600, queue=queue)

    fifteen, sixteen = responders.busy(town(15)), responders.busy(town(16))
    assert fifteen.exact
    assert not sixteen.exact
    assert judge.faults(town(16), sixteen) == ()
    near = engine.approximate(town(15))
    assert near.busy == pytest.approx(fifteen.busy, rel=0.03)


@pytest.mark.parametrize(
    ("field", "value"),
    [("units", 0), ("service_s", 0), ("period_s", 0), ("queue", 1), ("units", 2)],
)
def test_a_bad_question_is_refused(field: str, value: int) -> None:
    with pytest.raises(ProblemError):
        replace(CITY, **{field: value})


def test_calls_beyond_all_units_are_refused_where_they_would_wait() -> None:
    many = (CallPlace("p", 300, (0, 1, 2)),)
    with pytest.raises(ProblemError, match="fewer than 3 units"):
        replace(CITY, places=many)
    lost = responders.busy(replace(CITY, places=many, queue=False))
    assert sum(lost.busy) == pytest.approx(3 * (1 - judge.waiting(3, 3, queue=False)))
