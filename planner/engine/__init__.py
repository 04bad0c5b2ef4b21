"""The solvers: the only room that knows OR-Tools and PyVRP. Its answers are not judged yet."""

from planner.engine import (
    busy,
    camera,
    checkpoints,
    redistrict,
    redistrict_choices,
    responder,
    roster,
    siting,
    tours,
    tours_choices,
    tours_cures,
    tours_hand,
    tours_variety,
)
from planner.engine.attempt import Attempt
from planner.outcome import Effort

__all__ = [
    "Attempt",
    "Effort",
    "busy",
    "camera",
    "checkpoints",
    "redistrict",
    "redistrict_choices",
    "responder",
    "roster",
    "siting",
    "tours",
    "tours_choices",
    "tours_cures",
    "tours_hand",
    "tours_variety",
]
