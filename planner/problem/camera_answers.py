"""What is told of a camera plan besides itself: budgets, the order of building, outages."""

from dataclasses import dataclass
from typing import NamedTuple


class CurvePoint(NamedTuple):
    """A budget, the points lost with it, and a bound below which no plan of that budget comes."""

    budget: int
    objective: int
    bound: int


@dataclass(frozen=True, slots=True)
class Built:
    """A camera in the order of building.

    Parameters
    ----------
    phase
        0 for what hangs there today, then 1, 2, ...
    lost
        Points still lost once it is there: targets unwatched, or watched from one pole only.
    gain
        Points it saves where it stands in the order.
    """

    option_id: str
    phase: int
    lost: int
    gain: int


@dataclass(frozen=True, slots=True)
class Outage:
    """What happens when one thing fails.

    Parameters
    ----------
    what
        camera, pole or link.
    cameras
        Cameras of the plan that are dark then.
    unwatched
        Targets nobody watches any more.
    points
        Points lost more than with all cameras.
    standby
        The one camera elsewhere that makes up for most; "" where none helps.
    regained
        Points it makes up for.
    """

    what: str
    item: str
    cameras: tuple[str, ...]
    unwatched: tuple[str, ...]
    points: int
    standby: str = ""
    regained: int = 0
