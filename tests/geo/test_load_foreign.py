"""An area folder whose layers came in the formats of other people."""

import json

import pytest
from shapely.testing import assert_geometries_equal

from geo.coverage import certify
from geo.export import write_geopackage, write_shapefile_zip
from geo.load import load_area

HEADS = "编号,名称,类型,村代码,户数,人口,经度,纬度\n"


def renamed(folder, **files):
    facts = json.loads((folder / "area.json").read_text("utf-8"))
    facts["layers"] |= files
    (folder / "area.json").write_text(json.dumps(facts), "utf-8")
    return folder


def test_grids_from_a_shapefile_of_an_office_are_the_same_grids(tiny_folder):
    ours = load_area(tiny_folder)
    write_shapefile_zip(tiny_folder / "网格.zip", ours.grids, encoding="GB18030")
    theirs = load_area(renamed(tiny_folder, grids="网格.zip"))
    assert list(theirs.grids["name_zh"]) == list(ours.grids["name_zh"])
    assert_geometries_equal(
        theirs.grids.geometry.to_numpy(), ours.grids.geometry.to_numpy(), normalize=True
    )
    assert certify(theirs.grids, theirs.boundary, units=theirs.units).ok


def test_units_from_a_geopackage_are_the_same_units(tiny_folder):
    ours = load_area(tiny_folder)
    write_geopackage(tiny_folder / "units.gpkg", {"units": ours.units})
    theirs = load_area(renamed(tiny_folder, units="units.gpkg"))
    assert theirs.boundary.equals(ours.boundary)


def test_places_of_a_chinese_table_come_in_by_their_headers(tiny_folder):
    """Points in degrees: no system is named, the villages around them say what they are."""
    ours = load_area(tiny_folder).places
    lonlat = ours.to_crs("EPSG:4490").geometry
    rows = [
        f"{row.Index},{row.name_zh},{row.kind},{row.unit_code},{row.household_count},"
        f"{row.population_count},{spot.x:.9f},{spot.y:.9f}"
        for row, spot in zip(ours.itertuples(), lonlat, strict=True)
    ]
    (tiny_folder / "居民点.csv").write_text(HEADS + "\n".join(rows) + "\n", "gb18030")
    renamed(tiny_folder, places="居民点.csv")
    theirs = load_area(tiny_folder).places
    assert list(theirs["household_count"]) == list(ours["household_count"])
    assert theirs.geometry.distance(ours.geometry).max() < 0.001


def test_roads_of_an_office_are_the_same_roads(tiny_folder):
    """Read back from a zipped shapefile, whose names of columns are cut to ten bytes."""
    ours = load_area(tiny_folder).roads
    write_shapefile_zip(tiny_folder / "道路.zip", ours, encoding="GB18030")
    theirs = load_area(renamed(tiny_folder, roads="道路.zip")).roads
    for column in ("road_class", "bridge", "oneway"):
        assert sorted(theirs[column]) == sorted(ours[column])
    assert theirs.length.sum() == pytest.approx(ours.length.sum())


def test_an_area_takes_its_roads_from_a_map_with_what_they_are_for(tiny_folder):
    nodes = "".join(
        f'<node id="{n}" lon="{104.3 + n / 1000}" lat="28.2"/>' for n in range(4)
    )  # fmt: skip
    ways = (
        '<way id="7"><nd ref="0"/><nd ref="1"/><tag k="highway" v="track"/>'
        '<tag k="motorcar" v="no"/></way><way id="8"><nd ref="1"/><nd ref="2"/><nd ref="3"/>'
        '<nd ref="9"/><tag k="highway" v="residential"/></way>'
    )
    (tiny_folder / "map.osm").write_text(f"<osm>{nodes}{ways}</osm>", "utf-8")
    facts = json.loads((tiny_folder / "area.json").read_text("utf-8"))
    facts["layers"] = {k: v for k, v in facts["layers"].items() if k not in {"roads", "buildings"}}
    facts["layers"]["osm"] = "map.osm"
    (tiny_folder / "area.json").write_text(json.dumps(facts), "utf-8")
    roads = load_area(tiny_folder).roads
    assert roads["car"].tolist() == ["no", None]
