"""Recombine routes that searches found into the best set of tours they allow, with CP-SAT.

A set-covering model over the pool decides which turns go out; where two chosen routes do the same
job, the one that saves more by leaving it out does.
"""

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.tours_cost import Costs, Route
from planner.engine.tours_search import Pool

COLUMNS_MOST = 4000


def recombine(
    costs: Costs, pool: Pool, attempt: Attempt, *, work: float, hint: Sequence[Route] = ()
) -> list[Route] | None:
    """Return the best routes made of the pool, None where they cannot do what must be done."""
    view = costs.view
    columns = _columns(costs, pool, hint)
    if not columns:
        return None
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in columns]
    missed = [model.new_bool_var("") for _ in view.jobs]
    covers: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    fleets: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    shifts: dict[tuple[int, str], list[cp_model.IntVar]] = defaultdict(list)
    for variable, (f, clients) in zip(taken, columns, strict=True):
        fleets[f].append(variable)
        shifts[view.fleets[f].shift].append(variable)
        for c in clients:
            covers[view.clients[c].job].append(variable)
    for j, job in enumerate(view.jobs):
        model.add_bool_or([*covers[j], missed[j]])
        if job.required:
            model.add(missed[j] == 0)
    for f, variables in fleets.items():
        model.add(sum(variables) <= len(view.fleets[f].turns))
    for shift, variables in shifts.items():
        model.add(sum(variables) <= view.allowed_out[shift])
    model.minimize(
        sum(costs.route(column) * v for v, column in zip(taken, columns, strict=True))
        + sum(job.prize * v for job, v in zip(view.jobs, missed, strict=True))
    )
    chosen = set(hint)
    for variable, column in zip(taken, columns, strict=True):
        model.add_hint(variable, column in chosen)
    with attempt.silently():
        answer = cp.solve(model, attempt, work=work)
    if not answer.solved:
        return None
    picked = [column for v, column in zip(taken, columns, strict=True) if answer.true(v)]
    return without_doubles(costs, picked)


def without_doubles(costs: Costs, routes: Sequence[Route]) -> list[Route]:
    """Return routes in which each job stays only where leaving it out would save least."""
    view = costs.view
    left = [list(clients) for _, clients in routes]
    where: dict[int, list[int]] = defaultdict(list)
    for r, clients in enumerate(left):
        for c in clients:
            where[view.clients[c].job].append(r)
    for job, rows in where.items():
        while len(rows) > 1:
            drop = max(rows, key=lambda r: (_saving(costs, routes[r][0], left[r], job), r))
            left[drop] = [c for c in left[drop] if view.clients[c].job != job]
            rows.remove(drop)
    return [
        (fleet, tuple(clients)) for (fleet, _), clients in zip(routes, left, strict=True) if clients
    ]


def _saving(costs: Costs, fleet: int, clients: Sequence[int], job: int) -> int:
    rest = tuple(c for c in clients if costs.view.clients[c].job != job)
    return costs.route((fleet, tuple(clients))) - (costs.route((fleet, rest)) if rest else 0)


def _columns(costs: Costs, pool: Pool, hint: Sequence[Route]) -> list[Route]:
    """Routes of the pool, most useful first, those of the hint always among them."""
    jobs, clients = costs.view.jobs, costs.view.clients

    def worth(route: Route) -> int:
        return costs.route(route) - sum(jobs[clients[c].job].prize for c in route[1])

    useful = sorted(pool.routes, key=worth)[:COLUMNS_MOST]
    return list(dict.fromkeys([*hint, *useful]))
