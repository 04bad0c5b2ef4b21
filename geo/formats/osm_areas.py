"""Administrative areas and places out of an OpenStreetMap file: only rings that close."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from geo.contract import Fact, InputError, name_some
from geo.formats.drawing import Drawing, Note, frame_of, table_of, which_layer
from geo.formats.osm_map import OsmMap, Relation, Way
from geo.formats.osm_read import read_map

_KEPT = ("ref", "admin_level", "place")
_RINGS = ("outer", "inner", "")  # a member without a role is part of the ring


@dataclass(frozen=True, slots=True)
class _Area:
    """A tagged area and the ways its rings are made of; whole tells whether it names only ways."""

    osm_id: str
    tags: Mapping[str, str]
    ways: tuple[int, ...]
    whole: bool = True

    @property
    def layer(self) -> str:
        if self.tags.get("boundary") == "administrative":
            return f"admin_level {self.tags.get('admin_level', '-')}"
        return f"place {self.tags['place']}"


def layers(name: str, content: bytes) -> tuple[str, ...]:
    """Levels of areas in the file: "admin_level 8", "place village"."""
    return tuple(sorted({area.layer for area in _areas(read_map(name, content))}))


def read(name: str, content: bytes, *, layer: str = "", encoding: str = "") -> Drawing:  # noqa: ARG001
    """Read the areas of one level as polygons in longitude and latitude on WGS 84.

    An area of which the file holds only some of the border, because the extract was cut there,
    is left out and named in the note osm_unclosed; nothing is closed by guessing.

    Raises
    ------
    InputError
        osm_no_areas, which_layer, or what `read_map` finds.
    """
    held = read_map(name, content)
    found = _areas(held)
    levels = tuple(sorted({area.layer for area in found}))
    if layer not in levels and (layer or len(levels) > 1):
        raise which_layer(name, levels)
    areas = [area for area in found if layer in ("", area.layer)]
    ways = {way.number: way for way in held.ways}
    shaped = [(area, ring_ground(area.ways, ways, held) if area.whole else None) for area in areas]
    whole = [(area, shape) for area, shape in shaped if shape is not None]
    cut = [area.tags.get("name", area.osm_id) for area, shape in shaped if shape is None]
    if not whole:
        facts: dict[str, Fact] = {"file": name, "areas": name_some(cut) if cut else "-"}
        told = (
            "{file}: no administrative area or place has a closed border in it (found: {areas}); "
            "give an extract that is larger than the area."
        )
        raise InputError(facts=facts, code="osm_no_areas", sentence=told)
    note = Note("osm_unclosed", {"areas": name_some(cut), "area_count": len(cut)})
    return Drawing(
        file=name,
        layer=layer or levels[0],
        frame=frame_of(
            table_of(name, [_record(area) for area, _ in whole]),
            np.array([shape for _, shape in whole], dtype=object),
        ),
        rows=tuple(f"{area.osm_id[0]} {area.osm_id[1:]}" for area, _ in whole),
        system="EPSG:4326",
        notes=(note,) if cut else (),
    )


def _record(area: _Area) -> dict[Hashable, object]:
    """Attributes of an area; the name in the language of the place stands in for a missing one."""
    tags = area.tags
    names = {f"name_{lang}": tags.get(f"name:{lang}", tags.get("name")) for lang in ("zh", "en")}
    record: dict[Hashable, object] = {"osm_id": area.osm_id}
    record.update(names)
    record.update({key: tags.get(key) for key in _KEPT})
    return record


def ring_ground(
    numbers: Sequence[int], ways: Mapping[int, Way], held: OsmMap
) -> shapely.Geometry | None:
    """Ground inside the rings of some ways, by the even-odd rule; None where a ring is not closed.

    The ground is in longitude and latitude.
    """
    lines = [ways[number].nodes for number in numbers if number in ways]
    ends = Counter(int(end) for line in lines if len(line) for end in (line[0], line[-1]))
    closed = len(lines) == len(numbers) and all(len(line) > 1 for line in lines)
    if not closed or any(count % 2 for count in ends.values()):
        return None
    rows = [held.rows(line) for line in lines]
    if any((row < 0).any() for row in rows):
        return None
    ground = shapely.build_area(shapely.MultiLineString([held.lonlat[row] for row in rows]))
    return None if shapely.is_empty(ground) else ground


def _areas(held: OsmMap) -> list[_Area]:
    """Tagged areas; a closed way that is part of one is no area of its own."""
    relations = [_of_relation(relation) for relation in held.relations if _is_area(relation)]
    members = {way for area in relations for way in area.ways}
    rings = [way for way in held.ways if _named(way.tags) and _is_ring(way)]
    alone = [way for way in rings if way.number not in members]
    return [_Area(f"w{way.number}", way.tags, (way.number,)) for way in alone] + relations


def _of_relation(relation: Relation) -> _Area:
    ring = [member for member in relation.members if member[2] in _RINGS]
    ways = tuple(number for kind, number, _ in ring if kind == "w")
    whole = not any(kind == "r" and role for kind, _, role in ring)
    return _Area(f"r{relation.number}", relation.tags, ways, whole and bool(ways))


def _is_ring(way: Way) -> bool:
    return len(way.nodes) > 3 and bool(way.nodes[0] == way.nodes[-1])


def _is_area(relation: Relation) -> bool:
    return _named(relation.tags) and relation.tags.get("type") in {"boundary", "multipolygon"}


def _named(tags: Mapping[str, str]) -> bool:
    return tags.get("boundary") == "administrative" or "place" in tags
