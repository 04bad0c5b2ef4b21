"""Dividing ground side by side with other programs.

python -m benchmarks.redraw --quick      a few minutes: 500 basic units
python -m benchmarks.redraw --full       half an hour: to 10,000 basic units and 500 grids
python -m benchmarks.redraw --full --ours    our lines again; the others stay as they were measured
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from benchmarks.coverage import machine
from benchmarks.process import installed
from benchmarks.redraw.given import Given
from benchmarks.redraw.make import disturbed, lattice, made, oklahoma
from benchmarks.redraw.ours import TOOLS as OURS
from benchmarks.redraw.report import keep, renewed, write_page
from benchmarks.redraw.runner import FOLDER, NEEDS, run

RESULTS = Path(__file__).parent / "results"
GRAPH = ("METIS contiguous", "METIS recursive", "KaHIP fast", "KaHIP eco", "KaHIP strong")
SLOW = ("gerrychain ReCom", "spopt Ward", "spopt Skater", "spopt AZP", "spopt MaxP", "spopt Spenc")
NO_LARGER = {"spopt Skater": 2_000, "spopt Spenc": 2_000}
# minutes each, and never within the tolerance: shown once
ONCE = {"spopt AZP": "made-500-10", "spopt MaxP": "made-500-10"}


def instances(*, full: bool, county: Path | None) -> Iterator[Given]:
    """Yield the instances, small ones first."""
    yield lattice(20, 7)
    if county is not None:
        yield oklahoma(county)
    yield made(500, 7)
    yield made(500, 10)
    if full:
        yield lattice(40, 30)
        yield made(500, 50, tolerance_pct=15.0)
        for count, grids in ((2_000, 20), (2_000, 100), (10_000, 50), (10_000, 500)):
            yield made(count, grids, tolerance_pct=5.0 if count // grids >= 100 else 15.0)


def main() -> None:
    options = _options()
    out = options.out or (RESULTS if options.full else Path("out") / "benchmark-redraw")
    peers = None if options.no_peers else installed(options.peers, NEEDS)
    known = machine.facts("full" if options.full else "quick")
    rows: list[dict[str, object]] = []
    before = pd.read_csv(out / "rows.csv") if options.ours else pd.DataFrame()
    tools = OURS if options.ours else (*OURS, *GRAPH, *SLOW)
    for given in instances(full=options.full, county=options.oklahoma):
        best = _afresh(given, tools, peers, options.limit_s, rows)
        keep(renewed(before, pd.DataFrame(rows)), known, out)
        if given.name.startswith("made") and len(given.households) <= 2_000 and best:
            _adjusted(disturbed(given, best), peers, options.limit_s, rows)
            keep(renewed(before, pd.DataFrame(rows)), known, out)
    write_page(out)
    print((out / "results.md").read_text(encoding="utf-8"))


def _afresh(
    given: Given,
    tools: Iterable[str],
    peers: Path | None,
    limit_s: float,
    rows: list[dict[str, object]],
) -> list[int]:
    """Run these tools; return our last assignment."""
    mine: list[int] = []
    for tool in tools:
        larger = len(given.households) > NO_LARGER.get(tool, 10**9)
        if larger or ONCE.get(tool, given.name) != given.name:
            continue
        row, grid_of = run(tool, given, peers, limit_s=limit_s)
        rows.append(row)
        print(given.name, tool, row.get("cost_m"), row.get("meets"), row["error"], flush=True)
        if tool in OURS and grid_of:
            mine = grid_of
    return mine


def _adjusted(
    given: Given, peers: Path | None, limit_s: float, rows: list[dict[str, object]]
) -> None:
    """Run what can adjust, and partitioners anew with their grids named after the old ones."""
    for tool in (*OURS, "METIS contiguous", "KaHIP strong"):
        row, _ = run(tool, given, peers, limit_s=limit_s)
        rows.append(row)
        print(given.name, tool, row.get("moved"), row.get("meets"), row["error"], flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redraw", description=__doc__)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--quick", action="store_true")
    size.add_argument("--full", action="store_true")
    parser.add_argument("--no-peers", action="store_true", help="leave the other tools out")
    parser.add_argument("--ours", action="store_true", help="keep the lines of other tools")
    parser.add_argument("--peers", type=Path, default=FOLDER, help="where they are installed")
    parser.add_argument("--oklahoma", type=Path, help="OK_county.json, a public instance")
    parser.add_argument("--limit-s", type=float, default=30.0, help="seconds one tool may take")
    parser.add_argument("--out", type=Path, help="results; default: results/ here, or out/ (quick)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
