"""The page of speeds and times: a speed changed and set back, terrain brought, what is missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from geo.terrain import Terrain, build_terrain, write_geotiff
from pages.ui import state
from planner.demand.ground import load_ground
from planner.demand.speed_table import OwnSpeed
from planner.store import office
from planner.store.as_set import as_set
from planner.store.travel import (
    OwnTerrain,
    forget_terrain,
    keep_speed,
    keep_terrain,
    own_speeds,
    own_terrain,
)
from planner.words import LANGS, say
from tests.pages.looking import opened, text

ROOT = Path(__file__).resolve().parents[2]
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")
PAGE = "township/travel"
PARTS = ("speeds", "check", "terrain")


@pytest.fixture
def kept(monkeypatch, tmp_path) -> Path:
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    return tmp_path / "office"


@pytest.fixture
def tiny(monkeypatch, tiny_source, kept) -> Path:
    areas = {"luoyan": tiny_source, "liechtenstein": ROOT / "no" / "such" / "folder"}
    monkeypatch.setattr(state, "AREAS", areas)
    return kept


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_page_opens_in_both_languages(tiny, lang, part):
    app = opened(PAGE, lang, part=part)
    assert app.title[0].value == say("page.travel", lang)
    assert say("app.unexpected", lang) not in text(app)


def test_a_speed_is_entered_with_a_note_and_set_back(tiny):
    area_id = load_ground(state.AREAS["luoyan"]).area.area_id
    app = opened(PAGE, "zh", part="speeds", speed_mode="motorbike")
    number = next(box for box in app.number_input if box.key.startswith("kmh-"))
    goes = next(box for box in app.checkbox if box.key.startswith("goes-"))
    note = next(box for box in app.text_input if box.key.startswith("note-"))
    goes.check()
    number.set_value(12.5)
    note.input("两趟实测取平均")
    next(button for button in app.button if button.label == say("speeds.save", "zh")).click()
    app.run()
    assert say("speeds.saved", "zh") in text(app)
    (speed,) = own_speeds(tiny, area_id)
    assert (speed.mode, speed.kmh, speed.note) == ("motorbike", 12.5, "两趟实测取平均")
    table = app.dataframe[0].value
    assert say("provenance.entered", "zh") in set(table[say("col.origin", "zh")])
    next(button for button in app.button if button.key == "speed-back").click()
    app.run()
    assert own_speeds(tiny, area_id) == ()


def test_a_note_that_names_a_person_is_refused_with_the_reason(tiny):
    app = opened(PAGE, "zh", part="speeds", speed_mode="motorbike")
    next(box for box in app.text_input if box.key.startswith("note-")).input("问 13888880000")
    next(box for box in app.checkbox if box.key.startswith("goes-")).check()
    next(button for button in app.button if button.label == say("speeds.save", "zh")).click()
    app.run()
    assert say("input.speed_person", "zh") in text(app)
    assert not list(tiny.rglob("speeds.json"))


def test_settings_that_cannot_be_read_are_said_and_can_be_set_back(tiny):
    area_id = load_ground(state.AREAS["luoyan"]).area.area_id
    office.keep(tiny, area_id, "speeds", "nonsense")
    app = opened(PAGE, "zh", part="speeds")
    assert say("app.office_ignored", "zh") in text(app)
    next(button for button in app.button if button.key == "speed-back-all").click()
    app.run()
    assert say("app.office_ignored", "zh") not in text(app)


def test_terrain_that_cannot_be_read_is_said_and_can_be_dropped(tiny):
    area_id = load_ground(state.AREAS["luoyan"]).area.area_id
    office.keep(tiny, area_id, "terrain", {"files": 5})
    app = opened(PAGE, "zh", part="terrain")
    assert say("app.office_ignored", "zh") in text(app)
    next(button for button in app.button if button.key == "terrain-drop").click()
    app.run()
    assert say("app.office_ignored", "zh") not in text(app)


@pytest.mark.parametrize("part", ["speeds", "check", "terrain"])
def test_an_area_without_roads_says_what_is_missing(tiny, tmp_path, monkeypatch, part):
    bare = tmp_path / "bare"
    shutil.copytree(state.AREAS["luoyan"], bare)
    facts = json.loads((bare / "area.json").read_text(encoding="utf-8"))
    for name in ("roads", "osm", "terrain"):
        facts["layers"].pop(name, None)
    (bare / "area.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setattr(state, "AREAS", {**state.AREAS, "luoyan": bare})
    app = opened(PAGE, "zh", part=part)
    assert say("app.unexpected", "zh") not in text(app)
    missing = say("common.no_layer", "zh", layer=say("layer.roads", "zh"))
    assert (missing if part != "terrain" else say("terrain.none", "zh")) in text(app)


def test_the_speeds_of_the_office_count_on_the_other_pages(tiny):
    ground = load_ground(state.AREAS["luoyan"])
    name = ground.network.edges["road_class"].iat[0]
    keep_speed(tiny, ground.area.area_id, OwnSpeed("car", name, 6.0, note="实测"))
    found = as_set(ground, tiny)
    assert found.profile("car").speeds != ground.profile("car").speeds


def test_terrain_is_kept_counts_for_the_roads_and_can_be_dropped(tmp_path):
    ground = load_ground(ROOT / "data" / "boundaries")
    area = ground.area
    assert area.terrain is not None
    flat = Terrain(
        np.full(area.terrain.heights.shape, 700, np.float32),
        area.terrain.west,
        area.terrain.north,
        area.terrain.cell_x_m,
        area.terrain.cell_y_m,
        area.terrain.crs,
    )
    own = OwnTerrain(*build_terrain({"平地.tif": write_geotiff(flat)}, area.crs))
    keep_terrain(tmp_path, area.area_id, own)
    again = own_terrain(tmp_path, area)
    assert again is not None
    assert again.making == own.making
    assert (again.terrain.heights == own.terrain.heights).all()
    level = as_set(ground, tmp_path)
    assert level.network.edges["climb_m"].sum() < 1e-6
    assert ground.network.edges["climb_m"].sum() > 1000
    assert level.area.fingerprint != area.fingerprint
    assert (level.network.edges.index == ground.network.edges.index).all()
    forget_terrain(tmp_path, area.area_id)
    assert as_set(ground, tmp_path) is ground


@pytest.mark.parametrize("part", ["speeds", "check", "isochrones"])
def test_a_part_that_counts_households_says_how_sure_they_are(tiny, part):
    lines = [caption.value for caption in opened(PAGE, "zh", part=part).caption]
    told = [line for line in lines if say("origins.counts", "zh") in line]
    assert told
    assert all(say("provenance.guessed", "zh") in line for line in told)
