"""How steep the roads are: along each piece, between the ends of each edge, and by class."""

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.roads import Network
from geo.terrain import Terrain

# Between the ends of a shorter edge a raster of 30 to 90 m tells its own steps, not the road's.
LEAST_M = 50.0
Floats = NDArray[np.float64]


def edge_slopes(network: Network) -> pd.DataFrame:
    """Slopes of each edge from u to v, as rise over run.

    Returns
    -------
    Frame edge_id -> net (rise from end to end over the length, negative downhill), along (metres
    up and down together over the length), steepest (the largest of its pieces, without sign)
    """
    edges = network.edges
    length = edges["length_m"].to_numpy(float)
    up, down = edges["climb_m"].to_numpy(float), edges["descent_m"].to_numpy(float)
    steepest = np.zeros(len(edges))
    np.maximum.at(steepest, network.piece_edge, np.abs(network.piece_rise_m / network.piece_m))
    return pd.DataFrame(
        {"net": (up - down) / length, "along": (up + down) / length, "steepest": steepest},
        index=edges.index,
    )


def net_grades(network: Network, heights: Floats, *, least_m: float = LEAST_M) -> Floats:
    """Grade without sign of every directed edge of at least `least_m`, from end to end.

    Edges with an end of unknown height are left out; a street open both ways counts twice.

    Parameters
    ----------
    heights : height of each junction in metres, nan where unknown
    """
    edges = network.edges
    length = edges["length_m"].to_numpy(float)
    u, v = edges[["u", "v"]].to_numpy(np.int64).T
    grade = np.abs(heights[v] - heights[u]) / length
    kept = np.isfinite(grade) & (length >= least_m)
    return np.repeat(grade[kept], np.where(edges["oneway"].to_numpy(bool), 1, 2)[kept])


def known_pieces(network: Network, terrain: Terrain) -> NDArray[np.bool_]:
    """Tell for each piece of road whether the ground has a height in its middle."""
    edge, length = network.piece_edge, network.piece_m
    end = np.cumsum(length)
    first = np.searchsorted(edge, edge)
    middle = end - length / 2 - (end[first] - length[first])
    points = shapely.line_interpolate_point(network.geometry[edge], middle)
    known: NDArray[np.bool_] = np.isfinite(terrain.at(*shapely.get_coordinates(points).T))
    return known


def grade_table(network: Network, terrain: Terrain) -> pd.DataFrame:
    """Grades by road class, the steeper half and the steepest twentieth of the road.

    A piece counts by its length, so `median` means: half of the length is steeper. Pieces over
    unknown ground are left out; they count as level in travel.

    Returns
    -------
    Frame road_class -> km, known_km, median, p95, steepest, in order of length
    """
    known = known_pieces(network, terrain)
    classes = network.edges["road_class"].to_numpy()[network.piece_edge]
    grade = np.abs(network.piece_rise_m) / network.piece_m
    rows = {}
    for name in dict.fromkeys(classes):
        mine = classes == name
        on = mine & known
        median, p95 = weighted_quantiles(grade[on], network.piece_m[on], (0.5, 0.95))
        rows[name] = {
            "km": network.piece_m[mine].sum() / 1000,
            "known_km": network.piece_m[on].sum() / 1000,
            "median": median,
            "p95": p95,
            "steepest": grade[on].max(initial=0.0),
        }
    columns = ["km", "known_km", "median", "p95", "steepest"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return table.rename_axis("road_class").sort_values("km", ascending=False, kind="stable")


def weighted_quantiles(
    values: Floats, weight: Floats, shares: tuple[float, ...]
) -> tuple[float, ...]:
    """Smallest values that at least these shares of the weight do not exceed; nan for nothing."""
    if not len(values):
        return tuple(float("nan") for _ in shares)
    order = np.argsort(values, kind="stable")
    sums = np.cumsum(weight[order])
    at = np.minimum(np.searchsorted(sums, np.array(shares) * sums[-1]), len(values) - 1)
    return tuple(float(value) for value in values[order][at])
