"""Rules and prices of the CP-SAT model that look at several tours at once."""

from collections import defaultdict
from itertools import combinations, pairwise

from ortools.sat.python import cp_model

from planner.engine.tours_small_meetings import add_meetings
from planner.engine.tours_small_model import Circuits, Out


def add_rules(circuits: Circuits) -> None:
    """Add everything the judge asks of several tours together, and what it prices."""
    _wanted(circuits)
    _reserve(circuits)
    _rest(circuits)
    _pinned(circuits)
    _promises(circuits)
    add_meetings(circuits)
    rules = circuits.problem.rules
    if rules.no_repeat:
        _repeats(circuits)
    if rules.longest_price_pct:
        _longest(circuits)
    if rules.fair_price_s:
        _fair(circuits)
    _order_alike(circuits)


def _wanted(circuits: Circuits) -> None:
    """Price what is missing; nothing is done twice on a day."""
    done: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    daily: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    for out, visit in circuits.visits():
        done[visit.spot.unit].append(visit.made)
        daily[visit.spot.unit, out.day(visit)].append(visit.made)
    for made in daily.values():
        circuits.model.add_at_most_one(made)
    for u, unit in enumerate(circuits.question.units):
        missing = circuits.number(0, 0 if unit.required else unit.times)
        circuits.model.add(missing + sum(done[u]) >= unit.times)
        circuits.cost.append(unit.price * missing)


def _reserve(circuits: Circuits) -> None:
    shifts: dict[tuple[int, str], list[cp_model.IntVar]] = defaultdict(list)
    for out in circuits.outs:
        shifts[out.turn.day, out.turn.shift_id].append(out.goes)
    for shift, goes in shifts.items():
        circuits.model.add(sum(goes) <= circuits.question.turns_out[shift])


def _rest(circuits: Circuits) -> None:
    """Of two tours of a crew, one begins a rest after the return of the other."""
    model, rest_s = circuits.model, circuits.problem.rules.rest_s
    for crew in _by_crew(circuits).values():
        for a, b in combinations(crew, 2):
            if a.turn.end_s + rest_s <= b.turn.start_s or b.turn.end_s + rest_s <= a.turn.start_s:
                continue
            first = circuits.flag()
            model.add(b.start >= a.back + rest_s).only_enforce_if(a.goes, b.goes, first)
            model.add(a.start >= b.back + rest_s).only_enforce_if(a.goes, b.goes, ~first)


def _by_crew(circuits: Circuits) -> dict[str, list[Out]]:
    crews: dict[str, list[Out]] = defaultdict(list)
    for out in circuits.outs:
        crews[out.turn.crew_id].append(out)
    return crews


def _pinned(circuits: Circuits) -> None:
    """Ask for pinned calls, and price kept ones that are not made."""
    calls: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    for out, visit in circuits.visits():
        calls[circuits.question.task_of(visit.spot), out.row].append(visit.made)
    for pin in circuits.question.pins:
        circuits.model.add_bool_or(calls[pin])
    for call, times in circuits.question.kept.items():
        lost = circuits.flag()
        circuits.model.add_bool_or([*calls[call], lost])
        circuits.cost.append(times * circuits.problem.rules.moved_price_s * lost)


def _promises(circuits: Circuits) -> None:
    """Late is every day with no call in the promised number of days before it."""
    problem = circuits.problem
    calls: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    for out, visit in circuits.visits():
        calls[circuits.question.task_of(visit.spot), out.day(visit)].append(visit.made)
    for promise in circuits.question.promises:
        t, task = promise.task, problem.tasks[promise.task]
        gap = task.longest_gap_days
        for day in range(task.last_day + gap + 1, problem.days):
            late = circuits.flag()
            made = [v for d in range(max(0, day - gap), day) for v in calls[t, d]]
            circuits.model.add_bool_or([*made, late])
            circuits.cost.append(problem.rules.promise_price_s * late)


def _longest(circuits: Circuits) -> None:
    pct, model = circuits.problem.rules.longest_price_pct, circuits.model
    most = max((o.turn.end_s - o.turn.start_s for o in circuits.outs), default=0)
    longest, price = circuits.number(0, most), circuits.number(0, pct * most // 100)
    for out in circuits.outs:
        model.add(longest >= out.back - out.start).only_enforce_if(out.goes)
    model.add(100 * price >= pct * longest - 99)
    circuits.cost.append(price)


def _fair(circuits: Circuits) -> None:
    """Price the difference between the busiest crew's share of its time out and the least one's."""
    model = circuits.model
    given: dict[str, int] = defaultdict(int)
    for turn in circuits.problem.turns:
        given[turn.crew_id] += turn.end_s - turn.start_s
    high, low = circuits.number(0, 1000), circuits.number(0, 1000)
    crews = _by_crew(circuits)
    for crew_id, seconds in given.items():
        spent = []
        for out in crews[crew_id]:
            length = circuits.number(0, out.turn.end_s - out.turn.start_s)
            model.add(length == out.back - out.start).only_enforce_if(out.goes)
            model.add(length == 0).only_enforce_if(~out.goes)
            spent.append(length)
        share, rest = circuits.number(0, 1000), circuits.number(0, seconds - 1)
        model.add(1000 * sum(spent) == seconds * share + rest)
        model.add(high >= share)
        model.add(low <= share)
    circuits.cost.append(circuits.problem.rules.fair_price_s * (high - low))


def _repeats(circuits: Circuits) -> None:
    """Two tours of a crew on two days running differ in a leg.

    A third tour of the crew on one of the two days may lie between them: then nothing is asked,
    which can only make the model laxer.
    """
    model = circuits.model
    for crew in _by_crew(circuits).values():
        for a, b in combinations(crew, 2):
            before, after = sorted((a, b), key=lambda out: out.turn.day)
            if after.turn.day - before.turn.day != 1:
                continue
            others = [c for c in crew if c is not a and c is not b]
            days = {a.turn.day, b.turn.day}
            between = [c.goes for c in others if c.turn.day in days]
            differs = _only(circuits, before, after)
            short = circuits.flag()
            made = sum(visit.made for visit in before.visits)
            model.add(made <= 1).only_enforce_if(short)
            model.add_bool_or([~a.goes, ~b.goes, short, *between, *differs])


def _only(circuits: Circuits, before: Out, after: Out) -> list[cp_model.IntVar]:
    """Return literals each of which says that the first tour has a leg the second has not."""
    other = _legs(after)
    found = []
    for leg, arcs in _legs(before).items():
        only = circuits.flag()
        circuits.model.add(sum(arcs) >= 1).only_enforce_if(only)
        circuits.model.add(sum(other.get(leg, [])) == 0).only_enforce_if(only)
        found.append(only)
    return found


def _legs(out: Out) -> dict[tuple[object, object], list[cp_model.BoolVarT]]:
    """Arcs of a turn by what lies at both ends of them: a unit and its way, or the base."""
    legs: dict[tuple[object, object], list[cp_model.BoolVarT]] = defaultdict(list)
    for i, j, arc in out.arcs:
        if i != j:
            spots = (out.visits[n - 1].spot if n else None for n in (i, j))
            here, there = ((s.unit, s.enter, s.leave) if s else None for s in spots)
            legs[here, there].append(arc)
    return legs


def _order_alike(circuits: Circuits) -> None:
    """Of turns that are alike in everything, each begins with an earlier unit than the next."""
    rules, outs = circuits.problem.rules, circuits.outs
    crews = [turn.crew_id for turn in circuits.problem.turns]
    if rules.fair_price_s or len(set(crews)) < len(crews):
        return
    alike: dict[int, list[Out]] = defaultdict(list)
    for out in outs:
        alike[id(out.group)].append(out)
    for same in alike.values():
        days = {visit.spot.day for visit in same[0].visits}
        shifts = {(out.turn.day, out.turn.shift_id) for out in same}
        if len(days) != 1 or len(shifts) != 1:
            continue
        for first, second in pairwise(same):
            circuits.model.add_implication(second.goes, first.goes)
            for visit in second.visits:
                earlier = [v.made for v in first.visits if v.spot.unit < visit.spot.unit]
                circuits.model.add_bool_or([*earlier, ~visit.made])
