"""What each command of the command line does; sentences come from planner.words."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import shapely

from geo.coverage import Certificate, certify
from geo.drawings import read_polygons
from geo.export import write_geopackage
from geo.schema import InputError, SchemaError
from planner import solve_files
from planner.demand.settings import CameraSettings, PatrolSettings, ResponderSettings
from planner.outcome import Effort
from planner.problem import ProblemError
from planner.report.files import write_answers
from planner.road import drive, load_ground
from planner.whole import check_folder, write_whole
from planner.words import Lang, explain, known, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from planner.demand.ground import Ground
    from planner.outcome import Outcome
    from planner.problem import Plan
    from planner.report.answers import Answers

    Tell = Callable[[str], None]

T = TypeVar("T")

ROOT = Path(__file__).parent.parent
AREAS = {
    "luoyan": ROOT / "data" / "boundaries",
    "liechtenstein": ROOT / "data" / "examples" / "liechtenstein",
}
FINE, NOT_FINE = 0, 1


class BadInput(Exception):  # noqa: N818 - an answer to a person, said in one sentence
    """Input nobody can work with; the text is one sentence in the person's language."""


def worded(error: InputError, lang: Lang) -> str:
    """Say what is wrong with the input: translated where the catalogue can, else in English.

    Of many faults the first is told, and how many more there are.
    """
    if isinstance(error, SchemaError):
        first = worded(error.faults[0], lang)
        told = {"first": first.rstrip(".。"), "more": len(error.faults) - 1, **error.facts}
        return explain("input", error.code, told, lang) if told["more"] else first
    if known(f"input.{error.code}"):
        return explain("input", error.code, error.facts, lang)
    return str(error)


def check(args: argparse.Namespace, tell: Tell) -> int:
    """Certify a drawing of grids against its outer boundary and units."""
    lang: Lang = args.lang
    if args.boundary is None and args.units is None:
        raise BadInput(say("cli.need_boundary", lang))
    if not 0 <= args.tolerance_m < math.inf:
        raise BadInput(say("cli.bad_tolerance", lang, given=args.tolerance_m))
    try:
        certificate = _certificate(args)
    except InputError as error:
        raise BadInput(worded(error, lang)) from error
    if args.json:
        _writing(args.json, lang, lambda path: write_whole(path, certificate.to_json().encode()))
    if args.cases:
        layers = {"faults": certificate.faults}
        _writing(args.cases, lang, lambda path: write_geopackage(path, layers))
    _tell_certificate(certificate, lang, tell)
    return FINE if certificate.ok else NOT_FINE


def _certificate(args: argparse.Namespace) -> Certificate:
    grids = read_polygons(args.grids, layer=args.layer, crs=args.crs)
    units = None
    if args.units is not None:
        units = read_polygons(args.units, layer=args.units_layer, crs=grids.crs)
    if args.boundary is None:
        assert units is not None  # noqa: S101 - check() asks for one of the two
        boundary = shapely.union_all(units.geometry.to_numpy())
    else:
        outer = read_polygons(args.boundary, layer=args.boundary_layer, crs=grids.crs)
        boundary = shapely.union_all(outer.geometry.to_numpy())
    return certify(
        grids,
        boundary,
        units=units,
        expected_codes=_codes(args.expect_codes),
        tolerance_m=args.tolerance_m,
    )


def _codes(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        sentence = "{file}: cannot be read as UTF-8: {told}."
        facts: dict[str, str | int | float] = {"file": path.name, "told": _told_by(error)}
        raise InputError(code="unreadable", facts=facts, sentence=sentence) from error
    return tuple(line.strip() for line in lines if line.strip())


def _told_by(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else str(error)


def _tell_certificate(certificate: Certificate, lang: Lang, tell: Tell) -> None:
    if certificate.ok:
        tell(say("cli.proved", lang, n=certificate.grid_count, area_m2=certificate.area_m2))
    else:
        edges, faults = certificate.residue_edges, len(certificate.faults)
        tell(say("cli.not_proved", lang, edges=edges, faults=faults))
    for kind, (count, area_m2) in certificate.kinds.items():
        name = say(f"certificate.{kind}", lang) if known(f"certificate.{kind}") else kind
        tell(say("cli.fault", lang, kind=name, count=count, area_m2=area_m2))
    tell(say("cli.fingerprint", lang, fingerprint=certificate.fingerprint))


def solve(args: argparse.Namespace, tell: Tell) -> int:
    """Answer a question file."""
    report = solve_files.solve_file(args.problem, args.out, effort=_effort(args), lang=args.lang)
    return _told(report, tell)


def judge(args: argparse.Namespace, tell: Tell) -> int:
    """Check an answer file against its question."""
    return _told(solve_files.judge_files(args.problem, args.outcome, lang=args.lang), tell)


def _told(report: solve_files.Report, tell: Tell) -> int:
    if report.status > NOT_FINE:
        raise BadInput(" ".join(report.lines))
    for line in report.lines:
        tell(line)
    return report.status


def demo(args: argparse.Namespace, tell: Tell) -> int:
    """Walk the whole road of an area and write everything it gives."""
    lang: Lang = args.lang
    folder = AREAS.get(args.area, Path(args.area))
    if not (folder / "area.json").is_file():
        raise BadInput(say("cli.no_area", lang, given=args.area))
    effort = _effort(args)
    _writing(args.out, lang, check_folder)
    tell(say("cli.step_load", lang))
    try:
        ground = load_ground(folder)
    except InputError as error:
        raise BadInput(worded(error, lang)) from error
    _tell_certificate(ground.certificate, lang, tell)
    answers = _driven(
        ground, PatrolSettings(on=_day(args, ground.area.data_date)), effort, args, tell
    )
    _tell_answers(answers, lang, tell)
    tell(say("cli.step_write", lang))
    for path in _writing(args.out, lang, lambda out: write_answers(answers, out, lang=lang)):
        tell(say("cli.wrote", lang, file=path))
    solved = all(outcome.solved for outcome in _outcomes(answers).values())
    return FINE if solved and ground.certificate.ok else NOT_FINE


def _driven(
    ground: Ground, patrol: PatrolSettings, effort: Effort, args: argparse.Namespace, tell: Tell
) -> Answers:
    lang: Lang = args.lang
    try:
        return drive(
            ground,
            patrol=patrol,
            camera=CameraSettings(),
            responder=ResponderSettings(),
            effort=effort,
            tell=lambda step: tell(say(f"cli.step_{step}", lang)),
        )
    except InputError as error:
        raise BadInput(worded(error, lang)) from error
    except ProblemError as error:
        raise BadInput(say("cli.bad_question", lang, told=str(error))) from error


def _day(args: argparse.Namespace, data_date: str) -> date:
    """Day of the patrol: the one asked for, else the date of the data, so that runs repeat."""
    text = args.date or data_date
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(say("cli.bad_date", args.lang, given=text)) from error


def _effort(args: argparse.Namespace) -> Effort:
    try:
        return Effort(seed=args.seed, work=args.work)
    except ValueError as error:
        raise BadInput(say("cli.usage", args.lang, told=f"--{error}")) from error


def _outcomes(answers: Answers) -> dict[str, Outcome[Plan]]:
    return {
        "patrols": answers.patrol[2],
        "cameras": answers.camera[2],
        "responders": answers.responder[2],
    }


def _tell_answers(answers: Answers, lang: Lang, tell: Tell) -> None:
    for name, outcome in _outcomes(answers).items():
        question = say(f"page.{name}", lang)
        status = say(f"status.{outcome.status}", lang)
        if not outcome.solved:
            tell(say("cli.no_plan", lang, question=question, status=status))
            for conflict in outcome.conflicts:
                reason = explain("conflict", conflict.rule, conflict.facts, lang)
                tell(say("cli.because", lang, reason=reason))
            continue
        facts = {"objective": outcome.objective, "bound": outcome.bound}
        left_out = len(outcome.left_out)
        tell(say("cli.answer", lang, question=question, status=status, left_out=left_out, **facts))


def _writing(path: Path, lang: Lang, write: Callable[[Path], T]) -> T:
    try:
        return write(path)
    except OSError as error:
        told = error.strerror or str(error)
        raise BadInput(say("cli.cannot_write", lang, file=path, told=told)) from error
