"""The other programs, each in the setting that serves it best, ended by processor time.

Each takes an instance and seconds of processor time, and returns routes of client numbers.
"""

import time
from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pyvrp
import vroom as program
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.patrol.flat import Flat

Routes = list[list[int]]
FAR_S = 10**7
"""Seconds of a way that does not exist, small enough for 32 bits."""
GLOBAL_SPAN = 1000


class UnableError(Exception):
    """The program has no words for this family."""


def ortools_routing(given: Flat, limit_s: float) -> Routes:
    """OR-Tools routing: parallel insertion, then guided local search until the limit."""
    size = given.clients + 2
    manager = pywrapcp.RoutingIndexManager(size, given.vehicles, *_ends(given))
    model = pywrapcp.RoutingModel(manager)
    far = np.minimum(given.seconds, FAR_S)
    stay = np.append([0, 0], given.dwell_s)
    # the ends of a route are places of its own, never on the way
    arc = model.RegisterTransitMatrix(far.tolist())
    model.SetArcCostEvaluatorOfAllVehicles(arc)
    taken = model.RegisterTransitMatrix((far + stay[:, None]).tolist())
    model.AddDimension(taken, given.close_s, given.close_s, False, "time")
    clock = model.GetDimensionOrDie("time")
    if given.load.any():
        loads = model.RegisterUnaryTransitVector([0, 0, *given.load.tolist()])
        model.AddDimension(loads, 0, given.capacity, True, "load")
    for c in range(given.clients):
        span = int(given.open_s[c]), min(int(given.late_s[c]), given.close_s)
        clock.CumulVar(manager.NodeToIndex(c + 2)).SetRange(*span)
    for members in given.groups():
        rows = [manager.NodeToIndex(c + 2) for c in members]
        if not given.required[members[0]]:
            model.AddDisjunction(rows, int(given.prize[members[0]]))
        elif len(rows) > 1:
            model.AddDisjunction(rows)
    if given.longest:
        clock.SetGlobalSpanCostCoefficient(GLOBAL_SPAN)
    how = pywrapcp.DefaultRoutingSearchParameters()
    first, better = (
        routing_enums_pb2.FirstSolutionStrategy,
        routing_enums_pb2.LocalSearchMetaheuristic,
    )
    how.first_solution_strategy = first.PARALLEL_CHEAPEST_INSERTION
    how.local_search_metaheuristic = better.GUIDED_LOCAL_SEARCH
    how.time_limit.FromSeconds(int(limit_s * 20) + 60)  # the clock only as a last resort
    over = time.process_time() + limit_s
    model.AddSearchMonitor(model.solver().CustomLimit(lambda: time.process_time() > over))
    found = model.SolveWithParameters(how)
    if found is None:
        return []
    routes: Routes = []
    for vehicle in range(given.vehicles):
        at, route = found.Value(model.NextVar(model.Start(vehicle))), []
        while not model.IsEnd(at):
            route.append(manager.IndexToNode(at) - 2)
            at = found.Value(model.NextVar(at))
        routes.append(route)
    return [route for route in routes if route]


def pyvrp_alone(given: Flat, limit_s: float) -> Routes:
    """PyVRP with its own parameters, one run until the limit."""
    if given.longest:
        raise UnableError("no shortest longest route")
    size = given.clients + 2
    groups = [members for members in given.groups() if len(members) > 1]
    group_of = {c: g for g, members in enumerate(groups) for c in members}
    start, end = 0, 1
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(size)],
        clients=[
            pyvrp.Client(
                location=c + 2,
                delivery=[int(given.load[c])],
                service_duration=int(given.dwell_s[c]),
                tw_early=int(given.open_s[c]),
                tw_late=int(given.late_s[c]),
                prize=int(given.prize[c]),
                required=bool(given.required[c]) and c not in group_of,
                group=group_of.get(c),
            )
            for c in range(given.clients)
        ],
        depots=[pyvrp.Depot(location=start), pyvrp.Depot(location=end)],
        vehicle_types=[
            pyvrp.VehicleType(
                num_available=given.vehicles,
                capacity=[given.capacity],
                start_depot=0,
                end_depot=1,
                tw_late=given.close_s,
            )
        ],
        distance_matrices=[given.seconds],
        duration_matrices=[given.seconds],
        groups=[pyvrp.ClientGroup(members, bool(given.required[members[0]])) for members in groups],
    )
    over = time.process_time() + limit_s
    found = pyvrp.solve(
        data,
        stop=lambda best: time.process_time() > over,  # noqa: ARG005
        seed=1,
        collect_stats=False,
        display=False,
    )
    if not found.best.is_feasible():
        return []
    return [[a.idx for a in route if a.is_client()] for route in found.best.routes()]


def vroom(given: Flat, limit_s: float) -> Routes:
    """VROOM at its highest level of exploration, one thread; it ends when it finds no more."""
    if given.longest:
        raise UnableError("no shortest longest route")
    if len(given.groups()) < given.clients:
        raise UnableError("no streets: a job has one place")
    asked = program.Input()
    matrix = np.minimum(given.seconds, FAR_S).astype(np.uint32)
    asked.set_durations_matrix("car", matrix)
    for vehicle in range(given.vehicles):
        asked.add_vehicle(
            program.Vehicle(
                vehicle,
                start=0,
                end=1,
                capacity=[given.capacity],
                time_window=program.TimeWindow(0, given.close_s),
            )
        )
    for c in range(given.clients):
        window = program.TimeWindow(int(given.open_s[c]), min(int(given.late_s[c]), given.close_s))
        asked.add_job(
            program.Job(
                c,
                location=c + 2,
                default_service=int(given.dwell_s[c]),
                delivery=[int(given.load[c])],
                priority=100 if given.required[c] else _rank(given, c),
                time_windows=[window],
            )
        )
    found = asked.solve(exploration_level=5, nb_threads=1, timeout=timedelta(seconds=limit_s))
    table = found.routes
    jobs = table[table["type"] == "job"]
    return [route["id"].astype(int).tolist() for _, route in jobs.groupby("vehicle_id")]


def _rank(given: Flat, client: int) -> int:
    """Its prize among 100 ranks: more are not known there."""
    points = int(given.prize[client]) * 100 // int(max(1, given.prize.max()))
    return max(1, points)


def _ends(given: Flat) -> tuple[list[int], list[int]]:
    return [0] * given.vehicles, [1] * given.vehicles


TOOLS: dict[str, Callable[[Flat, float], Routes]] = {
    "OR-Tools routing": ortools_routing,
    "PyVRP alone": pyvrp_alone,
    "VROOM": vroom,
}
