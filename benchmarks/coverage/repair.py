"""How much land each repair misplaces on noisy drawings, and what it leaves."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import geopandas as gpd
import pandas as pd

from benchmarks.coverage.broken import Broken
from benchmarks.coverage.detect import given
from benchmarks.coverage.environment import Peers
from benchmarks.coverage.given import save
from benchmarks.coverage.make import area
from benchmarks.coverage.noisy import NOISES, noisy, noisy_copy
from benchmarks.coverage.runner import run
from benchmarks.coverage.truth import judged

AS_DRAWN = "as drawn"
TOOLS = (
    "ours",
    "coverage_clean",
    "mapshaper -clean",
    "mapshaper -clean widest",
    "maup.smart_repair",
)
UNIT_TOOLS = ("ours with units", "maup.smart_repair units")
ROUNDS = 3  # interleaved; only tools that take less than a second are repeated
REPEATED_S = 1.0
AREAS = ("luoyan",)


def repair(
    peers: Peers,
    scratch: Path,
    *,
    repetitions: int,
    limit_s: float,
    with_units: bool,
    with_areas: bool,
) -> pd.DataFrame:
    """Run every repair on every noise; one row a tool and drawing."""
    drawings = [
        ("made", noise, number, noisy(noise, number))
        for noise in NOISES
        for number in range(repetitions)
    ]
    if with_areas:
        drawings += [
            (name, noise, 0, noisy_copy(noise, area(name))) for name in AREAS for noise in NOISES
        ]
    tools = TOOLS + UNIT_TOOLS * with_units
    rows = []
    for place, noise, number, broken in drawings:
        head = {"ground": place, "noise": noise, "repetition": number}
        path = save(given(broken), scratch / "repair" / f"{place}-{noise}-{number}")
        rows += [{**head, **row} for row in _rows(broken, path, tools, peers, limit_s)]
        print(f"repair: {place} {noise} {number}", flush=True)
    return pd.DataFrame(rows)


def _rows(
    broken: Broken, path: Path, tools: Sequence[str], peers: Peers, limit_s: float
) -> list[dict[str, object]]:
    drawn = broken.grids.geometry
    rows: dict[str, dict[str, object]] = {
        AS_DRAWN: {"tool": AS_DRAWN, "error": "", **_figures(drawn, broken)}
    }
    for _ in range(ROUNDS):
        for tool in tools:
            known = rows.get(tool)
            if known and (known["error"] or known["seconds"] > REPEATED_S):
                continue
            answer = run(tool, [path], peers, limit_s=limit_s)[0]
            if known:
                known["seconds"] = min(known["seconds"], answer.seconds)
                continue
            rows[tool] = {"tool": tool, "error": answer.error}
            if answer.result is not None:
                rows[tool] |= _figures(answer.result, broken)
            rows[tool] |= {"seconds": answer.seconds, "peak_mib": answer.peak_mib}
    return list(rows.values())


def _figures(result: gpd.GeoSeries, broken: Broken) -> dict[str, float]:
    verdict = judged(result, broken.grids.geometry, broken.sound)
    return {**asdict(verdict), "left_m2": verdict.left_m2}


def repair_table(rows: pd.DataFrame, ground: str) -> pd.DataFrame:
    """Misplaced % / gap+overlap+outside left m2 / grids in parts or lost / seconds, means."""
    mine = rows[rows["ground"] == ground]
    table = {}
    for (noise, tool), group in mine.groupby(["noise", "tool"], sort=False):
        table.setdefault(tool, {})[noise] = _cell(group)
    return pd.DataFrame(table)


def _cell(group: pd.DataFrame) -> str:
    fine = group[group["error"] == ""]
    if fine.empty:
        return str(group["error"].iloc[0]).split(":")[0]
    mean = fine.mean(numeric_only=True)
    odd = int(fine["several_parts"].sum() + fine["lost_grids"].sum())
    cell = f"{mean['misplaced_percent']:.2f} / {mean['left_m2']:,.1f} / {odd}"
    if pd.notna(mean["seconds"]):
        cell += f" / {mean['seconds']:.2f}"
    broken = len(group) - len(fine)
    return cell + (f" ({broken} errors)" if broken else "")
