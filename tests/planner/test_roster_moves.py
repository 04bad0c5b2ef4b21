"""A roster by hand: who else could, what mends a rule, a post that falls out mid-month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from planner import judge, rosters
from planner.demand.ground import load_ground
from planner.demand.roster import RosterSettings, roster_question
from planner.demand.roster_book import Entry
from planner.demand.roster_patterns import PATTERNS, DayNeed
from planner.outcome import Effort
from planner.problem.roster import OFF, RosterPlan, RosterSlot
from planner.problem.roster_moves import (
    changes,
    duties_moved,
    exchanged,
    gone_from,
    traded,
    with_cells,
)
from planner.report.roster import post_names
from planner.report.roster_changes import changes_table, cost_table, short_shifts, short_table
from planner.report.roster_names import fault_told, names_of
from planner.report.roster_sheet import OnPaper, paper_for, roster_sheet
from planner.words import LANGS, say
from tests.planner.test_roster_judge import always, question

LUOYAN = Path(__file__).parents[2] / "data" / "boundaries"
FIRST = date(2026, 12, 1)
DAYS, ILL_FROM, BACK = 14, 6, 13


@pytest.fixture(scope="module")
def ground():
    return load_ground(LUOYAN)


@pytest.fixture(scope="module")
def asked(ground):
    return roster_question(ground, RosterSettings(FIRST, DAYS))


@pytest.fixture(scope="module")
def plan(asked):
    return rosters.solve(asked, effort=Effort(0, 10)).plan


@pytest.fixture(scope="module")
def ill(asked, plan):
    """The question after R06 falls ill for a week from the seventh day, and its answer."""
    problem = gone_from(
        asked, plan, {"R06-1"}, range(ILL_FROM, BACK), today=ILL_FROM, moved_price=30
    )
    return problem, rosters.solve(problem, effort=Effort(0, 10))


def test_changes_are_counted_from_both_rosters() -> None:
    plan = RosterPlan((("day", "", "night"), ("", "day", "")))
    other = exchanged(plan, (0, 0), (1, 0))
    assert other.rows == (("", "", "night"), ("day", "day", ""))
    assert changes(plan, other) == ((0, 0), (1, 0))
    assert duties_moved(plan, other) == (1, 3)
    assert duties_moved(plan, other, since=1) == (0, 2)
    assert traded(plan, 0, 1, range(1, 3)).rows == (("day", "day", ""), ("", "", "night"))
    assert with_cells(plan, {(1, 2): "night"}).rows[1] == ("", "day", "night")


def test_the_past_stays_and_little_moves_when_a_post_falls_ill(asked, plan, ill) -> None:
    problem, outcome = ill
    assert judge.faults(problem, outcome.plan) == ()
    row = [slot.slot_id for slot in problem.slots].index("R06-1")
    for old, new in zip(plan.rows, outcome.plan.rows, strict=True):
        assert new[:ILL_FROM] == old[:ILL_FROM]
    assert set(outcome.plan.rows[row][ILL_FROM:BACK]) == {OFF}
    moved, duties = duties_moved(plan, outcome.plan, ILL_FROM)
    own = sum(cell != OFF for cell in plan.rows[row][ILL_FROM:BACK])
    assert own <= moved <= 3 * own
    assert duties == sum(cell != OFF for line in plan.rows for cell in line[ILL_FROM:])
    # without the price on moves a roster as good for the rest moves far more
    free = rosters.solve(replace(problem, kept=(), moved_price=0), effort=Effort(0, 10))
    assert duties_moved(plan, free.plan, ILL_FROM)[0] >= moved
    past = [row[:ILL_FROM] for row in plan.rows]
    assert [row[:ILL_FROM] for row in free.plan.rows] == past
    told = with_cells(outcome.plan, {(0, 0): "standby" if past[0][0] != "standby" else OFF})
    assert "roster_fixed" in {fault.rule for fault in judge.faults(problem, told)}
    # the way that was kept is no way any more
    assert {fault.rule for fault in judge.faults(problem, plan)} == {"roster_away"}


@pytest.mark.parametrize("lang", LANGS)
def test_what_moved_and_what_it_costs_is_told(ground, asked, plan, ill, lang) -> None:
    problem, outcome = ill
    names = names_of(problem, post_names(ground.area, lang), lang)
    table = changes_table(problem, plan, outcome.plan, FIRST, names, lang)
    assert len(table) == len(changes(plan, outcome.plan))
    assert list(table.iloc[:, 0]) == sorted(table.iloc[:, 0])
    cost = cost_table(problem, plan, outcome.plan, lang)
    costs = [judge.objective(problem, one) for one in (plan, outcome.plan)]
    assert [cost.iloc[:, 1].sum(), cost.iloc[:, 2].sum()] == costs
    short = short_table(problem, outcome.plan, FIRST, lang)
    lacking = (short.iloc[:, 2] - short.iloc[:, 3]).sum()
    assert 100 * lacking == judge.roster.parts(problem, outcome.plan)["under"]
    fault = judge.faults(problem, plan)[0]
    assert "2026-12-" in fault_told(fault, names, FIRST, lang)


def test_who_else_could_take_a_duty_breaks_nothing_or_the_reason_is_told(asked, plan) -> None:
    row, day = 4, next(d for d, cell in enumerate(plan.rows[4]) if cell == "night")
    found = rosters.alternatives(asked, plan, (row, day))
    assert found
    base = judge.objective(asked, plan)
    for one in found:
        assert one.plan.rows[row][day] != "night"
        assert one.left == judge.faults(asked, one.plan)
        assert one.more == judge.objective(asked, one.plan) - base
        assert one.cells == changes(plan, one.plan)
    sound = [one for one in found if not one.new]
    assert found[: len(sound)] == tuple(sound)
    # a turn of three days is given away whole where a day alone would break the rest after it
    lengths = [len({day for _, day in one.cells}) for one in sound]
    assert max(lengths) > 1


def test_where_nobody_else_could_each_slot_has_its_reason() -> None:
    # whoever takes the night cannot work the day after it, and the other one is away then
    shifts = PATTERNS["pattern_3crew_2shift"].shifts
    problem = question(
        RosterSlot("a", away=(1, 2, 3)), RosterSlot("b"), shifts=shifts, cover=always("day")[1:]
    )
    plan = RosterPlan((("night", OFF, OFF, OFF), (OFF, "day", "day", "day")))
    assert judge.faults(problem, plan) == ()
    only = rosters.alternatives(problem, plan, (0, 0))
    assert [[fault.rule for fault in one.new] for one in only] == [["roster_rest"]]
    assert only[0].cells == ((0, 0), (1, 0))


def test_a_broken_rule_is_mended_by_the_smallest_change(asked, plan) -> None:
    at = next(d for d, cell in enumerate(plan.rows[0][:-1]) if cell == "night")
    broken = with_cells(plan, {(0, at + 1): "day"})
    faults = judge.faults(asked, broken)
    assert [fault.rule for fault in faults] == ["roster_rest"]
    change = rosters.cure(asked, broken, faults[0])
    assert change is not None
    assert judge.faults(asked, change.plan) == ()
    assert len(change.cells) <= 2
    assert judge.objective(asked, change.plan) == judge.objective(asked, broken) + change.more


def test_what_no_change_of_a_cell_mends_has_no_cure() -> None:
    # one leader, who is away on the second day
    problem = question(
        RosterSlot("a", leads=True, away=(1,)), RosterSlot("b"), leader_daily=True, cover=()
    )
    plan = RosterPlan((("day", OFF, "day", "day"), ("day",) * 4))
    fault = next(f for f in judge.faults(problem, plan) if f.rule == "roster_leader")
    assert rosters.cure(problem, plan, fault) is None


def test_leave_wishes_own_posts_and_needs_by_day_reach_the_question(ground) -> None:
    pattern = replace(
        PATTERNS["pattern_3crew_2shift"],
        needs=(DayNeed("market", "night", 9), DayNeed("normal", "standby", 2)),
    )
    entries = (
        Entry("R07", date(2026, 12, 2), date(2026, 12, 3)),
        Entry("R06-1", FIRST, FIRST, "off"),
        Entry("R06-1", date(2026, 12, 5), date(2026, 12, 5), "wants", "day"),
    )
    settings = RosterSettings(
        FIRST,
        7,
        post_ids=("R06", "R07"),
        own=pattern,
        entries=entries,
        wish_price=10,
        leader_daily=False,
    )
    problem = roster_question(ground, settings)
    assert [slot.slot_id for slot in problem.slots] == ["R06-1", "R07-1", "R07-2"]
    assert [slot.away for slot in problem.slots] == [(), (1, 2), (1, 2)]
    needs = {(c.day, c.shift_id): c.need for c in problem.cover}
    for day, kind in enumerate(problem.days):
        assert needs[day, "night"] == (9 if kind == "market" else 1)
    plan = rosters.solve(problem, effort=Effort(0, 5)).plan
    assert judge.roster.parts(problem, plan)["wishes"] == 0
    assert (plan.rows[0][0], plan.rows[0][4]) == (OFF, "day")


class Cells(HTMLParser):
    """Rows of the table of a page, as lists of their cells' texts."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag, attrs) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheet_to_print_holds_every_cell_and_asks_nobody(ground, asked, plan, lang) -> None:
    names, begins = post_names(ground.area, lang), PATTERNS["pattern_3crew_2shift"].begins_h
    what = OnPaper(asked, plan, FIRST, names, begins, {"R06-1": "QX"})
    page = roster_sheet(what, ground.area, "a4", lang).decode()
    table = Cells()
    table.feed(page[page.index("<tbody>") : page.index("</tbody>")])
    assert len(table.rows) == len(asked.slots)
    nights = judge.roster.nights(asked, plan)
    for row, line, count in zip(table.rows, plan.rows, nights, strict=True):
        shorts = [say(f"roster_short.{cell}", lang) if cell else "" for cell in line]
        assert row[1 : 1 + DAYS] == shorts
        assert row[-2] == str(count)
    assert next(row for row in table.rows if row[0].startswith("R06-1"))[0].count("QX") == 1
    assert page.count("QX") == 1
    assert "http" not in page.replace("http-equiv", "")
    assert say("roster_sheet.mark", lang) in page


def test_a_roster_that_is_long_or_has_many_rows_gets_larger_paper(asked) -> None:
    assert paper_for(asked) == "a4"
    assert paper_for(replace(asked, days=("normal",) * 42)) == "a3"
    many = tuple(RosterSlot(f"s{n}") for n in range(30))
    assert paper_for(replace(asked, slots=many)) == "a3"


def test_who_could_fill_a_short_shift_is_priced_or_has_a_reason(ill) -> None:
    problem, outcome = ill
    plan = with_cells(
        outcome.plan, {(row, 10): OFF for row, line in enumerate(outcome.plan.rows) if line[10]}
    )
    short = [
        (cover.shift_id, there) for cover, there in short_shifts(problem, plan) if cover.day == 10
    ]
    assert short[0] == ("day", 0)
    found = rosters.fillers(problem, plan, 10, "day")
    assert len(found) == len(problem.slots)
    for one in found:
        ((row, day),) = one.cells
        assert (day, one.plan.rows[row][day]) == (10, "day")
        assert one.more == judge.objective(problem, one.plan) - judge.objective(problem, plan)
        assert one.new == tuple(
            f for f in judge.faults(problem, one.plan) if f not in judge.faults(problem, plan)
        )
    away = [s for s, slot in enumerate(problem.slots) if 10 in slot.away]
    told = next(one for one in found if one.cells[0][0] == away[0])
    assert "roster_away" in {fault.rule for fault in told.new}
    assert found[0].more < 0
    assert not found[0].new
