"""Other programs' ways to divide ground; runs in an environment of their own.

Each gets the same instance, borders priced the same way, and the setting that serves it best. A
program that goes on searching stops at ``limit_s`` and gives the best it has seen.
"""

import random
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from benchmarks.process import spent_s
from benchmarks.redraw.given import Given

SEED = 20260901
PRICE_OF_M = 10  # whole numbers for the graph partitioners


def metis(given: Given, _limit_s: float, *, recursive: bool = False) -> list[int]:
    """METIS with contiguous parts and the tolerance asked for."""
    import pymetis

    xadj, adjncy, weights = _csr(given)
    options = pymetis.Options(
        contig=0 if recursive else 1,
        ufactor=max(1, round(10 * given.tolerance_pct)),
        seed=SEED,
        niter=50,
        ncuts=20,
    )
    answer = pymetis.part_graph(
        given.grids,
        xadj=xadj,
        adjncy=adjncy,
        vweights=given.households,
        eweights=weights,
        recursive=recursive,
        options=options,
    )
    return [int(grid) for grid in answer[1]]


def kahip(given: Given, _limit_s: float, *, mode: int) -> list[int]:
    """KaHIP's kaffpa; modes 0 fast, 1 eco, 2 strong."""
    import kahip as library

    xadj, adjncy, weights = _csr(given)
    _, grid_of = library.kaffpa(
        given.households,
        xadj,
        weights,
        adjncy,
        given.grids,
        given.tolerance_pct / 100,
        True,
        SEED,
        mode,
    )
    return [int(grid) for grid in grid_of]


def recom(given: Given, limit_s: float) -> list[int]:
    """GerryChain: recursive tree parts, then ReCom steps; the cheapest plan seen is kept."""
    import networkx as nx
    from gerrychain import Graph, Partition
    from gerrychain.proposals import recom as step
    from gerrychain.tree import recursive_tree_part
    from gerrychain.updaters import Tally

    begun = spent_s()
    random.seed(SEED)
    network = nx.Graph()
    network.add_nodes_from((n, {"pop": h}) for n, h in enumerate(given.households))
    costs = given.costs()
    network.add_edges_from((a, b) for a, b, *_ in given.borders)
    graph = Graph.from_networkx(network)
    mean, spare = sum(given.households) / given.grids, given.tolerance_pct / 100
    start = recursive_tree_part(graph, range(given.grids), mean, "pop", spare)
    plan = Partition(graph, start, {"pop": Tally("pop")})
    move = partial(step, pop_col="pop", pop_target=mean, epsilon=spare, node_repeats=1)

    def cost(plan: object) -> float:
        return sum(
            price
            for (a, b, *_), price in zip(given.borders, costs, strict=True)
            if plan.assignment[a] != plan.assignment[b]
        )

    best, least = plan, cost(plan)
    while spent_s() - begun < limit_s:
        plan = move(best if random.random() < 0.5 else plan)
        if (now := cost(plan)) < least:
            best, least = plan, now
    return [int(best.assignment[n]) for n in range(len(given.households))]


def ward(given: Given, _limit_s: float) -> list[int]:
    """spopt: agglomeration by Ward's criterion with contiguity."""
    from spopt.region import WardSpatial

    frame, weights = _spopt(given)
    model = WardSpatial(frame, weights, ["x", "y"], n_clusters=given.grids)
    model.solve()
    return [int(grid) for grid in model.labels_]


def skater(given: Given, _limit_s: float) -> list[int]:
    """spopt: cuts of a spanning tree with a floor of households."""
    from spopt.region import Skater

    frame, weights = _spopt(given)
    model = Skater(frame, weights, ["x", "y"], n_clusters=given.grids, floor=1)
    model.solve()
    return [int(grid) for grid in model.labels_]


def azp(given: Given, _limit_s: float) -> list[int]:
    """spopt: automatic zoning from a random start."""
    from spopt.region import AZP

    frame, weights = _spopt(given)
    model = AZP(frame, weights, ["x", "y"], n_clusters=given.grids, random_state=SEED)
    model.solve()
    return [int(grid) for grid in model.labels_]


def maxp(given: Given, _limit_s: float) -> list[int]:
    """spopt: as many regions as the least number of households allows."""
    from spopt.region import MaxPHeuristic

    frame, weights = _spopt(given)
    np.random.seed(SEED)
    model = MaxPHeuristic(
        frame,
        weights,
        ["x", "y"],
        "households",
        given.band[0],
        top_n=2,
        max_iterations_construction=20,
        max_iterations_sa=5,
    )
    model.solve()
    return [int(grid) for grid in model.labels_]


def spenc(given: Given, _limit_s: float) -> list[int]:
    """spopt: spectral clustering with spatial constraints."""
    from spopt.region import Spenc

    frame, weights = _spopt(given)
    model = Spenc(frame, weights, ["x", "y"], n_clusters=given.grids, random_state=SEED)
    model.solve()
    return [int(grid) for grid in model.labels_]


TOOLS: Mapping[str, Callable[[Given, float], list[int]]] = {
    "METIS contiguous": metis,
    "METIS recursive": partial(metis, recursive=True),
    "KaHIP fast": partial(kahip, mode=0),
    "KaHIP eco": partial(kahip, mode=1),
    "KaHIP strong": partial(kahip, mode=2),
    "gerrychain ReCom": recom,
    "spopt Ward": ward,
    "spopt Skater": skater,
    "spopt AZP": azp,
    "spopt MaxP": maxp,
    "spopt Spenc": spenc,
}


def _csr(given: Given) -> tuple[list[int], list[int], list[int]]:
    """Neighbours of all basic units behind each other, and the prices of the borders."""
    prices: dict[tuple[int, int], int] = {}
    for (a, b, *_), cost in zip(given.borders, given.costs(), strict=True):
        prices[a, b] = prices[b, a] = max(1, round(PRICE_OF_M * cost))
    xadj, adjncy, weights = [0], [], []
    for here, others in enumerate(given.neighbours()):
        adjncy += others
        weights += [prices[here, other] for other in others]
        xadj.append(len(adjncy))
    return xadj, adjncy, weights


def _spopt(given: Given) -> tuple[object, object]:
    import geopandas as gpd
    from libpysal.weights import W

    x, y = (list(values) for values in zip(*given.xy, strict=True))
    frame = gpd.GeoDataFrame(
        {"households": given.households, "x": x, "y": y},
        geometry=gpd.points_from_xy(x, y),
    )
    weights = W(dict(enumerate(given.neighbours())), silence_warnings=True)
    return frame, weights
