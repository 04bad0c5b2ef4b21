"""What is seen, from the definition and in exact arithmetic. Shares no code with the program.

Coordinates are taken as the numbers they are (every float is a fraction), so that no answer here
is rounded but the angles of a picture, which are told to 50 digits. Slow on purpose: every look is
held against every wall.
"""

from collections.abc import Sequence
from decimal import Decimal, getcontext
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise

getcontext().prec = 50
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
TIE = Decimal("1e-12")  # a picture's edge nearer than this (as a tangent) is nobody's to decide
Spot = tuple[Fraction, Fraction]
Ring = Sequence[tuple[float, float]]  # closed: the last corner is the first
Footprint = Sequence[Ring]  # outer ring first, then courtyards
_Edges = list[tuple[Spot, Spot]]


def spot(xy: Sequence[float]) -> Spot:
    return Fraction(xy[0]), Fraction(xy[1])


def cross(o: Spot, a: Spot, b: Spot) -> Fraction:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def sign(value: Fraction | Decimal) -> int:
    return (value > 0) - (value < 0)


class Block:
    """A building: the closed ground of a footprint."""

    def __init__(self, footprint: Footprint) -> None:
        rings = [[spot(xy) for xy in ring] for ring in footprint]
        self.edges: _Edges = [edge for ring in rings for edge in pairwise(ring)]

    def holds(self, p: Spot) -> bool:
        """Whether a spot lies in it or on its walls, by counting walls to the east."""
        inside = False
        for a, b in self.edges:
            side = cross(a, b, p)
            if side == 0 and _between(a, b, p):
                return True
            if (a[1] > p[1]) != (b[1] > p[1]):
                inside ^= (side > 0) == (b[1] > a[1])
        return inside

    def meets(self, p: Spot, q: Spot) -> bool:
        """Whether the straight line from p to q comes to a wall, be it only to touch it."""
        return any(_meet(p, q, a, b) for a, b in self.edges)


def _between(a: Spot, b: Spot, p: Spot) -> bool:
    return all(min(a[k], b[k]) <= p[k] <= max(a[k], b[k]) for k in (0, 1))


def _meet(p: Spot, q: Spot, a: Spot, b: Spot) -> bool:
    if max(p[0], q[0]) < min(a[0], b[0]) or max(a[0], b[0]) < min(p[0], q[0]):
        return False
    if max(p[1], q[1]) < min(a[1], b[1]) or max(a[1], b[1]) < min(p[1], q[1]):
        return False
    apart = sign(cross(p, q, a)), sign(cross(p, q, b))
    across = sign(cross(a, b, p)), sign(cross(a, b, q))
    return apart[0] * apart[1] <= 0 and across[0] * across[1] <= 0


def hidden(
    eyes: Sequence[Sequence[float]],
    targets: Sequence[Sequence[float]],
    footprints: Sequence[Footprint],
) -> list[list[bool]]:
    """Tell for each eye and target whether a building that holds neither stands in between."""
    blocks = [Block(footprint) for footprint in footprints]
    ends = [[spot(xy) for xy in points] for points in (eyes, targets)]
    held = [[[block.holds(p) for block in blocks] for p in points] for points in ends]
    return [
        [
            any(
                not held[0][i][k] and not held[1][j][k] and block.meets(p, q)
                for k, block in enumerate(blocks)
            )
            for j, q in enumerate(ends[1])
        ]
        for i, p in enumerate(ends[0])
    ]


class Ground:
    """Heights at the centres of cells, bilinear between them; None where not known."""

    def __init__(
        self,
        heights: Sequence[Sequence[float | None]],
        west: float,
        north: float,
        cell: tuple[float, float],
    ) -> None:
        self.heights = heights
        self.west, self.north = Fraction(west), Fraction(north)
        self.cell = Fraction(cell[0]), Fraction(cell[1])

    def place(self, p: Spot) -> Spot:
        """Column and row of a spot, counted from the centre of the first cell."""
        half = Fraction(1, 2)
        return (
            (p[0] - self.west) / self.cell[0] - half,
            (self.north - p[1]) / self.cell[1] - half,
        )

    def at(self, place: Spot) -> Fraction | None:
        """Height at a column and row; None where a cell that counts is not known."""
        rows, columns = len(self.heights), len(self.heights[0])
        if not (0 <= place[0] <= columns - 1 and 0 <= place[1] <= rows - 1):
            return None
        c, r = min(int(place[0]), columns - 2), min(int(place[1]), rows - 2)
        right, down = place[0] - c, place[1] - r
        total = Fraction(0)
        for i, j, weight in (
            (0, 0, (1 - down) * (1 - right)),
            (0, 1, (1 - down) * right),
            (1, 0, down * (1 - right)),
            (1, 1, down * right),
        ):
            height = self.heights[r + i][c + j]
            if weight and height is None:
                return None
            total += weight * Fraction(height or 0)
        return total

    def margin(self, eye: Sequence[float], target: Sequence[float]) -> Fraction | None:
        """How far the ground stays below the line of sight where it comes nearest to it, in metres.

        Negative where it rises above; None where the ground is not known. Within a cell the ground
        along a line is a parabola, so three heights tell all of it.
        """
        p, q = self.place(spot(eye)), self.place(spot(target))
        low, high = self.at(p), self.at(q)
        if low is None or high is None:
            return None
        low, high = low + Fraction(eye[2]), high + Fraction(target[2])
        least = min(Fraction(eye[2]), Fraction(target[2]))
        for start, end in pairwise(_crossings(p, q)):
            left = []
            for part in (start, (start + end) / 2, end):
                ground = self.at((p[0] + part * (q[0] - p[0]), p[1] + part * (q[1] - p[1])))
                if ground is None:
                    return None
                left.append(low + part * (high - low) - ground)
            least = min(least, _lowest(*left))
        return least


def _crossings(p: Spot, q: Spot) -> list[Fraction]:
    """Shares of the way at which a line passes from cell to cell, with both ends."""
    cuts = {Fraction(0), Fraction(1)}
    for k in (0, 1):
        if p[k] != q[k]:
            low, high = sorted((p[k], q[k]))
            cuts |= {(n - p[k]) / (q[k] - p[k]) for n in range(-(-low // 1), high // 1 + 1)}
    return sorted(cuts)


def _lowest(a: Fraction, m: Fraction, b: Fraction) -> Fraction:
    """Lowest value of the parabola through its two ends and its middle."""
    bend = 2 * (a + b - 2 * m)
    if bend > 0:
        turn = (3 * a + b - 4 * m) / (2 * bend)
        if 0 < turn < 1:
            return bend * turn**2 - (3 * a + b - 4 * m) * turn + a
    return min(a, b)


def in_picture(
    offset: Sequence[float], heading_deg: float, tilt_deg: float, half: tuple[float, float]
) -> bool | None:
    """Whether a point is in the picture of a pinhole camera; None on its very edge.

    Parameters
    ----------
    offset
        East, north and up from the lens, in metres.
    half
        Half of the sensor's width and height, as shares of the focal length.
    """
    turn, dip = (Decimal(deg) * PI / 180 for deg in (heading_deg, tilt_deg))
    east, north, up = map(Decimal, offset)
    ahead = north * _cos(turn) + east * _sin(turn)
    side = east * _cos(turn) - north * _sin(turn)
    depth = ahead * _cos(dip) - up * _sin(dip)
    rise = up * _cos(dip) + ahead * _sin(dip)
    if depth <= 0:
        return False
    slack = [Decimal(half[k]) - abs(value) / depth for k, value in enumerate((side, rise))]
    return None if min(map(abs, slack)) < TIE else min(slack) > 0


def _sin(angle: Decimal) -> Decimal:
    """Sine by its series, after whole turns are taken off."""
    angle %= 2 * PI
    term, total, n = angle, angle, 1
    while abs(term) > Decimal("1e-48"):
        term *= -angle * angle / ((n + 1) * (n + 2))
        n += 2
        total += term
    return total


def _cos(angle: Decimal) -> Decimal:
    return _sin(angle + PI / 2)


def seen_m2(eye: Sequence[float], view: Ring, footprints: Sequence[Footprint]) -> Fraction:
    """Measure the ground in sight of an eye: in the view, and before the first wall on each way.

    A footprint that holds the eye hides nothing. Between neighbouring directions of corners and
    crossings the first wall is the same one all along, so each such wedge is a triangle.
    """
    o = spot(eye)
    rim = list(pairwise([spot(xy) for xy in view]))
    blocks = [block for block in map(Block, footprints) if not block.holds(o)]
    walls = [edge for block in blocks for edge in block.edges]
    total = Fraction(0)
    ways = _directions(o, walls + rim)
    for one, other in zip(ways, ways[1:] + ways[:1], strict=True):
        turn = one[0] * other[1] - one[1] * other[0]
        if turn < 0 or (turn == 0 and one[0] * other[0] + one[1] * other[1] > 0):
            raise AssertionError
        middle = (one[0] + other[0], one[1] + other[1])
        total += _wedge(o, one, other, middle, walls, rim) if turn else 0
    return total / 2


def _wedge(o: Spot, one: Spot, other: Spot, middle: Spot, walls: _Edges, rim: _Edges) -> Fraction:
    """Twice the ground seen between two directions: from where the view begins to where it ends."""
    hits = sorted(reach for edge in rim if (reach := _reach(o, middle, edge)) is not None)
    if not hits:
        return Fraction(0)
    # an odd number of rims ahead: the eye is in the view; else the view begins at the first of them
    if len(hits) % 2 == 0:
        raise AssertionError
    ahead = [
        (reach, edge) for edge in walls + rim if (reach := _reach(o, middle, edge)) is not None
    ]
    edge = min(ahead)[1]
    a, b = (_on(o, way, edge) for way in (one, other))
    return cross(o, a, b)


def _directions(o: Spot, edges: _Edges) -> list[Spot]:
    """Directions from o to all ends and crossings of edges and the four winds, turning left."""
    ends = {p for edge in edges for p in edge}
    for i, (a, b) in enumerate(edges):
        for c, d in edges[:i]:
            if not _meet(a, b, c, d):
                continue
            turn = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
            if turn:
                part = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / turn
                ends.add((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
    ways = [(p[0] - o[0], p[1] - o[1]) for p in ends if p != o]
    ways += [(Fraction(x), Fraction(y)) for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1))]
    ways.sort(key=cmp_to_key(_by_direction))
    return [way for k, way in enumerate(ways) if k == 0 or _by_direction(ways[k - 1], way)]


def _by_direction(v: Spot, w: Spot) -> int:
    below = [way[1] < 0 or (way[1] == 0 and way[0] < 0) for way in (v, w)]
    if below[0] != below[1]:
        return -1 if below[1] else 1
    return -sign(v[0] * w[1] - v[1] * w[0])


def _reach(o: Spot, way: Spot, edge: tuple[Spot, Spot]) -> Fraction | None:
    """How many times a way has to be gone to come to an edge; None if it never does."""
    (ax, ay), (bx, by) = edge
    ax, ay, bx, by = ax - o[0], ay - o[1], bx - o[0], by - o[1]
    left, right = way[0] * ay - way[1] * ax, way[0] * by - way[1] * bx
    if left == right or left * right > 0:
        return None
    part = left / (left - right)
    x, y = ax + part * (bx - ax), ay + part * (by - ay)
    reach = x / way[0] if way[0] else y / way[1]
    return reach if reach > 0 else None


def _on(o: Spot, way: Spot, edge: tuple[Spot, Spot]) -> Spot:
    """Where the line along a way meets the line through an edge."""
    (ax, ay), (bx, by) = edge
    turn = way[0] * (by - ay) - way[1] * (bx - ax)
    reach = ((ax - o[0]) * (by - ay) - (ay - o[1]) * (bx - ax)) / turn
    return o[0] + reach * way[0], o[1] + reach * way[1]
