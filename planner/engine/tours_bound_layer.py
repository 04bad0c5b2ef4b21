"""Groups of turns thrown together: one network of ways of units, each leg as cheap as for any."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.tours_bound_net import Flags, Ints, Net

FAR = 10**9


@dataclass(frozen=True, eq=False)
class Layer:
    """Ways of units in order, and the base as the one after the last.

    Parameters
    ----------
    groups
        Numbers of the groups in it.
    cost, time
        Of each leg, with the price of the call at its end, with the work there; FAR without one.
    often
        How often one tour may call at each unit's ways: the days it spans.
    home
        Least seconds from the end of the work at each way to the end of a tour.
    most
        Most seconds of driving and work in a tour.
    """

    groups: tuple[int, ...]
    unit: Ints
    load: Ints
    drive: Ints
    cost: Ints
    time: Ints
    often: Ints
    home: Ints
    most: int

    @property
    def size(self) -> int:
        """Number of ways, which is also the place of the base."""
        return len(self.unit)

    @property
    def there(self) -> Flags:
        """Which legs there are."""
        return np.asarray(self.cost < FAR)


def layer_of(nets: Sequence[Net], groups: Sequence[int]) -> Layer:
    """Throw groups together."""
    ways = sorted({key for g in groups for key in _ways(nets[g])})
    place = {key: n for n, key in enumerate(ways)}
    size = len(ways)
    drive, cost, time = (np.full((size + 1, size + 1), FAR, dtype=np.int64) for _ in range(3))
    often: Ints = np.ones(size, dtype=np.int64)
    load: Ints = np.zeros(size, dtype=np.int64)
    for g in groups:
        net = nets[g]
        spots = net.group.spots
        rows = np.array([*(place[key] for key in _ways(net)), size], dtype=np.int64)
        legs = np.where(net.legs < 0, FAR, net.legs)
        _least(drive, rows, legs)
        _least(cost, rows, np.minimum(FAR, legs + np.append(net.price, 0)))
        _least(time, rows, np.minimum(FAR, legs + np.append(net.dwell, 0)))
        days: dict[int, set[int]] = {}
        for row, spot in zip(rows[:-1], spots, strict=True):
            days.setdefault(spot.unit, set()).add(spot.day)
            load[row] = spot.load
        for row, spot in zip(rows[:-1], spots, strict=True):
            often[row] = max(often[row], len(days[spot.unit]))
    unit = np.array([u for u, _ in ways], dtype=np.int64)
    spans = (min(nets[g].group.work_s, nets[g].closes - nets[g].group.start_s) for g in groups)
    most = max(spans)
    return Layer(tuple(groups), unit, load, drive, cost, time, often, _home(time), most)


def _ways(net: Net) -> list[tuple[int, int]]:
    return [(spot.unit, spot.way) for spot in net.group.spots]


def _least(table: Ints, rows: Ints, values: Ints) -> None:
    """Lower a table to values, where several of these may be for one cell."""
    np.minimum.at(table, (rows[:, None], rows[None, :]), values)


def _home(time: Ints) -> Ints:
    """Least seconds to the end over any ways."""
    home: Ints = time[:-1, -1].copy()
    while True:
        shorter = np.minimum(home, (time[:-1, :-1] + home[None, :]).min(axis=1, initial=FAR))
        if (shorter == home).all():
            return home
        home = shorter
