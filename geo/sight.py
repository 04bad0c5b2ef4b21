"""What a camera pole sees past buildings, over the ground, in metres and degrees from north."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.blocking import Blocking
from geo.optics import DENSITY_CLASSES, CameraModel, DensityClass, range_m
from geo.terrain import Terrain, line_of_sight
from geo.views import sector, visible_area, zones_seen
from geo.walls import Walls, walls

__all__ = [
    "DENSITY_CLASSES",
    "CameraModel",
    "DensityClass",
    "Sightings",
    "Walls",
    "headings",
    "in_sector",
    "range_m",
    "sector",
    "visible",
    "visible_area",
    "walls",
    "watched",
    "zones_seen",
]

_POLES_AT_ONCE = 128  # bounds the memory of visible
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_NONE = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


@dataclass(frozen=True, slots=True, eq=False)
class Sightings:
    """Pairs of a pole and a target that see each other, by pole and then target.

    Parameters
    ----------
    pole, target : rows of the poles and targets asked about
    slant_m : distance between lens and target in metres
    azimuth_deg : direction of the target, clockwise from grid north, 0 to 360
    flat_m : distance between pole and target on the map in metres
    rise_m : height of the target above the lens in metres, less than 0 for one below
    """

    pole: Ints
    target: Ints
    slant_m: Floats
    azimuth_deg: Floats
    flat_m: Floats
    rise_m: Floats

    def __len__(self) -> int:
        return len(self.pole)

    def matrix(self, pole_count: int, target_count: int) -> Bools:
        """Give the pairs as a table: row pole, column target."""
        table = np.zeros((pole_count, target_count), dtype=bool)
        table[self.pole, self.target] = True
        return table


def headings(count: int = 8) -> Floats:
    """Give `count` headings in degrees clockwise from north, evenly spread, north first."""
    if count < 1:
        msg = f"count must be at least 1, got {count}"
        raise ValueError(msg)
    return np.arange(count, dtype=np.float64) * (360.0 / count)


def in_sector(azimuth_deg: ArrayLike, heading_deg: ArrayLike, angle_deg: float) -> Bools:
    """Tell whether each direction lies within half of `angle_deg` of each heading (degrees)."""
    off = (np.asarray(azimuth_deg) - np.asarray(heading_deg) + 180.0) % 360.0 - 180.0
    inside: Bools = np.abs(off) <= angle_deg / 2 + 1e-9
    return inside


def visible(
    poles_xyz: Floats,
    targets_xyz: Floats,
    buildings: gpd.GeoDataFrame | Walls | None = None,
    terrain: Terrain | None = None,
    *,
    range_m: float,
) -> Sightings:
    """List the pairs in sight of each other within `range_m` metres of slant range.

    A footprint that the straight line on the map runs through blocks it, however
    low the building is; touching a corner or running along a wall does not.
    Whoever stands on the line of a wall stands outside. A pole inside a
    footprint is on that building, a target inside one is that building: it does
    not block this line. Bare ground blocks by `line_of_sight`; without terrain
    the ground is level.

    Parameters
    ----------
    poles_xyz, targets_xyz : arrays [n, 3] of x, y and the height above the ground, in metres
    buildings : footprints, BUILDINGS frame, or the `walls` made of it once
    """
    poles = np.asarray(poles_xyz, float).reshape(-1, 3)
    targets = np.asarray(targets_xyz, float).reshape(-1, 3)
    lift = [np.zeros(len(xyz)) for xyz in (poles, targets)]
    if terrain is not None:
        lift = [terrain.at(xyz[:, 0], xyz[:, 1]) for xyz in (poles, targets)]
    height = [xyz[:, 2] + above for xyz, above in zip((poles, targets), lift, strict=True)]
    blocking = Blocking(walls(buildings), poles[:, :2], targets[:, :2])
    tree = shapely.STRtree(shapely.points(targets[:, :2]))
    found = [_NONE]
    for first in range(0, len(poles), _POLES_AT_ONCE):
        few = shapely.points(poles[first : first + _POLES_AT_ONCE, :2])
        pole, target = tree.query(few, predicate="dwithin", distance=range_m)
        order = np.lexsort((target, pole))
        pole, target = first + pole[order].astype(np.int64), target[order].astype(np.int64)
        flat = targets[target, :2] - poles[pole, :2]
        rise = height[1][target] - height[0][pole]
        with np.errstate(invalid="ignore"):
            near = (flat**2).sum(axis=1) + rise**2 <= range_m**2  # not where ground is unknown
        pole, target, rise = pole[near], target[near], rise[near]
        clear = ~blocking.hidden(pole, target)
        if terrain is not None:
            clear[clear] = line_of_sight(terrain, poles[pole[clear]], targets[target[clear]])
        found.append((pole[clear], target[clear], rise[clear]))
    pole, target, rise = map(np.concatenate, zip(*found, strict=True))
    east, north = (targets[target, :2] - poles[pole, :2]).T
    flat = np.hypot(east, north)
    azimuth = np.degrees(np.arctan2(east, north)) % 360.0
    return Sightings(pole, target, np.hypot(flat, rise), azimuth, flat, rise)


def watched(
    sightings: Sightings, heading_deg: Floats, *, angle_deg: float
) -> tuple[Ints, Ints, Ints]:
    """Split sightings by heading: rows of pole, heading and target of each view.

    A target on the pole's own spot is in every heading's view.
    """
    inside = in_sector(sightings.azimuth_deg[:, None], heading_deg[None, :], angle_deg)
    inside |= (sightings.flat_m == 0)[:, None]
    pair, heading = np.nonzero(inside)
    order = np.lexsort((sightings.target[pair], heading, sightings.pole[pair]))
    pair, heading = pair[order], heading[order].astype(np.int64)
    return sightings.pole[pair], heading, sightings.target[pair]
