"""An area made ready for questions: layers, road network, exits, certificate."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from geo.closures import names_road
from geo.coverage import Certificate, certify
from geo.exits import exits as find_exits
from geo.load import Area, load_area
from geo.roads import Network, network_from_lines
from geo.usage import usable
from geo.water import Water, water
from planner.demand.conditions import NO_CONDITIONS, Conditions
from planner.demand.place_book import NO_BOOK, PlaceBook
from planner.demand.reach import Trip

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import geopandas as gpd

    from geo.closures import Closure
    from geo.speeds import Mode, Profile


@dataclass(frozen=True, eq=False)
class Ground:
    """What every question about one area starts from.

    Parameters
    ----------
    area
        The layers, checked.
    network
        Roads as junctions and edges.
    exits
        Frame exit_id -> road_class, road_id, point where a road leaves the area.
    certificate
        Proof, or faults, of the coverage by grids.
    conditions
        What counts for travel besides the map: speeds, closed roads, rain.
    places
        What the office has said about its places (`planner.demand.place_ground`).
    """

    area: Area
    network: Network
    exits: gpd.GeoDataFrame
    certificate: Certificate
    conditions: Conditions = NO_CONDITIONS

    places: PlaceBook = NO_BOOK

    @property
    def road_exits(self) -> gpd.GeoDataFrame:
        """Exits a vehicle can use: a path over the ridge is no place for a patrol or a camera."""
        driven = usable(self.network, self.dry_profile("motorbike"))
        driven = driven | usable(self.network, self.dry_profile("car"))
        return self.exits[self.exits["edge_id"].isin(self.network.edges.index[driven])]

    @property
    def fingerprint(self) -> str:
        """Name the area's files and the conditions: what answers about travel are kept by."""
        now = self.conditions
        if now == NO_CONDITIONS:
            return self.area.fingerprint
        told = f"{now.speeds}|{now.closures}|{now.rain}|{sorted(now.slides)}|{now.rules}"
        told += f"|{now.rain_lasts}"
        return hashlib.sha256(f"{self.area.fingerprint}|{told}".encode()).hexdigest()

    def under(self, conditions: Conditions) -> Ground:
        """Make the same ground under other conditions."""
        return replace(self, conditions=conditions)

    def profile(self, mode: Mode, *, night: bool = False) -> Profile:
        """Make the profile of a mode as the conditions have it."""
        return self.conditions.profile(mode, night=night)

    def dry_profile(self, mode: Mode) -> Profile:
        """Make the profile of a mode by day without rain, for what outlasts a day."""
        return replace(self.conditions, rain=False).profile(mode)

    def closed(self, mode: Mode, day: date | None = None) -> frozenset[str]:
        """Give the edges and spots of the network shut for a mode on a day, or for good without.

        A closure of a road or a spot that is no longer on the map shuts nothing.
        """
        known = replace(self.conditions, closures=self.closures)
        ids = known.closed(mode, day)
        return frozenset(name for name in ids if names_road(self.network, name))

    @cached_property
    def closures(self) -> tuple[Closure, ...]:
        """Closures of what is still on the map, whatever their days."""
        return tuple(c for c in self.conditions.closures if c.is_on(self.network))

    def trip(self, mode: Mode, day: date | None = None, *, night: bool = False) -> Trip:
        """Make a trip by a mode, with the walk at its end, as the conditions have it.

        Without a day only what is shut for good counts: rain belongs to a day.
        """
        now = self.conditions.on(day)
        return Trip(
            now.profile(mode, night=night),
            now.profile("foot", night=night),
            self.closed(mode, day),
            self.closed("foot", day),
            _water(self.network, self.area),
        )


@lru_cache(maxsize=8)
def _water(network: Network, area: Area) -> Water:
    """Streams and shores of an area, open where its roads cross them."""
    return water(network, area.streams.geometry, area.reservoirs.geometry)


def load_ground(folder: Path) -> Ground:
    """Read an area folder and make it ready for questions.

    Raises
    ------
    geo.schema.InputError
        When a layer is missing or breaks its contract; nothing is half read.
    """
    area = load_area(folder)
    network = network_from_lines(area.roads, terrain=area.terrain)
    certificate = certify(
        area.grids,
        area.boundary,
        units=area.units,
        expected_codes=area.expected_unit_codes,
        places=area.places,
    )
    return Ground(area, network, find_exits(network, area.boundary), certificate)
