"""The command that sites something in an area: asked, solved, judged, written."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from planner import judge
from planner.__main__ import main
from planner.problem import outcome_from_json, problem_from_json
from planner.problem.siting import GOALS


@pytest.fixture
def run(tiny_source, tmp_path, capsys):
    def go(*words: object) -> tuple[int, str]:
        area = ["siting", "--area", str(tiny_source), "--store", str(tmp_path / "store")]
        status = main([*area, "--work", "1", *map(str, words)])
        told = capsys.readouterr()
        return status, told.out + told.err

    return go


@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_is_asked_answered_and_written(run, tmp_path, goal: str) -> None:
    out = tmp_path / goal
    words = ["--kind", goal, "--within-m", 400, "--every-m", 100, "--out", out]
    if goal != "price":
        words += ["--number", 2]
    status, told = run(*words)
    assert status == 0, told
    problem = problem_from_json((out / "question.json").read_bytes())
    outcome = outcome_from_json((out / "answer.json").read_bytes(), problem)
    assert judge.verdict(problem, outcome) == ()
    with (out / "sites.csv").open(encoding="utf-8-sig") as stream:
        sites = list(csv.reader(stream))[1:]
    assert [row[0] for row in sites] == list(outcome.plan.site_ids)
    layer = json.loads((out / "sites.geojson").read_text(encoding="utf-8"))
    assert [f["id"] for f in layer["features"]] == list(outcome.plan.site_ids)
    book = openpyxl.load_workbook(out / "siting.xlsx")
    assert book.sheetnames == ["点位", "居民点", "没有覆盖到的"]
    assert book["居民点"].max_row == 2 + len(problem.targets)


def test_the_files_can_be_judged_and_solved_again(run, tmp_path) -> None:
    run("--number", 1, "--within-m", 300, "--out", tmp_path / "out")
    question, answer = (str(tmp_path / "out" / f"{n}.json") for n in ("question", "answer"))
    assert main(["judge", question, answer]) == 0
    again = tmp_path / "again.json"
    assert main(["solve", question, "--work", "1", "--out", str(again)]) == 0
    told = [json.loads(Path(path).read_bytes())["plan"] for path in (answer, again)]
    assert told[0] == told[1]


def test_a_smaller_distance_never_covers_more(run, tmp_path) -> None:
    lost = []
    for metres in (100, 300, 900):
        run("--number", 1, "--within-m", metres, "--out", tmp_path / str(metres))
        lost.append(json.loads((tmp_path / str(metres) / "answer.json").read_bytes())["objective"])
    assert lost == sorted(lost, reverse=True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--kind", "cover", "--within-m", 300), "--number"),
        (("--kind", "cover", "--number", 2), "--within-m"),
        (("--number", -1, "--within-m", 300), "--number"),
        (("--number", 1, "--within-m", 0), "--within-m"),
        (("--number", 1, "--within-m", 9, "--standing", "moon"), "moon"),
        (("--area", "/nowhere", "--number", 1, "--within-m", 9), "/nowhere"),
    ],
)
def test_words_nobody_can_work_with_are_refused_in_one_sentence(run, words, told: str) -> None:
    status, said = run(*words)
    assert status == 2
    assert told in said.splitlines()[-1]


def test_what_stands_counts_and_what_is_forbidden_is_not_used(run, tmp_path, tiny_source) -> None:
    out = tmp_path / "out"
    run("--number", 1, "--within-m", 300, "--out", out)
    places = [t["target_id"] for t in json.loads((out / "question.json").read_bytes())["targets"]]
    words = ("--number", 1, "--within-m", 300, "--standing", places[0], "--forbidden", places[1])
    status, told = run(*words, "--out", tmp_path / "two")
    assert status == 0, told
    problem = problem_from_json((tmp_path / "two" / "question.json").read_bytes())
    states = {site.site_id: site.state for site in problem.sites}
    assert states[f"at-{places[0]}"] == "standing"
    assert states[f"at-{places[1]}"] == "forbidden"
    plan = json.loads((tmp_path / "two" / "answer.json").read_bytes())["plan"]["site_ids"]
    assert f"at-{places[0]}" in plan
    assert f"at-{places[1]}" not in plan
