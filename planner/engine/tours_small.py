"""Small tours questions solved and proved whole, with every rule and price of the judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from planner import judge
from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.tours_bound_parts import Relaxed
from planner.engine.tours_small_model import Circuits, Out, Visit
from planner.engine.tours_small_rules import add_rules
from planner.problem.tours import Call, Tour, ToursPlan

ARCS_MOST = 8000
"""Largest model: four turns of 40 spots, or sixteen of 20."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a question: a bound, and a sound plan where one was found.

    Parameters
    ----------
    bound
        None where the solver proved nothing.
    """

    bound: int | None
    plan: ToursPlan | None


def small_enough(question: Relaxed) -> bool:
    """Return whether the model of circuits is small enough to be of use."""
    arcs = sum(len(group.turns) * (len(group.spots) + 1) ** 2 for group in question.groups)
    return arcs <= ARCS_MOST


def prove(question: Relaxed, attempt: Attempt, *, work: float, start: ToursPlan | None) -> Proof:
    """Return a bound and the best plan of a small question; optimal where the two meet.

    With a sound plan to start from only better ones are looked for; where there is none, that plan
    is the best.
    """
    circuits = Circuits(question)
    add_rules(circuits)
    circuits.model.minimize(sum(circuits.cost))
    value = None if start is None else judge.objective(question.problem, start)
    if value is not None:
        circuits.model.add(sum(circuits.cost) < value)
    with attempt.silently():
        answer = cp.solve(circuits.model, attempt, work=work)
    if answer.found is cp.Found.INFEASIBLE and value is not None:
        return Proof(value, None)
    if not answer.solved:
        return Proof(answer.bound, None)
    plan = ToursPlan(tuple(tours_of(circuits, answer)))
    # a rule the model only relaxes may still be broken
    sound = not judge.faults(question.problem, plan)
    return Proof(answer.bound, plan if sound else None)


def tours_of(circuits: Circuits, answer: cp.Answer) -> Iterator[Tour]:
    """Yield the tours an answer holds, one for each turn that goes out."""
    for out in circuits.outs:
        if answer.true(out.goes):
            yield _tour(circuits, answer, out)


def _tour(circuits: Circuits, answer: cp.Answer, out: Out) -> Tour:
    """Read a tour: crews wait before the work, and after the last call until they must go."""
    value = answer.solver.value
    nodes = _nodes(answer, out)
    back_s = value(out.back)
    left_s = start_s = value(out.start)
    calls: list[Call] = []
    for i, j in pairwise([*nodes, 0]):
        arrive_s = left_s + circuits.leg(out, i, j)
        if not j:
            break
        visit = out.visits[j - 1]
        begin_s = value(visit.begin)
        end_s = begin_s + visit.spot.dwell_s
        left_s = end_s if visit.leave is None else value(visit.leave)
        calls.append(Call(*_name(circuits, visit), arrive_s, begin_s, end_s, left_s))
    if calls and calls[-1].leave_s < (left_s := back_s - circuits.leg(out, nodes[-1], 0)):
        last = calls[-1]
        calls[-1] = Call(last.task_id, last.way, last.arrive_s, last.begin_s, last.end_s, left_s)
    return Tour(out.turn.turn_id, start_s, tuple(calls), back_s)


def _nodes(answer: cp.Answer, out: Out) -> list[int]:
    """Nodes of a circuit from the base on."""
    follow = {i: j for i, j, arc in out.arcs if i != j and answer.true(arc)}
    nodes = [0]
    while follow[nodes[-1]]:
        nodes.append(follow[nodes[-1]])
    return nodes


def _name(circuits: Circuits, visit: Visit) -> tuple[str, int]:
    task = circuits.problem.tasks[circuits.question.task_of(visit.spot)]
    return task.task_id, visit.spot.way
