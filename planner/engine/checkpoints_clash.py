"""Why no points seal a perimeter: the way with the fewest sites that may not be used."""

import heapq
from collections import defaultdict

from planner.engine.checkpoints_cut import Spot, least_cut, usable
from planner.outcome import Conflict, Note, facts
from planner.problem.checkpoints import CheckpointProblem


def clash(problem: CheckpointProblem) -> tuple[Conflict, ...]:
    """Return the smallest clash: a way out and the sites on it that may not be used.

    Without any one of these bars the way could be closed. The search knows nothing of the flow:
    that both find a way is the second opinion. Nothing when there is no such way.
    """
    found = _barest_way(problem)
    if found is None:
        return ()
    start, link_id, spots = found
    barred = {(site.kind, site.at): site.site_id for site in problem.sites}
    named = [barred[spot] for spot in spots]
    head = Conflict("seal", facts(start=start, link=link_id, barred=len(named)))
    return (head, *(Conflict("barred_site", facts(site=site_id)) for site_id in named))


def releases(problem: CheckpointProblem) -> tuple[str, ...]:
    """Return the fewest barred sites that, allowed together, make a seal possible."""
    prices = usable(problem)
    barred = [site for site in problem.sites if (site.kind, site.at) not in prices]
    dear = 1 + sum(site.price for site in problem.sites) + sum(r.weight for r in problem.refuges)
    more = {(site.kind, site.at): dear + site.price for site in barred}
    cut = least_cut(problem, prices | more)
    if cut is None:
        return ()
    used = set(cut.plan.site_ids)
    return tuple(site.site_id for site in barred if site.site_id in used)


def release_notes(problem: CheckpointProblem) -> tuple[Note, ...]:
    """Return a note for each site that `releases` would allow."""
    return tuple(Note("release", facts(site=site_id)) for site_id in releases(problem))


def _barest_way(problem: CheckpointProblem) -> tuple[str, str, list[Spot]] | None:
    """Search the way in from outside over spots nobody may use, the fewest barred sites first."""
    prices = usable(problem)
    known = {(site.kind, site.at) for site in problem.sites}
    roads: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in problem.links:
        if ("link", link.link_id) not in prices:
            roads[link.tail].append((link.link_id, link.head))
            roads[link.head].append((link.link_id, link.tail))
    goals = {node: node for node in problem.inside}
    goals |= {r.node: r.refuge_id for r in problem.refuges if r.required}
    cost = dict.fromkeys(problem.outside, 0)
    came: dict[str, tuple[str, str]] = {}
    waiting = [(0, node) for node in problem.outside]
    heapq.heapify(waiting)
    while waiting:
        bars, node = heapq.heappop(waiting)
        if bars > cost[node]:
            continue
        if node in goals:
            return goals[node], *_way_back(node, came, known)
        for link_id, other in roads[node]:
            if ("node", other) in prices:
                continue
            more = bars + (("link", link_id) in known) + (("node", other) in known)
            if other not in cost or more < cost[other]:
                cost[other], came[other] = more, (link_id, node)
                heapq.heappush(waiting, (more, other))
    return None


def _way_back(
    node: str, came: dict[str, tuple[str, str]], known: set[Spot]
) -> tuple[str, list[Spot]]:
    """Return the outermost link of the way and its barred spots, from inside to outside."""
    spots: list[Spot] = []
    link_id = ""
    while node in came:
        spots.append(("node", node))
        link_id, node = came[node]
        spots.append(("link", link_id))
    return link_id, [spot for spot in spots if spot in known]
