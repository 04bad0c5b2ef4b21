"""The whole road once: ground, proof, three questions, three answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner import cameras, patrols, responders
from planner.demand.camera import CameraContext, camera_question
from planner.demand.ground import Ground, load_ground
from planner.demand.patrol import PatrolContext, patrol_question
from planner.demand.responder import ResponderContext, responder_question
from planner.report.answers import Answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.demand.settings import CameraSettings, PatrolSettings, ResponderSettings
    from planner.outcome import Effort

__all__ = [
    "Answers",
    "CameraContext",
    "Ground",
    "PatrolContext",
    "ResponderContext",
    "camera_question",
    "drive",
    "load_ground",
    "patrol_question",
    "responder_question",
]


def drive(
    ground: Ground,
    *,
    patrol: PatrolSettings,
    camera: CameraSettings,
    responder: ResponderSettings,
    effort: Effort,
    tell: Callable[[str], None],
) -> Answers:
    """Ask and answer the three questions of an area, one after the other.

    Parameters
    ----------
    tell
        Called with the name of each step as it begins.
    """
    tell("patrol")
    patrol_problem, patrol_context = patrol_question(ground, patrol)
    patrol_outcome = patrols.solve(patrol_problem, effort=effort)
    tell("camera")
    camera_problem, camera_context = camera_question(ground, camera)
    camera_outcome = cameras.solve(camera_problem, effort=effort)
    tell("responder")
    responder_problem, responder_context = responder_question(ground, responder)
    responder_outcome = responders.solve(responder_problem, effort=effort)
    return Answers(
        ground,
        (patrol_problem, patrol_context, patrol_outcome),
        (camera_problem, camera_context, camera_outcome),
        (responder_problem, responder_context, responder_outcome),
    )
