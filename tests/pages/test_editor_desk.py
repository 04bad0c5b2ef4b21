"""The desk of drafts: done once, saved at once, undone, found again, refused when stale."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pandas.testing import assert_frame_equal

from geo.contract import InputError
from geo.redraw import Lock, Merge, Refine, Unlock, apply, open_grids, proved
from geo.redraw.kept import pack, unpack
from pages.ui.redraw import events, files, wire, work
from pages.ui.redraw.bench import Bench
from pages.ui.redraw.payload import payload
from pages.ui.redraw.session import Desk
from pages.ui.redraw.ways import natural_of
from pages.ui.redraw.work import Measure, base_of_grids
from planner.demand.ground import load_ground
from planner.store import redraws, snapshots
from planner.words import LANGS

WEST = "530623202201"
IDS = (WEST + "001", WEST + "002")
SNAPSHOT = 20


@pytest.fixture(scope="module")
def ground(tiny_source):
    return load_ground(tiny_source)


@pytest.fixture
def token(tmp_path, ground):
    draft = redraws.create(tmp_path, "tiny", "试", base_of_grids(ground.area.grids))
    return draft.token


@pytest.fixture
def desk(tmp_path, token, ground):
    found = Desk(tmp_path)
    found.open(token, ground)
    return found


def read(event, state, _seat):
    return events.operation_of(event, state, wire.origin_of(state.boundary))


def told(desk, token, ground, window="w", lang="zh"):
    return payload(Bench(desk, window, token, ground, natural_of(ground.area), lang))


def batch(token, *asked, client="c", **more):
    sent = [{"seq": seq, "op": op, "ids": list(IDS)} for seq, op in asked]
    return {"client": client, "draft": token, "have": 0, "epoch": "", "events": sent, **more}


def test_an_event_that_arrives_twice_is_done_once(desk, token, ground):
    desk.take("w", batch(token, (1, "lock")), ground, read)
    desk.take("w", batch(token, (1, "lock"), (2, "merge")), ground, read)
    seat = desk.seat("w", token)
    assert seat.done == 2
    assert seat.refused is not None  # the locked grid gives nothing away
    assert [step.kind for step in desk.open(token, ground).redraw.steps] == ["do"]
    # the same number from another window's map is another event
    desk.take("w", batch(token, (1, "unlock"), client="d"), ground, read)
    assert len(desk.open(token, ground).redraw.steps) == 2


def test_every_step_is_on_disk_and_found_again_by_another_process(desk, token, ground, tmp_path):
    desk.do("w", token, lambda: Merge(IDS, IDS[0]), ground)
    assert IDS[1] not in desk.open(token, ground).now.state.grids
    again = Desk(tmp_path)
    found = again.open(token, ground)
    assert IDS[1] not in found.now.state.grids
    assert proved(found.now.state)
    again.step("w", token, "undo", ground)
    assert IDS[1] in again.open(token, ground).now.state.grids
    third = Desk(tmp_path)
    third.open(token, ground)
    third.step("w", token, "redo", ground)  # what another process undid
    assert IDS[1] not in third.open(token, ground).now.state.grids


def test_with_nothing_left_undo_and_redo_say_so(desk, token, ground):
    for kind, code in (("undo", "redraw_nothing_undone"), ("redo", "redraw_nothing_redone")):
        assert desk.step("w", token, kind, ground).refused.code == code


def test_a_window_that_was_overtaken_is_refused_once_and_then_goes_on(desk, token, ground):
    told(desk, token, ground, "one")
    told(desk, token, ground, "two")
    assert desk.do("one", token, lambda: Lock(IDS[:1]), ground).refused is None
    late = desk.do("two", token, lambda: Lock(IDS[1:]), ground)
    assert late.refused.code == "redraw_stale"
    told(desk, token, ground, "two")  # its map shows the new state now
    assert desk.do("two", token, lambda: Lock(IDS[1:]), ground).refused is None


def test_a_step_of_another_process_is_seen(desk, token, ground, tmp_path):
    Desk(tmp_path).do("x", token, lambda: Lock(IDS[:1]), ground)
    assert desk.open(token, ground).now.state.grids[IDS[0]].locked


def test_the_map_gets_everything_once_and_then_what_changed(desk, token, ground):
    first = told(desk, token, ground)
    assert first["base"] == 0
    assert len(first["grids"]) == len(first["ids"]) == 6
    assert first["context"]
    known = {"have": first["version"], "epoch": first["epoch"]}
    desk.take("w", batch(token, (1, "lock"), **known), ground, read)
    second = told(desk, token, ground)
    assert sorted(row[0] for row in second["grids"]) == sorted(IDS)
    assert second["context"] is None
    assert second["done"] == ["c", 1]
    # another language is another map, whatever this one has
    assert told(desk, token, ground, lang="en")["base"] == 0
    desk.take("w", batch(token, (2, "resync"), **known), ground, read)
    assert told(desk, token, ground)["base"] == 0


def test_a_refusal_changes_nothing_and_names_the_grid(desk, token, ground):
    desk.do("w", token, lambda: Lock(IDS[:1]), ground)
    before = desk.open(token, ground).redraw.revision
    desk.do("w", token, lambda: Merge(IDS, IDS[1]), ground)
    assert desk.open(token, ground).redraw.revision == before
    for lang in LANGS:
        note = told(desk, token, ground, lang=lang)["note"]
        assert note["kind"] == "refused"
        assert ground.area.grids[f"name_{lang}"][IDS[0]] in note["text"]


def test_figures_after_a_step_are_those_measured_from_the_start(desk, token, ground):
    desk.figures(token, ground, Measure())
    desk.do("w", token, lambda: Merge(IDS, IDS[0]), ground)
    stepwise = desk.figures(token, ground, Measure())
    desk.forget(token)
    desk.open(token, ground)
    afresh = desk.figures(token, ground, Measure())
    assert_frame_equal(stepwise, afresh)
    assert desk.figures(token, ground, Measure(), 0).loc[IDS[0], "household_count"] == 32
    assert afresh.loc[IDS[0], "household_count"] == 56


def test_what_was_undone_is_not_called_changed(desk, token, ground):
    desk.do("w", token, lambda: Merge(IDS, IDS[0]), ground)
    assert desk.open(token, ground).now.changed == {IDS[0]}
    desk.step("w", token, "undo", ground)
    assert desk.open(token, ground).now.changed == frozenset()


def test_a_draft_that_is_gone_is_said_so(desk, token, ground, tmp_path):
    redraws.delete(tmp_path, token)
    with pytest.raises(InputError) as refused:
        desk.open(token, ground)
    assert refused.value.code == "draft_gone"


def test_every_file_of_a_draft_is_made_and_keeps_codes_as_text(desk, token, ground, tmp_path):
    desk.do("w", token, lambda: Merge(IDS, IDS[0]), ground)
    bench = Bench(desk, "w", token, ground, natural_of(ground.area), "zh")
    starts = {"handover": b"PK", "record": b"PK", "gpkg": b"SQLite", "shp": b"PK"}
    for name, start in {**starts, "geojson": b'{"type":"FeatureCollection"'}.items():
        assert files.MADE[name][1](bench).startswith(start), name
    book = load_workbook(BytesIO(files.MADE["record"][1](bench)))
    assert len(book.sheetnames) == 5
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert any(text.startswith(IDS[1]) for text in cells)
    features = json.loads(files.MADE["geojson"][1](bench))["features"]
    assert {f["properties"]["grid_id"] for f in features} == set(
        desk.open(token, ground).now.state.grids
    )


def test_a_draft_of_many_steps_opens_from_its_snapshot(desk, token, ground, tmp_path, monkeypatch):
    for number in range(SNAPSHOT + 2):
        made = Lock(IDS[:1]) if number % 2 == 0 else Unlock(IDS[:1])
        assert desk.do("w", token, lambda made=made: made, ground).refused is None
    done: list[object] = []
    real = work.apply
    monkeypatch.setattr(work, "apply", lambda *a, **k: done.append(a[1]) or real(*a, **k))
    again = Desk(tmp_path)
    assert not again.open(token, ground).now.state.grids[IDS[0]].locked
    assert len(done) == 2  # those after the snapshot, and no other
    for _ in range(SNAPSHOT + 2):
        assert again.step("w", token, "undo", ground).refused is None
    found = again.open(token, ground)
    assert found.position == 0
    assert not found.now.state.grids[IDS[0]].locked
    again.step("w", token, "redo", ground)
    assert again.open(token, ground).now.state.grids[IDS[0]].locked


def test_a_damaged_snapshot_costs_time_and_nothing_else(desk, token, ground, tmp_path):
    for number in range(SNAPSHOT):
        made = Lock(IDS[:1]) if number % 2 == 0 else Unlock(IDS[:1])
        desk.do("w", token, lambda made=made: made, ground)
    snapshots.take(tmp_path, desk.open(token, ground).redraw, b"\nnothing")
    assert Desk(tmp_path).open(token, ground).position == SNAPSHOT


def test_a_division_put_by_is_the_same_with_its_faces_locks_and_codes(ground):
    state = open_grids(ground.area.grids, ground.area.units, retired=("530623202201009",))
    line = ((430_000 - 5, 3_100_000 + 500), (430_000 + 505, 3_100_000 + 500))
    for made in (Refine(IDS[1:], (line,)), Lock(IDS[:1])):
        state = apply(state, made).state
    again = unpack(pack(state))
    assert again is not None
    assert again.retired == state.retired
    assert again.grids[IDS[0]].locked
    assert list(again.faces) == list(state.faces)
    assert again.frame().equals(state.frame())
    assert pack(again) == pack(state)
    assert unpack(pack(state)[:-9]) is None
    gone = replace(state, grids={i: g for i, g in state.grids.items() if i != IDS[0]})
    assert unpack(pack(replace(gone, faces={}))) is None  # a hole is no division
