"""Camera answers -> tables: cover, budget, order of building, outages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from planner.judge import camera as judge
from planner.report.tables import named
from planner.words import listed, number, say, share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.problem.camera import CameraPlan, CameraProblem
    from planner.problem.camera_answers import Built, CurvePoint, Outage
    from planner.words import Lang

KEY_KINDS = ("key_site", "market", "bridge")


def headed(rows: list[dict[str, object]], columns: Sequence[str], lang: Lang) -> pd.DataFrame:
    """Return rows as a table with the reader's headings."""
    table = pd.DataFrame(rows, columns=list(columns))
    return table.set_axis([say(f"col.{name}", lang) for name in columns], axis=1)


def cover_shares(problem: CameraProblem, plan: CameraPlan) -> dict[str, float | None]:
    """Share of exits, key places and demand watched, and of those wanted twice; None for none.

    Demand is the weight of all targets. Never a share of an area.
    """
    seen, twice = judge.watched(problem, plan), judge.watched_twice(problem, plan)
    exits = [t for t in problem.targets if t.kind == "exit"]
    keys = [t for t in problem.targets if t.kind in KEY_KINDS]
    wanted = [t for t in problem.targets if t.second_weight]

    def part(found: float, of: float) -> float | None:
        return found / of if of else None

    return {
        "exits": part(sum(t.target_id in seen for t in exits), len(exits)),
        "keys": part(sum(t.target_id in seen for t in keys), len(keys)),
        "demand": part(
            sum(t.weight for t in problem.targets if t.target_id in seen),
            sum(t.weight for t in problem.targets),
        ),
        "twice": part(sum(t.target_id in twice for t in wanted), len(wanted)),
    }


def cover_table(problem: CameraProblem, plan: CameraPlan, lang: Lang) -> pd.DataFrame:
    """One row per kind of target: how many, how many watched, how many from two poles."""
    seen, twice = judge.watched(problem, plan), judge.watched_twice(problem, plan)
    rows: list[dict[str, object]] = []
    for kind in dict.fromkeys(target.kind for target in problem.targets):
        of_kind = [t for t in problem.targets if t.kind == kind]
        watched = [t for t in of_kind if t.target_id in seen]
        weight = sum(t.weight for t in of_kind)
        rows.append(
            {
                "kind": named("target", kind, lang),
                "camera_targets_all": len(of_kind),
                "camera_watched": len(watched),
                "camera_share": share(len(watched) / len(of_kind), lang),
                "camera_twice": sum(t.target_id in twice for t in of_kind),
                "camera_weight": weight,
                "camera_weight_watched": sum(t.weight for t in watched),
            }
        )
    columns = ["kind", "camera_targets_all", "camera_watched", "camera_share", "camera_twice"]
    return headed(rows, [*columns, "camera_weight", "camera_weight_watched"], lang)


def parts_table(problem: CameraProblem, plan: CameraPlan, lang: Lang) -> pd.DataFrame:
    """One row per part of the objective, with the figure behind it."""
    parts = judge.parts(problem, plan)
    behind = {
        "cost": number(judge.cost(problem, plan), lang),
        "private": number(judge.private_m2(problem, plan), lang),
        "overlap": number(judge.overlaps(problem, plan), lang),
    }
    rows: list[dict[str, object]] = [
        {
            "camera_part": say(f"camera_part.{name}", lang),
            "camera_points": points,
            "camera_behind": behind.get(name, ""),
        }
        for name, points in parts.items()
    ]
    return headed(rows, ["camera_part", "camera_points", "camera_behind"], lang)


def curve_table(curve: Sequence[CurvePoint], total: int, lang: Lang) -> pd.DataFrame:
    """One row per number of cameras: points lost, the bound, and what the next camera buys.

    `total` is what is lost without any camera; shares are of that.
    """
    rows: list[dict[str, object]] = []
    for at, point in enumerate(curve):
        after = curve[at + 1].objective if at + 1 < len(curve) else None
        rows.append(
            {
                "camera_budget": point.budget,
                "camera_lost": point.objective,
                "camera_bound": point.bound,
                "camera_gap": say(
                    "camera.proved" if point.bound == point.objective else "camera.open", lang
                ),
                "camera_saved": share((total - point.objective) / total, lang) if total else "",
                "camera_next": None if after is None else point.objective - after,
            }
        )
    columns = ["camera_budget", "camera_lost", "camera_bound", "camera_gap", "camera_saved"]
    return headed(rows, [*columns, "camera_next"], lang)


def cost_table(curve: Sequence[CurvePoint], total: int, lang: Lang) -> pd.DataFrame:
    """One row per budget of money, as `curve_table` has one per number of cameras."""
    table = curve_table(curve, total, lang)
    heads = {"camera_budget": "camera_money", "camera_next": "camera_next_money"}
    return table.rename(
        columns={say(f"col.{a}", lang): say(f"col.{b}", lang) for a, b in heads.items()}
    )


def phase_table(order: Sequence[Built], names: Mapping[str, str], lang: Lang) -> pd.DataFrame:
    """One row per camera in the order of building."""
    rows: list[dict[str, object]] = [
        {
            "camera_turn": turn,
            "camera_phase": say("camera.phase_now", lang)
            if built.phase == 0
            else say("camera.phase", lang, phase=built.phase),
            "pole": names.get(built.option_id, built.option_id),
            "camera_gain": built.gain,
            "camera_lost": built.lost,
        }
        for turn, built in enumerate(order, start=1)
    ]
    columns = ["camera_turn", "camera_phase", "pole", "camera_gain", "camera_lost"]
    return headed(rows, columns, lang)


def drill_table(outages: Sequence[Outage], names: Mapping[str, str], lang: Lang) -> pd.DataFrame:
    """One row per thing that may fail: what is lost, and what makes up for it."""
    rows: list[dict[str, object]] = [
        {
            "camera_fails": say(f"camera_fails.{outage.what}", lang),
            "camera_item": names.get(outage.item, outage.item),
            "camera_dark": len(outage.cameras),
            "camera_points": outage.points,
            "camera_gone": listed([names.get(t, t) for t in outage.unwatched], lang),
            "camera_standby": names.get(outage.standby, outage.standby)
            if outage.standby
            else say("camera.standby_none", lang),
            "camera_regained": outage.regained,
        }
        for outage in outages
    ]
    columns = ["camera_fails", "camera_item", "camera_dark", "camera_points", "camera_gone"]
    return headed(rows, [*columns, "camera_standby", "camera_regained"], lang)
