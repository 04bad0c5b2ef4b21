"""The grids page: limits of the planner's own, the next grid outside, the list."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import state
from pages.ui.plain import plain
from planner.words import LANGS, say
from tests.pages import looking
from tests.pages.looking import text

# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def tiny(monkeypatch, tiny_source) -> None:
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_source})


def opened(lang: str, **settings: str) -> AppTest:
    return looking.opened("township/grids", lang, **settings)


def press(app: AppTest, key: str, lang: str) -> None:
    next(button for button in app.button if button.label == say(key, lang)).click()
    app.run()
    assert not app.exception


@pytest.mark.parametrize("lang", LANGS)
def test_limits_from_the_address_count_and_the_button_goes_from_one_grid_outside_to_the_next(lang):
    app = opened(lang, households_least="30", households_most="100")
    assert say("limits.note", lang) in text(app)
    assert app.number_input(key="households_most").value == 100
    press(app, "limits.next", lang)
    first = text(app)
    assert "530623202001001" in first
    assert plain(say("broken.households_many", lang, value=120, limit=100)) in first
    assert "530623202001001" in app.query_params["grid"]
    press(app, "limits.next", lang)
    assert "530623202001001" not in [part.value for part in app.subheader]
    press(app, "limits.previous", lang)
    assert text(app) == first


@pytest.mark.parametrize("lang", LANGS)
def test_within_wide_limits_nothing_is_pointed_out_and_turned_limits_are_said(lang):
    wide = {"households_least": "0", "households_most": "500", "effort_least_pct": "0"}
    wide |= {"effort_most_pct": "900", "compact_least_pct": "0"}
    app = opened(lang, **wide)
    assert say("limits.none", lang, all=6) in text(app)
    turned = opened(lang, households_least="90", households_most="10")
    assert say("limits.turned", lang) in text(turned)


def test_the_list_has_the_columns_an_office_keeps_and_every_figure_a_definition():
    app = opened("zh")
    heads = [list(frame.value.columns) for frame in app.dataframe]
    assert [
        *("网格编码", "名称", "类别", "村（社区）", "东至", "南至", "西至", "北至"),
        *("户数", "常住人口数", "面积（平方米）", "生效日期"),
    ] in heads
    figures = next(head for head in heads if say("col.effort_min", "zh") in head)
    notes = next(f.value for f in app.dataframe if say("col.origin", "zh") in f.value.columns)
    assert list(notes[say("col.figure", "zh")]) == figures[3:]
    assert set(notes[say("col.origin", "zh")]) == {"量得", "填报", "估计"}


def test_the_list_can_be_of_one_village_and_the_figures_stay_those_of_all():
    def rows(app: AppTest) -> list[tuple[str, ...]]:
        east = say("col.bounds_east", "zh")
        return [
            tuple(f.value.iloc[:, 0])
            for f in app.dataframe
            if {east, say("col.effort_min", "zh")} & set(f.value.columns)
        ]

    whole, every = rows(opened("zh"))
    figures, listed = rows(opened("zh", list_unit="530623202202"))
    assert whole == figures == every
    assert listed == tuple(code for code in every if code.startswith("530623202202"))
    assert 0 < len(listed) < len(every)
    assert rows(opened("zh", list_unit="nowhere"))[1] == every
