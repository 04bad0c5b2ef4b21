"""Who answers for which grid, as a question: posts, loads and seconds between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.measure import measure_grids
from geo.travel import MODES, UNREACHABLE, Mode
from planner.demand.cells import home_units
from planner.demand.reach import Reach, as_table, reach_of
from planner.demand.who_comes import posts_of
from planner.problem import Post, ResponderGrid, ResponderProblem, ResponderRules
from planner.problem.responder import WEIGHT_MOST

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.settings import ResponderSettings


@dataclass(frozen=True, eq=False)
class ResponderContext:
    """What the question left behind at the door.

    Parameters
    ----------
    posts
        Frame post_id -> name_zh, name_en, kind, mode, point.
    grids
        Frame grid_id -> name_zh, name_en, unit_code, household_count, point somebody must reach.
    reach
        Mode -> (posts, grids) on the roads of that mode, in the order of the question.
    """

    ground: Ground
    settings: ResponderSettings
    posts: gpd.GeoDataFrame
    grids: gpd.GeoDataFrame
    reach: Mapping[Mode, tuple[Reach, Reach]]

    def names(self, lang: str) -> dict[str, str]:
        """Id -> name of every post, grid and unit."""
        column, units = f"name_{lang}", self.ground.area.units
        frames = (units, self.posts, self.grids)
        return {str(k): str(v) for f in frames for k, v in f[column].items()}


def responder_question(
    ground: Ground, settings: ResponderSettings
) -> tuple[ResponderProblem, ResponderContext]:
    """Build the responder question: every grid, every post, seconds by the post's own mode."""
    posts, grids = posts_of(ground), _grids(ground)
    trips = {mode: ground.trip(mode, settings.on) for mode in MODES if mode in set(posts["mode"])}
    reach = {
        mode: (
            reach_of(ground.network, posts, trip, max_walk_s=60 * settings.max_walk_min),
            reach_of(
                ground.network, grids, trip, max_walk_s=60 * settings.max_walk_min, bases=posts
            ),
        )
        for mode, trip in trips.items()
    }
    problem = ResponderProblem(
        posts=tuple(_post(str(name), row) for name, row in posts.iterrows()),
        grids=tuple(_grid(str(name), row) for name, row in grids.iterrows()),
        reach_s=as_table(_seconds(posts, len(grids), reach)),
        rules=ResponderRules(
            limit_s=60 * settings.limit_min,
            late_price_s=settings.late_price_s,
            backup_limit_s=60 * settings.backup_limit_min,
            backup_hard=settings.backup_required,
            serve_all=settings.serve_all,
            backup_weight_pct=settings.backup_weight_pct,
            own_unit_price_s=settings.outside_home_price_s,
            min_response_size=settings.min_response_unit,
        ),
    )
    return problem, ResponderContext(ground, settings, posts, grids, reach)


def _grids(ground: Ground) -> gpd.GeoDataFrame:
    """Grids with the point to reach: the largest place in the grid, else a point inside it."""
    area = ground.area
    measured = measure_grids(area.grids, area.places)
    inside = gpd.sjoin(area.places, area.grids[["geometry"]], predicate="within")
    grid_of = inside.columns[-1]
    largest = inside.sort_values(["household_count"], ascending=False, kind="stable")
    largest = largest.drop_duplicates(grid_of).set_index(grid_of).geometry
    points = area.grids.representative_point()
    points.update(largest)
    return gpd.GeoDataFrame(
        area.grids[["name_zh", "name_en", "kind", "unit_code"]].assign(
            household_count=measured["household_count"].astype(int)
        ),
        geometry=points,
        crs=area.crs,
    )


def _seconds(
    posts: gpd.GeoDataFrame, grid_count: int, reach: Mapping[Mode, tuple[Reach, Reach]]
) -> np.ndarray:
    table = np.full((len(posts), grid_count), UNREACHABLE, dtype=np.int64)
    for mode, (from_posts, to_grids) in reach.items():
        rows = (posts["mode"] == mode).to_numpy()
        table[rows] = from_posts.seconds(to_grids)[rows]
    return table


def _post(name: str, row: pd.Series) -> Post:
    return Post(
        post_id=name,
        kind=row["kind"],
        size=int(row["size"]),
        may_lead=bool(row["may_lead"]),
        capacity=int(row["capacity_households"]),
        home_units=home_units(row["home_units"]),
    )


def _grid(name: str, row: pd.Series) -> ResponderGrid:
    """Make a grid of the question; without households it still counts a little."""
    households = int(row["household_count"])
    return ResponderGrid(
        grid_id=name,
        unit_code=str(row["unit_code"]),
        load=households,
        weight=min(WEIGHT_MOST, 1 + households),
    )
