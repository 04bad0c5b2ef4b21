"""The camera question as a CP-SAT model: maximal covering with budgets and prices."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.engine.camera_prices import add_prices
from planner.problem.camera import CameraOption, CameraProblem


@dataclass(frozen=True, eq=False)
class CameraModel:
    """A model, the variable of each option worth choosing, and that of each group of targets.

    ``watched`` is keyed by the positions of the options that see the group; ``constant`` is the
    weight that no usable option can watch.
    """

    model: cp_model.CpModel
    chosen: Mapping[int, cp_model.IntVar]
    watched: Mapping[tuple[int, ...], cp_model.IntVar]
    constant: int


def usable(problem: CameraProblem) -> list[int]:
    """Return the positions of the options that consent and zones allow."""
    return [i for i, o in enumerate(problem.options) if o.consented and o.filming_allowed]


def worthy(problem: CameraProblem) -> list[int]:
    """Return the usable options without those that another on the same pole makes needless.

    What stays in every plan, hangs there or was planned before is never left out.
    """
    special = {*problem.must_keep, *problem.kept}
    kept: list[int] = []
    of_pole: dict[str, list[int]] = defaultdict(list)
    for i in usable(problem):
        of_pole[problem.options[i].pole_id].append(i)
    for positions in of_pole.values():
        for i in positions:
            option = problem.options[i]
            needed = option.existing or option.option_id in special
            rivals = (j for j in positions if j != i)
            if needed or (option.sees and not any(_beats(problem, j, i) for j in rivals)):
                kept.append(i)
    return sorted(kept)


def _beats(problem: CameraProblem, j: int, i: int) -> bool:
    """Whether option j on the same pole does all that i does at no higher price."""
    other, option = problem.options[j], problem.options[i]
    if other.existing or other.cost > option.cost or other.private_m2 > option.private_m2:
        return False
    theirs, ours = set(other.sees), set(option.sees)
    if not theirs >= ours or (problem.overlap_price and theirs != ours):
        return False
    same = (theirs, other.cost, other.private_m2) == (ours, option.cost, option.private_m2)
    return not same or j < i


def seers(problem: CameraProblem, options: list[int]) -> dict[str, tuple[int, ...]]:
    """Return for each target the positions of the given options that see it."""
    found: dict[str, list[int]] = {target.target_id: [] for target in problem.targets}
    for i in options:
        for target_id in problem.options[i].sees:
            found[target_id].append(i)
    return {target_id: tuple(positions) for target_id, positions in found.items()}


def build(problem: CameraProblem) -> CameraModel:
    """Return the model of a question; targets seen by the same options become one."""
    model = cp_model.CpModel()
    options = worthy(problem)
    chosen = {i: model.new_bool_var("") for i in options}
    seen_by = seers(problem, options)
    weight: dict[tuple[int, ...], int] = defaultdict(int)
    required: set[tuple[int, ...]] = set()
    for target in problem.targets:
        positions = seen_by[target.target_id]
        weight[positions] += target.weight
        if target.required:
            required.add(positions)
    constant = weight.pop((), 0)
    watched = {positions: model.new_bool_var("") for positions in weight}
    for positions, variable in watched.items():
        model.add_bool_or([*(chosen[i] for i in positions), ~variable])
    for positions in required:
        model.add_bool_or([chosen[i] for i in positions])
    for option_id in problem.must_keep:
        model.add_bool_or([v for i, v in chosen.items() if id_at(problem, i) == option_id])
    _limits(problem, model, chosen)
    prices, more = add_prices(problem, model, chosen, seen_by)
    lost = [weight[positions] * ~variable for positions, variable in watched.items()]
    model.minimize(sum([*lost, *prices]))
    return CameraModel(model, chosen, watched, constant + more)


def poles(options: tuple[CameraOption, ...]) -> dict[str, list[int]]:
    """Return the positions of the options of each pole."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, option in enumerate(options):
        found[option.pole_id].append(i)
    return found


def hint(built: CameraModel, taken: list[int]) -> None:
    """Give the solver a plan to start from."""
    for i, variable in built.chosen.items():
        built.model.add_hint(variable, i in taken)
    for positions, variable in built.watched.items():
        built.model.add_hint(variable, any(i in taken for i in positions))


def id_at(problem: CameraProblem, position: int) -> str:
    """Return the id of the option at a position."""
    return problem.options[position].option_id


def _limits(
    problem: CameraProblem, model: cp_model.CpModel, chosen: Mapping[int, cp_model.IntVar]
) -> None:
    model.add(sum(chosen.values()) <= problem.max_cameras)
    for positions in poles(problem.options).values():
        on_pole = [chosen[i] for i in positions if i in chosen]
        if len(on_pole) > problem.max_per_pole:
            model.add(sum(on_pole) <= problem.max_per_pole)
