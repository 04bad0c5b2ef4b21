"""Better rosters near a roster: a few rows, or a few days of all, are solved anew."""

import random
from collections.abc import Iterator

from ortools.sat.python import cp_model

from planner import judge
from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.roster_model import RosterModel
from planner.problem.roster import RosterPlan, RosterProblem

PIECE_WORK = 1.0
"""Work of one piece at most."""
ROWS_LEAST, DAYS_LEAST = 2, 5
NOISE = 0.3
"""Share of the free cells that a piece would rather leave empty."""


def improve(
    problem: RosterProblem, built: RosterModel, plan: RosterPlan, attempt: Attempt, *, until: float
) -> RosterPlan:
    """Return a roster no worse, with pieces of it solved anew until the work is used.

    A piece that is proved quickly makes the next ones larger, one that is not makes them smaller.
    """
    chance = random.Random(attempt.effort.seed)  # noqa: S311 a search, no secret
    best, size = judge.objective(problem, plan), 1.0
    while attempt.used < until and not attempt.over():
        free = set(_piece(problem, chance, size))
        model = _near(problem, built, plan, free, chance)
        with attempt.silently():
            found = cp.solve(model, attempt, work=min(PIECE_WORK, until - attempt.used))
        size *= 1.1 if found.found is cp.Found.OPTIMAL else 0.9
        size = min(max(size, 0.5), len(problem.slots) / ROWS_LEAST)
        if not found.solved:
            continue
        plan = built.plan(problem, found.true)
        cost = judge.objective(problem, plan)
        if cost < best:
            best = cost
            attempt.report(best, None)
    return plan


def _piece(problem: RosterProblem, chance: random.Random, size: float) -> Iterator[tuple[int, int]]:
    """Yield the cells of the rows or days that are free."""
    rows, days = range(len(problem.slots)), range(len(problem.days))
    if chance.random() < 0.5:
        taken = chance.sample(rows, min(len(rows), round(ROWS_LEAST * (1 + size))))
        yield from ((s, d) for s in taken for d in days)
        return
    width = min(len(days), round(DAYS_LEAST * (1 + size / 2)))
    first = chance.randrange(len(days) - width + 1)
    yield from ((s, d) for s in rows for d in range(first, first + width))


def _near(
    problem: RosterProblem,
    built: RosterModel,
    plan: RosterPlan,
    free: set[tuple[int, int]],
    chance: random.Random,
) -> cp_model.CpModel:
    """Return the model with every cell but the free ones as it is."""
    model, noise = built.model.clone(), []
    for s, row in enumerate(built.cells):
        for d, cell in enumerate(row):
            for t, variable in enumerate(cell):
                value = plan.rows[s][d] == problem.shift_ids[t]
                if (s, d) not in free:
                    model.add(variable == value)
                    continue
                model.add_hint(variable, value)
                if chance.random() < NOISE:
                    noise.append(variable)
    # among rosters that cost the same any other one will do: that is how the search moves on
    model.minimize((len(noise) + 1) * built.cost + sum(noise))
    return model
