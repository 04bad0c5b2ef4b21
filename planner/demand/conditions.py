"""What counts for travel today besides the map: speeds, closed roads, rain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.closures import Closure, shut
from geo.rules import RULES, Rules
from geo.speeds import SPEEDS, Mode, Profile, Speed

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Conditions:
    """How an office says people travel: its own speeds, what it has shut, and the weather.

    Parameters
    ----------
    slides
        Edges that slides of earth or rock threaten; in rain nobody may use them.
    rain_lasts
        Rain counts also for what outlasts a day, as if it rained for good.
    """

    speeds: tuple[Speed, ...] = SPEEDS
    closures: tuple[Closure, ...] = ()
    rain: bool = False
    slides: frozenset[str] = frozenset()
    rules: Rules = RULES
    rain_lasts: bool = False

    def on(self, day: date | None) -> Conditions:
        """Make the conditions of a day; without one no rain counts, unless it lasts."""
        return self if day or self.rain_lasts else replace(self, rain=False)

    def profile(self, mode: Mode, *, night: bool = False) -> Profile:
        """Make the profile of a mode under these conditions."""
        return Profile(mode, night, self.rain, self.speeds, self.rules)

    def closed(self, mode: Mode, day: date | None = None) -> frozenset[str]:
        """Give the edges and spots a mode may not use on a day; without a day, for good."""
        slides = self.slides if self.on(day).rain else frozenset()
        return shut(self.closures, mode, day) | slides


NO_CONDITIONS = Conditions()
