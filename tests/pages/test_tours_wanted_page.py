"""Fixed posts and streets of an office: added, refused, removed, and asked for at once."""

from __future__ import annotations

from datetime import time

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import state
from planner.demand.tour_settings import PostRule, StreetRule, TourSettings
from planner.store.tour_settings import own_tours, set_tours
from planner.words import LANGS, say
from tests.pages.week_page import checked, opened, press, text, tiny

__all__ = ["tiny"]  # the fixture, for every test below
pytestmark = pytest.mark.filterwarnings("ignore")


def own() -> TourSettings:
    return own_tours(state.OFFICE, "tiny")


def fields(app: AppTest) -> dict[str, object]:
    kinds = (app.selectbox, app.multiselect, app.number_input, app.checkbox, app.time_input)
    return {f"{one.key}": one for kind in kinds for one in kind}


def typed(app: AppTest, button: str, **values: object) -> AppTest:
    found = fields(app)
    for key, value in values.items():
        found[key.replace("__", "-")].set_value(value)
    return press(app, button)


def asked(app: AppTest, kind: str) -> str:
    """Return what the head of the list of what is to be done says of a kind."""
    title = next(one.label for one in app.expander if one.label.startswith("To be done"))
    return next((part for part in title.split(", ") if kind in part), "")


def test_a_post_at_one_site_on_every_day_reaches_the_week_and_can_be_removed():
    app = opened()
    before = asked(app, "post")
    app = typed(
        app,
        "wanted.post_add",
        post__at=("school", "s5"),
        post__from=time(7, 30),
        post__to=time(8, 30),
        **{"wanted-minutes": 30, "wanted-points": 25, "post-officer": False},
    )
    assert say("wanted.saved", "en") in text(app)
    post = PostRule("school", "", "07:30", "08:30", 30, 25, False, 2, False, "s5")
    assert own().posts == (*TourSettings().posts, post)
    assert asked(app, "post") != before
    app.button(key="remove-post-1").click()
    app = checked(app.run())
    assert own().posts == TourSettings().posts
    assert asked(app, "post") == before


def test_a_kind_of_road_comes_first_and_single_pieces_have_their_own_number():
    app = opened()
    app = typed(app, "wanted.street_add", street__classes=["county"], **{"wanted-times": 3})
    assert own().streets == (StreetRule(("county",), 3), *TourSettings().streets)
    names = fields(app)["picked-edges"]
    assert " near " in names.options[0]
    names.set_value([names.options[0]])
    app = typed(app, "wanted.picked_add", **{"wanted-picked_times": 0})
    assert list(own().street_times.values()) == [0]
    assert "Not at all" in text(app)
    app.button(key="remove-picked-0").click()
    app.run()
    for _ in own().streets:
        app.button(key="remove-street-0").click()
        app = checked(app.run())
    assert not own().streets
    assert asked(app, "street") == ""
    assert say("wanted.streets_none", "en") in text(app)


@pytest.mark.parametrize(
    ("button", "values", "told"),
    [
        ("wanted.post_add", {}, "wanted.post_nowhere"),
        ("wanted.post_add", {"post-at": ("school", ""), "post-to": time(9)}, "wanted.post_short"),
        ("wanted.street_add", {}, "wanted.street_none"),
        ("wanted.picked_add", {}, "wanted.picked_none"),
    ],
)
def test_what_cannot_hold_is_refused(button, values, told):
    app = typed(opened(), button, **values)
    assert say(told, "en") in text(app)
    assert own() == TourSettings()


@pytest.mark.parametrize("lang", LANGS)
def test_going_back_to_the_usual_rules_leaves_posts_and_streets_as_they_are(lang):
    set_tours(state.OFFICE, "tiny", TourSettings(posts=(), place_gap_days=9))
    app = press(opened(lang), "patrol_rules.back", lang)
    assert say("wanted.posts_none", lang) in text(app)
    assert own() == TourSettings(posts=())
