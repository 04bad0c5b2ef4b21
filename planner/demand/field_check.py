"""What to measure first: how much a plan hangs on each guessed speed and each stretch of road.

The measure is the response: every place is reached by the post that is there first. Its seconds
times its households, over all places, are the household seconds; with them go the households
reached within a limit. A guess is tried 30 % slower and 30 % faster, everything else unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.carried import carried_seconds
from geo.travel import MODES, UNREACHABLE, Mode, Speed
from planner.demand.reach import Reach, reach_of

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from planner.demand.ground import Ground

    Seconds = NDArray[np.int64]
    Floats = NDArray[np.float64]

WRONG_BY = 0.3  # by how much a guess is taken to be wrong, one way and the other
_NOBODY = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Response:
    """How the places are reached.

    Parameters
    ----------
    household_s
        Seconds of each place's first responder times its households, over all reached places.
    households
        In the places that anybody reaches.
    within
        Of them in the places reached within the limit.
    """

    household_s: int
    households: int
    within: int


@dataclass(frozen=True, eq=False)
class FieldCheck:
    """What the plan hangs on.

    Parameters
    ----------
    base, slow, fast
        The response as the table has it, and with every guess 30 % slower and faster at once.
    speeds
        Frame of the guessed speeds in use, the heaviest first: mode, road_class, kmh, km,
        slow_s and fast_s (change of the household seconds), slow_within and fast_within (change
        of the households within the limit), weight_s (the larger change without sign).
    stretches
        Frame stretch_id -> road_class, name_zh, name_en, near_zh, near_en, modes, km, edges,
        household_s (spent on it on the ways that are first), share of all household seconds,
        and its lines; the heaviest first.
    """

    limit_s: int
    base: Response
    slow: Response
    fast: Response
    speeds: pd.DataFrame
    stretches: gpd.GeoDataFrame


def field_check(
    ground: Ground, *, limit_s: int = 1800, max_walk_s: int = 3600, on: date | None = None
) -> FieldCheck:
    """Sort guessed speeds and stretches of road by their effect on who is reached how soon.

    What is ignored: a stretch's own detour. A stretch that turns out slower may be driven around,
    so its household seconds bound what its speed can cost; the speeds above are tried in full.
    """
    base = _Trial.of(ground, max_walk_s=max_walk_s, on=on)
    seconds = base.seconds()
    response = _response(seconds, base.households, limit_s)
    guessed = _guessed(ground)
    rows = []
    for row in guessed:
        slow, fast = (
            _response(base.seconds(_changed(ground, [row], factor)), base.households, limit_s)
            for factor in (1 - WRONG_BY, 1 + WRONG_BY)
        )
        rows.append(_speed_row(ground, row, response, slow, fast))
    slow, fast = (
        _response(base.seconds(_changed(ground, guessed, factor)), base.households, limit_s)
        for factor in (1 - WRONG_BY, 1 + WRONG_BY)
    )
    columns = ["mode", "road_class", "kmh", "km", "slow_s", "fast_s", "slow_within", "fast_within"]
    speeds = pd.DataFrame(rows, columns=[*columns, "weight_s"])
    speeds = speeds.sort_values("weight_s", ascending=False, kind="stable", ignore_index=True)
    stretches = _stretches(ground, base, seconds, guessed, response.household_s)
    return FieldCheck(limit_s, response, slow, fast, speeds, stretches)


def response(
    ground: Ground, *, limit_s: int = 1800, max_walk_s: int = 3600, on: date | None = None
) -> Response:
    """Tell how soon the places are reached as the table of speeds has it."""
    trial = _Trial.of(ground, max_walk_s=max_walk_s, on=on)
    return _response(trial.seconds(), trial.households, limit_s)


@dataclass(frozen=True, eq=False)
class _Trial:
    """Posts and places with the way to them by each mode, to be asked again at other speeds."""

    reach: Mapping[Mode, tuple[NDArray[np.int64], Reach, Reach]]
    post_count: int
    households: NDArray[np.int64]

    @classmethod
    def of(cls, ground: Ground, *, max_walk_s: int, on: date | None) -> _Trial:
        """Snap posts and places once: where a vehicle is left does not hang on its speed."""
        area = ground.area
        posts, places = area.responders, area.places
        at = area.sites.geometry.loc[posts["site_id"]].set_axis(posts.index)
        reach = {}
        for mode in MODES:
            rows = np.flatnonzero((posts["mode"] == mode).to_numpy())
            if not (len(rows) and len(places)):
                continue
            trip = ground.trip(mode, on)
            bases = at.iloc[rows]
            reach[mode] = (
                rows,
                reach_of(ground.network, bases, trip, max_walk_s=max_walk_s),
                reach_of(ground.network, places, trip, max_walk_s=max_walk_s, bases=bases),
            )
        return cls(reach, len(posts), places["household_count"].to_numpy(np.int64))

    def seconds(self, speeds: tuple[Speed, ...] | None = None) -> Seconds:
        """Seconds from each post to each place; -1 for no way. Vehicles may go at other speeds."""
        table = np.full((self.post_count, len(self.households)), UNREACHABLE, dtype=np.int64)
        for rows, posts, places in self.reach.values():
            table[rows] = _at(posts, speeds).seconds(_at(places, speeds))
        return table


def _at(reach: Reach, speeds: tuple[Speed, ...] | None) -> Reach:
    if speeds is None:
        return reach
    by = replace(reach.trip.by, speeds=speeds)
    return replace(reach, trip=replace(reach.trip, by=by))


def _response(seconds: Seconds, households: NDArray[np.int64], limit_s: int) -> Response:
    first = _first(seconds)
    reached = first != _NOBODY
    return Response(
        int((first[reached] * households[reached]).sum()),
        int(households[reached].sum()),
        int(households[reached & (first <= limit_s)].sum()),
    )


def _first(seconds: Seconds) -> Seconds:
    """Seconds of whoever is at each place first."""
    known = np.where(seconds == UNREACHABLE, _NOBODY, seconds)
    first: Seconds = known.min(axis=0, initial=_NOBODY)
    return first


def _guessed(ground: Ground) -> list[Speed]:
    """Guessed speeds of the modes of the posts on the classes of road there are."""
    modes = set(ground.area.responders["mode"])
    classes = set(ground.network.edges["road_class"])
    return [
        row
        for row in ground.conditions.speeds
        if row.guessed and row.mode in modes and row.road_class in classes
    ]


def _changed(ground: Ground, rows: Iterable[Speed], factor: float) -> tuple[Speed, ...]:
    other = {id(row): replace(row, kmh=row.kmh * factor) for row in rows}
    return tuple(other.get(id(row), row) for row in ground.conditions.speeds)


def _speed_row(
    ground: Ground, row: Speed, base: Response, slow: Response, fast: Response
) -> tuple[object, ...]:
    edges = ground.network.edges
    km = float(edges.loc[edges["road_class"] == row.road_class, "length_m"].sum()) / 1000
    change = [trial.household_s - base.household_s for trial in (slow, fast)]
    within = [trial.within - base.within for trial in (slow, fast)]
    return row.mode, row.road_class, row.kmh, km, *change, *within, max(map(abs, change))


def _stretches(
    ground: Ground, trial: _Trial, seconds: Seconds, guessed: list[Speed], whole_s: int
) -> gpd.GeoDataFrame:
    """Stretches of road at a guessed speed that first responders use."""
    edges = ground.network.edges
    if not trial.reach:
        return _grouped(ground, np.zeros(len(edges)), {}, whole_s)
    best = np.where(seconds == UNREACHABLE, _NOBODY, seconds).argmin(axis=0)
    reached = _first(seconds) != _NOBODY
    spent: dict[Mode, Floats] = {}
    for mode, (rows, posts, places) in trial.reach.items():
        classes = {row.road_class for row in guessed if row.mode == mode}
        mine = np.flatnonzero(reached & np.isin(best, rows))
        if not (len(mine) and classes):
            continue
        carried = carried_seconds(
            ground.network,
            posts.left_at[np.searchsorted(rows, best[mine])],
            places.left_at[mine],
            trial.households[mine].astype(float),
            posts.trip.by,
            closed=posts.trip.closed,
        )
        spent[mode] = np.where(edges["road_class"].isin(classes), carried, 0.0)
    total = np.sum([np.zeros(len(edges)), *spent.values()], axis=0)
    return _grouped(ground, total, spent, whole_s)


def _grouped(
    ground: Ground, total: Floats, spent: Mapping[Mode, Floats], whole_s: int
) -> gpd.GeoDataFrame:
    """Edges of one name and class that hang together are one stretch."""
    area, edges = ground.area, ground.network.edges
    used = np.flatnonzero(total > 0)
    names = area.roads.reindex(edges["road_id"].iloc[used])
    zh, en = (names[f"name_{lang}"].fillna("").astype(str).to_numpy() for lang in ("zh", "en"))
    key = pd.Series(edges["road_class"].iloc[used].to_numpy() + "\t" + zh + "\t" + en)
    group = _hanging(edges[["u", "v"]].to_numpy(np.int64)[used], key.factorize()[0])
    rows = []
    for number in dict.fromkeys(group.tolist()):
        mine = np.flatnonzero(group == number)
        at = used[mine]
        line = shapely.line_merge(shapely.union_all(ground.network.geometry[at]))
        near = _nearest(ground, line)
        rows.append(
            {
                "road_class": edges["road_class"].iat[at[0]],
                "name_zh": zh[mine[0]],
                "name_en": en[mine[0]],
                "near_zh": near[0],
                "near_en": near[1],
                "modes": " ".join(mode for mode in spent if spent[mode][at].sum() > 0),
                "km": float(edges["length_m"].to_numpy()[at].sum()) / 1000,
                "edges": " ".join(map(str, edges.index[at])),
                "household_s": float(total[at].sum()),
                "share": float(total[at].sum()) / whole_s if whole_s else 0.0,
                "geometry": line,
            }
        )
    columns = ["road_class", "name_zh", "name_en", "near_zh", "near_en", "modes", "km", "edges"]
    columns += ["household_s", "share", "geometry"]
    frame = gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=edges.crs)
    frame = frame.sort_values("household_s", ascending=False, kind="stable")
    return frame.set_axis(
        pd.Index([f"T{n:02d}" for n in range(1, len(frame) + 1)], name="stretch_id")
    )


def _hanging(ends: NDArray[np.int64], kind: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give edges of one kind that share junctions one number."""
    if not len(ends):
        return np.zeros(0, dtype=np.int64)
    nodes = np.unique(
        np.column_stack([ends.ravel(), np.repeat(kind, 2)]), axis=0, return_inverse=True
    )
    node = nodes[1].reshape(-1, 2)
    count = int(node.max()) + 1
    links = coo_array((np.ones(len(node)), (node[:, 0], node[:, 1])), shape=(count, count))
    label: NDArray[np.int64] = connected_components(links, directed=False)[1][node[:, 0]]
    return label


def _nearest(ground: Ground, line: shapely.Geometry) -> tuple[str, str]:
    """Names of the settlement nearest to the middle of a line."""
    places = ground.area.places
    if places.empty:
        return "", ""
    row = places.iloc[int(places.distance(line.centroid).to_numpy().argmin())]
    return str(row["name_zh"]), str(row["name_en"])
