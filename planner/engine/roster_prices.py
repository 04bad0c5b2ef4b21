"""What a roster costs, as terms of a CP-SAT objective."""

from ortools.sat.python import cp_model

from planner.problem.roster import OFF, RosterProblem

Term = cp_model.LinearExpr | int
Cells = list[list[list[cp_model.IntVar]]]


def add_prices(problem: RosterProblem, model: cp_model.CpModel, cells: Cells) -> list[Term]:
    """Add what the prices need and return the terms of the objective."""
    terms = [*_cover(problem, model, cells), *_wishes(problem, cells), *_cells(problem, cells)]
    if problem.fair_nights_price:
        nights = [t for t, shift in enumerate(problem.shifts) if shift.night]
        worked = [
            slot.nights_before + sum(day[t] for day in row for t in nights)
            for slot, row in zip(problem.slots, cells, strict=True)
        ]
        terms.append(problem.fair_nights_price * _spread(model, worked))
    if problem.fair_weekends_price:
        worked = []
        for slot, row in zip(problem.slots, cells, strict=True):
            used = [model.new_bool_var("") for _ in problem.weekends]
            for weekend, variable in zip(problem.weekends, used, strict=True):
                cell = [v for day in weekend for v in row[day]]
                model.add_bool_or([~variable, *cell])
                for works in cell:
                    model.add_implication(works, variable)
            worked.append(slot.weekends_before + sum(used))
        terms.append(problem.fair_weekends_price * _spread(model, worked))
    return terms


def _cover(problem: RosterProblem, model: cp_model.CpModel, cells: Cells) -> list[Term]:
    ids = problem.shift_ids
    terms: list[Term] = []
    for cover in problem.cover:
        there = sum(row[cover.day][ids.index(cover.shift_id)] for row in cells)
        under = model.new_int_var(0, cover.need, "")
        over = model.new_int_var(0, len(cells), "")
        model.add(there + under - over == cover.need)
        terms.append(cover.under_price * under + cover.over_price * over)
    return terms


def _wishes(problem: RosterProblem, cells: Cells) -> list[Term]:
    at = {slot.slot_id: s for s, slot in enumerate(problem.slots)}
    ids = problem.shift_ids
    terms: list[Term] = []
    for wish in problem.wishes:
        cell = cells[at[wish.slot_id]][wish.day][ids.index(wish.shift_id)]
        terms.append(wish.price * ((1 - cell) if wish.wanted else cell))
    return terms


def _cells(problem: RosterProblem, cells: Cells) -> list[Term]:
    terms: list[Term] = []
    for s, slot in enumerate(problem.slots):
        for day, cell in enumerate(cells[s]):
            if slot.cycle and problem.pattern_price:
                due = slot.cycle[(slot.offset + day) % len(slot.cycle)]
                terms.append(problem.pattern_price * _other(problem, cell, due))
            if problem.kept and problem.moved_price:
                terms.append(problem.moved_price * _other(problem, cell, problem.kept[s][day]))
    return terms


def _other(problem: RosterProblem, cell: list[cp_model.IntVar], shift_id: str) -> Term:
    """Return 1 where the cell is another than this."""
    if shift_id == OFF:
        return sum(cell)
    return 1 - cell[problem.shift_ids.index(shift_id)]


def _spread(model: cp_model.CpModel, worked: list[Term]) -> Term:
    if not worked:
        return 0
    high = 2 * 10**6
    least, most = model.new_int_var(0, high, ""), model.new_int_var(0, high, "")
    for count in worked:
        model.add(count <= most)
        model.add(count >= least)
    # below 0 it cannot be at best; said, the bound needs no proof of it
    model.add(most >= least)
    return most - least
