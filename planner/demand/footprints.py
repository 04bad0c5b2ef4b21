"""Households and people guessed from mapped dwellings: dwellings times a stated rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.demand.largest_remainder import shared_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.load import Area


@dataclass(frozen=True, slots=True)
class DwellingRates:
    """What a mapped dwelling stands for: the office's own guess."""

    households_per_dwelling: float = 1.0
    people_per_household: float = 3.5

    def __post_init__(self) -> None:
        """Refuse rates nobody can mean."""
        if not (0 < self.households_per_dwelling <= 500 and 0 < self.people_per_household <= 20):
            msg = f"rates must lie in 0..500 and 0..20, got {self}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Guess:
    """Counts of a guess, and what it was made from.

    ``total`` is what was found: dwellings, or people of a raster before rounding. ``outside`` are
    dwellings in no unit, or cells without a value inside; ``empty_places`` get nothing.
    """

    counts: dict[str, dict[str, int]]
    total: float
    outside: int
    empty_places: int
    uncovered_m2: float = 0.0


def from_dwellings(area: Area, rates: DwellingRates) -> Guess:
    """Spread dwellings over places and count households and people.

    A dwelling belongs to the place it names, else to the nearest place of its unit in a straight
    line; one in no unit counts nowhere. The sum over places is the rounded product of all
    dwellings counted, exactly.
    """
    homes = area.buildings[area.buildings["kind"] == "dwelling"]
    spots = shapely.point_on_surface(homes.geometry.to_numpy())
    place = nearest_in_unit(area, spots)
    named = area.places.index.get_indexer(homes["place_id"]) if len(homes) else place
    place = np.where((named >= 0) & (place >= 0), named, place)
    counted = np.bincount(place[place >= 0], minlength=len(area.places)).astype(float)
    dwellings = int(counted.sum())
    households = round(dwellings * rates.households_per_dwelling)
    people = round(dwellings * rates.households_per_dwelling * rates.people_per_household)
    ids = [str(name) for name in area.places.index]
    counts = {
        column: dict(zip(ids, shared_out(total, counted).tolist(), strict=True))
        for column, total in (("household_count", households), ("population_count", people))
    }
    outside = int((place < 0).sum())
    return Guess(counts, dwellings, outside, int((counted == 0).sum()))


def nearest_in_unit(area: Area, spots: NDArray[np.object_]) -> NDArray[np.int64]:
    """Row of the place each point belongs to, -1 outside all units.

    The nearest place of the unit the point lies in; in a unit without places the nearest of all.
    """
    found = np.full(len(spots), -1, dtype=np.int64)
    if area.places.empty or not len(spots):
        return found
    units = area.units.geometry
    at, unit = shapely.STRtree(units.to_numpy()).query(spots, "intersects")
    codes = area.places["unit_code"].to_numpy()
    points = area.places.geometry.to_numpy()
    for number, code in enumerate(units.index):
        rows = np.flatnonzero(codes == code)
        rows = rows if len(rows) else np.arange(len(points))
        mine = np.unique(at[unit == number])
        mine = mine[found[mine] < 0]
        if len(mine):
            found[mine] = rows[shapely.STRtree(points[rows]).nearest(spots[mine])]
    return found
