"""Give the calls of a route their times: as early as can be, then no sooner than must be.

A crew begins as late as its first call allows, waits where a place is not open yet, and takes a
break before it would be out too long without one.
"""

from collections.abc import Sequence

from planner.engine.tours_cost import Route
from planner.engine.tours_view import View
from planner.problem.tours import Call, Tour


def timed(view: View, turn: int, route: Route) -> Tour | None:
    """Return the tour of a turn along a route, None where its times do not fit.

    Parameters
    ----------
    turn
        Row of the turn in the question.
    """
    rules, given = view.problem.rules, view.problem.turns[turn]
    fleet, clients = route
    legs = view.legs(fleet, clients)
    now = given.start_s
    calls: list[Call] = []
    since = given.start_s  # the crew is out without a break since then
    for c, leg_s in zip(clients, legs, strict=False):
        client = view.clients[c]
        dwell_s = view.problem.tasks[client.task].ways[client.way].dwell_s
        if not calls:  # waiting at the base is no time out
            now = max(now, client.open_s - leg_s)
            since = start_s = now
        end_s = max(now + leg_s, client.open_s) + dwell_s
        if rules.break_after_s and calls and end_s - since > rules.break_after_s:
            calls[-1], now = _rested(calls[-1], rules.break_s)
            since = now
        arrive_s = now + leg_s
        begin_s = max(arrive_s, client.open_s)
        if begin_s > client.late_s or leg_s < 0:
            return None
        if rules.break_s and begin_s - arrive_s >= rules.break_s:
            since = begin_s
        now = begin_s + dwell_s
        name = view.problem.tasks[client.task].task_id
        calls.append(Call(name, client.way, arrive_s, begin_s, now, now))
    if not calls or legs[-1] < 0:
        return None
    if rules.break_after_s and now + legs[-1] - since > rules.break_after_s:
        calls[-1], now = _rested(calls[-1], rules.break_s)
    back_s = now + legs[-1]
    return Tour(given.turn_id, start_s, tuple(calls), back_s) if back_s <= given.end_s else None


def _rested(call: Call, break_s: int) -> tuple[Call, int]:
    leave_s = call.end_s + break_s
    return Call(call.task_id, call.way, call.arrive_s, call.begin_s, call.end_s, leave_s), leave_s


def all_timed(view: View, routes: Sequence[Route]) -> list[Tour] | None:
    """Return tours for all routes, each on a turn of its fleet, None where one does not fit."""
    free = {f: list(fleet.turns) for f, fleet in enumerate(view.fleets)}
    tours = [timed(view, free[route[0]].pop(0), route) for route in routes]
    found = [tour for tour in tours if tour is not None]
    return sorted(found, key=lambda tour: tour.turn_id) if len(found) == len(tours) else None
