"""The command that closes an area off: asked, judged, written, in words of either language."""

import csv
import json
from functools import cache

import pytest
from geopandas import read_file

from planner import cameras, judge
from planner.__main__ import main
from planner.commands import office
from planner.outcome import Effort
from planner.problem import (
    CameraOption,
    CameraProblem,
    Target,
    outcome_from_json,
    problem_from_json,
    to_json,
)
from planner.store.posts import set_posts


@pytest.fixture(scope="module")
def loaded():
    """An area is read once for all commands of this module."""
    return cache(office.load_ground)


@pytest.fixture
def run(tmp_path, capsys, monkeypatch, loaded):
    monkeypatch.setattr(office, "load_ground", loaded)

    def go(*words: object) -> tuple[int, str]:
        area = ["perimeter", "--store", str(tmp_path / "store"), "--work", "2"]
        status = main([*area, *map(str, words)])
        told = capsys.readouterr()
        return status, told.out + told.err

    return go


@pytest.mark.slow
def test_luoyan_is_written_so_that_the_judge_agrees_and_people_can_read_it(run, tmp_path):
    out = tmp_path / "卡 点"
    status, told = run("--area", "luoyan", "--posts", 3, "--out", out)
    assert status == 0, told
    assert "只针对图上已有的道路" in told
    assert "图上有 9 个道路出口；共需 8 个点" in told
    for name in ("seal", "paths", "posts"):
        problem = problem_from_json((out / f"{name}.question.json").read_bytes())
        outcome = outcome_from_json((out / f"{name}.answer.json").read_bytes(), problem)
        assert judge.verdict(problem, outcome) == ()
        assert outcome.objective == outcome.bound
    with (out / "points.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    points = json.loads((out / "points.geojson").read_text("utf-8"))["features"]
    assert {row["编码"] for row in rows} == {point["id"] for point in points}
    assert all(103 < p["geometry"]["coordinates"][0] < 105 for p in points)
    with (out / "post_curve.csv").open(encoding="utf-8-sig") as file:
        shares = [float(row["遇到的车流（%）"]) for row in csv.DictReader(file)]
    assert shares == sorted(shares)
    assert shares[-1] == 100
    html = (out / "map.html").read_text("utf-8")
    assert "无人看守的卡点" in html
    with (out / "exits.csv").open(encoding="utf-8-sig") as file:
        closed = [row["怎样拦住"] for row in csv.DictReader(file)]
    assert sorted(closed) == sorted(["在出口设点"] * 8 + ["不通往要保护的地方"])


def test_posts_the_office_has_adopted_count_as_manned_unless_asked_afresh(run, tmp_path):
    out = tmp_path / "first"
    assert run("--lang", "en", "--out", out)[0] == 0
    set_posts(tmp_path / "store", "luoyan", read_file(out / "points.geojson").geometry)
    status, told = run("--lang", "en")
    assert status == 0, told
    assert "8 adopted posts count as manned already" in told
    assert "0 people a shift" in told
    assert "8 points by a post" in told
    status, told = run("--lang", "en", "--afresh")
    assert status == 0, told
    assert "adopted" not in told
    assert "21 people a shift" in told


def test_exits_that_cameras_of_an_answer_watch_are_watched(run, tmp_path):
    problem = CameraProblem(
        options=(CameraOption("p", "p", 0, ("exit:W0001-u", "junction:J1"), "agreed"),),
        targets=(Target("exit:W0001-u", "exit", 5), Target("junction:J1", "junction", 1)),
        max_cameras=1,
    )
    question, answer = tmp_path / "question.json", tmp_path / "answer.json"
    question.write_bytes(to_json(problem))
    answer.write_bytes(to_json(cameras.solve(problem, effort=Effort(0, 1))))
    status, told = run("--lang", "en", "--cameras", question, answer)
    assert status == 0, told
    assert "1 point watched by a camera" in told
    assert "17 people a shift" in told  # 21 without the 4 on the county road
    status, told = run("--lang", "en", "--cameras", answer, question)
    assert status == 2


def test_barred_points_are_told_as_a_clash_with_what_would_open_it(run):
    everything = [f"W{number:04d}" for number in range(1, 675)]
    status, told = run("--lang", "en", "--unit", "530623202001", "--forbid", *everything)
    assert status == 1
    assert "must be closed, and" in told
    assert "It can be closed once" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unit", "530623202001"), "个点"),
        pytest.param(
            ("--use", "road_safety", "--posts", 2), "2 个岗位能遇到", marks=pytest.mark.slow
        ),
    ],
)
def test_inner_areas_and_other_uses_have_answers(run, words, said):
    status, told = run(*words)
    assert status == 0, told
    assert said in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unit", "none such"), "没有编号为 none such"),
        (("--posts", -1), "--posts 不能是负数"),
        (("--use", "flood", "--unit", "530623202001"), "只看整个区域"),
        (("--area", "nowhere"), "nowhere"),
        (("--zone", "no/such.geojson", "--use", "fire"), "no/such.geojson"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(run, words, said):
    status, told = run(*words)
    assert status == 2
    assert said in told.splitlines()[-1]


@pytest.mark.slow  # the page tells the same by default
def test_a_place_without_water_says_what_to_bring(run):
    status, told = run("--area", "liechtenstein", "--use", "flood")
    assert status == 2
    assert "--zone" in told
