"""A station's roster at the command line: asked, solved, judged, written, and a month simulated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner import rosters, simulate
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
from planner.demand.roster import RosterSettings, roster_question
from planner.demand.simulation import crews_of, demand_of, force_of
from planner.report.roster import figures_table, post_names, sheets_of, write_roster
from planner.whole import check_folder
from planner.words import Lang, say

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from planner.commands.common import Tell
    from planner.demand.ground import Ground
    from planner.problem.roster import RosterPlan, RosterProblem

DAYS_MOST = 62


def roster(args: argparse.Namespace, tell: Tell) -> int:
    """Make the roster of an area's station and tell what a month with it would be like."""
    lang: Lang = args.lang
    folder = area_folder(args)
    asked = effort(args)
    if args.out:
        writing(args.out, lang, check_folder)
    tell(say("cli.step_load", lang))
    with asking(lang):
        ground = office_ground(folder, args, tell)
        settings = _settings(args, ground)
        problem = roster_question(ground, settings)
    told = {"slots": len(problem.slots), "days": len(problem.days), "shifts": len(problem.shifts)}
    tell(say("cli.roster_asked", lang, **told))
    outcome = rosters.solve(problem, effort=asked)
    tell(say(f"status.{outcome.status}", lang))
    tell_conflicts(outcome.conflicts, lang, tell)
    sheets = {}
    if outcome.plan is not None:
        names = post_names(ground.area, lang)
        sheets = sheets_of(problem, outcome.plan, settings.first, names, lang)
        sheets[say("simulate.figures", lang)] = table = _month(
            ground, settings, problem, outcome.plan, args
        )
        for name, value, half in table.itertuples(index=False):
            tell(say("cli.roster_figure", lang, name=name, value=value, half=half))
    if args.out:
        files = writing(
            args.out,
            lang,
            lambda out: write_roster(problem, outcome, sheets, ground.area, out, lang),
        )
        for path in files:
            tell(say("cli.wrote", lang, file=path))
    return FINE if outcome.solved else NOT_FINE


def _month(
    ground: Ground,
    settings: RosterSettings,
    problem: RosterProblem,
    plan: RosterPlan,
    args: argparse.Namespace,
) -> pd.DataFrame:
    crews = crews_of(problem, plan, settings.pattern)
    asked = simulate.Simulation(days=len(problem.days), runs=args.runs, seed=args.seed)
    found = simulate.figures(demand_of(ground), force_of(ground, crews=crews), asked)
    return figures_table(found, args.lang)


def _settings(args: argparse.Namespace, ground: Ground) -> RosterSettings:
    for name, least, most in (("days", 1, DAYS_MOST), ("runs", 2, 1000)):
        if not least <= getattr(args, name) <= most:
            given = getattr(args, name)
            raise BadInput(say("cli.roster_bad", args.lang, word=f"--{name}", given=given))
    first = first_of_patrols(ground.area.data_date)
    if args.start:
        first = _day(args.start, "--start", args.lang)
    away = []
    for text in args.away or ():
        name, _, day = text.partition("@")
        post = name if name in ground.area.responders.index else name.rpartition("-")[0]
        if post not in ground.area.responders.index:
            raise BadInput(say("cli.roster_bad", args.lang, word="--away", given=text))
        away.append((name, _day(day, "--away", args.lang)))
    return RosterSettings(first, args.days, args.pattern, away=tuple(away))


def _day(text: str, word: str, lang: Lang) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(say("cli.roster_bad", lang, word=word, given=text)) from error
