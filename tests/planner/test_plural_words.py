"""One road is not "1 roads": English sentences on roads, travel and places count in both forms."""

import re

import pytest

from planner.words import (
    isochrones,
    own_roads,
    places,
    places_page,
    road_files,
    roads,
    say,
    speeds,
    terrain,
)

ROOM = (isochrones, own_roads, places, places_page, road_files, roads, speeds, terrain)
LARGE = {  # limits and sizes that are never 1
    "input.osm_too_many",
    "input.raster_too_large",
    "input.terrain_count",
    "input.terrain_hgt_size",
    "input.terrain_size",
    "isochrone.define.places",
    "cli.roads_net",  # a road has two ends, so there are at least two
    "cli.roads_part",
}
FIXED_FORM = re.compile(r":n\} (?:more )?[a-z]+s\b")


@pytest.mark.parametrize("catalogue", ROOM, ids=lambda module: module.__name__)
def test_no_number_stands_before_a_word_that_is_plural_whatever_it_is(catalogue):
    fixed = {key for key, (_, en) in catalogue.WORDS.items() if FIXED_FORM.search(en)}
    assert fixed <= LARGE


def test_one_road_is_shut_and_two_roads_are():
    one, two = (say("roads.told_shut", "en", date="1 May", count=count) for count in (1, 2))
    assert (one, two) == ("1 road shut on 1 May", "2 roads shut on 1 May")
