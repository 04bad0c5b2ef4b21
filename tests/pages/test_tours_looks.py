"""Colour and line of a crew: told apart on the screen, on a copy in grey, on every day."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pages.ui.tours import lay
from planner.problem.tours import Tour, ToursPlan, ToursProblem
from planner.report.maps.styles import ROUTES, lightness, route_look
from tests.planner import tour_weeks

PROBLEM = tour_weeks.week((tour_weeks.visit("a"),))
CLOSE_IN_GREY = 15  # steps of lightness of 100; less is not told apart on a copy
CLOSE = 25  # distance in CIE L*a*b* (1976)
ON_WHITE = 75  # what is lighter is hard to see on the map

days_out = st.lists(st.sets(st.integers(0, 11)), min_size=1, max_size=7)


def week(crews: int, out: list[set[int]]) -> tuple[ToursProblem, ToursPlan]:
    """So many crews, each with a turn on every day; those named are out."""
    like, turn = PROBLEM.crews[0], PROBLEM.turns[0]
    turns = tuple(
        replace(turn, turn_id=f"{day}-{n}", crew_id=f"k{n}", day=day)
        for day in range(len(out))
        for n in range(crews)
    )
    named = tuple(replace(like, crew_id=f"k{n}") for n in range(crews))
    problem = replace(PROBLEM, crews=named, turns=turns, days=len(out))
    tours = (
        Tour(f"{d}-{n}", 0, (), 1) for d, who in enumerate(out) for n in sorted(who) if n < crews
    )
    return problem, ToursPlan(tuple(tours))


@given(st.integers(1, 12), days_out)
def test_up_to_twelve_crews_each_have_a_colour_and_a_line_of_their_own(crews, out):
    found = list(lay.looks(*week(crews, out)).values())
    assert len({look.colour for look in found}) == crews
    for one, other in combinations(found, 2):
        light = abs(lightness(one.colour) - lightness(other.colour))
        assert one.dash != other.dash or light >= CLOSE_IN_GREY


@given(st.integers(13, 30), days_out)
def test_more_crews_differ_in_colour_or_line_and_on_one_day_in_colour(crews, out):
    found = lay.looks(*week(crews, out))
    assert len({(look.colour, look.dash) for look in found.values()}) == crews
    for who in out:
        assert len({found[f"k{n}"].colour for n in who}) == len(who)


def test_no_two_colours_are_near_each_other_and_none_is_pale():
    colours = [colour for colour, _ in ROUTES]
    assert len(set(colours)) == len(ROUTES) == 12
    for one, other in combinations(colours, 2):
        assert distance(one, other) >= CLOSE, (one, other)
    assert all(lightness(colour) <= ON_WHITE for colour in colours)


def test_looks_go_on_after_the_colours_are_used_up():
    assert len({route_look(n) for n in range(72)}) == 72


def test_figures_are_read_on_every_colour():
    problem, plan = week(12, [set()])
    for look in lay.looks(problem, plan).values():
        assert abs(lightness(look.ink) - lightness(look.colour)) >= 35


def distance(one: str, other: str) -> float:
    """Distance of two colours as CIE 1976 has it."""
    return float(sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5)


def lab(colour: str) -> tuple[float, float, float]:
    """Colour in CIE L*a*b*, white D65, written down apart from the program."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    a, b, c = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)
