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
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.coverage.memory import peak_mib
from benchmarks.travel.given import load

CALLS = 20
"""Calls over which short ones are timed: a system may count processor time in steps of 4 ms."""


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
    if table == "SNAPPERS":
        networks = [call(given) for _ in range(CALLS)]
        facts |= {
            "again_s": _timed([ask] * CALLS, int(asked)),
            "anew_s": _timed(networks, int(asked)),
        }
    memory = {"before_mib": before, "peak_mib": peak_mib()}
    np.savez(answer, found=found, **facts, **memory)


def _timed(asks: Sequence[Callable[[int], object]], asked: int) -> float:
    """Mean seconds of a call; what was left behind before is not of it."""
    gc.collect()
    begin = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        for ask in asks:
            ask(asked)
    return (time.process_time() - begin) / len(asks)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
