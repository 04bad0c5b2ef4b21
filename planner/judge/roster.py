"""The judge of rosters: every rule and the objective again, from their definitions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from planner.judge.fault import Fault, fault
from planner.problem.roster import OFF, RosterPlan, RosterProblem, RosterSlot

Row = tuple[str, ...]
Named = dict[str, str | int]


def faults(problem: RosterProblem, plan: RosterPlan) -> tuple[Fault, ...]:
    """Return every broken rule of a roster; nothing if it is sound. Days count from 1."""
    shape = tuple(_shape(problem, plan))
    if shape:
        return shape
    found: list[Fault] = []
    for slot, row in zip(problem.slots, plan.rows, strict=True):
        found += (*_settled(problem, slot, row), *_rest(problem, slot, row))
        found += (*_runs(slot, row), *_totals(problem, slot, row))
    return (*found, *_each_day(problem, plan))


def objective(problem: RosterProblem, plan: RosterPlan) -> int:
    """Return the points of a roster; less is better."""
    return sum(parts(problem, plan).values())


def parts(problem: RosterProblem, plan: RosterPlan) -> dict[str, int]:
    """Return the parts of the objective in points.

    Returns
    -------
    dict
        under, over: cover; wishes: refused; nights, weekends: the widest difference between two
        slots; pattern, moved: cells that differ from the pattern and from the roster before.
    """
    under = over = 0
    for cover in problem.cover:
        there = sum(row[cover.day] == cover.shift_id for row in plan.rows)
        under += cover.under_price * max(0, cover.need - there)
        over += cover.over_price * max(0, there - cover.need)
    of_slot = {slot.slot_id: row for slot, row in zip(problem.slots, plan.rows, strict=True)}
    refused = sum(
        wish.price
        for wish in problem.wishes
        if (of_slot[wish.slot_id][wish.day] == wish.shift_id) != wish.wanted
    )
    return {
        "under": under,
        "over": over,
        "wishes": refused,
        "nights": problem.fair_nights_price * _spread(nights(problem, plan)),
        "weekends": problem.fair_weekends_price * _spread(weekends(problem, plan)),
        "pattern": problem.pattern_price * _off_pattern(problem, plan),
        "moved": problem.moved_price * moved(problem, plan),
    }


def nights(problem: RosterProblem, plan: RosterPlan) -> tuple[int, ...]:
    """Return the nights of each slot, those of the months before included."""
    night = {shift.shift_id for shift in problem.shifts if shift.night}
    return tuple(
        slot.nights_before + sum(cell in night for cell in row)
        for slot, row in zip(problem.slots, plan.rows, strict=True)
    )


def weekends(problem: RosterProblem, plan: RosterPlan) -> tuple[int, ...]:
    """Return the weekends each slot works, those of the months before included."""
    return tuple(
        slot.weekends_before + weekends_worked(problem, row)
        for slot, row in zip(problem.slots, plan.rows, strict=True)
    )


def weekends_worked(problem: RosterProblem, row: Row) -> int:
    """Count the weekends of the roster with a shift."""
    return sum(any(row[day] != OFF for day in weekend) for weekend in problem.weekends)


def moved(problem: RosterProblem, plan: RosterPlan) -> int:
    """Count the cells that differ from the roster before."""
    pairs = zip(problem.kept, plan.rows, strict=False)
    return sum(a != b for old, new in pairs for a, b in zip(old, new, strict=True))


def _off_pattern(problem: RosterProblem, plan: RosterPlan) -> int:
    return sum(
        cell != slot.cycle[(slot.offset + day) % len(slot.cycle)]
        for slot, row in zip(problem.slots, plan.rows, strict=True)
        if slot.cycle
        for day, cell in enumerate(row)
    )


def _spread(counts: Sequence[int]) -> int:
    return max(counts, default=0) - min(counts, default=0)


def _shape(problem: RosterProblem, plan: RosterPlan) -> Iterator[Fault]:
    rows, days = len(problem.slots), len(problem.days)
    if len(plan.rows) != rows or any(len(row) != days for row in plan.rows):
        yield fault("roster_shape", slots=rows, days=days)
        return
    known = {OFF, *problem.shift_ids}
    for slot, row in zip(problem.slots, plan.rows, strict=True):
        for day, cell in enumerate(row):
            if cell not in known:
                yield fault("roster_unknown_shift", slot=slot.slot_id, day=day + 1, shift=cell)


def _settled(problem: RosterProblem, slot: RosterSlot, row: Row) -> Iterator[Fault]:
    for day in slot.away:
        if row[day] != OFF:
            yield fault("roster_away", slot=slot.slot_id, day=day + 1)
    for cell in problem.fixed:
        if cell.slot_id == slot.slot_id and row[cell.day] != cell.shift_id:
            yield fault("roster_fixed", slot=slot.slot_id, day=cell.day + 1)


def _rest(problem: RosterProblem, slot: RosterSlot, row: Row) -> Iterator[Fault]:
    shifts = {shift.shift_id: shift for shift in problem.shifts}
    known, first = (*slot.before, *row), len(slot.before)
    for at, cell in enumerate(known):
        if cell == OFF:
            continue
        for ahead in range(1, max(1, shifts[cell].rest_days) + 1):
            day = at + ahead
            if day < first or day >= len(known) or known[day] == OFF:
                continue
            clashes = ahead == 1 and known[day] in shifts[cell].not_next
            if clashes or ahead <= shifts[cell].rest_days:
                yield fault("roster_rest", slot=slot.slot_id, day=day - first + 1, shift=cell)


def _runs(slot: RosterSlot, row: Row) -> Iterator[Fault]:
    known, at = (*slot.before, *row), 0
    for works, cells in groupby(known, key=lambda cell: cell != OFF):
        length = len(list(cells))
        end = at + length
        last = end - len(slot.before)
        inside = at > 0 and end < len(known) and last >= 0
        named: Named = {"slot": slot.slot_id, "day": max(1, last), "days": length}
        if works and last > 0 and length > slot.longest_run:
            yield fault("roster_longest_run", **named, most=slot.longest_run)
        if inside and works and length < slot.shortest_run:
            yield fault("roster_shortest_run", **named, least=slot.shortest_run)
        if inside and not works and length < slot.shortest_rest:
            yield fault("roster_shortest_rest", **named, least=slot.shortest_rest)
        at = end


def _totals(problem: RosterProblem, slot: RosterSlot, row: Row) -> Iterator[Fault]:
    lengths = {shift.shift_id: shift.length_min for shift in problem.shifts}
    uses = Counter(cell for cell in row if cell != OFF)
    minutes = sum(lengths[cell] * times for cell, times in uses.items())
    for limit in slot.limits:
        if uses[limit.shift_id] > limit.most:
            named: Named = {"slot": slot.slot_id, "shift": limit.shift_id, "most": limit.most}
            yield fault("roster_shift_limit", **named, times=uses[limit.shift_id])
    if minutes < slot.least_min:
        yield fault("roster_least_min", slot=slot.slot_id, minutes=minutes, least=slot.least_min)
    if slot.most_min is not None and minutes > slot.most_min:
        yield fault("roster_most_min", slot=slot.slot_id, minutes=minutes, most=slot.most_min)
    worked = weekends_worked(problem, row)
    if slot.most_weekends is not None and worked > slot.most_weekends:
        most = slot.most_weekends
        yield fault("roster_most_weekends", slot=slot.slot_id, weekends=worked, most=most)


def _each_day(problem: RosterProblem, plan: RosterPlan) -> Iterator[Fault]:
    held_in = {shift.shift_id for shift in problem.shifts if shift.held_in}
    for cover in problem.cover:
        there = sum(row[cover.day] == cover.shift_id for row in plan.rows)
        if cover.must and there < cover.need:
            named: Named = {"day": cover.day + 1, "shift": cover.shift_id, "need": cover.need}
            yield fault("roster_cover", **named, there=there)
    for day in range(len(problem.days)):
        at_work = [row[day] for row in plan.rows if row[day] != OFF]
        pairs = zip(problem.slots, plan.rows, strict=True)
        if problem.leader_daily and not any(s.leads and row[day] != OFF for s, row in pairs):
            yield fault("roster_leader", day=day + 1)
        held = sum(cell in held_in for cell in at_work)
        if 100 * held < problem.held_in_pct * len(at_work):
            seen: Named = {"day": day + 1, "held": held, "at_work": len(at_work)}
            yield fault("roster_held_in", **seen, pct=problem.held_in_pct)
