"""Kinds of cameras an office may buy: lens, pixels, tilt, price and how much they record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from geo.contract import InputError
from geo.optics import CameraModel, range_m

PRICE_MOST = 1_000_000
BITRATE_MOST_MBIT_S = 100.0


@dataclass(frozen=True, slots=True)
class CameraKind:
    """A camera with its lens, mounted as usual: the office's own figures, no standard.

    Parameters
    ----------
    tilt_deg
        How far it looks down from the horizon.
    price
        Yuan for the camera and its mounting.
    bitrate_mbit_s
        What it records, for the estimate of storage.
    """

    kind_id: str
    model: CameraModel
    tilt_deg: int
    price: int
    bitrate_mbit_s: float = 4.0

    def __post_init__(self) -> None:
        """Refuse what no office can buy."""
        if not self.kind_id.isprintable() or not 0 < len(self.kind_id) <= 40:
            msg = f"kind_id must be a printable text of 1 to 40 characters, got {self.kind_id!r}"
            raise ValueError(msg)
        if not 0 <= self.tilt_deg <= 90 or not 0 <= self.price <= PRICE_MOST:
            msg = f"{self.kind_id}: tilt_deg in 0..90, price in 0..{PRICE_MOST}"
            raise ValueError(msg)
        if not 0 < self.bitrate_mbit_s <= BITRATE_MOST_MBIT_S:
            msg = f"{self.kind_id}: bitrate_mbit_s in 0..{BITRATE_MOST_MBIT_S}"
            raise ValueError(msg)

    def range_m(self, px_per_m: float) -> float:
        """Slant range in metres out to which it shows so many pixels for each metre."""
        return range_m(self.model, px_per_m)


# 2560 pixels on a 1/2.7 in sensor. The sensor width is the makers' usual figure, not a measured
# one. The tilts leave the horizon in the picture of the first and the last; the wide one looks at
# the foot of its pole: at 6 m it shows a road from 2 m to 38 m away.
STANDARD = CameraKind("standard", CameraModel(2560, 5.37, 4.0), 20, 3000)
WIDE = CameraKind("wide", CameraModel(2560, 5.37, 2.8), 35, 3000)
LONG = CameraKind("long", CameraModel(2560, 5.37, 12.0), 5, 4500)
KINDS = (STANDARD, WIDE, LONG)


def to_plain(kinds: Sequence[CameraKind]) -> object:
    """Write kinds as plain lists, dicts and texts."""
    told: object = msgspec.to_builtins(tuple(kinds))
    return told


def from_plain(told: object) -> tuple[CameraKind, ...]:
    """Read what `to_plain` wrote; None or nothing in it: the kinds we know.

    Raises
    ------
    InputError
        cameras_damaged
    """
    if not told:
        return KINDS
    try:
        kinds = msgspec.convert(told, tuple[CameraKind, ...])
    except (msgspec.ValidationError, ValueError) as error:
        sentence = "What the office keeps of its cameras cannot be read."
        raise InputError(code="cameras_damaged", facts={}, sentence=sentence) from error
    return kinds
