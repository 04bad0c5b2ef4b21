"""The responder question as a generalised assignment model.

A backup takes no capacity. So once the first responder of a grid is chosen its best backup is
known, and the price of a pair (grid, first responder) already contains the best backup. What is
left is one assignment with capacities, whose linear relaxation is tight.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.engine.responder_rows import counted, fairness
from planner.judge.responder import backup_price, first_price
from planner.outcome import Conflict, facts
from planner.problem.responder import Assignment, ResponderPlan, ResponderProblem

Pair = tuple[int, int]
"""Position of a grid and of its first responder."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a first responder costs for a grid, and the backup that goes with it."""

    cost: int
    backup: int | None


def choices(problem: ResponderProblem) -> dict[Pair, Choice]:
    """Return every allowed pair of grid and first responder."""
    found = {}
    for g in range(len(problem.grids)):
        backups = _backups(problem, g)
        for p in range(len(problem.posts)):
            if may_answer(problem, g, p):
                choice = _choice(problem, g, p, backups)
                if choice is not None:
                    found[g, p] = choice
    return found


def may_be_first(problem: ResponderProblem, post: int) -> bool:
    """Return whether a post exists, may lead and is large enough."""
    found = problem.posts[post]
    return found.open and found.may_lead and found.size >= problem.rules.min_response_size


def may_answer(problem: ResponderProblem, grid: int, post: int) -> bool:
    """Return whether a post may be first responder of a grid: it gets there and can do it."""
    return (
        may_be_first(problem, post)
        and problem.reach_s[post][grid] >= 0
        and skilled(problem, grid, post)
    )


def skilled(problem: ResponderProblem, grid: int, post: int) -> bool:
    """Return whether a post has every skill a grid needs."""
    return set(problem.grids[grid].needs) <= set(problem.posts[post].skills)


def best_assignment(problem: ResponderProblem, grid: int, post: int) -> Assignment | None:
    """Return the grid with this first responder and its best backup; None if not allowed."""
    if not may_answer(problem, grid, post):
        return None
    choice = _choice(problem, grid, post, _backups(problem, grid))
    return None if choice is None else _assignment(problem, grid, post, choice)


def build(
    problem: ResponderProblem, allowed: Mapping[Pair, Choice]
) -> tuple[cp_model.CpModel, dict[Pair, cp_model.IntVar]]:
    """Return the model and the variable of each pair."""
    model = cp_model.CpModel()
    first = {pair: model.new_bool_var("") for pair in allowed}
    price: list[cp_model.LinearExprT] = [choice.cost * first[p] for p, choice in allowed.items()]
    for g, grid in enumerate(problem.grids):
        answers = [first[g, p] for p in range(len(problem.posts)) if (g, p) in first]
        if not problem.rules.serve_all:
            unserved = model.new_bool_var("")
            answers.append(unserved)
            price.append(grid.weight * problem.rules.unserved_price_s * unserved)
        model.add_exactly_one(answers)
    for p, post in enumerate(problem.posts):
        model.add(_load(problem, first, p) <= post.capacity)
    for _, row in counted(problem, model, first):
        model.add_linear_constraint(*row)
    model.minimize(cp_model.LinearExpr.sum([*price, *fairness(problem, model, first)]))
    return model, first


def build_clash(
    problem: ResponderProblem,
) -> tuple[cp_model.CpModel, dict[Conflict, cp_model.IntVar]]:
    """Return a model of the rules alone, each rule behind a literal of its own."""
    model = cp_model.CpModel()
    rules: dict[Conflict, cp_model.IntVar] = {}

    def literal(rule: str, **values: str | int) -> cp_model.IntVar:
        return rules.setdefault(Conflict(rule, facts(**values)), model.new_bool_var(""))

    serve = literal("serve_all", grids=len(problem.grids))
    lead = literal("may_lead")
    size = literal("min_response_size", least=problem.rules.min_response_size)
    backup = literal("backup_hard", limit_s=problem.rules.backup_limit_s)
    skills = literal("post_skills")
    first: dict[Pair, cp_model.IntVar] = {}
    for g in range(len(problem.grids)):
        backups = _backups(problem, g)
        for p, post in enumerate(problem.posts):
            if not post.open or problem.reach_s[p][g] < 0:
                continue
            variable = first[g, p] = model.new_bool_var("")
            alone = not any(b != p for _, b in backups)
            broken = (
                (lead, not post.may_lead),
                (size, post.size < problem.rules.min_response_size),
                (skills, not skilled(problem, g, p)),
                (backup, problem.rules.backup_hard and alone),
            )
            model.add_bool_and([~rule for rule, breaks in broken if breaks]).only_enforce_if(
                variable
            )
        answers = [first[g, p] for p in range(len(problem.posts)) if (g, p) in first]
        model.add_bool_or([*answers, ~serve])
        model.add_at_most_one(answers)
    for p, post in enumerate(problem.posts):
        if any(pair[1] == p for pair in first):
            rule = literal("capacity", post=post.post_id, most=post.capacity)
            model.add(_load(problem, first, p) <= post.capacity).only_enforce_if(rule)
    for told, row in counted(problem, model, first):
        rule = rules.setdefault(told, model.new_bool_var(""))
        model.add_linear_constraint(*row).only_enforce_if(rule)
    return model, rules


def greedy(problem: ResponderProblem, allowed: Mapping[Pair, Choice]) -> dict[int, int]:
    """Return a first responder for the grids one by one, the largest regret first."""
    room = [post.capacity for post in problem.posts]
    options: dict[int, list[tuple[int, int]]] = {g: [] for g in range(len(problem.grids))}
    for (g, p), choice in allowed.items():
        options[g].append((choice.cost, p))
    regret = {}
    for g, ranked in options.items():
        ranked.sort()
        regret[g] = ranked[1][0] - ranked[0][0] if len(ranked) > 1 else 10**12
    taken = {}
    for g in sorted(regret, key=lambda g: (-regret[g], -problem.grids[g].load, g)):
        for _, p in options[g]:
            if room[p] >= problem.effort(p, g):
                room[p] -= problem.effort(p, g)
                taken[g] = p
                break
    return taken


def plan_of(
    problem: ResponderProblem, allowed: Mapping[Pair, Choice], first: Mapping[int, int]
) -> ResponderPlan:
    """Return the plan in which each grid has the given first responder."""
    return ResponderPlan(
        tuple(_assignment(problem, g, first[g], allowed[g, first[g]]) for g in sorted(first))
    )


def _assignment(problem: ResponderProblem, grid: int, post: int, choice: Choice) -> Assignment:
    backup = None if choice.backup is None else problem.posts[choice.backup].post_id
    return Assignment(problem.grids[grid].grid_id, problem.posts[post].post_id, backup)


def _choice(
    problem: ResponderProblem, grid: int, post: int, backups: list[tuple[int, int]]
) -> Choice | None:
    rules, place = problem.rules, problem.grids[grid]
    price = first_price(rules, problem.posts[post], place, problem.reach_s[post][grid])
    none = place.weight * rules.no_backup_price_s
    best = next(((cost, p) for cost, p in backups if p != post), None)
    if best is not None and (rules.backup_hard or best[0] <= none):
        return Choice(price + best[0], best[1])
    return None if rules.backup_hard else Choice(price + none, None)


def _backups(problem: ResponderProblem, grid: int) -> list[tuple[int, int]]:
    """Return the two cheapest backups of a grid as (cost, post): one of them is not the first."""
    found = []
    for p, post in enumerate(problem.posts):
        reach_s = problem.reach_s[p][grid]
        if post.open and 0 <= reach_s <= problem.rules.backup_limit_s:
            found.append((backup_price(problem.rules, problem.grids[grid], reach_s), reach_s, p))
    return [(cost, p) for cost, _, p in sorted(found)[:2]]


def _load(
    problem: ResponderProblem, first: Mapping[Pair, cp_model.IntVar], post: int
) -> cp_model.LinearExprT:
    return sum(problem.effort(p, g) * variable for (g, p), variable in first.items() if p == post)
