"""Which grids are late, alone or unserved, why, and the cheapest changes that would help.

A cure is tested when the plan with just this grid moved passes the judge of the changed question.
"""

from dataclasses import replace

from planner import judge
from planner.engine.responder_model import best_assignment, may_be_first, skilled
from planner.outcome import Cure, Fact, LeftOut, Note, facts
from planner.problem.checks import NUMBER_LIMIT
from planner.problem.responder import Assignment, Post, ResponderPlan, ResponderProblem

EXAMINED_MOST = 20
"""Grids that get tested cures, the heaviest first."""
CURES_MOST = 3


def left_out(problem: ResponderProblem, plan: ResponderPlan) -> tuple[tuple[LeftOut, ...], Note]:
    """Return the grids that are unserved, late or without backup, heaviest first."""
    answers = {assignment.grid_id: assignment for assignment in plan.assignments}
    spare = _spare(problem, plan)
    order = sorted(
        range(len(problem.grids)),
        key=lambda g: (-problem.grids[g].weight, problem.grids[g].grid_id),
    )
    items: list[LeftOut] = []
    examined = 0
    for g in order:
        grid_id = problem.grids[g].grid_id
        answer = answers.get(grid_id)
        found = _reason(problem, g, answer, spare)
        if found is None:
            continue
        reason, why = found
        cures: tuple[Cure, ...] = ()
        if examined < EXAMINED_MOST:
            examined += 1
            cures = _cures(problem, plan, g, reason, spare)
        items.append(LeftOut(grid_id, reason, why, cures))
    return tuple(items), Note("cures_examined", facts(examined=examined, left_out=len(items)))


def _spare(problem: ResponderProblem, plan: ResponderPlan) -> dict[str, int]:
    """Return the capacity each post has left, in households."""
    loads = judge.responder.post_loads(problem, plan)
    return {post.post_id: post.capacity - loads[post.post_id] for post in problem.posts}


def _reason(
    problem: ResponderProblem, grid: int, answer: Assignment | None, spare: dict[str, int]
) -> tuple[str, tuple[Fact, ...]] | None:
    rules = problem.rules
    if answer is not None:
        reach_s = judge.responder.reach_seconds(problem, answer.first_post_id, answer.grid_id)
        if reach_s <= rules.limit_s:
            if answer.backup_post_id is None:
                return "no_backup", facts(limit_s=rules.backup_limit_s)
            return None
        why = facts(post=answer.first_post_id, reach_s=reach_s, limit_s=rules.limit_s)
    else:
        why = facts(limit_s=rules.limit_s)
    word = "unserved" if answer is None else "late"
    in_time = [p for p in _within(problem, grid) if may_be_first(problem, p)]
    if not in_time:
        return f"{word}_no_post_in_time", why
    if all(spare[problem.posts[p].post_id] < problem.effort(p, grid) for p in in_time):
        return f"{word}_posts_full", why
    return f"{word}_costs_less", why


def _within(problem: ResponderProblem, grid: int) -> list[int]:
    """Return the posts, open or not, that reach a grid in time and can do it, nearest first."""
    reach = [(row[grid], p) for p, row in enumerate(problem.reach_s) if skilled(problem, grid, p)]
    return [p for reach_s, p in sorted(reach) if 0 <= reach_s <= problem.rules.limit_s]


def _cures(
    problem: ResponderProblem,
    plan: ResponderPlan,
    grid: int,
    reason: str,
    spare: dict[str, int],
) -> tuple[Cure, ...]:
    if reason == "no_backup":
        return tuple(_backup_cures(problem, plan, grid))
    cures = []
    for p in _within(problem, grid):
        post = problem.posts[p]
        cure = _lead_cure(problem, plan, grid, p, spare[post.post_id])
        if cure is not None:
            cures.append(cure)
    order = {"raise_capacity": 0, "let_lead": 1, "open_post": 2}
    cures.sort(key=lambda cure: (order[cure.kind], dict(cure.facts).get("households", 0)))
    return tuple(cures[:CURES_MOST])


def _lead_cure(
    problem: ResponderProblem, plan: ResponderPlan, grid: int, post: int, spare: int
) -> Cure | None:
    """Return the cure that makes this post first responder of the grid, if it is one change."""
    found, load = problem.posts[post], problem.effort(post, grid)
    if found.size < problem.rules.min_response_size:
        return None
    short = max(0, load - spare)
    more: tuple[Fact, ...] = ()
    who = facts(post=found.post_id, reach_s=problem.reach_s[post][grid])
    if not found.open and found.may_lead and short == 0:
        kind, better = "open_post", replace(found, open=True)
    elif found.open and not found.may_lead and short == 0:
        kind, better = "let_lead", replace(found, may_lead=True)
    elif found.open and found.may_lead and 0 < short <= NUMBER_LIMIT - found.capacity:
        kind, better = "raise_capacity", replace(found, capacity=found.capacity + short)
        more = facts(households=short)
    else:
        return None
    works = _works(_with_post(problem, post, better), plan, grid, post)
    return Cure(kind, (*who, *more), tested=True) if works else None


def _works(problem: ResponderProblem, plan: ResponderPlan, grid: int, post: int) -> bool:
    """Return whether the plan with this grid moved to this post is sound in this question."""
    moved = best_assignment(problem, grid, post)
    if moved is None:
        return False
    others = tuple(a for a in plan.assignments if a.grid_id != moved.grid_id)
    return not judge.faults(problem, ResponderPlan((*others, moved)))


def _backup_cures(problem: ResponderProblem, plan: ResponderPlan, grid: int) -> list[Cure]:
    """Return the site that could give a backup when opened, or the minutes the limit is short."""
    grid_id = problem.grids[grid].grid_id
    first = next(a.first_post_id for a in plan.assignments if a.grid_id == grid_id)
    reach = sorted(
        (row[grid], p)
        for p, row in enumerate(problem.reach_s)
        if row[grid] >= 0 and problem.posts[p].post_id != first
    )
    cures = []
    for reach_s, p in reach:
        post = problem.posts[p]
        who = facts(post=post.post_id, reach_s=reach_s)
        if not post.open and reach_s <= problem.rules.backup_limit_s:
            cures.append(Cure("open_post", who, tested=_backed(problem, plan, grid_id, p)))
        elif post.open and reach_s > problem.rules.backup_limit_s:
            longer = replace(problem, rules=replace(problem.rules, backup_limit_s=reach_s))
            tested = _backed(longer, plan, grid_id, p)
            cures.append(Cure("backup_limit_s", who, tested=tested))
            break
    return [cure for cure in cures if cure.tested][:CURES_MOST]


def _backed(problem: ResponderProblem, plan: ResponderPlan, grid_id: str, post: int) -> bool:
    opened = _with_post(problem, post, replace(problem.posts[post], open=True))
    backup = problem.posts[post].post_id
    moved = tuple(
        replace(a, backup_post_id=backup) if a.grid_id == grid_id else a for a in plan.assignments
    )
    return not judge.faults(opened, ResponderPlan(moved))


def _with_post(problem: ResponderProblem, post: int, better: Post) -> ResponderProblem:
    posts = tuple(better if p == post else old for p, old in enumerate(problem.posts))
    return replace(problem, posts=posts)
