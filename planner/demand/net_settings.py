"""What an office has set for the four nets: when a share is yellow or green, and how far to look.

The figures are the planner's own, no standard: an office puts its own in their place.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.judge.nets import NETS, Limits

WEEKS_MOST, LIMIT_MOST_MIN = 13, 240


def _usual() -> dict[str, Limits]:
    return {name: Limits(60, 90) for name in NETS}


@dataclass(frozen=True, slots=True)
class NetSettings:
    """When a share is yellow or green, and what counts as met.

    Parameters
    ----------
    limits
        Net -> its limits.
    weeks
        Approved weeks looked at, counted back from the latest.
    limit_min
        Minutes within which somebody has to arrive in a grid.
    """

    limits: dict[str, Limits] = field(default_factory=_usual)
    weeks: int = 4
    limit_min: int = 30

    def __post_init__(self) -> None:
        """Refuse settings that leave a net without limits, or look at nothing."""
        if set(self.limits) != set(NETS):
            msg = f"limits must be given for {', '.join(NETS)}, got {', '.join(self.limits)}"
            raise ValueError(msg)
        for name, value, most in (
            ("weeks", self.weeks, WEEKS_MOST),
            ("limit_min", self.limit_min, LIMIT_MOST_MIN),
        ):
            if not 1 <= value <= most:
                msg = f"{name} must lie in 1..{most}, got {value}"
                raise ValueError(msg)
