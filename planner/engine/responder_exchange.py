"""A plan of responders made better: the grids of a few posts are dealt out anew, time and again.

A large neighbourhood search (Shaw 1998) for generalised assignment: what a few posts have is a
question of the same kind, small enough to be answered exactly. Only for questions without rules
that join posts (quotas, numbers of posts, fair loads).
"""

import random
from collections.abc import Mapping

from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]
from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.responder_model import Choice, Pair
from planner.problem.responder import ResponderProblem

POSTS_IN_ROUND, GRIDS_IN_ROUND = 4, 60
"""Posts that take part in a round, fewer where they have more grids; at least two."""
CORE, NEAR = 2.0, 3.0
"""Pairs by grid, those of least reduced cost, in the first dealing of all and in a round."""
CORE_SHARE = 0.2
ROUND_WORK = 0.5
BUILDING_WORK = 1e-4
"""Work of building a round, for each of its pairs."""
STILL_ROUNDS = 400
"""Rounds without anything better after which it ends."""


def exchangeable(problem: ResponderProblem) -> bool:
    """Return whether the plan of a few posts may be changed without looking at the others."""
    rules = problem.rules
    joint = (rules.quotas, rules.posts_most is not None, rules.full_price, rules.last_price)
    return rules.serve_all and not any(joint)


def exchanged(
    problem: ResponderProblem,
    allowed: Mapping[Pair, Choice],
    first: Mapping[int, int],
    attempt: Attempt,
    *,
    work: float,
) -> dict[int, int]:
    """Return first responders (grid -> post, by position) that cost no more than those given."""
    luck = random.Random(attempt.effort.seed)  # noqa: S311 a search, nothing secret
    until, still = attempt.used + work, 0
    promising = _promising(problem, allowed)
    attempt.spend(BUILDING_WORK * len(allowed))
    near = set(promising[: int(NEAR * len(first))])
    core = [*promising[: int(CORE * len(first))], *first.items()]
    best = {**first, **_dealt(problem, allowed, core, first, attempt, CORE_SHARE * work)}
    posts = sorted({p for _, p in allowed})
    while still < STILL_ROUNDS and attempt.used < until and not attempt.over():
        some = _some(best, posts, luck)
        grids = [g for g, p in best.items() if p in some]
        pairs = [(g, p) for g in grids for p in sorted(some) if (g, p) in near or best[g] == p]
        found = _dealt(problem, allowed, pairs, best, attempt, ROUND_WORK)
        still = 0 if _gain(allowed, best, found) > 0 else still + 1
        best |= found
    return best


def _promising(problem: ResponderProblem, allowed: Mapping[Pair, Choice]) -> list[Pair]:
    """Return all pairs, the least reduced cost of the linear relaxation first."""
    lp = pywraplp.Solver.CreateSolver("GLOP")
    once = {g: lp.Constraint(1, 1) for g in dict.fromkeys(g for g, _ in allowed)}
    posts = dict.fromkeys(p for _, p in allowed)
    room = {p: lp.Constraint(0, problem.posts[p].capacity) for p in posts}
    objective = lp.Objective()
    for (g, p), choice in allowed.items():
        share = lp.NumVar(0, lp.infinity(), "")
        objective.SetCoefficient(share, choice.cost)
        once[g].SetCoefficient(share, 1)
        room[p].SetCoefficient(share, problem.effort(p, g))
    if lp.Solve() != pywraplp.Solver.OPTIMAL:
        return sorted(allowed, key=lambda pair: (allowed[pair].cost, pair))
    earned = {g: row.dual_value() for g, row in once.items()}
    rent = {p: row.dual_value() for p, row in room.items()}

    def reduced(pair: Pair) -> tuple[float, Pair]:
        g, p = pair
        cost = allowed[pair].cost - earned[g] - rent[p] * problem.effort(p, g)
        return round(cost, 6), pair

    return sorted(allowed, key=reduced)


def _some(first: Mapping[int, int], posts: list[int], luck: random.Random) -> set[int]:
    """Draw posts while what they have, dealt among them, stays a small question."""
    drawn: set[int] = set()
    for post in luck.sample(posts, len(posts)):
        wider = {*drawn, post}
        grids = sum(p in wider for p in first.values())
        if len(drawn) >= 2 and (grids > GRIDS_IN_ROUND or len(wider) > POSTS_IN_ROUND):
            break
        drawn = wider
    return drawn


def _dealt(
    problem: ResponderProblem,
    allowed: Mapping[Pair, Choice],
    pairs: list[Pair],
    before: Mapping[int, int],
    attempt: Attempt,
    work: float,
) -> dict[int, int]:
    """Return the grids of these pairs dealt out again, at no more than they cost before."""
    model = cp_model.CpModel()
    answers = {pair: model.new_bool_var("") for pair in pairs}
    for grid in dict.fromkeys(g for g, _ in pairs):
        model.add_exactly_one(x for (g, _), x in answers.items() if g == grid)
    for post in dict.fromkeys(p for _, p in pairs):
        effort = sum(problem.effort(p, g) * x for (g, p), x in answers.items() if p == post)
        model.add(effort <= problem.posts[post].capacity)
    for (g, p), x in answers.items():
        model.add_hint(x, before[g] == p)
    model.minimize(sum(allowed[pair].cost * x for pair, x in answers.items()))
    with attempt.silently():
        answer = cp.solve(model, attempt, work=work)
        attempt.spend(BUILDING_WORK * len(pairs))
    if not answer.solved:
        return {}
    found = {g: p for (g, p), x in answers.items() if answer.true(x)}
    return found if _gain(allowed, before, found) >= 0 else {}


def _gain(allowed: Mapping[Pair, Choice], before: Mapping[int, int], now: Mapping[int, int]) -> int:
    """Return how much less some grids cost now than before."""
    return sum(allowed[g, before[g]].cost - allowed[g, p].cost for g, p in now.items())
