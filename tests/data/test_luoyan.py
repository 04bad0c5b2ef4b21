"""The Luoyan example keeps to its facts, tiles exactly and names no person."""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from tests.data.drawn import FOLDER, in_metres, layer, shapes, table, values

EXTENT = (104.1887393715, 28.1553264212, 104.3592713226, 28.272050406)
UNITS = {
    "530623202001": "及第社区",
    "530623202002": "桦槁坪社区",
    "530623202201": "落雁村",
    "530623202202": "龙塘村",
    "530623202203": "保隆村",
    "530623202204": "共和村",
    "530623202205": "天星村",
}
COLUMNS = {
    "units": {"unit_code", "name_zh", "name_en", "kind", "urban_rural", "effective_from"},
    "units_history": {
        "unit_code",
        "name_zh",
        "name_en",
        "kind",
        "urban_rural",
        "set_id",
        "effective_from",
        "effective_to",
    },
    "grids": {"grid_id", "name_zh", "name_en", "kind", "unit_code", "effective_from"},
    "places": {
        "place_id",
        "name_zh",
        "name_en",
        "kind",
        "unit_code",
        "household_count",
        "population_count",
    },
    "sites": {"site_id", "name_zh", "name_en", "kind", "unit_code", "mandatory", "opens", "closes"},
    "roads": {
        "road_id",
        "road_class",
        "name_zh",
        "name_en",
        "bridge",
        "oneway",
        "surface",
        "width_m",
    },
    "streams": {"stream_id", "name_zh", "name_en"},
    "reservoirs": {"reservoir_id", "name_zh", "name_en"},
    "buildings": {"building_id", "kind", "height_m", "place_id"},
    "poles": {"pole_id", "name_zh", "name_en", "height_m", "consent", "legal_class", "power"},
    "no_camera_zones": {"zone_id", "kind", "reason_zh", "reason_en"},
}
TABLES = {
    "incidents": ["place_id", "time_band", "count"],
    "calendar": ["date", "day_type", "note"],
    "crews": [
        "crew_id",
        "name_zh",
        "name_en",
        "kind",
        "size",
        "officers",
        "mode",
        "base_site_id",
        "shift_start",
        "shift_end",
        "home_units",
    ],
    "responders": [
        "post_id",
        "name_zh",
        "name_en",
        "kind",
        "site_id",
        "size",
        "mode",
        "may_lead",
        "capacity_households",
        "home_units",
    ],
}


def segments(polygons, sign: int) -> Counter:
    """Directed segments; a segment and its reverse cancel."""
    total: Counter = Counter()
    for polygon in polygons:
        for part in shapely.get_parts(polygon):
            oriented = shapely.orient_polygons(part)
            for ring in (oriented.exterior, *oriented.interiors):
                xy = list(ring.coords)
                for a, b in itertools.pairwise(xy):
                    total[min(a, b), max(a, b)] += sign if a < b else -sign
    return total


def residue(inner, outer) -> int:
    total = segments(inner, 1)
    total.update(segments(outer, -1))
    return sum(1 for count in total.values() if count)


def test_area_is_130_24_square_kilometres_inside_the_stated_extent():
    assert abs(sum(p.area for p in shapes("units")) - 130.24e6) < 100
    west, south, east, north = shapely.total_bounds([shape(f["geometry"]) for f in layer("units")])
    assert west >= EXTENT[0]
    assert south >= EXTENT[1]
    assert east <= EXTENT[2]
    assert north <= EXTENT[3]
    # Touches the extent approximately: within 0.005 degrees (about 500 m) on every side.
    assert np.abs(np.array([west, south, east, north]) - EXTENT).max() < 0.005


def test_units_have_the_real_codes_and_names():
    assert dict(zip(values("units", "unit_code"), values("units", "name_zh"), strict=True)) == UNITS
    facts = json.loads((FOLDER / "area.json").read_text(encoding="utf-8"))
    assert facts["expected_unit_codes"] == sorted(UNITS)
    assert facts["example"] is True
    assert "示例数据" in facts["attribution"]["zh"]


@pytest.mark.parametrize(
    "measure",
    [lambda f: shape(f["geometry"]), lambda f: in_metres(shape(f["geometry"]))],
    ids=["degrees", "millimetres"],
)
def test_grids_tile_every_unit_edge_by_edge(measure):
    grids = defaultdict(list)
    for feature in layer("grids"):
        polygon = measure(feature)
        assert polygon.geom_type == "Polygon"
        assert polygon.is_valid
        grids[feature["properties"]["unit_code"]].append(polygon)
    for feature in layer("units"):
        unit = measure(feature)
        assert unit.is_valid
        assert residue(grids[feature["properties"]["unit_code"]], [unit]) == 0


def test_edge_cancellation_notices_a_vertex_moved_by_a_tenth_of_a_millimetre():
    first = layer("units")[0]
    unit, code = shape(first["geometry"]), first["properties"]["unit_code"]
    mine = [shape(f["geometry"]) for f in layer("grids") if f["properties"]["unit_code"] == code]
    xy = shapely.get_coordinates(mine[0])
    xy[1] += 1e-9
    assert residue([shapely.set_coordinates(mine[0], xy), *mine[1:]], [unit]) > 0


def test_every_unit_set_of_the_history_tiles_the_same_township():
    sets = defaultdict(list)
    for feature in layer("units_history"):
        sets[feature["properties"]["set_id"]].append(shape(feature["geometry"]))
    assert {key: len(polygons) for key, polygons in sets.items()} == {
        "before-2010": 5,
        "2010": 6,
        "2021": 7,
    }
    township = shapely.coverage_union_all([shape(f["geometry"]) for f in layer("units")])
    for polygons in sets.values():
        assert residue(polygons, [township]) == 0


def test_grid_codes_are_unit_code_plus_three_digits_from_one():
    codes = defaultdict(list)
    for f in layer("grids"):
        p = f["properties"]
        assert len(p["grid_id"]) == 15
        assert p["grid_id"][:12] == p["unit_code"]
        codes[p["unit_code"], p["kind"]].append(int(p["grid_id"][12:]))
    for (_, kind), numbers in codes.items():
        first = {"base": 1, "special": 901}[kind]
        assert sorted(numbers) == list(range(first, first + len(numbers)))
    kinds = Counter(values("grids", "kind"))
    assert 245 <= kinds["base"] <= 265
    assert 15 <= kinds["special"] <= 20


def test_every_base_grid_holds_exactly_one_place_of_its_own_unit():
    grids = [(f["properties"], g) for f, g in zip(layer("grids"), shapes("grids"), strict=True)]
    tree = shapely.STRtree([g for _, g in grids])
    held: Counter = Counter()
    for feature, point in zip(layer("places"), shapes("places"), strict=True):
        hits = tree.query(point, predicate="within")
        assert len(hits) == 1
        grid = grids[int(hits[0])][0]
        assert grid["unit_code"] == feature["properties"]["unit_code"]
        assert grid["kind"] == "base"
        held[grid["grid_id"]] += 1
    assert held == Counter(p["grid_id"] for p, _ in grids if p["kind"] == "base")


def test_households_and_residents_add_up():
    assert sum(values("places", "household_count")) == 6500
    assert sum(values("places", "population_count")) == 25300
    assert min(values("places", "household_count")) > 0


def test_place_names_are_unique_inside_a_unit_and_hold_the_real_groups():
    names = [(f["properties"]["unit_code"], f["properties"]["name_zh"]) for f in layer("places")]
    assert len(set(names)) == len(names)
    assert {n for code, n in names if code.endswith("001")} == {
        "中街",
        "下街",
        "西街",
        "新街",
        "中埂子",
        "桦槁坪",
    }
    assert {"高屋基", "苦竹坝", "老房子", "老林沟", "老母田", "梨子坪"} <= {
        n for code, n in names if code.endswith("002")
    }
    assert values("places", "kind").count("resettlement_site") == 11


def test_points_lie_in_the_unit_they_name():
    units = dict(zip(values("units", "unit_code"), shapes("units"), strict=True))
    for name in ("places", "sites"):
        for feature, point in zip(layer(name), shapes(name), strict=True):
            assert units[feature["properties"]["unit_code"]].contains(point)


def test_consent_states_of_every_kind_occur_and_public_poles_need_none():
    poles = [f["properties"] for f in layer("poles")]
    assert 120 <= len(poles) <= 180
    assert {p["consent"] for p in poles} == {
        "not_needed",
        "agreed",
        "asked",
        "refused",
        "withdrawn",
        "not_asked",
    }
    assert all((p["consent"] == "not_needed") == (p["legal_class"] == "art7_gov") for p in poles)
    assert "consent_required" in values("no_camera_zones", "kind")


def test_tables_refer_to_things_that_exist():
    sites, places = set(values("sites", "site_id")), set(values("places", "place_id"))
    for crew in table("crews"):
        assert crew["base_site_id"] in sites
        assert set(filter(None, crew["home_units"].split(";"))) <= set(UNITS)
    for post in table("responders"):
        assert post["site_id"] in sites
        assert int(post["capacity_households"]) > 0
    assert {row["place_id"] for row in table("incidents")} == places
    assert 200 <= sum(int(row["count"]) for row in table("incidents")) <= 1200
    dates = [row["date"] for row in table("calendar")]
    assert dates == sorted(set(dates))
    assert dates[0] == "2026-12-01"
    assert dates[-1] == "2027-03-31"
    assert {p for p in values("buildings", "place_id") if p} <= places


def test_no_layer_has_a_column_beyond_the_list():
    for name, allowed in COLUMNS.items():
        for feature in layer(name):
            assert set(feature["properties"]) == allowed
    for name, header in TABLES.items():
        assert list(table(name)[0]) == header
    listed = set(json.loads((FOLDER / "area.json").read_text(encoding="utf-8"))["layers"].values())
    found = {p.name for p in FOLDER.iterdir() if p.suffix in {".geojson", ".csv", ".tif"}}
    assert listed == found


def test_ids_are_unique_and_coordinates_have_at_most_nine_decimals():
    for name in set(COLUMNS) - {"units_history"}:
        ids = [next(iter(f["properties"].values())) for f in layer(name)]
        assert len(set(ids)) == len(ids)
        assert ids == sorted(ids)
        xy = shapely.get_coordinates([shape(f["geometry"]) for f in layer(name)])
        assert np.array_equal(xy, np.round(xy, 9))


@pytest.mark.slow
def test_making_it_again_gives_the_same_bytes(tmp_path):
    from data.boundaries.make.area import make  # noqa: PLC0415

    make(tmp_path)
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name
