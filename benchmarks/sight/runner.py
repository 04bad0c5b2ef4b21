"""Start each program in a process of its own, and install the other ones."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.process import ended, installed
from benchmarks.sight.given import Floats

HERE = Path(__file__).parent
FOLDER = HERE / ".peers"
NEEDS = HERE / "peers.txt"
SWIG = HERE / "swig.txt"
VISILIBITY = "visilibity==1.0.10"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}


def peers(folder: Path) -> Path | None:
    """Install the other programs; the interpreter, None where that fails.

    visilibity has no wheel; it is built where there is a compiler, and left out where that fails.
    """
    python = installed(folder, NEEDS)
    if python is None or installed(folder, SWIG) is None:
        return python
    command = [str(python), "-m", "pip", "install", "-q", "--no-build-isolation", VISILIBITY]
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr.strip()[-500:], file=sys.stderr)
    return python


def run(
    table: str, tool: str, scene: Path, asked: int, python: Path | None, *, limit_s: float
) -> tuple[dict[str, object], Floats | None]:
    """Run one program once; seconds and memory, and its answer if there is one."""
    ours = tool == "ours"
    row: dict[str, object] = {"tool": tool, "asked": asked, "error": ""}
    if not ours and python is None:
        return {**row, "error": "not installed (package index not reached)"}, None
    with tempfile.TemporaryDirectory() as name:
        answer = Path(name) / "answer.npz"
        program = sys.executable if ours else str(python)
        call = [program, "-m", "benchmarks.sight.worker", "ours" if ours else "peers", table, tool]
        why = ended([*call, str(scene), str(asked), str(answer)], ONE_THREAD, limit_s=limit_s)
        if why:
            return {**row, "error": why}, None
        with np.load(answer) as told:
            facts = {key: float(told[key]) for key in told if key != "found"}
            return row | facts, told["found"]
