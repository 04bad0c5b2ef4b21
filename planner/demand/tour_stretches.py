"""Stretches of road that are to be covered, joined to streets between junctions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.travel import usable
from planner.demand.tour_crews import VEHICLES
from planner.problem.tour_parts import ESCORTED_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geo.roads import Network
    from geo.travel import Mode
    from planner.demand.ground import Ground
    from planner.demand.tour_settings import StreetRule, TourSettings
    from planner.demand.tour_travel import Journeys

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

PICKED_POINTS = 15  # of an edge that no rule chooses, but the planner


@dataclass(frozen=True, slots=True)
class Stretch:
    """How one edge is to be covered: so many times a week, by whom, and whether both ways.

    Stretches that are alike may be one street.
    """

    times_a_week: int
    points: int
    modes: tuple[Mode, ...]
    both_ways: bool


@dataclass(frozen=True, slots=True)
class Street:
    """Edges one after the other: rows of the network, ~row for one that is met from v to u."""

    stretch: Stretch
    edges: tuple[int, ...]
    oneway: bool = False


def stretches(
    ground: Ground, settings: TourSettings, trips: Journeys
) -> tuple[dict[int, Stretch], tuple[str, ...]]:
    """Choose the edges to be covered, and name those that would be but are shut.

    An edge is inside the area when its middle is. On foot it is covered near a crew that walks;
    else by every vehicle that may go there, and on foot where none may.
    """
    edges, area, modes = ground.network.edges, ground.area, tuple(trips.trips)
    homes, length = _homes(ground, settings.near_home_m), edges["length_m"].to_numpy(float)
    middles = shapely.line_interpolate_point(ground.network.geometry, 0.5, normalized=True)
    inside = np.flatnonzero(shapely.intersects(area.boundary, middles))
    near = _near_walkers(ground, settings) & ("foot" in modes)
    able = {
        mode: usable(ground.network, replace(ground.profile(mode), rain=False)) for mode in modes
    }
    open_ = {mode: trips.open_to(mode) for mode in modes}
    names, classes = edges.index.astype(str).to_numpy(), edges["road_class"].astype(str).to_numpy()
    found: dict[int, Stretch] = {}
    shut = []
    for row in inside.tolist():
        dense = float(100 * homes[:, row].sum() / max(length[row], 1.0))
        rule = _rule(settings, classes[row], dense, walks=bool(near[row]))
        times = settings.street_times.get(names[row], rule.times_a_week if rule else 0)
        if not times:
            continue
        driven = not (rule and rule.walked) and any(able[m][row] for m in VEHICLES if m in able)
        wanted = [m for m in modes if able[m][row] and (m in VEHICLES) == driven]
        by = tuple(mode for mode in wanted if open_[mode][row])
        both = 0 < settings.both_sides_homes <= int(homes[:, row].min())
        if by:
            found[row] = Stretch(times, rule.points if rule else PICKED_POINTS, by, both)
        elif wanted:
            shut.append(names[row])
    return found, tuple(shut)


def _rule(
    settings: TourSettings, road_class: str, dense: float, *, walks: bool
) -> StreetRule | None:
    for rule in settings.streets:
        fits = road_class in rule.classes and dense >= rule.homes_per_100_m
        if fits and (walks or not rule.walked):
            return rule
    return None


def _homes(ground: Ground, near_m: float) -> Ints:
    """Dwellings near each edge, left and right of it: each counts at its nearest edge only."""
    area, lines = ground.area, ground.network.geometry
    counts = np.zeros((2, len(lines)), dtype=np.int64)
    homes = area.buildings[area.buildings["kind"] == "dwelling"]
    if homes.empty or not len(lines):
        return counts
    spots = shapely.centroid(homes.geometry.to_numpy())
    home, edge = shapely.STRtree(lines).query_nearest(spots, max_distance=near_m, all_matches=False)
    np.add.at(counts, (_right(lines[edge], spots[home]).astype(np.int64), edge), 1)
    return counts


def _right(lines: NDArray[np.object_], spots: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell for each point whether it lies right of its line as the line runs there."""
    at = shapely.line_locate_point(lines, spots)
    length = shapely.length(lines)
    step = np.minimum(1.0, length / 2)
    ends = (np.maximum(at - step, 0.0), np.minimum(at + step, length))
    a, b = (shapely.get_coordinates(shapely.line_interpolate_point(lines, end)) for end in ends)
    away = shapely.get_coordinates(spots) - a
    along = b - a
    right: NDArray[np.bool_] = along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0] < 0
    return right


def _near_walkers(ground: Ground, settings: TourSettings) -> NDArray[np.bool_]:
    """Find the edges near the base of a crew on foot that may go out by itself."""
    crews = ground.area.crews
    alone = ~crews["kind"].isin(ESCORTED_KINDS) | (crews["officers"] > 0)
    goes = alone & (crews["size"] >= settings.least_crew_size) & (crews["mode"] == "foot")
    bases = ground.area.sites.geometry.loc[sorted(set(crews.loc[goes, "base_site_id"]))]
    near = np.zeros(len(ground.network.edges), dtype=bool)
    for point in bases:
        near |= shapely.dwithin(ground.network.geometry, point, settings.walked_within_m)
    return near


def streets(network: Network, chosen: dict[int, Stretch], longest_m: float) -> list[Street]:
    """Join chosen edges to streets; each edge is in one street, every street a line of edges.

    A street ends where more or fewer than two chosen edges meet, where the next is covered in
    another way, where a one-way road begins or turns against itself, and before it becomes longer
    than `longest_m`.
    """
    ends = network.edges[["u", "v"]].to_numpy(np.int64)
    oneway = network.edges["oneway"].to_numpy(bool)
    length = network.edges["length_m"].to_numpy(float)
    at: dict[int, list[int]] = defaultdict(list)
    for row in chosen:
        for node in ends[row]:
            at[int(node)].append(row)
    through = {
        node
        for node, rows in at.items()
        if len(rows) == 2
        and rows[0] != rows[1]
        and chosen[rows[0]] == chosen[rows[1]]
        and _goes_on(ends[rows], oneway[rows], node)
    }
    left = dict.fromkeys(sorted(chosen))
    found = []
    # those at an end first, so that of what is left every line of edges is a ring
    for row in sorted(chosen, key=lambda row: not set(ends[row].tolist()) - through):
        if row not in left:
            continue
        u, v = (int(node) for node in ends[row])
        first = row if u not in through or v in through else ~row
        chain = _followed(first, ends, at, through, left)
        one = bool(oneway[row])
        if one and first < 0:
            chain = tuple(~edge for edge in reversed(chain))
        found += [Street(chosen[row], part, one) for part in _cut(chain, length, longest_m)]
    return found


def _goes_on(ends: Ints, oneway: NDArray[np.bool_], node: int) -> bool:
    """Whether two edges that meet in a node can be gone along one after the other, both ways."""
    if not oneway.any():
        return True
    # a one-way road that ends here is followed by one that begins here
    return bool(oneway.all() and sorted((ends[:, 0] == node).tolist()) == [False, True])


def _followed(
    first: int,
    ends: Ints,
    at: dict[int, list[int]],
    through: set[int],
    left: dict[int, None],
) -> tuple[int, ...]:
    """Follow edges from one on until a street ends, and take them off what is left."""
    chain = [first]
    row = first if first >= 0 else ~first
    left.pop(row)
    here = int(ends[row][1 if first >= 0 else 0])
    while here in through:
        after = next((edge for edge in at[here] if edge in left), None)
        if after is None:
            break
        left.pop(after)
        forward = int(ends[after][0]) == here
        chain.append(after if forward else ~after)
        here = int(ends[after][1 if forward else 0])
    return tuple(chain)


def _cut(chain: Sequence[int], length: Floats, longest_m: float) -> Iterator[tuple[int, ...]]:
    """Cut a street into parts that are no longer than asked, or a single edge."""
    part: list[int] = []
    metres = 0.0
    for edge in chain:
        more = float(length[edge if edge >= 0 else ~edge])
        if part and metres + more > longest_m:
            yield tuple(part)
            part, metres = [], 0.0
        part.append(edge)
        metres += more
    yield tuple(part)


def line_of(network: Network, edges: Sequence[int]) -> shapely.LineString:
    """Draw a street from its first end to its last."""
    parts = [
        network.geometry[edge] if edge >= 0 else shapely.reverse(network.geometry[~edge])
        for edge in edges
    ]
    xy = [shapely.get_coordinates(part) for part in parts]
    return shapely.LineString(np.concatenate([xy[0], *(more[1:] for more in xy[1:])]))


def ends_of(uv: Ints, edges: Sequence[int]) -> tuple[int, int]:
    """Junctions where a street begins and ends: rows of the network, of the ends of its edges."""
    first, last = edges[0], edges[-1]
    start = uv[first][0] if first >= 0 else uv[~first][1]
    end = uv[last][1] if last >= 0 else uv[~last][0]
    return int(start), int(end)
