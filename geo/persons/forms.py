"""Persons named by a form of address alone: 老王, 王大爷, 李婶家, 李某某, 张三家.

None of these is a full name, and some could be a place: a form is taken for a person only where
nothing after it makes a place of it (老王沟, 李婶湾), and 老王 or 王老五 only where the header is
not one of places.
"""

from __future__ import annotations

import re

from geo.persons.names import COMMON, DOUBLE, HOME, PLACES

# families that make a common word or a place with 老 or 小 are left out: 老林, 小河, 老马, 小熊
_OLD = "".join(sorted(set(COMMON) - set("黄马高林梁许田于余杜叶程苏任范金钟")))
# and with 某 those that end an everyday word: 允许某人, 其余某处, 任何某人
_SOME = "".join(sorted(set(COMMON) - set("高林田于余任许曾程苏范何梁金")))
_START = r"(?:^|[\s,，、;；。(（:：]|[找问帮请叫给由到在是跟替往])"
_END = f"(?:(?![一-鿿])|{HOME}|的|说|反映|负责|那里|那边|本人|夫妇|两口)"
_SPOKEN_OF = re.compile(
    rf"(?:{DOUBLE}|[{COMMON}])(?:[二三四五六七八幺][叔婶嫂伯哥姐姨爸妈娘爷婆]|[叔婶嫂伯哥姐姨]){_END}"
    rf"|{_START}(?:张三|李四|王五|赵六){_END}"
    rf"|(?<![一二两三四五六七八九十几每这那\d])(?:{DOUBLE}|[{_SOME}])"
    r"某(?:某|(?![些个种处地段条路村组年月日时类项天次座片栋户]))"
)
# a hamlet may be called so too
_FAMILIAR = re.compile(
    rf"{_START}(?:[老小][{_OLD}]头?|(?:{DOUBLE}|[{_OLD}])老[大二三四五六七八九幺汉]){_END}"
    rf"|[找问帮请叫替]老[{_OLD}](?![{''.join(sorted(PLACES - set('修拆改搬住和及的')))}])"
)


def spoken_of(text: str, *, of_places: bool) -> bool:
    """Whether a text speaks of somebody by a form of address.

    Parameters
    ----------
    of_places
        The text stands under a header of places.
    """
    return bool(_SPOKEN_OF.search(text) or (not of_places and _FAMILIAR.search(text)))
