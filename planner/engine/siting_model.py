"""Covering as a CP-SAT model, and the rules of a siting question each behind a literal."""

import numpy as np
from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.siting_rows import Rows
from planner.engine.siting_view import Ints, Limits, pairs_of
from planner.outcome import Conflict, facts
from planner.problem.siting import SitingProblem

Vars = list[cp_model.IntVar]


def limited(model: cp_model.CpModel, chosen: Vars, limits: Limits) -> None:
    """Add the limits that bind."""
    if limits.most_new < len(chosen):
        model.add(sum(chosen) <= limits.most_new)
    if limits.priced:
        model.add(
            cp_model.LinearExpr.weighted_sum(chosen, limits.price.tolist()) <= limits.most_price
        )


def exact(
    rows: Rows, start: Ints | None, attempt: Attempt, *, work: float
) -> tuple[cp.Found, Ints | None, int | None]:
    """Solve covering rows with CP-SAT: how it ended, the columns chosen, and a bound.

    Parameters
    ----------
    start
        Columns of a plan to begin with.
    """
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(rows.cover.shape[1])]
    limited(model, chosen, rows.limits)
    of_row = np.split(rows.cover.indices, rows.cover.indptr[1:-1])
    lost: list[tuple[cp_model.IntVar, int, int, int]] = []
    for row, sites in enumerate(of_row[: rows.cover.shape[0]]):
        near = [chosen[site] for site in sites.tolist()]
        _at_least(model, near, int(rows.least[row]))
        for step, loss in zip(rows.step, rows.loss, strict=True):
            if loss[row]:
                variable = model.new_bool_var("")
                lost.append((variable, row, int(step[row]), int(loss[row])))
                _at_least(model, near, int(step[row]), variable)
    if rows.cost.any() or lost:
        terms = [*chosen, *(variable for variable, *_ in lost)]
        costs = [*rows.cost.tolist(), *(loss for *_, loss in lost)]
        model.minimize(cp_model.LinearExpr.weighted_sum(terms, costs))
    if start is not None:
        taken, count = set(start.tolist()), rows.count(start)
        for site, variable in enumerate(chosen):
            model.add_hint(variable, site in taken)
        for variable, row, wanted, _ in lost:
            model.add_hint(variable, bool(count[row] < wanted))
    answer = cp.solve(model, attempt, work=work, offset=rows.constant)
    found = None
    if answer.solved:
        found = np.array([i for i, v in enumerate(chosen) if answer.true(v)], dtype=np.int64)
    bound = None if answer.bound is None else answer.bound + rows.constant
    return answer.found, found, bound


def _at_least(
    model: cp_model.CpModel, near: Vars, count: int, unless: cp_model.IntVar | None = None
) -> None:
    if count == 1:
        model.add_bool_or([*near, *([] if unless is None else [unless])])
    elif count > 1:
        model.add(sum(near) + (0 if unless is None else count * unless) >= count)


def build_clash(
    problem: SitingProblem, musts: Ints
) -> tuple[cp_model.CpModel, dict[Conflict, cp_model.IntVar]]:
    """Return a model of the rules alone, each rule behind a literal of its own.

    Parameters
    ----------
    musts
        Rows of the targets whose cover is in question; what covers these covers every must.
    """
    model = cp_model.CpModel()
    rules: dict[Conflict, cp_model.IntVar] = {}

    def literal(rule: str, **values: str | int) -> cp_model.IntVar:
        return rules.setdefault(Conflict(rule, facts(**values)), model.new_bool_var(""))

    states = [site.state for site in problem.sites]
    open_rows = np.array([i for i, s in enumerate(states) if s != "standing"], dtype=np.int64)
    standing = np.array([i for i, s in enumerate(states) if s == "standing"], dtype=np.int64)
    there = np.bincount(pairs_of(problem, standing).target, minlength=len(problem.targets))
    chosen = [model.new_bool_var("") for _ in open_rows]
    closed = [v for v, i in zip(chosen, open_rows.tolist(), strict=True) if states[i] != "free"]
    if closed:
        rule = literal("site_forbidden", sites=len(closed))
        for variable in closed:
            model.add_implication(rule, ~variable)
    pairs = pairs_of(problem, open_rows)
    order = np.argsort(pairs.target, kind="stable")
    first = np.searchsorted(pairs.target[order], np.arange(len(problem.targets) + 1))
    for row in musts.tolist():
        target = problem.targets[row]
        near = [chosen[i] for i in pairs.site[order[first[row] : first[row + 1]]].tolist()]
        need = target.times - int(there[row])
        rule = literal("target_must", target=target.target_id, times=target.times)
        if need > 0:
            model.add(sum(near) >= need).only_enforce_if(rule)
    if problem.most_new is not None:
        rule = literal("most_new", most=problem.most_new)
        model.add(sum(chosen) <= problem.most_new).only_enforce_if(rule)
    if problem.most_price is not None:
        prices = [problem.sites[i].price for i in open_rows.tolist()]
        rule = literal("most_price", most=problem.most_price)
        total = cp_model.LinearExpr.weighted_sum(chosen, prices)
        model.add(total <= problem.most_price).only_enforce_if(rule)
    return model, rules
