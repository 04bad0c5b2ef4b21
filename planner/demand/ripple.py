"""What redrawing grids does to patrol, response and cameras: old beside new."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.measure import places_in
from geo.travel import MODES
from planner.demand.camera import camera_question
from planner.demand.camera_book import NO_BOOK, CameraBook, Step
from planner.demand.cells import home_units
from planner.demand.grid_ground import measured
from planner.demand.reach import reach_of
from planner.demand.rounds import shortest_round
from planner.demand.settings import CameraSettings

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from planner.demand.ground import Ground

    Ints = NDArray[np.int64]

FIGURES = (
    "patrol_min",
    "patrol_stops",
    "response_min",
    "response_slowest_min",
    "camera_targets",
    "camera_pct",
)


@dataclass(frozen=True, slots=True)
class RippleSettings:
    """One visit by a patrol: the planner's own numbers, no standard.

    `dwell_min` is the stay at every place and key site, `max_walk_min` the longest walk from a
    vehicle. Consents recorded in `book` count before those of the area's data.
    """

    dwell_min: int = 10
    max_walk_min: int = 60
    book: CameraBook = NO_BOOK


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """Crews of one mode at one base, with the seconds between all stops and them.

    Parameters
    ----------
    units
        Units the crews are at home in; empty for all.
    between_s
        Square table over the stops, the base last; -1 where there is no way.
    """

    units: frozenset[str]
    between_s: Ints


@dataclass(frozen=True, eq=False)
class Forces:
    """Stops and bases of the patrols, and camera targets: no edit of grids changes them."""

    stops: NDArray[np.object_]
    bases: tuple[Base, ...]
    targets: gpd.GeoSeries
    watchable: frozenset[str]


def ripple(
    old: gpd.GeoDataFrame,
    new: gpd.GeoDataFrame,
    ground: Ground,
    ids: Collection[str] | None = None,
    *,
    watched: Collection[str] | None = None,
    settings: RippleSettings | None = None,
) -> pd.DataFrame:
    """Compare grids before and after an edit.

    Parameters
    ----------
    old, new
        Two divisions of the ground, frames by grid_id with unit_code.
    ids
        Grids to compare; when None those whose shape or unit differs.
    watched
        Ids of the camera targets that cameras standing and planned watch
        (`planner.report.tables.watched_targets`). When None, the targets that at least one pole
        could watch with consent and outside private zones: what cameras can do there at most.

    Returns
    -------
    Frame by grid_id, each figure with the suffix _old and _new, nan where the grid is not:
    patrol_min
        One visit: from the base to every place and key site of the grid and back, by the crews
        that are nearest to it among those at home in its unit that reach every stop, and
        `dwell_min` at each stop. nan without stops, or when no crew reaches them all.
    patrol_stops
        Places and key sites in the grid.
    response_min, response_slowest_min
        Minutes until the quickest post is there, as a mean over households and at its slowest
        place; nan where nobody lives or to some place no way leads.
    camera_targets, camera_pct
        Targets in the grid (exits, junctions, bridges, markets, key sites) and the share of them
        watched, in per cent; nan without targets.
    """
    told = settings or RippleSettings()
    names = list(ids) if ids is not None else changed(old, new)
    forces = _forces(ground, told)
    seen = forces.watchable if watched is None else frozenset(watched)
    sides = [
        _figures(grids, [n for n in names if n in grids.index], ground, forces, (seen, told))
        for grids in (old, new)
    ]
    beside = {
        f"{name}_{age}": side[name].reindex(names)
        for name in FIGURES
        for age, side in zip(("old", "new"), sides, strict=True)
    }
    return pd.DataFrame(beside, index=pd.Index(names, name="grid_id", dtype="object"))


def changed(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> list[str]:
    """Ids of the grids whose shape or unit differs, and of those in one division only."""
    before = dict(zip(old.index, zip(old.geometry, old["unit_code"], strict=True), strict=True))
    after = dict(zip(new.index, zip(new.geometry, new["unit_code"], strict=True), strict=True))
    return sorted(
        str(name) for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    )


def _forces(ground: Ground, settings: RippleSettings) -> Forces:
    states = tuple(
        (pole, steps[-1]) for pole, steps in sorted(settings.book.consents.items()) if steps
    )
    return _forces_of(ground, settings.max_walk_min, states)


@lru_cache(maxsize=8)
def _forces_of(ground: Ground, max_walk_min: int, states: tuple[tuple[str, Step], ...]) -> Forces:
    """Work out once who patrols, from where, and which targets a pole could watch."""
    area = ground.area
    stops = gpd.GeoSeries(pd.concat([area.places.geometry, area.sites.geometry]), crs=area.crs)
    consents = CameraBook(consents={pole: (step,) for pole, step in states})
    problem, context = camera_question(ground, CameraSettings(), consents)
    return Forces(
        stops=stops.to_numpy(),
        bases=tuple(_bases(ground, stops, max_walk_min)),
        targets=context.targets.geometry,
        watchable=frozenset(
            target
            for option in problem.options
            if option.consented and option.filming_allowed
            for target in option.sees
        ),
    )


def _bases(ground: Ground, stops: gpd.GeoSeries, max_walk_min: int) -> list[Base]:
    """Bases of the crews, one for each mode, site and home."""
    area = ground.area
    crews = area.crews
    if crews.empty or not len(ground.network.edges):
        return []
    sites = area.sites.geometry.loc[sorted(set(crews["base_site_id"]))]
    points = gpd.GeoSeries(pd.concat([stops, sites]), crs=area.crs)
    found: list[Base] = []
    for mode in MODES:
        of_mode = crews[crews["mode"] == mode]
        if of_mode.empty:
            continue
        trip = ground.trip(mode)
        reach = reach_of(ground.network, points, trip, max_walk_s=60 * max_walk_min, bases=sites)
        table = reach.seconds()
        homes = zip(of_mode["base_site_id"], of_mode["home_units"].map(home_units), strict=True)
        for site, units in sorted(set(homes)):
            rows = [*range(len(stops)), len(stops) + int(sites.index.get_loc(site))]
            found.append(Base(frozenset(units), table[np.ix_(rows, rows)]))
    return found


def _figures(
    grids: gpd.GeoDataFrame,
    names: list[str],
    ground: Ground,
    forces: Forces,
    told: tuple[frozenset[str], RippleSettings],
) -> pd.DataFrame:
    """Figures of some grids of one division, by grid_id."""
    # all grids stand by: a point on a border counts in the first of them, whoever is asked for
    shapes = grids.geometry.to_numpy()
    stops = _inside(shapes, forces.stops)
    targets = _inside(shapes, forces.targets.to_numpy())
    fixed, area = measured(ground), ground.area
    households = area.places["household_count"].to_numpy(np.int64)
    watched = forces.targets.index.isin(list(told[0]))
    rows = {}
    for name in names:
        row = int(grids.index.get_loc(name))
        here, seen = stops.get(row, []), targets.get(row, [])
        places = [stop for stop in here if stop < len(households)]
        patrol_min = _patrol_min(here, str(grids["unit_code"].iloc[row]), forces, told[1])
        rows[name] = (
            patrol_min,
            len(here),
            *_response_min(fixed.arrival_s[places], households[places]),
            len(seen),
            100 * float(watched[seen].mean()) if seen else np.nan,
        )
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(FIGURES))


def _inside(shapes: NDArray[np.object_], points: NDArray[np.object_]) -> dict[int, list[int]]:
    """Row of the shape -> rows of the points in it."""
    found: dict[int, list[int]] = {}
    for point, shape in zip(*(rows.tolist() for rows in places_in(shapes, points)), strict=True):
        found.setdefault(shape, []).append(point)
    return found


def _patrol_min(here: list[int], unit: str, forces: Forces, settings: RippleSettings) -> float:
    """Minutes of one visit by the nearest crews that reach every stop."""
    if not here:
        return float("nan")
    tables = []
    for base in forces.bases:
        rows = [*here, len(forces.stops)]
        table = base.between_s[np.ix_(rows, rows)]
        if (not base.units or unit in base.units) and (table >= 0).all():
            tables.append(table)
    if not tables:
        return float("nan")
    nearest = min(tables, key=lambda table: int((table[-1, :-1] + table[:-1, -1]).min()))
    return shortest_round(nearest).seconds / 60 + settings.dwell_min * len(here)


def _response_min(arrival_s: Ints, households: Ints) -> tuple[float, float]:
    """Minutes until somebody is there: mean over households, and at the slowest place."""
    lived = households > 0
    if not lived.any() or (arrival_s[lived] < 0).any():
        return float("nan"), float("nan")
    mean = float((arrival_s * households)[lived].sum()) / float(households.sum())
    return mean / 60, float(arrival_s[lived].max()) / 60
