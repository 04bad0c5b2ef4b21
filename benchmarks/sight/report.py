"""Rows -> CSV and the page of results, goals first."""

import json
from pathlib import Path

import pandas as pd

from benchmarks.coverage.machine import sentence

GOALS_S = {"60 m": 1.0, "300 m": 3.0}
MOST_MIB = 512.0


def keep(rows: pd.DataFrame, known: dict[str, object], out: Path) -> None:
    """Write the raw rows and what they were measured on."""
    out.mkdir(parents=True, exist_ok=True)
    rows.to_csv(out / "rows.csv", index=False, float_format="%.6f", lineterminator="\n")
    text = json.dumps(known, indent=1, ensure_ascii=False) + "\n"
    (out / "machine.json").write_text(text, encoding="utf-8")


def kept(out: Path, anew: list[str]) -> list[dict[str, object]]:
    """Rows of an earlier run without the parts that are measured anew."""
    if not (out / "rows.csv").exists():
        return []
    rows = pd.read_csv(out / "rows.csv")
    told: list[dict[str, object]] = rows[~rows["part"].isin(anew)].to_dict("records")
    return told


def write_page(out: Path) -> None:
    """Write results.md from what `keep` left."""
    parts = ["# Results\n", "Made by `python -m benchmarks.sight`; do not edit.\n"]
    if (out / "scenes.json").exists():
        parts.append(_scenes(json.loads((out / "scenes.json").read_text(encoding="utf-8"))))
    if (out / "rows.csv").exists():
        rows = pd.read_csv(out / "rows.csv")
        best = _best(rows)
        parts.append(_goals(best))
        parts += [_table(str(part), group) for part, group in best.groupby("part", sort=False)]
        known = json.loads((out / "machine.json").read_text(encoding="utf-8"))
        parts += ["Seconds are of the processor, least of the rounds.\n", sentence(known) + "\n"]
    (out / "results.md").write_text("\n".join(parts), encoding="utf-8")


def _scenes(told: dict[str, float]) -> str:
    names = {"looks": "lines past houses", "hills": "lines over hills", "areas": "grounds in sight"}
    lines = [f"## {told['scenes']:.0f} small scenes against exact arithmetic\n"]
    lines += ["| what | compared | told wrong |", "|---|---|---|"]
    for name, title in names.items():
        lines.append(f"| {title} | {told[name]:,.0f} | {told[f'{name}_wrong']:,.0f} |")
    return "\n".join([*lines, f"\n{told['spent_s']:.0f} s of the processor.\n"])


def _best(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the fastest round of each program; asking is told for all eyes wanted."""
    told = rows.assign(
        ask_s=rows["ask_s"] * rows["wanted"] / rows["asked"],
        memory_mib=rows["peak_mib"] - rows["before_mib"],
    )
    told["total_s"] = told["ready_s"] + told["ask_s"]
    order = told.sort_values("total_s", na_position="last", kind="stable")
    return order.drop_duplicates(["part", "tool"]).sort_index()


def _goals(best: pd.DataFrame) -> str:
    lines = ["## Goals\n", "| part | goal | measured | met |", "|---|---|---|---|"]
    for _, row in best[(best["tool"] == "ours") & best["part"].str.startswith("looks")].iterrows():
        part = row["part"]
        most = next(seconds for end, seconds in GOALS_S.items() if part.endswith(f", {end}"))
        told = f"{row['total_s']:.2f} s, with getting ready"
        goal = f"500 poles x 8 headings over 2,000 targets under {most:.0f} s"
        lines.append(f"| {part} | {goal} | {told} | {_yes(row['total_s'] < most)} |")
        exact = f"{row['wrong']:.0f} of {row['checked']:,.0f} lines told wrong"
        lines.append(f"| {part} | exact | {exact} | {_yes(row['wrong'] == 0)} |")
        memory = f"{row['memory_mib']:.0f} MiB"
        goal = f"memory bounded: under {MOST_MIB:.0f} MiB"
        lines.append(f"| {part} | {goal} | {memory} | {_yes(row['memory_mib'] < MOST_MIB)} |")
    return "\n".join(lines) + "\n"


def _table(part: str, group: pd.DataFrame) -> str:
    ours = group[group["tool"] == "ours"]["ask_s"].iloc[0]
    unit = "m2, largest" if part.startswith("ground") else "lines"
    lines = [
        f"## {part}\n",
        f"| program | getting ready s | asking s | asking, ours is 1 | memory MiB | "
        f"unlike exact ({unit}) | of | unlike ours ({unit}) | remark |",
        "|" + "---|" * 9,
    ]
    for _, row in group.iterrows():
        if isinstance(row["error"], str) and row["error"]:
            lines.append(f"| {row['tool']} |" + " |" * 7 + f" {row['error'].replace('|', '/')} |")
            continue
        some = "" if row["asked"] == row["wanted"] else f"asked for {row['asked']:.0f} poles"
        apart = ".6f" if unit != "lines" else ",.0f"
        checked = "" if pd.isna(row["wrong"]) else format(row["wrong"], apart)
        count = "" if pd.isna(row["wrong"]) else f"{row['checked']:,.0f}"
        lines.append(
            f"| {row['tool']} | {row['ready_s']:.3f} | {row['ask_s']:.3f} "
            f"| {row['ask_s'] / ours:.1f} | {row['memory_mib']:,.0f} | {checked} | {count} "
            f"| {row['other']:{apart}} | {some} |"
        )
    return "\n".join(lines) + "\n"


def _yes(met: bool) -> str:
    return "yes" if met else "**no**"
