"""How much of the next patrol a watcher can guess: a score of tours over days, from its definition.

A watcher has seen every day before. He bets twice on each call: at which hour of the clock the crew
comes to this place, and which place is next after the one where he saw the crew last, or the first
of this crew. He bets on what he has seen most: on all days before, or on those of the same weekday
where there are any; of these two habits the one that wins more counts. Of answers seen equally
often each has its share of the bet. What he has never seen at all he does not bet on. The score is
the share of bets won, in per cent: 0 where nothing is guessed, 100 where everything is. Pure chance
wins one bet in as many hours as a place may be called at, so a plan drawn by lot does not come
down to 0.

Fixed posts are left out: they are meant to be known. On which day a place has its turn is not part
of the score, for promises decide it.

References
----------
The best possible rate of right guesses as the measure of predictability: C. Song, Z. Qu, N. Blumm,
A.-L. Barabási, Limits of Predictability in Human Mobility, Science 327 (2010) 1018-1021. The next
place besides the place at a time: E. L. Ikanovic, A. Mollgaard, An alternative approach to the
limits of predictability in human mobility, EPJ Data Science 6 (2017) 12. Arrival times of one
place varied over its visits as what makes routes unpredictable: M. Hoogeboom, W. Dullaert, Vehicle
routing with arrival time diversification, European Journal of Operational Research 275 (2019)
93-107.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Literal, TypeAlias

from planner.judge.tours_book import Book, book_of
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import Tour, ToursPlan, ToursProblem

HOUR_S = 3600
Kind: TypeAlias = Literal["hour", "first", "next"]
Bet: TypeAlias = tuple[Kind, str, int | str]
"""The hour at a place, the first place of a crew, the next after a place; what comes true."""
HABITS = ("always", "weekday")


@dataclass(frozen=True, slots=True)
class Walk:
    """What a watcher sees of a tour: the date, the crew, and place and hour of each call."""

    day: date
    crew_id: str
    calls: tuple[tuple[str, int], ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Places in the order they are called at."""
        return tuple(place for place, _ in self.calls)


@dataclass(frozen=True, slots=True)
class Predictability:
    """What share of bets a watcher wins, in per cent; 0 where there was nothing to bet on.

    Parameters
    ----------
    score
        Of all bets; `hour` and `order`: of those on the hour and on the next place.
    bets
        How many there were.
    """

    score: int
    hour: int
    order: int
    bets: int


class Watcher:
    """Somebody who remembers what he has seen and bets on what he has seen most."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int | None, Kind, str], Counter[int | str]] = defaultdict(Counter)

    def see(self, walk: Walk) -> None:
        """Remember a tour."""
        for kind, about, answer in _bets(walk):
            for weekday in (None, walk.day.weekday()):
                self._seen[weekday, kind, about][answer] += 1

    def bets(self, walk: Walk) -> Iterator[tuple[Kind, tuple[float, float]]]:
        """Yield each bet on a tour with what each habit wins of it, from 0 to 1."""
        for kind, about, answer in _bets(walk):
            always = self._seen.get((None, kind, about))
            if always:
                weekday = self._seen.get((walk.day.weekday(), kind, about), always)
                yield kind, (_won(always, answer), _won(weekday, answer))


def predictability(walks: Iterable[Walk]) -> Predictability:
    """Return how much of the tours of each day could be guessed from the days before."""
    watcher = Watcher()
    won: dict[tuple[Kind, str], float] = defaultdict(float)
    made: Counter[Kind] = Counter()
    for _, group in groupby(sorted(walks, key=lambda walk: walk.day), key=lambda walk: walk.day):
        today = list(group)
        for kind, shares in (bet for walk in today for bet in watcher.bets(walk)):
            made[kind] += 1
            for habit, share in zip(HABITS, shares, strict=True):
                won[kind, habit] += share
        for walk in today:
            watcher.see(walk)
    best = {kind: max(won[kind, habit] for habit in HABITS) for kind in made}
    hour, hours = best.get("hour", 0.0), made["hour"]
    order, orders = sum(best.values()) - hour, made.total() - hours
    return Predictability(
        score=_pct(hour + order, hours + orders),
        hour=_pct(hour, hours),
        order=_pct(order, orders),
        bets=hours + orders,
    )


def walks_of(problem: ToursProblem, plan: ToursPlan, first: date) -> tuple[Walk, ...]:
    """Return what a watcher sees of a plan whose day 0 is `first`."""
    book = book_of(problem)
    return tuple(walk_of(book, tour, first) for tour in plan.tours)


def walk_of(book: Book, tour: Tour, first: date) -> Walk:
    """Return what a watcher sees of one tour; a tour belongs to the day of its turn."""
    turn, crew = book.turns[tour.turn_id], book.crew(tour)
    calls = tuple(
        (call.task_id, call.arrive_s % DAY_S // HOUR_S)
        for call in tour.calls
        if book.tasks[call.task_id].kind != "post"
    )
    day = date.fromordinal(first.toordinal() + turn.day)
    return Walk(day, crew.crew_id, calls)


def _bets(walk: Walk) -> Iterator[Bet]:
    for place, hour in walk.calls:
        yield "hour", place, hour
    for place in walk.places[:1]:
        yield "first", walk.crew_id, place
    for here, place in pairwise(walk.places):
        yield "next", here, place


def _won(seen: Counter[int | str], answer: int | str) -> float:
    most = max(seen.values())
    best = [one for one, times in seen.items() if times == most]
    return 1 / len(best) if answer in best else 0.0


def _pct(won: float, bets: int) -> int:
    return round(100 * won / bets) if bets else 0
