"""Days of patrol for an area at the command line: asked, solved, judged, written."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner import tours as door
from planner.commands.common import (
    FINE,
    NOT_FINE,
    BadInput,
    area_folder,
    asking,
    check_days,
    effort,
    tell_conflicts,
    write_told,
    writing,
)
from planner.commands.office import office_ground, on_shut_roads
from planner.demand.day_types import first_of_patrols
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.judge.tours_since import broken
from planner.judge.tours_variety import predictability, walks_of
from planner.report.tables import cures_text
from planner.report.tours_files import write_tours
from planner.store.tour_settings import own_tours
from planner.store.tours import last_visits, walks_before
from planner.whole import check_folder
from planner.words import Lang, explain, listed, say

if TYPE_CHECKING:
    import argparse

    from planner.commands.common import Tell
    from planner.demand.tours import ToursContext
    from planner.judge.tours_variety import Walk
    from planner.outcome import Outcome
    from planner.problem.tours import ToursPlan, ToursProblem


def tours(args: argparse.Namespace, tell: Tell) -> int:
    """Plan days of patrol for an area as its office has set it, and write them."""
    lang: Lang = args.lang
    folder = area_folder(args)
    _check_numbers(args)
    asked = effort(args)
    if args.out:
        writing(args.out, lang, check_folder)
    tell(say("cli.step_load", lang))
    with asking(lang):
        problem, context = _question(folder, args, tell)
        seen = walks_before(args.store, context.ground.area.area_id, context.first)
    _tell_question(problem, context, lang, tell)
    outcome = _varied(problem, context, door.solve(problem, effort=asked), seen, args)
    _tell_answer(problem, context, outcome, lang, tell)
    _tell_score(problem, context, outcome, seen, lang, tell)
    if args.out:
        write_told(args.out, lang, partial(write_tours, problem, context, outcome, lang=lang), tell)
    return FINE if outcome.solved else NOT_FINE


def _check_numbers(args: argparse.Namespace) -> None:
    check_days(args)
    for word, given in (("--vary", args.vary), ("--vary-minutes", args.vary_minutes)):
        if given is not None and given < 0:
            raise BadInput(say("cli.bad_vary", args.lang, word=word, given=given))


def _question(
    folder: Path, args: argparse.Namespace, tell: Tell
) -> tuple[ToursProblem, ToursContext]:
    ground = office_ground(folder, args, tell)
    first = _first_day(args, ground.area.data_date)
    ground = on_shut_roads(ground, None, first, args, tell)
    area_id = ground.area.area_id
    known = last_visits(args.store, area_id, first)
    return tours_question(ground, own_tours(args.store, area_id), first, args.days, known)


def _first_day(args: argparse.Namespace, data_date: str) -> date:
    if not args.start:
        return first_of_patrols(data_date)
    try:
        return date.fromisoformat(args.start)
    except ValueError as error:
        raise BadInput(say("cli.bad_start", args.lang, given=args.start)) from error


def _varied(
    problem: ToursProblem,
    context: ToursContext,
    outcome: Outcome[ToursPlan],
    seen: tuple[Walk, ...],
    args: argparse.Namespace,
) -> Outcome[ToursPlan]:
    """Return the answer with other ways drawn, where somebody asks for that."""
    if args.vary is None:
        return outcome
    more_s = None if args.vary_minutes is None else 60 * args.vary_minutes
    return door.varied_answer(
        problem, outcome, seed=args.vary, first=context.first, before=seen, more_s=more_s
    )


def _tell_score(
    problem: ToursProblem,
    context: ToursContext,
    outcome: Outcome[ToursPlan],
    seen: tuple[Walk, ...],
    lang: Lang,
    tell: Tell,
) -> None:
    for note in outcome.notes:
        if note.code == "varied":
            tell(explain("note", note.code, note.facts, lang))
    if outcome.plan is not None:
        found = predictability([*seen, *walks_of(problem, outcome.plan, context.first)])
        facts = {"score": found.score, "hour": found.hour, "order": found.order}
        tell(say("cli.tours_score", lang, bets=found.bets, **facts))


def _tell_question(problem: ToursProblem, context: ToursContext, lang: Lang, tell: Tell) -> None:
    streets = context.tasks[context.tasks["layer"] == "street"]
    told = {
        "days": problem.days,
        "first": context.first.isoformat(),
        "crews": len(problem.crews),
        "turns": len(problem.turns),
        "stops": len(problem.tasks) - len(streets),
        "km": round(float(streets["length_m"].sum()) / 1000, 1),
    }
    tell(say("cli.tours_asked", lang, **told))
    if context.settings == TourSettings():
        tell(say("cli.tours_own", lang))
    names = context.names(lang)
    if context.closed_sites:
        shut = listed([names[f"site:{site}"] for site in context.closed_sites], lang)
        tell(say("cli.tours_closed_sites", lang, names=shut))
    if context.closed_streets:
        tell(say("cli.tours_closed_streets", lang, count=len(context.closed_streets)))


def _tell_answer(
    problem: ToursProblem,
    context: ToursContext,
    outcome: Outcome[ToursPlan],
    lang: Lang,
    tell: Tell,
) -> None:
    names = context.names(lang)
    question, status = say("page.patrols", lang), say(f"status.{outcome.status}", lang)
    if outcome.plan is None:
        tell(say("cli.no_plan", lang, question=question, status=status))
        tell_conflicts(outcome.conflicts, lang, tell, names)
        return
    facts = {"objective": outcome.objective, "bound": outcome.bound}
    left_out = len(outcome.left_out)
    tell(say("cli.answer", lang, question=question, status=status, left_out=left_out, **facts))
    for item in outcome.left_out:
        reason = explain("left", item.reason, item.facts, lang, names=names)
        tell(say("cli.left_out", lang, item=names.get(item.item, item.item), reason=reason))
        if item.cures:
            tell(f"  {cures_text(item.cures, names, lang)}")
    late = broken(problem, outcome.plan)
    if late:
        places = listed([names[task] for task in late], lang)
        tell(say("cli.tours_late", lang, count=len(late), places=places))
    else:
        tell(say("cli.tours_kept", lang))
