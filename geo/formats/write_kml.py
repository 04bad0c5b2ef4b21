"""KML that map programs on a computer or a telephone open: longitude and latitude, WGS 84."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import geopandas as gpd
import numpy as np
import shapely

from geo.contract import Fact, InputError
from geo.formats.write_rows import Column, Kind, columns_of, placed_shapes

_DECIMALS = 9  # of a degree: 0.1 mm
_TYPES: dict[Kind, str] = {"text": "string", "int": "int", "float": "double", "bool": "bool"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = ("Point", "LineString", "Polygon")


def kml_text(frame: gpd.GeoDataFrame, name: str, *, name_column: str = "", stamp: str = "") -> str:
    """Write a frame as placemarks in its order, with every attribute in its kind.

    Parameters
    ----------
    name
        Name of the document.
    name_column
        Column shown as the name of each placemark; the first one without it.
    stamp
        What the file says about its data.

    Raises
    ------
    InputError
        no_crs, not_finite, no_column or mixed_shapes for shapes KML has no form for.

    References
    ----------
    OGC 12-007r2, KML 2.3, clauses 9 and 10.
    """
    columns = columns_of(frame)
    placed_shapes(name, frame)
    shapes = placed_shapes(name, frame.to_crs("EPSG:4326"))
    shown = _shown(name, columns, name_column)
    fields = "".join(
        f"<SimpleField name={_quoted(one.name)} type={_quoted(_TYPES[one.kind])}/>"
        for one in columns
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<kml xmlns="http://www.opengis.net/kml/2.2">',
        f"<Document><name>{escaped(name)}</name>",
        f"<description>{escaped(stamp)}</description>" if stamp else "",
        f'<Schema name="fields" id="fields">{fields}</Schema>',
    ]
    for number, shape in enumerate(shapes):
        title = shown.values[number] if shown else None
        lines.append(
            "<Placemark>"
            + (f"<name>{escaped(str(title))}</name>" if title is not None else "")
            + _data(columns, number)
            + ("" if shape is None else _geometry(name, shape))
            + "</Placemark>"
        )
    return "\n".join([line for line in lines if line] + ["</Document>", "</kml>", ""])


def _shown(name: str, columns: Sequence[Column], wanted: str) -> Column | None:
    found = next((one for one in columns if one.name == wanted), None)
    if wanted and found is None:
        facts: dict[str, Fact] = {"file": name, "column": wanted}
        told = "{file}: there is no column {column} to name the placemarks by."
        raise InputError(facts=facts, code="no_column", sentence=told)
    return found or next(iter(columns), None)


def _data(columns: Sequence[Column], number: int) -> str:
    cells = "".join(
        f"<SimpleData name={_quoted(one.name)}>{escaped(_said(one.values[number]))}</SimpleData>"
        for one in columns
        if one.values[number] is not None
    )
    data = f'<SchemaData schemaUrl="#fields">{cells}</SchemaData>'
    return f"<ExtendedData>{data}</ExtendedData>" if cells else ""


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _geometry(name: str, shape: shapely.Geometry) -> str:
    if shape.geom_type in _KINDS:
        return _single(shape)
    parts = shapely.get_parts(shape)
    if any(part.geom_type not in _KINDS for part in parts):
        facts: dict[str, Fact] = {"file": name, "given": str(shape.geom_type)}
        told = "{file}: KML has no form for a shape of kind {given}; write a GeoPackage."
        raise InputError(facts=facts, code="mixed_shapes", sentence=told)
    return f"<MultiGeometry>{''.join(map(_single, parts))}</MultiGeometry>"


def _single(shape: shapely.Geometry) -> str:
    kind = shape.geom_type
    if kind != "Polygon":
        return f"<{kind}>{_coordinates(shape)}</{kind}>"
    oriented = shapely.orient_polygons(shape)
    outer = f"<outerBoundaryIs>{_ring(oriented.exterior)}</outerBoundaryIs>"
    holes = (f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in oriented.interiors)
    return f"<Polygon>{outer}{''.join(holes)}</Polygon>"


def _ring(ring: shapely.Geometry) -> str:
    return f"<LinearRing>{_coordinates(ring)}</LinearRing>"


def _coordinates(shape: shapely.Geometry) -> str:
    xy = np.round(shapely.get_coordinates(shape), _DECIMALS) + 0.0
    text = " ".join(f"{lon:.{_DECIMALS}f},{lat:.{_DECIMALS}f}" for lon, lat in xy.tolist())
    return f"<coordinates>{text}</coordinates>"


def escaped(text: str) -> str:
    """Text between tags; characters XML cannot hold are marked as lost."""
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text))
