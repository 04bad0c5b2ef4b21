"""How fast each mode travels on each class of road, as one table with sources."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.rules import MODES, RULES, Mode, Rules

__all__ = [
    "MODES",
    "OFF_ROAD_FACTOR",
    "SLOPE_RULE",
    "SPEEDS",
    "WALK_KMH",
    "Mode",
    "Profile",
    "SlopeRule",
    "Speed",
    "level_kmh",
    "slope_factor",
    "tobler_ms",
]

_TOBLER = "Tobler 1993, Three presentations on geographical analysis and modeling, NCGIA 93-1"
WALK_KMH = 5.04  # Tobler on level ground, 6 exp(-3.5 * 0.05)
_DESIGN = "assumed: about the design speed of this class in mountains (JTG B01-2014), measure it"
_OSM = "assumed: rural road of this OpenStreetMap class in mountains, measure it"


@dataclass(frozen=True, slots=True)
class Speed:
    """Speed of one mode on level ground on one class of road.

    A mode without a row for a class may not use roads of that class.
    """

    mode: Mode
    road_class: str
    kmh: float
    source: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class SlopeRule:
    """Share of its speed a motor vehicle loses per unit of slope, and what is left at least."""

    loss_up: float
    loss_down: float
    least: float
    source: str
    guessed: bool


SLOPE_RULE = SlopeRule(2.0, 1.5, 0.4, "assumed: 10 % climb costs a fifth of the speed", True)
OFF_ROAD_FACTOR = 0.6  # walking where there is no path, Tobler 1993

_FOOT = (
    "county", "township", "village", "track", "footpath",
    "primary", "secondary", "tertiary", "unclassified", "road", "residential",
    "living_street", "service", "track", "cycleway", "pedestrian", "bridleway",
    "footway", "path", "steps",
)  # fmt: skip
_MOTORBIKE = {"county": 40, "township": 30, "village": 25, "track": 15}
_CAR = {"county": 40, "township": 30, "village": 20}
_OSM_CAR = {
    "motorway": 80, "trunk": 60, "primary": 50, "secondary": 45, "tertiary": 40,
    "unclassified": 30, "road": 30, "residential": 25, "living_street": 15, "service": 15,
}  # fmt: skip
_OSM_MOTORBIKE = {name: min(kmh, 50) for name, kmh in _OSM_CAR.items() if name != "motorway"}

SPEEDS: tuple[Speed, ...] = (
    *(Speed("foot", name, WALK_KMH, _TOBLER, False) for name in dict.fromkeys(_FOOT)),
    *(Speed("motorbike", name, kmh, _DESIGN, True) for name, kmh in _MOTORBIKE.items()),
    *(Speed("motorbike", name, kmh, _OSM, True) for name, kmh in _OSM_MOTORBIKE.items()),
    *(Speed("car", name, kmh, _DESIGN, True) for name, kmh in _CAR.items()),
    *(Speed("car", name, kmh, _OSM, True) for name, kmh in _OSM_CAR.items()),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """How somebody travels: the mode, the hour, the weather and the speeds that count.

    Parameters
    ----------
    night : roads that are shut at night may not be used
    rain : the rules of rain count
    speeds : the office's own table; each row says its source and whether it is guessed
    rules : what keeps the mode off a road or slows it there besides the class
    """

    mode: Mode
    night: bool = False
    rain: bool = False
    speeds: tuple[Speed, ...] = SPEEDS
    rules: Rules = RULES

    def __post_init__(self) -> None:
        """Refuse a mode nobody knows."""
        if self.mode not in MODES:
            msg = f"mode must be one of {', '.join(MODES)}, got {self.mode!r}"
            raise ValueError(msg)


def level_kmh(profile: Profile) -> dict[str, float]:
    """Give the speed in km/h on level ground for each road class that the mode may use."""
    return {row.road_class: row.kmh for row in profile.speeds if row.mode == profile.mode}


def tobler_ms(slope: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the walking speed in m/s at each slope (rise over run, negative downhill).

    References
    ----------
    Tobler 1993: W = 6 exp(-3.5 |S + 0.05|) km/h, fastest at 5 % downhill.
    """
    speed: NDArray[np.float64] = 6.0 * np.exp(-3.5 * np.abs(slope + 0.05)) / 3.6
    return speed


def slope_factor(slope: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of its level speed that a motor vehicle keeps at each slope (guessed)."""
    loss = np.where(slope > 0, SLOPE_RULE.loss_up, SLOPE_RULE.loss_down) * np.abs(slope)
    kept: NDArray[np.float64] = np.maximum(1.0 - loss, SLOPE_RULE.least)
    return kept
