"""Where something is to stand, as layers of a map and of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.atlas import Tips, ground_layers, unit_names
from planner.report.maps import Layer
from planner.report.siting import place_rows, plan_sites
from planner.words import length, say

if TYPE_CHECKING:
    import geopandas as gpd

    from planner.demand.siting import SitingContext
    from planner.problem.siting import SitingPlan, SitingProblem
    from planner.words import Lang


def siting_frames(
    problem: SitingProblem, context: SitingContext, plan: SitingPlan
) -> dict[str, gpd.GeoDataFrame]:
    """Return the sites of a plan and the places under it."""
    return {
        "sites": plan_sites(problem, context, plan),
        "places": place_rows(problem, context, plan),
    }


def siting_map_layers(
    problem: SitingProblem, context: SitingContext, plan: SitingPlan, lang: Lang
) -> list[Layer]:
    """Return a plan over the ground: places served and not, new sites, those standing."""
    frames, names = siting_frames(problem, context, plan), context.names(lang)
    places, sites = frames["places"], frames["sites"]
    none = say("common.none", lang)
    places = places.assign(
        name=places[f"name_{lang}"],
        near=[names.get(site, site) or none for site in places["site"]],
        way=[length(metres, lang) if metres >= 0 else none for metres in places["way_m"]],
    )
    sites = sites.assign(
        name=[names.get(str(name), str(name)) for name in sites.index],
        served=[str(count) for count in sites["places"]],
    )
    place_tips: Tips = (
        ("name", say("col.place", lang)),
        ("near", say("col.siting_id", lang)),
        ("way", say("col.siting_way_m", lang)),
    )
    tips: Tips = (("name", say("col.siting_id", lang)), ("served", say("col.siting_served", lang)))
    there = sites["state"] == "standing"
    served = places["covered"]
    return [
        *ground_layers(context.ground, lang, grids=False),
        Layer("late", say("siting.uncovered", lang), places[~served], place_tips),
        Layer("reached", say("siting.covered", lang), places[served], place_tips),
        Layer("base", say("siting.state.standing", lang), sites[there], tips),
        Layer("camera", say("siting.state.free", lang), sites[~there], tips),
        unit_names(context.ground.area, lang),
    ]
