"""Layer styles that QGIS reads out of a GeoPackage (table layer_styles)."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Fill and line colour as "r,g,b,a" and a size in millimetres (line width or marker)."""

    fill: str
    line: str
    size_mm: float


_PLAIN = Style("110,120,130,120", "60,70,80,255", 0.3)
_STYLES: Mapping[str, Style] = {
    "units": Style("0,0,0,0", "120,60,20,255", 0.9),
    "grids": Style("46,125,110,40", "46,125,110,255", 0.4),
    "places": Style("60,60,60,255", "255,255,255,255", 2.2),
    "sites": Style("190,60,40,255", "255,255,255,255", 3.0),
    "roads": Style("0,0,0,0", "150,110,60,255", 0.4),
    "streams": Style("0,0,0,0", "60,130,200,255", 0.4),
    "reservoirs": Style("120,180,230,200", "60,130,200,255", 0.2),
    "buildings": Style("190,180,165,255", "140,130,115,255", 0.1),
    "poles": Style("90,60,150,255", "255,255,255,255", 2.4),
    "no_camera_zones": Style("200,60,60,50", "200,60,60,255", 0.3),
    "faults": Style("220,40,40,120", "220,40,40,255", 0.8),
}
_SYMBOL = {"POLYGON": ("fill", "SimpleFill"), "LINESTRING": ("line", "SimpleLine")}
_TABLE = """CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
    description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"""


def embed_styles(database: sqlite3.Connection, changed_at: str) -> None:
    """Write one default style per feature layer of an open GeoPackage.

    Parameters
    ----------
    database
        GeoPackage with its layers, not yet styled.
    changed_at
        Time written beside every style, ISO 8601.
    """
    query = "SELECT table_name, column_name, geometry_type_name FROM gpkg_geometry_columns"
    layers = database.execute(query + " ORDER BY table_name").fetchall()
    database.execute(_TABLE)
    for name, column, kind in layers:
        bare = kind.removeprefix("MULTI")
        if bare not in {"POLYGON", "LINESTRING", "POINT"}:
            continue  # mixed shapes: QGIS asks for one symbol, so it draws its own
        database.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
            "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, update_time) "
            "VALUES ('', '', ?, ?, ?, ?, '', 1, ?)",
            (name, column, name, _qml(_STYLES.get(name, _PLAIN), bare), changed_at),
        )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
        (changed_at,),
    )


def _qml(style: Style, kind: str) -> str:
    symbol, layer = _SYMBOL.get(kind, ("marker", "SimpleMarker"))
    values = {
        "fill": {"color": style.fill, "outline_color": style.line, "style": "solid"}
        | {"outline_width": f"{style.size_mm}", "outline_style": "solid"},
        "line": {"line_color": style.line, "line_width": f"{style.size_mm}"},
        "marker": {"color": style.fill, "outline_color": style.line, "name": "circle"}
        | {"size": f"{style.size_mm}"},
    }[symbol]
    options = "".join(
        f'<Option type="QString" name="{key}" value="{value}"/>' for key, value in values.items()
    )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.22.0" styleCategories="Symbology">'
        '<renderer-v2 type="singleSymbol" symbollevels="0" forceraster="0" enableorderby="0">'
        f'<symbols><symbol type="{symbol}" name="0" alpha="1" clip_to_extent="1">'
        f'<layer class="{layer}" pass="0" enabled="1" locked="0">'
        f'<Option type="Map">{options}</Option></layer></symbol></symbols></renderer-v2></qgis>'
    )
