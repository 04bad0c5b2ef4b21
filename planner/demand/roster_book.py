"""What an office has set for its rosters: its own templates, who is away when, and wishes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import msgspec

from geo.schema import InputError
from planner.demand.roster_patterns import PATTERNS, Pattern
from planner.problem.roster import RosterWish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.problem.roster import RosterSlot

What: TypeAlias = Literal["away", "off", "wants", "not"]
"""Empty; would rather be off; would like a shift; would rather not have a shift."""
WHATS: tuple[What, ...] = get_args(What)
ENTRY_DAYS_MOST = 366


@dataclass(frozen=True, slots=True)
class Entry:
    """A leave or a wish of a slot, or of all slots of a post. Why is nobody's business here.

    Parameters
    ----------
    who
        Slot or post.
    first, last
        First and last day.
    shift_id
        The shift that is wanted, or not.
    """

    who: str
    first: date
    last: date
    what: What = "away"
    shift_id: str = ""

    def __post_init__(self) -> None:
        """Refuse an entry of no day."""
        if not timedelta(0) <= self.last - self.first < timedelta(days=ENTRY_DAYS_MOST):
            msg = f"an entry must end on or after its first day, got {self.first} to {self.last}"
            raise ValueError(msg)

    def is_of(self, slot_id: str) -> bool:
        """Whether it is an entry of a slot."""
        return self.who in (slot_id, slot_id.rpartition("-")[0])

    def has(self, day: date) -> bool:
        """Whether it is about a day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class RosterBook:
    """What an office has set.

    Parameters
    ----------
    patterns
        Templates by id; those of the program where there is none.
    entries
        Leave and wishes.
    post_ids
        Posts with rows in the roster; () for those of a station's usual kinds.
    """

    patterns: dict[str, Pattern] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    post_ids: tuple[str, ...] = ()

    def pattern(self, pattern_id: str) -> Pattern:
        """Return a template as it holds for this office."""
        return self.patterns.get(pattern_id, PATTERNS[pattern_id])


def from_plain(told: object) -> RosterBook:
    """Read a book from plain lists and dicts; None is an empty one.

    Raises
    ------
    InputError
        rosters_damaged
    """
    if told is None:
        return RosterBook()
    try:
        book = msgspec.convert(told, RosterBook)
    except (msgspec.ValidationError, ValueError) as error:
        sentence = "What was set for the rosters cannot be read; enter it again."
        raise InputError(code="rosters_damaged", facts={}, sentence=sentence) from error
    return book


def to_plain(book: RosterBook) -> object:
    """Write a book as plain lists and dicts."""
    return msgspec.to_builtins(book)


def wishes(
    entries: Sequence[Entry],
    slots: Sequence[RosterSlot],
    days: Sequence[date],
    shift_ids: Sequence[str],
    price: int,
) -> Iterator[RosterWish]:
    """Yield the wishes of slots; to be off is to want none of the shifts."""
    for entry in entries:
        if entry.what == "away":
            continue
        asked = shift_ids if entry.what == "off" else [s for s in shift_ids if s == entry.shift_id]
        for slot in slots:
            if not entry.is_of(slot.slot_id):
                continue
            for number, day in enumerate(days):
                if entry.has(day):
                    wanted = entry.what == "wants"
                    yield from (RosterWish(slot.slot_id, number, s, wanted, price) for s in asked)
