"""The command that says where crews wait: every band and goal, files, and words it refuses."""

import openpyxl
import pytest

from planner import judge
from planner.__main__ import main
from planner.problem import outcome_from_json, problem_from_json
from planner.problem.standby import STANDBY_GOALS


@pytest.fixture
def run(tiny_folder, tmp_path, capsys):
    def go(*words: object) -> tuple[int, str]:
        area = ["standby", "--area", str(tiny_folder), "--store", str(tmp_path / "store")]
        status = main([*area, "--work", "1", *map(str, words)])
        told = capsys.readouterr()
        return status, told.out + told.err

    return go


@pytest.mark.parametrize("goal", STANDBY_GOALS)
def test_every_goal_is_asked_answered_and_written(run, tmp_path, goal: str) -> None:
    out = tmp_path / goal
    status, told = run("--goal", goal, "--crews", 2, "--out", out, "--lang", "en")
    assert status == 0, told
    for band in ("morning", "night"):
        problem = problem_from_json((out / f"question_{band}.json").read_bytes())
        outcome = outcome_from_json((out / f"answer_{band}.json").read_bytes(), problem)
        assert judge.verdict(problem, outcome) == ()
    book = openpyxl.load_workbook(out / "standby.xlsx")
    assert len(book.sheetnames) == 8
    assert "busy" in told.lower()


def test_more_calls_than_crews_are_told_and_is_no_success(run, tiny_folder) -> None:
    rows = (tiny_folder / "incidents.csv").read_text(encoding="utf-8").splitlines()
    busy = [rows[0], *(f"{row.rpartition(',')[0]},90000" for row in rows[1:])]
    (tiny_folder / "incidents.csv").write_text("\n".join(busy) + "\n", encoding="utf-8")
    status, told = run("--crews", 1, "--lang", "en")
    assert status == 1
    assert "add crews" in told


@pytest.mark.parametrize("words", [("--crews", 0), ("--within-min", 0), ("--held", "moon")])
def test_words_that_mean_nothing_are_one_sentence(run, words: tuple[object, ...]) -> None:
    status, told = run(*words, "--lang", "en")
    assert status == 2
    assert str(words[1]) in told
    assert "Traceback" not in told
