"""Values of a foreign table in the kinds of a layer: counts whole, codes text, words as codes."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.contract import Column, Fact, Frame, InputError, raise_if_any

MOST_DIGITS = 15  # a spreadsheet keeps that many of a number (IEEE 754 double), not one more
_DIGITS = re.compile(r"\d+")
_MARKED = re.compile(r"\d+(\.0*)?|\d(\.\d+)?e\+\d+", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[日月年]?(?:[ T]00:00.*)?")
_CLOCK = re.compile(r"(\d{1,2})[:时点](\d{2})?(?::00)?分?")
_YES = frozenset(["是", "有", "对", "√", "yes", "y", "true", "1"])
_NO = frozenset(["否", "无", "不", "×", "no", "n", "false", "0"])
# what an office writes for a kind; whatever stands in neither column stays as it is
_KINDS: Mapping[str, Mapping[str, str]] = {
    "grids": {
        "base": "基础网格 基础 普通网格 一般网格",
        "special": "专属网格 专属",
    },
    "units": {
        "village": "村 行政村 建制村 村委会 村民委员会",
        "community": "社区 居委会 居民委员会",
    },
    "places": {
        "hamlet": "自然村 村民小组 居民小组 居民点 小组",
        "town": "集镇 街道",
        "resettlement_site": "易地搬迁安置点 搬迁安置点 安置点",
    },
    "sites": {
        "police_station": "派出所",
        "police_room": "警务室",
        "township_hall": "乡政府 镇政府",
        "unit_office": "村委会 居委会 村(居)委会",
        "school": "学校 小学 中学",
        "kindergarten": "幼儿园",
        "clinic": "卫生院 卫生室 诊所",
        "hospital": "医院",
        "market": "集市 市场 农贸市场",
        "water_works": "水厂",
        "fuel_station": "加油站",
        "bridge": "桥梁 桥 大桥",
        "bus_station": "客运站",
        "bank": "银行 银行网点 信用社",
        "post_office": "邮政网点 邮政所",
        "fire_station": "消防站",
        "reservoir_dam": "水库 水库大坝",
    },
}


def typed(
    frame: pd.DataFrame,
    columns: Mapping[str, str],
    layer: Frame,
    rows: Sequence[str],
    *,
    file: str = "",
) -> gpd.GeoDataFrame:
    """Columns of a layer under their own names and in their kinds; missing values as None.

    A code a spreadsheet made a number becomes text again where no digit can be lost: whole and
    of at most 15 digits. A value of another kind that does not fit stays for the contract to name.

    Parameters
    ----------
    frame
        Rows as read; its index is kept.
    columns
        Source name -> column of the layer.
    rows
        How a message names each row.
    file
        Name of the file for messages.

    Raises
    ------
    SchemaError
        code_as_number, code_not_text (an object of JSON) and not_whole, one for each column with
        the first row that has it.
    """
    faults: list[InputError] = []
    values: dict[str, pd.Series] = {}
    for name, meant in columns.items():
        code, change = _change(layer, meant)
        cells, bad = [], []
        for number, cell in enumerate(frame[name].to_numpy(dtype="object")):
            try:
                cells.append(None if is_blank(cell) else change(cell))
            except ValueError:
                cells.append(None)
                bad.append(number)
        if bad:
            facts: dict[str, Fact] = {
                "file": file,
                "column": name,
                "given": str(frame[name].iloc[bad[0]]),
            }
            first = frame[name].iloc[bad[0]]
            kind = "code_not_text" if isinstance(first, (dict, list)) and "code" in code else code
            faults.append(_fault(kind, facts, [rows[number] for number in bad]))
        values[meant] = pd.Series(cells, index=frame.index, dtype="object")
    raise_if_any(file, faults)
    return gpd.GeoDataFrame(values, index=frame.index, geometry=[None] * len(frame))


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing: None, nan, or text without a character."""
    if isinstance(cell, float):
        return math.isnan(cell)
    if isinstance(cell, str):
        return not cell.strip()
    return cell is None or cell is pd.NA or cell is pd.NaT


def code_of(cell: object) -> str:
    """Code as text with every digit it was given.

    Raises
    ------
    ValueError
        The code went through a number and may have lost digits.
    """
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip().removeprefix("'")
        if _DIGITS.fullmatch(text) or not _MARKED.fullmatch(text):
            return text
        return _whole_digits(text)
    if isinstance(cell, (float, np.floating)):
        return _whole_digits(repr(float(cell)))
    if isinstance(cell, (int, np.integer)) and not isinstance(cell, bool):
        return _whole_digits(str(cell))
    msg = "expected a code"
    raise ValueError(msg)


def count_of(cell: object) -> int:
    """Count as a whole number; a separator of thousands is allowed.

    Raises
    ------
    ValueError
        The cell is no whole number.
    """
    if isinstance(cell, (bool, np.bool_)):
        msg = "expected a count"
        raise ValueError(msg)  # noqa: TRY004 - wrong input, not a wrong program
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        text = text.replace(",", "")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        msg = "expected a count"
        raise ValueError(msg) from error
    if not _is_whole(number) or abs(number) >= 10**MOST_DIGITS:
        msg = "expected a whole number"
        raise ValueError(msg)
    return int(number)


def _whole_digits(text: str) -> str:
    """Digits of a number as written, none made up: 5.30623E+14 has lost nine of them."""
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    lost = "e" in text.lower() and isinstance(exponent, int) and exponent > 0
    if lost or not _is_whole(number) or not 0 <= number < 10**MOST_DIGITS:
        msg = "digits of the code may be lost"
        raise ValueError(msg)
    return str(int(number))


def _is_whole(number: Decimal) -> bool:
    return number.is_finite() and number == number.to_integral_value()


def _change(layer: Frame, meant: str) -> tuple[str, Callable[[object], object]]:
    """Code of the fault of a column and the function that makes its values."""
    if meant in {layer.index, "unit_code"}:
        return "code_as_number", code_of
    column = layer.columns[meant]
    if column.kind == "int":
        return "not_whole", count_of
    return "", lambda cell: _fitting(layer, meant, column, cell)


def _fitting(layer: Frame, meant: str, column: Column, cell: object) -> object:
    """Value in the kind of its column, or as it is where it does not fit."""
    text = unicodedata.normalize("NFKC", _text(cell)).strip()
    if column.kind == "bool" and not isinstance(cell, bool):
        return True if text.lower() in _YES else False if text.lower() in _NO else cell
    if column.kind == "date" and (found := _DATE.fullmatch(text)):
        return "-".join(part.zfill(2) for part in found.groups()[:3] if part)
    if column.kind == "time" and (found := _CLOCK.fullmatch(text)):
        return f"{int(found[1]):02d}:{found[2] or '00'}"
    if meant == "kind":
        for kind, words in _KINDS[layer.name].items():
            if text in words.split():
                return kind
        return text.lower() if text.isascii() else text
    return _text(cell).strip() if column.kind == "text" else cell


def _text(cell: object) -> str:
    """Cell as text: 12.0 is 12, a date in its ISO form."""
    if isinstance(cell, (float, np.floating)) and float(cell).is_integer():
        return str(int(cell))
    if isinstance(cell, (dt.datetime, dt.date)):
        return cell.isoformat()[:10]
    return cell.isoformat("minutes") if isinstance(cell, dt.time) else str(cell)


def _fault(code: str, facts: Mapping[str, Fact], rows: Sequence[str]) -> InputError:
    told = {
        "code_as_number": "a code was saved as a number ({given}) and may have lost digits; "
        "format the column as text and enter the codes again",
        "code_not_text": "expected a code, got {given}",
        "not_whole": "expected a whole number, got {given}",
    }[code]
    where: dict[str, Fact] = {"place": rows[0], "row_count": len(rows)}
    sentence = "{file}, {place}, column {column}: " + told + " ({row_count} in all)."
    return InputError(facts={**facts, **where}, code=code, sentence=sentence)
