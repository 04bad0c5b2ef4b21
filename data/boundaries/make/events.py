"""Made-up incident counts per place, market days and school days."""

from __future__ import annotations

from datetime import date, timedelta

from .frame import stream_of_chance
from .hamlets import Place
from .write import Value

INCIDENT_HEADER = ("place_id", "time_band", "count")
CALENDAR_HEADER = ("date", "day_type", "note")
BANDS = {"morning": 0.9, "afternoon": 1.15, "evening": 1.25, "night": 0.5}
PER_HOUSEHOLD = {"town": 0.11, "resettlement_site": 0.026, "hamlet": 0.0115}
# Statutory days of the State Council's regulation; moved working days are not included.
HOLIDAYS = {date(2027, 1, 1): "元旦", **{date(2027, 2, d): "春节" for d in (5, 6, 7, 8)}}
MARKET_ENDINGS = (2, 5, 8)  # made up: settle with the township office
WINTER_BREAK = (date(2027, 1, 18), date(2027, 2, 28))  # made up
FIRST_DAY, LAST_DAY = date(2026, 12, 1), date(2027, 3, 31)


def incidents(places: list[Place]) -> list[tuple[Value, ...]]:
    """Draw a year's incident counts per place and time band."""
    chance = stream_of_chance("incidents")
    return [
        (
            place.place_id,
            band,
            int(chance.poisson(place.households * PER_HOUSEHOLD[place.kind] * weight)),
        )
        for place in places
        for band, weight in BANDS.items()
    ]


def calendar() -> list[tuple[Value, ...]]:
    """Give one row a date: the leading day type, everything else in the note."""
    rows: list[tuple[Value, ...]] = []
    day = FIRST_DAY
    while day <= LAST_DAY:
        notes = []
        market = day.day % 10 in MARKET_ENDINGS
        holiday = HOLIDAYS.get(day)
        term = not WINTER_BREAK[0] <= day <= WINTER_BREAK[1] and day.weekday() < 5 and not holiday
        kind = "market" if market else "holiday" if holiday else "school" if term else "normal"
        if market:
            notes.append("示例赶场日(逢2、5、8)")
        if holiday:
            notes.append(holiday)
        notes.append("上课日" if term else "不上课")
        rows.append((day.isoformat(), kind, ";".join(notes)))
        day += timedelta(days=1)
    return rows
