"""Rows -> the page of results, goals first."""

import json
from pathlib import Path

import pandas as pd

from benchmarks.coverage.machine import sentence

FAMILIES = {
    "top": "team orienteering (Chao)",
    "toptw": "orienteering with windows",
    "vrptw": "routes with windows (Solomon, Gehring-Homberger)",
    "carp": "street routing with capacity (gdb, kshs, val, egl)",
    "mmkwrpp": "equal beats (MM-k windy rural postman)",
}
GOALS = {10: 0.5, 30: 0.2}
GOAL_LONGEST = 1.0
"""Mean gap to the best value known, per cent, after so many seconds; of equal beats at any time."""
NO_ANSWER_PCT = 100.0


def write_page(out: Path) -> None:
    """Write results.md from what `keep` left."""
    rows = gaps(pd.read_csv(out / "rows.csv"))
    known = json.loads((out / "machine.json").read_text(encoding="utf-8"))
    parts = ["# Results\n", "Made by `python -m benchmarks.patrol`; do not edit.\n"]
    parts += [_goals(rows), "## Mean gap to the best value known, per cent\n", _means(rows)]
    parts += ["A family a tool has no words for is left empty; an instance it finds no sound plan "]
    parts[-1] += f"for counts as {NO_ANSWER_PCT:.0f} %.\n"
    for family, group in rows.groupby("family", sort=False):
        parts += [f"## {FAMILIES[family]}\n", _instances(group)]
    parts.append(sentence(known) + "\n")
    (out / "results.md").write_text("\n".join(parts), encoding="utf-8")


def gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the reference of each instance and the gap to it, in per cent.

    The reference is the value published; where none is, or a run found a better one, the best of
    the run, so that no gap is below 0.
    """
    more = rows["better"].eq("more")
    signed = rows["value"].where(~more, -rows["value"])
    published = rows["best"].where(~more, -rows["best"])
    found = signed.groupby(rows["instance"]).transform("min")
    least = pd.concat([published, found], axis=1).min(axis=1)
    out = rows.assign(reference=least.abs())
    out["gap_pct"] = 100 * (signed - least) / least.abs()
    unable = rows["error"].fillna("").str.startswith("no ") & ~rows["error"].eq("no plan")
    silent = rows["value"].isna() & ~unable & ~rows["error"].fillna("").str.startswith("not inst")
    return out.assign(gap_pct=out["gap_pct"].mask(silent, NO_ANSWER_PCT))


def _means(rows: pd.DataFrame) -> str:
    limits = sorted(rows["limit_s"].unique())
    tools = list(dict.fromkeys(rows["tool"]))
    head = ["family", "instances", *(f"{tool} {limit} s" for limit in limits for tool in tools)]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for family, group in rows.groupby("family", sort=False):
        mean = group.groupby(["limit_s", "tool"])["gap_pct"].mean()
        cells = [_number(mean.get((limit, tool))) for limit in limits for tool in tools]
        count = group["instance"].nunique()
        lines.append("| " + " | ".join([FAMILIES[family], str(count), *cells]) + " |")
    return "\n".join(lines) + "\n"


def _goals(rows: pd.DataFrame) -> str:
    lines = ["## Goals\n", "| family | goal | measured | met |", "|---|---|---|---|"]
    for family, group in rows.groupby("family", sort=False):
        for limit, part in group.groupby("limit_s"):
            mean = part.groupby("tool")["gap_pct"].mean()
            ours, others = mean["ours"], mean.drop("ours").dropna()
            goal = GOAL_LONGEST if family == "mmkwrpp" else GOALS.get(limit)
            if goal is not None:
                met = "yes" if ours <= goal else "**no**"
                asked = f"mean gap at most {goal} % at {limit} s"
                lines.append(f"| {FAMILIES[family]} | {asked} | {ours:.2f} % | {met} |")
            if not others.empty:
                met = "yes" if ours <= others.min() + 1e-9 else "**no**"
                best = f"{others.idxmin()} {others.min():.2f} %"
                asked = f"never worse than the best other tool at {limit} s"
                lines.append(f"| {FAMILIES[family]} | {asked} | {ours:.2f} %, {best} | {met} |")
    return "\n".join(lines) + "\n"


def _instances(rows: pd.DataFrame) -> str:
    limits, tools = sorted(rows["limit_s"].unique()), list(dict.fromkeys(rows["tool"]))
    head = ["instance", "best known", *(f"{tool} {limit} s" for limit in limits for tool in tools)]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for instance, group in rows.groupby("instance", sort=False):
        cells = []
        for limit in limits:
            for tool in tools:
                row = group[group["tool"].eq(tool) & group["limit_s"].eq(limit)]
                cells.append(_cell(row.iloc[0]) if len(row) else "")
        best = group["best"].iloc[0]
        stated = "-" if pd.isna(best) else f"{best:g}"
        lines.append("| " + " | ".join([str(instance), stated, *cells]) + " |")
    return "\n".join(lines) + "\n"


def _cell(row: pd.Series) -> str:
    if pd.isna(row["value"]):
        return str(row["error"])
    bound = f", proved {row['proved_pct']:.1f} %" if pd.notna(row.get("proved_pct")) else ""
    return f"{row['value']:g} ({row['gap_pct']:.2f} %{bound})"


def _number(value: float | None) -> str:
    return "" if value is None or pd.isna(value) else f"{value:.2f}"
