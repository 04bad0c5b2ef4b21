"""Roads shut by people: which edge, for whom, from when until when, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geo.speeds import MODES, Mode


@dataclass(frozen=True, slots=True)
class Closure:
    """One edge shut for some modes, from one day to another, both counted.

    Parameters
    ----------
    last_day : None until somebody opens it
    """

    edge_id: str
    modes: tuple[Mode, ...]
    first_day: date
    last_day: date | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a closure that shuts nothing."""
        if not self.modes or not set(self.modes) <= set(MODES):
            msg = f"modes must be some of {', '.join(MODES)}, got {self.modes!r}"
            raise ValueError(msg)
        if self.last_day is not None and self.last_day < self.first_day:
            msg = f"last_day must not come before {self.first_day}, got {self.last_day}"
            raise ValueError(msg)

    def stands(self, day: date | None) -> bool:
        """Tell whether it counts on a day; without a day, whether it has no end."""
        if day is None:
            return self.last_day is None
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def shut(closures: Iterable[Closure], mode: Mode, day: date | None) -> frozenset[str]:
    """Give the ids of the edges shut for a mode on a day; without a day those without an end."""
    return frozenset(c.edge_id for c in closures if mode in c.modes and c.stands(day))
