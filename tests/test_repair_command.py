"""The repair command lists cases, carries out decisions and writes what moved."""

import argparse
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import Polygon, box

from geo.contract import InputError
from geo.coverage import certify
from planner.__main__ import main
from planner.commands.common import BadInput, worded
from planner.commands.repair import repair

CRS = "EPSG:4544"
EAST, NORTH = 400_000, 3_100_000


def cell(x0, y0, x1, y1):
    return box(EAST + x0, NORTH + y0, EAST + x1, NORTH + y1)


@pytest.fixture
def files(tmp_path):
    """Two grids with a gap of 10 m x 100 m and an overlap of 5 m x 100 m, and their outline."""
    grids = gpd.GeoDataFrame(
        index=pd.Index(["a", "b", "c"], dtype="object", name="grid_id"),
        geometry=[cell(0, 0, 100, 100), cell(110, 0, 205, 100), cell(200, 0, 300, 100)],
        crs=CRS,
    )
    outline = gpd.GeoDataFrame(geometry=[cell(0, 0, 300, 100)], crs=CRS)
    grids.reset_index().to_file(tmp_path / "grids.gpkg", layer="grids", engine="pyogrio")
    outline.to_file(tmp_path / "outline.gpkg", layer="outline", engine="pyogrio")
    return tmp_path


def run(folder, **options):
    told = []
    args = {
        "grids": folder / "grids.gpkg",
        "boundary": folder / "outline.gpkg",
        "units": None,
        "places": None,
        "exceptions": None,
        "layer": None,
        "boundary_layer": None,
        "units_layer": None,
        "crs": None,
        "system": "",
        "encoding": "",
        "expect_codes": None,
        "tolerance_m": 0.01,
        "accept": None,
        "decisions": None,
        "out": None,
        "ledger": None,
        "cases": None,
        "lang": "en",
    } | options
    status = repair(argparse.Namespace(**args), told.append)
    return status, told


def cases_of(folder):
    run(folder, cases=folder / "cases.gpkg")
    frame = gpd.read_file(folder / "cases.gpkg", layer="cases", engine="pyogrio")
    return dict(zip(frame["kind"], frame["case_id"], strict=True))


def decide(folder, text, encoding="utf-8"):
    path = folder / "decisions.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_without_decisions_the_cases_are_listed_and_nothing_is_written(files):
    status, told = run(files, out=files / "mended.gpkg")
    assert status == 1
    assert not (files / "mended.gpkg").exists()
    assert any("1,000 m" in line and "divide it" in line for line in told), told
    assert all("{" not in line for line in told)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_accepting_all_mends_the_drawing_and_writes_what_moved(files, lang):
    mended, ledger = files / "mended.gpkg", files / "ledger.csv"
    status, told = run(files, accept=["all"], out=mended, ledger=ledger, lang=lang)
    assert status == 0, told
    grids = gpd.read_file(mended, layer="grids", engine="pyogrio").set_index("grid_id")
    outline = gpd.read_file(mended, layer="boundary", engine="pyogrio").geometry[0]
    assert certify(grids, outline).ok
    assert ledger.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = pd.read_csv(ledger)
    assert rows.area_m2.sum() == pytest.approx(1500)
    assert set(rows.kind) == {"gap", "overlap"}


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "画成新网格 new-001"), ("en", "make it the new grid new-001")]
)
def test_a_missing_grid_is_listed_made_anew_and_can_be_decided_otherwise(tmp_path, lang, words):
    cells = {
        f"g{n}": cell(100 * (n % 3), 100 * (n // 3), 100 * (n % 3) + 100, 100 * (n // 3) + 100)
        for n in range(9)
    }
    outline = gpd.GeoDataFrame(geometry=[shapely.coverage_union_all([*cells.values()])], crs=CRS)
    outline.to_file(tmp_path / "outline.gpkg", layer="outline", engine="pyogrio")
    del cells["g4"]
    drawn = gpd.GeoDataFrame({"grid_id": list(cells)}, geometry=list(cells.values()), crs=CRS)
    drawn.to_file(tmp_path / "grids.gpkg", layer="grids", engine="pyogrio")
    status, told = run(tmp_path, cases=tmp_path / "cases.gpkg", lang=lang)
    assert status == 1
    assert any(words in line for line in told), told
    (case,) = gpd.read_file(tmp_path / "cases.gpkg", layer="cases").to_dict("records")
    assert (case["suggested"], case["new_grid"]) == ("new", "new-001")
    out = {"out": tmp_path / "mended.gpkg", "ledger": tmp_path / "moved.csv", "lang": lang}
    path = decide(tmp_path, f"case_id,receiver\n{case['case_id']},new\n")
    for how, rule in (({"accept": ["all"]}, "suggestion"), ({"decisions": path}, "person")):
        status, told = run(tmp_path, **how, **out)
        assert status == 0, told
        mended = gpd.read_file(out["out"], layer="grids", engine="pyogrio").set_index("grid_id")
        assert mended.geometry["new-001"].equals(cell(100, 100, 200, 200))
        (row,) = pd.read_csv(out["ledger"]).to_dict("records")
        assert (row["to_grid"], row["area_m2"], row["rule"]) == ("new-001", 10_000, rule)
    lake = decide(tmp_path, f"case_id,receiver,note\n{case['case_id']},keep,a lake\n")
    assert run(tmp_path, decisions=lake)[0] == 0


@pytest.mark.parametrize("how", [{}, {"accept": ["all"]}])
def test_ground_of_several_missing_grids_is_said_to_be_that(tmp_path, how):
    cells = {
        f"g{n}": cell(100 * (n % 3), 100 * (n // 3), 100 * (n % 3) + 100, 100 * (n // 3) + 100)
        for n in range(9)
    }
    outline = gpd.GeoDataFrame(geometry=[shapely.coverage_union_all([*cells.values()])], crs=CRS)
    outline.to_file(tmp_path / "outline.gpkg", layer="outline", engine="pyogrio")
    for gone, said in ((("g4",), 0), (("g3",), 1)):
        for name in gone:
            del cells[name]
        drawn = gpd.GeoDataFrame({"grid_id": list(cells)}, geometry=list(cells.values()), crs=CRS)
        drawn.to_file(tmp_path / "grids.gpkg", layer="grids", engine="pyogrio")
        told = run(tmp_path, **how)[1]
        assert sum("2.0 times a usual grid" in line for line in told) == said


def test_one_kind_can_be_accepted_alone(files):
    status, told = run(files, accept=["gap"], out=files / "mended.gpkg")
    assert status == 1
    assert any("1 case is still open" in line for line in told), told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_decisions_of_a_person_count_and_are_noted(files, encoding):
    named = cases_of(files)
    rows = [f"{named['gap']},a,测量图为准", f"{named['overlap']},c,"]
    path = decide(files, "case_id,receiver,note\n" + "\n".join(rows) + "\n", encoding)
    ledger = files / "ledger.csv"
    status, told = run(files, decisions=path, out=files / "mended.gpkg", ledger=ledger)
    assert status == 0, told
    grids = gpd.read_file(files / "mended.gpkg", layer="grids", engine="pyogrio")
    area = dict(zip(grids["grid_id"], grids.area, strict=True))
    assert area == pytest.approx({"a": 11_000, "b": 9_000, "c": 10_000})
    assert "测量图为准" in set(pd.read_csv(ledger).note)


def test_a_decision_whose_note_names_a_person_is_refused_with_its_row(files):
    named = cases_of(files)
    path = decide(files, f"case_id,receiver,note\n{named['gap']},a,问过张书记 13800001111\n")
    with pytest.raises(BadInput, match="row 2") as caught:
        run(files, decisions=path, out=files / "mended.gpkg")
    assert "138" not in str(caught.value)


def test_ground_kept_as_a_hole_is_written_with_its_note(files):
    named = cases_of(files)
    path = decide(files, f"case_id,receiver,note\n{named['gap']},keep,a lake\n")
    status, told = run(files, decisions=path, accept=["overlap"], out=files / "mended.gpkg")
    assert status == 0, told
    kept = gpd.read_file(files / "mended.gpkg", layer="exceptions", engine="pyogrio")
    assert list(kept.note) == ["a lake"]
    assert kept.area.sum() == pytest.approx(1_000)


def test_a_recorded_exception_is_read_back_from_the_mended_file(files):
    for old, new in (("grids", "grids"), ("outline", "units")):
        layer = gpd.read_file(files / f"{old}.gpkg", engine="pyogrio").assign(unit_code="W")
        layer.to_file(files / f"{new}.gpkg", layer=new, engine="pyogrio")
    named = cases_of(files)
    path = decide(files, f"case_id,receiver,note\n{named['gap']},keep,a lake\n")
    mended = files / "mended.gpkg"
    run(files, units=files / "units.gpkg", decisions=path, accept=["overlap"], out=mended)
    layers = {"layer": "grids", "units_layer": "units", "boundary": None}
    known = {"grids": mended, "units": mended, "exceptions": mended} | layers
    status, told = run(files, **known)
    assert status == 0, told
    words = [str(mended), "--layer", "grids", "--units", str(mended), "--units-layer", "units"]
    assert main(["check", *words, "--exceptions", str(mended), "--lang", "en"]) == 0
    assert main(["check", *words, "--lang", "en"]) == 1


@pytest.mark.parametrize("tolerance", [float("nan"), float("inf"), -1.0])
def test_a_tolerance_that_is_no_width_is_refused(files, tolerance):
    with pytest.raises(BadInput, match="tolerance"):
        run(files, tolerance_m=tolerance)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("case_id,receiver\nc000,a\n", "row 2: this drawing has no case c000"),
        ("case_id,receiver\n{gap},nobody\n", "row 2: {gap} (gap) cannot go to nobody"),
        ("case_id,receiver\n{gap},keep\n", "row 2: Leaving {gap} as it is needs a note"),
        ("case_id,receiver\n{overlap},keep\n", "row 2: "),
        ("name,receiver\nx,y\n", "must name the columns"),
    ],
)
def test_a_decision_nobody_can_carry_out_is_told_with_its_row(files, text, told):
    named = cases_of(files)
    path = decide(files, text.format(**named))
    with pytest.raises(BadInput, match=r"decisions\.csv") as error:
        run(files, decisions=path)
    assert told.format(**named) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_kind_nobody_knows_and_a_missing_outline_are_refused(files):
    with pytest.raises(BadInput, match="no kind gaps"):
        run(files, accept=["gaps"])
    with pytest.raises(BadInput):
        run(files, boundary=None)
    with pytest.raises(BadInput, match="there is no such file"):
        run(files, decisions=Path(files / "none.csv"))


def test_shapes_are_polygons(files):
    run(files, accept=["all"], out=files / "mended.gpkg")
    grids = gpd.read_file(files / "mended.gpkg", layer="grids", engine="pyogrio")
    assert all(isinstance(shape, Polygon) for shape in grids.geometry)
    assert shapely.is_valid(grids.geometry).all()


@pytest.mark.parametrize(
    ("kinds", "told"),
    [("unknown_unit, gap", "：代码不明、空白）"), ("overlap", "：重叠）"), ("none", "：无）")],
)
def test_a_refusal_names_kinds_in_words(kinds, told):
    facts = {"before_m2": 1.0, "after_m2": 2.0, "kinds": kinds}
    error = InputError(code="repair_worse", facts=facts, sentence="{kinds}")
    assert told in worded(error, "zh")
