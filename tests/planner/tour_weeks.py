"""Small weeks for tests of reasons, cures and clashes: places in a line, ten minutes apart."""

from __future__ import annotations

from dataclasses import replace

from planner.problem import Travel
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import ToursProblem

HOUR_S = 3600
PLACES = ("base", "a", "b", "c", "d")
RULES = TourRules(
    reserve_share_pct=0, rest_s=0, left_out_price_s=600, promise_price_s=7200, abroad_price_s=0
)


def visit(place: str, **fields: object) -> Task:
    """Return a visit of half an hour, worth ten points unless told."""
    given = {"priority": 10, **fields}
    dwell_s = int(given.pop("dwell_s", 1800))
    return Task(f"v{place}", "visit", "u", (Way(place, place, dwell_s),), **given)


def hours(first: float, last: float, *days: int) -> tuple[Window, ...]:
    """Return windows of some days, in hours after midnight; of day 0 unless told."""
    return tuple(
        Window(int(day * DAY_S + first * HOUR_S), int(day * DAY_S + last * HOUR_S))
        for day in days or (0,)
    )


def crew(name: str, **fields: object) -> Crew:
    """Return two police, one an officer, by car."""
    given = {"kind": "police", "size": 2, "officers": 1, **fields}
    return Crew(name, mode="car", base_id="base", **given)


def shifts(
    crews: tuple[Crew, ...], days: int, first: float = 8, last: float = 12, **fields: object
) -> tuple[Turn, ...]:
    """Return a turn of each crew on each day, in hours after midnight."""
    given = {"max_drive_s": 4 * HOUR_S, **fields}
    return tuple(
        Turn(
            f"{one.crew_id}@{day}", one.crew_id, "day", day,
            int(day * DAY_S + first * HOUR_S), int(day * DAY_S + last * HOUR_S), **given,
        )
        for day in range(days)
        for one in crews
    )  # fmt: skip


def week(
    tasks: tuple[Task, ...],
    *,
    crews: tuple[Crew, ...] = (crew("c0"),),
    turns: tuple[Turn, ...] | None = None,
    days: int = 1,
    **rules: object,
) -> ToursProblem:
    """Return a question with every other rule out of the way."""
    table = tuple(tuple(600 * abs(i - j) for j in range(5)) for i in range(5))
    return ToursProblem(
        days, PLACES, (Travel("car", table),), crews, turns or shifts(crews, days), tasks,
        replace(RULES, **rules),
    )  # fmt: skip
