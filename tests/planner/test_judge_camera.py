"""The judge of cameras refuses every kind of bad plan, and counts what stays unwatched."""

from dataclasses import replace

import pytest

from planner import judge
from planner.problem import CameraOption, CameraPlan, CameraProblem, Target

PROBLEM = CameraProblem(
    options=(
        CameraOption("ok1", "p1", 0, ("a", "b"), "agreed", cost=3),
        CameraOption("ok2", "p2", 90, ("b", "c"), "not_needed", cost=4),
        CameraOption("ok3", "p1", 180, ("d",), "agreed", cost=5),
        CameraOption("asked", "p3", 0, ("d",), "asked"),
        CameraOption("refused", "p4", 0, ("d",), "refused"),
        CameraOption("withdrawn", "p5", 0, ("d",), "withdrawn"),
        CameraOption("unasked", "p6", 0, ("d",), "not_asked"),
        CameraOption("inside", "p7", 0, ("d",), "agreed", in_no_camera_zone=True),
        CameraOption("private", "p8", 0, ("d",), "agreed", sees_private_zone=True),
    ),
    targets=(
        Target("a", "exit", 5, required=True),
        Target("b", "bridge", 3),
        Target("c", "market", 2),
        Target("d", "junction", 1),
    ),
    max_cameras=2,
    max_per_pole=1,
    must_keep=("ok2",),
    max_cost=8,
)
GOOD = CameraPlan(("ok1", "ok2"))


def test_a_good_plan_has_no_faults_and_its_objective_is_the_unwatched_weight() -> None:
    assert judge.faults(PROBLEM, GOOD) == ()
    assert judge.objective(PROBLEM, GOOD) == 1
    assert judge.objective(PROBLEM, CameraPlan(())) == 11


@pytest.mark.parametrize(
    ("rule", "chosen"),
    [
        ("unknown_option", ("ok1", "ok2", "moon")),
        ("option_once", ("ok1", "ok1", "ok2")),
        ("max_cameras", ("ok1", "ok2", "ok3")),
        ("max_per_pole", ("ok1", "ok3")),
        ("max_cost", ("ok2", "ok3")),
        ("must_keep", ("ok1",)),
        ("required", ("ok2",)),
        ("consent", ("ok1", "ok2", "asked")),
        ("consent", ("ok1", "ok2", "refused")),
        ("consent", ("ok1", "ok2", "withdrawn")),
        ("consent", ("ok1", "ok2", "unasked")),
        ("no_camera_zone", ("ok1", "ok2", "inside")),
        ("no_camera_zone", ("ok1", "ok2", "private")),
    ],
)
def test_each_kind_of_bad_plan_is_refused_by_name(rule: str, chosen: tuple[str, ...]) -> None:
    assert rule in {fault.rule for fault in judge.faults(PROBLEM, CameraPlan(chosen))}


def test_relaxed_numbers_are_no_longer_faults() -> None:
    eased = replace(PROBLEM, max_cameras=3, max_per_pole=2, max_cost=None)
    assert judge.faults(eased, CameraPlan(("ok1", "ok2", "ok3"))) == ()
