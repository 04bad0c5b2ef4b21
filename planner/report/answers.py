"""Every question about one area with its answer: what a report is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.demand.camera import CameraContext
    from planner.demand.ground import Ground
    from planner.demand.patrol import PatrolContext
    from planner.demand.responder import ResponderContext
    from planner.outcome import Outcome
    from planner.problem import (
        CameraPlan,
        CameraProblem,
        PatrolPlan,
        PatrolProblem,
        ResponderPlan,
        ResponderProblem,
    )


@dataclass(frozen=True, eq=False)
class Answers:
    """Every question about one area with its answer."""

    ground: Ground
    patrol: tuple[PatrolProblem, PatrolContext, Outcome[PatrolPlan]]
    camera: tuple[CameraProblem, CameraContext, Outcome[CameraPlan]]
    responder: tuple[ResponderProblem, ResponderContext, Outcome[ResponderPlan]]
