"""What cells of an area's layers say: hours of the day, and codes of units."""

from __future__ import annotations

import math

from planner.problem.tour_parts import DAY_S

# Bands of the incident counts in seconds after midnight; the night runs past midnight.
TIME_BANDS = {
    "morning": (6 * 3600, 12 * 3600),
    "afternoon": (12 * 3600, 18 * 3600),
    "evening": (18 * 3600, DAY_S),
    "night": (0, 6 * 3600),
}


def clock_s(text: str) -> int:
    """Seconds after midnight of "HH:MM"; "24:00" is the end of the day."""
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def site_window(opens: str, closes: str, hours: tuple[int, int]) -> tuple[int, int]:
    """Seconds in which a site is open, of yesterday, today and tomorrow the day the shift meets.

    Opening hours may run past midnight; whoever is open day and night is never shut.
    """
    open_s, close_s = clock_s(opens), clock_s(closes)
    close_s += DAY_S if close_s <= open_s else 0
    if close_s - open_s >= DAY_S:
        return 0, 7 * DAY_S
    days = [(open_s + shift, close_s + shift) for shift in (0, DAY_S, -DAY_S)]
    first, last = max(days, key=lambda day: min(day[1], hours[1]) - max(day[0], hours[0]))
    return max(0, first), max(0, last)


def home_units(text: object) -> tuple[str, ...]:
    """Split the unit codes of a ";"-separated cell; nothing written means at home everywhere."""
    if text is None or (isinstance(text, float) and math.isnan(text)):
        return ()
    return tuple(part.strip() for part in str(text).split(";") if part.strip())
