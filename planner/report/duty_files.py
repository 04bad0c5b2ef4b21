"""Everything a crew takes along and hands back, as files: cards, workbook, tracks, tick sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from planner.report.duty_cards import SIZES, duty_cards
from planner.report.duty_lines import duties
from planner.report.duty_tables import duty_sheets
from planner.report.duty_tick_page import tick_page
from planner.report.duty_ticks import marks, reason_table, tick_table
from planner.report.duty_tracks import SYSTEMS, gpx, is_shifted_here, kml
from planner.report.files import source_note
from planner.report.workbook import workbook_bytes
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from planner.demand.tours import ToursContext
    from planner.problem.tours import ToursPlan, ToursProblem
    from planner.report.duty_lines import Duty


def tour_files(
    problem: ToursProblem,
    plan: ToursPlan,
    context: ToursContext,
    lang: Lang,
    turns: Collection[str] = (),
    *,
    draft: bool = False,
) -> dict[str, bytes]:
    """Return name -> content of all files of a plan, or of some of its turns.

    Tracks in GCJ-02 are there only where it differs from WGS-84. The ways on the roads are looked
    up once for all files; that is most of the work. With `draft` cards and their workbook say that
    nobody has approved the plan.
    """
    every = duties(problem, plan, context, lang, turns)
    if turns:
        plan = replace(plan, tours=tuple(tour for tour in plan.tours if tour.turn_id in turns))
    area = context.ground.area
    note, stamp = source_note(area, lang), datetime.combine(context.first, datetime.min.time())
    sheets = duty_sheets(every, problem, lang)
    files = {
        f"duty-cards-{size}.html": duty_cards(every, context.ground, size, lang, draft=draft)
        for size in SIZES
    }
    told = f"{say('duty.draft', lang)} {note}" if draft else note
    files["duty-cards.xlsx"] = workbook_bytes(sheets, note=told, stamp=stamp)
    files |= track_files(every, area.crs, lang)
    names, about = context.names(lang), (area.names[lang], note)
    return files | tick_files(problem, plan, context.first, names, about, lang)


def track_files(every: tuple[Duty, ...], crs: str, lang: Lang) -> dict[str, bytes]:
    """Return tracks and stops as GPX and KML, true and for maps drawn in GCJ-02."""
    systems = SYSTEMS if is_shifted_here(every, crs) else SYSTEMS[:1]
    return {
        f"tracks-{system.replace('-', '').lower()}.{ending}": write(every, crs, system, lang)
        for system in systems
        for ending, write in (("gpx", gpx), ("kml", kml))
    }


def tick_files(
    problem: ToursProblem,
    plan: ToursPlan,
    first_day: date,
    names: Mapping[str, str],
    about: tuple[str, str],
    lang: Lang,
) -> dict[str, bytes]:
    """Return the tick sheet to print and to fill in; an approved week has all it needs.

    Parameters
    ----------
    about
        Name of the area, and where its data is from.
    """
    table = tick_table(problem, plan, first_day, names, lang)
    days = [str(column) for column in table.columns[2:-1]]
    sheets = {say("duty.tick.sheet", lang): table, say("duty.tick.marks", lang): reason_table(lang)}
    note = f"{say('duty.tick.help_file', lang)} {about[1]}"
    book = workbook_bytes(
        sheets,
        note=note,
        stamp=datetime.combine(first_day, datetime.min.time()),
        choices=dict.fromkeys(days, marks()),
    )
    page = tick_page(problem, plan, first_day, names, about, lang)
    return {"tick-sheet.html": page, "tick-sheet.xlsx": book}
