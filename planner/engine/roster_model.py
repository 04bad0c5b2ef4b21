"""A roster as a CP-SAT model: one variable for each slot, day and shift."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from ortools.sat.python import cp_model

from planner.engine.roster_prices import add_prices
from planner.problem.roster import OFF, RosterPlan, RosterProblem, RosterSlot

Literal = Callable[..., cp_model.IntVar]
"""Names a rule with its facts; the literal decides whether it holds."""
Work = cp_model.LinearExpr | int


@dataclass(frozen=True, eq=False)
class RosterModel:
    """A model; ``cells[slot][day][shift]`` is 1 where the slot works that shift.

    ``cost`` is what it minimises.
    """

    model: cp_model.CpModel
    cells: list[list[list[cp_model.IntVar]]]
    cost: cp_model.LinearExpr | int

    def plan(self, problem: RosterProblem, true: Callable[[cp_model.IntVar], bool]) -> RosterPlan:
        """Return the roster of a solution."""
        ids = problem.shift_ids
        return RosterPlan(
            tuple(
                tuple(next((ids[t] for t, v in enumerate(day) if true(v)), OFF) for day in row)
                for row in self.cells
            )
        )


def build(problem: RosterProblem) -> RosterModel:
    """Return the model of a question, with its objective."""
    model = cp_model.CpModel()
    always = model.new_constant(1)
    cells = add_rules(problem, model, lambda _rule, **_facts: always)
    cost = sum(add_prices(problem, model, cells))
    model.minimize(cost)
    return RosterModel(model, cells, cost)


def add_rules(
    problem: RosterProblem, model: cp_model.CpModel, literal: Literal
) -> list[list[list[cp_model.IntVar]]]:
    """Add the cells and every rule, each under its literal; return the cells."""
    days, ids = range(len(problem.days)), problem.shift_ids
    cells = [[[model.new_bool_var("") for _ in ids] for _ in days] for _ in problem.slots]
    work = [[model.new_bool_var("") for _ in days] for _ in problem.slots]
    for s, d in product(range(len(cells)), days):
        model.add(sum(cells[s][d]) == work[s][d])
    for s, slot in enumerate(problem.slots):
        for day in slot.away:
            away = literal("roster_away", slot=slot.slot_id, day=day + 1)
            model.add(work[s][day] == 0).only_enforce_if(away)
        _rest(problem, model, slot, cells[s], work[s], literal)
        _runs(problem, model, slot, work[s], literal)
        _totals(problem, model, slot, cells[s], literal)
        _weekends(problem, model, slot, work[s], literal)
    at = {slot.slot_id: s for s, slot in enumerate(problem.slots)}
    for cell in problem.fixed:
        fixed = literal("roster_fixed", slot=cell.slot_id, day=cell.day + 1)
        row = cells[at[cell.slot_id]][cell.day]
        wanted = work[at[cell.slot_id]][cell.day].negated()
        if cell.shift_id != OFF:
            wanted = row[ids.index(cell.shift_id)]
        model.add_implication(fixed, wanted)
    _each_day(problem, model, cells, work, literal)
    return cells


def _who(problem: RosterProblem, slot: RosterSlot, field: str) -> dict[str, str | int]:
    """Name the slot of a rule, or say that it is the same one for all slots."""
    same = len({getattr(other, field) for other in problem.slots}) == 1
    return {"slots": len(problem.slots)} if same else {"slot": slot.slot_id}


def _rest(
    problem: RosterProblem,
    model: cp_model.CpModel,
    slot: RosterSlot,
    row: list[list[cp_model.IntVar]],
    work: list[cp_model.IntVar],
    literal: Literal,
) -> None:
    ids, past = problem.shift_ids, len(slot.before)
    for t, shift in enumerate(problem.shifts):
        if not shift.not_next and not shift.rest_days:
            continue
        rest = literal("roster_rest", shift=shift.shift_id, slots=len(problem.slots))
        for day in range(-past, len(row)):
            if day < 0 and slot.before[day + past] != shift.shift_id:
                continue
            worked = [row[day][t]] if day >= 0 else []
            for later in range(max(0, day + 1), min(len(row), day + 1 + shift.rest_days)):
                model.add_bool_or([~rest, ~work[later], *(~v for v in worked)])
            if not shift.rest_days and 0 <= day + 1 < len(row):
                for other in shift.not_next:
                    next_day = row[day + 1][ids.index(other)]
                    model.add_bool_or([~rest, ~next_day, *(~v for v in worked)])


def _runs(
    problem: RosterProblem,
    model: cp_model.CpModel,
    slot: RosterSlot,
    work: list[cp_model.IntVar],
    literal: Literal,
) -> None:
    known: list[Work] = [*(int(cell != OFF) for cell in slot.before), *work]
    free: list[Work] = [1 - day for day in known]
    past = len(slot.before)
    if slot.longest_run < len(known):
        most = literal(
            "roster_longest_run", most=slot.longest_run, **_who(problem, slot, "longest_run")
        )
        for end in range(max(past + 1, slot.longest_run + 1), len(known) + 1):
            window = sum(known[end - slot.longest_run - 1 : end])
            model.add(window <= slot.longest_run).only_enforce_if(most)
    if slot.shortest_run > 1:
        least = literal(
            "roster_shortest_run", least=slot.shortest_run, **_who(problem, slot, "shortest_run")
        )
        _at_least(model, known, free, slot.shortest_run, past, least)
    if slot.shortest_rest > 1:
        least = literal(
            "roster_shortest_rest", least=slot.shortest_rest, **_who(problem, slot, "shortest_rest")
        )
        _at_least(model, free, known, slot.shortest_rest, past, least)


def _at_least(
    model: cp_model.CpModel,
    these: Sequence[Work],
    others: Sequence[Work],
    least: int,
    past: int,
    rule: cp_model.IntVar,
) -> None:
    """Forbid runs of `these` shorter than `least` between two of `others`."""
    for length in range(1, least):
        for begin in range(max(1, past - length), len(these) - length):
            run = sum(these[begin : begin + length])
            around = others[begin - 1] + others[begin + length]
            model.add(run + around <= length + 1).only_enforce_if(rule)


def _totals(
    problem: RosterProblem,
    model: cp_model.CpModel,
    slot: RosterSlot,
    row: list[list[cp_model.IntVar]],
    literal: Literal,
) -> None:
    for limit in slot.limits:
        t = problem.shift_ids.index(limit.shift_id)
        named = {"shift": limit.shift_id, "most": limit.most}
        rule = literal("roster_shift_limit", **named, **_who(problem, slot, "limits"))
        model.add(sum(day[t] for day in row) <= limit.most).only_enforce_if(rule)
    minutes = sum(
        shift.length_min * sum(day[t] for day in row) for t, shift in enumerate(problem.shifts)
    )
    if slot.least_min:
        rule = literal("roster_least_min", least=slot.least_min, **_who(problem, slot, "least_min"))
        model.add(minutes >= slot.least_min).only_enforce_if(rule)
    if slot.most_min is not None:
        rule = literal("roster_most_min", most=slot.most_min, **_who(problem, slot, "most_min"))
        model.add(minutes <= slot.most_min).only_enforce_if(rule)


def _weekends(
    problem: RosterProblem,
    model: cp_model.CpModel,
    slot: RosterSlot,
    work: list[cp_model.IntVar],
    literal: Literal,
) -> None:
    if slot.most_weekends is None:
        return
    used = [model.new_bool_var("") for _ in problem.weekends]
    for weekend, variable in zip(problem.weekends, used, strict=True):
        for day in weekend:
            model.add_implication(work[day], variable)
    rule = literal(
        "roster_most_weekends", most=slot.most_weekends, **_who(problem, slot, "most_weekends")
    )
    model.add(sum(used) <= slot.most_weekends).only_enforce_if(rule)


def _each_day(
    problem: RosterProblem,
    model: cp_model.CpModel,
    cells: list[list[list[cp_model.IntVar]]],
    work: list[list[cp_model.IntVar]],
    literal: Literal,
) -> None:
    ids = problem.shift_ids
    for cover in problem.cover:
        if cover.must and cover.need:
            named = {"day": cover.day + 1, "shift": cover.shift_id, "need": cover.need}
            rule = literal("roster_cover", **named)
            t = ids.index(cover.shift_id)
            there = sum(row[cover.day][t] for row in cells)
            model.add(there >= cover.need).only_enforce_if(rule)
    held_in = [t for t, shift in enumerate(problem.shifts) if shift.held_in]
    for day in range(len(problem.days)):
        if problem.leader_daily:
            rule = literal("roster_leader", day=day + 1)
            leaders = (
                row[day] for row, slot in zip(work, problem.slots, strict=True) if slot.leads
            )
            model.add_bool_or([~rule, *leaders])
        if problem.held_in_pct:
            rule = literal("roster_held_in", day=day + 1, pct=problem.held_in_pct)
            held = 100 * sum(row[day][t] for row in cells for t in held_in)
            at_work = problem.held_in_pct * sum(row[day] for row in work)
            model.add(held >= at_work).only_enforce_if(rule)
