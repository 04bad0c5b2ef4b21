"""Rows -> CSV and the page of results, goals first."""

import json
from pathlib import Path

import pandas as pd

from benchmarks.coverage.machine import sentence

LEAST_SNAPPING = 10.0
CALLS = {"anew": "calls that prepare an index", "again": "later calls"}
INTERACTIVE_S = 0.3
MOST_GROWTH = 1.5  # of the bytes for each junction, arc and answer, from one size to the next
FROM_JUNCTIONS = 40_000  # below, what a program needs before it starts hides what it adds
MIB = 1 << 20


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
    rows = pd.read_csv(out / "rows.csv", keep_default_na=True)
    part = rows["what"].replace(["closures", "calls"], "snapping") + " " + rows["instance"]
    told: list[dict[str, object]] = rows[~part.isin(anew)].to_dict("records")
    return told


def write_page(out: Path) -> None:
    """Write results.md from what `keep` left."""
    rows = pd.read_csv(out / "rows.csv", keep_default_na=True)
    known = json.loads((out / "machine.json").read_text(encoding="utf-8"))
    best = _best(rows)
    parts = [
        "# Results\n",
        "Made by `python -m benchmarks.travel`; do not edit.\n",
        _goals(best),
        *(
            _times(str(instance), group)
            for instance, group in best[best["what"] == "times"].groupby("instance", sort=False)
        ),
        _snapping(best[best["what"] == "snapping"], best[best["what"] == "calls"]),
        "Seconds are of the processor, least of the rounds (raw rows beside this page); of calls "
        "in turn the median and the least.\n",
        sentence(known) + "\n",
    ]
    (out / "results.md").write_text("\n".join(parts), encoding="utf-8")


def _best(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the fastest round of each program; asking is told for all places wanted."""
    told = rows.assign(
        ask_s=rows["ask_s"] * (rows["wanted"] / rows["asked"]).fillna(1.0),
        memory_mib=rows["peak_mib"] - rows["before_mib"],
    )
    told["total_s"] = told["ready_s"] + told["ask_s"]
    told.loc[told["what"] == "snapping", "total_s"] = told["ask_s"]
    order = told.sort_values("total_s", na_position="last", kind="stable")
    return order.drop_duplicates(["what", "instance", "tool"]).sort_index()


def _goals(best: pd.DataFrame) -> str:
    lines = ["## Goals\n", "| instance | goal | measured | met |", "|---|---|---|---|"]
    for instance, group in best[best["what"] == "times"].groupby("instance", sort=False):
        ours, others = _split(group)
        lines.append(_exact_line(str(instance), ours))
        right = others[others["exact"].eq(True)]
        if len(right):
            lines.append(_fastest_line(str(instance), ours, right))
    lines += _memory_lines(best)
    for instance, group in best[best["what"] == "snapping"].groupby("instance", sort=False):
        lines += _snapping_lines(str(instance), group, best[best["what"] == "calls"])
    for _, row in best[best["what"] == "closures"].iterrows():
        told = f"{1000 * row['one_s']:.0f} ms (300 x 300: {1000 * row['many_s']:.0f} ms)"
        goal = f"from one place to 300 with a road just closed: under {INTERACTIVE_S:g} s"
        met = row["one_s"] < INTERACTIVE_S
        lines.append(f"| {row['instance']} | {goal} | {told} | {_yes(met)} |")
    return "\n".join(lines) + "\n"


def _snapping_lines(instance: str, group: pd.DataFrame, calls: pd.DataFrame) -> list[str]:
    """Goals of one network: medians of calls in turn, and the first call of a process."""
    ours, others = _split(group)
    spent = calls[(calls["instance"] == instance) & calls["error"].isna()].set_index("tool")
    if others.empty or others["error"].notna().any() or spent.empty:
        return []
    equal = "equal" if ours["exact"] else "NOT equal"
    goal = f"points put on roads {LEAST_SNAPPING:.0f} times faster than osmnx"
    lines = []
    for name, call in CALLS.items():
        middle, least = (
            spent.at["osmnx", kind] / spent.at[name, kind] for kind in ("median_s", "least_s")
        )
        told = f"{middle:.1f} times by the median, {least:.1f} by the least, distances {equal}"
        met = _yes(middle >= LEAST_SNAPPING and bool(ours["exact"]))
        lines.append(f"| {instance} | {goal}, {call} | {told} | {met} |")
    first = others["ask_s"].iloc[0] / ours["ask_s"]
    met = _yes(first >= LEAST_SNAPPING)
    lines.append(f"| {instance} | {goal}, first call of a process | {first:.1f} times | {met} |")
    return lines


def _split(group: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Our row, and those of the others."""
    return group[group["tool"] == "ours"].iloc[0], group[group["tool"] != "ours"]


def _exact_line(instance: str, ours: pd.Series) -> str:
    told = f"{ours['compared']:.0f} rows equal to networkx" if ours["exact"] else "differs"
    return f"| {instance} | exact to the last bit | {told} | {_yes(bool(ours['exact']))} |"


def _fastest_line(instance: str, ours: pd.Series, right: pd.DataFrame) -> str:
    fastest = right.loc[right["total_s"].idxmin()]
    ratio = fastest["total_s"] / ours["total_s"]
    told = f"{ratio:.1f} times as fast as {fastest['tool']}"
    return f"| {instance} | as fast as the fastest exact program | {told} | {_yes(ratio >= 1)} |"


def _memory_lines(best: pd.DataFrame) -> list[str]:
    ours = best[(best["what"] == "times") & (best["tool"] == "ours")]
    if ours.empty:
        return []
    large = ours[ours["junctions"] >= FROM_JUNCTIONS].sort_values("junctions")
    if len(large) < 2:
        return []
    things = large["junctions"] + large["arcs"] + large["wanted"] ** 2
    each = (large["memory_mib"] * MIB / things).to_numpy()
    told = ", ".join(
        f"{value:.0f} bytes each at {size:,.0f} junctions"
        for value, size in zip(each, large["junctions"], strict=True)
    )
    met = bool((each[1:] <= MOST_GROWTH * each[:-1]).all())
    return [f"| all | memory linear in junctions, arcs and answer | {told} | {_yes(met)} |"]


def _times(instance: str, group: pd.DataFrame) -> str:
    ours, _ = _split(group)
    first = group.iloc[0]
    lines = [
        f"## {instance}: {first['junctions']:,.0f} junctions, {first['arcs']:,.0f} arcs, "
        f"{first['wanted']:.0f} x {first['wanted']:.0f}\n",
        "| program | getting ready s | asking s | together | memory MiB | exact "
        "| worst difference s | no way, yet a number | same whole seconds | remark |",
        "|" + "---|" * 10,
    ]
    for _, row in group.iterrows():
        if isinstance(row["error"], str):
            lines.append(f"| {row['tool']} |" + " |" * 8 + f" {row['error'].replace('|', '/')} |")
            continue
        some = "" if row["asked"] == row["wanted"] else f"asked from {row['asked']:.0f} places"
        lines.append(
            f"| {row['tool']} | {row['ready_s']:.3f} | {row['ask_s']:.3f} "
            f"| {row['total_s'] / ours['total_s']:.2f} x | {row['memory_mib']:,.0f} "
            f"| {_yes(bool(row['exact']))} | {row['worst']:.6f} | {row['false_ways']:,.0f} "
            f"| {100 * row['whole']:.2f} % | {some} |"
        )
    return "\n".join(lines) + "\n"


def _snapping(group: pd.DataFrame, calls: pd.DataFrame) -> str:
    lines = [
        "## Points put on roads\n",
        "| roads | program | points | first call of a process s | calls that prepare an index, "
        "median (least) s | later calls s | memory MiB | difference m |",
        "|" + "---|" * 8,
    ]
    for _, row in group.iterrows():
        if isinstance(row["error"], str):
            lines.append(f"| {row['instance']} | {row['tool']} | | | | | | {row['error']} |")
            continue
        spent = calls[calls["instance"] == row["instance"]].set_index("tool")
        kinds = ("anew", "again") if row["tool"] == "ours" else ("osmnx", "osmnx")
        told = [
            f"{spent.at[kind, 'median_s']:.4f} ({spent.at[kind, 'least_s']:.4f})"
            for kind in kinds
            if kind in spent.index
        ]
        lines.append(
            f"| {row['instance']} ({row['arcs']:,.0f}) | {row['tool']} | {row['asked']:,.0f} "
            f"| {row['ask_s']:.4f} | {' | '.join(told or ['', ''])} "
            f"| {row['memory_mib']:,.0f} | {row['worst']:.1e} |"
        )
    return "\n".join(lines) + "\n"


def _yes(met: bool) -> str:
    return "yes" if met else "**no**"
