"""Seconds between all locations of a tours question, under everything that holds on its days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo.barriers import barriers_of
from geo.travel import MODES, UNREACHABLE, usable, whole_seconds
from geo.ways import ways
from planner.demand.reach import as_table, reach_of
from planner.problem.tour_parts import Travel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.travel import Mode
    from planner.demand.ground import Ground
    from planner.demand.reach import Reach, Trip
    from planner.problem.tour_parts import Crew, Turn

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Journeys:
    """How the crews of each mode get about: one trip for the hours in which it has turns.

    A question has one table a mode. Where a mode has turns by day and by night the slower of the
    two counts, so that nobody is promised a way faster than it is; a road that is shut on one day
    of the horizon is shut on all.
    """

    ground: Ground
    trips: Mapping[Mode, tuple[Trip, ...]]

    @cached_property
    def _open(self) -> dict[Mode, tuple[NDArray[np.bool_], ...]]:
        """Edges a mode may use from end to end on each of its trips."""
        network = self.ground.network
        return {
            mode: tuple(
                usable(network, t.by) & barriers_of(network, t.closed).passed for t in trips
            )
            for mode, trips in self.trips.items()
        }

    @cached_property
    def _seconds(self) -> dict[Mode, tuple[Floats, ...]]:
        """Seconds of each edge forward and backward on each trip of a mode."""
        return {
            mode: tuple(
                ways(self.ground.network, trip.by, frozenset()).costs.edge_s for trip in trips
            )
            for mode, trips in self.trips.items()
        }

    def open_to(self, mode: Mode) -> NDArray[np.bool_]:
        """Tell for each edge whether a mode may use it, by day or by night."""
        found: NDArray[np.bool_] = np.any(self._open[mode], axis=0)
        return found

    def street_seconds(self, mode: Mode, edges: Ints, *, backward: bool) -> int:
        """Whole seconds along edges in their order, each from u to v, or each from v to u.

        Of day and night the slower counts, unless a road is shut then.

        Parameters
        ----------
        edges
            Rows of the network; below 0, as ~row, for an edge that is met the other way round.
        """
        turned = ((edges < 0) != backward).astype(np.int64)
        rows = np.where(edges < 0, ~edges, edges)
        totals = [
            float(seconds[turned, rows].sum())
            for seconds, may in zip(self._seconds[mode], self._open[mode], strict=True)
            if may[rows].all()
        ]
        return int(whole_seconds(np.array([max(totals, default=np.inf)]))[0])

    def reach(
        self, points: gpd.GeoSeries, bases: gpd.GeoSeries, max_walk_s: int
    ) -> dict[Mode, tuple[Reach, ...]]:
        """Put all points on the roads, for each mode and each of its trips."""
        network = self.ground.network
        return {
            mode: tuple(
                reach_of(network, points, trip, max_walk_s=max_walk_s, bases=bases)
                for trip in trips
            )
            for mode, trips in self.trips.items()
        }


def journeys(ground: Ground, crews: Sequence[Crew], turns: Sequence[Turn], first: date) -> Journeys:
    """Make the trips of every mode that has turns, by day, by night or both."""
    mode_of = {crew.crew_id: crew.mode for crew in crews}
    nights: dict[str, set[bool]] = {mode: set() for mode in mode_of.values()}
    for turn in turns:
        nights[mode_of[turn.crew_id]].add(turn.night)
    days = [first + timedelta(days=n) for n in sorted({turn.day for turn in turns})] or [first]
    trips = {
        mode: tuple(
            _trip(ground, mode, days, night=night) for night in sorted(nights[mode] or {False})
        )
        for mode in MODES
        if mode in nights
    }
    return Journeys(ground, trips)


def _trip(ground: Ground, mode: Mode, days: Sequence[date], *, night: bool) -> Trip:
    on = [ground.trip(mode, day, night=night) for day in days]
    return replace(
        on[0],
        closed=frozenset().union(*(trip.closed for trip in on)),
        closed_on_foot=frozenset().union(*(trip.closed_on_foot for trip in on)),
    )


def tables(reach: Mapping[Mode, Sequence[Reach]]) -> tuple[Travel, ...]:
    """Write the seconds of every mode as tables, of several trips the slowest."""
    return tuple(Travel(mode, as_table(_slowest(reaches))) for mode, reaches in reach.items())


def _slowest(reaches: Sequence[Reach]) -> Ints:
    each = np.stack([one.seconds() for one in reaches])
    return np.where((each < 0).any(axis=0), UNREACHABLE, each.max(axis=0))
