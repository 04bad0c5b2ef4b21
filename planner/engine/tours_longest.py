"""Beats of equal length: the longest tour made as short as the searches can.

Searches go on from the best plan under a cap on the length of every tour, a step below the longest
so far, and the step is halved where one finds nothing. Where the longest tour is dear, a search
ends at the first plan under its cap; else it goes on to drive less. PyVRP pays for what is over it.
"""

import math
from collections.abc import Callable, Sequence

from planner.engine.attempt import Attempt
from planner.engine.tours_clock import all_timed
from planner.engine.tours_cost import Route
from planner.engine.tours_search import Pool, Space, Trial, search
from planner.engine.tours_view import View
from planner.problem.tours import Tour

ROUNDS, ROUNDS_LEAST, PER_WORK = 24, 8, 3
"""Searches that find nothing until the work is used: fewer where there is little."""
ROUNDS_MOST = 1000
DEAR = (10.0, 100.0)
"""First prices of a second over the cap, in turn: neither is best for all."""
DEAR_PCT = 1000
"""Price of a second of the longest tour, in per cent, from which it is all that counts."""
LEAST_STEP = 0.002
"""Share of the longest tour by which the cap is lowered at least."""


def shortened(
    view: View,
    turns: tuple[int, ...],
    attempt: Attempt,
    start: list[Route],
    *,
    work: float,
    value: Callable[[Sequence[Tour]], int],
) -> list[Route]:
    """Return the best routes met while the longest tour is made shorter, `start` at worst.

    Parameters
    ----------
    turns
        How many turns of each fleet the searches may use, under the reserve.
    value
        What timed tours cost, longest and all.
    """
    best, at = start, _timed(view, start)
    least, high_s = value(at), _longest_s(at)
    step_s = (high_s - _mean_s(sum(turns), at)) // 2
    pool, until = Pool(), attempt.used + work
    first = view.problem.rules.longest_price_pct >= DEAR_PCT
    rounds = max(ROUNDS_LEAST, min(ROUNDS, int(PER_WORK * work)))
    for seed in range(ROUNDS_MOST):
        left = until - attempt.used
        if attempt.cancelled() or high_s <= 1 or left <= 0:
            break
        cap_s = high_s - max(1, step_s)
        # the start may hold everything in one tour: the first search spreads it anew
        begin = tuple(best if seed else ())
        dear = DEAR[seed % len(DEAR)]
        trial = Trial(min(left, work / rounds), 20 + seed, dear, begin, first=first)
        found = search(view, Space(turns, cap_s), attempt, pool, trial)
        tours = [] if found is None else _timed(view, found)
        if found is None or not tours:
            step_s = max(step_s // 2, math.ceil(LEAST_STEP * high_s))
            continue
        high_s = min(high_s, _longest_s(tours))
        if value(tours) < least:
            best, least = found, value(tours)
    return best


def _timed(view: View, routes: list[Route]) -> list[Tour]:
    return all_timed(view, routes) or []


def _longest_s(tours: list[Tour]) -> int:
    return max(tour.return_s - tour.start_s for tour in tours)


def _mean_s(turns: int, tours: list[Tour]) -> int:
    """Length of each tour, were all the time shared by all turns."""
    return sum(tour.return_s - tour.start_s for tour in tours) // max(1, turns)
