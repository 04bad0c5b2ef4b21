"""Made-up hamlet names in the manner of north-east Yunnan, with their pinyin."""

from __future__ import annotations

import numpy as np

FIRST = {
    "大": "da",
    "小": "xiao",
    "上": "shang",
    "下": "xia",
    "老": "lao",
    "青": "qing",
    "白": "bai",
    "黄": "huang",
    "黑": "hei",
    "红": "hong",
    "石": "shi",
    "土": "tu",
    "龙": "long",
    "马": "ma",
    "牛": "niu",
    "羊": "yang",
    "水": "shui",
    "凉": "liang",
    "长": "chang",
    "平": "ping",
    "高": "gao",
    "滴": "di",
    "三": "san",
    "双": "shuang",
    "双河": "shuanghe",
    "罗家": "luojia",
    "张家": "zhangjia",
    "李家": "lijia",
    "陈家": "chenjia",
    "周家": "zhoujia",
    "杨家": "yangjia",
    "苏家": "sujia",
    "瓦": "wa",
    "茶": "cha",
    "竹": "zhu",
    "杉木": "shanmu",
    "松林": "songlin",
    "楠木": "nanmu",
    "核桃": "hetao",
    "柿子": "shizi",
    "桐子": "tongzi",
    "花椒": "huajiao",
    "麻柳": "maliu",
    "油坊": "youfang",
    "纸厂": "zhichang",
    "碾子": "nianzi",
    "庙": "miao",
    "观音": "guanyin",
    "鹰嘴": "yingzui",
    "沙": "sha",
    "新": "xin",
}
LAST = {
    "flat": {
        "坪": "ping",
        "坝": "ba",
        "田": "tian",
        "塘": "tang",
        "湾": "wan",
        "坝子": "bazi",
        "屋基": "wuji",
        "院子": "yuanzi",
        "田坝": "tianba",
        "井": "jing",
    },
    "water": {
        "沟": "gou",
        "溪": "xi",
        "河边": "hebian",
        "水井": "shuijing",
        "桥": "qiao",
        "沟口": "goukou",
        "滩": "tan",
        "槽": "cao",
    },
    "steep": {
        "岩": "yan",
        "坡": "po",
        "岭": "ling",
        "岩脚": "yanjiao",
        "包": "bao",
        "埂": "geng",
        "林": "lin",
        "垭口": "yakou",
        "岗": "gang",
        "嘴": "zui",
        "山": "shan",
        "梁子": "liangzi",
    },
}
JIDI_GROUPS = (
    ("中街", "Zhongjie"),
    ("下街", "Xiajie"),
    ("西街", "Xijie"),
    ("新街", "Xinjie"),
    ("中埂子", "Zhonggengzi"),
    ("桦槁坪", "Huagaoping"),
)
HUAGAOPING_GROUPS = (
    ("高屋基", "Gaowuji"),
    ("苦竹坝", "Kuzhuba"),
    ("老房子", "Laofangzi"),
    ("老林沟", "Laolingou"),
    ("老母田", "Laomutian"),
    ("梨子坪", "Liziping"),
)
NUMERALS = "一二三四五六七八九十"


def numeral(number: int) -> str:
    """Write 1 to 19 in Chinese."""
    return NUMERALS[number - 1] if number <= 10 else "十" + NUMERALS[number - 11]


def hamlet_name(chance: np.random.Generator, ground: str, taken: set[str]) -> tuple[str, str]:
    """Draw a name that fits the ground (flat, water, steep) and is not taken yet."""
    first, last = list(FIRST.items()), list(LAST[ground].items())
    while True:
        a, pa = first[int(chance.integers(len(first)))]
        b, pb = last[int(chance.integers(len(last)))]
        # No doubled character (新新), no name that is one of the real groups.
        if a + b not in taken and not set(a) & set(b):
            taken.add(a + b)
            return a + b, (pa + pb).capitalize()
