"""The parts of a road network that no mapped road connects: how many, how long, where."""

import numpy as np
import pandas as pd

from geo.roads import Network


def parts_of(network: Network) -> pd.DataFrame:
    """Figures of each part of a network, the largest (by junctions) first.

    Returns
    -------
    Frame by part (0 is the largest): node_count, edge_count, length_m, x, y (a junction of it,
    metres)
    """
    edges, component = network.edges, network.component
    part = component[edges["u"].to_numpy(np.int64)] if len(edges) else np.zeros(0, np.int64)
    count = network.component_count
    first = np.unique(component, return_index=True)[1]
    return pd.DataFrame(
        {
            "node_count": np.bincount(component, minlength=count),
            "edge_count": np.bincount(part, minlength=count),
            "length_m": np.bincount(part, edges["length_m"].to_numpy(float), count),
            "x": network.node_xy[first, 0],
            "y": network.node_xy[first, 1],
        },
        index=pd.RangeIndex(count, name="part"),
    )
