"""`check` with settlements, recorded exceptions and the proof on paper."""

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import Point, box

from geo.formats.geojson import write_features
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
    assert run(folder, "--exceptions", lake(folder, "")) == 2
    assert "note" in capsys.readouterr().err


def test_a_settlement_in_no_grid_is_named(folder, capsys):
    spots = [Point(EAST + 50, NORTH + 50), Point(EAST + 250, NORTH + 50)]
    places = layer(folder / "places.geojson", "place_id", spots, place_id=["p1", "p2"])
    assert run(folder, "--exceptions", lake(folder, "lake"), "--places", places) == 1
    told = capsys.readouterr().out
    assert "Settlement in no grid" in told
    assert ": 1" in told


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
