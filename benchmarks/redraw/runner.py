"""Start each program in a process of its own, and judge its answer."""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.process import ended
from benchmarks.redraw.given import Given, save
from benchmarks.redraw.truth import judged

HERE = Path(__file__).parent
FOLDER = HERE / ".peers"
NEEDS = HERE / "peers.txt"
GRACE_S = 90  # a tool that searches for the whole limit still has to start and to answer


def run(
    tool: str, given: Given, peers: Path | None, *, limit_s: float
) -> tuple[dict[str, object], list[int]]:
    """Run one tool on one instance; the row of the table, and the assignment if there is one."""
    ours = tool.startswith("ours")
    row: dict[str, object] = {"instance": given.name, "tool": tool, "error": ""}
    if not ours and peers is None:
        return {**row, "error": "not installed (package index not reached)"}, []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        instance, answer = save(given, folder / "instance.json"), folder / "answer.json"
        python = sys.executable if ours else str(peers)
        module = "ours" if ours else "peers"
        call = [python, "-m", "benchmarks.redraw.worker", module, tool, str(instance)]
        call += [str(limit_s), str(answer)]
        why = ended(call, {"OMP_NUM_THREADS": "1"}, limit_s=limit_s + GRACE_S)
        if why:
            return {**row, "error": why}, []
        told = json.loads(answer.read_text(encoding="utf-8"))
    grid_of = told.pop("grid_of", [])
    row |= told
    if grid_of and given.old and not ours:
        grid_of = _renamed(given, grid_of)
    if grid_of:
        verdict = judged(given, grid_of)
        row |= {**asdict(verdict), "meets": verdict.meets(given)}
    return row, grid_of


def _renamed(given: Given, grid_of: list[int]) -> list[int]:
    """Give new grids the numbers of old ones so that as few basic units as possible move."""
    shared = np.zeros((given.grids, given.grids), dtype=np.int64)
    for old, new in zip(given.old, grid_of, strict=True):
        shared[new, old] += 1
    new, old = linear_sum_assignment(-shared)
    names = dict(zip(new.tolist(), old.tolist(), strict=True))
    return [names[grid] for grid in grid_of]
