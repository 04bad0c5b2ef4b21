"""The sliver desk: faults as cases with options, and the choices a person makes."""

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd
import shapely

from geo.coverage.certificate import Certificate
from geo.repair.reasons import Reason
from geo.repair.workings import Workings

DIVIDE = "divide"  # receiver that is no grid: cut the piece along the suggested line
OUTSIDE = "outside"  # give up ground that lies outside the boundary
KEEP = "keep"  # leave it as it is: an exception, with a note that says why
NEW = "new"  # make the piece a grid of its own
LONE: Reason = "lone"  # the ground is apart from the rest of its grid and is recorded so
LONE_NOTE = "outlying ground of its unit"  # where nobody wrote another
NO_GRID = frozenset({DIVIDE, OUTSIDE, KEEP, NEW})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be done about a case.

    Attributes
    ----------
    receiver
        Grid that gets the ground, or DIVIDE, OUTSIDE, NEW, KEEP.
    moved_m2
        Ground that changes hands.
    shared_border_m
        Border of the piece with undisputed ground of the receiver.
    own_unit
        Whether the receiver lies in the same unit as the piece.
    place_ids, household_count
        Places in the piece that come to the receiver, and their households.
    why
        Code of the reason, as in `Case`.
    """

    receiver: str
    moved_m2: float
    shared_border_m: float
    own_unit: bool
    place_ids: tuple[str, ...]
    household_count: int
    why: Reason


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One connected piece of ground with one trouble, and what can be done about it.

    Attributes
    ----------
    case_id
        The same for the same fault, whatever the order of rows.
    kind
        As in `geo.coverage.certificate.KINDS`.
    grid_ids
        Grids concerned: claimants first, then neighbours, whose borders may gain a node.
    unit_code
        Unit the piece lies in, "" without units or outside.
    width_m
        2 x area / perimeter.
    options
        Suggestion first, KEEP last where a recorded exception is lawful; one where only one thing
        can be done, none where nobody can mend it here (layers that disagree).
    suggested
        Receiver of the suggestion, "" where none is made.
    why
        Code of the reason for the suggestion, or for making none.
    new_grid
        Id the piece would have as a grid of its own, "" where that is not offered.
    claimants
        Grids that have the ground as drawn; none in a gap, or where no ground is in question.
    """

    case_id: str
    kind: str
    grid_ids: tuple[str, ...]
    unit_code: str
    area_m2: float
    width_m: float
    noise: bool
    geometry: shapely.Geometry
    place_ids: tuple[str, ...]
    household_count: int
    options: tuple[Option, ...]
    suggested: str
    why: Reason
    new_grid: str = ""
    claimants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be done about a case.

    Attributes
    ----------
    receiver
        Grid, or DIVIDE, OUTSIDE, NEW, KEEP.
    note
        Why; must not be empty for KEEP.
    rule
        Who chose: "suggestion", "kind" (all of a kind) or "person".
    """

    receiver: str
    note: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """A drawing with its faults as cases; nothing on it changes when choices are made.

    Coordinates are snapped to 1 mm, as those of every drawing read by `geo.intake.drawings`.
    """

    grids: gpd.GeoDataFrame
    boundary: shapely.Geometry
    units: gpd.GeoDataFrame | None
    places: gpd.GeoDataFrame | None
    exceptions: gpd.GeoDataFrame | None
    expected_codes: tuple[str, ...]
    certificate: Certificate
    cases: tuple[Case, ...]
    workings: Workings = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Mended:
    """The drawing after some choices.

    Attributes
    ----------
    units, boundary
        With the nodes their grids have; no vertex is lost.
    exceptions
        Recorded exceptions, the earlier ones and those chosen.
    certificate
        Proof of the mended drawing.
    ledger
        Frame, one row per case and pair of grids: case_id, kind, from_grid, to_grid, area_m2,
        doubled (to_grid claimed the ground already), place_ids, household_count, rule, note.
    border_shift_m
        Largest distance of a new node from the unit or outer border as drawn.
    open_cases
        Cases not decided, and stray parts the decisions made.
    """

    grids: gpd.GeoDataFrame
    units: gpd.GeoDataFrame | None
    boundary: shapely.Geometry
    exceptions: gpd.GeoDataFrame | None
    certificate: Certificate
    ledger: pd.DataFrame
    border_shift_m: float
    open_cases: tuple[Case, ...]
