"""In which order cameras are built, and what is lost when one, its pole or its link fails."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from planner import judge
from planner.engine.camera_model import usable
from planner.problem.camera import CameraOption, CameraPlan, CameraProblem
from planner.problem.camera_answers import Built, Outage


def in_order(problem: CameraProblem, plan: CameraPlan, *, per_phase: int) -> tuple[Built, ...]:
    """Order the cameras of a plan so that each saves most after those before it."""
    few = _only(problem, plan.option_ids)
    waiting = [o.option_id for o in few.options]
    there = {o.option_id for o in few.options if o.existing}
    taken: list[str] = []
    rows: list[Built] = []
    lost = _lost(few, taken)
    while waiting:
        # what hangs there today comes first, whatever it saves
        order = {name: (name not in there, _lost(few, [*taken, name]), name) for name in waiting}
        best = min(waiting, key=order.__getitem__)
        waiting.remove(best)
        taken.append(best)
        phase = 0 if best in there else 1 + (len(taken) - 1 - len(there)) // per_phase
        now = order[best][1]
        rows.append(Built(best, phase, now, lost - now))
        lost = now
    return tuple(rows)


def drill(problem: CameraProblem, plan: CameraPlan) -> tuple[Outage, ...]:
    """Let each camera, each pole with several and each link fail, the worst first."""
    few = _only(problem, plan.option_ids)
    before = _lost(few, list(plan.option_ids))
    spare = [problem.options[i] for i in usable(problem)]
    seen = judge.camera.watched(few, plan)
    found = []
    for what, item, dark, poles in _failures(problem, few.options):
        left = [name for name in plan.option_ids if name not in dark]
        points = _lost(few, left) - before
        gone = seen - judge.camera.watched(few, CameraPlan(tuple(left)))
        standby, regained = _standby(
            problem, left, poles, [o for o in spare if o.option_id not in dark]
        )
        outage = Outage(what, item, tuple(sorted(dark)), tuple(sorted(gone)), points)
        found.append(replace(outage, standby=standby, regained=regained))
    return tuple(sorted(found, key=lambda o: (-o.points, o.what, o.item)))


def _failures(
    problem: CameraProblem, options: tuple[CameraOption, ...]
) -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Yield what may fail: its sort and id, the cameras that are dark, the poles out of use."""
    on_pole: dict[str, set[str]] = defaultdict(set)
    for option in options:
        yield "camera", option.option_id, {option.option_id}, set()
        on_pole[option.pole_id].add(option.option_id)
    for pole_id, cameras in on_pole.items():
        if len(cameras) > 1:
            yield "pole", pole_id, cameras, {pole_id}
    of_link: dict[str, set[str]] = defaultdict(set)
    for pole in problem.poles:
        if pole.link_id:
            of_link[pole.link_id].add(pole.pole_id)
    for link_id, poles in of_link.items():
        dark = {name for pole_id in poles for name in on_pole.get(pole_id, ())}
        if dark:
            yield "link", link_id, dark, poles


def _standby(
    problem: CameraProblem, left: list[str], poles: set[str], spare: list[CameraOption]
) -> tuple[str, int]:
    """Return the one more camera off these poles that saves most, and the points it saves."""
    weights = {t.target_id: (t.weight, t.second_weight) for t in problem.targets}
    watching: dict[str, set[str]] = defaultdict(set)
    for option in _only(problem, left).options:
        for name in option.sees:
            watching[name].add(option.pole_id)
    best, most = "", 0
    for option in spare:
        if option.pole_id in poles or option.option_id in left:
            continue
        gain = 0
        for name in option.sees:
            by, (first, second) = watching[name], weights[name]
            gain += first if not by else second * (len(by) == 1 and option.pole_id not in by)
        if gain > most:
            best, most = option.option_id, gain
    return best, most


def _only(problem: CameraProblem, option_ids: tuple[str, ...] | list[str]) -> CameraProblem:
    """Return the question with some options only: the judge is asked of it many times."""
    ids = set(option_ids)
    options = tuple(option for option in problem.options if option.option_id in ids)
    return replace(problem, options=options, must_keep=(), kept=())


def _lost(problem: CameraProblem, option_ids: list[str]) -> int:
    parts = judge.camera.parts(problem, CameraPlan(tuple(option_ids)))
    return parts["unwatched"] + parts["second"]
