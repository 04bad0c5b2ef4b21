"""Roads as least-cost paths over the terrain, widest class first."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.ndimage import distance_transform_edt
from scipy.sparse import csr_matrix

from .frame import Bools, Floats, Ints, Window, stream_of_chance
from .hamlets import Place
from .noise import fractal
from .paths import raster_graph, spread, walk_back

CLASSES = ("county", "township", "village", "track", "footpath")
COMFORT_GRADE = {"county": 0.06, "township": 0.07, "village": 0.09, "track": 0.13, "footpath": 0.24}
EXITS_KM = (  # east, north, class: where a road leaves the township
    (-8.2, -2.3, "county"),
    (7.9, 4.0, "county"),
    (-0.6, 5.2, "township"),
    (0.6, -5.4, "county"),
    (-6.2, 1.9, "village"),
    (5.9, -1.0, "village"),
    (-6.0, -5.6, "track"),
    (6.9, 5.2, "track"),
    (3.6, -4.6, "footpath"),
)


@dataclass(eq=False)
class CellRoads:
    """Road links between raster cells, each with its class (0 = county) and name."""

    window: Window
    rank: dict[tuple[int, int], int] = field(default_factory=dict)
    name: dict[tuple[int, int], str] = field(default_factory=dict)
    best_at: dict[int, int] = field(default_factory=dict)

    def add(self, cells: list[int], rank: int, name: str = "") -> None:
        """Lay a road along cells; a better road already there stays."""
        for a, b in itertools.pairwise(cells):
            key = (min(a, b), max(a, b))
            if key not in self.rank or self.rank[key] > rank:
                self.rank[key], self.name[key] = rank, name
        for cell in cells:
            self.best_at[cell] = min(self.best_at.get(cell, rank), rank)

    def cells(self, worst: int = len(CLASSES)) -> Ints:
        """List the cells with a road of at least this class."""
        return np.array(sorted(c for c, rank in self.best_at.items() if rank <= worst))


@dataclass(frozen=True, eq=False)
class Terrace:
    """The ground as a road builder sees it."""

    window: Window
    heights: Floats
    allowed: Bools
    cost: Floats

    def graph(self, road_class: str) -> csr_matrix:
        """Build the travel graph of one class: steep links are dear."""
        return raster_graph(
            self.window,
            self.cost,
            allowed=self.allowed,
            rise=self.heights,
            grade_factor=_grade(COMFORT_GRADE[road_class]),
        )


def _grade(comfort: float) -> Callable[[Floats], Floats]:
    return lambda grade: 1 + (grade / comfort) ** 2 + np.where(grade > 3 * comfort, 25.0, 0.0)


def terrace(window: Window, heights: Floats, *, allowed: Bools, stream_cells: Bools) -> Terrace:
    """Make ground cost: streams are dear to cross, a little random roughness breaks ties."""
    rough = np.exp(0.22 * fractal(window, "road", longest_m=900, shortest_m=70, falloff=1.0))
    away = distance_transform_edt(~stream_cells) * window.cell
    wet = np.where(away < 1, 16.0, np.where(away < 50, 3.0, 1.0))
    return Terrace(window, heights, allowed, rough * wet)


def exit_cell(window: Window, far: Floats, outside: Bools, near_km: tuple[float, float]) -> int:
    """Choose the cheapest cell just outside the boundary near a point."""
    x, y = window.km_from_centre()
    close = outside & (np.hypot(x - near_km[0], y - near_km[1]) < 1.1)
    return int(np.argmin(np.where(close.ravel(), far, np.inf)))


class Builder:
    """Lays roads one after the other; later roads start at the nearest earlier road."""

    def __init__(self, land: Terrace, gates: list[int]) -> None:
        self.land = land
        self.net = CellRoads(land.window)
        self.gates = gates
        for gate in gates:
            self.net.best_at[gate] = 1
        self._graphs: dict[str, csr_matrix] = {}

    def graph(self, road_class: str) -> csr_matrix:
        if road_class not in self._graphs:
            self._graphs[road_class] = self.land.graph(road_class)
        return self._graphs[road_class]

    def reach(self, road_class: str, sources: Iterable[int] | None = None) -> tuple[Floats, Ints]:
        """Give cost and predecessors from given cells, else from all roads a vehicle may use."""
        start = self.net.cells(3) if sources is None else np.array(sorted(sources))
        far, before, _ = spread(self.graph(road_class), start)
        return far, before

    def lay(self, before: Ints, cell: int, road_class: str, name: str = "") -> list[int]:
        """Lay the road from the nearest source to a cell."""
        chain = walk_back(before, cell)
        rank = CLASSES.index(road_class)
        if not name and chain[0] not in self.gates:
            rank = max(rank, self.net.best_at.get(chain[0], 0))
        self.net.add(chain, rank, name)
        return chain

    def connect(self, targets: dict[int, str], *, batch: int) -> None:
        """Join every target cell with the net, nearest first, a batch at a time."""
        left = dict(targets)
        while left:
            far = {}
            trees = {}
            for road_class in sorted(set(left.values())):
                sources = self.net.cells(CLASSES.index(road_class))
                trees[road_class] = self.reach(road_class, sources.tolist())
            for cell, road_class in left.items():
                far[cell] = trees[road_class][0][cell]
            for cell in sorted(left, key=lambda c: (far[c], c))[:batch]:
                if not np.isfinite(far[cell]):
                    raise ValueError(f"cell {cell} cannot be reached by road")
                self.lay(trees[left[cell]][1], cell, left[cell])
                del left[cell]


def class_of(place: Place, climb: float, *, foot_climb: float) -> str:
    """Choose the class of the road to a hamlet from its size and how hard it is to reach."""
    if climb > foot_climb and place.households < 32:
        return "footpath"
    return "village" if place.households >= 26 else "track"


def loops(
    builder: Builder, cells: list[int], *, wanted: int, apart: set[int], behind: set[int]
) -> int:
    """Join neighbours near on the ground by track or footpath; gives how many were made.

    `apart` are the hamlets behind the lone bridge, `behind` the road cells there: no new link
    may join them with the rest.
    """
    window = builder.land.window
    xy = window.xy(np.array(cells))
    chance = stream_of_chance("loops")
    pairs = [
        (i, j)
        for i in range(len(cells))
        for j in range(i + 1, len(cells))
        if np.hypot(*(xy[i] - xy[j])) < 1300
    ]
    graph = {name: builder.graph(name) for name in ("track", "footpath")}
    made, busy = 0, dict.fromkeys(cells, 0)
    fence = _around(window, behind)
    for k in chance.permutation(len(pairs)).tolist():
        a, b = cells[pairs[k][0]], cells[pairs[k][1]]
        if (a in apart) != (b in apart) or max(busy[a], busy[b]) > 2:
            continue
        road_class = "track" if chance.random() < 0.4 else "footpath"
        far, before, _ = spread(graph[road_class], np.array([a]), limit=12000.0)
        if not np.isfinite(far[b]):
            continue
        chain = walk_back(before, b)
        others = _around(window, set(builder.net.best_at) - behind) if a in apart else fence
        if any(c in builder.net.best_at for c in chain[1:-1]) or any(
            c in others for c in chain[4:-4]
        ):
            continue
        builder.net.add(chain, CLASSES.index(road_class))
        if a in apart:
            behind |= set(chain)
            fence = _around(window, behind)
        busy[a] += 1
        busy[b] += 1
        made += 1
        if made == wanted:
            break
    return made


def forest_paths(builder: Builder, inside: Bools, *, wanted: int) -> None:
    """Lay dead-end footpaths up to ridges and woods far from every road."""
    window = builder.land.window
    chance = stream_of_chance("forest")
    lane = np.zeros(window.shape, bool)
    lane.ravel()[builder.net.cells()] = True
    free = inside & builder.land.allowed & (distance_transform_edt(~lane) * window.cell > 550)
    ends: list[int] = []
    for cell in chance.permutation(np.flatnonzero(free.ravel())).tolist():
        gap = window.xy(np.array([*ends, cell]))
        if all(np.hypot(*(gap[:-1] - gap[-1]).T) > 750):
            ends.append(cell)
        if len(ends) == wanted:
            break
    for cell in ends:
        _, before = builder.reach("footpath", builder.net.cells().tolist())
        builder.lay(before, cell, "footpath")


def _around(window: Window, cells: set[int]) -> set[int]:
    """Give cells and all cells within two steps of them."""
    return {c + r * window.cols + k for c in cells for r in range(-2, 3) for k in range(-2, 3)}
