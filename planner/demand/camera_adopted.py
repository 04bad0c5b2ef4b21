"""What the cameras watch that an office has adopted or that hang there today."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.demand.camera import camera_question
from planner.demand.settings import CameraSettings
from planner.judge.camera import watched
from planner.judge.camera_law import breaches
from planner.problem import CameraPlan

if TYPE_CHECKING:
    from planner.demand.camera_book import CameraBook
    from planner.demand.camera_kinds import CameraKind
    from planner.demand.ground import Ground

_EXIT, _SITE = "exit:", "site:"


def adopted_watch(
    ground: Ground, kinds: tuple[CameraKind, ...], book: CameraBook
) -> frozenset[str]:
    """Return the targets watched by the plan adopted last and the cameras that hang there.

    A camera that the law no longer allows, as when a consent was withdrawn, watches nothing. The
    detail wanted is the usual one. Only poles of the book are looked at, so it is quick.
    """
    area = ground.area
    named = {name.rpartition("@")[0] for name in book.plan}
    named |= {camera.pole_id for camera in book.standing}
    poles = area.poles[area.poles.index.isin(named)]
    if poles.empty:
        return frozenset()
    part = replace(ground, area=replace(area, poles=poles))
    settings = CameraSettings(kinds=kinds) if kinds else CameraSettings()
    problem, _ = camera_question(part, settings, book)
    counted = set(book.plan)
    chosen = tuple(
        option.option_id
        for option in problem.options
        if (option.existing or option.option_id in counted) and not any(breaches(option))
    )
    return watched(problem, CameraPlan(chosen))


def watched_exits(ground: Ground, watch: frozenset[str]) -> tuple[str, ...]:
    """Return the ids of the exits among watched targets."""
    return tuple(name for name in map(str, ground.exits.index) if f"{_EXIT}{name}" in watch)


def watched_sites(ground: Ground, watch: frozenset[str]) -> frozenset[str]:
    """Return the ids of the key sites whose road is watched."""
    sites = ground.area.sites.index
    return frozenset(name for name in map(str, sites) if f"{_SITE}{name}" in watch)
