"""Recombine routes that searches found into the best plan they allow, with CP-SAT.

A set-covering model over the pool decides which crews go out; where two chosen routes share a
stop, the one that saves more by leaving it out does.
"""

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.patrol_search import Pool
from planner.engine.patrol_view import View

COLUMNS_MOST = 2000
SHARED_MOST = 150
"""Best routes that are also offered to every other crew that could drive them."""

Column = tuple[int, tuple[int, ...]]


def recombine(
    view: View, pool: Pool, attempt: Attempt, *, work: float
) -> dict[int, tuple[int, ...]] | None:
    """Return the best sound routes made of the pool, or None."""
    columns = _columns(view, pool)
    if not columns:
        return None
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in columns]
    missed = [model.new_bool_var("") for _ in view.problem.stops]
    for s, stop in enumerate(view.problem.stops):
        covers = [v for v, (_, stops) in zip(taken, columns, strict=True) if s in stops]
        model.add_bool_or([*covers, missed[s]])
        if stop.mandatory:
            model.add(missed[s] == 0)
    _crew_rules(view, model, columns, taken)
    model.minimize(
        sum(view.cost(k, stops) * v for v, (k, stops) in zip(taken, columns, strict=True))
        + sum(prize * v for prize, v in zip(view.prize, missed, strict=True))
    )
    with attempt.silently():
        answer = cp.solve(model, attempt, work=work)
    if not answer.solved:
        return None
    chosen = [c for v, c in zip(taken, columns, strict=True) if answer.true(v)]
    routes = without_doubles(view, dict(chosen))
    return routes if view.sound(routes) else None


def without_doubles(view: View, routes: dict[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """Return routes in which each stop stays only where leaving it out would save least."""
    crews_of: dict[int, list[int]] = defaultdict(list)
    for k, stops in routes.items():
        for s in stops:
            crews_of[s].append(k)
    for s, crews in crews_of.items():
        if len(crews) > 1:
            stays = min(crews, key=lambda k: (_saving(view, k, routes[k], s), k))
            for k in crews:
                if k != stays:
                    routes[k] = tuple(other for other in routes[k] if other != s)
    return {k: stops for k, stops in routes.items() if stops}


def _columns(view: View, pool: Pool) -> list[Column]:
    """Return the sound routes of the pool, most useful first, some offered to other crews too."""
    sound = [c for c in pool.routes if view.fits(*c)]
    sound.sort(key=lambda c: view.cost(*c) - sum(view.prize[s] for s in c[1]))
    columns = dict.fromkeys(sound[:COLUMNS_MOST])
    for _, stops in sound[:SHARED_MOST]:
        for k in view.crews:
            if (k, stops) not in columns and view.fits(k, stops):
                columns[k, stops] = None
    return list(columns)


def _crew_rules(
    view: View, model: cp_model.CpModel, columns: Sequence[Column], taken: list[cp_model.IntVar]
) -> None:
    out: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    shifts: dict[str, list[cp_model.IntVar]] = defaultdict(list)
    for variable, (k, _) in zip(taken, columns, strict=True):
        out[k].append(variable)
        shifts[view.problem.crews[k].shift_id].append(variable)
    for variables in out.values():
        model.add_at_most_one(variables)
    for shift, variables in shifts.items():
        model.add(sum(variables) <= view.allowed_out[shift])


def _saving(view: View, crew: int, stops: tuple[int, ...], stop: int) -> int:
    rest = tuple(s for s in stops if s != stop)
    return view.cost(crew, stops) - (view.cost(crew, rest) if rest else 0)
