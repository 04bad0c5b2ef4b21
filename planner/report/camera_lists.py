"""Lists of camera sites: consents, cameras there and by hand, targets that no pole sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from planner.demand.camera import kind_name
from planner.report.camera_files import FILING_CRS
from planner.report.camera_tables import headed
from planner.report.tables import named
from planner.words import listed, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from planner.demand.camera import CameraContext
    from planner.demand.camera_why import Unseen
    from planner.words import Lang


def consent_table(context: CameraContext, lang: Lang) -> pd.DataFrame:
    """One row per pole: state of its consent, since when, who answers for it."""
    names, poles = context.names(lang), context.ground.area.poles
    rows: list[dict[str, object]] = []
    for pole_id, row in poles.iterrows():
        steps = context.book.consents.get(str(pole_id), ())
        told = [f"{s.on.isoformat()} {named('consent', s.state, lang)}" for s in steps]
        state = context.book.state(str(pole_id), str(row["consent"]))
        rows.append(
            {
                "code": pole_id,
                "pole": names[str(pole_id)],
                "legal_class": named("legal", row["legal_class"], lang),
                "consent": named("consent", state, lang),
                "camera_since": steps[-1].on.isoformat() if steps else "",
                "camera_history": listed(told, lang),
            }
        )
    columns = ["code", "pole", "legal_class", "consent", "camera_since", "camera_history"]
    return headed(rows, columns, lang)


def mounted_table(context: CameraContext, lang: Lang) -> pd.DataFrame:
    """One row per camera that hangs there today or was placed by hand."""
    names = context.names(lang)
    told = [(camera, "fixed" if camera.fixed else "loose") for camera in context.book.standing]
    told += [(camera, "placed") for camera in context.book.placed]
    rows: list[dict[str, object]] = [
        {
            "code": camera.pole_id,
            "pole": names.get(camera.pole_id, camera.pole_id),
            "heading": camera.heading_deg,
            "camera_kind": kind_name(camera.kind_id, lang),
            "kind": say(f"camera.mounted_{what}", lang),
        }
        for camera, what in told
    ]
    return headed(rows, ["code", "pole", "heading", "camera_kind", "kind"], lang)


def unseen_table(rows: Sequence[Unseen], context: CameraContext, lang: Lang) -> pd.DataFrame:
    """One row per target no pole sees: the nearest pole, why not, and a new site that would."""
    names, crs = context.names(lang), context.ground.area.crs
    told: list[dict[str, object]] = []
    for row in rows:
        site = row.site
        cure = say("camera.cure_none", lang)
        if site is not None:
            place = gpd.GeoSeries.from_xy([site.x], [site.y], crs=crs).to_crs(FILING_CRS).iloc[0]
            cure = say(
                "camera.cure_site",
                lang,
                lon=f"{place.x:.5f}",
                lat=f"{place.y:.5f}",
                heading=site.option.heading_deg,
            )
        told.append(
            {
                "site": names[row.target_id],
                "camera_nearest": names[row.pole_id],
                "camera_away": round(row.away_m),
                "camera_hidden": say(f"unseen.{row.verdict}", lang),
                "camera_cure": cure,
                "camera_cure_cost": site.cost if site else None,
            }
        )
    columns = ["site", "camera_nearest", "camera_away", "camera_hidden", "camera_cure"]
    return headed(told, [*columns, "camera_cure_cost"], lang)
