"""Names people give to the columns of a layer, Chinese and English."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from geo.contract import Fact, InputError
from geo.schema import GRIDS, PLACES, ROADS, SITES, UNITS, Frame

LAYERS: Mapping[str, Frame] = {f.name: f for f in (GRIDS, UNITS, PLACES, SITES, ROADS)}

# characters of such names as offices write them that keep the traditional script
_SIMPLE = str.maketrans(
    "網編碼號稱類別區單劃統計屬啟時間點組戶數總場開門關閉電話機證聯繫負責員長經緯標東橫縱層質種",
    "网编码号称类别区单划统计属启时间点组户数总场开门关闭电话机证联系负责员长经纬标东横纵层质种",
)
_BYTES = 10  # a shapefile cuts the name of a field to this length
_UNIT_CODES = (
    "单元代码 单元编码 村代码 村编码 村(社区)代码 村(社区)编码 社区代码 行政村代码 行政区划代码 "
    "统计用区划代码 区划代码 行政区代码 所属村代码 所属村编码 所属村(社区)代码 xzqdm"
)
_EVERYWHERE = {
    "name_zh": "中文名 中文名称 名称(中文)",
    "name_en": "英文名 英文名称 名称(英文) english_name",
    "effective_from": "生效日期 启用日期 生效时间",
}
# names that say which column they are; two of them for one column are refused
_SURE: Mapping[str, Mapping[str, str]] = {
    "grids": {
        "grid_id": "网格编码 网格代码 网格编号 网格号 网格id grid_code",
        "name_zh": "网格名称 网格名 grid_name",
        "kind": "网格类型 网格类别 grid_kind grid_type",
        "unit_code": _UNIT_CODES,
    },
    "units": {
        "unit_code": _UNIT_CODES,
        "name_zh": "单元名称 村名 村名称 村(社区)名称 行政村名称 社区名称 行政区名称 xzqmc",
        "kind": "单元类型 单元类别",
        "urban_rural": "城乡分类 城乡分类代码",
    },
    "places": {
        "place_id": "居民点编码 居民点代码 居民点编号 自然村编码 自然村代码 小组编码 小组代码",
        "name_zh": "居民点名称 自然村名称 小组名称 村民小组名称 place_name",
        "kind": "居民点类型 居民点类别",
        "unit_code": _UNIT_CODES,
        "household_count": "户数 总户数 家庭户数 住户数 households",
        "population_count": "人口 人口数 总人口 常住人口 常住人口数 人数 population",
    },
    "sites": {
        "site_id": "部位编码 部位代码 部位编号 场所编码 场所编号 重点部位编码 单位编码",
        "name_zh": "部位名称 场所名称 重点部位名称 单位名称 site_name",
        "kind": "部位类型 部位类别 场所类型 场所类别 重点部位类型",
        "unit_code": _UNIT_CODES,
        "mandatory": "必到点 必到 是否必到 mandatory_stop",
        "opens": "开放时间 开门时间 上班时间 opens_at",
        "closes": "关闭时间 关门时间 下班时间 closes_at",
    },
    "roads": {
        "road_id": "道路编码 道路代码 道路编号 道路id 路段编号 路段编码 路段id 线路编号 "
        "osm_id osmid",
        "road_class": "道路等级 道路类型 道路类别 道路级别 公路等级 行政等级 路线等级 道路分类 "
        "road_type highway fclass",
        "name_zh": "道路名称 路名 路线名称 线路名称 公路名称 road_name",
        "bridge": "桥 桥梁 是否桥梁 是否桥 is_bridge",
        "oneway": "单行 单向 单行道 单行线 是否单行 单向通行 通行方向 行驶方向 one_way direction",
        "surface": "路面 路面类型 路面材料 路面材质 铺装 铺装类型 面层类型",
        "width_m": "路宽 宽度 道路宽度 路面宽度 路基宽度 width 宽度(米) 路宽(米) 路面宽(米)",
        "foot": "步行 行人 可步行 pedestrian",
        "motorbike": "摩托车 可通摩托车 motorcycle",
        "car": "汽车 机动车 可通汽车 可通车 motorcar",
        "max_kmh": "限速 最高限速 限速(公里/小时) maxspeed max_speed speed_limit",
        "night": "夜间 夜间通行",
        "rain": "雨天 雨天通行 汛期通行",
    },
}
# names that say less: the first that is there is taken, and only where no sure one is
_LOOSE_ID = "编码 代码 编号 code id"
_LOOSE = {
    "name_zh": "名称 name 网格 居民点 自然村 村民小组",
    "kind": "类型 类别 种类 性质 type",
    "unit_code": "所属村(社区) 所属村 所属社区 所属单元 村(社区) 行政村 所在村 所属行政村",
    "road_class": "等级 类型 类别 级别 性质 class type layer 图层",
}
_CODES = {"grid_id": re.compile(r"[0-9]{15}"), "unit_code": re.compile(r"[0-9]{12}")}
_PERSON = re.compile(
    "户主|姓名|电话|手机|身份证|证件|联系|负责人|责任人|网格员|网格长|民警|出生|性别|微信"
    "|phone|mobile|^tel|idcard|idno|residentname|householder|owner|person|contact"
)


def recognised(names: Iterable[str], layer: str, *, file: str = "") -> dict[str, str]:
    """Tell which column of a layer each column of a source is: source name -> contract name.

    Chinese and English names, in any case, width and spacing, and cut to 10 bytes as a shapefile
    does it. A name that speaks of a person is never taken, whatever else it says.

    Parameters
    ----------
    names
        Names of the columns as the source has them.
    layer
        "grids", "units", "places", "sites" or "roads".
    file
        Name of the file for messages.

    Raises
    ------
    InputError
        column_twice: two names say the same column.
    """
    known = _known(layer)
    found: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        rank, column = _meaning(str(name), known)
        if column:
            found.setdefault(column, []).append((rank, str(name)))
    taken = {}
    for column, ranked in found.items():
        (rank, name), *others = sorted(ranked, key=lambda pair: pair[0])
        if rank == 0 and others and others[0][0] == 0:
            facts: dict[str, Fact] = {"file": file, "first": name, "second": others[0][1]}
            told = "{file}: the columns {first} and {second} say the same; keep one of them."
            raise InputError(facts=facts | {"column": column}, code="column_twice", sentence=told)
        taken[name] = column
    return taken


def holds_code(names: Iterable[str]) -> bool:
    """Whether one of the names is a code of a grid or a unit."""
    columns = ("grids", "grid_id"), ("grids", "unit_code"), ("units", "unit_code")
    every = list(names)
    return any(
        _meaning(name, _known(layer))[1] == column for layer, column in columns for name in every
    )


def code_of_names(names: Sequence[str]) -> str:
    """Column that names are the values of where all of them are codes; "" for none.

    15 digits are a grid, 12 a unit (the codes of this project's contract).
    """
    for column, code in _CODES.items():
        if names and all(code.fullmatch(name) for name in names):
            return column
    return ""


def known_columns(names: Sequence[str]) -> int:
    """Count the names that are a column of any layer: how much a row looks like a header."""
    return sum(any(_meaning(name, _known(layer))[1] for layer in LAYERS) for name in names)


def plain_name(name: str) -> str:
    """Name without case, width, script, spaces and signs: spellings of one name are equal."""
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_SIMPLE)
    return re.sub(r"[\s_\-*:：、.·\ufffd\"']", "", plain)


def _meaning(name: str, known: Mapping[str, tuple[int, str]]) -> tuple[int, str]:
    """Rank and column of a name; a remark in brackets may be part of it or not."""
    plain = plain_name(name)
    if _PERSON.search(plain):
        return 0, ""
    for spelling in (re.sub(r"[()\[\]]", "", plain), re.sub(r"[(\[].*?[)\]]", "", plain)):
        if spelling in known:
            return known[spelling]
    return 0, ""


@cache
def _known(layer: str) -> dict[str, tuple[int, str]]:
    """Every spelling a layer knows, with its rank: 0 is sure, the rest in order of preference."""
    frame = LAYERS[layer]
    columns = [frame.index, *frame.columns]
    sure = [(word, column) for column in columns for word in _sure_words(layer, column)]
    loose = [(word, column) for column in columns for word in _loose_words(frame, column)]
    ranked = [(word, 0, column) for word, column in sure]
    ranked += [(word, rank, column) for rank, (word, column) in enumerate(loose, 1)]
    known: dict[str, tuple[int, str]] = {}
    for word, rank, column in ranked:
        known.setdefault(re.sub(r"[()]", "", plain_name(word)), (rank, column))
    cut: dict[str, set[str]] = {}
    for word, column in (*sure, *loose):
        for short in _cut(word):
            cut.setdefault(short, set()).add(column)
    for rank, (short, meant) in enumerate(cut.items(), len(loose) + 1):
        if len(meant) == 1:  # a stump of two names means neither
            known.setdefault(short, (rank, meant.pop()))
    return known


def _sure_words(layer: str, column: str) -> list[str]:
    words = f"{column} {_EVERYWHERE.get(column, '')} {_SURE[layer].get(column, '')}"
    return words.split()


def _loose_words(frame: Frame, column: str) -> list[str]:
    return (_LOOSE_ID if column == frame.index else _LOOSE.get(column, "")).split()


def _cut(word: str) -> Iterator[str]:
    for encoding in ("utf-8", "gb18030"):
        stump = word.encode(encoding)[:_BYTES].decode(encoding, "ignore")
        if stump != word:
            yield re.sub(r"[()]", "", plain_name(stump))
