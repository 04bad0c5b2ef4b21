"""Questions and plans: frozen values of ids and whole numbers, and their JSON forms."""

from planner.problem.camera import CameraOption, CameraPlan, CameraProblem, Target
from planner.problem.checkpoints import CheckpointPlan, CheckpointProblem
from planner.problem.checks import ProblemError
from planner.problem.forms import (
    AnyOutcome,
    FormError,
    Plan,
    Problem,
    outcome_from_json,
    problem_from_json,
    problem_id,
    to_json,
)
from planner.problem.redistrict import (
    Band,
    BasicUnit,
    Border,
    Prices,
    RedistrictPlan,
    RedistrictProblem,
)
from planner.problem.responder import (
    Assignment,
    Post,
    Quota,
    ResponderGrid,
    ResponderPlan,
    ResponderProblem,
    ResponderRules,
)
from planner.problem.siting import Site, SitingPlan, SitingProblem, SitingTarget
from planner.problem.tour_parts import Travel
from planner.problem.tours import ToursPlan, ToursProblem

__all__ = [
    "AnyOutcome",
    "Assignment",
    "Band",
    "BasicUnit",
    "Border",
    "CameraOption",
    "CameraPlan",
    "CameraProblem",
    "CheckpointPlan",
    "CheckpointProblem",
    "FormError",
    "Plan",
    "Post",
    "Prices",
    "Problem",
    "ProblemError",
    "Quota",
    "RedistrictPlan",
    "RedistrictProblem",
    "ResponderGrid",
    "ResponderPlan",
    "ResponderProblem",
    "ResponderRules",
    "Site",
    "SitingPlan",
    "SitingProblem",
    "SitingTarget",
    "Target",
    "ToursPlan",
    "ToursProblem",
    "Travel",
    "outcome_from_json",
    "problem_from_json",
    "problem_id",
    "to_json",
]
