"""The teams of an office as two tables to fill in, and the tables read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.formats.cells import csv_table, xlsx_layers, xlsx_table
from geo.schema import InputError
from planner.demand.team_book import (
    MATTERS,
    PEOPLE_MOST,
    SHARE_MOST,
    SKILL_NAMES,
    SKILLS,
    TeamBook,
    sound,
)
from planner.words import LANGS, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.formats.cells import Table
    from planner.words import Lang

_TOLD = 12


def people_table(book: TeamBook, lang: Lang) -> pd.DataFrame:
    """One row a matter: its share, and how many people must have each skill."""
    rows = [
        [say(f"matter.{matter}", lang), book.shares[matter]]
        + [book.people[matter].get(skill, 0) for skill in SKILL_NAMES]
        for matter in MATTERS
    ]
    heads = [say("due.matter", lang), say("teams.share", lang), *_skills(lang)]
    return pd.DataFrame(rows, columns=heads)


def skills_table(book: TeamBook, lang: Lang) -> pd.DataFrame:
    """One row a kind of post: 1 for each skill its people have."""
    rows = [
        [say(f"post_kind.{kind}", lang), *(int(skill in book.of(kind)) for skill in SKILL_NAMES)]
        for kind in SKILLS
    ]
    return pd.DataFrame(rows, columns=[say("teams.kind", lang), *_skills(lang)])


def sheets_of(book: TeamBook, lang: Lang) -> dict[str, pd.DataFrame]:
    """Return both tables by the names of their sheets."""
    return {
        say("teams.people", lang): people_table(book, lang),
        say("teams.skills", lang): skills_table(book, lang),
    }


def book_of(people: pd.DataFrame, skills: pd.DataFrame, file: str = "") -> TeamBook:
    """Read both tables as filled in, in whichever language.

    Raises
    ------
    InputError
        teams_cells: rows or numbers that are not there or cannot be, each by its row and head.
        teams_unsound: a matter without any skill, or no share at all.
    """
    wrong: list[str] = []
    names = {say(f"skill.{skill}", lang): skill for skill in SKILL_NAMES for lang in LANGS}
    matters, kinds = _rows(people, "matter", MATTERS), _rows(skills, "post_kind", SKILLS)
    columns = {str(head): names[str(head)] for head in people.columns if str(head) in names}
    own = {str(head): names[str(head)] for head in skills.columns if str(head) in names}
    share = next((h for h in people.columns if h in {say("teams.share", x) for x in LANGS}), None)
    wrong += [say(f"matter.{m}", "zh") for m in MATTERS if m not in matters]
    wrong += [say(f"post_kind.{k}", "zh") for k in SKILLS if k not in kinds]
    if share is None or len(columns) < len(SKILL_NAMES) or len(own) < len(SKILL_NAMES):
        wrong.append(say("teams.heads", "zh"))
    if wrong:
        raise _refused(file, wrong)

    def number(row: pd.Series, head: str, most: int) -> int:
        try:
            given = float(row[head] or 0)
        except (TypeError, ValueError):
            given = -1.0
        if not (given == int(given) and 0 <= given <= most):
            wrong.append(f"{row.iloc[0]}/{head}")
            return 0
        return int(given)

    book = TeamBook(
        people={
            matter: {
                skill: people_needed
                for head, skill in columns.items()
                if (people_needed := number(matters[matter], head, PEOPLE_MOST))
            }
            for matter in MATTERS
        },
        skills={
            kind: tuple(skill for head, skill in own.items() if number(kinds[kind], head, 1))
            for kind in SKILLS
        },
        shares={matter: number(matters[matter], str(share), SHARE_MOST) for matter in MATTERS},
    )
    if wrong:
        raise _refused(file, wrong)
    if not sound(book):
        told = "Every matter needs a skill, and one of them a share."
        raise InputError(code="teams_unsound", facts={}, sentence=told)
    return book


def read_book(name: str, content: bytes, now: TeamBook) -> TeamBook:
    """Read a workbook with both sheets, or one of the tables as CSV.

    Raises
    ------
    InputError
        teams_cells, teams_unsound, or what the reader of the format says.
    """
    people, skills = people_table(now, "zh"), skills_table(now, "zh")
    if name.lower().endswith(".csv"):
        found = [csv_table(name, content, "", _likeness)]
    else:
        found = [xlsx_table(name, content, sheet) for sheet in xlsx_layers(name, content)]
    read = 0
    for table in found:
        for key in ("due.matter", "teams.kind"):
            frame = _under(table, key)
            if frame is None:
                continue
            read += 1
            people, skills = (frame, skills) if key == "due.matter" else (people, frame)
    if not read:
        raise _refused(name, [say("teams.heads", "zh")])
    return book_of(people, skills, name)


def _under(table: Table, key: str) -> pd.DataFrame | None:
    """Return what stands under the row of heads that begins with a word; None without such."""
    words = {say(key, lang) for lang in LANGS}
    for at, row in enumerate(table.rows):
        heads = ["" if cell is None else str(cell).strip() for cell in row]
        if heads and heads[0] in words:
            rows = [list(cells)[: len(heads)] for cells in table.rows[at + 1 :]]
            return pd.DataFrame(rows, columns=heads)
    return None


def _rows(table: pd.DataFrame, group: str, known: Iterable[str]) -> dict[str, pd.Series]:
    words = {say(f"{group}.{key}", lang): key for key in known for lang in LANGS}
    return {
        words[str(row.iloc[0]).strip()]: row
        for _, row in table.iterrows()
        if str(row.iloc[0]).strip() in words
    }


def _likeness(cells: Sequence[object]) -> int:
    """Count the heads of our tables in a row."""
    heads = {head for lang in LANGS for head in _skills(lang)}
    return sum(str(cell).strip() in heads for cell in cells)


def _skills(lang: Lang) -> list[str]:
    return [say(f"skill.{skill}", lang) for skill in SKILL_NAMES]


def _refused(file: str, wrong: list[str]) -> InputError:
    told = "{file}: these rows or cells are missing or are no such numbers: {cells}."
    facts = {"file": file, "cells": " ".join(wrong[:_TOLD])}
    return InputError(code="teams_cells", facts=facts, sentence=told)
