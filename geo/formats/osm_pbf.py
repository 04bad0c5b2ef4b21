"""The PBF form of OpenStreetMap: blobs of at most 32 MB, their sizes checked before unpacking.

References
----------
OpenStreetMap wiki, PBF Format (fileformat.proto, osmformat.proto); Protocol Buffers, Encoding.
"""

import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from geo.contract import Fact, InputError
from geo.formats.osm_map import Gathered, Relation, Way
from geo.formats.osm_packed import MAX_BYTES, MAX_RATIO, cut, too_large

_MAX_HEADER = 64 * 1024  # both limits stand in the format itself
_MAX_BLOB = 32 * 1024 * 1024
_KNOWN = frozenset({b"OsmSchema-V0.6", b"DenseNodes"})
_PACKINGS = {4: "LZMA", 5: "bzip2", 6: "LZ4", 7: "zstd"}
_NANO = 1e-9
_MEMBERS = ("n", "w", "r")
_LONGEST = 10  # bytes of a number of 64 bits
_MASK = (1 << 64) - 1

Numbers = NDArray[np.int64]
Message = dict[int, list[int | bytes]]


def gather(gathered: Gathered, content: bytes) -> None:
    """Take every block of a file.

    Raises
    ------
    InputError
        osm_cut, osm_too_large, osm_packing, osm_feature, osm_too_many.
    ValueError
        The bytes are no such file.
    """
    limit = min(MAX_BYTES, max(MAX_RATIO * len(content), _MAX_BLOB))
    total = 0
    for kind, block in _blocks(gathered.file, content):
        total += len(block)
        if total > limit:
            raise too_large(gathered.file, limit)
        if kind == b"OSMHeader":
            _check_features(gathered.file, block)
        elif kind == b"OSMData":
            _take_block(gathered, block)
            gathered.check_size()


def _blocks(file: str, content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and unpacked content of each blob."""
    at = 0
    while at < len(content):
        size = int.from_bytes(content[at : at + 4])
        if size > _MAX_HEADER:
            raise ValueError(size)
        header_end = at + 4 + size
        if header_end > len(content):
            raise cut(file)
        header = _message(content[at + 4 : header_end])
        kind, length = _bytes(header, 1), _int(header, 3)
        at = header_end + length
        if not 0 <= length <= _MAX_BLOB:
            raise ValueError(length)
        if at > len(content):
            raise cut(file)
        yield kind, _unpacked(file, content[header_end:at])


def _unpacked(file: str, blob: bytes) -> bytes:
    """Content of a blob, exactly as long as it says."""
    message = _message(blob)
    if 1 in message:
        return _bytes(message, 1)
    size = _int(message, 2)
    if not 0 <= size <= _MAX_BLOB:
        raise ValueError(size)
    if 3 not in message:
        method = next((name for number, name in _PACKINGS.items() if number in message), "-")
        facts: dict[str, Fact] = {"file": file, "method": method}
        told = "{file}: packed with {method}, which cannot be read here; write it as .osm.bz2."
        raise InputError(facts=facts, code="osm_packing", sentence=told)
    unpacker = zlib.decompressobj()
    try:
        block = unpacker.decompress(_bytes(message, 3), size + 1)
    except zlib.error as error:
        raise ValueError(size) from error
    if len(block) != size:
        raise ValueError(size)
    return block


def _check_features(file: str, block: bytes) -> None:
    """Refuse a file of which a reader must know more than this one does, such as a history."""
    needed = {name for name in _message(block).get(4, []) if isinstance(name, bytes)}
    if unknown := sorted(needed - _KNOWN):
        facts: dict[str, Fact] = {"file": file, "given": unknown[0].decode("utf-8", "replace")[:60]}
        told = "{file}: a map of the kind {given} cannot be read; give a plain extract of today."
        raise InputError(facts=facts, code="osm_feature", sentence=told)


def _take_block(gathered: Gathered, block: bytes) -> None:
    message = _message(block)
    words = [word.decode("utf-8") for word in _all(_message(_bytes(message, 1)), 1)]
    grain = _int(message, 17, 100) * _NANO
    shift = (_int(message, 20, 0) * _NANO, _int(message, 19, 0) * _NANO)  # longitude, latitude
    for group in _all(message, 2):
        held = _message(group)
        for node in _all(held, 1):
            _take_node(gathered, _message(node), words, grain, shift)
        for dense in _all(held, 2):
            _take_dense(gathered, _message(dense), words, grain, shift)
        for way in _all(held, 3):
            line = _message(way)
            nodes = np.cumsum(_signed(_packed(line, 8)))
            gathered.ways.append(Way(_number(line), nodes, _tags(line, words)))
        for relation in _all(held, 4):
            gathered.relations.append(_relation(_message(relation), words))


def _take_node(
    gathered: Gathered,
    node: Message,
    words: Sequence[str],
    grain: float,
    shift: tuple[float, float],
) -> None:
    number, lat, lon = (int(_signed(np.array([_int(node, f)]))[0]) for f in (1, 8, 9))
    gathered.ids.append(number)
    gathered.lonlat.extend((_degrees(lon * grain + shift[0]), _degrees(lat * grain + shift[1])))
    if tags := _tags(node, words):
        gathered.tagged[number] = tags


def _take_dense(
    gathered: Gathered,
    dense: Message,
    words: Sequence[str],
    grain: float,
    shift: tuple[float, float],
) -> None:
    ids, lat, lon = (np.cumsum(_signed(_packed(dense, field))) for field in (1, 8, 9))
    if not len(ids) == len(lat) == len(lon):
        raise ValueError(len(ids))
    places = np.column_stack([lon * grain + shift[0], lat * grain + shift[1]])
    gathered.ids.extend(ids.tolist())
    gathered.lonlat.extend(np.round(places, 9).ravel().tolist())
    pairs = _packed(dense, 10).tolist()
    if not pairs:
        return
    at = 0
    for number in ids.tolist():
        end = pairs.index(0, at)
        if end > at:
            keys, values = pairs[at:end:2], pairs[at + 1 : end : 2]
            found = zip(keys, values, strict=True)
            gathered.tagged[number] = {words[key]: words[value] for key, value in found}
        at = end + 1


def _degrees(value: float) -> float:
    return round(value, 9)  # the finest grain of the format is a nanodegree


def _relation(message: Message, words: Sequence[str]) -> Relation:
    roles, kinds = _packed(message, 8).tolist(), _packed(message, 10).tolist()
    numbers = np.cumsum(_signed(_packed(message, 9))).tolist()
    members = zip(kinds, numbers, roles, strict=True)
    found = tuple((_MEMBERS[kind], number, words[role]) for kind, number, role in members)
    return Relation(_number(message), found, _tags(message, words))


def _number(message: Message) -> int:
    """Give the number of a way or relation, a plain int64."""
    return _int(message, 1)


def _tags(message: Message, words: Sequence[str]) -> dict[str, str]:
    keys, values = (_packed(message, field).tolist() for field in (2, 3))
    return {words[key]: words[value] for key, value in zip(keys, values, strict=True)}


def _message(buffer: bytes) -> Message:
    """Fields of a message by number: whole numbers and bytes."""
    found: Message = {}
    at, size = 0, len(buffer)
    while at < size:
        key, at = _varint(buffer, at)
        number, wire = key >> 3, key & 7
        value: int | bytes
        if wire == 0:
            value, at = _varint(buffer, at)
        elif wire == 2:
            length, at = _varint(buffer, at)
            value = buffer[at : at + length]
            at += length
        elif wire in {1, 5}:
            length = 8 if wire == 1 else 4
            value = buffer[at : at + length]
            at += length
        else:
            raise ValueError(wire)
        if at > size or number == 0:
            raise ValueError(at)
        found.setdefault(number, []).append(value)
    return found


def _varint(buffer: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    for here in range(at, min(at + _LONGEST, len(buffer))):
        byte = buffer[here]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & _MASK, here + 1
        shift += 7
    raise ValueError(at)


def _packed(message: Message, field: int) -> Numbers:
    """Numbers of a packed field as they stand, none where the field is not there."""
    buffer = b"".join(_all(message, field))
    raw = np.frombuffer(buffer, dtype=np.uint8)
    ends = np.flatnonzero(raw < 0x80)
    if not len(raw):
        return np.zeros(0, dtype=np.int64)
    if not len(ends) or ends[-1] != len(raw) - 1:
        raise ValueError(field)
    starts = np.concatenate([[0], ends[:-1] + 1])
    lengths = ends - starts + 1
    if lengths.max() > _LONGEST:
        raise ValueError(field)
    values = np.zeros(len(ends), dtype=np.uint64)
    for step in range(int(lengths.max())):
        long = lengths > step
        part = (raw[starts[long] + step] & 0x7F).astype(np.uint64)
        values[long] |= part << np.uint64(7 * step)
    return values.astype(np.int64)


def _signed(values: Numbers) -> Numbers:
    """Undo the zigzag of signed numbers: 0, 1, 2, 3 are 0, -1, 1, -2."""
    plain = values.astype(np.uint64)
    return (plain >> np.uint64(1)).astype(np.int64) ^ -(plain & np.uint64(1)).astype(np.int64)


def _all(message: Message, field: int) -> list[bytes]:
    values = message.get(field, [])
    if not all(isinstance(value, bytes) for value in values):
        raise ValueError(field)
    return [value for value in values if isinstance(value, bytes)]


def _bytes(message: Message, field: int) -> bytes:
    return _all(message, field)[-1]


def _int(message: Message, field: int, default: int | None = None) -> int:
    """Whole number of a field that may stand once; the last one counts, as the format says."""
    values = message.get(field, [] if default is None else [default])
    if not isinstance(values[-1], int):
        raise ValueError(field)  # noqa: TRY004 - a wrong file, not a wrong program
    value = values[-1]
    return value - (1 << 64) if value > _MASK >> 1 else value
