"""KML of many hands: namespaces, folders, holes, fields, shifted coordinates."""

import pytest
import shapely

from geo.contract import InputError
from geo.formats import layers_of, read_drawing

RING = "<LinearRing><coordinates>{}</coordinates></LinearRing>"
OUTER = "<outerBoundaryIs>" + RING.format("104,28,0 104.1,28,0 104.1,28.1,0 104,28,0")
HOLED = (
    f"<Polygon>{OUTER}</outerBoundaryIs><innerBoundaryIs>"
    + RING.format("104.05,28.01 104.06,28.01 104.06,28.02 104.05,28.01")
    + "</innerBoundaryIs></Polygon>"
)
POINT = "<Point><coordinates>\n 104.2,28.2,0\n</coordinates></Point>"
LINE = "<LineString><coordinates>104,28 104.1,28.1</coordinates></LineString>"


def kml(*inside, namespace="http://www.opengis.net/kml/2.2", head=""):
    body = "".join(inside)
    return f'{head}<kml xmlns="{namespace}"><Document>{body}</Document></kml>'.encode()


def placemark(shape, name="", more=""):
    return f"<Placemark><name>{name}</name>{more}{shape}</Placemark>"


def folder(name, *inside):
    return f"<Folder><name>{name}</name>{''.join(inside)}</Folder>"


def read(content, name="a.kml", **options):
    return read_drawing({name: content}, **options)


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.opengis.net/kml/2.2",
        "http://earth.google.com/kml/2.0",
        "http://earth.google.com/kml/2.1",
        "http://earth.google.com/kml/2.2",
        "http://www.opengis.net/kml/2.3",
    ],
)
def test_every_namespace_of_kml_is_read(namespace):
    drawing = read(kml(placemark(HOLED, "网格一"), namespace=namespace))
    assert (drawing.system, drawing.rows, drawing.notes) == ("EPSG:4326", ("placemark 1",), ())
    shape = drawing.frame.geometry[0]
    assert len(shape.interiors) == 1
    assert shape.exterior.coords[1] == (104.1, 28.0)
    assert drawing.frame["name"][0] == "网格一"


def test_kml_without_a_namespace_or_with_a_prefix_is_read():
    assert len(read(b"<kml>" + placemark(POINT).encode() + b"</kml>").frame) == 1
    prefixed = kml(placemark(POINT)).decode().replace("<", "<k:").replace("<k:/", "</k:")
    prefixed = prefixed.replace("xmlns=", "xmlns:k=")
    assert len(read(prefixed.encode()).frame) == 1


@pytest.mark.parametrize("name", ["a.ovkml", "A.OVKML"])
def test_the_coordinates_of_ovital_are_gcj_02(name):
    assert read(kml(placemark(POINT)), name).system == "GCJ-02"


def test_parts_become_one_shape_of_their_kind():
    both = f"<MultiGeometry>{HOLED}<MultiGeometry>{HOLED}</MultiGeometry></MultiGeometry>"
    shapes = read(kml(*(placemark(s) for s in (both, f"<MultiGeometry>{HOLED}</MultiGeometry>"))))
    assert list(shapes.frame.geom_type) == ["MultiPolygon", "Polygon"]
    mixed = f"<MultiGeometry>{POINT}{LINE}</MultiGeometry>"
    assert list(read(kml(placemark(mixed))).frame.geom_type) == ["GeometryCollection"]
    lines, points = (f"<MultiGeometry>{s}{s}</MultiGeometry>" for s in (LINE, POINT))
    frame = read(kml(placemark(lines), placemark(points), placemark(""))).frame
    assert list(frame.geom_type[:2]) == ["MultiLineString", "MultiPoint"]
    assert frame.geometry[2] is None


def test_fields_come_in_their_kind_and_codes_stay_text():
    schema = (
        '<Schema id="s"><SimpleField name="n" type="int"/><SimpleField name="x" type="double"/>'
        '<SimpleField name="ok" type="bool"/><SimpleField name="code" type="string"/></Schema>'
    )
    cells = {"n": "12", "x": "0.5", "ok": "true", "code": "007"}
    simple = "".join(f'<SimpleData name="{k}">{v}</SimpleData>' for k, v in cells.items())
    more = (
        f"<description><![CDATA[<b>x</b>]]></description><ExtendedData>"
        f"<SchemaData>{simple}</SchemaData>"
        f'<Data name="村"><displayName>x</displayName><value>落雁</value></Data></ExtendedData>'
    )
    frame = read(kml(schema, placemark(POINT, "a", more), placemark(POINT, "b"))).frame
    first = frame.drop(columns="geometry").iloc[0].to_dict()
    assert first == {
        "name": "a", "description": "<b>x</b>",
        "n": 12, "x": 0.5, "ok": True, "code": "007", "村": "落雁",
    }  # fmt: skip
    assert list(frame.iloc[1][["n", "x", "ok", "code", "村"]]) == [None] * 5


def test_folders_are_a_column_and_layers_where_kinds_differ():
    same = kml(folder("甲", placemark(HOLED)), folder("乙", placemark(HOLED), placemark(HOLED)))
    assert layers_of({"a.kml": same}) == ("甲", "乙")
    assert list(read(same).frame["folder"]) == ["甲", "乙", "乙"]
    assert read(same, layer="乙").rows == ("placemark 2", "placemark 3")
    mixed = kml(folder("面", placemark(HOLED)), folder("点", placemark(POINT)))
    with pytest.raises(InputError, match="面, 点") as error:
        read(mixed)
    assert error.value.code == "which_layer"
    assert read(mixed, layer="点").frame.geometry[0] == shapely.Point(104.2, 28.2)
    with pytest.raises(InputError) as error:
        read(mixed, layer="线")
    assert error.value.code == "which_layer"


def test_folders_may_nest_without_end():
    deep = "<Folder>" * 5000 + placemark(POINT) + "</Folder>" * 5000
    assert len(read(kml(deep)).frame) == 1


def test_what_was_left_away_is_noticed():
    high = POINT.replace("28.2,0", "28.2,812.5")
    flat = "<Polygon><outerBoundaryIs>" + RING.format("1,1 2,2") + "</outerBoundaryIs></Polygon>"
    drawing = read(kml(placemark(high), placemark(flat), placemark("<Model/>")))
    assert [note.code for note in drawing.notes] == ["heights_left", "flat_rings", "shapes_left"]
    assert list(drawing.frame.geometry.isna()) == [False, True, True]


def test_an_open_ring_is_closed():
    ring = (
        "<Polygon><outerBoundaryIs>" + RING.format("1,1 2,1 2,2") + "</outerBoundaryIs></Polygon>"
    )
    assert read(kml(placemark(ring))).frame.geometry[0].area == 0.5


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-16", "utf-8-sig"])
def test_chinese_encodings_are_read(encoding):
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    text = kml(placemark(POINT, "盐津"), head=head).decode()
    assert read(text.encode(encoding)).frame["name"][0] == "盐津"


SCHEMA = '<ExtendedData><Data name="{}"><value>{}</value></Data></ExtendedData>'


@pytest.mark.parametrize(
    ("name", "column"), [("530623202201001", "grid_id"), ("530623202201", "unit_code")]
)
@pytest.mark.parametrize("file", ["a.kml", "a.ovkml"])
def test_names_that_are_codes_are_the_codes_and_name_the_rows(file, name, column):
    other = name[:-1] + "2"
    drawing = read(kml(placemark(HOLED, name), placemark(HOLED, other)), file)
    assert list(drawing.frame[column]) == [name, other]
    assert "name" not in drawing.frame
    assert drawing.rows == (name, other)


def test_names_are_no_codes_where_a_field_holds_them_or_one_is_a_word():
    field = SCHEMA.format("网格编码", "530623202201009")
    drawing = read(kml(placemark(HOLED, "530623202201001", field)))
    assert drawing.frame["name"][0] == "530623202201001"
    assert drawing.rows == ("placemark 1",)
    mixed = read(kml(placemark(HOLED, "530623202201001"), placemark(HOLED, "水库")))
    assert list(mixed.frame["name"]) == ["530623202201001", "水库"]


def test_a_field_called_name_stays_beside_the_code():
    drawing = read(kml(placemark(HOLED, "530623202201001", SCHEMA.format("name", "上坝"))))
    assert (drawing.frame["grid_id"][0], drawing.frame["name"][0]) == ("530623202201001", "上坝")
