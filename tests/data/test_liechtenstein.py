"""The Liechtenstein example keeps the figures of its source and is certified whole."""

import importlib
import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.coverage import certify
from geo.load import load_area, read_polygons
from geo.measure import measure_grids
from geo.roads import network_from_lines

FOLDER = Path(__file__).resolve().parents[2] / "data" / "examples" / "liechtenstein"
SOURCE = FOLDER / "liechtenstein_2013_municipalities_11.geojson"
PARTS_IN_ORDER_OF_SOURCE = [1, 2, 1, 2, 2, 5, 1, 7, 3, 1, 5]


@pytest.fixture(scope="module")
def area():
    return load_area(FOLDER)


@pytest.fixture(scope="module")
def source():
    return read_polygons(SOURCE, crs="EPSG:32632")


def certificates(area):
    units = certify(
        area.units, area.boundary, expected_codes=area.expected_unit_codes, multipart_allowed=True
    )
    grids = certify(
        area.grids,
        area.boundary,
        units=area.units,
        expected_codes=area.expected_unit_codes,
        places=area.places,
    )
    return units, grids


def test_the_source_has_its_known_figures(source):
    assert len(source) == 11
    assert list(shapely.get_num_geometries(source.geometry)) == PARTS_IN_ORDER_OF_SOURCE
    assert round(source.area.sum() / 1e6, 3) == 160.376
    union = shapely.union_all(source.geometry.to_numpy())
    assert union.area == pytest.approx(source.area.sum(), abs=0.01)
    assert certify(source, union, multipart_allowed=True).ok


def test_both_levels_are_certified(area):
    units, grids = certificates(area)
    assert units.ok, units.kinds
    assert grids.ok, grids.kinds
    assert units.boundary_holes == 0
    assert round(grids.area_m2 / 1e6, 3) == 160.376
    assert 60 <= grids.grid_count <= 120
    assert set(grids.levels.values()) == {0}


def test_the_units_are_the_source_with_nodes_added(area, source):
    assert sorted(area.units.index) == sorted(source.index) == sorted(area.expected_unit_codes)
    assert area.units["name_en"].to_dict() == source["name"].to_dict()
    for code, shape in source.geometry.items():
        ours = area.units.geometry[code]
        assert len(shapely.get_parts(ours)) == len(shapely.get_parts(shape))
        assert shapely.hausdorff_distance(ours.boundary, shape.boundary) < 0.0015


def test_a_missing_municipality_is_named(area):
    grids = area.grids[area.grids["unit_code"] != "46"]
    certificate = certify(
        grids, area.boundary, units=area.units, expected_codes=area.expected_unit_codes
    )
    assert certificate.kinds["missing_unit"][1] == pytest.approx(area.units.area["46"])
    assert certificate.kinds["gap"][1] == pytest.approx(area.units.area["46"])
    assert list(certificate.faults.query("kind == 'missing_unit'").about) == ["46"]


def test_every_grid_is_one_piece_in_its_own_exclave(area):
    assert (shapely.get_num_geometries(area.grids.geometry) == 1).all()
    rows = measure_grids(area.grids, area.places)
    assert rows.household_count.sum() == area.places.household_count.sum()
    per_unit = area.grids.groupby("unit_code").size()
    parts = dict(
        zip(area.units.index, shapely.get_num_geometries(area.units.geometry), strict=True)
    )
    assert all(per_unit[code] >= parts[code] for code in parts)


def test_the_map_has_its_known_buildings_sites_and_roads(area):
    assert len(area.buildings) == 3722
    assert len(area.sites) == 26
    network = network_from_lines(area.roads)
    assert len(network.node_xy) == 3632
    assert network.arc_count == 9600
    assert network.component_count == 13


def test_every_place_site_and_pole_lies_where_it_says(area):
    for layer in (area.places, area.sites):
        inside = [
            area.units.geometry[row.unit_code].covers(row.geometry) for row in layer.itertuples()
        ]
        assert all(inside)
    assert (area.poles.distance(area.boundary) < 0.01).all()
    assert set(area.poles.consent) == {"not_needed"}
    assert set(area.poles.legal_class) == {"art7_gov"}


def test_the_licence_notice_is_kept(area):
    for text in (*area.attribution.values(), (FOLDER / "README.md").read_text("utf-8")):
        assert "© OpenStreetMap contributors" in text
        assert "ODbL" in text or "Open Database License" in text
    assert area.example


def test_no_file_names_a_person_or_a_contributor():
    for path in FOLDER.glob("*.geojson"):
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            assert not {"user", "uid", "changeset"} & set(feature["properties"])


@pytest.mark.slow
def test_making_it_again_gives_the_same_bytes(tmp_path):
    importlib.import_module("data.examples.liechtenstein.make").make(tmp_path)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert len(made) == 12
    for name in made:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


def test_grid_codes_are_unique_text_of_one_form(area):
    make = importlib.import_module("data.examples.liechtenstein.make")
    assert make.grid_code("37", 4) == "LI0037004"
    assert make.grid_code("530623202201", 4) == "530623202201004"
    assert area.grids.index.is_unique
    stems = [make.grid_code(code, 0)[:-3] for code in area.grids["unit_code"]]
    assert np.array_equal([grid[:-3] for grid in area.grids.index], stems)
