"""What cameras are to watch: exits, junctions, bridges, markets, the road before key sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.ops import substring

from geo.usage import usable
from planner.demand.day_types import MARKET_KINDS
from planner.demand.names import exit_names, junction_names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.demand.ground import Ground
    from planner.demand.settings import CameraSettings

MAIN_CLASSES = ("county", "township", "primary", "secondary", "tertiary")
BRIDGE_KINDS = ("bridge",)
EXIT_M = 30.0  # so much of an exit road, from the border inwards, is the exit
LEAST_M = 1.0


def targets_on(ground: Ground, settings: CameraSettings) -> gpd.GeoDataFrame:
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
    return every.assign(
        weight=every["kind"].map(settings.weight_by_kind),
        px_per_m=[settings.wanted_px(kind) for kind in every["kind"]],
    )


def stretches_of(ground: Ground, targets: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Ground on which a target is watched: of an exit the last metres of its road, else its spot.

    Whoever leaves passes every spot of them, so one spot in the picture is enough.
    """
    shapes, exits = targets.geometry.copy(), ground.road_exits
    lines = pd.Series(ground.network.geometry, index=ground.network.edges.index)
    boundary = ground.area.boundary
    for name, row in exits.iterrows():
        line = lines[row["edge_id"]]
        at = line.project(row.geometry)
        ends = [min(max(at + way * EXIT_M, 0.0), line.length) for way in (1, -1)]
        parts = [substring(line, at, end) for end in ends if abs(end - at) > LEAST_M]
        inside = [
            part for part in parts if boundary.contains(part.interpolate(0.5, normalized=True))
        ]
        if inside:
            shapes[f"exit:{name}"] = max(inside, key=lambda part: part.length)
    return shapes


def middle_of(shape: shapely.Geometry) -> shapely.Point:
    """Give the middle of a stretch, or the spot itself."""
    if shape.geom_type == "Point":
        return shape
    return shapely.line_interpolate_point(shape, 0.5, normalized=True)


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
