"""Kinds of the day and points of stops for a patrol: the office's own, else the question's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.demand.day_types import MARKET_KINDS
from planner.demand.priority_parts import Parts

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.settings import PatrolSettings

_NO_GRID_CAP = 10_000


def parts_of(ground: Ground, settings: PatrolSettings) -> Parts:
    """Return the parts the office has set, else those of the question, without grid limits."""
    if ground.places.parts is not None:
        return ground.places.parts
    extra = dict.fromkeys(MARKET_KINDS, settings.market_day_extra)
    return Parts(
        floor=settings.priority_floor,
        cap=settings.priority_cap,
        per_10_households=settings.priority_per_10_households,
        per_incident=settings.priority_per_incident,
        near_site=0,
        days={"market": extra},
        grid_floor=0,
        grid_cap=_NO_GRID_CAP,
    )
