"""The judge of camera plans: every rule and the objective again, from their definitions."""

from collections import Counter
from collections.abc import Iterator

from planner.judge.fault import Fault, fault
from planner.problem.camera import CameraOption, CameraPlan, CameraProblem


def faults(problem: CameraProblem, plan: CameraPlan) -> tuple[Fault, ...]:
    """Return every broken rule of a plan; nothing if it is sound."""
    known = {option.option_id: option for option in problem.options}
    strangers = [option_id for option_id in plan.option_ids if option_id not in known]
    if strangers:
        return tuple(fault("unknown_option", option=option_id) for option_id in strangers)
    chosen = [known[option_id] for option_id in plan.option_ids]
    return (*_permission(chosen), *_numbers(problem, chosen), *_demands(problem, plan))


def objective(problem: CameraProblem, plan: CameraPlan) -> int:
    """Return the weight of the targets that no camera of the plan watches."""
    seen = watched(problem, plan)
    return sum(target.weight for target in problem.targets if target.target_id not in seen)


def watched(problem: CameraProblem, plan: CameraPlan) -> frozenset[str]:
    """Return the ids of the targets that the plan watches."""
    chosen = set(plan.option_ids)
    return frozenset(
        target_id
        for option in problem.options
        if option.option_id in chosen
        for target_id in option.sees
    )


def _permission(chosen: list[CameraOption]) -> Iterator[Fault]:
    for option in chosen:
        if not option.consented:
            yield fault(
                "consent", option=option.option_id, pole=option.pole_id, state=option.consent
            )
        if not option.filming_allowed:
            yield fault("no_camera_zone", option=option.option_id, pole=option.pole_id)


def _numbers(problem: CameraProblem, chosen: list[CameraOption]) -> Iterator[Fault]:
    uses = Counter(option.option_id for option in chosen)
    yield from (fault("option_once", option=o, cameras=n) for o, n in uses.items() if n > 1)
    if len(chosen) > problem.max_cameras:
        yield fault("max_cameras", cameras=len(chosen), most=problem.max_cameras)
    for pole, cameras in Counter(option.pole_id for option in chosen).items():
        if cameras > problem.max_per_pole:
            yield fault("max_per_pole", pole=pole, cameras=cameras, most=problem.max_per_pole)
    cost = sum(option.cost for option in chosen)
    if problem.max_cost is not None and cost > problem.max_cost:
        yield fault("max_cost", cost=cost, most=problem.max_cost)


def _demands(problem: CameraProblem, plan: CameraPlan) -> Iterator[Fault]:
    for option_id in problem.must_keep:
        if option_id not in plan.option_ids:
            yield fault("must_keep", option=option_id)
    seen = watched(problem, plan)
    for target in problem.targets:
        if target.required and target.target_id not in seen:
            yield fault("required", target=target.target_id)
