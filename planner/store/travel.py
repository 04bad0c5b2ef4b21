"""What an office has set about travel for one area: speeds, limits of response, terrain."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import msgspec

from geo.persons.tables import refuse_text
from geo.schema import InputError
from geo.terrain import Making, Terrain, read_terrain, write_geotiff
from planner.demand.response import limits_of
from planner.demand.speed_table import OwnSpeed, from_plain, to_plain
from planner.store import office
from planner.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.load import Area

_SPEEDS, _TERRAIN, _LIMITS = "speeds", "terrain", "response_limits"


@dataclass(frozen=True, slots=True, eq=False)
class OwnTerrain:
    """Terrain an office brought, and how it was made of the files."""

    terrain: Terrain
    making: Making


def own_speeds(root: Path, area_id: str) -> tuple[OwnSpeed, ...]:
    """Read the speeds an office has set; () where it has set none.

    Raises
    ------
    InputError
        office_damaged or speeds_damaged.
    """
    return from_plain(office.kept(root, area_id, _SPEEDS))


def keep_speed(root: Path, area_id: str, speed: OwnSpeed) -> None:
    """Keep one speed in place of the one before it for the same mode and class.

    Raises
    ------
    InputError
        person_text for a note about a person, or office_damaged.
    """
    refuse_text(speed.note)
    others = [row for row in own_speeds(root, area_id) if _key(row) != _key(speed)]
    keep_speeds(root, area_id, [*others, speed])


def forget_speed(root: Path, area_id: str, mode: str, road_class: str) -> None:
    """Set one speed back to that of our own table."""
    others = [row for row in own_speeds(root, area_id) if _key(row) != (mode, road_class)]
    keep_speeds(root, area_id, others)


def keep_speeds(root: Path, area_id: str, own: Sequence[OwnSpeed]) -> None:
    """Keep a whole table of own speeds; an empty one sets everything back."""
    office.keep(root, area_id, _SPEEDS, to_plain(own))


def own_limits(root: Path, area_id: str) -> tuple[int, ...]:
    """Read the minutes within which an office wants somebody there; () where it has set none.

    Raises
    ------
    InputError
        office_damaged, also for what are no such minutes.
    """
    told = office.kept(root, area_id, _LIMITS)
    if told is None:
        return ()
    try:
        return limits_of(", ".join(map(str, msgspec.convert(told, list[int]))))
    except (msgspec.ValidationError, InputError) as error:
        raise office.damaged(_LIMITS) from error


def keep_limits(root: Path, area_id: str, limits_min: Sequence[int]) -> None:
    """Keep the minutes of response bands; none sets them back."""
    office.keep(root, area_id, _LIMITS, list(limits_min) or None)


def keep_terrain(root: Path, area_id: str, own: OwnTerrain) -> None:
    """Keep terrain as a GeoTIFF any program opens, and beside it how it was made."""
    folder = office.folder_of(root, area_id)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{_TERRAIN}.tif", write_geotiff(own.terrain))
    office.keep(root, area_id, _TERRAIN, asdict(own.making))


def own_terrain(root: Path, area: Area) -> OwnTerrain | None:
    """Read the terrain an office brought for an area; None where it brought none.

    Raises
    ------
    InputError
        office_damaged, or what the terrain's own reader refuses.
    """
    told = office.kept(root, area.area_id, _TERRAIN)
    if told is None:
        return None
    path = office.folder_of(root, area.area_id) / f"{_TERRAIN}.tif"
    return OwnTerrain(read_terrain(path, area.crs), _making(told))


def forget_terrain(root: Path, area_id: str) -> None:
    """Go back to the terrain of the area's own folder."""
    folder = office.folder_of(root, area_id)
    (folder / f"{_TERRAIN}.json").unlink(missing_ok=True)
    (folder / f"{_TERRAIN}.tif").unlink(missing_ok=True)


def _making(told: object) -> Making:
    try:
        return msgspec.convert(told, Making)
    except msgspec.ValidationError as error:
        raise office.damaged(_TERRAIN) from error


def _key(speed: OwnSpeed) -> tuple[str, str]:
    return speed.mode, speed.road_class
