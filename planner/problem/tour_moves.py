"""Plans of tours changed by hand: which crew does what in which order, the times left aside.

A plan is taken apart into orders, changed by small steps, and given times again by
:mod:`planner.tours`; whether the result is sound is the judge's to say, never this module's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from planner.problem.tours import Kept, Tour, ToursPlan, ToursProblem


@dataclass(frozen=True, slots=True)
class Step:
    """One call without its times: what is done, and in which of its ways."""

    task_id: str
    way: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the order of a turn, counted from 0."""

    turn_id: str
    position: int


Orders: TypeAlias = Mapping[str, tuple[Step, ...]]
"""What each turn that goes out does, in its order; turns that stay are not in it."""


def orders_of(plan: ToursPlan) -> Orders:
    """Return what each tour of a plan does, in its order."""
    return {tour.turn_id: steps_of(tour) for tour in plan.tours}


def steps_of(tour: Tour) -> tuple[Step, ...]:
    """Return what a tour does, in its order."""
    return tuple(Step(call.task_id, call.way) for call in tour.calls)


def put_in(orders: Orders, step: Step, spot: Spot) -> Orders:
    """Return the orders with a step more; past the end of a turn means at its end."""
    steps = list(orders.get(spot.turn_id, ()))
    steps.insert(max(0, spot.position), step)
    return {**orders, spot.turn_id: tuple(steps)}


def taken_out(orders: Orders, spot: Spot) -> Orders:
    """Return the orders with a step less; a turn with nothing left to do stays at its base.

    Raises
    ------
    LookupError
        If nothing is done there.
    """
    steps = list(orders[spot.turn_id])
    if not 0 <= spot.position < len(steps):
        raise IndexError(spot.position)
    del steps[spot.position]
    left = {turn_id: done for turn_id, done in orders.items() if turn_id != spot.turn_id}
    return {**left, spot.turn_id: tuple(steps)} if steps else left


def moved_to(orders: Orders, spot: Spot, to: Spot) -> Orders:
    """Return the orders with a step done elsewhere; `to` counts without the step itself.

    Raises
    ------
    LookupError
        If nothing is done at `spot`.
    """
    step = orders[spot.turn_id][spot.position]
    return put_in(taken_out(orders, spot), step, to)


def kept_calls(orders: Orders) -> tuple[Kept, ...]:
    """Return every call of the orders as one to be kept."""
    return tuple(Kept(step.task_id, turn) for turn, steps in orders.items() for step in steps)


def with_pin(problem: ToursProblem, task_id: str, turn_id: str, *, pinned: bool) -> ToursProblem:
    """Return the question with a call fixed to its turn, or free again."""
    pin = Kept(task_id, turn_id)
    others = tuple(had for had in problem.pins if had != pin)
    return replace(problem, pins=(*others, pin) if pinned else others)
