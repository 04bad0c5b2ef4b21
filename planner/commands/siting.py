"""Where something is to stand in an area, at the command line: asked, solved, judged, written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planner import siting as door
from planner.commands.common import (
    FINE,
    NOT_FINE,
    BadInput,
    area_folder,
    asking,
    check_bounds,
    effort,
    tell_conflicts,
    write_told,
    writing,
)
from planner.commands.office import office_ground, on_shut_roads
from planner.demand.day_types import first_of_patrols
from planner.demand.siting import SitingSettings, siting_question
from planner.problem.siting import SITES_MOST
from planner.report.siting import siting_summary, write_siting
from planner.report.tables import cures_text
from planner.whole import check_folder
from planner.words import Lang, explain, listed, say

if TYPE_CHECKING:
    import argparse

    from planner.commands.common import Tell
    from planner.demand.ground import Ground
    from planner.demand.siting import SitingContext
    from planner.outcome import Outcome
    from planner.problem.siting import SitingPlan, SitingProblem

_BOUNDS = {
    "number": (0, SITES_MOST),
    "budget": (0, 10**9),
    "price": (0, 10**6),
    "within_m": (1, 10**6),
    "every_m": (20, 10**5),
}
_TOLD_MOST = 12


def siting(args: argparse.Namespace, tell: Tell) -> int:
    """Ask where something is to stand in an area, answer, and write question and answer."""
    lang: Lang = args.lang
    folder = area_folder(args)
    _check(args)
    asked = effort(args)
    if args.out:
        writing(args.out, lang, check_folder)
    tell(say("cli.step_load", lang))
    with asking(lang):
        ground = office_ground(folder, args, tell)
        ground = on_shut_roads(ground, None, first_of_patrols(ground.area.data_date), args, tell)
        problem, context = siting_question(ground, _settings(args, ground))
    _tell_question(problem, context, lang, tell)
    outcome = door.solve(problem, effort=asked)
    _tell_answer(problem, context, outcome, lang, tell)
    if args.out:
        write_told(
            args.out, lang, partial(write_siting, problem, context, outcome, lang=lang), tell
        )
    return FINE if outcome.solved else NOT_FINE


def _check(args: argparse.Namespace) -> None:
    check_bounds(args, _BOUNDS)
    if args.kind != "price" and args.number is None and args.budget is None:
        raise BadInput(say("cli.siting_limit", args.lang, kind=args.kind))
    if args.kind in {"cover", "backup", "price"} and args.within_m is None:
        raise BadInput(say("cli.siting_needs_within", args.lang, kind=args.kind))


def _settings(args: argparse.Namespace, ground: Ground) -> SitingSettings:
    for name in ("standing", "forbidden"):
        unknown = [p for p in getattr(args, name) or () if p not in ground.area.places.index]
        if unknown:
            told = {"word": f"--{name}", "given": listed(unknown, args.lang)}
            raise BadInput(say("cli.siting_unknown", args.lang, **told))
    return SitingSettings(
        what=args.what,
        goal=args.kind,
        number=args.number,
        budget=args.budget,
        price=args.price,
        within_m=args.within_m,
        every_m=args.every_m,
        count=args.count,
        standing=tuple(args.standing or ()),
        forbidden=tuple(args.forbidden or ()),
    )


def _tell_question(problem: SitingProblem, context: SitingContext, lang: Lang, tell: Tell) -> None:
    told = {
        "what": say(f"siting_what.{context.settings.what}", lang),
        "targets": len(problem.targets),
        "sites": len(problem.sites),
        "pairs": sum(len(site.near) for site in problem.sites),
        "far": int(context.metres.max(initial=0)),
    }
    tell(say("cli.siting_asked", lang, **told))
    if context.cut_off:
        tell(say("cli.siting_cut_off", lang, count=len(context.cut_off)))


def _tell_answer(
    problem: SitingProblem,
    context: SitingContext,
    outcome: Outcome[SitingPlan],
    lang: Lang,
    tell: Tell,
) -> None:
    names = context.names(lang)
    tell(say(f"status.{outcome.status}", lang))
    tell_conflicts(outcome.conflicts, lang, tell, names)
    for line in siting_summary(problem, context, outcome, lang):
        tell(line)
    for item in outcome.left_out[:_TOLD_MOST]:
        reason = explain("left", item.reason, item.facts, lang, names=names)
        told = say("cli.left_out", lang, item=names.get(item.item, item.item), reason=reason)
        tell(f"{told} {cures_text(item.cures, names, lang)}" if item.cures else told)
