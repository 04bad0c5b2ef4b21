"""A drawing beside its township: unit codes found, outlines told, cases drawn near by."""

from __future__ import annotations

import geopandas as gpd
import shapely
from shapely.geometry import box
from shapely.ops import split

from geo.repair import DIVIDE, Choice, open_desk, preview
from planner.demand.drawn import township_from, township_of, with_units
from planner.report import case_map, cases
from planner.report.maps import Layer, map_html
from planner.report.maps.geojson import feature_collection
from planner.words import LANGS


def test_units_are_found_by_code_name_own_code_and_place(tiny_area):
    township = township_of(tiny_area)
    right = tiny_area.grids["unit_code"]
    names = right.map(tiny_area.units["name_zh"])
    bare = tiny_area.grids.drop(columns="unit_code")
    renamed = bare.set_axis([f"g{n}" for n in range(len(bare))])
    for drawn in (tiny_area.grids, tiny_area.grids.assign(unit_code=names), bare, renamed):
        assert list(with_units(drawn, township)["unit_code"]) == list(right)
    unknown = with_units(tiny_area.grids.assign(unit_code="x"), township)
    assert set(unknown["unit_code"]) == {"x"}


def test_one_polygon_is_an_outline_and_several_are_units(tiny_area):
    one = gpd.GeoDataFrame(geometry=[tiny_area.boundary], index=["a"], crs=tiny_area.crs)
    assert township_from(one).units is None
    several = township_from(tiny_area.units)
    assert several.expected_codes == tuple(tiny_area.units.index)
    assert shapely.equals(several.boundary, tiny_area.boundary)


def test_a_case_is_told_and_drawn_in_both_languages(tiny_area):
    ids = list(tiny_area.grids.index)
    shapes = dict(zip(ids, tiny_area.grids.geometry, strict=True))
    west, south, _, _ = shapes[ids[0]].bounds
    shapes[ids[0]] = shapes[ids[0]].difference(box(west + 100, south, west + 160, south + 40))
    drawn = tiny_area.grids.set_geometry(list(shapes.values()))
    desk = open_desk(drawn, tiny_area.boundary, units=tiny_area.units, places=tiny_area.places)
    gap = next(case for case in desk.cases if case.kind == "gap")
    assert round(gap.area_m2) == 2400
    for lang in LANGS:
        frames = {"grids": (desk.grids,), "units": (desk.units,), "places": (desk.places,)}
        names = cases.names_of(lang, frames)
        assert "2,400" in cases.what_is_wrong(gap, names, lang)
        layers = case_map.case_layers(desk, gap, names, lang, ground=None, after=None)
        focus = case_map.focus(gap, desk.grids.crs)
        html = map_html(layers, lang=lang, title="x", focus=focus)
        assert f"[{focus[1]}, {focus[0]}]" in html


def test_the_border_of_a_division_is_drawn_inside_the_case_before_it_is_chosen(tiny_area):
    west, south, *_ = tiny_area.boundary.bounds
    corridor = box(west + 1450, south + 450, west + 1550, south + 550)  # on a common border
    shapes = [shape.difference(corridor) for shape in tiny_area.grids.geometry]
    desk = open_desk(tiny_area.grids.set_geometry(shapes), tiny_area.boundary)
    gap = next(case for case in desk.cases if case.kind == "gap")
    assert DIVIDE in {option.receiver for option in gap.options}
    names = cases.names_of("zh", {"grids": (desk.grids,)})
    divided = preview(desk, gap.case_id, Choice(DIVIDE))
    layers = case_map.case_layers(desk, gap, names, "zh", ground=None, after=None, divided=divided)
    (line,) = next(layer for layer in layers if layer.style == "half_way").frame.geometry
    assert line.within(gap.geometry)
    assert len(split(gap.geometry.buffer(-0.1), line).geoms) == 2


def test_what_is_looked_at_closely_keeps_its_millimetres():
    frame = gpd.GeoDataFrame(geometry=[box(104.2, 28.2, 104.2000001, 28.2000001)], crs=4326)
    assert "104.2000001" in feature_collection(Layer("fault", "", frame, thin="exact"))
    assert "104.2000001" not in feature_collection(Layer("fault", "", frame, thin="no"))
