"""Responders on public instances: values, bounds and processor time.

python -m benchmarks.responders.assigning --data FOLDER               all, 20 units of work each
python -m benchmarks.responders.assigning --data FOLDER --only gap    one family
"""

import argparse
import csv
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.responders import platforms
from benchmarks.responders.given import capacitated_median, gap
from planner import responders
from planner.outcome import Effort
from planner.problem import ResponderProblem

FAMILIES = ("platforms", "gap", "cpmedian")
Row = tuple[str, str, object, object, object, float]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.responders.assigning", description=__doc__
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with gap, cpmedian, ...")
    parser.add_argument("--only", nargs="*", choices=FAMILIES, default=FAMILIES)
    parser.add_argument("--work", type=int, default=20, help="units of work, about seconds")
    parser.add_argument("--out", type=Path, help="folder for rows.csv; default: only printed")
    options = parser.parse_args()
    found = []
    for row in _rows(options.data, options.only, Effort(0, options.work)):
        print(*row, sep="\t", flush=True)
        found.append(row)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        with (options.out / "rows.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("family", "instance", "value", "bound", "best", "processor_s"))
            writer.writerows(found)


def _rows(data: Path, families: list[str], effort: Effort) -> Iterator[Row]:
    if "platforms" in families:
        for path in sorted((data / "police2011b").glob("*.xls")):
            yield from _platforms(path, effort)
    if "gap" in families:
        best = best_values(data / "gap" / "best_known.csv")
        for path in sorted(p for p in (data / "gap").iterdir() if p.suffix != ".csv"):
            yield _solved("gap", path.stem, gap(path), best.get(path.stem), effort)
    if "cpmedian" in families:
        for path in sorted((data / "cpmedian").glob("*.txt")):
            problem, known = capacitated_median(path)
            yield _solved("cpmedian", path.stem, problem, known, effort)


def _solved(
    family: str, name: str, problem: ResponderProblem, best: int | None, effort: Effort
) -> Row:
    begin = time.process_time()
    outcome = responders.solve(problem, effort=effort)
    spent = round(time.process_time() - begin, 1)
    return family, name, outcome.objective, outcome.bound, best, spent


def best_values(path: Path) -> dict[str, int]:
    """Read the best known values of the generalised assignments."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["Path"].rsplit("/", 1)[-1]: int(row["Best known solution value"])
            for row in csv.DictReader(file)
        }


def _platforms(path: Path, effort: Effort) -> Iterator[Row]:
    city = platforms.read(path)
    begin = time.process_time()

    def spent() -> float:
        nonlocal begin
        before, begin = begin, time.process_time()
        return round(begin - before, 1)

    yield "platforms", "beyond 3 min", platforms.beyond(city, effort), "", "", spent()
    for more in (0, 2, 3, 4, 5):
        worst = platforms.worst_min(city, more, effort)
        yield "platforms", f"farthest with {more} more, min", worst, "", "", spent()
    last, total, proved = platforms.closed(city, effort)
    yield "platforms", "exits closed, min", last, last if proved else "", "", spent()
    yield "platforms", "exits closed, sum, min", total, total if proved else "", "", 0.0
    yield "platforms", "added for 3 min", platforms.needed(city, effort), "", "", spent()


if __name__ == "__main__":
    main()
