"""A station's roster: asked of an area, written, handed back, simulated; initials stay outside."""

import json
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from geo.schema import InputError
from planner import judge, rosters, simulate
from planner.__main__ import main
from planner.demand.ground import load_ground
from planner.demand.roster import Balance, RosterSettings, roster_question, slot_post, weekends
from planner.demand.roster_patterns import PATTERNS
from planner.demand.simulation import crews_of, demand_of, force_of
from planner.outcome import Effort, Status
from planner.problem import outcome_from_json, problem_from_json, to_json
from planner.problem.roster import OFF, RosterPlan
from planner.report.roster import post_names, sheets_of
from planner.report.roster_table import read_roster, roster_table, word
from planner.report.workbook import workbook_bytes
from planner.words import LANGS, say

LUOYAN = Path(__file__).parents[2] / "data" / "boundaries"
FIRST = date(2026, 12, 1)


@pytest.fixture(scope="module")
def ground():
    return load_ground(LUOYAN)


@pytest.fixture(scope="module")
def asked(ground):
    return roster_question(ground, RosterSettings(FIRST, 14))


@pytest.fixture(scope="module")
def plan(asked):
    outcome = rosters.solve(asked, effort=Effort(0, 10))
    assert outcome.status is Status.OPTIMAL
    return outcome.plan


def sheet(table) -> bytes:
    return workbook_bytes({"r": table}, note="example", stamp=datetime.fromisoformat("2026-12-01"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_roster_comes_back_as_it_went_out(ground, asked, plan, lang) -> None:
    typed = {asked.slots[0].slot_id: "ZXQ"}
    table = roster_table(asked, plan, FIRST, post_names(ground.area, lang), lang, initials=typed)
    read, initials = read_roster("r.xlsx", sheet(table), asked, FIRST)
    assert (read, initials) == (plan, typed)
    again = roster_table(asked, read, FIRST, post_names(ground.area, lang), lang, initials=initials)
    assert again.equals(table)


def edited(content: bytes, cells: dict[str, str | int | None]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    for cell, text in cells.items():
        book.active[cell] = text
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def cells_of(content: bytes) -> dict[str, object]:
    """Every cell of every sheet that holds something."""
    book = openpyxl.load_workbook(BytesIO(content))
    return {
        f"{page.title}!{cell.coordinate}": cell.value
        for page in book
        for row in page
        for cell in row
        if cell.value not in (None, "")
    }


@pytest.mark.parametrize("lang", LANGS)
def test_the_workbook_is_the_same_in_every_cell_after_a_round(ground, asked, plan, lang) -> None:
    names = post_names(ground.area, lang)
    typed = {asked.slots[1].slot_id: "ZXQ"}

    def book(what: RosterPlan, initials: dict[str, str]) -> bytes:
        sheets = sheets_of(asked, what, FIRST, names, lang, initials=initials)
        stamp = datetime.fromisoformat("2026-12-01")
        return workbook_bytes(sheets, note="example", stamp=stamp)

    sent = book(plan, typed)
    again = book(*read_roster("r.xlsx", sent, asked, FIRST))
    assert len(cells_of(sent)) > len(asked.slots) * len(asked.days)
    assert cells_of(again) == cells_of(sent)
    # some cells changed in the sheet, an emptied one for a day off: only these differ
    shown = word("standby", lang)
    changed = edited(sent, {"D3": shown, "F7": None, "Q24": shown, "C5": "QX"})
    read, initials = read_roster("r.xlsx", changed, asked, FIRST)
    wanted = [list(row) for row in plan.rows]
    wanted[0][0] = wanted[21][13] = "standby"
    wanted[4][2] = OFF
    assert read == RosterPlan(tuple(map(tuple, wanted)))
    assert initials == {**typed, asked.slots[2].slot_id: "QX"}
    grid = {c: v for c, v in cells_of(changed).items() if c.startswith(say("roster.sheet", lang))}
    back = cells_of(book(read, initials))
    page = say("roster.sheet", lang)
    assert {c: back[c] for c in grid} == grid
    assert back[f"{page}!F7"] == word(OFF, lang)


def test_wrong_cells_are_told_by_their_place_all_at_once(asked, plan) -> None:
    content = sheet(roster_table(asked, plan, FIRST, {}, "zh"))

    def refused(cells: dict[str, str | int | None], first: date = FIRST) -> InputError:
        with pytest.raises(InputError) as found:
            read_roster("r.xlsx", edited(content, cells), asked, first)
        return found.value

    wrong = refused({"D3": "看电影", "E4": "备勤", "Q24": 0})
    assert (wrong.code, wrong.facts["count"]) == ("roster_cell", 2)
    assert wrong.facts["cells"] == "D3=看电影 Q24=0"
    told = say("input.roster_cell", "zh", **wrong.facts)
    assert told == "r.xlsx / r 有 2 格不是这张表的班次：D3=看电影 Q24=0"
    for text, why in {"王小明": "name", "Wang": "name", "13800001111": "phone"}.items():
        wrong = refused({"C4": text})
        assert (wrong.code, wrong.facts["cell"], wrong.facts["why"]) == (
            "roster_initials",
            "C4",
            why,
        )
        assert text not in str(wrong)
    wrong = refused({"A5": "?", "A6": None})
    assert wrong.facts["slots"] == " ".join(s.slot_id for s in asked.slots[2:4])
    wrong = refused({"A5": asked.slots[0].slot_id})
    assert (wrong.code, wrong.facts["cell"]) == ("roster_twice", "A5")
    assert refused({}, date(2027, 1, 1)).code == "roster_columns"


def test_initials_never_enter_a_question_or_an_answer(ground, asked, plan) -> None:
    typed = {slot.slot_id: "QXZW" for slot in asked.slots}
    table = roster_table(asked, plan, FIRST, {}, "zh", initials=typed)
    read, _ = read_roster("r.xlsx", sheet(table), asked, FIRST)
    again = roster_question(ground, RosterSettings(FIRST, 14), kept=read.rows)
    outcome = rosters.solve(again, effort=Effort(0, 1))
    assert b"QXZW" not in to_json(again) + to_json(outcome)


def test_the_pattern_and_the_kinds_of_days_make_the_cover(ground, asked) -> None:
    kinds = dict(enumerate(asked.days))
    need = {(c.day, c.shift_id): c.need for c in asked.cover}
    assert {need[d, "day"] for d in kinds if kinds[d] == "market"} == {len(asked.slots) // 3 + 1}
    assert {need[d, "day"] for d in kinds if kinds[d] != "market"} == {len(asked.slots) // 3}
    assert {slot_post(s.slot_id) for s in asked.slots} <= set(ground.area.responders.index)
    assert weekends([date(2026, 12, 6), date(2026, 12, 7), date(2026, 12, 12)]) == ((0,), (2,))


@pytest.mark.parametrize("pattern_id", PATTERNS)
def test_every_pattern_has_words_and_a_roster(ground, pattern_id: str) -> None:
    settings = RosterSettings(FIRST, 7, pattern_id)
    problem = roster_question(ground, settings)
    outcome = rosters.solve(problem, effort=Effort(0, 5))
    assert outcome.solved
    assert judge.faults(problem, outcome.plan) == ()
    for lang in LANGS:
        assert say(f"roster_pattern.{pattern_id}", lang)
        sheets = sheets_of(problem, outcome.plan, FIRST, {}, lang)
        assert all(len(table) == len(problem.slots) for table in sheets.values())


def test_the_month_before_is_carried_on(ground) -> None:
    slot = roster_question(ground, RosterSettings(FIRST)).slots[0].slot_id
    balance = {slot: Balance(nights=4, weekends=2, last=("day", "night"))}
    problem = roster_question(ground, RosterSettings(FIRST, 14), balances=balance)
    outcome = rosters.solve(problem, effort=Effort(0, 10))
    # the night of the last day is followed by rest, and four nights more by fewer
    assert outcome.plan.rows[0][0] == OFF
    nights = [sum(c == "night" for c in row) for row in outcome.plan.rows]
    assert nights[0] < max(nights)


def test_crews_follow_the_roster_hour_by_hour(asked) -> None:
    first = asked.slots[0].slot_id
    post = slot_post(first)
    size = sum(slot_post(slot.slot_id) == post for slot in asked.slots)
    days = len(asked.days)
    rows = [
        ("day", "night", *([OFF] * (days - 2))) if slot_post(s.slot_id) == post else (OFF,) * days
        for s in asked.slots
    ]
    crews = crews_of(asked, RosterPlan(tuple(rows)), PATTERNS["pattern_3crew_2shift"])
    half = size // 2
    # night, morning, afternoon, evening: by day, then from the second evening past midnight
    assert crews[post][:12] == (0, half, half, 0, 0, 0, 0, half, half, 0, 0, 0)


def test_a_village_left_empty_is_felt_in_the_month(ground) -> None:
    demand, force = demand_of(ground), force_of(ground)
    assert sum(map(sum, demand.counts)) == ground.area.incidents["count"].sum()
    asked = simulate.Simulation(days=365, runs=4)
    before = simulate.figures(demand, force, asked)
    village = ("R29", "R30", "R31")
    units = tuple((0,) if post in village else (1,) for post in force.posts)
    after = simulate.figures(demand, replace(force, units=units), asked)
    told = simulate.compared(before, after)["response_s"]
    assert told.told_apart
    assert told.difference.mean > 0
    assert all(after.load[post].mean == 0 for post in village)
    assert 0 < before.of["own"].mean < 1


def test_the_command_asks_answers_simulates_and_writes(tmp_path, capsys) -> None:
    words = ["roster", "--store", str(tmp_path / "store"), "--days", "7", "--runs", "3"]
    words += ["--start", "2026-12-01", "--work", "3"]
    status = main([*words, "--out", str(tmp_path / "out"), "--away", "R06@2026-12-03"])
    told = capsys.readouterr().out
    assert status == 0, told
    assert say("simulate.response_s", "zh") in told
    problem = problem_from_json((tmp_path / "out" / "question.json").read_bytes())
    outcome = outcome_from_json((tmp_path / "out" / "answer.json").read_bytes(), problem)
    assert judge.verdict(problem, outcome) == ()
    assert next(s for s in problem.slots if s.slot_id == "R06-1").away == (2,)
    book = (tmp_path / "out" / "roster.xlsx").read_bytes()
    read, _ = read_roster("roster.xlsx", book, problem, FIRST)
    assert read == outcome.plan
    assert json.loads((tmp_path / "out" / "question.json").read_text("utf-8"))["kind"] == "roster"


@pytest.mark.parametrize(
    "words", [["--days", "0"], ["--start", "soon"], ["--away", "R99@2026-12-03"], ["--runs", "1"]]
)
def test_the_command_refuses_in_one_sentence(tmp_path, capsys, words) -> None:
    assert main(["roster", "--lang", "en", "--store", str(tmp_path), *words]) == 2
    assert words[0] in capsys.readouterr().err
