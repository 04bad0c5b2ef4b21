"""Grids, outlines, places and exceptions of a command, read into one working system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from geo.formats import layers_of, read_drawing, source_of
from geo.intake.columns import adopted
from geo.intake.coordinates import reading_of
from geo.intake.drawings import named_columns, points_of, polygons_of
from geo.persons.tables import refuse_named
from geo.schema import InputError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray
    from pyproj import CRS

    from geo.formats import Drawing
    from geo.intake.coordinates import Reading


EXCEPTIONS = "exceptions"  # layer of a file with several, as `repair` writes it


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """Layers in metres of one system; all but grids and boundary may be missing."""

    grids: gpd.GeoDataFrame
    boundary: shapely.Geometry
    units: gpd.GeoDataFrame | None
    places: gpd.GeoDataFrame | None
    exceptions: gpd.GeoDataFrame | None


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
    """A file that was read, and what its coordinates are."""

    drawing: Drawing
    reading: Reading

    def in_metres(self, crs: CRS | str | None) -> gpd.GeoDataFrame:
        return polygons_of(self.drawing, self.reading, crs=crs)


def read_layers(args: argparse.Namespace) -> Layers:
    """Read the grids, outlines, places and exceptions that a command names.

    The outlines are read first, by what they say themselves; the grids must lie near them,
    which tells coordinate systems apart. ``system`` names what a file does not say.

    Raises
    ------
    InputError
        What `geo.formats`, `geo.intake.coordinates` and `geo.intake.drawings` refuse.
    """
    outer = _outline(args, args.boundary, args.boundary_layer, "units")
    units = _outline(args, args.units, args.units_layer, "units")
    near = [one.in_metres(None).to_crs("EPSG:4490") for one in (outer, units) if one]
    known = shapely.geometrycollections([s for frame in near for s in frame.geometry.dropna()])
    drawing = _drawing(args, args.grids, args.layer, "grids")
    reading = reading_of(drawing, known, system=args.system)
    grids = polygons_of(drawing, reading, crs=args.crs)
    units_frame = units.in_metres(grids.crs) if units else None
    whole = outer.in_metres(grids.crs) if outer else units_frame
    assert whole is not None  # noqa: S101 - a command asks for one of the two before
    return Layers(
        grids,
        _whole(whole.geometry.to_numpy()),
        units_frame,
        _places(args, known, grids.crs),
        _exceptions(args, known, grids.crs),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Divisions:
    """Two divisions of one township and its settlements, in metres of one system."""

    old: gpd.GeoDataFrame
    new: gpd.GeoDataFrame
    places: gpd.GeoDataFrame | None


def read_divisions(args: argparse.Namespace) -> Divisions:
    """Read two drawings of grids and the settlements that a command names.

    The new drawing says where the township is; the others must lie near it.

    Raises
    ------
    InputError
        What `geo.formats`, `geo.intake.coordinates` and `geo.intake.drawings` refuse.
    """
    drawing = _drawing(args, args.new, None, "grids")
    new = polygons_of(drawing, _reading(drawing, None, args), crs=args.crs)
    near = shapely.geometrycollections(list(new.to_crs("EPSG:4490").geometry.dropna()))
    drawing = _drawing(args, args.old, None, "grids")
    old = polygons_of(drawing, _reading(drawing, near, args), crs=new.crs)
    return Divisions(old, new, _places(args, near, new.crs))


def _whole(shapes: NDArray[np.object_]) -> shapely.Geometry:
    """Union of the outlines; with a broken ring among them as drawn, which the certificate says."""
    if shapely.is_valid(shapes[~shapely.is_missing(shapes)]).all():
        return shapely.union_all(shapes)
    return shapely.multipolygons(shapely.get_parts(shapes))


def _places(args: argparse.Namespace, near: shapely.Geometry, crs: CRS) -> gpd.GeoDataFrame | None:
    if args.places is None:
        return None
    drawing = adopted(read_drawing(source_of(args.places), encoding=args.encoding), "places")
    if not len(drawing.frame):
        return None  # a layer of no places asks nothing
    places = points_of(drawing, _reading(drawing, near, args), crs=crs)
    return places[~(places.geometry.isna() | places.geometry.is_empty)]


def _exceptions(
    args: argparse.Namespace, near: shapely.Geometry, crs: CRS
) -> gpd.GeoDataFrame | None:
    if args.exceptions is None:
        return None
    source = source_of(args.exceptions)
    layer = EXCEPTIONS if EXCEPTIONS in layers_of(source) else ""
    drawing = read_drawing(source, layer=layer, encoding=args.encoding)
    ids = ("exception_id",)
    frame = polygons_of(drawing, _reading(drawing, near, args), crs=crs, ids=ids)
    if "note" in frame:
        notes = {"note": frame["note"].tolist()}
        refuse_named(drawing.file, notes, [str(row) for row in frame.index])
    return frame


def _outline(
    args: argparse.Namespace, path: Path | None, layer: str | None, kind: str
) -> _Opened | None:
    if path is None:
        return None
    drawing = _drawing(args, path, layer, kind)
    return _Opened(drawing, _reading(drawing, None, args))


def _reading(drawing: Drawing, near: shapely.Geometry | None, args: argparse.Namespace) -> Reading:
    """Take what a file beside the grids says itself, else the system of the words."""
    try:
        return reading_of(drawing, near)
    except InputError:
        if not args.system:
            raise
        return reading_of(drawing, near, system=args.system)


def _drawing(args: argparse.Namespace, path: Path, layer: str | None, kind: str) -> Drawing:
    source = source_of(path)
    return named_columns(read_drawing(source, layer=layer or "", encoding=args.encoding), kind)
