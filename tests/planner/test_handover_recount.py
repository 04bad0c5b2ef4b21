"""The hand-over workbook of many operations, counted again from the shapes alone."""

from collections import Counter
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from shapely import Point

from benchmarks.redraw.hand import Hand
from geo.contract import InputError
from geo.load import load_area
from geo.redraw import GridSet, apply, open_grids
from planner.report.handover import KINDS, handover_sheets
from planner.report.workbook import workbook_bytes
from planner.words import say
from tests.geo.redraw.test_random_run import PLACES


def redrawn(area, operations: int) -> tuple[GridSet, GridSet]:
    """The division of an area, and the one after some operations at random."""
    first = state = open_grids(area.grids, area.units)
    draw, done = Hand(7, area.roads.geometry), 0
    while done < operations:
        try:
            state = apply(state, draw.operation(state)).state
        except InputError:
            continue
        done += 1
    return first, state


def holder(state: GridSet, spot: Point) -> str:
    """The grid a thing lies in; on a border the one with the lower code, in none nothing."""
    met = (name for name, grid in state.grids.items() if grid.geometry.intersects(spot))
    return min(met, default="")


def rows_of(book, title: str) -> list[dict[str, object]]:
    """A sheet below its note, a row a dictionary by heading."""
    _, heads, *rows = book[title].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.parametrize("place", PLACES)
def test_the_workbook_agrees_with_a_recount_thing_by_thing(place):
    area = load_area(PLACES[place])
    old, new = redrawn(area, 100)
    sheets = handover_sheets(old.frame(), new.frame(), area, "zh")
    content = workbook_bytes(sheets, note="x", stamp=datetime(2026, 1, 1))  # noqa: DTZ001
    book = load_workbook(BytesIO(content))
    listed = rows_of(book, say("changes.sheet.handover", "zh"))
    word = {kind: say(f"handover.{kind}", "zh") for kind in KINDS}
    must = area.sites["mandatory"].astype(bool)
    things = {"place": area.places, "pole": area.poles}
    things |= {"site": area.sites[~must], "mandatory_stop": area.sites[must]}
    wanted, inside = {}, Counter()
    for kind, frame in things.items():
        for code, spot in frame.geometry.items():
            sides = holder(old, spot), holder(new, spot)
            inside[kind] += bool(sides[0])
            assert bool(sides[0]) == bool(sides[1])
            if sides[0] != sides[1]:
                wanted[word[kind], str(code)] = sides
    heads = {name: say(f"col.{name}", "zh") for name in ("kind", "code", "old_grid", "new_grid")}
    told = {
        (row[heads["kind"]], row[heads["code"]]): tuple(
            str(row[heads[side]]).split()[0] for side in ("old_grid", "new_grid")
        )
        for row in listed
    }
    assert len(told) == len(listed) > 20  # each exactly once
    assert told == wanted
    moved = Counter(kind for kind, _ in told)
    assert_sums(rows_of(book, say("changes.sheet.sums", "zh")), inside, moved)
    assert_balance(rows_of(book, say("changes.sheet.balance", "zh")), area, old, new)


def assert_sums(rows, inside, moved) -> None:
    """Every total is what there is, before and after, with what the list has of it."""
    by_item = {row[say("col.item", "zh")]: row for row in rows}
    for kind in KINDS:
        row = by_item[say(f"handover.sum.{kind}", "zh")]
        assert row[say("col.before", "zh")] == row[say("col.after", "zh")] == inside[kind]
        assert row[say("col.handed", "zh")] == moved[say(f"handover.{kind}", "zh")]
    agree = [row[say("col.sums_agree", "zh")] for row in rows]
    assert agree.count(say("handover.agrees", "zh")) == len(rows) - 1  # all but the grids


def assert_balance(rows, area, old, new) -> None:
    """Grid by grid: had - given + taken = has, and as much is given as taken."""
    figure = say("handover.each.households", "zh")
    heads = [
        say(f"handover.{word}", "zh", figure=figure) for word in ("had", "given", "taken", "has")
    ]
    counts = area.places["household_count"]
    for state, head in ((old, heads[0]), (new, heads[3])):
        held = Counter()
        for code, spot in area.places.geometry.items():
            held[holder(state, spot)] += int(counts[code])
        for row in rows:
            assert row[head] == held[str(row[say("col.grid", "zh")]).split()[0]]
    for row in rows:
        had, given, taken, has = (row[head] for head in heads)
        assert had - given + taken == has
    assert sum(row[heads[1]] for row in rows) == sum(row[heads[2]] for row in rows)
