"""Sentences about patrols: one of anything is not told in the plural."""

from __future__ import annotations

import re
import string

import pytest

from planner.words import duty, say, tour_items, tour_why, tours, tours_changes, tours_kept
from planner.words import tours_page as page

ROOMS = (duty, tour_items, tour_why, tours, tours_changes, tours_kept, page)
ENGLISH = sorted((key, text[1]) for room in ROOMS for key, text in room.WORDS.items())
MANY = re.compile(r"(?<![.\d])1 (?!guess\b|is\b)[a-z]+s\b| of 1 (?!call|stop)[a-z]+ are\b")


@pytest.mark.parametrize(("key", "text"), ENGLISH)
def test_one_of_anything_is_told_as_one(key, text):
    fields = string.Formatter().parse(text)
    facts = {name: 1 if spec else "X" for _, name, spec, _ in fields if name}
    said = say(key, "en", **facts)
    assert not MANY.search(said), said
