"""Siting side by side with other programs, on public instances.

python -m benchmarks.siting --data FOLDER --quick     10 s a tool, some instances of each family
python -m benchmarks.siting --data FOLDER --full      all instances; 10 s, set covers also 30 s
python -m benchmarks.siting --data FOLDER --full --resume    what is not in the results yet
python -m benchmarks.siting --data FOLDER --full --again --only p-median   ours anew, the rest kept
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from benchmarks.coverage import machine
from benchmarks.process import installed, spent_s
from benchmarks.running import Row, asked, joined, keep, kept, key
from benchmarks.siting.given import Given, drawn
from benchmarks.siting.instances import Entry, entries
from benchmarks.siting.report import SEARCH_S, write_page
from benchmarks.siting.runner import FOLDER, NEEDS, PEERS, run_ours, run_peer

OURS = "ours"
RESULTS = Path(__file__).parent / "results"
LIMIT_S = 10
LARGE = (50_000, 10_000, 300.0, 200)
"""Targets, sites, radius in metres of a square of 10 km, sites to choose: 28 targets a hectare."""


def main() -> None:
    options = _options()
    out = options.out or (RESULTS if options.full else Path("out") / "benchmark-siting")
    tools = _tools(options)
    peers = installed(options.peers, NEEDS) if set(tools) - {OURS} else None
    known = machine.facts("full" if options.full else "quick")
    part = options.only or options.instances or options.again or options.resume or options.tools
    rows = kept(out) if part else []
    order = [(e.family, e.title) for e in _all(options.data, every=options.all)]
    for entry in _chosen(options):
        more = options.full and entry.family.startswith("set cover")
        limits = options.limits or ([LIMIT_S, SEARCH_S] if more else [LIMIT_S])
        wanted = [(limit, tool) for limit in limits for tool in _able(entry, tools)]
        done = {key(row) for row in rows} if options.resume else set()
        wanted = [w for w in wanted if (w[1], entry.family, entry.title, w[0]) not in done]
        begun = spent_s()
        given = entry.read() if wanted else None
        read_s = spent_s() - begun
        for limit, tool in wanted:
            assert given is not None
            found = _row(entry, given, peers, limit, tool)
            rows = joined(rows, [found | _drawing(entry, tool, read_s, found)])
            keep(pd.DataFrame(_sorted(rows, order)), known, out)
            write_page(out)
    print((out / "results.md").read_text(encoding="utf-8"))


def _tools(options: argparse.Namespace) -> tuple[str, ...]:
    if options.again or options.no_peers:
        return (OURS,)
    return tuple(options.tools or (OURS, *PEERS))


def _chosen(options: argparse.Namespace) -> list[Entry]:
    return [
        entry
        for entry in _all(options.data, every=options.all)
        if (options.full or entry.quick)
        and (not options.only or entry.family in options.only)
        and (not options.instances or entry.title in options.instances)
    ]


def _all(data: Path, *, every: bool) -> list[Entry]:
    targets, sites, radius, p = LARGE
    title = f"{targets:,} x {sites:,}, {radius:g} m, p={p}"
    large = Entry("large", title, lambda: drawn(*LARGE, seed=9), None, quick=False)
    return [*entries(data, every=every), large]


def _drawing(entry: Entry, tool: str, read_s: float, row: Row) -> Row:
    """Count what was drawn and answered on the way to the last question of a gallery as ours.

    Other tools are given that last question, which holds all points that have to be seen.
    """
    if entry.family != "art gallery" or tool != OURS or "processor_s" not in row:
        return {}
    return {"drawing_s": read_s, "processor_s": read_s + float(str(row["processor_s"]))}


def _able(entry: Entry, tools: Sequence[str]) -> Sequence[str]:
    """Return the tools asked: OR-Tools set_cover has words for set covers only.

    At the largest size the others are left out: their tables alone take 4 GB.
    """
    if entry.family == "large":
        return [tool for tool in tools if tool == OURS]
    covers = entry.family.startswith("set cover") or entry.family == "art gallery"
    return [tool for tool in tools if covers or tool != "OR-Tools set_cover"]


def _row(entry: Entry, given: Given, peers: Path | None, limit_s: int, tool: str) -> Row:
    head: Row = {
        "family": entry.family,
        "instance": entry.title,
        "best": entry.best,
        "limit_s": limit_s,
    }
    row = run_ours(given, limit_s) if tool == OURS else run_peer(tool, given, peers, limit_s)
    told = ("tool", "value", "bound", "proved", "processor_s", "peak_mib", "error")
    print(limit_s, entry.title, *(row.get(name) for name in told), flush=True)
    return head | row


def _sorted(rows: list[Row], order: list[tuple[str, str]]) -> list[Row]:
    """Rows in the order of one run: by instance and limit, ours first."""
    place = {key: i for i, key in enumerate(order)}
    tools = (OURS, *PEERS)
    return sorted(
        rows,
        key=lambda row: (
            place[str(row["family"]), str(row["instance"])],
            float(str(row["limit_s"])),
            tools.index(str(row["tool"])),
        ),
    )


def _options() -> argparse.Namespace:
    parser = asked("benchmarks.siting", __doc__, FOLDER)
    parser.add_argument("--all", action="store_true", help="every set cover unicost too")
    parser.add_argument("--instances", nargs="*", help="titles; the other rows in out stay")
    parser.add_argument("--tools", nargs="*", choices=(OURS, *PEERS), help="the other rows stay")
    parser.add_argument("--resume", action="store_true", help="rows in out are not made again")
    return parser.parse_args()


if __name__ == "__main__":
    main()
