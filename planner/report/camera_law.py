"""What the law shuts out, and what became of an adopted plan by it, as tables with the article."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.demand.camera_views import zones_filmed
from planner.judge.camera_law import Breach, breaches
from planner.report.camera_tables import headed
from planner.report.camera_zones import zone_label
from planner.words import listed, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from planner.demand.camera import CameraContext
    from planner.problem.camera import CameraOption, CameraPlan, CameraProblem
    from planner.words import Lang

_HEADINGS_MOST = 24


def exclusion_table(problem: CameraProblem, context: CameraContext, lang: Lang) -> pd.DataFrame:
    """One row per pole and rule that shuts it or some of its views out: article and reason."""
    names = context.names(lang)
    shut: dict[tuple[str, str, str, str], list[CameraOption]] = defaultdict(list)
    views: dict[str, int] = defaultdict(int)
    for option in problem.options:
        views[option.pole_id] += 1
        for breach in breaches(option):
            shut[option.pole_id, breach.rule, breach.article, breach.detail].append(option)
    rows: list[dict[str, object]] = [
        {
            "code": pole_id,
            "pole": names[pole_id],
            "camera_article": say(f"article.{article}", lang),
            "camera_reason": _reason(Breach(rule, article, detail), lang)
            + _there(_zones(context, found, article, detail), context, lang),
            "camera_views": _views(found, views[pole_id], lang),
            "camera_standing": say("camera.take_down", lang)
            if any(option.existing for option in found)
            else "",
        }
        for (pole_id, rule, article, detail), found in sorted(shut.items())
    ]
    columns = ["code", "pole", "camera_article", "camera_reason", "camera_views"]
    return headed(rows, [*columns, "camera_standing"], lang)


def _reason(breach: Breach, lang: Lang) -> str:
    if breach.rule == "consent":
        return say("camera_why.consent", lang, state=breach.detail)
    if breach.rule == "no_camera_zone":
        stands = breach.detail == "stands"
        return say("camera_why.stands" if stands else "camera_why.sees", lang)
    own = breach.article == "33"
    return say("camera_why.faces_other" if own else "camera_why.faces_dwelling", lang)


def _zones(
    context: CameraContext, found: Sequence[CameraOption], article: str, detail: str
) -> list[int]:
    """Rows of the zones for which some options of one pole are shut out."""
    area = context.ground.area
    names = [option.option_id for option in found]
    if detail == "sees":
        return sorted(set(zones_filmed(context.aims(names), area)[1].tolist()))
    kind = {"8": "art8_private", "10": "consent_required"}.get(article)
    if kind is None:
        return []
    pole = context.options.geometry[names[0]]
    there = shapely.intersects(area.zones.geometry.to_numpy(), pole)
    rows: list[int] = np.flatnonzero(there & (area.zones["kind"] == kind).to_numpy()).tolist()
    return rows


def _there(rows: Sequence[int], context: CameraContext, lang: Lang) -> str:
    """Name zones by what is there, after the reason they are one of."""
    zones = context.ground.area.zones
    named = [zone_label(zones, row, lang) for row in rows]
    return say("camera_why.there", lang, names=listed(named, lang)) if named else ""


def _views(found: Sequence[CameraOption], of: int, lang: Lang) -> str:
    if len(found) == of:
        return say("camera.views_all", lang)
    turns = sorted({option.heading_deg for option in found})
    return listed([f"{turn}°" for turn in turns], lang, most=_HEADINGS_MOST)


def change_table(
    problem: CameraProblem, plan: CameraPlan, context: CameraContext, lang: Lang
) -> pd.DataFrame:
    """One row per camera that comes or goes since the plan adopted last, with the reason."""
    names = context.names(lang)
    options = {option.option_id: option for option in problem.options}
    before, now = set(context.book.plan), set(plan.option_ids)
    rows: list[dict[str, object]] = []
    for option_id in sorted(before - now):
        option = options.get(option_id)
        broken = next(breaches(option), None) if option else None
        reason = say("camera.change_unknown" if option is None else "camera.change_better", lang)
        if broken is not None:
            article = say(f"article.{broken.article}", lang)
            reason = f"{_reason(broken, lang)} ({article})"
        rows.append(
            {
                "camera_change": say("camera.change_gone", lang),
                "pole": names.get(option_id, option_id),
                "camera_reason": reason,
            }
        )
    rows += [
        {
            "camera_change": say("camera.change_new", lang),
            "pole": names.get(option_id, option_id),
            "camera_reason": listed([names[t] for t in options[option_id].sees], lang),
        }
        for option_id in sorted(now - before)
    ]
    return headed(rows, ["camera_change", "pole", "camera_reason"], lang)
