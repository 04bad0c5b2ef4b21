"""The judge of the nets: shares by definition, the weakest element, what lifts, colours."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.judge.checkpoints import open_exits
from planner.judge.nets import (
    Element,
    Limits,
    Net,
    colour,
    grouped,
    lifted,
    share,
    weakest,
    worst,
)
from planner.problem import CheckpointProblem, ProblemError
from planner.problem.checkpoints import Link, Refuge, Site


@st.composite
def element_lists(draw: st.DrawFn) -> tuple[Element, ...]:
    found = []
    for n in range(draw(st.integers(0, 8))):
        wanted = draw(st.integers(1, 6))
        met, weight = draw(st.integers(0, wanted)), draw(st.integers(1, 50))
        grid = draw(st.sampled_from(["a", "b", ""]))
        found.append(Element(f"e{n}", weight, wanted, met, grid))
    return tuple(found)


@given(element_lists())
def test_a_share_is_the_mean_of_what_is_met_by_weight(elements):
    found = share(elements)
    if not elements:
        assert found is None
        return
    by_hand = sum(Fraction(e.weight * e.met, e.wanted) for e in elements)
    assert found == by_hand / sum(e.weight for e in elements)
    assert 0 <= found <= 1


@given(element_lists())
def test_mending_the_weakest_lifts_most_and_mending_all_lifts_to_one(elements):
    low, now = weakest(elements), share(elements)
    if low is None:
        assert now in (None, 1)
        return
    then = {e.element_id: lifted(elements, e.element_id) for e in elements}
    assert then[low.element_id] == max(then.values()) > now
    mended = [Element(e.element_id, e.weight, e.wanted, e.wanted, e.grid_id) for e in elements]
    assert share(mended) == 1


@given(element_lists())
def test_grids_share_out_the_elements_that_lie_in_one(elements):
    groups = grouped(elements, lambda e: e.grid_id)
    inside = [e for e in elements if e.grid_id]
    assert sorted(e.element_id for rows in groups.values() for e in rows) == sorted(
        e.element_id for e in inside
    )
    lost = sum((1 - share(rows)) * sum(e.weight for e in rows) for rows in groups.values())
    assert lost == sum(e.lost for e in inside)


def test_a_share_on_a_limit_has_reached_it_and_nothing_has_no_colour():
    limits = Limits(60, 90)
    told = [colour(Fraction(n, 1000), limits) for n in (599, 600, 899, 900, 1000)]
    assert told == ["red", "yellow", "yellow", "green", "green"]
    assert colour(None, limits) == "none"
    assert worst(["green", "none", "yellow"]) == "yellow"
    assert worst(["red", "green"]) == "red"
    assert worst(["none"]) == "none"


def test_what_cannot_be_is_refused():
    with pytest.raises(ProblemError, match="yellow_pct"):
        Limits(91, 90)
    with pytest.raises(ProblemError, match="met"):
        Element("e", 1, 2, 3)
    with pytest.raises(ProblemError, match="wanted"):
        Element("e", 1, 0, 0)
    one = Element("e", 1, 1, 0)
    with pytest.raises(ProblemError, match="elements"):
        Net("perimeter", (one, one))


def roads(*watched: str) -> CheckpointProblem:
    # core - a - out (l1, x1), a - b - out (l2, x2), c - out (x3) and nobody lives at c
    def site(name: str, kind: str, at: str) -> Site:
        return Site(name, kind, at, 10, watch="camera" if name in watched else "none")

    return CheckpointProblem(
        task="seal",
        links=(
            Link("l1", "core", "a"),
            Link("x1", "a", "out"),
            Link("l2", "a", "b"),
            Link("x2", "out", "b"),
            Link("x3", "c", "out"),
        ),
        sites=(
            *(site(f"on {at}", "link", at) for at in ("l1", "x1", "l2", "x2", "x3")),
            site("at b", "node", "b"),
        ),
        inside=("core",),
        outside=("out",),
        refuges=(Refuge("farm", "c", 5, required=False),),
    )


@pytest.mark.parametrize(
    ("watched", "still_open"),
    [
        ((), {"x1", "x2"}),
        (("on x1",), {"x2"}),
        (("on l1",), set()),
        (("on l2",), {"x1"}),
        (("at b",), {"x1"}),
        (("on x1", "at b"), set()),
    ],
)
def test_an_exit_is_open_where_a_way_from_inside_passes_nothing_watched(watched, still_open):
    assert set(open_exits(roads(*watched))) == still_open
