"""The whole road of an area, written as files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geo.schema import InputError
from planner.commands.check import tell_certificate
from planner.commands.common import (
    FINE,
    NOT_FINE,
    BadInput,
    area_folder,
    asking,
    check_days,
    effort,
    tell_conflicts,
    worded,
    write_told,
    writing,
)
from planner.commands.office import office_ground, on_shut_roads
from planner.demand.day_types import first_of_patrols
from planner.demand.settings import CameraSettings, ResponderSettings
from planner.demand.tours import tours_question
from planner.report.files import write_answers
from planner.road import drive
from planner.store.cameras import own_cameras, own_kinds
from planner.store.tour_settings import own_tours
from planner.store.tours import last_visits
from planner.whole import check_folder
from planner.words import Lang, say

if TYPE_CHECKING:
    import argparse

    from planner.commands.common import Tell
    from planner.demand.ground import Ground
    from planner.outcome import Effort, Outcome
    from planner.problem import Plan
    from planner.report.answers import Answers


def demo(args: argparse.Namespace, tell: Tell) -> int:
    """Walk the whole road of an area and write everything it gives."""
    lang: Lang = args.lang
    folder = area_folder(args)
    check_days(args)
    asked = effort(args)
    writing(args.out, lang, check_folder)
    tell(say("cli.step_load", lang))
    try:
        ground = office_ground(folder, args, tell)
    except InputError as error:
        raise BadInput(worded(error, lang)) from error
    tell_certificate(ground.certificate, lang, tell)
    day = _day(args, ground.area.data_date)
    ground = on_shut_roads(ground, day if args.days == 1 else None, day, args, tell)
    answers = _driven(ground, day, asked, args, tell)
    _tell_answers(answers, lang, tell)
    tell(say("cli.step_write", lang))
    write_told(args.out, lang, lambda out: write_answers(answers, out, lang=lang), tell)
    solved = all(outcome.solved for outcome in _outcomes(answers).values())
    return FINE if solved and ground.certificate.ok else NOT_FINE


def _driven(
    ground: Ground, day: date, effort: Effort, args: argparse.Namespace, tell: Tell
) -> Answers:
    lang: Lang = args.lang
    with asking(lang):
        settings = own_tours(args.store, ground.area.area_id)
        known = last_visits(args.store, ground.area.area_id, day)
        book = own_cameras(args.store, ground.area.area_id)
        kinds = own_kinds(args.store, ground.area.area_id)
        return drive(
            ground,
            patrol=tours_question(ground, settings, day, args.days, known),
            camera=(CameraSettings(kinds=kinds), book),
            responder=ResponderSettings(on=day),
            effort=effort,
            tell=lambda step: tell(say(f"cli.step_{step}", lang)),
        )


def _day(args: argparse.Namespace, data_date: str) -> date:
    if not args.date:
        return first_of_patrols(data_date)
    try:
        return date.fromisoformat(args.date)
    except ValueError as error:
        raise BadInput(say("cli.bad_date", args.lang, given=args.date)) from error


def _outcomes(answers: Answers) -> dict[str, Outcome[Plan]]:
    return {
        "patrols": answers.tours[2],
        "cameras": answers.camera[2],
        "responders": answers.responder[2],
    }


def _tell_answers(answers: Answers, lang: Lang, tell: Tell) -> None:
    names = {
        "patrols": answers.tours[1].names(lang),
        "cameras": answers.camera[1].names(lang),
        "responders": answers.responder[1].names(lang),
    }
    for name, outcome in _outcomes(answers).items():
        question = say(f"page.{name}", lang)
        status = say(f"status.{outcome.status}", lang)
        if not outcome.solved:
            tell(say("cli.no_plan", lang, question=question, status=status))
            tell_conflicts(outcome.conflicts, lang, tell, names[name])
            continue
        facts = {"objective": outcome.objective, "bound": outcome.bound}
        left_out = len(outcome.left_out)
        tell(say("cli.answer", lang, question=question, status=status, left_out=left_out, **facts))
