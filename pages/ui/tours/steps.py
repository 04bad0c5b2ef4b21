"""A step of the reader: a stop is moved, left out, added or pinned on a sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.problem.tour_moves import Orders, Spot, Step, moved_to, put_in, taken_out, with_pin

if TYPE_CHECKING:
    from pages.ui.tours.work import Event, Sheet
    from planner.problem.tours import ToursProblem


def done(sheet: Sheet, event: Event) -> tuple[Sheet, Spot | None]:
    """Return the sheet after a step of the reader, and where the step is now.

    Parameters
    ----------
    event
        ``op``: move, drop, add or pin; ``spot`` and ``to`` as [turn, position]; ``task`` to add, or
        at the spot as the reader saw it.

    Raises
    ------
    LookupError, ValueError, TypeError
        If it names what is not there, or is no event at all.
    """
    op, orders = event["op"], sheet.orders
    if op == "add":
        to = _spot(event["to"])
        _known(sheet.problem, to)
        step = Step(str(event["task"]), int(event.get("way", 0)))
        return sheet.with_orders(put_in(orders, step, to), "added"), to
    spot = _where(orders, _spot(event["spot"]), event.get("task"))
    step = orders[spot.turn_id][spot.position]
    if op == "move":
        to = _spot(event["to"])
        _known(sheet.problem, to)
        orders = moved_to(orders, spot, to)
        last = len(orders[to.turn_id]) - 1
        return sheet.with_orders(orders, "moved"), Spot(to.turn_id, min(to.position, last))
    if op == "drop":
        return sheet.with_orders(taken_out(orders, spot), "dropped"), None
    if op == "pin":
        pinned = not sheet.pinned(step.task_id, spot.turn_id)
        problem = with_pin(sheet.problem, step.task_id, spot.turn_id, pinned=pinned)
        return replace(sheet, problem=problem, how="pinned" if pinned else "freed"), spot
    raise ValueError(op)


def _spot(told: object) -> Spot:
    turn_id, position = told  # type: ignore[misc]
    return Spot(str(turn_id), int(position))


def _where(orders: Orders, spot: Spot, task_id: object) -> Spot:
    """Return where a stop is by now: steps just made may have moved it within its turn."""
    steps = orders[spot.turn_id]
    here = steps[spot.position].task_id if spot.position < len(steps) else None
    if task_id is None or here == task_id:
        return spot
    found = [n for n, step in enumerate(steps) if step.task_id == task_id]
    if len(found) != 1:
        raise LookupError(task_id)
    return Spot(spot.turn_id, found[0])


def _known(problem: ToursProblem, spot: Spot) -> None:
    if all(turn.turn_id != spot.turn_id for turn in problem.turns):
        raise KeyError(spot.turn_id)
