"""The tick sheet on paper: places by days with a box wherever something is planned."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from planner.report.duty_cards import POLICY, STYLE
from planner.report.duty_ticks import DONE, REASONS, ordered, planned_days
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from planner.problem.tours import ToursPlan, ToursProblem

_DAYS = 7  # on one sheet of paper
_STYLE = """
@page { size: A4 portrait; margin: 10mm 11mm; }
body { font-size: 8.5pt; line-height: 1.2; } h1 { font-size: 14pt; } .sheet { width: 188mm; }
td, th { padding: .45mm 1mm; } td { vertical-align: middle; } .kind { width: 15mm; }
.day { text-align: center; width: 14mm; border-left: .15mm solid #777; }
.box { width: 3.5mm; height: 3.5mm; } .none { color: #999; }
"""


def tick_page(
    problem: ToursProblem,
    plan: ToursPlan,
    first_day: date,
    names: Mapping[str, str],
    about: tuple[str, str],
    lang: Lang,
) -> bytes:
    """Return the sheet as one page of HTML, a week on each part of it.

    Parameters
    ----------
    about
        Name of the area, and where its data is from.
    """
    planned = planned_days(plan)
    days = sorted({day for found in planned.values() for day in found})
    weeks = [days[i : i + _DAYS] for i in range(0, len(days), _DAYS)]
    title = escape(say("duty.tick.title", lang))
    kinds = {task.task_id: task.kind for task in problem.tasks}
    parts = []
    for week in weeks:
        tasks = [t for t in ordered(problem, planned, names) if set(week) & set(planned[t])]
        dates = [first_day + timedelta(days=day) for day in week]
        rows = "".join(
            f'<tr><td class="site">{escape(names.get(task, task))}</td>'
            f'<td class="kind small">{escape(say(f"task_kind.{kinds[task]}", lang))}</td>'
            f"{_boxes(week, planned[task])}</tr>"
            for task in tasks
        )
        parts.append(_part(title, dates, rows, about, lang))
    return f"""<!DOCTYPE html>
<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{title}</title>
<style>{STYLE}{_STYLE}</style></head>
<body>
{"".join(parts)}
</body></html>
""".encode()


def _part(title: str, dates: Sequence[date], rows: str, about: tuple[str, str], lang: Lang) -> str:
    name, source = about
    span = {"first": dates[0].isoformat(), "last": dates[-1].isoformat()}
    heads = "".join(f'<th class="day">{_day(day, lang)}</th>' for day in dates)
    site, kind = (escape(say(f"duty.tick.{key}", lang)) for key in ("site", "kind"))
    reasons = [f"{n} {say(f'week.reason.{one}', lang)}" for n, one in enumerate(REASONS, start=1)]
    marks = "　".join([f"{DONE} {say('duty.tick.done', lang)}", *reasons])
    checked = f'<td colspan="2">{escape(say("duty.tick.checked", lang))}</td>'
    boxes = '<td class="day"><span class="box"></span></td>' * len(dates)
    return f"""<section class="sheet"><header><h1>{title}</h1>
<span class="when">{escape(say("duty.tick.of", lang, name=name, **span))}</span>
<span>{escape(say("app.internal", lang))}</span></header>
<p class="about"><span>{escape(say("duty.tick.help", lang))}</span></p>
<p class="about"><b>{escape(marks)}</b></p>
<table><thead><tr><th class="site">{site}</th><th class="kind">{kind}</th>{heads}</tr></thead>
<tbody><tr class="ends">{checked}{boxes}</tr>{rows}</tbody></table>
<div class="signs"><div>{escape(say("duty.sign.desk", lang))}</div><div></div></div>
<p class="foot">{escape(source)}</p></section>"""


def _boxes(week: Sequence[int], planned: Sequence[int]) -> str:
    box, none = '<span class="box"></span>', '<span class="none">—</span>'
    return "".join(f'<td class="day">{box if day in planned else none}</td>' for day in week)


def _day(day: date, lang: Lang) -> str:
    weekday = escape(say(f"week.weekday.{day.weekday()}", lang))
    return f"{weekday}<br>{day:%m-%d}"
