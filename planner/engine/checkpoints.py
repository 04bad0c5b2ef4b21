"""Answer the checkpoint question: a least cut with its proof, or the best few posts."""

from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.checkpoints_clash import clash, release_notes
from planner.engine.checkpoints_cures import left_beyond, left_missed
from planner.engine.checkpoints_cut import least_cut, usable
from planner.engine.checkpoints_posts import best_posts
from planner.outcome import Note, Outcome, facts, with_left_out
from planner.problem.checkpoints import CheckpointPlan, CheckpointProblem

FLOW = ("ortools.max_flow", cp.VERSION)
WORK_PER_LINK = 1e-6
"""What a link of a maximum flow counts as work: measured, about a microsecond each."""


def solve(problem: CheckpointProblem, attempt: Attempt) -> Outcome[CheckpointPlan]:
    """Return a plan with its bound, or the rules that clash; what is left out has reasons."""
    outcome = plan_only(problem, attempt, work=attempt.effort.work)
    if outcome.plan is None:
        return outcome
    explain = left_beyond if problem.task == "seal" else left_missed
    items, note = explain(problem, outcome.plan, attempt, resolve=plan_only)
    return with_left_out(outcome, items, note)


def plan_only(
    problem: CheckpointProblem, attempt: Attempt, *, work: float
) -> Outcome[CheckpointPlan]:
    """Return a plan with its bound, or the rules that clash, without explaining what is left."""
    if problem.task == "intercept":
        return best_posts(problem, attempt, work=work)
    cut = least_cut(problem, usable(problem))
    attempt.spend(WORK_PER_LINK * len(problem.links))
    if cut is not None:
        kept = set(problem.must_keep)
        bound = cut.price + sum(s.price for s in problem.sites if s.site_id in kept)
        note = Note("bound_from", facts(method="max_flow"))
        return solved(problem, cut.plan, attempt, bound=bound, solver=FLOW, notes=(note,))
    conflicts = clash(problem)
    outcome: Outcome[CheckpointPlan] = unsolved(problem, attempt, solver=FLOW, conflicts=conflicts)
    return with_left_out(outcome, (), *release_notes(problem)) if conflicts else outcome
