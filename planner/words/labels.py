"""Names that rows without an id have, and what a value must be: English in the facts, Chinese here.

The rooms below write "feature 5", "row 12 and 3 more" or "a whole number not below 0" among the
facts of a refusal. A sentence in Chinese writes them in Chinese.
"""

from __future__ import annotations

import re

_ROWS = {
    "feature": "第 {n} 个图形",
    "shape": "第 {n} 个图形",
    "placemark": "第 {n} 个地标",
    "record": "第 {n} 条记录",
    "row": "第 {n} 行",
    "line": "第 {n} 行",
    "entity": "第 {n} 个图元",
    "face": "第 {n} 个面",
    "column": "第 {n} 列",
}
_ROW = re.compile(rf"\b({'|'.join(_ROWS)}) (\d+)\b")
# a text of nothing but such names: what a person wrote stays as it is
_ONLY_ROWS = re.compile(rf"{_ROW.pattern}(, .*)?( and \d+ more)?")
_SPAN = re.compile(r"rows (\d+)-(\d+)")  # of a table of corners
_MORE = re.compile(r" and (\d+) more$")
_WANTED = {
    "text": "文字",
    "a whole number": "整数",
    "a number": "数字",
    "true or false": "是或否（true、false）",
    "a date YYYY-MM-DD": "日期（如 2025-12-31）",
    "a time HH:MM from 00:00 to 24:00": "时刻（如 08:30，00:00 至 24:00）",
}
_LIMITED = re.compile(r"(?P<what>.+?)(?: not below (?P<least>\S+))?(?: not above (?P<most>\S+))?")
_SHAPES = {
    "Point": "点",
    "MultiPoint": "多点",
    "LineString": "线",
    "MultiLineString": "多段线",
    "Polygon": "面",
    "MultiPolygon": "多部分面",
    "nothing": "空",
}


def in_chinese(text: str) -> str:
    """Write names of rows, kinds of values and kinds of shapes in Chinese; other text stays."""
    if more := _MORE.search(text):
        return f"{in_chinese(text[: more.start()])} 等，另有 {more[1]} 个"
    if span := _SPAN.fullmatch(text):
        return f"第 {span[1]} 至 {span[2]} 行"
    if _ONLY_ROWS.fullmatch(text):
        said = _ROW.sub(lambda found: _ROWS[found[1]].format(n=found[2]), text)
        return said.replace(", ", "、")
    if all(part in _SHAPES for part in text.split(" or ")):
        return "或".join(_SHAPES[part] for part in text.split(" or "))
    return _wanted(text)


def _wanted(text: str) -> str:
    found = _LIMITED.fullmatch(text)
    what = found["what"] if found else text
    limits = bool(found and (found["least"] or found["most"]))
    if what.startswith("one of "):
        what = f"以下之一：{what.removeprefix('one of ')}"
    elif what not in _WANTED or (what == "text" and limits):
        return text
    said = _WANTED.get(what, what)
    if found and found["least"]:
        said += f"，不小于 {found['least']}"
    if found and found["most"]:
        said += f"，不大于 {found['most']}"
    return said
