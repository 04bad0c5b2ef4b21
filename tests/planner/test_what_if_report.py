"""What if on paper: counts of changes, tables, the page for a printer asks nothing of the net."""

from pathlib import Path

import pytest

from planner.demand.what_if import Change, Terms, calls_of_grids, compared
from planner.report import what_if as report
from planner.road import load_ground
from planner.words import LANGS, say

LUOYAN = Path(__file__).resolve().parents[2] / "data" / "boundaries"


@pytest.fixture(scope="module")
def found():
    ground = load_ground(LUOYAN)
    change = Change(away=("R01", "R10"), stand=(str(ground.area.places.index[40]),))
    return change, compared(ground, change, Terms(600))


def test_changes_are_those_grids_where_somebody_else_comes_or_at_another_time(found) -> None:
    grids = found[1].grids
    columns = ("first", "first_s", "second", "second_s")
    other = [
        name
        for name, row in grids.iterrows()
        if any((row[c] or "") != (row[f"{c}_then"] or "") for c in columns)
    ]
    assert sorted(report.changes(found[1]).index) == sorted(other)
    counts = report.change_counts(found[1])
    assert counts["grids"] == len(other)
    assert counts["later"] == int((grids["first_s_then"] > grids["first_s"]).sum())


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_names_the_change_and_every_changed_grid(found, lang) -> None:
    change, compared_ = found
    names = report.names_of(compared_, lang)
    told = report.told_change(change, names, lang)
    page = report.page(compared_, told, names, lang).decode()
    assert all(line.replace("&", "&amp;") in page for line in told)
    assert all(str(name) in page for name in report.changes(compared_).index)
    assert "http://" not in page
    assert "https://" not in page


def test_totals_of_the_sheet_are_those_of_the_comparison(found) -> None:
    table = report.total_table(found[1], "en")
    row = found[1].totals.loc["second"]
    told = table[say("col.whatif_after", "en")].tolist()
    assert told[2] == str(int(row["in_time_then"]))


def test_calls_of_grids_add_up_to_those_counted_in_grids(found) -> None:
    ground = found[1].before
    counted = ground.area.incidents
    night = int(counted.loc[counted["time_band"] == "night", "count"].sum())
    assert sum(calls_of_grids(ground, "night").values()) == night
