"""Lines of the land: shores and borders of villager groups beside roads and streams."""

from __future__ import annotations

import json
from dataclasses import replace

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import Point

from geo.basic_units import Cutting, basic_units
from geo.borders import Land
from geo.contract import SchemaError
from geo.land import land_lines
from geo.load import load_area
from geo.schema import GROUPS


@pytest.fixture
def grouped(tiny_area):
    """The drawn township with every unit in two villager groups, west and east of its middle."""
    rows = []
    for code, unit in tiny_area.units.geometry.items():
        west, south, east, north = unit.bounds
        middle = (west + east) / 2
        halves = [(west, middle), (middle, east)]
        rows += [
            (f"{code}-{n}", code, (unit & shapely.box(a, south, b, north)).buffer(0))
            for n, (a, b) in enumerate(halves)
        ]
    ids, codes, shapes = zip(*rows, strict=True)
    frame = gpd.GeoDataFrame(
        {"group_id": ids, "unit_code": codes}, geometry=list(shapes), crs=tiny_area.crs
    )
    return replace(tiny_area, groups=GROUPS.check(frame, "groups"))


def test_an_area_without_waters_and_groups_has_roads_and_streams_only(tiny_area):
    dry = replace(tiny_area, reservoirs=tiny_area.reservoirs.iloc[:0])
    assert set(land_lines(dry)) == {"road", "stream"}


def test_a_shore_is_the_whole_outline_of_its_water_under_its_name(tiny_area):
    shores = land_lines(tiny_area)["shore"]
    waters = tiny_area.reservoirs
    assert shapely.equals(shores.union_all(), shapely.union_all(waters.boundary.to_numpy()))
    assert list(shores["name_zh"]) == list(waters["name_zh"])


def test_the_border_of_two_groups_is_drawn_once_and_has_no_name(grouped):
    lines = land_lines(grouped)["group"]
    outlines = shapely.union_all(grouped.groups.boundary.to_numpy())
    within = shapely.difference(outlines, grouped.units.boundary.union_all().buffer(1e-6))
    assert lines.length.sum() == pytest.approx(within.length, abs=1e-3)
    assert shapely.hausdorff_distance(lines.union_all(), within) < 1e-3
    assert lines[["name_zh", "name_en"]].isna().all(axis=None)


def test_pieces_of_a_village_do_not_cross_a_group_border_and_following_it_is_natural(grouped):
    code = grouped.units.index[0]
    mine = grouped.grids[grouped.grids["unit_code"] == code]
    homes = shapely.points(shapely.get_coordinates(mine.geometry.iloc[0].centroid))
    lines = land_lines(grouped)
    cutting = Cutting(smallest_m2=1e-3, smallest_empty_m2=1e-3)
    fine = basic_units(mine.geometry, Land(lines, None), homes, cutting, across_zones=True)
    halves = grouped.groups.geometry[grouped.groups["unit_code"] == code]
    for piece in fine.pieces.geometry:
        shares = [piece.intersection(half).area / piece.area for half in halves]
        assert max(shares) == pytest.approx(1, abs=1e-4)
    plain = {kind: frame for kind, frame in lines.items() if kind != "group"}
    coarse = basic_units(mine.geometry, Land(plain, None), homes, cutting, across_zones=True)
    assert len(fine.pieces) > len(coarse.pieces)
    west, _, east, _ = grouped.units.geometry[code].bounds
    spots = shapely.get_coordinates(fine.pieces.geometry.representative_point().to_numpy())
    side = spots[:, 0] < (west + east) / 2
    a, b = fine.borders["a"].to_numpy(), fine.borders["b"].to_numpy()
    over = fine.borders[side[a] != side[b]]
    assert len(over)
    assert over["natural_m"].to_numpy() == pytest.approx(over["metres"].to_numpy(), rel=0.01)


def test_a_group_needs_an_id_and_a_unit():
    bare = gpd.GeoDataFrame({"group_id": ["g"]}, geometry=[Point(0, 0).buffer(1)], crs="EPSG:4544")
    with pytest.raises(SchemaError, match="unit_code"):
        GROUPS.check(bare, "groups.geojson")


def test_groups_are_a_layer_of_an_area_folder_and_must_name_a_unit_there(grouped, tiny_folder):
    groups = grouped.groups.reset_index().to_crs("EPSG:4490")
    area_file = tiny_folder / "area.json"
    facts = json.loads(area_file.read_text(encoding="utf-8"))
    facts["layers"]["groups"] = "groups.geojson"
    area_file.write_text(json.dumps(facts), encoding="utf-8")
    (tiny_folder / "groups.geojson").write_text(groups.to_json(drop_id=True), encoding="utf-8")
    assert sorted(load_area(tiny_folder).groups.index) == sorted(grouped.groups.index)
    groups["unit_code"] = "999999999999"
    (tiny_folder / "groups.geojson").write_text(groups.to_json(drop_id=True), encoding="utf-8")
    with pytest.raises(SchemaError, match="999999999999"):
        load_area(tiny_folder)
