"""The judge of the four protective nets: a share, its weakest element, its colour, by definition.

An element is something on the ground that a net should hold: a settlement, an exit, a grid, a key
site. It is wanted some number of times and met no more often; what it weighs is shared out evenly.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from planner.problem.checks import ProblemError, check_choice, check_id, check_int, check_unique

NETS = ("area_patrol", "perimeter", "unit_coverage", "key_site")
"""The four layers: area patrols, perimeter, community units, key sites."""
COLOURS = ("red", "yellow", "green")
NO_COLOUR = "none"
"""Colour of a grid or unit in which a net has nothing to hold."""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a net should hold.

    Parameters
    ----------
    weight
        What it counts for in the share, at least 1.
    wanted, met
        How often something is wanted of it, at least once, and how often that is there.
    lacks
        Codes of what is not there; none where it is wholly met.
    """

    element_id: str
    weight: int
    wanted: int
    met: int
    grid_id: str = ""
    unit_code: str = ""
    lacks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_id("element_id", self.element_id)
        check_int("weight", self.weight, low=1)
        check_int("wanted", self.wanted, low=1)
        check_int("met", self.met, high=self.wanted)

    @property
    def lost(self) -> Fraction:
        """Part of its weight that is not met."""
        return Fraction(self.weight * (self.wanted - self.met), self.wanted)


@dataclass(frozen=True, slots=True)
class Net:
    """A net: what it should hold, and what has not been made yet for it to be known.

    Parameters
    ----------
    lacking
        Codes of what nobody has made yet: week, cameras, roads, posts, sites, places.
    """

    name: str
    elements: tuple[Element, ...]
    lacking: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_choice("name", self.name, NETS)
        check_unique("elements", "element_id", (one.element_id for one in self.elements))


@dataclass(frozen=True, slots=True)
class Limits:
    """Per cent from which a share is yellow, and from which it is green."""

    yellow_pct: int
    green_pct: int

    def __post_init__(self) -> None:
        check_int("green_pct", self.green_pct, high=100)
        check_int("yellow_pct", self.yellow_pct, high=100)
        if self.yellow_pct > self.green_pct:
            raise ProblemError(
                place="yellow_pct", expected=f"at most {self.green_pct}", given=self.yellow_pct
            )


def share(elements: Iterable[Element]) -> Fraction | None:
    """Return the share of the weight that is met, 0 to 1; None where there is nothing to hold."""
    every = tuple(elements)
    whole = sum(one.weight for one in every)
    return 1 - sum((one.lost for one in every), Fraction(0)) / whole if whole else None


def weakest(elements: Iterable[Element]) -> Element | None:
    """Return the element that loses most weight, the first by id among equals; None if none."""
    lossy = [one for one in elements if one.lost]
    return min(lossy, key=lambda one: (-one.lost, one.element_id), default=None)


def lifted(elements: Iterable[Element], element_id: str) -> Fraction | None:
    """Return what the share would be if one element were wholly met and no other changed."""
    every = tuple(elements)
    whole = sum(one.weight for one in every)
    left = sum((one.lost for one in every if one.element_id != element_id), Fraction(0))
    return 1 - left / whole if whole else None


def colour(part: Fraction | None, limits: Limits) -> str:
    """Return the colour of a share; a share on a limit has reached it."""
    if part is None:
        return NO_COLOUR
    if 100 * part >= limits.green_pct:
        return "green"
    return "yellow" if 100 * part >= limits.yellow_pct else "red"


def worst(colours: Iterable[str]) -> str:
    """Return the worst of some colours; where no net has anything to hold there is none."""
    found = set(colours)
    return next((name for name in COLOURS if name in found), NO_COLOUR)


def grouped(
    elements: Iterable[Element], key: Callable[[Element], str]
) -> dict[str, tuple[Element, ...]]:
    """Return the elements by grid or unit; those that lie in none are in no group."""
    found: dict[str, list[Element]] = defaultdict(list)
    for one in elements:
        if key(one):
            found[key(one)].append(one)
    return {name: tuple(rows) for name, rows in found.items()}
