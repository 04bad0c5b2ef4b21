"""Who is there in how many minutes, and what if: asked, answered, empty, impossible."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.load import load_area
from pages.ui import jobs, state
from planner.words import LANGS, say
from tests.pages.looking import opened, text

# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")
PAGE = "police/responders"


@pytest.fixture(autouse=True)
def own_folders(monkeypatch, tmp_path, tiny_folder) -> Path:
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_folder})
    return tiny_folder


def table(app: AppTest, *heads: str):
    """The table that has these headings."""
    return next(t.value for t in app.dataframe if set(heads) <= set(t.value.columns))


def multi(app: AppTest, label: str):
    return next(box for box in app.multiselect if box.label == label)


@pytest.mark.parametrize("lang", LANGS)
def test_a_chosen_place_tells_who_is_there_and_every_grid_has_a_row(lang, own_folders) -> None:
    area = load_area(own_folders)
    app = opened(PAGE, lang, responders="reach")
    grids = table(app, say("col.reach_first", lang), say("col.reach_second_min", lang))
    assert list(grids[say("col.grid_id", lang)]) == list(area.grids.index)
    place = next(box for box in app.selectbox if box.label == say("reach.place", lang))
    name = str(area.places.index[0])
    place.set_value(name).run()
    assert not app.exception
    told = area.places[f"name_{lang}"][name]
    assert say("reach.title", lang, place=told, limit_s=1800) in text(app)
    who = table(app, say("col.order", lang), say("col.arrival", lang))
    assert set(who[say("col.post", lang)]) <= set(area.responders[f"name_{lang}"])


def test_a_point_clicked_far_from_any_road_is_answered_in_words() -> None:
    app = opened(PAGE, "en", {"reach-spot": ("tiny", (-90_000.0, -90_000.0))}, responders="reach")
    area_id = load_area(state.AREAS["luoyan"]).area_id
    app.session_state["reach-spot"] = (area_id, (-90_000.0, -90_000.0))
    app.run()
    assert not app.exception
    told = say("reach.title", "en", place=say("reach.clicked", "en"), limit_s=1800)
    assert told in text(app)
    boxes = [box.value for box in (*app.warning, *app.error)]
    assert any("Nobody is there" in box or "No post has a way" in box for box in boxes)


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_chosen_asks_and_a_post_away_is_compared(lang, own_folders) -> None:
    area = load_area(own_folders)
    app = opened(PAGE, lang, responders="what_if")
    assert say("whatif.nothing", lang) in text(app)
    post = str(area.responders.index[0])
    multi(app, say("whatif.away", lang)).set_value([post]).run()
    assert not app.exception
    name = area.responders[f"name_{lang}"][post]
    assert say("whatif.line_away", lang, names=name, mode="") in text(app)
    total = table(app, say("col.whatif_figure", lang))
    assert len(total) == 4
    everything = table(app, say("col.whatif_first_min", lang))
    assert name not in set(everything[say("col.whatif_first", lang)])


def test_with_everybody_away_it_says_that_nobody_could_reach_any_place(own_folders) -> None:
    area = load_area(own_folders)
    app = opened(PAGE, "en", responders="what_if")
    everybody = [str(name) for name in area.responders.index]
    multi(app, say("whatif.away", "en")).set_value(everybody).run()
    assert not app.exception
    assert say("whatif.empty", "en") in text(app)


def test_a_cut_road_and_a_new_crew_are_told_and_change_grids(own_folders) -> None:
    area = load_area(own_folders)
    app = opened(PAGE, "en", responders="what_if")
    place = str(area.places.index[-1])
    multi(app, say("whatif.stand", "en")).set_value([place]).run()
    roads = multi(app, say("whatif.cut", "en"))
    roads.set_value([roads.options[0]] if roads.options else []).run()
    assert not app.exception
    rows = table(app, say("col.whatif_first", "en"), say("col.reach_first", "en"))
    new = say("whatif.new", "en", place=area.places["name_en"][place])
    assert new in set(rows[say("col.whatif_first", "en")])


def test_without_posts_the_page_says_what_is_lacking(own_folders) -> None:
    rows = (own_folders / "responders.csv").read_text(encoding="utf-8").splitlines()
    (own_folders / "responders.csv").write_text(rows[0] + "\n", encoding="utf-8")
    for part in ("reach", "what_if"):
        app = opened(PAGE, "en", responders=part)
        assert not app.dataframe
        assert app.info or app.warning
