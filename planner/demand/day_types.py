"""Kinds of days: market, holiday, school, flood season, fire season, and normal ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo.schema import InputError

if TYPE_CHECKING:
    import pandas as pd

# which of several kinds of one day is named first
DAY_TYPES = ("market", "holiday", "school", "flood", "fire", "normal")
NORMAL = "normal"
MARKET_KINDS = ("market", "marketplace")
"""Kinds of sites where a market is held."""
_GAPS = re.compile(r"[\s,;，；、]+")
_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", re.ASCII)
_CHINESE = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]")
_MONTH_DAY = re.compile(r"([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?", re.ASCII)
_SHOWN = 20  # characters of a wrong entry, repeated in the sentence


@dataclass(frozen=True, slots=True)
class Season:
    """First and last day of every year as "MM-DD"; it may run over the new year."""

    first: str
    last: str

    def __post_init__(self) -> None:
        """Refuse what is no day; 29 February is one."""
        for text in (self.first, self.last):
            date.fromisoformat(f"2024-{text}")

    def has(self, day: date) -> bool:
        """Whether a day lies in the season."""
        told = day.strftime("%m-%d")
        if self.first <= self.last:
            return self.first <= told <= self.last
        return told >= self.first or told <= self.last


@dataclass(frozen=True, slots=True)
class DayRules:
    """An office's calendar as rules: the office's own, no official calendar.

    Parameters
    ----------
    market_digits
        A market is held on days of the month that end on one of these digits.
    market_dates
        And on these days, ISO: whatever no rule of the solar month tells, as markets by the lunar
        calendar. The office lists them; the program works out no lunar day.
    school_weekdays
        Monday is 0; school is held on these outside holidays, inside the terms.
    terms
        Terms of the school; always when there are none.
    holidays
        First and last day of each holiday, ISO.
    exceptions
        Day, ISO -> its kinds, instead of all rules.
    """

    market_digits: tuple[int, ...] = ()
    school_weekdays: tuple[int, ...] = ()
    terms: tuple[Season, ...] = ()
    holidays: tuple[tuple[str, str], ...] = ()
    flood: Season | None = None
    fire: Season | None = None
    exceptions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    market_dates: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse rules that name no day."""
        if not all(0 <= digit <= 9 for digit in self.market_digits):
            msg = f"market_digits must lie in 0..9, got {self.market_digits}"
            raise ValueError(msg)
        if not all(0 <= day <= 6 for day in self.school_weekdays):
            msg = f"school_weekdays must lie in 0..6, got {self.school_weekdays}"
            raise ValueError(msg)
        for day in self.market_dates:
            date.fromisoformat(day)
        for first, last in self.holidays:
            if date.fromisoformat(first) > date.fromisoformat(last):
                msg = f"a holiday must not end before it begins, got {first} to {last}"
                raise ValueError(msg)
        for day, kinds in self.exceptions.items():
            date.fromisoformat(day)
            if not set(kinds) <= set(DAY_TYPES):
                msg = f"kinds of {day} must be some of {' '.join(DAY_TYPES)}, got {kinds}"
                raise ValueError(msg)

    def kinds(self, day: date) -> tuple[str, ...]:
        """Kinds of a day, the one to be named first in front; never empty."""
        told = self.exceptions.get(day.isoformat())
        found = set(told) if told is not None else self._by_rule(day)
        return ordered(found)

    def _by_rule(self, day: date) -> set[str]:
        holiday = any(first <= day.isoformat() <= last for first, last in self.holidays)
        term = not self.terms or any(season.has(day) for season in self.terms)
        by_rule = {
            "market": day.day % 10 in self.market_digits or day.isoformat() in self.market_dates,
            "holiday": holiday,
            "school": day.weekday() in self.school_weekdays and term and not holiday,
            "flood": self.flood is not None and self.flood.has(day),
            "fire": self.fire is not None and self.fire.has(day),
        }
        return {kind for kind, holds in by_rule.items() if holds}

    def month(self, year: int, month: int) -> dict[date, tuple[str, ...]]:
        """Kinds of every day of a month."""
        day = date(year, month, 1)
        found = {}
        while day.month == month:
            found[day] = self.kinds(day)
            day += timedelta(days=1)
        return found


def first_of_patrols(data_date: str) -> date:
    """Return the day a plan of patrols begins unless told: the first Monday from the data on.

    The page and the commands agree by this, and a run repeats whatever day it is made.
    """
    day = date.fromisoformat(data_date)
    return day + timedelta(days=-day.weekday() % 7)


def dates_of(text: str) -> tuple[str, ...]:
    """Read days as people list them, one after another: 2026-11-25, 2026/11/25, 2026年11月25日.

    Returns
    -------
    Each day once, ISO, in order.

    Raises
    ------
    geo.schema.InputError
        dates_wrong: with the first entry that is no day of a year.
    """
    found = set()
    for entry in _GAPS.split(_CHINESE.sub(r"\1-\2-\3", text).strip()):
        told = _DAY.fullmatch(entry)
        try:
            found.update([date(*map(int, told.groups())).isoformat()] if told else [])
            wrong = bool(entry) and not told
        except ValueError:
            wrong = True
        if wrong:
            raise InputError(
                code="dates_wrong",
                facts={"entry": entry[:_SHOWN]},
                sentence="dates: {entry} is no date; write 2026-11-25, with commas or new lines.",
            )
    return tuple(sorted(found))


def month_day(text: str) -> str:
    """Write a day of every year as "MM-DD": 5-1, 5.1, 5月1日 and 05-01 are one.

    Raises
    ------
    ValueError
        For what is no day of a leap year.
    """
    told = _MONTH_DAY.fullmatch(text.strip())
    if not told:
        msg = f"expected a day such as 05-01, got {text[:_SHOWN]!r}"
        raise ValueError(msg)
    return date(2024, *map(int, told.groups())).strftime("%m-%d")


def ordered(kinds: set[str]) -> tuple[str, ...]:
    """Put kinds in their order; a day of none is a normal one. Kinds nobody knows come last."""
    known = tuple(kind for kind in DAY_TYPES if kind in kinds and kind != NORMAL)
    others = tuple(sorted(kinds - set(DAY_TYPES)))
    return (*known, *others) or (NORMAL,)


def listed_kinds(calendar: pd.DataFrame, day: date, usual: str) -> tuple[str, ...]:
    """Kinds of a day by a list of days; the area's usual kind where it is not listed."""
    today = {str(kind) for kind in calendar.loc[calendar["date"] == day.isoformat(), "day_type"]}
    return ordered(today or {usual})
