"""What is in the picture of a camera and how finely: heading, tilt, lens and pixels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.blocking import Blocking
from geo.optics import CameraModel
from geo.sight import Sightings
from geo.terrain import Terrain, clearance_m
from geo.terrain.sight import GRAZE_M
from geo.walls import Walls

SEEN, GROUND_UNKNOWN, GROUND, BUILDING, TOO_FAR, BESIDE, BELOW, ABOVE = range(8)
VERDICTS = (
    "seen", "ground_unknown", "ground", "building", "too_far", "beside", "below", "above",
)  # fmt: skip
"""Why a camera does not show a target: the first that applies, what no aiming mends first."""
_PAIRS_AT_ONCE = 100_000  # bounds the memory of pictured
_EDGE = 1e-9  # a tangent this little beyond the edge of the picture is rounding
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """What cameras show of targets, by pole, heading and target.

    Parameters
    ----------
    pole, heading, target : rows of the poles, headings and targets asked about
    px_per_m : pixels for each metre on the target, were it turned to face the lens
    """

    pole: Ints
    heading: Ints
    target: Ints
    px_per_m: Floats

    def __len__(self) -> int:
        return len(self.pole)

    def where(self, kept: Bools) -> "Pictures":
        """Keep some of them."""
        return Pictures(self.pole[kept], self.heading[kept], self.target[kept], self.px_per_m[kept])

    def fine_enough(self, wanted_px_per_m: ArrayLike) -> "Pictures":
        """Keep those that show their target at least as finely as wanted: one for all, or each."""
        wanted = np.asarray(wanted_px_per_m, float)
        each = wanted[self.target] if wanted.ndim else wanted
        return self.where(self.px_per_m >= each)


def pictured(
    sightings: Sightings, model: CameraModel, heading_deg: Floats, *, tilt_deg: ArrayLike
) -> Pictures:
    """Tell which sightings are in the picture of a camera turned and tilted so, and how finely.

    A pinhole camera, its lens at the pole's top: a target is in the picture when both its sideways
    and its upward tangent lie within half of the sensor over the focal length. Density is told for
    the distance from the lens, N f / (w R); towards the edges of a picture it is a little higher.

    Parameters
    ----------
    heading_deg : headings of each pole, clockwise from north [h]
    tilt_deg : how far the lens looks down from the horizon, one for all, for each heading, or for
        each pole and heading [p, h]
    """
    count = int(sightings.pole.max(initial=-1)) + 1
    tilt = np.asarray(tilt_deg, float)
    shape = (tilt.shape[0] if tilt.ndim == 2 else count, len(heading_deg))
    dip = np.broadcast_to(tilt, shape)
    found = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for first in range(0, len(sightings), _PAIRS_AT_ONCE):
        rows = slice(first, first + _PAIRS_AT_ONCE)
        off = sightings.azimuth_deg[rows, None] - heading_deg[None, :]
        flat, rise = sightings.flat_m[rows, None], sightings.rise_m[rows, None]
        place = _places(flat, off, rise, dip[sightings.pole[rows]], model)
        pair, heading = np.nonzero(place == SEEN)
        found.append((pair + first, heading))
    pair, heading = map(np.concatenate, zip(*found, strict=True))
    order = np.lexsort((sightings.target[pair], heading, sightings.pole[pair]))
    pair, heading = pair[order], heading[order]
    slant = np.maximum(sightings.slant_m[pair], 1e-9)
    density = model.pixels * model.focal_mm / (model.sensor_width_mm * slant)
    return Pictures(sightings.pole[pair], heading, sightings.target[pair], density)


def _places(
    flat_m: Floats, off_deg: Floats, rise_m: Floats, tilt_deg: Floats, model: CameraModel
) -> NDArray[np.int8]:
    """Tell for each point whether it lies in the picture, or on which side of it."""
    off, dip = np.radians(off_deg), np.radians(tilt_deg)
    ahead, side = flat_m * np.cos(off), flat_m * np.sin(off)
    depth = ahead * np.cos(dip) - rise_m * np.sin(dip)
    up = rise_m * np.cos(dip) + ahead * np.sin(dip)
    wide, high = model.half_width, model.half_height
    slack = _EDGE * np.abs(depth)
    sides = (
        (up > high * depth + slack, ABOVE),
        (up < -high * depth - slack, BELOW),
        # what is not ahead of the lens is beside the picture, wherever else it is
        ((np.abs(side) > wide * depth + slack) | (depth <= 0), BESIDE),
    )
    place = np.full(depth.shape, SEEN, dtype=np.int8)
    for outside, verdict in sides:
        place[outside] = verdict
    return place


@dataclass(frozen=True, slots=True, eq=False)
class Aimed:
    """Cameras of one model, mounted and aimed.

    Parameters
    ----------
    xyz : array [n, 3] of x, y and the height of the lens above the ground, in metres
    heading_deg, tilt_deg : clockwise from north, and down from the horizon [n]
    """

    xyz: Floats
    heading_deg: Floats
    tilt_deg: Floats
    model: CameraModel


def verdicts(
    aimed: Aimed,
    targets_xyz: Floats,
    standing: Walls,
    terrain: Terrain | None = None,
    *,
    wanted_px_per_m: ArrayLike,
) -> NDArray[np.int8]:
    """Tell why each of a few cameras shows a target as finely as wanted, or does not.

    Parameters
    ----------
    targets_xyz : array [m, 3] of x, y and the height above the ground, in metres
    wanted_px_per_m : of each target, or one for all

    Returns
    -------
    Table, row camera, column target, of places in `VERDICTS`.
    """
    model, cameras = aimed.model, np.asarray(aimed.xyz, float).reshape(-1, 3)
    targets = np.asarray(targets_xyz, float).reshape(-1, 3)
    camera, target = (rows.ravel() for rows in np.indices((len(cameras), len(targets))))
    a, b = cameras[camera], targets[target]
    gap = np.full(len(camera), np.inf)
    rise = b[:, 2] - a[:, 2]
    if terrain is not None:
        rise = rise + terrain.at(b[:, 0], b[:, 1]) - terrain.at(a[:, 0], a[:, 1])
        gap = clearance_m(terrain, a, b)
    east, north = b[:, 0] - a[:, 0], b[:, 1] - a[:, 1]
    flat = np.hypot(east, north)
    off = np.degrees(np.arctan2(east, north)) - aimed.heading_deg[camera]
    told = _places(flat, off, rise, aimed.tilt_deg[camera], model)
    wanted = np.broadcast_to(np.asarray(wanted_px_per_m, float), len(targets))[target]
    slant = np.hypot(flat, rise)
    fine = model.pixels * model.focal_mm >= wanted * model.sensor_width_mm * slant
    told[~fine] = TOO_FAR
    stopped = Blocking(standing, cameras[:, :2], targets[:, :2]).hidden(camera, target)
    told[stopped] = BUILDING
    told[gap < -GRAZE_M] = GROUND
    told[np.isnan(gap)] = GROUND_UNKNOWN
    return told.reshape(len(cameras), len(targets))
