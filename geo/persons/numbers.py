"""Digits and signs that stand for one person: ID number, telephone, plate, bank card, mail."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

_PROVINCES = (
    *(range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66)),
    *((71,), (81, 82, 83)),
)
_PROVINCE = frozenset(str(code) for codes in _PROVINCES for code in codes)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_GANSU = frozenset([*(f"{n:02d}" for n in range(1, 13)), "29", "30"])  # codes 62nn, as are cards
_SLIPPED_YEARS = range(1910, 2000)  # births whose digits 7 to 9 are no township (see `_new_id`)
_OLD_BIRTH_YEAR = 40  # 15 digits: below it the digits may be those of a grid code (see `_old_id`)
_ID = re.compile(r"(?<![\dA-Z.])(\d{17}[\dX]|\d{15})(?![\dA-Z])")
_MOBILE = re.compile(r"(?<![\d.])(?:(?:\+|00)?86[- ]?)?1[3-9]\d([- .]?)\d{4}\1\d{4}(?!\d)")
# a number with its middle struck out still tells whose it is: 138****1234
_MASKED = re.compile(
    r"(?<!\d)1[3-9]\d[*＊X]{4}\d{4}(?!\d)|(?<!\d)\d{3,6}[*＊]{6,}[\dX]{2,4}(?![\dX])"
)
_CHAT = re.compile(r"(?:\bQQ|微信号?|WECHAT)[^\w\n]{0,3}(?=[A-Z_-]*\d)[A-Z\d_-]{5,20}")
_LANDLINE = re.compile(r"(?<![\d.-])\(?0(?:10|2\d|[3-9]\d{2})(?:\)|\)?[- ])\d{7,8}(?![\d-])")
_WORDED = re.compile(  # a local number says what it is; without the word it may be a count
    r"(?:电话|手机|座机|联系方式|\bTEL\b|\bPHONE\b)[^\d\n]{0,4}[2-8]\d{2,3}[- ]?\d{4}(?![\d-])"
)
_BARE_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})\d{7,8}")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][·•. -]?(?=(?:[A-Z]*\d){3})([A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警])"
    r"(?![A-Z0-9])"
)
_CARD = re.compile(r"(?<![\d.])(\d{16,19})(?!\d)")
_CARD_IN_FOURS = re.compile(r"(?<![\d.-])(?:\d{4}[ -]){3,4}\d{3,4}(?![\d-])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


def number_trace(text: str, codes: Collection[str], *, coded: bool) -> str:
    """Kind of number that a text holds, "" for none.

    Parameters
    ----------
    text
        Narrow capitals.
    codes
        Codes of the units that are known; digits that begin with one are codes.
    coded
        Whether the text stands in a column of codes: there an undivided row of digits is no
        landline, no card, and no ID number unless its check character is right.
    """
    if any(_is_id(found[1], codes, coded=coded) for found in _ID.finditer(text)):
        return "id"
    if _has_phone(text, coded=coded):
        return "phone"
    if _PLATE.search(text):
        return "plate"
    if _has_card(text, codes, coded=coded):
        return "card"
    return "mail" if _MAIL.search(text) else ""


def _has_phone(text: str, *, coded: bool) -> bool:
    forms = (_MOBILE, _MASKED, _LANDLINE, _WORDED, _CHAT)
    if any(form.search(text) for form in forms):
        return True
    return not coded and bool(_BARE_LANDLINE.fullmatch(text))


def _is_id(digits: str, codes: Collection[str], *, coded: bool) -> bool:
    if digits[:2] not in _PROVINCE or digits[:12] in codes:
        return False
    return _old_id(digits) if len(digits) == 15 else _new_id(digits, coded=coded)


def _new_id(text: str, *, coded: bool) -> bool:
    """GB 11643-1999: birth date in digits 7 to 14, check character by ISO 7064 MOD 11-2.

    A spreadsheet keeps 15 digits of a number: an ID number typed as one ends on 000. With a wrong
    check character it is one mistyped, unless it stands among codes or the birth is after 1999: a
    code longer than a grid's has its township there, which is 200 and more for most.
    """
    if not _is_day(int(text[6:10]), int(text[10:12]), int(text[12:14])):
        return False
    if text.endswith("000") or (not coded and int(text[6:10]) in _SLIPPED_YEARS):
        return True
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == text[17]


def _old_id(text: str) -> bool:
    """Tell a number of before 1999, which has no check digit.

    A grid code has 15 digits too: townships are 001 to 399 there, so what would be a birth year
    below 40 is read as a code.
    """
    year = int(text[6:8])
    return year >= _OLD_BIRTH_YEAR and _is_day(1900 + year, int(text[8:10]), int(text[10:12]))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return year >= 1900 and date(year, month, day) <= date(2100, 1, 1)
    except ValueError:
        return False


def _has_card(text: str, codes: Collection[str], *, coded: bool) -> bool:
    """Whether a bank card stands in a text: UnionPay undivided, any brand in groups of four."""
    for found in _CARD_IN_FOURS.finditer(text):
        digits = re.sub("[ -]", "", found[0])
        if digits[0] in "3456" and _luhn(digits):
            return True
    return any(
        found[1].startswith("62")
        and found[1][:12] not in codes
        and not (coded and found[1][2:4] in _GANSU)
        and _luhn(found[1])
        for found in _CARD.finditer(text)
    )


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1: every second digit from the right counts double."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0
