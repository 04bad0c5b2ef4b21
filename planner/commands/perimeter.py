"""Checkpoints of an area at the command line: asked, solved, judged, written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from geo.formats.geojson import read_features
from planner.checkpoints import survey
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
from planner.commands.office import office_ground
from planner.demand.checkpoint_settings import CheckpointSettings
from planner.judge.camera import watched
from planner.problem import CameraPlan, CameraProblem, outcome_from_json
from planner.report.checkpoint_files import write_perimeter
from planner.report.checkpoints import met_share, paths_told, told
from planner.report.tables import cures_text
from planner.solve_files import judge_files, read_problem
from planner.store.posts import own_posts
from planner.whole import check_folder
from planner.words import Lang, explain, listed, say

if TYPE_CHECKING:
    import argparse

    from planner.commands.common import Tell
    from planner.demand.ground import Ground
    from planner.report.checkpoints import Asked, PerimeterAnswers

_INNER = ("unit", "grid", "site")


def perimeter(args: argparse.Namespace, tell: Tell) -> int:
    """Find the fewest points that close an area, and the best few posts, and write them."""
    lang: Lang = args.lang
    folder = area_folder(args)
    settings, asked = _settings(args), effort(args)
    if args.out:
        writing(args.out, lang, check_folder)
    tell(say("cli.step_load", lang))
    with asking(lang):
        ground = office_ground(folder, args, tell)
        settings = _manned(settings, ground, args, tell)
        answers = survey(ground, settings, effort=asked, zone=_zone(ground, args))
    _tell(answers, settings, lang, tell)
    if args.out:
        write_told(args.out, lang, lambda out: write_perimeter(answers, out, lang=lang), tell)
    sealed = answers.roads is None or answers.roads.outcome.solved
    return FINE if sealed and answers.posts.outcome.solved else NOT_FINE


def _settings(args: argparse.Namespace) -> CheckpointSettings:
    for name in ("posts", "depth"):
        given = getattr(args, name)
        if given < 0:
            raise BadInput(say("cli.perimeter_negative", args.lang, word=f"--{name}", given=given))
    inner = next(((kind, getattr(args, kind)) for kind in _INNER if getattr(args, kind)), None)
    kind, name = inner or ("area", "")
    try:
        return CheckpointSettings(
            use=args.use,
            protect=kind,
            protect_id=name,
            depth_m=args.depth,
            posts=args.posts,
            places_hold=not args.weigh,
            forbidden=tuple(args.forbid or ()),
            seen=(*(args.seen or ()), *_seen_by_cameras(args)),
        )
    except ValueError as error:
        raise BadInput(say("cli.perimeter_inner", args.lang)) from error


def _manned(
    settings: CheckpointSettings, ground: Ground, args: argparse.Namespace, tell: Tell
) -> CheckpointSettings:
    """Count the posts that the office has adopted as manned already, unless asked not to."""
    posts = () if args.afresh else own_posts(args.store, ground.area)
    if not posts:
        return settings
    tell(say("cli.perimeter_manned", args.lang, count=len(posts)))
    return replace(settings, manned=posts)


def _seen_by_cameras(args: argparse.Namespace) -> tuple[str, ...]:
    """Read the exits that the cameras of a judged answer watch, by the ids of the exits."""
    if args.cameras is None:
        return ()
    question, answer = args.cameras
    report = judge_files(question, answer, lang=args.lang)
    if report.status != FINE:
        raise BadInput(" ".join(report.lines))
    problem = read_problem(question)
    outcome = outcome_from_json(answer.read_bytes(), problem)
    if not isinstance(problem, CameraProblem) or not isinstance(outcome.plan, CameraPlan):
        raise BadInput(say("cli.perimeter_no_cameras", args.lang, file=question))
    seen = watched(problem, outcome.plan)
    kept = (t.target_id for t in problem.targets if t.kind == "exit" and t.target_id in seen)
    return tuple(name.removeprefix("exit:") for name in kept)


def _zone(ground: Ground, args: argparse.Namespace) -> shapely.Geometry | None:
    """Read the ground to close, in metres of the area."""
    if args.zone is None:
        return None
    if not args.zone.is_file():
        raise BadInput(say("input.bad_file", args.lang, file=args.zone, told="-"))
    drawn = read_features(args.zone).to_crs(ground.area.crs)
    return shapely.make_valid(shapely.union_all(drawn.geometry.to_numpy()))


def _tell(answers: PerimeterAnswers, settings: CheckpointSettings, lang: Lang, tell: Tell) -> None:
    tell(say(f"checkpoint.use.{settings.use}", lang))
    tell(say("checkpoint.mapped", lang))
    if answers.roads is not None:
        _tell_seal(answers.roads, lang, tell)
    if answers.paths is not None:
        tell(f"{say('checkpoint.paths', lang)}: {paths_told(answers.paths, lang)}")
    posts = answers.posts
    names = posts.context.names(lang)
    said = say("checkpoint.met", lang, posts=len(posts.points), share=met_share(posts))
    tell(f"{said} {listed([names[s] for s in posts.points], lang)}")
    _tell_left(posts, lang, tell)


def _tell_seal(asked: Asked, lang: Lang, tell: Tell) -> None:
    outcome, names = asked.outcome, asked.context.names(lang)
    tell(say(f"status.{outcome.status}", lang))
    tell_conflicts(outcome.conflicts, lang, tell, names)
    for note in outcome.notes:
        if note.code == "release":
            tell(explain("note", note.code, note.facts, lang, names=names))
    if outcome.solved:
        for line in told(asked, lang):
            tell(line)
        tell(say("checkpoint.proof", lang, flow=outcome.bound))
        _tell_left(asked, lang, tell)


def _tell_left(asked: Asked, lang: Lang, tell: Tell) -> None:
    names = asked.context.names(lang)
    for item in asked.outcome.left_out:
        reason = explain("left", item.reason, item.facts, lang, names=names)
        tell(say("cli.perimeter_left", lang, item=names.get(item.item, item.item), reason=reason))
        if item.cures:
            tell(f"  {cures_text(item.cures, names, lang)}")
