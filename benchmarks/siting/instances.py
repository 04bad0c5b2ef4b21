"""The public instances of the side-by-side run, and the best values known for them.

The files are research data that may not be passed on: `--data` names the folder they lie in. An
instance that is put into that folder and named in its list of values is run too.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.siting.gallery import drawn as drawn_room
from benchmarks.siting.gallery import gallery, guarded
from benchmarks.siting.given import Given, cover_file, drawn, mclp, pmed

MCLP = (
    ("SJC324", 800.0, (1, 2, 3)),
    ("SJC402", 800.0, (2, 3, 4)),
    ("SJC500", 800.0, (3, 4, 5)),
    ("SJC708", 800.0, (5, 6, 7)),
    ("SJC708", 150.0, (20,)),
    ("ZDS1800", 3.5, (10, 20)),
)
"""Radius and numbers of sites; those with a radius of 800 are of Lorena & Pereira (2002)."""
ALIKE = {"scp41", "scp42", "scp51", "scp52", "scp61", "scp62", "scpd1", "scpd2", "scpnrg1"}
DRAWN = ((2_000, 4_000, 600.0, 30), (2_000, 4_000, 300.0, 60), (2_000, 4_000, 400.0, 40))
ROOMS = ((150, 1), (200, 1), (200, 2), (200, 3))
"""Corners and seed of rooms drawn."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An instance: how it is read, and the best value known for it if any."""

    family: str
    title: str
    read: Callable[[], Given]
    best: float | None
    quick: bool


def entries(data: Path, *, every: bool = False) -> Iterator[Entry]:
    """Yield the instances of the folder, those of the quick run marked.

    Parameters
    ----------
    every
        Whether all set covers of OR-Library are also made unicost, or two of each class.
    """
    yield from _medians(data / "pmedian")
    yield from _covers(data / "setcover", every=every)
    for name, radius, numbers in MCLP:
        for p in numbers:
            read = partial(mclp, data / "mclp" / f"{name}.txt", radius, p)
            title = f"{name} r={radius:g} p={p}"
            yield Entry("MCLP", title, read, None, quick=p in {3, 5, 20})
    for seed, (targets, sites, radius, p) in enumerate(DRAWN):
        read = partial(drawn, targets, sites, radius, p, seed)
        title = f"{targets:,} x {sites:,}, {radius:g} m, p={p}"
        yield Entry("MCLP drawn", title, read, None, quick=seed == 0)
    text = (data / "artgallery" / "vertex_guard_references.json").read_text(encoding="utf-8")
    for name, told in json.loads(text).items():
        read = partial(gallery, data / "artgallery" / name)
        quick = name.endswith("-1.pol")
        yield Entry("art gallery", Path(name).stem, read, told["guards"], quick=quick)
    for corners, seed in ROOMS:
        title = f"drawn, {corners} corners, seed {seed}"
        yield Entry("art gallery", title, partial(_room, title, corners, seed), None, quick=False)


def _room(title: str, corners: int, seed: int) -> Given:
    return guarded(title, drawn_room(corners, seed))


def _medians(folder: Path) -> Iterator[Entry]:
    quick = {"pmed1", "pmed6", "pmed10", "pmed16", "pmed20"}
    for row in _table(folder / "best_known.csv"):
        name = row["instance"]
        path = folder / f"{name}.txt"
        if path.exists():
            best = float(row["optimum"])
            yield Entry("p-median", name, partial(pmed, path), best, quick=name in quick)
    for line in (folder / "p_center_optima.txt").read_text(encoding="utf-8").split("\n"):
        if line.strip():
            name, radius = line.split()
            read = partial(pmed, folder / f"{name}.txt", "centre")
            yield Entry("p-centre", name, read, float(radius), quick=name in quick)


def _covers(folder: Path, *, every: bool) -> Iterator[Entry]:
    quick = {"scp41", "scp61", "scpd1", "scpnrg1", "scpclr12"}
    for row in _table(folder / "best_known.csv"):
        path = folder / Path(row["Path"]).name
        if not path.exists():
            continue
        plain = row["Unicost"] == "1"
        alike = plain and "unicost" in row["Options"]
        if alike and not every and path.stem not in ALIKE:
            continue
        kind = "unicost" if plain else "weighted"
        best = float(row["Best known solution value"])
        yield Entry(
            f"set cover, {kind}",
            path.stem + (" unicost" if alike else ""),
            partial(cover_file, path, unicost=alike),
            best,
            quick=path.stem in quick,
        )


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))
