"""Two missing grids come back as one: the desk says so, by the grids in force or by the size."""

import pytest

from geo.repair import open_desk
from planner.report.cases import names_of
from planner.report.missing import several_words
from planner.words import LANGS
from tests.geo.repair.test_desk import only
from tests.geo.repair.test_new_grids import CODE, ONE_UNIT, SQUARE, nine, without

WHOLE = nine(unit_code=CODE, name_zh=[f"{n}组网格" for n in range(1, 10)])


def told(lang, *gone, in_force=None):
    drawn = without(WHOLE, *gone)
    desk = open_desk(drawn, SQUARE, units=ONE_UNIT, in_force=in_force)
    names = names_of(lang, {"grids": (drawn, WHOLE)})
    return several_words(only(desk, "gap"), drawn, in_force, names, lang)


def test_grids_in_force_that_lie_there_are_counted_and_named():
    said = told("zh", 5, 6, in_force=WHOLE)
    for words in ("2 个网格", "5组网格、6组网格", "网格调整"):
        assert words in said
    assert "2 grids" in told("en", 5, 6, in_force=WHOLE)


@pytest.mark.parametrize("lang", LANGS)
def test_without_grids_in_force_the_size_tells(lang):
    assert "2.0" in told(lang, 5, 6)
    assert told(lang, 5) == ""


def test_one_missing_grid_is_one():
    assert told("zh", 5, in_force=WHOLE) == ""
