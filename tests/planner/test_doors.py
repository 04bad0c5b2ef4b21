"""Nothing leaves the planner that the judge refuses; files are solved and judged in one call."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner import cameras, judge, responders, solve_files
from planner.judged import JudgeDisagreesError, door, judged
from planner.outcome import Effort, Outcome
from planner.problem import (
    CameraOption,
    CameraPlan,
    CameraProblem,
    Post,
    ResponderGrid,
    ResponderProblem,
    ResponderRules,
    Target,
    outcome_from_json,
    to_json,
)
from planner.problem.camera import CAMERAS_MOST

PROBLEM = CameraProblem(
    options=(
        CameraOption("p1", "p1", 0, ("a",), "agreed"),
        CameraOption("p2", "p2", 0, ("b",), "refused"),
    ),
    targets=(Target("a", "exit", 2), Target("b", "exit", 9)),
    max_cameras=1,
)
EFFORT = Effort(0, 1)


@pytest.fixture
def outcome() -> Outcome[CameraPlan]:
    """A judged answer."""
    return cameras.solve(PROBLEM, effort=EFFORT)


def test_an_honest_answer_passes(outcome: Outcome[CameraPlan]) -> None:
    assert judged(PROBLEM, outcome) is outcome


@pytest.mark.parametrize(
    ("lie", "rule"),
    [
        ({"plan": CameraPlan(("p2",))}, "consent"),
        ({"plan": CameraPlan(())}, "objective"),
        ({"objective": 8, "bound": 8}, "objective"),
    ],
)
def test_a_lie_does_not_pass(
    outcome: Outcome[CameraPlan], lie: dict[str, object], rule: str
) -> None:
    false = replace(outcome, **lie)
    assert [fault.rule for fault in judge.verdict(PROBLEM, false)] == [rule]
    with pytest.raises(JudgeDisagreesError, match=rule):
        judged(PROBLEM, false)


def test_an_answer_to_another_question_does_not_pass(outcome: Outcome[CameraPlan]) -> None:
    other = replace(PROBLEM, max_cameras=2)
    assert [fault.rule for fault in judge.verdict(other, outcome)] == ["problem_id"]


def test_a_door_refuses_what_a_broken_engine_returns(outcome: Outcome[CameraPlan]) -> None:
    broken = replace(outcome, plan=CameraPlan(("p2",)))
    with pytest.raises(JudgeDisagreesError):
        door(lambda *_: broken)(PROBLEM, effort=EFFORT)
    assert door(lambda *_: outcome)(PROBLEM, effort=EFFORT) is outcome


@pytest.fixture
def question(tmp_path: Path) -> Path:
    """A question file."""
    path = tmp_path / "question.json"
    path.write_bytes(to_json(PROBLEM))
    return path


def test_a_question_file_is_solved_and_its_answer_is_judged_sound(
    question: Path, tmp_path: Path
) -> None:
    answer = tmp_path / "answer.json"
    status, lines = solve_files.solve_file(question, answer, effort=EFFORT)
    assert status == 0
    assert "目标值 9" in lines
    assert outcome_from_json(answer.read_bytes(), PROBLEM).objective == 9
    assert solve_files.judge_files(question, answer).status == 0


def test_an_impossible_question_has_status_1_and_names_what_clashes(tmp_path: Path) -> None:
    question, answer = tmp_path / "question.json", tmp_path / "answer.json"
    question.write_bytes(to_json(replace(PROBLEM, must_keep=("p2",))))
    for report in (
        solve_files.solve_file(question, answer, effort=EFFORT),
        solve_files.judge_files(question, answer),
    ):
        assert report.status == 1
        assert any("同意" in line for line in report.lines)


def test_a_tampered_answer_has_status_1_and_names_the_fault(question: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    solve_files.solve_file(question, answer, effort=EFFORT)
    answer.write_bytes(answer.read_bytes().replace(b'["p1"]', b'["p2"]'))
    report = solve_files.judge_files(question, answer)
    assert report.status == 1
    assert "同意" in report.lines[0]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b'"heading_deg": 0', b'"heading_deg": 400', "$.options[0].heading_deg"),
        (b'"agreed"', b'"perhaps"', "$.options[0].consent"),
        (b'"max_cameras": 1', b'"max_cameras": "1"', "$.max_cameras"),
        (b"{", b"", "$"),
    ],
)
def test_bad_input_has_status_2_and_one_sentence_with_file_and_place(
    question: Path, tmp_path: Path, old: bytes, new: bytes, place: str
) -> None:
    question.write_bytes(question.read_bytes().replace(old, new, 1))
    answer = tmp_path / "answer.json"
    for report in (
        solve_files.solve_file(question, answer, effort=EFFORT, lang="en"),
        solve_files.judge_files(question, answer, lang="en"),
    ):
        assert report.status == 2
        assert len(report.lines) == 1
        assert report.lines[0].startswith(f"{question}: {place}: expected")
    assert not answer.exists()


def test_files_that_cannot_be_read_or_written_are_named(question: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    nowhere = tmp_path / "nowhere" / "answer.json"
    for report, name in (
        (solve_files.solve_file(missing, nowhere, effort=EFFORT), missing),
        (solve_files.solve_file(question, nowhere, effort=EFFORT), nowhere),
        (solve_files.judge_files(question, missing), missing),
    ):
        assert report.status == 2
        assert str(name) in report.lines[0]


def test_bad_input_is_told_in_chinese_too(question: Path, tmp_path: Path) -> None:
    question.write_bytes(b"{}")
    for report in (
        solve_files.solve_file(question, tmp_path / "answer.json", effort=EFFORT),
        solve_files.solve_file(tmp_path / "missing.json", tmp_path / "a.json", effort=EFFORT),
    ):
        assert report.status == 2
        assert "应为" in report.lines[0] or "有误" in report.lines[0]


def test_a_write_that_breaks_off_leaves_the_old_answer(
    question: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = tmp_path / "answer.json"
    answer.write_bytes(b"old")

    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:10])
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        assert solve_files.solve_file(question, answer, effort=EFFORT).status == 2
    assert answer.read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {question.name, "answer.json"}


def test_a_cure_never_asks_for_more_than_a_question_may_hold() -> None:
    post = Post("post", "militia", 3, may_lead=True, capacity=10**6)
    grids = tuple(ResponderGrid(name, "u", 600_000, 5) for name in ("g", "h"))
    rules = ResponderRules(serve_all=False)
    outcome = responders.solve(ResponderProblem((post,), grids, ((1, 1),), rules), effort=EFFORT)
    assert [item.cures for item in outcome.left_out if item.reason.startswith("unserved")] == [()]
    option = CameraOption("o", "p", 0, ("t",), "agreed")
    problem = CameraProblem((option,), (Target("t", "exit", 3),), CAMERAS_MOST, max_per_pole=0)
    assert len(cameras.solve(problem, effort=EFFORT).left_out) == 1
