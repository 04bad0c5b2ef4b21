"""Traces of persons in tables, both sides: hundreds of persons found, hundreds of places let in."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from geo.load import load_area
from geo.persons import cell_trace, header_trace, traces

ROOT = Path(__file__).resolve().parents[2]
AREAS = ("data/boundaries", "data/examples/liechtenstein")
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余"
GIVEN = re.findall(
    r"\S+",
    "伟 芳 秀英 敏 静 丽华 强 磊 军 建国 勇 艳 杰 志强 国庆 涛 明辉 超 秀兰 霞 平 刚 桂英 玉兰 "
    "建军 春生 文斌 小燕 子轩 欣怡 浩宇 嘉豪 光荣 福贵 翠莲 永康 世昌 海燕",
)
COLUMNS = ("居民点编码", "居民点名称", "所属村(社区)", "户数", "人口", "备注")


def id_number(draw: random.Random) -> str:
    """A made-up number with a right check character (ISO 7064 MOD 11-2, computed from its end)."""
    birth = f"{draw.randint(1930, 2025)}{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}"
    body = f"{draw.choice(['530623', '510105', '110101', '520221', '440305'])}{birth}"
    body += f"{draw.randint(1, 999):03d}"
    for check in "0123456789X":
        total = 10 if check == "X" else int(check)
        for digit in reversed(range(17)):
            total += int(body[digit]) * pow(2, 17 - digit, 11)
        if total % 11 == 1:
            return body + check
    raise AssertionError(body)


def old_number(draw: random.Random) -> str:
    birth = f"{draw.randint(40, 99)}{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}"
    return f"{draw.choice(['530623', '510105'])}{birth}{draw.randint(1, 999):03d}"


def mobile(draw: random.Random) -> object:
    digits = f"1{draw.randint(3, 9)}{draw.randint(0, 999_999_999):09d}"
    parts = digits[:3], digits[3:7], digits[7:]
    spellings = (
        digits,
        int(digits),
        float(digits),
        "-".join(parts),
        " ".join(parts),
        f"+86 {digits}",
        f"联系 {digits}(晚上)",
        "".join(chr(ord(digit) + 0xFEE0) for digit in digits),
    )
    return draw.choice(spellings)


def landline(draw: random.Random) -> str:
    area = draw.choice(["010", "0870", "0871", "028"])
    digits = draw.randint(2_000_000, 8_999_999)
    return draw.choice([f"{area}-{digits}", f"({area}){digits}", f"{area} {digits}"])


def plate(draw: random.Random) -> str:
    head = draw.choice(["A", "1", "PK", "77"])
    tail = (head + str(draw.randint(100, 999))).ljust(5, draw.choice("2468"))
    green = "D" + str(draw.randint(10_000, 99_999))
    mark = draw.choice(["", "·", " ", "-"])
    return draw.choice("云川贵渝京") + draw.choice("ABCDFGH") + mark + draw.choice([tail, green])


def card(draw: random.Random) -> str:
    body = "62" + "".join(str(draw.randint(0, 9)) for _ in range(draw.choice([13, 16])))
    for check in "0123456789":
        digits = [int(digit) for digit in body + check]
        doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
        if (sum(doubled) + sum(digits[-1::-2])) % 10 == 0:
            plain = body + check
            fours = " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))
            return draw.choice([plain, fours])
    raise AssertionError(body)


def mail(draw: random.Random) -> str:
    return (
        f"{draw.choice(['zhangwei', 'li.na_88', 'wj-2020'])}@{draw.choice(['163.com', 'qq.com'])}"
    )


def name(draw: random.Random) -> str:
    return draw.choice(FAMILY) + draw.choice(GIVEN)


def told_name(draw: random.Random) -> str:
    person = name(draw)
    return draw.choice(
        [
            f"填报人:{person}",
            f"户主:{person} 3人",
            f"联系人:{person}",
            f"{person[0]}主任",
            f"{person}同志",
        ]
    )


KINDS = {
    "id": (id_number, old_number),
    "phone": (mobile, landline),
    "plate": (plate,),
    "card": (card,),
    "mail": (mail,),
    "name": (told_name,),
}


def clean(draw: random.Random, rows: int = 12) -> list[list[object]]:
    """A table as an office keeps it, with nothing about a person in it."""
    area = draw.choice(loaded())
    places = area.places.sample(rows, random_state=draw.randint(0, 10**6))
    units = area.units["name_zh"]
    return [
        [
            *(code, row["name_zh"], units[row["unit_code"]]),
            *(int(row["household_count"]), int(row["population_count"])),
            draw.choice([None, "新建", "已搬迁", "无人居住", "2026-12-01", "2025年合并", "河边"]),
        ]
        for code, row in places.iterrows()
    ]


_LOADED: list = []


def loaded() -> list:
    if not _LOADED:
        _LOADED.extend(load_area(ROOT / folder) for folder in AREAS)
    return _LOADED


def numbered(rows: list[list[object]]) -> list[tuple[int, list[object]]]:
    return list(enumerate(rows, 1))


@pytest.mark.parametrize("seed", range(400))
def test_one_trace_in_any_cell_of_a_table_is_found_there_and_nowhere_else(seed: int) -> None:
    draw = random.Random(seed)
    rows = [list(COLUMNS), *clean(draw)]
    kind = draw.choice(list(KINDS))
    row, column = draw.randint(1, len(rows) - 1), draw.randint(0, len(COLUMNS) - 1)
    rows[row][column] = draw.choice(KINDS[kind])(draw)
    found = list(traces(numbered(rows)))
    assert [(t.row, t.column, t.kind) for t in found] == [(row + 1, column, kind)], rows[row]


@pytest.mark.parametrize("seed", range(100))
def test_a_column_of_names_is_found_under_any_header_that_is_not_of_places(seed: int) -> None:
    draw = random.Random(seed)
    header = draw.choice(["备注", "说明", "联系", "谁报的", "家", "其他"])
    rows = [[*COLUMNS[:5], header], *clean(draw, draw.randint(6, 40))]
    for row in rows[1:]:
        row[5] = name(draw)
    found = list(traces(numbered(rows)))
    assert found
    assert {(trace.column, trace.kind) for trace in found} == {(5, "name")}


@pytest.mark.parametrize("seed", range(300))
def test_a_table_of_places_codes_and_counts_is_let_in(seed: int) -> None:
    draw = random.Random(seed)
    rows = [["2026年居民点户数统计表(不得填写姓名、电话)"], list(COLUMNS), *clean(draw, 40)]
    rows.append(["合计", None, None, sum(row[3] for row in rows[2:]), 12_345, None])
    for row in rows[2:]:
        row.append(draw.choice([104.2381381234567, "104.13812345678", 19_512_345.5, "S302", None]))
    assert list(traces(numbered(rows))) == []


def test_codes_of_every_legal_township_and_village_are_no_id_numbers() -> None:
    """Statistical codes: townships 001-399, committees 001-399, grids of three digits."""
    draw = random.Random(1)
    for _ in range(20_000):
        county = draw.choice(["530623", "510105", "110101", "659006"])
        unit = f"{county}{draw.randint(1, 399):03d}{draw.randint(1, 399):03d}"
        grid = f"{unit}{draw.randint(1, 999):03d}"
        for code in (unit, grid, int(unit), int(grid), f"{grid}-01", f"grid:{grid}"):
            assert not cell_trace(code, "网格编码"), code
            assert not cell_trace(code), code


@pytest.mark.parametrize("folder", AREAS)
def test_every_name_and_code_of_the_areas_is_let_in_whatever_its_column_is_called(folder) -> None:
    area = load_area(ROOT / folder)
    for layer in (area.units, area.grids, area.places, area.sites, area.roads):
        for column in [layer.index, *(layer[c] for c in layer.columns if c.startswith("name"))]:
            for cell in column:
                assert not cell_trace(cell), cell
    names = [[None, "其他"], *([n, text] for n, text in enumerate(area.places["name_zh"]))]
    known = set(area.places["name_zh"])
    assert not list(traces(numbered(names), known=known))


def test_an_id_number_with_a_wrong_check_digit_is_one_mistyped_but_among_codes_a_code() -> None:
    draw = random.Random(5)
    for _ in range(300):
        number = id_number(draw)
        wrong = number[:17] + draw.choice([c for c in "0123456789X" if c != number[17]])
        assert cell_trace(number) == "id"
        assert cell_trace(number.lower()) == "id"
        born, rounded = int(wrong[6:10]), wrong.endswith("000")
        assert (cell_trace(wrong) == "id") == (born < 2000 or rounded)
        assert (cell_trace(f"身份证{wrong}") == "id") == (born < 2000 or rounded)
        assert (cell_trace(wrong, "房屋编码") == "id") == rounded


def test_codes_of_houses_and_doors_below_a_grid_are_no_id_numbers() -> None:
    draw = random.Random(8)
    for _ in range(20_000):
        grid = f"530623{draw.choice([100, 101, 200, 201, 202, 203, 210]):03d}"
        grid += f"{draw.choice([1, 2, 3, 201, 202, 203, 215]):03d}{draw.randint(1, 999):03d}"
        code = f"{grid}{draw.randint(1, 999):03d}"
        right = cell_trace(code) == "id"
        if right:  # one in eleven of those that begin with a date has the right check digit
            assert id_like(code)


def id_like(text: str) -> bool:
    """ISO 7064 MOD 11-2, computed from the end."""
    digits = [10 if digit == "X" else int(digit) for digit in text]
    return sum(digit * pow(2, 17 - at, 11) for at, digit in enumerate(digits)) % 11 == 1


def test_an_id_number_that_a_spreadsheet_rounded_is_one_still() -> None:
    draw = random.Random(6)
    for _ in range(300):
        typed = int(id_number(draw)[:17] + "1")
        assert cell_trace(typed // 1000 * 1000) == "id"  # as a spreadsheet keeps it
        assert cell_trace(float(typed // 1000 * 1000)) == "id"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("姓名", "name"), ("户主", "name"), ("户主姓名", "name"), ("联系电话", "phone"),
        ("手 机 号", "phone"), ("身份证号码", "id"), ("公民身份号码", "id"), ("车牌号", "plate"),
        ("银行卡号", "card"), ("电子邮箱", "mail"), ("微信号", "phone"), ("网格员", "name"),
        ("ID Card", "id"), ("Mobile Phone", "phone"), ("E-mail", "mail"), ("householder", "name"),
        ("聯繫電話", "phone"), ("户主(签字)", "name"), ("出生日期", "name"),
        ("xingming", "name"), ("LXDH", "phone"), ("HZXM", "name"), ("老人名字", "name"),
        ("shoujian", ""), ("地名字", ""), ("DH", ""),
        ("居民点编码", ""), ("户数", ""), ("户籍人口", ""), ("网格员人数", ""), ("电话亭数量", ""),
        ("车牌识别点数", ""), ("居民点名称", ""), ("网格名称", ""), ("网格长度", ""), ("人口", ""),
        ("110电话次数", ""), ("民警数", ""), ("place_id", ""), ("件数", ""),
    ],
)  # fmt: skip
def test_headers(header: str, kind: str) -> None:
    assert header_trace(header) == kind
    rows = [[*COLUMNS[:4], header], ["P1", "高家湾", "龙塘村", 12, None]]
    found = [(t.row, t.column, t.kind, t.header) for t in traces(numbered(rows))]
    assert found == ([(1, 4, kind, True)] if kind else [])


def test_a_role_with_figures_below_counts_people_and_without_any_names_them() -> None:
    head = ["居民点编码", "户数", "网格员"]
    assert not list(traces(numbered([head, ["P1", 12, 2], ["P2", 30, 1]])))
    assert list(traces(numbered([head, ["P1", 12, None], ["P2", 30, None]])))


def test_a_second_table_further_down_has_headers_too() -> None:
    rows = [
        ["居民点编码", "户数"],
        ["P1", 12],
        ["P2", 3],
        [None, None],
        ["序号", "姓名"],
        [1, "阿依"],
    ]
    assert [(t.row, t.column, t.kind) for t in traces(numbered(rows))] == [(5, 1, "name")]
