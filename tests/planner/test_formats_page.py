"""The examples on the page of file formats are real: they parse, solve and are judged sound."""

import json
import re
from pathlib import Path

import pytest

from geo import schema
from planner import judge
from planner.outcome import Effort, Status
from planner.problem import outcome_from_json, problem_from_json, to_json
from planner.solve_files import answer

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
EXAMPLES = dict(
    re.findall(r"<!-- example: (\w+) -->\n```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
)


@pytest.mark.parametrize(
    "kind", ["tours", "camera", "checkpoints", "responder", "redistrict", "siting", "roster"]
)
def test_an_example_question_is_in_the_written_form_and_has_a_proved_answer(kind: str) -> None:
    problem = problem_from_json(EXAMPLES[kind].encode())
    assert problem.kind == kind
    assert to_json(problem).decode() == EXAMPLES[kind]
    assert answer(problem, effort=Effort(0, 1)).status is Status.OPTIMAL


def test_the_example_answer_belongs_to_the_camera_question() -> None:
    problem = problem_from_json(EXAMPLES["camera"].encode())
    outcome = outcome_from_json(EXAMPLES["answer"].encode(), problem)
    assert not judge.verdict(problem, outcome)
    assert outcome.left_out


def fields(value: object) -> set[str]:
    """Return every field name of a JSON form, at any depth."""
    if isinstance(value, dict):
        return set(value).union(*(fields(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(fields(inner) for inner in value))
    return set()


@pytest.mark.parametrize(
    "name", ["tours", "camera", "checkpoints", "responder", "redistrict", "roster", "answer"]
)
def test_every_field_of_every_form_is_explained_on_the_page(name: str) -> None:
    text = PAGE.read_text("utf-8")
    for field in fields(json.loads(EXAMPLES[name])):
        assert re.search(rf"`(\w+(\[\])?\.)?{field}(\[\])?[`.]", text), field


def test_every_fault_the_judge_can_find_is_listed() -> None:
    source = Path(judge.__file__).parent
    text = PAGE.read_text("utf-8")
    for path in sorted(source.glob("*.py")):
        for code in re.findall(r'fault\(\s*"(\w+)"', path.read_text("utf-8")):
            assert f"`{code}`" in text, code


@pytest.mark.parametrize(
    "frame",
    [value for value in vars(schema).values() if isinstance(value, schema.Frame)],
    ids=lambda frame: frame.name,
)
def test_every_column_of_every_layer_is_explained_on_the_page(frame: schema.Frame) -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if f"`{frame.name}`" in line[:30]]
    assert len(rows) == 1
    for column in filter(None, (frame.index, *frame.columns)):
        assert f"`{column}`" in rows[0], column
        optional = column in frame.columns and frame.columns[column].optional
        assert (f"`{column}`?" in rows[0]) == optional, column
