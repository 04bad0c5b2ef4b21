"""What a program gets: eyes, targets, footprints, and heights of the ground where there are any."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
HEADINGS, ANGLE_DEG = 8, 67.7  # of each pole, for every program
Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """A scene, in metres.

    Parameters
    ----------
    eyes, targets
        x, y and height above the ground [n, 3].
    corner, ring
        Corners of all rings [m, 2], each ring closed, and the ring each belongs to.
    building
        Building of each ring; of its rings the first is the outer one.
    range_m
        Slant range.
    heights, corner_xy, cell_m
        Ground: rows from north to south, its north-western corner, size of a cell. No rows: level.
    """

    eyes: Floats
    targets: Floats
    corner: Floats
    ring: Ints
    building: Ints
    range_m: Floats
    heights: Floats = field(default_factory=lambda: np.empty((0, 0)))
    corner_xy: Floats = field(default_factory=lambda: np.zeros(2))
    cell_m: Floats = field(default_factory=lambda: np.ones(2))

    @property
    def footprints(self) -> list[list[Ring]]:
        """Rings of each building, as plain numbers."""
        told: list[list[Ring]] = [[] for _ in range(int(self.building.max(initial=-1)) + 1)]
        for ring, building in enumerate(self.building.tolist()):
            told[building].append([(x, y) for x, y in self.corner[self.ring == ring].tolist()])
        return told


def rings_of(footprints: list[list[Ring]]) -> tuple[Floats, Ints, Ints]:
    """Corners, ring of each corner and building of each ring."""
    rings = [ring for footprint in footprints for ring in footprint]
    building = [i for i, footprint in enumerate(footprints) for _ in footprint]
    corner = np.array([xy for ring in rings for xy in ring], float).reshape(-1, 2)
    ring = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    return corner, ring.astype(np.int64), np.array(building, np.int64)


def save(given: Given, path: Path) -> Path:
    """Write what is given as .npz."""
    np.savez(path, **{name: getattr(given, name) for name in Given.__slots__})
    return path


def load(path: Path) -> Given:
    """Read what `save` wrote."""
    with np.load(path) as kept:
        return Given(**{name: kept[name] for name in Given.__slots__})
