"""The judge of siting plans: every rule and the objective again, from their definitions."""

from collections import Counter
from collections.abc import Iterator

from planner.judge.fault import Fault, fault
from planner.problem.siting import Site, SitingPlan, SitingProblem


def faults(problem: SitingProblem, plan: SitingPlan) -> tuple[Fault, ...]:
    """Return every broken rule of a plan; nothing if it is sound."""
    known = {site.site_id: site for site in problem.sites}
    strangers = [site_id for site_id in plan.site_ids if site_id not in known]
    if strangers:
        return tuple(fault("site_unknown", site=site_id) for site_id in strangers)
    chosen = [known[site_id] for site_id in plan.site_ids]
    return (
        *_permission(problem, plan, chosen),
        *_limits(problem, chosen),
        *_demands(problem, plan),
    )


def objective(problem: SitingProblem, plan: SitingPlan) -> int:
    """Return what a plan costs by the goal of the question; less is better."""
    match problem.goal:
        case "price":
            return price(problem, plan)
        case "cover":
            return _uncovered(problem, plan)
        case "backup":
            return _without_backup(problem, plan)
    distances = [problem.unserved if far is None else far for far in distances_of(problem, plan)]
    if problem.goal == "centre":
        return max(distances, default=0)
    return sum(target.weight * far for target, far in zip(problem.targets, distances, strict=True))


def price(problem: SitingProblem, plan: SitingPlan) -> int:
    """Return the price of the sites added to those standing."""
    chosen = set(plan.site_ids)
    return sum(
        site.price for site in problem.sites if site.site_id in chosen and site.state != "standing"
    )


def reached_times(problem: SitingProblem, plan: SitingPlan) -> list[int]:
    """Return by how many sites of the plan each target is served."""
    times = [0] * len(problem.targets)
    for site in _of(problem, plan):
        for row, _ in served(problem, site):
            times[row] += 1
    return times


def distances_of(problem: SitingProblem, plan: SitingPlan) -> list[int | None]:
    """Return the distance of each target to its nearest site of the plan; None: nobody serves."""
    nearest: list[int | None] = [None] * len(problem.targets)
    for site in _of(problem, plan):
        for row, far in served(problem, site):
            known = nearest[row]
            nearest[row] = far if known is None else min(known, far)
    return nearest


def served(problem: SitingProblem, site: Site) -> Iterator[tuple[int, int]]:
    """Yield the targets a site would serve, each with its distance."""
    distances = site.far or (0,) * len(site.near)
    for row, far in zip(site.near, distances, strict=True):
        if problem.within is None or far <= problem.within:
            yield row, far


def _of(problem: SitingProblem, plan: SitingPlan) -> Iterator[Site]:
    chosen = set(plan.site_ids)
    return (site for site in problem.sites if site.site_id in chosen)


def _uncovered(problem: SitingProblem, plan: SitingPlan) -> int:
    times = reached_times(problem, plan)
    return sum(
        target.weight
        for target, found in zip(problem.targets, times, strict=True)
        if found < target.times
    )


def _without_backup(problem: SitingProblem, plan: SitingPlan) -> int:
    times = reached_times(problem, plan)
    total = 0
    for target, found in zip(problem.targets, times, strict=True):
        if found < target.times:
            total += target.weight * (100 - problem.backup_pct)
        if found < target.times + 1:
            total += target.weight * problem.backup_pct
    return total


def _permission(problem: SitingProblem, plan: SitingPlan, chosen: list[Site]) -> Iterator[Fault]:
    for site_id, times in Counter(plan.site_ids).items():
        if times > 1:
            yield fault("site_twice", site=site_id, times=times)
    yield from (
        fault("site_forbidden", site=site.site_id) for site in chosen if site.state == "forbidden"
    )
    there = set(plan.site_ids)
    for site in problem.sites:
        if site.state == "standing" and site.site_id not in there:
            yield fault("site_standing", site=site.site_id)


def _limits(problem: SitingProblem, chosen: list[Site]) -> Iterator[Fault]:
    new = [site for site in chosen if site.state != "standing"]
    if problem.most_new is not None and len(new) > problem.most_new:
        yield fault("most_new", sites=len(new), most=problem.most_new)
    cost = sum(site.price for site in new)
    if problem.most_price is not None and cost > problem.most_price:
        yield fault("most_price", price=cost, most=problem.most_price)


def _demands(problem: SitingProblem, plan: SitingPlan) -> Iterator[Fault]:
    times = reached_times(problem, plan)
    for target, found in zip(problem.targets, times, strict=True):
        if target.must and found < target.times:
            yield fault("target_must", target=target.target_id, sites=found, least=target.times)
