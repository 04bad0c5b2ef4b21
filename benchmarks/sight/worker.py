"""One program on one scene in a process of its own: seconds, peak memory and the answer.

python -m benchmarks.sight.worker MODULE TABLE TOOL SCENE.npz ASKED ANSWER.npz
"""

import contextlib
import gc
import importlib
import io
import sys
import time
import warnings
from pathlib import Path

import numpy as np

from benchmarks.coverage.memory import peak_mib
from benchmarks.sight.given import load


def main(module: str, table: str, tool: str, scene: str, asked: str, answer: str) -> None:
    room = importlib.import_module(f"benchmarks.sight.{module}")
    call = getattr(room, table)[tool]
    for name in room.NEEDS[tool]:
        importlib.import_module(name)
    given = load(Path(scene))
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
