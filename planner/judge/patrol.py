"""The judge of patrol plans: every rule and the objective again, from their definitions.

The clock of a route: a crew leaves its base at ``start_s``; it arrives at a stop exactly the
travel time after it left the place before; a visit begins on arrival, or when the place opens; it
lasts at least its dwell time and ends before the place closes; the crew is back exactly the travel
time after its last departure. Waiting happens at stops, never on the road.
"""

from collections import Counter
from collections.abc import Iterator

from planner.judge.fault import Fault, fault
from planner.problem.patrol import (
    Crew,
    CrewRoute,
    PatrolPlan,
    PatrolProblem,
    Stop,
    Visit,
)
from planner.problem.tour_parts import ESCORTED_KINDS


def faults(problem: PatrolProblem, plan: PatrolPlan) -> tuple[Fault, ...]:
    """Return every broken rule of a plan; nothing if it is sound."""
    strangers = tuple(_strangers(problem, plan))
    if strangers:
        return strangers
    crews = {crew.crew_id: crew for crew in problem.crews}
    found = [*_each_once(plan), *_reserve(problem, plan), *_mandatory(problem, plan)]
    for route in plan.routes:
        crew = crews[route.crew_id]
        found += _may_go_out(problem, crew)
        found += _officer(problem, crew, route)
        found += _clock(problem, crew, route)
    return tuple(found)


def objective(problem: PatrolProblem, plan: PatrolPlan) -> int:
    """Return what a plan costs, in seconds: places left out, driving, visits by strangers.

    Raises
    ------
    KeyError
        If the plan names a crew or stop that the question does not know.
    """
    rules = problem.rules
    crews = {crew.crew_id: crew for crew in problem.crews}
    units = {stop.stop_id: stop.unit_code for stop in problem.stops}
    left_out = sum(stop.priority for stop in problem.stops if stop.stop_id not in plan.served)
    drive_s = sum(drive_seconds(problem, crews[route.crew_id], route) for route in plan.routes)
    abroad = sum(
        not at_home(crews[route.crew_id], units[visit.stop_id])
        for route in plan.routes
        for visit in route.visits
    )
    return left_out * rules.left_out_price_s + drive_s + abroad * rules.own_units_price_s


def at_home(crew: Crew, unit_code: str) -> bool:
    """Return whether a unit is one the crew knows; a crew without home units knows all."""
    return not crew.home_units or unit_code in crew.home_units


def crews_allowed_out(problem: PatrolProblem, shift_id: str) -> int:
    """Return how many crews of a shift may be out: the reserve share, rounded up, stays."""
    crews = sum(crew.shift_id == shift_id for crew in problem.crews)
    return crews * (100 - problem.rules.reserve_share_pct) // 100


def drive_seconds(problem: PatrolProblem, crew: Crew, route: CrewRoute) -> int:
    """Return the seconds a route spends between places; legs without a way count nothing."""
    return sum(max(0, seconds) for _, seconds in _legs(problem, crew, route))


def _legs(problem: PatrolProblem, crew: Crew, route: CrewRoute) -> Iterator[tuple[str, int]]:
    """Yield where each leg ends and how many seconds it takes, -1 without a way."""
    index = {location_id: i for i, location_id in enumerate(problem.location_ids)}
    seconds = next(table.seconds for table in problem.travel if table.mode == crew.mode)
    here = index[crew.base_id]
    for place_id in (*(visit.stop_id for visit in route.visits), crew.base_id):
        there = index[place_id]
        yield place_id, seconds[here][there]
        here = there


def _strangers(problem: PatrolProblem, plan: PatrolPlan) -> Iterator[Fault]:
    crews = {crew.crew_id for crew in problem.crews}
    stops = {stop.stop_id for stop in problem.stops}
    for route in plan.routes:
        if route.crew_id not in crews:
            yield fault("unknown_crew", crew=route.crew_id)
        for visit in route.visits:
            if visit.stop_id not in stops:
                yield fault("unknown_stop", crew=route.crew_id, stop=visit.stop_id)


def _each_once(plan: PatrolPlan) -> Iterator[Fault]:
    crews = Counter(route.crew_id for route in plan.routes)
    stops = Counter(visit.stop_id for route in plan.routes for visit in route.visits)
    yield from (fault("crew_once", crew=crew, routes=n) for crew, n in crews.items() if n > 1)
    yield from (fault("stop_once", stop=stop, visits=n) for stop, n in stops.items() if n > 1)
    yield from (fault("empty_route", crew=r.crew_id) for r in plan.routes if not r.visits)


def _reserve(problem: PatrolProblem, plan: PatrolPlan) -> Iterator[Fault]:
    shifts = {crew.crew_id: crew.shift_id for crew in problem.crews}
    out = Counter(shifts[route.crew_id] for route in plan.routes)
    for shift_id, crews in out.items():
        allowed = crews_allowed_out(problem, shift_id)
        if crews > allowed:
            yield fault("reserve_share_pct", shift=shift_id, crews_out=crews, allowed=allowed)


def _mandatory(problem: PatrolProblem, plan: PatrolPlan) -> Iterator[Fault]:
    for stop in problem.stops:
        if stop.mandatory and stop.stop_id not in plan.served:
            yield fault("mandatory", stop=stop.stop_id)


def _may_go_out(problem: PatrolProblem, crew: Crew) -> Iterator[Fault]:
    rules = problem.rules
    if crew.size < rules.min_crew_size:
        yield fault("min_crew_size", crew=crew.crew_id, size=crew.size, least=rules.min_crew_size)
    if rules.volunteers_need_officer and crew.kind in ESCORTED_KINDS and crew.officers == 0:
        yield fault("volunteers_need_officer", crew=crew.crew_id, kind=crew.kind)


def _officer(problem: PatrolProblem, crew: Crew, route: CrewRoute) -> Iterator[Fault]:
    stops = {stop.stop_id: stop for stop in problem.stops}
    if problem.rules.officer_where_needed and crew.officers == 0:
        for visit in route.visits:
            if stops[visit.stop_id].needs_officer:
                yield fault("officer_where_needed", crew=crew.crew_id, stop=visit.stop_id)


def _clock(problem: PatrolProblem, crew: Crew, route: CrewRoute) -> Iterator[Fault]:
    stops = {stop.stop_id: stop for stop in problem.stops}
    legs = list(_legs(problem, crew, route))
    arrivals = [*(visit.arrive_s for visit in route.visits), route.return_s]
    departures = [route.start_s, *(visit.leave_s for visit in route.visits)]
    for (place, seconds), left_s, arrived_s in zip(legs, departures, arrivals, strict=True):
        if seconds < 0:
            yield fault("unreachable", crew=crew.crew_id, stop=place)
        elif arrived_s - left_s != seconds:
            given = arrived_s - left_s
            yield fault(
                "travel_time", crew=crew.crew_id, stop=place, needs_s=seconds, given_s=given
            )
    for visit in route.visits:
        yield from _visit(crew, stops[visit.stop_id], visit)
    if route.start_s < crew.start_s:
        yield fault("start_s", crew=crew.crew_id, starts_s=route.start_s, shift_s=crew.start_s)
    if route.return_s > crew.end_s:
        yield fault("end_s", crew=crew.crew_id, returns_s=route.return_s, shift_s=crew.end_s)
    drive_s = drive_seconds(problem, crew, route)
    if drive_s > crew.max_drive_s:
        yield fault("max_drive_s", crew=crew.crew_id, drives_s=drive_s, most_s=crew.max_drive_s)


def _visit(crew: Crew, stop: Stop, visit: Visit) -> Iterator[Fault]:
    stays_s = visit.leave_s - max(visit.arrive_s, stop.open_s)
    if stays_s < stop.dwell_s:
        yield fault(
            "dwell_s", crew=crew.crew_id, stop=stop.stop_id, stays_s=stays_s, needs_s=stop.dwell_s
        )
    if visit.leave_s > stop.close_s:
        yield fault(
            "close_s",
            crew=crew.crew_id,
            stop=stop.stop_id,
            leaves_s=visit.leave_s,
            closes_s=stop.close_s,
        )
