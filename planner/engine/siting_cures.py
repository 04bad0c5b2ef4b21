"""What a plan leaves out or serves worst, why, and the cheapest changes that would help.

A cure is tested when a plan of the changed question, with this target a must, passed the judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from planner import judge
from planner.engine.attempt import Attempt
from planner.outcome import Cure, Facts, LeftOut, Note, Outcome, facts
from planner.problem.siting import (
    SITES_MOST,
    TIMES_MOST,
    SitingPlan,
    SitingProblem,
    SitingTarget,
)

EXAMINED_MOST, EXAMINED_LARGE = 8, 2
"""Targets that get tested cures, the heaviest first; fewer in a large question."""
LARGE_PAIRS = 200_000
CURE_WORK = 1.0


class Resolve(Protocol):
    """A way to solve a changed question without explaining it again."""

    def __call__(
        self, problem: SitingProblem, attempt: Attempt, *, work: float
    ) -> Outcome[SitingPlan]:
        """Return a plan or the rules that clash."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """Sites that list a target: within reach and open, within reach and forbidden, too far."""

    open: tuple[int, ...]
    forbidden: tuple[int, ...]
    farther: tuple[tuple[int, int], ...]


def left_out(
    problem: SitingProblem, plan: SitingPlan, attempt: Attempt, *, resolve: Resolve
) -> tuple[tuple[LeftOut, ...], Note]:
    """Return what is left out, heaviest first, and how many of them were examined."""
    rows = _missing(problem, plan)
    reach = _reach(problem, set(rows))
    large = sum(len(site.near) for site in problem.sites) > LARGE_PAIRS
    most = EXAMINED_LARGE if large else EXAMINED_MOST
    items = []
    examined = 0
    for row in rows:
        reason, why = _reason(problem, plan, row, reach[row])
        cures: tuple[Cure, ...] = ()
        if examined < most and reason != "siting_nobody" and not attempt.cancelled():
            examined += 1
            with attempt.silently():
                trial = _Trial(problem, plan, row, reach[row], attempt, resolve)
                cures = tuple(trial.cures())
        items.append(LeftOut(problem.targets[row].target_id, reason, why, cures))
    return tuple(items), Note("cures_examined", facts(examined=examined, left_out=len(items)))


def wanted_times(problem: SitingProblem, target: SitingTarget) -> int:
    """Return by how many sites a target is to be served so that nothing of it is left out."""
    return target.times + (problem.goal == "backup")


def _missing(problem: SitingProblem, plan: SitingPlan) -> list[int]:
    """Return the rows left out, heaviest first; for a centre those that are served worst."""
    targets = problem.targets
    if problem.goal == "centre":
        worst = judge.objective(problem, plan)
        told = judge.siting.distances_of(problem, plan)
        far = [problem.unserved if one is None else one for one in told]
        rows = [row for row, one in enumerate(far) if one == worst and worst > 0]
    elif problem.goal == "median":
        rows = [r for r, far in enumerate(judge.siting.distances_of(problem, plan)) if far is None]
    else:
        times = judge.siting.reached_times(problem, plan)
        rows = [r for r, t in enumerate(targets) if times[r] < wanted_times(problem, t)]
    return sorted(rows, key=lambda row: (-targets[row].weight, targets[row].target_id))


def _reach(problem: SitingProblem, rows: set[int]) -> dict[int, _Reach]:
    lists: dict[int, tuple[list[int], list[int], list[tuple[int, int]]]] = {
        row: ([], [], []) for row in rows
    }
    for number, site in enumerate(problem.sites):
        for row, far in zip(site.near, site.far or (0,) * len(site.near), strict=True):
            if row not in lists:
                continue
            if problem.within is not None and far > problem.within:
                lists[row][2].append((far, number))
            else:
                lists[row][site.state == "forbidden"].append(number)  # type: ignore[arg-type]
    return {
        row: _Reach(tuple(near), tuple(shut), tuple(sorted(farther)))
        for row, (near, shut, farther) in lists.items()
    }


def _reason(problem: SitingProblem, plan: SitingPlan, row: int, reach: _Reach) -> tuple[str, Facts]:
    """Return the code of the reason and its facts."""
    target = problem.targets[row]
    wanted = wanted_times(problem, target)
    weight = target.weight
    if problem.goal == "centre" and reach.open:
        return "siting_worst", facts(far=judge.objective(problem, plan), sites=len(reach.open))
    if len(reach.open) >= wanted:
        reason = "siting_not_asked" if problem.goal == "price" else "siting_limit"
        return reason, facts(weight=weight, sites=len(reach.open), times=wanted)
    if len(reach.open) + len(reach.forbidden) >= wanted:
        return "siting_only_forbidden", facts(weight=weight, sites=len(reach.forbidden))
    if reach.farther:
        far, number = reach.farther[0]
        who = facts(weight=weight, site=problem.sites[number].site_id, far=far)
        return "siting_too_far", (*who, ("within", problem.within or 0))
    reason = "siting_too_few" if reach.open else "siting_nobody"
    return reason, facts(weight=weight, sites=len(reach.open), times=wanted)


@dataclass(frozen=True, slots=True)
class _Trial:
    """Changes tried for one target that is left out."""

    problem: SitingProblem
    plan: SitingPlan
    row: int
    reach: _Reach
    attempt: Attempt
    resolve: Resolve

    def cures(self) -> Iterator[Cure]:
        """Yield the changes that work, those that need least first."""
        problem = self.problem
        target = problem.targets[self.row]
        wanted = wanted_times(problem, target)
        if problem.goal == "centre" and self.reach.open:
            yield from self._nearer()
        elif len(self.reach.open) >= wanted:
            forced = self._forced(problem)
            if problem.goal == "price":
                yield from self._tried("siting_demand", forced, ())
                return
            yield from self._tried("siting_give_up", forced, ())
            yield from self._more(forced)
        elif len(self.reach.open) + len(self.reach.forbidden) >= wanted:
            yield from self._allowed()
        elif self.reach.farther:
            yield from self._farther()

    def _forced(self, problem: SitingProblem) -> SitingProblem:
        """Return the question with this target a must."""
        target = problem.targets[self.row]
        times = min(TIMES_MOST, wanted_times(problem, target))
        forced = replace(target, must=True, times=times)
        if problem.goal == "backup":
            forced = replace(target, must=True)
            if len(self._serving()) >= target.times:
                forced = replace(target, must=True, times=times)
        targets = (*problem.targets[: self.row], forced, *problem.targets[self.row + 1 :])
        return replace(problem, targets=targets)

    def _serving(self) -> list[int]:
        there = set(self.plan.site_ids)
        return [n for n in self.reach.open if self.problem.sites[n].site_id in there]

    def _short(self) -> int:
        """Return how many sites more the target needs."""
        target = self.problem.targets[self.row]
        return max(1, wanted_times(self.problem, target) - len(self._serving()))

    def _more(self, forced: SitingProblem) -> Iterator[Cure]:
        """Try more sites, more money, or both where both are short."""
        short = self._short()
        sites, spend = forced.most_new, forced.most_price
        there = set(self.plan.site_ids)
        cheapest = sorted(
            self.problem.sites[n].price
            for n in self.reach.open
            if self.problem.sites[n].site_id not in there
        )[:short]
        new = [s for s in self.problem.sites if s.site_id in there and s.state != "standing"]
        left = None if spend is None else spend - sum(site.price for site in new)
        dearer = 0 if left is None else max(0, sum(cheapest) - left)
        more = 0 if sites is None else max(0, len(new) + short - sites)
        if not more and not dearer:
            return
        changed = replace(
            forced,
            most_new=None if sites is None else min(SITES_MOST, sites + more),
            most_price=None if spend is None else min(10**9, spend + dearer),
        )
        if more and dearer:
            yield from self._tried(
                "siting_more_and_price", changed, facts(sites=more, price=dearer)
            )
        elif more:
            yield from self._tried("siting_more", changed, facts(sites=more))
        else:
            yield from self._tried("siting_spend", changed, facts(price=dearer))

    def _nearer(self) -> Iterator[Cure]:
        """Try one site more, or the price of one, for the target that is served worst."""
        problem = self.problem
        if problem.most_new is not None:
            changed = replace(problem, most_new=min(SITES_MOST, problem.most_new + 1))
            outcome = self.resolve(changed, self.attempt, work=CURE_WORK)
            before = judge.objective(problem, self.plan)
            if outcome.plan is None or judge.faults(changed, outcome.plan):
                return
            far = judge.objective(changed, outcome.plan)
            if far < before:
                yield Cure("siting_nearer", facts(sites=1, far=far), tested=True)

    def _allowed(self) -> Iterator[Cure]:
        """Try a forbidden site: alone where the limits leave room, else in the place of others."""
        best = max(self.reach.forbidden, key=lambda n: (self._heavy(n), -n))
        site = self.problem.sites[best]
        opened = replace(site, state="free")
        sites = (*self.problem.sites[:best], opened, *self.problem.sites[best + 1 :])
        forced = self._forced(replace(self.problem, sites=sites))
        yield from self._tried("siting_allow", forced, facts(site=site.site_id))

    def _heavy(self, number: int) -> int:
        targets = self.problem.targets
        return sum(targets[row].weight for row in self.problem.sites[number].near)

    def _farther(self) -> Iterator[Cure]:
        """Try to let sites serve as far as the nearest one that may be used is."""
        for far, number in self.reach.farther:
            if self.problem.sites[number].state == "forbidden" or far > self.problem.unserved:
                continue
            forced = self._forced(replace(self.problem, within=far))
            yield from self._tried("siting_within", forced, facts(far=far))
            return

    def _tried(self, kind: str, changed: SitingProblem, told: Facts) -> Iterator[Cure]:
        """Yield the cure with what it gains (less is lost if negative), if it works."""
        outcome = self.resolve(changed, self.attempt, work=CURE_WORK)
        if outcome.plan is None or judge.faults(changed, outcome.plan):
            return
        asked = replace(changed, targets=self.problem.targets)
        gain = judge.objective(self.problem, self.plan) - judge.objective(asked, outcome.plan)
        yield Cure(kind, (*told, ("gains", gain)), tested=True)
