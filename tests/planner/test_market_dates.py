"""Markets on days no rule of the solar month tells, as those of the lunar calendar: a list."""

from datetime import date

import msgspec
import pytest

from geo.schema import InputError
from planner.demand.day_types import DayRules, dates_of, month_day
from planner.demand.place_book import PlaceBook, history_of
from planner.words import LANGS, say

LISTED = ("2026-11-11", "2026-11-14", "2026-11-17")


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-11\n2026-11-14\n2026-11-17",
        "2026/11/17，2026/11/14、2026/11/11；",
        " 2026年11月11日 2026年11月14日\t2026 年 11 月 17 日 2026-11-11",
        "2026.11.11; 2026.11.14; 2026.11.17",
    ],
)
def test_days_are_read_as_people_list_them(text):
    assert dates_of(text) == LISTED


def test_nothing_listed_is_no_day():
    assert dates_of(" \n，") == ()


@pytest.mark.parametrize("entry", ["2026-02-30", "11-25", "初三", "逢三六九", "20261111", "０-1-1"])
def test_what_is_no_date_is_named(entry):
    with pytest.raises(InputError) as refused:
        dates_of(f"2026-11-11，{entry}，2026-11-14")
    assert refused.value.code == "dates_wrong"
    for lang in LANGS:
        assert entry in say("input.dates_wrong", lang, **refused.value.facts)


def test_a_listed_day_is_a_market_day_beside_those_by_rule():
    rules = DayRules(market_digits=(2,), market_dates=LISTED)
    kinds = {day.day: kinds for day, kinds in rules.month(2026, 11).items()}
    assert [day for day, names in kinds.items() if "market" in names] == [2, 11, 12, 14, 17, 22]
    assert "market" not in rules.kinds(date(2027, 11, 11))


def test_the_list_is_kept_and_older_files_have_none():
    history = history_of(None).then(PlaceBook(rules=DayRules(market_dates=LISTED)))
    plain = history.to_plain()
    assert history_of(plain).now.rules == history.now.rules
    text = msgspec.json.encode(plain).decode()
    old = msgspec.json.decode(
        text.replace('"market_dates":["2026-11-11","2026-11-14","2026-11-17"]', '"flood":null')
    )
    assert history_of(old).now.rules == DayRules()


def test_a_list_with_a_day_that_is_none_is_refused():
    with pytest.raises(ValueError, match=r"must|Invalid|range"):
        DayRules(market_dates=("2026-02-30",))


@pytest.mark.parametrize("text", ["05-01", "5-1", "5.1", "5/1", "5月1日", " 5月1号 "])
def test_a_day_of_every_year_is_read_as_people_write_it(text):
    assert month_day(text) == "05-01"


@pytest.mark.parametrize("text", ["", "5", "13-01", "02-30", "五月一日", "2026-05-01"])
def test_what_is_no_day_of_a_year_is_refused(text):
    with pytest.raises(ValueError, match=r"expected|month|day"):
        month_day(text)
