"""Solve the roster question with CP-SAT, whole first, then piece by piece."""

from ortools.sat.python import cp_model

from planner import judge
from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.clash import clash
from planner.engine.roster_clash import narrowed
from planner.engine.roster_model import add_rules, build
from planner.engine.roster_search import improve
from planner.outcome import Conflict, Note, Outcome, facts
from planner.problem.roster import RosterPlan, RosterProblem

SOLVER = (cp.SOLVER, cp.VERSION)
CLASH_WORK = 2.0
WHOLE_SHARE = 0.25
"""Share of the work spent on the whole question, where the bound comes from."""

__all__ = ["solve"]


def solve(problem: RosterProblem, attempt: Attempt) -> Outcome[RosterPlan]:
    """Return a roster with its bound, or the rules that clash."""
    built = build(problem)
    work = attempt.effort.work
    answer = cp.solve(built.model, attempt, work=WHOLE_SHARE * work)
    bound = answer.bound
    if answer.found is cp.Found.INFEASIBLE:
        model, rules = build_clash(problem)
        conflicts = clash(model, rules, attempt, work=CLASH_WORK)
        if not conflicts and not attempt.cancelled():
            conflicts = narrowed(model, rules, attempt, work=CLASH_WORK)
        return unsolved(problem, attempt, solver=SOLVER, conflicts=conflicts)
    if not answer.solved:
        answer = cp.solve(built.model, attempt, work=work - attempt.used)
        if not answer.solved:
            return unsolved(problem, attempt, solver=SOLVER, bound=bound)
    plan = built.plan(problem, answer.true)
    if bound is None or judge.objective(problem, plan) > bound:
        plan = improve(problem, built, plan, attempt, until=work)
    note = Note("bound_from", facts(method="cp_sat"))
    return solved(problem, plan, attempt, bound=bound, solver=SOLVER, notes=(note,))


def build_clash(
    problem: RosterProblem,
) -> tuple[cp_model.CpModel, dict[Conflict, cp_model.IntVar]]:
    """Return a model of the rules alone, each rule behind a literal of its own."""
    model = cp_model.CpModel()
    rules: dict[Conflict, cp_model.IntVar] = {}

    def literal(rule: str, **values: str | int) -> cp_model.IntVar:
        return rules.setdefault(Conflict(rule, facts(**values)), model.new_bool_var(""))

    add_rules(problem, model, literal)
    return model, rules
