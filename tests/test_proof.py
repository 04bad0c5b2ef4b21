"""The proof on paper, and the script that repeats it without the program."""

import json
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Polygon, box, mapping, shape

from geo.coverage import certify
from planner.report.proof import About, proof_html, proof_text

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "docs" / "verify_coverage.py"
FOLDERS = {
    "luoyan": ROOT / "data" / "boundaries",
    "liechtenstein": ROOT / "data" / "examples" / "liechtenstein",
}
CRS = "EPSG:4544"


def shapes_of(name, layer):
    """Shapes of a shipped layer, with the numbers that stand in the file."""
    features = json.loads((FOLDERS[name] / f"{layer}.geojson").read_text("utf-8"))["features"]
    return np.array([shape(feature["geometry"]) for feature in features], dtype=object)


def written(path, shapes, kinds=None):
    features = [
        {
            "type": "Feature",
            "properties": {"kind": kinds[row]} if kinds else None,
            "geometry": None if item is None else mapping(item),
        }
        for row, item in enumerate(shapes)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def verified(*files):
    run = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *map(str, files)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert not run.stderr
    return run.returncode, run.stdout


def numbered(shapes):
    """A frame of shapes as they stand; the numbers are taken for metres."""
    ids = [f"g{row:04d}" for row in range(len(shapes))]
    return gpd.GeoDataFrame(index=ids, geometry=list(shapes), crs=CRS)


def pushed(item):
    xy = shapely.get_coordinates(item.exterior)[:-1]
    xy[1] += (xy[0] - xy[1]) * 0.125
    return Polygon(xy, item.interiors)


def with_vertex(item):
    xy = shapely.get_coordinates(item.exterior)[:-1]
    return Polygon(np.insert(xy, 1, (xy[0] + xy[1]) / 2, axis=0), item.interiors)


def bow_tie(item):
    xy = shapely.get_coordinates(item.exterior)[:-1]
    xy[[2, len(xy) // 2]] = xy[[len(xy) // 2, 2]]
    return Polygon(xy, item.interiors)


BREAKS = {
    "as shipped": lambda grids: grids,
    "one missing": lambda grids: grids[1:],
    "one twice": lambda grids: np.append(grids, grids[3]),
    "a vertex pushed": lambda grids: np.append(grids[1:], pushed(grids[0])),
    "a vertex more": lambda grids: np.append(grids[1:], with_vertex(grids[0])),
    "a ring that crosses itself": lambda grids: np.append(grids[1:], bow_tie(grids[0])),
    "a row without a shape": lambda grids: np.append(grids[1:], None),
    "a hole": lambda grids: np.append(grids[1:], with_hole(grids[0])),
}


def with_hole(item):
    return item.difference(item.representative_point().buffer(1e-4, quad_segs=2))


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("case", BREAKS)
def test_the_script_and_the_certificate_agree(name, case, tmp_path):
    grids = BREAKS[case](shapes_of(name, "grids"))
    boundary = shapely.coverage_union_all(shapes_of(name, "units"))
    files = written(tmp_path / "g.json", grids), written(tmp_path / "b.json", [boundary])
    status, told = verified(*files)
    certificate = certify(numbered(grids), boundary)
    assert status == (0 if certificate.ok else 1)
    assert certificate.ok is (case == "as shipped")
    assert f"segments left over: {certificate.residue_edges};" in told


def test_the_script_counts_holes_and_exclaves(tmp_path):
    cells = [box(x, y, x + 1, y + 1) for x in range(3) for y in range(3)]
    whole, far = shapely.coverage_union_all(np.array(cells)), box(7, 7, 8, 8)
    grids = written(tmp_path / "g.json", [*cells[:4], *cells[5:], far])
    boundary = written(tmp_path / "b.json", [whole])
    kinds = ["hole", "exclave", "island"]
    noted = written(tmp_path / "x.json", [cells[4], far, cells[0]], kinds)
    assert verified(grids, boundary, noted)[0] == 0
    assert verified(grids, boundary)[0] == 1
    wrong = written(tmp_path / "w.json", [cells[4], box(7, 7, 8, 8.5)], kinds)
    assert verified(grids, boundary, wrong)[0] == 1


@pytest.mark.parametrize(
    "exclaves",
    [
        [box(1, 1, 2, 2)],  # on the boundary's ground
        [box(7, 7, 8, 8), box(7, 7, 8, 8)],
        [box(6, 6, 9, 9), box(7, 7, 8, 8)],
        [box(7, 7, 9, 8), box(7, 7, 8, 8)],
        [box(7, 7, 9, 9), box(8, 8, 10, 10)],
    ],
)
def test_exclaves_on_ground_that_counts_already_cannot_hide_two_grids(tmp_path, exclaves):
    cells = [box(x, y, x + 1, y + 1) for x in range(3) for y in range(3)]
    grids = written(tmp_path / "g.json", [*cells, *exclaves])
    boundary = written(tmp_path / "b.json", [shapely.coverage_union_all(np.array(cells))])
    kinds = ["exclave"] * len(exclaves)
    status, told = verified(grids, boundary, written(tmp_path / "x.json", exclaves, kinds))
    assert status == 1
    assert "segments left over: 0; wrong shapes: 1" in told
    beside = [box(3, 0, 4, 1), box(4, 0, 5, 1)]  # borders in common are no ground in common
    grids = written(tmp_path / "g.json", [*cells, *beside])
    noted = written(tmp_path / "x.json", beside, ["exclave"] * 2)
    assert verified(grids, boundary, noted)[0] == 0


def test_a_hole_outside_its_shell_cannot_hide_an_overlap(tmp_path):
    left, right = box(0, 0, 2, 2), box(2, 0, 4, 2)
    inner = box(2.5, 0.5, 3.5, 1.5)
    odd = Polygon(left.exterior, [inner.exterior])  # counts -1 on the ground of its neighbour
    files = [
        written(tmp_path / "g.json", [odd, right, inner]),
        written(tmp_path / "b.json", [shapely.coverage_union_all(np.array([left, right]))]),
    ]
    status, told = verified(*files)
    assert status == 1
    assert "segments left over: 0; wrong shapes: 1" in told
    assert not certify(numbered([odd, right, inner]), box(0, 0, 4, 2)).ok


@pytest.mark.parametrize("content", ["", "{}", '{"features": [{"geometry": {"type": "Point"}}]}'])
def test_a_file_the_script_cannot_read_is_status_2(content, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text(content, "utf-8")
    assert verified(bad, bad)[0] == 2
    assert verified(tmp_path / "none.json", bad)[0] == 2
    assert verified()[0] == 2


CELLS = [box(100 * c, 0, 100 * c + 100, 100) for c in range(4)]
ABOUT = About("落雁<script>alert(1)</script>", ("网格&.geojson",), "2026-12-01", example=True)


def certificates():
    outline = shapely.coverage_union_all(np.array(CELLS))
    hole = gpd.GeoDataFrame(
        {"kind": ["hole"], "grid_id": [""], "note": ["水库 <b>2019</b>"]},
        index=["x1"],
        geometry=[CELLS[1]],
        crs=CRS,
    )
    three = numbered([CELLS[0], *CELLS[2:]])
    places = gpd.GeoDataFrame(
        {"household_count": [12]}, index=["P1"], geometry=[CELLS[1].centroid], crs=CRS
    )
    yield "proved", certify(numbered(CELLS), outline)
    yield "noted", certify(three, outline, exceptions=hole)
    yield "broken", certify(three, outline, places=places)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("name", "certificate"), list(certificates()))
def test_the_proof_says_what_the_certificate_says(name, certificate, lang):
    text, page = proof_text(certificate, ABOUT, lang), proof_html(certificate, ABOUT, lang)
    verdict = {"proved": ("正好铺满", "exactly"), "noted": ("1 处记录", "with 1 recorded")}
    wanted = verdict.get(name, ("覆盖有问题", "has 2 faults"))[lang == "en"]
    assert wanted in text
    assert wanted in page
    for value in (*certificate.fingerprints.values(), certificate.fingerprint):
        assert value in text
        assert value in page
    assert ("水库" in text) is (name == "noted")
    assert ("10,000.000 | 50.000 | 12" in text) is (name == "broken")
    assert ("示例数据" if lang == "zh" else "Example data") in text
    assert "verify_coverage.py" in text
    # without the exceptions the commands would not prove what the page says
    assert text.count(" exceptions.geojson") == (2 if name == "noted" else 0)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("name", "certificate"), list(certificates()))
def test_the_page_is_safe_and_asks_nothing_of_the_network(name, certificate, lang):
    page = proof_html(certificate, ABOUT, lang)
    assert "<script" not in page
    assert "<b>" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "src=" not in page
    assert "size: A4" in page
    assert "counter(page)" in page  # a sheet without its number may be exchanged
    assert ("检查人" if lang == "zh" else "Checked by") in page


def test_a_code_is_not_broken_on_paper_and_figures_stand_under_each_other():
    found = next(one for _, one in certificates() if len(one.faults))
    page = proof_html(found, ABOUT, "zh")
    assert f'<td class="whole">{found.faults.index[0]}</td>' in page
    assert f'<td class="figure">{found.grid_count:,}</td>' in page


def test_the_proof_is_the_same_every_time():
    for _, certificate in certificates():
        assert proof_html(certificate, ABOUT, "zh") == proof_html(certificate, ABOUT, "zh")


def test_a_long_list_of_faults_is_cut_on_paper_and_says_so():
    spots = gpd.GeoSeries([shapely.Point(-5, y) for y in range(300)], crs=CRS)
    places = gpd.GeoDataFrame(geometry=spots).set_index(pd.Index([f"P{n}" for n in range(300)]))
    certificate = certify(
        numbered(CELLS), shapely.coverage_union_all(np.array(CELLS)), places=places
    )
    text = proof_text(certificate, ABOUT, "en")
    assert "200 of 300" in text
    assert "f0200" in text
    assert "f0201" not in text


@pytest.mark.parametrize("write", [proof_text, proof_html])
def test_a_drawing_with_faults_is_not_headed_as_a_proof(write):
    for name, certificate in certificates():
        open_, proved = "网格覆盖检查记录（未通过）", "网格覆盖证明书"
        text = write(certificate, ABOUT, "zh")
        assert (open_ in text, proved in text) == ((name == "broken"), (name != "broken"))


def test_without_settlements_no_number_of_households_is_told():
    three = numbered([CELLS[0], *CELLS[2:]])
    certificate = certify(three, shapely.coverage_union_all(np.array(CELLS)))
    assert "10,000.000 | 50.000 | – |" in proof_text(certificate, ABOUT, "en")
