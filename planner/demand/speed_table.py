"""The speeds an office has set in place of ours, and the whole table with where each comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from geo.persons import cell_trace
from geo.schema import InputError
from geo.speeds import MODES, SPEEDS, Mode, Speed

if TYPE_CHECKING:
    from geo.roads import Network

Origin = Literal["measured", "entered", "guessed"]

LEAST_KMH, MOST_KMH = 0.5, 120.0
_MOST_NOTE = 80  # characters


@dataclass(frozen=True, slots=True)
class OwnSpeed:
    """Speed an office has set for one mode on one class of road.

    Parameters
    ----------
    kmh
        On level ground; None: this mode does not go there.
    measured
        Somebody drove or walked it with a watch; else it is what the office holds to be true.
    note
        Where it comes from, in the office's own words; never about a person.
    """

    mode: Mode
    road_class: str
    kmh: float | None
    measured: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what no table of speeds may hold."""
        if self.mode not in MODES:
            raise _fault(field="mode", expected=" ".join(MODES), given=self.mode)
        if self.kmh is not None and not LEAST_KMH <= self.kmh <= MOST_KMH:
            raise _fault(field="kmh", expected=f"{LEAST_KMH:g}-{MOST_KMH:g}", given=f"{self.kmh:g}")
        if len(self.note) > _MOST_NOTE:
            raise _fault(field="note", expected=f"<= {_MOST_NOTE}", given=str(len(self.note)))
        if cell_trace(self.note):
            told = "The note must not name or number a person; write where the speed comes from."
            raise InputError(code="speed_person", facts={}, sentence=told)


@dataclass(frozen=True, slots=True)
class SpeedRow:
    """One line of the table: a mode on a class of road of the area.

    Parameters
    ----------
    kmh, usual_kmh
        Speed that counts and the one of our own table; None: the mode does not go there.
    source
        Where the speed comes from: a publication, an assumption, or the office's note.
    km
        Length of the roads of this class in the area.
    """

    mode: Mode
    road_class: str
    kmh: float | None
    usual_kmh: float | None
    origin: Origin
    source: str
    km: float


def speeds_with(own: Iterable[OwnSpeed]) -> tuple[Speed, ...]:
    """Put an office's speeds in place of ours; what it sets is not guessed any more."""
    changed = {(row.mode, row.road_class): row for row in own}
    kept = [row for row in SPEEDS if (row.mode, row.road_class) not in changed]
    set_ = [
        Speed(row.mode, row.road_class, row.kmh, row.note, guessed=False)
        for row in changed.values()
        if row.kmh is not None
    ]
    return (*kept, *set_)


def speed_rows(network: Network, own: Sequence[OwnSpeed]) -> tuple[SpeedRow, ...]:
    """List every mode on every class of road of the area, the longest class first."""
    ours = {(row.mode, row.road_class): row for row in SPEEDS}
    changed = {(row.mode, row.road_class): row for row in own}
    edges = network.edges
    km = (edges.groupby("road_class")["length_m"].sum() / 1000).sort_values(ascending=False)
    rows = []
    for mode in MODES:
        for name, length in km.items():
            key = (mode, str(name))
            usual, mine = ours.get(key), changed.get(key)
            usual_kmh = usual.kmh if usual else None
            if mine is not None:
                origin: Origin = "measured" if mine.measured else "entered"
                rows.append(
                    SpeedRow(mode, key[1], mine.kmh, usual_kmh, origin, mine.note, float(length))
                )
                continue
            # published elsewhere is not measured here
            source = usual.source if usual else ""
            rows.append(
                SpeedRow(mode, key[1], usual_kmh, usual_kmh, "guessed", source, float(length))
            )
    return tuple(rows)


def to_plain(own: Sequence[OwnSpeed]) -> list[dict[str, object]]:
    """Write an office's speeds as plain values, to be kept."""
    return [asdict(row) for row in own]


def from_plain(told: object) -> tuple[OwnSpeed, ...]:
    """Read an office's speeds as they were kept; nothing kept is an empty table.

    Raises
    ------
    InputError
        speeds_damaged.
    """
    if told is None:
        return ()
    try:
        rows = msgspec.convert(told, tuple[OwnSpeed, ...])
    except msgspec.ValidationError as error:  # also what `OwnSpeed` refuses
        raise _damaged() from error
    if len({(row.mode, row.road_class) for row in rows}) < len(rows):
        raise _damaged()
    return rows


def _damaged() -> InputError:
    told = "The office's own speeds cannot be read; set them back and enter them again."
    return InputError(code="speeds_damaged", facts={}, sentence=told)


def _fault(field: str, expected: str, given: str) -> InputError:
    told = "speeds, {field}: expected {expected}, given {given}."
    facts = {"field": field, "expected": expected, "given": given[:40]}
    return InputError(code="speed_value", facts=facts, sentence=told)
