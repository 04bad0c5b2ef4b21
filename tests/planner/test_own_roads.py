"""Roads an office brings: read from bytes, joined only where named, kept, counted, given up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.export import write_geopackage
from geo.load import Area, load_area
from geo.road_files import Said, read_brought_roads
from geo.schema import InputError, SchemaError
from planner.demand.ground import Ground, load_ground
from planner.demand.road_look import look_at, mended
from planner.report.own_roads import end_names, findings, look_layers
from planner.store.as_set import as_set
from planner.store.own_roads import Making, OwnRoads, forget_own_roads, keep_own_roads, own_roads

if TYPE_CHECKING:
    from geo.formats.road_reading import RoadReading

ROOT = Path(__file__).resolve().parents[2]
OSM = ROOT / "data" / "examples" / "liechtenstein" / "liechtenstein_2013_lite.osm.bz2"


@pytest.fixture(scope="module")
def luoyan() -> Ground:
    return load_ground(ROOT / "data" / "boundaries")


def near(area: Area) -> shapely.Geometry:
    return shapely.geometrycollections(list(area.units.to_crs("EPSG:4490").geometry))


def crossroads(area: Area, gap_m: float, **columns: object) -> gpd.GeoDataFrame:
    """A road through the middle of the area, and two that end a little short of it."""
    x, y = shapely.get_coordinates(area.boundary.representative_point())[0].round(3)
    drawn = [
        [(x - 300, y), (x, y), (x + 300, y)],
        [(x, y + 200), (x, y + gap_m)],
        [(x + 100, y - 200), (x + 100, y - 2 * gap_m)],
    ]
    lines = [shapely.LineString(xy) for xy in drawn]
    data = {"等级": ["乡道", "村道", "村道"], **columns}
    frame = gpd.GeoDataFrame(data, geometry=lines, crs=area.crs)
    frame.index = [f"q{row}" for row in range(3)]
    frame.index.name = "code"
    return frame


def brought(area: Area, frame: gpd.GeoDataFrame, folder: Path) -> RoadReading:
    path = folder / "lines.gpkg"
    write_geopackage(path, {"roads": frame})
    source = {path.name: path.read_bytes()}
    return read_brought_roads(source, Said(), crs=area.crs, near=near(area))


def test_only_the_ends_that_are_named_are_joined(luoyan, tmp_path):
    look = look_at(brought(luoyan.area, crossroads(luoyan.area, 2.0), tmp_path))
    assert look.misses["gap_m"].round(3).tolist() == [2.0, 4.0]
    assert look.network.component_count == 3
    untouched = mended(look, ())
    assert untouched.roads is look.reading.roads
    one = mended(look, [look.misses.index[1]])
    assert [round(join.moved_m, 3) for join in one.joins] == [4.0]
    assert one.network.component_count == 2
    both = mended(look, list(look.misses.index), node=True)
    assert (len(both.joins), both.network.component_count) == (2, 1)


def test_roads_are_kept_counted_with_and_given_up(luoyan, tmp_path):
    area = luoyan.area
    look = look_at(brought(area, crossroads(area, 2.0), tmp_path))
    done = mended(look, list(look.misses.index))
    making = Making(len(look.reading.roads), 2, len(done.joins), done.noded)
    keep_own_roads(tmp_path, area.area_id, OwnRoads(done.roads, making))
    now = as_set(luoyan, tmp_path)
    assert now.fingerprint != luoyan.fingerprint
    assert now.network.component_count == 1
    assert now.network.length_m == pytest.approx(done.network.length_m)
    assert set(now.area.roads["road_class"]) == {"township", "village"}
    assert now.area.roads["name_zh"].notna().all()
    assert as_set(luoyan, tmp_path).fingerprint == now.fingerprint
    kept = own_roads(tmp_path, area)
    assert kept is not None
    assert (kept.making.read, kept.making.joined) == (3, 2)
    forget_own_roads(tmp_path, area.area_id)
    assert as_set(luoyan, tmp_path).fingerprint == luoyan.fingerprint


@pytest.mark.parametrize("broken", ["file", "record", "gone"])
def test_kept_roads_that_were_changed_are_refused(luoyan, tmp_path, broken):
    area = luoyan.area
    roads = look_at(brought(area, crossroads(area, 2.0), tmp_path)).reading.roads
    keep_own_roads(tmp_path, area.area_id, OwnRoads(roads, Making(3, 2, 0, 0)))
    folder = tmp_path / area.area_id
    if broken == "gone":
        (folder / "own_roads.gpkg").unlink()
    else:
        name = "own_roads.gpkg" if broken == "file" else "own_roads.json"
        text = b'{"version": 1, "value": {"read": "x"}}'
        (folder / name).write_bytes(text)
    with pytest.raises(InputError) as caught:
        own_roads(tmp_path, area)
    assert caught.value.code == "office_damaged"


@pytest.mark.parametrize(
    "columns",
    [
        {"户主": ["甲", "乙", "丙"]},
        {"备注": ["", "13800001111", ""]},
        {"路名": ["", "张伟家门口", "联系人：王小明"]},
    ],
)
def test_roads_with_a_person_are_refused_and_nothing_of_them_repeated(luoyan, tmp_path, columns):
    with pytest.raises(SchemaError) as caught:
        brought(luoyan.area, crossroads(luoyan.area, 2.0, **columns), tmp_path)
    assert "1380000" not in str(caught.value)
    assert "王小明" not in str(caught.value)


def test_contours_brought_as_roads_are_told_whatever_they_are_called(luoyan, tmp_path):
    def codes(frame):
        return [note.code for note in brought(luoyan.area, frame, tmp_path).notes]

    x, y = shapely.get_coordinates(luoyan.area.boundary.representative_point())[0]
    lines = [shapely.LineString([(x, y + 9 * n), (x + 90, y + 9 * n)]) for n in range(12)]
    data = {"等级": ["小路"] * 12, "高程": [600 + 20 * (n % 6) for n in range(12)]}
    steps = gpd.GeoDataFrame(data, geometry=lines, crs=luoyan.area.crs)
    steps.index = pd.Index([f"q{n}" for n in range(12)], name="code")
    assert codes(steps)[0] == "contours"
    assert "contours" not in codes(steps.drop(columns="高程"))
    named = steps.drop(columns="高程").assign(图层="等高线")
    assert codes(named)[0] == "contours"


@pytest.mark.slow
def test_a_map_of_another_place_is_refused_and_one_of_the_place_is_read(luoyan):
    source = {OSM.name: OSM.read_bytes()}
    with pytest.raises(InputError) as caught:
        read_brought_roads(source, Said(), crs=luoyan.area.crs, near=near(luoyan.area))
    assert caught.value.code == "crs_elsewhere"
    there = load_area(OSM.parent)
    reading = read_brought_roads(source, Said(), crs=there.crs, near=near(there))
    assert len(look_at(reading).misses) == 18
    beside = shapely.box(10.0, 47.0, 10.1, 47.1)  # the system in metres would hold both
    with pytest.raises(InputError) as caught:
        read_brought_roads(source, Said(), crs=there.crs, near=beside)
    assert caught.value.code == "roads_elsewhere"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_and_the_map_number_the_ends_alike(luoyan, tmp_path, lang):
    look = look_at(brought(luoyan.area, crossroads(luoyan.area, 2.0), tmp_path))
    names = list(end_names(look, lang).values())
    assert ["2.00" in names[0], "4.00" in names[1]] == [True, True]
    table = findings(look, mended(look, look.misses.index[:1]), lang)
    assert table.iloc[:2, 4].tolist() == [2.0, 4.0]
    assert len(table) == 3  # two ends, one join
    ends = look_layers(luoyan, look, lang)[-1]
    assert ends.frame["short"].tolist() == ["1", "2"]
