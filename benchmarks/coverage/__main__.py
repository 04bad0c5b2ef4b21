"""Check and repair side by side with other tools.

python -m benchmarks.coverage --quick            under 3 minutes, small sizes
python -m benchmarks.coverage --full             under 25 minutes, up to 100,000 polygons
python -m benchmarks.coverage --full --only speed
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.coverage import machine
from benchmarks.coverage.detect import detect
from benchmarks.coverage.environment import FOLDER, Peers, installed
from benchmarks.coverage.repair import repair
from benchmarks.coverage.report import RESULTS, keep, write_page
from benchmarks.coverage.speed import growth, small, speed

PARTS = ("detect", "repair", "speed", "growth")


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is run, and how long one process may take in seconds."""

    name: str
    copies: int
    drawings: int
    rounds: int
    wide: bool
    sizes: tuple[int, ...]
    detect_s: float
    repair_s: float
    speed_s: float
    growth_s: float


QUICK = Effort("quick", 1, 1, 1, False, (100, 1_000), 60, 15, 15, 15)
FULL = Effort("full", 10, 2, 2, True, (100, 1_000, 10_000, 100_000), 600, 60, 75, 600)


def main() -> None:
    options = _options()
    effort = FULL if options.full else QUICK
    out = options.out or (RESULTS if options.full else Path("out") / "benchmark-coverage")
    known = machine.facts(effort.name)
    peers = Peers() if options.no_peers else installed(options.peers)
    with tempfile.TemporaryDirectory() as name:
        for part in [options.only] if options.only else PARTS:
            _run(part, effort, peers, Path(name), known, out)
    write_page(out)
    print((out / "results.md").read_text(encoding="utf-8"))


def _run(
    part: str, effort: Effort, peers: Peers, scratch: Path, known: dict[str, object], out: Path
) -> None:
    if part == "detect":
        rows = detect(peers, scratch, repetitions=effort.copies, limit_s=effort.detect_s)
        keep("detect", rows, known, out)
    elif part == "repair":
        rows = repair(
            peers,
            scratch,
            repetitions=effort.drawings,
            limit_s=effort.repair_s,
            rounds=effort.rounds,
            wide=effort.wide,
        )
        keep("repair", rows, known, out)
    elif part == "growth":
        rows = growth(peers, scratch, sizes=effort.sizes, limit_s=effort.growth_s)
        keep("growth", rows, known, out)
    else:
        rows = speed(peers, scratch, sizes=effort.sizes, limit_s=effort.speed_s)
        keep("speed", rows, known, out)
        keep("small", small(peers, scratch, limit_s=effort.speed_s), known, out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=__doc__)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--quick", action="store_true", help="under 3 minutes")
    size.add_argument("--full", action="store_true", help="under 25 minutes")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--no-peers", action="store_true", help="leave the other tools out")
    parser.add_argument("--peers", type=Path, default=FOLDER, help="where they are installed")
    parser.add_argument("--out", type=Path, help="results; default: results/ here, or out/ (quick)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
