"""Bring the drawing of another office into a file of ours, its coordinates confirmed."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import shapely

from geo.crs import degrees_for
from geo.export import write_geopackage, write_shapefile_zip
from geo.formats import Drawing, Note, layers_of, read_drawing, source_of
from geo.formats.geojson import write_features
from geo.intake.columns import LAYERS, adopted
from geo.intake.coordinates import Reading, reading_of, readings
from geo.intake.drawings import faces_of, is_line_work, points_of, polygons_of, read_polygons
from geo.intake.positions import named
from geo.intake.topographic import signs
from geo.load import load_area
from geo.schema import InputError
from planner.commands.common import FINE, BadInput, keep_inputs, worded, writing
from planner.words import Lang, explain, known, listed, say
from planner.words.systems import system_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import geopandas as gpd

    from planner.commands.common import Tell

ENDINGS = (".geojson", ".gpkg", ".zip")
_DEGREES = "EPSG:4490"
_POLYGONS = ("grids", "units")


def import_(args: argparse.Namespace, tell: Tell) -> int:
    """Read a file of any format, say how its coordinates were read, write it as asked."""
    lang: Lang = args.lang
    if args.out.suffix.lower() not in ENDINGS:
        endings = listed(ENDINGS, lang)
        raise BadInput(say("cli.bad_ending", lang, given=args.out.name, endings=endings))
    keep_inputs(args)
    try:
        drawing = _drawing(args)
        layer = args.layer_kind or _kind_of(drawing)
        taken = drawing if is_line_work(drawing) else adopted(drawing, layer)
        _tell_read(drawing, layer, lang, tell)
        for sign in signs(drawing, layers_of(_source(args))):
            tell(say(f"topographic.{sign}", lang))
        _tell_notes(taken.notes, lang, tell)
        found = _readings(taken, args)
        _tell_readings(found, lang, tell)
        reading = _chosen(found, args)
        frame, notes = _in_metres(taken, reading, layer, args)
    except InputError as error:
        raise BadInput(worded(error, lang)) from error
    tell(say("cli.reading_used", lang, system=_named(reading, lang)))
    _tell_notes(notes, lang, tell)
    _tell_columns(frame, layer, lang, tell)
    if not args.crs and args.out.suffix.lower() == ".geojson":
        frame = frame.to_crs(degrees_for(frame))
    writing(args.out, lang, lambda path: _write(path, layer, frame))
    system = system_name(frame.crs.to_string(), lang)
    tell(say("cli.imported", lang, file=args.out, n=len(frame), system=system))
    return FINE


def _drawing(args: argparse.Namespace) -> Drawing:
    """Read the one file, or the parts of one shapefile, that the words name."""
    return read_drawing(_source(args), layer=args.layer or "", encoding=args.encoding)


def _source(args: argparse.Namespace) -> dict[str, bytes]:
    return {name: content for path in args.files for name, content in source_of(path).items()}


def _kind_of(drawing: Drawing) -> str:
    """Layer that the shapes look like: points are places, all else is grids."""
    dimensions = shapely.get_dimensions(drawing.frame.geometry.to_numpy())
    return "places" if set(dimensions) <= {-1, 0} else "grids"


def _readings(drawing: Drawing, args: argparse.Namespace) -> tuple[Reading, ...]:
    near, system = _near(args.near), named(args.system)
    if near is None and not system and not args.swapped and not drawing.system:
        try:
            return (reading_of(drawing),)  # what the format itself says, as GeoJSON does
        except InputError as error:
            if error.code != "which_system":
                raise
    found = readings(drawing, near, system=system)
    if not args.swapped:
        return found
    swapped = tuple(reading for reading in found if reading.swapped)
    if not swapped:
        raise BadInput(say("cli.not_swapped", args.lang, system=_named(found[0], args.lang)))
    return swapped


def _near(path: Path | None) -> shapely.Geometry | None:
    """Township of an area folder or a file, as polygons in longitude and latitude."""
    if path is None:
        return None
    frame = load_area(path).units if path.is_dir() else read_polygons(path)
    shapes = frame.to_crs(_DEGREES).geometry.dropna()
    return shapely.geometrycollections(list(shapes))


def _chosen(found: Sequence[Reading], args: argparse.Namespace) -> Reading:
    """Take the reading that needs no question, or the first one where none is to be asked."""
    first, lang = found[0], args.lang
    if first.clear or args.yes or args.swapped:
        return first
    names = listed([_named(reading, lang) for reading in found], lang)
    raise BadInput(say("cli.which_system", lang, file=args.files[0].name, systems=names))


def _in_metres(
    drawing: Drawing, reading: Reading, layer: str, args: argparse.Namespace
) -> tuple[gpd.GeoDataFrame, tuple[Note, ...]]:
    ids = (LAYERS[layer].index,)
    if is_line_work(drawing) and layer in _POLYGONS:
        faces = faces_of(drawing, reading, crs=args.crs)
        return faces.frame.rename_axis(index=ids[0]), faces.notes
    shapes_of = polygons_of if layer in _POLYGONS else points_of
    return shapes_of(drawing, reading, crs=args.crs, ids=ids), ()


def _write(path: Path, layer: str, frame: gpd.GeoDataFrame) -> None:
    ending = path.suffix.lower()
    if ending == ".gpkg":
        write_geopackage(path, {layer: frame})
    elif ending == ".zip":
        write_shapefile_zip(path, frame)
    else:
        part = path.with_name(f".{path.stem[:100]}.{os.getpid()}.part")
        try:
            write_features(part, frame)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _tell_read(drawing: Drawing, layer: str, lang: Lang, tell: Tell) -> None:
    kinds = Counter(drawing.frame.geometry.geom_type.fillna("None"))
    shapes = listed([f"{say(f'shape.{kind}', lang)} {n}" for kind, n in kinds.most_common()], lang)
    inner = drawing.layer if drawing.layer not in drawing.file else ""
    name = f"{drawing.file} {inner}".strip()
    tell(say("cli.read", lang, file=name, shapes=shapes, layer=say(f"cli.as_{layer}", lang)))


def _tell_notes(notes: Iterable[Note], lang: Lang, tell: Tell) -> None:
    for note in notes:
        if known(f"read.{note.code}"):
            tell("· " + explain("read", note.code, note.facts, lang))


def _tell_readings(found: Sequence[Reading], lang: Lang, tell: Tell) -> None:
    """Say each way the numbers may be read, the best first."""
    for reading in found:
        key = "cli.reading" if reading.fit is None else "cli.reading_fit"
        facts = {"near": reading.near_share, "fit": reading.fit or 0.0}
        mark = say("cli.declared", lang) if reading.declared else ""
        tell(say(key, lang, system=_named(reading, lang) + mark, **facts))


def _tell_columns(frame: gpd.GeoDataFrame, layer: str, lang: Lang, tell: Tell) -> None:
    """Say which columns came in, and which of the layer are not there yet."""
    there = [str(name) for name in frame.columns if name != frame.geometry.name]
    columns = listed([str(frame.index.name), *there], lang, most=20)
    tell(say("cli.columns_taken", lang, columns=columns))
    contract = LAYERS[layer].columns
    missing = [name for name, column in contract.items() if not column.optional]
    missing = [name for name in missing if name not in there]
    if missing:
        tell(say("cli.columns_missing", lang, columns=listed(missing, lang, most=20)))


def _named(reading: Reading, lang: Lang) -> str:
    return system_name(reading.system, lang, swapped=reading.swapped)
