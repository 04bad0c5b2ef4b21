"""Files made to break in: each gets one sentence, and nothing else is read or filled."""

import io
import json
import math
import sqlite3
import struct
import tracemalloc
import zipfile
from contextlib import contextmanager, suppress

import pytest

from geo.contract import InputError
from geo.formats import ENDINGS, layers_of, read_drawing, source_of
from planner.words import explain

VRT = b'<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd'
BOMB = b"""<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<kml><Placemark><name>&c;</name></Placemark></kml>"""
OUTSIDE = b"""<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><name>&x;</name></kml>"""
PLACEMARK = "<kml><Placemark><Point><coordinates>{}</coordinates></Point></Placemark></kml>"


def zipped(files, **options):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def point(*numbers):
    shape = {"type": "Point", "coordinates": list(numbers)}
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def patched(content, at, form, *values):
    changed = bytearray(content)
    struct.pack_into(form, changed, at, *values)
    return bytes(changed)


def database(script, sources):
    """The GeoPackage after a script: GDAL's triggers gone, which need functions of GDAL."""
    base = sqlite3.connect(":memory:")
    base.deserialize(sources[".gpkg"]["a.gpkg"])
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f'DROP TRIGGER "{name}"')
    base.executescript(script)
    content = base.serialize()
    base.close()
    return {"a.gpkg": content}


@contextmanager
def little_memory():
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def check_refused(source, code, row=None):
    """Check that one InputError of one sentence comes, with words in both languages."""
    with pytest.raises(InputError) as error:
        read_drawing(source)
    assert error.value.code == code
    assert "\n" not in str(error.value)
    zh, en = (explain("input", code, error.value.facts, lang) for lang in ("zh", "en"))
    assert en != zh
    assert explain("input", "no such code", {}, "en") != en
    if row is not None:
        assert row in error.value.facts.values()
    with suppress(InputError):
        layers_of(source)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.geojson", VRT, "not_json"),
        ("a.json", VRT, "not_json"),
        ("a.kml", VRT, "bad_xml"),
        ("a.kml", VRT + b"</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>", "kml_empty"),
        ("a.gpkg", VRT, "not_geopackage"),
        ("a.shp", VRT, "not_shapefile"),
        ("a.zip", VRT, "bad_zip"),
        ("a.kmz", VRT, "bad_zip"),
        ("a.vrt", VRT, "unknown_format"),
        ("no ending", b"PK", "unknown_format"),
        ("/vsizip//etc/passwd", VRT, "unknown_format"),
        ("a.kml", BOMB, "xml_unsafe"),
        ("a.ovkml", OUTSIDE, "xml_unsafe"),
        ("a.kml", b"<a>" * 200_000, "bad_xml"),
        ("a.kml", b"<kml>\xff\xfe\xfa</kml>", "bad_xml"),
        ("a.kml", '<?xml version="1.0" encoding="cp037"?><kml/>'.encode("cp037"), "bad_xml"),
        ("a.kml", PLACEMARK.format("104.2,x").encode(), "kml_shape"),
        ("a.kml", PLACEMARK.format("1_0,2").encode(), "kml_shape"),
        ("a.geojson", b'{"type":"FeatureCollection","features":' + b"[" * 100_000, "not_json"),
        ("a.geojson", b'{"a":' * 100_000, "not_json"),
        ("a.geojson", b"\xe9\xe8\xff Latin-1", "not_utf8"),
        ("a.geojson", b"[" + b"9" * 5000 + b"]", "not_json"),
        (
            "a.geojson",
            point(10**400, 1).replace(b"1" + b"0" * 400, b"1" + b"0" * 400),
            "bad_geometry",
        ),
    ],
)
def test_text_that_is_no_layer_is_refused(name, content, code):
    check_refused({name: content}, code)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("content", [b"", b"\0" * 500, b"PK\5\6" + b"\0" * 18, bytes(range(256))])
def test_empty_files_and_noise_are_refused_in_every_format(ending, content):
    with pytest.raises(InputError):
        read_drawing({f"a{ending}": content})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.geojson", point(1, 2).replace(b"1, 2", b"1, 1e999")),
        ("a.kml", PLACEMARK.format("nan,28").encode()),
        ("a.kml", PLACEMARK.format("104,inf").encode()),
    ],
)
def test_coordinates_that_are_no_numbers_are_refused_with_their_row(name, content):
    check_refused({name: content}, "out_of_range", row=1)


@pytest.mark.parametrize("number", [math.nan, math.inf, 1e300])
def test_a_shapefile_with_such_a_coordinate_names_the_record(sources, number):
    shapes = sources[".shp"]["a.shp"]
    second = 108 + 2 * struct.unpack_from(">i", shapes, 104)[0] + 8
    broken = patched(shapes, second + 44 + 8 + 16, "<d", number)  # behind the parts and one point
    check_refused({**sources[".shp"], "a.shp": broken}, "out_of_range", row=2)


def test_a_geopackage_with_such_a_coordinate_names_the_feature(sources):
    content = sources[".gpkg"]["a.gpkg"].replace(
        struct.pack("<d", 430200.0), struct.pack("<d", math.nan)
    )
    check_refused({"a.gpkg": content}, "gpkg_shape", row=2)
    far = sources[".gpkg"]["a.gpkg"].replace(struct.pack("<d", 430200.0), struct.pack("<d", 1e99))
    check_refused({"a.gpkg": far}, "out_of_range", row=2)


def test_a_zip_bomb_is_refused_by_what_it_declares():
    bomb = zipped({"a.geojson": b" " * 30_000_000})
    check_refused({"a.zip": bomb}, "zip_too_large")
    check_refused({"a.zip": zipped({"a.geojson": b" " * 20_000_000})}, "zip_too_large")
    check_refused({"a.zip": zipped({f"{n}.geojson": b"" for n in range(1001)})}, "zip_too_many")


def test_a_zip_that_declares_less_than_it_holds_is_not_unpacked_further():
    honest = zipped({"a.geojson": b" " * 5_000_000})
    forged = bytearray(honest)
    place = honest.rindex(b"PK\1\2")
    for at in (22, place + 24):
        struct.pack_into("<I", forged, at, 100)
    with little_memory():
        check_refused({"a.zip": bytes(forged)}, "bad_zip")


@pytest.mark.parametrize("name", ["../../etc/a.geojson", "/etc/a.geojson", "C:\\a\\a.geojson"])
def test_names_that_lead_elsewhere_are_only_names(sources, name):
    content = sources[".geojson"]["a.geojson"]
    packed = {"../x.zip": zipped({name: content})}
    assert layers_of(packed) == ("a",)
    drawing = read_drawing(packed)
    assert (drawing.file, drawing.layer) == ("x.zip › a.geojson", "a")
    assert read_drawing({name: content}).file == "a.geojson"


def test_a_locked_or_damaged_or_nested_zip_is_refused(sources):
    whole = sources[".zip"]["a.zip"]
    locked = bytearray(whole)
    at = whole.index(b"PK\1\2")
    locked[6] |= 1
    locked[at + 8] |= 1
    check_refused({"a.zip": bytes(locked)}, "zip_locked")
    check_refused({"a.zip": whole[: len(whole) // 2]}, "bad_zip")
    check_refused({"a.zip": zipped({"b.zip": whole})}, "zip_empty")
    check_refused({"a.kmz": zipped({"b.kmz": whole})}, "zip_empty")
    check_refused({"a.zip": zipped({"a.dbf": b"", "a.exe": b"MZ"})}, "zip_empty")
    check_refused({"a.zip": zipped({"a.geojson": VRT})}, "not_json")
    check_refused({"a.zip": zipped({"a.shp": whole})}, "wrong_content")


@pytest.mark.parametrize("name", ["a.shp", "a.geojson", "a.kml", "a.gpkg", "a.dxf", "a.csv"])
def test_a_zip_under_another_name_is_told(sources, name):
    check_refused({name: sources[".zip"]["a.zip"]}, "wrong_content")


def test_a_shapefile_cut_anywhere_is_refused(sources):
    parts = sources[".shp"]
    for size in (0, 50, 99, 100, 107, 111, 200, len(parts["a.shp"]) - 1):
        check_refused({**parts, "a.shp": parts["a.shp"][:size]},
                      "not_shapefile" if size < 100 else "shp_truncated")  # fmt: skip
    for size in range(len(parts["a.dbf"]) - 1):
        with pytest.raises(InputError):
            read_drawing({**parts, "a.dbf": parts["a.dbf"][:size]})


@pytest.mark.parametrize("huge", [2**31 - 1, 10**8, -1, 1000])
def test_counts_that_lie_are_refused_without_filling_the_memory(sources, huge):
    parts = sources[".shp"]
    shp, dbf = parts["a.shp"], parts["a.dbf"]
    with little_memory():
        for at in (108 + 36, 108 + 40, 108 + 44):  # parts, points, start of the first part
            check_refused({**parts, "a.shp": patched(shp, at, "<i", huge)}, "shp_record", row=1)
        check_refused({"a.shp": patched(shp, 104, ">i", huge)}, "shp_record")
        lying = patched(dbf, 4, "<I", huge & 0xFFFFFFFF)
        check_refused({**parts, "a.dbf": lying}, "dbf_truncated")


def test_rows_and_shapes_must_be_as_many(sources):
    parts = sources[".shp"]
    check_refused({**parts, "a.dbf": patched(parts["a.dbf"], 4, "<I", 1)}, "counts_differ")


@pytest.mark.parametrize(
    ("ending", "limit", "code"),
    [
        (".geojson", "text.MAX_LISTS", "layer_too_large"),
        (".geojson", "text.MAX_VALUES", "layer_too_large"),
        (".geojson", "drawing.MAX_COLUMNS", "too_many_columns"),
        (".kml", "kml._MOST_TAGS", "layer_too_large"),
        (".kml", "kml._MOST_POSITIONS", "kml_shape"),
        (".shp", "dbf.MAX_CELLS", "layer_too_large"),
        (".shp", "dbf.MAX_COLUMNS", "too_many_columns"),
        (".zip", "archive.MAX_MEMBERS", "zip_too_many"),
        (".zip", "archive.MAX_BYTES", "zip_too_large"),
        (".gpkg", "geopackage._MOST_STEPS", "not_geopackage"),
        (".gpkg", "MAX_BYTES", "file_too_large"),
    ],
)
def test_what_is_more_than_any_layer_is_refused(sources, monkeypatch, ending, limit, code):
    monkeypatch.setattr(f"geo.formats.{limit}", 0 if limit.endswith("STEPS") else 1)
    if limit.endswith("STEPS"):  # the handler is asked once in 10,000 instructions
        many = "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) "
        source = database(f"INSERT INTO a (fid, grid_id) {many} SELECT i, i FROM n", sources)
    else:
        source = sources[ending]
    check_refused(source, code)


def test_an_index_that_names_one_record_for_ever_is_not_believed(sources):
    parts = sources[".shp"]
    trap = parts["a.shx"][:100] + parts["a.shx"][100:108] * 100_000
    drawing = read_drawing({**parts, "a.shx": trap})
    assert [note.code for note in drawing.notes] == ["index_left"]
    assert len(drawing.frame) == 2


def test_text_in_no_encoding_is_refused_and_a_wrong_one_is_not_taken(sources):
    parts = {k: v for k, v in sources[".shp"].items() if k != "a.cpg"}
    noise = parts["a.dbf"].replace("西网格".encode(), b"\xe9\xff\xfe\x80\xff\xe0\xe8\xff\xff")
    check_refused({**parts, "a.dbf": noise}, "dbf_encoding")
    with pytest.raises(InputError) as error:
        read_drawing(parts, encoding="zip")
    assert error.value.code == "unknown_encoding"


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "


@pytest.mark.parametrize(
    "script",
    [
        "DROP TABLE gpkg_geometry_columns",
        "DROP TABLE gpkg_spatial_ref_sys",
        "DROP TABLE a; CREATE VIEW a AS SELECT 1 AS fid, x'00' AS geom",
        f"DROP TABLE a; CREATE VIEW a AS {ENDLESS} i AS fid, NULL AS geom FROM n",
        "ALTER TABLE gpkg_geometry_columns RENAME TO g; CREATE VIEW gpkg_geometry_columns AS "
        f"{ENDLESS} 'a' AS table_name, 'geom' AS column_name, i AS srs_id FROM n",
        "UPDATE gpkg_geometry_columns SET column_name = 'none'",
        "UPDATE gpkg_geometry_columns SET srs_id = 'text'",
    ],
)
def test_a_database_that_is_more_than_tables_is_refused(sources, script):
    with pytest.raises(InputError) as error:
        read_drawing(database(script, sources))
    assert error.value.code in {"not_geopackage", "which_layer"}


def test_triggers_are_not_run_and_sqlite_without_layers_is_refused(sources):
    script = "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END"
    assert len(read_drawing(database(script, sources)).frame) == 2
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE a (b)")
    check_refused({"a.gpkg": plain.serialize()}, "not_geopackage")
    plain.close()


def test_computed_columns_are_not_computed(sources):
    script = "ALTER TABLE a ADD COLUMN big AS (zeroblob(900000000)) VIRTUAL"
    source = database(script, sources)
    with little_memory():
        assert "big" not in read_drawing(source).frame


def test_a_geopackage_left_open_by_qgis_is_read(sources):
    content = bytearray(sources[".gpkg"]["a.gpkg"])
    content[18:20] = b"\2\2"  # write-ahead log: the rest would stand in a second file
    assert len(read_drawing({"a.gpkg": bytes(content)}).frame) == 2


def test_several_files_are_one_layer_only_as_parts_of_a_shapefile(sources):
    check_refused({**sources[".geojson"], **sources[".kml"]}, "one_file")
    check_refused({}, "one_file")
    check_refused({**sources[".shp"], "A.SHP": b""}, "one_file")
    check_refused({"a.dbf": b"x"}, "unknown_format")


def test_what_lies_outside_is_never_opened(sources, tmp_path, monkeypatch):
    """Reading from memory opens no file, whatever the content asks for."""
    path = tmp_path / "a.zip"
    path.write_bytes(sources[".zip"]["a.zip"])
    source = source_of(path)
    every = [source, *sources.values()]
    for one in every:
        read_drawing(one)  # modules are loaded

    def refuse(*_arguments, **_options):
        raise AssertionError

    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("io.open", refuse)
    for one in every:
        read_drawing(one)
    for content in (BOMB, OUTSIDE, VRT):
        with pytest.raises(InputError):
            read_drawing({"a.kml": content})


def test_a_number_json_does_not_know_is_named_with_its_place():
    content = b'{"type":"FeatureCollection", "name": "NaN \\" NaN",\n "features": [NaN]}'
    with pytest.raises(InputError) as error:
        read_drawing({"a.geojson": content})
    assert error.value.facts == {"file": "a.geojson", "given": "NaN", "line": 2, "column": 15}
    assert "第 2 行第 15 列" in explain("input", error.value.code, error.value.facts, "zh")
    assert "line 2 column 15" in explain("input", error.value.code, error.value.facts, "en")
