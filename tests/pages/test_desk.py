"""Import and the sliver desk: the flows of an officer with a drawing, good, bad or impossible."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import geopandas as gpd
import pytest
from streamlit.testing.v1 import AppTest

from geo.coverage import certify
from geo.formats import read_drawing
from geo.formats.geojson import read_features, write_features
from geo.formats.kept import unpack
from geo.load import load_area
from geo.redraw import Split, apply, open_grids
from pages.ui import bringing, state
from planner.store import drafts, redraws
from planner.words import LANGS, say
from tests.pages import looking

ROOT = Path(__file__).resolve().parents[2]
LUOYAN = ROOT / "data" / "boundaries"
BROKEN = LUOYAN / "broken" / bringing.EXAMPLE
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("store")]


def opened(page: str, lang: str = "zh", **settings: str) -> AppTest:
    return looking.opened(f"township/{page}", lang, **settings)


def text(app: AppTest) -> str:
    return looking.text(app).replace("\\", "")


def address(app: AppTest, key: str) -> str:
    """A parameter of the address; given ones are lists there, written ones are not."""
    value = app.query_params[key]
    return value if isinstance(value, str) else value[0]


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label.replace("\\", "").startswith(label)).click()
    app.run()
    assert not app.exception
    return app


def example(lang: str = "zh") -> AppTest:
    """The broken example with its position confirmed."""
    app = press(opened("data", lang), say("data.example", lang))
    return press(app, say("place.confirm", lang))


def brought(store: Path, source: dict[str, bytes], **settings: str) -> AppTest:
    """A draft as the uploader would have begun it."""
    draft = drafts.create(store, "luoyan", source)
    return opened("data", draft=draft.token, **settings)


def test_the_example_is_the_one_the_script_makes(tmp_path):
    from data.boundaries.make.broken import write  # noqa: PLC0415

    assert {kind: round(ground.area) for kind, ground in write(tmp_path).items()} == {
        "gap": 3077,
        "overlap": 7995,
        "crosses_unit_border": 4332,
    }
    assert (tmp_path / BROKEN.name).read_bytes() == BROKEN.read_bytes()
    found = read_drawing({BROKEN.name: BROKEN.read_bytes()})
    assert "网格名称" in found.frame.columns
    assert "中埂子网格" in set(found.frame["网格名称"])


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_the_empty_desk_says_where_to_begin(lang):
    shown = text(opened("repair", lang))
    assert say("desk.none", lang, title=say("page.data", lang)) in shown
    assert say("data.earlier_none", lang) in text(opened("data", lang))


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_an_officer_mends_the_three_faults_by_the_buttons(lang, store):
    app = example(lang)
    shown = text(app)
    assert say("certificate.not_ok", lang, fault_count=3) in shown
    token = address(app, "draft")
    app = opened("repair", lang, draft=token)
    assert say("desk.number", lang, number=1, all=3) in text(app)
    for done in range(1, 4):
        next(button for button in app.button if str(button.key).startswith("option-1-")).click()
        app.run()
        assert not app.exception
        assert len(drafts.load(store, token).steps) == done
    assert say("desk.finish", lang) in text(app)
    proved = say("desk.clean", lang, grid_count=268, area_m2=130_240_000)
    assert proved in [str(box.value) for box in app.success]
    # a reader who comes new, or reloads, finds everything
    again = opened("repair", lang, draft=token)
    assert say("desk.again", lang) in text(again)


def test_undo_takes_the_last_step_back_and_goes_there(store):
    app = example()
    token = address(app, "draft")
    app = opened("repair", draft=token)
    first = next(b for b in app.button if str(b.key).startswith("option-1-"))
    first.click()
    app.run()
    assert say("desk.number", "zh", number=2, all=3) in text(app)
    app = press(app, say("desk.undo", "zh"))
    assert drafts.load(store, token).steps == ()
    assert say("desk.number", "zh", number=1, all=3) in text(app)


def test_all_suggestions_at_once_are_one_step(store):
    token = address(example(), "draft")
    app = press(opened("repair", draft=token), say("desk.all_every", "zh", count=3))
    assert len(drafts.load(store, token).steps) == 1
    assert say("desk.finish", "zh") in text(app)
    app = press(app, say("desk.undo", "zh"))
    assert drafts.load(store, token).steps == ()


def test_previous_and_next_go_round(store):
    token = address(example(), "draft")
    app = opened("repair", draft=token)
    app = press(app, say("desk.previous", "zh"))
    assert say("desk.number", "zh", number=3, all=3) in text(app)
    app = press(app, say("desk.next", "zh"))
    assert say("desk.number", "zh", number=1, all=3) in text(app)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.zip", b"no zip"),
        ("x.shp", b"\x00\x00\x27\x0a"),
        ("x.dwg", b"AC1027"),
        ("x.geojson", b"{"),
        ("x.exe", b"MZ"),
        ("x.geojson", b"<OGRVRTDataset></OGRVRTDataset>"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(name, content, lang, store):
    app = brought(store, {name: content}, lang=lang)
    told = [box.value for box in app.error]
    assert len(told) == 1
    assert told[0].startswith(f"**{say('data.refused', lang)}**")
    assert "Traceback" not in text(app)
    assert say("app.unexpected", lang) not in text(app)


@pytest.mark.parametrize("token", ["0" * 32, "../../etc/passwd", "x"])
def test_a_draft_that_is_gone_is_said_so_and_the_page_begins_anew(token):
    shown = text(opened("data", draft=token))
    assert say("input.draft_gone", "zh") in shown
    assert say("data.earlier", "zh") in shown


def confirmed(store: Path, tmp_path: Path, grids: gpd.GeoDataFrame, lang: str) -> AppTest:
    """The data page of a drawing of some grids, its position confirmed."""
    write_features(tmp_path / "part.geojson", grids)
    app = brought(store, {"part.geojson": (tmp_path / "part.geojson").read_bytes()}, lang=lang)
    return press(app, say("place.confirm", lang))


@pytest.mark.parametrize(("lang", "unit"), [("zh", "共和村"), ("en", "Gonghe village")])
def test_a_missing_village_is_said_so_and_may_be_one_grid_for_now(lang, unit, store, tmp_path):
    grids = read_features(LUOYAN / "grids.geojson").set_index("grid_id")
    part = grids[grids["unit_code"] != "530623202204"]
    app = confirmed(store, tmp_path, part, lang)
    assert say("result.missing", lang, units=unit) in text(app)
    app = opened("repair", lang, draft=address(app, "draft"))
    shown = text(app)
    assert say("case.missing_unit", lang, unit=unit) in shown
    assert say("desk.why", lang, text=say("desk.why.first_grid", lang)) in shown
    code = "530623202204047"  # behind the codes the village has in the area, whoever drew it
    words = say("receiver.new/missing_unit", lang, grid=code)
    app = press(app, words)
    shown = text(app)
    assert say("desk.redone", lang, receiver=words) in shown
    assert say("result.missing", lang, units=unit) not in shown
    proved = say("desk.clean", lang, grid_count=len(part) + 1, area_m2=130_240_000)
    assert proved in [str(box.value) for box in app.success]


@pytest.mark.slow
def test_two_missing_neighbours_come_back_as_one_grid_that_the_editor_splits(
    store, tmp_path, monkeypatch
):
    monkeypatch.setattr(state, "REDRAWS", tmp_path / "redraws")
    grids = read_features(LUOYAN / "grids.geojson").set_index("grid_id")
    gone, new = ["530623202001002", "530623202001004"], "530623202001007"
    app = confirmed(store, tmp_path, grids.drop(gone), "zh")
    app = opened("repair", "zh", draft=address(app, "draft"))
    button = say("desk.to_editor", "zh")
    assert button in text(app)  # the sentence of the case names the road
    assert button not in [one.label for one in app.button]  # which is open once all is proved
    app = press(press(app, say("receiver.new", "zh", grid=new)), button)
    (draft,) = redraws.listed(state.REDRAWS, "luoyan")
    area = load_area(LUOYAN)
    rows = unpack(redraws.base_of(state.REDRAWS, draft)).frame.set_index("grid_id")
    first = open_grids(rows.set_crs(area.crs, allow_override=True), area.units)
    assert len(first.grids) == 267
    west, south, east, north = first.grids[new].geometry.bounds
    line = ((west + (east - west) / 4, south - 10), (east, north + 10))
    after = apply(first, Split(new, line)).state
    assert len(after.grids) == 268
    assert certify(after.frame(), area.boundary, units=area.units).ok


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_a_missing_grid_is_suggested_as_a_new_one_made_and_taken_back(lang, store, tmp_path):
    grids = read_features(LUOYAN / "grids.geojson").set_index("grid_id")
    app = confirmed(store, tmp_path, grids.drop("530623202203014"), lang)
    token = address(app, "draft")
    app = opened("repair", lang, draft=token)
    words = say("receiver.new", lang, grid="530623202203049")
    suggested = say("desk.marked", lang, words=words, mark=say("desk.suggested", lang))
    assert suggested in [button.label.replace("\\", "") for button in app.button]
    assert say("desk.why.missing_grid", lang) in text(app)
    app = press(app, words)
    assert say("desk.redone", lang, receiver=words) in text(app)
    proved = say("desk.clean", lang, grid_count=268, area_m2=130_240_000)
    assert proved in [str(box.value) for box in app.success]
    table = next(frame.value for frame in app.dataframe if say("col.to_grid", lang) in frame.value)
    assert list(table[say("col.to_grid", lang)]) == ["530623202203049"]
    app = press(app, say("desk.undo", lang))
    assert drafts.load(store, token).steps == ()
    assert proved not in [str(box.value) for box in app.success]


def test_several_layers_are_asked_for_and_the_answer_is_kept(store, tmp_path):
    from geo.export import write_geopackage  # noqa: PLC0415

    grids = read_features(LUOYAN / "grids.geojson").set_index("grid_id")
    units = read_features(LUOYAN / "units.geojson").set_index("unit_code")
    write_geopackage(tmp_path / "two.gpkg", {"grids": grids, "units": units})
    app = brought(store, {"two.gpkg": (tmp_path / "two.gpkg").read_bytes()})
    ask = next(box for box in app.selectbox if box.label == say("data.layer", "zh"))
    ask.select("grids").run()
    token = address(app, "draft")
    assert drafts.load(store, token).parts["grids"].layer == "grids"
    app = press(app, say("place.confirm", "zh"))
    assert any("268" in str(box.value) for box in app.success)


def test_another_encoding_is_tried_and_kept(store):
    app = brought(store, {BROKEN.name: BROKEN.read_bytes()})
    box = next(box for box in app.selectbox if box.label == say("data.encoding", "zh"))
    box.select("gb18030").run()
    token = address(app, "draft")
    assert drafts.load(store, token).parts["grids"].encoding == "gb18030"
    assert "中埂子网格" in text(app)


def test_a_drawing_of_another_township_asks_for_its_outline(store, tmp_path):
    facts = json.loads((LUOYAN / "units.geojson").read_text(encoding="utf-8"))
    for feature in facts["features"]:
        for ring in feature["geometry"]["coordinates"]:
            for spot in ring:
                spot[0] += 2.0
    content = json.dumps(facts).encode()
    app = brought(store, {"far.geojson": content})
    assert say("place.other", "zh", area="落雁乡")[:20] in text(app)
    token = address(app, "draft")
    drafts.add_part(store, drafts.load(store, token), "units", {"outline.geojson": content})
    app = opened("data", draft=token)
    app = press(app, say("place.confirm", "zh"))
    app = press(app, say("place.confirm", "zh"))
    assert say("result.title", "zh") in text(app)
    shutil.rmtree(store)
    assert say("input.draft_gone", "zh") in text(opened("data", draft=token))


def test_parameters_of_other_pages_leave_the_address():
    app = opened("data", cameras="7", lang="en")
    assert "cameras" not in app.query_params
    assert address(app, "lang") == "en"
