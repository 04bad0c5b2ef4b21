"""Which rules of a roster clash where counting, not logic, proves it: rules taken away in heaps.

With every rule fixed the presolve and the linear relaxation see the counts, which they do not
behind free literals; so heaps of rules are dropped in turn, halves first, single ones last.
"""

from collections.abc import Mapping

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.outcome import Conflict


def narrowed(
    model: cp_model.CpModel,
    rules: Mapping[Conflict, cp_model.IntVar],
    attempt: Attempt,
    *,
    work: float,
) -> tuple[Conflict, ...]:
    """Return rules of which any one fewer could hold together, or nothing if none is proved.

    Parameters
    ----------
    model
        A model without objective in which each rule holds if its literal is true.
    work
        Deterministic time for one of the many small solves.
    """
    core = list(rules)
    with attempt.silently():
        if not _infeasible(model, rules, core, attempt, work):
            return ()
        heap = len(core)
        while heap > 1:
            heap = (heap + 1) // 2
            for first in range(len(core) - 1, -1, -heap):
                low = max(0, first + 1 - heap)
                fewer = core[:low] + core[first + 1 :]
                if attempt.cancelled():
                    return ()
                if _infeasible(model, rules, fewer, attempt, work):
                    core = fewer
    return tuple(core)


def _infeasible(
    model: cp_model.CpModel,
    rules: Mapping[Conflict, cp_model.IntVar],
    kept: list[Conflict],
    attempt: Attempt,
    work: float,
) -> bool:
    chosen, fixed = set(kept), model.clone()
    for rule, literal in rules.items():
        fixed.add(literal == (rule in chosen))
    return cp.solve(fixed, attempt, work=work).found is cp.Found.INFEASIBLE
