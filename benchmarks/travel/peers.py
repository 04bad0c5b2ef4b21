"""Other programs' ways to the same answers; runs in an environment of their own.

Each gets the same arcs in the form that serves it best. What it does to get ready is told apart
from the asking; both count.
"""

from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.travel.given import Floats, Given, Ints, Lines

Ask = Callable[[int], Floats]


def scipy_plain(given: Given) -> Ask:
    """csgraph.dijkstra from each place; the least of parallel arcs first, for csr adds them up."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    tail, head, seconds = _least(given)
    graph = csr_matrix((seconds, (tail, head)), shape=(len(given.xy),) * 2)
    return lambda asked: dijkstra(graph, indices=given.places[:asked])[:, given.places]


def igraph(given: Given) -> Ask:
    """Graph.distances with weights."""
    import igraph as library

    arcs = np.stack([given.tail, given.head], axis=1)
    graph = library.Graph(n=len(given.xy), edges=arcs, directed=True)
    graph.es["s"] = given.seconds
    return lambda asked: np.array(
        graph.distances(given.places[:asked].tolist(), given.places.tolist(), weights="s")
    )


def networkit(given: Given) -> Ask:
    """SPSP, some sources and some targets; on one thread, as everybody here."""
    import networkit as library

    library.setNumberOfThreads(1)
    tail, head, seconds = _least(given)
    graph = library.GraphFromCoo(
        (seconds, (tail, head)), n=len(given.xy), weighted=True, directed=True
    )

    def ask(asked: int) -> Floats:
        run = library.distance.SPSP(graph, given.places[:asked].tolist(), given.places.tolist())
        run.run()
        found = np.array(run.getDistances())
        return np.where(found > 1e300, np.inf, found)  # the largest float stands for no way

    return ask


def rustworkx(given: Given) -> Ask:
    """digraph_dijkstra_shortest_path_lengths from each place."""
    import rustworkx as library

    graph = library.PyDiGraph()
    graph.add_nodes_from(range(len(given.xy)))
    arcs = zip(given.tail.tolist(), given.head.tolist(), given.seconds.tolist(), strict=True)
    graph.add_edges_from(list(arcs))

    def ask(asked: int) -> Floats:
        table = np.full((asked, len(given.places)), np.inf)
        for row, place in enumerate(given.places[:asked].tolist()):
            found = library.digraph_dijkstra_shortest_path_lengths(graph, place, float)
            table[row] = _row(given.places, place, dict(found.items()))
        return table

    return ask


def networkx(given: Given) -> Ask:
    """single_source_dijkstra_path_length on a MultiDiGraph: what the others are held against."""
    import networkx as library

    graph = library.MultiDiGraph()
    graph.add_nodes_from(range(len(given.xy)))
    arcs = zip(given.tail.tolist(), given.head.tolist(), given.seconds.tolist(), strict=True)
    graph.add_weighted_edges_from(arcs, weight="s")

    def ask(asked: int) -> Floats:
        table = np.full((asked, len(given.places)), np.inf)
        for row, place in enumerate(given.places[:asked].tolist()):
            found = library.single_source_dijkstra_path_length(graph, place, weight="s")
            table[row] = _row(given.places, place, found)
        return table

    return ask


def pandana(given: Given) -> Ask:
    """Contraction hierarchies in C++; times are kept in whole thousandths."""
    import pandana as library
    import pandas as pd

    x, y = (pd.Series(column) for column in given.xy.T)
    graph = library.Network(
        x,
        y,
        pd.Series(given.tail),
        pd.Series(given.head),
        pd.DataFrame({"s": given.seconds}),
        twoway=False,
    )

    def ask(asked: int) -> Floats:
        whole = len(given.places)
        origins, destinations = np.repeat(given.places[:asked], whole), np.tile(given.places, asked)
        found = graph.shortest_path_lengths(origins, destinations, imp_name="s")
        return np.array(found, dtype=float).reshape(asked, whole)

    return ask


def nearest_edges(lines: Lines) -> Ask:
    """osmnx.distance.nearest_edges."""
    import networkx as library
    import osmnx
    import shapely

    graph = library.MultiDiGraph(crs="EPSG:4544")
    graph.add_nodes_from((n, {"x": x, "y": y}) for n, (x, y) in enumerate(lines.xy.tolist()))
    which = np.searchsorted(lines.first, np.arange(len(lines.vertex)), side="right") - 1
    drawn = shapely.linestrings(lines.vertex, indices=which)
    for u, v, line in zip(lines.u.tolist(), lines.v.tolist(), drawn, strict=True):
        graph.add_edge(u, v, geometry=line, length=line.length)

    def ask(asked: int) -> Floats:
        x, y = lines.points[:asked].T
        return np.array(osmnx.distance.nearest_edges(graph, x, y, return_dist=True)[1])

    return ask


TOOLS: Mapping[str, Callable[[Given], Ask]] = {
    "scipy plain": scipy_plain,
    "igraph": igraph,
    "networkit": networkit,
    "rustworkx": rustworkx,
    "networkx": networkx,
    "pandana": pandana,
}
SNAPPERS: Mapping[str, Callable[[Lines], Ask]] = {"osmnx": nearest_edges}
# loaded before the clock starts
NEEDS: Mapping[str, tuple[str, ...]] = {
    "scipy plain": ("scipy.sparse.csgraph",),
    "igraph": ("igraph",),
    "networkit": ("networkit",),
    "rustworkx": ("rustworkx",),
    "networkx": ("networkx",),
    "pandana": ("pandana",),
    "osmnx": ("osmnx", "sklearn.neighbors"),
}


def _least(given: Given) -> tuple[Ints, Ints, Floats]:
    """Keep the least of parallel arcs."""
    order = np.lexsort((given.seconds, given.head, given.tail))
    tail, head, seconds = given.tail[order], given.head[order], given.seconds[order]
    first = np.append(True, (np.diff(tail) != 0) | (np.diff(head) != 0))
    return tail[first], head[first], seconds[first]


def _row(places: Ints, place: int, found: Mapping[int, float]) -> list[float]:
    """Seconds to each place; rustworkx leaves the start itself out."""
    return [0.0 if other == place else found.get(other, np.inf) for other in places.tolist()]
