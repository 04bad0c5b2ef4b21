"""Which roads are built, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.ndimage import binary_dilation

from .frame import HUAGAOPING, JIDI
from .roads import EXITS_KM, Builder, CellRoads, class_of, exit_cell, loops, terrace
from .sites import seats

if TYPE_CHECKING:
    from .area import Land, People

NAMES = {"county": ("盐落公路", "Yanjin-Luoyan road"), "north": ("落天路", "Luoyan-Tianxing road"),
         "south": ("落保路", "Luoyan-Baolong road"), "longtang": ("落龙路", "Luoyan-Longtang road"),
         "gonghe": ("落共路", "Luoyan-Gonghe road"), "site": ("安置点路", "Resettlement road")}
OFFICE_NAMES = {2: "", 3: "longtang", 4: "south", 5: "gonghe", 6: "north"}


def plan_roads(land: Land, people: People) -> tuple[CellRoads, dict[int, tuple[float, float]],
                                                    dict[str, tuple[str, str]]]:
    """Lay county road, exits, office roads, hamlet roads, loops; give the fixed points too."""
    view = land.window
    cell_of = lambda p: int(view.cells(np.array([p[0]]), np.array([p[1]]))[0])  # noqa: E731
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
    allowed = _open_lanes(allowed, land, people, fixed)
    ground = terrace(view, land.heights, allowed=allowed, stream_cells=land.stream_cells)
    builder = Builder(ground, [*gates.values(), *site_gates.values()])
    builder.net.best_at.clear()
    _main_roads(builder, land, people, gates, site_gates)
    _hamlet_roads(builder, land, people)
    return builder.net, fixed, NAMES


def _open_lanes(allowed, land: Land, people: People, fixed):  # noqa: ANN001, ANN202
    """Open a lane of cells from each gate away from its town."""
    out = allowed.copy()
    view = land.window
    for town in (people.town, people.site):
        for gate in town.gates.values():
            away = np.array(gate) - np.array(town.centre)
            away /= np.hypot(*away)
            line = shapely.LineString([gate, np.array(gate) + away * 75])
            points = shapely.get_coordinates(shapely.line_interpolate_point(
                line, np.arange(0, 75, 5)))
            lane = np.zeros(view.shape, bool)
            lane.ravel()[view.cells(points[:, 0], points[:, 1])] = True
            out |= binary_dilation(lane, np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]])) & \
                ~_inside(town, view)
            out.ravel()[int(view.cells(np.array([gate[0]]), np.array([gate[1]]))[0])] = True
            out |= lane
    return out & ~land.lake_cells


def _inside(town, view):  # noqa: ANN001, ANN202
    cells = view.xy(np.arange(view.rows * view.cols))
    return shapely.contains_xy(town.hull, cells).reshape(view.shape)


def _main_roads(builder: Builder, land: Land, people: People, gates: dict[str, int],
                site_gates: dict[str, int]) -> None:
    outside = land.wide & ~land.inside & shapely.contains_xy(
        land.township.buffer(120), land.window.xy(np.arange(land.heights.size))).reshape(
            land.window.shape)
    for (east, north, road_class), gate in zip(EXITS_KM[:4], ("west", "east", "north", "south"),
                                               strict=True):
        name = {"west": "county", "east": "county"}.get(gate, gate)
        own = [gates[gate]]
        sources = own if gate in ("west", "east") else [*own, *builder.net.cells(1).tolist()]
        far, before = builder.reach(road_class, sources)
        end = exit_cell(land.window, land.township, far, outside, (east, north))
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
        end = exit_cell(land.window, land.township, far, outside, (east, north))
        builder.lay(before, end, road_class)


def _hamlet_roads(builder: Builder, land: Land, people: People) -> None:
    window = land.window
    cells = {p.place_id: int(window.cells(np.array([p.x]), np.array([p.y]))[0])
             for p in people.places if p.kind == "hamlet"}
    far, _ = builder.reach("village")
    hard = np.quantile([far[c] for c in cells.values()], 0.86)
    wanted = {}
    for place in people.places:
        if place.kind == "hamlet" and cells[place.place_id] not in builder.net.best_at:
            cell = cells[place.place_id]
            wanted[cell] = class_of(place, float(far[cell]), foot_climb=float(hard))
    vehicle = {c: k for c, k in wanted.items() if k != "footpath"}
    builder.connect(vehicle, batch=8)
    builder.connect({c: k for c, k in wanted.items() if k == "footpath"}, batch=6)
    loops(builder, sorted(cells.values()), wanted=46, kept_apart=set())
