"""Start each program in a process of its own."""

import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.process import ended
from benchmarks.travel.given import Floats

HERE = Path(__file__).parent
FOLDER = HERE / ".peers"
NEEDS = HERE / "peers.txt"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}


def run(
    table: str, tool: str, instance: Path, asked: int, peers: Path | None, *, limit_s: float
) -> tuple[dict[str, object], Floats | None]:
    """Run one program once; seconds and memory, and its answer if there is one."""
    ours = tool == "ours"
    row: dict[str, object] = {"tool": tool, "asked": asked, "error": ""}
    if not ours and peers is None:
        return {**row, "error": "not installed (package index not reached)"}, None
    with tempfile.TemporaryDirectory() as name:
        answer = Path(name) / "answer.npz"
        python = sys.executable if ours else str(peers)
        call = [python, "-m", "benchmarks.travel.worker", "ours" if ours else "peers", table, tool]
        why = ended([*call, str(instance), str(asked), str(answer)], ONE_THREAD, limit_s=limit_s)
        if why:
            return {**row, "error": why}, None
        with np.load(answer) as told:
            facts = {key: float(told[key]) for key in told if key != "found"}
            return row | facts, told["found"]


def in_turn(instance: Path, asked: int, *, limit_s: float) -> dict[str, Floats] | str:
    """Seconds of each call of OSMnx and of ours, called in turn in one process; or why not."""
    with tempfile.TemporaryDirectory() as name:
        answer = Path(name) / "answer.npz"
        call = [sys.executable, "-m", "benchmarks.travel.sides", str(instance), str(asked)]
        why = ended([*call, str(answer)], ONE_THREAD, limit_s=limit_s)
        if why:
            return why
        with np.load(answer) as told:
            return {key: told[key] for key in ("osmnx", "anew", "again")}
