"""What a camera pole sees past buildings, over the ground, in metres and degrees from north."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.blocking import Blocking
from geo.optics import DENSITY_CLASSES, CameraModel, DensityClass, range_m
from geo.terrain import Terrain, line_of_sight
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
    "sees_zone",
    "visible",
    "visible_area",
    "walls",
    "watched",
]

ZONE_MARGIN_M = 1.0  # a private zone is seen when sight comes this close to it
NOISE_M2 = 0.01  # an overlap below this is rounding
ARC_STEP_DEG = 2.0  # arcs are drawn in steps of this, outside the true circle
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
    rise_m : height of the target above the lens in metres, less than 0 for one below
    """

    pole: Ints
    target: Ints
    slant_m: Floats
    azimuth_deg: Floats
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
    slant = np.sqrt(east**2 + north**2 + rise**2)
    return Sightings(pole, target, slant, np.degrees(np.arctan2(east, north)) % 360.0, rise)


def watched(
    sightings: Sightings, heading_deg: Floats, *, angle_deg: float
) -> tuple[Ints, Ints, Ints]:
    """Split sightings by heading: rows of pole, heading and target of each view.

    A target on the pole's own spot is in every heading's view.
    """
    inside = in_sector(sightings.azimuth_deg[:, None], heading_deg[None, :], angle_deg)
    pair, heading = np.nonzero(inside)
    order = np.lexsort((sightings.target[pair], heading, sightings.pole[pair]))
    pair, heading = pair[order], heading[order].astype(np.int64)
    return sightings.pole[pair], heading, sightings.target[pair]


def sector(
    pole_xy: tuple[float, float], heading_deg: float, *, angle_deg: float, range_m: float
) -> shapely.Polygon:
    """Draw the sector a camera looks into, in metres; it holds the true one (0.02 % larger)."""
    if not (0 < angle_deg <= 360 and range_m > 0):
        msg = f"angle_deg must be in 0..360 and range_m positive, got {angle_deg}, {range_m}"
        raise ValueError(msg)
    steps = max(int(np.ceil(angle_deg / ARC_STEP_DEG)), 3)
    bearing = np.radians(heading_deg + angle_deg * (np.arange(steps + 1) / steps - 0.5))
    # the chords touch the circle from outside, so that no true view lies beyond the drawing
    radius = range_m / np.cos(np.radians(angle_deg) / steps / 2)
    arc = np.column_stack([np.sin(bearing), np.cos(bearing)]) * radius + np.asarray(pole_xy)
    ring = arc[:-1] if angle_deg == 360 else np.concatenate([[pole_xy], arc])
    return shapely.Polygon(ring)


def visible_area(
    pole_xy: tuple[float, float],
    heading_deg: float,
    buildings: gpd.GeoDataFrame | Walls | None = None,
    *,
    angle_deg: float,
    range_m: float,
) -> shapely.Polygon | shapely.MultiPolygon:
    """Draw the ground a camera sees past the buildings: the sector less their shadows.

    Exact but for the arcs. Hills are left out: behind one it shows more than is
    seen, never less. A building the pole stands in is its mast and casts no shadow.
    """
    view = sector(pole_xy, heading_deg, angle_deg=angle_deg, range_m=range_m)
    seen = shapely.difference(view, walls(buildings).shadow(pole_xy, view, range_m))
    parts = shapely.get_parts(seen)
    kept = parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) > NOISE_M2)]
    return kept[0] if len(kept) == 1 else shapely.multipolygons(kept)


def sees_zone(
    poles_xy: Floats,
    heading_deg: Floats,
    zones: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame | Walls | None = None,
    *,
    angle_deg: float,
    range_m: float,
) -> Bools:
    """Tell for each option (a pole and a heading) whether it sees into an art. 8 zone.

    Only zones of kind art8_private count. A zone is seen when the visible area
    comes within a metre of it, and so is the room behind the wall a camera
    faces: maps are not exact, and this rule has no exception. Pass the range of
    the lowest density at which a person can be made out, not the planned one.

    Parameters
    ----------
    poles_xy, heading_deg : arrays [n, 2] in metres and [n] in degrees, one row an option
    zones : ZONES frame
    """
    art8 = zones.loc[zones["kind"] == "art8_private"].geometry.to_numpy()
    private = shapely.buffer(art8, ZONE_MARGIN_M)
    seen = np.zeros(len(poles_xy), dtype=bool)
    at = shapely.points(np.asarray(poles_xy, float).reshape(-1, 2))
    # the arcs are drawn a little outside of the range
    standing = walls(buildings)
    option, zone = shapely.STRtree(private).query(at, "dwithin", distance=range_m * 1.001)
    for i in np.unique(option):
        x, y = shapely.get_coordinates(at[i])[0]
        area = visible_area(
            (float(x), float(y)),
            float(heading_deg[i]),
            standing,
            angle_deg=angle_deg,
            range_m=range_m,
        )
        overlap = shapely.area(shapely.intersection(private[zone[option == i]], area))
        seen[i] = bool((overlap > NOISE_M2).any())
    return seen
