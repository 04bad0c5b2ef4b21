"""Sets of places that a flow enters too rarely for what it does there."""

from collections.abc import Iterator

import numpy as np
from ortools.graph.python import max_flow

from planner.engine.tours_bound_layer import Layer
from planner.engine.tours_bound_net import Flags, Floats

CUTS_MOST = 80
SCALE = 10**6
"""Flows are whole numbers of millionths."""
LEAST_BREACH = 0.02


def breaches(layer: Layer, flow: Floats) -> Iterator[tuple[Flags, Floats]]:
    """Yield sets entered too rarely, and what each leg asks for there."""
    size, calls = layer.size, flow[:, :-1].sum(axis=0)
    tails, heads = np.nonzero(flow > 1e-7)
    units = np.unique(layer.unit[calls > LEAST_BREACH])
    network = max_flow.SimpleMaxFlow()
    # the end of a tour is no way back to its beginning
    back = heads < size
    network.add_arcs_with_capacity(
        tails[back], heads[back], np.round(flow[tails[back], heads[back]] * SCALE).astype(np.int64)
    )
    sink = {int(u): size + 1 + k for k, u in enumerate(units)}
    for node, u in enumerate(layer.unit):
        if int(u) in sink:
            network.add_arc_with_capacity(node, sink[int(u)], SCALE * 1000)
    known: set[bytes] = set()
    rests: list[tuple[float, Flags, Floats]] = []
    for u in units:
        own = np.flatnonzero(layer.unit == u)
        asks = float((calls[own] / layer.often[own]).sum())
        network.solve(size, sink[int(u)])
        breach = asks - network.optimal_flow() / SCALE
        inside = _beyond(network, size)
        if breach < LEAST_BREACH or inside.tobytes() in known:
            continue
        known.add(inside.tobytes())
        rest = np.zeros(size + 1)
        rest[own] = 1.0 / layer.often[own]
        rests.append((breach, inside, np.broadcast_to(rest, flow.shape)))
    rests.sort(key=lambda cut: -cut[0])
    yield from ((inside, rest) for _, inside, rest in rests[:CUTS_MOST])
    yield from _full(layer, flow)


def _beyond(network: max_flow.SimpleMaxFlow, size: int) -> Flags:
    """Return which ways the base cannot reach any more."""
    inside = np.ones(size + 1, dtype=bool)
    near = np.array(network.get_source_side_min_cut(), dtype=np.int64)
    inside[near[near <= size]] = False
    inside[size] = False
    return inside


def _full(layer: Layer, flow: Floats) -> Iterator[tuple[Flags, Floats]]:
    """Yield a set whose work fills more turns than enter it."""
    size = layer.size
    if not layer.most:
        return
    takes = np.where(layer.there, layer.time, 0) / layer.most
    asks = (flow * takes)[:, :-1].sum(axis=0)
    tails, heads = np.nonzero(flow > 1e-7)
    back = heads < size
    network = max_flow.SimpleMaxFlow()
    network.add_arcs_with_capacity(
        tails[back], heads[back], np.round(flow[tails[back], heads[back]] * SCALE).astype(np.int64)
    )
    network.add_arcs_with_capacity(
        np.arange(size), np.full(size, size + 1), np.round(asks * SCALE).astype(np.int64)
    )
    network.solve(size, size + 1)
    inside = _beyond(network, size)
    if not inside.any():
        return
    left = layer.most - int(layer.home[inside[:-1]].min())
    rest = takes * layer.most / max(1, left)
    entering = flow[~inside][:, inside].sum()
    if (flow * rest)[:, inside].sum() - entering > LEAST_BREACH:
        yield inside, rest


def cut_costs(inside: Flags, rest: Floats) -> Floats:
    """Coefficients of a cut on all legs: one for each that enters, less what its end asks for.

    Parameters
    ----------
    inside
        Which ways, and the base as the last, lie beyond the cut.
    rest
        What each leg takes off.
    """
    enters = (~inside)[:, None] & inside[None, :]
    return np.asarray(enters.astype(np.float64) - np.where(inside[None, :], rest, 0.0))
