"""Every page in both languages, and its empty, impossible and out-of-time states."""

from __future__ import annotations

import ast
import json
import re
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import jobs, state
from pages.ui.plain import plain
from planner import cameras
from planner.outcome import Outcome, Run, Status, Stopped
from planner.words import LANGS, say
from tests.pages.looking import opened, text

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    f"{path.parent.name}/{path.stem}"
    for path in (ROOT / "pages").glob("*/*.py")
    if path.stem != "__init__" and path.parent.name != "ui"
)
QUESTIONS = ("patrols", "cameras", "responders")
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def tiny(monkeypatch, tiny_source) -> None:
    """The drawn township in the place of the example, and a desk of its own."""
    areas = {"luoyan": tiny_source, "liechtenstein": ROOT / "no" / "such" / "folder"}
    monkeypatch.setattr(state, "AREAS", areas)
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)


def press(app: AppTest, key: str, lang: str) -> AppTest:
    next(button for button in app.button if button.label == say(key, lang)).click()
    return app.run()


def wait(app: AppTest) -> AppTest:
    """Run the page again until no computation is under way."""
    for _ in range(1200):  # a busy machine takes its time
        if not any(b.label in {say("common.cancel", lang) for lang in LANGS} for b in app.button):
            return app
        time.sleep(0.1)
        app.run()
    raise TimeoutError


def test_no_python_file_lies_directly_in_pages():
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]
    assert not (ROOT / "pages" / "__init__.py").read_text(encoding="utf-8").strip()


def test_every_page_is_in_the_menu_and_every_entry_is_a_page():
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    menu = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "MENU"
    )
    assert sorted(f"{audience}/{name}" for audience in menu for name in menu[audience]) == PAGES


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*/*.py")), ids=lambda p: p.stem)
def test_a_page_is_short_and_does_no_arithmetic_of_its_own(path):
    source = path.read_text(encoding="utf-8")
    if path.parent.name != "ui":
        assert len(source.splitlines()) <= 120
        assert not re.search(
            r"^(import|from) (pandas|shapely|geopandas|numpy|folium)", source, re.M
        )
    if path.stem not in {"cache", "jobs"}:
        assert "@st.cache_" not in source


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages(page, lang):
    app = opened(page, lang)
    assert app.title[0].value == say(f"page.{page.split('/')[1]}", lang)
    shown = text(app)
    assert say("app.example", lang) in shown
    assert say("app.unexpected", lang) not in shown
    if lang == "en":
        # names of the drawn township are English there; no Chinese sentence may be left
        assert not re.search(r"[\u4e00-\u9fff]", shown)


def test_chinese_is_the_first_language():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert app.title[0].value == say("page.overview", "zh")


def test_an_unknown_language_or_area_in_the_address_falls_back():
    app = opened("township/overview", "xx", area="<script>")
    assert app.title[0].value == say("page.overview", "zh")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", PAGES)
def test_an_area_that_is_not_on_this_machine_is_said_so(page, lang):
    app = opened(page, lang, area="liechtenstein")
    assert say("app.area_missing", lang) in text(app)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", QUESTIONS)
def test_before_the_first_plan_the_page_says_what_to_press(name, lang):
    shown = text(opened(f"police/{name}", lang))
    assert say("state.none", lang, button=say("common.compute", lang)) in shown


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow) if name == "patrols" else name
        for name in QUESTIONS
    ],
)
def test_a_plan_is_computed_shown_with_its_proof_and_found_again(name):
    app = wait(press(opened(f"police/{name}", "en", effort="quick"), "common.compute", "en"))
    shown = text(app)
    assert say("answer.judged", "en") in shown
    assert say("status.optimal", "en") in shown or say("status.feasible", "en") in shown
    assert app.dataframe
    # another page and back, and a reader who comes new, find the same answer
    app.switch_page("pages/township/grids.py").run()
    app.switch_page(f"pages/police/{name}.py").run()
    assert say("answer.judged", "en") in text(app)
    assert say("answer.judged", "zh") in text(opened(f"police/{name}", "zh", effort="quick"))


def test_other_settings_are_another_question():
    app = wait(press(opened("police/cameras", "en", cameras="2"), "common.compute", "en"))
    assert say("answer.judged", "en") in text(app)
    other = opened("police/cameras", "en", cameras="3")
    assert say("answer.judged", "en") not in text(other)


@pytest.mark.parametrize("lang", LANGS)
def test_an_impossible_question_shows_the_rules_that_clash(lang, monkeypatch, tiny_folder):
    path = tiny_folder / "responders.csv"
    table = path.read_text(encoding="utf-8").replace("true,400,", "true,4,").replace("90,", "9,")
    path.write_text(table, encoding="utf-8")
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_folder})
    app = opened("police/responders", lang, serve="all")
    app = wait(press(app, "common.compute", lang))
    shown = text(app)
    assert say("status.infeasible", lang) in shown
    assert say("status.not_found", lang) not in shown
    assert say("answer.conflicts", lang) in shown
    assert "serve_all" not in shown
    assert say("explain.unknown", lang, group=say("group.conflict", lang)) not in shown


def unsolved(status: Status, stopped: Stopped) -> Outcome[object]:
    return Outcome(status, Run("test", "1", 0, 5, 5.0, 1.0, "p", stopped))


@pytest.mark.parametrize("lang", LANGS)
def test_an_exhausted_effort_is_never_called_impossible(lang, monkeypatch):
    spent = unsolved(Status.NOT_FOUND, Stopped.WORK_LIMIT)
    monkeypatch.setattr(cameras, "solve", lambda *_a, **_k: spent)
    app = wait(press(opened("police/cameras", lang), "common.compute", lang))
    shown = text(app)
    assert say("status.not_found", lang) in shown
    assert say("status.infeasible", lang) not in shown


def test_a_long_computation_can_be_stopped_and_asked_again(monkeypatch):
    def endless(*_args: object, cancelled, **_rest: object) -> Outcome[object]:
        while not cancelled():
            time.sleep(0.01)
        return unsolved(Status.NOT_FOUND, Stopped.CANCELLED)

    monkeypatch.setattr(cameras, "solve", endless)
    app = press(opened("police/cameras", "en"), "common.compute", "en")
    app = wait(press(app, "common.cancel", "en"))
    assert say("state.cancelled_empty", "en") in text(app)
    assert say("status.infeasible", "en") not in text(app)
    assert any(button.label == say("common.again", "en") for button in app.button)


def test_a_computation_that_breaks_off_is_told_without_its_trace(monkeypatch):
    def broken(*_args: object, **_rest: object) -> Outcome[object]:
        message = "secret detail"
        raise RuntimeError(message)

    monkeypatch.setattr(cameras, "solve", broken)
    app = wait(press(opened("police/cameras", "zh"), "common.compute", "zh"))
    assert say("state.failed", "zh") in text(app)
    assert "secret" not in text(app)


@pytest.mark.parametrize("lang", LANGS)
def test_an_area_without_a_layer_names_the_layer(lang, monkeypatch, tiny_folder):
    facts = json.loads((tiny_folder / "area.json").read_text(encoding="utf-8"))
    for name in ("poles", "crews", "responders"):
        del facts["layers"][name]
    (tiny_folder / "area.json").write_text(json.dumps(facts), encoding="utf-8")
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_folder})
    for name, layer in (("cameras", "poles"), ("patrols", "crews"), ("responders", "responders")):
        shown = text(opened(f"police/{name}", lang))
        assert say("common.no_layer", lang, layer=say(f"layer.{layer}", lang)) in shown


@pytest.mark.parametrize("lang", LANGS)
def test_a_fault_in_the_data_becomes_a_sentence(lang, monkeypatch, tiny_folder):
    (tiny_folder / "grids.geojson").write_text("{", encoding="utf-8")
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_folder})
    shown = text(opened("township/grids", lang))
    assert say("input.title", lang) in shown
    assert "grids" in shown.replace("\\", "")
    assert "Traceback" not in shown


def test_an_area_with_a_hole_in_its_grids_shows_the_fault(monkeypatch, tiny_folder):
    path = tiny_folder / "grids.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["features"][0]
    path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_folder})
    shown = text(opened("township/grids", "en"))
    assert "fault" in shown
    assert say("certificate.ok", "en", grid_count=5, area_m2=1).split(":")[0] not in shown


@pytest.mark.parametrize(
    "name", ["![x](http://example.org/x.png)", "<b>x</b>", "$x$", ":red[x]", "[a](b)", "**x**"]
)
def test_a_name_is_never_read_as_markup(name):
    assert re.sub(r"\\(.)", r"\1", plain(name)) == name
    assert not re.search(r"(?<!\\)[\[\]()<>$*:!]", plain(name))


def test_no_list_offers_to_take_everything_in_words_of_the_framework():
    # Streamlit's own first entry "Select all" is English on every page, and shuts every road
    for path in sorted((ROOT / "pages").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.multiselect":
                told = {word.arg: ast.unparse(word.value) for word in node.keywords}
                assert told.get("select_all") == "False", f"{path.name}:{node.lineno}"
