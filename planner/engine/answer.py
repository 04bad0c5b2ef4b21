"""Turn what a solver found into an Outcome, with the judge's objective rather than the solver's."""

from dataclasses import replace
from typing import TypeVar

from planner import judge
from planner.engine.attempt import Attempt
from planner.outcome import Conflict, Note, Outcome, Status, Stopped
from planner.problem.forms import Plan, Problem

P = TypeVar("P", bound=Plan)


def solved(
    problem: Problem,
    plan: P,
    attempt: Attempt,
    *,
    bound: int | None,
    solver: tuple[str, str],
    notes: tuple[Note, ...] = (),
) -> Outcome[P]:
    """Return an answer with a plan; optimal if and only if the bound reaches it."""
    objective = judge.objective(problem, plan)
    attempt.report(objective, bound)
    optimal = bound is not None and bound >= objective
    run = attempt.run(problem, solver=solver[0], version=solver[1])
    return Outcome(
        status=Status.OPTIMAL if optimal else Status.FEASIBLE,
        run=replace(run, stopped=Stopped.DONE) if optimal else run,
        plan=plan,
        objective=objective,
        bound=objective if optimal else bound,
        notes=notes,
    )


def unsolved(
    problem: Problem,
    attempt: Attempt,
    *,
    solver: tuple[str, str],
    conflicts: tuple[Conflict, ...] = (),
    bound: int | None = None,
) -> Outcome[P]:
    """Return an answer without a plan: impossible if there are conflicts, else not found."""
    run = attempt.run(problem, solver=solver[0], version=solver[1])
    return Outcome(
        status=Status.INFEASIBLE if conflicts else Status.NOT_FOUND,
        # a proof is complete, whatever limit a search before it met
        run=replace(run, stopped=Stopped.DONE) if conflicts else run,
        bound=None if conflicts else bound,
        conflicts=conflicts,
    )
