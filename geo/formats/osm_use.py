"""Who may use a way of OpenStreetMap, how fast and which way, told from its tags.

A tag that names the mode or all motor vehicles may open or close a way; ``access`` and
``vehicle``, which name no mode, may only close it: ``access=yes`` on a footway lets no car in.

References
----------
OpenStreetMap wiki: Key:access, Key:oneway, Key:barrier, Key:maxspeed, Key:ford, Conditional
restrictions.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from geo.formats.osm_map import Tags

MODES = ("foot", "motorbike", "car")
_MOTOR = frozenset({"motorbike", "car"})
_ALL = frozenset(MODES)

# Of two classes on one edge the later one counts: what may not use a piece of an edge may not
# use the edge.
OSM_CLASSES = (
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "road",
    "residential", "living_street", "service", "track", "cycleway", "pedestrian",
    "bridleway", "footway", "path", "steps", "construction",
)  # fmt: skip
_NOT_THERE = (
    "construction proposed planned abandoned disused razed demolished dismantled removed destroyed "
    "historic no platform rest_area services elevator corridor raceway bus_guideway "
    "emergency_bay escape via_ferrata"
)
NO_ROAD = frozenset(_NOT_THERE.split())
_LIFE = ("abandoned", "disused", "demolished", "razed", "removed")

# the keys that say something of a mode, the most specific first; and those that only close
_OPENING: Mapping[str, tuple[str, ...]] = {
    "foot": ("foot",),
    "motorbike": ("motorcycle", "motor_vehicle"),
    "car": ("motorcar", "motor_vehicle"),
}
_CLOSING: Mapping[str, tuple[str, ...]] = {
    "foot": ("access",),
    "motorbike": ("vehicle", "access"),
    "car": ("vehicle", "access"),
}
_OPEN = "yes designated permissive destination official public customers delivery"
_SHUT = "no private agricultural forestry agricultural;forestry military restricted use_sidepath"
_YES, _NO = frozenset(_OPEN.split()), frozenset(_SHUT.split())
# barriers that say nothing of access: whom they shut out by their kind
_SHUT_MOTORS = (
    "gate swing_gate sliding_gate sliding_beam hampshire_gate wicket_gate bump_gate chain rope "
    "bollard block planter jersey_barrier cycle_barrier motorcycle_barrier stile kissing_gate "
    "turnstile full-height_turnstile horse_stile log debris spikes bar fence wall hedge ditch "
    "guard_rail yes"
)
_SHUT_CARS = "bus_trap sump_buster"
_SHUT_NOBODY = (
    "lift_gate toll_booth border_control cattle_grid entrance height_restrictor sally_port kerb no"
)
_SHUTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_SHUT_MOTORS.split(), _MOTOR),
    **dict.fromkeys(_SHUT_CARS.split(), frozenset({"car"})),
    **dict.fromkeys(_SHUT_NOBODY.split(), frozenset()),
}
_FORWARD, _BACKWARD = frozenset({"yes", "true", "1"}), frozenset({"-1", "reverse"})
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(m|km/h|kmh|mph|ft|'|)")
_FACTOR = {"mph": 1.609344, "ft": 0.3048, "'": 0.3048}
_HOURS = re.compile(r"no\s*@\s*\(?\s*(\d{1,2}):\d{2}\s*-\s*(\d{1,2}):\d{2}\s*\)?")
_WET = re.compile(r"no\s*@\s*\(?\s*(wet|rain|flooding)\s*\)?")
_MIDNIGHT = 24


@dataclass(frozen=True, slots=True)
class Use:
    """What the tags of a way say: the columns of a road, None where they say nothing.

    Parameters
    ----------
    oneway : only from its first node to its last; a way of ``oneway=-1`` is turned round
    turned : the nodes of the way are to be read backwards
    against : modes that may also go against the one-way street
    """

    road_class: str
    bridge: bool
    oneway: bool
    turned: bool
    against: frozenset[str]
    surface: str | None
    width_m: float | None
    foot: str | None
    motorbike: str | None
    car: str | None
    max_kmh: float | None
    night: str | None
    rain: str | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What a node on a road shuts: modes, and whether rain shuts it for all."""

    shut: frozenset[str]
    rain: bool


def is_road(tags: Tags) -> bool:
    """Whether a way is a road that exists: not one being built, planned, or given up."""
    kind = tags.get("highway", "no")
    return kind not in NO_ROAD and not any(tags.get(life) == "yes" for life in _LIFE)


def road_class(highway: str) -> str:
    """Class of a highway tag; a kind nobody knows is for feet only."""
    name = highway.removesuffix("_link")
    return name if name in OSM_CLASSES else "path"


def use_of(tags: Tags) -> Use:
    """Tell who may use a way."""
    may = {mode: _may(mode, tags) for mode in MODES}
    direction, against = _directions(tags)
    if tags.get("oneway") == "reversible":  # open one way or the other, nobody knows when
        may |= {mode: "no" for mode in _MOTOR if _said(mode, tags) != "yes"}
    night, rain = _conditions(tags)
    return Use(
        road_class=road_class(tags.get("highway", "")),
        bridge=tags.get("bridge", "no") != "no",
        oneway=direction != 0,
        turned=direction < 0,
        against=against,
        surface=tags.get("surface"),
        width_m=_smallest(tags, ("width", "est_width")),
        foot=may["foot"],
        motorbike=may["motorbike"],
        car=may["car"],
        max_kmh=_speed(tags),
        night=night,
        rain=rain,
    )


def obstacle_of(tags: Tags) -> Obstacle | None:
    """Tell what a node on a road shuts; None where it is nothing that shuts.

    A barrier shuts what it shuts by its kind (a gate, a bollard and a block: motor vehicles; a
    lift gate, a cattle grid or a toll booth: nobody) unless its own access tags say otherwise.
    """
    rain = tags.get("ford", "no") != "no" or tags.get("highway") == "ford"
    if "barrier" not in tags:
        return Obstacle(frozenset(), rain=True) if rain else None
    kind = _SHUTS.get(tags["barrier"], frozenset())
    if tags.get("locked") == "yes":
        kind = _ALL
    said = {mode: _may(mode, tags) or _opened(tags) for mode in MODES}
    shut = frozenset(m for m in MODES if said[m] == "no" or (m in kind and said[m] is None))
    return Obstacle(shut, rain) if shut or rain else None


def known_barrier(kind: str) -> bool:
    """Whether a kind of barrier is known; an unknown one shuts nobody."""
    return kind in _SHUTS


def unread_condition(tags: Tags) -> bool:
    """Whether a way has a rule by hours or weather that is not understood here."""
    rules = [value for key, value in tags.items() if key.endswith("access:conditional")]
    rules += [tags[key] for key in ("motor_vehicle:conditional",) if key in tags]
    return any(not (_HOURS.fullmatch(rule) or _WET.fullmatch(rule)) for rule in rules)


def _may(mode: str, tags: Tags) -> str | None:
    """Give "yes", "no" or None of a mode."""
    said = _said(mode, tags)
    if said is not None:
        return said
    value = next((tags[key] for key in _CLOSING[mode] if key in tags), "")
    if value == "private" and tags.get("service") == "driveway":
        return None  # the drive of a house is the way to that house
    return "no" if value in _NO else None


def _said(mode: str, tags: Tags) -> str | None:
    """Answer of the tag that names the mode."""
    value = next((tags[key] for key in _OPENING[mode] if key in tags), "")
    return "yes" if value in _YES else "no" if value in _NO else None


def _opened(tags: Tags) -> str | None:
    """Whether the barrier as a whole stands open: there ``access`` means the barrier itself."""
    return "yes" if tags.get("access") in _YES or tags.get("locked") == "no" else None


def _directions(tags: Tags) -> tuple[int, frozenset[str]]:
    """Direction of the motor traffic (1, -1, 0: both) and the modes that may go against it."""
    plain = _direction(tags.get("oneway", ""))
    if plain is None:
        ring = tags.get("junction") in {"roundabout", "circular"}
        plain = 1 if ring or tags.get("highway") in {"motorway", "motorway_link"} else 0
    both = _own(tags, ("oneway:motor_vehicle", "oneway:vehicle"), plain)
    own = {
        "motorbike": _own(tags, ("oneway:motorcycle",), both),
        "car": _own(tags, ("oneway:motorcar",), both),
    }
    if len(set(own.values())) == 1:
        return own["car"], frozenset()
    bound = own["car"] or own["motorbike"]
    return bound, frozenset(mode for mode, way in own.items() if way != bound)


def _own(tags: Tags, keys: tuple[str, ...], otherwise: int) -> int:
    found = (_direction(tags[key]) for key in keys if key in tags)
    return next((way for way in found if way is not None), otherwise)


def _direction(value: str) -> int | None:
    if value in _FORWARD:
        return 1
    if value in _BACKWARD:
        return -1
    return 0 if value else None


def _conditions(tags: Tags) -> tuple[str | None, str | None]:
    """Night and rain as the tags rule them; the rest of the rules stays unread."""
    rules = [tags[k] for k in ("access:conditional", "motor_vehicle:conditional") if k in tags]
    night = any(_over_midnight(rule) for rule in rules)
    wet = any(_WET.fullmatch(rule) for rule in rules)
    ford = tags.get("ford", "no") != "no"
    dry_only = tags.get("seasonal") in {"yes", "dry", "dry_season"}
    flooded = tags.get("flood_prone") == "yes"
    return "closed" if night else None, "closed" if wet or ford or dry_only or flooded else None


def _over_midnight(rule: str) -> bool:
    hours = _HOURS.fullmatch(rule)
    if not hours:
        return False
    start, end = int(hours[1]) % _MIDNIGHT, int(hours[2])
    return end < start or end == _MIDNIGHT or start == 0


def _speed(tags: Tags) -> float | None:
    kmh = _smallest(tags, ("maxspeed", "maxspeed:forward", "maxspeed:backward"), every=True)
    return kmh if kmh is None or kmh >= 1 else None


def _smallest(tags: Tags, keys: tuple[str, ...], *, every: bool = False) -> float | None:
    """Least of the numbers in the tags, of the first tag that has one or of all of them."""
    found: list[float] = []
    for key in keys:
        parts = [part.strip() for part in re.split(r"[;|]", tags.get(key, ""))]
        found += [number for number in map(measure, parts) if number is not None]
        if found and not every:
            break
    return min(found, default=None)


def measure(text: str) -> float | None:
    """Read a measure such as 3.5, "3,5 m", "12'" or "30 mph" in m or km/h; None if it is none."""
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    number = float(found[1].replace(",", ".")) * _FACTOR.get(found[2], 1.0)
    return round(number, 3) if math.isfinite(number) else None
