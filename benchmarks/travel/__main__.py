"""Times over road networks side by side with other programs.

python -m benchmarks.travel --quick      a few minutes: 5,000 junctions and Liechtenstein
python -m benchmarks.travel --full       a quarter of an hour: to 500,000 junctions
"""

import argparse
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.coverage import machine
from benchmarks.once import run
from benchmarks.process import installed
from benchmarks.travel.given import Floats, Given, Lines, save
from benchmarks.travel.make import (
    ANDORRA,
    POINTS,
    liechtenstein,
    lines_of,
    lines_of_andorra,
    lines_of_liechtenstein,
    lines_of_luoyan,
    made,
)
from benchmarks.travel.report import keep, kept, write_page
from benchmarks.travel.runner import FOLDER, NEEDS, in_turn
from benchmarks.travel.truth import judged

RESULTS = Path(__file__).parent / "results"
TRUTH = "networkx"
TOOLS = (TRUTH, "ours", "scipy plain", "pandana", "igraph", "networkit", "rustworkx")
# places asked from where a program would take many minutes; its time is told for all of them
SOME = {
    TRUTH: {5_000: 60, 50_000: 12, 500_000: 2},
    "rustworkx": {50_000: 60, 500_000: 4},
    "igraph": {500_000: 15},
    "networkit": {500_000: 15},
    "scipy plain": {500_000: 20},
}
NETWORKS: dict[str, Callable[[], Given]] = {
    "Liechtenstein": liechtenstein,
    **{f"made {size:,}": partial(made, size) for size in (5_000, 50_000, 500_000)},
}
ROADS: dict[str, Callable[[], Lines]] = {
    "Liechtenstein": lines_of_liechtenstein,
    "Liechtenstein, points anywhere": partial(lines_of_liechtenstein, far=True),
    "Luoyan": lines_of_luoyan,
    **({"Andorra": lines_of_andorra} if ANDORRA.exists() else {}),
    "made 5,000": lambda: lines_of(made(5_000)),
    "made 50,000": lambda: lines_of(made(50_000)),
}
LARGE = ("made 50,000", "made 500,000")  # left out of the quick run
ONE_ROUND = 200_000  # junctions from which every program runs once
CLOSURES = 10


def main() -> None:
    options = _options()
    out = options.out or (RESULTS if options.full else Path("out") / "benchmark-travel")
    peers = None if options.no_peers else installed(options.peers, NEEDS)
    known = machine.facts("full" if options.full else "quick")
    rows = kept(out, options.only) if options.only else []
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(
            Path(name), peers, options, rows, lambda: keep(pd.DataFrame(rows), known, out)
        )
        for title, make in NETWORKS.items():
            if _wanted(f"times {title}", options):
                bench.times(title, make())
        for title, draw in ROADS.items():
            if _wanted(f"snapping {title}", options):
                lines = draw()
                bench.snapping(title, lines)
                if "anywhere" not in title:
                    bench.closures(title, lines)
    write_page(out)
    print((out / "results.md").read_text(encoding="utf-8"))


class Bench:
    """Runs the programs in turn and keeps a row of each."""

    def __init__(
        self,
        folder: Path,
        peers: Path | None,
        options: argparse.Namespace,
        rows: list[dict[str, object]],
        save_rows: Callable[[], None],
    ) -> None:
        self.folder, self.peers, self.rows, self.save_rows = folder, peers, rows, save_rows
        self.limit_s, self.rounds = options.limit_s, options.rounds

    def times(self, title: str, given: Given) -> None:
        """300 x 300, each program held against the rows that networkx has worked out."""
        size = len(given.xy)
        facts = {"what": "times", "instance": title, "junctions": size, "arcs": len(given.tail)}
        truth: Floats | None = None
        for turn in range(1 if size > ONE_ROUND else self.rounds):
            for tool in TOOLS:
                if tool == TRUTH and turn:
                    continue
                asked = _nearest(SOME.get(tool, {}), size, len(given.places))
                row, found = self._run("TOOLS", tool, title, given, asked)
                truth = found if tool == TRUTH else truth
                if found is not None and truth is not None:
                    row |= judged(found, truth)
                self._keep(facts | {"wanted": len(given.places), "round": turn} | row)

    def snapping(self, title: str, lines: Lines) -> None:
        """2,000 points, distances held against those of OSMnx."""
        facts = {"what": "snapping", "instance": title, "arcs": len(lines.u), "wanted": POINTS}
        truth: Floats | None = None
        for turn in range(self.rounds):
            for tool in ("osmnx", "ours"):
                row, found = self._run("SNAPPERS", tool, title, lines, POINTS)
                truth = found if truth is None else truth
                if found is not None and truth is not None:
                    row |= judged(found, truth)
                self._keep(facts | {"round": turn} | row)
        calls = in_turn(self._given("SNAPPERS", title, lines), POINTS, limit_s=self.limit_s)
        if isinstance(calls, str):
            self._keep(facts | {"what": "calls", "round": 0, "tool": "osmnx", "error": calls})
            return
        for tool, spent in calls.items():
            told = {"calls": len(spent), "median_s": float(np.median(spent))}
            told |= {"least_s": float(spent.min()), "error": ""}
            self._keep(facts | {"what": "calls", "round": 0, "tool": tool} | told)

    def closures(self, title: str, lines: Lines) -> None:
        """Ours alone: from one place to 300, and 300 x 300, each time with another road closed."""
        row, found = self._run("CLOSURES", "ours", title, lines, CLOSURES)
        facts = {"what": "closures", "instance": title, "arcs": len(lines.u), "round": 0}
        if found is not None:
            one, many = sorted(found[:, 0]), sorted(found[:, 1])
            row |= {"one_s": one[len(one) // 2], "many_s": many[len(many) // 2]}
        self._keep(facts | row)

    def _run(
        self, table: str, tool: str, title: str, given: Given | Lines, asked: int
    ) -> tuple[dict[str, object], Floats | None]:
        path = self._given(table, title, given)
        return run(f"travel.{table}", tool, path, asked, self.peers, limit_s=self.limit_s)

    def _given(self, table: str, title: str, given: Given | Lines) -> Path:
        """Write what a program gets, once."""
        path = self.folder / f"{table}-{title.replace(' ', '-')}.npz"
        return path if path.exists() else save(given, path)

    def _keep(self, row: dict[str, object]) -> None:
        self.rows.append(row)
        self.save_rows()
        told = (
            "what",
            "instance",
            "tool",
            "ready_s",
            "ask_s",
            "median_s",
            "least_s",
            "exact",
            "error",
        )
        print(*(row.get(name) for name in told), flush=True)


def _save(rows: list[dict[str, object]], known: dict[str, object], out: Path) -> None:
    keep(pd.DataFrame(rows), known, out)


def _wanted(part: str, options: argparse.Namespace) -> bool:
    """Whether a part is asked for: by name, or as one of the run's size."""
    if options.only:
        return part in options.only
    return options.full or not part.endswith(LARGE)


def _nearest(some: dict[int, int], size: int, whole: int) -> int:
    """How many places a program is asked from at a size: as at the next smaller one named."""
    return next((some[key] for key in sorted(some, reverse=True) if key <= size), whole)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.travel", description=__doc__)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--quick", action="store_true")
    size.add_argument("--full", action="store_true")
    parser.add_argument("--no-peers", action="store_true", help="leave the other programs out")
    parser.add_argument("--peers", type=Path, default=FOLDER, help="where they are installed")
    parser.add_argument("--rounds", type=int, default=3, help="how often each program runs")
    parser.add_argument(
        "--only",
        action="append",
        metavar="PART",
        help='a part anew, the others kept, as "times made 50,000" or "snapping Liechtenstein"',
    )
    parser.add_argument("--limit-s", type=float, default=300.0, help="seconds one run may take")
    parser.add_argument("--out", type=Path, help="results; default: results/ here, or out/ (quick)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
