"""A roster on paper: a month on A4 across, or A3 where it needs the room, with boxes to sign.

One page of HTML with everything in it: a browser that opens and prints it asks nobody for anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Literal, TypeAlias

from planner import judge
from planner.demand.roster import slot_post
from planner.demand.roster_patterns import HOUR_MIN
from planner.problem.roster import OFF
from planner.report.duty_cards import POLICY
from planner.report.files import source_note
from planner.report.roster_names import kind_short
from planner.report.roster_table import word
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.load import Area
    from planner.problem.roster import RosterPlan, RosterProblem

Paper: TypeAlias = Literal["a4", "a3"]


@dataclass(frozen=True, slots=True)
class _Size:
    """Paper across: rows and days that it has room for, and its style."""

    rows: int
    days: int
    style: str


PAPERS: dict[Paper, _Size] = {
    "a4": _Size(
        26,
        31,
        "@page { size: A4 landscape; margin: 8mm; } .sheet { width: 281mm; font-size: 8pt; }"
        " td, th { height: 5.3mm; } .who { width: 42mm; }",
    ),
    "a3": _Size(
        40,
        62,
        "@page { size: A3 landscape; margin: 10mm; } .sheet { width: 400mm; font-size: 9pt; }"
        " td, th { height: 6.2mm; } .who { width: 54mm; }",
    ),
}
_STYLE = """
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; color: #000; background: #fff; line-height: 1.2; font-family: "Noto Sans CJK SC",
  "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei",
  "WenQuanYi Micro Hei", "Segoe UI", Arial, sans-serif; }
.sheet { margin: 0 auto; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 4mm; }
h1 { margin: 0 0 1.5mm; font-size: 1.7em; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: .15mm solid #777; text-align: center; padding: 0; overflow: hidden; }
th { font-weight: 600; line-height: 1.15; }
th small { display: block; font-weight: 400; }
.who { text-align: left; padding: 0 1mm; font-weight: 400; white-space: nowrap; }
.who b { margin-right: 1mm; }
.sum { width: 9mm; }
.weekend { background: #ededed; }
.night { background: #333; color: #fff; font-weight: 600; }
.held { font-style: italic; }
.away { background: repeating-linear-gradient(135deg, #fff 0 1mm, #bbb 1mm 1.3mm); }
.foot { margin: 1.5mm 0 0; font-size: .9em; display: flex; flex-wrap: wrap; gap: 0 5mm; }
.signs { display: flex; gap: 8mm; margin-top: 3mm; break-inside: avoid; }
.signs div { flex: 1; border-bottom: .25mm solid #000; padding-bottom: 6mm; }
@media screen { body { background: #e8e8e8; } .sheet { background: #fff; padding: 6mm;
  margin: 4mm auto; box-sizing: content-box; } }
"""


def paper_for(problem: RosterProblem) -> Paper:
    """Return the smallest paper a roster is readable on."""
    a4 = PAPERS["a4"]
    return "a4" if len(problem.slots) <= a4.rows and len(problem.days) <= a4.days else "a3"


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A roster with what stands around it on paper.

    Parameters
    ----------
    names
        Post -> its name.
    begins_h
        Hour at which each shift begins.
    initials
        Slot -> what the station typed beside it.
    """

    problem: RosterProblem
    plan: RosterPlan
    first: date
    names: Mapping[str, str]
    begins_h: Sequence[int]
    initials: Mapping[str, str]


def roster_sheet(what: OnPaper, area: Area, paper: Paper, lang: Lang) -> bytes:
    """Return a roster as a page of HTML to print."""
    problem, first = what.problem, what.first
    days = [first + timedelta(days=number) for number in range(len(problem.days))]
    title = say("roster_sheet.title", lang, first=days[0].isoformat(), last=days[-1].isoformat())
    body = "\n".join(_rows(what, days, lang))
    signs = "".join(
        f"<div>{escape(say(f'roster_sheet.{key}', lang))}</div>" for key in ("made", "checked")
    )
    mark = escape(say("roster_sheet.mark", lang))
    page = f"""<!DOCTYPE html>
<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>
<style>{_STYLE}{PAPERS[paper].style}</style></head>
<body><div class="sheet">
<header><h1>{escape(title)}</h1><b>{mark}</b></header>
<table><thead>{_head(problem, days, lang)}</thead><tbody>
{body}
</tbody></table>
<p class="foot">{_legend(what, lang)}</p>
<p class="foot"><span>{escape(source_note(area, lang))}</span></p>
<div class="signs">{signs}</div>
</div></body></html>
"""
    return page.encode()


def _head(problem: RosterProblem, days: Sequence[date], lang: Lang) -> str:
    cells = [f'<th class="who">{escape(say("roster.slot", lang))}</th>']
    for number, day in enumerate(days):
        kind = kind_short(problem.days[number], lang)
        weekday = say(f"places.weekday.{day.weekday()}", lang)
        told = f"{day.day}<small>{escape(weekday)}</small><small>{escape(kind)}&nbsp;</small>"
        cells.append(f'<th class="{_weekend(problem, number)}">{told}</th>')
    sums = ("hours_short", "nights_short", "weekends_short")
    cells += [f'<th class="sum">{escape(say(f"roster_sheet.{key}", lang))}</th>' for key in sums]
    return f"<tr>{''.join(cells)}</tr>"


def _rows(what: OnPaper, days: Sequence[date], lang: Lang) -> list[str]:
    problem, plan = what.problem, what.plan
    shifts = {shift.shift_id: shift for shift in problem.shifts}
    nights, weekends = judge.roster.nights(problem, plan), judge.roster.weekends(problem, plan)
    made = []
    for s, (slot, row) in enumerate(zip(problem.slots, plan.rows, strict=True)):
        told = " ".join(
            (slot.slot_id + ("★" if slot.leads else ""), what.initials.get(slot.slot_id, ""))
        )
        name = what.names.get(slot_post(slot.slot_id), "")
        cells = [f'<th class="who"><b>{escape(told.strip())}</b>{escape(name)}</th>']
        for number in range(len(days)):
            cell = row[number]
            looks = [_weekend(problem, number)]
            if cell != OFF:
                looks += ["night"] * shifts[cell].night + ["held"] * shifts[cell].held_in
            elif number in slot.away:
                looks.append("away")
            short = escape(say(f"roster_short.{cell}", lang)) if cell != OFF else ""
            cells.append(f'<td class="{" ".join(looks).strip()}">{short}</td>')
        hours = sum(shifts[cell].length_min for cell in row if cell != OFF) // HOUR_MIN
        cells += [f'<td class="sum">{figure}</td>' for figure in (hours, nights[s], weekends[s])]
        made.append(f"<tr>{''.join(cells)}</tr>")
    return made


def _legend(what: OnPaper, lang: Lang) -> str:
    parts = []
    for shift, begin in zip(what.problem.shifts, what.begins_h, strict=True):
        end = begin + shift.length_min // HOUR_MIN
        clock = f"{begin % 24:02d}:00–{end % 24:02d}:00"
        short = say(f"roster_short.{shift.shift_id}", lang)
        parts.append(f"{short} {word(shift.shift_id, lang)} {clock}")
    parts.append(say("roster_sheet.legend", lang))
    return "".join(f"<span>{escape(part)}</span>" for part in parts)


def _weekend(problem: RosterProblem, number: int) -> str:
    return "weekend" if any(number in weekend for weekend in problem.weekends) else ""
