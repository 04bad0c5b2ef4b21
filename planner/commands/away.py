"""Somebody away for some days, at the command line: who answers, what it costs, what changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.away import Absent
from planner.away import away as walk
from planner.commands.common import (
    FINE,
    NOT_FINE,
    BadInput,
    area_folder,
    asking,
    effort,
    tell_conflicts,
    writing,
)
from planner.commands.office import office_ground
from planner.demand.day_types import first_of_patrols
from planner.demand.responder import responder_question
from planner.demand.settings import ResponderSettings
from planner.report import away as report
from planner.store.responders import own_book, own_teams
from planner.whole import check_folder
from planner.words import listed, say

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from planner.away import Away
    from planner.commands.common import Tell
    from planner.demand.ground import Ground
    from planner.words import Lang

DAYS_MOST = 60
_TOLD_MOST = 12


def away(args: argparse.Namespace, tell: Tell) -> int:
    """Plan without some posts for some days, and tell it beside the plan with everybody there."""
    lang: Lang = args.lang
    folder = area_folder(args)
    asked = effort(args)
    if args.out:
        writing(args.out, lang, check_folder)
    tell(say("cli.step_load", lang))
    with asking(lang):
        ground = office_ground(folder, args, tell)
        absent = _absent(args, ground)
        settings = ResponderSettings(limit_min=args.limit, on=absent.first)
        base, context = responder_question(ground, settings)
        area_id = ground.area.area_id
        books = own_book(args.store, area_id), own_teams(args.store, area_id)
    names = context.names(lang)
    who = listed([names[post] for post in absent.posts], lang)
    tell(say("away.title", lang, who=who, days=absent.days))
    found = walk(base, context, books, absent, asked)
    sheets = _told(found, names, lang, tell)
    met = report.met_sheets(found.lost, found.compared, lang, limit_s=base.rules.limit_s)
    _tell_sheets(met, tell)
    if args.out:
        sheets |= met
        for path in writing(
            args.out, lang, lambda out: report.write_away(sheets, ground.area, out, lang)
        ):
            tell(say("cli.wrote", lang, file=path))
    return FINE if found.usual[1].solved and found.without[1].solved else NOT_FINE


def _told(found: Away, names: dict[str, str], lang: Lang, tell: Tell) -> dict[str, pd.DataFrame]:
    (usual, before), (without, after) = found.usual, found.without
    for outcome in (before, after):
        tell(say(f"status.{outcome.status}", lang))
        tell_conflicts(outcome.conflicts, lang, tell, names)
    if before.plan is None or after.plan is None:
        return {}
    plans = (usual, before.plan), (without, after.plan)
    told = {"changes": len(report.moved(*plans)), "grids": len(usual.grids)}
    tell(say("away.changes", lang, **told))
    sheets = report.plan_sheets(*plans, names, lang)
    _tell_sheets(sheets, tell)
    return sheets


def _tell_sheets(sheets: dict[str, pd.DataFrame], tell: Tell) -> None:
    for name, table in sheets.items():
        tell(f"\n{name}")
        for row in table.head(_TOLD_MOST).itertuples(index=False):
            tell("  " + " | ".join(map(str, row)))
        if len(table) > _TOLD_MOST:
            tell("  …")


def _absent(args: argparse.Namespace, ground: Ground) -> Absent:
    lang: Lang = args.lang
    unknown = [post for post in args.posts if post not in ground.area.responders.index]
    if unknown:
        raise BadInput(say("cli.away_unknown", lang, given=listed(unknown, lang)))
    if not 1 <= args.days <= DAYS_MOST or not 1 <= args.limit <= DAYS_MOST * 24:
        raise BadInput(say("cli.away_days", lang, most=DAYS_MOST))
    first = first_of_patrols(ground.area.data_date)
    if args.start:
        try:
            first = date.fromisoformat(args.start)
        except ValueError as error:
            raise BadInput(say("cli.away_start", lang, given=args.start)) from error
    return Absent(tuple(args.posts), first, args.days)
