"""What camera options see: targets in their pictures, zones, dwellings and yards in their view."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.pictures import pictured
from geo.sight import visible, walls, zones_seen
from geo.views import ZONE_MARGIN_M, masked, picture_ground, private_m2, sector, seen_grounds
from geo.watching import targets_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.load import Area
    from planner.demand.camera_kinds import CameraKind

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]
    Shapes = NDArray[np.object_]

# A person can be made out from about here on ("detect", IEC 62676-4:2014): the range at which
# looking into a private zone or a yard counts, whatever density the plan asks for.
PRIVACY_PX_PER_M = 25.0
# Somebody can be recognised from here on ("recognise" of 2014, "perceive" of 2025): nearer than
# that no dwelling may be in the view, masked or not.
FACE_PX_PER_M = 125.0
# A strip of so many metres around a dwelling counts as its yard.
YARD_M = 5.0
# A household's camera hangs at its own house, which is the nearest one within this distance.
OWN_HOUSE_M = 12.0
# Where people walk: views are cut by buildings on a level so far below the lens at least.
LEAST_DROP_M = 0.5


def pictures_of(
    poles: gpd.GeoDataFrame,
    targets: gpd.GeoDataFrame,
    area: Area,
    kinds: Sequence[CameraKind],
    heading_deg: NDArray[np.float64],
    *,
    height_m: float,
) -> dict[tuple[str, int, str], tuple[str, ...]]:
    """Targets watched as finely as wanted for each (pole, heading row, kind) that watches any.

    Parameters
    ----------
    targets
        Frame target_id -> kind, weight, px_per_m, point or stretch, one spot of which is enough.
        Those inside a mask are never watched.
    """
    if poles.empty or targets.empty:
        return {}
    spots = targets_of(targets, height_m=height_m)
    least = float(targets["px_per_m"].min())
    lenses = np.column_stack([poles.geometry.x, poles.geometry.y, poles["height_m"]]).astype(float)
    sightings = visible(
        lenses,
        spots.spot_xyz,
        area.buildings,
        area.terrain,
        range_m=max(kind.range_m(least) for kind in kinds),
    )
    hidden = spots.inside(masks_of(area))
    seen: dict[tuple[str, int, str], tuple[str, ...]] = {}
    names = targets.index.astype(str).to_numpy()
    for kind in kinds:
        shown = pictured(sightings, kind.model, heading_deg, tilt_deg=float(kind.tilt_deg))
        shown = shown.fine_enough(spots.spot_px_per_m)
        shown = shown.where(~hidden[shown.target])
        starts = np.flatnonzero(np.diff(shown.pole * 1000 + shown.heading, prepend=-1))
        for first, last in pairwise([*starts.tolist(), len(shown)]):
            key = (str(poles.index[shown.pole[first]]), int(shown.heading[first]), kind.kind_id)
            there = np.unique(spots.spot_target[shown.target[first:last]])
            seen[key] = tuple(names[there].tolist())
    return seen


def masks_of(area: Area) -> Shapes:
    """Ground no picture may show: dwellings, and zones in which nobody may be filmed."""
    private = area.zones[area.zones["kind"] == "art8_private"].geometry.to_numpy()
    return np.concatenate([dwellings(area), private])


def dwellings(area: Area) -> Shapes:
    """Footprints of houses somebody lives in."""
    houses: Shapes = area.buildings[area.buildings["kind"] == "dwelling"].geometry.to_numpy()
    return houses


@dataclass(frozen=True, eq=False)
class Aims:
    """Cameras in question, a row each: where, in which direction, of which kind.

    Parameters
    ----------
    xy : place of the pole in metres [n, 2]
    heading_deg : [n]
    height_m : of the lens above the ground [n]
    kind : row of `kinds` [n]
    voluntary : whether it is a household's own [n]
    """

    xy: NDArray[np.float64]
    heading_deg: NDArray[np.float64]
    height_m: NDArray[np.float64]
    kind: Ints
    voluntary: Bools
    kinds: tuple[CameraKind, ...]

    def of(self, rows: Ints | Bools) -> Aims:
        """Take some of them."""
        return Aims(
            self.xy[rows],
            self.heading_deg[rows],
            self.height_m[rows],
            self.kind[rows],
            self.voluntary[rows],
            self.kinds,
        )

    def __len__(self) -> int:
        return len(self.xy)


def films_zone(aims: Aims, area: Area) -> Bools:
    """Tell which cameras would look into a zone of art. 8, however they are tilted."""
    told = np.zeros(len(aims), dtype=bool)
    told[zones_filmed(aims, area)[0]] = True
    return told


def zones_filmed(aims: Aims, area: Area) -> tuple[Ints, Ints]:
    """Pairs of a camera and a zone of art. 8 it would look into, as rows of `aims` and zones."""
    found = []
    for row, kind in enumerate(aims.kinds):
        mine = np.flatnonzero(aims.kind == row)
        camera, zone = zones_seen(
            aims.xy[mine],
            aims.heading_deg[mine],
            area.zones,
            area.buildings,
            angle_deg=kind.model.angle_deg,
            range_m=kind.range_m(PRIVACY_PX_PER_M),
        )
        found.append((mine[camera], zone))
    return (
        np.concatenate([camera for camera, _ in found]),
        np.concatenate([zone for _, zone in found]),
    )


def faces_dwelling(aims: Aims, area: Area) -> Bools:
    """Tell which cameras would face a dwelling, however they are tilted.

    A dwelling is faced when sight comes within a metre of its wall nearer than somebody there could
    be recognised; for a household's own camera, nearer than somebody could be made out, and its own
    house aside.
    """
    told = np.zeros(len(aims), dtype=bool)
    houses = dwellings(area)
    if not len(houses):
        return told
    near = shapely.buffer(houses, ZONE_MARGIN_M)
    blocking = walls(area.buildings)
    for row, kind in enumerate(aims.kinds):
        for own, px in ((False, FACE_PX_PER_M), (True, PRIVACY_PX_PER_M)):
            mine = np.flatnonzero((aims.kind == row) & (aims.voluntary == own))
            reach, angle = kind.range_m(px), kind.model.angle_deg
            few = aims.of(mine)
            views = [
                sector((x, y), heading, angle_deg=angle, range_m=reach)
                for (x, y), heading in zip(few.xy.tolist(), few.heading_deg.tolist(), strict=True)
            ]
            if not views:
                continue
            seen = seen_grounds(few.xy, np.array(views, dtype=object), blocking, range_m=reach)
            view, house, _ = private_m2(seen, near)
            if own:
                other = house != _own_house(few.xy, houses)[view]
                view = view[other]
            told[mine[view]] = True
    return told


def yards_m2(aims: Aims, area: Area) -> Ints:
    """Measure the yards in view before masks, in whole m2, out to where a person is made out."""
    told = np.zeros(len(aims), dtype=np.int64)
    houses = dwellings(area)
    if not len(houses) or not len(aims):
        return told
    yards = shapely.buffer(houses, YARD_M, join_style="mitre")
    seen = shown_ground(aims, area, PRIVACY_PX_PER_M)
    tree = shapely.STRtree(yards)
    for row, ground in enumerate(seen):
        near = tree.query(ground, predicate="intersects") if ground.area else []
        if len(near):  # yards that touch are one: nothing is counted twice for one camera
            both = shapely.union_all(yards[near])
            told[row] = round(float(shapely.intersection(ground, both).area))
    return told


def shown_ground(aims: Aims, area: Area, px_per_m: float) -> Shapes:
    """Draw the ground in the picture of each camera as finely as that, past buildings."""
    views = np.empty(len(aims), dtype=object)
    reach = 1.0
    for row in range(len(aims)):
        kind = aims.kinds[int(aims.kind[row])]
        reach = max(reach, kind.range_m(px_per_m))
        views[row] = picture_ground(
            (float(aims.xy[row, 0]), float(aims.xy[row, 1])),
            float(aims.heading_deg[row]),
            kind.model,
            tilt_deg=float(kind.tilt_deg),
            drop_m=max(float(aims.height_m[row]) - 1.5, LEAST_DROP_M),
            range_m=kind.range_m(px_per_m),
        )
    return seen_grounds(aims.xy, views, walls(area.buildings), range_m=reach)


def cones(aims: Aims, area: Area, px_per_m: float) -> Shapes:
    """Draw what each camera shows as finely as that: past buildings, without masked ground."""
    seen = shown_ground(aims, area, px_per_m)
    masks = masks_of(area)
    near = np.unique(shapely.STRtree(masks).query(seen, predicate="intersects")[1])
    return masked(seen, masks[near])


def masks_in(aims: Aims, area: Area) -> list[int]:
    """Count the masks that each camera needs: dwellings and zones its view comes within a metre of.

    Out to where a person is made out; behind that nobody is.
    """
    seen = shown_ground(aims, area, PRIVACY_PX_PER_M)
    near = shapely.buffer(masks_of(area), ZONE_MARGIN_M)
    view, _, _ = private_m2(seen, near)
    counts: list[int] = np.bincount(view, minlength=len(aims)).tolist()
    return counts


def _own_house(xy: NDArray[np.float64], houses: Shapes) -> Ints:
    """Row of the nearest dwelling of each pole, -1 where none is near."""
    rows = np.full(len(xy), -1, dtype=np.int64)
    tree = shapely.STRtree(houses)
    points = shapely.points(xy)
    pole, house = tree.query_nearest(points, max_distance=OWN_HOUSE_M, all_matches=False)
    rows[pole] = house
    return rows
