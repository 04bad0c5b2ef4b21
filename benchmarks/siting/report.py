"""Rows -> the page of results, goals first."""

import json
from pathlib import Path

import pandas as pd

from benchmarks.coverage.machine import sentence

GOALS_S = {"MCLP": 6.0, "MCLP drawn": 6.0, "p-median": 10.0, "art gallery": 5.0}
"""Seconds of processor time in which every instance of a family is to be proved."""
SEARCH_S = 30
MOST_MIB = 2048.0


def write_page(out: Path) -> None:
    """Write results.md from the rows kept beside it."""
    rows = pd.read_csv(out / "rows.csv")
    known = json.loads((out / "machine.json").read_text(encoding="utf-8"))
    parts = ["# Results\n", "Made by `python -m benchmarks.siting`; do not edit.\n", _goals(rows)]
    for family, group in rows.groupby("family", sort=False):
        parts += [f"## {family}\n", _instances(group)]
    parts += [
        "Value, with `*` where it is proved (ours: bound and plan meet; others: they say so or "
        "their bound does), then processor seconds. Every answer was counted by our judge.\n",
        sentence(known) + "\n",
    ]
    (out / "results.md").write_text("\n".join(parts), encoding="utf-8")


def _goals(rows: pd.DataFrame) -> str:
    ours = rows[rows["tool"] == "ours"].sort_values("limit_s")
    told = (
        "Of the instances run only; the page beside (README.md) names what was missed or not run.\n"
    )
    lines = ["## Goals\n", told, "| goal | measured | met |", "|---|---|---|"]
    for family, limit in GOALS_S.items():
        group = ours[ours["family"] == family]
        if len(group):
            last = group.drop_duplicates("instance", keep="first")
            good = last["proved"].eq(True) & (last["processor_s"] <= limit)
            missed = ", ".join(last.loc[~good, "instance"])
            told = f"{good.sum()} of {len(last)}" + (f"; not {missed}" if missed else "")
            lines.append(f"| {family}: proved in {limit:g} s | {told} | {_yes(good.all())} |")
    covers = ours[ours["family"].str.startswith("set cover")]
    if len(covers):
        last = covers.drop_duplicates("instance", keep="last")
        good = last["value"] <= last["best"]
        missed = ", ".join(
            f"{row['instance']} {row['value']:.0f} ({row['best']:.0f})"
            for _, row in last[~good].iterrows()
        )
        told = f"{good.sum()} of {len(last)} at {last['limit_s'].max():g} s"
        told += f"; not {missed}" if missed else ""
        lines.append(f"| set cover: best value known | {told} | {_yes(good.all())} |")
    large = ours[ours["family"] == "large"]
    if len(large):
        peak = large["peak_mib"].max()
        told = f"{peak:,.0f} MiB at most, with reading the JSON"
        lines.append(
            f"| memory under 2 GiB at 50,000 x 10,000 | {told} | {_yes(peak < MOST_MIB)} |"
        )
    return "\n".join(lines) + "\n"


def _instances(rows: pd.DataFrame) -> str:
    limits = sorted(rows["limit_s"].unique())
    tools = list(dict.fromkeys(rows["tool"]))
    named = [(limit, tool) for limit in limits for tool in tools]
    named = [
        (limit, tool)
        for limit, tool in named
        if (rows["limit_s"].eq(limit) & rows["tool"].eq(tool)).any()
    ]
    head = ["instance", "best known", *(f"{tool} {limit} s" for limit, tool in named)]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for instance, group in rows.groupby("instance", sort=False):
        best = group["best"].iloc[0]
        cells = [str(instance), "-" if pd.isna(best) else f"{best:g}"]
        for limit, tool in named:
            row = group[group["tool"].eq(tool) & group["limit_s"].eq(limit)]
            cells.append(_cell(row.iloc[0]) if len(row) else "")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(row: pd.Series) -> str:
    if pd.isna(row["value"]):
        return str(row["error"]).replace("|", "/")[:60]
    star = "*" if row["proved"] is True or row["proved"] == "True" else ""
    bound = "" if star or pd.isna(row["bound"]) else f", bound {row['bound']:.0f}"
    memory = f", {row['peak_mib']:,.0f} MiB" if row["family"] == "large" else ""
    return f"{row['value']:.0f}{star}{bound} ({row['processor_s']:.1f} s{memory})"


def _yes(met: bool) -> str:
    return "yes" if met else "**no**"
