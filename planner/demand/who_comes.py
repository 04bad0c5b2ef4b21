"""Who can reach any point in how many minutes: starts of posts kept, each question a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.travel import MODES, UNREACHABLE
from planner.demand.reach import based, reach_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from geo.speeds import Mode
    from planner.demand.ground import Ground
    from planner.demand.reach import Around, Trip

MAX_WALK_MIN = 60


@dataclass(frozen=True, eq=False)
class Sent:
    """Posts ready to set off.

    Parameters
    ----------
    posts
        Frame post_id -> name_zh, name_en, kind, mode, point.
    starts
        Mode -> the trip by it and the posts on its roads, in their order.
    modes
        Mode each post goes by.
    """

    ground: Ground
    posts: gpd.GeoDataFrame
    starts: Mapping[Mode, tuple[Trip, Around]]
    modes: NDArray[np.object_]
    max_walk_min: int

    def seconds(self, points: gpd.GeoSeries) -> NDArray[np.int64]:
        """Seconds from each post (row) to each point (column); -1 where no way leads."""
        table = np.full((len(self.posts), len(points)), UNREACHABLE, dtype=np.int64)
        walk_s, network = 60 * self.max_walk_min, self.ground.network
        for mode, (trip, around) in self.starts.items():
            start = around.start
            if start is None:
                continue
            rows = self.modes == mode
            there = reach_of(network, points, trip, max_walk_s=walk_s, around=around)
            table[rows] = start.seconds(there)[rows]
        return table

    def who(
        self, x: float, y: float, *, within_s: int | None = None
    ) -> tuple[tuple[str, int], ...]:
        """List who can be at a point (metres) and in how many seconds, the soonest first."""
        point = gpd.GeoSeries([shapely.Point(x, y)], crs=self.ground.area.crs)
        column = self.seconds(point)[:, 0]
        order = np.argsort(column, kind="stable")
        return tuple(
            (str(self.posts.index[row]), int(column[row]))
            for row in order.tolist()
            if column[row] >= 0 and (within_s is None or column[row] <= within_s)
        )


def sent(
    ground: Ground,
    *,
    mode: Mode | None = None,
    night: bool = False,
    on: date | None = None,
    max_walk_min: int = MAX_WALK_MIN,
) -> Sent:
    """Put all posts of an area on its roads, each by its own mode or all by one."""
    posts = posts_of(ground)
    modes = posts["mode"].to_numpy(object) if mode is None else np.full(len(posts), mode, object)
    starts = {}
    for by in MODES:
        if (modes == by).any():
            trip = ground.trip(by, on, night=night)
            walk_s = 60 * max_walk_min
            starts[by] = (trip, based(ground.network, trip, max_walk_s=walk_s, bases=posts))
    return Sent(ground, posts, starts, modes, max_walk_min)


def posts_of(ground: Ground) -> gpd.GeoDataFrame:
    """Return the posts of an area, each where its site is."""
    posts, sites = ground.area.responders, ground.area.sites
    where = sites.geometry.loc[posts["site_id"]].to_numpy()
    return gpd.GeoDataFrame(posts, geometry=where, crs=ground.area.crs)
