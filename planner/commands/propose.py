"""Propose the grids of units: afresh or adjusted, one unit after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from geo.schema import InputError
from planner import redistrict
from planner.commands.check import tell_certificate
from planner.commands.common import (
    FINE,
    NOT_FINE,
    BadInput,
    area_folder,
    asking,
    effort,
    tell_conflicts,
    write_told,
    writing,
)
from planner.commands.office import office_ground, on_shut_roads
from planner.demand.redistrict import redistrict_question
from planner.demand.settings import RedistrictSettings
from planner.outcome import Status
from planner.report.clashes import with_places
from planner.report.grid_list import called
from planner.report.proposal import Proposal, opened, proposal
from planner.report.proposal_files import certificate_of, write_proposals
from planner.report.redistrict import outside, sums
from planner.whole import check_folder
from planner.words import Lang, explain, say

if TYPE_CHECKING:
    import argparse

    from geo.redraw import GridSet
    from planner.commands.common import Tell
    from planner.demand.ground import Ground
    from planner.outcome import Effort, Outcome
    from planner.problem.redistrict import RedistrictProblem


@dataclass(frozen=True, eq=False)
class _Asked:
    """What the words ask for."""

    ground: Ground
    settings: RedistrictSettings
    keep: frozenset[str]
    effort: Effort
    lang: Lang


def propose(args: argparse.Namespace, tell: Tell) -> int:
    """Propose the grids of one unit, or of all, and write them where a folder is named."""
    lang: Lang = args.lang
    folder = area_folder(args)
    settings, asked_effort = _settings(args), effort(args)
    if args.out:
        writing(args.out, lang, check_folder)
    with asking(lang):
        ground = office_ground(folder, args, tell)
        data_day = date.fromisoformat(ground.area.data_date)
        ground = on_shut_roads(ground, None, data_day, args, tell)
        asked = _Asked(ground, settings, frozenset(args.keep or ()), asked_effort, lang)
        return _all(asked, args, tell)


def _settings(args: argparse.Namespace) -> RedistrictSettings:
    """Read the settings.

    Limits somebody names must hold. The usual ones, which nobody asked for, only have a price when
    adjusting: today's grids seldom keep them all.
    """
    if args.question == "adjust" and args.grids is not None:
        raise BadInput(say("cli.adjust_grids", args.lang))
    usual = RedistrictSettings()
    least, most = args.households or (usual.least_households, usual.most_households)
    if args.grids is not None and args.grids < 1:
        raise BadInput(say("cli.grids_none", args.lang, given=args.grids))
    if not 0 <= least <= most:
        raise BadInput(say("cli.households_turned", args.lang, least=least, most=most))
    named = args.question == "afresh" or args.households is not None
    limits = args.limits or ("hold" if named else "cost")
    return RedistrictSettings(
        question=args.question,
        grids=args.grids,
        least_households=least,
        most_households=most,
        limits_hold=limits == "hold",
    )


def _all(asked: _Asked, args: argparse.Namespace, tell: Tell) -> int:
    ground, lang = asked.ground, asked.lang
    _check_kept(asked, args.unit or "")
    codes = [args.unit] if args.unit else [str(code) for code in ground.area.units.index]
    if args.grids is not None and len(codes) > 1:
        raise BadInput(say("cli.grids_one_unit", lang))
    state, found = opened(ground), []
    for code in codes:
        one = _one(asked, code, state, tell)
        if one is not None:
            found.append(one)
            state = one.state
    if not found:
        return NOT_FINE
    certificate = certificate_of(ground, state)
    tell_certificate(certificate, lang, tell)
    if args.out:
        write_told(args.out, lang, lambda out: write_proposals(found, state, out, lang=lang), tell)
    return FINE if len(found) == len(codes) and certificate.ok else NOT_FINE


def _one(asked: _Asked, code: str, state: GridSet, tell: Tell) -> Proposal | None:
    """Ask, answer and lay out one unit; None when there is no plan, which is told."""
    ground, lang = asked.ground, asked.lang
    problem, context = redistrict_question(ground, code, _kept(asked, code))
    outcome = redistrict.solve(problem, effort=asked.effort)
    unit = called(ground.area.units, lang).get(code, code)
    status = say(f"status.{outcome.status}", lang)
    if not outcome.solved:
        tell(say("cli.no_plan", lang, question=unit, status=status))
        names = context.names(lang)
        tell_conflicts(with_places(problem, context, outcome, lang).conflicts, lang, tell, names)
        for note in outcome.notes:
            tell(say("cli.because", lang, reason=explain("note", note.code, note.facts, lang)))
        _what_helps(outcome, asked, tell)
        return None
    found = proposal(problem, context, outcome, state=state)
    told = sums(found)
    facts = {name: getattr(told, name) for name in told.__slots__}
    tell(say("cli.proposed", lang, unit=unit, status=status, bound=outcome.bound, **facts))
    _outside(problem, found, lang, tell)
    for note in outcome.notes:
        if note.code == "pairs_proved":
            tell(say("cli.because", lang, reason=explain("note", note.code, note.facts, lang)))
    return found


def _what_helps(outcome: Outcome[object], asked: _Asked, tell: Tell) -> None:
    """Say which words to change when there is no plan."""
    if outcome.status is Status.NOT_FOUND:
        tell(say("cli.more_work", asked.lang, work=asked.effort.work))
    if asked.settings.limits_hold and asked.settings.grids is None:
        tell(say("cli.limits_cost", asked.lang))


def _outside(problem: RedistrictProblem, found: Proposal, lang: Lang, tell: Tell) -> None:
    """Say how many grids are outside limits that only have a price."""
    band = problem.households
    few, many = outside(found)
    if few or many:
        facts = {"few": few, "many": many, "low": band.low, "high": band.high}
        tell(say("cli.outside_limits", lang, **facts))


def _kept(asked: _Asked, code: str) -> RedistrictSettings:
    """Return the settings with the grids to keep that lie in this unit."""
    grids = asked.ground.area.grids
    mine = asked.keep & set(grids.index[grids["unit_code"] == code])
    return replace(asked.settings, keep=tuple(sorted(mine)))


def _check_kept(asked: _Asked, unit: str) -> None:
    """Refuse grids to keep that lie in no unit that is asked; no unit stands for all of them."""
    area = asked.ground.area
    if unit and unit not in area.units.index:
        return  # said when the unit is asked
    here = area.grids[area.grids["unit_code"] == unit] if unit else area.grids
    unknown = asked.keep - set(here.index)
    if unknown:
        facts = {"grids": ", ".join(sorted(unknown)), "unit": unit or area.area_id}
        told = "Unit {unit} has no grid {grids} to keep."
        raise InputError(code="unknown_keep", facts=facts, sentence=told)
