"""Divide a whole small village as well as possible, with proof, or name the rules that clash."""

from dataclasses import dataclass

from planner import judge
from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.clash import clash
from planner.engine.redistrict_counting import heavy_groups, pieces, shares
from planner.engine.redistrict_model import Region, RegionModel
from planner.engine.redistrict_region import ROUNDS_MOST, Divided, divide
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
RULES_UNITS_MOST = 130
"""Basic units up to which the rules alone, without prices, are tried before a long search."""
RULES_WORK = 2.0


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


def within_reach(view: View) -> bool:
    """Return whether it may be proved that the rules cannot hold together."""
    return len(view.problem.basics) <= RULES_UNITS_MOST


def rules_alone(view: View, attempt: Attempt) -> Exact:
    """Look for any plan at all, whatever it costs, or name the rules that clash."""
    found = pieces(view)
    numbers = [k for k in range(view.least, view.most + 1) if shares(found, view, k) is not None]
    models: list[RegionModel] = []
    for turn, k in enumerate(numbers):
        model = _named(view, k)
        work = RULES_WORK / (len(numbers) - turn)
        tried = _tried(model, attempt, work)
        if tried.labels is not None:
            return Exact(tried.labels)
        if not tried.proved:
            return Exact()
        models.append(model)
    return Exact(conflicts=_told(view, models, attempt))


def _clash(view: View, numbers: list[int], attempt: Attempt) -> tuple[Conflict, ...]:
    """Return the rules that clash for every number of grids, each clash confirmed twice."""
    models = [_named(view, k) for k in numbers]
    if any(not _tried(model, attempt, ROUNDS_MOST * CLASH_WORK).proved for model in models):
        return ()
    return _told(view, models, attempt)


def _told(view: View, models: list[RegionModel], attempt: Attempt) -> tuple[Conflict, ...]:
    """Name the rules that clash in each of these models, in which no plan is left."""
    conflicts: dict[Conflict, None] = {}
    conflicts[Conflict("grid_count", facts(least=view.least, most=view.most))] = None
    for model in models:
        # what clashes for one number of grids mostly does for the next
        known = {rule: literal for rule, literal in model.rules.items() if rule in conflicts}
        found = clash(model.model, known, attempt, work=CLASH_WORK) if known else ()
        found = found or clash(model.model, model.rules, attempt, work=CLASH_WORK)
        if not found:
            return ()
        conflicts |= dict.fromkeys([*_always(view, model), *found])
    return tuple(conflicts)


def _named(view: View, k: int) -> RegionModel:
    """Return the rules of a village of k grids, each behind a literal, without prices.

    Grids whose names can be exchanged are named by ground no two of which fit into one.
    """
    allowed = {unit: tuple(range(k)) for unit in range(len(view.beside))}
    for label, group in enumerate(_naming(view)[:k]):
        allowed |= dict.fromkeys(group, (label,))
    return RegionModel(view, Region(allowed, [FREE] * len(allowed)), named=True)


def _naming(view: View) -> list[list[int]]:
    """Return ground no two pieces of which fit into one grid, if grids' names can be exchanged."""
    if not view.problem.households.hard or any(label != FREE for label in view.fixed):
        return []
    return heavy_groups(view)


def _always(view: View, model: RegionModel) -> list[Conflict]:
    """Return the rules that naming grids by heavy ground rests on: a clash is one with them."""
    heavy = {view.problem.basics[unit].unit_id for group in _naming(view) for unit in group}
    return [
        rule
        for rule in model.rules
        if heavy and (rule.rule == "households" or dict(rule.facts).get("basic") in heavy)
    ]


def _tried(model: RegionModel, attempt: Attempt, work: float) -> Divided:
    """Add rules about pieces until there is a plan, or none is left, or the work is used."""
    strays = Strays(model)
    until = attempt.used + work
    with attempt.silently():
        for _ in range(ROUNDS_MOST):
            left = min(CLASH_WORK, until - attempt.used)
            if left <= 0 or attempt.over():
                break
            every = model.model.clone()
            for literal in model.rules.values():
                every.add(every.get_bool_var_from_proto_index(literal.index) == 1)
            answer = cp.solve(every, attempt, work=left)
            if answer.found is cp.Found.INFEASIBLE:
                return Divided(None, None, proved=True)
            if not answer.solved:
                break
            labels = model.read(answer)
            if not strays.forbid(labels):
                return Divided(labels, None, proved=False)
    return Divided(None, None, proved=False)
