"""The patrol question as a CP-SAT model of circuits: exact for small beats, and for clashes.

Each crew has a circuit through its base and the stops it visits; stops it does not visit, and the
base of a crew that stays, carry a loop. Visits carry a time of beginning; waiting is the slack.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.patrol_view import FAR, Routes, View, may_go_out
from planner.outcome import Conflict, facts
from planner.problem.checks import TIME_LIMIT_S

HORIZON_S = 3 * TIME_LIMIT_S

Arc = tuple[int, int, cp_model.BoolVarT]


@dataclass(eq=False)
class Circuits:
    """A model and its variables; position 0 of a circuit is the base, s + 1 is stop s of ``stops``.

    Parameters
    ----------
    soft
        Whether every rule is behind a literal of its own, kept in ``rules``.
    any_way
        Whether a leg takes the shortest way through any places.
    """

    view: View
    stops: Sequence[int]
    soft: bool
    any_way: bool = False
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    arcs: dict[int, list[Arc]] = field(default_factory=dict)
    visited: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    out: dict[int, cp_model.IntVar] = field(default_factory=dict)
    rules: dict[Conflict, cp_model.IntVar] = field(default_factory=dict)

    def literal(self, rule: str, **values: str | int) -> cp_model.IntVar:
        """Return the literal of a rule; in a hard model it is simply true."""
        if not self.soft:
            return self.model.new_constant(1)
        return self.rules.setdefault(Conflict(rule, facts(**values)), self.model.new_bool_var(""))

    def leg(self, crew: int, start: int, end: int) -> int:
        """Return the seconds between two nodes of a circuit, -1 without a way."""
        view = self.view
        i = view.bases[crew] if start == 0 else view.places[self.stops[start - 1]]
        j = view.bases[crew] if end == 0 else view.places[self.stops[end - 1]]
        if self.any_way:
            seconds = int(view.shortest[crew][i, j])
            return -1 if seconds >= FAR else seconds
        return view.travel[crew][i][j]


def prove(
    view: View, attempt: Attempt, *, work: float, start: Routes | None
) -> tuple[dict[int, tuple[int, ...]] | None, int | None, cp.Found]:
    """Return the best routes of a small question, a bound, and how the solve ended."""
    stops = [s for s in range(len(view.problem.stops)) if _worth_a_node(view, s)]
    circuits = _build(view, stops, soft=False)
    model = circuits.model
    left = {s: model.new_bool_var("") for s in stops}
    for s in stops:
        visits = [v for (_, t), v in circuits.visited.items() if t == s]
        model.add_exactly_one([*visits, left[s]])
        if view.problem.stops[s].mandatory:
            model.add(left[s] == 0)
    lost = sum(view.prize[s] for s in range(len(view.problem.stops)) if s not in left)
    price: list[cp_model.LinearExprT] = [view.prize[s] * v for s, v in left.items()]
    price += [_arc_cost(circuits, k, arc) for k, arcs in circuits.arcs.items() for arc in arcs]
    model.minimize(sum(price))
    if start is not None:
        _hint(circuits, left, start)
    answer = cp.solve(model, attempt, work=work, offset=lost)
    bound = None if answer.bound is None else answer.bound + lost
    routes = read(circuits, answer) if answer.solved else None
    return routes, bound, answer.found


def build_clash(view: View, stops: Sequence[int]) -> Circuits:
    """Return a model of some stops alone, each rule behind a literal of its own.

    With all stops it is the question itself. With some it relaxes the question: other stops are
    dropped, and legs take the shortest way through any places. So a clash in it is a clash in the
    question, while a solution of it may not be a plan.
    """
    circuits = _build(view, stops, soft=True, any_way=len(stops) < len(view.problem.stops))
    for s in stops:
        visits = [v for (_, t), v in circuits.visited.items() if t == s]
        circuits.model.add_at_most_one(visits)
        if view.problem.stops[s].mandatory:
            demand = circuits.literal("mandatory", stop=view.problem.stops[s].stop_id)
            circuits.model.add_bool_or([*visits, ~demand])
    return circuits


def read(circuits: Circuits, answer: cp.Answer) -> dict[int, tuple[int, ...]]:
    """Return the routes of a solution."""
    routes = {}
    for k, arcs in circuits.arcs.items():
        follow = {i: j for i, j, v in arcs if answer.true(v) and i != j}
        visits = []
        node = follow.get(0, 0)
        while node:
            visits.append(circuits.stops[node - 1])
            node = follow[node]
        if visits:
            routes[k] = tuple(visits)
    return routes


def _build(view: View, stops: Sequence[int], *, soft: bool, any_way: bool = False) -> Circuits:
    circuits = Circuits(view, stops, soft, any_way)
    begins = {s: _begin(circuits, s) for s in stops}
    crews = range(len(view.problem.crews)) if soft else view.crews
    for k in crews:
        _circuit(circuits, k, begins)
        _who(circuits, k)
    by_shift: dict[str, list[cp_model.IntVar]] = defaultdict(list)
    for k, out in circuits.out.items():
        by_shift[view.problem.crews[k].shift_id].append(out)
    share = view.problem.rules.reserve_share_pct
    for shift, outs in by_shift.items():
        allowed = view.allowed_out[shift]
        rule = circuits.literal("reserve_share_pct", shift=shift, share_pct=share, allowed=allowed)
        circuits.model.add(sum(outs) <= allowed).only_enforce_if(rule)
    return circuits


def _begin(circuits: Circuits, stop: int) -> cp_model.IntVar:
    """Return the time a visit begins, inside its window."""
    where = circuits.view.problem.stops[stop]
    begin = circuits.model.new_int_var(0, HORIZON_S, "")
    window = circuits.literal(
        "window", stop=where.stop_id, open_s=where.open_s, close_s=where.close_s
    )
    circuits.model.add(begin >= where.open_s).only_enforce_if(window)
    circuits.model.add(begin <= where.close_s - where.dwell_s).only_enforce_if(window)
    return begin


def _circuit(circuits: Circuits, crew: int, begins: Mapping[int, cp_model.IntVar]) -> None:
    """Add the circuit of a crew, its clock, its shift and its drive cap."""
    model, who = circuits.model, circuits.view.problem.crews[crew]
    out = circuits.out[crew] = model.new_bool_var("")
    arcs: list[Arc] = [(0, 0, ~out)]
    shift = circuits.literal("end_s", crew=who.crew_id, end_s=who.end_s)
    for node, s in enumerate(circuits.stops, start=1):
        visited = circuits.visited[crew, s] = model.new_bool_var("")
        model.add_implication(visited, out)
        arcs.append((node, node, ~visited))
    for i, j, seconds in _legs(circuits, crew):
        arc = model.new_bool_var("")
        arcs.append((i, j, arc))
        ready = who.start_s if i == 0 else begins[circuits.stops[i - 1]] + _dwell(circuits, i)
        if j:
            begin = begins[circuits.stops[j - 1]]
            model.add(begin >= ready + seconds).only_enforce_if(arc)
        else:
            model.add(ready + seconds <= who.end_s).only_enforce_if(arc, shift)
    model.add_circuit(arcs)
    circuits.arcs[crew] = arcs
    cap = circuits.literal("max_drive_s", crew=who.crew_id, max_drive_s=who.max_drive_s)
    drive = sum(circuits.leg(crew, i, j) * v for i, j, v in arcs if i != j)
    model.add(drive <= who.max_drive_s).only_enforce_if(cap)


def _legs(circuits: Circuits, crew: int) -> Iterator[tuple[int, int, int]]:
    """Yield the legs a crew may take; a hard model leaves out stops it can never visit."""
    view = circuits.view
    able = [
        n for n, s in enumerate(circuits.stops, start=1) if circuits.soft or view.possible[crew, s]
    ]
    for i in (0, *able):
        for j in (0, *able):
            seconds = circuits.leg(crew, i, j)
            if i != j and seconds >= 0:
                yield i, j, seconds


def _who(circuits: Circuits, crew: int) -> None:
    """Add the rules about who may go out and where."""
    view, model = circuits.view, circuits.model
    who, rules = view.problem.crews[crew], view.problem.rules
    out = circuits.out[crew]
    if not may_go_out(view.problem, who):
        if who.size < rules.min_crew_size:
            least = rules.min_crew_size
            model.add_implication(out, ~circuits.literal("min_crew_size", least=least))
        else:
            model.add_implication(out, ~circuits.literal("volunteers_need_officer"))
    for s in circuits.stops:
        if not view.officer_fits(crew, s):
            rule = circuits.literal("officer_where_needed", stop=view.problem.stops[s].stop_id)
            model.add_implication(circuits.visited[crew, s], ~rule)


def _dwell(circuits: Circuits, node: int) -> int:
    return circuits.view.problem.stops[circuits.stops[node - 1]].dwell_s


def _worth_a_node(view: View, stop: int) -> bool:
    # a stop worth nothing may still be on the only way to another one
    return view.problem.stops[stop].mandatory or any(view.possible[k, stop] for k in view.crews)


def _arc_cost(circuits: Circuits, crew: int, arc: Arc) -> cp_model.LinearExprT:
    i, j, variable = arc
    if i == j:
        return 0
    away = circuits.view.away_price(crew, circuits.stops[j - 1]) if j else 0
    return (circuits.leg(crew, i, j) + away) * variable


def _hint(circuits: Circuits, left: Mapping[int, cp_model.IntVar], start: Routes) -> None:
    model = circuits.model
    node = {s: n for n, s in enumerate(circuits.stops, start=1)}
    for k, arcs in circuits.arcs.items():
        tour = [0, *(node[s] for s in start.get(k, ()) if s in node), 0]
        taken = set(pairwise(tour)) if len(tour) > 2 else set()
        model.add_hint(circuits.out[k], len(tour) > 2)
        for i, j, variable in arcs:
            if i != j:
                model.add_hint(variable, (i, j) in taken)
    served = {s for stops in start.values() for s in stops}
    for (k, s), variable in circuits.visited.items():
        model.add_hint(variable, s in start.get(k, ()))
    for s, variable in left.items():
        model.add_hint(variable, s not in served)
