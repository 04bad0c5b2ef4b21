"""What a planner may set before asking where to stand: the office's own numbers, no standard."""

from __future__ import annotations

from dataclasses import dataclass

USES = ("perimeter", "flood", "fire", "road_safety")
SEALED = ("perimeter", "flood", "fire")
"""Uses that can ask for a seal; road safety only asks for the junctions with most traffic."""
LAYERS = ("road", "path")
PROTECTED = ("area", "unit", "grid", "site")
PERSON = 10
"""Points of a person on a shift; a watched site costs `WATCHED`, so that it is taken first."""
WATCHED = 1
_MAIN = ("county", "primary", "secondary", "primary_link", "secondary_link")
_FAST = ("motorway", "trunk", "motorway_link", "trunk_link")
_MIDDLE = ("township", "tertiary", "tertiary_link")
_SMALL = ("track", "service", "pedestrian", "living_street")
_PATH = ("footpath", "path", "footway", "steps", "bridleway", "cycleway")
PEOPLE = {
    **dict.fromkeys(_FAST, 6),
    **dict.fromkeys(_MAIN, 4),
    **dict.fromkeys(_MIDDLE, 3),
    **dict.fromkeys(_SMALL, 1),
    **dict.fromkeys(_PATH, 1),
}
"""People who stand on a road of a class on one shift; roads of other classes take two."""
PEOPLE_ELSE = 2
PULL = {**dict.fromkeys(_FAST, 20), **dict.fromkeys(_MAIN, 10), **dict.fromkeys(_MIDDLE, 5)}
"""How much more traffic an exit draws by the class of its road; guessed, nobody counted."""
PULL_ELSE = {**dict.fromkeys(_SMALL, 1), **dict.fromkeys(_PATH, 1)}


@dataclass(frozen=True, slots=True)
class CheckpointSettings:
    """Where points may stand and what they are for.

    Parameters
    ----------
    use
        perimeter: every way in or out; flood: keep traffic away from stretches by the water; fire:
        roads beyond the last houses; road_safety: junctions with most traffic.
    protect, protect_id
        The whole area, or a unit, a grid, a key site by its id.
    depth_m
        Points stand at most so far inside the border; everything farther in must be inside them.
    site_m
        Distance around a key site at which the outside begins.
    posts
        Most points nobody watches yet, where they are too few for a seal.
    places_hold
        Whether every place must lie inside the points; if not, each household left outside costs
        `household_points`.
    forbidden
        Roads, exits or sites where nobody may stand, by their ids.
    seen
        Exits or sites that a camera watches already, by their ids.
    manned
        Places in metres where the office has adopted a post.
    post_m
        A post of the area, or one adopted, so near to a site watches it.
    stub_m
        A road that ends on the map so near before the border counts as leaving.
    water_m, house_m
        A road so near to water is a stretch to close; a small road farther than this from every
        house is a mountain road.
    """

    use: str = "perimeter"
    protect: str = "area"
    protect_id: str = ""
    depth_m: int = 1000
    site_m: int = 500
    posts: int = 4
    places_hold: bool = True
    household_points: int = 1
    forbidden: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    manned: tuple[tuple[float, float], ...] = ()
    post_m: int = 60
    stub_m: int = 30
    water_m: int = 20
    house_m: int = 300

    def __post_init__(self) -> None:
        """Refuse settings that ask nothing."""
        for name, value, known in (
            ("use", self.use, USES),
            ("protect", self.protect, PROTECTED),
        ):
            if value not in known:
                msg = f"{name} must be one of {', '.join(known)}, got {value!r}"
                raise ValueError(msg)
        if self.use != "perimeter" and self.protect != "area":
            msg = f"use {self.use} looks at the whole area, got protect {self.protect!r}"
            raise ValueError(msg)
        for name in ("depth_m", "site_m", "posts", "household_points"):
            if getattr(self, name) < 0:
                msg = f"{name} must not be negative, got {getattr(self, name)}"
                raise ValueError(msg)


def people_of(road_class: object) -> int:
    """Return the people who stand on a road of this class on one shift."""
    return PEOPLE.get(str(road_class), PEOPLE_ELSE)


def pull_of(road_class: object) -> int:
    """Return how much traffic an exit by a road of this class draws against others."""
    return PULL.get(str(road_class), PULL_ELSE.get(str(road_class), 2))
