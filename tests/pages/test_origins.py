"""The line of a page that says which of its numbers are measured, entered or guessed."""

from __future__ import annotations

import pytest

from pages.ui import origins
from planner.demand.ground import load_ground
from planner.demand.place_book import Origin, PlaceBook
from planner.demand.place_ground import with_book
from planner.words import LANGS, say


@pytest.mark.parametrize("lang", LANGS)
def test_counts_are_told_by_how_sure_they_are_and_every_place_once(monkeypatch, tiny_source, lang):
    ground = load_ground(tiny_source)
    places = [str(name) for name in ground.area.places.index]
    given = {"household_count": dict.fromkeys(places[:2], 5)}
    ground = with_book(ground, PlaceBook().taking(given, Origin("measured", "table")))
    told: list[str] = []
    monkeypatch.setattr(origins.st, "caption", told.append)
    origins.told(ground, lang, "shapes", "counts", "times")
    (line,) = told
    rest = "guessed" if ground.area.example else "entered"
    for kind, count in (("measured", 2), (rest, len(places) - 2)):
        words = f"{origins.badge(kind, lang)} {say('origins.places', lang, count=count)}"
        assert words in line
    for part in ("shapes", "times"):
        assert say(f"origins.{part}", lang) in line
