"""A roster as a table a station fills and hands back, and the table read again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl.utils import get_column_letter

from geo.formats.cells import xlsx_layers, xlsx_table
from geo.schema import InputError
from planner.demand.roster import slot_post
from planner.demand.roster_initials import refusal
from planner.problem.roster import OFF, RosterPlan
from planner.words import LANGS, Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.formats.cells import Table
    from planner.problem.roster import RosterProblem

OFF_WORD = "off"
_TOLD, _GIVEN = 12, 12
"""Wrong cells told at once, and characters of each that are repeated."""


def word(cell: str, lang: Lang) -> str:
    """Return the word of a shift, or of a day off."""
    return say(f"roster_shift.{cell or OFF_WORD}", lang)


def roster_table(
    problem: RosterProblem,
    plan: RosterPlan,
    first: date,
    names: Mapping[str, str],
    lang: Lang,
    *,
    initials: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return a row a slot and a column a day.

    Parameters
    ----------
    names
        Post -> its name.
    initials
        Slot -> what the station typed beside it; it is nowhere but in this table.
    """
    typed = initials or {}
    days = [first + timedelta(days=number) for number in range(len(problem.days))]
    rows = [
        [slot.slot_id, names.get(slot_post(slot.slot_id), ""), typed.get(slot.slot_id, "")]
        + [word(cell, lang) for cell in row]
        for slot, row in zip(problem.slots, plan.rows, strict=True)
    ]
    heads = [say(f"roster.{name}", lang) for name in ("slot", "post", "initials")]
    return pd.DataFrame(rows, columns=[*heads, *(day.isoformat() for day in days)])


def read_roster(
    name: str, content: bytes, problem: RosterProblem, first: date
) -> tuple[RosterPlan, dict[str, str]]:
    """Read a handed back workbook: the roster, and the initials typed beside slots.

    Raises
    ------
    InputError
        roster_columns, roster_rows, roster_twice, roster_cell, roster_initials, or what the reader
        of the format says. Wrong cells are told all together, by the letter of their column and
        the number of their row; nothing typed as initials is repeated.
    """
    sheets = xlsx_layers(name, content)
    ours = (say("roster.sheet", lang) for lang in LANGS)
    table = xlsx_table(name, content, next((title for title in ours if title in sheets), ""))
    days = [(first + timedelta(days=n)).isoformat() for n in range(len(problem.days))]
    at = next((i for i, row in enumerate(table.rows) if _head(row, days)), None)
    if at is None:
        told = "{file}: no row of headings with the slot and every day from {first}."
        raise _refused(told, code="roster_columns", file=table.file, first=days[0])
    heads = _head(table.rows[at], days)
    rows = _rows(table, problem, at, heads["slot"])
    known = {word(shift, lang): shift for shift in (*problem.shift_ids, OFF) for lang in LANGS}
    wrong = [
        f"{_place(number, heads[day])}={_text(row, heads[day])[:_GIVEN]}"
        for number, row in rows.values()
        for day in days
        if _text(row, heads[day]) not in {"", *known}
    ]
    if wrong:
        told = "{file}: {count} cells hold no shift of this roster: {cells}."
        cells = " ".join(wrong[:_TOLD])
        raise _refused(told, code="roster_cell", file=table.file, count=len(wrong), cells=cells)
    read = (
        tuple(known.get(_text(rows[slot.slot_id][1], heads[day]), OFF) for day in days)
        for slot in problem.slots
    )
    return RosterPlan(tuple(read)), _initials(table.file, rows, heads.get("initials", -1))


def _rows(
    table: Table, problem: RosterProblem, at: int, column: int
) -> dict[str, tuple[int, tuple[object, ...]]]:
    """Return slot -> number and cells of its row."""
    found: dict[str, tuple[int, tuple[object, ...]]] = {}
    slots = [slot.slot_id for slot in problem.slots]
    for number, row in zip(table.numbers[at + 1 :], table.rows[at + 1 :], strict=True):
        slot = _text(row, column)
        if slot in found:
            told = "{file}, {cell}: the slot {slot} has a row already."
            raise _refused(
                told, code="roster_twice", file=table.file, cell=_place(number, column), slot=slot
            )
        if slot in slots:
            found[slot] = (number, row)
    missing = [slot for slot in slots if slot not in found]
    if missing:
        told = "{file}: no row for {slots}."
        raise _refused(told, code="roster_rows", file=table.file, slots=" ".join(missing[:_TOLD]))
    return found


def _initials(
    file: str, rows: Mapping[str, tuple[int, tuple[object, ...]]], column: int
) -> dict[str, str]:
    typed = {slot: _text(row, column) for slot, (_, row) in rows.items()}
    for slot, text in typed.items():
        why = refusal(text)
        if why:
            told = "{file}, {cell}: these are not initials ({why}); type up to four letters."
            cell = _place(rows[slot][0], column)
            raise _refused(told, code="roster_initials", file=file, cell=cell, why=why)
    return {slot: text for slot, text in typed.items() if text}


def _refused(told: str, *, code: str, **facts: str | int) -> InputError:
    return InputError(code=code, facts=dict(facts), sentence=told)


def _place(row: int, column: int) -> str:
    """Return the name of a cell as a spreadsheet has it."""
    return f"{get_column_letter(column + 1)}{row}"


def _head(row: tuple[object, ...], days: list[str]) -> dict[str, int]:
    """Return where the slot, the initials and each day stand; nothing if it is no such row."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        text = str(cell or "").strip()[:10]
        for key in ("slot", "initials"):
            if text in {say(f"roster.{key}", lang)[:10] for lang in LANGS}:
                found[key] = at
        if text in days:
            found[text] = at
    return found if {"slot", *days} <= found.keys() else {}


def _text(row: tuple[object, ...], at: int) -> str:
    return "" if not 0 <= at < len(row) or row[at] is None else str(row[at]).strip()
