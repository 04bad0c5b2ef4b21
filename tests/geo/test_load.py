"""An area folder loads whole or says everything that is wrong with it."""

import json

import pytest

from geo.coverage import certify
from geo.formats.geojson import read_features, write_features
from geo.load import load_area
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
