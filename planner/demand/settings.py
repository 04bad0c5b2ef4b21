"""What a planner may set before a question is asked: the office's own numbers, no standard."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from geo.basic_units import Cutting
from planner.demand.camera_kinds import KINDS, CameraKind
from planner.problem.redistrict import QUESTIONS


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """Cameras on poles that may carry them: the office's own numbers, no standard.

    Parameters
    ----------
    px_per_m
        Detail wanted of every target; 40 is "outline" of IEC 62676-4:2025: a vehicle or a person is
        seen, no face is read.
    px_by_kind
        Kind of target -> detail wanted of it instead.
    kinds
        Kinds of cameras to choose from, the usual one first.
    second_by_kind
        Kind of target -> points lost while fewer than two poles watch one of it.
    power_per_m, network_per_m
        Yuan for each metre in a straight line to power and network.
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
    px_by_kind: dict[str, float] = field(default_factory=dict)
    kinds: tuple[CameraKind, ...] = KINDS
    second_by_kind: dict[str, int] = field(default_factory=dict)
    max_cost: int | None = None
    max_private_m2: int | None = None
    cost_price: int = 0
    private_price: int = 0
    overlap_price: int = 0
    moved_price: int = 0
    power_per_m: int = 20
    network_per_m: int = 6
    retention_days: int = 30

    def __post_init__(self) -> None:
        """Refuse settings without a camera to choose, or with two of one name."""
        names = [kind.kind_id for kind in self.kinds]
        if not names or len(set(names)) < len(names):
            msg = f"kinds must be named each once, at least one, got {names}"
            raise ValueError(msg)

    def kind(self, kind_id: str) -> CameraKind:
        """Return the kind of that name.

        Raises
        ------
        KeyError
            If there is none.
        """
        return {kind.kind_id: kind for kind in self.kinds}[kind_id]

    def wanted_px(self, target_kind: str) -> float:
        """Detail wanted of a kind of target."""
        return self.px_by_kind.get(target_kind, self.px_per_m)


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
    on: date | None = None  # None: no day in particular, only what is shut for good counts


@dataclass(frozen=True, slots=True)
class RedistrictSettings:
    """What a planner asks of a division: the office's own numbers, no standard.

    Parameters
    ----------
    question
        afresh: draw all grids anew; adjust: keep every grid, let as little as possible move.
    grids
        Base grids of the unit when drawn afresh, the kept ones included; None: as many as the
        limits allow. Each grid's households then lie within ``tolerance_pct`` of the mean.
    least_households, most_households
        Limits of a base grid where ``grids`` does not give them.
    limits_hold
        Whether the limits must hold; if not, each household outside costs ``outside_price``.
    keep
        Grids that stay as they are.
    hamlets_whole
        Whether the houses of a place stay in one grid, unless one grid could not hold them or
        the grids of today cut the place already.
    plain_price, natural_pct
        Points for a metre of border, and what a metre along a line of the land costs of that.
    household_price, effort_price
        Points for a household, or a minute of work a month, away from the aim of a grid drawn
        afresh: the mean where the number of grids is given, else the middle of the limits.
    spread_price
        Points for a household one hectometre from the middle of its grid.
    moved_price, moved_unit_price
        Points for a household, or a piece of ground, that changes hands; only when adjusting.
    """

    question: str = "afresh"
    grids: int | None = None
    tolerance_pct: int = 25
    least_households: int = 20
    most_households: int = 120
    limits_hold: bool = True
    keep: tuple[str, ...] = ()
    hamlets_whole: bool = True
    plain_price: int = 10
    natural_pct: int = 20
    household_price: int = 100
    effort_price: int = 5
    spread_price: int = 1
    outside_price: int = 1000
    moved_price: int = 100
    moved_unit_price: int = 5000
    cutting: Cutting = field(default_factory=Cutting)

    def __post_init__(self) -> None:
        """Refuse settings that ask nothing; the prices are checked with the question."""
        if self.question not in QUESTIONS:
            msg = f"question must be one of {', '.join(QUESTIONS)}, got {self.question!r}"
            raise ValueError(msg)
        if self.grids is not None and self.grids < 1:
            msg = f"grids must be at least 1, got {self.grids}"
            raise ValueError(msg)
        if not 0 <= self.least_households <= self.most_households:
            msg = f"least_households must lie in 0..{self.most_households}"
            raise ValueError(msg)
        if not (0 <= self.tolerance_pct <= 100 and 0 <= self.natural_pct <= 100):
            msg = "tolerance_pct and natural_pct must lie in 0..100"
            raise ValueError(msg)
