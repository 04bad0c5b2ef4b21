"""Headers of columns that are about persons, and cells that are one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from geo.formats.headers import plain_name

# what the header of a column with persons says, after `plain_name`
_ID_WORDS = re.compile("身份证|证件号|公民身份|护照|^证件$|idcard|idno|identitycard|passport|^sfz")
_HEADERS = (
    ("id", _ID_WORDS),
    (
        "phone",
        re.compile(
            "电话|手机|联系方式|联系号码|微信|^qq|传真|phone|mobile|^tel$|^tel(no|number)|wechat|"
            "^(lx)?dianhua(haoma)?$|^shouji(hao(ma)?)?$|^lxdh$|^dhhm$|^sjhm?$|^lxfs$"
        ),
    ),
    ("plate", re.compile("车牌|号牌|车号|plateno|licenceplate|licenseplate|platenumber")),
    ("card", re.compile("银行卡|银行账|银行帐|卡号|账号|帐号|开户|bankcard|bankaccount|iban")),
    ("mail", re.compile("邮箱|电子邮件|email|mailbox")),
    (
        "name",
        re.compile(
            "姓名|户主|联系人|负责人|责任人|经办人|填报人|填表人|制表人|审核人|当事人|报案人|报警人|"
            "嫌疑人|受害人|户长|家长|监护人|配偶|房主|业主|租客|承租人|网格员|网格长(?!度)|五户长|民警|"
            "出生日期|出生年月|^生日$|^性别$|^民族$|户籍|家庭住址|家庭成员|人员名单|"
            "personname|fullname|firstname|lastname|surname|residentname|householder|"
            "headofhousehold|contactperson|^owner(name)?$|birthday|dateofbirth|^dob$|^gender$|"
            "(人|户|民)的?名字|^人名$|法定代表人|帮扶人|^contact$|xingming|^huzhu|^lxr$|^hzxm$"
        ),
    ),
)
# a column that counts people, telephones or plates is a column of figures
_COUNTS = re.compile(
    "(人?数|人口|数量|人次|次数|件数|起数|个数|名额|合计|小计|比例|占比|率|count|total|number|pct)(\\(.*\\))?$"
)
_NUMBER_OF = re.compile("号码数?$|(phone|mobile|plate|card|id)number$")
# a header that is one wherever it stands, also above a second table
_WHOLE_HEAD = re.compile(
    "(户主|本人|居民|村民|联系人|负责人)?姓名|户主|联系人|(联系|手机|移动|固定)?电话(号码?)?|手机(号码?)?|联系方式|"
    "(居民|公民)?身份证(号码?)?|证件号码?|车牌(号码?)?|银行卡号?|银行账号|卡号|电子?邮箱|出生(日期|年月)|"
    "性别|民族|phone|mobile|idcard|idnumber|email|fullname"
)
_CODES = re.compile("编码|代码|编号|序号|区划|code|^id$|_id$|gridid|placeid|unitid|siteid")


@lru_cache(maxsize=8192)
def header_trace(name: str) -> str:
    """Name the kind of trace that the header of a column speaks of, "" for none."""
    plain = plain_name(name)
    if _COUNTS.search(plain) and not _NUMBER_OF.search(plain):
        return ""
    return next((kind for kind, words in _HEADERS if words.search(plain)), "")


@lru_cache(maxsize=8192)
def is_whole_header(name: str) -> bool:
    """Whether a cell is such a header word for word, wherever it stands in a sheet."""
    return bool(_WHOLE_HEAD.fullmatch(plain_name(name)))


@cache
def is_code_header(name: str) -> bool:
    """Whether a column holds codes."""
    return bool(_CODES.search(plain_name(name)))
