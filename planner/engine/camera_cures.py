"""Why a target stays unwatched, and the cheapest changes of the question that would watch it.

A cure is tested when a plan of the changed question, with this target required, passed the judge.
"""

from dataclasses import replace
from typing import Protocol

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.camera_model import seers, usable
from planner.outcome import Cure, Fact, LeftOut, Note, Outcome, facts
from planner.problem.camera import CAMERAS_MOST, MONEY_MOST, CameraPlan, CameraProblem, Target

EXAMINED_MOST = 8
"""Targets that get tested cures, the heaviest first; each takes up to three small solves."""
CURE_WORK = 1.0
Change = tuple[CameraProblem, tuple[Fact, ...]]


class Resolve(Protocol):
    """A way to solve a changed question without explaining it again."""

    def __call__(
        self, problem: CameraProblem, attempt: Attempt, *, work: float
    ) -> Outcome[CameraPlan]:
        """Return a plan or the rules that clash."""


def left_out(
    problem: CameraProblem, plan: CameraPlan, attempt: Attempt, *, resolve: Resolve
) -> tuple[tuple[LeftOut, ...], Note]:
    """Return every unwatched target, heaviest first, and how many of them were examined."""
    seen = judge.camera.watched(problem, plan)
    missing = [target for target in problem.targets if target.target_id not in seen]
    missing.sort(key=lambda target: (-target.weight, target.target_id))
    items = []
    examined = 0
    for target in missing:
        reason, reason_facts = _reason(problem, target)
        cures: tuple[Cure, ...] = ()
        if examined < EXAMINED_MOST and reason != "no_option_sees" and not attempt.cancelled():
            examined += 1
            with attempt.silently():
                cures = _cures(problem, plan, target, attempt, resolve)
        items.append(LeftOut(target.target_id, reason, reason_facts, cures))
    return tuple(items), Note("cures_examined", facts(examined=examined, left_out=len(missing)))


def _reason(problem: CameraProblem, target: Target) -> tuple[str, tuple[Fact, ...]]:
    """Return the code of the reason, and its facts: points lost, options by what stops them."""
    everyone = [o for o in problem.options if target.target_id in o.sees]
    refused = sum(not o.consented for o in everyone)
    in_zone = sum(o.in_no_camera_zone or o.sees_private_zone for o in everyone)
    facing = sum(o.faces_dwelling for o in everyone)
    free = sum(o.consented and o.filming_allowed for o in everyone)
    counts = facts(
        weight=target.weight,
        options=len(everyone),
        without_consent=refused,
        in_zone=in_zone,
        facing=facing,
    )
    if not everyone:
        return "no_option_sees", counts
    if free:
        return "budget", counts
    if refused == len(everyone):
        return "only_without_consent", counts
    if in_zone == len(everyone):
        return "only_in_zone", counts
    if facing == len(everyone):
        return "only_facing", counts
    return "only_forbidden", counts


def _cures(
    problem: CameraProblem,
    plan: CameraPlan,
    target: Target,
    attempt: Attempt,
    resolve: Resolve,
) -> tuple[Cure, ...]:
    wanted = replace(
        problem,
        targets=tuple(replace(t, required=True) if t == target else t for t in problem.targets),
    )
    before = judge.objective(problem, plan)
    cures = []
    if seers(problem, usable(problem))[target.target_id]:
        cures += _tried("more_cameras", _more(wanted, plan, target), before, attempt, resolve)
        cures += _tried("give_up_others", (wanted, ()), before, attempt, resolve)
    else:
        for pole_id in _poles_to_ask(problem, target)[:1]:
            asked = _with_consent(wanted, pole_id)
            who = facts(pole=pole_id)
            cures += _tried("ask_consent", (asked, who), before, attempt, resolve)
            more, extra = _more(asked, plan, target)
            cures += _tried("ask_consent", (more, (*who, *extra)), before, attempt, resolve)
    return tuple(cures)


def _tried(
    kind: str, change: Change, before: int, attempt: Attempt, resolve: Resolve
) -> list[Cure]:
    """Return the cure with what it gains in points (less is lost if negative), if it works."""
    changed, change_facts = change
    outcome = resolve(changed, attempt, work=CURE_WORK)
    if outcome.plan is None or judge.faults(changed, outcome.plan):
        return []
    gain = before - judge.objective(changed, outcome.plan)
    return [Cure(kind, (*change_facts, ("gains_weight", gain)), tested=True)]


def _more(problem: CameraProblem, plan: CameraPlan, target: Target) -> Change:
    """Return the question with one more camera, and the money and private ground it may need.

    One always suffices where a pole has room.
    """
    more = min(CAMERAS_MOST, problem.max_cameras + 1)
    changed = replace(problem, max_cameras=more)
    told = [*facts(cameras=more - problem.max_cameras)]
    connect = {pole.pole_id: pole.connect_cost for pole in problem.poles}
    able = [problem.options[i] for i in seers(problem, usable(problem))[target.target_id]]
    if problem.max_cost is not None:
        cheapest = min((o.cost + connect.get(o.pole_id, 0) for o in able), default=0)
        short = max(0, judge.camera.cost(problem, plan) + cheapest - problem.max_cost)
        changed = replace(changed, max_cost=min(MONEY_MOST, problem.max_cost + short))
        told += facts(money=short) if short else ()
    if problem.max_private_m2 is not None:
        least = min((o.private_m2 for o in able), default=0)
        lack = max(0, judge.camera.private_m2(problem, plan) + least - problem.max_private_m2)
        changed = replace(changed, max_private_m2=min(MONEY_MOST, problem.max_private_m2 + lack))
        told += facts(area_m2=lack) if lack else ()
    return changed, tuple(told)


def _poles_to_ask(problem: CameraProblem, target: Target) -> list[str]:
    """Return poles where only consent is missing, the one that watches most weight first."""
    weight = {t.target_id: t.weight for t in problem.targets}
    gains: dict[str, int] = {}
    for option in problem.options:
        if target.target_id in option.sees and option.filming_allowed and not option.consented:
            gain = sum(weight[target_id] for target_id in option.sees)
            gains[option.pole_id] = max(gain, gains.get(option.pole_id, 0))
    return sorted(gains, key=lambda pole_id: (-gains[pole_id], pole_id))


def _with_consent(problem: CameraProblem, pole_id: str) -> CameraProblem:
    return replace(
        problem,
        options=tuple(
            replace(o, consent="agreed") if o.pole_id == pole_id else o for o in problem.options
        ),
    )
