"""The command that plans days of patrol: asked, solved, judged, written."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from planner import judge
from planner.__main__ import main
from planner.demand.day_types import first_of_patrols
from planner.demand.tour_settings import TourSettings
from planner.problem.forms import outcome_from_json, problem_from_json
from planner.store.tour_settings import set_tours

FEW = TourSettings(
    reserve_share_pct=0,
    place_gap_days=3,
    street_times={"r2": 1},
    streets=(),
    meetings=(),
    break_after_min=0,
    break_min=0,
)


@pytest.fixture
def run(tiny_source, tmp_path, capsys):
    def go(*words: object) -> tuple[int, str]:
        area = ["tours", "--area", str(tiny_source), "--store", str(tmp_path / "store")]
        status = main([*area, "--work", "1", *map(str, words)])
        told = capsys.readouterr()
        return status, told.out + told.err

    return go


def test_a_plan_is_written_that_the_judge_accepts_and_people_can_read(run, tmp_path):
    out = tmp_path / "周 tours"
    set_tours(tmp_path / "store", "tiny", FEW)
    status, told = run("--days", 2, "--start", "2025-01-02", "--out", out)
    assert status == 0, told
    assert "自 2025-01-02 起 2 天" in told
    assert {path.name for path in out.iterdir()} == {
        "question.json", "answer.json", "tours.csv", "tours.xlsx", "duty-cards-a4.html",
        "duty-cards-a6.html", "duty-cards.xlsx", "tracks-wgs84.gpx", "tracks-wgs84.kml",
        "tracks-gcj02.gpx", "tracks-gcj02.kml", "tick-sheet.html", "tick-sheet.xlsx",
    }  # fmt: skip
    problem = problem_from_json((out / "question.json").read_bytes())
    outcome = outcome_from_json((out / "answer.json").read_bytes(), problem)
    assert judge.verdict(problem, outcome) == ()
    calls = sum(len(tour.calls) for tour in outcome.plan.tours)
    with (out / "tours.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert len(rows) == calls + 1
    book = openpyxl.load_workbook(out / "tours.xlsx")
    assert book.sheetnames == ["逐日逐组", "出动班次", "未排上", "距上次走访天数"]
    promised = [task for task in problem.tasks if task.longest_gap_days]
    assert book["距上次走访天数"].max_row - 2 >= len(promised)


def test_a_plan_begins_on_the_first_monday_from_the_data_on_unless_told(run, tmp_path):
    set_tours(tmp_path / "store", "tiny", FEW)
    assert "自 2025-01-06 起 1 天" in run("--days", 1)[1]  # the data is of Wednesday the 1st
    days = {first_of_patrols(f"2025-01-{number:02d}").isoformat() for number in range(7, 14)}
    assert days == {"2025-01-13"}


def test_the_same_words_give_the_same_files(run, tmp_path):
    set_tours(tmp_path / "store", "tiny", FEW)
    outs = tmp_path / "a", tmp_path / "b"
    for out in outs:
        run("--days", 1, "--out", out)
    for name in ("question.json", "tours.csv", "tours.xlsx", "duty-cards.xlsx", "tick-sheet.xlsx"):
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes()


@pytest.mark.slow
def test_another_way_is_drawn_by_a_seed_and_what_could_be_guessed_is_told(run, tmp_path):
    set_tours(tmp_path / "store", "tiny", FEW)
    plans = {}
    for name, words in {"a": (), "b": ("--vary", 3), "c": ("--vary", 3)}.items():
        status, told = run("--days", 2, "--out", tmp_path / name, *words)
        assert status == 0, told
        assert "可猜中" in told
        assert ("按种子 3 换过" in told) == bool(words)
        problem = problem_from_json((tmp_path / name / "question.json").read_bytes())
        plans[name] = outcome_from_json((tmp_path / name / "answer.json").read_bytes(), problem)
        assert judge.verdict(problem, plans[name]) == ()
    assert plans["b"].plan == plans["c"].plan != plans["a"].plan
    assert run("--vary", 3, "--vary-minutes", 0, "--days", 2)[0] == 0


def test_a_shut_bridge_leaves_out_what_lies_behind_it(run, tmp_path):
    set_tours(tmp_path / "store", "tiny", FEW)
    run("--days", 3, "--closed", "r3", "--out", tmp_path / "o")
    problem = json.loads((tmp_path / "o" / "question.json").read_bytes())
    table = {one["mode"]: one["seconds"] for one in problem["travel"]}["car"]
    at = problem["location_ids"].index
    assert table[at("base:s2")][at("place:p8")] == -1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--days", 0), "--days"),
        (("--days", 99), "1 至 62 天"),
        (("--start", "tomorrow"), "--start"),
        (("--vary", -1), "--vary"),
        (("--vary-minutes", -5), "--vary-minutes"),
        (("--closed", "r99"), "r99"),
        (("--out", "FILE"), "FILE"),
    ],
)
def test_words_nobody_can_plan_by_are_refused_in_one_sentence(run, tmp_path, words, told):
    file = tmp_path / "FILE"
    file.write_text("x", encoding="utf-8")
    status, said = run(*(file if word == "FILE" else word for word in words))
    assert status == 2
    assert told in said
    assert len(said.strip().splitlines()) <= 3


def test_an_area_nobody_knows_is_refused(capsys):
    assert main(["tours", "--area", str(Path("atlantis")), "--lang", "en"]) == 2
    assert "no area atlantis" in capsys.readouterr().err
