"""Zones an office draws: what is refused, what they shut out, what stays after the store."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import box

from geo.contract import InputError
from geo.export import write_geopackage
from geo.zone_files import read_zones
from planner.demand.camera import camera_question
from planner.demand.camera_zones import ZONES_MOST, added, from_plain, to_plain, with_zones
from planner.demand.ground import Ground, load_ground
from planner.demand.settings import CameraSettings
from planner.judge.camera_law import breaches
from planner.report.camera_law import exclusion_table
from planner.report.camera_zones import drawing_base, drawing_state, drawn_shape, zone_table
from planner.report.roads import corner_of
from planner.store.as_set import as_set
from planner.store.office import keep
from planner.store.zones import own_zones, set_zones
from planner.words import LANGS, say
from tests.conftest import at

SETTINGS = CameraSettings(max_cameras=4, px_per_m=20.0)
REASON = "Ward"


@pytest.fixture
def ground(tiny_source) -> Ground:
    return load_ground(tiny_source)


def around(x: float, y: float, half: float = 5.0) -> shapely.Polygon:
    return box(*at(x - half, y - half), *at(x + half, y + half))


def broken(ground: Ground, pole: str) -> set[tuple[str, str, str]]:
    problem, _ = camera_question(ground, SETTINGS)
    mine = [option for option in problem.options if option.pole_id == pole]
    return {(b.rule, b.article, b.detail) for option in mine for b in breaches(option)}


def test_a_zone_drawn_around_a_pole_shuts_it_out_with_its_article(ground):
    assert broken(ground, "c5") == set()
    zones = added((), ground.area, [(around(860, 745), "art8_private", REASON)])
    assert ("no_camera_zone", "8", "stands") in broken(with_zones(ground, zones), "c5")


def test_a_zone_drawn_in_the_view_shuts_out_only_what_looks_into_it(ground):
    """East of the pole, near enough for a person to be made out."""
    before = camera_question(ground, SETTINGS)[0].options
    zones = added((), ground.area, [(around(880, 745, 3), "art8_private", REASON)])
    after = camera_question(with_zones(ground, zones), SETTINGS)[0].options
    changed = {
        new.heading_deg
        for old, new in zip(before, after, strict=True)
        if new.pole_id == "c5" and new.sees_private_zone and not old.sees_private_zone
    }
    assert 90 in changed
    assert not changed & {225, 270, 315}


def test_a_drawn_consent_zone_asks_where_no_consent_was_needed(ground):
    assert ("consent", "10", "not_asked") not in broken(ground, "c1")
    zones = added((), ground.area, [(around(720, 756), "consent_required", REASON)])
    assert ("consent", "10", "not_asked") in broken(with_zones(ground, zones), "c1")


@pytest.mark.parametrize("lang", LANGS)
def test_the_exclusions_name_the_zone_and_the_list_says_whose_it_is(ground, lang):
    zones = added((), ground.area, [(around(860, 745), "art8_private", REASON)])
    now = with_zones(ground, zones)
    problem, context = camera_question(now, SETTINGS)
    table = exclusion_table(problem, context, lang)
    mine = table[table[say("col.code", lang)] == "c5"]
    assert mine[say("col.camera_reason", lang)].str.endswith(REASON).all()
    assert (mine[say("col.camera_article", lang)] == say("article.8", lang)).all()
    listed = zone_table(now, {zone.zone_id for zone in zones}, lang).set_index(
        say("col.code", lang)
    )
    assert listed[say("col.zone_from", lang)].to_dict() == {
        "z1": say("zone.given", lang),
        "B001": say("zone.own", lang),
    }
    assert listed.loc["B001", say("col.zone_m2", lang)] == 100
    assert listed.loc["B001", say("col.zone_poles", lang)] == 1


def test_what_is_drawn_on_the_map_lies_where_it_was_drawn(ground):
    x, y = corner_of(ground)
    shape = drawn_shape(ground, [(10, 10), (20, 10), (20, 20)])
    assert shape.equals(shapely.Polygon([(x + 10, y + 10), (x + 20, y + 10), (x + 20, y + 20)]))
    base, state = drawing_base(ground, "en"), drawing_state(ground, {"z1"}, [(1, 2)], "en")
    assert len(base["poles"]) == len(ground.area.poles)
    assert len(base["houses"]) == len(ground.area.buildings)
    assert state["zones"][0][:2] == ["art8_private", True]
    assert state["drawn"] == [[1, 2]]


def test_zones_stay_after_the_store_and_count_in_every_question(ground, tmp_path):
    part = shapely.MultiPolygon([around(860, 745), around(300, 300)])
    zones = added((), ground.area, [(part, "art8_private", "  a   ward ")])
    assert [(z.zone_id, z.reason) for z in zones] == [("B001", "a ward"), ("B002", "a ward")]
    more = added(zones, ground.area, [(around(400, 400), "consent_required", REASON)])
    set_zones(tmp_path, ground.area.area_id, more)
    assert own_zones(tmp_path, ground.area.area_id) == more == from_plain(to_plain(more))
    now = as_set(ground, tmp_path)
    assert list(now.area.zones.index) == ["z1", "B001", "B002", "B003"]
    assert now.area.fingerprint != ground.area.fingerprint
    assert now.area.files_fingerprint == ground.area.files_fingerprint
    moved = shapely.hausdorff_distance(now.area.zones.geometry["B001"], around(860, 745))
    assert moved < 0.001
    assert with_zones(ground, ()) is ground


def test_a_zone_of_the_area_is_never_replaced_by_one_of_the_same_id(ground):
    zones = added((), ground.area, [(around(860, 745), "art8_private", REASON)])
    mine = [replace(zones[0], zone_id="z1")]
    now = with_zones(ground, mine).area.zones
    assert now.index.is_unique
    assert now.geometry["z1"].equals(ground.area.zones.geometry["z1"])


@pytest.mark.parametrize(
    ("shape", "kind", "reason", "code"),
    [
        (around(860, 745), "art8_private", " ", "zone_reason"),
        (around(860, 745), "art8_private", "x" * 81, "zone_reason"),
        (around(860, 745), "art8_private", "王小明 13800138000", "person_text"),
        (around(860, 745), "yard", REASON, "zone_kind"),
        (around(860, 745, 0.3), "art8_private", REASON, "zone_shape"),
        (shapely.Point(at(1, 1)), "art8_private", REASON, "zone_shape"),
        (
            shapely.Polygon([at(0, 0), at(9, 9), at(9, 0), at(0, 9)]),
            "art8_private",
            REASON,
            "zone_shape",
        ),
        (around(90_000, 745), "art8_private", REASON, "zone_outside"),
    ],
)
def test_a_zone_that_makes_no_sense_is_refused_by_code(ground, shape, kind, reason, code):
    with pytest.raises(InputError) as told:
        added((), ground.area, [(shape, kind, reason)])
    assert told.value.code == code


def test_more_zones_than_can_be_kept_are_refused(ground):
    shapes = [(around(860, 745), "art8_private", REASON)] * (ZONES_MOST + 1)
    with pytest.raises(InputError) as told:
        added((), ground.area, shapes)
    assert told.value.code == "zones_many"


@pytest.mark.parametrize(
    "value",
    [
        3,
        [{"zone_id": "B001"}],
        [{"zone_id": "B001", "kind": "yard", "reason": "a", "shape": "POINT (1 1)"}],
        [{"zone_id": "B001", "kind": "art8_private", "reason": "a", "shape": "POLYGON (("}],
        [{"zone_id": "B001", "kind": "art8_private", "reason": "a", "shape": "POINT (1 1)"}],
    ],
)
def test_zones_that_cannot_be_read_are_told(tmp_path, value):
    keep(tmp_path, "tiny", "camera_zones", value)
    with pytest.raises(InputError) as told:
        own_zones(tmp_path, "tiny")
    assert told.value.code == "zones_damaged"


def near(ground: Ground) -> shapely.Geometry:
    return shapely.geometrycollections(list(ground.area.units.to_crs("EPSG:4490").geometry))


def layer(ground: Ground, **columns: list[str]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        columns, geometry=[around(860, 745), around(300, 300)], crs=ground.area.crs
    )


def test_zones_come_from_geojson_and_geopackage_alike(ground, tmp_path):
    frame = layer(ground, 类型=["禁装区", "consent_required"], 原因=["Ward", "Unit"])
    write_geopackage(tmp_path / "z.gpkg", {"zones": frame})
    sources = {
        "z.gpkg": ((tmp_path / "z.gpkg").read_bytes(), ""),
        "z.geojson": (frame.to_crs("EPSG:4490").to_json().encode(), "EPSG:4490"),
    }
    for name, (content, system) in sources.items():
        found = read_zones(
            {name: content}, layer="", system=system, crs=ground.area.crs, near=near(ground)
        )
        assert list(found["kind"]) == ["art8_private", "consent_required"]
        assert list(found["reason"]) == ["Ward", "Unit"]
        assert shapely.hausdorff_distance(found.geometry.iloc[0], around(860, 745)) < 0.1


def test_degrees_that_may_be_shifted_are_asked_about_and_not_guessed(ground):
    """Small shapes well inside fit WGS-84 and the shifted systems of Chinese maps alike."""
    content = layer(ground).to_crs("EPSG:4326").to_json().encode()
    with pytest.raises(InputError) as told:
        read_zones(
            {"z.geojson": content}, layer="", system="", crs=ground.area.crs, near=near(ground)
        )
    assert told.value.code == "which_system"


def test_a_file_that_names_a_person_is_refused_without_its_text(ground):
    frame = layer(ground, 户主=["张三丰", "李四光"])
    content = frame.to_crs("EPSG:4326").to_json().encode()
    with pytest.raises(InputError) as told:
        read_zones(
            {"z.geojson": content}, layer="", system="", crs=ground.area.crs, near=near(ground)
        )
    assert "张三丰" not in str(told.value)


def test_a_file_without_kind_and_reason_says_neither(ground):
    content = layer(ground, size=["1", "2"]).to_crs("EPSG:4490").to_json().encode()
    found = read_zones(
        {"z.geojson": content}, layer="", system="EPSG:4490", crs=ground.area.crs, near=near(ground)
    )
    assert list(found["kind"]) == list(found["reason"]) == ["", ""]
