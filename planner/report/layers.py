"""Plans -> frames for a map or a GeoPackage: ids turned back into lines, points and areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from planner.demand.camera_views import cones
from planner.report.tables import arrivals, watched_targets

if TYPE_CHECKING:
    from planner.demand.camera import CameraContext
    from planner.demand.responder import ResponderContext
    from planner.outcome import Outcome
    from planner.problem import (
        CameraPlan,
        CameraProblem,
        ResponderPlan,
        ResponderProblem,
    )


def camera_layers(
    problem: CameraProblem, outcome: Outcome[CameraPlan], context: CameraContext
) -> dict[str, gpd.GeoDataFrame]:
    """Cameras of the plan, the ground they see, and every target with its state.

    Returns
    -------
    dict
        `cameras`: option_id -> pole_id, heading_deg, kind_id, existing, point; `sectors`: the
        ground each shows past buildings as finely as usual, without masked dwellings; `targets`:
        target_id -> kind, weight, watched.
    """
    chosen = list(outcome.plan.option_ids) if outcome.plan else []
    cameras = context.options.loc[chosen]
    views = cones(context.aims(chosen), context.ground.area, context.settings.px_per_m)
    seen = watched_targets(problem, outcome)
    return {
        "cameras": cameras,
        "sectors": gpd.GeoDataFrame(
            cameras.drop(columns="geometry"), geometry=views, crs=cameras.crs
        ),
        "targets": context.targets.assign(watched=context.targets.index.isin(list(seen))),
    }


def responder_layers(
    problem: ResponderProblem, outcome: Outcome[ResponderPlan], context: ResponderContext
) -> dict[str, gpd.GeoDataFrame]:
    """Grids with who answers and when, and the posts with their load.

    Returns
    -------
    dict
        `grids`: grid polygons with first_post_id, backup_post_id ("" for none), arrive_s (-1 for
        nobody), in_time; `posts`: post_id -> kind, mode, load.
    """
    arrival = arrivals(problem, outcome)
    answers = {a.grid_id: a for a in (outcome.plan.assignments if outcome.plan else ())}
    area = context.ground.area
    ids = [str(name) for name in area.grids.index]
    arrive_s = [arrival.get(name, -1) for name in ids]
    grids = area.grids.assign(
        first_post_id=[answers[n].first_post_id if n in answers else "" for n in ids],
        backup_post_id=[(answers[n].backup_post_id or "") if n in answers else "" for n in ids],
        arrive_s=arrive_s,
        in_time=[0 <= seconds <= problem.rules.limit_s for seconds in arrive_s],
    )
    load: dict[str, int] = {}
    for grid in problem.grids:
        if grid.grid_id in answers:
            first = answers[grid.grid_id].first_post_id
            load[first] = load.get(first, 0) + grid.load
    posts = context.posts.assign(load=[load.get(str(name), 0) for name in context.posts.index])
    return {"grids": grids, "posts": posts}
