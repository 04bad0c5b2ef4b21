"""Points put on roads by OSMnx and by us in turn, in one process: processor seconds of each call.

python -m benchmarks.travel.sides INSTANCE.npz POINTS ANSWER.npz

Whatever else the machine does disturbs both alike that way, and single calls as short as ours can
be told apart: what is told is the median and the least of them.
"""

import gc
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.travel.given import Floats, load
from benchmarks.travel.ours import snapped
from benchmarks.travel.peers import nearest_edges

MOST_CALLS, LEAST_CALLS = 40, 8
ENOUGH_S = 20.0  # of OSMnx: with so much fewer calls will do


def main(instance: str, asked: str, answer: str) -> None:
    given, count = load(Path(instance)), int(asked)
    theirs = nearest_edges(given)
    for ask in (theirs, snapped(given)):
        ask(count)  # code is loaded, and pages of memory are there
    spent: dict[str, list[float]] = {"osmnx": [], "anew": [], "again": []}
    while len(spent["osmnx"]) < MOST_CALLS:
        if len(spent["osmnx"]) >= LEAST_CALLS and sum(spent["osmnx"]) > ENOUGH_S:
            break
        ours = snapped(given)
        for name, ask in (("osmnx", theirs), ("anew", ours), ("again", ours)):
            spent[name].append(_spent(ask, count))
    np.savez(answer, **{name: np.array(told) for name, told in spent.items()})


def _spent(ask: Callable[[int], Floats], count: int) -> float:
    """Seconds of one call; what was left behind before is not of it.

    Of the one thread: Linux counts those of a process in steps of 4 ms once it has a limit.
    """
    gc.collect()
    begin = time.thread_time()
    ask(count)
    return time.thread_time() - begin


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
