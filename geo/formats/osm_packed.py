"""OpenStreetMap files as bytes: what they are, unpacked up to a limit and a ratio."""

import bz2
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Protocol

from geo.contract import Fact, InputError

MAX_BYTES = 256 * 1024 * 1024  # unpacked: a district in OSM XML is a tenth of it
MAX_RATIO = 100  # honest maps shrink to a tenth or a twentieth, a bomb to a thousandth
_HARMLESS = 10 * 1024 * 1024  # below it the ratio says nothing
_CHUNK = 1024 * 1024
_BZIP2, _GZIP = b"BZh", b"\x1f\x8b"
_PBF = b"\n\x09OSMHeader"  # after four bytes of length: field 1 of a blob header
_KINDS = {".osm": "XML", ".bz2": "bzip2", ".gz": "gzip", ".pbf": "PBF"}
ENDINGS = tuple(_KINDS)


class _Unpacker(Protocol):
    """What the unpackers of the standard library have in common."""

    @property
    def eof(self) -> bool:
        """Whether the end of a stream was reached."""

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end of the stream."""

    def decompress(self, data: bytes, max_length: int = ...) -> bytes:
        """Unpack some."""


def kind_of(content: bytes) -> str:
    """Tell by the first bytes what a file is: XML, bzip2, gzip or PBF; "" is none of them."""
    if content.startswith(_BZIP2):
        return "bzip2"
    if content.startswith(_GZIP):
        return "gzip"
    if content[4:].startswith(_PBF):
        return "PBF"
    return "XML" if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") else ""


def check_kind(name: str, content: bytes) -> str:
    """Kind of a file, which its ending must name too.

    Raises
    ------
    InputError
        unknown_format, osm_unreadable or wrong_content.
    """
    ending, found = PurePosixPath(name).suffix.lower(), kind_of(content)
    facts: dict[str, Fact] = {"file": name, "ending": ending, "found": found}
    if ending not in _KINDS:
        facts["given"] = ending
        told = f"{{file}}: expected a map ending {', '.join(_KINDS)}; got {ending or 'none'}."
        raise InputError(facts=facts, code="unknown_format", sentence=told)
    if not found:
        raise unreadable(name)
    if found != _KINDS[ending]:
        told = "{file}: the name ends {ending} but the content is {found}; export it again."
        raise InputError(facts=facts, code="wrong_content", sentence=told)
    return found


def unpacked(name: str, content: bytes, kind: str) -> bytes:
    """Text of a file in bzip2 or gzip, unpacked up to a limit.

    Raises
    ------
    InputError
        osm_too_large: over 256 MB, or over a hundred times its size; osm_cut: it breaks off;
        osm_unreadable.
    """
    if kind not in {"bzip2", "gzip"}:
        return content
    limit = min(MAX_BYTES, max(MAX_RATIO * len(content), _HARMLESS))
    parts, total = [], 0
    try:
        for part in _parts(content, kind):
            total += len(part)
            if total > limit:
                raise too_large(name, limit)
            parts.append(part)
    except EOFError as error:
        raise cut(name) from error
    except (OSError, zlib.error) as error:
        raise unreadable(name) from error
    return b"".join(parts)


def _parts(content: bytes, kind: str) -> Iterator[bytes]:
    """Pieces of a megabyte at most; several streams may follow one another.

    Raises
    ------
    EOFError
        A stream has no end.
    """
    while content:
        unpacker: _Unpacker = _started(kind)
        data = content
        while not unpacker.eof:
            part = unpacker.decompress(data, _CHUNK)
            data = getattr(unpacker, "unconsumed_tail", b"")
            if not part and not data and not unpacker.eof:
                raise EOFError
            yield part
        content = unpacker.unused_data.lstrip(b"\0")  # a tape may pad with zeros


def _started(kind: str) -> _Unpacker:
    return bz2.BZ2Decompressor() if kind == "bzip2" else zlib.decompressobj(wbits=31)


def unreadable(name: str) -> InputError:
    """Say that a file is no map."""
    told = (
        "{file}: cannot be read as an OpenStreetMap file; give .osm, .osm.bz2, .osm.gz or .osm.pbf."
    )
    return InputError("osm_unreadable", {"file": name}, told)


def cut(name: str) -> InputError:
    """Say that a file breaks off."""
    told = "{file}: the file breaks off before its end; download or copy it again."
    return InputError("osm_cut", {"file": name}, told)


def too_large(name: str, limit: int) -> InputError:
    """Say that a file holds more than may be unpacked; ``limit`` in bytes."""
    told = "{file}: unpacked it is larger than {limit} MB; give an extract of the area only."
    facts: dict[str, Fact] = {"file": name, "limit": limit // 1024**2}
    return InputError("osm_too_large", facts, told)
