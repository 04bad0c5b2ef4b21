"""Drafts of a division: each operation saved as it is made, found again, closed to bad names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.contract import InputError
from planner.store import redraws, snapshots

NOW = datetime(2026, 12, 1, 14, 32, tzinfo=UTC)
BASE = b"\x00base\n\xff"


def code_of(call, *args) -> str:
    with pytest.raises(InputError) as told:
        call(*args)
    return told.value.code


@pytest.fixture
def draft(tmp_path):
    return redraws.create(
        tmp_path, "luoyan", " 2027 \n 年初稿 ", BASE, base_fingerprint="f", now=NOW
    )


def done(root, draft, *names):
    for name in names:
        draft = redraws.append(root, draft, {"op": name}, now=NOW)
    return draft


def names_of(operations) -> list[str]:
    return [one["op"] for one in operations]


def test_a_draft_is_found_again_with_its_base_name_and_operations(tmp_path, draft):
    draft = done(tmp_path, draft, "split", "merge")
    again = redraws.load(tmp_path, draft.token)
    assert again == draft
    assert again.name == "2027 年初稿"
    assert again.base_fingerprint == "f"
    assert again.saved_at == "2026-12-01T14:32:00+00:00"
    assert redraws.base_of(tmp_path, again) == BASE
    assert names_of(again.operations) == ["split", "merge"]


def test_undo_and_redo_are_kept_and_a_new_operation_ends_what_could_be_redone(tmp_path, draft):
    draft = done(tmp_path, draft, "a", "b", "c")
    draft = redraws.undo(tmp_path, redraws.undo(tmp_path, draft))
    assert names_of(draft.operations) == ["a"]
    assert names_of(redraws.load(tmp_path, draft.token).undone) == ["c", "b"]
    draft = redraws.redo(tmp_path, draft)
    assert names_of(draft.operations) == ["a", "b"]
    draft = done(tmp_path, draft, "d")
    assert names_of(draft.operations) == ["a", "b", "d"]
    assert draft.undone == ()
    assert redraws.redo(tmp_path, draft) == draft


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=25))
def test_the_journal_says_what_two_stacks_say(tmp_path_factory, moves):
    root = tmp_path_factory.mktemp("redraws")
    draft = redraws.create(root, "luoyan", "x", b"")
    done_now, undone_now = [], []
    for number, move in enumerate(moves):
        if move == "do":
            draft = redraws.append(root, draft, {"op": str(number)})
            done_now, undone_now = [*done_now, str(number)], []
        elif move == "undo":
            draft = redraws.undo(root, draft)
            undone_now += [done_now.pop()] if done_now else []
        else:
            draft = redraws.redo(root, draft)
            done_now += [undone_now.pop()] if undone_now else []
    again = redraws.load(root, draft.token)
    assert (names_of(again.operations), names_of(again.undone)) == (done_now, undone_now)


def test_the_later_of_two_windows_is_refused_and_nothing_is_lost(tmp_path, draft):
    other = redraws.load(tmp_path, draft.token)
    mine = done(tmp_path, draft, "mine")
    assert code_of(redraws.append, tmp_path, other, {"op": "theirs"}) == "redraw_stale"
    more = done(tmp_path, mine, "more")
    assert code_of(redraws.undo, tmp_path, mine) == "redraw_stale"
    assert redraws.load(tmp_path, draft.token) == more


def test_a_line_torn_by_a_power_cut_is_no_line_and_the_next_one_takes_its_place(tmp_path, draft):
    draft = done(tmp_path, draft, "a")
    journal = tmp_path / draft.token / "journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"kind":"do","at":"2026')
    again = redraws.load(tmp_path, draft.token)
    assert again == draft
    again = done(tmp_path, again, "b")
    assert names_of(redraws.load(tmp_path, again.token).operations) == ["a", "b"]


def test_a_snapshot_counts_only_for_the_operations_it_was_made_from(tmp_path, draft):
    assert snapshots.read(tmp_path, draft) is None
    draft = done(tmp_path, draft, "a", "b")
    snapshots.take(tmp_path, draft, b"state\nof two")
    assert snapshots.read(tmp_path, done(tmp_path, draft, "c")) == (2, b"state\nof two")
    fewer = redraws.undo(tmp_path, redraws.undo(tmp_path, redraws.load(tmp_path, draft.token)))
    assert snapshots.read(tmp_path, fewer) is None
    assert snapshots.read(tmp_path, done(tmp_path, fewer, "x", "y")) is None


def test_a_copy_stands_where_the_first_stands_and_goes_its_own_way(tmp_path, draft):
    draft = redraws.undo(tmp_path, done(tmp_path, draft, "a", "b"))
    twin = redraws.copy(tmp_path, draft, "另一稿")
    assert (twin.operations, twin.undone) == (draft.operations, draft.undone)
    assert twin.origin == draft.token
    done(tmp_path, twin, "c")
    assert redraws.load(tmp_path, draft.token) == draft


def test_drafts_of_an_area_are_listed_last_changed_first(tmp_path, draft):
    later = redraws.create(tmp_path, "luoyan", "later", b"", now=datetime(2026, 12, 2, tzinfo=UTC))
    redraws.create(tmp_path, "liechtenstein", "elsewhere", b"")
    (tmp_path / ("0" * 32)).mkdir()
    assert [one.token for one in redraws.listed(tmp_path, "luoyan")] == [later.token, draft.token]
    redraws.delete(tmp_path, later.token)
    assert [one.token for one in redraws.listed(tmp_path, "luoyan")] == [draft.token]
    assert code_of(redraws.load, tmp_path, later.token) == "draft_gone"


def test_a_draft_is_renamed_and_a_name_must_be_one(tmp_path, draft):
    assert redraws.load(tmp_path, redraws.rename(tmp_path, draft, "终稿").token).name == "终稿"
    for name in ("", "  ", "x" * 61, "a\u202eb"):
        assert code_of(redraws.rename, tmp_path, draft, name) == "redraw_name"


@pytest.mark.parametrize("token", ["", "..", "../x", "/etc", "A" * 32, "0" * 31 + "/", "0" * 33])
def test_no_token_leads_out_of_the_store(tmp_path, token):
    (tmp_path / "redraws").mkdir()
    for call in (redraws.load, redraws.delete):
        assert code_of(call, tmp_path / "redraws", token) == "draft_gone"


@pytest.mark.parametrize("broken", ["{\n", '{"kind":"do","at":1}\n', "[]\n"])
def test_a_damaged_journal_is_called_so(tmp_path, draft, broken):
    (tmp_path / draft.token / "journal.jsonl").write_text(broken)
    assert code_of(redraws.load, tmp_path, draft.token) == "draft_damaged"


@pytest.mark.parametrize(
    "told",
    [
        {"name_zh": "王建国网格员家", "name_en": "call 13812345678"},
        {"name_zh": "张志强", "name_en": ""},
        {"names": [["530623202201001", "户主王建国", ""]]},
    ],
)
def test_a_step_that_names_a_grid_after_a_person_is_refused_and_not_written(tmp_path, draft, told):
    operation = {"op": "rename", "grid_id": "530623202201001", **told}
    assert code_of(redraws.append, tmp_path, draft, operation) == "person_text"
    assert redraws.load(tmp_path, draft.token) == draft


@pytest.mark.parametrize("name", ["王家坪网格", "李村", "高山网格", "第3网格", ""])
def test_a_grid_may_be_called_after_a_place(tmp_path, draft, name):
    operation = {"op": "rename", "grid_id": "530623202201001", "name_zh": name, "name_en": name}
    assert redraws.append(tmp_path, draft, operation).operations == (operation,)
