"""A workbook of Excel 97 (.xls) as rows of numbers and texts: what the contest data came in.

Only cells with a number or a shared text are read; the format is [MS-CFB] and [MS-XLS] of
Microsoft's open specifications.
"""

import struct
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

Cell = float | str
Sheet = dict[tuple[int, int], Cell]
"""Cells by row and column, from 0."""
_END = 0xFFFFFFF0
_SHEET, _STRINGS, _CONTINUED, _EOF = 0x85, 0xFC, 0x3C, 0x0A
_NUMBER, _RK, _MANY_RK, _TEXT = 0x203, 0x27E, 0xBD, 0xFD


def sheets(path: Path) -> dict[str, Sheet]:
    """Return the sheets of a workbook by name, in order.

    Raises
    ------
    ValueError
        The file is no workbook of Excel 97 to 2003.
    """
    stream = _workbook(path.read_bytes())
    records = list(_records(stream))
    texts = _texts(records)
    found = {}
    for _, kind, data in records:
        if kind == _SHEET:
            start = struct.unpack_from("<I", data)[0]
            wide = data[7] & 1
            name = data[8:].decode("utf-16-le" if wide else "latin-1")
            found[name] = _cells(stream, start, texts)
    return found


def _workbook(data: bytes) -> bytes:
    """Return the stream of the workbook out of the compound file."""
    if data[:8] != bytes.fromhex("d0cf11e0a1b11ae1"):
        raise ValueError("not a workbook of Excel 97 to 2003")
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    first_entry = struct.unpack_from("<I", data, 48)[0]
    tables = struct.unpack_from("<109I", data, 76)
    after: list[int] = []
    for sector in tables:
        if sector < _END:
            after += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)

    def chain(sector: int) -> bytes:
        parts = []
        while sector < _END:
            parts.append(data[(sector + 1) * size : (sector + 2) * size])
            sector = after[sector]
        return b"".join(parts)

    entries = chain(first_entry)
    for at in range(0, len(entries), 128):
        entry = entries[at : at + 128]
        name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le")
        if name == "Workbook":
            start, length = struct.unpack_from("<II", entry, 116)
            return chain(start)[:length]
    raise ValueError("no workbook in the file")


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _texts(records: list[tuple[int, int, bytes]]) -> list[str]:
    """Return the shared texts; one may go on in the next record, with its width told anew."""
    blocks: list[bytes] = []
    for _, kind, data in records:
        if kind == _STRINGS:
            blocks = [data]
        elif kind == _CONTINUED and blocks:
            blocks.append(data)
        elif blocks:
            break
    return list(_read_texts(blocks)) if blocks else []


def _read_texts(blocks: list[bytes]) -> Iterator[str]:
    block, at = 0, 8
    for _ in range(struct.unpack_from("<I", blocks[0], 4)[0]):
        if at >= len(blocks[block]):
            block, at = block + 1, 0
        length, flags = struct.unpack_from("<HB", blocks[block], at)
        at += 3
        runs = extra = 0
        if flags & 8:
            runs, at = struct.unpack_from("<H", blocks[block], at)[0], at + 2
        if flags & 4:
            extra, at = struct.unpack_from("<I", blocks[block], at)[0], at + 4
        text, wide = "", flags & 1
        while len(text) < length:
            if at >= len(blocks[block]):
                block, at = block + 1, 1
                wide = blocks[block][0] & 1
            take = min(length - len(text), (len(blocks[block]) - at) >> wide)
            part = blocks[block][at : at + (take << wide)]
            text += part.decode("utf-16-le" if wide else "latin-1")
            at += take << wide
        at += 4 * runs + extra
        yield text


def _cells(stream: bytes, start: int, texts: list[str]) -> Sheet:
    cells: Sheet = {}
    for _, kind, data in _records(stream, start):
        if kind == _EOF:
            break
        if kind in {_NUMBER, _RK, _MANY_RK, _TEXT}:
            row, column = struct.unpack_from("<HH", data)
        if kind == _NUMBER:
            cells[row, column] = struct.unpack_from("<d", data, 6)[0]
        elif kind == _RK:
            cells[row, column] = _short(struct.unpack_from("<I", data, 6)[0])
        elif kind == _MANY_RK:
            for i in range((len(data) - 6) // 6):
                cells[row, column + i] = _short(struct.unpack_from("<I", data, 6 + 6 * i)[0])
        elif kind == _TEXT:
            cells[row, column] = texts[struct.unpack_from("<I", data, 6)[0]]
    return cells


def _short(raw: int) -> float:
    """Return the number packed into 30 bits: whole or the head of a double, perhaps in cents."""
    if raw & 2:
        value = float(struct.unpack("<i", struct.pack("<I", raw))[0] >> 2)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (raw & ~3) << 32))[0]
    return value / 100 if raw & 1 else value


def rows(sheet: Sheet) -> list[list[Cell | None]]:
    """Return the cells as rows, None where there is none."""
    by_row: dict[int, dict[int, Cell]] = defaultdict(dict)
    for (row, column), cell in sheet.items():
        by_row[row][column] = cell
    width = max((column for _, column in sheet), default=-1) + 1
    return [[by_row[r].get(c) for c in range(width)] for r in sorted(by_row)]
