"""Codes of grids are the unit and three digits, and none is given twice."""

import pytest

from geo.codes import before_units, in_order, next_code
from geo.contract import InputError

UNIT, OTHER = "530623202201", "530623202202"


def test_the_next_code_follows_the_highest_ever_used_in_the_unit():
    used = {f"{UNIT}002", f"{UNIT}007", f"{OTHER}050", f"{UNIT}901", "G1"}
    assert next_code(UNIT, "base", used) == f"{UNIT}008"
    assert next_code(UNIT, "special", used) == f"{UNIT}902"
    assert next_code(UNIT, "base", ()) == f"{UNIT}001"
    assert next_code(UNIT, "special", ()) == f"{UNIT}901"


def test_codes_of_another_length_are_not_of_the_unit():
    assert next_code("37", "base", {"370011", "37abc", "3712"}) == "37001"


def test_what_stands_before_the_unit_in_most_codes_is_found():
    assert before_units([("LI0037001", "37"), ("LI0037002", "37"), ("37003", "37")]) == "LI00"
    assert before_units([(f"{UNIT}001", UNIT), ("A", UNIT), ("LI0037001", "")]) == ""
    assert before_units([]) == ""


def test_grids_are_numbered_in_bands_from_north_to_south_and_west_to_east_in_each():
    middles = [(500, 0), (100, 2000), (900, 2100), (100, 1100), (50, 1300)]
    assert in_order(middles) == [4, 1, 2, 3, 0]
    assert in_order([]) == []


@pytest.mark.parametrize(("kind", "last"), [("base", "899"), ("special", "999")])
def test_used_up_codes_are_refused(kind, last):
    with pytest.raises(InputError) as error:
        next_code(UNIT, kind, {f"{UNIT}{last}"})
    assert error.value.code == "codes_used_up"
