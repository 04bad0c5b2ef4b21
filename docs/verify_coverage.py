"""Prove again, with nothing but Python, that grids fill a boundary exactly once.

    python docs/verify_coverage.py grids.geojson boundary.geojson [exceptions.geojson]

Every grid is walked with its ground on the left, the boundary the other way round. A border two
grids share is then walked once in each direction and cancels; so does a border shared with the
boundary. When no ring crosses itself and nothing is left, every point inside the boundary lies in
exactly one grid (docs/proof.md says why). Coordinates are compared digit by digit as they stand in
the files: nothing is rounded, there is no tolerance. Exceptions have a property `kind`: a hole
counts as a grid, an exclave as boundary, an island changes nothing here.

Status 0: proved. Status 1: not proved; the places are printed. Status 2: a file cannot be read.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, getcontext
from itertools import pairwise
from pathlib import Path

Spot = tuple[int, int]
Ring = list[Spot]
Edge = tuple[Spot, Spot]
Shape = tuple[str, list[list[Ring]]]  # kind of exception, parts: outer ring and holes
DECIMALS = 30  # coordinates become whole numbers, so that every comparison is exact
getcontext().prec = 100


def read_shapes(path: str) -> Iterator[Shape]:
    """Yield every feature of a GeoJSON file; one without a shape has no parts."""
    document = json.loads(Path(path).read_text("utf-8-sig"), parse_float=Decimal, parse_int=Decimal)
    for feature in document["features"]:
        geometry = feature["geometry"] or {"type": "MultiPolygon", "coordinates": []}
        many = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
        parts = [[ring_of(ring) for ring in part] for part in many[geometry["type"]] if part]
        yield (feature.get("properties") or {}).get("kind") or "", parts


def ring_of(ring: list[list[Decimal]]) -> Ring:
    """Vertices as whole numbers, without repeated ones."""
    exact = [(spot[0].scaleb(DECIMALS), spot[1].scaleb(DECIMALS)) for spot in ring]
    whole = [(int(x), int(y)) for x, y in exact]
    if whole != exact or len(whole) < 4 or whole[0] != whole[-1]:
        msg = f"not a ring of at most {DECIMALS} decimals: {ring[:3]} ..."
        raise ValueError(msg)
    return whole[:1] + [b for a, b in pairwise(whole) if a != b]


def turn(a: Spot, b: Spot, c: Spot) -> int:
    """Return 1 when the way a, b, c turns left, -1 when right, 0 when straight on."""
    area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (area > 0) - (area < 0)


def turns_left(ring: Ring) -> bool:
    """Whether the ring runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0


def crossing(rings: list[Ring]) -> Spot | None:
    """Find a place where rings cross or run along each other."""
    running: list[Edge] = []
    for a, b in sorted((min(a, b), max(a, b)) for ring in rings for a, b in pairwise(ring)):
        running = [edge for edge in running if edge[1][0] >= a[0]]
        for c, d in running:
            sides = turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)
            if sides == (0, 0, 0, 0) and max(a, c) < min(b, d):
                return max(a, c)
            if sides[0] * sides[1] < 0 and sides[2] * sides[3] < 0:
                return a
        running.append((a, b))
    return None


def within(ring: Ring, other: Ring) -> bool:
    """Whether a ring lies in another it does not cross: its first vertex off that border does."""
    for spot in ring:
        inside = False
        for a, b in pairwise(other):
            low, high = (a, b) if a[1] < b[1] else (b, a)
            side = turn(low, high, spot)
            if side == 0 and min(a, b) <= spot <= max(a, b):
                break  # on the border
            inside ^= low[1] <= spot[1] < high[1] and side > 0
        else:
            return inside
    return False


def wrong_place(parts: list[list[Ring]]) -> Spot | None:
    """Find a place where a shape is none: rings that cross, holes outside or in each other."""
    for shell, *holes in parts:
        for hole in holes:
            if not within(hole, shell) or any(within(hole, h) for h in holes if h is not hole):
                return hole[0]
    return crossing([ring for part in parts for ring in part])


def directed(parts: list[list[Ring]]) -> Iterator[Edge]:
    """Yield the steps around a shape with its ground on the left."""
    for part in parts:
        for number, ring in enumerate(part):
            yield from pairwise(ring if turns_left(ring) == (number == 0) else ring[::-1])


def walk(net: Counter[Edge], parts: list[list[Ring]], direction: int) -> None:
    """Add the borders of one shape to the net count of directed segments."""
    for a, b in directed(parts):
        net[min(a, b), max(a, b)] += direction if a < b else -direction


def common_ground(one: list[Edge], other: list[Edge]) -> Spot | None:
    """Find a place beside ground that two shapes have in common, by their directed steps."""
    west, south = (max(min(s[n] for edge in e for s in edge) for e in (one, other)) for n in (0, 1))
    east, north = (min(max(s[n] for edge in e for s in edge) for e in (one, other)) for n in (0, 1))
    near = [[e for e in edges if meets(e, west, south, east, north)] for edges in (one, other)]
    for a, b in near[0]:
        for c, d in near[1]:
            if turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0:
                return a
    split = [set(cut(near[0], near[1])), set(cut(near[1], near[0]))]
    for mine, others, whole in ((*split, other), (*split[::-1], one)):
        doubled = [((2 * a[0], 2 * a[1]), (2 * b[0], 2 * b[1])) for a, b in whole]
        for a, b in sorted(mine):
            middle = a[0] + b[0], a[1] + b[1]
            if (a, b) in others or ((b, a) not in others and holds(doubled, middle)):
                return a
    return None


def meets(edge: Edge, west: int, south: int, east: int, north: int) -> bool:
    """Whether a step reaches into a frame, by its own frame."""
    (x, y), (v, w) = edge
    return max(x, v) >= west and min(x, v) <= east and max(y, w) >= south and min(y, w) <= north


def cut(edges: list[Edge], others: list[Edge]) -> Iterator[Edge]:
    """Cut steps where others end on them."""
    ends = {spot for edge in others for spot in edge}
    for a, b in edges:
        on = [s for s in ends if min(a, b) < s < max(a, b) and turn(a, b, s) == 0]
        yield from pairwise([a, *sorted(on, reverse=a > b), b])


def holds(edges: list[Edge], spot: Spot) -> bool:
    """Whether a place on none of the edges lies inside them."""
    inside = False
    for a, b in edges:
        low, high = (a, b) if a[1] < b[1] else (b, a)
        inside ^= low[1] <= spot[1] < high[1] and turn(low, high, spot) > 0
    return inside


def shown(spot: Spot) -> str:
    """Write a place as it stands in the file."""
    return " ".join(f"{Decimal(value).scaleb(-DECIMALS).normalize():f}" for value in spot)


def verify(grids: list[Shape], boundary: list[Shape], exceptions: list[Shape]) -> tuple[int, int]:
    """Print what is left over and what is no shape, and count both."""
    net: Counter[Edge] = Counter()
    wrong = []
    layers = [("grid", shape, 1) for shape in grids] + [("boundary", s, -1) for s in boundary]
    layers += [(kind, (kind, parts), 1 if kind == "hole" else -1) for kind, parts in exceptions]
    for layer, (_, parts), direction in layers:
        place = wrong_place(parts)
        if place or not parts:
            wrong.append(f"{layer}: {shown(place) if place else 'without a shape'}")
        walk(net, parts, direction)
    counted = [list(directed(parts)) for _, parts in boundary if parts]
    for parts in (parts for kind, parts in exceptions if kind == "exclave" and parts):
        steps = list(directed(parts))
        place = next(filter(None, (common_ground(steps, known) for known in counted)), None)
        if place:
            wrong.append(f"exclave: on ground that counts already, {shown(place)}")
        counted.append(steps)
    left = sorted(edge for edge, count in net.items() if count)
    print(f"segments left over: {len(left)}; wrong shapes: {len(wrong)}")
    for a, b in left[:20]:
        print(f"  left over: {shown(a)} - {shown(b)}")
    for told in wrong[:20]:
        print(f"  wrong shape: {told}")
    return len(left), len(wrong)


def main(files: list[str]) -> int:
    """Read, verify and say whether it is proved."""
    if len(files) not in (2, 3):
        print(__doc__)
        return 2
    try:
        grids, boundary, *more = (list(read_shapes(name)) for name in files)
    except (OSError, ValueError, ArithmeticError, KeyError, TypeError, AttributeError) as error:
        print(f"cannot be read as GeoJSON polygons: {error!r}")
        return 2
    exceptions = [shape for shape in (more[0] if more else []) if shape[0] in ("hole", "exclave")]
    print(f"{len(grids)} grids, {len(boundary)} boundary shapes, {len(exceptions)} exceptions")
    left, wrong = verify(grids, boundary, exceptions)
    proved = bool(boundary) and not left and not wrong
    print("PROVED" if proved else "NOT PROVED")
    if proved and len(boundary) > 1:
        print("This holds if the shapes of the boundary do not overlap each other.")
    return 0 if proved else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
