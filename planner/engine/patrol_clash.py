"""When no search finds a plan: make one from the mandatory stops, or name what clashes."""

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.clash import clash
from planner.engine.patrol_exact import Circuits, build_clash, read
from planner.engine.patrol_view import FAR, View
from planner.outcome import Conflict, facts

SMALL_STOPS = 14
"""Up to so many stops the clash is sought in the whole question, not in its mandatory stops."""
RESCUE_WORK = 5.0
CLASH_WORK = 2.0


def rescue(
    view: View, attempt: Attempt
) -> tuple[dict[int, tuple[int, ...]] | None, tuple[Conflict, ...]]:
    """Return sound routes by the mandatory stops, or else conflicts; nothing if undecided."""
    certain = arithmetic(view)
    if certain:
        return None, certain
    for s in _mandatory(view):
        if not any(view.possible[k, s] for k in view.crews):
            circuits = build_clash(view, [s])
            return None, clash(circuits.model, circuits.rules, attempt, work=CLASH_WORK)
    small = len(view.problem.stops) <= SMALL_STOPS
    circuits = build_clash(view, range(len(view.problem.stops)) if small else _mandatory(view))
    answer = _all_rules(circuits, attempt)
    if answer.solved:
        routes = read(circuits, answer)
        return (routes, ()) if view.sound(routes) else (None, ())
    if answer.found is cp.Found.INFEASIBLE:
        return None, clash(circuits.model, circuits.rules, attempt, work=CLASH_WORK)
    return None, ()


def arithmetic(view: View) -> tuple[Conflict, ...]:
    """Return conflicts that need no solver: nobody may go out, or no way leads there."""
    mandatory = _mandatory(view)
    if not mandatory:
        return ()
    problem = view.problem
    if not any(view.allowed_out.values()):
        share = problem.rules.reserve_share_pct
        crews = len(problem.crews)
        return (
            Conflict("reserve_share_pct", facts(share_pct=share, crews=crews, allowed=0)),
            Conflict("mandatory", facts(stops=len(mandatory))),
        )
    for s in mandatory:
        if all(_no_way(view, k, s) for k in range(len(problem.crews))):
            stop_id = problem.stops[s].stop_id
            return (
                Conflict("unreachable", facts(stop=stop_id)),
                Conflict("mandatory", facts(stop=stop_id)),
            )
    return ()


def _no_way(view: View, crew: int, stop: int) -> bool:
    base, place = view.bases[crew], view.places[stop]
    there, back = view.shortest[crew][base, place], view.shortest[crew][place, base]
    return max(int(there), int(back)) >= FAR


def _mandatory(view: View) -> list[int]:
    return [s for s, stop in enumerate(view.problem.stops) if stop.mandatory]


def _all_rules(circuits: Circuits, attempt: Attempt) -> cp.Answer:
    strict = circuits.model.clone()
    for literal in circuits.rules.values():
        strict.add(strict.get_bool_var_from_proto_index(literal.index) == 1)
    with attempt.silently():
        return cp.solve(strict, attempt, work=RESCUE_WORK)
