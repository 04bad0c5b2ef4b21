"""Where something is to stand, as files: question, answer, tables a person reads, a layer."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from planner import judge
from planner.problem.siting import SitingPlan
from planner.report.files import source_note
from planner.report.outcome_files import write_outcome
from planner.report.sheet import csv_bytes
from planner.report.tables import left_out_table
from planner.report.workbook import write_workbook
from planner.words import Lang, say

if TYPE_CHECKING:
    from pathlib import Path

    from planner.demand.siting import SitingContext
    from planner.outcome import Outcome
    from planner.problem.siting import SitingProblem


def siting_summary(
    problem: SitingProblem, context: SitingContext, outcome: Outcome[SitingPlan], lang: Lang
) -> list[str]:
    """Say in a few lines what the plan gives and how good it is proved to be."""
    if outcome.plan is None:
        return []
    plan, settings = outcome.plan, context.settings
    times = np.array(judge.siting.reached_times(problem, plan))
    weight = np.array([target.weight for target in problem.targets])
    states = {site.site_id: site.state for site in problem.sites}
    standing = sum(states[name] == "standing" for name in plan.site_ids)
    lines = [
        say(
            "siting.figures",
            lang,
            new=len(plan.site_ids) - standing,
            standing=standing,
            covered=int(weight[times > 0].sum()),
            twice=int(weight[times > 1].sum()),
            total=int(weight.sum()),
            unit=say(f"siting_count.{settings.count}", lang),
        )
    ]
    ways = [
        (w, f)
        for w, f in zip(weight, judge.siting.distances_of(problem, plan), strict=True)
        if f is not None
    ]
    if ways and sum(w for w, _ in ways):
        mean = sum(w * f for w, f in ways) / sum(w for w, _ in ways)
        lines.append(say("siting.ways", lang, mean=mean, worst=max(f for _, f in ways)))
    if outcome.gap is not None:
        lines.append(
            say("siting.gap", lang, gap=outcome.gap) if outcome.gap else say("siting.proved", lang)
        )
    return [*lines, say("siting.own", lang)]


def site_table(
    problem: SitingProblem, context: SitingContext, plan: SitingPlan, lang: Lang
) -> pd.DataFrame:
    """One row per site of the plan: where it stands and whom it serves."""
    frame = plan_sites(problem, context, plan)
    names = context.names(lang)
    degrees = frame.to_crs("EPSG:4326").geometry
    edges = context.ground.network.edges
    rows = [
        {
            "siting_id": name,
            "siting_state": say(f"siting.state.{row['state']}", lang),
            "siting_near": names.get(row["near"], ""),
            "siting_way_m": row["near_m"],
            "siting_road": _road(context, str(edges["road_id"].get(row["edge_id"], "")), lang),
            "siting_served": row["places"],
            "siting_count": row["count"],
            "siting_first": row["first"],
            "siting_price": row["price"],
            "siting_lon": round(degrees[name].x, 6),
            "siting_lat": round(degrees[name].y, 6),
        }
        for name, (_, row) in zip(plan.site_ids, frame.iterrows(), strict=True)
    ]
    return _headed(rows, lang)


def place_table(
    problem: SitingProblem, context: SitingContext, plan: SitingPlan, lang: Lang
) -> pd.DataFrame:
    """One row per place: its count, the nearest site and how far, by how many it is served."""
    names, times = context.names(lang), judge.siting.reached_times(problem, plan)
    rows = []
    nearest = _nearest(problem, context, plan)
    yes, no = say("common.yes", lang), say("common.no", lang)
    for target, found, (site, metres) in zip(problem.targets, times, nearest, strict=True):
        row: dict[str, object] = {
            "code": target.target_id,
            "place": names[target.target_id],
            "count": target.weight,
            "siting_covered": yes if found >= target.times else no,
            "siting_times": found,
            "siting_id": site,
            "siting_way_m": metres,
        }
        rows.append(row)
    return _headed(rows, lang)


def siting_sheets(
    problem: SitingProblem, context: SitingContext, outcome: Outcome[SitingPlan], lang: Lang
) -> dict[str, pd.DataFrame]:
    """Return the tables of a plan by the names of their sheets: sites, places, what is left out."""
    plan = outcome.plan or SitingPlan(())
    tables = {
        "sites": site_table(problem, context, plan, lang),
        "places": place_table(problem, context, plan, lang),
        "left": left_out_table(outcome, context.names(lang), lang),
    }
    return {say(f"siting.sheet_{name}", lang): table for name, table in tables.items()}


def place_rows(
    problem: SitingProblem, context: SitingContext, plan: SitingPlan
) -> gpd.GeoDataFrame:
    """Frame of the places under a plan: covered or not, the nearest site and how far."""
    places = context.ground.area.places
    times = judge.siting.reached_times(problem, plan)
    nearest = _nearest(problem, context, plan)
    return gpd.GeoDataFrame(
        {
            "name_zh": places["name_zh"],
            "name_en": places["name_en"],
            "covered": [
                n >= target.times for n, target in zip(times, problem.targets, strict=True)
            ],
            "site": [site for site, _ in nearest],
            "way_m": [-1 if metres is None else metres for _, metres in nearest],
        },
        geometry=places.geometry,
        crs=places.crs,
    )


def write_siting(
    problem: SitingProblem,
    context: SitingContext,
    outcome: Outcome[SitingPlan],
    out: Path,
    *,
    lang: Lang,
) -> tuple[Path, ...]:
    """Write question and answer as JSON; with a plan also its tables and a layer of its sites.

    Raises
    ------
    OSError
        When the folder cannot be written to; nothing is then half written.
    """

    def planned(folder: Path, plan: SitingPlan) -> list[str]:
        area = context.ground.area
        tables = siting_sheets(problem, context, outcome, lang)
        for name, table in zip(("sites", "places"), tables.values(), strict=False):
            (folder / f"{name}.csv").write_bytes(csv_bytes(table))
        summary = " ".join(siting_summary(problem, context, outcome, lang))
        write_workbook(
            folder / "siting.xlsx",
            tables,
            note=f"{siting_title(context, lang)}: {summary} {source_note(area, lang)}",
            stamp=datetime.combine(date.fromisoformat(area.data_date), datetime.min.time()),
        )
        layer = plan_sites(problem, context, plan).to_crs("EPSG:4326")
        (folder / "sites.geojson").write_text(layer.to_json(), encoding="utf-8")
        return ["sites.csv", "places.csv", "siting.xlsx", "sites.geojson"]

    return write_outcome(problem, outcome, out, planned)


def siting_title(context: SitingContext, lang: Lang) -> str:
    """Name what is put up and to what end."""
    settings = context.settings
    what = say(f"siting_what.{settings.what}", lang)
    goal = say(f"siting.goal.{settings.goal}", lang, far=settings.within_m or 0)
    return f"{say('siting.title', lang, what=what)} ({goal})"


def plan_sites(
    problem: SitingProblem, context: SitingContext, plan: SitingPlan
) -> gpd.GeoDataFrame:
    """Frame of the sites of a plan: what each serves, and how much has it for its nearest."""
    place_ids = [target.target_id for target in problem.targets]
    weight = np.array([target.weight for target in problem.targets])
    first: dict[str, int] = dict.fromkeys(plan.site_ids, 0)
    for (site, _), count in zip(_nearest(problem, context, plan), weight.tolist(), strict=True):
        if site in first:
            first[site] += count
    known = {site.site_id: site for site in problem.sites}
    rows = []
    for name in plan.site_ids:
        served = dict(judge.siting.served(problem, known[name]))
        near = min(served, key=lambda row: (served[row], row), default=None)
        rows.append(
            {
                "near": "" if near is None else place_ids[near],
                "near_m": None if near is None else served[near],
                "places": len(served),
                "count": int(weight[list(served)].sum()) if served else 0,
                "first": first[name],
                "price": 0 if known[name].state == "standing" else known[name].price,
            }
        )
    return context.sites.loc[list(plan.site_ids)].join(
        pd.DataFrame(rows, index=list(plan.site_ids))
    )


def _nearest(
    problem: SitingProblem, context: SitingContext, plan: SitingPlan
) -> list[tuple[str, int | None]]:
    """Nearest site of the plan to each place by road, served or not, and the metres."""
    rows = context.sites.index.get_indexer(list(plan.site_ids))
    found: list[tuple[str, int | None]] = []
    for column in range(len(problem.targets)):
        metres = context.metres[rows, column]
        ways = np.flatnonzero(metres >= 0)
        if not len(ways):
            found.append(("", None))
            continue
        best = ways[metres[ways].argmin()]
        found.append((plan.site_ids[best], int(metres[best])))
    return found


def _road(context: SitingContext, road_id: str, lang: Lang) -> str:
    roads = context.ground.area.roads
    column = f"name_{lang}"
    if road_id in roads.index and column in roads:
        told = roads.at[road_id, column]
        return str(told) if isinstance(told, str) else ""
    return ""


def _headed(rows: list[dict[str, object]], lang: Lang) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    return table.set_axis([say(f"col.{name}", lang) for name in table.columns], axis=1)
