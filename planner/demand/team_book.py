"""Teams an office sends: what each matter needs, what each kind of post can do, how often it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import msgspec

from geo.schema import InputError

SKILL_NAMES = (
    *("law", "order", "mediate", "traffic", "search", "carry", "rescue", "fire", "medical"),
)
PEOPLE_MOST = 20
SHARE_MOST = 1000
SKILLS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "police_station": ("law", "order", "traffic"),
        "community_officer": ("law", "order", "mediate", "traffic"),
        "auxiliary": ("order", "traffic"),
        "village_auxiliary": ("order", "traffic"),
        "volunteer_police": ("order", "search"),
        "volunteer": ("search",),
        "militia": ("order", "search", "carry"),
        "rescue_team": ("search", "carry", "rescue"),
        "fire_station": ("rescue", "fire"),
        "clinic": ("medical",),
        "village_team": ("mediate", "search"),
        "police_room": ("order", "mediate"),
    }
)
MATTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "dispute": ("mediate", "law"),
        "order": ("law", "order"),
        "traffic": ("law", "traffic", "medical"),
        "fire": ("fire", "rescue", "order"),
        "flood": ("rescue", "carry", "medical", "order"),
        "illness": ("medical",),
        "search": ("law", "search"),
    }
)
"""Seven kinds of matters several forces answer together, and the skills each needs."""


@dataclass(frozen=True, slots=True)
class TeamBook:
    """The templates of joint answers; what is not set by the office is the planner's own start.

    Parameters
    ----------
    people
        Matter -> skill -> people who must have it.
    skills
        Kind of post -> skills of its people.
    shares
        Matter -> its weight among all matters, for days simulated.
    """

    people: Mapping[str, Mapping[str, int]] = field(
        default_factory=lambda: {name: dict.fromkeys(needs, 1) for name, needs in MATTERS.items()}
    )
    skills: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(SKILLS))
    shares: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(MATTERS, 1))

    def needs(self, matter: str | None) -> tuple[str, ...]:
        """Return the skills a matter needs; None needs nothing in particular."""
        return tuple(self.people[matter]) if matter else ()

    def of(self, kind: str) -> frozenset[str]:
        """Return what people of a kind of post can do."""
        return frozenset(self.skills.get(kind, ()))


USUAL = TeamBook()


def from_plain(told: object) -> TeamBook:
    """Read a book from plain lists and dicts; None is the usual one.

    Raises
    ------
    InputError
        teams_damaged
    """
    if told is None:
        return USUAL
    try:
        book = msgspec.convert(told, TeamBook)
    except msgspec.ValidationError as error:
        raise _damaged() from error
    if not sound(book):
        raise _damaged()
    return book


def to_plain(book: TeamBook) -> object:
    """Write a book as plain lists and dicts."""
    return msgspec.to_builtins(book)


def sound(book: TeamBook) -> bool:
    """Tell whether a book has all matters, each with a skill, and no skill nobody knows."""
    named = {skill for needs in book.people.values() for skill in needs}
    named |= {skill for some in book.skills.values() for skill in some}
    counts = [count for needs in book.people.values() for count in needs.values()]
    return (
        set(book.people) == set(book.shares) == set(MATTERS)
        and set(book.skills) <= set(SKILLS)
        and named <= set(SKILL_NAMES)
        and all(book.people.values())
        and all(1 <= count <= PEOPLE_MOST for count in counts)
        and all(0 <= share <= SHARE_MOST for share in book.shares.values())
        and sum(book.shares.values()) > 0
    )


def _damaged() -> InputError:
    sentence = "The office's teams cannot be read; enter them again."
    return InputError(code="teams_damaged", facts={}, sentence=sentence)
