"""OSMnx and ours called in turn, in a process of their own."""

import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.once import ONE_THREAD
from benchmarks.process import ended
from benchmarks.travel.given import Floats

HERE = Path(__file__).parent
FOLDER = HERE / ".peers"
NEEDS = HERE / "peers.txt"


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
