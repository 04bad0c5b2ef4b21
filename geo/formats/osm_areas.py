"""Administrative areas and places out of an OpenStreetMap file: only rings that close."""

import bz2
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

import numpy as np
import shapely
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from geo.contract import Fact, InputError, name_some
from geo.formats.drawing import Drawing, Note, frame_of, table_of, which_layer

_MAX_BYTES = 256 * 1024 * 1024  # unpacked: a district in OSM XML is a tenth of it
_KEPT = ("ref", "admin_level", "place")
_RINGS = ("outer", "inner", "")  # a member without a role is part of the ring
_BAD = (ParseError, ValueError, KeyError, OSError, EOFError, zlib.error)


@dataclass(slots=True)
class _Map:
    """Nodes and ways of a file by id, and the areas it names."""

    nodes: dict[str, tuple[float, float]] = field(default_factory=dict)
    ways: dict[str, list[str]] = field(default_factory=dict)
    areas: list["_Area"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Area:
    """A tagged area and the ways its rings are made of; whole tells whether it names only ways."""

    osm_id: str
    tags: Mapping[str, str]
    ways: tuple[str, ...]
    whole: bool = True

    @property
    def layer(self) -> str:
        if self.tags.get("boundary") == "administrative":
            return f"admin_level {self.tags.get('admin_level', '-')}"
        return f"place {self.tags['place']}"


def layers(name: str, content: bytes) -> tuple[str, ...]:
    """Levels of areas in the file: "admin_level 8", "place village"."""
    return tuple(sorted({area.layer for area in _read(name, content).areas}))


def read(name: str, content: bytes, *, layer: str = "", encoding: str = "") -> Drawing:  # noqa: ARG001
    """Read the areas of one level as polygons in longitude and latitude on WGS 84.

    An area of which the file holds only some of the border, because the extract was cut there,
    is left out and named in the note osm_unclosed; nothing is closed by guessing.

    Raises
    ------
    InputError
        osm_unreadable, xml_unsafe, osm_too_large, osm_no_areas, which_layer.
    """
    held = _read(name, content)
    levels = tuple(sorted({area.layer for area in held.areas}))
    if layer not in levels and (layer or len(levels) > 1):
        raise which_layer(name, levels)
    areas = [area for area in held.areas if layer in ("", area.layer)]
    shaped = [(area, _shape(area, held)) for area in areas]
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


def _shape(area: _Area, held: _Map) -> shapely.Geometry | None:
    """Ground inside the rings, by the even-odd rule; None where a ring does not close."""
    ways = [held.ways.get(number, []) for number in area.ways]
    ends = Counter(end for way in ways if way for end in (way[0], way[-1]))
    closed = area.whole and all(ways) and all(count % 2 == 0 for count in ends.values())
    if not closed or any(node not in held.nodes for way in ways for node in way):
        return None
    lines = [shapely.LineString([held.nodes[node] for node in way]) for way in ways]
    ground = shapely.build_area(shapely.multilinestrings(lines))
    return None if shapely.is_empty(ground) else ground


def _read(name: str, content: bytes) -> _Map:
    """Take what the file holds; a closed way that is part of an area is no area of its own."""
    held = _Map()
    try:
        for element in _elements(_unpacked(name, content)):
            _take(element, held)
    except DefusedXmlException as error:
        told = "{file}: the XML has a document type or entities; export it again without them."
        raise InputError(facts={"file": name}, code="xml_unsafe", sentence=told) from error
    except InputError:
        raise
    except _BAD as error:
        told = "{file}: cannot be read; give an OpenStreetMap XML file (.osm or .osm.bz2)."
        raise InputError(facts={"file": name}, code="osm_unreadable", sentence=told) from error
    members = {way for area in held.areas if area.osm_id[0] == "r" for way in area.ways}
    held.areas = [
        area for area in held.areas if area.osm_id[0] == "r" or area.ways[0] not in members
    ]
    return held


def _elements(content: bytes) -> Iterator[Element]:
    """Nodes, ways and relations one after the other, each forgotten after its turn."""
    events = iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True)
    _, root = next(events)
    for event, element in events:
        if event == "end" and element.tag in {"node", "way", "relation"}:
            yield element
            root.clear()


def _take(element: Element, held: _Map) -> None:
    number = element.attrib["id"]
    if element.tag == "node":
        lon, lat = float(element.attrib["lon"]), float(element.attrib["lat"])
        held.nodes[number] = (lon, lat)
        return
    tags = {tag.attrib["k"]: tag.attrib["v"] for tag in element.iter("tag")}
    if element.tag == "way":
        held.ways[number] = nodes = [node.attrib["ref"] for node in element.iter("nd")]
        if _named(tags) and len(nodes) > 3 and nodes[0] == nodes[-1]:
            held.areas.append(_Area(f"w{number}", tags, (number,)))
    elif _named(tags) and tags.get("type") in {"boundary", "multipolygon"}:
        ring = [m.attrib for m in element.iter("member") if m.get("role", "") in _RINGS]
        ways = tuple(m["ref"] for m in ring if m["type"] == "way")
        whole = not any(m["type"] == "relation" and m["role"] for m in ring)
        held.areas.append(_Area(f"r{number}", tags, ways, whole and bool(ways)))


def _named(tags: Mapping[str, str]) -> bool:
    return tags.get("boundary") == "administrative" or "place" in tags


def _unpacked(name: str, content: bytes) -> bytes:
    """Text of the file, unpacked up to a limit: a packed file may hold a thousand times its size.

    Raises
    ------
    InputError
        osm_too_large.
    """
    if content.startswith(b"BZh"):
        with bz2.BZ2File(io.BytesIO(content)) as packed:
            text = packed.read(_MAX_BYTES + 1)
    elif content.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as zipped:
            text = zipped.read(_MAX_BYTES + 1)
    else:
        return content
    if len(text) > _MAX_BYTES:
        told = "{file}: unpacked it is larger than {limit} MB; give an extract of the area only."
        facts: dict[str, Fact] = {"file": name, "limit": _MAX_BYTES // 1024**2}
        raise InputError(facts=facts, code="osm_too_large", sentence=told)
    return text
