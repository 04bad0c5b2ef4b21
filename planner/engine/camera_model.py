"""The camera question as a CP-SAT model: maximal covering with budgets."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.outcome import Conflict, facts
from planner.problem.camera import CameraOption, CameraPlan, CameraProblem


@dataclass(frozen=True, eq=False)
class CameraModel:
    """A model, the variable of each usable option, and that of each group of equal targets.

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
    options = usable(problem)
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
    _limits(problem, model, chosen)
    for option_id in problem.must_keep:
        model.add_bool_or([v for i, v in chosen.items() if _id(problem, i) == option_id])
    model.minimize(sum(weight[positions] * ~variable for positions, variable in watched.items()))
    return CameraModel(model, chosen, watched, constant)


def build_clash(
    problem: CameraProblem,
) -> tuple[cp_model.CpModel, dict[Conflict, cp_model.IntVar]]:
    """Return a model of the rules alone, each rule behind a literal of its own."""
    model = cp_model.CpModel()
    chosen = {i: model.new_bool_var("") for i in range(len(problem.options))}
    rules: dict[Conflict, cp_model.IntVar] = {}

    def literal(rule: str, **values: str | int) -> cp_model.IntVar:
        return rules.setdefault(Conflict(rule, facts(**values)), model.new_bool_var(""))

    _forbid(problem, model, chosen, literal)
    for option_id in problem.must_keep:
        keep = literal("must_keep", option=option_id)
        model.add_bool_or([v for i, v in chosen.items() if _id(problem, i) == option_id] + [~keep])
    seen_by = seers(problem, list(chosen))
    for target in problem.targets:
        if target.required:
            demand = literal("required", target=target.target_id)
            model.add_bool_or([*(chosen[i] for i in seen_by[target.target_id]), ~demand])
    most = literal("max_cameras", most=problem.max_cameras)
    model.add(sum(chosen.values()) <= problem.max_cameras).only_enforce_if(most)
    for pole_id, positions in poles(problem.options).items():
        if len(positions) > problem.max_per_pole:
            rule = literal("max_per_pole", pole=pole_id, most=problem.max_per_pole)
            pole_sum = sum(chosen[i] for i in positions)
            model.add(pole_sum <= problem.max_per_pole).only_enforce_if(rule)
    if problem.max_cost is not None:
        cost = sum(problem.options[i].cost * v for i, v in chosen.items())
        rule = literal("max_cost", most=problem.max_cost)
        model.add(cost <= problem.max_cost).only_enforce_if(rule)
    return model, rules


def poles(options: tuple[CameraOption, ...]) -> dict[str, list[int]]:
    """Return the positions of the options of each pole."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, option in enumerate(options):
        found[option.pole_id].append(i)
    return found


def greedy(problem: CameraProblem) -> list[int]:
    """Return positions chosen one by one for the most new weight; it may miss a demand.

    What must be kept comes first, then whatever watches a required target.
    """
    weight = {t.target_id: t.weight + (10**9 if t.required else 0) for t in problem.targets}
    left = {i: set(problem.options[i].sees) for i in usable(problem)}
    keep = set(problem.must_keep)
    taken: list[int] = [i for i in left if _id(problem, i) in keep]
    seen = {target_id for i in taken for target_id in left[i]}
    while len(taken) < problem.max_cameras:
        room = [i for i in left if i not in taken and _fits(problem, [*taken, i])]
        gains = {i: sum(weight[t] for t in left[i] - seen) for i in room}
        best = max(gains, key=lambda i: (gains[i], -i), default=None)
        if best is None or gains[best] == 0:
            break
        taken.append(best)
        seen |= left[best]
    return taken


def hint(built: CameraModel, taken: list[int]) -> None:
    """Give the solver a plan to start from, complete on all variables."""
    for i, variable in built.chosen.items():
        built.model.add_hint(variable, i in taken)
    for positions, variable in built.watched.items():
        built.model.add_hint(variable, any(i in taken for i in positions))


def pruned(problem: CameraProblem, positions: list[int]) -> CameraPlan:
    """Return the plan without cameras that watch nothing the others do not."""
    kept = sorted(positions, key=lambda i: _id(problem, i))
    for i in tuple(reversed(kept)):
        others = {target_id for j in kept if j != i for target_id in problem.options[j].sees}
        if _id(problem, i) not in problem.must_keep and others.issuperset(problem.options[i].sees):
            kept.remove(i)
    return CameraPlan(tuple(_id(problem, i) for i in kept))


def _forbid(
    problem: CameraProblem,
    model: cp_model.CpModel,
    chosen: Mapping[int, cp_model.IntVar],
    literal: Callable[..., cp_model.IntVar],
) -> None:
    for i, option in enumerate(problem.options):
        if not option.consented:
            model.add_implication(
                chosen[i], ~literal("consent", pole=option.pole_id, state=option.consent)
            )
        if not option.filming_allowed:
            model.add_implication(chosen[i], ~literal("no_camera_zone", pole=option.pole_id))


def _limits(
    problem: CameraProblem, model: cp_model.CpModel, chosen: Mapping[int, cp_model.IntVar]
) -> None:
    model.add(sum(chosen.values()) <= problem.max_cameras)
    for positions in poles(problem.options).values():
        on_pole = [chosen[i] for i in positions if i in chosen]
        if len(on_pole) > problem.max_per_pole:
            model.add(sum(on_pole) <= problem.max_per_pole)
    if problem.max_cost is not None:
        model.add(sum(problem.options[i].cost * v for i, v in chosen.items()) <= problem.max_cost)


def _fits(problem: CameraProblem, taken: list[int]) -> bool:
    pole_id = problem.options[taken[-1]].pole_id
    on_pole = sum(problem.options[i].pole_id == pole_id for i in taken)
    cost = sum(problem.options[i].cost for i in taken)
    in_budget = problem.max_cost is None or cost <= problem.max_cost
    return on_pole <= problem.max_per_pole and in_budget


def _id(problem: CameraProblem, position: int) -> str:
    return problem.options[position].option_id
