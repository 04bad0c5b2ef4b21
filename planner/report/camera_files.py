"""What an office hands in and works off: filing table, sign checklist, estimate of storage.

Decree 799: prominent signs (art. 13), filing with the county police within 30 days of use
(art. 14), a register of every access (art. 16), at least 30 days of retention (art. 17).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.optics import storage_bytes
from planner.demand.camera import kind_name
from planner.report.camera_tables import headed
from planner.report.tables import named
from planner.words import listed, say

if TYPE_CHECKING:
    import pandas as pd

    from planner.demand.camera import CameraContext
    from planner.problem import CameraPlan, CameraProblem
    from planner.words import Lang

FILING_CRS = "EPSG:4490"  # CGCS2000, longitude and latitude
FILING_DAYS = 30
_TB = 1e12


def filing_table(
    problem: CameraProblem, plan: CameraPlan, context: CameraContext, lang: Lang
) -> pd.DataFrame:
    """One row per camera, as it is filed with the county police (art. 14).

    What only the office knows, its own name and the day of first use, is left to be filled in.
    """
    names, poles = context.names(lang), context.ground.area.poles
    options = {option.option_id: option for option in problem.options}
    places = context.options.loc[list(plan.option_ids)].geometry.to_crs(FILING_CRS)
    rows: list[dict[str, object]] = []
    for turn, option_id in enumerate(plan.option_ids, start=1):
        option, kind = options[option_id], context.kind(option_id)
        pole, place = poles.loc[option.pole_id], places[option_id]
        steps = context.book.consents.get(option.pole_id, ())
        rows.append(
            {
                "filing_turn": turn,
                "code": option.pole_id,
                "pole": names[option.pole_id],
                "filing_unit": "",
                "legal_class": named("legal", option.legal_class, lang),
                "filing_lon": round(float(place.x), 6),
                "filing_lat": round(float(place.y), 6),
                "camera_kind": kind_name(option.camera_kind, lang),
                "filing_pixels": kind.model.pixels,
                "height_m": float(pole["height_m"]),
                "heading": option.heading_deg,
                "filing_tilt": option.tilt_deg,
                "filing_need": say(
                    "filing.need", lang, targets=listed([names[t] for t in option.sees], lang)
                ),
                "consent": named("consent", option.consent, lang),
                "camera_since": steps[-1].on.isoformat() if steps else "",
                "filing_retention": problem.retention_days,
                "filing_begin": "",
                "filing_due": say("filing.due", lang, days=FILING_DAYS),
            }
        )
    columns = [
        *("filing_turn", "code", "pole", "filing_unit", "legal_class", "filing_lon", "filing_lat"),
        *("camera_kind", "filing_pixels", "height_m", "heading", "filing_tilt", "filing_need"),
        *("consent", "camera_since", "filing_retention", "filing_begin", "filing_due"),
    ]
    return headed(rows, columns, lang)


def sign_table(
    problem: CameraProblem, plan: CameraPlan, context: CameraContext, lang: Lang
) -> pd.DataFrame:
    """One row per pole: what has to be there and done before its cameras are used."""
    names = context.names(lang)
    options = {option.option_id: option for option in problem.options}
    cameras = Counter(options[option_id].pole_id for option_id in plan.option_ids)
    houses = masks_of_plan(plan, context)
    rows: list[dict[str, object]] = [
        {
            "code": pole_id,
            "pole": names[pole_id],
            "sign_cameras": count,
            "sign_masks": sum(houses[o] for o in plan.option_ids if options[o].pole_id == pole_id),
            "sign_put": "□",
            "sign_masked": "□",
            "sign_range": "□",
            "sign_filed": "□",
            "sign_date": "",
        }
        for pole_id, count in sorted(cameras.items())
    ]
    columns = ["code", "pole", "sign_cameras", "sign_masks", "sign_put", "sign_masked"]
    return headed(rows, [*columns, "sign_range", "sign_filed", "sign_date"], lang)


def masks_of_plan(plan: CameraPlan, context: CameraContext) -> dict[str, int]:
    """Dwellings and closed zones that each camera has to mask in its picture."""
    counts = context.masks(plan.option_ids)
    return dict(zip(plan.option_ids, counts, strict=True))


def storage_table(
    problem: CameraProblem, plan: CameraPlan, context: CameraContext, lang: Lang
) -> pd.DataFrame:
    """One row per kind of camera, and one for all: what its pictures fill until deleted."""
    days = problem.retention_days
    count = Counter(str(context.options.loc[name, "kind_id"]) for name in plan.option_ids)
    rows: list[dict[str, object]] = []
    total = 0
    for kind in context.settings.kinds:
        if not count[kind.kind_id]:
            continue
        filled = storage_bytes(kind.bitrate_mbit_s, days)
        total += filled * count[kind.kind_id]
        rows.append(
            {
                "camera_kind": kind_name(kind.kind_id, lang),
                "sign_cameras": count[kind.kind_id],
                "storage_rate": kind.bitrate_mbit_s,
                "filing_retention": days,
                "storage_each": round(filled / _TB, 3),
                "storage_all": round(filled * count[kind.kind_id] / _TB, 3),
            }
        )
    rows.append(
        {
            "camera_kind": say("storage.all", lang),
            "sign_cameras": len(plan.option_ids),
            "filing_retention": days,
            "storage_all": round(total / _TB, 3),
        }
    )
    columns = ["camera_kind", "sign_cameras", "storage_rate", "filing_retention", "storage_each"]
    return headed(rows, [*columns, "storage_all"], lang)


def duties_table(lang: Lang) -> pd.DataFrame:
    """List what the decree asks of whoever runs the cameras besides a good place."""
    articles = ("7-3", "13", "14", "16", "17", "20")
    rows: list[dict[str, object]] = [
        {"camera_article": say(f"article.{a}", lang), "camera_duty": say(f"duty_of.{a}", lang)}
        for a in articles
    ]
    return headed(rows, ["camera_article", "camera_duty"], lang)
