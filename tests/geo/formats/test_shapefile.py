"""Shapefiles as offices hand them over: missing parts, odd rings, heights, deleted rows."""

import io
import struct
import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapefile
import shapely
from pyproj import CRS
from shapely.geometry import LineString, Point, box

from geo.contract import InputError
from geo.formats import layers_of, read_drawing, source_of

SQUARE = [(0, 0), (0, 9), (9, 9), (9, 0), (0, 0)]  # clockwise: an outer ring
HOLE = [(1, 1), (4, 1), (4, 4), (1, 4), (1, 1)]  # anticlockwise
ISLAND = [(2, 2), (2, 3), (3, 3), (3, 2), (2, 2)]
FAR_HOLE = [(20, 20), (21, 20), (21, 21), (20, 21), (20, 20)]


def written(kind, draw, fields=(("id", "C", 20),), rows=None, **options):
    """Parts of a shapefile written by pyshp; `draw` makes the shapes."""
    parts = {ending: io.BytesIO() for ending in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=kind, **options) as writer:
        for field in fields:
            writer.field(*field)
        draw(writer)
        for row in rows or [["one"], ["two"]]:
            writer.record(*row)
    return {f"a.{ending}": content.getvalue() for ending, content in parts.items()}


def polygons(*records):
    def draw(writer):
        for rings in records:
            writer.poly(rings) if rings else writer.null()

    rows = [[str(number)] for number in range(len(records))]
    return written(shapefile.POLYGON, draw, rows=rows)


def codes(drawing):
    return [note.code for note in drawing.notes]


def test_holes_go_to_the_smallest_ring_around_them_and_islands_stand_alone():
    drawing = read_drawing(polygons([SQUARE, HOLE, ISLAND], None, [HOLE]))
    first, null, turned = drawing.frame.geometry
    assert first.equals(shapely.MultiPolygon([(SQUARE, [HOLE]), (ISLAND, [])]))
    assert null is None
    assert turned.equals(shapely.Polygon(HOLE))  # turned the other way by its writer
    assert (drawing.rows, codes(drawing)) == (("record 1", "record 2", "record 3"), [])


def test_a_hole_outside_every_ring_is_kept_and_told():
    drawing = read_drawing(polygons([SQUARE, FAR_HOLE]))
    assert drawing.frame.geometry[0].area == 82
    assert [(n.code, dict(n.facts)) for n in drawing.notes] == [
        ("lone_holes", {"row": 1, "count": 1})
    ]


def test_rings_are_not_mended():
    bow = [(0, 0), (9, 9), (9, 0), (0, 9), (0, 0)]
    drawing = read_drawing(polygons([bow], [SQUARE, [(30, 30), (31, 31)]]))
    assert not drawing.frame.geometry[0].is_valid
    assert drawing.frame.geometry[1].equals(shapely.Polygon(SQUARE))
    assert codes(drawing) == ["flat_rings"]


def test_records_deleted_in_the_table_are_left_away_with_their_shapes():
    source = polygons([SQUARE], [HOLE], [ISLAND])
    table = bytearray(source["a.dbf"])
    head, width = struct.unpack_from("<HH", table, 8)
    table[head + width] = ord("*")
    drawing = read_drawing({**source, "a.dbf": bytes(table)})
    assert drawing.rows == ("record 1", "record 3")
    assert list(drawing.frame["id"]) == ["0", "2"]
    assert drawing.frame.geometry[1].equals(shapely.Polygon(ISLAND))
    assert codes(drawing) == ["records_deleted"]


@pytest.mark.parametrize("kind", [shapefile.POLYGONZ, shapefile.POLYGONM])
def test_heights_and_measures_are_left_away_with_a_note(kind):
    def draw(writer):
        for _ in range(2):
            ring = [(*position, 700.0) for position in SQUARE]
            writer.polyz([ring]) if kind == shapefile.POLYGONZ else writer.polym([ring])

    drawing = read_drawing(written(kind, draw))
    assert not drawing.frame.geometry.has_z.any()
    assert drawing.frame.geometry[1].equals(shapely.Polygon(SQUARE))
    assert codes(drawing) == ["heights_left"]


def test_points_and_lines_are_read():
    points = read_drawing(written(shapefile.POINT, lambda w: (w.point(1, 2), w.null())))
    assert points.frame.geometry[0] == Point(1, 2)
    assert points.frame.geometry[1] is None
    lines = read_drawing(
        written(shapefile.POLYLINE, lambda w: (w.line([SQUARE]), w.line([SQUARE, HOLE])))
    )
    assert lines.frame.geometry[0] == LineString(SQUARE)
    assert lines.frame.geometry[1].geom_type == "MultiLineString"


def test_surfaces_of_buildings_are_no_plan_shapes():
    def draw(writer):
        for _ in range(2):
            writer.multipatch([[(*p, 0.0) for p in SQUARE]], partTypes=[shapefile.RING])

    with pytest.raises(InputError) as error:
        read_drawing(written(shapefile.MULTIPATCH, draw))
    assert error.value.code == "shp_kind"


def test_a_missing_table_or_index_is_noticed():
    source = polygons([SQUARE], [HOLE])
    alone = read_drawing({"a.shp": source["a.shp"]})
    assert codes(alone) == ["index_left", "table_missing"]
    assert list(alone.frame.columns) == ["geometry"]
    assert len(alone.frame) == 2
    no_index = read_drawing({n: c for n, c in source.items() if n != "a.shx"})
    assert codes(no_index) == ["index_left"]
    assert list(no_index.frame["id"]) == ["0", "1"]


def test_the_index_decides_the_order_of_records():
    source = polygons([SQUARE], [HOLE])
    first, second = source["a.shx"][100:108], source["a.shx"][108:116]
    swapped = source["a.shx"][:100] + second + first
    drawing = read_drawing({**source, "a.shx": swapped})
    assert drawing.frame.geometry[0].equals(shapely.Polygon(HOLE))


def test_values_come_in_their_kind():
    fields = (("n", "N", 18, 0), ("x", "N", 24, 15), ("d", "D"), ("l", "L"), ("c", "C", 20))
    rows = [
        [530623202201001, 0.1, "20261205", True, "00530623202201001"],
        [None, None, None, None, " lead"],
    ]

    def draw(writer):
        writer.point(0, 0)
        writer.point(1, 1)

    frame = read_drawing(written(shapefile.POINT, draw, fields, rows)).frame
    assert list(frame.iloc[0, :-1]) == [
        530623202201001, 0.1, "2026-12-05", True, "00530623202201001"
    ]  # fmt: skip
    assert list(frame.iloc[1, :-1]) == [None, None, None, None, " lead"]
    assert set(map(str, frame.dtypes)) == {"object", "geometry"}


@pytest.mark.parametrize(
    ("written_in", "declared", "read_as", "notes"),
    [
        ("gbk", b"GBK", "", []),
        ("gbk", b"936\r\n", "", []),
        ("gbk", b"ANSI 936", "", []),
        ("gb18030", b"", "", ["encoding_guessed"]),
        ("utf-8", b"", "", ["encoding_guessed"]),
        ("gbk", b"UTF-8", "", ["encoding_guessed"]),  # the .cpg does not tell the truth
        ("gbk", b"OEM", "", ["encoding_guessed"]),
        ("gbk", b"", "GBK", []),
        ("big5", b"", "Big5", []),
    ],
)
def test_the_encoding_is_told_or_found_out(written_in, declared, read_as, notes):
    text = "鹽津網格" if written_in == "big5" else "盐津网格"
    source = written(
        shapefile.POINT,
        lambda w: (w.point(0, 0), w.point(1, 1)),
        [("名稱" if written_in == "big5" else "名称", "C", 20)],
        [[text], ["plain"]],
        encoding=written_in,
    )
    drawing = read_drawing(source | ({"a.cpg": declared} if declared else {}), encoding=read_as)
    assert drawing.frame.iloc[0, 0] == text
    assert codes(drawing) == notes


def test_an_encoding_that_was_asked_for_and_does_not_fit_is_refused():
    source = written(
        shapefile.POINT, lambda w: (w.point(0, 0), w.point(1, 1)),
        rows=[["盐津县"], ["x"]], encoding="gbk",
    )  # fmt: skip
    with pytest.raises(InputError) as error:
        read_drawing(source, encoding="UTF-8")
    assert error.value.code == "dbf_encoding"


def test_a_text_damaged_in_the_file_is_shown_where_a_person_says_the_encoding():
    rows = [[f"第{number}网格"] for number in range(12)]
    source = written(
        shapefile.POINT, lambda w: [w.point(0, 0) for _ in rows], rows=rows, encoding="gbk"
    )
    source["a.dbf"] = source["a.dbf"].replace("第7".encode("gbk"), b"\xff\xff7")
    with pytest.raises(InputError) as error:
        read_drawing(source)
    assert error.value.code == "dbf_encoding"
    drawing = read_drawing(source, encoding="GB18030")
    assert list(drawing.frame["id"])[6:8] == ["第6网格", "\ufffd\ufffd7网格"]
    assert codes(drawing) == ["text_damaged"]


@pytest.mark.parametrize(
    "epsg", [4490, 4326, 4544, 4507, 4513, 4524, 2343, 4214, 32648, 3857, 2326]
)
def test_the_system_is_the_one_of_the_register(epsg):
    source = polygons([SQUARE])
    for version in ("WKT1_ESRI", "WKT2_2019"):
        wkt = CRS.from_epsg(epsg).to_wkt(version)
        assert read_drawing({**source, "a.prj": wkt.encode()}).system == f"EPSG:{epsg}"


def test_a_system_of_nobody_stays_as_its_wkt_and_nonsense_is_nothing():
    source = polygons([SQUARE])
    own = CRS.from_epsg(4544).to_wkt("WKT1_ESRI").replace("500000.0", "503210.0")
    assert read_drawing({**source, "a.prj": own.encode()}).system == own
    for nonsense in (
        b"",
        b"+init=/etc/passwd",
        b"PROJCS[",
        b"\xff\xfe",
        b'LOCAL_CS["x"]',
        b"EPSG:x",
    ):
        assert read_drawing({**source, "a.prj": nonsense}).system == ""


@pytest.mark.parametrize(
    ("listed", "column"),
    [
        ("field,full_name,kind\r\nid,grid_id,text\r\n", "grid_id"),
        ("field,full_name,kind\r\nid,geometry,text\r\n", "id"),
        ("a,b\r\n1,2\r\n", "id"),
        ("", "id"),
        ('field,full_name\r\nid,"', "id"),
        ("field,full_name,kind\r\nid\r\n", "id"),
    ],
)
def test_a_list_of_full_names_counts_only_where_it_fits(listed, column):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in (polygons([SQUARE]) | {"a_fields.csv": listed.encode()}).items():
            archive.writestr(name, content)
    assert list(read_drawing({"a.zip": packed.getvalue()}).frame.columns) == [column, "geometry"]


def test_the_parts_beside_a_shapefile_are_found_on_disk(tmp_path):
    frame = gpd.GeoDataFrame({"a": ["x"]}, geometry=[box(0, 0, 1, 1)], crs="EPSG:4544")
    frame.to_file(tmp_path / "a.shp", engine="pyogrio")
    (tmp_path / "a.prj").rename(tmp_path / "a.PRJ")
    (tmp_path / "ab.dbf").write_bytes(b"another layer")
    source = source_of(tmp_path / "a.shp")
    assert set(source) == {"a.shp", "a.dbf", "a.shx", "a.PRJ", "a.cpg"}
    assert layers_of(source) == ()
    assert read_drawing(source).system == "EPSG:4544"


def test_a_shapefile_of_many_random_polygons_is_read_as_gdal_reads_it(tmp_path):
    rng = np.random.default_rng(3)
    shapes = [
        shapely.Point(*centre).buffer(10).difference(shapely.MultiPoint(centre + holes).buffer(1))
        for centre, holes in zip(
            rng.uniform(0, 50, (60, 2)), rng.uniform(-6, 6, (60, 5, 2)), strict=True
        )
    ]
    frame = gpd.GeoDataFrame(geometry=[*shapes, shapely.union_all(shapes[:20])], crs="EPSG:4544")
    frame.to_file(tmp_path / "a.shp", engine="pyogrio")
    ours = read_drawing(source_of(tmp_path / "a.shp")).frame.geometry.to_numpy()
    theirs = gpd.read_file(tmp_path / "a.shp", engine="pyogrio").geometry.to_numpy()
    assert shapely.equals_exact(shapely.normalize(ours), shapely.normalize(theirs)).all()
