"""KML and OVKML read strictly: no document type, no entity, no link is ever followed."""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

import numpy as np
import shapely
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from numpy.typing import NDArray

from geo.contract import Fact, InputError
from geo.formats.dbf import codec_named
from geo.formats.drawing import Drawing, Note, closed_ring, frame_of, table_of, which_layer
from geo.formats.headers import code_of_names, holds_code

_MOST_TAGS = 10_000_000  # 100,000 placemarks with 20 fields each; more would fill the memory
_MOST_POSITIONS = 1_000_000  # of one line; no border of a country has as many
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_SHIFTED = re.compile(r"\.ovkm[lz](\s|$)|gcj-?02", re.IGNORECASE)
_WHOLE = re.compile(r"[+-]?\d{1,18}")
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_TRUTH: Mapping[str, bool] = {"1": True, "true": True, "0": False, "false": False}
_GROUPS = ("Folder", "Document")
_DRAWN = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry")
_NOT_DRAWN = ("Model", "Track", "MultiTrack")


@dataclass(slots=True)
class _Seen:
    """What was noticed while the placemarks were read."""

    high: bool = False
    flat_rings: list[int] = field(default_factory=list)
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """One placemark: its number in the file, the folder it lies in, and its element."""

    number: int
    folder: str
    element: Element


def layers(name: str, content: bytes) -> tuple[str, ...]:
    """Names of the folders with placemarks in order, () where they have none."""
    places = _places(_document(name, content, ""))
    return tuple(dict.fromkeys(place.folder for place in places if place.folder))


def read(name: str, content: bytes, *, layer: str = "", encoding: str = "") -> Drawing:
    """Read the placemarks of one folder, or all of them where they are of one kind.

    Ovital writes GCJ-02 into .ovkml, and a name may say gcj02; any other KML is longitude and
    latitude on WGS 84.

    Raises
    ------
    InputError
        xml_unsafe, bad_xml, layer_too_large, kml_empty, kml_shape, which_layer or
        too_many_columns.

    References
    ----------
    OGC 12-007r2, KML 2.3, clauses 9 and 10.
    """
    root = _document(name, content, encoding)
    seen, kinds = _Seen(), _kinds(root)
    every = list(_places(root))
    if not every:
        told = "{file}: the KML has no placemark; expected polygons, lines or points."
        raise InputError(facts={"file": name}, code="kml_empty", sentence=told)
    folders = tuple(dict.fromkeys(place.folder for place in every if place.folder))
    if layer and layer not in folders:
        raise which_layer(name, folders)
    places = [place for place in every if not layer or place.folder == layer]
    shapes = np.array([_shape(name, place, seen) for place in places] + [None], dtype=object)[:-1]
    if not layer and len(folders) > 1 and len(_dimensions(shapes)) > 1:
        raise which_layer(name, folders)
    records, rows = _named([_record(place, kinds) for place in places], places)
    return Drawing(
        file=name,
        layer=layer,
        frame=frame_of(table_of(name, records), shapes),
        rows=rows,
        system="GCJ-02" if _SHIFTED.search(name) else "EPSG:4326",
        notes=tuple(_notes(seen)),
    )


def _document(name: str, content: bytes, encoding: str) -> Element:
    """Root of the document, its text decoded here: expat knows no Chinese encodings."""
    if content.count(b"<") > _MOST_TAGS:
        told = "{file}: more rows than a layer of an area holds; cut out the area you need."
        raise InputError(facts={"file": name}, code="layer_too_large", sentence=told)
    declared = _DECLARED.match(content.lstrip(b"\xef\xbb\xbf \t\r\n"))
    codec = encoding or codec_named(declared[1].decode("ascii") if declared else "")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else codec or "utf-8-sig")
        root: Element = fromstring(text.lstrip("\ufeff \t\r\n"), forbid_dtd=True)
    except DefusedXmlException as error:
        told = "{file}: the XML has a document type or entities; export it again without them."
        raise InputError(facts={"file": name}, code="xml_unsafe", sentence=told) from error
    except (ParseError, ValueError, RecursionError) as error:
        line, column = getattr(error, "position", (0, 0))
        facts: dict[str, Fact] = {"file": name, "line": line, "column": column}
        told = "{file}: expected XML, line {line} column {column} is none; export it again."
        raise InputError(facts=facts, code="bad_xml", sentence=told) from error
    return root


def _tag(element: Element) -> str:
    """Name of an element whatever its namespace: KML has had five."""
    return str(element.tag).rpartition("}")[2]


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if _tag(child) == name), None)


def _text(element: Element, name: str) -> str:
    child = _child(element, name)
    return (child.text or "").strip() if child is not None else ""


def _places(root: Element) -> Iterator[_Place]:
    """Placemarks in order, with the nearest named folder; no recursion: folders nest at will."""
    stack, number = [(root, "")], 0
    while stack:
        element, folder = stack.pop()
        if _tag(element) == "Placemark":
            number += 1
            yield _Place(number, folder, element)
            continue
        if _tag(element) in _GROUPS:
            folder = _text(element, "name") or folder
        stack.extend((child, folder) for child in reversed(element))


def _kinds(root: Element) -> dict[str, str]:
    """Kind of each field of the schemas: int, double, bool; others are text."""
    fields = (element for element in root.iter() if _tag(element) == "SimpleField")
    return {one.get("name", ""): one.get("type", "") for one in fields}


def _record(place: _Place, kinds: Mapping[str, str]) -> dict[Hashable, object]:
    """Attributes of one placemark; what its extended data names goes before name and folder."""
    told = {
        "name": _text(place.element, "name"),
        "description": _text(place.element, "description"),
        "folder": place.folder,
    }
    record: dict[Hashable, object] = {title: text for title, text in told.items() if text}
    data = _child(place.element, "ExtendedData")
    for element in data.iter() if data is not None else ():
        title = element.get("name")
        if title and _tag(element) == "SimpleData":
            record[title] = _typed((element.text or "").strip(), kinds.get(title, ""))
        elif title and _tag(element) == "Data":
            record[title] = _text(element, "value") or None
    return record


def _named(
    records: list[dict[Hashable, object]], places: Sequence[_Place]
) -> tuple[list[dict[Hashable, object]], tuple[str, ...]]:
    """Take names that are codes as such, where no field holds one; messages then go by them."""
    names = [_text(place.element, "name") for place in places]
    code = code_of_names(names)
    if not code or any(holds_code(map(str, record)) for record in records):
        return records, tuple(f"placemark {place.number}" for place in places)
    coded: list[dict[Hashable, object]] = []
    for name, record in zip(names, records, strict=True):
        rest = {title: value for title, value in record.items() if (title, value) != ("name", name)}
        coded.append({code: name, **rest})
    return coded, tuple(names)


def _typed(text: str, kind: str) -> object:
    """Value of a field in the kind its schema gives it, text where it is no such value."""
    if not text:
        return None
    if kind in {"int", "uint", "short", "ushort"} and _WHOLE.fullmatch(text):
        return int(text)
    if kind in {"float", "double"} and _DECIMAL.fullmatch(text):
        return float(text)
    return _TRUTH.get(text.lower(), text) if kind == "bool" else text


def _shape(name: str, place: _Place, seen: _Seen) -> shapely.Geometry | None:
    """Geometry of one placemark, of several parts where it has them."""
    parts, stack = [], list(reversed(place.element))
    try:
        while stack:
            element = stack.pop()
            kind = _tag(element)
            if kind == "MultiGeometry":
                stack.extend(reversed(element))
            elif kind in _DRAWN:
                parts.append(_part(element, kind, place.number, seen))
            seen.left += kind in _NOT_DRAWN
        return _joined([part for part in parts if part is not None])
    except (ValueError, OverflowError, shapely.errors.ShapelyError) as error:
        facts: dict[str, Fact] = {"file": name, "row": place.number}
        told = "{file}, placemark {row}: expected coordinates as in 104.23,28.11; correct them."
        raise InputError(facts=facts, code="kml_shape", sentence=told) from error


def _part(element: Element, kind: str, number: int, seen: _Seen) -> shapely.Geometry | None:
    if kind == "Polygon":
        return _polygon(element, number, seen)
    xy = _positions(_text(element, "coordinates"), seen)
    if kind == "Point":
        return shapely.Point(xy[0]) if len(xy) else None
    return shapely.LineString(xy) if len(xy) > 1 else None


def _polygon(element: Element, number: int, seen: _Seen) -> shapely.Geometry | None:
    """Polygon with holes; a ring of under three positions has no area and goes."""
    rings: dict[str, list[NDArray[np.float64]]] = {"outerBoundaryIs": [], "innerBoundaryIs": []}
    for border in element:
        for ring in border if _tag(border) in rings else ():
            closed = closed_ring(_positions(_text(ring, "coordinates"), seen))
            if closed is None:
                seen.flat_rings.append(number)
            else:
                rings[_tag(border)].append(closed)
    if not rings["outerBoundaryIs"]:
        return None
    return shapely.Polygon(rings["outerBoundaryIs"][0], rings["innerBoundaryIs"])


def _positions(text: str, seen: _Seen) -> NDArray[np.float64]:
    """Positions of "lon,lat[,height]" with white space between; heights left away."""
    if "_" in text or text.count(",") > 2 * _MOST_POSITIONS:
        msg = "an underscore is no part of a number, and no line is that long"
        raise ValueError(msg)
    cells = [position.split(",") for position in text.split()]
    if any(len(cell) not in (2, 3) for cell in cells):
        msg = "a position is lon,lat or lon,lat,height"
        raise ValueError(msg)
    seen.high = seen.high or any(len(cell) == 3 and float(cell[2] or 0) != 0 for cell in cells)
    return np.array([(float(cell[0]), float(cell[1])) for cell in cells]).reshape(-1, 2)


def _joined(parts: Sequence[shapely.Geometry]) -> shapely.Geometry | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    kinds = {part.geom_type for part in parts}
    if kinds == {"Polygon"}:
        return shapely.MultiPolygon(parts)
    if kinds == {"LineString"}:
        return shapely.MultiLineString(parts)
    return shapely.MultiPoint(parts) if kinds == {"Point"} else shapely.GeometryCollection(parts)


def _dimensions(shapes: NDArray[np.object_]) -> set[int]:
    return set(shapely.get_dimensions(shapes[~shapely.is_missing(shapes)]).tolist())


def _notes(seen: _Seen) -> Iterator[Note]:
    if seen.high:
        yield Note("heights_left")
    if seen.flat_rings:
        facts: dict[str, Fact] = {"row": seen.flat_rings[0], "count": len(seen.flat_rings)}
        yield Note("flat_rings", facts)
    if seen.left:
        yield Note("shapes_left", {"count": seen.left})
