"""Why a stop is left out, and the cheapest changes of the question that bring it in.

A cure keeps the plan and adds the stop to it by one change: more time for a crew, a wider window,
a crew from the reserve, one more crew. It is tested when the plan with the stop passes the judge
of the changed question. The change is the least for this way of adding the stop; planning all
routes anew might need less.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.patrol_view import FAR, Routes, View
from planner.outcome import Cure, Facts, LeftOut, Note, facts
from planner.problem.checks import TIME_LIMIT_S
from planner.problem.patrol import Crew, PatrolProblem, Stop

EXAMINED_MOST = 20
"""Stops that get tested cures, the dearest first."""
MINUTE_S = 60


def left_out(view: View, routes: Routes, attempt: Attempt) -> tuple[tuple[LeftOut, ...], Note]:
    """Return every stop left out, dearest first, and how many of them were examined."""
    served = {s for stops in routes.values() for s in stops}
    missing = [s for s in range(len(view.problem.stops)) if s not in served]
    missing.sort(key=lambda s: (-view.prize[s], view.problem.stops[s].stop_id))
    items = []
    examined = 0
    for s in missing:
        reason, why = _reason(view, routes, s)
        cures: tuple[Cure, ...] = ()
        if examined < EXAMINED_MOST and not attempt.cancelled():
            examined += 1
            cures = tuple(_cures(view, routes, s, reason))
        items.append(LeftOut(view.problem.stops[s].stop_id, reason, why, cures))
    return tuple(items), Note("cures_examined", facts(examined=examined, left_out=len(missing)))


def _reason(view: View, routes: Routes, stop: int) -> tuple[str, Facts]:
    where = view.problem.stops[stop]
    able = [k for k in view.crews if view.possible[k, stop]]
    if not any(view.allowed_out[view.problem.crews[k].shift_id] for k in view.crews):
        return "no_crew_may_go", facts(crews=len(view.problem.crews))
    if able:
        detour_s = _detour(view, routes, stop)
        if detour_s is None:
            return "not_enough_time", facts(priority=where.priority, crews_able=len(able))
        return "not_worth", facts(detour_s=detour_s, price_s=view.prize[stop])
    return _impossible(view, stop)


def _impossible(view: View, stop: int) -> tuple[str, Facts]:
    """Return why no crew that may go out could visit the stop on any route."""
    where = view.problem.stops[stop]
    reached = [k for k in view.crews if _there_and_back(view, k, stop) < FAR]
    if not reached:
        return "unreachable_by_any_crew", facts(crews=len(view.crews))
    if not any(view.officer_fits(k, stop) for k in reached):
        return "no_officer_crew", facts(crews=len(reached))
    if all(_clock_misses(view, k, stop) for k in reached if view.officer_fits(k, stop)):
        return "outside_all_shifts", facts(open_s=where.open_s, close_s=where.close_s)
    shortest_s = min(_there_and_back(view, k, stop) for k in reached)
    return "too_far", facts(there_and_back_s=shortest_s)


def _there_and_back(view: View, crew: int, stop: int) -> int:
    base, place = view.bases[crew], view.places[stop]
    table = view.shortest[crew]
    return min(FAR, int(table[base, place]) + int(table[place, base]))


def _clock_misses(view: View, crew: int, stop: int) -> bool:
    """Return whether window and shift alone, without the drive cap, rule the visit out."""
    free = replace(view.problem.crews[crew], max_drive_s=TIME_LIMIT_S)
    return not View(_with_crew(view.problem, crew, free)).time_fits(crew, stop)


def _detour(view: View, routes: Routes, stop: int) -> int | None:
    """Return the least extra cost of adding the stop to the plan as it is, or None."""
    extra = [
        view.cost(k, longer) - view.cost(k, routes[k])
        for k, longer in _insertions(view, routes, stop)
        if view.fits(k, longer)
    ]
    extra += [
        view.cost(k, (stop,))
        for k in view.crews
        if k not in routes and view.sound({**routes, k: (stop,)})
    ]
    return min(extra, default=None)


def _insertions(view: View, routes: Routes, stop: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield every route of the plan with the stop put in, where ways and officers allow."""
    for k, stops in routes.items():
        if view.officer_fits(k, stop):
            for i in range(len(stops) + 1):
                longer = (*stops[:i], stop, *stops[i:])
                if min(view.legs(k, longer)) >= 0:
                    yield k, longer


def _cures(view: View, routes: Routes, stop: int, reason: str) -> Iterator[Cure]:
    """Yield the cheapest tested cure of each kind."""
    if reason == "not_worth":
        for k, longer in _insertions(view, routes, stop):
            detour_s = view.cost(k, longer) - view.cost(k, routes[k])
            if dict(_reason(view, routes, stop)[1])["detour_s"] == detour_s:
                cure = Cure("accept_detour", facts(crew=_id(view, k), detour_s=detour_s))
                yield from _tested(cure, view.problem, {**routes, k: longer})
                break
        return
    for made in (_more_time, _wider_window, _from_reserve, _one_more_crew):
        yield from made(view, routes, stop)


def _more_time(view: View, routes: Routes, stop: int) -> Iterator[Cure]:
    """Yield the crew that needs the fewest extra minutes of shift and of driving."""
    ways = []
    for k, longer in _insertions(view, routes, stop):
        who = view.problem.crews[k]
        visits, back = view.earliest(k, longer)
        if _in_windows(view, longer, [v.leave_s for v in visits]):
            shift = _minutes(back - who.end_s)
            drive = _minutes(sum(view.legs(k, longer)) - who.max_drive_s)
            ways.append((shift + drive, shift, drive, k, longer))
    if not ways:
        return
    _, shift, drive, k, longer = min(ways)
    who = view.problem.crews[k]
    end_s, drive_s = who.end_s + shift * MINUTE_S, who.max_drive_s + drive * MINUTE_S
    if max(end_s, drive_s) > TIME_LIMIT_S:
        return
    changed = _with_crew(view.problem, k, replace(who, end_s=end_s, max_drive_s=drive_s))
    change: Facts = facts(crew=who.crew_id)
    change += facts(minutes=shift) if shift else ()
    change += facts(drive_minutes=drive) if drive else ()
    kind = "extend_shift" if shift else "extend_drive"
    yield from _tested(Cure(kind, change), changed, {**routes, k: longer})


def _wider_window(view: View, routes: Routes, stop: int) -> Iterator[Cure]:
    """Yield the least widening of the stop's own window that fits it into a route."""
    where = view.problem.stops[stop]
    free = View(_with_stop(view.problem, stop, replace(where, open_s=0, close_s=TIME_LIMIT_S)))
    ways = []
    for k, longer in _insertions(view, routes, stop):
        route = free.route(k, longer)
        if route is not None:
            early, _ = free.earliest(k, longer)
            i = longer.index(stop)
            open_s = min(where.open_s, route.visits[i].arrive_s // MINUTE_S * MINUTE_S)
            close_s = max(where.close_s, -(-early[i].leave_s // MINUTE_S) * MINUTE_S)
            if early[i].leave_s <= where.close_s:
                close_s = max(where.close_s, route.visits[i].leave_s)
            ways.append(
                (where.open_s - open_s + close_s - where.close_s, open_s, close_s, k, longer)
            )
    if not ways:
        return
    _, open_s, close_s, k, longer = min(ways)
    if (open_s, close_s) == (where.open_s, where.close_s):
        return
    changed = _with_stop(view.problem, stop, replace(where, open_s=open_s, close_s=close_s))
    change = facts(crew=_id(view, k), open_s=open_s, close_s=close_s)
    yield from _tested(Cure("widen_window", change), changed, {**routes, k: longer})


def _from_reserve(view: View, routes: Routes, stop: int) -> Iterator[Cure]:
    """Yield the reserve crew that would drive least for this stop alone."""
    ways = [
        (view.cost(k, (stop,)), k)
        for k in view.crews
        if k not in routes and view.possible[k, stop] and view.fits(k, (stop,))
    ]
    if not ways:
        return
    _, k = min(ways)
    changed, share = _let_out(view.problem, routes, view.problem.crews[k])
    change = facts(crew=_id(view, k), reserve_share_pct=share)
    yield from _tested(Cure("send_reserve", change), changed, {**routes, k: (stop,)})


def _one_more_crew(view: View, routes: Routes, stop: int) -> Iterator[Cure]:
    """Yield the kind of crew that, were there one more of it, would drive least for this stop."""
    taken = {crew.crew_id for crew in view.problem.crews}
    extra = len(view.problem.crews)
    ways = []
    for k in view.crews:
        who = view.problem.crews[k]
        officers = max(who.officers, int(view.problem.stops[stop].needs_officer))
        number = next(n for n in range(2, extra + 3) if f"{who.crew_id}+{n}" not in taken)
        twin = replace(who, crew_id=f"{who.crew_id}+{number}"[-200:], officers=officers)
        larger = replace(view.problem, crews=(*view.problem.crews, twin))
        changed, share = _let_out(larger, routes, twin)
        alone = View(changed)
        if alone.fits(extra, (stop,)):
            ways.append((alone.cost(extra, (stop,)), k, officers, changed, share))
    if not ways:
        return
    _, k, officers, changed, share = min(ways, key=lambda way: way[:2])
    change = facts(like_crew=_id(view, k), officers=officers, reserve_share_pct=share)
    yield from _tested(Cure("one_more_crew", change), changed, {**routes, extra: (stop,)})


def _let_out(problem: PatrolProblem, routes: Routes, more: Crew) -> tuple[PatrolProblem, int]:
    """Return the question with the largest reserve share that lets this crew out as well."""
    mine = [k for k, crew in enumerate(problem.crews) if crew.shift_id == more.shift_id]
    out = sum(k in routes for k in mine) + 1
    share = min(problem.rules.reserve_share_pct, 100 - -(-100 * out // len(mine)))
    return replace(problem, rules=replace(problem.rules, reserve_share_pct=share)), share


def _tested(cure: Cure, changed: PatrolProblem, routes: Routes) -> Iterator[Cure]:
    """Yield the cure if the judge of the changed question accepts the plan with the stop."""
    plan = View(changed).plan(routes)
    if len(plan.routes) == len(routes) and not judge.faults(changed, plan):
        yield replace(cure, tested=True)


def _in_windows(view: View, stops: tuple[int, ...], leaves: list[int]) -> bool:
    return all(
        leave <= view.problem.stops[s].close_s for s, leave in zip(stops, leaves, strict=True)
    )


def _minutes(seconds: int) -> int:
    return max(0, -(-seconds // MINUTE_S))


def _with_crew(problem: PatrolProblem, crew: int, better: Crew) -> PatrolProblem:
    crews = tuple(better if k == crew else old for k, old in enumerate(problem.crews))
    return replace(problem, crews=crews)


def _with_stop(problem: PatrolProblem, stop: int, better: Stop) -> PatrolProblem:
    stops = tuple(better if s == stop else old for s, old in enumerate(problem.stops))
    return replace(problem, stops=stops)


def _id(view: View, crew: int) -> str:
    return view.problem.crews[crew].crew_id
