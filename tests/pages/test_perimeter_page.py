"""The page of the perimeter: sealed at once, posts on asking, barred points, nothing to close."""

from __future__ import annotations

import pytest

from pages.ui import jobs, state
from pages.ui.plain import plain
from planner.demand.camera_book import CameraBook, Mounted
from planner.demand.camera_kinds import KINDS
from planner.store.cameras import set_cameras
from planner.store.office import keep, kept
from planner.words import say
from tests.pages.looking import opened, text

# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")

PAGE = "police/perimeter"


@pytest.fixture(autouse=True)
def luoyan(monkeypatch, tmp_path) -> None:
    """Luoyan and Liechtenstein as they are shipped, nothing kept, and a desk of its own."""
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_the_seal_is_there_at_once_with_its_proof(lang):
    shown = text(opened(PAGE, lang))
    assert say("page.perimeter", lang) in shown
    assert say("checkpoint.mapped", lang) in shown
    counts = {"exits": 9, "points": 8, "people": 21, "camera": 0, "post": 0, "none": 8}
    assert plain(say("checkpoint.count", lang, **counts)) in shown
    assert say("checkpoint.proof", lang, flow=210) in shown
    assert plain(say("checkpoint.paths_help", lang, points=4, people=4)) in shown


def test_a_barred_exit_gives_another_plan_and_a_watched_one_costs_nobody():
    key = "points_{}_luoyan_perimeter_area_"
    session = {key.format("forbidden"): ["exit:W0001-u"], key.format("seen"): ["exit:W0048-v"]}
    app = opened(PAGE, "en", session)
    shown = text(app)
    assert "1 point watched by a camera" in shown
    codes = set(app.dataframe[0].value[say("col.code", "en")])
    assert "exit:W0001-u" not in codes
    assert "exit:W0048-v" in codes
    # what was chosen and is not on the map any more is forgotten without a fuss
    assert text(opened(PAGE, "en", {key.format("forbidden"): ["exit:gone"]}))


def test_an_exit_that_an_adopted_camera_watches_costs_nobody(monkeypatch, tmp_path):
    monkeypatch.setattr(state, "OFFICE", tmp_path)
    set_cameras(tmp_path, "luoyan", CameraBook(standing=(Mounted("L001", 0, KINDS[0].kind_id),)))
    from pages.ui import perimeter  # noqa: PLC0415 - the page has loaded it

    monkeypatch.setattr(
        perimeter, "adopted_watch", lambda *_: frozenset({"exit:W0048-v", "site:S001"})
    )
    shown = text(opened(PAGE, "en"))
    assert say("checkpoint.by_cameras", "en", count=1) in shown
    assert "1 point watched by a camera" in shown


def test_where_every_point_is_barred_the_clash_is_told(monkeypatch):
    app = opened(PAGE, "en")
    offered = app.multiselect[0].options
    assert len(offered) >= 9
    from pages.ui import perimeter  # noqa: PLC0415 - the page has loaded it

    asked = perimeter.checkpoints.seal

    def barred(ground, settings, *, effort):
        if not settings.forbidden:
            return asked(ground, settings, effort=effort)
        whole = tuple(str(name) for name in ground.network.edges.index)
        from dataclasses import replace  # noqa: PLC0415

        return asked(ground, replace(settings, forbidden=whole), effort=effort)

    monkeypatch.setattr(perimeter.checkpoints, "seal", barred)
    key = "points_forbidden_luoyan_perimeter_area_"
    shown = text(opened(PAGE, "en", {key: ["exit:W0075-v", "exit:W0094-v"]}))
    assert say("status.infeasible", "en") in shown
    assert "may not be used" in shown or "may stand" in shown


@pytest.mark.parametrize(("use", "lang"), [("fire", "zh"), ("road_safety", "en")])
def test_other_uses_show_what_they_are_for(use, lang):
    app = opened(PAGE, lang, use=use)
    shown = text(app)
    if use == "road_safety":
        assert say("checkpoint.best_help", lang) in shown
        assert any(b.label == say("common.compute", lang) for b in app.button)
        assert not app.multiselect
    else:
        assert say("checkpoint.points_table", lang) in shown


@pytest.mark.slow
def test_nothing_to_close_says_what_to_bring():
    shown = text(opened(PAGE, "en", area="liechtenstein", use="flood"))
    assert plain(say("input.checkpoint_no_danger", "en")) in shown


def test_an_inner_area_is_asked_by_its_own_id():
    shown = text(opened(PAGE, "zh", protect="unit", which_unit="530623202201"))
    assert say("checkpoint.points_table", "zh") in shown


def test_adopted_posts_cost_nobody_further_unless_the_planner_begins_anew(monkeypatch, tmp_path):
    monkeypatch.setattr(state, "OFFICE", tmp_path)
    app = opened(PAGE, "en")
    switch = say("checkpoint.by_posts", "en", count=8)
    assert not any(toggle.label == switch for toggle in app.toggle)
    label = say("checkpoint.adopt", "en", count=8)
    next(b for b in app.button if b.label == label).click().run()
    counts = {"exits": 9, "points": 8, "camera": 0}
    manned = plain(say("checkpoint.count", "en", people=0, post=8, none=0, **counts))
    afresh = plain(say("checkpoint.count", "en", people=21, post=0, none=8, **counts))
    assert manned in text(app)
    next(toggle for toggle in app.toggle if toggle.label == switch).set_value(False).run()
    assert afresh in text(app)
    assert manned not in text(app)


def test_damaged_posts_are_told_once_and_can_be_cleared(monkeypatch, tmp_path):
    monkeypatch.setattr(state, "OFFICE", tmp_path)
    keep(tmp_path, "luoyan", "perimeter_posts", [["a", 1]])
    app = opened(PAGE, "en")
    clear = [b for b in app.button if b.label == say("checkpoint.kept_damaged", "en")]
    assert len(clear) == 1
    clear[0].click().run()
    assert kept(tmp_path, "luoyan", "perimeter_posts") is None
    assert not any(b.label == say("checkpoint.kept_damaged", "en") for b in app.button)


def test_posts_are_adopted_told_and_given_up(monkeypatch, tmp_path):
    monkeypatch.setattr(state, "OFFICE", tmp_path)
    app = opened(PAGE, "en")
    label = say("checkpoint.adopt", "en", count=8)
    next(b for b in app.button if b.label == label).click().run()
    assert say("checkpoint.adopted", "en", count=8, here=8) in text(app)
    assert len(kept(tmp_path, "luoyan", "perimeter_posts")) == 8
    assert not any(b.label == label for b in app.button)
    nets = text(opened("officials/coverage", "en"))
    assert say("nets.lacking.border_posts", "en") not in nets
    app = opened(PAGE, "en")
    forget = say("checkpoint.adopt_forget", "en")
    next(b for b in app.button if b.label == forget).click().run()
    assert kept(tmp_path, "luoyan", "perimeter_posts") is None
    assert any(b.label == label for b in app.button)
