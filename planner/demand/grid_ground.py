"""What figures of grids share that no edit changes: ways, dwellings, posts, lines of the land."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geo.borders import AlongRule, Land
from geo.land import land_lines
from geo.travel import MODES
from planner.demand.cells import home_units
from planner.demand.effort import EffortSettings, door_seconds, place_seconds
from planner.demand.reach import reach_of
from planner.demand.rounds import Round, shortest_round

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.demand.ground import Ground

    Ints = NDArray[np.int64]

_ROUNDS_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class FigureSettings:
    """What figures depend on beside the ground: the planner's own settings, no standard."""

    effort: EffortSettings = field(default_factory=EffortSettings)
    along: AlongRule = field(default_factory=AlongRule)
    max_walk_min: int = 60  # of a post's people from their vehicle


@dataclass(frozen=True, eq=False)
class Measured:
    """What no edit of the grids changes, worked out once per ground.

    Parameters
    ----------
    between_s
        Seconds from place to place; `unmapped` where no mapped way leads.
    doors_s
        Seconds of the walk to the dwellings of each place and back.
    arrival_s
        Seconds until the quickest post is at each place, -1 where none can come.
    first_units
        For each place the units whose own people are quickest there.
    own_known
        Whether any post names the units it belongs to; else self-containment is unknown.
    """

    settings: FigureSettings
    land: Land
    between_s: Ints
    unmapped: NDArray[np.bool_]
    doors_s: Ints
    arrival_s: Ints
    first_units: tuple[frozenset[str], ...]
    own_known: bool
    _rounds: dict[tuple[int, ...], Round] = field(init=False, default_factory=dict)

    def round_of(self, places: tuple[int, ...]) -> Round:
        """Return the closed round through places, given by their rows in rising order."""
        found = self._rounds.get(places)
        if found is None:
            if len(self._rounds) >= _ROUNDS_KEPT:
                self._rounds.clear()
            found = shortest_round(self.between_s[np.ix_(places, places)])
            self._rounds[places] = found
        return found


def measured(ground: Ground, settings: FigureSettings | None = None) -> Measured:
    """Work out, once per ground and settings, what the figures of every division share."""
    return _measured(ground, settings or FigureSettings())


@lru_cache(maxsize=8)
def _measured(ground: Ground, told: FigureSettings) -> Measured:
    area = ground.area
    between_s, unmapped = place_seconds(
        ground.network,
        area.places.geometry,
        ground.trip(told.effort.mode),
        max_walk_min=told.effort.max_walk_min,
    )
    seconds = _post_seconds(ground, told.max_walk_min)
    homes = [frozenset(home_units(text)) for text in area.responders["home_units"]]
    return Measured(
        settings=told,
        land=Land(land_lines(area), area.terrain, told.along, area.groups),
        between_s=between_s,
        unmapped=unmapped,
        doors_s=door_seconds(area),
        arrival_s=_quickest(seconds),
        first_units=_first_units(seconds, homes),
        own_known=any(homes),
    )


def _post_seconds(ground: Ground, max_walk_min: int) -> Ints:
    """Seconds from every post to every place by the post's own mode, -1 where there is no way."""
    area = ground.area
    posts, places = area.responders, area.places
    table = np.full((len(posts), len(places)), -1, dtype=np.int64)
    if posts.empty or places.empty or not len(ground.network.edges):
        return table
    where = area.sites.geometry.loc[posts["site_id"]]
    for mode in MODES:
        rows = (posts["mode"] == mode).to_numpy()
        if rows.any():
            start, trip, walk_s = where[rows], ground.trip(mode), 60 * max_walk_min
            posts_at = reach_of(ground.network, start, trip, max_walk_s=walk_s)
            to = reach_of(ground.network, places.geometry, trip, max_walk_s=walk_s, bases=start)
            table[rows] = posts_at.seconds(to)
    return table


def _quickest(seconds: Ints) -> Ints:
    """Seconds of the quickest post at each place, -1 where none can come."""
    never = np.iinfo(np.int64).max
    best = np.where(seconds < 0, never, seconds).min(axis=0, initial=never)
    return np.where(best == never, -1, best)


def _first_units(seconds: Ints, homes: list[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Units at home with a post that is quickest at each place; of equally quick ones all."""
    first = (seconds >= 0) & (seconds == _quickest(seconds)[None, :])
    return tuple(
        frozenset().union(*(homes[row] for row in np.flatnonzero(column))) for column in first.T
    )
