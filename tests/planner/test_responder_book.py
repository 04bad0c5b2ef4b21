"""An office's rules of who answers: put on a question, kept, refused when damaged; months kept."""

from dataclasses import replace

import pytest

from geo.schema import InputError
from planner import judge, responders
from planner.demand.responder_book import ResponderBook, asked, from_plain, other_books, to_plain
from planner.outcome import Effort
from planner.problem import Post, Quota, ResponderGrid, ResponderProblem, ResponderRules
from planner.problem.responder_cures import with_cure
from planner.report.assignment import changed, changes_table, figures_of
from planner.store.responders import (
    KeptAssignment,
    keep_assignment,
    kept_months,
    load_assignment,
    own_book,
    remove_assignment,
    set_book,
)

EFFORT = Effort(0, 2)
VALE = ResponderProblem(
    posts=(
        Post("hall", "police_station", 4, may_lead=True, capacity=100),
        Post("mill", "rescue_team", 4, may_lead=True, capacity=100),
        Post("inn", "volunteer", 4, may_lead=False, capacity=100),
    ),
    grids=tuple(ResponderGrid(f"g{i}", "u1", 20, 21) for i in range(4)),
    reach_s=((100, 100, 200, 2000), (300, 300, 150, 1900), (50, 50, 50, 50)),
    rules=ResponderRules(limit_s=900, serve_all=False),
)


def firsts(problem: ResponderProblem) -> dict[str, str]:
    outcome = responders.solve(problem, effort=EFFORT)
    return {a.grid_id: a.first_post_id for a in outcome.plan.assignments}


def test_rules_of_the_book_stand_in_the_question() -> None:
    book = ResponderBook(needs=("law",), quotas=(Quota("police_station", 1, 1),), posts_most=3)
    question = asked(VALE, book)
    assert question.rules.quotas == book.quotas
    assert question.rules.posts_most == 3
    assert question.rules.limit_s == VALE.rules.limit_s
    assert set(firsts(question).values()) == {"hall"}  # of these only a police station has law
    assert asked(VALE, ResponderBook()).rules.posts_most is None


def test_who_is_away_answers_nowhere_and_the_rest_keep_their_grids() -> None:
    usual = firsts(asked(VALE, ResponderBook()))
    assert set(usual.values()) == {"hall", "mill"}
    then = firsts(asked(VALE, ResponderBook(), before=usual, away=("hall",)))
    assert set(then.values()) == {"mill"}
    assert all(then[grid] == "mill" for grid, post in usual.items() if post == "mill")


def test_a_plan_is_kept_while_a_change_costs_more_than_it_brings() -> None:
    before = {"g0": "mill", "g1": "hall", "g2": "hall", "g3": "mill"}
    book = ResponderBook(change_price_s=100)
    plan = responders.solve(asked(VALE, book, before=before), effort=EFFORT).plan
    assert changed(before, plan) == ("g0",)  # it saves 200 s, a change of g2 only 50 s
    dear = replace(book, change_price_s=1000)
    plan = responders.solve(asked(VALE, dear, before=before), effort=EFFORT).plan
    assert changed(before, plan) == ()
    # a post that is no longer there is nobody's
    gone = asked(VALE, book, before={"g0": "abbey"})
    assert gone.grids[0].before is None


def test_each_cure_that_is_offered_can_be_taken_and_helps() -> None:
    problem = asked(VALE, ResponderBook())
    outcome = responders.solve(problem, effort=EFFORT)
    left = {item.item: item for item in outcome.left_out}
    assert left["g3"].cures
    for cure in left["g3"].cures:
        better = responders.solve(with_cure(problem, cure), effort=EFFORT)
        assert "g3" not in {item.item for item in better.left_out}
    with pytest.raises(LookupError):
        with_cure(asked(replace(VALE, posts=VALE.posts[:1], reach_s=VALE.reach_s[:1]),
                        ResponderBook()), left["g3"].cures[0])  # fmt: skip


def test_figures_of_a_plan_are_those_of_its_ways() -> None:
    problem = asked(VALE, ResponderBook())
    plan = responders.solve(problem, effort=EFFORT).plan
    told = figures_of(problem, plan, {"g0": "mill"})
    assert told["last_s"] == 1900
    assert told["mean_s"] == round((100 + 100 + 150 + 1900) / 4)
    assert told["late"] == 1
    assert told["changes"] == 4  # one has another, three had none
    assert told["fullest_pct"] == 40
    assert judge.faults(problem, plan) == ()


def test_other_prices_bring_what_they_are_named_after() -> None:
    problem = asked(VALE, ResponderBook(), before={f"g{i}": "mill" for i in range(4)})
    books = other_books(ResponderBook(), problem)
    found = {}
    for name, book in books.items():
        question = asked(VALE, book, before={f"g{i}": "mill" for i in range(4)})
        plan = responders.solve(question, effort=EFFORT).plan
        found[name] = figures_of(question, plan, {f"g{i}": "mill" for i in range(4)})
    assert found["steady"]["changes"] == 0
    assert found["soonest"]["mean_s"] == min(told["mean_s"] for told in found.values())
    assert found["even"]["fullest_pct"] == min(told["fullest_pct"] for told in found.values())


def test_a_book_and_months_are_kept_and_read_again(tmp_path) -> None:
    assert own_book(tmp_path, "vale") == ResponderBook()
    book = ResponderBook(needs=("law",), quotas=(Quota("clinic", 1, 2),), full_price=7)
    set_book(tmp_path, "vale", book)
    assert own_book(tmp_path, "vale") == book
    problem = asked(VALE, ResponderBook())
    plan = responders.solve(problem, effort=EFFORT).plan
    for month in ("2026-06", "2026-07"):
        kept = KeptAssignment(month, "2026-07-01T00:00:00+00:00", problem, plan, {"en": {}})
        keep_assignment(tmp_path, "vale", kept)
    assert kept_months(tmp_path, "vale") == ("2026-07", "2026-06")
    again = load_assignment(tmp_path, "vale", "2026-06")
    assert (again.problem, again.plan) == (problem, plan)
    assert changed(again.first, plan) == ()
    assert changes_table(problem, again.plan, plan, {}, "en").empty
    remove_assignment(tmp_path, "vale", "2026-06")
    with pytest.raises(InputError) as gone:
        load_assignment(tmp_path, "vale", "2026-06")
    assert gone.value.code == "assignment_gone"
    (tmp_path / "vale" / "assignment-2026-07.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError) as damaged:
        load_assignment(tmp_path, "vale", "2026-07")
    assert damaged.value.code == "assignment_damaged"


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"needs": 3},
        {"quotas": [{"kind": "wizard"}]},
        {"full_price": -1},
        {"quotas": [{"kind": "clinic"}, {"kind": "clinic"}]},
    ],
)
def test_a_damaged_book_is_refused(told) -> None:
    assert from_plain(to_plain(ResponderBook())) == ResponderBook()
    with pytest.raises(InputError) as refused:
        from_plain(told)
    assert refused.value.code == "responders_damaged"
