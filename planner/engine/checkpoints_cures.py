"""What points leave out, why, and the cheapest changes that help, each by a forced re-solve."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.checkpoints_clash import releases
from planner.judge.checkpoints import beyond, missed, passes
from planner.outcome import Cure, LeftOut, Note, Outcome, facts
from planner.problem.checkpoints import CheckpointPlan, CheckpointProblem

EXAMINED_MOST = 12
GATEWAYS_MOST = 6
"""Places, and gateways, that get tested cures, the heaviest first."""
CURE_WORK = 0.5
EXTRA_POSTS = (1, 2, 3)
Resolve: TypeAlias = Callable[..., Outcome[CheckpointPlan]]
LeftOuts: TypeAlias = tuple[tuple[LeftOut, ...], Note]


def left_beyond(
    problem: CheckpointProblem, plan: CheckpointPlan, attempt: Attempt, *, resolve: Resolve
) -> LeftOuts:
    """Return the places beyond the points, the heaviest first, and what it takes to bring them in.

    A place is forced in and the question solved anew; if that is impossible the fewest barred
    sites are allowed besides.
    """
    out = set(beyond(problem, plan))
    left = sorted(
        (r for r in problem.refuges if r.refuge_id in out), key=lambda r: (-r.weight, r.refuge_id)
    )
    items = []
    cost = judge.objective(problem, plan)
    for number, refuge in enumerate(left):
        why = facts(weight=refuge.weight)
        if number >= EXAMINED_MOST:
            items.append(LeftOut(refuge.refuge_id, "beyond", why))
            continue
        forced = _required(problem, refuge.refuge_id)
        freed = () if _possible(forced, attempt, resolve) else releases(forced)
        cures = tuple(_inside_cures(forced, freed, cost, attempt, resolve))
        reason = "beyond_barred" if freed or not cures else "beyond_dear"
        items.append(LeftOut(refuge.refuge_id, reason, why, cures))
    examined = min(len(items), EXAMINED_MOST)
    return tuple(items), Note("cures_examined", facts(examined=examined, left_out=len(items)))


def left_missed(
    problem: CheckpointProblem, plan: CheckpointPlan, attempt: Attempt, *, resolve: Resolve
) -> LeftOuts:
    """Return the gateways whose traffic is missed, the most first, and what would meet it."""
    lost = missed(problem, plan)
    total = dict.fromkeys(lost, 0)
    for route in problem.routes:
        total[route.gateway] += route.flow
    order = sorted((g for g in lost if lost[g]), key=lambda g: (-lost[g], g))
    items = []
    for number, gateway in enumerate(order):
        why = facts(flow=lost[gateway], total=total[gateway])
        if number >= GATEWAYS_MOST:
            items.append(LeftOut(gateway, "missed", why))
            continue
        cures = tuple(_hold_cures(problem, plan, gateway, attempt, resolve))
        reason = "missed" if cures else "missed_no_site"
        items.append(LeftOut(gateway, reason, why, cures))
    examined = min(len(items), GATEWAYS_MOST)
    return tuple(items), Note("cures_examined", facts(examined=examined, left_out=len(items)))


def _required(problem: CheckpointProblem, refuge_id: str) -> CheckpointProblem:
    refuges = tuple(
        replace(r, required=True) if r.refuge_id == refuge_id else r for r in problem.refuges
    )
    return replace(problem, refuges=refuges)


def _allowed(problem: CheckpointProblem, site_ids: tuple[str, ...]) -> CheckpointProblem:
    freed = set(site_ids)
    sites = tuple(replace(s, allowed=True) if s.site_id in freed else s for s in problem.sites)
    return replace(problem, sites=sites)


def _possible(problem: CheckpointProblem, attempt: Attempt, resolve: Resolve) -> bool:
    with attempt.silently():
        return resolve(problem, attempt, work=CURE_WORK).plan is not None


def _inside_cures(
    forced: CheckpointProblem,
    freed: tuple[str, ...],
    cost: int,
    attempt: Attempt,
    resolve: Resolve,
) -> Iterator[Cure]:
    better = _allowed(forced, freed)
    answer = _sound(better, attempt, resolve)
    if answer is None or answer.objective is None or answer.plan is None:
        return
    first = tuple(Cure("allow_site", facts(site=site_id), tested=True) for site_id in freed)
    more = answer.objective - cost
    posts = len(answer.plan.site_ids)
    kind = "bring_inside" if more >= 0 else "bring_inside_saves"
    yield Cure(kind, facts(more=abs(more), posts=posts), tested=True, also=first)


def _hold_cures(
    problem: CheckpointProblem,
    plan: CheckpointPlan,
    gateway: str,
    attempt: Attempt,
    resolve: Resolve,
) -> Iterator[Cure]:
    """Yield what meets all traffic of a gateway: other posts, more posts, sites allowed besides."""
    cost = judge.objective(problem, plan)
    held = replace(problem, hold=(*problem.hold, gateway))
    answer = _sound(held, attempt, resolve)
    if answer is not None and answer.objective is not None:
        yield Cure("hold_gateway", facts(more=answer.objective - cost), tested=True)
    for extra in EXTRA_POSTS if problem.most_posts is not None else ():
        most = (problem.most_posts or 0) + extra
        answer = _sound(replace(held, most_posts=most), attempt, resolve)
        if answer is not None and answer.objective is not None:
            saved = cost - answer.objective
            if saved > 0:
                yield Cure("more_posts", facts(posts=extra, flow=saved), tested=True)
                break
    if answer is None:
        yield from _freed_cures(problem, plan, gateway, attempt, resolve)


def _freed_cures(
    problem: CheckpointProblem,
    plan: CheckpointPlan,
    gateway: str,
    attempt: Attempt,
    resolve: Resolve,
) -> Iterator[Cure]:
    """Yield the barred site that meets most of a gateway's missed traffic, if it saves any."""
    cost = judge.objective(problem, plan)
    barred = {site.site_id for site in problem.sites if not site.allowed}
    gain = dict.fromkeys(sorted(barred), 0)
    for route, passed in passes(problem):
        if route.gateway == gateway:
            for site_id in passed & barred:
                gain[site_id] += route.flow
    best = max(gain, key=lambda site_id: gain[site_id], default=None)
    if best is None or not gain[best]:
        return
    answer = _sound(_allowed(problem, (best,)), attempt, resolve)
    if answer is not None and answer.objective is not None and answer.objective < cost:
        saved = facts(site=best, flow=cost - answer.objective)
        yield Cure("allow_site_flow", saved, tested=True)


def _sound(
    problem: CheckpointProblem, attempt: Attempt, resolve: Resolve
) -> Outcome[CheckpointPlan] | None:
    """Return the answer to a changed question if it has a plan the judge accepts."""
    with attempt.silently():
        answer: Outcome[CheckpointPlan] = resolve(problem, attempt, work=CURE_WORK)
    if answer.plan is None or judge.verdict(problem, answer):
        return None
    return answer
