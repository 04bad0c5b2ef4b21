"""Counts of places at the command line: the table to fill in, and a table brought back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from geo.formats.text import read_bytes
from geo.load import load_area
from geo.schema import InputError, SchemaError
from planner.commands.common import (
    FINE,
    NOT_FINE,
    BadInput,
    area_folder,
    keep_inputs,
    worded,
    writing,
)
from planner.demand.place_book import today
from planner.demand.place_counts import bring
from planner.demand.place_ground import counted
from planner.report.files import source_note
from planner.report.place_table import changed_counts, current_counts, handed_back, place_table
from planner.report.workbook import write_workbook
from planner.store.places import own_places, set_places
from planner.whole import write_whole
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from geo.load import Area
    from planner.commands.common import Tell
    from planner.demand.place_counts import Brought


def places(args: argparse.Namespace, tell: Tell) -> int:
    """Write the table of an area's places, or take a table that was filled in."""
    lang: Lang = args.lang
    folder = area_folder(args)
    keep_inputs(args)
    try:
        area = load_area(folder)
        area = counted(area, own_places(args.store, area.area_id).now.counts)
        if args.table is None:
            return _template(area, args, tell)
        return _bring(area, args, tell)
    except SchemaError as error:
        for fault in error.faults:
            tell(worded(fault, lang))
        return NOT_FINE
    except InputError as error:
        raise BadInput(worded(error, lang)) from error


def _template(area: Area, args: argparse.Namespace, tell: Tell) -> int:
    lang: Lang = args.lang
    if args.out is None or args.out.suffix.lower() != ".xlsx":
        raise BadInput(say("cli.places_out", lang))
    table = place_table(area, lang, blank=args.blank)
    note = f"{source_note(area, lang)} {say('places.note', lang)}"
    stamp = datetime.fromisoformat(area.data_date)
    sheets = {say("places.sheet", lang): table}
    writing(args.out, lang, lambda path: write_workbook(path, sheets, note=note, stamp=stamp))
    tell(say("cli.places_written", lang, file=args.out, count=len(table)))
    return FINE


def _bring(area: Area, args: argparse.Namespace, tell: Tell) -> int:
    lang: Lang = args.lang
    name, content = args.table.name, read_bytes(args.table)
    brought = bring(name, content, area, sheet=args.sheet)
    for fault in brought.faults:
        tell(say(f"places.fault.{fault.code}", lang, cell=fault.cell, **fault.facts))
    if brought.faults:
        tell(say("places.faults", lang, count=len(brought.faults)))
        return NOT_FINE
    absent = _tell(area, brought, lang, tell)
    if args.out is not None:
        back = handed_back(name, content, area, sheet=args.sheet)
        writing(args.out, lang, lambda path: write_whole(path, back))
        tell(say("cli.places_back", lang, file=args.out))
        return FINE
    if absent and not args.keep_missing:
        tell(say("cli.places_missing", lang, count=absent))
        return NOT_FINE
    taken = brought.values if args.checked else changed_counts(brought.values, area)
    given = {column: values for column, values in taken.items() if values}
    origin = today(date.today(), args.sure, "table")  # noqa: DTZ011 - the office's own day
    book = own_places(args.store, area.area_id).now.taking(given, origin)
    writing(args.store, lang, lambda root: set_places(root, area.area_id, book))
    tell(say("cli.places_taken", lang))
    return FINE


def _tell(area: Area, brought: Brought, lang: Lang, tell: Tell) -> int:
    """Say sums before and after, totals and what is missing; return how many places are."""
    for column, values in brought.values.items():
        if not values:
            continue
        head = say(f"places.head.{column}", lang)
        now, after = _sums(area, column, values)
        told = {"column": head, "count": len(values), "before": now, "after": after}
        tell(say("cli.places_sum", lang, **told))
    for total in brought.totals:
        key = "places.total_right" if total.given == total.found else "places.total_wrong"
        tell(say(key, lang, cell=total.cell, given=total.given, found=total.found))
    absent = brought.missing_places
    if absent:
        names = area.places[f"name_{lang}"]
        tell(say("places.missing", lang, places=listed([names[p] for p in absent], lang)))
    return len(absent)


def _sums(area: Area, column: str, values: Mapping[str, int]) -> tuple[int, int]:
    now = current_counts(area)[column]
    change = sum(given - int(now[place]) for place, given in values.items())
    return int(now.sum()), int(now.sum()) + change
