"""The judge of siting refuses every kind of bad plan and counts each goal as it is defined."""

from dataclasses import replace

import pytest

from planner import judge
from planner.problem import ProblemError, Site, SitingPlan, SitingProblem, SitingTarget
from planner.problem.forms import problem_from_json, to_json

PROBLEM = SitingProblem(
    "cover",
    sites=(
        Site("old", (0,), (4,), price=9, state="standing"),
        Site("a", (0, 1), (1, 2), price=3),
        Site("b", (1, 2), (5, 6), price=4),
        Site("c", (2,), (7,), price=5),
        Site("shut", (3,), (0,), state="forbidden"),
    ),
    targets=(
        SitingTarget("w", 5, times=2),
        SitingTarget("x", 3, must=True),
        SitingTarget("y", 2),
        SitingTarget("z", 1),
    ),
    within=6,
    unserved=20,
    most_new=2,
    most_price=7,
    backup_pct=30,
)
GOOD = SitingPlan(("a", "old"))


def test_a_good_plan_has_no_faults() -> None:
    assert judge.faults(PROBLEM, GOOD) == ()


@pytest.mark.parametrize(
    ("goal", "objective"),
    [
        ("cover", 2 + 1),
        # w is reached twice of the three times that backup wants, x once of two
        ("backup", 30 * 5 + 30 * 3 + 100 * 2 + 100 * 1),
        ("price", 3),
        ("median", 5 * 1 + 3 * 2 + 2 * 20 + 1 * 20),
        ("centre", 20),
    ],
)
def test_each_goal_is_counted_by_its_definition(goal: str, objective: int) -> None:
    assert judge.objective(replace(PROBLEM, goal=goal), GOOD) == objective


@pytest.mark.parametrize(
    ("rule", "chosen"),
    [
        ("site_unknown", ("a", "moon", "old")),
        ("site_twice", ("a", "a", "old")),
        ("site_forbidden", ("a", "old", "shut")),
        ("site_standing", ("a",)),
        ("most_new", ("a", "b", "c", "old")),
        ("most_price", ("b", "c", "old")),
        ("target_must", ("c", "old")),
    ],
)
def test_each_kind_of_bad_plan_is_refused_by_name(rule: str, chosen: tuple[str, ...]) -> None:
    assert rule in {fault.rule for fault in judge.faults(PROBLEM, SitingPlan(chosen))}


def test_a_site_beyond_the_distance_serves_nobody() -> None:
    assert judge.siting.reached_times(PROBLEM, SitingPlan(("c", "old"))) == [1, 0, 0, 0]
    nearer = replace(PROBLEM, within=7)
    assert judge.siting.distances_of(nearer, SitingPlan(("c", "old"))) == [4, None, 7, None]


def test_relaxed_limits_are_no_longer_faults() -> None:
    eased = replace(PROBLEM, most_new=None, most_price=None)
    assert judge.faults(eased, SitingPlan(("a", "b", "c", "old"))) == ()


def test_a_question_survives_its_json() -> None:
    assert problem_from_json(to_json(PROBLEM)) == PROBLEM


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("near[1]", lambda: Site("s", (1, 1))),
        ("near[0]", lambda: Site("s", (-1,))),
        ("far", lambda: Site("s", (0, 1), (3,))),
        ("far[0]", lambda: Site("s", (0,), (-1,))),
        ("state", lambda: Site("s", (), state="open")),
        ("times", lambda: SitingTarget("t", times=0)),
        ("sites[3].near", lambda: replace(PROBLEM, targets=PROBLEM.targets[:2], goal="price")),
        ("goal", lambda: replace(PROBLEM, goal="least")),
        ("unserved", lambda: replace(PROBLEM, goal="median", unserved=5)),
        ("sites[1].site_id", lambda: replace(PROBLEM, sites=(Site("s", ()), Site("s", ())))),
    ],
)
def test_a_question_nobody_can_ask_is_refused_at_its_place(place: str, change) -> None:
    with pytest.raises(ProblemError) as told:
        change()
    assert told.value.place in {place, place.replace("[3]", "[2]")}
