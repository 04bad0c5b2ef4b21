"""Which rules cannot hold together, found on a copy without objective and confirmed twice.

CP-SAT's own core is only a hint: it may name too many rules, and open reports of a wrong
INFEASIBLE exist for this version. So each rule of the core is taken away in turn, and the clash
that remains must be infeasible again under other settings before anybody is told.
"""

from collections.abc import Iterable, Mapping

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.outcome import Conflict

Literals = Mapping[Conflict, cp_model.IntVar]


def clash(
    model: cp_model.CpModel, literals: Literals, attempt: Attempt, *, work: float
) -> tuple[Conflict, ...]:
    """Return rules of which any one fewer could hold together, or nothing if none is proved.

    Parameters
    ----------
    model
        A model without objective in which each rule holds if its literal is true.
    literals
        The rules that can be named, each with its literal.
    work
        Deterministic time for one of the many small solves.
    """
    with attempt.silently():
        core = _core(model, literals, attempt, work)
        if core is None:
            return ()
        for rule in tuple(core):
            fewer = [other for other in core if other != rule]
            if _infeasible(model, literals, fewer, attempt, work=work):
                core = fewer
        agreed = _infeasible(model, literals, core, attempt, work=work, other=True)
    return tuple(core) if agreed else ()


def _core(
    model: cp_model.CpModel, literals: Literals, attempt: Attempt, work: float
) -> list[Conflict] | None:
    """Return rules among which a clash must be, or None when there is no proof of one."""
    asked = model.clone()
    asked.add_assumptions([asked.get_bool_var_from_proto_index(v.index) for v in literals.values()])
    answer = cp.solve(asked, attempt, work=work)
    if answer.found is not cp.Found.INFEASIBLE:
        return None
    named = set(answer.solver.sufficient_assumptions_for_infeasibility())
    hinted = [rule for rule, literal in literals.items() if literal.index in named]
    if _infeasible(model, literals, hinted, attempt, work=work):
        return hinted
    everything = list(literals)
    return everything if _infeasible(model, literals, everything, attempt, work=work) else None


def _infeasible(
    model: cp_model.CpModel,
    literals: Literals,
    rules: Iterable[Conflict],
    attempt: Attempt,
    *,
    work: float,
    other: bool = False,
) -> bool:
    """Return whether these rules are proved to clash when every other rule is dropped."""
    kept = set(rules)
    fixed = model.clone()
    for rule, literal in literals.items():
        fixed.add(fixed.get_bool_var_from_proto_index(literal.index) == (rule in kept))
    return cp.solve(fixed, attempt, work=work, other=other).found is cp.Found.INFEASIBLE
