"""Every question about one area with its answer: what a report is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.demand.camera import CameraContext
    from planner.demand.ground import Ground
    from planner.demand.responder import ResponderContext
    from planner.demand.tours import ToursContext
    from planner.outcome import Outcome
    from planner.problem import (
        CameraPlan,
        CameraProblem,
        ResponderPlan,
        ResponderProblem,
    )
    from planner.problem.tours import ToursPlan, ToursProblem


@dataclass(frozen=True, eq=False)
class Answers:
    """Every question about one area with its answer."""

    ground: Ground
    tours: tuple[ToursProblem, ToursContext, Outcome[ToursPlan]]
    camera: tuple[CameraProblem, CameraContext, Outcome[CameraPlan]]
    responder: tuple[ResponderProblem, ResponderContext, Outcome[ResponderPlan]]
