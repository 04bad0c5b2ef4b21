"""The one door to foreign files: endings, archives, layers."""

import io
import zipfile

import pytest

from geo.contract import InputError
from geo.formats import ENDINGS, layers_of, read_drawing, source_of


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_the_same_layer_comes_out_of_every_format(sources):
    for ending, source in sources.items():
        assert ending in ENDINGS
        frame = read_drawing(source).frame
        assert list(frame["grid_id"]) == ["053062320220001", "053062320220002"]
        assert list(frame["name_zh"]) == ["西网格", "东网格"]
        assert len(frame.geometry[1].interiors) == 1


def test_an_archive_holds_any_format_and_tables_beside_a_drawing_are_no_layers(sources):
    for ending in (".geojson", ".gpkg", ".kml", ".kmz", ".ovkml"):
        content = sources[ending][f"a{ending}"]
        packed = zipped(
            {f"深/层/grids{ending}": content, "readme.txt": b"x", "list.csv": b"a\n1\n"}
        )
        source = {"b.zip": packed}
        drawing = read_drawing(source, layer="a" if ending == ".gpkg" else "grids")
        assert len(drawing.frame) == 2
        assert drawing.file.startswith("b.zip › ")
        assert layers_of(source) == (("a",) if ending in {".gpkg", ".kml", ".kmz", ".ovkml"}
                                     else ("grids",))  # fmt: skip
    assert drawing.system == "GCJ-02"


def test_layers_of_one_name_in_two_folders_are_told_apart(sources):
    content = sources[".geojson"]["a.geojson"]
    source = {"b.zip": zipped({"x/a.geojson": content, "y/a.geojson": content})}
    assert layers_of(source) == ("x/a.geojson", "y/a.geojson")
    assert read_drawing(source, layer="y/a.geojson").layer == "y/a.geojson"
    with pytest.raises(InputError) as error:
        read_drawing(source, layer="a")
    assert error.value.code == "which_layer"


def test_rubbish_of_other_systems_in_an_archive_is_passed_over(sources):
    content = sources[".geojson"]["a.geojson"]
    names = ["a.geojson", "__MACOSX/._a.geojson", "._b.geojson", "Thumbs.db", "folder/"]
    assert layers_of({"b.zip": zipped(dict.fromkeys(names, content))}) == ("a",)


def test_a_kmz_is_its_first_document(sources):
    content = sources[".kml"]["a.kml"]
    packed = zipped({"files/more.kml": b"<kml/>", "doc.kml": content, "files/icon.png": b""})
    assert len(read_drawing({"a.kmz": packed}).frame) == 2
    assert read_drawing({"a.ovkmz": packed}).system == "GCJ-02"


def test_a_geopackage_of_two_tables_asks_which(sources, tmp_path):
    assert layers_of(sources[".gpkg"]) == ("a",)
    assert read_drawing(sources[".gpkg"], layer="a").layer == "a"
    with pytest.raises(InputError) as error:
        read_drawing(sources[".gpkg"], layer="b")
    assert error.value.code == "which_layer"


def test_a_file_that_is_not_there_is_named(tmp_path):
    for name in ("a.zip", "a.shp"):
        with pytest.raises(InputError, match=name) as error:
            source_of(tmp_path / name)
        assert error.value.code == "file_missing"


def test_a_file_keeps_its_name_in_messages_without_its_folder(sources):
    with pytest.raises(InputError) as error:
        read_drawing({"/home/张三/" + "长" * 200 + ".geojson": b"{"})
    told = str(error.value.facts["file"])
    assert told.endswith(".geojson")
    assert "张三" not in told
    assert len(told) < 100


def test_a_geojson_in_another_encoding_is_read_when_told(sources):
    content = sources[".geojson"]["a.geojson"].decode().encode("gb18030")
    frame = read_drawing({"a.geojson": content}, encoding="gb18030").frame
    assert list(frame["name_zh"]) == ["西网格", "东网格"]
    with pytest.raises(InputError) as error:
        read_drawing({"a.geojson": content})
    assert error.value.code == "not_utf8"


def test_a_single_feature_and_heights_are_read():
    shape = b'{"type":"Point","coordinates":[104,28,7]}'
    feature = b'{"type":"Feature","properties":{"a":"\\ud800"},"geometry":' + shape + b"}"
    drawing = read_drawing({"a.json": feature})
    assert [note.code for note in drawing.notes] == ["heights_left"]
    assert drawing.system == ""
    assert drawing.frame["a"][0] == "\N{REPLACEMENT CHARACTER}"


def test_a_layer_named_for_a_file_without_layers_is_refused(sources):
    for ending in (".geojson", ".zip"):
        with pytest.raises(InputError) as error:
            read_drawing(sources[ending], layer="b")
        assert error.value.code == "no_layer"
        assert len(read_drawing(sources[ending], layer="a").frame) == 2
    with pytest.raises(InputError) as error:
        read_drawing({"a.csv": b"lon,lat\n104,28\n"}, layer="b")
    assert error.value.code == "no_layer"


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(InputError) as error:
        source_of(tmp_path / f"{'a' * 300}.geojson")  # too long a name for the system
    assert error.value.code == "file_unreadable"
