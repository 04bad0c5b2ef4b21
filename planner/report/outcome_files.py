"""Question and answer as files, and beside them what a plan gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from planner.problem.forms import to_json
from planner.whole import write_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from planner.outcome import Outcome
    from planner.problem import Plan
    from planner.problem.forms import Problem

P = TypeVar("P", bound="Plan")


def write_outcome(
    problem: Problem, outcome: Outcome[P], out: Path, planned: Callable[[Path, P], Iterable[str]]
) -> tuple[Path, ...]:
    """Write question and answer as JSON; with a plan also what ``planned`` writes, and names.

    Raises
    ------
    OSError
        When the folder cannot be written to; nothing is then half written.
    """

    def write(folder: Path) -> list[str]:
        (folder / "question.json").write_bytes(to_json(problem))
        (folder / "answer.json").write_bytes(to_json(outcome))
        more = () if outcome.plan is None else planned(folder, outcome.plan)
        return ["question.json", "answer.json", *more]

    return write_folder(out, write)
