"""The one way this project runs CP-SAT: repeatable, with its LP worker, stoppable.

On two cores CP-SAT leaves its LP worker out unless told otherwise, and then finds trivial bounds.
Repeatable needs interleaved workers and a limit in deterministic time; wall clock would not be.
"""

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version

from ortools.sat.python import cp_model

from planner.engine.attempt import Attempt

SOLVER = "ortools.cp_sat"
VERSION = version("ortools")
POLL_S = 0.2
"""Seconds between two questions whether to stop."""


class Found(StrEnum):
    """How a run of CP-SAT ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


FOUND: Mapping[cp_model.CpSolverStatus, Found] = {
    cp_model.OPTIMAL: Found.OPTIMAL,
    cp_model.FEASIBLE: Found.FEASIBLE,
    cp_model.INFEASIBLE: Found.INFEASIBLE,
    cp_model.UNKNOWN: Found.UNKNOWN,
}


@dataclass(frozen=True, eq=False)
class Answer:
    """What CP-SAT says: how it ended, its bound, and the value of any variable."""

    found: Found
    bound: int | None
    objective: int | None
    solver: cp_model.CpSolver

    @property
    def solved(self) -> bool:
        """Whether variables have values."""
        return self.found in {Found.OPTIMAL, Found.FEASIBLE}

    def true(self, literal: cp_model.BoolVarT) -> bool:
        """Return whether a 0-1 variable is 1 in the best solution."""
        return bool(self.solver.boolean_value(literal))


def solve(
    model: cp_model.CpModel, attempt: Attempt, *, work: float, offset: int = 0, other: bool = False
) -> Answer:
    """Run CP-SAT on a model.

    Parameters
    ----------
    work
        Deterministic time it may use, about seconds; never more than the attempt has left.
    offset
        Added to objective and bound before they are reported.
    other
        Use other settings (no presolve, another seed, another search) for a second opinion.

    Raises
    ------
    RuntimeError
        If the model itself is wrong: a mistake in this package, not in the question.
    """
    solver = _solver(attempt.effort.seed, min(work, attempt.left), other=other)
    listener = _Listener(attempt, offset)
    if attempt.over():
        return Answer(Found.UNKNOWN, None, None, solver)
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(solver, attempt, done), daemon=True)
    watcher.start()
    try:
        status = solver.solve(model, listener)
    finally:
        done.set()
        watcher.join()
    if status not in FOUND:
        message = f"CP-SAT refused the model: {model.validate()}"
        raise RuntimeError(message)
    return _answer(model, solver, FOUND[status], attempt)


def _answer(
    model: cp_model.CpModel, solver: cp_model.CpSolver, found: Found, attempt: Attempt
) -> Answer:
    limit_hit = found in {Found.FEASIBLE, Found.UNKNOWN}
    attempt.spend(solver.response_proto.deterministic_time, limit_hit=limit_hit)
    objective = bound = None
    if model.has_objective() and found is not Found.INFEASIBLE:
        told = solver.best_objective_bound
        # stopped before it has a bound it says 0, which is one only where nothing is below 0
        silent = told == 0 and found is not Found.OPTIMAL and _floor(model) < 0
        if math.isfinite(told) and abs(told) < 2**52 and not silent:
            bound = math.ceil(told - 1e-6)
        if found is not Found.UNKNOWN:
            objective = round(solver.objective_value)
    return Answer(found, bound, objective, solver)


def _floor(model: cp_model.CpModel) -> float:
    """Return what the objective cannot be below by the limits of its variables alone."""
    objective, variables = model.proto.objective, model.proto.variables
    least = objective.offset
    for index, times in zip(objective.vars, objective.coeffs, strict=True):
        # a negative index is the negation of a variable
        domain = variables[index if index >= 0 else -index - 1].domain
        signed = times if index >= 0 else -times
        least += min(signed * domain[0], signed * domain[-1])
    return float(least)


def _solver(seed: int, work: float, *, other: bool) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = seed + 1 if other else seed
    parameters.max_deterministic_time = work
    parameters.interleave_search = True
    parameters.num_workers = 2
    if other:
        parameters.cp_model_presolve = False
        parameters.num_workers = 1
        parameters.interleave_search = False
    else:
        parameters.subsolvers.extend(["max_lp"])
        parameters.ignore_subsolvers.extend(["no_lp", "quick_restart"])
    return solver


def _watch(solver: cp_model.CpSolver, attempt: Attempt, done: threading.Event) -> None:
    while not done.wait(POLL_S):
        if attempt.cancelled():
            solver.stop_search()


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, attempt: Attempt, offset: int) -> None:
        super().__init__()
        self._attempt = attempt
        self._offset = offset

    def on_solution_callback(self) -> None:
        """Report every better plan."""
        bound = self.best_objective_bound
        self._attempt.report(
            round(self.objective_value) + self._offset,
            math.ceil(bound - 1e-6) + self._offset if math.isfinite(bound) else None,
        )
