"""What offices write in a table of roads, as the values of a layer of roads."""

import re
import unicodedata
from collections.abc import Collection, Mapping

import numpy as np

from geo.contract import Fact, InputError, name_some
from geo.formats.osm_use import OSM_CLASSES
from geo.intake.values import is_blank

# what an office writes for a class; letters are the marks of road numbers (GB/T 917: G S X Y C Z)
_CLASSES: Mapping[str, str] = {
    "motorway": "高速公路 高速 国家高速公路 省级高速公路",
    "trunk": "国道 G 一级公路 快速路 城市快速路",
    "primary": "省道 S 二级公路 主干路 主干道 城市主干路",
    "secondary": "次干路 次干道 城市次干路",
    "county": "县道 X 县级公路 三级公路",
    "township": "乡道 Y 乡镇道路 乡级公路 镇道 四级公路",
    "village": "村道 C 村级公路 通村路 通村公路 通组路 村组路 村组公路 村路 农村道路 等外公路 "
    "村内道路",
    "track": "机耕路 机耕道 生产路 产业路 林道 林区道路 土路 田间道 田间路 便道",
    "footpath": "小路 小道 步道 人行道 人行路 山路 乡村小路 小径 石阶 步行道 人行小路",
    "unclassified": "专用公路 Z 专用道路",
    "residential": "街道 支路 城市支路 巷道 巷 居住区道路 小区道路",
    "service": "内部道路 单位内部路 厂区道路 停车场通道",
}
_BY_WORD = {word: name for name, words in _CLASSES.items() for word in words.split()}
_OUR_OWN = ("county", "township", "village", "footpath")
_SURFACES: Mapping[str, str] = {
    "asphalt": "沥青 沥青路 沥青混凝土 沥青路面 柏油 柏油路 油路",
    "concrete": "水泥 水泥路 混凝土 水泥混凝土 水泥路面 砼 硬化 硬化路",
    "gravel": "砂石 砂石路 碎石 碎石路 沙石 沙石路 泥结碎石 石子路",
    "ground": "土 土路 泥路 泥土 未硬化 素土",
    "sett": "石板 石板路 块石 弹石 弹石路 石块",
}
_SURFACE_BY_WORD = {word: name for name, words in _SURFACES.items() for word in words.split()}
_WAYS: Mapping[int, str] = {
    0: "双向 双行 双向通行 b both no 否 0 false n 不是 无 两向",
    1: "单向 单行 正向 顺向 ft yes true 1 是 y 有 forward 单行线",
    -1: "反向 逆向 tf -1 reverse backward",
}
_WAY_BY_WORD = {word: way for way, words in _WAYS.items() for word in words.split()}
_YES_WORDS = "是 可 可以 能 允许 有 yes y true 1 √"
_NO_WORDS = "否 不可 不可以 不能 禁止 禁行 无 no n false 0 ×"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "night": {"open": "开放 可通行 通行 可 是", "closed": "封闭 关闭 禁行 不通 不可通行 否"},
    "rain": {
        "open": "开放 可通行 通行 可 是",
        "slow": "慢行 减速 缓行",
        "closed": "封闭 关闭 禁行 不通 不可通行 否",
    },
}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(?:m|米|公尺|km/h|公里/小时|公里|码)?", re.IGNORECASE)


def class_of(cell: object) -> str:
    """Class of road a cell names; "" where nobody knows it or nothing stands there."""
    text = _plain(cell)
    if not text:
        return ""
    if text in _BY_WORD:
        return _BY_WORD[text]
    name = text.lower().removesuffix("_link")
    name = "track" if name.startswith("track_grade") else name
    if name in (*OSM_CLASSES, *_OUR_OWN):
        return name
    return _BY_WORD.get(text.upper(), "") if len(text) == 1 else ""


def surface_of(cell: object) -> str | None:
    """Surface in the words of OpenStreetMap, or as it was written; None for nothing."""
    text = _plain(cell)
    return _SURFACE_BY_WORD.get(text, text.lower() if text.isascii() else text) or None


def directions(cells: Collection[object]) -> list[int | None]:
    """Direction of each road: 0 both ways, 1 as drawn, -1 against it; None for another word.

    T and F are yes and no, but where B stands among them they are the marks of Geofabrik's
    layers: F along the line, T against it, B both.
    """
    marks = {_plain(cell).upper() for cell in cells}
    own = {"F": 1, "T": -1, "B": 0} if "B" in marks else {"T": 1, "F": 0}
    return [_direction(cell, own) for cell in cells]


def _direction(cell: object, marks: Mapping[str, int]) -> int | None:
    if isinstance(cell, (bool, np.bool_)):
        return int(cell)
    text = _plain(cell).lower()
    if not text:
        return 0
    return _WAY_BY_WORD.get(text, marks.get(text.upper()))


def number_of(cell: object) -> float | None:
    """Width or speed as a number, "3.5米" too; None for nothing, and for 0, which says unknown.

    Raises
    ------
    ValueError
        The cell is no number.
    """
    text = _plain(cell)
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if not found:
        raise ValueError(text)
    return float(found[1]) or None


def choice_of(column: str, cell: object) -> str | None:
    """Value of foot, motorbike, car, night or rain.

    Raises
    ------
    ValueError
        None of the words of the column.
    """
    text = _plain(cell).lower()
    if not text:
        return None
    if column not in _CHOICES:
        if text in _YES or text in _NO:
            return "yes" if text in _YES else "no"
        raise ValueError(text)
    for value, words in _CHOICES[column].items():
        if text == value or text in words.split():
            return value
    raise ValueError(text)


def bridge_of(cell: object) -> bool:
    """Whether a road is a bridge; a name such as 落雁大桥 is one too, T is yes.

    Raises
    ------
    ValueError
        Neither yes nor no.
    """
    if isinstance(cell, (bool, np.bool_)):
        return bool(cell)
    text = _plain(cell).lower()
    if not text or text in _NO or text == "f":
        return False
    if text in _YES or text == "t" or text.endswith("桥") or text in {"viaduct", "bridge"}:
        return True
    raise ValueError(text)


def not_known(file: str, column: str, given: Collection[str], rows: Collection[str]) -> InputError:
    """Say that cells of a column hold words nobody knows."""
    facts: dict[str, Fact] = {
        "file": file,
        "column": column,
        "given": name_some(dict.fromkeys(given)),
        "rows": name_some(rows),
        "count": len(rows),
    }
    told = (
        "{file}, column {column}: {given} is not understood ({rows}); write it as the manual "
        "lists, or empty the cells."
    )
    return InputError(facts=facts, code="road_value", sentence=told)


def _plain(cell: object) -> str:
    """Cell as text: 1.0 is 1, widths of letters are one."""
    if is_blank(cell):
        return ""
    if isinstance(cell, (float, np.floating)) and float(cell).is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFKC", str(cell)).strip()
