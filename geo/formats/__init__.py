"""Strict readers of foreign files: the ending of the name decides, nothing is ever guessed."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from geo.contract import Fact, InputError
from geo.formats import geojson
from geo.formats.drawing import Drawing, Note, check_finite

__all__ = ["ENDINGS", "Drawing", "Note", "Source", "layers_of", "read_drawing", "source_of"]

Source = Mapping[str, bytes]


class _Reader(Protocol):
    """What a module that reads one format offers; without ``layers`` a file is one layer."""

    def read(self, name: str, content: bytes, *, layer: str = "", encoding: str = "") -> Drawing:
        """Read one layer."""


# by name, because ezdxf, openpyxl and osmnx take seconds to load and few files need them
_MODULES: Mapping[str, str] = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".gpkg": "geopackage",
    ".dxf": "dxf",
    ".csv": "sheets",
    ".xlsx": "sheets",
    ".txt": "ovital",
    ".osm": "osm",
}
ENDINGS: tuple[str, ...] = tuple(_MODULES)


def source_of(path: Path) -> Source:
    """Read a file into memory.

    Raises
    ------
    InputError
        file_missing or file_too_large.
    """
    path = Path(path)
    return {path.name: geojson.read_bytes(path)}


def layers_of(source: Source) -> tuple[str, ...]:
    """Names of the layers of a file; () where it has only one, without a name."""
    name, content = _single(source)
    layers = getattr(_reader(name), "layers", None)
    return tuple(layers(name, content)) if layers else ()


def read_drawing(source: Source, *, layer: str = "", encoding: str = "") -> Drawing:
    """Read one layer of a file as it is: nothing mended, nothing moved, every number finite.

    Parameters
    ----------
    source
        File name -> content; the name is used for its ending and in messages only.
    layer
        Which of several layers; not needed where there is one.
    encoding
        Encoding of the text where the file does not say, such as GB18030.

    Raises
    ------
    InputError
        unknown_format, out_of_range, which_layer, or what the reader of the format finds.
    """
    name, content = _single(source)
    drawing = _reader(name).read(name, content, layer=layer, encoding=encoding)
    check_finite(drawing)
    return drawing


def _single(source: Source) -> tuple[str, bytes]:
    [(name, content)] = source.items()
    return Path(name).name, content


def _reader(name: str) -> _Reader:
    ending = Path(name).suffix.lower()
    if ending in _MODULES:
        return cast("_Reader", import_module(f"geo.formats.{_MODULES[ending]}"))
    facts: dict[str, Fact] = {"file": name, "given": ending or "none"}
    told = "{file}: expected a file ending " + ", ".join(ENDINGS) + "; got {given}."
    raise InputError(facts=facts, code="unknown_format", sentence=told)
