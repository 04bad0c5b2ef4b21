"""The parts a priority is the sum of: the office's own points, no standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_POINTS = 1000

# day type -> kind of site or place -> points added on such days
DayPoints = Mapping[str, Mapping[str, int]]

USUAL_DAYS: DayPoints = {
    "market": {"market": 20, "town": 10},
    "school": {"school": 10},
    "holiday": {"town": 5, "bus_stop": 10},
    "flood": {"reservoir_dam": 20, "bridge": 10},
    "fire": {"hamlet": 5},
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Points of a stop, part by part.

    Parameters
    ----------
    floor
        Every place has these, whatever its numbers.
    cap
        No place has more.
    near_site
        For a place with a key site within ``near_m`` metres in a straight line.
    days
        Day type -> kind of site or place -> points on such days.
    own
        Place -> points the office adds by itself.
    grid_floor, grid_cap
        The places of a grid together have no fewer and no more points than these.
    """

    floor: int = 10
    cap: int = 60
    per_10_households: int = 2
    per_incident: int = 2
    near_site: int = 5
    near_m: int = 300
    days: DayPoints = field(default_factory=lambda: dict(USUAL_DAYS))
    own: Mapping[str, int] = field(default_factory=dict)
    grid_floor: int = 10
    grid_cap: int = 240

    def __post_init__(self) -> None:
        """Refuse points below nothing, and a floor over its cap."""
        told = [
            *(self.floor, self.cap, self.per_10_households, self.per_incident, self.near_site),
            *(self.near_m // 100, self.grid_floor, self.grid_cap // 10, *self.own.values()),
            *(points for kinds in self.days.values() for points in kinds.values()),
        ]
        if not all(0 <= points <= MOST_POINTS for points in told):
            msg = f"points must lie in 0..{MOST_POINTS}, got {told}"
            raise ValueError(msg)
        if self.floor > self.cap or self.grid_floor > self.grid_cap:
            msg = "a floor must not lie over its cap"
            raise ValueError(msg)

    def on_days(self, kinds_of_day: tuple[str, ...], kind: str) -> int:
        """Points that a kind of site or place gets on a day, over all kinds of that day."""
        return sum(self.days.get(day, {}).get(kind, 0) for day in kinds_of_day)
