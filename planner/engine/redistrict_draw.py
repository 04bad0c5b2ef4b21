"""Draw grids afresh: many starts, each from a rough picture to the finest, the best one kept."""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from planner.engine.attempt import Attempt
from planner.engine.redistrict_breed import LAST, POOL, Found, bred
from planner.engine.redistrict_clash import Piece, pieces, shares
from planner.engine.redistrict_levels import Step, coarsen
from planner.engine.redistrict_search import (
    VISITS_PER_WORK,
    Cooling,
    State,
    anneal,
    scale_of,
)
from planner.engine.redistrict_start import start
from planner.engine.redistrict_view import Level, View
from planner.problem.redistrict import RedistrictProblem

NUMBERS_MOST, FAVOURITES = 8, 3
"""Most numbers of grids that get a look when a range is wide, and a longer search after it."""
SMALL, SMALL_NUMBERS_MOST = 500, 24
"""Lumps up to which looks are cheap, and the numbers that get one there."""
MEND_SHARE = 1.5
"""Work, as a share of that for the search, to put loads right that it left outside their bands."""
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
PATIENCE_LEAST, PATIENCE_MOST = 0.25, 3.0
FLOW_EVERY = 4
"""One start in so many grows unit by unit: seldom better than equal shares (measured)."""
STARTS_PER_WORK = 12_000
"""Lumps of a first division that count as one unit of work (measured)."""
HOT = (0.4, 0.25, 0.6)
"""First temperatures, in turn: which is best depends on how uneven the borders are (measured)."""
ROUGH = Cooling(sweeps=80, hot=0.4, cold=0.03)
FINE = Cooling(sweeps=25, hot=0.1, cold=0.01, lenient=2.0)


def drawn(view: View, attempt: Attempt, *, work: float) -> list[int] | None:
    """Return labels of the basic units that keep every limit, or None if no start came so far.

    Every number of grids that counting allows gets a look; the most promising get the rest.
    """
    level = view.level()
    found = pieces(view)
    asked = {k: shares(found, view, k) for k in range(view.least, view.most + 1)}
    numbers = [k for k, counts in asked.items() if counts is not None]
    most = SMALL_NUMBERS_MOST if len(level) <= SMALL else NUMBERS_MOST
    if len(numbers) > most:
        numbers = [numbers[i * (len(numbers) - 1) // (most - 1)] for i in range(most)]
    began = attempt.used
    patience = _hurry(level, work, max(1, len(numbers)))
    drawing = _Drawing(view, found, attempt, patience)
    best: dict[int, Found] = {}
    for k in numbers:
        best[k] = drawing.draw(asked[k] or [], 0)
        if attempt.cancelled():
            break
    if not best:
        return None
    look = (attempt.used - began) / len(best)
    favourites = sorted(best, key=lambda k: best[k][:2])[:FAVOURITES]
    for i, k in enumerate(favourites):
        left = (work - (attempt.used - began)) / (len(favourites) - i)
        most = min(POOL, int(POOL_SHARE * left / max(look, 1e-6)))
        if left <= 0 or attempt.cancelled():
            break
        fresh = partial(drawing.draw, asked[k] or [])
        best[k] = bred(view, [best[k]], fresh, attempt, work=left, most=max(2, most))
    top = min(best.values())
    if top[0] > 0:
        top = _heated(view.problem, level, top, attempt, work=MEND_SHARE * work)
    return view.units(top[2]) if top[0] == 0 else None


class _Drawing:
    """Draws divisions by themselves, each different."""

    def __init__(
        self, view: View, found: Sequence[Piece], attempt: Attempt, patience: float
    ) -> None:
        self.view = view
        self.patience = patience
        self.level = view.level()
        self.found = found
        self.attempt = attempt

    def draw(self, counts: list[int], turn: int) -> Found:
        """Return a division with so many grids in each connected piece."""
        parts = _parts(self.view, self.found, counts)
        problem, attempt = self.view.problem, self.attempt
        return draw(problem, self.level, parts, attempt, turn=turn, patience=self.patience)


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
    while best[0] > 0 and attempt.used < until and not attempt.cancelled():
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
