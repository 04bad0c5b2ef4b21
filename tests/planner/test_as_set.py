"""An area as its office has set it: what is worked out anew, and what stays the same area."""

from __future__ import annotations

from dataclasses import replace

from planner.demand.ground import load_ground
from planner.demand.place_book import Origin, PlaceBook
from planner.demand.place_ground import with_book
from planner.store.as_set import over
from planner.store.travel import OwnTerrain


def test_other_counts_and_heights_make_other_questions_of_the_same_files(tiny_source):
    ground = load_ground(tiny_source)
    place = str(ground.area.places.index[0])
    book = PlaceBook().taking({"household_count": {place: 77}}, Origin("entered", "table"))
    counted = with_book(ground, book)
    terrain = ground.area.terrain
    assert terrain is not None
    higher = over(ground, OwnTerrain(replace(terrain, heights=terrain.heights + 1), making=None))
    marks = {g.area.fingerprint for g in (ground, counted, higher)}
    assert len(marks) == 3
    assert {g.area.files_fingerprint for g in (ground, counted, higher)} == {
        ground.area.fingerprint
    }
