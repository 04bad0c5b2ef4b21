"""Routes side by side with other programs, on public instances.

python -m benchmarks.patrol --data FOLDER --quick     2 s a tool, a quarter of the street instances
python -m benchmarks.patrol --data FOLDER --full      2, 10 and 30 s
python -m benchmarks.patrol --data FOLDER --full --again     only ours; the rows of others stay
"""

import argparse
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pandas as pd

from benchmarks.coverage import machine
from benchmarks.patrol.instances import Entry, entries
from benchmarks.patrol.report import write_page
from benchmarks.patrol.runner import FOLDER, NEEDS, PEERS, run_ours, run_peer
from benchmarks.process import installed
from benchmarks.running import Row, asked, joined, keep, kept

RESULTS = Path(__file__).parent / "results"
LIMITS_S = (2, 10, 30)


def main() -> None:
    options = _options()
    out = options.out or (RESULTS if options.full else Path("out") / "benchmark-patrol")
    peers = None if options.no_peers or options.again else installed(options.peers, NEEDS)
    limits = options.limits or (LIMITS_S if options.full else LIMITS_S[:1])
    known = machine.facts("full" if options.full else "quick")
    chosen = [
        entry
        for entry in entries(options.data, all_streets=options.all)
        if not options.only or entry.family in options.only
    ]
    rows = kept(out) if options.again else []
    tools = () if options.again else PEERS
    with ThreadPoolExecutor(options.workers) as crew:
        for limit in limits:
            run = partial(_rows, data=options.data, peers=peers, limit_s=limit, tools=tools)
            for found in crew.map(run, chosen):
                rows = joined(rows, found)
                keep(pd.DataFrame(rows), known, out)
    keep(pd.DataFrame(_in_order(rows, options.data)), known, out)
    write_page(out)
    print((out / "results.md").read_text(encoding="utf-8"))


def _in_order(rows: list[Row], data: Path) -> list[Row]:
    """Return rows in the order of one run: by limit and instance, ours first."""
    known = {(e.family, e.title): i for i, e in enumerate(entries(data, all_streets=True))}

    def place(row: Row) -> tuple[int, int, bool]:
        title = str(row["family"]), str(row["instance"])
        return int(str(row["limit_s"])), known[title], row["tool"] != "ours"

    return sorted(rows, key=place)


def _rows(
    entry: Entry, data: Path, peers: Path | None, limit_s: int, tools: Sequence[str]
) -> list[Row]:
    """All tools on one instance for so many seconds of processor time."""
    given = entry.read(data)
    head = {
        "family": entry.family,
        "instance": entry.title,
        "better": given.better,
        "best": entry.best,
        "limit_s": limit_s,
    }
    found = [run_ours(given, limit_s), *(run_peer(tool, given, peers, limit_s) for tool in tools)]
    for row in found:
        print(limit_s, entry.title, row["tool"], row.get("value"), row["error"], flush=True)
    return [head | row for row in found]


def _options() -> argparse.Namespace:
    parser = asked("benchmarks.patrol", __doc__, FOLDER)
    parser.add_argument("--all", action="store_true", help="every street instance")
    parser.add_argument("--workers", type=int, default=2, help="instances at once")
    return parser.parse_args()


if __name__ == "__main__":
    main()
