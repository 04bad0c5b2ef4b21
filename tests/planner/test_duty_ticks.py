"""The tick sheet: what was planned stands on it by place, what was typed comes back, by cell."""

from __future__ import annotations

import io
from datetime import date
from itertools import product

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.problem import Travel
from planner.problem.tour_parts import DAY_S, Crew, Task, Turn, Way
from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem
from planner.report.duty_files import tick_files
from planner.report.duty_ticks import DONE, REASONS, Told, planned_days, read_ticks
from planner.report.tour_tables import done_table
from planner.store.tours import REASONS as STORED
from planner.store.tours import calls_of
from planner.words import LANGS, say

FIRST = date(2026, 12, 1)
NAMES = {"a": "甲桥", "b": "=乙校", "c": "丙路"}
CREWS = ("警组一", "警组二")


def planned(calls: tuple[tuple[str, int], ...]) -> tuple[ToursProblem, ToursPlan]:
    ids = ("base", *NAMES)
    table = tuple((0,) * 4 for _ in ids)
    crews = tuple(Crew(name, "police", 2, 1, "car", "base") for name in CREWS)
    turns = tuple(
        Turn(f"{name}@{day}", name, "day", day, DAY_S * day + 100, DAY_S * day + 900, 900)
        for day, name in product(range(3), CREWS)
    )
    tasks = tuple(
        Task(name, kind, "u", (Way(name, name, 10),), times=3)
        for name, kind in zip(NAMES, ("visit", "visit", "street"), strict=True)
    )
    tours = []
    for day, name in product(range(3), CREWS):
        own = [t for n, (t, d) in enumerate(calls) if d == day and CREWS[n % 2] == name]
        begin = DAY_S * day + 100
        steps = tuple(
            Call(t, 0, begin + 10 * n, begin + 10 * n, begin + 10 * n + 10, begin + 10 * n + 10)
            for n, t in enumerate(own)
        )
        if steps:
            tours.append(Tour(f"{name}@{day}", begin, steps, steps[-1].leave_s))
    problem = ToursProblem(3, ids, (Travel("car", table),), crews, turns, tasks)
    return problem, ToursPlan(tuple(tours))


ALL = (("a", 0), ("b", 0), ("a", 1), ("c", 1), ("b", 2))


def written(lang: str = "zh") -> tuple[ToursPlan, openpyxl.Workbook]:
    problem, plan = planned(ALL)
    files = tick_files(problem, plan, FIRST, NAMES, ("落雁乡", "来源"), lang)
    return plan, openpyxl.load_workbook(io.BytesIO(files["tick-sheet.xlsx"]))


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(plan: ToursPlan, book: openpyxl.Workbook):
    return read_ticks("ticks.xlsx", saved(book), plan, FIRST)


def spots(book: openpyxl.Workbook) -> dict[tuple[str, int], str]:
    """Cell of each place and day, and of the row that says a day is checked."""
    rows = list(book.worksheets[0].iter_rows(min_row=3))
    return {(row[-1].value, day): row[2 + day].coordinate for row in rows for day in range(3)}


@pytest.mark.parametrize("lang", LANGS)
def test_every_planned_call_has_one_cell_and_nothing_names_a_crew(lang):
    plan, book = written(lang)
    sheet = book.worksheets[0]
    ticked = {
        (row[-1].value, day)
        for row in sheet.iter_rows(min_row=4)
        for day in range(3)
        if row[2 + day].value == DONE
    }
    assert ticked == set(ALL)
    texts = " ".join(str(cell.value) for one in book for row in one for cell in row)
    problem, _ = planned(ALL)
    page = tick_files(problem, plan, FIRST, NAMES, ("x", "y"), lang)["tick-sheet.html"].decode()
    for crew in CREWS:
        assert crew not in texts
        assert crew not in page
    assert page.count('class="box"') == len(ALL) + 3
    for reason in REASONS:
        assert say(f"week.reason.{reason}", lang) in page


def test_reasons_are_those_of_the_store():
    assert REASONS == STORED


def test_an_untouched_sheet_tells_nothing():
    plan, book = written()
    assert read(plan, book) == ((), ())


def test_a_checked_day_is_told_as_done_but_for_what_was_typed_over():
    plan, book = written()
    sheet, at = book.worksheets[0], spots(book)
    sheet[at["checked", 0]] = "是"
    sheet[at["checked", 1]] = "✓"
    sheet[at["b", 0]] = 2
    sheet[at["c", 1]] = None
    told, wrong = read(plan, book)
    assert wrong == ()
    assert set(told) == {
        Told("a", 0, done=True), Told("b", 0, done=False, reason="road"), Told("a", 1, done=True),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("spot", "typed", "code"),
    [
        (("a", 0), "王某某请假", "mark"),
        (("a", 0), 7, "mark"),
        (("a", 0), 0.5, "mark"),
        (("a", 2), DONE, "not_planned"),
        (("checked", 1), "3", "checked"),
        (("b", 0), "=1+1", "formula"),
    ],
)
def test_a_wrong_cell_is_named_and_what_stands_in_it_is_not_repeated(spot, typed, code):
    plan, book = written()
    at = spots(book)
    for day in range(3):
        book.worksheets[0][at["checked", day]] = DONE
    book.worksheets[0][at[spot]] = typed
    told, wrong = read(plan, book)
    assert [(one.cell, one.code) for one in wrong] == [(at[spot], code)]
    for lang in LANGS:
        text = wrong[0].told(lang)
        assert at[spot] in text
        assert len(str(typed)) == 1 or str(typed) not in text
    assert (spot[0], spot[1]) not in {(one.task_id, one.day) for one in told}


def test_a_strange_row_a_row_twice_and_a_strange_day_are_named():
    plan, book = written()
    sheet, at = book.worksheets[0], spots(book)
    rows = {row[-1].value: row[0].row for row in sheet.iter_rows(min_row=3)}
    code = openpyxl.utils.get_column_letter(sheet.max_column)
    sheet[f"{code}{rows['c']}"] = "zzz"
    sheet[f"{code}{rows['b']}"] = "a"
    sheet["D2"] = "2031-01-01"
    sheet[at["checked", 0]] = DONE
    _, wrong = read(plan, book)
    assert {(one.cell, one.code) for one in wrong} >= {
        (f"{code}{rows['c']}", "unknown_row"), (f"{code}{rows['a']}", "twice"),
        ("D2", "unknown_day"),
    }  # fmt: skip


def test_rows_may_be_sorted_and_left_out():
    plan, book = written()
    sheet, at = book.worksheets[0], spots(book)
    sheet[at["checked", 0]] = DONE
    sheet[at["b", 0]] = "4"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    kept = [row for row in reversed(rows) if row[-1] != "a"]
    for number in range(sheet.max_row, 2, -1):
        sheet.delete_rows(number)
    for row in kept:
        sheet.append([None if cell == "=乙校" else cell for cell in row])
    assert read(plan, book) == ((Told("b", 0, done=False, reason="closed"),), ())


def test_another_workbook_is_refused_by_its_first_cell():
    plan, _ = written()
    told, wrong = read_ticks("x.xlsx", saved(openpyxl.Workbook()), plan, FIRST)
    assert told == ()
    assert [(one.cell, one.code) for one in wrong] == [("A1", "no_header")]


@given(st.lists(st.sampled_from([DONE, *"123456", "", "４", "yes"]), min_size=5, max_size=5),
       st.sets(st.integers(0, 2)))  # fmt: skip
@settings(max_examples=20)
def test_what_is_typed_is_what_is_read(typed, checked):
    plan, book = written()
    at = spots(book)
    for day in checked:
        book.worksheets[0][at["checked", day]] = DONE
    for spot, text in zip(ALL, typed, strict=True):
        book.worksheets[0][at[spot]] = text or None
    told, wrong = read(plan, book)
    assert wrong == ()
    expected = set()
    for (task, day), text in zip(ALL, typed, strict=True):
        if day in checked and text:
            done = text in (DONE, "yes")
            expected.add(Told(task, day, done, "" if done else REASONS[int(text) - 1]))
    assert set(told) == expected
    assert len(told) == len(expected)


def test_planned_and_done_are_counted_by_place():
    plan, book = written()
    at = spots(book)
    for day in range(3):
        book.worksheets[0][at["checked", day]] = DONE
    book.worksheets[0][at["b", 2]] = "1"
    told, _ = read(plan, book)
    ticks = [(one.task_id, one.done, one.reason) for one in told]
    table = done_table(calls_of(plan), ticks, NAMES, "zh")
    assert not any("班组" in str(column) for column in table.columns)
    assert table[table.columns[1]].sum() == len(ALL)
    assert table[table.columns[2]].sum() == len(ALL) - 1
    assert planned_days(plan)["b"] == (0, 2)
