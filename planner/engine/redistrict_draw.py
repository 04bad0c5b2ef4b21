"""Draw grids afresh: many starts, each from a rough picture to the finest, the best one kept."""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from planner.engine.attempt import Attempt
from planner.engine.redistrict_breed import LAST, POOL, Found, Pool
from planner.engine.redistrict_counting import Piece, pieces, shares
from planner.engine.redistrict_fit import fitted
from planner.engine.redistrict_levels import Step, coarsen
from planner.engine.redistrict_search import VISITS_PER_WORK, Cooling, anneal
from planner.engine.redistrict_start import start
from planner.engine.redistrict_state import State, scale_of
from planner.engine.redistrict_view import FREE, Level, View
from planner.problem.redistrict import RedistrictProblem

NUMBERS_MOST, FAVOURITES = 8, 3
"""Most numbers of grids that get a look when a range is wide, and a longer search after it."""
SMALL, SMALL_NUMBERS_MOST = 500, 24
"""Lumps up to which looks are cheap, and the numbers that get one there."""
MEND_SHARE = 1.5
"""Work, as a share of that for the search, to put loads right that it left outside their bands."""
SETTLE_SHARE = 0.2
"""Share of the work to put a few loads right at once; mostly a hundredth of it does (measured)."""
MEND = (
    Cooling(sweeps=200, hot=0.5, cold=0.1, lenient=1.0, strict=15.0),
    Cooling(sweeps=200, hot=1.0, cold=0.3, lenient=2.0, strict=20.0),
)
HELD_FAST = Cooling(sweeps=150, hot=0.1, cold=0.005, lenient=30.0, strict=300.0)
LUMPS_PER_GRID = 60
"""Lumps per grid in the roughest picture."""
LUMP_SHARE = 0.25
"""Largest share of a grid's load that a lump of a rougher picture may have."""
POOL_SHARE = 0.35
"""Share of the work for divisions by themselves; the rest crosses them (measured)."""
BORDER_SHARE = 0.6
"""Share of the lumps that lie at a border, about: what a sweep looks at."""
LOOK_SHARE = 0.1
"""Share of the work for first looks: crossing does more (measured)."""
LOOKS_MOST = 0.3
"""Share of the work beyond which another look at every number of grids is too dear."""
PATIENCE_LEAST, PATIENCE_MOST = 0.25, 3.0
FLOW_EVERY = 4
"""One start in so many grows unit by unit: seldom better than equal shares (measured)."""
STARTS_PER_WORK = 12_000
"""Lumps of a first division that count as one unit of work (measured)."""
HOT = (0.4, 0.25, 0.6)
"""First temperatures, in turn: which is best depends on how uneven the borders are (measured)."""
ROUGH = Cooling(sweeps=80, hot=0.4, cold=0.03)
FINE = Cooling(sweeps=25, hot=0.1, cold=0.01, lenient=2.0)


class Drawing:
    """A search for divisions that can go on where it stopped.

    Every number of grids that counting allows gets a look; the most promising get the rest.
    """

    def __init__(self, view: View, attempt: Attempt) -> None:
        self._view = view
        self._level = view.level()
        self._attempt = attempt
        self._pieces = pieces(view)
        asked = {k: shares(self._pieces, view, k) for k in range(view.least, view.most + 1)}
        counts = {k: found for k, found in asked.items() if found is not None}
        most = SMALL_NUMBERS_MOST if len(self._level) <= SMALL else NUMBERS_MOST
        numbers = list(counts)
        if len(numbers) > most:
            numbers = [numbers[i * (len(numbers) - 1) // (most - 1)] for i in range(most)]
        self._counts = {k: counts[k] for k in numbers}
        self._pools = {k: Pool(view, attempt) for k in numbers}
        self._look = 0.0

    @property
    def labels(self) -> list[int] | None:
        """Labels of the basic units in the best division, None if it breaks a limit."""
        top = min(self._found(), default=None)
        return self._view.units(top[0][2]) if top is not None and top[0][0] == 0 else None

    @property
    def nearest(self) -> list[int] | None:
        """Labels of the division that breaks its limits least."""
        top = min(self._found(), default=None)
        return None if top is None else self._view.units(top[0][2])

    def learn(self, labels: Sequence[int]) -> None:
        """Take a division made elsewhere along."""
        k = max(labels) + 1
        if k not in self._pools or len(set(labels)) < k:
            return
        lumps = [FREE] * len(self._level)
        for unit, lump in enumerate(self._view.lump_of):
            lumps[lump] = labels[unit]
        if self._view.units(lumps) == list(labels):
            problem = self._view.problem
            state = State(problem, self._level, scale_of(self._level), lumps, k)
            self._pools[k].learn((state.broken, state.objective, lumps))

    def search(self, *, work: float) -> None:
        """Search on."""
        attempt = self._attempt
        began = attempt.used
        patience = _hurry(self._level, work, max(1, len(self._pools)))
        if self._look <= LOOKS_MOST * work:
            self._looks(patience)
        self._settle(SETTLE_SHARE * work)
        if self._far_off() and self._look <= attempt.left / 2:
            # a start so far off is given up sooner than mended
            self._looks(patience)
            self._settle(SETTLE_SHARE * work)
        favourites = sorted(self._found())[:FAVOURITES]
        for i, (_, k) in enumerate(favourites):
            left = (work - (attempt.used - began)) / (len(favourites) - i)
            if left <= 0 or attempt.over():
                break
            most = min(POOL, int(POOL_SHARE * left * len(self._pools) / max(self._look, 1e-6)))
            self._pools[k].breed(partial(self._fresh, k, patience), work=left, most=most)
        self._fit(MEND_SHARE * work)

    def _far_off(self) -> bool:
        """Return whether no division yet keeps its bands."""
        return min(self._found(), default=((1.0,), 0))[0][0] > 0

    def _found(self) -> list[tuple[Found, int]]:
        return [(pool.best, k) for k, pool in self._pools.items() if pool.best is not None]

    def _looks(self, patience: float) -> None:
        """Draw one more division into each number of grids."""
        began = self._attempt.used
        for k, pool in self._pools.items():
            pool.look(partial(self._fresh, k, patience))
            if self._attempt.over():
                return
        self._look = self._attempt.used - began

    def _fresh(self, k: int, patience: float, turn: int) -> Found:
        """Return a division into k grids made by itself."""
        parts = _parts(self._view, self._pieces, self._counts[k])
        problem, attempt = self._view.problem, self._attempt
        return draw(problem, self._level, parts, attempt, turn=turn, patience=patience)

    def _settle(self, work: float) -> None:
        """Get a plan soon: put right what looks left outside its band, as far as that is quick."""
        problem, level, attempt = self._view.problem, self._level, self._attempt
        favourites = sorted(self._found())[:FAVOURITES]
        for best, k in favourites:
            if favourites[0][0][0] == 0 or attempt.over():
                return
            rng = random.Random(attempt.effort.seed)  # noqa: S311 no secret
            state = State(problem, level, scale_of(level), best[2], k)
            found = fitted(state, rng, attempt, work=work / len(favourites))
            if found[0] == 0:
                state = State(problem, level, scale_of(level), found[2], k)
                label, broken, points = anneal(state, rng, attempt, LAST)
                found = min(found, (broken, points, label))
            self._pools[k].learn(found)

    def _fit(self, work: float) -> None:
        """Put loads right that the search left outside their bands."""
        top = min(self._found(), default=None)
        if top is None or top[0][0] == 0 or self._attempt.over():
            return
        best, k = top
        self._pools[k].learn(
            _heated(self._view.problem, self._level, best, self._attempt, work=work)
        )


def _hurry(level: Level, work: float, numbers: int) -> float:
    """Return the patience at which first looks leave most of the work to crossing."""
    sweeps = ROUGH.sweeps + FINE.sweeps + LAST.sweeps
    look = sweeps * len(level) * BORDER_SHARE / VISITS_PER_WORK
    return min(PATIENCE_MOST, max(PATIENCE_LEAST, LOOK_SHARE * work / (numbers * look)))


def _heated(
    problem: RedistrictProblem, level: Level, best: Found, attempt: Attempt, *, work: float
) -> Found:
    """Return a division with loads put right that the search left outside their bands.

    A narrow band asks for exchanges: the search is heated up again from the best so far until
    every load fits, and then cooled with the loads held fast.
    """
    k = max(best[2]) + 1
    rng = random.Random(attempt.effort.seed)  # noqa: S311 no secret
    scale = scale_of(level)
    until, turn = attempt.used + work, 0
    while best[0] > 0 and attempt.used < until and not attempt.over():
        state = State(problem, level, scale, best[2], k)
        label, broken, points = anneal(state, rng, attempt, MEND[turn % len(MEND)])
        best = min(best, (broken, points, label))
        turn += 1
    if best[0] == 0:
        label, broken, points = anneal(
            State(problem, level, scale, best[2], k), rng, attempt, HELD_FAST
        )
        best = min(best, (broken, points, label))
    return best


def draw(
    problem: RedistrictProblem,
    level: Level,
    parts: Sequence[tuple[list[int], int]],
    attempt: Attempt,
    *,
    turn: int,
    patience: float = 1.0,
) -> Found:
    """Return one division; the number of the turn makes each one different.

    Parameters
    ----------
    parts
        The lumps of each connected piece with its number of grids.
    patience
        How long to search, as a share of the usual.
    """
    k = sum(count for _, count in parts)
    rng = random.Random(f"{attempt.effort.seed}/{k}/{turn}")  # noqa: S311 no secret
    scale = scale_of(level)
    most = max(1, int(LUMP_SHARE * sum(level.load) / k))
    coarse, steps = coarsen(level, rng, most_load=most, fewest=LUMPS_PER_GRID * k)
    label = start(
        coarse, k, rng, parts=_carried(parts, steps), flow=turn % FLOW_EVERY != FLOW_EVERY - 1
    )
    attempt.spend(len(coarse) / STARTS_PER_WORK)
    rough = replace(ROUGH, hot=HOT[turn % len(HOT)], sweeps=int(patience * ROUGH.sweeps))
    fine = replace(FINE, sweeps=int(patience * FINE.sweeps))
    label, broken, points = anneal(State(problem, coarse, scale, label, k), rng, attempt, rough)
    for step in reversed(steps):
        state = State(problem, step.fine, scale, [label[lump] for lump in step.lump_of], k)
        label, broken, points = anneal(state, rng, attempt, fine)
    label, broken, points = anneal(State(problem, level, scale, label, k), rng, attempt, LAST)
    return broken, points, label


def _parts(view: View, found: Sequence[Piece], counts: list[int]) -> list[tuple[list[int], int]]:
    """Return the lumps of each connected piece with its number of grids."""
    return [
        (list(dict.fromkeys(view.lump_of[unit] for unit in piece.units)), count)
        for piece, count in zip(found, counts, strict=True)
    ]


def _carried(
    parts: Sequence[tuple[list[int], int]], steps: Sequence[Step]
) -> list[tuple[list[int], int]]:
    """Return the connected pieces in lumps of the coarsest graph."""
    carried = [(list(lumps), count) for lumps, count in parts]
    for step in steps:
        carried = [
            (list(dict.fromkeys(step.lump_of[i] for i in lumps)), count) for lumps, count in carried
        ]
    return carried
