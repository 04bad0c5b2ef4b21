"""A roster as a table a station fills and hands back, and the table read again."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from geo.formats.cells import xlsx_layers, xlsx_table
from geo.schema import InputError
from planner.demand.roster import slot_post
from planner.problem.roster import OFF, RosterPlan
from planner.words import LANGS, Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.problem.roster import RosterProblem

OFF_WORD = "off"
INITIALS = re.compile(r"[A-Za-z]{0,4}")
"""What a station may type beside a slot: letters of the alphabet, never a name."""


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
        roster_columns, roster_rows, roster_cell, roster_initials, or what the reader of the
        format says. Nothing typed as initials is repeated.
    """
    sheets = xlsx_layers(name, content)
    ours = (say("roster.sheet", lang) for lang in LANGS)
    table = xlsx_table(name, content, next((title for title in ours if title in sheets), ""))
    days = [(first + timedelta(days=n)).isoformat() for n in range(len(problem.days))]
    at = next((i for i, row in enumerate(table.rows) if _head(row, days)), None)
    if at is None:
        told = "{file}: no row of headings with the slot and every day from {first}."
        facts = {"file": table.file, "first": days[0]}
        raise InputError(code="roster_columns", facts=facts, sentence=told)
    heads = _head(table.rows[at], days)
    cells, typed = {}, {}
    slots = {slot.slot_id for slot in problem.slots}
    for number, row in zip(table.numbers[at + 1 :], table.rows[at + 1 :], strict=True):
        slot = _text(row, heads["slot"])
        if slot not in slots:
            continue
        cells[slot] = tuple(_cell(table.file, problem, row, heads[day], number) for day in days)
        initials = _text(row, heads.get("initials", -1))
        if not INITIALS.fullmatch(initials):
            told = "{file}, row {row}: up to four letters, nothing else, may stand for who it is."
            raise InputError(
                code="roster_initials", facts={"file": table.file, "row": number}, sentence=told
            )
        if initials:
            typed[slot] = initials
    missing = [slot.slot_id for slot in problem.slots if slot.slot_id not in cells]
    if missing:
        told = "{file}: no row for the slot {slot}."
        facts = {"file": table.file, "slot": missing[0]}
        raise InputError(code="roster_rows", facts=facts, sentence=told)
    return RosterPlan(tuple(cells[slot.slot_id] for slot in problem.slots)), typed


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
    return str(row[at] or "").strip() if 0 <= at < len(row) else ""


def _cell(file: str, problem: RosterProblem, row: tuple[object, ...], at: int, number: int) -> str:
    given = _text(row, at)
    known = {word(shift, lang): shift for shift in (*problem.shift_ids, OFF) for lang in LANGS}
    if given and given not in known:
        told = "{file}, row {row}, column {column}: {given} is no shift of this roster."
        facts: dict[str, str | int | float] = {"file": file, "row": number}
        facts |= {"column": at + 1, "given": given[:20]}
        raise InputError(code="roster_cell", facts=facts, sentence=told)
    return known.get(given, OFF)
