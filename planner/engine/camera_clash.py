"""The rules of a camera question, each behind a literal of its own, to find which clash."""

from collections.abc import Callable, Mapping

from ortools.sat.python import cp_model

from planner.engine.camera_model import id_at, poles, seers
from planner.engine.camera_prices import spending
from planner.judge.camera_law import breaches
from planner.outcome import Conflict, facts
from planner.problem.camera import CameraProblem

Literal = Callable[..., cp_model.IntVar]


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
        kept = [v for i, v in chosen.items() if id_at(problem, i) == option_id]
        model.add_bool_or([*kept, ~keep])
    seen_by = seers(problem, list(chosen))
    for target in problem.targets:
        if target.required:
            demand = literal("required", target=target.target_id)
            model.add_bool_or([*(chosen[i] for i in seen_by[target.target_id]), ~demand])
    _totals(problem, model, chosen, literal)
    return model, rules


def _totals(
    problem: CameraProblem,
    model: cp_model.CpModel,
    chosen: Mapping[int, cp_model.IntVar],
    literal: Literal,
) -> None:
    most = literal("max_cameras", most=problem.max_cameras)
    model.add(sum(chosen.values()) <= problem.max_cameras).only_enforce_if(most)
    for pole_id, positions in poles(problem.options).items():
        if len(positions) > problem.max_per_pole:
            rule = literal("max_per_pole", pole=pole_id, most=problem.max_per_pole)
            pole_sum = sum(chosen[i] for i in positions)
            model.add(pole_sum <= problem.max_per_pole).only_enforce_if(rule)
    if problem.max_cost is not None:
        rule = literal("max_cost", most=problem.max_cost)
        spent = spending(problem, model, chosen)
        model.add(spent <= problem.max_cost).only_enforce_if(rule)
    if problem.max_private_m2 is not None:
        rule = literal("max_private_m2", most=problem.max_private_m2)
        ground = sum(problem.options[i].private_m2 * v for i, v in chosen.items())
        model.add(ground <= problem.max_private_m2).only_enforce_if(rule)


def _forbid(
    problem: CameraProblem,
    model: cp_model.CpModel,
    chosen: Mapping[int, cp_model.IntVar],
    literal: Literal,
) -> None:
    for i, option in enumerate(problem.options):
        for breach in breaches(option):
            named = {"pole": option.pole_id, "article": breach.article}
            match breach.rule:
                case "consent":
                    rule = literal("consent", **named, state=option.consent)
                case "no_camera_zone":
                    rule = literal("no_camera_zone", **named)
                case _:
                    rule = literal("faces_dwelling", **named)
            model.add_implication(chosen[i], ~rule)
