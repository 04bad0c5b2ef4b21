"""Ten thousand operations on two townships: proved after each, and what each costs.

python -m benchmarks.redraw.edits [--operations 10000] [--out FOLDER]
"""

import argparse
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import pandas as pd

from benchmarks.coverage import machine
from benchmarks.redraw.hand import Hand
from geo.contract import InputError
from geo.coverage import certify
from geo.load import load_area
from geo.redraw import apply, open_grids, proved

DATA = Path(__file__).parents[2] / "data"
PLACES = {"luoyan": DATA / "boundaries", "liechtenstein": DATA / "examples" / "liechtenstein"}
SEED = 2
CERTIFIED_EVERY = 100


def run(place: str, operations: int) -> dict[str, object]:
    """Carry out operations drawn at random; ``faults`` counts states that were not clean."""
    area = load_area(PLACES[place])
    state = first = open_grids(area.grids, area.units)
    draw = Hand(SEED, area.roads.geometry)
    wall: list[float] = []
    busy: list[float] = []
    refused = faults = 0
    while len(wall) < operations:
        operation = draw.operation(state)
        begun, worked = perf_counter(), process_time()
        try:
            change = apply(state, operation)
        except InputError:
            refused += 1
            continue
        wall.append(1000 * (perf_counter() - begun))
        busy.append(1000 * (process_time() - worked))
        state = change.state
        faults += not proved(state)
        if len(wall) % CERTIFIED_EVERY == 0 or len(wall) == operations:
            units = area.units.set_geometry([state.units[code] for code in area.units.index])
            faults += not certify(state.frame(), state.boundary, units=units).ok
        if len(wall) % 1000 == 0:
            print(place, len(wall), flush=True)
    return {
        "township": place,
        "operations": operations,
        "refused": refused,
        "states not clean": faults,
        "grids before": len(first.grids),
        "grids after": len(state.grids),
        "area drift": f"{state.boundary.area / first.boundary.area - 1:.1e}",
        "median ms": f"{np.median(busy):.1f}",
        "p99 ms": f"{np.percentile(busy, 99):.1f}",
        "max ms": f"{max(busy):.0f}",
        "p99 ms by the clock": f"{np.percentile(wall, 99):.1f}",
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redraw.edits", description=__doc__)
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    options = parser.parse_args()
    known = machine.facts("edits")
    rows = pd.DataFrame([run(place, options.operations) for place in PLACES]).set_index("township")
    lines = ["| | " + " | ".join(rows.index) + " |", "|---|" + "---|" * len(rows)]
    lines += [f"| {name} | " + " | ".join(map(str, rows[name])) + " |" for name in rows]
    page = [
        "# Operations at random\n",
        "Made by `python -m benchmarks.redraw.edits`; do not edit. Milliseconds of processor time "
        "unless said; the proof of each result is part of them.\n",
        *lines,
        "\n" + machine.sentence(known) + "\n",
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "edits.md").write_text("\n".join(page), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
