"""Where cameras may go, as a question: targets, poles, headings, and who sees what."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.optics import CameraModel, range_m
from geo.sight import headings, sees_zone, visible, watched
from geo.usage import usable
from planner.demand.day_types import MARKET_KINDS
from planner.demand.names import exit_names, junction_names
from planner.problem import CameraOption, CameraProblem, Target

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.demand.ground import Ground
    from planner.demand.settings import CameraSettings

# A common fixed camera: 2560 pixels, 1/2.7 in sensor, 4 mm lens. The sensor width is the makers'
# usual figure, not a measured one: a setting like the others.
MODEL = CameraModel(pixels=2560, sensor_width_mm=5.37, focal_mm=4.0)
# A person can be made out from about here on ("detect", IEC 62676-4:2014): the range at which
# looking into a private zone counts, whatever density the plan asks for.
PRIVACY_PX_PER_M = 25.0
MAIN_CLASSES = ("county", "township", "primary", "secondary", "tertiary")
BRIDGE_KINDS = ("bridge",)


@dataclass(frozen=True, eq=False)
class CameraContext:
    """What the question left behind at the door.

    Parameters
    ----------
    targets
        Frame target_id -> name_zh, name_en, kind, weight, point.
    options
        Frame option_id -> pole_id, heading_deg, point of the pole.
    range_m
        Slant range in metres at which a target has the wanted pixels per metre.
    """

    ground: Ground
    settings: CameraSettings
    targets: gpd.GeoDataFrame
    options: gpd.GeoDataFrame
    range_m: float
    angle_deg: float

    def names(self, lang: str) -> dict[str, str]:
        """Id -> name of every target, pole and option."""
        column = f"name_{lang}"
        poles = self.ground.area.poles[column]
        named = {str(k): str(v) for k, v in self.targets[column].items()}
        named |= {str(k): str(v) for k, v in poles.items()}
        return named | {
            str(name): f"{poles[row['pole_id']]} {row['heading_deg']}°"
            for name, row in self.options.iterrows()
        }


def camera_question(
    ground: Ground, settings: CameraSettings
) -> tuple[CameraProblem, CameraContext]:
    """Build the camera question: every pole in every heading, and the targets each would watch."""
    area = ground.area
    targets = _targets(ground, settings)
    options = _options(area.poles, settings)
    reach_m = range_m(MODEL, settings.px_per_m)
    seen = _seen(ground, settings, targets, reach_m)
    stands, films = _private(ground, options)
    consents = _consents(area.poles, area.zones)
    per_pole = options["heading_row"].to_numpy()
    problem = CameraProblem(
        options=tuple(
            CameraOption(
                option_id=str(name),
                pole_id=str(row["pole_id"]),
                heading_deg=int(row["heading_deg"]),
                sees=seen.get((str(row["pole_id"]), int(per_pole[i])), ()),
                consent=consents[str(row["pole_id"])],
                in_no_camera_zone=bool(stands[i]),
                sees_private_zone=bool(films[i]),
            )
            for i, (name, row) in enumerate(options.iterrows())
        ),
        targets=tuple(
            Target(str(name), str(row["kind"]), int(row["weight"]))
            for name, row in targets.iterrows()
        ),
        max_cameras=settings.max_cameras,
        max_per_pole=settings.max_per_pole,
    )
    return problem, CameraContext(ground, settings, targets, options, reach_m, MODEL.angle_deg)


def _targets(ground: Ground, settings: CameraSettings) -> gpd.GeoDataFrame:
    """Gather exits, junctions of main roads, bridges, markets, the road before key sites."""
    sites = ground.area.sites
    kind = pd.Series("key_site", index=sites.index).mask(sites["kind"].isin(MARKET_KINDS), "market")
    kind = kind.mask(sites["kind"].isin(BRIDGE_KINDS), "bridge")
    entrances, junctions = _on_road(ground, sites.geometry), _junctions(ground)
    parts = [
        _rows("exit", ground.road_exits.geometry, exit_names(ground)),
        _rows("junction", junctions, junction_names(ground, junctions)),
        gpd.GeoDataFrame(
            {"name_zh": sites["name_zh"], "name_en": sites["name_en"], "kind": kind},
            geometry=entrances,
        ).set_axis(pd.Index([f"site:{name}" for name in sites.index])),
    ]
    every = gpd.GeoDataFrame(pd.concat(parts), geometry="geometry", crs=ground.area.crs)
    every.index.name = "target_id"
    return every.assign(weight=every["kind"].map(settings.weight_by_kind))


def _rows(kind: str, points: gpd.GeoSeries, names: pd.DataFrame) -> gpd.GeoDataFrame:
    """Points of one kind as targets, under ids that cannot clash with those of another kind."""
    frame = gpd.GeoDataFrame(names.assign(kind=kind), geometry=points.to_numpy())
    return frame.set_axis(pd.Index([f"{kind}:{name}" for name in points.index]))


def _on_road(ground: Ground, points: gpd.GeoSeries) -> NDArray[np.object_]:
    """Find the spot on the nearest road for each point: a camera watches the road, not the door.

    Where there is no road at all the points stay where they are.
    """
    lines = ground.network.geometry
    if points.empty or not len(lines):
        doors: NDArray[np.object_] = points.to_numpy(dtype="object")
        return doors
    near = lines[shapely.STRtree(lines).nearest(points.to_numpy())]
    offset_m = shapely.line_locate_point(near, points.to_numpy())
    spots: NDArray[np.object_] = shapely.line_interpolate_point(near, offset_m)
    return spots


def _junctions(ground: Ground) -> gpd.GeoSeries:
    """Nodes where a main road meets at least two more edges open to vehicles."""
    edges = ground.network.edges
    ends = np.concatenate([edges["u"].to_numpy(), edges["v"].to_numpy()])
    drives = usable(ground.network, ground.dry_profile("car"))
    main = edges["road_class"].isin(MAIN_CLASSES)
    count = len(ground.network.node_xy)
    degree = np.bincount(ends, weights=np.tile(drives, 2), minlength=count)
    of_main = np.bincount(ends, weights=np.tile(main, 2), minlength=count)
    nodes = np.flatnonzero((degree >= 3) & (of_main >= 2))
    points = shapely.points(ground.network.node_xy[nodes])
    return gpd.GeoSeries(points, index=[f"J{n + 1:03d}" for n in range(len(nodes))])


def _options(poles: gpd.GeoDataFrame, settings: CameraSettings) -> gpd.GeoDataFrame:
    turns = headings(settings.headings)
    rows = np.repeat(np.arange(len(poles)), len(turns))
    heading_row = np.tile(np.arange(len(turns)), len(poles))
    degrees = turns[heading_row].round().astype(int)
    ids = [f"{poles.index[p]}@{d:03d}" for p, d in zip(rows, degrees, strict=True)]
    return gpd.GeoDataFrame(
        {
            "pole_id": poles.index.to_numpy()[rows],
            "heading_deg": degrees,
            "heading_row": heading_row,
        },
        geometry=poles.geometry.to_numpy()[rows],
        crs=poles.crs,
        index=pd.Index(ids, name="option_id"),
    )


def _seen(
    ground: Ground, settings: CameraSettings, targets: gpd.GeoDataFrame, reach_m: float
) -> dict[tuple[str, int], tuple[str, ...]]:
    """Targets in sight for each (pole, heading row) that sees any."""
    poles = ground.area.poles
    if poles.empty or targets.empty:
        return {}
    sightings = visible(
        _xyz(poles.geometry, poles["height_m"].to_numpy()),
        _xyz(targets.geometry, np.full(len(targets), settings.target_height_m)),
        ground.area.buildings,
        ground.area.terrain,
        range_m=reach_m,
    )
    pole, heading, target = watched(
        sightings, headings(settings.headings), angle_deg=MODEL.angle_deg
    )
    starts = np.flatnonzero(np.diff(pole * 1000 + heading, prepend=-1))
    seen = {}
    for first, last in pairwise([*starts.tolist(), len(pole)]):
        key = (str(poles.index[pole[first]]), int(heading[first]))
        seen[key] = tuple(str(targets.index[t]) for t in target[first:last])
    return seen


def _xyz(points: gpd.GeoSeries, height_m: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([points.x, points.y, height_m]).astype(float)


def _private(
    ground: Ground, options: gpd.GeoDataFrame
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each option: whether the pole stands in a no-camera zone, whether it looks into one."""
    zones = ground.area.zones
    art8 = zones[zones["kind"] == "art8_private"]
    inside = shapely.intersects(options.geometry.to_numpy(), art8.geometry.union_all())
    films = sees_zone(
        shapely.get_coordinates(options.geometry.to_numpy()),
        options["heading_deg"].to_numpy().astype(float),
        zones,
        ground.area.buildings,
        angle_deg=MODEL.angle_deg,
        range_m=range_m(MODEL, PRIVACY_PX_PER_M),
    )
    return inside, films


def _consents(poles: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> dict[str, str]:
    """Consent per pole; in a consent zone "not needed" is nobody's to say."""
    ask = zones[zones["kind"] == "consent_required"].geometry.union_all()
    inside = shapely.intersects(poles.geometry.to_numpy(), ask)
    consent = poles["consent"].mask((poles["consent"] == "not_needed") & inside, "not_asked")
    return {str(name): str(state) for name, state in consent.items()}
