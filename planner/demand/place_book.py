"""What an office has said about its places: counts, parts of the priority, promises, calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import msgspec

from geo.contract import InputError
from geo.load import Area
from planner.demand.day_types import DayRules
from planner.demand.priority_parts import Parts
from planner.demand.promises import Promises

Kind = Literal["measured", "entered", "guessed"]
Way = Literal["area", "table", "footprints", "raster"]
NAME = "places"  # of the file in the office's folder
_KEPT = 20  # states that can be gone back to


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a column of counts comes from: how sure it is, by which way, on which day (ISO)."""

    kind: Kind
    way: Way
    on: str = ""


@dataclass(frozen=True, slots=True)
class PlaceBook:
    """Counts, parts, promises and calendar of one area; what is not said is the area's own.

    Parameters
    ----------
    counts
        Column (household_count, population_count or a band of the day) -> place -> number.
    origins
        Column -> where it comes from.
    parts, rules
        None: the settings of the question, and the calendar of the area.
    """

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    parts: Parts | None = None
    promises: Promises = field(default_factory=Promises)
    rules: DayRules | None = None

    def taking(self, counts: Mapping[str, Mapping[str, int]], origin: Origin) -> "PlaceBook":
        """Return the book with columns of counts put in place of earlier ones."""
        return replace(
            self,
            counts={**self.counts, **{column: dict(given) for column, given in counts.items()}},
            origins={**self.origins, **dict.fromkeys(counts, origin)},
        )

    def origin(self, column: str, area: Area) -> Origin:
        """Tell where a column comes from; the counts of an example are made up."""
        own = Origin("guessed" if area.example else "entered", "area", area.data_date)
        return self.origins.get(column, own)


NO_BOOK = PlaceBook()


@dataclass(frozen=True, slots=True)
class History:
    """States of the book one after the other, the last one counts; undo drops it."""

    states: tuple[PlaceBook, ...] = ()

    @property
    def now(self) -> "PlaceBook":
        """The book as it stands."""
        return self.states[-1] if self.states else NO_BOOK

    def then(self, book: PlaceBook) -> "History":
        """Add a state; the oldest beyond what is kept is forgotten."""
        return self if book == self.now else History((*self.states, book)[-_KEPT:])

    def undone(self) -> "History":
        """Drop the last state."""
        return History(self.states[:-1])

    def to_plain(self) -> object:
        """Return lists, dicts, texts and numbers only."""
        return msgspec.to_builtins(self)


def history_of(plain: object | None) -> History:
    """Read what `History.to_plain` wrote; None is an empty history.

    Raises
    ------
    InputError
        places_damaged.
    """
    if plain is None:
        return History()
    try:
        return msgspec.convert(plain, type=History)
    except msgspec.ValidationError as error:
        told = "What the office has said about its places cannot be read ({told})."
        raise InputError(
            code="places_damaged", facts={"told": str(error)}, sentence=told
        ) from error


def today(on: date, kind: Kind, way: Way) -> Origin:
    """Make the origin of counts taken on a day."""
    return Origin(kind, way, on.isoformat())
