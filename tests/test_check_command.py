"""`check` with settlements, recorded exceptions and the proof on paper."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import Point, box

from geo.formats.geojson import read_features, write_features
from planner.__main__ import main

CRS = "EPSG:4544"
EAST, NORTH = 430_000.0, 3_100_000.0


def square(x, y, size=100.0):
    return box(EAST + x, NORTH + y, EAST + x + size, NORTH + y + size)


def layer(path, index, shapes, **columns):
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs=CRS)
    write_features(path, frame.set_index(index))
    return str(path)


@pytest.fixture
def folder(tmp_path):
    """Two grids side by side and, beside them, a lake that is in no grid."""
    shapes = [square(0, 0), square(100, 0)]
    layer(tmp_path / "grids.geojson", "grid_id", shapes, grid_id=["g1", "g2"])
    outer = shapely.coverage_union_all([*shapes, square(200, 0)])
    layer(tmp_path / "boundary.geojson", "id", [outer], id=["b"])
    return tmp_path


def run(folder, *words):
    files = [str(folder / "grids.geojson"), "--boundary", str(folder / "boundary.geojson")]
    return main(["check", *files, "--crs", CRS, *words, "--lang", "en"])


def lake(folder, note):
    columns = {"exception_id": ["e1"], "kind": ["hole"], "grid_id": [""], "note": [note]}
    return layer(folder / "exceptions.geojson", "exception_id", [square(200, 0)], **columns)


def test_a_lake_is_a_gap_until_it_is_recorded_with_a_note(folder, capsys):
    assert run(folder) == 1
    assert "Gap" in capsys.readouterr().out
    assert run(folder, "--exceptions", lake(folder, "lake")) == 0
    assert "with recorded exceptions: Hole" in capsys.readouterr().out
    assert run(folder, "--exceptions", lake(folder, "")) == 2
    assert "note" in capsys.readouterr().err
    assert run(folder, "--exceptions", lake(folder, "户主：张伟")) == 2
    told = capsys.readouterr().err
    assert "e1, note" in told
    assert "张伟" not in told


def test_a_settlement_in_no_grid_is_named(folder, capsys):
    spots = [Point(EAST + 50, NORTH + 50), Point(EAST + 250, NORTH + 50)]
    places = layer(folder / "places.geojson", "place_id", spots, place_id=["p1", "p2"])
    assert run(folder, "--exceptions", lake(folder, "lake"), "--places", places) == 1
    told = capsys.readouterr().out
    assert "Settlement in no grid" in told
    assert ": 1" in told


def test_settlements_of_a_table_are_read_in_the_system_that_is_named(tmp_path, capsys):
    area = Path(__file__).parents[1] / "data" / "boundaries"
    spots = read_features(area / "places.geojson").geometry[::10]
    rows = [f"p{row},{spot.x},{spot.y}" for row, spot in enumerate(spots)]
    table = tmp_path / "places.csv"
    table.write_text("\n".join(["place_id,lon,lat", *rows]), encoding="utf-8")
    words = ["check", str(area / "grids.geojson"), "--boundary", str(area / "units.geojson")]
    words += ["--places", str(table), "--lang", "en"]
    assert main(words) == 2  # three systems of web maps are too close to call
    assert "name the system" in capsys.readouterr().err
    assert main([*words, "--system", "EPSG:4490"]) == 0


@pytest.mark.parametrize("name", ["proof.html", "proof.txt"])
def test_the_proof_names_the_files_and_the_exception(folder, name):
    out = folder / name
    words = ("--exceptions", lake(folder, "lake of the neighbours"), "--proof", str(out))
    assert run(folder, *words) == 0
    text = out.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>") == (name == "proof.html")
    for wanted in ("grids.geojson", "boundary.geojson", "lake of the neighbours"):
        assert wanted in text
    assert "http" not in text.replace("http-equiv", "")


def test_a_hole_of_the_boundary_is_said_beside_the_proof(folder, capsys):
    ring = square(0, 0, 300).difference(square(100, 100))
    layer(folder / "boundary.geojson", "id", [ring], id=["b"])
    layer(folder / "grids.geojson", "grid_id", [ring], grid_id=["g1"])
    assert run(folder) == 0
    assert "1 holes" in capsys.readouterr().out


def refused(folder, capsys, *words):
    assert main(["check", *words]) == 2
    told = capsys.readouterr().err.strip()
    assert told.count("\n") == 0
    return told


def test_a_result_is_never_written_over_what_is_read(folder, capsys):
    grids, outer = folder / "grids.geojson", folder / "boundary.geojson"
    before = grids.read_bytes()
    for words in (["--json", str(grids)], ["--cases", str(outer)]):
        told = refused(folder, capsys, str(grids), "--boundary", str(outer), *words)
        assert "不能覆盖" in told
    words = ["--out", str(folder / "sub" / ".." / "grids.geojson")]
    (folder / "sub").mkdir()
    assert main(["import", str(grids), *words]) == 2
    assert grids.read_bytes() == before


def test_a_boundary_that_crosses_itself_is_a_fault_and_no_crash(folder, capsys):
    corners = [(0, 0), (100, 100), (100, 0), (0, 90)]
    bow = shapely.Polygon([(EAST + x, NORTH + y) for x, y in corners])
    layer(folder / "boundary.geojson", "id", [bow], id=["b"])
    assert run(folder) == 1
    assert "Invalid" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "told"),
    [(b" \n\n", "没有代码"), (b"\xff\xfe\0\x81", "GB18030"), (None, "找不到文件")],
)
def test_a_list_of_codes_that_says_nothing_is_refused(folder, capsys, content, told):
    codes = folder / "codes.txt"
    if content is not None:
        codes.write_bytes(content)
    files = [str(folder / "grids.geojson"), "--boundary", str(folder / "boundary.geojson")]
    assert told in refused(folder, capsys, *files, "--expect-codes", str(codes))


def test_why_a_file_cannot_be_written_is_said_in_chinese(folder, capsys):
    files = [str(folder / "grids.geojson"), "--boundary", str(folder / "boundary.geojson")]
    told = refused(folder, capsys, *files, "--json", str(folder / "nowhere" / "a.json"))
    assert "文件夹不存在" in told


def test_a_file_of_no_settlements_is_no_fault(folder):
    empty = folder / "places.geojson"
    empty.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    assert run(folder, "--exceptions", lake(folder, "lake"), "--places", str(empty)) == 0
