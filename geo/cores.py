"""What lies inside a perimeter for certain: roads on a piece of ground, or some of the roads."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.roads import Network

MOUTH_M = 20.0  # a road that is itself the core begins so far behind its mouth
_TOUCH_M = 1.0  # a core that is met on less is only touched
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """What lies inside for certain: on each edge from where to where (m), and which junctions.

    Parameters
    ----------
    first_m, last_m : offsets from u between which an edge lies in the core; nan where it does not
    node : whether each junction lies in the core
    """

    first_m: Floats
    last_m: Floats
    node: Bools


def core_of_ground(network: Network, ground: shapely.Geometry) -> Core:
    """Take as core all roads on a piece of ground (metres); what merely touches it stays out."""
    count = len(network.edges)
    first, last = np.full(count, np.nan), np.full(count, np.nan)
    shapely.prepare(ground)
    tree = shapely.STRtree(network.geometry)
    near = np.sort(tree.query(ground, predicate="intersects"))
    within = shapely.intersection(network.geometry[near], ground)
    for edge, part in zip(near, within, strict=True):
        if part.length > min(_TOUCH_M, network.geometry[edge].length / 2):
            line = network.geometry[edge]
            xy = shapely.points(shapely.get_coordinates(part))
            at = shapely.line_locate_point(line, xy)
            first[edge], last[edge] = at.min(), at.max()
    node = shapely.intersects(ground, shapely.points(network.node_xy))
    return Core(first, last, np.asarray(node, dtype=bool))


def core_of_edges(network: Network, edges: Bools) -> Core:
    """Take as core some roads (a mask), from a little behind their mouths on."""
    length = network.edges["length_m"].to_numpy(float)
    mouth = np.minimum(MOUTH_M, length / 3)
    ends = network.edges[["u", "v"]].to_numpy(np.int64)
    count = len(network.node_xy)
    others = np.bincount(ends[~edges].ravel(), minlength=count)
    touched = np.bincount(ends[edges].ravel(), minlength=count)
    return Core(
        np.where(edges, mouth, np.nan),
        np.where(edges, length - mouth, np.nan),
        (others == 0) & (touched > 0),
    )
