"""Oklahoma's 39 cut borders, proved: ``python -m benchmarks.redraw.proof OK_county.json``."""

import sys
import time
from pathlib import Path

from benchmarks.redraw import make, ours
from planner import redistrict
from planner.outcome import Effort

WORK = 80


def main() -> None:
    """Print plan, bound and processor time."""
    question = ours.problem(make.oklahoma(Path(sys.argv[1])))
    before = time.process_time()
    outcome = redistrict.solve(question, effort=Effort(ours.SEED, WORK))
    spent = time.process_time() - before
    print(f"{outcome.status}: {outcome.objective} points, bound {outcome.bound}, {spent:.0f} s")


if __name__ == "__main__":
    main()
