"""Rows -> CSV and the page of results, goals first."""

import json
from pathlib import Path

import pandas as pd

from benchmarks.coverage.machine import sentence

COLUMNS = {
    "seconds": "s",
    "imbalance_pct": "worst imbalance %",
    "stray": "stray",
    "cost_m": "cost",
    "cut_m": "border",
    "natural_pct": "natural %",
    "polsby_popper": "PP",
    "moved": "moved",
    "gap_pct": "gap %",
    "error": "remark",
}
_DIGITS = {"seconds": 2, "imbalance_pct": 1, "natural_pct": 0, "polsby_popper": 2, "gap_pct": 1}


def renewed(before: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return earlier rows, those measured again in their place."""
    if before.empty:
        return rows
    key = ["instance", "tool"]
    again = rows.set_index(key).to_dict("index")
    kept = [
        again.pop((row["instance"], row["tool"]), row) | {name: row[name] for name in key}
        for row in before.to_dict("records")
    ]
    more = [dict(zip(key, name, strict=True)) | row for name, row in again.items()]
    return pd.DataFrame([*kept, *more], columns=before.columns)


def keep(rows: pd.DataFrame, known: dict[str, object], out: Path) -> None:
    """Write the raw rows and what they were measured on."""
    out.mkdir(parents=True, exist_ok=True)
    rows.to_csv(out / "rows.csv", index=False, float_format="%.4f", lineterminator="\n")
    text = json.dumps(known, indent=1, ensure_ascii=False) + "\n"
    (out / "machine.json").write_text(text, encoding="utf-8")


def write_page(out: Path) -> None:
    """Write results.md from what `keep` left."""
    rows = pd.read_csv(out / "rows.csv", keep_default_na=True)
    rows["gap_pct"] = 100 * (rows["objective"] - rows["bound"]) / rows["objective"].clip(lower=1)
    known = json.loads((out / "machine.json").read_text(encoding="utf-8"))
    parts = ["# Results\n", "Made by `python -m benchmarks.redraw`; do not edit.\n", _goals(rows)]
    for instance, group in rows.groupby("instance", sort=False):
        parts += [f"## {instance}\n", _table(group)]
    parts.append(sentence(known) + "\n")
    (out / "results.md").write_text("\n".join(parts), encoding="utf-8")


def _goals(rows: pd.DataFrame) -> str:
    """Say of every instance whether the goals are met."""
    lines = ["## Goals\n", "| instance | goal | measured | met |", "|---|---|---|---|"]
    for instance, group in rows.groupby("instance", sort=False):
        ours = group[group["tool"].str.startswith("ours")]
        good = ours[ours["meets"].eq(True)]
        lines.append(
            f"| {instance} | never a stray piece, imbalance within the tolerance | "
            f"{len(good)} of {len(ours)} answers | {_yes(len(good) == len(ours) > 0)} |"
        )
        others = group[~group["tool"].str.startswith("ours") & group["meets"].eq(True)]
        if good.empty:
            continue
        if instance.startswith("adjust"):
            lines.append(_least(instance, "fewest basic units moved", good, others, "moved"))
        else:
            goal = "cheapest border of all that meet it"
            lines.append(_least(instance, goal, good, others, "cost_m"))
    return "\n".join(lines) + "\n"


def _least(instance: str, goal: str, good: pd.DataFrame, others: pd.DataFrame, column: str) -> str:
    mine = good[column].min()
    if others.empty:
        return f"| {instance} | {goal} | {mine:,.0f}; no other tool met the tolerance | yes |"
    best = others.loc[others[column].idxmin()]
    told = f"{mine:,.0f} against {best[column]:,.0f} ({best['tool']})"
    return f"| {instance} | {goal} | {told} | {_yes(mine <= best[column])} |"


def _yes(met: bool) -> str:
    return "yes" if met else "**no**"


def _table(group: pd.DataFrame) -> str:
    lines = [
        "| tool | meets | " + " | ".join(COLUMNS.values()) + " |",
        "|" + "---|" * (len(COLUMNS) + 2),
    ]
    for _, row in group.iterrows():
        cells = [_cell(name, row.get(name)) for name in COLUMNS]
        meets = "" if pd.isna(row["meets"]) else _yes(bool(row["meets"]))
        lines.append(f"| {row['tool']} | {meets} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(name: str, value: object) -> str:
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, str):
        return value.replace("|", "/")
    return f"{value:,.{_DIGITS.get(name, 0)}f}"
