"""Install the other programs apart, and start each in a process of its own."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import numpy as np

from benchmarks.process import ended
from benchmarks.travel.given import Floats

HERE = Path(__file__).parent
FOLDER = HERE / ".peers"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}


def installed(folder: Path = FOLDER) -> Path | None:
    """Install what is not there yet and return the interpreter; None where that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "-r", str(HERE / "peers.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip()[-500:], file=sys.stderr)
    return None if done.returncode else python


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
