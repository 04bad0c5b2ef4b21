"""Siting side by side with other programs, on public instances.

python -m benchmarks.siting --data FOLDER --quick     10 s a tool, some instances of each family
python -m benchmarks.siting --data FOLDER --full      all instances; 10 s, set covers also 30 s
python -m benchmarks.siting --data FOLDER --full --again --only p-median   ours anew, the rest kept
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from benchmarks.coverage import machine
from benchmarks.patrol.report import keep
from benchmarks.process import installed
from benchmarks.siting.given import Given, drawn
from benchmarks.siting.instances import Entry, entries
from benchmarks.siting.report import SEARCH_S, write_page
from benchmarks.siting.runner import FOLDER, NEEDS, PEERS, run_ours, run_peer

RESULTS = Path(__file__).parent / "results"
LIMIT_S = 10
LARGE = (50_000, 10_000, 300.0, 200)
"""Targets, sites, radius in metres of a square of 10 km, sites to choose: 28 targets a hectare."""


def main() -> None:
    options = _options()
    out = options.out or (RESULTS if options.full else Path("out") / "benchmark-siting")
    lonely = options.again or options.no_peers
    peers = None if lonely else installed(options.peers, NEEDS)
    known = machine.facts("full" if options.full else "quick")
    asked = [e for e in _all(options.data, every=options.all) if options.full or e.quick]
    if options.only:
        asked = [e for e in asked if e.family in options.only]
    if options.instances:
        asked = [e for e in asked if e.title in options.instances]
    part = options.only or options.instances or options.again
    rows = _table(out) if part else []
    order = [(e.family, e.title) for e in _all(options.data, every=options.all)]
    for entry in asked:
        more = options.full and entry.family.startswith("set cover")
        limits = options.limits or ([LIMIT_S, SEARCH_S] if more else [LIMIT_S])
        given = entry.read()
        for limit in limits:
            tools = () if lonely or limit != LIMIT_S else _tools(entry)
            rows = _with(rows, _rows(entry, given, peers, limit, tools))
            keep(pd.DataFrame(_sorted(rows, order)), known, out)
            write_page(out)
    print((out / "results.md").read_text(encoding="utf-8"))


def _all(data: Path, *, every: bool) -> list[Entry]:
    targets, sites, radius, p = LARGE
    title = f"{targets:,} x {sites:,}, {radius:g} m, p={p}"
    large = Entry("large", title, lambda: drawn(*LARGE, seed=9), None, quick=False)
    return [*entries(data, every=every), large]


def _tools(entry: Entry) -> Sequence[str]:
    """At the largest size the others are left out: their tables alone take 4 GB."""
    return () if entry.family == "large" else PEERS


def _rows(
    entry: Entry, given: Given, peers: Path | None, limit_s: int, tools: Sequence[str]
) -> list[dict[str, object]]:
    head = {
        "family": entry.family,
        "instance": entry.title,
        "best": entry.best,
        "limit_s": limit_s,
    }
    found = [run_ours(given, limit_s), *(run_peer(tool, given, peers, limit_s) for tool in tools)]
    for row in found:
        told = ("tool", "value", "bound", "proved", "processor_s", "peak_mib", "error")
        print(limit_s, entry.title, *(row.get(name) for name in told), flush=True)
    return [head | row for row in found]


def _table(out: Path) -> list[dict[str, object]]:
    if not (out / "rows.csv").exists():
        return []
    told: list[dict[str, object]] = pd.read_csv(out / "rows.csv").to_dict("records")
    return told


def _with(rows: list[dict[str, object]], found: list[dict[str, object]]) -> list[dict[str, object]]:
    """Rows with those found now in the place of those of the same tool, instance and limit."""
    now = {_key(row) for row in found}
    return [*(row for row in rows if _key(row) not in now), *found]


def _key(row: dict[str, object]) -> tuple[str, str, str, float]:
    named = str(row["tool"]), str(row["family"]), str(row["instance"])
    return (*named, float(str(row["limit_s"])))


def _sorted(rows: list[dict[str, object]], order: list[tuple[str, str]]) -> list[dict[str, object]]:
    """Rows in the order of one run: by instance and limit, ours first."""
    place = {key: i for i, key in enumerate(order)}
    tools = ("ours", *PEERS)
    return sorted(
        rows,
        key=lambda row: (
            place[str(row["family"]), str(row["instance"])],
            float(str(row["limit_s"])),
            tools.index(str(row["tool"])),
        ),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.siting", description=__doc__)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--quick", action="store_true")
    size.add_argument("--full", action="store_true")
    parser.add_argument("--data", type=Path, required=True, help="folder with pmedian, setcover...")
    parser.add_argument("--only", nargs="*", help="families; the other rows in out stay")
    parser.add_argument("--all", action="store_true", help="every set cover unicost too")
    parser.add_argument("--instances", nargs="*", help="titles; the other rows in out stay")
    parser.add_argument("--limits", nargs="*", type=int, help="seconds of processor time")
    parser.add_argument("--again", action="store_true", help="only ours, beside rows kept in out")
    parser.add_argument("--no-peers", action="store_true", help="leave the other tools out")
    parser.add_argument("--peers", type=Path, default=FOLDER, help="where they are installed")
    parser.add_argument("--out", type=Path, help="results; default: results/ here, or out/ (quick)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
