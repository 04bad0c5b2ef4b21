"""One road is not "1 roads": English sentences count in both forms."""

import re

import pytest

from planner.words import WORDS, say

FIXED_FORM = re.compile(r":n\} (?:more )?(?!has\b|is\b|as\b)[a-z]+s\b")


@pytest.mark.parametrize("key", sorted(WORDS))
def test_no_number_stands_before_a_word_that_is_plural_whatever_it_is(key):
    assert not FIXED_FORM.search(WORDS[key][1])


def test_one_road_is_shut_and_two_roads_are():
    one, two = (say("roads.told_shut", "en", date="1 May", count=count) for count in (1, 2))
    assert (one, two) == ("1 road shut on 1 May", "2 roads shut on 1 May")
