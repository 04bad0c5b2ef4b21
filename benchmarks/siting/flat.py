"""A siting question as arrays, for programs that know nothing of ours."""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """Pairs of a site and a target it reaches, what both count, and how many sites there may be."""

    goal: NDArray[np.str_]
    site: Ints
    target: Ints
    far: Ints
    price: Ints
    weight: Ints
    most: Ints

    @property
    def cover(self) -> csr_array:
        """Table of ones: a row a target, a column a site."""
        shape = (len(self.weight), len(self.price))
        return csr_array((np.ones(len(self.site)), (self.target, self.site)), shape=shape)

    @property
    def metres(self) -> NDArray[np.float64]:
        """Distances as a full table: a row a target, a column a site; far beyond all: none."""
        table = np.full((len(self.weight), len(self.price)), 1e6)
        table[self.target, self.site] = self.far
        return table

    @property
    def p(self) -> int:
        """Most sites."""
        return int(self.most[0])

    @property
    def kind(self) -> str:
        """The goal."""
        return str(self.goal[0])


def save(given: Flat, path: Path) -> Path:
    """Write it to a file."""
    np.savez(path, **{field.name: getattr(given, field.name) for field in fields(given)})
    return path


def load(path: Path) -> Flat:
    """Read it back."""
    with np.load(path) as told:
        return Flat(**{field.name: told[field.name] for field in fields(Flat)})
