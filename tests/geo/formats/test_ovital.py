"""Ovital TXT: marks, names and heights as its help describes them, and what we write."""

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.contract import InputError
from geo.formats import cells, ovital
from planner.words import LANGS, explain


@pytest.mark.parametrize(
    ("line", "system", "name", "remark"),
    [
        ("116.72135049 34.7080556", "EPSG:4490", None, None),
        ("g 116.72135049 34.7080556", "GCJ-02", None, None),
        ("B 花果坪 116.72135049 34.7080556", "BD-09", "花果坪", None),
        ("001 116.72135049 34.7080556 1200", "EPSG:4490", "001", None),
        ("116.72135049 34.7080556 1200 花果坪 集镇 旁", "EPSG:4490", "花果坪", "集镇 旁"),
        ("g 上 组 116.72135049 34.7080556 备注", "GCJ-02", "上 组", "备注"),
        ("x 116°43'16.861764\" 34°42'29.00016\"", "EPSG:4490", "x", None),
        ("x\t116°43.2810294'  34°42.483336'", "EPSG:4490", "x", None),
    ],
)
def test_the_layouts_of_the_help_are_read(line, system, name, remark):
    drawing = ovital.read("点.txt", f"{line}\r\n\r\n".encode("gb18030"))
    [point] = drawing.frame.geometry
    assert (point.x, point.y) == pytest.approx((116.72135049, 34.7080556), abs=1e-9)
    assert drawing.system == system
    assert list(drawing.frame["name"]) == [name]
    assert list(drawing.frame["remark"]) == [remark]
    assert drawing.rows == ("row 1",)
    assert [note.code for note in drawing.notes if note.code == "heights_left"] == (
        ["heights_left"] if "1200" in line else []
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a 104 28\ng a 104 28\n", "ovital_mixed"),
        ("g a 104 28\nb a 104 28\n", "ovital_mixed"),
        ("", "no_points"),
        ("a 104 28\n花果坪 一百零四 二十八\n", "not_ovital"),
        ("a 28 nan\n", "not_ovital"),
        ("a 431145.7 3098639.2\n", "not_ovital"),
        ("a\0 104 28\n", "not_text"),
    ],
)
def test_what_is_no_ovital_file_is_refused(text, code):
    with pytest.raises(InputError) as refused:
        ovital.read("点.txt", text.encode())
    assert refused.value.code == code
    for lang in LANGS:
        assert "点.txt" in explain("input", code, refused.value.facts, lang)


def test_a_file_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(cells, "MAX_ROWS", 3)
    monkeypatch.setattr(ovital, "MAX_ROWS", 3)
    with pytest.raises(InputError, match="more than 3 rows"):
        ovital.read("点.txt", b"104 28\n" * 4)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8),
        st.tuples(st.floats(73, 136), st.floats(3, 54)),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["EPSG:4490", "GCJ-02", "BD-09"]),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_what_is_written_is_read_again(tmp_path_factory, places, system, encoding):
    path = tmp_path_factory.mktemp("ovital") / "点.txt"
    frame = gpd.GeoDataFrame(geometry=[shapely.Point(xy) for xy in places.values()])
    frame.index = list(places)
    ovital.write_ovital(path, frame, system=system, encoding=encoding)
    drawing = ovital.read(path.name, path.read_bytes(), encoding=encoding)
    assert drawing.system == system
    assert [(p.x, p.y) for p in drawing.frame.geometry] == list(places.values())
    names = [f"{name}_" if name.lower() in {"g", "b"} else name for name in places]
    assert list(drawing.frame["name"]) == names


def test_corners_of_every_ring_are_written_with_their_numbers(tmp_path):
    outer, hole = shapely.box(100, 20, 109, 29), shapely.box(101, 21, 102, 22)
    frame = gpd.GeoDataFrame(geometry=[outer - hole, None], index=["网格 1", "g2"])
    path = tmp_path / "a.txt"
    ovital.write_ovital(path, frame)
    drawing = ovital.read("a.txt", path.read_bytes())
    assert list(drawing.frame["name"]) == [f"网格_1-{r}-{n}" for r in (1, 2) for n in (1, 2, 3, 4)]
    assert {p.coords[0] for p in drawing.frame.geometry[4:]} == set(hole.exterior.coords)
