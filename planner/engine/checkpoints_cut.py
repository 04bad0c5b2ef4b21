"""The least cut of a perimeter by maximum flow, and the certificate that goes with it.

Every node is split where somebody could stand at it, every link carries the price of its site both
ways, and what nobody may pay for carries without limit. Of all least cuts the outermost is
taken: it is the same whatever flow was found, and it leaves the most ground inside.
"""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow

from planner.problem.checkpoints import CheckpointPlan, CheckpointProblem, LinkFlow

SOURCE, SINK = 0, 1
Spot = tuple[str, str]
"""Kind and id of where a site stands."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The cheapest sites, what they cost beyond the kept ones, and the flow that proves it."""

    plan: CheckpointPlan
    price: int


@dataclass(slots=True)
class _Arcs:
    """Arcs as they are laid, with the spot or the place each one stands for."""

    tail: list[int]
    head: list[int]
    carries: list[int]
    spot: list[Spot | None]


def least_cut(problem: CheckpointProblem, prices: Mapping[Spot, int]) -> Cut | None:
    """Return the outermost least cut; None if some way has no site anybody may use.

    Parameters
    ----------
    prices
        What each usable site costs, by where it stands; a way through any other spot is free.
    """
    no_limit = 1 + sum(prices.values()) + sum(refuge.weight for refuge in problem.refuges)
    arcs = _laid(problem, prices, no_limit)
    solver = max_flow.SimpleMaxFlow()
    if arcs.tail:
        solver.add_arcs_with_capacity(
            np.array(arcs.tail), np.array(arcs.head), np.array(arcs.carries)
        )
    if solver.solve(SOURCE, SINK) != solver.OPTIMAL:
        return None
    if solver.optimal_flow() >= no_limit:
        return None
    amounts = [solver.flow(arc) for arc in range(len(arcs.tail))]
    outer = _reaches_sink(arcs, amounts)
    cut = {
        spot
        for tail, head, spot in zip(arcs.tail, arcs.head, arcs.spot, strict=True)
        if spot is not None and tail not in outer and head in outer
    }
    used = {s.site_id for s in problem.sites if (s.kind, s.at) in cut} | set(problem.must_keep)
    chosen = tuple(site.site_id for site in problem.sites if site.site_id in used)
    return Cut(CheckpointPlan(chosen, _certificate(problem, arcs, amounts)), solver.optimal_flow())


def usable(problem: CheckpointProblem) -> dict[Spot, int]:
    """Return what each site costs that may be used; the kept ones are paid for already."""
    kept = set(problem.must_keep)
    return {
        (site.kind, site.at): 0 if site.site_id in kept else site.price
        for site in problem.sites
        if site.allowed or site.site_id in kept
    }


def _laid(problem: CheckpointProblem, prices: Mapping[Spot, int], no_limit: int) -> _Arcs:
    arcs = _Arcs([], [], [], [])
    names = dict.fromkeys(node for link in problem.links for node in (link.tail, link.head))
    enter = {name: 2 + 2 * number for number, name in enumerate(names)}
    leave = {}
    for name, number in enter.items():
        stands = ("node", name) in prices
        leave[name] = number + 1 if stands else number
        if stands:
            _add(arcs, number, number + 1, prices["node", name], ("node", name))
    for link in problem.links:
        spot = ("link", link.link_id)
        carries = prices.get(spot, no_limit)
        for a, b in ((link.tail, link.head), (link.head, link.tail)):
            _add(arcs, leave[a], enter[b], carries, spot)
    for node in problem.inside:
        _add(arcs, SOURCE, enter[node], no_limit, None)
    for refuge in problem.refuges:
        gives = no_limit if refuge.required else refuge.weight
        _add(arcs, SOURCE, enter[refuge.node], gives, None)
    for node in problem.outside:
        _add(arcs, leave[node], SINK, no_limit, None)
    return arcs


def _add(arcs: _Arcs, tail: int, head: int, carries: int, spot: Spot | None) -> None:
    arcs.tail.append(tail)
    arcs.head.append(head)
    arcs.carries.append(carries)
    arcs.spot.append(spot)


def _reaches_sink(arcs: _Arcs, amounts: list[int]) -> set[int]:
    """Return the nodes from which more could still flow to the sink."""
    back: dict[int, list[int]] = defaultdict(list)
    rows = zip(arcs.tail, arcs.head, arcs.carries, amounts, strict=True)
    for tail, head, carries, amount in rows:
        if amount < carries:
            back[head].append(tail)
        if amount > 0:
            back[tail].append(head)
    found, waiting = {SINK}, deque([SINK])
    while waiting:
        for node in back[waiting.popleft()]:
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found


def _certificate(
    problem: CheckpointProblem, arcs: _Arcs, amounts: list[int]
) -> tuple[LinkFlow, ...]:
    """Return the flow over each link, what goes there and back taken off."""
    over: dict[str, int] = defaultdict(int)
    forward: set[str] = set()
    for spot, amount in zip(arcs.spot, amounts, strict=True):
        if spot is None or spot[0] != "link":
            continue
        first = spot[1] not in forward  # the arc from tail to head is laid first
        forward.add(spot[1])
        over[spot[1]] += amount if first else -amount
    return tuple(
        LinkFlow(link.link_id, over[link.link_id]) for link in problem.links if over[link.link_id]
    )
