"""Settlements on contested ground: whose they are.

A settlement is a mark on a map, but houses stand around it. Ground that holds one goes whole to
the grid the settlement belongs to, and no line is drawn between a mark and its houses.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.coverage.edges import Ints, Polygons
from geo.repair.ground import Floats, Ground
from geo.repair.reasons import Reason

ROOM_M = 10.0  # 2 x area / perimeter; between many grids a narrower strip is a road, not a hamlet


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Settlements and the face each lies in (-1 for none)."""

    ids: tuple[str, ...]
    face: Ints
    households: Ints
    spots: Polygons

    def within(self, faces: Ints) -> Ints:
        """Rows of the places that lie in some faces."""
        if not len(self.ids):
            return np.zeros(0, dtype=np.int64)
        return np.flatnonzero(np.isin(self.face, faces))


def places_on(ground: Ground, places: gpd.GeoDataFrame | None) -> Places:
    """Find the face of each place; of several faces on a border the first counts."""
    if places is None or not len(places):
        nothing = np.zeros(0, dtype=np.int64)
        return Places((), nothing, nothing, np.zeros(0, dtype=object))
    spots = places.geometry.to_numpy()
    face = np.full(len(places), -1, dtype=np.int64)
    row, found = shapely.STRtree(ground.faces).query(spots, "intersects")
    order = np.lexsort((-found, row))
    face[row[order]] = found[order]
    counted = "household_count" in places.columns
    households = places["household_count"].fillna(0) if counted else np.zeros(len(places))
    ids = tuple(str(value) for value in places.index)
    return Places(ids, face, np.asarray(households, dtype=np.int64), spots)


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """Evidence of whose a settlement is.

    ``grid`` is the grid each place lies in beyond doubt, -1 for none; ``side`` the grid each lies
    nearer to when its ground is divided, -1 where no line divides it.
    """

    places: Places
    grid: Ints
    side: Ints

    def receiver(
        self, rows: Ints, allowed: tuple[int, ...], near: dict[int, float]
    ) -> tuple[int, Reason]:
        """Grid to which most households of some places belong, and why.

        Parameters
        ----------
        allowed
            Grids that may have the ground.
        near
            Metres of border of the ground with each grid; decides where nothing else does.
        """
        votes: dict[tuple[int, Reason], int] = {}
        for row in rows.tolist():
            answer = self._belongs(row, allowed, near)
            votes[answer] = votes.get(answer, 0) + max(int(self.places.households[row]), 1)
        return max(sorted(votes), key=votes.__getitem__)

    def _belongs(
        self, row: int, allowed: tuple[int, ...], near: dict[int, float]
    ) -> tuple[int, Reason]:
        bare = tuple(g for g in allowed if not (self.grid == g).any())
        if len(bare) == 1:
            return bare[0], "keeps_settlement"
        asked = bare or allowed
        if int(self.side[row]) in asked:
            return int(self.side[row]), "settlement_side"
        far = self._distances(row, asked)
        order = sorted(zip(far, (-near.get(g, 0.0) for g in asked), asked, strict=True))
        return order[0][2], "settlement_side"

    def _distances(self, row: int, grids: tuple[int, ...]) -> list[float]:
        """Metres from a place to the nearest other place of each grid."""
        spot = self.places.spots[row]
        metres: Floats = shapely.distance(spot, self.places.spots)
        return [float(metres[self.grid == g].min(initial=np.inf)) for g in grids]
