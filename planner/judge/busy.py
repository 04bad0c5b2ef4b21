"""What a right answer about busy posts is: formulas for like units, and the balance of states."""

from collections.abc import Iterator
from itertools import repeat

from planner.judge.fault import Fault, fault
from planner.problem.busy import BusyAnswer, BusyProblem

PARTS = 1_000_000
"""Shares are compared in millionths."""


def levels(load: float, units: int, *, queue: bool) -> tuple[float, ...]:
    """Return the share of time in which so many units are busy, 0 to all of them (M/M/c, M/M/c/c).

    The last share holds the time with calls waiting too. Erlang (1917); load in erlangs.
    """
    weights = [1.0]
    for busy in range(1, units + 1):
        weights.append(weights[-1] * load / busy)
    if queue:
        weights[-1] /= 1 - load / units
    total = sum(weights)
    return tuple(weight / total for weight in weights)


def waiting(load: float, units: int, *, queue: bool) -> float:
    """Return the share of calls that find all units busy: Erlang's C with a queue, B without."""
    return levels(load, units, queue=queue)[-1]


def mean_wait_s(problem: BusyProblem) -> float:
    """Return the mean seconds a call waits for a unit to be free, over all calls (M/M/c)."""
    if not problem.queue:
        return 0.0
    found = waiting(problem.load, problem.units, queue=True)
    return found * problem.service_s / (problem.units - problem.load)


def faults(problem: BusyProblem, answer: BusyAnswer, *, within: int = 10) -> tuple[Fault, ...]:
    """Return what contradicts the definition, in millionths off by more than `within`.

    An answer that is not exact has to keep the totals only.
    """
    found = totals(problem, answer, within=within)
    return (*found, *_states(problem, answer, within)) if answer.exact else found


def totals(problem: BusyProblem, answer: BusyAnswer, *, within: int = 10) -> tuple[Fault, ...]:
    """Return what contradicts the formulas for all units together."""
    found = list(_off("busy_waiting", _waiting(problem), answer.waiting, within))
    found += _off("busy_load", _carried(problem), sum(answer.busy), within * problem.units)
    for shares in answer.answers:
        answered = 1.0 if problem.queue else 1 - answer.waiting
        found += _off("busy_answers", answered, sum(shares), within)
    return tuple(found)


def _states(problem: BusyProblem, answer: BusyAnswer, within: int) -> Iterator[Fault]:
    """Yield states whose flow in is not their flow out (Larson 1974), and units counted wrong."""
    rate_in = [0.0] * len(answer.states)
    rate_out = [0.0] * len(answer.states)
    for state, share in enumerate(answer.states):
        for to, rate in _moves(problem, state):
            rate_out[state] += share * rate
            rate_in[to] += share * rate
    for arrives, leaves in zip(rate_in, rate_out, strict=True):
        yield from _off("busy_balance", arrives, leaves, within)
    queued = _waiting(problem) - answer.states[-1] if problem.queue else 0.0
    for unit, busy in enumerate(answer.busy):
        held = sum(share for state, share in enumerate(answer.states) if state >> unit & 1)
        yield from _off("busy_busy", held + queued, busy, within)


def _moves(problem: BusyProblem, state: int) -> Iterator[tuple[int, float]]:
    """Yield the states that follow without anybody waiting, and the rate in mean services."""
    for place in problem.places:
        free = next((unit for unit in place.order if not state >> unit & 1), None)
        if free is not None:
            yield state | 1 << free, problem.load_of(place)
    yield from zip(
        (state & ~(1 << unit) for unit in range(problem.units) if state >> unit & 1), repeat(1.0)
    )


def _waiting(problem: BusyProblem) -> float:
    return waiting(problem.load, problem.units, queue=problem.queue)


def _carried(problem: BusyProblem) -> float:
    return problem.load * (1.0 if problem.queue else 1 - _waiting(problem))


def _off(what: str, expected: float, given: float, within: int) -> Iterator[Fault]:
    told, found = round(PARTS * expected), round(PARTS * given)
    if abs(told - found) > within:
        yield fault(what, expected=told, given=found)
