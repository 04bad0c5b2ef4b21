"""Why a target stays unwatched, and the cheapest changes of the question that would watch it.

A cure is tested when a plan of the changed question, with this target required, passed the judge.
"""

from dataclasses import replace
from typing import Protocol

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.camera_model import seers, usable
from planner.outcome import Cure, Fact, LeftOut, Note, Outcome, facts
from planner.problem.camera import CAMERAS_MOST, CameraPlan, CameraProblem, Target

EXAMINED_MOST = 8
"""Targets that get tested cures, the heaviest first; each takes up to three small solves."""
CURE_WORK = 1.0


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
    filming = sum(not o.filming_allowed for o in everyone)
    free = sum(o.consented and o.filming_allowed for o in everyone)
    counts = facts(
        weight=target.weight, options=len(everyone), without_consent=refused, in_zone=filming
    )
    if not everyone:
        return "no_option_sees", counts
    if free:
        return "budget", counts
    if refused == len(everyone):
        return "only_without_consent", counts
    if filming == len(everyone):
        return "only_in_zone", counts
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
        cures += _tried("more_cameras", _more_cameras(wanted), before, attempt, resolve)
        cures += _tried("give_up_others", (wanted, ()), before, attempt, resolve)
    else:
        for pole_id in _poles_to_ask(problem, target)[:1]:
            asked = _with_consent(wanted, pole_id)
            who = facts(pole=pole_id)
            cures += _tried("ask_consent", (asked, who), before, attempt, resolve)
            more, extra = _more_cameras(asked)
            cures += _tried("ask_consent", (more, (*who, *extra)), before, attempt, resolve)
    return tuple(cures)


def _tried(
    kind: str,
    change: tuple[CameraProblem, tuple[Fact, ...]],
    before: int,
    attempt: Attempt,
    resolve: Resolve,
) -> list[Cure]:
    """Return the cure with what it gains in points (less is lost if negative), if it works."""
    changed, change_facts = change
    outcome = resolve(changed, attempt, work=CURE_WORK)
    if outcome.plan is None or judge.faults(changed, outcome.plan):
        return []
    gain = before - judge.objective(changed, outcome.plan)
    return [Cure(kind, (*change_facts, ("gains_weight", gain)), tested=True)]


def _more_cameras(problem: CameraProblem) -> tuple[CameraProblem, tuple[Fact, ...]]:
    """Return the question with one more camera: one always suffices where a pole has room."""
    more = min(CAMERAS_MOST, problem.max_cameras + 1)
    return replace(problem, max_cameras=more), facts(cameras=more - problem.max_cameras)


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
