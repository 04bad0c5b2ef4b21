"""Roads shut by people: which edge or which spot of it, for whom, from when until when, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.speeds import MODES, Mode

if TYPE_CHECKING:
    from geo.roads import Network

_AT = "@"
_MOVED_M = 5.0  # a spot farther than this from where it was set is another place by now


@dataclass(frozen=True, slots=True)
class Closure:
    """One edge shut for some modes, from one day to another, both counted; or one spot of it.

    Parameters
    ----------
    last_day : None until somebody opens it
    at_m : metres along the edge from u where a barrier stands; None: the whole edge is shut
    xy : where the barrier was set, metres; a road drawn anew since then does not move it silently
    """

    edge_id: str
    modes: tuple[Mode, ...]
    first_day: date
    last_day: date | None = None
    reason: str = ""
    at_m: float | None = None
    xy: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Refuse a closure that shuts nothing."""
        if not self.modes or not set(self.modes) <= set(MODES):
            msg = f"modes must be some of {', '.join(MODES)}, got {self.modes!r}"
            raise ValueError(msg)
        if self.last_day is not None and self.last_day < self.first_day:
            msg = f"last_day must not come before {self.first_day}, got {self.last_day}"
            raise ValueError(msg)
        if self.at_m is not None and not 0 <= self.at_m < np.inf:
            msg = f"at_m must be metres from the start of the edge, got {self.at_m}"
            raise ValueError(msg)

    @property
    def what(self) -> str:
        """Id of what is shut: of the edge, or of the spot."""
        return self.edge_id if self.at_m is None else spot_id(self.edge_id, self.at_m)

    def stands(self, day: date | None) -> bool:
        """Tell whether it counts on a day; without a day, whether it has no end."""
        if day is None:
            return self.last_day is None
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def is_on(self, network: Network) -> bool:
        """Tell whether the network still has the edge, and the spot where it was set."""
        if not names_road(network, self.what):
            return False
        if self.at_m is None or self.xy is None:
            return True
        place = spot_of(network, self.edge_id, self.at_m)
        return bool(shapely.distance(place, shapely.Point(self.xy)) <= _MOVED_M)


def shut(closures: Iterable[Closure], mode: Mode, day: date | None) -> frozenset[str]:
    """Give the ids of the edges and spots shut for a mode on a day; without a day, for good."""
    return frozenset(c.what for c in closures if mode in c.modes and c.stands(day))


def spot_id(edge_id: str, at_m: float) -> str:
    """Name a spot of an edge: ``r7@120.5`` lies 120.5 m along r7 from its start; centimetres."""
    return f"{edge_id}{_AT}{round(at_m, 2):.12g}"


def spot_named(name: str) -> tuple[str, float] | None:
    """Edge and metres of an id made by `spot_id`; None for anything else."""
    edge_id, mark, metres = name.rpartition(_AT)
    try:
        at_m = float(metres) if mark and edge_id else -1.0
    except ValueError:
        return None
    return (edge_id, at_m) if 0 <= at_m < np.inf else None


def edge_named(name: str, network: Network) -> str:
    """Edge an id lies on: the id itself where an edge is called so."""
    spot = spot_named(name)
    return name if spot is None or name in network.edges.index else spot[0]


def names_road(network: Network, name: str) -> bool:
    """Tell whether an id names an edge of a network, or a spot on one."""
    if name in network.edges.index:
        return True
    spot = spot_named(name)
    if spot is None or spot[0] not in network.edges.index:
        return False
    return bool(spot[1] <= network.edges.at[spot[0], "length_m"] + _MOVED_M)


def spot_of(network: Network, edge_id: str, at_m: float) -> shapely.Point:
    """Place of a spot in metres."""
    row = network.edges.index.get_loc(edge_id)
    return shapely.line_interpolate_point(network.geometry[row], at_m)
