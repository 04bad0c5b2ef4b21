"""A roster as sheets an office keeps, and what a month with it would be like."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from planner.demand.roster import slot_post
from planner.judge import roster as judge
from planner.problem import to_json
from planner.problem.roster import OFF
from planner.report.files import source_note
from planner.report.roster_table import roster_table, word
from planner.report.workbook import write_workbook
from planner.whole import write_folder
from planner.words import Lang, duration, number, say, share

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from geo.load import Area
    from planner.outcome import Outcome
    from planner.problem.roster import RosterPlan, RosterProblem
    from planner.simulate import Compared, Figure, Figures

_TIMES = ("response_s", "p50_s", "p90_s")
_SHARES = ("in_time", "second_in_time", "own", "waited", "nobody")


def post_names(area: Area, lang: Lang) -> dict[str, str]:
    """Return post -> name."""
    return {str(post): str(name) for post, name in area.responders[f"name_{lang}"].items()}


def share_table(
    problem: RosterProblem, plan: RosterPlan, names: Mapping[str, str], lang: Lang
) -> pd.DataFrame:
    """Return for each slot its shifts, nights and weekends, the carried balance included."""
    nights, weekends = judge.nights(problem, plan), judge.weekends(problem, plan)
    lengths = {shift.shift_id: shift.length_min for shift in problem.shifts}
    rows = []
    for i, (slot, row) in enumerate(zip(problem.slots, plan.rows, strict=True)):
        uses = Counter(cell for cell in row if cell != OFF)
        hours = sum(lengths[cell] * times for cell, times in uses.items()) / 60
        rows.append(
            [slot.slot_id, names.get(slot_post(slot.slot_id), "")]
            + [uses[shift] for shift in problem.shift_ids]
            + [hours, nights[i], weekends[i]]
        )
    heads = [say(f"roster.{name}", lang) for name in ("slot", "post")]
    heads += [word(shift, lang) for shift in problem.shift_ids]
    heads += [say(f"roster.{name}", lang) for name in ("hours", "nights", "weekends")]
    return pd.DataFrame(rows, columns=heads)


def figures_table(found: Figures, lang: Lang, *, limit_s: int = 900) -> pd.DataFrame:
    """Return the figures of a simulation with the half width of their 95 % intervals."""
    rows = [
        [
            _named(name, lang, limit_s),
            _told(name, figure, lang),
            _half(name, figure, lang),
        ]
        for name, figure in found.of.items()
    ]
    return pd.DataFrame(rows, columns=_heads(("figure", "mean", "half"), lang))


def compared_table(
    found: Mapping[str, Compared], lang: Lang, *, limit_s: int = 900
) -> pd.DataFrame:
    """Return figures before and after on the same matters, and whether they can be told apart."""
    rows = [
        [
            _named(name, lang, limit_s),
            _told(name, one.before, lang),
            _told(name, one.after, lang),
            _told(name, one.difference, lang),
            _half(name, one.difference, lang),
            say(f"simulate.told_apart_{'yes' if one.told_apart else 'no'}", lang),
        ]
        for name, one in found.items()
        if name != "matters"
    ]
    heads = ("figure", "before", "after", "difference", "half", "told_apart")
    return pd.DataFrame(rows, columns=_heads(heads, lang))


def load_table(found: Figures, names: Mapping[str, str], lang: Lang) -> pd.DataFrame:
    """Return how busy each post is, busiest first."""
    order = sorted(found.load.items(), key=lambda item: -item[1].mean)
    rows = [[post, names.get(post, ""), share(figure.mean, lang)] for post, figure in order]
    heads = [say("simulate.post", lang), say("roster.post", lang), say("simulate.load", lang)]
    return pd.DataFrame(rows, columns=heads)


def kinds_table(found: Figures, lang: Lang, after: Figures | None = None) -> pd.DataFrame:
    """Return for each kind of matter how soon somebody able is there, of one force or of two."""
    heads = [say("due.matter", lang), *_heads(("before",) if after else ("mean",), lang)]
    heads += _heads(("half",), lang)
    rows = []
    for kind, figure in found.kinds.items():
        row = [say(f"matter.{kind}", lang), _told("response_s", figure, lang)]
        row.append(_half("response_s", figure, lang))
        if after:
            then = after.kinds[kind]
            row += [_told("response_s", then, lang), _half("response_s", then, lang)]
        rows.append(row)
    if after:
        heads += [*_heads(("after",), lang), f"{_heads(('half',), lang)[0]} "]
    return pd.DataFrame(rows, columns=heads)


def write_roster(
    problem: RosterProblem,
    outcome: Outcome[RosterPlan],
    sheets: Mapping[str, pd.DataFrame],
    area: Area,
    out: Path,
    lang: Lang,
) -> tuple[Path, ...]:
    """Write question, answer and, where there is a roster, its workbook to a folder."""

    def write(folder: Path) -> list[str]:
        (folder / "question.json").write_bytes(to_json(problem))
        (folder / "answer.json").write_bytes(to_json(outcome))
        if outcome.plan is None:
            return ["question.json", "answer.json"]
        stamp = datetime.fromisoformat(area.data_date)
        note = source_note(area, lang)
        write_workbook(folder / "roster.xlsx", sheets, note=note, stamp=stamp)
        return ["question.json", "answer.json", "roster.xlsx"]

    return write_folder(out, write)


def sheets_of(
    problem: RosterProblem,
    plan: RosterPlan,
    first: date,
    names: Mapping[str, str],
    lang: Lang,
    *,
    initials: Mapping[str, str] | None = None,
) -> dict[str, pd.DataFrame]:
    """Return the sheet to fill and hand back, and the fair share."""
    table = roster_table(problem, plan, first, names, lang, initials=initials)
    return {
        say("roster.sheet", lang): table,
        say("roster.share_sheet", lang): share_table(problem, plan, names, lang),
    }


def _heads(names: tuple[str, ...], lang: Lang) -> list[str]:
    return [say(f"simulate.head_{name}", lang) for name in names]


def _named(name: str, lang: Lang, limit_s: int) -> str:
    head, _, minutes = name.rpartition("_")
    if head == "within":
        return say("simulate.within", lang, within_s=60 * int(minutes))
    return say(f"simulate.{name}", lang, limit_s=limit_s)


def _told(name: str, figure: Figure, lang: Lang) -> str:
    return _shown(name, figure.mean, lang)


def _half(name: str, figure: Figure, lang: Lang) -> str:
    return f"± {_shown(name, figure.half, lang)}"


def _shown(name: str, value: float, lang: Lang) -> str:
    if value != value:  # noqa: PLR0124 not a number: nobody came, or nothing to tell
        return "-"
    if name in _TIMES:
        return ("-" if value < 0 else "") + duration(abs(value), lang)
    if name in _SHARES or name.startswith("within_"):
        return share(value, lang)
    return number(value, lang, decimals=1)
