"""The page of the editor: drafts, every operation by form, figures, comparison, files."""

from __future__ import annotations

import json
import pickle
import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Multiselect

from geo.redraw import Lock, to_plain
from pages.ui import state
from pages.ui.plain import plain
from pages.ui.redraw import component, forms
from planner.store import redraws
from planner.words import LANGS, say
from tests.pages import looking

WEST, EAST = "530623202201", "530623202202"
NORTH_WEST, SOUTH_WEST, EAST_MIDDLE = WEST + "001", WEST + "002", EAST + "002"
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


class FakeMap:
    """The map as one function: keeps what it was shown, hands over what it was told to do."""

    def __init__(self) -> None:
        self.data: dict[str, object] = {}
        self.events: list[dict[str, object]] = []
        self.number = 0

    def shown(self, data, take) -> None:
        if self.events:
            batch = {"client": "c", "draft": data()["draft"], "events": self.events}
            take({**batch, "have": 0, "epoch": ""})
            self.events = []
        self.data = data()
        json.dumps(self.data)

    def does(self, op: str, *ids: str, **more: object) -> None:
        self.number += 1
        self.events.append({"seq": self.number, "op": op, "ids": list(ids), **more})

    @property
    def note(self) -> str:
        return self.data["note"]["text"]


@pytest.fixture
def map_(monkeypatch) -> FakeMap:
    fake = FakeMap()
    monkeypatch.setattr(component, "shown", fake.shown)
    return fake


@pytest.fixture(autouse=True)
def tiny(monkeypatch, tiny_source, tmp_path) -> None:
    """The drawn township in the place of the example, and a store of its own."""
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_source, "liechtenstein": tmp_path / "no"})
    monkeypatch.setattr(state, "REDRAWS", tmp_path / "redraws")


def opened(lang: str = "zh", **settings: str) -> AppTest:
    return looking.opened("township/editor", lang, **settings)


def begun(lang: str = "zh") -> AppTest:
    app = opened(lang)
    app.button(key="redraw-begin").click().run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    return re.sub(r"\\(.)", r"\1", looking.text(app))


def listed(app: AppTest) -> Multiselect:
    """The list of grids: each choice on the map begins a new one."""
    [found] = [one for one in app.multiselect if str(one.key).startswith("redraw-grids")]
    return found


def does(app: AppTest, op: str, grids: tuple[str, ...] = (), **fields: object) -> AppTest:
    """Choose grids in the list and an operation, fill its fields, press the button."""
    listed(app).set_value(list(grids)).run()
    app.selectbox(key="redraw-op").set_value(op).run()
    for key, value in fields.items():
        name = f"redraw-{key.replace('_', '-')}"
        field = next(
            widget
            for kind in ("text_area", "text_input", "selectbox", "number_input", "multiselect")
            for widget in getattr(app, kind)
            if widget.key == name
        )
        field.set_value(value)
    app.button(key="redraw-do").click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", LANGS)
def test_a_draft_is_begun_and_stands_in_the_address(map_, lang):
    app = begun(lang)
    token = app.query_params["redraw"]
    assert redraws.load(state.REDRAWS, token[0] if isinstance(token, list) else token)
    assert map_.data["proof"][0] is True
    assert say("redraw.saved", lang, time="") in map_.data["saved"]
    assert len(map_.data["grids"]) == 6
    again = opened(lang, redraw=token[0] if isinstance(token, list) else token)
    name = redraws.load(state.REDRAWS, app.session_state["redraw"]).name
    assert say("redraw.draft", lang, name=plain(name)) in [box.label for box in again.expander]
    if lang == "en":
        assert not re.search(r"[\u4e00-\u9fff]", text(again))
        assert not re.search(r"[\u4e00-\u9fff]", json.dumps(map_.data["words"], ensure_ascii=False))


def test_what_the_map_sends_is_done_and_told(map_):
    app = begun()
    map_.does("merge", NORTH_WEST, SOUTH_WEST)
    app.run()
    assert map_.data["ids"].count(SOUTH_WEST) == 0
    assert map_.note == say("redraw.told.merge", "zh", retired="1")
    map_.does("undo")
    app.run()
    assert SOUTH_WEST in map_.data["ids"]
    assert map_.data["can"] == [False, True]
    map_.does("merge", NORTH_WEST, EAST_MIDDLE)
    app.run()
    assert map_.data["note"]["kind"] == "refused"
    assert "{" not in map_.note
    assert "redraw_" not in map_.note


def test_a_split_ends_the_old_code_unless_the_planner_keeps_it(map_):
    app = begun()
    does(app, "compass", (NORTH_WEST,), direction="north_south")
    assert NORTH_WEST not in map_.data["ids"]
    assert len(map_.data["ids"]) == 7
    assert map_.note == say("redraw.told.split", "zh", created="2")
    app.selectbox(key="codes").set_value("keep").run()
    does(app, "compass", (SOUTH_WEST,), direction="west_east")
    assert SOUTH_WEST in map_.data["ids"]
    assert len(map_.data["ids"]) == 8


def test_every_operation_can_be_done_by_form(map_):
    app = begun()
    app.selectbox(key="codes").set_value("keep").run()
    does(app, "along", (EAST_MIDDLE,))
    assert len(map_.data["ids"]) == 7
    does(app, "compass", (NORTH_WEST,), direction="north_south")
    assert len(map_.data["ids"]) == 8
    x, y = 430_000, 3_100_000
    does(app, "points", (SOUTH_WEST,), typed=f"{x - 5} {y + 500}\n{x + 505} {y + 500}")
    assert len(map_.data["ids"]) == 9
    made = next(i for i in map_.data["ids"] if i.startswith(WEST) and i[12:] == "004")
    does(app, "merge", (SOUTH_WEST, made), keep=SOUTH_WEST)
    assert len(map_.data["ids"]) == 8
    does(
        app,
        "cut",
        (EAST + "003",),
        typed=f"{x + 1600} {y + 50}\n{x + 1700} {y + 50}\n{x + 1700} {y + 150}",
    )
    assert map_.note == say("redraw.told.cutout", "zh")
    does(app, "cut_site", (), site="s5", half=20, new_zh="学校网格", new_en="School grid")
    assert map_.note == say("redraw.told.cutout", "zh")
    does(app, "lock", (SOUTH_WEST,))
    assert map_.note == say("redraw.told.lock", "zh")
    does(app, "compass", (SOUTH_WEST,))
    assert map_.data["note"]["kind"] == "refused"
    does(app, "unlock", (SOUTH_WEST,))
    fields = {f"name_zh_{SOUTH_WEST}": "新名", f"name_en_{SOUTH_WEST}": "New name"}
    does(app, "rename", (SOUTH_WEST,), **fields)
    assert "新名" in json.dumps(map_.data["grids"], ensure_ascii=False)
    does(app, "dissolve", (EAST + "901",))
    assert map_.note == say("redraw.told.dissolve", "zh", retired="1")


def test_border_points_faces_and_borders_are_changed_by_form(map_):
    app = begun()
    points = 1
    for number in range(1, 9):
        does(app, "vertex", (EAST_MIDDLE,), number=number, east=5.0, north=5.0)
        points = number
        if map_.data["note"]["kind"] == "done":
            break
    assert map_.note == say("redraw.told.movevertex", "zh", touched="2"), points
    does(app, "refine", (EAST_MIDDLE,), lines="roads")
    assert map_.note == say("redraw.told.refine", "zh")
    faces = [face for row in map_.data["grids"] for face in row[8]]
    assert len(faces) > 1
    listed(app).set_value([EAST + "001"]).run()
    app.selectbox(key="redraw-op").set_value("paint").run()
    labels = app.multiselect(key="redraw-faces")
    labels.set_value([faces[0][0]])
    app.button(key="redraw-do").click().run()
    told = map_.note, map_.data["note"]["kind"]
    if told[1] == "refused":  # the other face is the one beside the receiver
        app.multiselect(key="redraw-faces").set_value([faces[1][0]])
        app.button(key="redraw-do").click().run()
    assert map_.note == say("redraw.told.transfer", "zh", touched="2")


def test_a_registered_code_is_typed_and_a_wrong_one_refused_in_a_sentence(map_):
    app = begun()
    does(app, "recode", (NORTH_WEST,), **{f"code_{NORTH_WEST}": f"{EAST}008"})
    facts = {"head": WEST, "least": "001", "most": "899", "given": f"{EAST}008"}
    assert map_.note == say("input.redraw_code_form", "zh", **facts)
    does(app, "recode", (NORTH_WEST,), **{f"code_{NORTH_WEST}": SOUTH_WEST})
    assert map_.note == say("input.redraw_code_used", "zh", given=SOUTH_WEST)
    given = f"{WEST}０１８ "
    does(app, "recode", (NORTH_WEST,), **{f"code_{NORTH_WEST}": given})
    assert map_.note == say("redraw.told.recode", "zh")
    assert f"{WEST}018" in map_.data["ids"]
    assert NORTH_WEST not in map_.data["ids"]
    # a code of this draft alone is free again, one that was in force is not
    does(app, "recode", (f"{WEST}018",), **{f"code_{WEST}018": f"{WEST}019"})
    does(app, "recode", (SOUTH_WEST,), **{f"code_{SOUTH_WEST}": f"{WEST}018"})
    assert map_.note == say("redraw.told.recode", "zh")
    does(app, "recode", (f"{WEST}019",), **{f"code_{WEST}019": NORTH_WEST})
    assert map_.note == say("input.redraw_code_used", "zh", given=NORTH_WEST)


def test_a_form_without_grids_asks_for_them(map_):
    app = begun()
    does(app, "merge", (NORTH_WEST,))
    assert map_.note == say("input.redraw_choose_two", "zh")
    does(app, "lock", ())
    assert map_.note == say("input.redraw_choose_one", "zh")
    does(app, "points", (NORTH_WEST,), typed="somewhere")
    assert map_.note == say("input.redraw_bad_points", "zh")


def test_every_form_has_its_words():
    for lang in LANGS:
        for name in forms.FORMS:
            assert say(f"redraw.form.{name}", lang)


@pytest.mark.parametrize("lang", LANGS)
def test_figures_stand_beside_those_at_the_start(map_, lang):
    app = begun(lang)
    assert say("redraw.figures_none", lang) in text(app)
    map_.does("merge", NORTH_WEST, SOUTH_WEST)
    app.run()
    table = app.dataframe[0].value
    row = table[table[say("col.grid_id", lang)] == NORTH_WEST].iloc[0]
    head = say("col.household_count", lang)
    assert (row[head], row[say("changes.before", lang, figure=head)]) == (56, 32)
    gone = table[table[say("col.grid_id", lang)] == SOUTH_WEST].iloc[0]
    assert gone.isna()[head]
    assert any(say("col.patrol_stops", lang) in str(f.value.columns) for f in app.dataframe)


def test_the_next_place_worth_looking_at(map_):
    app = begun()
    for name in ("gap", "stray"):
        app.button(key=f"redraw-next-{name}").click().run()
        assert map_.note == say(f"redraw.told.no_{name}", "zh")
    app.button(key="redraw-next-rule").click().run()
    first = map_.data["focus"]
    app.button(key="redraw-next-rule").click().run()
    assert map_.data["focus"][1] > first[1]
    assert set(map_.data["focus"][0]) <= set(map_.data["warned"])


def test_a_copy_has_the_steps_done_since_the_page_was_drawn(map_):
    app = begun()
    draft = redraws.load(state.REDRAWS, app.session_state["redraw"])
    redraws.append(state.REDRAWS, draft, to_plain(Lock((NORTH_WEST,))))
    app.button(key="redraw-copy").click().run()
    copied = redraws.load(state.REDRAWS, app.session_state["redraw"])
    assert copied.token != draft.token
    assert [one["op"] for one in copied.operations] == ["lock"]


def test_drafts_are_copied_renamed_compared_and_deleted(map_):
    app = begun()
    app.button(key="redraw-copy").click().run()
    map_.does("merge", NORTH_WEST, SOUTH_WEST)
    app.run()
    first = next(d for d in redraws.listed(state.REDRAWS, "tiny") if not d.operations)
    token = app.session_state["redraw"]
    app.selectbox(key=f"redraw-compare-one-{token}").set_value(first.token).run()
    assert not app.exception
    assert say("redraw.compare_table", "zh") in text(app)
    app.selectbox(key=f"redraw-compare-other-{token}").set_value(
        "base"
    ).run()  # neither is this draft
    assert not app.exception
    assert say("redraw.compare_same", "zh") in text(app)
    app.text_input(key=f"redraw-name-{token}").set_value("第二稿").run()
    app.button(key="redraw-rename").click().run()
    assert redraws.load(state.REDRAWS, token).name == "第二稿"
    app.button(key="redraw-delete").click().run()
    assert [d.token for d in redraws.listed(state.REDRAWS, "tiny")] == [first.token]
    assert say("redraw.earlier", "zh") in text(app)


@pytest.mark.parametrize("lang", LANGS)
def test_what_changes_hands_is_listed(map_, lang):
    app = begun(lang)
    map_.does("merge", NORTH_WEST, SOUTH_WEST)
    app.run()
    app.toggle(key="redraw-handover").set_value(True).run()
    shown = [frame.value for frame in app.dataframe]
    listed = next(f for f in shown if say("col.old_grid", lang) in f.columns)
    assert {"p3", "p4"} <= set(listed[say("col.code", lang)])
    sums = next(f for f in shown if say("col.before", lang) in f.columns)
    both = sums[sums[say("col.item", lang)] != say("handover.sum.grids", lang)]
    assert list(both[say("col.before", lang)]) == list(both[say("col.after", lang)])


@pytest.mark.parametrize("lang", LANGS)
def test_an_area_without_grids_shows_the_way(monkeypatch, tiny_folder, map_, lang):
    facts = json.loads((tiny_folder / "area.json").read_text(encoding="utf-8"))
    del facts["layers"]["grids"]
    (tiny_folder / "area.json").write_text(json.dumps(facts), encoding="utf-8")
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_folder})
    shown = text(opened(lang))
    assert say("redraw.no_grids", lang, title=say("page.data", lang)) in shown


def test_grids_with_a_hole_go_to_the_desk(monkeypatch, tiny_folder, map_):
    path = tiny_folder / "grids.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["features"][0]
    path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_folder})
    app = begun()
    assert say("input.redraw_not_clean", "zh") in text(app)
    assert not map_.data


def test_a_draft_that_is_gone_is_said_and_forgotten(map_):
    app = opened(redraw="0" * 32)
    assert say("input.draft_gone", "zh") in text(app)
    assert say("redraw.begin_button", "zh") in [button.label for button in app.button]


def test_the_session_keeps_plain_values_only(map_):
    app = begun()
    for key in ("redraw", "redraw-window"):
        pickle.dumps(app.session_state[key])
        assert isinstance(app.session_state[key], str)


def test_a_choice_on_the_map_begins_a_new_list_and_one_in_the_list_goes_on_with_it(map_):
    """What a browser still has of the list before a choice on the map passes for nobody's wish."""
    app = begun()
    before = listed(app).key
    map_.does("select", EAST_MIDDLE)
    app.run()
    chosen = listed(app)
    assert (chosen.value, chosen.key == before) == ([EAST_MIDDLE], False)
    chosen.set_value([EAST_MIDDLE, EAST + "001"]).run()
    assert (listed(app).value, listed(app).key) == ([EAST_MIDDLE, EAST + "001"], chosen.key)
    assert map_.data["choose"][0] == [EAST_MIDDLE, EAST + "001"]
    listed(app).set_value([]).run()
    assert (listed(app).value, listed(app).key) == ([], chosen.key)
