"""The command that proposes grids: one unit or all, proved, as files an office keeps."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pyogrio
import pytest

from geo.redraw import apply, from_plain, open_grids
from planner.__main__ import main
from planner.demand.ground import load_ground
from planner.words import say

ROOT = Path(__file__).parent.parent
TOWN, HUAGAOPING = "530623202001", "530623202002"


def run(*words: str) -> int:
    return main(["propose", *words, "--work", "1", "--lang", "en"])


def test_one_unit_afresh_is_written_proved_and_can_be_taken_over(tmp_path, capsys):
    out = tmp_path / "out"
    asked = ("luoyan", "--unit", HUAGAOPING, "--households", "40", "130", "--out", str(out))
    assert run(*asked) == 0
    said = capsys.readouterr().out
    assert "Huagaoping community: " in said
    assert "0 stray pieces" in said
    assert "Proved: " in said
    names = {path.name for path in out.iterdir()}
    assert names == {
        "certificate.json",
        "operations.json",
        f"{HUAGAOPING}.redistrict.problem.json",
        f"{HUAGAOPING}.redistrict.outcome.json",
        "luoyan_proposal.gpkg",
        "luoyan_proposal.xlsx",
    }
    assert json.loads((out / "certificate.json").read_text())["ok"] is True
    layers = {name for name, _ in pyogrio.list_layers(out / "luoyan_proposal.gpkg")}
    assert {"grids", "proposed_grids", "old_grids", "basic_units"} <= layers
    book = openpyxl.load_workbook(out / "luoyan_proposal.xlsx")
    assert book.sheetnames == ["Proposals", "Proposed grids", "Changes of grid"]
    _taken_over(out)
    problem = str(out / f"{HUAGAOPING}.redistrict.problem.json")
    outcome = str(out / f"{HUAGAOPING}.redistrict.outcome.json")
    assert main(["judge", problem, outcome]) == 0


@pytest.mark.slow
def test_pairs_that_are_proved_are_told_as_on_the_page(capsys):
    words = ("--unit", HUAGAOPING, "--question", "adjust", "--limits", "cost")
    assert main(["propose", "luoyan", *words, "--work", "3", "--lang", "en"]) == 0
    told = re.search(r"Of (\d+) pairs of neighbouring grids, (\d+) are", capsys.readouterr().out)
    assert told
    assert 0 < int(told[2]) <= int(told[1])


def _taken_over(out: Path) -> None:
    """Repeat the operations on today's grids: the same grids as in the GeoPackage."""
    area = load_ground(ROOT / "data" / "boundaries").area
    state = open_grids(area.grids, area.units)
    for plain in json.loads((out / "operations.json").read_text(encoding="utf-8")):
        state = apply(state, from_plain(plain)).state
    frame = pyogrio.read_dataframe(out / "luoyan_proposal.gpkg", layer="grids")
    assert sorted(frame["grid_id"]) == sorted(state.grids)


def test_adjusting_keeps_every_grid(tmp_path, capsys):
    out = tmp_path / "out"
    asked = ("luoyan", "--unit", HUAGAOPING, "--question", "adjust", "--out", str(out))
    assert run(*asked) == 0
    assert "grids: 17" in capsys.readouterr().out


def test_what_is_impossible_is_named(capsys):
    """Pieces with more households than a grid may have: each said with the name of its place."""
    assert run("luoyan", "--unit", HUAGAOPING, "--households", "0", "5") == 1
    said = capsys.readouterr().out
    assert "Huagaoping community: No plan can satisfy" in said
    assert "households, a grid holds 5 at most" in said
    assert "Proved" not in said  # today's grids are not what was asked for


def test_limits_that_are_typed_must_hold_when_adjusting(capsys):
    """33 of 48 settlements fill a grid of 20 households; of the others two at least share one."""
    crowded = (
        "luoyan",
        "--unit",
        "530623202203",
        "--question",
        "adjust",
        "--households",
        "20",
        "60",
    )
    assert run(*crowded) == 1
    said = capsys.readouterr().out
    assert "So 40 grids at most reach their least, but adjusting keeps all 48 of today" in said
    assert "--limits cost" in said


def test_limits_that_only_have_a_price_are_said_to_be_broken(capsys):
    priced = ("luoyan", "--unit", HUAGAOPING, "--question", "adjust", "--limits", "cost")
    assert run(*priced, "--households", "20", "60") == 0
    assert re.search(r"are only priced: \d+ grids have fewer, 0 have more", capsys.readouterr().out)


def test_one_grid_for_a_unit_is_proved_best(capsys):
    assert run("luoyan", "--unit", HUAGAOPING, "--grids", "1") == 0
    said = capsys.readouterr().out
    objective, bound = re.search(r"objective ([\d,]+), bound ([\d,]+)", said).groups()
    assert objective == bound
    assert say("status.optimal", "en") in said


def test_an_effort_of_nothing_is_told_in_the_readers_language(capsys):
    assert main(["propose", "luoyan", "--work", "0", "--lang", "zh"]) == 2
    told = say("cli.bad_number", "zh", word="--work", least=1, most=10**6, given=0)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "no area nowhere"),
        (("luoyan", "--unit", "1"), "no unit 1"),
        (("luoyan", "--unit", TOWN, "--keep", "x"), "no grid x"),
        (("luoyan", "--unit", TOWN, "--keep", f"{HUAGAOPING}001"), f"no grid {HUAGAOPING}001"),
        (("luoyan", "--keep", "x"), "no grid x"),
        (("luoyan", "--grids", "5"), "--unit"),
        (("luoyan", "--unit", TOWN, "--question", "adjust", "--grids", "5"), "--grids"),
        (("luoyan", "--unit", TOWN, "--households", "9", "5"), "--households: expected the least"),
        (("luoyan", "--unit", TOWN, "--grids", "0"), "--grids: expected at least 1 grid"),
        (("luoyan", "--grids", "5", "--households", "1", "5"), "not allowed"),
    ],
)
def test_bad_words_are_told_in_one_sentence(words, told, capsys):
    assert run(*words) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert said.err.count("\n") == 1
    assert not said.out
