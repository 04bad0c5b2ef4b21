"""The whole road once: ground, proof, three questions, three answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner import cameras, responders, tours
from planner.demand.camera import CameraContext, camera_question
from planner.demand.ground import Ground, load_ground
from planner.demand.responder import ResponderContext, responder_question
from planner.demand.tours import ToursContext, tours_question
from planner.report.answers import Answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.demand.camera_book import CameraBook
    from planner.demand.settings import CameraSettings, ResponderSettings
    from planner.outcome import Effort
    from planner.problem.tours import ToursProblem

__all__ = [
    "Answers",
    "CameraContext",
    "Ground",
    "ResponderContext",
    "ToursContext",
    "camera_question",
    "drive",
    "load_ground",
    "responder_question",
    "tours_question",
]


def drive(
    ground: Ground,
    *,
    patrol: tuple[ToursProblem, ToursContext],
    camera: tuple[CameraSettings, CameraBook],
    responder: ResponderSettings,
    effort: Effort,
    tell: Callable[[str], None],
) -> Answers:
    """Answer the three questions of an area, one after the other.

    Parameters
    ----------
    patrol
        The question of the patrols, as `tours_question` asks it of this ground.
    camera
        Settings, and what the office keeps: consents, cameras that hang there, the plan adopted.
    tell
        Called with the name of each step as it begins.
    """
    tell("patrol")
    outcome = tours.solve(patrol[0], effort=effort)
    tell("camera")
    camera_problem, camera_context = camera_question(ground, *camera)
    camera_outcome = cameras.solve(camera_problem, effort=effort)
    tell("responder")
    responder_problem, responder_context = responder_question(ground, responder)
    responder_outcome = responders.solve(responder_problem, effort=effort)
    return Answers(
        ground,
        (*patrol, outcome),
        (camera_problem, camera_context, camera_outcome),
        (responder_problem, responder_context, responder_outcome),
    )
