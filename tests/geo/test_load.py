"""An area folder loads whole or says everything that is wrong with it; drawings are distrusted."""

import json
import sqlite3
from contextlib import closing

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import MultiPolygon, Point, box

from geo.coverage import certify
from geo.formats.geojson import read_features, write_features
from geo.load import load_area, read_polygons
from geo.schema import InputError, SchemaError


def edit_header(folder, **changes):
    facts = json.loads((folder / "area.json").read_text(encoding="utf-8")) | changes
    (folder / "area.json").write_text(json.dumps(facts), encoding="utf-8")
    return facts


def edit_layer(folder, name, change):
    path = folder / name
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document["features"])
    path.write_text(json.dumps(document), encoding="utf-8")


def refused(folder):
    with pytest.raises(InputError) as error:
        load_area(folder)
    return error.value


def test_the_drawn_township_loads_with_every_layer(tiny_area):
    assert tiny_area.crs == "EPSG:4544"
    assert len(tiny_area.grids) == 6
    assert tiny_area.places.household_count.sum() == 266
    assert tiny_area.names["zh"] == "小乡"
    assert set(tiny_area.units_history.set_id) == {"2010", "2021"}
    assert list(tiny_area.crews["home_units"])[:2] == [None, None]
    assert tiny_area.responders.may_lead.dtype == bool
    assert tiny_area.boundary.area == pytest.approx(3_000_000)
    for layer in ("units", "grids", "places", "sites", "roads", "buildings", "poles", "zones"):
        frame = getattr(tiny_area, layer)
        assert len(frame)
        assert frame.crs == "EPSG:4544"


def test_the_drawn_township_is_certified_after_its_trip_through_degrees(tiny_area):
    certificate = certify(
        tiny_area.grids,
        tiny_area.boundary,
        units=tiny_area.units,
        expected_codes=tiny_area.expected_unit_codes,
        places=tiny_area.places,
    )
    assert certificate.ok


def test_loading_twice_gives_one_fingerprint_and_any_byte_changes_it(tiny_folder):
    before = load_area(tiny_folder).fingerprint
    assert load_area(tiny_folder).fingerprint == before
    with (tiny_folder / "calendar.csv").open("a") as stream:
        stream.write("2025-02-01,market,\n")
    assert load_area(tiny_folder).fingerprint != before


def test_layers_a_folder_does_not_have_are_empty_frames(tiny_folder):
    facts = edit_header(tiny_folder)
    edit_header(tiny_folder, layers={"units": facts["layers"]["units"]})
    area = load_area(tiny_folder)
    assert area.terrain is None
    assert len(area.roads) == len(area.crews) == len(area.grids) == 0
    assert area.roads.index.name == "road_id"


@pytest.mark.parametrize("layer", ["grids", "places", "roads", "poles", "no_camera_zones"])
def test_a_layer_file_may_hold_nothing(tiny_folder, layer):
    edit_layer(tiny_folder, f"{layer}.geojson", list.clear)
    if layer == "places":  # nothing may point at what is not there
        for name in ("buildings", "incidents"):
            edit_header(tiny_folder, layers=_without(tiny_folder, name))
    area = load_area(tiny_folder)
    assert len(area.zones if layer == "no_camera_zones" else getattr(area, layer)) == 0


def _without(folder, name):
    layers = json.loads((folder / "area.json").read_text(encoding="utf-8"))["layers"]
    return {key: file for key, file in layers.items() if key != name}


def test_villages_must_be_there(tiny_folder):
    edit_layer(tiny_folder, "units.geojson", list.clear)
    assert "no_features" in {fault.code for fault in refused(tiny_folder).faults}


def test_faults_of_all_files_are_told_at_once_with_file_and_row(tiny_folder):
    edit_layer(tiny_folder, "places.geojson", lambda f: f[3]["properties"].update(kind="palace"))
    crews = (tiny_folder / "crews.csv").read_text(encoding="utf-8")
    (tiny_folder / "crews.csv").write_text(crews.replace(",3,1,motorbike", ",x,1,boat"), "utf-8")
    (tiny_folder / "poles.geojson").unlink()
    error = refused(tiny_folder)
    assert isinstance(error, SchemaError)
    assert len(error.faults) == 4
    text = str(error)
    for part in ("palace", "p4", "row 3", "boat", "poles.geojson", "size must be a whole number"):
        assert part in text


@pytest.mark.parametrize(
    ("layer", "number", "field", "value"),
    [
        ("grids", 0, "unit_code", "999"),
        ("places", 0, "unit_code", "999"),
        ("sites", 0, "unit_code", "999"),
        ("buildings", 0, "place_id", "999"),
    ],
)
def test_an_id_that_points_at_nothing_is_named_with_its_row(
    tiny_folder, layer, number, field, value
):
    file = f"{layer}.geojson"
    edit_layer(tiny_folder, file, lambda f: f[number]["properties"].update({field: value}))
    error = refused(tiny_folder)
    assert [fault.code for fault in error.faults] == ["unknown_reference"]
    assert "999" in str(error)
    assert layer in str(error)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("crews.csv", ",s5,", ",s99,", "s99"),
        ("crews.csv", ",530623202201", ",530623202201;7", "home_units 7"),
        ("crews.csv", "police,2,2", "police,2,3", "officers"),
        ("responders.csv", ",s6,", ",s66,", "s66"),
        ("incidents.csv", "p8,", "p88,", "p88"),
        ("incidents.csv", "p8,evening,4", "p8,evening,4,5", "row 5"),
        ("incidents.csv", "p8,evening,4", "p8,evening", "row 5"),
        ("incidents.csv", "evening", "noon", "row 5"),
        ("calendar.csv", "2025-01-28", "28.1.2025", "row 3"),
    ],
)
def test_a_table_fault_is_named(tiny_folder, file, old, new, told):
    text = (tiny_folder / file).read_text(encoding="utf-8")
    assert old in text
    (tiny_folder / file).write_text(text.replace(old, new), encoding="utf-8")
    error = refused(tiny_folder)
    assert told in str(error)
    assert len(error.faults) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"crs": "EPSG:4490"}, "bad_area_field"),
        ({"crs": "EPSG:999999"}, "bad_area_field"),
        ({"name": {"zh": "乡"}}, "bad_area_field"),
        ({"example": "yes"}, "bad_area_field"),
        ({"expected_unit_codes": []}, "bad_area_field"),
        ({"layers": {"units": "units.geojson", "castles": "x.geojson"}}, "unknown_layer"),
        ({"layers": {"units": "../units.geojson"}}, "file_outside"),
        ({"layers": {"units": "/etc/passwd"}}, "file_outside"),
        ({"layers": {}}, "no_units"),
    ],
)
def test_a_broken_header_is_refused(tiny_folder, changes, code):
    edit_header(tiny_folder, **changes)
    assert code in [fault.code for fault in refused(tiny_folder).faults]


def test_a_folder_without_area_json_says_so(tmp_path):
    error = refused(tmp_path)
    assert error.code == "file_missing"
    assert "area.json" in str(error)


def test_chinese_text_with_a_byte_order_mark_is_read(tiny_folder):
    path = tiny_folder / "calendar.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert "春节" in set(load_area(tiny_folder).calendar.note)


def test_writing_features_gives_the_same_bytes_whatever_the_order(tiny_source, tmp_path):
    frame = read_features(tiny_source / "grids.geojson").set_index("grid_id")
    write_features(tmp_path / "a.geojson", frame)
    write_features(tmp_path / "b.geojson", frame.sample(frac=1, random_state=1))
    first = (tmp_path / "a.geojson").read_bytes()
    assert first == (tmp_path / "b.geojson").read_bytes()
    assert first == (tiny_source / "grids.geojson").read_bytes()
    assert len(first.splitlines()) == 2 + len(frame)


# drawings from outside


def collection(*geometry, crs=None):
    features = [
        {"type": "Feature", "properties": {"grid_id": f"g{n}"}, "geometry": g}
        for n, g in enumerate(geometry, 1)
    ]
    document = {"type": "FeatureCollection", "features": features}
    return document | ({"crs": {"type": "name", "properties": {"name": crs}}} if crs else {})


def square(west=104.0, south=28.0, size=0.01):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def drawn(tmp_path, content, name="drawn.geojson"):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_drawn_polygons_come_in_metres_by_their_id(tmp_path):
    frame = read_polygons(drawn(tmp_path, collection(square(), square(104.01))))
    assert frame.crs == "EPSG:4544"
    assert list(frame.index) == ["g1", "g2"]
    assert frame.area.sum() == pytest.approx(2 * 983.5 * 1108, rel=0.01)
    shared = frame.geometry.iloc[0].intersection(frame.geometry.iloc[1])
    assert shared.length == pytest.approx(1108, rel=0.01)


def test_a_missing_shape_stays_as_a_row_for_the_certificate(tmp_path):
    frame = read_polygons(drawn(tmp_path, collection(square(), None)))
    assert frame.geometry.isna().tolist() == [False, True]


def test_projected_coordinates_are_taken_when_the_file_says_so(tmp_path):
    content = collection(square(430000, 3100000, 100), crs="urn:ogc:def:crs:EPSG::4544")
    assert read_polygons(drawn(tmp_path, content)).area.iloc[0] == pytest.approx(10_000)


VRT = '<OGRVRTDataSource><OGRVRTLayer name="passwd"></OGRVRTLayer></OGRVRTDataSource>'
DEEP = '{"type":"FeatureCollection","features":' + "[" * 200_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (VRT, "not_json"),
        (DEEP, "not_json"),
        ("", "not_json"),
        ('{"type":"FeatureCollection","features":[NaN]}', "not_json"),
        (b"\xff\xfe{}", "not_utf8"),
        ("[]", "not_features"),
        ({"type": "Topology"}, "not_features"),
        ({"type": "FeatureCollection", "features": {}}, "not_features"),
        ({"type": "FeatureCollection", "features": [3]}, "not_features"),
        (collection(), "no_features"),
        (collection(None), "no_features"),
        (collection(square(), {"type": "Point", "coordinates": [104, 28]}), "wrong_geometry"),
        (collection({"type": "Blob", "coordinates": []}), "bad_geometry"),
        (collection({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}), "bad_geometry"),
        (collection({"type": "Polygon", "coordinates": [[["0", "0"]] * 4]}), "bad_geometry"),
        (collection({"type": "Polygon", "coordinates": [[[0, 0], [1]] * 2]}), "bad_geometry"),
        (collection({"type": "Polygon", "coordinates": 7}), "bad_geometry"),
        (collection({"type": "Polygon"}), "bad_geometry"),
        (collection({"type": "Polygon", "coordinates": [[[True, False]] * 4]}), "bad_geometry"),
        (collection(square(28.0, 104.0)), "which_system"),  # latitude and longitude exchanged
        (collection(square(430000, 3100000, 100)), "no_crs"),  # metres, and no system named
        (collection(square(), crs="EPSG:77777777"), "bad_crs"),
        (collection(square(), crs="+proj=utm +init=/etc/passwd"), "bad_crs"),
    ],
)
def test_a_drawing_that_cannot_be_used_gets_one_sentence(tmp_path, content, code):
    with pytest.raises(InputError) as error:
        read_polygons(drawn(tmp_path, content))
    assert error.value.code == code
    assert str(error.value).startswith("drawn.geojson")
    assert "\n" not in str(error.value)


def test_the_sentence_names_the_feature(tmp_path):
    far = square()
    far["coordinates"][0][2][0] = "here"
    content = json.dumps(collection(square(), far)).replace('"here"', "1e999")
    with pytest.raises(InputError, match="feature 2") as error:
        read_polygons(drawn(tmp_path, content))
    assert error.value.code == "out_of_range"


@pytest.mark.parametrize("name", ["drawn.vrt", "drawn", "drawn.tab"])
def test_other_formats_are_refused_by_name(tmp_path, name):
    with pytest.raises(InputError) as error:
        read_polygons(drawn(tmp_path, collection(square()), name))
    assert error.value.code == "unknown_format"


def test_a_file_that_is_not_there_is_named(tmp_path):
    for name in ("no.geojson", "no.gpkg"):
        with pytest.raises(InputError, match=name) as error:
            read_polygons(tmp_path / name)
        assert error.value.code == "file_missing"


def geopackage(tmp_path, crs="EPSG:4544"):
    shapes = [
        box(430000, 3100000, 430100, 3100100),
        MultiPolygon([box(430100, 3100000, 430200, 3100100)]),
    ]
    frame = gpd.GeoDataFrame({"grid_id": ["007", "008"]}, geometry=shapes, crs=crs)
    path = tmp_path / "drawn.gpkg"
    frame.to_file(path, layer="grids", driver="GPKG", engine="pyogrio")
    return path


def test_a_geopackage_is_read_as_geopandas_reads_it(tmp_path):
    path = geopackage(tmp_path)
    frame = read_polygons(path)
    assert list(frame.index) == ["007", "008"]
    assert frame.crs == "EPSG:4544"
    usual = gpd.read_file(path)
    assert shapely.equals(frame.geometry.to_numpy(), usual.geometry.to_numpy()).all()


def test_a_geopackage_with_two_layers_asks_which(tmp_path):
    path = geopackage(tmp_path)
    gpd.GeoDataFrame(geometry=[Point(0, 0)], crs="EPSG:4544").to_file(path, layer="other")
    with pytest.raises(InputError, match="grids, other") as error:
        read_polygons(path)
    assert error.value.code == "which_layer"
    assert len(read_polygons(path, layer="grids")) == 2


def test_a_geopackage_without_a_system_is_refused(tmp_path):
    path = geopackage(tmp_path)
    with closing(sqlite3.connect(path)) as database:
        for table in ("gpkg_geometry_columns", "gpkg_contents"):
            database.execute(f"UPDATE {table} SET srs_id = -1")
        database.commit()
    with pytest.raises(InputError) as error:
        read_polygons(path)
    assert error.value.code == "no_crs"


@pytest.mark.parametrize("content", [VRT.encode(), b"", b"SQLite format 3\0" + b"x" * 4096])
def test_what_only_calls_itself_a_geopackage_is_refused(tmp_path, content):
    with pytest.raises(InputError) as error:
        read_polygons(drawn(tmp_path, content, "drawn.gpkg"))
    assert error.value.code == "not_geopackage"


@pytest.mark.parametrize("name", ["../evil", "a/b", ".hidden", "a\\b", ""])
def test_an_area_id_that_could_lead_out_of_a_folder_is_refused(tiny_folder, name):
    edit_header(tiny_folder, area_id=name)
    with pytest.raises(SchemaError, match="area_id"):
        load_area(tiny_folder)


def test_a_date_of_the_data_is_a_date(tiny_folder):
    edit_header(tiny_folder, data_date="2025年")
    with pytest.raises(SchemaError, match="data_date"):
        load_area(tiny_folder)


@pytest.mark.parametrize(
    ("file", "field", "value"),
    [
        ("poles.geojson", "pole_id", "c" * 200),
        ("poles.geojson", "pole_id", "c\n1"),
        ("places.geojson", "household_count", 10**30),
    ],
)
def test_what_no_question_can_hold_is_told_with_its_file(tiny_folder, file, field, value):
    edit_layer(tiny_folder, file, lambda features: features[0]["properties"].update({field: value}))
    edit_header(tiny_folder, layers=_only(tiny_folder, "units", "poles", "places"))
    with pytest.raises(SchemaError, match=f"{file}: {field}"):
        load_area(tiny_folder)


def test_a_base_names_one_site_only(tiny_folder):
    path = tiny_folder / "crews.csv"
    text = path.read_text(encoding="utf-8").replace("car,s2,", "car,s2;s1,")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match="base_site_id s2;s1 is not in sites"):
        load_area(tiny_folder)


def test_what_has_no_name_is_called_by_the_other_language_or_its_id(tiny_folder):
    def unname(features):
        del features[0]["properties"]["name_zh"]
        del features[1]["properties"]["name_zh"], features[1]["properties"]["name_en"]

    edit_layer(tiny_folder, "poles.geojson", unname)
    poles = load_area(tiny_folder).poles
    assert list(poles["name_zh"])[:2] == ["c1", "c2"]
    assert list(poles["name_en"])[:2] == ["c1", "c2"]


def test_a_code_stays_whole_beside_a_missing_one_in_a_geopackage(tmp_path):
    ids = pd.array([520328104001001, None], dtype="Int64")
    shapes = [box(430000, 3100000, 430001, 3100001), box(430001, 3100000, 430002, 3100001)]
    path = tmp_path / "numbers.gpkg"
    gpd.GeoDataFrame({"grid_id": ids}, geometry=shapes, crs="EPSG:4544").to_file(path)
    assert list(read_polygons(path).index) == ["520328104001001", "feature 2"]


def test_a_system_nobody_knows_is_refused_by_name(tmp_path):
    path = tmp_path / "grids.gpkg"
    gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)], crs="EPSG:4544").to_file(path)
    with pytest.raises(InputError, match="banana"):
        read_polygons(path, crs="banana")


def test_a_column_no_contract_names_does_not_come_in(tiny_folder):
    edit_layer(
        tiny_folder,
        "places.geojson",
        lambda features: features[0]["properties"].update(海拔="1300"),
    )
    path = tiny_folder / "crews.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{head},color", *(f"{row},blue" for row in rows)])
    path.write_text(text + "\n", encoding="utf-8")
    area = load_area(tiny_folder)
    assert "海拔" not in area.places.columns
    assert "color" not in area.crews.columns


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "kind"),
    [
        ("crews.csv", "摩托组", "王建国老师", "k4, name_zh", "name"),
        ("calendar.csv", "春节", "13812345678", "row 3, note", "phone"),
        ("places.geojson", "p1组", "户主：张伟", "p1, name_zh", "name"),
    ],
)
def test_a_text_of_an_area_that_names_a_person_is_refused(tiny_folder, file, old, new, where, kind):
    path = tiny_folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    [fault] = refused(tiny_folder).faults
    assert (fault.code, fault.facts["where"]) == ("person_cell", where)
    assert fault.facts["kind"] == kind
    assert new not in str(fault)


def _only(folder, *names):
    facts = json.loads((folder / "area.json").read_text(encoding="utf-8"))
    return {name: facts["layers"][name] for name in names}
