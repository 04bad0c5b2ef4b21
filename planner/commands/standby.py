"""Where crews of an area wait, at the command line: each band asked, solved, judged, written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner import standby as door
from planner.commands.common import (
    FINE,
    NOT_FINE,
    BadInput,
    area_folder,
    asking,
    check_bounds,
    effort,
    write_told,
    writing,
)
from planner.commands.office import office_ground, on_shut_roads
from planner.demand.cells import TIME_BANDS
from planner.demand.day_types import first_of_patrols
from planner.demand.standby import StandbySettings, standby_question
from planner.problem.siting import TIMES_MOST
from planner.report.standby import standby_lines, write_standby
from planner.whole import check_folder
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    import argparse

    from planner.commands.common import Tell
    from planner.demand.ground import Ground

ALL = "all"
_BOUNDS = {
    "crews": (1, TIMES_MOST),
    "within_min": (1, 600),
    "busy_min": (1, 1440),
    "most_at": (1, TIMES_MOST),
}


def standby(args: argparse.Namespace, tell: Tell) -> int:
    """Ask where crews wait in an area, by band, and tell what that gives."""
    lang: Lang = args.lang
    folder = area_folder(args)
    check_bounds(args, _BOUNDS)
    asked = effort(args)
    if args.out:
        writing(args.out, lang, check_folder)
    tell(say("cli.step_load", lang))
    with asking(lang):
        ground = office_ground(folder, args, tell)
        ground = on_shut_roads(ground, None, first_of_patrols(ground.area.data_date), args, tell)
        bands = tuple(TIME_BANDS) if args.band == ALL else (args.band,)
        settings = {band: _settings(args, ground, band) for band in bands}
        questions = {band: standby_question(ground, one) for band, one in settings.items()}
    answers = {}
    for band, (problem, context) in questions.items():
        found = door.solve(problem, context.calls, effort=asked)
        for line in standby_lines(found, context, lang):
            tell(line)
        answers[band] = (found, context)
    tell(say("standby.own", lang))
    if args.out:
        write_told(args.out, lang, lambda out: write_standby(answers, out, lang), tell)
    good = all(found.worked is not None or not found.problem.calls for found, _ in answers.values())
    return FINE if good else NOT_FINE


def _settings(args: argparse.Namespace, ground: Ground, band: str) -> StandbySettings:
    held = tuple(args.held or ())
    known = {*ground.area.places.index, *ground.area.sites.index}
    unknown = [name for name in held if name not in known]
    if unknown:
        raise BadInput(say("cli.standby_unknown", args.lang, given=listed(unknown, args.lang)))
    return StandbySettings(
        band=band,
        crews=args.crews,
        within_min=args.within_min,
        goal=args.goal,
        mode=args.mode,
        busy_min=args.busy_min,
        most_at=args.most_at,
        held=held,
    )
