"""Traces of persons in remarks and single fields: somebody named is found, places are let in."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

from geo.contract import InputError
from geo.persons import cell_trace
from geo.persons.tables import refuse_text
from planner import words
from tests.geo.test_persons import loaded


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("帮王先生家修路", "name"), ("桥头李女士家旁", "name"), ("王建国户主已搬走", "name"),
        ("张志强一家已搬走", "name"), ("刘秀英老人反映路灯坏", "name"), ("欧阳建国夫妇", "name"),
        ("钥匙在李志强家里", "name"), ("王秀英等人反映", "name"), ("河边陈大爷家旁", "name"),
        ("王建国、李秀英", "name"), ("王建国 李秀英", "name"), ("王建国/张伟", "name"),
        ("联系张志强", "name"), ("找王建国修路", "name"), ("由陈建军负责", "name"),
        ("陈建军负责", "name"), ("周志强家", "name"), ("周志强家旁", "name"),
        ("王建国（组长）", "name"), ("五保户王秀英", "name"), ("住户：陈建军", "name"),
        ("3户（王建国、李秀英等）", "name"), ("填报人：王建国 审核人：", "name"),
        ("138.0000.1234", "phone"), ("138****1234", "phone"), ("532***********1234", "phone"),
        ("QQ:123456789", "phone"), ("微信号 luoyan_88", "phone"),
        ("联系13812345678后开门", "phone"), ("电话:6621234", "phone"), ("座机 662-1234", "phone"),
    ],
)  # fmt: skip
def test_a_person_within_a_remark_is_found(text: str, kind: str) -> None:
    assert cell_trace(text, "备注") == kind


@pytest.mark.parametrize(
    "text",
    [
        "和户主商量", "每户户主签字", "农户户主", "高家老人活动中心", "文昌老人", "万福庆村",
        "李先生桥", "国家里程碑", "建国家园", "王家里", "张家里", "何家夫妇", "石家父子",
        "施文明一家亲", "马上方便老人", "电话 1234567", "电话 2026-12-01", "电话亭2个",
        "女士专用", "先生坝", "王家春节等人",
        "由于文明建设", "请高明村协助", "金银花、杜仲", "黄精、白芨", "马家坪、王家湾", "找平路面",
        "由张家湾组负责", "张家坪负责", "王家岩、金银花", "杨柳青、白马", "问马龙村", "王志家坪",
        "请任丽江组", "由黄建村", "填报人：      审核人：      日期：", "联系人：  电话：",
        "住户文明", "脱贫户安居点", "农户张庆村", "(杨梅、李子、黄花)", "(王家坝、李家湾等)",
    ],
)  # fmt: skip
def test_a_remark_about_places_is_let_in(text: str) -> None:
    assert cell_trace(text, "备注") == ""


FORMS = [
    "老{0}", "老{0}家", "小{0}家旁边", "找老{0}", "帮老{0}修屋顶", "钥匙在老{0}家", "老{0}头",
    "{0}老五", "{0}叔", "{0}婶家", "{0}二叔家旁边",
    "{0}三嫂反映", "{0}幺爸", "{0}姐家门口", "桥头{0}婶家",
    "{0}大爷", "{0}大婶家旁", "{0}奶奶",
    "独居老人{0}婆婆", "帮{0}大姐修路", "{0}老师家", "{0}队长家对面",
    "{0}某某家", "{0}某", "{0}某反映", "{0}某某(组长)", "张三家", "找李四",
]  # fmt: skip
ADDRESSED = "王李张刘陈杨赵吴周徐孙朱胡郭罗郑谢宋韩冯邓曹彭肖董袁潘蒋蔡"


@pytest.mark.parametrize("form", FORMS)
def test_somebody_named_by_a_form_of_address_is_found_in_a_remark(form: str) -> None:
    for family in ADDRESSED:
        assert cell_trace(form.format(family), "备注") == "name", form.format(family)


# groups and villages of Luoyan and about it, and places that look like a form of address
GROUPS = re.findall(
    r"\S+",
    "及第 桦槁坪 落雁 龙塘 保隆 共和 天星 中街 下街 西街 新街 中埂子 高屋基 苦竹坝 老房子 老林沟 "
    "老母田 梨子坪 核桃村 常兴镇 天生桥 马洒村 老屋基 老街 老林 老马 老黄 老田 小河 小田 小林 小高 "
    "小梁 老石 老龙洞 老鹰岩 王家大院 王爷庙 关爷庙 杨大爷山 高奶奶庙 李婆婆井 石婆婆 马哥庄 "
    "王老坎 王老吉 老杨家网格 老杨家自然村 老李家小组 老李家安置点 小王家公路 老王家水库 "
    "小李子园 老周边",
)
REMARKS = [
    "允许某人进入",
    "每张某图",
    "其余某处",
    "任何某个单位",
    "杨老师家属院",
    "一周某日",
    "王某段",
    "何家老屋",
]


def test_no_place_is_a_form_of_address() -> None:
    """All names of both areas under a header that says nothing, and such as look like one."""
    named = [text for area in loaded() for text in names_of(area)]
    assert len(named) > 2_000
    lands = "湾沟坪坝坡岭塘坳村组寨山梁河桥岩洞田坎井"
    forms = ["老{0}{1}", "小{0}{1}", "老{0}家{1}", "{0}家{1}", "{0}婶{1}", "{0}老五{1}", "张三{1}"]
    made = [
        before + form.format(family, land)
        for form in forms
        for family in ADDRESSED
        for land in lands
        for before in ("", "在", "找", "由")
    ]
    for text in [*named, *GROUPS, *REMARKS, *made]:
        assert cell_trace(text, "备注") == "", text
        assert cell_trace(text) == "", text


def names_of(area) -> set[str]:
    layers = (area.units, area.grids, area.places, area.sites, area.roads)
    columns = [layer[name] for layer in layers for name in layer if name.startswith("name")]
    return {str(text) for column in columns for text in column if text}


def test_a_hamlet_may_be_called_as_one_calls_a_neighbour() -> None:
    """Nobody can tell 老王家 from a hamlet: under a header of places it goes in."""
    for text in ("老王家", "老张", "小李家", "王老五家"):
        assert cell_trace(text, "居民点名称") == ""
        assert cell_trace(text, "备注") == "name"


def test_no_sentence_of_the_program_itself_is_about_a_person() -> None:
    """Some thousand sentences about grids, roads and patrols, as offices write them."""
    told = [
        text
        for module in pkgutil.iter_modules(words.__path__)
        for held in vars(import_module(f"planner.words.{module.name}")).values()
        if isinstance(held, dict)
        for pair in held.values()
        if isinstance(pair, tuple)
        for text in pair
        if isinstance(text, str)
    ]
    assert len(told) > 4_000
    assert not [text for text in told if cell_trace(text)]


@pytest.mark.parametrize("text", ["张三", "李主任", "联系人:王建国", "电话 13800001111"])
def test_a_field_that_is_about_a_person_is_refused_without_its_text(text: str) -> None:
    with pytest.raises(InputError) as caught:
        refuse_text(f"已核对 {text}" if text != "张三" else text)
    assert text not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "2026年调整方案", "高家湾以河为界", "两村已商定", "530623202201001 并入", "",
        "龙塘村辅警", "杨家湾网格员", "高桥社区民警",
    ],
)  # fmt: skip
def test_a_field_about_places_is_let_in(text: str) -> None:
    refuse_text(text)
