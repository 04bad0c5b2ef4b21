"""The page of places: every part in both languages, a table taken, undone, and one refused."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.load import load_area
from pages.ui import places_shares, state
from planner.demand.day_types import Season
from planner.demand.place_book import PlaceBook
from planner.demand.promise_terms import Promises
from planner.demand.shares import patrol_shares
from planner.store.places import own_places, set_places
from planner.words import LANGS, say
from tests.pages import looking
from tests.pages.looking import text

PARTS = ("counts", "guess", "points", "promises", "calendar", "shares", "picture")
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


class Given(io.BytesIO):
    """A file as the uploader hands it over."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name


@pytest.fixture(autouse=True)
def tiny(monkeypatch, tiny_source, tmp_path) -> Path:
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_source})
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    return tmp_path / "office"


def opened(lang: str = "zh", **settings: str) -> AppTest:
    return looking.opened("township/places", lang, **settings)


def bringing(monkeypatch, rows: list[list[object]], name: str = "表.xlsx") -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    given = Given(name, made.getvalue())
    monkeypatch.setattr(st, "file_uploader", lambda *_, **__: given)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_in_both_languages(part: str, lang: str) -> None:
    app = opened(lang, part=part)
    assert say("page.places", lang) in text(app)
    assert say("app.unexpected", lang) not in text(app)


def test_each_number_says_how_sure_it_is_and_a_taken_one_can_be_undone(monkeypatch, tiny) -> None:
    places = [f"p{n}" for n in range(1, 10)]
    rows = [["居民点编码", "户数"], *([place, 77] for place in places)]
    bringing(monkeypatch, rows)
    app = opened()
    assert "填报" not in app.markdown[3].value
    button = next(b for b in app.button if b.label == say("places.accept", "zh"))
    button.click().run()
    book = own_places(tiny, _area_id(app)).now
    assert book.counts["household_count"] == dict.fromkeys(places, 77)
    shown = text(app)
    assert "填报" in shown
    assert "693" in shown
    undo = next(b for b in app.button if b.label == say("places.undo", "zh", count=1))
    undo.click().run()
    assert own_places(tiny, _area_id(app)).now == PlaceBook()


def test_a_guess_sent_out_and_back_is_no_entry_unless_somebody_says_it_was_checked(
    monkeypatch, tiny
) -> None:
    households = load_area(state.AREAS["luoyan"]).places["household_count"]
    first, *others = ((str(place), int(count)) for place, count in households.items())
    bringing(monkeypatch, [["居民点编码", "户数"], (first[0], first[1] + 3), *others])
    app = opened()
    press = next(b for b in app.button if b.label == say("places.accept", "zh"))
    press.click().run()
    marks = own_places(tiny, _area_id(app)).now.marks
    assert marks == {"household_count": {first[0]: 0}}
    app.checkbox(key="places-same").check().run()
    next(b for b in app.button if b.label == say("places.accept", "zh")).click().run()
    assert set(own_places(tiny, _area_id(app)).now.marks["household_count"]) == set(
        map(str, households.index)
    )


def _area_id(app: AppTest) -> str:
    del app
    (folder,) = state.OFFICE.iterdir()
    return folder.name


def test_a_missing_place_is_named_and_nothing_is_taken_before_it_is_agreed(monkeypatch) -> None:
    bringing(monkeypatch, [["居民点编码", "户数"], ["p1", 7], ["合计", 8]])
    app = opened()
    shown = text(app)
    assert "没填的居民点" in shown
    assert "B3 是合计行：写的是 8，各行之和是 7" in shown
    button = next(b for b in app.button if b.label == say("places.accept", "zh"))
    assert button.disabled


@pytest.mark.parametrize("lang", LANGS)
def test_faults_are_told_by_cell(monkeypatch, lang: str) -> None:
    bringing(monkeypatch, [["居民点编码", "户数"], ["p1", "三十"], ["nobody", 3]])
    app = opened(lang)
    shown = text(app).replace("\\", "")
    assert "B2" in shown
    assert "“三十”" in shown
    assert "A3" in shown
    assert all(b.label != say("places.accept", lang) for b in app.button)


@pytest.mark.parametrize("lang", LANGS)
def test_a_person_is_refused_with_reason_cell_and_remedy_and_never_shown(
    monkeypatch, tiny, lang: str
) -> None:
    bringing(
        monkeypatch,
        [["居民点编码", "户数", "备注", "联系电话"], ["p1", 3, "填表人:李建国", None],
         ["p2", 3, None, "13800001111"]],
    )  # fmt: skip
    app = opened(lang)
    shown = text(app).replace("\\", "")
    assert say("places.refused", lang) in shown
    for cell, kind in (("D1", "phone"), ("C2", "name"), ("D3", "phone")):
        assert cell in shown
        assert say(f"person.{kind}", lang) in shown
    assert "李建国" not in shown
    assert "13800001111" not in shown
    assert not tiny.exists()


def test_promises_of_the_office_are_judged_on_the_page(tiny) -> None:
    area_id = json.loads((state.AREAS["luoyan"] / "area.json").read_text())["area_id"]
    kept = Promises(kinds={"hamlet": 4})
    set_places(tiny, area_id, PlaceBook(promises=kept))
    assert "安排的走访都不超过" in text(opened(part="promises"))
    broken = Promises(places={"p1": 1}, least_days=3)
    set_places(tiny, area_id, PlaceBook(promises=broken))
    assert "守不住" in text(opened(part="promises"))


def test_a_damaged_file_of_the_office_is_said_and_the_page_goes_on(tiny) -> None:
    area_id = json.loads((state.AREAS["luoyan"] / "area.json").read_text())["area_id"]
    set_places(tiny, area_id, PlaceBook())
    (tiny / area_id).mkdir(parents=True, exist_ok=True)
    told = {"version": 1, "value": {"states": [{"counts": 3}]}}
    (tiny / area_id / "places.json").write_text(json.dumps(told))
    app = opened()
    assert "居民点设置读不出" in text(app)
    next(b for b in app.button if b.label == say("places.clear", "zh")).click().run()
    assert "居民点设置读不出" not in text(app)
    assert own_places(tiny, area_id).now == PlaceBook()


@pytest.mark.parametrize("lang", LANGS)
def test_market_dates_are_listed_kept_and_refused_by_name(lang, tiny):
    app = opened(lang, part="calendar")
    assert not app.exception
    app.text_area[0].set_value("2026-11-25 初三")
    next(b for b in app.button if b.label == say("places.save", lang)).click().run()
    assert not app.exception
    assert any("初三" in str(error.value) for error in app.error)
    app.text_area[0].set_value("2026年11月25日，2026/11/28")
    next(b for b in app.button if b.label == say("places.save", lang)).click().run()
    assert not app.exception
    assert own_places(tiny, _area_id(app)).now.rules.market_dates == ("2026-11-25", "2026-11-28")


@pytest.mark.parametrize("part", ["promises", "points"])
def test_a_number_cleared_in_a_table_counts_as_none_given(monkeypatch, tiny, part) -> None:
    def cleared(table: pd.DataFrame, *, key: str, **_: object) -> pd.DataFrame:
        if key.startswith("places-days"):
            return table
        return table.assign(**{table.columns[-1]: [None, *[3] * (len(table) - 1)]})

    monkeypatch.setattr(st, "data_editor", cleared)
    app = opened("zh", part=part)
    next(b for b in app.button if b.label == say("places.save", "zh")).click().run()
    assert not app.exception
    now = own_places(tiny, _area_id(app)).now
    given = now.promises.places if now.parts is None else now.parts.own
    assert given
    assert set(given.values()) == {3}


def test_base_grids_that_hold_no_place_are_named_beside_the_shares(monkeypatch) -> None:
    def emptied(*given: object, **more: object) -> pd.DataFrame:
        shares = patrol_shares(*given, **more)
        return shares.assign(places=shares["places"].where(shares["kind"] != "base", 0))

    assert "按居民点排不到走访" not in text(opened(part="shares"))
    monkeypatch.setattr(places_shares, "patrol_shares", emptied)
    assert "个基础网格里没有居民点，按居民点排不到走访" in text(opened(part="shares"))


def test_nobody_can_save_a_floor_of_nothing(tiny) -> None:
    app = opened("zh", part="points")
    floors = {say(f"places.points.{name}", "zh") for name in ("floor", "grid_floor")}
    assert {field.min for field in app.number_input if field.label in floors} == {1}


@pytest.mark.parametrize(
    "season", [("汛期", "5-1", None), (None, "5-1", "10-15"), ("汛期", "5", "6")]
)
def test_a_season_that_is_half_filled_in_is_told_and_not_lost(monkeypatch, tiny, season) -> None:
    assert (
        _saved_with(monkeypatch, season).error[0].value.endswith(say("places.calendar.wrong", "zh"))
    )
    assert own_places(tiny, "luoyan").now == PlaceBook()


def test_a_season_is_kept_as_people_write_it(monkeypatch, tiny) -> None:
    app = _saved_with(monkeypatch, ("汛期", "5月1日", "10-15"))
    assert own_places(tiny, _area_id(app)).now.rules.flood == Season("05-01", "10-15")


def _saved_with(monkeypatch, season: tuple[str | None, ...]) -> AppTest:
    """Save the calendar with one row in the table of seasons."""

    def filled(table: pd.DataFrame, *, key: str, **_: object) -> pd.DataFrame:
        rows = [season] if key.startswith("seasons-") else []
        return pd.DataFrame(rows, columns=table.columns, dtype="object")

    monkeypatch.setattr(st, "data_editor", filled)
    app = opened("zh", part="calendar")
    next(b for b in app.button if b.label == say("places.save", "zh")).click().run()
    assert not app.exception
    return app
