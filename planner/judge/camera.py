"""The judge of camera plans: every rule and the objective again, from their definitions."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from planner.judge.camera_law import breaches
from planner.judge.fault import Fault, fault
from planner.problem.camera import CameraOption, CameraPlan, CameraProblem

COST_STEP, PRIVATE_STEP_M2 = 10_000, 100
"""Cost and private ground are priced by these steps, the last one begun."""


def faults(problem: CameraProblem, plan: CameraPlan) -> tuple[Fault, ...]:
    """Return every broken rule of a plan; nothing if it is sound."""
    known = {option.option_id: option for option in problem.options}
    strangers = [option_id for option_id in plan.option_ids if option_id not in known]
    if strangers:
        return tuple(fault("unknown_option", option=option_id) for option_id in strangers)
    chosen = [known[option_id] for option_id in plan.option_ids]
    return (*_permission(chosen), *_numbers(problem, chosen), *_demands(problem, plan))


def objective(problem: CameraProblem, plan: CameraPlan) -> int:
    """Return the points lost: targets unwatched or watched once only, and the prices."""
    return sum(parts(problem, plan).values())


def parts(problem: CameraProblem, plan: CameraPlan) -> dict[str, int]:
    """Return the parts of the objective in points.

    Returns
    -------
    dict
        unwatched: weight of targets no camera of the plan watches; second: of those that want two
        poles and have fewer; cost, private, overlap, moved: the prices, see `CameraProblem`.
    """
    poles = _poles_watching(problem, plan)
    return {
        "unwatched": sum(t.weight for t in problem.targets if not poles[t.target_id]),
        "second": sum(t.second_weight for t in problem.targets if len(poles[t.target_id]) < 2),
        "cost": -(-cost(problem, plan) * problem.cost_price // COST_STEP),
        "private": -(-private_m2(problem, plan) * problem.private_price // PRIVATE_STEP_M2),
        "overlap": problem.overlap_price * overlaps(problem, plan),
        "moved": problem.moved_price * len(set(problem.kept) - set(plan.option_ids)),
    }


def watched(problem: CameraProblem, plan: CameraPlan) -> frozenset[str]:
    """Return the ids of the targets that the plan watches."""
    return frozenset(name for option in _chosen(problem, plan) for name in option.sees)


def watched_twice(problem: CameraProblem, plan: CameraPlan) -> frozenset[str]:
    """Return the ids of the targets that cameras on two poles of the plan watch."""
    poles = _poles_watching(problem, plan)
    return frozenset(name for name, found in poles.items() if len(found) > 1)


def cost(problem: CameraProblem, plan: CameraPlan) -> int:
    """Return what the plan costs: its cameras, and power and network of the poles it uses."""
    chosen = _chosen(problem, plan)
    used = {option.pole_id for option in chosen}
    connecting = sum(pole.connect_cost for pole in problem.poles if pole.pole_id in used)
    return connecting + sum(option.cost for option in chosen)


def private_m2(problem: CameraProblem, plan: CameraPlan) -> int:
    """Return the private ground that the cameras of the plan see, each by itself."""
    return sum(option.private_m2 for option in _chosen(problem, plan))


def overlaps(problem: CameraProblem, plan: CameraPlan) -> int:
    """Count new cameras that watch what an existing camera of the plan watches already.

    The first new camera at a target that wants two poles is no overlap.
    """
    chosen = _chosen(problem, plan)
    had = {name for option in chosen if option.existing for name in option.sees}
    new = Counter(name for option in chosen if not option.existing for name in option.sees)
    wanted = {t.target_id: int(t.second_weight > 0) for t in problem.targets}
    return sum(max(0, new[name] - wanted[name]) for name in had)


def _chosen(problem: CameraProblem, plan: CameraPlan) -> list[CameraOption]:
    ids = set(plan.option_ids)
    return [option for option in problem.options if option.option_id in ids]


def _poles_watching(problem: CameraProblem, plan: CameraPlan) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for option in _chosen(problem, plan):
        for target_id in option.sees:
            found[target_id].add(option.pole_id)
    return found


def _permission(chosen: list[CameraOption]) -> Iterator[Fault]:
    for option in chosen:
        ids = {"option": option.option_id, "pole": option.pole_id}
        for breach in breaches(option):
            match breach.rule:
                case "consent":
                    facts = {**ids, "state": option.consent, "article": breach.article}
                    yield fault("consent", **facts)
                case "no_camera_zone":
                    yield fault("no_camera_zone", **ids, article=breach.article)
                case "faces_dwelling":
                    yield fault("faces_dwelling", **ids, article=breach.article)


def _numbers(problem: CameraProblem, chosen: list[CameraOption]) -> Iterator[Fault]:
    uses = Counter(option.option_id for option in chosen)
    yield from (fault("option_once", option=o, cameras=n) for o, n in uses.items() if n > 1)
    if len(chosen) > problem.max_cameras:
        yield fault("max_cameras", cameras=len(chosen), most=problem.max_cameras)
    for pole, cameras in Counter(option.pole_id for option in chosen).items():
        if cameras > problem.max_per_pole:
            yield fault("max_per_pole", pole=pole, cameras=cameras, most=problem.max_per_pole)
    plan = CameraPlan(tuple(uses))
    spent, seen_m2 = cost(problem, plan), private_m2(problem, plan)
    if problem.max_cost is not None and spent > problem.max_cost:
        yield fault("max_cost", cost=spent, most=problem.max_cost)
    if problem.max_private_m2 is not None and seen_m2 > problem.max_private_m2:
        yield fault("max_private_m2", area_m2=seen_m2, most=problem.max_private_m2)


def _demands(problem: CameraProblem, plan: CameraPlan) -> Iterator[Fault]:
    for option_id in problem.must_keep:
        if option_id not in plan.option_ids:
            yield fault("must_keep", option=option_id)
    seen = watched(problem, plan)
    for target in problem.targets:
        if target.required and target.target_id not in seen:
            yield fault("required", target=target.target_id)
