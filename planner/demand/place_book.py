"""What an office has said about its places: counts, parts of the priority, promises, calendar."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import msgspec

from geo.contract import InputError
from geo.load import Area
from planner.demand.day_types import DayRules
from planner.demand.priority_parts import Parts
from planner.demand.promise_terms import Promises

Kind = Literal["measured", "entered", "guessed"]
Way = Literal["area", "table", "footprints", "raster"]
KINDS: tuple[Kind, ...] = ("measured", "entered", "guessed")
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
    batches
        Where numbers came from, in the order they were taken.
    marks
        Column -> place -> row of its number in ``batches``.
    parts, rules
        None: the settings of the question, and the calendar of the area.
    """

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    batches: tuple[Origin, ...] = ()
    marks: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    parts: Parts | None = None
    promises: Promises = field(default_factory=Promises)
    rules: DayRules | None = None

    def taking(self, counts: Mapping[str, Mapping[str, int]], origin: Origin) -> "PlaceBook":
        """Return the book with numbers put in place of earlier ones; other places keep theirs."""
        batches = self.batches if origin in self.batches else (*self.batches, origin)
        mark = batches.index(origin)
        new, marks = dict(self.counts), dict(self.marks)
        for column, given in counts.items():
            new[column] = {**new.get(column, {}), **given}
            marks[column] = {**marks.get(column, {}), **dict.fromkeys(given, mark)}
        return replace(self, counts=new, batches=batches, marks=marks)

    def origin(self, column: str, place: str, area: Area) -> Origin:
        """Tell where a number comes from; those of an example area are made up."""
        mark = self.marks.get(column, {}).get(place)
        if mark is not None and 0 <= mark < len(self.batches):
            return self.batches[mark]
        return Origin("guessed" if area.example else "entered", "area", area.data_date)

    def origins(self, column: str, area: Area) -> dict[Origin, int]:
        """Count the places of each origin of a column, the latest taken first."""
        found = Counter(self.origin(column, str(place), area) for place in area.places.index)
        return dict(sorted(found.items(), key=lambda pair: pair[0].on, reverse=True))


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
