"""The lineage page: any two divisions, codes old and new, counts of one on the other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.load import load_area
from geo.redraw import Merge, to_plain
from pages.ui import divisions, state
from pages.ui.redraw.work import base_of_grids
from planner.demand.counts import Counts
from planner.store import redraws
from planner.words import say

ROOT = Path(__file__).parents[2]
PAGE = "pages/township/lineage.py"
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore:unclosed")


@pytest.fixture
def drafts(monkeypatch, tmp_path, store):
    """A draft of Luoyan in which two grids are merged."""
    monkeypatch.setattr(state, "REDRAWS", tmp_path / "redraws")
    grids = load_area(state.AREAS["luoyan"]).grids
    first, second = "530623202001001", "530623202001002"
    draft = redraws.create(tmp_path / "redraws", "luoyan", "合并稿", base_of_grids(grids))
    operation = to_plain(Merge((first, second), first))
    return redraws.append(tmp_path / "redraws", draft, operation)


def opened(lang: str = "en", area: str = "luoyan", **chosen: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["lang"], app.query_params["area"] = lang, area
    app.switch_page(PAGE).run()
    for key, value in chosen.items():
        app.selectbox(key=f"lineage-{key}").select(value).run()
    return app


def tables(app: AppTest) -> list:
    assert not app.exception
    assert not app.error
    return [frame.value for frame in app.dataframe]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_splits_of_luoyan_village_stand_there_at_first(store, lang):
    app = opened(lang)
    codes, *_ = tables(app)
    assert set(codes[say("col.relation", lang)]) == {say("relation.split", lang)}
    assert len(codes) == 3


def test_incidents_of_the_area_are_counted_on_both_divisions_with_the_same_sum(store):
    counts = [frame for frame in tables(opened()) if "Count" in frame.columns]
    old, new = counts
    assert (len(old), len(new)) == (5, 7)
    assert old["Count"].sum() == new["Count"].sum() > 0


def test_counts_by_grid_are_carried_by_the_rule_that_is_chosen(store, monkeypatch):
    """Luoyan village was split: its people and its ground went different ways."""
    brought = Counts("grid_id", pd.Series([1000], index=["530623202201"]))
    monkeypatch.setattr(divisions, "_brought", lambda lang: brought)
    app = opened()
    app.radio(key="lineage-source").set_value("file").run()
    told = []
    for rule in ("households", "area"):
        app.radio(key="lineage-rule").set_value(rule).run()
        told.append([f for f in tables(app) if "Count" in f.columns][1]["Count"].tolist())
    people, ground = (Counter(one) for one in told)
    households, all_of_them = (478, 604, 965), 478 + 604 + 965
    assert sorted(people.keys() - {0}) == [round(1000 * n / all_of_them) for n in households]
    assert people != ground
    assert sum(told[0]) == sum(told[1]) == 1000


def test_a_draft_is_a_division_like_the_others(store, drafts):
    app = opened(old="force", new=f"draft|{drafts.token}")
    codes, handed, *_ = tables(app)
    assert set(codes["Change"]) == {"Merged"}
    assert len(handed) >= 1
    assert handed["New grid"].str.startswith("530623202001001").all()


def test_the_same_division_twice_has_no_changes(store):
    app = opened(old="force", new="force")
    assert app.success


def test_liechtenstein_has_no_past_and_only_its_grids(store):
    app = opened(area="liechtenstein")
    assert not app.exception
    assert app.success
