"""Zones on the page of cameras: drawn, loaded, refused, taken out, and what they shut out."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import box

from geo.load import load_area
from pages.ui import state
from pages.ui.plain import plain
from planner.demand.camera_zones import OwnZone
from planner.report.roads import corner_of
from planner.road import load_ground
from planner.store.office import keep
from planner.store.zones import own_zones, set_zones
from planner.words import LANGS, say
from tests.conftest import at
from tests.pages.test_cameras_page import office, opened, press, texts

__all__ = ["office"]  # the fixture, for the tests below
pytestmark = pytest.mark.filterwarnings("ignore")
WARD = "Ward"
NO_REASON = plain(say("input.zone_reason", "en", number=1, most=80))


def drawn_at_c5(source) -> dict[str, list[tuple[float, float]]]:
    """What the map tells of a square around the pole c5."""
    x, y = corner_of(load_ground(source))
    ring = box(*at(855, 740), *at(865, 750)).exterior.coords[:-1]
    return {"tiny": [(float(a - x), float(b - y)) for a, b in ring]}


def with_drawn(source, lang: str = "en"):
    app = opened(lang, part="law")
    app.session_state["zone-drawn"] = drawn_at_c5(source)
    return app.run()


def excluded(app, lang: str = "en"):
    head = say("col.camera_views", lang)
    return next(t.value for t in app.dataframe if head in t.value.columns)


@pytest.mark.parametrize("lang", LANGS)
def test_a_drawn_zone_is_kept_with_its_reason_and_shuts_the_pole_out(office, tiny_source, lang):
    app = with_drawn(tiny_source, lang)
    app.text_input(key="zone-reason").set_value(WARD)
    app = press(app, "zones.keep", lang)
    assert say("zones.kept", lang, count=1) in texts(app)
    (zone,) = own_zones(office, "tiny")
    assert (zone.kind, zone.reason) == ("art8_private", WARD)
    table = excluded(app, lang)
    mine = table[table[say("col.code", lang)] == "c5"]
    assert (mine[say("col.camera_article", lang)] == say("article.8", lang)).any()
    assert mine[say("col.camera_reason", lang)].str.contains(WARD).any()
    assert not any(b.label == say("zones.keep", lang) for b in app.button)


def test_a_zone_without_a_reason_or_with_a_person_in_it_is_refused_and_still_there(
    office, tiny_source
):
    app = press(with_drawn(tiny_source), "zones.keep")
    assert NO_REASON in app.error[0].value
    app.text_input(key="zone-reason").set_value("王小明 13800138000")
    app = press(app, "zones.keep")
    assert app.error
    assert "13800138000" not in app.error[0].value
    assert own_zones(office, "tiny") == ()
    app = press(app, "zones.drop")
    assert not any(b.label == say("zones.keep", "en") for b in app.button)


def test_zones_are_loaded_from_a_file_and_taken_out_again(office, tiny_source):
    crs = load_area(tiny_source).crs
    shapes = [box(*at(855, 740), *at(865, 750)), box(*at(300, 300), *at(310, 310))]
    frame = gpd.GeoDataFrame({"reason": ["", "Bath"]}, geometry=shapes, crs=crs)
    content = frame.to_crs("EPSG:4490").to_json().encode()
    app = opened("en", part="law")
    given = next(up for up in app.file_uploader if up.label == say("zones.file", "en"))
    app = given.set_value(("zones.geojson", content, "application/json")).run()
    assert say("data.refused", "en") in texts(app)  # which system, and what is there
    app.selectbox(key="zone-system").set_value("EPSG:4490").run()
    assert NO_REASON in texts(app)
    app.text_input(key="zone-file-reason").set_value(WARD).run()
    keep_all = next(b for b in app.button if b.label == say("zones.keep_all", "en", count=2))
    app = keep_all.click().run()
    assert [zone.reason for zone in own_zones(office, "tiny")] == [WARD, "Bath"]
    app.multiselect(key="zone-out-tiny-2").set_value(["B001"]).run()
    app = press(app, "zones.out")
    assert [zone.zone_id for zone in own_zones(office, "tiny")] == ["B002"]
    assert say("zones.changed", "en") in texts(app)


def test_zones_that_cannot_be_read_are_told_and_can_be_begun_anew(office):
    keep(office, "tiny", "camera_zones", 3)
    app = opened("en", part="law")
    assert say("input.zones_damaged", "en") in texts(app)
    press(app, "zones.anew")
    assert own_zones(office, "tiny") == ()


def test_a_camera_by_hand_into_a_drawn_zone_is_refused_with_the_article(office):
    shape = gpd.GeoSeries([box(*at(877, 742), *at(883, 748))], crs="EPSG:4544").to_crs("EPSG:4490")
    set_zones(state.OFFICE, "tiny", [OwnZone("B001", "art8_private", WARD, shape.iloc[0].wkt)])
    app = opened(part="hand", pole="c5", turn="90", px="20")
    assert "art\\. 8 of Decree 799" in app.error[0].value
