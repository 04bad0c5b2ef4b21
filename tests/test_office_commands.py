"""Plans at the command line go by what the office has set, by roads shut and by rain."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest

from geo.closures import Closure
from geo.speeds import MODES
from geo.usage import usable
from planner.__main__ import main
from planner.commands.common import BadInput
from planner.commands.office import office_ground, on_shut_roads
from planner.demand.camera_book import CameraBook, Step
from planner.demand.roadwork import Roadwork
from planner.demand.rule_table import OwnRule
from planner.store.cameras import set_cameras
from planner.store.roads import keep_rules, set_roadwork

LUOYAN = Path(__file__).parents[1] / "data" / "boundaries"
BRIDGE, OTHER, SLIDE = "W0206", "W0001", "W0002"
DAY = date(2026, 12, 5)


def words(store, *closed, rain=False):
    return Namespace(lang="en", store=store, closed=list(closed) or None, rain=rain)


@pytest.fixture
def office(tmp_path):
    state = Roadwork(
        (
            Closure(OTHER, MODES, DAY, None, "works"),
            Closure("W0003", MODES, DAY, DAY, "event"),
            Closure("gone", MODES, DAY, None, "works"),
        ),
        frozenset({SLIDE}),
        rain=True,
    )
    set_roadwork(tmp_path, "luoyan", state)
    keep_rules(tmp_path, "luoyan", (OwnRule("car", "width", 9.0),))
    return tmp_path


def counted(store, day, *closed, rain=False):
    told: list[str] = []
    args = words(store, *closed, rain=rain)
    ground = on_shut_roads(office_ground(LUOYAN, args, told.append), day, DAY, args, told.append)
    return ground, "\n".join(told)


def test_a_day_counts_what_the_office_has_shut_and_what_the_words_shut(office):
    ground, told = counted(office, DAY, BRIDGE)
    assert ground.closed("car", DAY) == {OTHER, "W0003", BRIDGE, SLIDE}
    assert ground.trip("car", DAY).by.rain
    assert ground.closed("car", date(2026, 12, 6)) == {OTHER, SLIDE}
    assert "As the office has set it" in told
    assert "3 roads shut on 2026-12-05" in told
    for name in (OTHER, "W0003", BRIDGE, SLIDE):
        assert name in told
    assert usable(ground.network, ground.trip("car", DAY).by).sum() < len(ground.network.edges) / 2


@pytest.mark.slow
def test_what_outlasts_a_day_counts_what_is_shut_until_opened_and_rain_only_when_asked(office):
    ground, told = counted(office, None, BRIDGE)
    assert ground.closed("car") == {OTHER, BRIDGE}
    assert not ground.trip("car").by.rain
    assert "2 roads shut until somebody opens them" in told
    wet, told = counted(office, None, BRIDGE, rain=True)
    assert wet.closed("car") == {OTHER, BRIDGE, SLIDE}
    assert wet.trip("car").by.rain
    assert wet.fingerprint != ground.fingerprint
    assert "rain" in told


def test_with_nothing_set_and_nothing_asked_nothing_is_said(tmp_path):
    ground, told = counted(tmp_path / "none", None)
    assert told == ""
    assert ground.conditions.closures == ()


def test_a_road_the_area_does_not_have_is_refused(tmp_path):
    with pytest.raises(BadInput, match="W9999"):
        counted(tmp_path, None, "W9999")


@pytest.mark.parametrize("verb", [["propose", "luoyan"], ["demo", "--out", "out"]])
def test_both_commands_take_the_words(tmp_path, monkeypatch, capsys, verb):
    monkeypatch.chdir(tmp_path)
    asked = [*verb, "--closed", "W9999", "--rain", "--store", str(tmp_path), "--lang", "zh"]
    assert main(asked) == 2
    assert "没有这些路段：W9999" in capsys.readouterr().err


def test_a_damaged_file_of_the_office_stops_the_command_in_one_sentence(tmp_path, capsys):
    (tmp_path / "luoyan").mkdir()
    (tmp_path / "luoyan" / "closures.json").write_text("{", encoding="utf-8")
    assert main(["propose", "luoyan", "--store", str(tmp_path), "--lang", "zh"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_demo_counts_the_consents_the_office_has_recorded(tiny_source, tmp_path):
    """A consent withdrawn in the store is withdrawn in the question that demo writes."""
    book = CameraBook().recorded("c5", "agreed", Step("withdrawn", date(2025, 1, 2)))
    set_cameras(tmp_path / "store", "tiny", book)
    out = tmp_path / "out"
    area = ["demo", "--area", str(tiny_source), "--store", str(tmp_path / "store")]
    main([*area, "--out", str(out), "--work", "1"])
    question = json.loads(next(out.rglob("camera*.problem.json")).read_bytes())
    states = {o["consent"] for o in question["options"] if o["pole_id"] == "c5"}
    assert states == {"withdrawn"}
