"""One program asked once, in a process of its own: seconds, peak memory and the answer.

python -m benchmarks.once ROOM.TABLE TOOL INSTANCE.npz ASKED ANSWER.npz
"""

import contextlib
import gc
import importlib
import io
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.coverage.memory import peak_mib
from benchmarks.process import ended

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)


def run(
    table: str, tool: str, instance: Path, asked: int, peers: Path | None, *, limit_s: float
) -> tuple[dict[str, object], NDArray[np.float64] | None]:
    """Run one program of a table, as "travel.TOOLS", once; seconds, memory, its answer if any."""
    ours = tool == "ours"
    row: dict[str, object] = {"tool": tool, "asked": asked, "error": ""}
    if not ours and peers is None:
        return {**row, "error": "not installed (package index not reached)"}, None
    with tempfile.TemporaryDirectory() as name:
        answer = Path(name) / "answer.npz"
        python = sys.executable if ours else str(peers)
        call = [python, "-m", "benchmarks.once", table, tool]
        why = ended([*call, str(instance), str(asked), str(answer)], ONE_THREAD, limit_s=limit_s)
        if why:
            return {**row, "error": why}, None
        with np.load(answer) as told:
            facts = {key: float(told[key]) for key in told if key != "found"}
            return row | facts, told["found"]


def main(where: str, tool: str, instance: str, asked: str, answer: str) -> None:
    room, table = where.split(".")
    module = "ours" if tool == "ours" else "peers"
    programs = importlib.import_module(f"benchmarks.{room}.{module}")
    call = getattr(programs, table)[tool]
    for name in programs.NEEDS[tool]:
        importlib.import_module(name)
    given = importlib.import_module(f"benchmarks.{room}.given").load(Path(instance))
    before = peak_mib()
    with contextlib.redirect_stdout(io.StringIO()):
        begin = time.process_time()
        ask = call(given)
        ready = time.process_time()
        gc.collect()  # what getting ready has left behind is not of the asking
        asking = time.process_time()
        found = ask(int(asked))
        done = time.process_time()
    spent = {"ready_s": ready - begin, "ask_s": done - asking}
    np.savez(answer, found=found, before_mib=before, peak_mib=peak_mib(), **spent)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
