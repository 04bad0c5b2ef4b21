"""The public instances of the side-by-side run, and the best values known for them.

The files are research data without a licence to pass on: `--data` names the folder they lie in.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.patrol.given import Given, carp, mmkwrpp, top, toptw, vrptw

TOP = {
    "p1.3.m": 175,
    "p2.2.k": 275,
    "p2.3.g": 145,
    "p3.2.t": 800,
    "p3.3.m": 520,
    "p4.2.d": 531,
    "p4.4.q": 1161,
}
TOPTW = {("c101", 3): 810, ("pr04", 2): 926, ("r101", 2): 349, ("r104", 3): 778}
VRPTW = {"RC208.vrp": 776.1, "c1_2_1.txt": None, "r1_2_1.txt": 4667.2, "rc2_2_5.txt": 2491.4}
"""Distances cut to one decimal, any number of routes; of c1_2_1 only the value by real distances is
published, so the best of the run stands in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An instance by the family and the name that find it again, and its best value if known."""

    family: str
    name: str
    routes: int
    best: float | None

    def read(self, data: Path) -> Given:
        """Read its file."""
        folder = data / self.family
        if self.family == "top":
            return top(folder / f"{self.name}.txt")
        if self.family == "toptw":
            return toptw(folder / f"{self.name}.txt", self.routes)
        if self.family == "vrptw":
            return vrptw(folder / self.name)
        if self.family == "carp":
            return carp(folder / f"{self.name}.dat")
        return mmkwrpp(folder / self.name, self.routes)

    @property
    def title(self) -> str:
        """What a table calls it."""
        return f"{self.name} m={self.routes}" if self.routes else self.name


def entries(data: Path, *, all_streets: bool) -> Iterator[Entry]:
    """Yield the instances; of the street families every fourth unless all are asked for."""
    for name, best in TOP.items():
        yield Entry("top", name, 0, best)
    for (name, routes), best in TOPTW.items():
        yield Entry("toptw", name, routes, best)
    for name, known in VRPTW.items():
        yield Entry("vrptw", name, 0, known)
    with (data / "carp" / "best_known.csv").open(encoding="utf-8") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: row["instance"])
    for row in rows if all_streets else rows[::4]:
        yield Entry("carp", row["instance"], 0, float(row["ub"]))
    text = (data / "mmkwrpp" / "reference_values.json").read_text(encoding="utf-8")
    for title, told in json.loads(text).items():
        name, routes = title.split(" k=")
        yield Entry("mmkwrpp", name, int(routes), float(told["hgs10"]))
