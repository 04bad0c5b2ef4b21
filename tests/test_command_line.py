"""The command line, used as a person would: files in, files out, exit status."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pyogrio
import pytest
from playwright.sync_api import sync_playwright

from planner.__main__ import main
from planner.report import files

ROOT = Path(__file__).parent.parent
EXAMPLES = [ROOT / "data" / "boundaries", ROOT / "data" / "examples" / "liechtenstein"]


@pytest.fixture(scope="module")
def demo(tiny_source, tmp_path_factory) -> Path:
    """Everything `demo` writes for the drawn township."""
    out = tmp_path_factory.mktemp("demo") / "输出 files"
    assert main(["demo", "--area", str(tiny_source), "--out", str(out), "--work", "1"]) == 0
    return out


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_check_proves_the_examples(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(folder / "grids.geojson"), "--units", str(folder / "units.geojson")]
    assert main(["check", *arguments, "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Proved: ")


def test_check_names_a_missing_grid_in_square_metres(
    tiny_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tiny_folder / "grids.geojson"
    drawing = json.loads(path.read_text(encoding="utf-8"))
    drawing["features"] = [
        f for f in drawing["features"] if f["properties"]["grid_id"] != "530623202001001"
    ]
    path.write_text(json.dumps(drawing), encoding="utf-8")
    units = str(tiny_folder / "units.geojson")
    assert main(["check", str(path), "--units", units, "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "Not proved" in said
    assert re.search(r"[Gg]ap.*: 1, 0\.25 km²", said)  # one cell of 500 m by 500 m


def test_check_writes_the_same_certificate_twice(tiny_source: Path, tmp_path: Path) -> None:
    written = []
    for name in ("a.json", "b.json"):
        arguments = ["check", str(tiny_source / "grids.geojson")]
        arguments += ["--units", str(tiny_source / "units.geojson")]
        assert main([*arguments, "--json", str(tmp_path / name)]) == 0
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert json.loads(written[0])["ok"] is True


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "GRIDS"], "--boundary or --units is missing"),
        (["check", "nowhere.geojson", "--units", "UNITS"], "nowhere.geojson"),
        (["check", "GRIDS", "--units", "GRIDS.doc"], "GRIDS.doc"),
        (["demo", "--area", "atlantis", "--out", "OUT"], "no area atlantis"),
        (["demo", "--area", "AREA", "--out", "OUT", "--date", "yesterday"], "yesterday"),
        (["demo", "--area", "AREA", "--out", "OUT", "--work", "0"], "work"),
        (["solve", "nowhere.json", "--out", "OUT"], "nowhere.json"),
        (["judge", "nowhere.json", "nowhere.json"], "nowhere.json"),
        ([], "--help"),
        (["fly"], "fly"),
        (["check", "GRIDS", "--wings"], "--wings"),
        (["demo", "--out", "OUT", "--seed", "x"], "--seed"),
        (["check", "GRIDS", "--units", "UNITS", "--tolerance-m", "nan"], "nan"),
        (["check", "GRIDS", "--units", "UNITS", "--crs", "banana"], "banana"),
        (["check", "GRIDS", "--units", "UNITS", "--cases", "NOWHERE"], "Cannot write"),
        (["demo", "--area", "AREA", "--out", "GRIDS"], "Cannot write"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(
    arguments: list[str],
    sentence: str,
    tiny_source: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    meant = {
        "GRIDS": str(tiny_source / "grids.geojson"),
        "UNITS": str(tiny_source / "units.geojson"),
        "AREA": str(tiny_source),
        "OUT": str(tmp_path / "out"),
        "NOWHERE": str(tmp_path / "out" / "cases.gpkg"),
    }
    assert main([*(meant.get(word, word) for word in arguments), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_of_many_faults_is_told_in_one_sentence(
    tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    path = tiny_folder / "crews.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",car,", ",broom,"), encoding="utf-8")
    places = tiny_folder / "places.geojson"
    places.write_text(places.read_text(encoding="utf-8").replace("hamlet", "x"), encoding="utf-8")
    out = tmp_path / "out"
    assert main(["demo", "--area", str(tiny_folder), "--out", str(out), "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "places.geojson" in said
    assert "kind" in said
    assert "hamlet" in said
    assert "1" in said


def test_units_and_grids_may_lie_in_one_geopackage(demo: Path) -> None:
    file = str(demo / "tiny.gpkg")
    layers = ["--layer", "grids", "--units-layer", "units", "--boundary-layer", "units"]
    assert main(["check", file, "--units", file, "--boundary", file, *layers]) == 0


def test_a_demo_that_breaks_off_while_writing_leaves_nothing(
    tiny_source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_workbook", full)
    out = tmp_path / "out"
    arguments = ["demo", "--area", str(tiny_source), "--work", "1", "--out"]
    assert main([*arguments, str(out)]) == 2
    assert not out.exists()
    out.mkdir()
    (out / "summary.json").write_text("old", encoding="utf-8")
    assert main([*arguments, str(out)]) == 2
    assert [path.name for path in out.iterdir()] == ["summary.json"]
    assert (out / "summary.json").read_text(encoding="utf-8") == "old"


def test_every_figure_of_the_summary_has_a_unit(demo: Path) -> None:
    summary = json.loads((demo / "summary.json").read_text(encoding="utf-8"))
    assert summary["area"]["example_data"] is True
    sections = {name: part for name, part in summary.items() if name != "area"}
    assert set(sections) == {"ground", "coverage", "patrols", "cameras", "responders"}
    for part in sections.values():
        assert all(set(entry) == {"value", "unit"} and entry["unit"] for entry in part.values())
    assert summary["coverage"]["proved"]["value"] is True
    assert summary["ground"]["area"] == {"value": 3.0, "unit": "km2"}


@pytest.mark.parametrize("kind", ["tours", "camera", "responder"])
def test_written_answers_pass_the_judge_and_changed_ones_do_not(
    demo: Path, tmp_path: Path, kind: str
) -> None:
    problem, outcome = demo / f"{kind}.problem.json", demo / f"{kind}.outcome.json"
    assert main(["judge", str(problem), str(outcome)]) == 0
    answer = json.loads(outcome.read_text(encoding="utf-8"))
    answer["objective"] += 1  # and the bound with it, or the form itself would be refused
    answer["bound"] += answer["status"] == "optimal"
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(answer), encoding="utf-8")
    assert main(["judge", str(problem), str(changed)]) == 1


def test_solving_the_written_question_again_gives_the_same_plan(demo: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    arguments = ["solve", str(demo / "tours.problem.json"), "--out", str(again), "--work", "1"]
    assert main(arguments) == 0
    first, second = (
        json.loads(path.read_text(encoding="utf-8"))
        for path in (demo / "tours.outcome.json", again)
    )
    assert first["plan"] == second["plan"]


def test_codes_stay_text_in_the_workbook(demo: Path) -> None:
    book = openpyxl.load_workbook(demo / "tiny.xlsx")
    sheet = book["网格一览表"]
    assert "示例数据" in sheet["A1"].value
    codes = [row[0] for row in sheet.iter_rows(min_row=3)]
    assert len(codes) == 6
    assert all(isinstance(cell.value, str) and cell.number_format == "@" for cell in codes)


def test_the_geopackage_holds_ground_and_plans_with_text_codes(demo: Path) -> None:
    path = demo / "tiny.gpkg"
    layers = {name for name, _ in pyogrio.list_layers(path)}
    assert {
        "units",
        "grids",
        "roads",
        "patrol_tours",
        "camera_cameras",
        "responder_grids",
    } <= layers
    with closing(sqlite3.connect(path)) as file:
        told = {
            row[0]
            for row in file.execute(
                "SELECT description FROM gpkg_contents WHERE data_type = 'features'"
            )
        }
    assert all("示例数据" in text for text in told)
    grids = pyogrio.read_dataframe(path, layer="grids")
    assert sorted(grids["grid_id"])[0] == "530623202001001"
    assert grids.crs.to_epsg() == 4544


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_map_opens_from_a_file_without_any_request(
    tiny_source: Path, tmp_path: Path, lang: str
) -> None:
    arguments = ["demo", "--area", str(tiny_source), "--out", str(tmp_path), "--work", "1"]
    assert main([*arguments, "--lang", lang]) == 0
    asked, broken = [], []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND"],
        )
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto((tmp_path / "tiny.html").as_uri())
        page.wait_for_selector(".leaflet-container path")
        shapes = page.locator(".leaflet-container path").count()
        text = page.inner_text("body")
        browser.close()
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
    assert not broken
    assert shapes > 6
    assert ("示例数据" if lang == "zh" else "xample data") in text
