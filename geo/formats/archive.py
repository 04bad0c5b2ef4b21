"""Members of a ZIP, read in memory: nothing is unpacked to a disk and no name becomes a path."""

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath

from geo.contract import Fact, InputError

MAX_BYTES = 256 * 1024 * 1024  # of all members together; a county of grids is a tenth of it
MAX_RATIO = 100  # honest layers shrink to a tenth, a bomb to a thousandth
_HARMLESS = 10 * 1024 * 1024  # below it the ratio says nothing: a table of blanks shrinks well
MAX_MEMBERS = 1_000
SHAPEFILE = (".shp", ".dbf", ".shx", ".prj", ".cpg")
TABLES = (".csv", ".xlsx", ".txt")  # beside a drawing they describe it
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NAMES_IN = ("utf-8", "gb18030", "cp437")  # where a member does not say how its name is written
_ENCRYPTED = 1

Group = Mapping[str, zipfile.ZipInfo]


def layers(name: str, content: bytes, endings: Collection[str]) -> tuple[str, ...]:
    """Names of the layers inside: files with one of the endings, a shapefile as one."""
    with _opened(name, content) as archive:
        return tuple(_groups(name, archive, endings))


def unpack(name: str, content: bytes, endings: Collection[str], layer: str) -> dict[str, bytes]:
    """Read the files of one layer, by their names inside.

    Raises
    ------
    InputError
        bad_zip, zip_too_large, zip_too_many, zip_locked or zip_empty.
    """
    with _opened(name, content) as archive:
        files = _groups(name, archive, endings)[layer]
        return {part: _content(archive, info) for part, info in files.items()}


def beside(name: str, content: bytes, member: str) -> bytes:
    """Read a file that describes a layer, by its plain name; empty where there is none."""
    with _opened(name, content) as archive:
        same = (i for i in archive.infolist() if PurePosixPath(i.filename).name == member)
        info = next((i for i in same if i.compress_type in _METHODS), None)
        return _content(archive, info) if info else b""


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Read one file as far as it declares: `ZipFile.read` would first unpack all there is."""
    with archive.open(info) as stream:
        return stream.read(info.file_size + 1)


@contextmanager
def _opened(name: str, content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose names can be read and whose declared sizes are bearable."""
    try:
        with _archive(content) as archive:
            _check_sizes(name, archive.infolist(), len(content))
            yield archive
    except InputError:
        raise
    # zipfile raises all of these on a broken or forged file
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError,
        ValueError, RuntimeError, IndexError, OverflowError,
    ) as error:  # fmt: skip
        facts: dict[str, Fact] = {"file": name}
        told = "{file}: the ZIP is damaged and cannot be read; pack the files again."
        raise InputError(facts=facts, code="bad_zip", sentence=told) from error


def _archive(content: bytes) -> zipfile.ZipFile:
    for encoding in _NAMES_IN[:-1]:
        try:
            return zipfile.ZipFile(io.BytesIO(content), metadata_encoding=encoding)
        except UnicodeDecodeError:
            continue
    return zipfile.ZipFile(io.BytesIO(content), metadata_encoding=_NAMES_IN[-1])


def _check_sizes(name: str, members: Collection[zipfile.ZipInfo], packed: int) -> None:
    """Refuse a bomb by its own table of contents; nothing is read past a declared size."""
    declared = sum(member.file_size for member in members)
    facts: dict[str, Fact] = {"file": name, "limit": MAX_MEMBERS}
    if len(members) > MAX_MEMBERS:
        told = "{file}: the ZIP has more than {limit} files; pack only the layer you need."
        raise InputError(facts=facts, code="zip_too_many", sentence=told)
    if declared > MAX_BYTES or declared > max(MAX_RATIO * packed, _HARMLESS):
        told = "{file}: the ZIP unpacks to far more than a layer holds; pack only the layer."
        raise InputError(facts={"file": name}, code="zip_too_large", sentence=told)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        told = "{file}: the ZIP has a password; pack it again without one."
        raise InputError(facts={"file": name}, code="zip_locked", sentence=told)


def _groups(
    name: str, archive: zipfile.ZipFile, endings: Collection[str]
) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """Files of each layer by their plain names; the layer is named by the file, if that tells."""
    found: dict[tuple[str, ...], dict[str, zipfile.ZipInfo]] = {}
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        ending = path.suffix.lower()
        hidden = path.name.startswith(".") or "__MACOSX" in path.parts
        known = ending in endings or (".shp" in endings and ending in SHAPEFILE)
        if member.is_dir() or hidden or not known or member.compress_type not in _METHODS:
            continue
        stem = str(path.with_suffix("")).casefold()
        key = (stem, ".shp") if ending in SHAPEFILE else (stem, ending)
        found.setdefault(key, {}).setdefault(path.name, member)
    found = {key: files for key, files in found.items() if _readable(key, files)}
    drawings = {key: files for key, files in found.items() if key[1] not in TABLES}
    if not found:
        told = "{file}: the ZIP holds no file that can be read; expected a layer such as .shp."
        raise InputError(facts={"file": name}, code="zip_empty", sentence=told)
    return _named(drawings or found)


def _readable(key: tuple[str, ...], files: Group) -> bool:
    """Parts of a shapefile without its shapes are no layer."""
    return key[1] != ".shp" or any(part.lower().endswith(".shp") for part in files)


def _named(
    found: Mapping[tuple[str, ...], dict[str, zipfile.ZipInfo]],
) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """Layers by the name of their file, by the whole name inside where two have the same."""
    stems = [PurePosixPath(next(iter(files))).stem for files in found.values()]
    named = {}
    for stem, files in zip(stems, found.values(), strict=True):
        whole = next(iter(files.values())).filename
        named[stem if stems.count(stem) == 1 else whole] = files
    return named
