"""Solve and judge question files: what the command line does, without printing anything."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar, assert_never

from geo.schema import InputError
from planner import cameras, checkpoints, judge, redistrict, responders, rosters, siting, tours
from planner.outcome import Effort, Outcome
from planner.problem.camera import CameraProblem
from planner.problem.checkpoints import CheckpointProblem
from planner.problem.forms import (
    FormError,
    Plan,
    Problem,
    outcome_from_json,
    problem_from_json,
    to_json,
)
from planner.problem.redistrict import RedistrictProblem
from planner.problem.responder import ResponderProblem
from planner.problem.roster import RosterProblem
from planner.problem.siting import SitingProblem
from planner.problem.tours import ToursProblem
from planner.report.tour_tables import fault_told
from planner.whole import check_target, write_whole
from planner.words import Lang, explain, say

T = TypeVar("T")
FINE, FAULTS, BAD_INPUT = 0, 1, 2


class Report(NamedTuple):
    """Exit status (0 fine, 1 faults or no plan, 2 bad input) and the lines to print."""

    status: int
    lines: tuple[str, ...]


def solve_file(problem_path: Path, out_path: Path, *, effort: Effort, lang: Lang = "zh") -> Report:
    """Answer the question in a file and write the judged answer to another file.

    Without a plan the answer is written as well: it holds the conflicts.
    """
    try:
        problem = read_problem(problem_path)
        check_target(out_path)
    except (OSError, InputError) as error:
        return Report(BAD_INPUT, (_sentence(error, lang),))
    outcome = answer(problem, effort=effort)
    try:
        write_whole(out_path, to_json(outcome))
    except OSError as error:
        return Report(BAD_INPUT, (_sentence(error, lang),))
    lines = tuple(_told(outcome, lang))
    return Report(FINE if outcome.plan is not None else FAULTS, lines)


def judge_files(problem_path: Path, outcome_path: Path, *, lang: Lang = "zh") -> Report:
    """Judge the answer in a file against the question in another, from the definitions alone."""
    try:
        problem = read_problem(problem_path)
        outcome = _read(outcome_path, lambda text: outcome_from_json(text, problem))
    except (OSError, InputError) as error:
        return Report(BAD_INPUT, (_sentence(error, lang),))
    faults = judge.verdict(problem, outcome)
    if faults:
        return Report(FAULTS, tuple(fault_told(f, lang) for f in faults))
    if outcome.plan is None:
        return Report(FAULTS, tuple(_told(outcome, lang)))
    return Report(FINE, (say("cli.sound", lang, objective=outcome.objective),))


def read_problem(path: Path) -> Problem:
    """Return the question in a file.

    Raises
    ------
    OSError
        If the file cannot be read.
    InputError
        If it is not a question; names the file, the place in it and what was expected.
    """
    return _read(path, problem_from_json)


def answer(problem: Problem, *, effort: Effort) -> Outcome[Plan]:
    """Return the judged answer to a question of any kind."""
    found: Outcome[Plan]
    match problem:
        case CameraProblem():
            found = cameras.solve(problem, effort=effort)
        case CheckpointProblem():
            found = checkpoints.solve(problem, effort=effort)
        case ResponderProblem():
            found = responders.solve(problem, effort=effort)
        case RedistrictProblem():
            found = redistrict.solve(problem, effort=effort)
        case ToursProblem():
            found = tours.solve(problem, effort=effort)
        case SitingProblem():
            found = siting.solve(problem, effort=effort)
        case RosterProblem():
            found = rosters.solve(problem, effort=effort)
        case _:
            assert_never(problem)
    return found


def _told(outcome: Outcome[Plan], lang: Lang) -> Iterator[str]:
    """Say how an answer ended, what clashes and what is left out; ids stay as they are."""
    yield say(f"status.{outcome.status}", lang)
    if outcome.objective is not None:
        yield f"{say('answer.objective', lang)} {outcome.objective}"
    if outcome.bound is not None:
        yield f"{say('answer.bound', lang)} {outcome.bound}"
    for conflict in outcome.conflicts:
        reason = explain("conflict", conflict.rule, conflict.facts, lang)
        yield say("cli.because", lang, reason=reason)
    for item in outcome.left_out:
        reason = explain("left", item.reason, item.facts, lang)
        yield say("cli.left_out", lang, item=item.item, reason=reason)


def _read(path: Path, parse: Callable[[bytes], T]) -> T:
    try:
        return parse(path.read_bytes())
    except FormError as error:
        facts = {"file": str(path), "place": error.place, "told": error.message}
        raise InputError(
            code="bad_form", facts=facts, sentence="{file}: {place}: {told}"
        ) from error


def _sentence(error: OSError | InputError, lang: Lang) -> str:
    if isinstance(error, OSError):
        told = error.strerror or str(error)
        return say("input.bad_file", lang, file=error.filename, told=told)
    return explain("input", error.code, error.facts, lang)
