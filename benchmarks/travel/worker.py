"""One program on one instance in a process of its own: seconds, peak memory and the answer.

python -m benchmarks.travel.worker MODULE TABLE TOOL INSTANCE.npz ASKED ANSWER.npz
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
from benchmarks.travel.given import load


def main(module: str, table: str, tool: str, instance: str, asked: str, answer: str) -> None:
    room = importlib.import_module(f"benchmarks.travel.{module}")
    call = getattr(room, table)[tool]
    for name in room.NEEDS[tool]:
        importlib.import_module(name)
    given = load(Path(instance))
    before = peak_mib()
    with contextlib.redirect_stdout(io.StringIO()):
        begin = time.process_time()
        ask = call(given)
        ready = time.process_time()
        gc.collect()  # what getting ready has left behind is not of the first call
        asking = time.process_time()
        found = ask(int(asked))
        done = time.process_time()
    facts = {"ready_s": ready - begin, "ask_s": done - asking}
    memory = {"before_mib": before, "peak_mib": peak_mib()}
    np.savez(answer, found=found, **facts, **memory)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
