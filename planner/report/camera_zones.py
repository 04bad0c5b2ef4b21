"""Zones closed to cameras: the table of them, and the ground on which they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from planner.demand.camera_zones import ARTICLES
from planner.report.camera_tables import headed
from planner.report.roads import corner_of, steps
from planner.words import say

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from planner.demand.ground import Ground
    from planner.words import Lang

Place = tuple[float, float]


def zone_label(zones: pd.DataFrame, row: int, lang: Lang) -> str:
    """Say what is there, or the id of the zone where nobody says."""
    told = zones[f"reason_{lang}"].iloc[row]
    return str(zones.index[row]) if pd.isna(told) or not told else str(told)


def zone_table(ground: Ground, own: Collection[str], lang: Lang) -> pd.DataFrame:
    """One row per zone: article, reason, size, poles inside, whose it is."""
    zones, poles = ground.area.zones, ground.area.poles.geometry.to_numpy()
    inside = np.zeros(len(zones), dtype=int)
    np.add.at(inside, shapely.STRtree(poles).query(zones.geometry, "intersects")[0], 1)
    rows: list[dict[str, object]] = [
        {
            "code": zone_id,
            "kind": say(f"zone.{kind}", lang),
            "camera_article": say(f"article.{ARTICLES[kind]}", lang),
            "camera_reason": zone_label(zones, row, lang),
            "zone_m2": round(float(shape.area)),
            "zone_poles": int(inside[row]),
            "zone_from": say("zone.own" if zone_id in own else "zone.given", lang),
        }
        for row, (zone_id, kind, shape) in enumerate(
            zip(zones.index, zones["kind"], zones.geometry, strict=True)
        )
    ]
    columns = ["code", "kind", "camera_article", "camera_reason", "zone_m2", "zone_poles"]
    return headed(rows, [*columns, "zone_from"], lang)


def drawing_base(ground: Ground, lang: Lang) -> dict[str, object]:
    """Lay out what stays on the map of zones: border, roads, water, houses, poles; decimetres."""
    area, corner = ground.area, corner_of(ground)
    names = area.poles[f"name_{lang}"]
    return {
        "border": _rings(area.boundary, corner),
        "roads": [steps(line, corner) for line in area.roads.geometry],
        "water": [
            steps(part, corner)
            for line in (*area.streams.geometry, *area.reservoirs.geometry.boundary)
            for part in shapely.get_parts(line)
        ],
        "houses": [
            [int(kind == "dwelling"), *_rings(shape, corner)]
            for kind, shape in zip(area.buildings["kind"], area.buildings.geometry, strict=True)
        ],
        "poles": [
            [f"{pole_id} {name}", steps(at, corner)]
            for pole_id, name, at in zip(names.index, names, area.poles.geometry, strict=True)
        ],
    }


def drawing_state(
    ground: Ground, own: Collection[str], drawn: Sequence[Place], lang: Lang
) -> dict[str, object]:
    """Tell what changes on it: the zones there are, and the shape just drawn."""
    zones, corner = ground.area.zones, corner_of(ground)
    return {
        "zones": [
            [str(kind), zone_id in own, zone_label(zones, row, lang), _rings(shape, corner)]
            for row, (zone_id, kind, shape) in enumerate(
                zip(zones.index, zones["kind"], zones.geometry, strict=True)
            )
        ],
        "drawn": [list(place) for place in drawn],
    }


def drawn_shape(ground: Ground, drawn: Sequence[Place]) -> shapely.Polygon:
    """Place a shape drawn in metres from the corner of the map, to whole centimetres."""
    return shapely.Polygon(np.round(np.array(drawn) + corner_of(ground), 2))


def _rings(shape: shapely.Geometry, corner: np.ndarray) -> list[list[int]]:
    return [
        steps(ring, corner)
        for part in shapely.get_parts(shape)
        for ring in (part.exterior, *part.interiors)
    ]
