"""Answers and ground -> tables a person reads, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from planner.demand.camera import kind_name
from planner.words import Lang, duration, explain, known, listed, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.coverage import Certificate
    from planner.demand.camera import CameraContext
    from planner.demand.ground import Ground
    from planner.demand.responder import ResponderContext
    from planner.outcome import Cure, Outcome
    from planner.problem import (
        CameraPlan,
        CameraProblem,
        Plan,
        ResponderPlan,
        ResponderProblem,
    )


def named(group: str, code: object, lang: Lang) -> str:
    """Word of a code such as a kind or state; a code nobody translated stays as it came."""
    key = f"{group}.{code}"
    return say(key, lang) if known(key) else str(code)


def _headed(rows: list[dict[str, object]], columns: list[str], lang: Lang) -> pd.DataFrame:
    """Rows as a table whose columns carry the reader's headings."""
    table = pd.DataFrame(rows, columns=columns)
    return table.set_axis([say(f"col.{name}", lang) for name in columns], axis=1)


def unit_table(ground: Ground, lang: Lang) -> pd.DataFrame:
    """One row per unit: code, name, kind, area, grids and counts."""
    area = ground.area
    grids = area.grids.groupby("unit_code").size()
    counts = area.places.groupby("unit_code")[["household_count", "population_count"]].sum()
    rows: list[dict[str, object]] = [
        {
            "unit_code": code,
            "name": row[f"name_{lang}"],
            "kind": named("unit_kind", row["kind"], lang),
            "area_km2": round(row.geometry.area / 1e6, 3),
            "grid_count": int(grids.get(code, 0)),
            "household_count": int(counts["household_count"].get(code, 0)),
            "population_count": int(counts["population_count"].get(code, 0)),
        }
        for code, row in area.units.iterrows()
    ]
    columns = ["unit_code", "name", "kind", "area_km2", "grid_count"]
    return _headed(rows, [*columns, "household_count", "population_count"], lang)


def certificate_table(certificate: Certificate, lang: Lang) -> pd.DataFrame:
    """One row per kind of fault found, with its number and area."""
    rows: list[dict[str, object]] = [
        {
            "fault_kind": named("certificate", kind, lang),
            "count": count,
            "area_m2": round(area_m2, 3),
        }
        for kind, (count, area_m2) in certificate.kinds.items()
    ]
    return _headed(rows, ["fault_kind", "count", "area_m2"], lang)


def fault_table(certificate: Certificate, lang: Lang) -> pd.DataFrame:
    """One row per fault: what, which grids, how large, noise or not."""
    rows: list[dict[str, object]] = [
        {
            "fault_kind": named("certificate", row["kind"], lang),
            "grid_ids": listed([x for x in row["grid_ids"].split(";") if x], lang),
            "area_m2": round(row["area_m2"], 3),
            "noise": say("common.yes" if row["noise"] else "common.no", lang),
        }
        for _, row in certificate.faults.iterrows()
    ]
    return _headed(rows, ["fault_kind", "grid_ids", "area_m2", "noise"], lang)


def camera_table(
    problem: CameraProblem, outcome: Outcome[CameraPlan], context: CameraContext, lang: Lang
) -> pd.DataFrame:
    """One row per camera: pole, direction, what it watches, and on what ground it may stand."""
    names = context.names(lang)
    options = {option.option_id: option for option in problem.options}
    poles = context.ground.area.poles
    rows: list[dict[str, object]] = []
    for option_id in outcome.plan.option_ids if outcome.plan else ():
        option = options[option_id]
        pole = poles.loc[option.pole_id]
        rows.append(
            {
                "code": option.pole_id,
                "pole": names[option.pole_id],
                "heading": option.heading_deg,
                "camera_kind": kind_name(option.camera_kind, lang),
                "range": round(context.kind(option_id).range_m(context.settings.px_per_m)),
                "targets": listed([names[t] for t in option.sees], lang),
                "consent": named("consent", option.consent, lang),
                "legal_class": named("legal", pole["legal_class"], lang),
                "height_m": pole["height_m"],
            }
        )
    columns = ["code", "pole", "heading", "camera_kind", "range", "targets", "consent"]
    return _headed(rows, [*columns, "legal_class", "height_m"], lang)


def target_table(
    problem: CameraProblem, outcome: Outcome[CameraPlan], context: CameraContext, lang: Lang
) -> pd.DataFrame:
    """One row per target: its weight and whether a camera of the plan watches it."""
    names, seen = context.names(lang), watched_targets(problem, outcome)
    rows: list[dict[str, object]] = [
        {
            "site": names[target.target_id],
            "kind": named("target", target.kind, lang),
            "weight": target.weight,
            "watched": say("common.yes" if target.target_id in seen else "common.no", lang),
        }
        for target in problem.targets
    ]
    return _headed(rows, ["site", "kind", "weight", "watched"], lang)


def watched_targets(problem: CameraProblem, outcome: Outcome[CameraPlan]) -> frozenset[str]:
    """Ids of the targets that some camera of the plan sees."""
    chosen = frozenset(outcome.plan.option_ids if outcome.plan else ())
    return frozenset(t for o in problem.options if o.option_id in chosen for t in o.sees)


def responder_table(
    problem: ResponderProblem,
    outcome: Outcome[ResponderPlan],
    context: ResponderContext,
    lang: Lang,
) -> pd.DataFrame:
    """One row per grid: who comes first and when, who backs up, in time or not."""
    names, arrival = context.names(lang), arrivals(problem, outcome)
    units = context.ground.area.units[f"name_{lang}"]
    answers = {a.grid_id: a for a in (outcome.plan.assignments if outcome.plan else ())}
    none = say("common.none", lang)
    rows: list[dict[str, object]] = []
    for grid in problem.grids if outcome.plan else ():
        answer, reach_s = answers.get(grid.grid_id), arrival.get(grid.grid_id)
        in_time = reach_s is not None and reach_s <= problem.rules.limit_s
        rows.append(
            {
                "grid_id": grid.grid_id,
                "grid": names[grid.grid_id],
                "unit": units[grid.unit_code],
                "load": grid.load,
                "first": names[answer.first_post_id] if answer else none,
                "arrival": duration(reach_s, lang) if reach_s is not None else none,
                "in_time": say("common.yes" if in_time else "common.no", lang),
                "backup": names[answer.backup_post_id]
                if answer and answer.backup_post_id
                else none,
            }
        )
    columns = ["grid_id", "grid", "unit", "load", "first", "arrival", "in_time", "backup"]
    return _headed(rows, columns, lang)


def arrivals(problem: ResponderProblem, outcome: Outcome[ResponderPlan]) -> dict[str, int]:
    """Grid -> seconds until its first responder is there."""
    post = {p.post_id: row for row, p in enumerate(problem.posts)}
    grid = {g.grid_id: column for column, g in enumerate(problem.grids)}
    return {
        a.grid_id: problem.reach_s[post[a.first_post_id]][grid[a.grid_id]]
        for a in (outcome.plan.assignments if outcome.plan else ())
    }


def left_out_table(outcome: Outcome[Plan], names: Mapping[str, str], lang: Lang) -> pd.DataFrame:
    """One row per place left out: why, and what would bring it in."""
    rows: list[dict[str, object]] = [
        {
            "item": names.get(item.item, item.item),
            "reason": explain("left", item.reason, item.facts, lang, names=names),
            "cures": cures_text(item.cures, names, lang),
        }
        for item in outcome.left_out
    ]
    return _headed(rows, ["item", "reason", "cures"], lang)


def cures_text(cures: tuple[Cure, ...], names: Mapping[str, str], lang: Lang) -> str:
    """Write the cures of one item in a row, each marked as tested or not."""
    if not cures:
        return say("cure.none", lang)
    joint, opens, closes = ("；", "（", "）") if lang == "zh" else ("; ", " (", ")")
    texts = []
    for cure in cures:
        tested = say("cure.tested" if cure.tested else "cure.untested", lang)
        texts.append(f"{cure_told(cure, names, lang)}{opens}{tested}{closes}")
    return joint.join(texts)


def cure_told(cure: Cure, names: Mapping[str, str], lang: Lang) -> str:
    """Write a cure with all that has to be changed besides."""
    parts = [explain("cure", one.kind, one.facts, lang, names=names) for one in (cure, *cure.also)]
    return say("cure.and", lang).join(parts)


def conflict_table(outcome: Outcome[Plan], names: Mapping[str, str], lang: Lang) -> pd.DataFrame:
    """One row per rule of the clash that leaves no plan."""
    rows: list[dict[str, object]] = [
        {"rule": explain("conflict", c.rule, c.facts, lang, names=names)} for c in outcome.conflicts
    ]
    return _headed(rows, ["rule"], lang)
