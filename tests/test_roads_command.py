"""The roads command on files as offices have them: read right, listed, joined only where asked."""

from __future__ import annotations

import csv
import io
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import ezdxf
import geopandas as gpd
import pytest
import shapefile
import shapely

from geo.formats.geojson import read_features
from geo.roads import network_from_lines
from geo.schema import ROADS
from planner.__main__ import main

ROOT = Path(__file__).parents[1]
AREA = ROOT / "data" / "boundaries"
LIECHTENSTEIN = ROOT / "data" / "examples" / "liechtenstein"
X, Y = 430_000.0, 3_120_000.0  # in the middle of Luoyan, EPSG:4544
# a county road, a village road drawn towards it with 3 m missing, a track that crosses it, and
# a one-way street drawn against its traffic from a vertex of the county road
DRAWN = [
    ([(0, 0), (500, 0), (1000, 0)], "县道", "落雁路", "双向", "沥青", "6.5", "否"),
    ([(200, -400), (200, -3)], "村道", "下寨路", "", "水泥", "3.5米", ""),
    ([(800, -300), (800, 300)], "机耕路", "", "", "土", "", ""),
    ([(500, 300), (500, 0)], "乡道", "街上", "反向", "", "", ""),
]
FIELDS = ("道路等级", "道路名称", "通行方向", "路面类型", "路宽", "是否桥梁")


@pytest.fixture
def middle():
    """Place in the middle of the example, in metres of its system."""
    units = read_features(AREA / "units.geojson").to_crs("EPSG:4544")
    [x, y] = units.geometry.union_all().representative_point().coords[0]
    return round(x), round(y)


def placed(line, middle):
    return [(middle[0] + x, middle[1] + y) for x, y in line]


def as_shapefile(folder, middle, rows=DRAWN, fields=FIELDS, encoding="gb18030"):
    parts = {name: io.BytesIO() for name in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POLYLINE, encoding=encoding) as writer:
        for name in fields:
            writer.field(name, "C", 30)
        for line, *values in rows:
            writer.line([placed(line, middle)])
            writer.record(*values[: len(fields)])
    path = folder / "道路.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(f"道路.{name}", content.getvalue())
        archive.writestr("道路.cpg", encoding)
    return path


def as_geopackage(folder, middle):
    rows = [dict(zip(FIELDS, values, strict=True)) for _, *values in DRAWN]
    shapes = [shapely.LineString(placed(line, middle)) for line, *_ in DRAWN]
    path = folder / "roads.gpkg"
    gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4544").to_file(path, layer="道路")
    return path


def as_drawing(folder, middle):
    """DXF: the class is the layer, there is nothing else."""
    document = ezdxf.new("R2018")
    space = document.modelspace()
    for line, kind, *_ in DRAWN:
        space.add_lwpolyline(placed(line, middle), dxfattribs={"layer": kind})
    space.add_text("落雁路", dxfattribs={"layer": "县道"}).set_placement((*middle,))
    path = folder / "道路.dxf"
    document.saveas(path)
    return path


def run(capsys, *words):
    status = main(["roads", *map(str, words)])
    told = capsys.readouterr()
    return status, told.out, told.err


def roads_of(path):
    return ROADS.check(read_features(path).to_crs("EPSG:4544"), path.name)


@pytest.mark.parametrize("make", [as_shapefile, as_geopackage, as_drawing])
def test_a_layer_of_lines_is_read_with_its_columns_and_its_faults_listed(
    tmp_path, capsys, middle, make
):
    out, report = tmp_path / "roads.geojson", tmp_path / "look.csv"
    words = ("--area", "luoyan", "--system", "EPSG:4544", "--out", out, "--report", report)
    status, told, error = run(capsys, make(tmp_path, middle), *words)
    assert (status, error) == (0, "")
    assert "断头：有 1 个端点离另一条路不到 5 米却没有相接" in told
    assert "交叉：有 1 处" in told
    assert "互不相通的部分 3 个" in told
    roads = roads_of(out)
    assert sorted(set(roads["road_class"])) == ["county", "township", "track", "village"]
    rows = list(csv.reader(io.StringIO(report.read_text("utf-8-sig"))))
    assert [row[0] for row in rows[1:3]] == ["断头未接", "交叉无节点"]
    assert rows[1][3] == "3.0"
    assert float(rows[1][4]) == pytest.approx(middle[0] + 200, abs=0.01)
    if make is as_drawing:
        assert "有 1 行不是线" in told
        return
    main_road = roads[roads["name_zh"] == "落雁路"]
    assert len(main_road) == 2  # divided where the street begins
    assert main_road[["surface", "width_m", "bridge"]].drop_duplicates().values.tolist() == [
        ["asphalt", 6.5, False]
    ]
    street = roads[roads["name_zh"] == "街上"].iloc[0]
    assert street["oneway"]
    xy = shapely.get_coordinates(street.geometry)
    assert xy[0][1] < xy[-1][1]  # turned round: traffic runs north, it was drawn south
    assert roads.loc[roads["name_zh"] == "下寨路", "width_m"].tolist() == [3.5]


def test_ends_are_joined_and_crossings_noded_only_on_request(tmp_path, capsys, middle):
    source = as_shapefile(tmp_path, middle)
    before = source.read_bytes()
    words = (source, "--area", "luoyan", "--system", "EPSG:4544", "--out")
    plain, joined, both = (tmp_path / f"{name}.geojson" for name in ("plain", "joined", "both"))
    run(capsys, *words, plain)
    status, told, _ = run(capsys, *words, joined, "--join-ends", "4")
    assert status == 0
    assert "按要求接上 1 个断头，最远移动 3.00 米" in told
    run(capsys, *words, both, "--join-ends", "4", "--node-crossings")
    parts = [network_from_lines(roads_of(p)).component_count for p in (plain, joined, both)]
    assert parts == [3, 2, 1]
    assert source.read_bytes() == before
    kept = roads_of(plain).loc["r3"].geometry  # the track has no part in what was joined
    assert roads_of(joined).loc["r3"].geometry.equals_exact(kept, 0.001)


@pytest.mark.parametrize(
    ("rows", "fields", "told"),
    [
        (
            [([(0, 0), (9, 0)], "天路")], FIELDS[:1],
            "“道路等级”列有不认识的道路等级：天路（第 1 条记录）",
        ),
        ([([(0, 0), (9, 0)], "")], FIELDS[:1], "有 1 条道路没有等级（第 1 条记录）"),
        ([([(0, 0), (9, 0)], "x")], ("备注",), "有 1 条道路没有等级（第 1 条记录）"),
        (
            [([(0, 0), (9, 0)], "村道", "", "随便")], FIELDS[:3],
            "“通行方向”列有看不懂的值：随便（第 1 条记录）",
        ),
        (
            [([(0, 0), (9, 0)], "村道", "", "", "", "很宽")], FIELDS[:5],
            "“路宽”列有看不懂的值：很宽（第 1 条记录）",
        ),
    ],
)  # fmt: skip
def test_what_nobody_understands_is_refused_with_file_column_row_and_remedy(
    tmp_path, capsys, middle, rows, fields, told
):
    source = as_shapefile(tmp_path, middle, rows, fields)
    status, out, error = run(capsys, source, "--area", "luoyan", "--system", "4544")
    assert (status, out) == (2, "")
    assert "道路.zip" in error
    assert told in error
    assert "请" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("place", [0, 1])
def test_a_cell_that_names_a_person_is_refused_and_never_repeated(tmp_path, capsys, middle, place):
    values = ["村道", "下寨路"]
    values[place] = "13812345678"
    source = as_shapefile(tmp_path, middle, [([(0, 0), (9, 0)], *values)], FIELDS[:2])
    status, _, error = run(capsys, source, "--area", "luoyan", "--system", "4544")
    assert status == 2
    assert "13812345678" not in error
    assert "第 1 条" in error or "record 1" in error


def test_a_road_of_a_map_that_names_a_person_is_refused_and_never_repeated(tmp_path, capsys):
    path = tmp_path / "map.osm"
    path.write_text(
        '<osm><node id="1" lon="104.25" lat="28.2"/><node id="2" lon="104.26" lat="28.2"/>'
        '<way id="9"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/>'
        '<tag k="name:zh" v="王建国老师门口 13800001111"/></way></osm>',
        encoding="utf-8",
    )
    assert main(["roads", str(path)]) == 2
    told = capsys.readouterr().err
    assert "w9-1, name_zh" in told
    assert "王建国" not in told
    assert "138" not in told


def test_roads_without_a_class_take_the_one_that_is_named(tmp_path, capsys, middle):
    source = as_shapefile(tmp_path, middle, [([(0, 0), (9, 0)], "")], FIELDS[:1])
    out = tmp_path / "roads.gpkg"
    words = (source, "--area", "luoyan", "--system", "4544", "--class", "village", "--out", out)
    assert run(capsys, *words)[0] == 0
    assert gpd.read_file(out, layer="roads")["road_class"].tolist() == ["village"]


def test_a_layer_of_points_is_no_layer_of_roads(tmp_path, capsys):
    status, _, error = run(capsys, AREA / "places.geojson", "--area", "luoyan")
    assert status == 2
    assert "没有线，只有点" in error


def test_liechtenstein_counted_plainly_prints_the_known_figures(capsys):
    [source] = LIECHTENSTEIN.glob("*.osm.bz2")
    status, told, _ = run(capsys, source, "--area", "liechtenstein", "--plain")
    assert status == 0
    assert "总长 966.7 公里，4,850 段（9,600 条有向边），3,632 个路口和端点" in told
    assert "互不相通的部分 13 个" in told


def test_a_map_becomes_a_layer_of_roads_and_a_list_of_places(tmp_path, capsys):
    [source] = LIECHTENSTEIN.glob("*.osm.bz2")
    out, report = tmp_path / "roads.geojson", tmp_path / "look.geojson"
    status, told, _ = run(capsys, source, "--out", out, "--report", report, "--lang", "en")
    assert status == 0
    assert "4 roads being built, planned or given up: not taken: construction 3, path 1" in told
    assert "44 barriers, each shut to the modes it stops and no more: bollard 18, gate 11" in told
    features = json.loads(report.read_text("utf-8"))["features"]
    kinds = [feature["properties"]["what"] for feature in features]
    assert kinds.count("Barrier") == 44
    assert kinds.count("Not built or given up") == 4
    frame = ROADS.check(read_features(out), out.name)
    assert set(frame["car"]) == {"yes", "no", None}


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("a.osm", "--overpass"),
        ("--overpass", "--allow-network"),
        ("a.osm", "--join-ends", "0"),
        ("a.osm", "--join-ends", "101"),
        ("a.osm", "--out", "roads.txt"),
        ("a.osm", "--report", "roads.xlsx"),
        ("a.osm",),
        ("a.geojson", "--out", "a.geojson"),
    ],
)
def test_words_that_ask_for_nothing_are_one_sentence(capsys, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, _, error = run(capsys, *words)
    assert status == 2
    assert error.count("\n") == 1


def test_overpass_is_not_asked_without_the_explicit_switch(tmp_path, capsys):
    words = ("--overpass", "--area", "luoyan", "--keep", tmp_path / "kept")
    status, _, error = run(capsys, *words, "--mirror", "http://127.0.0.1:9/api")
    assert status == 2
    assert "须先明确同意" in error
    assert not (tmp_path / "kept").exists()
    status, told, error = run(
        capsys, *words, "--mirror", "http://127.0.0.1:9/api", "--allow-network", "--timeout", "5"
    )
    assert status == 2
    assert "正在向 http://127.0.0.1:9/api 请求道路" in told
    assert "连不上 Overpass 服务器（127.0.0.1:9）" in error


@pytest.mark.parametrize("person", ["", " 13800001111"])
def test_an_answer_of_overpass_that_is_refused_is_not_kept(tmp_path, capsys, monkeypatch, person):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    tags = {"highway": "track", "name:zh": f"机耕路{person}"}
    nodes = [{"type": "node", "id": n, "lat": 28.2 + n / 100, "lon": 104.3} for n in (1, 2)]
    way = {"type": "way", "id": 7, "nodes": [1, 2], "tags": tags}
    body = json.dumps({"elements": [way, *nodes]}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            pass

    kept = tmp_path / "kept"
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        mirror = f"http://127.0.0.1:{server.server_port}/api"
        words = ("--overpass", "--allow-network", "--area", "luoyan", "--keep", kept)
        status, told, error = run(capsys, *words, "--mirror", mirror, "--attempts", "1")
        thread.join()
    if person:
        assert (status, list(kept.iterdir())) == (2, [])
        assert "13800001111" not in told + error
        assert "已写" not in told
    else:
        assert (status, error) == (0, "")
        assert sorted(path.suffix for path in kept.iterdir()) == [".json", ".osm"]
