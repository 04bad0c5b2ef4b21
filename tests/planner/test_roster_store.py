"""Kept rosters: found again, read by day, their balance carried on; initials in a file apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from geo.contract import InputError
from planner.demand.roster import BEFORE_DAYS
from planner.demand.roster_book import Entry, RosterBook, wishes
from planner.demand.roster_initials import refusal
from planner.demand.roster_patterns import PATTERNS, DayNeed
from planner.problem.roster import OFF, RosterPlan, RosterProblem, RosterSlot
from planner.store import rosters as store
from planner.store.rosters import Duty, KeptRoster

TUESDAY = date(2026, 12, 1)
PATTERN = PATTERNS["pattern_3crew_2shift"]


def a_roster(first: date, rows: dict[str, str]) -> KeptRoster:
    """A roster of letters: D day, N night, S standby, . off."""
    words = {"D": "day", "N": "night", "S": "standby", ".": OFF}
    plan = RosterPlan(tuple(tuple(words[c] for c in row) for row in rows.values()))
    days = ("normal",) * len(plan.rows[0])
    slots = tuple(RosterSlot(slot_id) for slot_id in rows)
    problem = RosterProblem(days, PATTERN.shifts, slots, ())
    return KeptRoster(first, "2026-11-30T08:00:00+00:00", problem, plan, PATTERN, {"zh": {}})


def test_a_kept_roster_comes_back_as_it_was(tmp_path) -> None:
    given = a_roster(TUESDAY, {"A-1": "DN.", "B-1": "S.D"})
    store.keep_roster(tmp_path, "luoyan", given)
    assert store.load_roster(tmp_path, "luoyan", TUESDAY) == given
    assert store.kept_days(tmp_path, "luoyan") == (TUESDAY,)
    assert store.kept_days(tmp_path, "elsewhere") == ()
    store.remove_roster(tmp_path, "luoyan", TUESDAY)
    with pytest.raises(InputError, match="2026-12-01"):
        store.load_roster(tmp_path, "luoyan", TUESDAY)


def test_a_file_that_is_no_roster_is_said_to_be_damaged(tmp_path) -> None:
    store.keep_roster(tmp_path, "luoyan", a_roster(TUESDAY, {"A-1": "D"}))
    (tmp_path / "luoyan" / "roster-2026-12-01.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        store.balances(tmp_path, "luoyan", TUESDAY + timedelta(days=1))
    assert refused.value.code == "roster_damaged"


def test_who_is_on_duty_is_read_by_day_and_a_later_roster_holds(tmp_path) -> None:
    store.keep_roster(tmp_path, "luoyan", a_roster(TUESDAY, {"A-1": "DN.D", "B-1": "S..D"}))
    store.keep_roster(tmp_path, "luoyan", a_roster(date(2026, 12, 4), {"B-1": "N"}))
    assert store.duties(tmp_path, "luoyan", TUESDAY) == (
        Duty("A-1", "A", "day", 8 * 60, 20 * 60, held_in=False),
        Duty("B-1", "B", "standby", 9 * 60, 17 * 60, held_in=True),
    )
    assert store.duties(tmp_path, "luoyan", date(2026, 12, 3)) == ()
    assert [d.shift_id for d in store.duties(tmp_path, "luoyan", date(2026, 12, 4))] == ["night"]
    assert store.duties(tmp_path, "luoyan", date(2026, 12, 5)) is None


def test_nights_and_weekends_are_counted_over_the_months(tmp_path) -> None:
    # 5 and 6 December are a weekend, as are 12 and 13
    first = a_roster(date(2026, 12, 4), {"A-1": "NDD.N", "B-1": "....N"})
    second = a_roster(date(2026, 12, 8), {"A-1": "....N.", "B-1": "N.N..D"})
    for roster in (first, second):
        store.keep_roster(tmp_path, "luoyan", roster)
    found = store.balances(tmp_path, "luoyan", date(2026, 12, 14))
    # the night of the 8th is the later roster's; both days of a weekend are one weekend
    assert (found["A-1"].nights, found["A-1"].weekends) == (1 + 1, 1 + 1)
    assert (found["B-1"].nights, found["B-1"].weekends) == (2, 1)
    assert found["B-1"].last == ("", "night", "", "night", "", "", "day")
    assert len(found["B-1"].last) == BEFORE_DAYS
    assert store.balances(tmp_path, "luoyan", date(2026, 12, 4)) == {}
    # a gap before the first day: nobody knows who worked then
    assert store.balances(tmp_path, "luoyan", date(2026, 12, 20))["A-1"].last == ()
    assert store.balances(tmp_path, "luoyan", date(2027, 12, 1))["A-1"].nights == 0


def test_a_slot_that_is_new_is_credited_with_the_mean(tmp_path) -> None:
    store.keep_roster(tmp_path, "luoyan", a_roster(TUESDAY, {"A-1": "N.N.N.", "B-1": "......"}))
    later = a_roster(TUESDAY + timedelta(days=6), {"A-1": "N.", "B-1": "..", "C-1": ".."})
    store.keep_roster(tmp_path, "luoyan", later)
    found = store.balances(tmp_path, "luoyan", TUESDAY + timedelta(days=8))
    assert [found[s].nights for s in ("A-1", "B-1", "C-1")] == [4, 0, 2]


def test_what_an_office_set_comes_back(tmp_path) -> None:
    assert store.own_book(tmp_path, "luoyan") == RosterBook()
    pattern = replace(PATTERN, cycle=("day", "day", OFF), needs=(DayNeed("flood", "night", 3),))
    entry = Entry("R06", TUESDAY, TUESDAY + timedelta(days=6))
    book = RosterBook({pattern.pattern_id: pattern}, (entry,))
    store.set_book(tmp_path, "luoyan", book)
    assert store.own_book(tmp_path, "luoyan") == book
    assert book.pattern(pattern.pattern_id) == pattern
    assert book.pattern("duty_standby_rest") == PATTERNS["duty_standby_rest"]
    (tmp_path / "luoyan" / "rosters.json").write_text('{"version":1,"value":{"entries":3}}')
    with pytest.raises(InputError) as refused:
        store.own_book(tmp_path, "luoyan")
    assert refused.value.code == "rosters_damaged"


def test_wishes_are_of_slots_and_days() -> None:
    slots = (RosterSlot("R01-1"), RosterSlot("R01-2"), RosterSlot("R02-1"))
    days = [TUESDAY + timedelta(days=n) for n in range(3)]
    entries = (
        Entry("R01", days[0], days[0], "off"),
        Entry("R02-1", days[1], days[2], "wants", "day"),
        Entry("R01-1", days[0], days[2], "away"),
    )
    told = [(w.slot_id, w.day, w.shift_id, w.wanted) for w in wishes(entries, slots, days, "ab", 5)]
    off = [(slot, 0, shift, False) for slot in ("R01-1", "R01-2") for shift in "ab"]
    assert told == off  # "day" is no shift of this pattern
    named = wishes(entries[1:2], slots, days, ("day",), 5)
    assert [(w.slot_id, w.day, w.wanted) for w in named] == [("R02-1", 1, True), ("R02-1", 2, True)]


@pytest.mark.parametrize("cycle", [(), ("night", "swim"), (OFF,)])
def test_a_pattern_nobody_could_work_is_refused(cycle) -> None:
    with pytest.raises(ValueError, match="expected shifts"):
        replace(PATTERN, cycle=cycle)


@pytest.mark.parametrize("text", ["", "W", "ZXQ", "qxzw", "AB", "OY", " ZH "])
def test_a_few_letters_are_initials(text) -> None:
    assert refusal(text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Wang", "name"),
        ("LILY", "name"),
        ("Li", "name"),
        ("lin", "name"),
        ("王小明", "name"),
        ("王", "name"),
        ("Z. Wang", "name"),
        ("ABCDE", "name"),
        ("13800001111", "phone"),
        ("0870-1234567", "phone"),
        ("11010519900101123X", "number"),
        ("110105199001011", "number"),
        ("A1", "name"),
        ("7", "letters"),
    ],
)
def test_a_name_a_phone_and_a_number_are_refused(tmp_path, text, why) -> None:
    assert refusal(text) == why
    with pytest.raises(InputError) as refused:
        store.set_initials(tmp_path, "luoyan", {"R01-1": text})
    assert refused.value.facts == {"slot": "R01-1", "why": why}
    assert text not in str(refused.value)
    assert not (tmp_path / "luoyan").exists()


def test_initials_are_in_a_file_of_their_own(tmp_path) -> None:
    roster = a_roster(TUESDAY, {"A-1": "DN.", "B-1": "S.D"})
    store.set_initials(tmp_path, "luoyan", {"A-1": "qxzw", "B-1": ""})
    store.keep_roster(tmp_path, "luoyan", roster)
    assert store.initials_of(tmp_path, "luoyan") == {"A-1": "QXZW"}
    holding = [p.name for p in (tmp_path / "luoyan").iterdir() if b"QXZW" in p.read_bytes()]
    assert holding == ["initials.json"]
