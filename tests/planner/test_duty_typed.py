"""A day told in one line: rows that were not done, their reasons, and words that say neither."""

from __future__ import annotations

import pytest

from planner.report.duty_typed import read_line


@pytest.mark.parametrize(
    ("line", "found", "wrong"),
    [
        ("", {}, ()),
        ("7", {7: "other"}, ()),
        ("7 12:3", {7: "other", 12: "called_away"}, ()),
        ("７，１２：３、40/1", {7: "other", 12: "called_away", 40: "weather"}, ()),
        ("7:2 7", {7: "road"}, ()),
        ("41 0 7:9 x 张三 -3 7:", {}, ("41", "0", "7:9", "x", "张三", "-3", "7:")),
    ],
)
def test_a_line_names_the_rows_that_were_not_done(line, found, wrong):
    assert read_line(line, 40) == (found, wrong)
