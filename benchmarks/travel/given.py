"""What a program gets: a network as directed arcs with seconds, or lines with points."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """Arcs of a network and the places between which times are asked for.

    Parameters
    ----------
    xy
        Junctions in metres [n, 2].
    tail, head, seconds
        Directed arcs. Several may join the same two junctions, and some take no time. Seconds are
        whole multiples of 2**-20, so that sums are the same in whatever order they are taken.
    places
        Junctions; times are asked for from the first so many of them to all.
    """

    xy: Floats
    tail: Ints
    head: Ints
    seconds: Floats
    places: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Roads as lines, and points to be put on them.

    Parameters
    ----------
    xy
        Junctions in metres [n, 2].
    u, v
        Junctions at the two ends of each road.
    vertex, first
        Coordinates of all lines [m, 2], and where each line begins among them.
    points
        In metres [p, 2].
    """

    xy: Floats
    u: Ints
    v: Ints
    vertex: Floats
    first: Ints
    points: Floats


def save(given: Given | Lines, path: Path) -> Path:
    """Write what is given as .npz."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **{name: getattr(given, name) for name in type(given).__slots__})
    return path


def load(path: Path) -> Given | Lines:
    """Read what `save` wrote."""
    with np.load(path) as kept:
        kind = Given if "places" in kept else Lines
        return kind(**{name: kept[name] for name in kind.__slots__})
