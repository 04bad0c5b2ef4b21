"""Drafts: written whole or not at all, found again, closed to hostile names."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.contract import InputError
from planner.store import draft_files, drafts, folders
from planner.store.drafts import Decision

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
HOSTILE = [
    "",
    ".",
    "..",
    "../" * 3 + "etc",
    "/etc/passwd",
    "a" * 31,
    "A" * 32,
    "g" * 32,
    "0" * 33,
    "0" * 32 + "\n",
    "0" * 31 + "/",
    "\uff10" * 32,  # full-width digits
    ".part-" + "0" * 26,
    "0" * 32 + "\x00",
]


def code_of(call, *args) -> str:
    with pytest.raises(InputError) as told:
        call(*args)
    return told.value.code


def test_a_draft_is_found_again_with_its_bytes_names_and_decisions(tmp_path):
    source = {"网格.shp": b"\x00shp", "网格.dbf": b"dbf"}
    draft = drafts.create(tmp_path, "luoyan", source, now=NOW)
    part = replace(draft.parts["grids"], layer="x", encoding="gb18030", system="EPSG:4544")
    draft = drafts.save(tmp_path, replace(draft, parts={"grids": part}))
    draft = drafts.decide(tmp_path, draft, (Decision("c1", "g1", rule="person"),))
    again = drafts.load(tmp_path, draft.token)
    assert again == draft
    assert drafts.source_of(tmp_path, again) == source
    assert again.title == "网格.shp"
    assert again.created_at == "2026-12-01T08:30:00+00:00"
    assert drafts.decisions(again) == {"c1": Decision("c1", "g1", rule="person")}


def test_names_lose_folders_and_signs_that_turn_a_line_round(tmp_path):
    for name in ("网格\u202egpj.zip", "C:\\Users\\x\\网格gpj.zip", "../../网格\0gpj.zip"):
        assert drafts.create(tmp_path, "luoyan", {name: b"1"}).title == "网格gpj.zip"


def test_a_step_is_undone_as_a_whole_and_the_last_word_on_a_case_counts(tmp_path):
    draft = drafts.create(tmp_path, "luoyan", {"a.kml": b"k"})
    draft = drafts.decide(tmp_path, draft, (Decision("c1", "g1"),))
    draft = drafts.decide(tmp_path, draft, (Decision("c1", "g2"), Decision("c2", "g3")))
    assert drafts.decisions(draft)["c1"].receiver == "g2"
    draft = drafts.undo(tmp_path, draft)
    assert {case: made.receiver for case, made in drafts.decisions(draft).items()} == {"c1": "g1"}
    assert drafts.undo(tmp_path, drafts.undo(tmp_path, draft)).steps == ()


def test_a_second_drawing_replaces_the_one_of_its_role_and_ends_decisions(tmp_path):
    draft = drafts.create(tmp_path, "luoyan", {"a.kml": b"k"})
    draft = drafts.decide(tmp_path, draft, (Decision("c1", "g1"),))
    draft = drafts.add_part(tmp_path, draft, "units", {"u.zip": b"1"})
    assert draft.steps == ()
    draft = drafts.add_part(tmp_path, draft, "units", {"v.zip": b"2"})
    assert drafts.source_of(tmp_path, draft, "units") == {"v.zip": b"2"}
    assert drafts.source_of(tmp_path, draft) == {"a.kml": b"k"}
    assert list(drafts.remove_part(tmp_path, draft, "units").parts) == ["grids"]


@pytest.mark.parametrize("token", HOSTILE)
def test_a_hostile_token_opens_nothing(tmp_path, token):
    (tmp_path / "drafts").mkdir()
    for call in (drafts.load, drafts.delete):
        assert code_of(call, tmp_path / "drafts", token) == "draft_gone"


@given(st.text(max_size=40))
def test_no_text_but_a_known_token_opens_anything(tmp_path_factory, token):
    root = tmp_path_factory.getbasetemp()
    assert code_of(drafts.load, root, token) == "draft_gone"


def test_a_link_in_the_place_of_a_draft_is_not_followed(tmp_path):
    draft = drafts.create(tmp_path / "real", "luoyan", {"a.kml": b"k"})
    root = tmp_path / "store"
    root.mkdir()
    (root / draft.token).symlink_to(tmp_path / "real" / draft.token)
    assert code_of(drafts.load, root, draft.token) == "draft_gone"
    assert drafts.listed(root) == ()


@pytest.mark.parametrize("name", ["../../etc/x.kml", "C:\\secret\\x.kml", "/abs/x.kml"])
def test_a_name_never_becomes_a_path(tmp_path, name):
    draft = drafts.create(tmp_path / "store", "luoyan", {name: b"k"})
    assert draft.parts["grids"].names == ("x.kml",)
    files = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert files == ["draft.json", "grids-0"]


def test_a_write_that_breaks_off_leaves_no_draft(tmp_path, monkeypatch):
    def broken(path, content):
        if path.name == "draft.json":
            raise OSError(28, "no space left on device")
        path.write_bytes(content)

    monkeypatch.setattr(drafts, "write_whole", broken)
    with pytest.raises(OSError, match="space"):
        drafts.create(tmp_path, "luoyan", {"a.kml": b"k"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"token": 3}', '{"token": "' + "0" * 32 + '", "area_id": "x"}'],
)
def test_a_damaged_draft_is_told_and_left_out_of_the_list(tmp_path, content):
    token = "0" * 32
    (tmp_path / token).mkdir()
    (tmp_path / token / "draft.json").write_text(content, encoding="utf-8")
    assert code_of(drafts.load, tmp_path, token) == "draft_damaged"
    assert drafts.listed(tmp_path) == ()


def test_a_half_written_folder_and_lost_files_are_told(tmp_path):
    (tmp_path / ("1" * 32)).mkdir()
    assert code_of(drafts.load, tmp_path, "1" * 32) == "draft_gone"
    draft = drafts.create(tmp_path, "luoyan", {"a.kml": b"k"})
    (tmp_path / draft.token / "grids-0").unlink()
    assert code_of(drafts.source_of, tmp_path, draft) == "draft_damaged"


def test_a_draft_that_claims_another_token_is_damaged(tmp_path):
    draft = drafts.create(tmp_path, "luoyan", {"a.kml": b"k"})
    path = tmp_path / draft.token / "draft.json"
    facts = json.loads(path.read_text(encoding="utf-8")) | {"token": "f" * 32}
    path.write_text(json.dumps(facts), encoding="utf-8")
    assert code_of(drafts.load, tmp_path, draft.token) == "draft_damaged"


def test_drafts_are_listed_newest_first_by_area_and_deleted_whole(tmp_path):
    old = drafts.create(tmp_path, "luoyan", {"a.kml": b"k"}, now=NOW)
    new = drafts.create(tmp_path, "luoyan", {"b.kml": b"k"}, now=NOW.replace(day=2))
    drafts.create(tmp_path, "liechtenstein", {"c.kml": b"k"}, now=NOW)
    assert [draft.title for draft in drafts.listed(tmp_path, "luoyan")] == ["b.kml", "a.kml"]
    assert len(drafts.listed(tmp_path)) == 3
    drafts.delete(tmp_path, new.token)
    assert drafts.listed(tmp_path, "luoyan") == (old,)
    assert code_of(drafts.save, tmp_path, new) == "draft_gone"
    assert not any(path.name.startswith(".") for path in tmp_path.iterdir())


def test_nothing_too_much_and_twice_the_same_name_are_refused(tmp_path, monkeypatch):
    assert code_of(drafts.create, tmp_path, "luoyan", {}) == "draft_empty"
    assert code_of(drafts.create, tmp_path, "luoyan", {"a": b""}) == "draft_empty"
    assert code_of(drafts.create, tmp_path, "luoyan", {"x/a": b"1", "y/a": b"2"}) == "draft_empty"
    monkeypatch.setattr(draft_files, "MOST_BYTES", 2)
    assert code_of(drafts.create, tmp_path, "luoyan", {"a": b"123"}) == "draft_too_large"
    monkeypatch.setattr(folders, "MOST_DRAFTS", 0)
    assert code_of(drafts.create, tmp_path, "luoyan", {"a": b"1"}) == "draft_too_many"


def test_the_list_of_a_store_nobody_used_is_empty(tmp_path):
    assert drafts.listed(tmp_path / "none") == ()


def test_what_is_kept_takes_the_place_of_the_files_it_was_read_from(tmp_path):
    draft = drafts.create(tmp_path, "luoyan", {"a.shp": b"raw", "a.dbf": b"OWNER Zhang"})
    part = replace(draft.parts["grids"], system="EPSG:4544")
    draft = drafts.keep(tmp_path, draft, "grids", part, b"shapes and codes")
    assert drafts.kept_of(tmp_path, draft) == b"shapes and codes"
    assert drafts.load(tmp_path, draft.token).parts["grids"].kept
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Zhang" not in left
    assert draft.title == "a.shp"


def test_files_nobody_confirmed_are_forgotten_after_a_day(tmp_path):
    day = datetime(2026, 11, 1, 8, tzinfo=UTC)
    old = drafts.create(tmp_path, "luoyan", {"a.shp": b"raw"}, now=day)
    kept = drafts.create(tmp_path, "luoyan", {"b.shp": b"raw"}, now=day)
    drafts.keep(tmp_path, kept, "grids", kept.parts["grids"], b"shapes")
    drafts.create(tmp_path, "luoyan", {"c.shp": b"raw"}, now=day + timedelta(hours=23))
    assert drafts.load(tmp_path, old.token)
    drafts.create(tmp_path, "luoyan", {"d.shp": b"raw"}, now=day + timedelta(hours=25))
    with pytest.raises(InputError):
        drafts.load(tmp_path, old.token)
    assert drafts.load(tmp_path, kept.token)
