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
MADE = "made"
TOOLS = (
    "ours",
    "coverage_clean",
    "mapshaper -clean",
    "mapshaper -clean widest",
    "maup.smart_repair",
)
UNIT_TOOLS = ("ours with units", "maup.smart_repair units")
REPEATED_S = 5.0  # slower tools run once
AREA, AREA_NOISES = "luoyan", ("half_simplified_3m", "strip_missing", "third_shifted")


def repair(
    peers: Peers,
    scratch: Path,
    *,
    repetitions: int,
    limit_s: float,
    rounds: int,
    wide: bool,
) -> pd.DataFrame:
    """Run every repair on every noise, in turn, several rounds; one row a tool and drawing.

    ``wide`` adds the repairs that know the units (first drawings only), and three noises
    on the Luoyan grids.
    """
    drawings = [
        (MADE, noise, number, noisy(noise, number))
        for noise in NOISES
        for number in range(repetitions)
    ]
    if wide:
        drawings += [(AREA, noise, 0, noisy_copy(noise, area(AREA))) for noise in AREA_NOISES]
    rows = []
    for place, noise, number, broken in drawings:
        head = {"ground": place, "noise": noise, "repetition": number}
        path = save(given(broken), scratch / "repair" / f"{place}-{noise}-{number}")
        tools = TOOLS + UNIT_TOOLS * (wide and place == MADE and number == 0)
        rows += [{**head, **row} for row in _rows(broken, path, tools, peers, limit_s, rounds)]
        print(f"repair: {place} {noise} {number}", flush=True)
    return pd.DataFrame(rows)


def _rows(
    broken: Broken, path: Path, tools: Sequence[str], peers: Peers, limit_s: float, rounds: int
) -> list[dict[str, object]]:
    drawn = broken.grids.geometry
    rows: dict[str, dict[str, object]] = {
        AS_DRAWN: {"tool": AS_DRAWN, "error": "", **_figures(drawn, broken)}
    }
    for _ in range(rounds):
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
            once = {"seconds": answer.seconds, "first_s": answer.seconds}
            rows[tool] |= {**once, "peak_mib": answer.peak_mib}
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
