"""Attributes of a shapefile: a dBASE table whose encoding is told, hinted at or found out."""

import codecs
import re
import struct
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import pandas as pd

from geo.contract import Fact, InputError
from geo.formats.drawing import MAX_COLUMNS, Note

# GB18030 holds all of GBK and GB2312, so it stands for both
_CODECS: Mapping[str, str] = {
    "utf8": "UTF-8", "65001": "UTF-8", "gbk": "GB18030", "gb2312": "GB18030", "936": "GB18030",
    "cp936": "GB18030", "ansi936": "GB18030", "gb18030": "GB18030", "54936": "GB18030",
    "euccn": "GB18030", "big5": "Big5", "950": "Big5", "cp950": "Big5", "88591": "ISO-8859-1",
    "iso88591": "ISO-8859-1", "1252": "CP1252", "cp1252": "CP1252", "ansi1252": "CP1252",
}  # fmt: skip
# language driver of the header (ESRI, shapefile code pages); 0x57 "as the machine" says nothing
_DRIVERS: Mapping[int, str] = {
    0x03: "CP1252", 0x4D: "GB18030", 0x7A: "GB18030", 0x4F: "Big5", 0x78: "Big5",
}  # fmt: skip
_GUESSES = ("UTF-8", "GB18030")
_FIELD = struct.Struct("<11sc4xBB14x")
_NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_NUMBERED = re.compile(rb"(.*?)(_\d{1,2})?", re.DOTALL)
_NAME_BYTES = 10  # a name of more is cut, in the middle of a character if need be
MAX_CELLS = 10_000_000  # 100,000 grids with 100 columns; more would fill the memory
_DELETED = ord("*")
_SHOWN = 4  # damaged texts a note shows
_FEW = 0.1  # of the texts may be damaged where a person says what the encoding is


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a dBASE table, which of them are not deleted, and what was noticed."""

    rows: pd.DataFrame
    kept: tuple[bool, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    name: bytes
    kind: str
    start: int
    width: int
    decimals: int

    def cut(self, record: bytes) -> bytes:
        """Bytes of this field in one record."""
        return record[self.start : self.start + self.width]


def codec_named(given: str) -> str:
    """Name the encoding a person or a .cpg means, "" when nobody knows it."""
    return _CODECS.get(re.sub(r"[^0-9a-z]", "", given.lower()), "")


def read_table(
    name: str, content: bytes, expected: int, *, declared: str = "", asked: str = ""
) -> Table:
    """Read a table: text as text, whole numbers as int, dates as YYYY-MM-DD, blanks as None.

    Parameters
    ----------
    expected
        Number of shapes, which must be the number of rows.
    declared
        Content of the .cpg.
    asked
        Encoding a person chose; it wins over what the file says. A few texts damaged in the
        file itself do not stop it: what cannot be read in them becomes U+FFFD.

    Raises
    ------
    InputError
        dbf_broken, dbf_truncated, dbf_encoding, counts_differ, too_many_columns, layer_too_large.

    References
    ----------
    dBASE III file structure; ESRI, Shapefile Technical Description, 1998, p. 25.
    """
    count, fields, body = _layout(name, content)
    _check_count(name, count, expected, len(fields))
    width = len(body) // count if count else 0
    records = [body[at * width : (at + 1) * width] for at in range(count)]
    texts = [field for field in fields if field.kind == "C"]
    cells = {field.cut(record) for record in records for field in texts}
    names = {field.name for field in fields}
    codec, notes = _codec(name, cells | names, _hints(content[29], declared), asked)
    words = {cell: _word(cell, codec) for cell in cells}
    known = [field for field in fields if field.kind in _READERS or field.kind == "C"]
    columns = {}
    for title, field in zip(_titles(known, codec), known, strict=True):
        values = [_value(field, field.cut(record), words) for record in records]
        columns[title] = pd.Series(values, dtype="object")
    half = [not _strict(field.name, codec) for field in known]
    if any(half):
        notes.append(Note("names_cut", {"columns": ", ".join(compress(columns, half))}))
    if len(known) < len(fields):
        notes.append(Note("columns_unread", {"count": len(fields) - len(known)}))
    kept = tuple(record[0] != _DELETED for record in records)
    rows = pd.DataFrame(columns, index=pd.RangeIndex(count), dtype="object")
    return Table(rows, kept, tuple(notes))


def _layout(name: str, content: bytes) -> tuple[int, list[_Field], bytes]:
    """Count of records, fields and the bytes of all records, every length checked."""
    if len(content) < 33:
        raise _fault(name, "dbf_broken")
    count, head, width = struct.unpack_from("<IHH", content, 4)
    end = content.find(b"\r", 32)
    if width < 1 or not 32 < end + 1 <= head <= len(content) or (end - 32) % 32:
        # the end mark may be missing from the first place it is looked for inside a field
        end = next((at for at in range(32, head, 32) if content[at : at + 1] == b"\r"), 0)
        if not end or width < 1 or head > len(content):
            raise _fault(name, "dbf_broken")
    if (end - 32) // 32 > MAX_COLUMNS:
        facts: dict[str, Fact] = {"file": name, "limit": MAX_COLUMNS}
        told = "{file}: more than {limit} columns; expected the attributes of one layer."
        raise InputError(facts=facts, code="too_many_columns", sentence=told)
    fields = _fields(content[32:end])
    if sum(field.width for field in fields) + 1 > width:
        raise _fault(name, "dbf_broken")
    there = (len(content) - head) // width
    if count > there:
        facts = {"file": name, "row_count": count, "given": there}
        told = "{file}: the table says {row_count} rows and holds {given}; copy it again whole."
        raise InputError(facts=facts, code="dbf_truncated", sentence=told)
    return count, fields, content[head : head + count * width]


def _check_count(name: str, count: int, expected: int, fields: int) -> None:
    facts: dict[str, Fact] = {"file": name, "shape_count": expected, "row_count": count}
    if count != expected:
        told = "{file}: {shape_count} shapes but {row_count} rows; copy all parts of the layer."
        raise InputError(facts=facts, code="counts_differ", sentence=told)
    if count * fields > MAX_CELLS:
        told = "{file}: more rows than a layer of an area holds; cut out the area you need."
        raise InputError(facts={"file": name}, code="layer_too_large", sentence=told)


def _fields(head: bytes) -> list[_Field]:
    fields, start = [], 1
    for name, kind, width, decimals in _FIELD.iter_unpack(head):
        text = kind in b"Cc"
        long = width + 256 * decimals if text else width  # text of FoxPro may be that long
        bare = name.split(b"\0")[0]
        fields.append(_Field(bare, kind.decode("latin-1").upper(), start, long, decimals))
        start += long
    return fields


def _hints(driver: int, declared: str) -> list[str]:
    """Name the encodings the file says it has, the most reliable first."""
    return [name for name in (codec_named(declared), _DRIVERS.get(driver, "")) if name]


def _codec(
    name: str, texts: Collection[bytes], hints: Sequence[str], asked: str
) -> tuple[str, list[Note]]:
    """First encoding in which every name and every text can be read; one asked for is the only."""
    if asked:
        return asked, _damaged(name, texts, asked)
    told = hints[0] if hints else ""
    for codec in (*hints, *_GUESSES):
        if all(_fits(text, codec) for text in texts):
            sure = codec == told or all(text.isascii() for text in texts)
            return codec, [] if sure else [Note("encoding_guessed", {"encoding": codec})]
    raise _fault(name, "dbf_encoding")


def _damaged(name: str, texts: Collection[bytes], codec: str) -> list[Note]:
    """Note the few texts that an encoding asked for cannot read; where it is most, refuse."""
    worded = [text for text in texts if not text.isascii()]
    damaged = sorted(_word(text, codec) or "" for text in worded if not _fits(text, codec))
    if len(damaged) > _FEW * len(worded):
        raise _fault(name, "dbf_encoding")
    if not damaged:
        return []
    return [Note("text_damaged", {"count": len(damaged), "texts": ", ".join(damaged[:_SHOWN])})]


def _fits(text: bytes, codec: str) -> bool:
    """Whether a text can be read, its last character cut in the middle if it fills its field."""
    if _strict(text, codec):
        return True
    if len(text) < _NAME_BYTES or text.endswith((b" ", b"\0")):
        return False
    # GDAL cuts names by bytes and numbers those that are then the same: half a character, _1
    body = _NUMBERED.fullmatch(text)
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(body[1] if body else text)
    except UnicodeError:
        return False
    return True


def _strict(text: bytes, codec: str) -> bool:
    try:
        text.decode(codec)
    except UnicodeError:
        return False
    return True


def _word(text: bytes, codec: str) -> str | None:
    """Text without the blanks that fill its field; nothing at all is None."""
    half = "ignore" if _fits(text, codec) else "replace"  # half a character at the end is nothing
    return text.decode(codec, errors=half).rstrip(" \0").replace("\0", "") or None


def _titles(fields: Sequence[_Field], codec: str) -> list[str]:
    """Names of the fields, each once."""
    titles: list[str] = []
    for number, field in enumerate(fields, 1):
        base = (_word(field.name, codec) or "").strip() or f"field_{number}"
        base = f"{base}_" if base == "geometry" else base
        same = (f"{base}_{more}" for more in range(1, len(fields) + 1))
        titles.append(base if base not in titles else next(t for t in same if t not in titles))
    return titles


def _value(field: _Field, raw: bytes, words: Mapping[bytes, str | None]) -> object:
    return words[raw] if field.kind == "C" else _READERS[field.kind](raw, field.decimals)


def _number(raw: bytes, decimals: int) -> object:
    """Whole number, number or None; what is neither stays text, so that a check can name it."""
    text = raw.strip(b" \0")
    if not text.strip(b"*"):
        return None
    if not _NUMBER.fullmatch(text):
        return text.decode("ascii", errors="replace")
    return int(text) if decimals == 0 and text.lstrip(b"+-").isdigit() else float(text)


def _date(raw: bytes, _decimals: int) -> object:
    text = raw.decode("ascii", errors="replace").strip(" \0")
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text != "00000000" else None


def _truth(raw: bytes, _decimals: int) -> object:
    return True if raw in b"YyTt" and raw else False if raw in b"NnFf" and raw else None


def _integer(raw: bytes, _decimals: int) -> object:
    return int.from_bytes(raw, "little", signed=True) if len(raw) == 4 else None


_READERS: Mapping[str, Callable[[bytes, int], object]] = {
    "N": _number, "F": _number, "D": _date, "L": _truth, "I": _integer, "+": _integer,
}  # fmt: skip


def _fault(name: str, code: str) -> InputError:
    told = {
        "dbf_broken": "{file}: the table beside the shapes is damaged; export the layer again.",
        "dbf_encoding": "{file}: the text is in no encoding found; say which one, as in GB18030.",
    }[code]
    return InputError(facts={"file": name}, code=code, sentence=told)
