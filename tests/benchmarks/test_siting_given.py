"""Public instances become the questions their formats say, on the smallest files of each format."""

from pathlib import Path

import pytest

from benchmarks.siting.gallery import drawn, gallery
from benchmarks.siting.given import cover_file, mclp, pmed
from planner import siting
from planner.outcome import Effort, Status


def answer(given) -> int:
    outcome = siting.solve(given.problem, effort=Effort(0, 2))
    assert outcome.status is Status.OPTIMAL
    return given.value(outcome.objective)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "given.txt"
    path.write_text(text)
    return path


def test_of_two_edges_between_the_same_nodes_the_last_one_counts(tmp_path) -> None:
    path = write(tmp_path, " 3 3 1\n 1 2 90\n 2 3 4\n 2 1 5\n")
    given = pmed(path)
    assert given.problem.sites[0].far == (0, 5, 9)
    assert answer(given) == 9
    assert answer(pmed(path, "centre")) == 5


ROWS = "3 4\n 5 2 2 9\n 2\n 1 2\n 2\n 2 4\n 2\n 3 4\n"
"""Rows 1 to 3 are covered by columns 1 2, 2 4, 3 4."""
COLUMNS = "3 4\n5 1 1\n2 2 1 2\n2 1 3\n9 2 3 2\n"


def test_a_set_cover_by_rows_and_one_by_columns_are_the_same_question(tmp_path) -> None:
    by_rows = cover_file(write(tmp_path, ROWS))
    assert answer(by_rows) == 4
    assert by_rows.problem == cover_file(write(tmp_path, COLUMNS)).problem


def test_without_prices_each_column_counts_one(tmp_path) -> None:
    given = cover_file(write(tmp_path, ROWS), unicost=True)
    assert answer(given) == 2
    assert given.family == "set cover, unicost"


def test_maximal_covering_counts_what_is_covered(tmp_path) -> None:
    path = write(tmp_path, "4\t9999\tp\tS\n0 0 5\n3 4 7\n100 0 9\n103 4 1\n")
    assert answer(mclp(path, 5.0, 1)) == 12
    assert answer(mclp(path, 4.9, 1)) == 9
    assert answer(mclp(path, 5.0, 2)) == 22


COMB = "12 0 0 10 0 10 4 8 4 8 1 6 1 6 4 4 4 4 1 2 1 2 4 0 4"
"""A room with three teeth, the top of each seen only from its own corners."""


@pytest.mark.parametrize(
    ("room", "guards"),
    [
        ("4 0 0 1 0 1 1 0 1", 1),
        ("6 0 0 2 0 2 1 1 1 1 2 0 2", 1),
        (COMB, 3),
    ],
)
def test_corners_see_a_whole_room(tmp_path, room: str, guards: int) -> None:
    assert answer(gallery(write(tmp_path, room))) == guards


def test_coordinates_are_fractions(tmp_path) -> None:
    given = gallery(write(tmp_path, "4 0/1 0/1 3/2 0/1 3/2 1/2 0/1 1/2"))
    assert answer(given) == 1


def test_a_room_drawn_by_a_seed_is_simple_and_the_same_again() -> None:
    room = drawn(40, 2)
    assert room.is_valid
    assert len(room.exterior.coords) - 1 == 40
    assert room.equals_exact(drawn(40, 2))
    assert not room.equals(drawn(40, 3))
