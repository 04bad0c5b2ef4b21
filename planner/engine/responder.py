"""Solve the responder question with CP-SAT, and explain who is late or alone."""

from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.clash import clash
from planner.engine.responder_cures import left_out
from planner.engine.responder_exchange import exchangeable, exchanged
from planner.engine.responder_model import (
    build,
    build_clash,
    choices,
    greedy,
    may_be_first,
    plan_of,
    skilled,
)
from planner.outcome import Conflict, Note, Outcome, facts, with_left_out
from planner.problem.responder import ResponderPlan, ResponderProblem

SOLVER = (cp.SOLVER, cp.VERSION)
CLASH_WORK = 2.0
WHOLE_SHARE = 0.3
"""Share of the work for the question as a whole; what is left goes into exchanges."""
NAMED_MOST = 20
"""Most grids without any first responder that are named one by one."""


def solve(problem: ResponderProblem, attempt: Attempt) -> Outcome[ResponderPlan]:
    """Return a plan with its bound, or the rules that clash; late or lone grids have reasons."""
    certain = arithmetic(problem)
    if certain:
        return unsolved(problem, attempt, solver=SOLVER, conflicts=certain)
    allowed = choices(problem)
    model, first = build(problem, allowed)
    start = greedy(problem, allowed)
    for (g, p), variable in first.items():
        model.add_hint(variable, start.get(g) == p)
    dealing = exchangeable(problem)
    share = WHOLE_SHARE if dealing else 1.0
    answer = cp.solve(model, attempt, work=share * attempt.effort.work)
    if answer.solved:
        chosen = {g: p for (g, p), variable in first.items() if answer.true(variable)}
        if dealing and answer.found is not cp.Found.OPTIMAL:
            rest = (1 - share) * attempt.effort.work
            chosen = exchanged(problem, allowed, chosen, attempt, work=rest)
        plan = plan_of(problem, allowed, chosen)
        note = Note("bound_from", facts(method="cp_sat"))
        outcome = solved(problem, plan, attempt, bound=answer.bound, solver=SOLVER, notes=(note,))
        items, examined = left_out(problem, plan)
        return with_left_out(outcome, items, examined)
    if answer.found is cp.Found.INFEASIBLE:
        rules_alone, rules = build_clash(problem)
        conflicts = clash(rules_alone, rules, attempt, work=CLASH_WORK)
        return unsolved(problem, attempt, solver=SOLVER, conflicts=conflicts)
    return unsolved(problem, attempt, solver=SOLVER, bound=answer.bound)


def arithmetic(problem: ResponderProblem) -> tuple[Conflict, ...]:
    """Return conflicts that need no solver: grids nobody can serve, and too little capacity."""
    if not problem.rules.serve_all:
        return ()
    allowed = {g for g, _ in choices(problem)}
    helpless = [g for g in range(len(problem.grids)) if g not in allowed]
    if helpless:
        return tuple(_helpless(problem, g) for g in helpless[:NAMED_MOST])
    posts = [p for p in range(len(problem.posts)) if may_be_first(problem, p)]
    load = sum(min(problem.effort(p, g) for p in posts) for g in range(len(problem.grids)))
    capacity = sum(problem.posts[p].capacity for p in posts)
    if load > capacity:
        return (
            Conflict("serve_all", facts(grids=len(problem.grids), load=load)),
            Conflict("capacity_total", facts(posts=len(posts), capacity=capacity)),
        )
    return ()


def _helpless(problem: ResponderProblem, grid: int) -> Conflict:
    reached = [p for p in range(len(problem.posts)) if problem.reach_s[p][grid] >= 0]
    leading = [p for p in reached if may_be_first(problem, p)]
    able = [p for p in leading if skilled(problem, grid, p)]
    lacking = "no_backup" if able else "no_skilled_post"
    return Conflict(
        lacking if leading else "no_first_responder",
        facts(
            grid=problem.grids[grid].grid_id,
            posts_reach=sum(problem.posts[p].open for p in reached),
            posts_may_lead=len(leading),
        ),
    )
