"""An instance as a tool gets it: weights, neighbours and prices; no code of this repository."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

NATURAL_SHARE = 0.2  # a metre of border along a road or stream counts a fifth of a plain one


@dataclass(frozen=True, slots=True)
class Given:
    """Basic units with their borders, and what is asked for.

    Parameters
    ----------
    households, area_m2, outer_m
        Of each basic unit; ``outer_m`` is its border with the outside.
    xy
        A point in each basic unit, in metres.
    borders
        Rows of two neighbours (the first one lower), metres, and percent along natural lines.
    grids, tolerance_pct
        How many grids, and how far a grid may be from the mean of households.
    old
        Grid of each basic unit today; empty when the question is to draw afresh.
    """

    name: str
    households: list[int]
    area_m2: list[float]
    outer_m: list[float]
    xy: list[tuple[float, float]]
    borders: list[tuple[int, int, float, int]]
    grids: int
    tolerance_pct: float
    old: list[int]

    @property
    def band(self) -> tuple[int, int]:
        """Fewest and most households of a grid within the tolerance."""
        mean = sum(self.households) / self.grids
        spare = mean * self.tolerance_pct / 100
        return int(-(-(mean - spare) // 1)), int((mean + spare) // 1)

    def costs(self) -> list[float]:
        """Price of each border in metres of plain ground."""
        return [
            metres * (1 - natural / 100 * (1 - NATURAL_SHARE))
            for _, _, metres, natural in self.borders
        ]

    def neighbours(self) -> list[list[int]]:
        """Neighbours of each basic unit, in order."""
        found: list[list[int]] = [[] for _ in self.households]
        for a, b, *_ in self.borders:
            found[a].append(b)
            found[b].append(a)
        return [sorted(row) for row in found]


def save(given: Given, path: Path) -> Path:
    """Write an instance as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(given)), encoding="utf-8")
    return path


def load(path: Path) -> Given:
    """Read what `save` wrote."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    facts["borders"] = [tuple(row) for row in facts["borders"]]
    facts["xy"] = [tuple(row) for row in facts["xy"]]
    return Given(**facts)
