"""Numbers and names on a small map of paper, none on top of another."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Points = NDArray[np.float64]

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in millimetres."""

_ANGLES = np.arange(24) * (2 * np.pi / 24)
_RINGS = (0.0, 3.6, 4.6, 5.8, 7.2, 9.0, 11.0, 13.5, 16.5, 20.0, 25.0)  # mm from the spot
_AIR_MM = 0.35
_CORNER_MM = 9.0  # kept free for the scale, the arrow and the mark


@dataclass(frozen=True, slots=True)
class Frame:
    """Ground shown on a piece of paper: its middle in metres, metres a millimetre, its size."""

    east: float
    north: float
    per_mm: float
    width: float
    height: float

    @property
    def window(self) -> shapely.Polygon:
        """Ground within the paper, in the area's coordinates."""
        half_x, half_y = self.width / 2 * self.per_mm, self.height / 2 * self.per_mm
        return shapely.box(
            self.east - half_x, self.north - half_y, self.east + half_x, self.north + half_y
        )

    def on(self, xy: Points) -> Points:
        """Millimetres on the paper, from its upper left corner."""
        corner = (
            self.east - self.width / 2 * self.per_mm,
            self.north + self.height / 2 * self.per_mm,
        )
        moved: Points = (xy[:, :2] - corner) / self.per_mm * (1, -1)
        return moved


@dataclass(frozen=True, slots=True)
class Paper:
    """Room for a map on paper and the size of the letters on it, in millimetres.

    Parameters
    ----------
    heights
        Least and most height: a map is as high as what it shows asks for.
    """

    width: float
    heights: tuple[float, float]
    letters: float
    most_names: int

    def frame(self, xy: Points, *, room: float, least_m: float) -> Frame:
        """Ground that holds some points and some room, a share of the extent, on each side."""
        low, high = xy.min(axis=0), xy.max(axis=0)
        wide, tall = np.maximum((high - low) * (1 + 2 * room), least_m).tolist()
        height = min(max(self.width * tall / wide, self.heights[0]), self.heights[1])
        per_mm = max(wide / self.width, tall / height)
        east, north = ((low + high) / 2).tolist()
        return Frame(east, north, per_mm, self.width, height)


@dataclass(frozen=True, slots=True)
class Spot:
    """A number and where it belongs on the paper."""

    text: str
    x: float
    y: float
    post: bool = False


def placed_numbers(
    spots: Sequence[Spot], base: Points, frame: Frame, letters: float
) -> tuple[list[str], list[Box], float]:
    """Draw every number in a ring of its own as near to its spot as there is room.

    Parameters
    ----------
    base
        Where the square of the base is drawn; it stays free too.

    Returns
    -------
    tuple
        The drawings, leaders first; the boxes they take; how far the farthest is from its spot.
    """
    radius = 0.78 * letters
    anchors = np.array([*((spot.x, spot.y) for spot in spots), base]).reshape(-1, 2)
    taken: list[tuple[float, float]] = []
    for number, spot in enumerate(spots):
        taken.append(_free(spot, np.delete(anchors, number, axis=0), taken, frame, radius))
    leaders, rings = [], []
    for spot, (x, y) in zip(spots, taken, strict=True):
        if (x, y) != (spot.x, spot.y):
            leaders.append(
                f'<path class="leader" d="M{spot.x:.2f},{spot.y:.2f} {x:.2f},{y:.2f}"/>'
                f'<circle class="dot" cx="{spot.x:.2f}" cy="{spot.y:.2f}" r=".7"/>'
            )
        small = letters * (0.98 if len(spot.text) < 2 else 0.82)
        rings.append(
            f'<circle class="number{" post" if spot.post else ""}" cx="{x:.2f}" cy="{y:.2f}" '
            f'r="{radius:.2f}"/><text class="figure" x="{x:.2f}" y="{y + 0.36 * small:.2f}" '
            f'font-size="{small:.2f}">{escape(spot.text)}</text>'
        )
    around = [*taken, (float(base[0]), float(base[1]))]
    boxes = [(x - radius, y - radius, x + radius, y + radius) for x, y in around]
    gaps = [np.hypot(x - spot.x, y - spot.y) for spot, (x, y) in zip(spots, taken, strict=False)]
    return leaders + rings, boxes, float(max(gaps, default=0.0))


def _free(
    spot: Spot, others: Points, taken: list[tuple[float, float]], frame: Frame, radius: float
) -> tuple[float, float]:
    """Nearest place for a ring that covers no other ring and, if it can be, no other spot."""
    rings = np.array(taken).reshape(-1, 2)
    for away in _RINGS:
        angles = _ANGLES if away else _ANGLES[:1]
        tried = np.column_stack((spot.x + away * np.cos(angles), spot.y + away * np.sin(angles)))
        clear = _inside(tried, frame, radius)
        clear &= _apart(tried, rings, 2 * radius + _AIR_MM) & _apart(tried, others, radius + 1.0)
        if clear.any():
            room = _nearest(tried[clear], np.concatenate([rings, others]))
            x, y = tried[clear][int(room.argmax())].tolist()
            return x, y
    return spot.x, spot.y


def _inside(tried: Points, frame: Frame, radius: float) -> NDArray[np.bool_]:
    x, y = tried.T
    low, high = radius + 0.4, (frame.width - radius - 0.4, frame.height - radius - 0.4)
    within = (x > low) & (x < high[0]) & (y > low) & (y < high[1])
    left, top = x < 2.2 * _CORNER_MM, y < _CORNER_MM
    right, bottom = x > frame.width - _CORNER_MM, y > frame.height - _CORNER_MM
    far_left = x < 4.2 * _CORNER_MM
    free: NDArray[np.bool_] = within & ~(left & top) & ~(right & (y < 15)) & ~(far_left & bottom)
    return free


def _apart(tried: Points, others: Points, least: float) -> NDArray[np.bool_]:
    return _nearest(tried, others) >= least


def _nearest(tried: Points, others: Points) -> NDArray[np.float64]:
    """Distance from each place to the nearest of others; endless without any."""
    if not len(others):
        return np.full(len(tried), np.inf)
    gaps = np.hypot(*(tried[:, None, :] - others[None, :, :]).transpose(2, 0, 1))
    nearest: NDArray[np.float64] = gaps.min(axis=1)
    return nearest


def placed_names(
    names: Sequence[tuple[str, float, float]],
    boxes: Sequence[Box],
    frame: Frame,
    paper: Paper,
) -> list[str]:
    """Write names of settlements where they cover neither a number nor each other."""
    taken, drawn = list(boxes), []
    size = 0.86 * paper.letters
    for text, x, y in names:
        wide = size * sum(1.0 if ord(letter) > 0x2E7F else 0.56 for letter in text)
        box = (x - wide / 2, y - size, x + wide / 2, y + 0.3 * size)
        inside = box[0] > 1 and box[2] < frame.width - 1
        inside = inside and box[1] > 9 and box[3] < frame.height - 8
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append((box[0] - 3, box[1] - 1, box[2] + 3, box[3] + 1))
            drawn.append(
                f'<text class="name" x="{x:.2f}" y="{y:.2f}" font-size="{size:.2f}">'
                f"{escape(text)}</text>"
            )
        if len(drawn) >= paper.most_names:
            break
    return drawn


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
