"""A drawing comes in: what is asked, what is refused at the door, what is kept of it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from geo.formats import read_drawing
from pages.ui import bringing
from planner.store import drafts
from planner.words import LANGS, say
from tests.pages.test_desk import (
    BROKEN,
    LUOYAN,
    address,
    brought,
    example,
    opened,
    press,
    text,
)

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("store")]


def damaged() -> bytes:
    """The broken example with one name damaged, so that it is in no encoding the program tries."""
    packed = io.BytesIO()
    with zipfile.ZipFile(BROKEN) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".dbf"):
                content = content.replace("中埂子".encode("gbk"), b"\xff\xff" + b"  " * 2, 1)
            target.writestr(name, content)
    return packed.getvalue()


class Chosen:
    """A file as the uploader hands it over."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content = name, content

    def getvalue(self) -> bytes:
        return self.content


@pytest.mark.parametrize("lang", LANGS)
def test_text_nobody_can_read_is_asked_about_and_read_as_the_person_says(store, lang):
    source = {"网格.zip": damaged()}
    assert bringing.accepted(source, lang)
    app = brought(store, source, lang=lang)
    assert not app.error
    ask = next(box for box in app.selectbox if box.label == say("data.encoding_ask", lang))
    assert ask.value is None
    ask.select("gb18030").run()
    assert "西街网格" in text(app)
    assert "�" in text(app)
    app = press(app, say("place.confirm", lang))
    assert say("certificate.not_ok", lang, fault_count=3) in text(app)


def test_an_encoding_that_does_not_fit_is_asked_about_again(store):
    app = brought(store, {"网格.zip": damaged()})
    ask = next(box for box in app.selectbox if box.label == say("data.encoding_ask", "zh"))
    ask.select("utf-8").run()
    again = next(box for box in app.selectbox if box.label == say("data.encoding_ask", "zh"))
    assert again.value == "utf-8"
    again.select("gb18030").run()
    assert "西街网格" in text(app)


def test_what_nobody_confirmed_is_deleted_when_it_is_left(store):
    app = press(opened("data"), say("data.example", "zh"))
    assert len(list(store.iterdir())) == 1
    app = press(app, say("data.discard", "zh"))
    assert list(store.iterdir()) == []
    assert say("data.earlier_none", "zh") in text(app)


def test_a_confirmed_drawing_is_kept_when_it_is_left_and_its_file_is_not(store):
    app = press(example(), say("data.anew", "zh"))
    assert say("data.earlier_kept", "zh") in text(app)
    (draft,) = drafts.listed(store)
    assert sorted(path.name for path in (store / draft.token).iterdir()) == [
        "draft.json", "grids-kept"
    ]  # fmt: skip


def test_a_draft_with_decisions_is_deleted_only_when_asked_again(store):
    token = address(example(), "draft")
    drafts.decide(store, drafts.load(store, token), (drafts.Decision("c", "g"),))
    app = opened("data")
    labels = [button.label for button in app.button]
    assert say("data.delete", "zh") not in labels
    press(app, say("data.delete_sure", "zh"))
    assert list(store.iterdir()) == []


def test_more_drafts_than_the_first_few_can_be_reached_too(store):
    for number in range(10):
        drafts.create(store, "luoyan", {f"{number}.kml": b"k"})
    app = opened("data")
    assert sum(button.label == say("data.delete", "zh") for button in app.button) == 10
    assert say("data.unconfirmed", "zh") in text(app)


def test_two_files_of_one_name_are_refused(monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(bringing.st, "error", lambda words, **_: said.append(words))
    assert bringing.brought([Chosen("a.zip", b"1"), Chosen("a.zip", b"2")], "zh") == {}
    assert said == [say("data.same_name", "zh")]
    assert bringing.brought([Chosen("a.zip", b"1")], "zh") == {"a.zip": b"1"}


def test_points_are_refused_before_anybody_is_asked_where_they_lie(store):
    app = brought(store, {"点.csv": "网格编码,经度,纬度\n1,104.2,28.1\n1,104.3,28.1\n".encode()})
    assert [say("input.only_points", "zh", file="点.csv") in box.value.replace("\\", "")
            for box in app.error] == [True]  # fmt: skip
    assert not app.header  # the question where it lies


@pytest.mark.parametrize("lang", LANGS)
def test_an_outline_without_a_word_about_its_numbers_is_named_by_the_person(store, lang):
    facts = json.loads((LUOYAN / "grids.geojson").read_text(encoding="utf-8"))
    for feature in facts["features"]:
        for ring in feature["geometry"]["coordinates"]:
            ring[:] = [[x + 2.0, y] for x, y, *_ in ring]
    far = json.dumps(facts).encode()
    draft = drafts.create(store, "luoyan", {"far.geojson": far})
    with zipfile.ZipFile(BROKEN) as source:
        bare = {f"a{name[-4:]}": source.read(name) for name in source.namelist()}
    del bare["a.prj"]
    assert read_drawing(bare).system == ""
    drafts.add_part(store, draft, "units", bare)
    app = opened("data", lang, draft=draft.token)
    assert say("place.unnamed", lang) in text(app)
    ask = next(box for box in app.selectbox if box.label == say("place.system", lang))
    ask.select("EPSG:4544").run()
    app = press(app, say("place.confirm", lang))
    assert drafts.load(store, draft.token).parts["units"].system == "EPSG:4544"
