"""What is promised: the longest time between two visits, per kind, per grid or per place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST = 365


@dataclass(frozen=True, slots=True)
class Promises:
    """Days between two visits at most: of a place, else of its grid, else of its kind.

    ``least_days`` is the cap: nobody is visited more often than every so many days, whatever is
    promised elsewhere.
    """

    kinds: Mapping[str, int] = field(default_factory=dict)
    grids: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    least_days: int = 1

    def __post_init__(self) -> None:
        """Refuse a promise of no day or of more than a year."""
        told = [*self.kinds.values(), *self.grids.values(), *self.places.values(), self.least_days]
        wrong = [days for days in told if not 1 <= days <= LONGEST]
        if wrong:
            msg = f"a promise must be 1..{LONGEST} days, got {wrong[0]}"
            raise ValueError(msg)
