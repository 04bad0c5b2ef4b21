"""DXF line work: written with ezdxf in every dress an office gives it, then read."""

import io
import math

import ezdxf
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.contract import InputError
from geo.formats import dxf, entities
from geo.formats.drawing import Drawing
from planner.words import LANGS, explain

SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]


def content_of(document: ezdxf.document.Drawing, *, binary: bool = False) -> bytes:
    """Bytes of a document as ezdxf writes it."""
    if binary:
        stream = io.BytesIO()
        document.write(stream, fmt="bin")
        return stream.getvalue()
    text = io.StringIO()
    document.write(text)
    return text.getvalue().encode(document.output_encoding, "dxfreplace")


def drawn(draw, version: str = "R2010") -> Drawing:
    """Drawing whose model space a test filled."""
    document = ezdxf.new(version)
    draw(document.modelspace())
    return dxf.read("图.dxf", content_of(document))


def notes(drawing: Drawing) -> dict[str, dict[str, object]]:
    """Notes by code, each of which has a sentence in both languages."""
    for note in drawing.notes:
        for lang in LANGS:
            assert explain("read", note.code, note.facts, lang)
    return {note.code: dict(note.facts) for note in drawing.notes}


def refusal(content: bytes, **options: str) -> InputError:
    """Refusal of a file, which has a sentence in both languages."""
    with pytest.raises(InputError) as refused:
        dxf.read("图.dxf", content, **options)
    for lang in LANGS:
        assert "图.dxf" in explain("input", refused.value.code, refused.value.facts, lang)
    return refused.value


@pytest.fixture(scope="module")
def township() -> ezdxf.document.Drawing:
    """Two grids and their labels on layers of their own, with a dimension somebody forgot."""
    document = ezdxf.new("R2000", setup=True)
    document.encoding = "gbk"
    space = document.modelspace()
    space.add_lwpolyline(SQUARE, close=True, dxfattribs={"layer": "边界"})
    space.add_line((10, 0), (20, 0), dxfattribs={"layer": "边界"})
    space.add_text("网格一", dxfattribs={"layer": "注记", "insert": (5, 5)})
    space.add_mtext("{\\fSimSun;网格}\\P二", dxfattribs={"layer": "注记", "insert": (15, 5)})
    space.add_point((3, 4), dxfattribs={"layer": "点"})
    space.add_hatch(dxfattribs={"layer": "填充"}).paths.add_polyline_path(SQUARE)
    return document


@pytest.mark.parametrize("binary", [False, True])
def test_lines_labels_and_points_come_with_their_layers(township, binary):
    drawing = dxf.read("图.dxf", content_of(township, binary=binary))
    frame = drawing.frame
    assert list(frame["layer"]) == ["边界", "边界", "注记", "注记", "点"]
    assert list(frame["kind"]) == ["LWPOLYLINE", "LINE", "TEXT", "MTEXT", "POINT"]
    assert list(frame["text"]) == [None, None, "网格一", "网格\n二", None]
    kinds = ["Polygon", "LineString", "Point", "Point", "Point"]
    assert list(frame.geometry.geom_type) == kinds
    assert frame.geometry[0].equals(shapely.box(0, 0, 10, 10))
    assert drawing.system == ""
    assert notes(drawing)["entities_left"] == {"count": 1, "kinds": "HATCH 1"}


def test_layers_can_be_named_and_chosen(township):
    content = content_of(township)
    assert set(dxf.layers("图.dxf", content)) == {"边界", "注记", "点", "填充"}
    assert set(dxf.read("图.dxf", content, layer="点").frame["layer"]) == {"点"}
    chosen = dxf.read("图.dxf", content, layer="边界,注记")
    assert list(chosen.frame["layer"]) == ["边界", "边界", "注记", "注记"]
    assert refusal(content, layer="道路").code == "which_layer"
    assert refusal(content, layer="填充").code == "no_lines"


@pytest.mark.parametrize(
    ("version", "codepage", "written", "guess"),
    [
        ("R2000", "ANSI_936", "gb18030", None),
        ("R2000", "ANSI_1252", "gb18030", "gb18030"),
        ("R2000", "ANSI_1252", "utf-8", "utf-8"),
        ("R2010", "ANSI_936", "utf-8", None),
        ("R2010", "ANSI_1252", "gb18030", "gb18030"),
    ],
)
def test_chinese_is_right_whatever_the_file_says_of_itself(version, codepage, written, guess):
    document = ezdxf.new(version)
    space = document.modelspace()
    space.add_text("LABEL", dxfattribs={"layer": "LAYER", "insert": (1, 2)})
    text = io.StringIO()
    document.write(text)
    told = text.getvalue().replace("ANSI_1252", codepage).replace("LABEL", "㵲水𬭎村")
    drawing = dxf.read("图.dxf", told.replace("LAYER", "网格注记").encode(written))
    assert list(drawing.frame["text"]) == ["㵲水𬭎村"]
    assert list(drawing.frame["layer"]) == ["网格注记"]
    assert notes(drawing).get("encoding_guessed", {}).get("encoding") == guess


def test_western_names_stay_western_and_an_encoding_given_is_used():
    document = ezdxf.new("R2000")
    document.modelspace().add_text("Bühl é", dxfattribs={"insert": (1, 2)})
    content = content_of(document)
    assert list(dxf.read("图.dxf", content).frame["text"]) == ["Bühl é"]
    given = dxf.read("图.dxf", content, encoding="latin-2")
    assert list(given.frame["text"]) == ["Bühl é"]
    assert "encoding_guessed" not in notes(given)


def test_escaped_characters_are_right():
    document = ezdxf.new("R2000")
    document.modelspace().add_text("花果坪", dxfattribs={"insert": (1, 2)})
    assert b"\\U+82b1" in content_of(document).lower().replace(b"\\u", b"\\U")
    assert list(dxf.read("图.dxf", content_of(document)).frame["text"]) == ["花果坪"]


def test_arcs_stay_within_the_tolerance_and_are_told():
    def draw(space):
        space.add_circle((0, 0), 100)
        space.add_arc((0, 0), 100, 0, 90)
        space.add_lwpolyline([(100, 0, 1), (-100, 0, 1)], format="xyb", close=True)
        space.add_ellipse((0, 0), (100, 0), 0.5)

    drawing = drawn(draw)
    circle, arc, bulged, ellipse = drawing.frame.geometry
    assert [shape.geom_type for shape in drawing.frame.geometry] == [
        *("Polygon", "LineString", "Polygon", "Polygon"),
    ]
    for shape in (circle, bulged):
        radii = np.hypot(*shapely.get_coordinates(shape).T)
        assert radii == pytest.approx(100)
        middles = shapely.line_interpolate_point(shape.exterior, np.arange(0, 628, 0.5))
        assert np.hypot(*shapely.get_coordinates(middles).T).min() > 100 - entities.TOLERANCE_M
    assert arc.length == pytest.approx(50 * math.pi, abs=0.01)
    assert ellipse.area == pytest.approx(math.pi * 5000, rel=1e-3)
    assert notes(drawing)["curves_flattened"] == {"tolerance_m": 0.01}


@settings(deadline=None)
@given(
    st.tuples(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5)),
    st.tuples(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5)),
    st.floats(-3, 3).filter(lambda bulge: abs(bulge) > 1e-3),
)
def test_neighbours_meet_in_every_point_of_an_arc(start, end, bulge):
    first, last = complex(*start), complex(*end)
    if abs(first - last) < 1e-3:
        return
    there = [first, *entities.arc_chords(first, last, bulge)]
    back = [last, *entities.arc_chords(last, first, -bulge)]
    assert there == back[::-1]
    middle = (first + last) / 2 - 1j * (last - first) / 2 * bulge
    assert min(abs(np.array(there) - middle)) < max(abs(np.diff(there))) + 1e-6


def test_old_polylines_splines_and_mirrored_ones_are_read():
    def draw(space):
        space.add_polyline2d([(0, 0), (1, 0), (1, 1)], close=True)
        space.add_polyline3d([(0, 0, 5), (1, 0, 6), (1, 1, 7)])
        space.add_spline(fit_points=[(0, 0), (5, 5), (10, 0)])
        space.add_lwpolyline(SQUARE, close=True, dxfattribs={"extrusion": (0, 0, -1)})

    polyline, line, spline, mirrored = drawn(draw, "R2010").frame.geometry
    assert (polyline.area, polyline.geom_type) == (0.5, "Polygon")
    assert not line.has_z
    assert line.length == 2
    assert spline.geom_type == "LineString"
    assert mirrored.equals(shapely.box(-10, 0, 0, 10))


def test_blocks_are_taken_apart_where_they_stand():
    document = ezdxf.new("R2010")
    block = document.blocks.new("地块")
    block.add_lwpolyline([(0, 0), (1, 0), (1, 1)], close=True)
    block.add_line((0, 0), (5, 5), dxfattribs={"layer": "自有"})
    outer = document.blocks.new("外")
    outer.add_blockref("地块", (0, 0))
    space = document.modelspace()
    reference = space.add_blockref("外", (100, 200), dxfattribs={"layer": "界", "xscale": 2})
    reference.add_attrib("ID", "g1", (100, 200))
    drawing = dxf.read("图.dxf", content_of(document))
    assert sorted(drawing.frame["layer"]) == ["界", "界", "自有"]
    [shape] = drawing.frame.geometry[drawing.frame["kind"] == "LWPOLYLINE"]
    assert shape.bounds == (100, 200, 102, 201)
    assert set(drawing.frame["text"].dropna()) == {"g1"}


@pytest.mark.slow
def test_a_bomb_of_blocks_is_refused(monkeypatch):
    monkeypatch.setattr(dxf, "MAX_ENTITIES", 1000)
    document = ezdxf.new("R2010")
    document.blocks.new("b0")
    for depth in range(1, 12):
        block = document.blocks.new(f"b{depth}")
        for _ in range(10):
            block.add_blockref(f"b{depth - 1}", (0, 0))
    document.modelspace().add_blockref("b11", (0, 0))
    assert refusal(content_of(document)).code == "dxf_too_many"
    grid = ezdxf.new("R2010")
    grid.blocks.new("b").add_point((0, 0))
    many = {"row_count": 30000, "column_count": 30000, "row_spacing": 1}
    grid.modelspace().add_blockref("b", (0, 0), dxfattribs=many)
    assert refusal(content_of(grid)).code == "dxf_too_many"


def test_what_is_no_whole_dxf_is_refused_in_one_sentence(township):
    good = content_of(township)
    assert refusal(b"AC1027\0\0\0 a DWG").code == "dwg_file"
    assert refusal(good[: len(good) // 2]).code == "dxf_cut"
    assert refusal(content_of(township, binary=True)[:9000]).code == "dxf_cut"
    assert refusal(b"{}").code == "not_dxf"
    assert refusal(b"").code == "not_dxf"
    assert refusal(b"0\nSECTION\nx\ny\n0\nEOF\n").code == "not_dxf"
    assert refusal(b"0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n").code == "no_lines"


@pytest.mark.parametrize("written", [b"123,25", b"12x.25", b""])
def test_a_number_nobody_can_read_is_refused_and_not_made_up(written):
    document = ezdxf.new("R2000")
    document.modelspace().add_line((0, 0), (123.25, 0))
    error = refusal(content_of(document).replace(b"123.25", written))
    assert error.code in {"dxf_number", "not_dxf"}


@pytest.mark.parametrize("cut", range(100, 4000, 300))
def test_a_file_with_a_piece_missing_is_read_or_refused(township, cut):
    content = content_of(township)
    middle = content.index(b"ENTITIES") + cut
    try:
        drawing = dxf.read("图.dxf", content[: middle - 40] + content[middle:])
    except InputError as error:
        assert "图.dxf" in explain("input", error.code, error.facts, "zh")  # noqa: PT017
    else:
        assert np.isfinite(drawing.frame.total_bounds).all()
        notes(drawing)


def test_a_file_too_large_is_refused(monkeypatch, township):
    monkeypatch.setattr(dxf, "MAX_BYTES", 1024)
    assert refusal(content_of(township)).code == "dxf_too_large"


@pytest.mark.parametrize("value", ["nan", "inf", "1e999"])
@pytest.mark.parametrize("kind", ["line", "circle", "lwpolyline", "text"])
def test_coordinates_that_are_no_numbers_are_refused(kind, value):
    document = ezdxf.new("R2000")
    space = document.modelspace()
    if kind == "line":
        space.add_line((0, 0), (123.25, 0))
    elif kind == "circle":
        space.add_circle((0, 0), 123.25)
    elif kind == "lwpolyline":
        space.add_lwpolyline([(0, 0), (123.25, 0), (1, 1)])
    else:
        space.add_text("a", dxfattribs={"insert": (123.25, 0)})
    content = content_of(document).replace(b"123.25", value.encode())
    assert refusal(content).code == "out_of_range"


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.floats(-1e8, 1e8)] * 4), min_size=1, max_size=6))
def test_lines_that_are_written_are_read_to_the_last_bit(lines):
    def draw(space):
        for x0, y0, x1, y1 in lines:
            space.add_line((x0, y0), (x1, y1))

    shapes = drawn(draw, "R2000").frame.geometry
    assert [tuple(np.ravel(line.coords)) for line in shapes] == lines
