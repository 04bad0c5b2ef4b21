"""Duty cards: one a crew and shift, on A4 or A6, with a map, times, leeway and boxes to sign.

One page of HTML with everything in it: a browser that opens and prints it asks nobody for anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Literal, TypeAlias

from planner.problem.tour_parts import DAY_S
from planner.report.duty_labels import Paper
from planner.report.duty_strip import STYLE as STRIP_STYLE
from planner.report.duty_strip import strip_maps
from planner.report.files import source_note
from planner.words import Lang, clock, duration, length, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.demand.ground import Ground
    from planner.report.duty_lines import Duty, Stop

Size: TypeAlias = Literal["a4", "a6"]
SIZES: tuple[Size, ...] = ("a4", "a6")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A size of paper: its map, its columns and its style.

    Parameters
    ----------
    room_mm, row_mm
        Height that the map and the rows of the table share on one page, and that of a row.
    """

    paper: Paper
    detail: Paper
    room_mm: float
    row_mm: float
    columns: tuple[str, ...]
    style: str

    def map_for(self, stops: int) -> Paper:
        """Room for a map, lower where the whole card then stays on one page."""
        least, most = self.paper.heights
        left = self.room_mm - self.row_mm * (stops + 2)  # it leaves, and it returns
        return replace(self.paper, heights=(least, min(most, left) if left >= least else most))


_SHEETS: dict[Size, _Sheet] = {
    "a4": _Sheet(
        Paper(186.0, (60.0, 135.0), 3.0, 16),
        Paper(92.0, (50.0, 78.0), 2.8, 6),
        216.0,
        6.65,
        ("stop", "site", "way", "arrive", "service", "depart", "latest", "leeway", "check"),
        "@page { size: A4 portrait; margin: 11mm 12mm 10mm; } body { font-size: 9.5pt; }"
        " .sheet { width: 186mm; } h1 { font-size: 15pt; } td, th { padding: .9mm 1.2mm; }"
        " .box { width: 4.2mm; height: 4.2mm; } .check { width: 27mm; }",
    ),
    "a6": _Sheet(
        Paper(93.0, (41.0, 88.0), 2.7, 9),
        Paper(93.0, (46.0, 66.0), 2.7, 6),
        82.0,
        5.2,
        ("stop", "site", "arrive", "depart", "latest", "check"),
        "@page { size: 105mm 148mm; margin: 6mm 6mm 5mm; } body { font-size: 7.5pt; }"
        " .sheet { width: 93mm; } h1 { font-size: 10.5pt; } td, th { padding: .6mm .7mm; }"
        " .box { width: 3.6mm; height: 3.6mm; } .check { width: 13mm; }",
    ),
}
STYLE = """
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; color: #000; background: #fff; line-height: 1.3; font-family: "Noto Sans CJK SC",
  "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei",
  "WenQuanYi Micro Hei", "Segoe UI", Arial, sans-serif; }
.sheet { margin: 0 auto; break-after: page; }
.sheet:last-child { break-after: auto; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline;
  gap: 0 3mm; margin-bottom: 1mm; }
h1 { margin: 0; line-height: 1.2; }
.when { font-weight: 700; }
.draft { border: .4mm solid #000; padding: 0 1.5mm; font-weight: 700; letter-spacing: .08em; }
.about { margin: 0 0 1.2mm; display: flex; flex-wrap: wrap; gap: 0 4mm; }
.legend, .foot { margin: 1mm 0; font-size: .82em; color: #222; }
.details { display: flex; flex-wrap: wrap; gap: 1.6mm; }
.details svg { break-inside: avoid; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { text-align: left; font-weight: 600; border-bottom: .4mm solid #000; vertical-align: bottom; }
td { border-bottom: .15mm solid #777; vertical-align: top; }
td.time, th.time { text-align: right; white-space: nowrap; }
td.latest { font-weight: 700; }
tr.ends td { background: #eee; }
.small { font-size: .84em; color: #333; }
.box { display: inline-block; border: .3mm solid #000; vertical-align: middle; }
.line { display: inline-block; border-bottom: .2mm solid #000; width: calc(100% - 6.5mm);
  height: 3.6mm; vertical-align: middle; margin-left: 1mm; }
.signs { display: flex; gap: 5mm; margin-top: 3mm; break-inside: avoid; }
.signs div { flex: 1; border-bottom: .25mm solid #000; padding-bottom: 7mm; font-size: .9em; }
@media screen { body { background: #e8e8e8; } .sheet { background: #fff; padding: 6mm;
  margin: 4mm auto; box-sizing: content-box; } }
"""


def duty_cards(
    duties: Sequence[Duty], ground: Ground, size: Size, lang: Lang, *, draft: bool = False
) -> bytes:
    """Return the cards of some duties as one page of HTML, each on paper of its own.

    With `draft` each card says that nobody has approved it.
    """
    sheet = _SHEETS[size]
    title = escape(say("duty.title", lang))
    cards = "\n".join(_card(duty, ground, sheet, lang, draft=draft) for duty in duties)
    page = f"""<!DOCTYPE html>
<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>{STYLE}{STRIP_STYLE}{sheet.style}</style></head>
<body>
{cards}
</body></html>
"""
    return page.encode()


def _card(duty: Duty, ground: Ground, sheet: _Sheet, lang: Lang, *, draft: bool) -> str:
    turn = duty.turn
    mark = f'<span class="draft">{escape(say("duty.draft", lang))}</span>' if draft else ""
    midnight = turn.day * DAY_S
    shift = say(
        "duty.shift",
        lang,
        start=clock(turn.start_s - midnight, lang),
        end=clock(turn.end_s - midnight, lang),
    )
    about = (
        shift,
        say(f"mode.{duty.crew.mode}", lang),
        _people(duty, lang),
        say("duty.total", lang, count=len(duty.stops), way=length(duty.length_m, lang)),
    )
    told = "".join(f"<span>{escape(text)}</span>" for text in about)
    whole, *close = strip_maps(duty, ground, sheet.map_for(len(duty.stops)), sheet.detail, lang)
    return f"""<section class="sheet">
<header><h1>{escape(duty.crew_name)}</h1>{mark}
<span class="when">{escape(_date(duty.day, lang))}</span>
<span>{escape(say("app.internal", lang))}</span></header>
<p class="about">{told}</p>
{whole}
<p class="legend">{escape(say("duty.legend", lang))}</p>
<div class="details">{"".join(close)}</div>
{_table(duty, sheet, lang)}
<div class="tail">{_signs(lang)}
<p class="foot">{escape(say("duty.latest_help", lang))}</p>
<p class="foot">{escape(source_note(ground.area, lang))}</p></div>
</section>"""


def _date(day: date, lang: Lang) -> str:
    weekday = say(f"week.weekday.{day.weekday()}", lang)
    facts = {"year": day.year, "month": day.month, "number": day.day, "date": day.isoformat()}
    return say("duty.date", lang, weekday=weekday, **facts)


def _people(duty: Duty, lang: Lang) -> str:
    crew = duty.crew
    key = "duty.people" if crew.officers else "duty.people_only"
    kind = say(f"crew_kind.{crew.kind}", lang)
    return say(key, lang, kind=kind, size=crew.size, officers=crew.officers)


def _table(duty: Duty, sheet: _Sheet, lang: Lang) -> str:
    heads = "".join(
        f'<th class="{_kind(name)}">{escape(say(f"duty.col.{name}", lang))}</th>'
        for name in sheet.columns
    )
    rows = [_row(sheet, _departure(duty, lang), "ends")]
    on_first_day = True
    for stop in duty.stops:
        if on_first_day and stop.arrive_s >= DAY_S:
            told = escape(_date(duty.day + timedelta(days=1), lang))
            rows.append(f'<tr class="ends"><td></td><td colspan="9">{told}</td></tr>')
            on_first_day = False
        rows.append(_row(sheet, _cells(stop, duty, lang), "stop"))
    rows.append(_row(sheet, _return(duty, lang), "ends"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _row(sheet: _Sheet, cells: dict[str, str], kind: str) -> str:
    told = "".join(
        f'<td class="{_kind(name)} {name}">{cells.get(name, "")}</td>' for name in sheet.columns
    )
    return f'<tr class="{kind}">{told}</tr>'


def _kind(name: str) -> str:
    """Class of a column: words stand left, figures right."""
    return {"site": "words", "check": "check"}.get(name, "time")


def _cells(stop: Stop, duty: Duty, lang: Lang) -> dict[str, str]:
    leeway = say("duty.none", lang) if stop.leeway_s < 60 else _minutes(stop.leeway_s, lang)
    small = [say(f"task_kind.{stop.kind}", lang), *_waits(stop, duty, lang)]
    return {
        "stop": str(stop.number),
        "site": f'{escape(stop.name)} <span class="small">{escape(" · ".join(small))}</span>',
        "way": escape(_far(stop.way.length, lang)),
        "arrive": _time(stop.arrive_s),
        "service": escape(_minutes(stop.end_s - stop.begin_s, lang)),
        "depart": _time(stop.leave_s),
        "latest": _time(stop.latest_s),
        "leeway": escape(leeway),
        "check": '<span class="box"></span><span class="line"></span>',
    }


def _waits(stop: Stop, duty: Duty, lang: Lang) -> list[str]:
    """Say how long a crew waits before the work of a stop and after it."""
    told = []
    if stop.begin_s - stop.arrive_s >= 60:
        told.append(say("duty.wait_before", lang, begin=_time(stop.begin_s)))
    if stop.leave_s - stop.end_s >= 60:
        wait = duration(stop.leave_s - stop.end_s, lang)
        rests = duty.break_s and stop.leave_s - stop.end_s >= duty.break_s
        told.append(say("duty.rest_after" if rests else "duty.wait_after", lang, wait=wait))
    return told


def _departure(duty: Duty, lang: Lang) -> dict[str, str]:
    return {
        "site": escape(say("duty.leaves", lang, base=duty.base_name)),
        "depart": _time(duty.start_s),
        "latest": _time(duty.latest_start_s),
        "leeway": escape(_minutes(duty.latest_start_s - duty.start_s, lang)),
    }


def _return(duty: Duty, lang: Lang) -> dict[str, str]:
    return {
        "site": escape(say("duty.returns", lang, base=duty.base_name)),
        "way": escape(_far(duty.home.length, lang)),
        "arrive": _time(duty.return_s),
    }


def _time(seconds: int) -> str:
    """Time on the clock; a line of the table says where the next day begins."""
    return f"{seconds // 3600 % 24:02d}:{seconds % 3600 // 60:02d}"


def _far(metres: float, lang: Lang) -> str:
    return length(metres, lang) if metres >= 1 else ""


def _minutes(seconds: int, lang: Lang) -> str:
    """Write whole minutes, rounded down: a leeway must never be told longer than it is."""
    return duration(seconds if seconds < 120 else seconds // 60 * 60, lang)


def _signs(lang: Lang) -> str:
    signs = "".join(
        f"<div>{escape(say(f'duty.sign.{who}', lang))}</div>" for who in ("crew", "desk")
    )
    return f'<div class="signs">{signs}</div>'
