"""Where a few posts meet most traffic: flow interception (Hodgson 1990, Berman et al. 1992).

Routes past the same sites are one, routes past a watched or kept site are met already, and of sites
that the same routes pass only the cheapest is asked about. What is left is a maximal cover whose
linear relaxation is tight, which CP-SAT proves with its LP worker.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.clash import clash
from planner.judge.checkpoints import passes
from planner.outcome import Conflict, Note, Outcome, facts
from planner.problem.checkpoints import CheckpointPlan, CheckpointProblem

CLASH_WORK = 2.0
SOLVER = (cp.SOLVER, cp.VERSION)


@dataclass(frozen=True, slots=True)
class Traffic:
    """The routes that are still missed, grouped by the sites they pass.

    Parameters
    ----------
    groups
        Sites a route passes that may be used -> gateway -> flow.
    sites
        The sites worth asking about, in the order of the question.
    """

    groups: Mapping[frozenset[str], Counter[str]]
    sites: tuple[str, ...]

    @property
    def flow(self) -> int:
        """All traffic that is still missed."""
        return sum(flow for group in self.groups.values() for flow in group.values())


def traffic(problem: CheckpointProblem) -> Traffic:
    """Group the routes that no watched or kept site meets."""
    kept = set(problem.must_keep)
    eyes = {s.site_id for s in problem.sites if s.watch != "none" or s.site_id in kept}
    usable = {s.site_id for s in problem.sites if s.allowed} - eyes
    found: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for route, passed in passes(problem):
        if route.flow and not passed & eyes:
            found[passed & usable][route.gateway] += route.flow
    met: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(found):
        for site_id in group:
            met[site_id].add(number)
    first: dict[frozenset[int], str] = {}
    for site in sorted(problem.sites, key=lambda site: site.price):  # stable: in their order
        if site.site_id in met:
            first.setdefault(frozenset(met[site.site_id]), site.site_id)
    worth = set(first.values())
    groups: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for group, flows in found.items():
        groups[group & worth].update(flows)
    ordered = tuple(site.site_id for site in problem.sites if site.site_id in worth)
    return Traffic(dict(groups), ordered)


def best_posts(
    problem: CheckpointProblem, attempt: Attempt, *, work: float
) -> Outcome[CheckpointPlan]:
    """Return the posts that miss the least traffic, or the rules that clash."""
    left = traffic(problem)
    model, posts = _built(problem, left)
    answer = cp.solve(model, attempt, work=work)
    bound = answer.bound
    if answer.solved:
        chosen = {site_id for site_id, literal in posts.items() if answer.true(literal)}
        plan = _pruned(problem, left, chosen)
        note = Note("bound_from", facts(method="cp_sat"))
        return solved(problem, plan, attempt, bound=bound, solver=SOLVER, notes=(note,))
    if answer.found is cp.Found.INFEASIBLE:
        return unsolved(problem, attempt, solver=SOLVER, conflicts=_clash(problem, left, attempt))
    return unsolved(problem, attempt, solver=SOLVER, bound=bound)


def _built(
    problem: CheckpointProblem, left: Traffic
) -> tuple[cp_model.CpModel, dict[str, cp_model.IntVar]]:
    model = cp_model.CpModel()
    posts = {site_id: model.new_bool_var("") for site_id in left.sites}
    held, price = set(problem.hold), []
    for group, flows in left.groups.items():
        met = [posts[site_id] for site_id in sorted(group)]
        if held & flows.keys():
            model.add_bool_or(met)
            continue
        missed = model.new_bool_var("")
        model.add_bool_or([*met, missed])
        price.append(sum(flows.values()) * missed)
    if problem.most_posts is not None:
        model.add(sum(posts.values()) <= problem.most_posts - _kept_posts(problem))
    model.minimize(sum(price))
    start = _greedy(problem, left)
    for site_id, literal in posts.items():
        model.add_hint(literal, site_id in start)
    return model, posts


def _greedy(problem: CheckpointProblem, left: Traffic) -> set[str]:
    """Return posts taken one by one, each the one that meets most of what is still missed."""
    most = len(left.sites) if problem.most_posts is None else problem.most_posts
    open_groups = {group: sum(flows.values()) for group, flows in left.groups.items()}
    taken: set[str] = set()
    for _ in range(min(most, len(left.sites))):
        gain: Counter[str] = Counter()
        for group, flow in open_groups.items():
            for site_id in group:
                gain[site_id] += flow
        if not gain:
            break
        best = max(left.sites, key=lambda site_id: gain[site_id])
        taken.add(best)
        open_groups = {group: flow for group, flow in open_groups.items() if best not in group}
    return taken


def _pruned(problem: CheckpointProblem, left: Traffic, chosen: set[str]) -> CheckpointPlan:
    """Return the plan without posts that the others make needless, the dearest dropped first."""
    prices = {site.site_id: site.price for site in problem.sites}
    for site_id in sorted(chosen, key=lambda site_id: (-prices[site_id], site_id)):
        fewer = chosen - {site_id}
        if all(group & fewer for group in left.groups if site_id in group):
            chosen = fewer
    used = chosen | set(problem.must_keep)
    return CheckpointPlan(tuple(s.site_id for s in problem.sites if s.site_id in used))


def _kept_posts(problem: CheckpointProblem) -> int:
    kept = set(problem.must_keep)
    return sum(site.site_id in kept and site.watch == "none" for site in problem.sites)


def _clash(problem: CheckpointProblem, left: Traffic, attempt: Attempt) -> tuple[Conflict, ...]:
    """Return the gateways to hold, and the limit of posts, that cannot hold together."""
    model = cp_model.CpModel()
    posts = {site_id: model.new_bool_var("") for site_id in left.sites}
    rules: dict[Conflict, cp_model.IntVar] = {}
    for gateway in problem.hold:
        groups = [group for group, flows in left.groups.items() if flows[gateway]]
        if not groups:
            continue
        flow = sum(left.groups[group][gateway] for group in groups)
        rule = Conflict("hold", facts(gateway=gateway, flow=flow))
        rules[rule] = model.new_bool_var("")
        for group in groups:
            model.add_bool_or([*(posts[site_id] for site_id in sorted(group)), ~rules[rule]])
    if problem.most_posts is not None:
        kept = _kept_posts(problem)
        rule = Conflict("most_posts", facts(most=problem.most_posts, kept=kept))
        rules[rule] = model.new_bool_var("")
        within = model.add(sum(posts.values()) <= problem.most_posts - kept)
        within.only_enforce_if(rules[rule])
    return clash(model, rules, attempt, work=CLASH_WORK)
