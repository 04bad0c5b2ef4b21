"""Strict readers of foreign files: the ending of the name decides, nothing is ever guessed."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Protocol, cast

import numpy as np
import shapely

from geo.contract import Fact, InputError
from geo.formats import archive, shapefile
from geo.formats.dbf import codec_named
from geo.formats.drawing import Drawing, Note, check_finite, which_layer
from geo.formats.text import MAX_BYTES, read_bytes

__all__ = ["ENDINGS", "Drawing", "Note", "Source", "layers_of", "read_drawing", "source_of"]

Source = Mapping[str, bytes]


class _Reader(Protocol):
    """What a module that reads one format offers; without ``layers`` a file is one layer."""

    def read(self, name: str, content: bytes, *, layer: str = "", encoding: str = "") -> Drawing:
        """Read one layer."""


# by name, because ezdxf and openpyxl take seconds to load and few files need them
_MODULES: Mapping[str, str] = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".gpkg": "geopackage",
    ".shp": "shapefile",
    ".kml": "kml",
    ".ovkml": "kml",
    ".dxf": "dxf",
    ".csv": "sheets",
    ".xlsx": "sheets",
    ".txt": "ovital",
    ".osm": "osm_areas",
    ".bz2": "osm_areas",
    ".gz": "osm_areas",
    ".pbf": "osm_areas",
}
_KML = (".kml", ".ovkml")
# what may stand inside which archive; a ZIP in a ZIP is never opened, but a KMZ is one layer
_INSIDE: Mapping[str, tuple[str, ...]] = {
    ".zip": (*_MODULES, ".kmz", ".ovkmz"),
    ".kmz": _KML,
    ".ovkmz": _KML,
}
ENDINGS: tuple[str, ...] = (*_MODULES, *_INSIDE)
# first bytes that give a wrong ending away: the format, and the endings it may have
_MAGIC: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"PK\3\4", "ZIP", (".zip", ".kmz", ".ovkmz", ".xlsx")),
    (b"SQLite format 3\0", "SQLite", (".gpkg",)),
    (b"\0\0\x27\x0a", "SHP", (".shp",)),
    (b"%PDF", "PDF", ()),
    (b"AC10", "DWG", (".dxf",)),  # its reader says what to do
    (b"Rar!", "RAR", ()),
    (b"7z\xbc\xaf", "7z", ()),
    (b"\xd0\xcf\x11\xe0", "XLS", (".xlsx",)),
)
_ANY_START = (".dbf", ".shx", ".prj", ".cpg")
_LONGEST_NAME = 100
_INTO = " › "  # no slash: what follows one is taken for the name


def source_of(path: Path) -> Source:
    """Read a file into memory, a .shp with its parts beside it.

    Raises
    ------
    InputError
        file_missing or file_too_large.
    """
    path = Path(path)
    source = {path.name: read_bytes(path)}
    if path.suffix.lower() == ".shp":
        for part in sorted(path.parent.glob("*")):
            if part.stem == path.stem and part.suffix.lower() in archive.SHAPEFILE:
                source[part.name] = read_bytes(part)
    return source


def layers_of(source: Source) -> tuple[str, ...]:
    """Names of the layers of a file; () where it has only one, without a name.

    Raises
    ------
    InputError
        As `read_drawing`, where the layers cannot be told.
    """
    name, parts = _parts(source)
    ending = _ending(name)
    if ending in _INSIDE:
        found = _found(name, parts[ending])
        inner = layers_of(_taken(name, parts[ending], found[0])) if len(found) == 1 else ()
        return inner or (found if ending == ".zip" else ())
    layers = getattr(_reader(ending), "layers", None)
    return tuple(layers(name, parts[ending])) if layers else ()


def read_drawing(source: Source, *, layer: str = "", encoding: str = "") -> Drawing:
    """Read one layer of a file as it is: nothing mended, nothing moved, every number finite.

    Parameters
    ----------
    source
        File name -> content: one file, or the parts of one shapefile. Names are used for their
        endings and in messages only.
    layer
        Which of several layers; not needed where there is one.
    encoding
        Encoding of the text where the file does not say, such as GB18030.

    Raises
    ------
    InputError
        unknown_format, wrong_content, file_too_large, one_file, unknown_encoding, out_of_range,
        shape_refused, no_layer, which_layer, or what the reader of the format finds.
    """
    name, parts = _parts(source)
    ending = _ending(name)
    codec = _codec(name, encoding)
    if ending in _INSIDE:
        return _read_inside(name, parts[ending], layer, codec)
    _check_layer(name, parts[ending], layer)
    try:
        with np.errstate(all="ignore"):  # coordinates that are no numbers are refused right after
            if ending == ".shp":
                drawing = shapefile.read_parts(name, parts, layer=layer, encoding=codec)
            else:
                drawing = _reader(ending).read(name, parts[ending], layer=layer, encoding=codec)
            check_finite(drawing)
    except shapely.errors.ShapelyError as error:  # whatever GEOS will not build is no drawing
        told = "{file}: a shape in it cannot be built; check it and export the file again."
        raise InputError(facts={"file": name}, code="shape_refused", sentence=told) from error
    return drawing


def _read_inside(name: str, content: bytes, layer: str, codec: str) -> Drawing:
    """Read a layer of an archive; the name of its file or, inside that, of its own layer."""
    found = _found(name, content)
    chosen = layer if layer in found or len(found) > 1 else found[0]
    if chosen not in found:
        raise which_layer(name, found)
    inner = _taken(name, content, chosen)
    rest = layer if layer != chosen or layer in layers_of(inner) else ""
    drawing = read_drawing(inner, layer=rest, encoding=codec)
    if any(_ending(part) == ".shp" for part in inner):
        listed = archive.beside(name, content, f"{chosen}_fields.csv")
        drawing = shapefile.with_full_names(drawing, listed)
    return drawing if drawing.layer or _ending(name) != ".zip" else replace(drawing, layer=chosen)


def _found(name: str, content: bytes) -> tuple[str, ...]:
    """Files in an archive; further files of a KMZ are what its first one links to."""
    ending = _ending(name)
    found = archive.layers(name, content, _INSIDE[ending])
    if ending == ".zip":
        return found
    return ("doc",) if "doc" in found else found[:1]


def _taken(name: str, content: bytes, layer: str) -> Source:
    """One layer of an archive as a source of its own, named after both."""
    inner = archive.unpack(name, content, _INSIDE[_ending(name)], layer)
    return {f"{name}{_INTO}{_plain(part)}": content for part, content in inner.items()}


def _parts(source: Source) -> tuple[str, dict[str, bytes]]:
    """Name for messages, and the content of each part by its ending, checked at first sight."""
    named = {_plain(name): content for name, content in source.items()}
    parts = {_ending(name): content for name, content in named.items()}
    main = next((name for name in named if _ending(name) == ".shp"), next(iter(named), "-"))
    several = len(source) > 1 and not {".shp"} <= set(parts) <= set(archive.SHAPEFILE)
    if len(parts) != len(source) or several or not source:
        told = "{file}: expected one file, or the parts of one shapefile; give one layer at a time."
        raise InputError(facts={"file": main}, code="one_file", sentence=told)
    ending = _ending(main)
    if ending not in ENDINGS:
        facts: dict[str, Fact] = {"file": main, "given": ending} if ending else {"file": main}
        told = f"{{file}}: expected a file ending {', '.join(ENDINGS)}; got {ending or 'none'}."
        raise InputError(facts=facts, code="unknown_format", sentence=told)
    for name, content in named.items():
        _check_content(name, content)
    return main, parts


def _check_content(name: str, content: bytes) -> None:
    """Refuse what is too large, and what is plainly another format than its name says."""
    ending = _ending(name)
    facts: dict[str, Fact] = {"file": name, "ending": ending, "limit": MAX_BYTES}
    if len(content) > MAX_BYTES:
        told = f"the file is larger than {MAX_BYTES} bytes"
        raise InputError(
            facts=facts | {"told": told}, code="file_too_large", sentence="{file}: {told}."
        )
    for magic, found, endings in _MAGIC:
        if content.startswith(magic) and ending not in (*endings, *_ANY_START):
            told = "{file}: the name ends {ending} but the content is {found}; export it again."
            raise InputError(facts=facts | {"found": found}, code="wrong_content", sentence=told)


def _check_layer(name: str, content: bytes, layer: str) -> None:
    """Refuse the name of a layer for a file that has none, unless it is the file's own name."""
    if not layer or layer == _stem(name):
        return
    layers = getattr(_reader(_ending(name)), "layers", None)
    if layers is None or (_ending(name) == ".csv" and not layers(name, content)):
        told = "{file} has no layers, so none is called {given}; leave the name of the layer out."
        facts: dict[str, Fact] = {"file": name, "given": layer[:_LONGEST_NAME]}
        raise InputError(facts=facts, code="no_layer", sentence=told)


def _codec(name: str, encoding: str) -> str:
    """Name an encoding as Python knows it, "" for none."""
    codec = codec_named(encoding)
    if encoding and not codec:
        told = "{file}: the encoding {given} is not known; write it as in GB18030 or UTF-8."
        facts: dict[str, Fact] = {"file": name, "given": encoding[:40]}
        raise InputError(facts=facts, code="unknown_encoding", sentence=told)
    return codec


def _plain(name: str) -> str:
    """Name for messages: no folders, nothing unprintable, not endless; its ending stays."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in bare if letter.isprintable())
    return shown if len(shown) <= _LONGEST_NAME else shown[: _LONGEST_NAME // 2] + "…" + shown[-20:]


def _stem(name: str) -> str:
    return PurePosixPath(name.rpartition(_INTO)[2]).stem


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _reader(ending: str) -> _Reader:
    return cast("_Reader", import_module(f"geo.formats.{_MODULES[ending]}"))
