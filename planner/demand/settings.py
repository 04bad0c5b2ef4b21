"""What a planner may set before a question is asked: the office's own numbers, no standard."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class PatrolSettings:
    """One shift of patrol.

    `revisit_days` is the rotation that gives every place its turn; the priority of a stop is the
    sum of the stated parts, held between `priority_floor` and `priority_cap`.
    """

    on: date
    shift: str = "day"  # day: crews that start before noon; evening: the others
    day_type: str | None = None  # None: what the calendar says
    revisit_days: int = 5
    hamlet_dwell_min: int = 10
    site_dwell_min: int = 10
    exit_dwell_min: int = 10
    priority_floor: int = 10
    priority_per_10_households: int = 2
    priority_per_incident: int = 2
    market_day_extra: int = 20
    priority_cap: int = 60
    reserve_share_pct: int = 50
    min_crew_size: int = 2
    max_drive_min: int = 300
    left_out_price_s: int = 120
    outside_home_price_s: int = 120
    max_walk_min: int = 60

    def __post_init__(self) -> None:
        """Refuse settings that ask nothing."""
        if self.shift not in {"day", "evening"}:
            msg = f'shift must be "day" or "evening", got {self.shift!r}'
            raise ValueError(msg)
        if self.revisit_days < 1:
            msg = f"revisit_days must be at least 1, got {self.revisit_days}"
            raise ValueError(msg)
        if not 0 <= self.priority_floor <= self.priority_cap:
            msg = f"priority_floor must lie in 0..{self.priority_cap}, got {self.priority_floor}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """Cameras on poles that may carry them.

    `px_per_m` 40 is "outline" of IEC 62676-4:2025: a vehicle or a person is seen, no face is read.
    """

    max_cameras: int = 40
    max_per_pole: int = 2
    px_per_m: float = 40.0
    headings: int = 8
    target_height_m: float = 1.5
    weight_by_kind: dict[str, int] = field(
        default_factory=lambda: {
            "exit": 10,
            "market": 8,
            "bridge": 6,
            "key_site": 5,
            "junction": 3,
        }
    )


@dataclass(frozen=True, slots=True)
class ResponderSettings:
    """Who answers first for each grid, and who backs up."""

    limit_min: int = 30
    backup_limit_min: int = 60
    backup_required: bool = False
    serve_all: bool = False
    min_response_unit: int = 2
    late_price_s: int = 3600
    outside_home_price_s: int = 300
    backup_weight_pct: int = 20
    max_walk_min: int = 60
