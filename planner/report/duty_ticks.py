"""The tick sheet of a week: which places, which days, done or why not; nothing about any crew.

One row a place, one column a day. Everything planned is ticked beforehand, so that only what was
not done is typed over with the number of its reason; a day counts once its first row is ticked by
whoever checked it. Only marks are read back, never text, so no name can get in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl.utils import get_column_letter

from geo.formats.whole_book import whole_book
from planner.problem.tour_parts import DAY_S, TASK_KINDS
from planner.words import LANGS, Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.formats.whole_book import Sheet
    from planner.problem.tours import ToursPlan, ToursProblem

DONE = "√"
REASONS = ("weather", "road", "called_away", "closed", "time", "other")
"""Why something was not done, by the number it is written with, from 1."""
CHECKED = "checked"
_NOT_PLANNED = "—"
_DONE_TOO = frozenset("√✓✔vVyY是") | {"yes", "YES", "Yes"}
_WIDE = str.maketrans("１２３４５６７８９０", "1234567890")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a task on a day, counted from 0; a reason where it was not done."""

    task_id: str
    day: int
    done: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be taken, and why; never what stands in it."""

    cell: str
    code: str

    def told(self, lang: Lang) -> str:
        """Write it as a person reads it."""
        return say(f"duty.wrong.{self.code}", lang, cell=self.cell, most=len(REASONS))


def planned_days(plan: ToursPlan) -> dict[str, tuple[int, ...]]:
    """Return the days on which each task of a plan is planned."""
    days = defaultdict(set)
    for tour in plan.tours:
        for call in tour.calls:
            days[call.task_id].add(call.begin_s // DAY_S)
    return {task_id: tuple(sorted(found)) for task_id, found in days.items()}


def tick_table(
    problem: ToursProblem,
    plan: ToursPlan,
    first_day: date,
    names: Mapping[str, str],
    lang: Lang,
) -> pd.DataFrame:
    """Return the sheet with everything planned ticked and no day checked."""
    planned = planned_days(plan)
    days = sorted({day for found in planned.values() for day in found})
    dates = [(first_day + timedelta(days=day)).isoformat() for day in days]
    heads = [say(f"duty.tick.{name}", lang) for name in ("site", "kind")]
    code = say("duty.tick.code", lang)
    rows = [(say("duty.tick.checked", lang), "", *("" for _ in days), CHECKED)]
    for task in ordered(problem, planned, names):
        marks = (DONE if day in planned[task] else _NOT_PLANNED for day in days)
        kind = say(f"task_kind.{_kinds(problem)[task]}", lang)
        rows.append((names.get(task, task), kind, *marks, task))
    return pd.DataFrame(rows, columns=[*heads, *dates, code])


def reason_table(lang: Lang) -> pd.DataFrame:
    """Return what may be written into a cell, and what it means."""
    rows = [(DONE, say("duty.tick.done", lang))]
    rows += [(str(n), say(f"week.reason.{one}", lang)) for n, one in enumerate(REASONS, start=1)]
    heads = [say(f"duty.tick.{name}", lang) for name in ("mark", "means")]
    return pd.DataFrame(rows, columns=heads)


def marks() -> tuple[str, ...]:
    """Return what a cell of a day offers to choose from."""
    return (DONE, *(str(number) for number in range(1, len(REASONS) + 1)))


def ordered(
    problem: ToursProblem, planned: Mapping[str, tuple[int, ...]], names: Mapping[str, str]
) -> list[str]:
    """Return the planned tasks by kind and name, as people look for them."""
    kinds = _kinds(problem)
    return sorted(
        planned, key=lambda task: (TASK_KINDS.index(kinds[task]), names.get(task, task), task)
    )


def read_ticks(
    name: str, content: bytes, plan: ToursPlan, first_day: date
) -> tuple[tuple[Told, ...], tuple[Wrong, ...]]:
    """Read a tick sheet that was filled in: what was told of the checked days, and wrong cells.

    A cell left empty says nothing. Whoever keeps what was told should do so only if no cell is
    wrong.

    Raises
    ------
    InputError
        If it is no workbook at all.
    """
    planned = planned_days(plan)
    for sheet in whole_book(name, content).sheets:
        found = _Grid.of(sheet, first_day, planned)
        if found is not None:
            wrong = tuple(found.wrong())
            bad = {one.cell for one in wrong}
            return tuple(found.told(bad)), wrong
    return (), (Wrong("A1", "no_header"),)


@dataclass(frozen=True, eq=False)
class _Grid:
    """A sheet whose header was found: its days by column and its rows by code."""

    sheet: Sheet
    head: int
    code: int
    days: Mapping[int, int | None]
    planned: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(
        cls, sheet: Sheet, first_day: date, planned: Mapping[str, tuple[int, ...]]
    ) -> _Grid | None:
        codes = {say("duty.tick.code", lang) for lang in LANGS}
        known = {day for found in planned.values() for day in found}
        for row, cells in enumerate(sheet.rows):
            texts = [_text(cell) for cell in cells]
            at = next((column for column, text in enumerate(texts) if text in codes), None)
            if at is None:
                continue
            numbers = {
                column: (_date(text) - first_day).days
                for column, text in enumerate(texts)
                if _DAY.fullmatch(text[:10]) and _is_date(text)
            }
            days = {column: n if n in known else None for column, n in numbers.items()}
            return cls(sheet, row, at, days, planned)
        return None

    def rows(self) -> Iterator[tuple[int, str, tuple[object, ...]]]:
        """Rows below the header with their number and code."""
        pairs = zip(
            self.sheet.numbers[self.head + 1 :], self.sheet.rows[self.head + 1 :], strict=True
        )
        for number, cells in pairs:
            yield number, _text(cells[self.code]) if self.code < len(cells) else "", cells

    def wrong(self) -> Iterator[Wrong]:
        """Find every cell that cannot be taken."""
        seen: set[str] = set()
        for column, day in self.days.items():
            if day is None:
                yield Wrong(_cell(column, self.sheet.numbers[self.head]), "unknown_day")
        if not self.days:
            yield Wrong(_cell(0, self.sheet.numbers[self.head]), "no_header")
        for number, code, cells in self.rows():
            if code != CHECKED and code not in self.planned:
                if any(_text(cells[column]) for column in self.days if column < len(cells)):
                    yield Wrong(_cell(self.code, number), "unknown_row")
                continue
            if code in seen:
                yield Wrong(_cell(self.code, number), "twice")
            seen.add(code)
            for column, day in self.days.items():
                why = self._why(number, column, code, day, cells)
                if why:
                    yield Wrong(_cell(column, number), why)

    def _why(
        self, number: int, column: int, code: str, day: int | None, cells: tuple[object, ...]
    ) -> str:
        """Say what is wrong with a cell; "" for nothing."""
        if (number, column + 1) in self.sheet.formulas:
            return "formula"
        text = _mark(cells[column]) if column < len(cells) else ""
        if text in {"", _NOT_PLANNED} or day is None:
            return ""
        if code == CHECKED:
            return "" if text == DONE else "checked"
        if day not in self.planned[code]:
            return "not_planned"
        return "" if text in marks() else "mark"

    def told(self, bad: set[str]) -> Iterator[Told]:
        """Yield what was told, by day and place, of the days that were checked."""
        checked = {
            column
            for number, code, cells in self.rows()
            for column in self.days
            if code == CHECKED and column < len(cells) and _mark(cells[column]) == DONE
            if _cell(column, number) not in bad
        }
        for number, code, cells in self.rows():
            for column in sorted(checked):
                day = self.days[column]
                text = _mark(cells[column]) if column < len(cells) else ""
                takes = code in self.planned and day is not None and text in marks()
                if takes and day is not None and _cell(column, number) not in bad:
                    reason = "" if text == DONE else REASONS[int(text) - 1]
                    yield Told(code, day, done=not reason, reason=reason)


def _kinds(problem: ToursProblem) -> dict[str, str]:
    return {task.task_id: task.kind for task in problem.tasks}


def _cell(column: int, row: int) -> str:
    return f"{get_column_letter(column + 1)}{row}"


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _mark(cell: object) -> str:
    """Mark of a cell as it is written here: other ticks count as ours, wide digits as digits."""
    text = _text(cell).translate(_WIDE)
    return DONE if text in _DONE_TOO else text


def _is_date(text: str) -> bool:
    try:
        _date(text)
    except ValueError:
        return False
    return True


def _date(text: str) -> date:
    return date.fromisoformat(text[:10])
