"""What keeps a mode off a road or slows it there besides the class: every number is a row."""

from dataclasses import dataclass
from typing import Literal, get_args

Mode = Literal["foot", "motorbike", "car"]
Surface = Literal["paved", "gravel", "earth"]
MODES: tuple[Mode, ...] = get_args(Mode)
SURFACES: tuple[Surface, ...] = get_args(Surface)  # the better first


@dataclass(frozen=True, slots=True)
class WidthRule:
    """Least width in metres of a road for one mode; a road of unknown width is wide enough."""

    mode: Mode
    least_m: float
    source: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class SurfaceRule:
    """Top speed of one mode on one surface, and the share of its speed it keeps in rain.

    A share of 0: nobody goes there by this mode in rain.
    """

    mode: Mode
    surface: Surface
    most_kmh: float
    rain_share: float
    source: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class NightRule:
    """Share of its speed one mode keeps in the dark."""

    mode: Mode
    share: float
    source: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class SlowRule:
    """Share of its speed one mode keeps in rain on a road that is marked as slow in rain."""

    mode: Mode
    share: float
    source: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules that count besides the class of a road; an office may state its own."""

    widths: tuple[WidthRule, ...]
    surfaces: tuple[SurfaceRule, ...]
    nights: tuple[NightRule, ...]
    slows: tuple[SlowRule, ...]

    def least_m(self, mode: Mode) -> float:
        """Least width of a road for a mode, in metres; 0 without a rule."""
        return max((row.least_m for row in self.widths if row.mode == mode), default=0.0)

    def night_share(self, mode: Mode) -> float:
        """Share of its speed that a mode keeps in the dark; 1 without a rule."""
        return min((row.share for row in self.nights if row.mode == mode), default=1.0)

    def slow_share(self, mode: Mode) -> float:
        """Share of its speed that a mode keeps on a road marked as slow in rain; 1 without one."""
        return min((row.share for row in self.slows if row.mode == mode), default=1.0)

    def on(self, mode: Mode) -> dict[Surface, SurfaceRule]:
        """Give the rule of each surface for a mode."""
        return {row.surface: row for row in self.surfaces if row.mode == mode}


_CAR_WIDTH = "assumed: a car 1.9 m wide and a hand's breadth on either side, measure it"
_BIKE_WIDTH = "assumed: a motorbike with its handlebars, measure it"
_FIRM = "assumed: the class alone limits the speed; wet road, more distance, measure it"
_LOOSE = "assumed: loose stones limit the speed, more so in rain, measure it"
_SOFT = "assumed: ruts when dry, mud in rain, measure it"
_SLOW = "assumed: whoever marked it had a reason, measure it"
_DARK = "assumed: unlit mountain road, measure it"

RULES = Rules(
    widths=(
        WidthRule("car", 2.2, _CAR_WIDTH, True),
        WidthRule("motorbike", 0.9, _BIKE_WIDTH, True),
    ),
    surfaces=(
        SurfaceRule("foot", "paved", 5.04, 1.0, _FIRM, True),
        SurfaceRule("foot", "gravel", 5.04, 0.9, _LOOSE, True),
        SurfaceRule("foot", "earth", 5.04, 0.7, _SOFT, True),
        SurfaceRule("motorbike", "paved", 60, 0.8, _FIRM, True),
        SurfaceRule("motorbike", "gravel", 30, 0.6, _LOOSE, True),
        SurfaceRule("motorbike", "earth", 20, 0.0, _SOFT, True),
        SurfaceRule("car", "paved", 80, 0.8, _FIRM, True),
        SurfaceRule("car", "gravel", 30, 0.7, _LOOSE, True),
        SurfaceRule("car", "earth", 20, 0.0, _SOFT, True),
    ),
    nights=(
        NightRule("foot", 0.9, _DARK, True),
        NightRule("motorbike", 0.8, _DARK, True),
        NightRule("car", 0.9, _DARK, True),
    ),
    slows=(
        SlowRule("foot", 0.5, _SLOW, True),
        SlowRule("motorbike", 0.5, _SLOW, True),
        SlowRule("car", 0.5, _SLOW, True),
    ),
)

# What the maps call a surface; of several words in one cell the worst counts.
_PAVED = "paved asphalt concrete paving_stones sett cobblestone bricks metal wood chipseal"
_GRAVEL = "gravel fine_gravel compacted pebblestone stone rock"
_EARTH = "unpaved earth ground dirt mud soil sand grass clay"
SURFACE_WORDS: dict[str, Surface] = {
    **dict.fromkeys(_PAVED.split(), "paved"),
    **dict.fromkeys(_GRAVEL.split(), "gravel"),
    **dict.fromkeys(_EARTH.split(), "earth"),
}
# Surface of a class where the map says nothing (guessed); every other class is paved.
USUAL_SURFACE: dict[str, Surface] = {
    "track": "gravel",
    "construction": "gravel",
    "footpath": "earth",
    "path": "earth",
    "bridleway": "earth",
}


def surface_of(told: object, road_class: str) -> Surface:
    """Read the surface of a road; what the map does not say is as usual for the class."""
    words = str(told).replace(";", " ").replace("/", " ").replace(":", " ").split()
    known = [SURFACE_WORDS[word] for word in words if word in SURFACE_WORDS]
    return max(known, key=SURFACES.index, default=USUAL_SURFACE.get(road_class, "paved"))
