"""The judge of responder plans: every rule and the objective again, from their definitions."""

from collections import Counter
from collections.abc import Iterator

from planner.judge.fault import Fault, fault
from planner.problem.responder import (
    Assignment,
    Post,
    ResponderGrid,
    ResponderPlan,
    ResponderProblem,
    ResponderRules,
)


def faults(problem: ResponderProblem, plan: ResponderPlan) -> tuple[Fault, ...]:
    """Return every broken rule of a plan; nothing if it is sound."""
    strangers = tuple(_strangers(problem, plan))
    if strangers:
        return strangers
    found = [*_each_grid(problem, plan), *_capacity(problem, plan), *_counts(problem, plan)]
    for assignment in plan.assignments:
        found += _first(problem, assignment)
        found += _backup(problem, assignment)
    return tuple(found)


def objective(problem: ResponderProblem, plan: ResponderPlan) -> int:
    """Return what a plan costs, in weighted seconds: arrival, backup and every price.

    Raises
    ------
    KeyError
        If the plan names a post or grid that the question does not know.
    """
    posts = {post.post_id: post for post in problem.posts}
    answers = {assignment.grid_id: assignment for assignment in plan.assignments}
    total = 0
    for grid in problem.grids:
        answer = answers.get(grid.grid_id)
        if answer is None:
            total += grid.weight * problem.rules.unserved_price_s
            continue
        reach_s = reach_seconds(problem, answer.first_post_id, grid.grid_id)
        total += first_price(problem.rules, posts[answer.first_post_id], grid, reach_s)
        if answer.backup_post_id is None:
            total += grid.weight * problem.rules.no_backup_price_s
        else:
            reach_s = reach_seconds(problem, answer.backup_post_id, grid.grid_id)
            total += backup_price(problem.rules, grid, reach_s)
    return total + fairness_price(problem, plan)


def fairness_price(problem: ResponderProblem, plan: ResponderPlan) -> int:
    """Return what the fullest post and the longest arrival cost."""
    loads = post_loads(problem, plan)
    full = max((full_pct(loads[p.post_id], p.capacity) for p in problem.posts), default=0)
    arrivals = (reach_seconds(problem, a.first_post_id, a.grid_id) for a in plan.assignments)
    last_s = max(arrivals, default=0)
    return problem.rules.full_price * full + problem.rules.last_price * last_s


def full_pct(load: int, capacity: int) -> int:
    """Return how full a post is in percent, rounded up; one without capacity is empty."""
    return -(-100 * load // capacity) if capacity else 0


def post_loads(problem: ResponderProblem, plan: ResponderPlan) -> dict[str, int]:
    """Return the load of each post as first responder."""
    row = {post.post_id: i for i, post in enumerate(problem.posts)}
    column = {grid.grid_id: i for i, grid in enumerate(problem.grids)}
    loads = dict.fromkeys(row, 0)
    for a in plan.assignments:
        loads[a.first_post_id] += problem.effort(row[a.first_post_id], column[a.grid_id])
    return loads


def first_price(rules: ResponderRules, post: Post, grid: ResponderGrid, reach_s: int) -> int:
    """Return what a first responder costs for a grid, in weighted seconds."""
    price = reach_s
    if reach_s > rules.limit_s:
        price += rules.late_price_s
    if post.home_units and grid.unit_code not in post.home_units:
        price += rules.own_unit_price_s
    if grid.before not in {None, post.post_id}:
        price += rules.change_price_s
    return grid.weight * price


def backup_price(rules: ResponderRules, grid: ResponderGrid, reach_s: int) -> int:
    """Return what a backup costs for a grid, in weighted seconds, rounded down."""
    return grid.weight * reach_s * rules.backup_weight_pct // 100


def reach_seconds(problem: ResponderProblem, post_id: str, grid_id: str) -> int:
    """Return the seconds from a post to a grid, -1 when unreachable."""
    row = next(i for i, post in enumerate(problem.posts) if post.post_id == post_id)
    column = next(i for i, grid in enumerate(problem.grids) if grid.grid_id == grid_id)
    return problem.reach_s[row][column]


def _strangers(problem: ResponderProblem, plan: ResponderPlan) -> Iterator[Fault]:
    posts = {post.post_id for post in problem.posts}
    grids = {grid.grid_id for grid in problem.grids}
    for assignment in plan.assignments:
        if assignment.grid_id not in grids:
            yield fault("unknown_grid", grid=assignment.grid_id)
        for post_id in (assignment.first_post_id, assignment.backup_post_id):
            if post_id is not None and post_id not in posts:
                yield fault("unknown_post", grid=assignment.grid_id, post=post_id)


def _each_grid(problem: ResponderProblem, plan: ResponderPlan) -> Iterator[Fault]:
    answers = Counter(assignment.grid_id for assignment in plan.assignments)
    yield from (fault("grid_once", grid=g, answers=n) for g, n in answers.items() if n > 1)
    if problem.rules.serve_all:
        for grid in problem.grids:
            if grid.grid_id not in answers:
                yield fault("serve_all", grid=grid.grid_id)


def _capacity(problem: ResponderProblem, plan: ResponderPlan) -> Iterator[Fault]:
    loads = post_loads(problem, plan)
    for post in problem.posts:
        load = loads[post.post_id]
        if load > post.capacity:
            yield fault("capacity", post=post.post_id, load=load, most=post.capacity)


def _counts(problem: ResponderProblem, plan: ResponderPlan) -> Iterator[Fault]:
    """Yield limits on numbers of posts that are broken: of a kind in a unit, and of all."""
    kind_of = {post.post_id: post.kind for post in problem.posts}
    unit_of = {grid.grid_id: grid.unit_code for grid in problem.grids}
    answers = {(unit_of[a.grid_id], a.first_post_id) for a in plan.assignments}
    for quota in problem.rules.quotas:
        for unit in sorted(set(unit_of.values())):
            posts = sum(kind_of[p] == quota.kind for u, p in answers if u == unit)
            if not quota.least <= posts <= quota.most:
                limits = {"least": quota.least, "most": quota.most}
                yield fault("quota", unit=unit, kind=quota.kind, posts=posts, **limits)
    used, most = len({post for _, post in answers}), problem.rules.posts_most
    if most is not None and used > most:
        yield fault("posts_most", posts=used, most=most)


def _first(problem: ResponderProblem, assignment: Assignment) -> Iterator[Fault]:
    post = next(p for p in problem.posts if p.post_id == assignment.first_post_id)
    who = {"grid": assignment.grid_id, "post": post.post_id}
    if not post.open:
        yield fault("open", **who)
    if not post.may_lead:
        yield fault("may_lead", **who)
    least = problem.rules.min_response_size
    if post.size < least:
        yield fault("min_response_size", **who, size=post.size, least=least)
    grid = next(g for g in problem.grids if g.grid_id == assignment.grid_id)
    for skill in grid.needs:
        if skill not in post.skills:
            yield fault("post_skills", **who, skill=skill)
    if reach_seconds(problem, post.post_id, assignment.grid_id) < 0:
        yield fault("unreachable", **who)


def _backup(problem: ResponderProblem, assignment: Assignment) -> Iterator[Fault]:
    if assignment.backup_post_id is None:
        if problem.rules.backup_hard:
            yield fault("backup_hard", grid=assignment.grid_id)
        return
    post = next(p for p in problem.posts if p.post_id == assignment.backup_post_id)
    who = {"grid": assignment.grid_id, "post": post.post_id}
    if post.post_id == assignment.first_post_id:
        yield fault("backup_is_first", **who)
    if not post.open:
        yield fault("open", **who)
    reach_s = reach_seconds(problem, post.post_id, assignment.grid_id)
    if reach_s < 0:
        yield fault("unreachable", **who)
    elif reach_s > problem.rules.backup_limit_s:
        most = problem.rules.backup_limit_s
        yield fault("backup_limit_s", **who, reach_s=reach_s, most_s=most)
