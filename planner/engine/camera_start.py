"""A camera plan chosen one by one to start from, and a plan without needless cameras."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush

from planner import judge
from planner.engine.camera_model import id_at, worthy
from planner.judge.camera import COST_STEP, PRIVATE_STEP_M2
from planner.problem.camera import CameraPlan, CameraProblem

_REQUIRED = 10**9


@dataclass
class _Begun:
    """A plan in the making: what is taken, how often each target is watched, what is spent."""

    problem: CameraProblem
    taken: list[int] = field(default_factory=list)
    poles_seeing: dict[str, set[str]] = field(default_factory=dict)
    on_pole: Counter[str] = field(default_factory=Counter)
    cost: int = 0
    private_m2: int = 0

    def __post_init__(self) -> None:
        self.targets = {target.target_id: target for target in self.problem.targets}
        self.connect = {pole.pole_id: pole.connect_cost for pole in self.problem.poles}

    def price(self, i: int) -> int:
        """Money of one more camera, with power and network where its pole has none yet."""
        option = self.problem.options[i]
        first = not self.on_pole[option.pole_id]
        return option.cost + (self.connect.get(option.pole_id, 0) if first else 0)

    def fits(self, i: int) -> bool:
        """Whether limits of pole, money and private ground allow it."""
        option, most = self.problem.options[i], self.problem
        return (
            self.on_pole[option.pole_id] < most.max_per_pole
            and (most.max_cost is None or self.cost + self.price(i) <= most.max_cost)
            and (
                most.max_private_m2 is None
                or self.private_m2 + option.private_m2 <= most.max_private_m2
            )
        )

    def gain(self, i: int) -> float:
        """Points it saves, less its prices."""
        option = self.problem.options[i]
        points = 0.0
        for name in option.sees:
            target, poles = self.targets[name], self.poles_seeing.get(name, set())
            if not poles:
                points += target.weight + (_REQUIRED if target.required else 0)
            elif len(poles) == 1 and option.pole_id not in poles:
                points += target.second_weight
        points -= self.price(i) * self.problem.cost_price / COST_STEP
        return points - option.private_m2 * self.problem.private_price / PRIVATE_STEP_M2

    def take(self, i: int) -> None:
        option = self.problem.options[i]
        self.cost += self.price(i)
        self.private_m2 += option.private_m2
        self.on_pole[option.pole_id] += 1
        self.taken.append(i)
        for name in option.sees:
            self.poles_seeing.setdefault(name, set()).add(option.pole_id)


def greedy(problem: CameraProblem, start: Collection[str] = ()) -> list[int]:
    """Return positions chosen one by one for the most points; it may miss a demand.

    What must be kept comes first, then what was planned before or to start with, then whatever
    watches a required target.
    """
    begun, options = _Begun(problem), worthy(problem)
    first, before = set(problem.must_keep), set(problem.kept) if problem.moved_price else set()
    before |= set(start)
    for i in options:
        if id_at(problem, i) in first:
            begun.take(i)
    for i in options:
        room = len(begun.taken) < problem.max_cameras and begun.fits(i)
        if room and id_at(problem, i) in before - first:
            begun.take(i)
    had = set(begun.taken)
    heap = [(-begun.gain(i), i) for i in options if i not in had]
    heapify(heap)
    while heap and len(begun.taken) < problem.max_cameras:
        _, i = heappop(heap)
        gain = begun.gain(i)
        if gain <= 0 or not begun.fits(i):
            continue
        if heap and gain < -heap[0][0]:
            heappush(heap, (-gain, i))
            continue
        begun.take(i)
    return begun.taken


def pruned(problem: CameraProblem, positions: list[int]) -> CameraPlan:
    """Return the plan without new cameras that save no point."""
    kept = sorted(positions, key=lambda i: id_at(problem, i))
    fixed = {*problem.must_keep, *problem.kept}
    few = replace(problem, options=tuple(problem.options[i] for i in kept), must_keep=(), kept=())
    plan = CameraPlan(tuple(id_at(problem, i) for i in kept))
    cost, watched = judge.objective(few, plan), judge.camera.watched(few, plan)
    needed = {target.target_id for target in problem.targets if target.required} & watched
    for i in reversed(kept):
        name = id_at(problem, i)
        if name in fixed or problem.options[i].existing:
            continue
        without = CameraPlan(tuple(other for other in plan.option_ids if other != name))
        fewer = judge.objective(few, without)
        if fewer <= cost and needed <= judge.camera.watched(few, without):
            plan, cost = without, fewer
    return plan
