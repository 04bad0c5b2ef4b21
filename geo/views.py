"""The ground a camera sees, drawn: its sector or its picture, past buildings, without masks."""

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.optics import CameraModel, ground_range_m
from geo.outlooks import outlooks
from geo.walls import Walls, walls

ZONE_MARGIN_M = 1.0  # a private zone is seen when sight comes this close to it
NOISE_M2 = 0.01  # an overlap below this is rounding
ARC_STEP_DEG = 2.0  # arcs are drawn in steps of this, outside the true circle
_ARC_REACH = 1.001  # so many times the range holds a drawn arc
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Shapes = NDArray[np.object_]


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


def picture_ground(
    pole_xy: tuple[float, float],
    heading_deg: float,
    model: CameraModel,
    *,
    tilt_deg: float,
    drop_m: float,
    range_m: float,
) -> shapely.Polygon:
    """Draw what of a level plane is in the picture of a tilted camera, out to its slant range.

    A pinhole camera shows a trapezoid of a level plane, its near edge straight across at
    (H - h) / tan(tilt + half the vertical angle); empty where the picture shows none of it.

    Parameters
    ----------
    tilt_deg : how far the lens looks down from the horizon
    drop_m : how far the plane lies below the lens, H - h, more than 0
    range_m : slant range
    """
    if drop_m <= 0:
        msg = f"drop_m must be positive, got {drop_m}"
        raise ValueError(msg)
    reach = ground_range_m(range_m, drop_m)
    near, far = picture_edges_m(model, tilt_deg=tilt_deg, drop_m=drop_m)
    far = min(far, reach * _ARC_REACH)
    if reach == 0 or near >= far:
        return shapely.Polygon()
    near = max(near, -reach * _ARC_REACH)
    shape = _trapezoid(model, tilt_deg, drop_m, (near, far))
    placed = _placed(shape, pole_xy, heading_deg)
    disc = sector(pole_xy, heading_deg, angle_deg=360, range_m=reach)
    return _areas(np.array([shapely.intersection(placed, disc)]))[0]


def blind_ground(
    pole_xy: tuple[float, float],
    heading_deg: float,
    model: CameraModel,
    *,
    tilt_deg: float,
    drop_m: float,
) -> shapely.Polygon:
    """Draw the near blind zone: in front of the pole, within its sides, below the picture.

    Empty where the camera sees straight down; a camera that looks upwards only has none to draw.
    """
    near, far = picture_edges_m(model, tilt_deg=tilt_deg, drop_m=drop_m)
    if not 0 < near < far:
        return shapely.Polygon()
    shape = _trapezoid(model, tilt_deg, drop_m, (0.0, near))
    return _placed(shape, pole_xy, heading_deg)


def picture_edges_m(model: CameraModel, *, tilt_deg: float, drop_m: float) -> tuple[float, float]:
    """Give how far ahead the picture of a level plane begins and ends, in metres.

    Less than 0 lies behind the pole, infinite never comes to the plane.
    """
    half = model.vertical_angle_deg / 2
    lowest, highest = np.radians(tilt_deg + half), np.radians(tilt_deg - half)
    near = float(drop_m / np.tan(lowest)) if lowest > 0 else np.inf
    far = float(drop_m / np.tan(highest)) if highest > 0 else np.inf
    return near, far


def _trapezoid(
    model: CameraModel, tilt_deg: float, drop_m: float, ahead: tuple[float, float]
) -> Floats:
    """Corners of the picture on the plane: ahead of the lens and to its right, in metres."""
    tilt = np.radians(tilt_deg)
    x = np.array(ahead)
    half = np.maximum(model.half_width * (x * np.cos(tilt) + drop_m * np.sin(tilt)), 0.0)
    return np.array([[x[0], -half[0]], [x[1], -half[1]], [x[1], half[1]], [x[0], half[0]]])


def _placed(shape: Floats, pole_xy: tuple[float, float], heading_deg: float) -> shapely.Polygon:
    turn = np.radians(heading_deg)
    ahead, right = shape.T
    east = ahead * np.sin(turn) + right * np.cos(turn)
    north = ahead * np.cos(turn) - right * np.sin(turn)
    return shapely.Polygon(np.column_stack([east, north]) + np.asarray(pole_xy))


def seen_grounds(
    poles_xy: Floats, views: Shapes, buildings: gpd.GeoDataFrame | Walls | None, *, range_m: float
) -> Shapes:
    """Cut views to the ground that is seen past the buildings, an area for each.

    Exact but for the arcs of the views. Hills are left out: behind one it shows more than is seen,
    never less. A building the pole stands in is its mast and hides nothing.

    Parameters
    ----------
    poles_xy : array [n, 2] in metres, the pole of each view
    views : polygons as `sector` and `picture_ground` draw them
    range_m : none of the views reaches farther
    """
    poles_xy = np.asarray(poles_xy, float).reshape(-1, 2)
    once, pole = np.unique(poles_xy, axis=0, return_inverse=True)
    around = outlooks(walls(buildings), once, range_m=range_m * _ARC_REACH)
    return _areas(shapely.intersection(around[pole.ravel()], views))


def _areas(shapes: Shapes) -> Shapes:
    """Keep the areas of shapes, without specks and lines."""
    told = np.empty(len(shapes), dtype=object)
    for row, shape in enumerate(shapes):
        parts = shapely.get_parts(shape)
        kept = parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) > NOISE_M2)]
        told[row] = kept[0] if len(kept) == 1 else shapely.multipolygons(kept)
    return told


def visible_area(
    pole_xy: tuple[float, float],
    heading_deg: float,
    buildings: gpd.GeoDataFrame | Walls | None = None,
    *,
    angle_deg: float,
    range_m: float,
) -> shapely.Polygon | shapely.MultiPolygon:
    """Draw the ground one camera sees past the buildings; `seen_grounds` for its sector."""
    view = sector(pole_xy, heading_deg, angle_deg=angle_deg, range_m=range_m)
    return seen_grounds(np.array([pole_xy]), np.array([view]), buildings, range_m=range_m)[0]


def zones_seen(
    poles_xy: Floats,
    heading_deg: Floats,
    zones: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame | Walls | None = None,
    *,
    angle_deg: float,
    range_m: float,
) -> tuple[Ints, Ints]:
    """Give the pairs of an option (a pole and a heading) and an art. 8 zone it sees into, as rows.

    Only zones of kind art8_private count. A zone is seen when the visible area
    comes within a metre of it, and so is the room behind the wall a camera
    faces: maps are not exact, and this rule has no exception. Pass the range of
    the lowest density at which a person can be made out, not the planned one.

    Parameters
    ----------
    poles_xy, heading_deg : arrays [n, 2] in metres and [n] in degrees, one row an option
    zones : ZONES frame
    """
    art8 = np.flatnonzero(zones["kind"] == "art8_private")
    private = shapely.buffer(zones.geometry.to_numpy()[art8], ZONE_MARGIN_M)
    xy = np.asarray(poles_xy, float).reshape(-1, 2)
    near = shapely.STRtree(private).query(shapely.points(xy), "dwithin", range_m * _ARC_REACH)[0]
    option = np.unique(near)
    views = [
        sector(
            (float(xy[i, 0]), float(xy[i, 1])),
            float(heading_deg[i]),
            angle_deg=angle_deg,
            range_m=range_m,
        )
        for i in option
    ]
    seen = seen_grounds(xy[option], np.array(views, dtype=object), buildings, range_m=range_m)
    view, zone, _ = private_m2(seen, private)
    return option[view].astype(np.int64), art8[zone].astype(np.int64)


def private_m2(seen: Shapes, private: Shapes) -> tuple[Ints, Ints, Floats]:
    """Measure the private ground in sight: rows of view and of private area, and their common m2.

    Parameters
    ----------
    seen : areas as `seen_grounds` gives them
    private : polygons of zones, yards or dwellings
    """
    view, area = shapely.STRtree(private).query(seen, predicate="intersects")
    common = shapely.area(shapely.intersection(seen[view], private[area]))
    kept = common > NOISE_M2
    return view[kept].astype(np.int64), area[kept].astype(np.int64), common[kept]


def masked(seen: Shapes, masks: Shapes) -> Shapes:
    """Take masks out of what is seen: what is left is what a picture with its masks shows."""
    if not len(masks):
        return seen
    return _areas(shapely.difference(seen, shapely.union_all(masks)))
