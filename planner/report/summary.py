"""Every figure of a run with its unit, as one JSON document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from planner.judge.tours_cost import late_days, missing
from planner.problem.tours import ToursPlan
from planner.report.tables import arrivals, watched_targets

if TYPE_CHECKING:
    import geopandas as gpd

    from planner.demand.ground import Ground
    from planner.outcome import Outcome
    from planner.problem import (
        CameraPlan,
        CameraProblem,
        Plan,
        ResponderPlan,
        ResponderProblem,
    )
    from planner.problem.tours import ToursProblem

Figure = dict[str, object]


def figure(value: float | str | bool | None, unit: str) -> Figure:
    """One figure and its unit; unit "1" is a plain number, "text" a state or code."""
    return {"value": value, "unit": unit}


def ground_figures(ground: Ground) -> dict[str, Figure]:
    """Say what the area is: size, counts, roads, exits."""
    area, network = ground.area, ground.network
    return {
        "area": figure(round(area.boundary.area / 1e6, 4), "km2"),
        "units": figure(len(area.units), "units"),
        "grids": figure(len(area.grids), "grids"),
        "places": figure(len(area.places), "places"),
        "households": figure(int(area.places["household_count"].sum()), "households"),
        "population": figure(int(area.places["population_count"].sum()), "residents"),
        "sites": figure(len(area.sites), "sites"),
        "buildings": figure(len(area.buildings), "buildings"),
        "road_nodes": figure(len(network.node_xy), "nodes"),
        "road_edges_directed": figure(network.arc_count, "edges"),
        "road_length": figure(round(network.length_m / 1000, 1), "km"),
        "road_components": figure(network.component_count, "components"),
        "exits": figure(len(ground.exits), "exits"),
    }


def coverage_figures(ground: Ground) -> dict[str, Figure]:
    """Say what the certificate says."""
    certificate = ground.certificate
    figures = {
        "proved": figure(certificate.ok, "true/false"),
        "residue_edges": figure(certificate.residue_edges, "segments"),
        "grid_area": figure(round(certificate.area_m2, 3), "m2"),
        "boundary_area": figure(round(certificate.boundary_area_m2, 3), "m2"),
        "tolerance": figure(certificate.tolerance_m, "m"),
        "fingerprint": figure(certificate.fingerprint, "sha256"),
    }
    for kind, (count, area_m2) in certificate.kinds.items():
        figures[f"{kind}_count"] = figure(count, "faults")
        figures[f"{kind}_area"] = figure(round(area_m2, 3), "m2")
    return figures


def answer_figures(outcome: Outcome[Plan], unit: str) -> dict[str, Figure]:
    """Say what every answer says of itself; `unit` is the unit of its objective."""
    gap = outcome.gap
    return {
        "status": figure(outcome.status.value, "text"),
        "objective": figure(outcome.objective, unit),
        "bound": figure(outcome.bound, unit),
        "gap": figure(None if gap is None else round(100 * gap, 2), "%"),
        "left_out": figure(len(outcome.left_out), "items"),
        "left_out_with_tested_cure": figure(
            sum(any(cure.tested for cure in item.cures) for item in outcome.left_out), "items"
        ),
        "conflicts": figure(len(outcome.conflicts), "rules"),
        "solver": figure(f"{outcome.run.solver} {outcome.run.version}", "text"),
        "seed": figure(outcome.run.seed, "1"),
        "work_limit": figure(outcome.run.work_limit, "work units"),
        "work": figure(round(outcome.run.work, 3), "work units"),
        "wall": figure(round(outcome.run.wall_s, 2), "s"),
        "problem_id": figure(outcome.run.problem_id, "sha256"),
    }


def tours_figures(
    problem: ToursProblem, outcome: Outcome[ToursPlan], tours: gpd.GeoDataFrame
) -> dict[str, Figure]:
    """Say what a plan of tours comes to; a stop is one time a task is wanted."""
    plan = outcome.plan or ToursPlan(())
    lacks, wanted = missing(problem, plan), missing(problem, ToursPlan(()))
    points = {task.task_id: task.priority for task in problem.tasks}
    priority = sum(points[task_id] * times for task_id, times in wanted.items())
    lost = sum(points[task_id] * times for task_id, times in lacks.items())
    return {
        **answer_figures(outcome, "s"),
        "days": figure(problem.days, "days"),
        "crews": figure(len(problem.crews), "crews"),
        "crews_out": figure(tours["crew_id"].nunique(), "crews"),
        "turns": figure(len(problem.turns), "turns"),
        "turns_out": figure(len(tours), "turns"),
        "stops": figure(sum(wanted.values()), "stops"),
        "stops_served": figure(sum(wanted.values()) - sum(lacks.values()), "stops"),
        "priority": figure(priority, "points"),
        "priority_served": figure(priority - lost, "points"),
        "promises_broken": figure(len(late_days(problem, plan)), "promises"),
        "drive": figure(int(tours["drive_s"].sum()), "s"),
        "route_length": figure(round(float(tours["length_m"].sum()) / 1000, 1), "km"),
    }


def camera_figures(problem: CameraProblem, outcome: Outcome[CameraPlan]) -> dict[str, Figure]:
    """Say what a camera plan watches, as shares of exits, key places and weight, never of area."""
    seen = watched_targets(problem, outcome)
    figures = {
        **answer_figures(outcome, "points"),
        "poles": figure(len({option.pole_id for option in problem.options}), "poles"),
        "cameras_allowed": figure(problem.max_cameras, "cameras"),
        "cameras": figure(len(outcome.plan.option_ids) if outcome.plan else 0, "cameras"),
        "targets": figure(len(problem.targets), "targets"),
        "targets_watched": figure(len(seen), "targets"),
    }
    for kind in sorted({target.kind for target in problem.targets}):
        of_kind = [target for target in problem.targets if target.kind == kind]
        figures[f"{kind}_targets"] = figure(len(of_kind), "targets")
        figures[f"{kind}_watched"] = figure(
            sum(target.target_id in seen for target in of_kind), "targets"
        )
    return figures


def responder_figures(
    problem: ResponderProblem, outcome: Outcome[ResponderPlan]
) -> dict[str, Figure]:
    """Say what a responder plan comes to, in grids and households."""
    arrival = arrivals(problem, outcome)
    in_time = {name for name, seconds in arrival.items() if seconds <= problem.rules.limit_s}
    backups = [a for a in (outcome.plan.assignments if outcome.plan else ()) if a.backup_post_id]
    load = {grid.grid_id: grid.load for grid in problem.grids}
    weighted = sum(load[name] * seconds for name, seconds in arrival.items())
    served = sum(load[name] for name in arrival)
    return {
        **answer_figures(outcome, "weighted s"),
        "posts": figure(len(problem.posts), "posts"),
        "grids": figure(len(problem.grids), "grids"),
        "grids_with_first": figure(len(arrival), "grids"),
        "grids_in_time": figure(len(in_time), "grids"),
        "grids_with_backup": figure(len(backups), "grids"),
        "households": figure(sum(load.values()), "households"),
        "households_in_time": figure(sum(load[name] for name in in_time), "households"),
        "mean_arrival_per_household": figure(round(weighted / served, 1) if served else None, "s"),
        "slowest_arrival": figure(max(arrival.values(), default=None), "s"),
        "limit": figure(problem.rules.limit_s, "s"),
    }


def to_json(sections: dict[str, object]) -> str:
    """Write the sections with sorted keys, so that equal runs give equal files but for seconds."""
    return json.dumps(sections, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
