"""Questions read from JSON are exactly the questions written, and nothing else is read."""

import json

import pytest

from planner.outcome import Effort, Outcome, Run, Status
from planner.problem import (
    CameraOption,
    CameraPlan,
    CameraProblem,
    FormError,
    Post,
    Problem,
    ProblemError,
    ResponderGrid,
    ResponderProblem,
    Target,
    ToursProblem,
    Travel,
    outcome_from_json,
    problem_from_json,
    problem_id,
    to_json,
)
from planner.problem.tour_parts import Crew, Task, Turn, Way, Window

TOURS = ToursProblem(
    days=1,
    location_ids=("base", "school"),
    travel=(Travel("foot", ((0, 60), (60, 0))),),
    crews=(Crew("c1", "police", 2, 1, "foot", "base", home_units=("u1",)),),
    turns=(Turn("t1", "c1", "day", 0, 0, 3600, 3600),),
    tasks=(
        Task("visit", "visit", "u1", (Way("school", "school", 600),), windows=(Window(0, 900),)),
    ),
)
CAMERA = CameraProblem(
    options=(CameraOption("p1-000", "p1", 0, ("exit",), "agreed"),),
    targets=(Target("exit", "exit", 5),),
    max_cameras=1,
)
RESPONDER = ResponderProblem(
    posts=(Post("s1", "police_station", 8, may_lead=True, capacity=100),),
    grids=(ResponderGrid("g1", "u1", 30, 3),),
    reach_s=((240,),),
)


def changed(problem: Problem, path: str, value: object) -> bytes:
    """Return the JSON of a question with the value at a path like ``turns.0.end_s`` replaced."""
    whole = json.loads(to_json(problem))
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    inner = whole
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return json.dumps(whole).encode()


@pytest.mark.parametrize("problem", [TOURS, CAMERA, RESPONDER])
def test_a_question_survives_its_json(problem: Problem) -> None:
    again = problem_from_json(to_json(problem))
    assert again == problem
    assert to_json(again) == to_json(problem)
    assert problem_id(again) == problem_id(problem)


def test_the_order_of_json_fields_does_not_change_the_id() -> None:
    whole = json.loads(to_json(TOURS))
    turned = json.dumps(dict(reversed(whole.items()))).encode()
    assert problem_id(problem_from_json(turned)) == problem_id(TOURS)


def test_any_changed_value_changes_the_id() -> None:
    other = problem_from_json(changed(TOURS, "rules.reserve_share_pct", 40))
    assert problem_id(other) != problem_id(TOURS)


@pytest.mark.parametrize(
    ("problem", "path", "value", "place", "expected"),
    [
        (TOURS, "turns.0.end_s", "later", "$.turns[0].end_s", "int"),
        (TOURS, "turns.0.end_s", 1.0, "$.turns[0].end_s", "int"),
        (TOURS, "turns.0.end_s", True, "$.turns[0].end_s", "int"),
        (TOURS, "turns.0.end_s", 0, "$.turns[0].end_s", "from 1 to"),
        (TOURS, "turns.0.end_s", 10**40, "$.turns[0].end_s", "from 1 to"),
        (TOURS, "turns.0.end_s", -1, "$.turns[0].end_s", "from 1 to"),
        (TOURS, "crews.0.mode", "mule", "$.crews[0].mode", "motorbike"),
        (TOURS, "crews.0.mode", "car", "$.crews[0].mode", "travel table"),
        (TOURS, "crews.0.officers", 3, "$.crews[0].officers", "from 0 to 2"),
        (TOURS, "crews.0.base_id", "moon", "$.crews[0].base_id", "location"),
        (TOURS, "crews.0.end", 5, "$.crews[0].end", "expected only"),
        (TOURS, "rules.reserve", 5, "$.rules.reserve", "reserve_share_pct"),
        (TOURS, "tasks.0.task_id", "", "$.tasks[0].task_id", "printable"),
        (TOURS, "tasks.0.task_id", "a\nb", "$.tasks[0].task_id", "printable"),
        (TOURS, "tasks.0.windows.0.close_s", -5, "$.tasks[0].windows[0].close_s", "from 0 to"),
        (TOURS, "travel.0.seconds.1", [0], "$.travel[0].seconds[1]", "2 numbers"),
        (TOURS, "travel.0.seconds.1.0", -2, "$.travel[0].seconds[1][0]", "-1"),
        (TOURS, "kind", "tour", "$.kind", "camera, responder, redistrict, tours"),
        (TOURS, "kind", "patrol", "$.kind", "asked as tours now, with days 1"),
        (TOURS, "version", 2, "$.version", "expected 1"),
        (TOURS, "version", True, "$.version", "expected 1"),
        (CAMERA, "options.0.sees.0", "x", "$.options[0].sees[0]", "target"),
        (CAMERA, "options.0.consent", "yes", "$.options[0].consent", "agreed"),
        (CAMERA, "options.0.heading_deg", 360, "$.options[0].heading_deg", "359"),
        (CAMERA, "must_keep", ["x"], "$.must_keep[0]", "option"),
        (CAMERA, "max_cost", -1, "$.max_cost", "from 0"),
        (RESPONDER, "reach_s", [], "$.reach_s", "1 rows"),
        (RESPONDER, "posts.0.kind", "wizard", "$.posts[0].kind", "clinic"),
        (RESPONDER, "grids.0.weight", -1, "$.grids[0].weight", "from 0"),
    ],
)
def test_a_fault_is_named_with_its_place_and_what_was_expected(
    problem: Problem, path: str, value: object, place: str, expected: str
) -> None:
    with pytest.raises(FormError) as caught:
        problem_from_json(changed(problem, path, value))
    assert caught.value.place == place
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("name", ["crews", "kind", "version", "location_ids"])
def test_a_missing_field_is_named(name: str) -> None:
    whole = json.loads(to_json(TOURS))
    del whole[name]
    with pytest.raises(FormError) as caught:
        problem_from_json(json.dumps(whole).encode())
    assert caught.value.place == f"$.{name}"
    assert "nothing" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe{}",
        b'{"kind": "tours\xff"}',
        b"[" * 100_000,
        b'{"kind":' * 50_000,
        to_json(TOURS).replace(b"3600", b"NaN"),
        to_json(TOURS).replace(b"3600", b"Infinity"),
        to_json(TOURS).replace(b"3600", b"1e400"),
        to_json(TOURS).replace(b"3600", b"9" * 10_000),
        to_json(TOURS) + b"{}",
        to_json(TOURS).decode().encode("utf-16"),
        to_json(TOURS).replace(b'"school"', b'"\\ud800"'),
        to_json(TOURS).replace(b'"kind": "tours"', b'"kind": "tours", "kind": "tours"', 1),
    ],
    ids=str,
)
def test_broken_text_is_refused_with_one_sentence(text: bytes) -> None:
    with pytest.raises(FormError) as caught:
        problem_from_json(text)
    assert caught.value.place.startswith("$")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("problem", "path"),
    [
        (TOURS, "crews"),
        (TOURS, "turns"),
        (TOURS, "tasks"),
        (TOURS, "travel"),
        (CAMERA, "options"),
        (CAMERA, "targets"),
        (RESPONDER, "posts"),
        (RESPONDER, "grids"),
    ],
)
def test_a_thing_named_twice_is_refused(problem: Problem, path: str) -> None:
    whole = json.loads(to_json(problem))
    with pytest.raises(FormError, match="not used before"):
        problem_from_json(changed(problem, path, whole[path] * 2))


def test_a_pole_has_one_consent() -> None:
    with pytest.raises(ProblemError, match="pole p1"):
        CameraProblem(
            options=(
                CameraOption("a", "p1", 0, (), "agreed"),
                CameraOption("b", "p1", 90, (), "refused"),
            ),
            targets=(),
            max_cameras=1,
        )


def test_an_outcome_survives_its_json() -> None:
    run = Run("none", "0", 1, 2, 0.5, 0.1, problem_id(CAMERA))
    outcome = Outcome(Status.OPTIMAL, run, CameraPlan(("p1-000",)), 0, 0)
    again = outcome_from_json(to_json(outcome), CAMERA)
    assert again == outcome


def test_an_outcome_that_contradicts_itself_is_refused() -> None:
    run = Run("none", "0", 1, 2, 0.5, 0.1, problem_id(CAMERA))
    outcome = Outcome(Status.OPTIMAL, run, CameraPlan(("p1-000",)), 0, 0)
    text = to_json(outcome).replace(b'"optimal"', b'"infeasible"')
    with pytest.raises(FormError):
        outcome_from_json(text, CAMERA)


@pytest.mark.parametrize(("seed", "work"), [(-1, 1), (0, 0), (True, 1), (2**31, 1), (0, 10**7)])
def test_effort_is_a_seed_and_some_work(seed: int, work: int) -> None:
    with pytest.raises(ValueError, match="expected"):
        Effort(seed, work)
