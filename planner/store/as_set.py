"""An area's ground as its office has set it: roads, terrain, speeds, places, zones, shut roads."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.exits import exits
from geo.roads import network_from_lines
from planner.demand.camera_zones import with_zones
from planner.demand.place_ground import with_book
from planner.demand.roadwork import Roadwork
from planner.demand.rule_table import rules_with
from planner.demand.speed_table import speeds_with
from planner.store.own_roads import own_roads
from planner.store.places import own_places
from planner.store.roads import own_roadwork, own_rules
from planner.store.travel import own_speeds, own_terrain
from planner.store.zones import own_zones

if TYPE_CHECKING:
    from pathlib import Path

    from planner.demand.ground import Ground
    from planner.demand.rule_table import OwnRule
    from planner.demand.speed_table import OwnSpeed
    from planner.store.own_roads import OwnRoads
    from planner.store.travel import OwnTerrain


def as_set(ground: Ground, root: Path) -> Ground:
    """Put what an office keeps for an area in place of what its folder says.

    The fingerprint of the ground changes with it, so that nothing worked out before is taken for
    the same.

    Raises
    ------
    InputError
        A file of the office that cannot be read.
    """
    brought = own_roads(root, ground.area)
    if brought is not None:
        ground = over_roads(ground, brought)
    terrain = own_terrain(root, ground.area)
    if terrain is not None:
        ground = over(ground, terrain)
    speeds = own_speeds(root, ground.area.area_id)
    ground = at_speeds(ground, speeds) if speeds else ground
    rules = own_rules(root, ground.area.area_id)
    ground = by_rules(ground, rules) if rules else ground
    ground = with_book(ground, own_places(root, ground.area.area_id).now)
    ground = with_zones(ground, own_zones(root, ground.area.area_id))
    return on_roads(ground, own_roadwork(root, ground.area.area_id)[-1])


def over(ground: Ground, own: OwnTerrain) -> Ground:
    """Lay an area's roads over other terrain."""
    area, terrain = ground.area, own.terrain
    mark = hashlib.sha256(terrain.heights.tobytes() + repr(terrain.bounds).encode()).hexdigest()
    area = replace(area, terrain=terrain, fingerprint=_marked(area.fingerprint, mark))
    return replace(ground, area=area, network=network_from_lines(area.roads, terrain=terrain))


def over_roads(ground: Ground, own: OwnRoads) -> Ground:
    """Put the roads an office brought in place of those of the area's folder."""
    area = ground.area
    fingerprint = _marked(area.fingerprint, own.making.digest)
    area = replace(area, roads=own.roads, fingerprint=fingerprint)
    network = network_from_lines(own.roads, terrain=area.terrain)
    return replace(ground, area=area, network=network, exits=exits(network, area.boundary))


def at_speeds(ground: Ground, own: tuple[OwnSpeed, ...]) -> Ground:
    """Let an office's own speeds count; the area itself stays the same, so drafts of it do."""
    return ground.under(replace(ground.conditions, speeds=speeds_with(own)))


def by_rules(ground: Ground, own: tuple[OwnRule, ...]) -> Ground:
    """Let an office's own rules of width, surface, night and rain count."""
    return ground.under(replace(ground.conditions, rules=rules_with(own)))


def on_roads(ground: Ground, roads: Roadwork) -> Ground:
    """Let closures, slides and rain count; the area itself stays the same, so drafts of it do."""
    if roads == Roadwork():
        return ground
    now = replace(ground.conditions, closures=roads.closures, slides=roads.slides, rain=roads.rain)
    return ground.under(now)


def _marked(fingerprint: str, told: str) -> str:
    return hashlib.sha256(f"{fingerprint}|{told}".encode()).hexdigest()
