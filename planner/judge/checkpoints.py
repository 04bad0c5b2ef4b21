"""The judge of checkpoints: removal separates, the flow adds up, the traffic is counted again.

Nothing here is the solver's: a search in breadth tells what is open, and the certificate is
added up link by link. By weak duality no plan costs less than what the certificate carries.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from itertools import chain

from planner.judge.fault import Fault, fault
from planner.problem.checkpoints import CheckpointPlan, CheckpointProblem, Link, Route, Site

Way = tuple[str, ...]


def faults(problem: CheckpointProblem, plan: CheckpointPlan) -> tuple[Fault, ...]:
    """Return every broken rule of a plan; nothing if it is sound."""
    known = {site.site_id: site for site in problem.sites}
    strangers = [site_id for site_id in plan.site_ids if site_id not in known]
    if strangers:
        return tuple(fault("unknown_site", site=site_id) for site_id in strangers)
    found = [*_sites(problem, plan, known)]
    if problem.task == "seal":
        found += _open(problem, plan)
        found += _flow(problem, plan)
    else:
        found += _posts(problem, plan, known)
        found += _held(problem, plan)
    return tuple(found)


def objective(problem: CheckpointProblem, plan: CheckpointPlan) -> int:
    """Return what a plan costs: prices and places left outside, or the traffic it misses."""
    if problem.task == "intercept":
        return sum(missed(problem, plan).values())
    used = set(plan.site_ids)
    price = sum(site.price for site in problem.sites if site.site_id in used)
    left = set(beyond(problem, plan))
    return price + sum(refuge.weight for refuge in problem.refuges if refuge.refuge_id in left)


def beyond(problem: CheckpointProblem, plan: CheckpointPlan) -> tuple[str, ...]:
    """Return the ids of the places that somebody reaches from outside past no point."""
    reached = _reached(problem, plan)
    return tuple(refuge.refuge_id for refuge in problem.refuges if refuge.node in reached)


def open_exits(problem: CheckpointProblem) -> tuple[str, ...]:
    """Return the links over the border to which a way leads from inside past nothing watched.

    Ways begin inside and at the places that must lie inside. A way does not go round through the
    outside: whoever is out has left.
    """
    outside = set(problem.outside)
    shut = {(site.kind, site.at) for site in problem.sites if site.watch != "none"}
    begins = [*problem.inside, *(r.node for r in problem.refuges if r.required)]
    roads: dict[str, list[str]] = defaultdict(list)
    ways = [link for link in problem.links if ("link", link.link_id) not in shut]
    for link in ways:
        roads[link.tail].append(link.head)
        roads[link.head].append(link.tail)
    waiting = deque(node for node in begins if node not in outside and ("node", node) not in shut)
    reached = set(waiting)
    while waiting:
        for node in roads[waiting.popleft()]:
            if node not in reached and node not in outside and ("node", node) not in shut:
                reached.add(node)
                waiting.append(node)
    return tuple(
        link.link_id
        for link in ways
        if (link.tail in outside and link.head in reached)
        or (link.head in outside and link.tail in reached)
    )


def missed(problem: CheckpointProblem, plan: CheckpointPlan) -> dict[str, int]:
    """Return the traffic of each gateway that passes neither a site of the plan nor a watched one.

    Gateways of which nothing is missed are named too, with 0.
    """
    used = set(plan.site_ids)
    eyes = {s.site_id for s in problem.sites if s.watch != "none"} | used
    found = dict.fromkeys((route.gateway for route in problem.routes), 0)
    for route, passed in passes(problem):
        if not passed & eyes:
            found[route.gateway] += route.flow
    return found


def passes(problem: CheckpointProblem) -> Iterator[tuple[Route, frozenset[str]]]:
    """Yield each route with the ids of the sites it passes, the nodes at its ends included."""
    on = {(site.kind, site.at): site.site_id for site in problem.sites}
    passed = {}
    for link in problem.links:
        spots = (("link", link.link_id), ("node", link.tail), ("node", link.head))
        passed[link.link_id] = [on[spot] for spot in spots if spot in on]
    for route in problem.routes:
        yield route, frozenset(chain.from_iterable(passed[name] for name in route.link_ids))


def proved(problem: CheckpointProblem, plan: CheckpointPlan) -> int | None:
    """Return what no plan of this question can cost less than by the certificate; None without.

    It says nothing where `faults` finds the certificate wrong.
    """
    if problem.task != "seal":
        return None
    kept = set(problem.must_keep)
    outside = set(problem.outside)
    value = 0
    for link, amount in _amounts(problem, plan):
        value += amount * ((link.head in outside) - (link.tail in outside))
    return value + sum(site.price for site in problem.sites if site.site_id in kept)


def unproved(
    problem: CheckpointProblem, plan: CheckpointPlan, bound: int | None
) -> Iterator[Fault]:
    """Yield a fault if an answer claims a bound that its certificate does not carry."""
    shown = proved(problem, plan)
    if shown is not None and bound is not None and bound > shown:
        yield fault("flow_short", bound=bound, proved=shown)


def _sites(
    problem: CheckpointProblem, plan: CheckpointPlan, known: dict[str, Site]
) -> Iterator[Fault]:
    for site_id, uses in Counter(plan.site_ids).items():
        if uses > 1:
            yield fault("site_once", site=site_id, uses=uses)
        if not known[site_id].allowed and site_id not in problem.must_keep:
            yield fault("site_barred", site=site_id)
    for site_id in problem.must_keep:
        if site_id not in plan.site_ids:
            yield fault("must_keep_site", site=site_id)


def _reached(problem: CheckpointProblem, plan: CheckpointPlan) -> dict[str, str]:
    """Return each node reached from outside past no point, with the link it was reached over."""
    used = set(plan.site_ids)
    shut = {(site.kind, site.at) for site in problem.sites if site.site_id in used}
    roads: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in problem.links:
        if ("link", link.link_id) not in shut:
            roads[link.tail].append((link.link_id, link.head))
            roads[link.head].append((link.link_id, link.tail))
    reached = dict.fromkeys(problem.outside, "")
    waiting = deque(problem.outside)
    while waiting:
        for link_id, node in roads[waiting.popleft()]:
            if node not in reached and ("node", node) not in shut:
                reached[node] = link_id
                waiting.append(node)
    return reached


def _open(problem: CheckpointProblem, plan: CheckpointPlan) -> Iterator[Fault]:
    reached = _reached(problem, plan)
    for node in problem.inside:
        if node in reached:
            yield fault("way_open", node=node, link=reached[node])
    for refuge in problem.refuges:
        if refuge.required and refuge.node in reached:
            yield fault("refuge_open", refuge=refuge.refuge_id)


def _amounts(problem: CheckpointProblem, plan: CheckpointPlan) -> Iterator[tuple[Link, int]]:
    links = {link.link_id: link for link in problem.links}
    for flow in plan.flow:
        if flow.link_id in links:
            yield links[flow.link_id], flow.amount


def _flow(problem: CheckpointProblem, plan: CheckpointPlan) -> Iterator[Fault]:
    """Add the certificate up: nothing is lost on the way, no site carries more than its price."""
    known = {link.link_id for link in problem.links}
    for link_id, lines in Counter(flow.link_id for flow in plan.flow).items():
        if link_id not in known:
            yield fault("flow_unknown", link=link_id)
        if lines > 1:
            yield fault("flow_twice", link=link_id)
    kept = set(problem.must_keep)
    carries = {
        (s.kind, s.at): 0 if s.site_id in kept else s.price
        for s in problem.sites
        if s.allowed or s.site_id in kept
    }
    out: Counter[str] = Counter()
    through: Counter[str] = Counter()
    for link, amount in _amounts(problem, plan):
        most = carries.get(("link", link.link_id))
        if most is not None and abs(amount) > most:
            yield fault("flow_over", spot=link.link_id, flow=abs(amount), most=most)
        out[link.tail] += amount
        out[link.head] -= amount
        through[link.tail if amount > 0 else link.head] += abs(amount)
    yield from _balance(problem, out)
    for (kind, at), most in carries.items():
        # what begins in a node passes the point at it as well, so what leaves it counts
        if kind == "node" and through[at] > most:
            yield fault("flow_over", spot=at, flow=through[at], most=most)


def _balance(problem: CheckpointProblem, out: Counter[str]) -> Iterator[Fault]:
    gives: Counter[str] = Counter()
    free = set(problem.inside)
    for refuge in problem.refuges:
        gives[refuge.node] += refuge.weight
        if refuge.required:
            free.add(refuge.node)
    outside = set(problem.outside)
    for node, more in out.items():
        if node in outside:
            if more > 0:
                yield fault("flow_lost", node=node, more=more)
        elif more < 0 or (more > gives[node] and node not in free):
            yield fault("flow_lost", node=node, more=more)


def _posts(
    problem: CheckpointProblem, plan: CheckpointPlan, known: dict[str, Site]
) -> Iterator[Fault]:
    posts = sum(known[site_id].watch == "none" for site_id in plan.site_ids)
    if problem.most_posts is not None and posts > problem.most_posts:
        yield fault("most_posts", posts=posts, most=problem.most_posts)


def _held(problem: CheckpointProblem, plan: CheckpointPlan) -> Iterator[Fault]:
    lost = missed(problem, plan)
    for gateway in problem.hold:
        if lost[gateway]:
            yield fault("hold", gateway=gateway, flow=lost[gateway])
