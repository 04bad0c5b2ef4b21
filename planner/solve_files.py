"""Solve and judge question files: what the command line does, without printing anything."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar, assert_never

from planner import cameras, judge, patrols, responders
from planner.outcome import Effort, Outcome, Status
from planner.problem.camera import CameraProblem
from planner.problem.forms import (
    FormError,
    Plan,
    Problem,
    outcome_from_json,
    problem_from_json,
    to_json,
)
from planner.problem.patrol import PatrolProblem
from planner.problem.responder import ResponderProblem

T = TypeVar("T")
FINE, FAULTS, BAD_INPUT = 0, 1, 2


class Report(NamedTuple):
    """Exit status (0 fine, 1 faults or no plan, 2 bad input) and the lines to print."""

    status: int
    lines: tuple[str, ...]


def solve_file(problem_path: Path, out_path: Path, *, effort: Effort) -> Report:
    """Answer the question in a file and write the judged answer to another file.

    Without a plan the answer is written as well: it holds the conflicts.
    """
    try:
        problem = read_problem(problem_path)
        outcome = answer(problem, effort=effort)
        out_path.write_bytes(to_json(outcome))
    except (OSError, ValueError) as error:
        return Report(BAD_INPUT, (_sentence(error),))
    lines = tuple(_told(outcome))
    return Report(FINE if outcome.plan is not None else FAULTS, lines)


def judge_files(problem_path: Path, outcome_path: Path) -> Report:
    """Judge the answer in a file against the question in another, from the definitions alone."""
    try:
        problem = read_problem(problem_path)
        outcome = _read(outcome_path, lambda text: outcome_from_json(text, problem))
    except (OSError, ValueError) as error:
        return Report(BAD_INPUT, (_sentence(error),))
    faults = judge.verdict(problem, outcome)
    if faults:
        return Report(FAULTS, tuple(f"fault {f.rule}{_facts(f.facts)}" for f in faults))
    if outcome.plan is None:
        return Report(FAULTS, tuple(_told(outcome)))
    return Report(FINE, (f"sound: objective {outcome.objective}, every rule kept",))


def read_problem(path: Path) -> Problem:
    """Return the question in a file.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is not a question; names the file, the place in it and what was expected.
    """
    return _read(path, problem_from_json)


def answer(problem: Problem, *, effort: Effort) -> Outcome[Plan]:
    """Return the judged answer to a question of any kind."""
    match problem:
        case PatrolProblem():
            return patrols.solve(problem, effort=effort)
        case CameraProblem():
            return cameras.solve(problem, effort=effort)
        case ResponderProblem():
            return responders.solve(problem, effort=effort)
        case _:
            assert_never(problem)


def _told(outcome: Outcome[Plan]) -> Iterator[str]:
    yield f"status {outcome.status}"
    if outcome.objective is not None:
        yield f"objective {outcome.objective}"
    if outcome.bound is not None:
        yield f"bound {outcome.bound}"
    if outcome.status is Status.NOT_FOUND:
        yield f"no plan within the work allowed, stopped by {outcome.run.stopped}"
    for conflict in outcome.conflicts:
        yield f"conflict {conflict.rule}{_facts(conflict.facts)}"
    for item in outcome.left_out:
        yield f"left out {item.item}: {item.reason}{_facts(item.facts)}"


def _facts(pairs: tuple[tuple[str, str | int], ...]) -> str:
    return "".join(f" {name}={value}" for name, value in pairs)


def _read(path: Path, parse: Callable[[bytes], T]) -> T:
    try:
        return parse(path.read_bytes())
    except FormError as error:
        message = f"{path}: {error}"
        raise ValueError(message) from error


def _sentence(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return f"{error.filename}: expected a file, got {error.strerror}"
    return str(error)
