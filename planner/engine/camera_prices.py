"""Prices and totals of a camera plan in the model: money, private ground, second looks, changes."""

from collections import defaultdict
from collections.abc import Mapping

from ortools.sat.python import cp_model

from planner.judge.camera import COST_STEP, PRIVATE_STEP_M2
from planner.problem.camera import CameraProblem

Chosen = Mapping[int, cp_model.IntVar]
Seen = Mapping[str, tuple[int, ...]]


def add_prices(
    problem: CameraProblem, model: cp_model.CpModel, chosen: Chosen, seen_by: Seen
) -> tuple[list[cp_model.LinearExprT], int]:
    """Add limits and prices of totals; return the points they cost, and what no plan can save."""
    second, constant = _second(problem, model, chosen, seen_by)
    moved, given_up = _moved(problem, chosen)
    points: list[cp_model.LinearExprT] = [second, moved, _overlap(problem, model, chosen, seen_by)]
    if problem.max_cost is not None or problem.cost_price:
        spent = spending(problem, model, chosen)
        if problem.max_cost is not None:
            model.add(spent <= problem.max_cost)
        points.append(_begun(model, spent, problem.cost_price, COST_STEP))
    ground = sum(problem.options[i].private_m2 * x for i, x in chosen.items())
    if problem.max_private_m2 is not None:
        model.add(ground <= problem.max_private_m2)
    points.append(_begun(model, ground, problem.private_price, PRIVATE_STEP_M2))
    return points, constant + given_up


def spending(
    problem: CameraProblem, model: cp_model.CpModel, chosen: Chosen
) -> cp_model.LinearExprT:
    """Return what the chosen cost, with power and network of each pole that is used."""
    on_pole: dict[str, list[cp_model.IntVar]] = defaultdict(list)
    for i, variable in chosen.items():
        on_pole[problem.options[i].pole_id].append(variable)
    cost = sum(problem.options[i].cost * x for i, x in chosen.items())
    for pole in problem.poles:
        cameras = on_pole.get(pole.pole_id, [])
        if not cameras or not pole.connect_cost:
            continue
        used = model.new_bool_var("") if len(cameras) > 1 else cameras[0]
        if len(cameras) > 1:
            for variable in cameras:
                model.add_implication(variable, used)
        cost += pole.connect_cost * used
    return cost


def _begun(
    model: cp_model.CpModel, total: cp_model.LinearExprT, price: int, step: int
) -> cp_model.LinearExprT:
    """Return the points of a total: its price for each step, the last one begun."""
    if not price or isinstance(total, int):
        return 0
    points = model.new_int_var(0, 2**40, "")
    model.add(points * step >= total * price)
    return points


def _second(
    problem: CameraProblem, model: cp_model.CpModel, chosen: Chosen, seen_by: Seen
) -> tuple[cp_model.LinearExprT, int]:
    """Return the points of targets that want two poles and have fewer."""
    points: list[cp_model.LinearExprT] = []
    constant = 0
    for target in problem.targets:
        if not target.second_weight:
            continue
        by_pole: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for i in seen_by[target.target_id]:
            by_pole[problem.options[i].pole_id].append(chosen[i])
        if len(by_pole) < 2:
            constant += target.second_weight
            continue
        twice = model.new_bool_var("")
        looks = []
        for cameras in by_pole.values():
            look = model.new_bool_var("") if len(cameras) > 1 else cameras[0]
            if len(cameras) > 1:
                model.add_bool_or([*cameras, ~look])
            looks.append(look)
        model.add(2 * twice <= sum(looks))
        points.append(target.second_weight * ~twice)
    return sum(points), constant


def _overlap(
    problem: CameraProblem, model: cp_model.CpModel, chosen: Chosen, seen_by: Seen
) -> cp_model.LinearExprT:
    """Return the points of new cameras that watch what an existing one watches."""
    if not problem.overlap_price:
        return 0
    points: list[cp_model.LinearExprT] = []
    for target in problem.targets:
        positions = seen_by[target.target_id]
        there = [i for i in positions if problem.options[i].existing]
        new = [chosen[i] for i in positions if not problem.options[i].existing]
        if not there or not new:
            continue
        over = model.new_int_var(0, len(new), "")
        spare = int(target.second_weight > 0)
        for i in there:
            model.add(over >= sum(new) - spare).only_enforce_if(chosen[i])
        points.append(problem.overlap_price * over)
    return sum(points)


def _moved(problem: CameraProblem, chosen: Chosen) -> tuple[cp_model.LinearExprT, int]:
    """Return the points of what was planned before and is given up."""
    if not problem.moved_price:
        return 0, 0
    before = set(problem.kept)
    here = [x for i, x in chosen.items() if problem.options[i].option_id in before]
    lost = problem.moved_price * (len(before) - len(here))
    return sum(problem.moved_price * ~x for x in here), lost
