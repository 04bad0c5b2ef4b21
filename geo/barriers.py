"""Barriers at spots of edges: both sides stay reachable from their own end, nobody passes."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.closures import names_road, spot_named
from geo.roads import Network
from geo.shortest import Floats, Ints

_IN_MOUTH_M = 0.02  # a barrier at a junction stands this far inside its own edge


@dataclass(frozen=True, slots=True, eq=False)
class Barriers:
    """What is shut on a network: whole edges, and spots of others.

    Parameters
    ----------
    whole : for each edge whether all of it is shut
    edge, at_m : row of the edge of each barrier and metres along it from u, in order
    """

    whole: NDArray[np.bool_]
    edge: Ints
    at_m: Floats

    @property
    def passed(self) -> NDArray[np.bool_]:
        """For each edge whether it can be used from one end to the other."""
        passed = ~self.whole
        passed[self.edge] = False
        return passed

    def before(self, edge: Ints, offset_m: Floats) -> Ints:
        """Count the barriers between u and a spot of its edge; what stands at one is before it."""
        count = np.zeros(len(edge), dtype=np.int64)
        for barred, at in zip(self.edge, self.at_m, strict=True):
            count += (edge == barred) & (offset_m > at)
        return count

    def behind(self, edge: Ints, offset_m: Floats) -> Ints:
        """Count the barriers between a spot of its edge and v."""
        return np.bincount(self.edge, minlength=len(self.whole))[edge] - self.before(edge, offset_m)


def barriers_of(network: Network, closed: Collection[str]) -> Barriers:
    """Sort out ids of edges and of spots (`geo.closures.spot_id`).

    A barrier at a junction stands in the mouth of its own edge: the junction stays open to the
    others.

    Raises
    ------
    ValueError
        An id names neither an edge of the network nor a spot of one.
    """
    unknown = sorted(name for name in closed if not names_road(network, name))
    if unknown:
        msg = f"closed must name edges of the network, got {', '.join(unknown[:5])}"
        raise ValueError(msg)
    index = network.edges.index
    spots = [spot for name in closed if name not in index and (spot := spot_named(name))]
    edge = np.array([index.get_loc(edge_id) for edge_id, _ in spots], dtype=np.int64)
    length = network.edges["length_m"].to_numpy(float)[edge]
    inside = np.minimum(_IN_MOUTH_M, length / 2)
    at_m = np.clip(np.array([at for _, at in spots], dtype=float), inside, length - inside)
    order = np.lexsort((at_m, edge))
    return Barriers(index.isin(closed), edge[order], at_m[order])
