"""Divide a whole small village as well as possible, with proof, or name the rules that clash."""

from dataclasses import dataclass

from planner import judge
from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.clash import clash
from planner.engine.redistrict_clash import pieces, shares
from planner.engine.redistrict_model import Region, RegionModel
from planner.engine.redistrict_region import ROUNDS_MOST, divide
from planner.engine.redistrict_spread import divide_by_spread
from planner.engine.redistrict_strays import Strays
from planner.engine.redistrict_view import FREE, View
from planner.outcome import Conflict, facts

UNITS_MOST = 45
"""Basic units up to which the borders of a whole village can be proved best (measured)."""
CHOICES_MOST = 2_000
"""Units times grids up to which the model of the whole gives a bound worth its work (measured)."""
SPREAD_UNITS_MOST = 100
"""Basic units up to which spread alone can: its linear relaxation is nearly whole (measured)."""
CLASH_WORK = 2.0


@dataclass(frozen=True, slots=True)
class Exact:
    """What is known of a whole village: labels of a plan, a bound, or the rules that clash."""

    labels: list[int] | None = None
    bound: int | None = None
    conflicts: tuple[Conflict, ...] = ()


def small(view: View) -> bool:
    """Return whether a proof for the whole village is within reach."""
    n = len(view.problem.basics)
    if not view.problem.prices.spread:
        return n <= UNITS_MOST
    return _spread_alone(view) and n <= SPREAD_UNITS_MOST


def medium(view: View) -> bool:
    """Return whether work left over is well spent on a bound for the whole village."""
    choices = view.most * len(view.problem.basics)
    return choices <= CHOICES_MOST and view.least == view.most and not view.problem.prices.spread


def prove(view: View, attempt: Attempt, *, work: float, best: list[int] | None) -> Exact:
    """Return the best plan of a small village, or why there is none.

    Parameters
    ----------
    best
        Labels of a plan to improve on, or None.
    """
    found = pieces(view)
    numbers = [k for k in range(view.least, view.most + 1) if shares(found, view, k) is not None]
    until = attempt.used + work
    bounds: list[int | None] = []
    impossible = True
    for turn, k in enumerate(numbers):
        left = (until - attempt.used) / (len(numbers) - turn)
        known = best
        best, bound, proved = _prove_number(view, k, attempt, work=left, best=best)
        bounds.append(bound)
        impossible = impossible and proved and best is None and known is None
        if _spread_alone(view):
            break
    if impossible:
        return Exact(conflicts=_clash(view, numbers, attempt))
    certain = [bound for bound in bounds if bound is not None]
    return Exact(best, min(certain) if len(certain) == len(bounds) else None)


def _prove_number(
    view: View, k: int, attempt: Attempt, *, work: float, best: list[int] | None
) -> tuple[list[int] | None, int | None, bool]:
    """Return the best labels known, a bound for plans of k grids, and whether that is the end."""
    until = attempt.used + work
    bound: int | None = None
    while attempt.used < until and not attempt.over():
        upper = None if best is None else judge.objective(view.problem, view.plan(best))
        left = until - attempt.used
        if _spread_alone(view):
            found = divide_by_spread(view, attempt, work=left, upper=upper)
        else:
            found = divide(view, _whole(view, k, upper), attempt, work=left)
        if found.bound is not None:
            bound = found.bound if bound is None else max(bound, found.bound)
        if found.labels is not None:
            best = found.labels
        if found.proved:
            return best, bound, True
        if found.labels is None:
            break
    return best, bound, False


def _spread_alone(view: View) -> bool:
    """Return whether grids are drawn afresh and borders cost nothing."""
    costly = any(price for near in view.beside for _, price in near)
    return view.problem.question == "afresh" and view.problem.prices.spread > 0 and not costly


def _whole(view: View, k: int, upper: int | None) -> Region:
    """Return the whole village as a region of k grids."""
    allowed = {
        unit: tuple(range(k)) if label == FREE else (label,)
        for unit, label in enumerate(view.demanded())
    }
    if not view.keys:
        # names can be exchanged: naming the heaviest unit saves work
        basics = view.problem.basics
        first = max(allowed, key=lambda unit: (basics[unit].households, -unit))
        allowed[first] = (0,)
    return Region(allowed, [FREE] * len(allowed), upper)


def _clash(view: View, numbers: list[int], attempt: Attempt) -> tuple[Conflict, ...]:
    """Return the rules that clash for every number of grids, each clash confirmed twice."""
    conflicts: dict[Conflict, None] = {}
    least, most = view.least, view.most
    conflicts[Conflict("grid_count", facts(least=least, most=most))] = None
    for k in numbers:
        allowed = {unit: tuple(range(k)) for unit in range(len(view.beside))}
        model = RegionModel(view, Region(allowed, [FREE] * len(allowed)), named=True)
        if not _exhausted(model, attempt):
            return ()
        found = clash(model.model, model.rules, attempt, work=CLASH_WORK)
        if not found:
            return ()
        conflicts |= dict.fromkeys(found)
    return tuple(conflicts)


def _exhausted(model: RegionModel, attempt: Attempt) -> bool:
    """Add rules about pieces until no plan is left; false if that takes too long."""
    strays = Strays(model)
    with attempt.silently():
        for _ in range(ROUNDS_MOST):
            every = model.model.clone()
            for literal in model.rules.values():
                every.add(every.get_bool_var_from_proto_index(literal.index) == 1)
            answer = cp.solve(every, attempt, work=CLASH_WORK)
            if answer.found is cp.Found.INFEASIBLE:
                return True
            if not answer.solved or not strays.forbid(model.read(answer)):
                return False
    return False
