"""A proposal over the ground as the layers of a map: new grids, today's borders, what changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report import atlas
from planner.report.grid_list import called
from planner.report.maps import Layer, lonlat, thinned_cover
from planner.report.redistrict import moved_places, proposal_layers
from planner.words import Lang, area, say

if TYPE_CHECKING:
    import geopandas as gpd

    from planner.report.proposal import Proposal


def proposal_map_layers(proposal: Proposal, lang: Lang) -> list[Layer]:
    """Return the proposed grids in classes by households, under roads and today's borders."""
    ground = proposal.context.ground
    frames = proposal_layers(proposal)
    names = called(proposal.grids(), lang)
    grids = thinned_cover(frames["proposed_grids"]).assign(
        households=frames["proposed_grids"]["household_count"],
        label=[names.get(str(i), str(i)) for i in frames["proposed_grids"].index],
        size=[area(value, lang) for value in frames["proposed_grids"].geometry.area],
    )
    tips = (
        ("label", say("col.grid", lang)),
        ("households", say("col.household_count", lang)),
        ("size", say("overview.area", lang)),
    )
    classes = [
        Layer(f"grid_{n}", text, rows, tips, thin="no")
        for n, (text, rows) in enumerate(atlas.household_classes(grids, lang), start=1)
    ]
    layers = atlas.ground_layers(ground, lang, grids=False)
    layers[1:1] = classes  # over the paled surroundings, under water and roads
    moved = moved_places(proposal)
    places = ground.area.places
    told = places.loc[list(moved.index)].assign(households=moved["households"])
    heads = (f"name_{lang}", "households")
    words = (say("col.place", lang), say("proposal.moved_households", lang))
    return [
        *layers,
        Layer("new_border", say("layer.new_grids", lang), _outlines(grids)),
        Layer("old_border", say("layer.old_grids", lang), _outlines(proposal.context.old)),
        Layer(
            "missed",
            say("layer.moved_places", lang),
            told,
            tuple(zip(heads, words, strict=True)),
            show=proposal.context.settings.question == "adjust",
        ),
    ]


def focus(proposal: Proposal) -> tuple[float, float, float, float]:
    """West, south, east and north in degrees of the unit."""
    units = proposal.context.ground.area.units.loc[[proposal.context.unit_code]]
    west, south, east, north = lonlat(units).total_bounds.tolist()
    return west, south, east, north


def _outlines(grids: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return grids[["geometry"]].set_geometry(grids.boundary, crs=grids.crs)
