"""What a right answer about standby is: calls answered in time, from the definitions."""

from collections.abc import Iterator

from planner.judge.fault import Fault, fault
from planner.problem.busy import BusyAnswer, BusyProblem, CallPlace
from planner.problem.standby import PARTS, StandbyPlan, StandbyProblem


def faults(problem: StandbyProblem, plan: StandbyPlan) -> tuple[Fault, ...]:
    """Return every broken rule of a plan: unknown or overfull spots, held ones left, too many."""
    return tuple(_faults(problem, plan))


def _faults(problem: StandbyProblem, plan: StandbyPlan) -> Iterator[Fault]:
    for spot in dict.fromkeys(plan.spots):
        if spot not in problem.spots:
            yield fault("site_unknown", site=spot)
        times = plan.spots.count(spot)
        if times > problem.most_at:
            yield fault("standby_full", site=spot, crews=times, most=problem.most_at)
    yield from (fault("site_standing", site=s) for s in problem.held if s not in plan.spots)
    if len(plan.spots) > problem.crews:
        yield fault("standby_crews", crews=len(plan.spots), most=problem.crews)


def crews_within(problem: StandbyProblem, plan: StandbyPlan) -> tuple[int, ...]:
    """Return how many crews reach each place in time."""
    times = [0] * len(problem.places)
    for spot in plan.spots:
        for row in problem.rows_within(problem.spots.index(spot)):
            times[row] += 1
    return tuple(times)


def expected(problem: StandbyProblem, plan: StandbyPlan) -> float:
    """Return the calls that find a free crew in time if crews are busy by chance (Daskin 1983)."""
    q = problem.busy_ppm / PARTS
    return sum(
        place.calls * (1 - q**crews)
        for place, crews in zip(problem.places, crews_within(problem, plan), strict=True)
    )


def twice(problem: StandbyProblem, plan: StandbyPlan) -> int:
    """Return the calls at places that two crews reach in time, whether they are free or not."""
    return sum(
        place.calls
        for place, crews in zip(problem.places, crews_within(problem, plan), strict=True)
        if crews > 1
    )


def queue_of(
    problem: StandbyProblem, plan: StandbyPlan, *, service_s: int, period_s: int
) -> BusyProblem:
    """Return the question how busy the crews of a plan are; the nearest free one is sent.

    Raises
    ------
    ProblemError
        If calls would wait for ever longer.
    """
    rows = [problem.reach_s[problem.spots.index(spot)] for spot in plan.spots]
    return BusyProblem(
        len(rows),
        tuple(
            CallPlace(place.place_id, place.calls, _nearest([row[i] for row in rows]))
            for i, place in enumerate(problem.places)
        ),
        service_s,
        period_s,
    )


def answered(
    problem: StandbyProblem, plan: StandbyPlan, busy: BusyAnswer
) -> tuple[float, float, float]:
    """Return shares of all calls: driven to in time, two free in time; and mean seconds driven.

    A wait for a free crew comes on top.
    Two free crews are counted from the states where they are known, else as if crews were busy
    independently of each other.
    """
    total = max(1, problem.calls)
    rows = [problem.reach_s[problem.spots.index(spot)] for spot in plan.spots]
    first = both = drive = 0.0
    for i, (place, shares) in enumerate(zip(problem.places, busy.answers, strict=True)):
        near = [u for u, row in enumerate(rows) if 0 <= row[i] <= problem.within_s]
        first += place.calls * sum(shares[u] for u in near)
        both += place.calls * _two_free(busy, near) if place.calls and len(near) > 1 else 0.0
        drive += place.calls * sum(
            share * row[i] for share, row in zip(shares, rows, strict=True) if row[i] >= 0
        )
    return first / total, both / total, drive / total


def _two_free(busy: BusyAnswer, near: list[int]) -> float:
    """Return the share of time in which two of some crews are free."""
    if busy.states:
        mask = sum(1 << unit for unit in near)
        return sum(
            share
            for state, share in enumerate(busy.states)
            if len(near) - (state & mask).bit_count() > 1
        )
    none, one = 1.0, 0.0
    for unit in near:
        free = 1 - busy.busy[unit]
        none, one = none * (1 - free), one * (1 - free) + none * free
    return 1 - none - one


def _nearest(seconds: list[int]) -> tuple[int, ...]:
    """Return units by the seconds they need; who has no way comes last."""
    return tuple(sorted(range(len(seconds)), key=lambda u: (seconds[u] < 0, seconds[u], u)))
