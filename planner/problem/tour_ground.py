"""What has happened to the ground under a week of tours: kept with a plan, so that it can be told.

A plan made after a road was cut names ways and places the area alone does not give; with these
steps the ground of the plan is made again from the area.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Step: TypeAlias = Literal["shut", "opened", "urgent"]


@dataclass(frozen=True, slots=True)
class GroundStep:
    """One thing that happened to the ground.

    Parameters
    ----------
    kind
        Roads shut, roads opened again, or a place asked for.
    ids
        Edges that were shut, closures that were opened, or the one place.
    day
        Day of the question from which roads are shut, or of the visit.
    minutes
        How long the visit takes.
    """

    kind: Step
    ids: tuple[str, ...]
    day: int = 0
    minutes: int = 0
