"""Which roads are built, in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.ndimage import binary_dilation

from .cut_off import lone_crossings
from .frame import HUAGAOPING, JIDI, Bools
from .roads import EXITS_KM, Builder, CellRoads, class_of, exit_cell, forest_paths, loops, terrace
from .sites import seats

if TYPE_CHECKING:
    from .land import Land, People

NAMES = {
    "county": ("盐落公路", "Yanjin-Luoyan road"),
    "north": ("落天路", "Luoyan-Tianxing road"),
    "south": ("盐落公路南线", "Yanjin-Luoyan road, south branch"),
    "baolong": ("落保路", "Luoyan-Baolong road"),
    "longtang": ("落龙路", "Luoyan-Longtang road"),
    "gonghe": ("落共路", "Luoyan-Gonghe road"),
    "site": ("安置点路", "Resettlement road"),
}
LOOPS = 200
FOREST_PATHS = 34
OFFICE_NAMES = {2: "", 3: "longtang", 4: "baolong", 5: "gonghe", 6: "north"}


def plan_roads(
    land: Land, people: People
) -> tuple[CellRoads, dict[int, tuple[float, float]], dict[str, tuple[str, str]]]:
    """Lay county road, exits, office roads, hamlet roads, loops; give the fixed points too."""
    view = land.window

    def cell_of(p: tuple[float, float]) -> int:
        return int(view.cells(np.array([p[0]]), np.array([p[1]]))[0])

    gates = {name: cell_of(p) for name, p in people.town.gates.items()}
    site_gates = {"site " + name: cell_of(p) for name, p in people.site.gates.items()}
    fixed = {cell_of(p): p for p in people.town.gates.values()}
    fixed |= {cell_of(p): p for p in people.site.gates.values()}
    cells = view.xy(np.arange(land.heights.size))
    closed = land.lake_cells.copy()
    for town in (people.town, people.site):
        closed |= shapely.contains_xy(town.hull.buffer(32), cells).reshape(view.shape)
    open_gates = np.zeros(view.shape, bool)
    open_gates.ravel()[list(fixed)] = True
    allowed = (land.wide & ~closed) | open_gates
    allowed = _open_lanes(allowed, land, people)
    ground = terrace(view, land.heights, allowed=allowed, stream_cells=land.stream_cells)
    # Only exit roads have a reason to leave the township.
    ground = replace(ground, cost=np.where(land.inside, ground.cost, 6 * ground.cost))
    builder = Builder(ground, [*gates.values(), *site_gates.values()])
    builder.net.best_at.clear()
    _main_roads(builder, land, people, gates, site_gates)
    _hamlet_roads(builder, land, people)
    return builder.net, fixed, NAMES


def _open_lanes(allowed: Bools, land: Land, people: People) -> Bools:
    """Open a lane of cells from each gate away from its town."""
    out = allowed.copy()
    view = land.window
    cross = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]])
    cells = view.xy(np.arange(view.rows * view.cols))
    for town in (people.town, people.site):
        streets = shapely.contains_xy(town.hull, cells).reshape(view.shape)
        for gate in town.gates.values():
            away = np.array(gate) - np.array(town.centre)
            away /= np.hypot(*away)
            points = np.array(gate) + np.arange(0, 75, 5)[:, None] * away
            lane = np.zeros(view.shape, bool)
            lane.ravel()[view.cells(points[:, 0], points[:, 1])] = True
            out |= (binary_dilation(lane, cross) & ~streets) | lane
    return out & ~land.lake_cells


def _main_roads(
    builder: Builder, land: Land, people: People, gates: dict[str, int], site_gates: dict[str, int]
) -> None:
    cells = land.window.xy(np.arange(land.heights.size))
    near, beyond = (
        shapely.contains_xy(land.township.buffer(m), cells).reshape(land.window.shape)
        for m in (45, 130)
    )
    outside = beyond & ~near
    for (east, north, road_class), gate in zip(
        EXITS_KM[:4], ("west", "east", "north", "south"), strict=True
    ):
        name = {"west": "county", "east": "county"}.get(gate, gate)
        own = [gates[gate]]
        sources = own if gate in ("west", "east") else [*own, *builder.net.cells(1).tolist()]
        far, before = builder.reach(road_class, sources)
        end = exit_cell(land.window, far, outside, (east, north))
        builder.lay(before, end, road_class, name)
    far, before = builder.reach("township", [*builder.net.cells(1).tolist(), *gates.values()])
    builder.lay(before, site_gates["site east"], "township", "site")
    builder.net.best_at[site_gates["site west"]] = 1
    for gate in gates.values():
        builder.net.best_at.setdefault(gate, 1)
    for unit, place in sorted(seats(people.places).items()):
        if unit in (JIDI, HUAGAOPING):
            continue
        cell = int(land.window.cells(np.array([place.x]), np.array([place.y]))[0])
        far, before = builder.reach("township", builder.net.cells(1).tolist())
        builder.lay(before, cell, "township", OFFICE_NAMES[unit])
    for east, north, road_class in EXITS_KM[4:]:
        far, before = builder.reach(road_class)
        end = exit_cell(land.window, far, outside, (east, north))
        builder.lay(before, end, road_class)


def _hamlet_roads(builder: Builder, land: Land, people: People) -> None:
    window = land.window
    cells = {
        p.place_id: int(window.cells(np.array([p.x]), np.array([p.y]))[0])
        for p in people.places
        if p.kind == "hamlet"
    }
    far, _ = builder.reach("village")
    hard = np.quantile([far[c] for c in cells.values()], 0.86)
    wanted = {}
    for place in people.places:
        if place.kind == "hamlet" and cells[place.place_id] not in builder.net.best_at:
            cell = cells[place.place_id]
            wanted[cell] = class_of(place, float(far[cell]), foot_climb=float(hard))
    for road_class, batch in (("village", 6), ("track", 8), ("footpath", 6)):
        builder.connect({c: k for c, k in wanted.items() if k == road_class}, batch=batch)
    apart, behind = _lone_bridge(builder, land, people, set(cells.values()))
    loops(builder, sorted(cells.values()), wanted=LOOPS, apart=apart, behind=behind)
    forest_paths(builder, land.inside, wanted=FOREST_PATHS)


def _lone_bridge(
    builder: Builder, land: Land, people: People, hamlets: set[int]
) -> tuple[set[int], set[int]]:
    """Choose the crossing that stays the only way to about ten hamlets."""
    view = land.window

    def cells_of(points: list[tuple[float, float]]) -> list[int]:
        xy = np.array(points)
        return view.cells(xy[:, 0], xy[:, 1]).tolist()

    gates = [cells_of(list(town.gates.values())) for town in (people.town, people.site)]
    exits = {cell for cell in builder.net.best_at if not land.inside.ravel()[cell]}
    wet = set(np.flatnonzero(land.stream_cells).tolist())
    found = [
        item
        for item in lone_crossings(builder.net, gates, wet, hamlets, exits)
        if builder.net.best_at[item[0]] <= 3 and 5 <= len(item[1]) <= 24
    ]
    if not found:
        raise ValueError("no stream crossing has 5 to 24 hamlets behind it")
    _, apart, behind = min(found, key=lambda item: (abs(len(item[1]) - 11), item[0]))
    return apart, behind
