"""Who sees whom past houses and hills, side by side with other programs.

python -m benchmarks.sight --quick      a few minutes: a town at 60 m
python -m benchmarks.sight --full       some twenty minutes: to 300 m, hills, Liechtenstein
python -m benchmarks.sight --scenes 1000    small scenes against exact arithmetic
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.coverage import machine
from benchmarks.once import run
from benchmarks.sight import exact, scenes
from benchmarks.sight.given import Floats, Given, save
from benchmarks.sight.installing import FOLDER, peers
from benchmarks.sight.make import hilly, liechtenstein, ranged, town
from benchmarks.sight.report import keep, kept, write_page

RESULTS = Path(__file__).parent / "results"
LOOKERS = (
    "ours", "STRtree lines", "one line at a time", "ray casting (numba)", "visilibity",
    "pyvispoly (CGAL)", "GDAL viewshed 1 m", "xarray-spatial 1 m",
)  # fmt: skip
# a raster of 1 m over the whole country would be 200 million cells
LOOKERS_FAR = tuple(tool for tool in LOOKERS if not tool.endswith(" 1 m"))
DRAWERS = ("ours", "shapely shadows", "visilibity", "pyvispoly (CGAL)")
RISERS = ("ours", "64 samples (scipy)", "GDAL viewshed", "xarray-spatial")
EXACT: dict[str, Callable[[Given, int], Floats]] = {
    "LOOKS": exact.looks, "AREAS": exact.areas, "HILLS": exact.hills,
}  # fmt: skip
# what is asked, scene, reach in m, eyes whose answer is worked out exactly
PARTS: dict[str, tuple[str, tuple[str, ...], Callable[[], Given], float, int]] = {
    "looks, town, 60 m": ("LOOKS", LOOKERS, town, 60.0, 60),
    "looks, town, 300 m": ("LOOKS", LOOKERS, town, 300.0, 8),
    "looks, Liechtenstein, 60 m": ("LOOKS", LOOKERS_FAR, liechtenstein, 60.0, 60),
    "looks, Liechtenstein, 300 m": ("LOOKS", LOOKERS_FAR, liechtenstein, 300.0, 8),
    "ground in sight, town, 60 m": ("AREAS", DRAWERS, town, 60.0, 8),
    "ground in sight, town, 300 m": ("AREAS", DRAWERS, town, 300.0, 0),
    "hills, 60 m": ("HILLS", RISERS, lambda: hilly(town()), 60.0, 20),
    "hills, 300 m": ("HILLS", RISERS, lambda: hilly(town()), 300.0, 4),
}
QUICK = [part for part in PARTS if part.endswith(("town, 60 m", "hills, 60 m"))]
# eyes asked for where a program would take many minutes; its time is told for all of them
SOME = {("xarray-spatial 1 m", 60.0): 50, ("xarray-spatial 1 m", 300.0): 10,
        ("xarray-spatial", 300.0): 50, ("xarray-spatial", 60.0): 100,
        ("GDAL viewshed 1 m", 300.0): 50, ("shapely shadows", 300.0): 50,
        ("visilibity", 300.0): 50, ("one line at a time", 300.0): 100,
        ("pyvispoly (CGAL)", 300.0): 100}  # fmt: skip


def main() -> None:
    options = _options()
    out = options.out or (RESULTS if options.full or options.only else Path("out/benchmark-sight"))
    if options.scenes:
        scenes.keep(scenes.held(options.scenes), out)
    else:
        _side_by_side(options, out)
    write_page(out)
    print((out / "results.md").read_text(encoding="utf-8"))


def _side_by_side(options: argparse.Namespace, out: Path) -> None:
    python = None if options.no_peers else peers(options.peers)
    parts = options.only or (list(PARTS) if options.full else QUICK)
    rows = kept(out, parts) if options.only else []
    known = machine.facts("full" if options.full or options.only else "quick")
    with tempfile.TemporaryDirectory() as name:
        for part in parts:
            for row in _part(part, Path(name) / "scene.npz", python, options):
                rows.append({"part": part} | row)
                keep(pd.DataFrame(rows), known, out)
                print(part, *(row.get(k) for k in ("tool", "ask_s", "wrong", "error")), flush=True)


def _part(
    part: str, path: Path, python: Path | None, options: argparse.Namespace
) -> Iterator[dict[str, object]]:
    """Every program in turn; what it answers for the first eyes is held against exact numbers."""
    table, tools, make, reach, sure = PARTS[part]
    given = ranged(make(), reach)
    save(given, path)
    wanted = EXACT[table](given, sure) if sure else None
    ours: Floats | None = None
    for _ in range(options.rounds):
        for tool in tools:
            asked = SOME.get((tool, reach), len(given.eyes))
            row, found = run(f"sight.{table}", tool, path, asked, python, limit_s=options.limit_s)
            ours = found if tool == "ours" else ours
            if found is not None:
                row |= _held(table, found, wanted, ours)
            yield row | {"wanted": len(given.eyes)}


def _held(
    table: str, found: Floats, wanted: Floats | None, ours: Floats | None
) -> dict[str, object]:
    """How far an answer is from the exact one, and from ours."""
    told: dict[str, object] = {}
    if wanted is not None:
        told |= {"checked": int((~np.isnan(wanted)).sum()), "wrong": _apart(table, found, wanted)}
    if ours is not None:
        told["other"] = _apart(table, found, ours[: len(found)])
        told["seen"] = float(found.sum())
    return told


def _apart(table: str, found: Floats, wanted: Floats) -> float:
    """Count looks told otherwise; for areas the largest difference in m2."""
    both = min(len(found), len(wanted))
    found, wanted = found[:both], wanted[:both]
    known = ~np.isnan(wanted)
    if table == "AREAS":
        return float(np.abs(found - wanted).max(initial=0.0))
    return float((found[known] != wanted[known]).sum())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--quick", action="store_true")
    size.add_argument("--full", action="store_true")
    size.add_argument("--only", nargs="+", choices=sorted(PARTS), help="parts measured anew")
    size.add_argument("--scenes", type=int, metavar="N", help="small scenes, exactly")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--peers", type=Path, default=FOLDER)
    parser.add_argument("--limit-s", type=float, default=300.0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
