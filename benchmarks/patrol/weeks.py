"""Weeks of a township drawn by a seed: crews on two shifts, promises, streets, a market post."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np

from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Travel, Turn, Way, Window
from planner.problem.tours import ToursProblem

HOUR_S = 3600
SIDE_M, UNITS = 18_000, 12
CAR_M_PER_S, BIKE_M_PER_S, DETOUR = 9.0, 7.0, 1.4
"""Roads in hills: about 32 and 25 km/h, two fifths longer than the straight line."""
SHIFTS = (("day", 8, 16, False), ("late", 15, 23, True))


@dataclass(frozen=True, slots=True)
class Size:
    """How large a drawn question is, and its rules."""

    crews: int = 5
    days: int = 7
    places: int = 120
    streets: int = 20
    rules: TourRules = field(default_factory=TourRules)


def week(seed: int, size: Size = Size()) -> ToursProblem:
    """Draw a question; the same seed and size give the same one."""
    rng = random.Random(seed)
    towns = [(rng.uniform(0, SIDE_M), rng.uniform(0, SIDE_M)) for _ in range(UNITS)]
    units = [rng.randrange(UNITS) for _ in range(size.places + size.streets)]
    spots = [(SIDE_M / 2, SIDE_M / 2), *(_near(rng, towns[u], 900) for u in units)]
    spots += [_near(rng, spots[1 + size.places + s], 400) for s in range(size.streets)]
    ids = tuple(f"p{i}" for i in range(len(spots)))
    tasks = [_visit(rng, i, units[i], size.days) for i in range(size.places)]
    tasks += [_street(rng, size, s, units[size.places + s]) for s in range(size.streets)]
    tasks.append(_market(size.days))
    crews = tuple(_crew(rng, k) for k in range(size.crews))
    turns = tuple(
        _turn(crew, day, shift) for day in range(size.days) for shift in SHIFTS for crew in crews
    )
    travel = tuple(
        Travel(mode, _seconds(spots, speed))
        for mode, speed in (("car", CAR_M_PER_S), ("motorbike", BIKE_M_PER_S))
    )
    return ToursProblem(size.days, ids, travel, crews, turns, tuple(tasks), size.rules)


def _near(rng: random.Random, spot: tuple[float, float], spread_m: float) -> tuple[float, float]:
    return rng.gauss(spot[0], spread_m), rng.gauss(spot[1], spread_m)


def _seconds(spots: list[tuple[float, float]], speed: float) -> tuple[tuple[int, ...], ...]:
    at = np.array(spots)
    metres = DETOUR * np.hypot(*np.moveaxis(at[:, None] - at[None, :], 2, 0))
    seconds = np.ceil(metres / speed).astype(int) + 30
    np.fill_diagonal(seconds, 0)
    return tuple(tuple(row) for row in seconds.tolist())


def _visit(rng: random.Random, number: int, unit: int, days: int) -> Task:
    place = f"p{number + 1}"
    gap = rng.choice((0, 0, 2, 3, 3, 4, 7))
    opens, closes = rng.choice(((0, 24), (0, 24), (8, 17), (9, 12), (14, 21)))
    windows = tuple(
        Window(day * DAY_S + opens * HOUR_S, day * DAY_S + closes * HOUR_S) for day in range(days)
    )
    return Task(
        f"v{number}", "visit", f"u{unit}",
        (Way(place, place, 60 * rng.choice((10, 15, 20, 30))),), f"g{unit}-{rng.randrange(3)}",
        times=0 if gap and rng.random() < 0.7 else 1,
        priority=rng.choice((1, 2, 3, 5)),
        mandatory=rng.random() < 0.05,
        windows=windows if closes - opens < 24 else (),
        skills=("dog",) if rng.random() < 0.03 else (),
        needs_officer=rng.random() < 0.1,
        longest_gap_days=gap,
        last_day=-rng.randrange(1, max(2, gap + 1)),
    )  # fmt: skip


def _street(rng: random.Random, size: Size, number: int, unit: int) -> Task:
    one, other = f"p{1 + size.places + number}", f"p{1 + size.places + size.streets + number}"
    dwell_s = rng.randrange(120, 900)
    ways = (Way(one, other, dwell_s), Way(other, one, dwell_s))
    return Task(
        f"s{number}", "street", f"u{unit}", ways, times=rng.choice((1, 2)),
        each_way=rng.random() < 0.2, priority=rng.choice((1, 2)),
    )  # fmt: skip


def _market(days: int) -> Task:
    windows = tuple(
        Window(day * DAY_S + 9 * HOUR_S, day * DAY_S + 11 * HOUR_S) for day in range(1, days, 3)
    )
    return Task(
        "market", "post", "u0", (Way("p1", "p1", 2 * HOUR_S),), times=len(windows), priority=20,
        windows=windows, least_size=2,
    )  # fmt: skip


def _crew(rng: random.Random, number: int) -> Crew:
    homes = tuple(sorted({f"u{rng.randrange(UNITS)}" for _ in range(5)}))
    return Crew(
        f"c{number}", "police", rng.choice((2, 3)), 1 if number % 5 < 4 else 0,
        "motorbike" if number % 5 == 4 else "car", "p0",
        skills=("dog",) if number == 1 else (), home_units=homes,
    )  # fmt: skip


def _turn(crew: Crew, day: int, shift: tuple[str, int, int, bool]) -> Turn:
    name, opens, closes, night = shift
    begin, end = day * DAY_S + opens * HOUR_S, day * DAY_S + closes * HOUR_S
    return Turn(
        f"d{day}-{name}-{crew.crew_id}", crew.crew_id, name, day, begin, end, 4 * HOUR_S, night
    )
