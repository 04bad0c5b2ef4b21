"""Kinds of a day of an area: by the office's rules, else by the calendar of the area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.demand.day_types import listed_kinds

if TYPE_CHECKING:
    from datetime import date

    from planner.demand.ground import Ground


def kinds_of_day(ground: Ground, day: date) -> tuple[str, ...]:
    """Kinds of a day, what is named first in front."""
    if ground.places.rules is not None:
        return ground.places.rules.kinds(day)
    return listed_kinds(ground.area.calendar, day, ground.area.default_day_type)
