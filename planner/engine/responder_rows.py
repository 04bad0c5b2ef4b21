"""Rows of the responder question that join many grids: quotas, numbers of posts, fair loads."""

from collections.abc import Iterator, Mapping

from ortools.sat.python import cp_model

from planner.outcome import Conflict, facts
from planner.problem.responder import ResponderProblem

First = Mapping[tuple[int, int], cp_model.IntVar]
"""Whether a post (second) is first responder of a grid (first)."""
Row = tuple[cp_model.LinearExprT, int, int]
"""What is counted, its least and its most."""


def counted(
    problem: ResponderProblem, model: cp_model.CpModel, first: First
) -> Iterator[tuple[Conflict, Row]]:
    """Yield each limit on numbers of posts with the row that keeps it."""
    units = sorted({grid.unit_code for grid in problem.grids})
    for quota in problem.rules.quotas:
        posts = [p for p, post in enumerate(problem.posts) if post.kind == quota.kind]
        for unit in units:
            grids = [g for g, grid in enumerate(problem.grids) if grid.unit_code == unit]
            answers = [_used(model, [first[g, p] for g in grids if (g, p) in first]) for p in posts]
            rule = Conflict(
                "quota", facts(unit=unit, kind=quota.kind, least=quota.least, most=quota.most)
            )
            yield rule, (sum(answers), quota.least, quota.most)
    if problem.rules.posts_most is not None:
        used = [
            _used(model, [variable for (_, p), variable in first.items() if p == post])
            for post in range(len(problem.posts))
        ]
        rule = Conflict("posts_most", facts(most=problem.rules.posts_most))
        yield rule, (sum(used), 0, problem.rules.posts_most)


def fairness(
    problem: ResponderProblem, model: cp_model.CpModel, first: First
) -> Iterator[cp_model.LinearExprT]:
    """Yield what the fullest post and the longest arrival cost."""
    rules = problem.rules
    if rules.full_price:
        full = model.new_int_var(0, 100, "")
        for p, post in enumerate(problem.posts):
            loads = [problem.effort(p, g) * x for (g, q), x in first.items() if q == p]
            if post.capacity and loads:
                model.add(post.capacity * full >= 100 * cp_model.LinearExpr.sum(loads))
        yield rules.full_price * full
    if rules.last_price:
        latest = max((problem.reach_s[p][g] for g, p in first), default=0)
        last_s = model.new_int_var(0, latest, "")
        for g in range(len(problem.grids)):
            reach = [problem.reach_s[p][g] * x for (h, p), x in first.items() if h == g]
            if reach:
                model.add(last_s >= cp_model.LinearExpr.sum(reach))
        yield rules.last_price * last_s


def _used(model: cp_model.CpModel, answers: list[cp_model.IntVar]) -> cp_model.IntVar:
    """Return whether any of these answers is given."""
    used = model.new_bool_var("")
    model.add_bool_or([*answers, ~used])
    for answer in answers:
        model.add_implication(answer, used)
    return used
