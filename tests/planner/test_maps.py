"""Maps: nothing from outside, every string escaped, the same bytes for the same data."""

from __future__ import annotations

import io
import json
import os
import re

import folium
import folium.plugins
import geopandas as gpd
import numpy as np
import pytest
import shapely
from folium.elements import JSCSSMixin
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import sync_playwright
from pyproj import CRS

from geo.terrain import Terrain
from planner.demand.ground import load_ground
from planner.report import atlas
from planner.report.maps import (
    STYLES,
    About,
    AssetError,
    Layer,
    assets,
    escaped,
    map_html,
    relief,
    thinned_cover,
)
from planner.report.maps.geojson import feature_collection
from planner.report.maps.styles import DASHES, PALETTE, style_of

PAYLOADS = [
    "<img src=x onerror='window.hacked=1'>",
    '"><script>window.hacked=1</script>',
    "</script><script>window.hacked=1</script>",
    "${window.hacked=1}",
    "`+(window.hacked=1)+`",
    "` back`tick",
    "\\u003cimg src=x onerror=window.hacked=1\\u003e",
    "\\",
    "{{ 7*7 }}",
    "{% raw %}",
    "'+alert(1)+'",
    "';window.hacked=1;//",
    "javascript:window.hacked=1",
    "]]>",
    "-->",
    "\u2028window.hacked=1\u2029",
]


def square(x: float, y: float, size: float = 0.01) -> shapely.Polygon:
    return shapely.box(x, y, x + size, y + size)


def frame(names: list[str], shapes: list[shapely.Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"name": names}, geometry=shapes, crs="EPSG:4326")


def every_sink(payload: str) -> str:
    """A map with the payload in every place where a string of data or words can stand."""
    areas = frame([payload], [square(104.2, 28.2)])
    points = frame([payload], [shapely.Point(104.205, 28.205)])
    tips = ((("name"), payload),)
    layers = [
        Layer("grid", payload, areas, tips),
        Layer("place", payload, points, tips),
        Layer("site", payload, points, tips),
        Layer("stop", payload, points, tips, text="name"),
        Layer("unit_name", payload, points, text="name"),
    ]
    about = About(payload, payload, payload, payload, example=True)
    return map_html(layers, lang="zh", title=payload, about=about, assets="inline")


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>\"'`\\${}&%"))))
def test_escaped_text_holds_no_character_that_any_sink_could_read(text):
    safe = escaped(text)
    assert not set(safe) & set("<>\"'`\\${}")
    assert all(char.isprintable() for char in safe)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stands_raw_nowhere_on_the_page(payload):
    html = every_sink(payload)
    plain = every_sink("plain")
    assert html.count("window.hacked") <= html.count("onerror") + 40
    if any(char in payload for char in "<`${"):
        assert payload not in html
    assert html.count("<script") == plain.count("<script")
    assert html.count("</script") == plain.count("</script")
    assert "49" not in re.findall(r"<h1>(.*?)</h1>", html)[0].replace("&#49;", "")


@pytest.mark.browser
def test_no_payload_runs_in_a_browser_and_the_map_is_still_drawn(tmp_path):
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND"],
        )
        page = browser.new_page()
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        for number, payload in enumerate(PAYLOADS):
            path = tmp_path / f"{number}.html"
            path.write_text(every_sink(payload), encoding="utf-8")
            page.goto(path.as_uri())
            page.wait_for_selector(".leaflet-container path")
            page.mouse.move(640, 360)
            page.mouse.move(643, 362)
            page.wait_for_timeout(60)
            assert page.evaluate("window.hacked") is None, payload
            # what the reader sees is the text itself
            shown = page.inner_text("h1")
            assert shown == " ".join(escaped_as_read(payload).split()), payload
        browser.close()
    assert not broken


def escaped_as_read(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def test_every_folium_class_loads_from_here_or_is_refused():
    refused = 0
    for kind in assets._kinds(JSCSSMixin):
        for name, address in (*kind.default_js, *kind.default_css):
            if name in assets.TABLE:
                assert address == assets.SERVED + assets.TABLE[name]
            else:
                refused += 1
    assert refused > 20


def test_the_table_names_only_files_that_are_shipped():
    for path in assets.TABLE.values():
        assert (assets.VENDOR / path).is_file(), path


def test_an_element_whose_assets_are_not_shipped_stops_the_map():
    canvas = folium.Map(tiles=None)
    folium.plugins.MarkerCluster().add_to(canvas)
    with pytest.raises(AssetError, match="MarkerCluster"):
        assets.require_shipped(canvas.get_root())


def test_a_link_put_back_to_a_public_network_stops_the_map(monkeypatch):
    links = [(name, address) for name, address in folium.Map.default_js if name != "leaflet"]
    leaflet = ("leaflet", "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js")
    monkeypatch.setattr(folium.Map, "default_js", [leaflet, *links])
    with pytest.raises(AssetError, match=r"cdn\.jsdelivr\.net"):
        map_html([], lang="zh", title="")


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.jsdelivr.net/x.js"></script>',
        "<script src=//cdnjs.cloudflare.com/x.js></script>",
        '<link rel="stylesheet" href="http://example.org/x.css"/>',
        '<img alt="" src = "https://example.org/x.png">',
        "<style>a { background: url(//example.org/x.png) }</style>",
        '<style>@import "https://example.org/x.css";</style>',
    ],
)
def test_anything_loaded_from_outside_is_found(html):
    with pytest.raises(AssetError):
        assets.require_offline(html)


@pytest.fixture(scope="module")
def ground(tiny_source):
    return load_ground(tiny_source)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_map_has_the_same_bytes(ground, lang):
    def drawn() -> str:
        return map_html(
            atlas.overview_layers(ground, lang),
            lang=lang,
            title="t",
            about=atlas.about(ground.area, lang),
            relief=atlas.background(ground.area),
        )

    assert drawn() == drawn()


def test_a_map_alone_links_to_nothing(ground):
    layers = atlas.household_layers(ground, "en")
    html = map_html(layers, lang="en", title="t", assets="inline")
    assert assets.SERVED not in html
    assert "sourceMappingURL" not in html
    assert not re.search(r"<(script|link)[^>]+(src|href)=", html)


def test_a_served_map_links_only_to_shipped_files(ground):
    html = map_html(atlas.overview_layers(ground, "zh"), lang="zh", title="t")
    links = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', html)
    assert len(links) >= 3
    assert all(link.startswith(assets.SERVED) for link in links)
    assert '<html lang="zh-CN">' in html
    assert "user-scalable=no" not in html
    assert "setPrefix(false)" in html


def test_an_empty_map_says_so_and_is_a_page():
    html = map_html([], lang="en", title="nothing")
    assert "Nothing to draw" in html
    assert html.startswith("<!DOCTYPE html>")


def test_example_data_is_marked_and_real_data_is_not():
    layers = [Layer("grid", "g", frame(["a"], [square(104, 28)]))]
    marked = map_html(layers, lang="zh", title="t", about=About(example=True))
    plain = map_html(layers, lang="zh", title="t", about=About(example=False))
    assert "示例数据" in marked
    assert "示例数据" not in plain


def test_a_shared_border_stays_shared_after_thinning(ground):
    cover = thinned_cover(ground.area.grids)
    assert shapely.coverage_is_valid(cover.geometry.to_numpy())
    assert len(cover) == len(ground.area.grids)


def test_coordinates_have_five_decimals_and_places_keep_their_position():
    points = frame(["a"], [shapely.Point(104.123456789, 28.987654321)])
    data = json.loads(feature_collection(Layer("place", "p", points, (("name", "n"),))))
    assert data["features"][0]["geometry"]["coordinates"] == [104.12346, 28.98765]


def test_a_layer_without_tips_is_one_shape(ground):
    data = json.loads(feature_collection(Layer("building", "b", ground.area.buildings)))
    assert len(data["features"]) == 1
    assert data["features"][0]["geometry"]["type"] == "MultiPolygon"
    assert len(data["features"][0]["geometry"]["coordinates"]) == len(ground.area.buildings)


def test_a_frame_without_coordinate_system_is_refused():
    lost = gpd.GeoDataFrame({"name": ["a"]}, geometry=[square(0, 0)])
    with pytest.raises(ValueError, match="coordinate system"):
        map_html([Layer("grid", "g", lost)], lang="en", title="t")


def test_fifty_crews_and_fifty_lines_all_look_different():
    for name in ("route", "reading"):
        looks = {(style_of(name, n).colour, style_of(name, n).dash) for n in range(49)}
        assert len(looks) == len(PALETTE) * len(DASHES) == 49


@pytest.mark.parametrize("name", sorted(STYLES))
def test_every_style_can_be_drawn_with_its_legend(name):
    shape = {"area": square(104, 28), "line": shapely.LineString([(104, 28), (105, 29)])}
    style = style_of(name)
    geometry = shape.get(style.shape, shapely.Point(104, 28))
    layer = Layer(name, "the legend", frame(["x"], [geometry]), (("name", "n"),), text="name")
    html = map_html([layer], lang="en", title="t")
    assert "the legend" in html
    assert 'data-layer="layer0"' in html


def hill(side: int = 60) -> Terrain:
    """A round hill in the middle of a plain."""
    y, x = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j]
    heights = (400 * np.exp(-4 * (x**2 + y**2))).astype(np.float32)
    return Terrain(heights, 430_000.0, 3_100_000.0, 30.0, 30.0, CRS("EPSG:4544"))


def test_the_relief_is_lit_from_the_north_west_and_lies_where_the_hill_is():
    terrain = hill()
    west, south, east, north = terrain.bounds
    corners = gpd.GeoSeries([shapely.box(west, south, east, north)], crs=terrain.crs)
    bounds = tuple(corners.to_crs("EPSG:4326").total_bounds.tolist())
    made = relief(terrain, bounds)
    assert made is not None
    assert made.bounds == bounds
    picture = np.asarray(Image.open(io.BytesIO(made.png)).convert("L")).astype(float)
    rows, columns = picture.shape
    north_west = picture[rows // 4 : rows // 2 - 3, columns // 4 : columns // 2 - 3].mean()
    south_east = picture[rows // 2 + 3 : -rows // 4, columns // 2 + 3 : -columns // 4].mean()
    assert north_west > south_east + 30


def test_no_relief_where_there_is_no_height():
    assert relief(hill(), (0.0, 0.0, 0.1, 0.1)) is None


def test_three_hundred_grids_stay_light():
    side = 18
    shapes = [square(104 + 0.01 * c, 28 + 0.01 * r) for r in range(side) for c in range(side)]
    dense = shapely.segmentize(np.array(shapes), 0.0004)
    grids = frame([f"网格{n}" for n in range(len(shapes))], list(dense))
    layer = Layer("grid", "g", grids, (("name", "n"),), thin="cover")
    assert len(map_html([layer], lang="zh", title="t")) < 250_000
